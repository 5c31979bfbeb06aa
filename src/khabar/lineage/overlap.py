"""What two signatures have in common: runs of words, passage by passage, and statements told in other words.

Invariant: symmetrical but for the order of its results; nothing is decided here. The work is linear in the runs, and
bounded by `MAX_PAIRS` passages that share a speaker or a figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from khabar.model.lineage import Passage, Shared, Signature

PASSAGE: Final = 0.5
PASSAGE_RUNS: Final = 3
MAX_PAIRS: Final = 4_000
MAX_HOLDERS: Final = 40
STATEMENT_STEMS: Final = 5

Hashes = npt.NDArray[np.uint32]


class Common(NamedTuple):
    """Runs that two texts share: of each, the part found in the other; and their Jaccard index."""

    runs: int
    of_one: float
    of_two: float
    jaccard: float


class Match(NamedTuple):
    """A passage of one and a passage of two, by number; ``share`` of the shorter, ``runs`` or stems in common.

    ``figures`` are those told in both in one order; ``clash`` where both give figures and most are not the same.
    """

    one: int
    two: int
    share: float
    common: int
    figures: int = 0
    clash: bool = False
    speaker: bool = False


def hashes(packed: bytes) -> Hashes:
    """The numbers of a packed field of a signature."""
    return np.frombuffer(packed, dtype="<u4")


def common_runs(one: Signature, two: Signature) -> Common:
    """How much text two documents share."""
    first, second = np.unique(hashes(one.runs)), np.unique(hashes(two.runs))
    if not len(first) or not len(second):
        return Common(0, 0.0, 0.0, 0.0)
    both = len(np.intersect1d(first, second, assume_unique=True))
    return Common(both, both / len(first), both / len(second), both / (len(first) + len(second) - both))


def common_passages(one: Signature, two: Signature) -> list[Match]:
    """The passages that two texts share word for word, or nearly; each of `one` once, in its order."""
    runs, others = hashes(one.runs), hashes(two.runs)
    place = {run: at for at, run in reversed(list(enumerate(others.tolist())))}
    owner = [n for n, passage in enumerate(two.passages) for _ in range(passage.count)]
    found = []
    for number, passage in enumerate(one.passages):
        own = set(runs[passage.at : passage.at + passage.count].tolist())
        votes: dict[int, int] = {}
        for run in own:
            if run in place:
                votes[owner[place[run]]] = votes.get(owner[place[run]], 0) + 1
        if not votes:
            continue
        best = max(votes, key=lambda n: (votes[n], -n))
        other = two.passages[best]
        share = votes[best] / max(1, min(len(own), other.count))
        if share >= PASSAGE and votes[best] >= PASSAGE_RUNS:
            same = in_order(passage.figures, other.figures)
            clash = passage.figures != other.figures
            found.append(Match(number, best, min(1.0, share), votes[best], same, clash))
    return found


def common_statements(one: Signature, two: Signature) -> list[Match]:
    """Passages that share a speaker or a figure and some content words, best first, each passage once."""
    found = []
    stems = [hashes(p.stems) for p in one.passages], [hashes(p.stems) for p in two.passages]
    for a, b in _candidates(one.passages, two.passages):
        small = min(len(stems[0][a]), len(stems[1][b]))
        if small < STATEMENT_STEMS:
            continue
        both = len(np.intersect1d(stems[0][a], stems[1][b], assume_unique=True))
        if both:
            first, second = one.passages[a], two.passages[b]
            same = in_order(first.figures, second.figures)
            clash = 2 * same < min(len(first.figures), len(second.figures))
            speaker = bool(set(first.speakers) & set(second.speakers))
            found.append(Match(a, b, both / small, both, same, clash, speaker))
    found.sort(key=lambda m: (-m.share, -m.common, m.one, m.two))
    kept: list[Match] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for match in found:
        if match.one not in used[0] and match.two not in used[1]:
            kept.append(match)
            used[0].add(match.one)
            used[1].add(match.two)
    return kept


def _candidates(one: Sequence[Passage], two: Sequence[Passage]) -> list[tuple[int, int]]:
    """Passages that share a speaker or a figure, the first `MAX_PAIRS` of them in the order of the texts."""
    holders: dict[str | int, list[int]] = {}
    for number, passage in enumerate(two):
        for mark in _marks(passage):
            holders.setdefault(mark, []).append(number)
    pairs = {
        (number, other)
        for number, passage in enumerate(one)
        for mark in _marks(passage)
        for other in holders.get(mark, ())[:MAX_HOLDERS]
    }
    return sorted(pairs)[:MAX_PAIRS]


def _marks(passage: Passage) -> Iterator[str | int]:
    yield from passage.speakers
    yield from {figure for figure in passage.figures if figure > 2}


def in_order(one: Sequence[int], two: Sequence[int]) -> int:
    """The length of the longest sequence of figures that both tell in one order."""
    best = [0] * (len(two) + 1)
    for figure in one:
        above = 0
        for at, other in enumerate(two, 1):
            above, best[at] = best[at], above + 1 if figure == other else max(best[at], best[at - 1])
    return best[-1]


def to_shared(one: Signature, two: Signature, match: Match, how: str) -> Shared:
    """A match as a record: passages by their letters."""
    return Shared(
        span=one.passages[match.one].span, of=two.passages[match.two].span, share=round(match.share, 2), how=how
    )
