"""Keys under which signatures meet: two documents that share none are not compared.

Invariant: keys are non-negative and fit a signed 64-bit integer; a document's keys depend on its signature alone, so a
store can keep ``key → document`` and ask only for candidates. Which pairs a key proposes depends on the set of its
holders alone: `pairs_of`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from khabar.model.lineage import Passage, Signature

ROWS: Final = 4
LEADS: Final = 32
MAX_PASSAGES: Final = 400
SHORTEST: Final = 6
FIGURES: Final = 3
MAX_FIGURES: Final = 64
AROUND: Final = 2
MAX_DAYS: Final = 4
_BITS: Final = (1 << 63) - 1


def keys(signature: Signature) -> tuple[int, ...]:
    """The keys of a signature, sorted, each once.

    Bands of the MinHash find copies; the heads of every sentence find trims, passages taken over and reordered text;
    speaker, day and marks find one statement in two wordings; runs of figures with a day find relayed reports.
    """
    found = {_key(*parts) for parts in _parts(signature)}
    return tuple(sorted(found))


def bands(signature: Signature) -> tuple[int, ...]:
    """Those of the keys under which near-copies of the whole text meet."""
    return tuple(sorted({_key(*parts) for parts in _bands(signature)}))


def pairs_of(holders: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The pairs of documents that one key proposes, each sorted by name.

    Where more than `LEADS` hold it, all are compared with the first `LEADS` of them by name, and not with each other: a
    text that a thousand sites print is found by the thousand, and costs no million comparisons.
    """
    ordered = sorted(set(holders))
    for n, one in enumerate(ordered[:LEADS]):
        yield from ((one, two) for two in ordered[n + 1 :])


def pairs_changed(held: Collection[str], come: Collection[str]) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """What becomes of the pairs that one key proposes when documents join those that hold it: gained, and lost.

    A pair is lost where a newcomer takes the place of one of the first `LEADS`; another key may still propose it. For a
    store that keeps keys: what it compares and drops by this is what `pairs_of` gives for all of them at once.
    """
    old, new = set(held), set(come) - set(held)
    before, after = sorted(old)[:LEADS], sorted(old | new)[:LEADS]
    gained = {_pair(one, two) for one in new for two in (old | new if one in after else after) if one != two}
    kept = set(after)
    lost = {_pair(one, two) for one in before if one not in kept for two in old - kept if one != two}
    return gained, lost


def _pair(one: str, two: str) -> tuple[str, str]:
    return (one, two) if one < two else (two, one)


def _parts(signature: Signature) -> Iterator[tuple[object, ...]]:
    yield from _bands(signature)
    days = days_around(signature.first, signature.last)
    for passage in signature.passages[:MAX_PASSAGES]:
        if passage.count >= SHORTEST:
            yield from (("head", n, head) for n, head in enumerate(passage.heads))
        yield from _statement(passage, signature)
    figures = [f for passage in signature.passages for f in passage.figures if f > 2][:MAX_FIGURES]
    for at in range(len(figures) - FIGURES + 1):
        yield from (("figures", *figures[at : at + FIGURES], day) for day in days)
    distinct = sorted(set(figures))[:MAX_FIGURES]
    for credit in sorted({c.key for c in signature.credits} | ({signature.outlet} if signature.outlet else set())):
        yield from (("credit", credit, figure, day) for figure in distinct for day in days)


def _bands(signature: Signature) -> Iterator[tuple[object, ...]]:
    size = ROWS * 4
    for at in range(0, len(signature.whole) - size + 1, size):
        yield "band", at, signature.whole[at : at + size].hex()


def _statement(passage: Passage, signature: Signature) -> Iterator[tuple[object, ...]]:
    """What a statement is looked up by: its speaker and day, with a figure or a word of it."""
    first, last = passage.days or (signature.first, signature.last)
    for speaker in passage.speakers:
        for day in days_around(first, last):
            yield from (("figure", speaker, day, figure) for figure in sorted(set(passage.figures)))
            yield from (("mark", speaker, day, n, mark) for n, mark in enumerate(passage.marks))


def days_around(first: str | None, last: str | None) -> tuple[str, ...]:
    """The days under which something of these days is kept, so that neighbours meet; one empty day where unknown."""
    if not first or not last:
        return ("",)
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    count = (end - start).days + AROUND
    if count > MAX_DAYS:
        return ("",)
    return tuple((start + timedelta(days=n)).isoformat() for n in range(count))


def _key(*parts: object) -> int:
    digest = hashlib.blake2b("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") & _BITS
