"""Verb forms from a ``past present`` pair.

Invariant: forms are folded, third person first; weak and hollow stems follow the spelling of unvocalised Arabic.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from khabar.text.letters import ALIF, MAQSURA, NUN, TA, WAW, YA, fold

_WEAK = ALIF + MAQSURA + YA + WAW


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
        ValueError: `pair` is not two words.
    """
    past, present = (fold(word) for word in pair.split())
    yield from _past(past)
    yield from _present(present)


def _past(past: str) -> Iterator[VerbForm]:
    weak = past[-1] in ALIF + MAQSURA
    stem = past[:-1] if weak else past
    yield VerbForm(past, "past", "s", False)
    yield VerbForm(stem + TA, "past", "s", True)
    yield VerbForm(stem + WAW + ALIF, "past", "p", False)
    yield VerbForm(stem + TA + ALIF, "past", "d", True)
    if weak:
        yield VerbForm(stem + (YA if past[-1] == MAQSURA else WAW) + ALIF, "past", "d", False)
        yield VerbForm(stem + YA + NUN + ALIF, "past", "p", False, True)
    else:
        yield VerbForm(past + ALIF, "past", "d", False)
        hollow = len(past) > 2 and past[-2] == ALIF
        yield VerbForm((past[:-2] + past[-1] if hollow else past) + NUN + ALIF, "past", "p", False, True)


def _present(present: str) -> Iterator[VerbForm]:
    rest = present[1:]
    weak = present[-1] in _WEAK and len(present) > 3
    stem = rest[:-1] if weak else rest
    yield VerbForm(present, "present", "s", False)
    yield VerbForm(TA + rest, "present", "s", True)
    yield VerbForm(NUN + rest, "present", "p", False, True)
    yield VerbForm(ALIF + rest, "present", "s", False, True)
    for ending in (WAW + NUN, WAW + ALIF):
        yield VerbForm(YA + stem + ending, "present", "p", False)
        yield VerbForm(TA + stem + ending, "present", "p", False)
    dual = rest[:-1] + YA if present[-1] == MAQSURA else rest
    yield VerbForm(YA + dual + ALIF + NUN, "present", "d", False)
    yield VerbForm(TA + dual + ALIF + NUN, "present", "d", True)
    short = rest[:-1] if weak else rest[:-2] + rest[-1] if len(rest) > 2 and rest[-2] in WAW + YA + ALIF else ""
    if len(short) > 1:
        for prefix, feminine in ((YA, False), (TA, True), (NUN, False)):
            yield VerbForm(prefix + short, "jussive", "s", feminine, prefix == NUN)


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
