"""How well lineage is found: recall by the manner of copying, precision by the kind of relation.

Invariant: two documents are related if they were made of one, or of two that are known to be; what else is called
related is wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from khabar.errors import InputError
from khabar.evaluate.copies import EXPECTED, Copy
from khabar.evaluate.figures import Figure
from khabar.model.lineage import KINDS, Relation


class Known(msgspec.Struct, frozen=True):
    """A pair of articles of which people found that one rests on the other; ``kind`` as a relation would say."""

    doc: str
    of: str
    kind: str
    why: str = ""


class Found(msgspec.Struct, frozen=True):
    """Of ``pairs`` in one manner: how many were found, under a kind that fits, and in the right direction.

    ``dated`` counts those that were found and whose days tell the direction, ``turned`` those of them told wrongly.
    """

    manner: str
    pairs: int
    found: int
    fitting: int
    dated: int = 0
    turned: int = 0
    missed: tuple[str, ...] = ()


class Truth:
    """Which documents are related: by making, or known."""

    def __init__(self, copies: Sequence[Copy], known: Sequence[Known]) -> None:
        self._of = {copy.article.doc: frozenset(copy.of) for copy in copies if copy.of}
        self._known = {frozenset((pair.doc, pair.of)) for pair in known}

    def related(self, one: str, two: str) -> bool:
        """Whether two documents rest on one text."""
        first, second = (self._of.get(doc, frozenset((doc,))) for doc in (one, two))
        return bool(first & second) or any(frozenset((a, b)) in self._known for a in first for b in second)


def load_known(path: str) -> list[Known]:
    """The pairs of a file of JSON lines.

    Raises:
        InputError: it cannot be read or breaks the shape.
    """
    try:
        lines = Path(path).read_bytes().splitlines()
        return [msgspec.json.decode(line, type=Known) for line in lines if line.strip()]
    except OSError as fault:
        raise InputError(f"{path}: {fault.strerror}") from None
    except msgspec.DecodeError as fault:
        raise InputError(f"{path}: {fault}") from None


def recall(copies: Sequence[Copy], known: Sequence[Known], relations: Iterable[Relation]) -> list[Found]:
    """What was found of the pairs in each manner of copying, and of those known."""
    by_pair = {frozenset((r.doc, r.of)): r for r in relations}
    wanted: dict[str, list[tuple[str, str, Collection[str]]]] = {}
    for copy in copies:
        for of in copy.of:
            wanted.setdefault(copy.manner, []).append((copy.article.doc, of, EXPECTED[copy.manner]))
    for pair in known:
        wanted.setdefault(f"known {pair.kind}", []).append((pair.doc, pair.of, (pair.kind,)))
    days = {copy.article.doc: copy.article.published for copy in copies if len(copy.of) == 1}
    return [_found(manner, pairs, by_pair, days) for manner, pairs in wanted.items()]


def _found(
    manner: str,
    pairs: Sequence[tuple[str, str, Collection[str]]],
    by_pair: Mapping[frozenset[str], Relation],
    days: Mapping[str, str | None],
) -> Found:
    met = [(doc, of, kinds, by_pair.get(frozenset((doc, of)))) for doc, of, kinds in pairs]
    found = [(doc, kinds, relation) for doc, _, kinds, relation in met if relation is not None]
    told = [(doc, r) for doc, _, r in found if days.get(doc) and any(why.startswith("published") for why in r.because)]
    return Found(
        manner=manner,
        pairs=len(pairs),
        found=len(found),
        fitting=sum(r.kind in kinds for _, kinds, r in found),
        dated=len(told),
        turned=sum(r.doc != doc for doc, r in told),
        missed=tuple(f"{doc}/{of}" for doc, of, _, relation in met if relation is None),
    )


def precision(relations: Iterable[Relation], truth: Truth) -> dict[str, Figure]:
    """For each kind of relation, how many there are, and how many of them join what is related."""
    counts = {kind: [0, 0] for kind in KINDS}
    for relation in relations:
        counts[relation.kind][0] += 1
        counts[relation.kind][1] += truth.related(relation.doc, relation.of)
    return {kind: Figure(found=right, read=made) for kind, (made, right) in counts.items() if made}


def wrong(relations: Iterable[Relation], truth: Truth) -> list[Relation]:
    """The relations that join what is not related."""
    return [r for r in relations if not truth.related(r.doc, r.of)]
