"""The words around a trigger that tell whether it takes up what was told before: a table beside this file.

Invariant: words are compared by their folded letters, on both sides.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from importlib import resources

import msgspec

from khabar.errors import PackError
from khabar.link import words
from khabar.model.records import Event

CLOCK = re.compile(r"(\d{1,2})\s*[:٫.]\s*(\d{2})")
OPENS = " [(\n"
AFTER = 3
NEXT = 2
OPENING = 3
ASIDE = 5
GENERAL = "general"
AND = words.CLITICS[0]


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Families of triggers and the words that lead on or take up again; folded once loaded."""

    source: str
    families: Mapping[str, tuple[str, ...]]
    another: frozenset[str]
    second: frozenset[str]
    again: frozenset[str]
    elsewhere: frozenset[str]
    earlier: frozenset[str]
    of_wounds: frozenset[str]
    sequel: frozenset[str]
    cause: frozenset[str]
    dayparts: Mapping[str, frozenset[str]]
    taking: tuple[str, ...]
    outbreak: frozenset[str]
    wounds: frozenset[str]
    dying: tuple[str, ...]
    hospital: frozenset[str]
    strikes: tuple[str, ...]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """How one mention is worded. ``clock`` holds minutes of the day."""

    families: frozenset[str]
    plural: bool
    singular: bool
    again: bool
    elsewhere: bool
    earlier: bool
    of_wounds: bool
    another: bool
    another_before: bool
    joined: bool
    sequel: bool
    cause: bool
    taking: bool
    outbreak: bool
    dies_of_wounds: bool
    clock: frozenset[int]
    dayparts: frozenset[str]
    target_words: frozenset[str]
    place_words: frozenset[str]
    sentence_words: frozenset[str]


@functools.lru_cache(maxsize=1)
def load_wording() -> Wording:
    """The table, read once.

    Raises:
        PackError: the file breaks its shape.
    """
    try:
        raw = msgspec.json.decode((resources.files("khabar.link") / "wording.json").read_bytes(), type=Wording)
    except msgspec.DecodeError as fault:
        raise PackError(f"khabar/link/wording.json: {fault}") from None
    folded = {
        name: frozenset(map(words.fold, found))
        for name in Wording.__struct_fields__
        if isinstance(found := getattr(raw, name), frozenset)
    }
    return msgspec.structs.replace(
        raw,
        families={name: tuple(map(words.fold, parts)) for name, parts in raw.families.items()},
        dayparts={name: frozenset(map(words.fold, forms)) for name, forms in raw.dayparts.items()},
        taking=tuple(map(words.fold, raw.taking)),
        dying=tuple(map(words.fold, raw.dying)),
        strikes=tuple(map(words.fold, raw.strikes)),
        **folded,
    )


def told(event: Event) -> Told:
    """Read the wording of a mention off its sentence."""
    table = load_wording()
    start = max(0, event.span.start - event.sentence_span.start)
    whole = _folded(event.sentence)
    before = _folded(event.sentence[:start])
    after = _folded(event.sentence[start + len(event.trigger) :])
    opening = _variants(whole[:OPENING])
    return Told(
        families=families(event.trigger),
        plural=_is_plural(event.trigger),
        singular=_is_singular(event.trigger),
        again=bool(_variants(before[-1:]) & table.again),
        elsewhere=bool(opening & table.elsewhere),
        earlier=bool(opening & table.earlier),
        of_wounds=bool(_variants([*before[-2:], *after[:AFTER]]) & table.of_wounds),
        another=not words.is_definite(event.trigger) and bool(frozenset(after[:NEXT]) & table.second),
        another_before=bool(_variants(before[-3:]) & table.another),
        joined=event.sentence[:start].endswith(AND),
        sequel=bool(_variants(before[-3:]) & table.sequel),
        cause=bool(_variants(before[-3:]) & table.cause),
        taking=_holds(event.trigger, table.taking),
        outbreak=is_outbreak(event.trigger),
        dies_of_wounds=dies_of_wounds(event),
        clock=_clock(event),
        dayparts=_dayparts(event),
        target_words=frozenset(s for actor in event.target for s in words.stems(actor.text)),
        place_words=words.stems(event.place.text) if event.place else frozenset(),
        sentence_words=words.stems(event.sentence),
    )


def families(trigger: str) -> frozenset[str]:
    """The families that a trigger belongs to; empty where the table knows none."""
    folded = words.fold(trigger)
    return frozenset(name for name, parts in load_wording().families.items() if any(part in folded for part in parts))


def is_strike(trigger: str) -> bool:
    """Whether a trigger is of what tallies count as strikes and not as attacks."""
    return _holds(trigger, load_wording().strikes)


def is_outbreak(trigger: str) -> bool:
    """Whether a trigger tells of the outbreak of a war."""
    return bool(_variants(_folded(trigger)) & load_wording().outbreak)


def dies_of_wounds(event: Event) -> bool:
    """Whether a casualty tells of death from wounds: the deed was elsewhere and before."""
    table = load_wording()
    if event.type != "casualty" or not _holds(event.trigger, table.dying):
        return False
    start = max(0, event.span.start - event.sentence_span.start)
    after = _folded(event.sentence[start + len(event.trigger) :])[:ASIDE]
    near = [*_folded(event.sentence[:start])[-2:], *_folded(event.trigger), *after]
    return bool(_variants(near) & table.wounds)


def is_where_treated(event: Event) -> bool:
    """Whether the place of a casualty is where the wounded or the dead were taken, by its words: a hospital there."""
    if event.type != "casualty" or event.place is None:
        return False
    if dies_of_wounds(event):
        return True
    at = event.place.span.start - event.sentence_span.start if event.place.span else 0
    if at <= 0:
        return False
    near = [*_folded(event.sentence[:at])[-3:], *_folded(event.place.text or "")[:2]]
    return bool(_variants(near) & load_wording().hospital)


def _holds(trigger: str, parts: Sequence[str]) -> bool:
    folded = words.fold(trigger)
    return any(part in folded for part in parts)


def _folded(text: str) -> list[str]:
    return words.WORD.findall(words.fold(text))


def _variants(found: Sequence[str]) -> frozenset[str]:
    """Words as they stand, without one proclitic, without the article."""
    shorter = {word[1:] for word in found if len(word) > 3 and word[0] in words.CLITICS}
    return frozenset(
        form for word in {*found, *shorter} for form in (word, word.removeprefix(words.ARTICLE)) if len(form) > 1
    )


def _is_plural(trigger: str) -> bool:
    first = words.WORD.findall(words.fold(trigger))[:1]
    return bool(first) and len(first[0]) > 4 and first[0].endswith(words.PLURAL)


def _is_singular(trigger: str) -> bool:
    """Whether the first word is a noun in the singular, as its article or ending shows; of a verb nothing is said."""
    first = words.WORD.findall(words.fold(trigger))[:1]
    noun = bool(first) and (first[0].startswith(words.ARTICLE) or first[0].endswith(words.SINGULAR))
    return noun and not _is_plural(trigger)


def _clock(event: Event) -> frozenset[int]:
    """Minutes of the day that the time's words name, but for an hour that opens the line, when that was posted."""
    text = event.time.text if event.time and event.time.text else ""
    if CLOCK.fullmatch(text.strip()) and CLOCK.match(event.sentence.lstrip(OPENS)):
        return frozenset()
    return frozenset(int(h) * 60 + int(m) for h, m in CLOCK.findall(text) if int(h) < 24 and int(m) < 60)


def _dayparts(event: Event) -> frozenset[str]:
    """The parts of the day that the time's words name."""
    found = _variants(_folded(event.time.text)) if event.time and event.time.text else frozenset()
    return frozenset(name for name, forms in load_wording().dayparts.items() if forms & found)
