"""What a use of force hit or whom it killed, told by a verb that stands apart from it (carried out raids, late on
Saturday, *hit* three towns; a raid laid to Turkey *hit* his car): one happening, the first of the two its trigger.

Invariant: the noun is indefinite, and no clause of its own stands between the two.
"""

from __future__ import annotations

from typing import Final

from khabar.read.chunks import is_comma
from khabar.read.evidence import FORCE
from khabar.read.happenings import KILLING, Hit
from khabar.read.view import View
from khabar.text.clitics import AL

AIMING: Final = "assault.istahdafa"
LAYING: Final = "accuse.nasaba"
BETWEEN: Final = frozenset({"mark", "time", "np", "prep", "aside"})
REACH: Final = 8
APART: Final = 14  # units between a use of force and the verb that tells its dead


def aimed_on(view: View, hit: Hit, hits: list[Hit]) -> Hit | None:
    """The noun of force whose aim a verb without a conjunction tells."""
    unit = view.units[hit.unit]
    if hit.sense.id != AIMING or hit.shape != "verb" or unit.conj or any(s.tense != "past" for s in unit.verb):
        return None
    nouns = [h for h in hits if h.unit < hit.unit and h.type in FORCE and h.type != "intercept"]
    if not nouns or nouns[-1].shape not in ("noun", "phrase"):
        return None
    noun = view.units[nouns[-1].unit]
    if noun.article or noun.pronoun or view.text[noun.start : noun.end].find(" " + AL) >= 0:
        return None
    first, last = view.chunk_of[nouns[-1].unit] + 1, view.chunk_of[hit.unit]
    if not first < last <= first + REACH:
        return None
    for chunk in view.chunks[first:last]:
        laid = chunk.kind == "verb" and any(s.id == LAYING for s in chunk.head.has.trigger)
        if chunk.conj or not (laid or chunk.kind in BETWEEN):
            return None
        if chunk.kind == "np" and not (chunk.prep or chunk.head.tag in ("time", "num", "adj", "word")):
            return None
        if chunk.kind == "mark" and chunk.head.token.form in ".:;":
            return None
    return nouns[-1]


def felled_on(view: View, hit: Hit, hits: list[Hit]) -> Hit | None:
    """The use of force whose dead a verb tells after a comma, without a conjunction or a subject of its own (a drone
    hit the town, *killed two people*).
    """
    unit, here = view.units[hit.unit], view.chunk(hit.unit)
    if hit.sense.frame != KILLING or hit.shape != "verb" or unit.conj or unit.pronoun or here.index < 2:
        return None
    following = view.chunks[here.index + 1] if here.index + 1 < len(view.chunks) else None
    if following is None or following.kind != "np" or following.prep or not is_comma(view.chunks[here.index - 1]):
        return None
    dead = view.mention(following)
    if dead.definite or "person" not in dead.classes:
        return None
    before = next((h for h in reversed(hits) if h.unit < hit.unit), None)
    if before is None or before.type != "assault" or before.shape != "verb" or hit.unit - before.unit > APART:
        return None
    forms = {(s.number, s.feminine) for s in view.units[before.unit].verb}
    return before if any((s.number, s.feminine) in forms for s in unit.verb) else None
