"""Finds the lineage of documents: signs each, compares those that share a key, gathers what was found.

Invariant: a function of the set of documents, whatever their order. `sign`, `keys`, `compare` and `gather` are the same
steps one by one, for a store that keeps signatures and asks only for what is new.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from khabar.lineage.compare import compare
from khabar.lineage.gather import gather
from khabar.lineage.keys import keys, pairs_changed, pairs_of
from khabar.lineage.sign import sign
from khabar.model.lineage import Body, Lineage, Relation, Signature

Numbers = npt.NDArray[np.int64]

needs = ("readings",)
gives = ("lineage",)

__all__ = [
    "compare",
    "find_lineage",
    "find_pairs",
    "find_relations",
    "gather",
    "keys",
    "pairs_changed",
    "pairs_of",
    "sign",
]


def find_lineage(documents: Sequence[Body]) -> Lineage:
    """Which of these documents rests on which.

    Args:
        documents: In any order, their labels unlike each other.

    Raises:
        PackError: a pack has a fault.
    """
    signatures = [sign(body) for body in documents]
    return gather(find_relations(signatures), signatures)


def find_relations(signatures: Iterable[Signature]) -> Iterator[Relation]:
    """Yield the relations of signed documents, in order."""
    by_doc = {signature.doc: signature for signature in signatures}
    for one, two in find_pairs(by_doc.values()):
        relation = compare(by_doc[one], by_doc[two])
        if relation is not None:
            yield relation


def find_pairs(signatures: Iterable[Signature]) -> list[tuple[str, str]]:
    """The pairs of documents that share a key, sorted. Twelve bytes a key, sorted once."""
    names: list[str] = []
    made: list[Numbers] = []
    for signature in signatures:
        names.append(signature.doc)
        made.append(np.array(keys(signature), np.int64))
    if not made:
        return []
    every = np.concatenate(made)
    owner = np.repeat(np.arange(len(made), dtype=np.int32), [len(own) for own in made])
    order = np.argsort(every, kind="stable")
    every, owner = every[order], owner[order]
    starts = np.flatnonzero(np.concatenate(([True], every[1:] != every[:-1], [True])))
    shared = np.flatnonzero(np.diff(starts) > 1)
    pairs: set[tuple[str, str]] = set()
    for start, end in zip(starts[shared].tolist(), starts[shared + 1].tolist(), strict=True):
        pairs.update(pairs_of([names[n] for n in owner[start:end].tolist()]))
    return sorted(pairs)
