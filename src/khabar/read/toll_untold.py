"""Tolls that are told without a number of their own: human losses that nobody counts, soldiers killed and wounded, as
many as those before them, two by their verb.

Invariant: only what a word of harm tells of is harmed; a number beside it is always preferred.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from khabar.model.drafts import Toll
from khabar.model.mentions import Mention
from khabar.read.chunks import Chunk
from khabar.read.results import is_light
from khabar.read.units import Unit
from khabar.read.view import View
from khabar.text.letters import ALIF, HA, MIM

THEIRS: Final = (HA + MIM + ALIF, HA + MIM)
BOTH_OF_THEM: Final = HA + MIM + ALIF
REACH: Final = 4
SEVERAL: Final = 2


def untold_losses(view: View, at: int, chunk: Chunk) -> bool:
    """Whether a verb of result tells of human losses that nobody counts (which led to *casualties* among civilians), or
    a heading joins them to what brought them (attacks on the town *and casualties*).
    """
    if chunk.amount is not None or view.units[at].article or view.units[at].pronoun:
        return False
    if any(c.kind == "np" and c.amount is not None for c in view.chunks[chunk.index + 1 : chunk.index + REACH]):
        return False
    before = view.chunks[max(0, chunk.index - REACH) : chunk.index]
    verb = next((c for c in reversed(before) if c.kind == "verb"), None)
    if verb is not None and is_light(verb.head, "result"):
        return view.clauses[verb.clause].negator is None
    return bool(before) and chunk.conj and not chunk.prep


def each_of_both(toll: Toll, mention: Mention) -> list[Toll]:
    """A bare plural of people killed and wounded: two or more of each."""
    if mention.amount is not None or mention.number != "p" or toll.high is not None:
        return [toll]
    return [replace(toll, low=SEVERAL), replace(toll, harm="wounded", low=SEVERAL)]


def two_by_verb(view: View, unit: Unit, toll: Toll, mention: Mention) -> None:
    """Two, where the verb is in the dual (policemen who *had both met* their deaths)."""
    if mention.amount is not None or (toll.low, toll.high) != (SEVERAL, None):
        return
    dual = bool(unit.verb) and all(s.number == "d" for s in unit.verb)
    if dual or view.tokens[unit.last - 1].form.endswith(BOTH_OF_THEM):
        toll.high = SEVERAL


def as_many(view: View, at: int, last: Toll | None, harm: str, rule: str) -> Toll | None:
    """As many as those before them (the death of two and the wounding of *as many*)."""
    if last is None or last.high is None or not last.low or at + 1 >= len(view.units):
        return None
    same = view.units[at + 1]
    form = view.tokens[same.first].form
    stem = next((form.removesuffix(p) for p in THEIRS if form.endswith(p)), "")
    if stem not in view.closed("as_many"):
        return None
    return replace(last, span=same.span, text=view.text[same.start : same.end], harm=harm, rule=rule + ": as many")
