"""Words that say whose side a force is on: the tribes *backing* it, the militias *allied* with it.

Invariant: a word is only taken for an adjective where both the word before it and its own article say so.
"""

from __future__ import annotations

from khabar.packs.lexicon import NOTHING, Lexicon
from khabar.read.units import NOWHERE, Unit
from khabar.text.letters import AYN, LAM, MIM

WITH = (LAM, MIM + AYN)
"""How the prepositions of backing and of alliance begin."""


def side(units: list[Unit], lexicon: Lexicon) -> None:
    """Let a definite word that could name a happening be an adjective, between a definite noun and a preposition with
    its pronoun; and one that calls a group what it is, right after the name of the group.
    """
    what = lexicon.closed("group_adjectives")
    for at in range(1, len(units) - 1):
        unit = units[at]
        if not unit.article or unit.tag != "noun":
            continue
        before, after = units[at - 1], units[at + 1]
        if unit.has.noun and unit.senses is not None and unit.senses.loose in what and _is_group(before):
            if not (unit.prep or unit.conj):
                unit.tag, unit.by, unit.has = "adj", NOWHERE, NOTHING
            continue
        if not unit.has.trigger:
            continue
        if after.tag != "prep" or not after.pronoun or after.first != unit.last or unit.prep or unit.conj:
            continue
        if not after.token.form.startswith(WITH):
            continue
        held = before.tag in ("noun", "name", "adj") and (before.article or bool(before.names))
        if held and before.last == unit.first and not before.has.trigger:
            unit.tag, unit.by, unit.has = "adj", NOWHERE, NOTHING


def _is_group(unit: Unit) -> bool:
    """Whether a word is the name of somebody."""
    return unit.tag == "name" and any(s.kind == "actor" for s in unit.names)
