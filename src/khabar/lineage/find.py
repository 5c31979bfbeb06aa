"""Finds the lineage of documents: signs each, compares those that share a key, gathers what was found.

Invariant: a function of the set of documents, whatever their order. `sign`, `keys`, `compare` and `gather` are the same
steps one by one, for a store that keeps signatures and asks only for what is new.
"""

from __future__ import annotations

import collections
from collections.abc import Iterable, Iterator, Sequence

from khabar.lineage.compare import compare
from khabar.lineage.gather import gather
from khabar.lineage.keys import keys, pairs_of
from khabar.lineage.sign import sign
from khabar.model.lineage import Body, Lineage, Relation, Signature

needs = ("readings",)
gives = ("lineage",)

__all__ = ["compare", "find_lineage", "find_pairs", "find_relations", "gather", "keys", "sign"]


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
    """The pairs of documents that share a key, sorted."""
    holders: dict[int, list[str]] = collections.defaultdict(list)
    for signature in signatures:
        for key in keys(signature):
            holders[key].append(signature.doc)
    return sorted({pair for held in holders.values() if len(held) > 1 for pair in pairs_of(held)})
