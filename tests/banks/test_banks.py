"""Banks of sentences: ordinary reporting of our own, written before the reader saw it, with the right answers.

Each file `tests/banks/*.yml` is a list of entries: `id`, `text`, `published` (a day or null), and what is told in it:
`events` (each named by the exact words of its `trigger`, with only the fields in question), `tallies`, `strengths`,
`none` (words that must name no event). An empty list of totals says that
there is none. `open: true` marks an entry that comes out wrong today: it is expected to fail,
and a test that says it no longer does fails in turn, so that the list stays true.

`python tests/banks/test_banks.py [FILE…]` prints what comes out wrong, and how many entries of each file are right.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from khabar.pipeline import read_text

Record = dict[str, Any]

BANKS: dict[str, list[Record]] = {
    path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(Path(__file__).parent.glob("*.yml"))
}
"""The entries of each file, by its name."""

NEAR = 25.0
"""Kilometres within which two points are one place."""


def _entries() -> list[Any]:
    found = []
    for bank, entries in BANKS.items():
        for entry in entries:
            marks = [pytest.mark.xfail(strict=True, reason="comes out wrong today")] if entry.get("open") else []
            found.append(pytest.param(entry, id=f"{bank}-{entry['id']}", marks=marks))
    return found


@pytest.mark.parametrize("entry", _entries())
def test_sentence_is_read_right(entry: Record) -> None:
    """Does the reader give each field that the entry names its right value?"""
    assert not wrong(entry)


@pytest.mark.parametrize("bank", BANKS)
def test_entries_are_told_apart(bank: str) -> None:
    """Has each entry of a file an id of its own, and does each trigger stand in its text?"""
    ids = [entry["id"] for entry in BANKS[bank]]
    assert len(ids) == len(set(ids))
    for entry in BANKS[bank]:
        for event in entry.get("events", ()):
            assert _span(entry["text"], event), (entry["id"], event["trigger"])


def wrong(entry: Record) -> list[str]:
    """What of an entry the reader has otherwise, in words."""
    text, published = entry["text"], entry.get("published")
    reading = msgspec.to_builtins(read_text(text, published=str(published) if published else None))
    faults = []
    for event in entry.get("events", ()):
        faults += _wrong_event(text, event, reading.get("events") or [])
    for word in entry.get("none", ()):
        if _at(_find(text, word, 1), reading.get("events") or []):
            faults.append(f"{word}: is no event")
    for kind in ("tallies", "strengths"):
        for record in entry.get(kind, ()):
            faults += _wrong_record(text, kind, record, reading.get(kind) or [])
        if entry.get(kind) == [] and reading.get(kind):
            faults.append(f"{kind}: {[text[slice(*r['span'])] for r in reading[kind]]}")
    return faults


def _wrong_event(text: str, event: Record, events: list[Record]) -> list[str]:
    """What of one event is otherwise; the event itself where it is not there."""
    name = event["trigger"]
    of_type = [e for e in events if "type" not in event or e["type"] == event["type"]]
    read = _at(_span(text, event), of_type)
    if read is None:
        return [f"{name}: no such event"]
    faults = []
    for field in ("initiator", "target", "sources"):
        if field in event and not _same_mentions(text, event[field], read.get(field) or []):
            faults.append(f"{name}.{field}: {[m['text'] for m in read.get(field) or []]}")
    if "place" in event and not _same_place(event["place"], read.get("place")):
        faults.append(f"{name}.place: {read.get('place')}")
    if "time" in event and not _same_time(event["time"], read.get("time")):
        faults.append(f"{name}.time: {read.get('time')}")
    if "weapons" in event and not _same_weapons(event["weapons"], read.get("weapons") or []):
        faults.append(f"{name}.weapons: {read.get('weapons')}")
    if "casualties" in event:
        told = sorted(map(str, ([c["harm"], c["low"], c.get("high")] for c in read.get("casualties") or [])))
        if told != sorted(map(str, (list(c) for c in event["casualties"]))):
            faults.append(f"{name}.casualties: {told}")
    faults += [
        f"{name}.{field}: {read.get(field)}"
        for field in ("modality", "outcome")
        if field in event and event[field] != read.get(field)
    ]
    return faults


def _wrong_record(text: str, kind: str, right: Record, records: list[Record]) -> list[str]:
    """What is otherwise of a tally or a strength: the nearest of those read, field by field."""
    nearest: list[str] | None = None
    for record in records:
        faults = []
        for field, value in right.items():
            if field == "sources":
                same = _same_mentions(text, value, record.get("sources") or [])
            elif field in {"force", "trigger", "text"}:
                same = str(value) in str(record.get(field)) or str(record.get(field)) in str(value)
            elif field in {"start", "end"}:
                same = (str(value) if value else None) == record.get(field)
            else:
                same = value == record.get(field)
            if not same:
                faults.append(f"{kind} {right}: {field} {record.get(field)}")
        if nearest is None or len(faults) < len(nearest):
            nearest = faults
    return [f"{kind} {right}: none"] if nearest is None else nearest


def _find(text: str, words: str, nth: int) -> tuple[int, int]:
    """Where the words stand for the nth time, or an empty span."""
    start = -1
    for _ in range(nth):
        start = text.find(words, start + 1)
        if start < 0:
            return (0, 0)
    return (start, start + len(words))


def _span(text: str, event: Record) -> tuple[int, int]:
    return _find(text, event["trigger"], event.get("nth", 1))


def _at(span: tuple[int, int], records: list[Record]) -> Record | None:
    """The record whose trigger shares a character with the span."""
    return next((r for r in records if r["span"][0] < span[1] and span[0] < r["span"][1]), None)


def _same_mentions(text: str, right: list[Any], read: list[Record]) -> bool:
    """Does each mention overlap one of those read, with the same side and kind where the entry gives them?"""
    left = list(read)
    for mention in right:
        wanted = mention if isinstance(mention, dict) else {"text": mention}
        match = next((m for m in left if _same_mention(text, wanted, m)), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def _same_mention(text: str, right: Record, read: Record) -> bool:
    words = right["text"]
    start = text.find(words)
    assert start >= 0, words
    while start >= 0:
        if start < read["span"][1] and read["span"][0] < start + len(words):
            return all(read.get(key) == right[key] for key in ("country", "kind", "name") if key in right)
        start = text.find(words, start + 1)
    return False


def _same_place(right: Record | None, read: Record | None) -> bool:
    """One place: near each other where the entry gives a point, else alike in what it gives."""
    if right is None or read is None:
        return right is None and read is None
    if "lat" in right:
        return read.get("lat") is not None and _km(right, read) <= NEAR
    return all(read.get(key) == right[key] for key in ("name", "country", "level") if key in right)


def _km(a: Record, b: Record) -> float:
    """Kilometres between two points, near enough for a test."""
    north = (a["lat"] - b["lat"]) * 111.2
    east = (a["lon"] - b["lon"]) * 111.2 * math.cos(math.radians((a["lat"] + b["lat"]) / 2))
    return math.hypot(north, east)


def _same_time(right: list[Any] | None, read: Record | None) -> bool:
    start, end = (read or {}).get("start"), (read or {}).get("end")
    if right is None:
        return start is None and end is None
    return [str(day) if day else None for day in right] == [start, end]


def _same_weapons(right: list[Any], read: list[Record]) -> bool:
    """The same kinds, and the same counts where the entry gives counts."""
    counted = any(isinstance(weapon, list) for weapon in right)
    wanted = sorted(str(weapon if isinstance(weapon, list) else [weapon]) for weapon in right)
    told = sorted(str([w["kind"], w.get("count")] if counted and w.get("count") else [w["kind"]]) for w in read)
    return wanted == told


if __name__ == "__main__":
    for path in map(Path, sys.argv[1:] or sorted(Path(__file__).parent.glob("*.yml"))):
        bank = yaml.safe_load(path.read_text("utf-8"))
        right = 0
        for entry in bank:
            faults = wrong(entry)
            right += not faults
            if bool(faults) != bool(entry.get("open")):
                sys.stdout.write(
                    "\n    ".join([f"{path.stem} {entry['id']}", *(faults or ["right, but marked open"])]) + "\n"
                )
        sys.stdout.write(f"{path.stem}: {right} of {len(bank)} right\n")
