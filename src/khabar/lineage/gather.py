"""Relations into a lineage: sorted, and every copy with the document at its root.

Invariant: a function of the set of relations. A root is itself no copy, so copies of copies name one document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from khabar.model.lineage import CopyLink, Lineage, Relation, Signature

COPIED = ("copy", "trim")


def gather(relations: Iterable[Relation], signatures: Iterable[Signature] = ()) -> Lineage:
    """All relations, in order, with the root of each copied text.

    Args:
        relations: In any order; one that occurs twice counts once.
        signatures: Of the documents, for the agencies that they name.
    """
    ordered = sorted({(r.doc, r.of): r for r in relations}.values(), key=lambda r: (r.doc, r.of))
    return Lineage(
        relations=tuple(ordered),
        copies=tuple(_copies(ordered)),
        credits={s.doc: s.credits for s in sorted(signatures, key=lambda s: s.doc) if s.credits},
    )


def _copies(relations: Sequence[Relation]) -> Iterable[CopyLink]:
    best: dict[str, Relation] = {}
    for relation in relations:
        if relation.kind not in COPIED:
            continue
        kept = best.get(relation.doc)
        if kept is None or (-relation.share, relation.of) < (-kept.share, kept.of):
            best[relation.doc] = relation
    for doc in sorted(best):
        root = _root(doc, best)
        if root != doc:
            yield CopyLink(doc=doc, of=root, share=best[doc].share, kind=best[doc].kind)


def _root(doc: str, best: Mapping[str, Relation]) -> str:
    """Where the copying of a document ends; in a circle, at its smallest name."""
    seen = [doc]
    while seen[-1] in best:
        step = best[seen[-1]].of
        if step in seen:
            return min(seen[seen.index(step) :])
        seen.append(step)
    return seen[-1]
