"""Which documents repeat the text of which.

Invariant: the groups depend on the texts alone, not on the order in which they come. Texts are compared as sets of
four-word runs of folded skeletons, furniture left out, so a respelled copy counts as a copy.
"""

from __future__ import annotations

import collections
from collections.abc import Iterator, Mapping, Sequence

from khabar.link import words
from khabar.model.chronology import CopyLink
from khabar.model.records import Reading

JACCARD = 0.5
CONTAINED = 0.7
SHORTEST = 12
COMMON = 64


def reporting(reading: Reading, text: str) -> str:
    """The text of a document without its furniture."""
    kept, at = [], 0
    for span in sorted(reading.furniture):
        kept.append(text[at : span.start])
        at = max(at, span.end)
    return "\n".join([*kept, text[at:]])


def find_copies(readings: Sequence[Reading], names: Sequence[str], texts: Mapping[str, str]) -> tuple[CopyLink, ...]:
    """Name, for each document that repeats another's text, the earliest document that it repeats.

    Args:
        readings: The readings, in canonical order.
        names: Their labels, in the same order.
        texts: Texts by ``doc``; a document without one is compared by the sentences of its claims.

    Returns:
        One link for each copy, sorted by document.
    """
    sets = [words.shingles(_body(reading, texts)) for reading in readings]
    order = sorted(range(len(readings)), key=lambda i: (readings[i].published.start or "9999", -len(sets[i]), names[i]))
    rank = {i: n for n, i in enumerate(order)}
    links: dict[int, CopyLink] = {}
    for first, second in sorted(_sharing(sets), key=lambda pair: sorted(rank[i] for i in pair)):
        older, newer = sorted((first, second), key=rank.__getitem__)
        share = _copied(sets[older], sets[newer])
        if share is not None and newer not in links:
            root = links[older].of if older in links else names[older]
            links[newer] = CopyLink(doc=names[newer], of=root, share=round(share, 2))
    return tuple(links[i] for i in sorted(links, key=lambda i: names[i]))


def _body(reading: Reading, texts: Mapping[str, str]) -> str:
    text = texts.get(reading.doc)
    if text is not None:
        return reporting(reading, text)
    spans = {e.sentence_span: e.sentence for e in reading.events}
    spans |= {t.sentence_span: t.sentence for t in reading.tallies}
    return "\n".join(spans[span] for span in sorted(spans))


def _sharing(sets: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Pairs that share a run; of a run that very many share, only the pairs with its first holder."""
    holders: dict[str, list[int]] = collections.defaultdict(list)
    for i, runs in enumerate(sets):
        for run in runs:
            holders[run].append(i)
    pairs: set[tuple[int, int]] = set()
    for held in holders.values():
        leads = held if len(held) <= COMMON else held[:1]
        pairs.update((a, b) for n, a in enumerate(leads) for b in held[n + 1 :])
    yield from pairs


def _copied(one: frozenset[str], two: frozenset[str]) -> float | None:
    """Share of the shorter text found in the longer; None where that is no copy."""
    smaller = min(len(one), len(two))
    if smaller < SHORTEST:
        return None
    common = len(one & two)
    share = common / smaller
    if common / len(one | two) >= JACCARD or share >= CONTAINED:
        return share
    return None
