"""Verb forms from a ``past present`` pair.

Invariant: forms are folded, third person first, none twice; weak, hollow, doubled and hamzated stems follow the
spelling of unvocalised Arabic. A hamza on alif counts as the strong letter that it is, so pairs are written with their
hamza.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from khabar.text.letters import ALIF, HAMZA, MAQSURA, NUN, TA, WAW, YA, fold

_HAMZA_ON_ALIF, _HAMZA_ON_WAW, _HAMZA_ON_YA = "\u0623\u0624\u0626"
_PLURAL = (WAW + NUN, WAW + ALIF)


class VerbForm(NamedTuple):
    """One spelling. tense: past, present or jussive; number: s, d or p; feminine: agreement where the form shows it."""

    form: str
    tense: str
    number: str
    feminine: bool
    first_person: bool = False


def conjugate(pair: str) -> Iterator[VerbForm]:
    """All forms that news prose uses of a verb given as ``past present`` (third person masculine singular).

    Raises:
        ValueError: `pair` is not two words of two letters or more, the second one in ya.
    """
    words = pair.split()
    past, present = (fold(word) for word in words) if len(words) == 2 else ("", "")
    if len(past) < 2 or len(present) < 3 or not present.startswith(YA):
        raise ValueError(f"verb {pair!r} must be 'past present', the present in ya")
    hamza_past, hamza_present = (word.rstrip("\u064e\u064f\u0650\u0652").endswith(_HAMZA_ON_ALIF) for word in words)
    forms = [*_past(past, present, hamza_past), *_present(past, present, hamza_present)]
    yield from dict.fromkeys(forms)


def _past(past: str, present: str, hamza: bool) -> Iterator[VerbForm]:
    yield VerbForm(past, "past", "s", False)
    weak = past[-1] in ALIF + MAQSURA and not hamza
    stem = past[:-1] if weak else past
    yield VerbForm(stem + TA, "past", "s", True)
    for plural in _plural_stems(past[:-1] if weak or past[-1] == YA else past, hamza):
        yield VerbForm(plural + WAW + ALIF, "past", "p", False)
    yield VerbForm(stem + TA + ALIF, "past", "d", True)
    long = WAW if past[-1] == ALIF and len(past) == 3 else YA
    dual = stem + long if weak else past[:-1] if hamza else past
    yield VerbForm(dual + ALIF, "past", "d", False)
    first = stem + long if weak else past if hamza else _before_consonant(past, present)
    yield VerbForm(first + ALIF if first.endswith(NUN) else first + NUN + ALIF, "past", "p", False, True)


def _before_consonant(past: str, present: str) -> str:
    """The strong stem that stands before an ending in a consonant: hollow ones are short, doubled ones open."""
    if len(past) == 2:
        return past + past[-1]
    if _is_hollow(past, present):
        return past[:-2] + (_HAMZA_ON_YA if past[-1] == HAMZA else past[-1])
    return past


def _is_hollow(past: str, present: str) -> bool:
    """Whether the last letter but one is a long vowel that a consonant ending or the jussive shortens.

    The pair tells: in form II and III the same weak letter, or a strong one, stands in the past.
    """
    if len(past) < 3 or len(present) < 3 or present[-2] not in WAW + YA + ALIF:
        return False
    return past[-2] == ALIF or (past[-2] == YA and present[-2] == ALIF)


def _plural_stems(stem: str, hamza: bool) -> list[str]:
    """What a plural ending joins on: a hamza is written on alif, on waw, or alone."""
    if hamza:
        return [stem, stem[:-1] + _HAMZA_ON_WAW, stem[:-1] + HAMZA]
    if stem.endswith(HAMZA):
        return [stem, stem[:-1] + _HAMZA_ON_WAW, stem[:-1] + _HAMZA_ON_YA]
    return [stem]


def _present(past: str, present: str, hamza: bool) -> Iterator[VerbForm]:
    rest = present[1:]
    weak = present[-1] in ALIF + MAQSURA + YA + WAW and not hamza
    yield VerbForm(present, "present", "s", False)
    yield VerbForm(TA + rest, "present", "s", True)
    yield VerbForm(NUN + rest, "present", "p", False, True)
    yield VerbForm(rest if rest.startswith(ALIF) else ALIF + rest, "present", "s", False, True)
    for stem in _plural_stems(rest[:-1] if weak else rest, hamza):
        for ending in _PLURAL:
            yield VerbForm(YA + stem + ending, "present", "p", False)
            yield VerbForm(TA + stem + ending, "present", "p", False)
    dual = rest[:-1] + YA if present[-1] == MAQSURA else rest[:-1] if hamza else rest
    yield VerbForm(YA + dual + ALIF + NUN, "present", "d", False)
    yield VerbForm(TA + dual + ALIF + NUN, "present", "d", True)
    yield from _jussive(rest, weak, _is_hollow(past, present))


def _jussive(rest: str, weak: bool, hollow: bool) -> Iterator[VerbForm]:
    short = rest[:-1] if weak else rest[:-2] + rest[-1] if hollow else ""
    if len(short) > 1:
        for prefix, feminine in ((YA, False), (TA, True), (NUN, False)):
            yield VerbForm(prefix + short, "jussive", "p" if prefix == NUN else "s", feminine, prefix == NUN)


def nisba(stem: str) -> Iterator[tuple[str, str, bool]]:
    """Forms of an adjective in -i: (form, number, feminine). A stem without final ya is taken as it stands."""
    base = fold(stem)
    if base[-1] not in YA:
        yield base, "s", False
        return
    yield base, "s", False
    yield base + "\u0629", "s", True
    for ending in (WAW + NUN, YA + NUN):
        yield base + ending, "p", False
    yield base + ALIF + TA, "p", True
    yield base + ALIF + NUN, "d", False
    yield base + TA + ALIF + NUN, "d", True
    yield base + TA + YA + NUN, "d", True
