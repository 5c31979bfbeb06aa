"""Totals told by an ordinal: the eighth round in ten days, the fourth of its kind since, the sixth ship to be hit.

Invariant: an ordinal counts only within a stretch that the sentence tells; a first counts nothing.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import TallyDraft, When
from khabar.model.spans import Span
from khabar.read.happenings import Hit
from khabar.read.tally_spans import since_event
from khabar.read.tally_sums import COUNTED_BY_TYPE, LAUNCH, strikes_or
from khabar.read.units import Unit
from khabar.read.view import View
from khabar.text.clitics import AL

RULE: Final = "tally: an ordinal within a span"
WITHIN: Final = ("during", "since")
_FAR: Final = 8
_AHEAD: Final = 8  # units from a counted thing to the verb that tells what became of it
_KILLED: Final = "killed"


def ordinals(view: View, hits: list[Hit], spans: list[When]) -> list[TallyDraft]:
    """`the eighth round in ten days`: so many within the span; one at most in a sentence."""
    within = [w for w in spans if w.value.relation in WITHIN]
    if not (within or since_event(view)):
        return []
    force = [h for h in hits if h.type in COUNTED_BY_TYPE and h.type != "coerce"]
    for at, unit in enumerate(view.units):
        entry = unit.entry("quantity")
        if unit.tag != "num" or entry is None or entry.class_ != "ordinal" or not entry.value or at == 0:
            continue
        if entry.value < 2 or (within and unit.end > within[-1].span.start and not _turn(view, at)):
            continue
        found = _counted(view, at, force) or _thing(view, at, hits)
        if found is not None:
            span, counted = found
            text = view.text[span.start : span.end]
            return [TallyDraft(span, text, counted, entry.value, entry.value, view.index, RULE, [], within)]
    return []


def _counted(view: View, at: int, force: list[Hit]) -> tuple[Span, str] | None:
    """What the ordinal at a unit counts of the uses of force told near it: its words, and what they count."""
    if not force:
        return None
    unit, before = view.units[at], view.units[at - 1]
    after = view.units[at + 1] if at + 1 < len(view.units) else unit
    bare_noun = not (unit.article or after.article or after.prep)
    leads = bare_noun and any(h.unit == at + 1 and h.shape == "noun" for h in force)
    kind = _of_its_kind(view, at)
    known = unit.article or unit.token.form.startswith(AL)
    said = known and before.tag == "pron"  # is the fifth to hit the town since
    follows = (before.article and before.tag != "time") or (kind and known) or said or _turn(view, at)
    if not (leads or follows) or _named(view, at):
        return None
    closest = min(force, key=lambda h: abs(h.unit - at))
    if abs(closest.unit - at) > _FAR and not (kind and closest.unit < at):
        return None
    if leads:
        return Span(unit.bare_start, after.end), strikes_or(closest, COUNTED_BY_TYPE[closest.type])
    lone = said or (kind and view.chunk(at).first == at)
    return Span(unit.bare_start if lone else before.bare_start, unit.end), _weapons_or(before, closest)


def _named(view: View, at: int) -> bool:
    """Whether an ordinal is part of the name of a war, a phase or a unit (the second *war*, the third *corps*)."""
    words = [u.token.form.removeprefix(AL) for u in view.units[max(0, at - 2) : at]]
    return any(w in view.closed("warfare") or w in view.closed("ordinal_names") for w in words)


def _turn(view: View, at: int) -> bool:
    """Whether an ordinal counts times (for the third *time*)."""
    return any(s.class_ == "multiply" for s in view.units[at - 1].has.quantity)


def _of_its_kind(view: View, at: int) -> bool:
    """Whether an ordinal counts by kind (the third *of its kind* in a week), however far what it counts stands."""
    kinds = view.closed("of_its_kind")
    return any(u.token.word.loose in kinds for u in view.units[at + 1 : at + 3])


def _weapons_or(noun: Unit, hit: Hit) -> str:
    """What `the fifth missile that they launch` counts: weapons launched; else what its happening counts."""
    launched = bool(noun.has.weapon) and hit.type == "assault" and hit.sense.frame == LAUNCH
    return "launched" if launched else strikes_or(hit, COUNTED_BY_TYPE[hit.type])


def _thing(view: View, at: int, hits: list[Hit]) -> tuple[Span, str] | None:
    """`the sixth ship to come under attack`, `the fourth journalist to be killed`: what became of a counted thing."""
    if at + 2 >= len(view.units) or view.units[at].article:
        return None
    thing = view.units[at + 1]
    if thing.article or thing.prep or thing.conj or not (thing.noun or thing.has.speaker):
        return None
    for hit in hits:
        if not at + 1 < hit.unit <= at + 1 + _AHEAD or any(u.tag == "mark" for u in view.units[at + 1 : hit.unit]):
            continue
        told = view.units[hit.unit]
        if thing.noun is None or "person" in thing.noun.classes or thing.has.speaker:
            counted = _KILLED if any(s.harm == _KILLED for s in told.has.harm) or hit.type == "casualty" else ""
        else:
            counted = strikes_or(hit, COUNTED_BY_TYPE.get(hit.type, ""))
        if counted:
            return Span(view.units[at].bare_start, thing.end), counted
    return None
