"""Words that say whose side a force is on: the tribes *backing* it, the militias *allied* with it.

Invariant: a word is only taken for an adjective where both the word before it and its own article say so.
"""

from __future__ import annotations

from khabar.packs.lexicon import NOTHING
from khabar.read.units import NOWHERE, Unit
from khabar.text.letters import AYN, LAM, MIM

WITH = (LAM, MIM + AYN)
"""How the prepositions of backing and of alliance begin."""


def side(units: list[Unit]) -> None:
    """Let a definite word that could name a happening be an adjective, between a definite noun and a preposition with
    its pronoun.
    """
    for at in range(1, len(units) - 1):
        unit = units[at]
        if not unit.article or unit.tag != "noun" or not unit.has.trigger:
            continue
        before, after = units[at - 1], units[at + 1]
        if after.tag != "prep" or not after.pronoun or after.first != unit.last or unit.prep or unit.conj:
            continue
        if not after.token.form.startswith(WITH):
            continue
        held = before.tag in ("noun", "name", "adj") and (before.article or bool(before.names))
        if held and before.last == unit.first and not before.has.trigger:
            unit.tag, unit.by, unit.has = "adj", NOWHERE, NOTHING
