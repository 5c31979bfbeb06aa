"""Whether a document that comes is nearly another that is here, for the books of the run that brings it.

Invariant: nothing is left out for being a copy: who copies whom is itself evidence, which `khabar lineage` weighs. This
count is quicker and coarser: furniture is not taken off, and of documents that no build has read yet only those of this
run are compared.
"""

from __future__ import annotations

import numpy as np
from sqlalchemy import Connection

from khabar.lineage.keys import bands
from khabar.lineage.sign import sign
from khabar.model import naming
from khabar.model.document import Document
from khabar.model.lineage import Body, Signature
from khabar.model.records import Published, Reading
from khabar.store import sketches

ALIKE = 0.8  # estimated share of common four-word runs
MOST = 100_000  # documents of one run that are compared with


class CopyFinder:
    """Finds near-copies among what a run brings and what the ledger holds."""

    def __init__(self) -> None:
        self._by_band: dict[int, str] = {}
        self._whole: dict[str, bytes] = {}

    def find(self, connection: Connection, document: Document) -> str | None:
        """The label of a document that this one nearly is; None where there is none. Remembers this one."""
        signature = _sign(document)
        keys = bands(signature)
        near = sorted({self._by_band[key] for key in keys if key in self._by_band})
        found = next((label for label in near if _alike(signature.whole, self._whole[label])), None)
        found = found or _find_kept(connection, signature, keys)
        if len(self._whole) < MOST and signature.whole:
            self._whole[signature.doc] = signature.whole
            for key in keys:
                self._by_band.setdefault(key, signature.doc)
        return found


def _sign(document: Document) -> Signature:
    label = naming.label(document.doc, document.sha256)
    reading = Reading(doc=label, sha256=document.sha256, khabar="", published=Published(), outlet=document.outlet)
    return sign(Body(doc=label, reading=reading, text=document.text))


def _find_kept(connection: Connection, signature: Signature, keys: tuple[int, ...]) -> str | None:
    holders = sketches.find_holders(connection, keys)
    ids = sorted({id_ for held in holders.values() for id_ in held[:8]})
    for one in sketches.find_signatures(connection, ids):
        if one.doc != signature.doc and one.version == signature.version and _alike(signature.whole, one.whole):
            return one.doc
    return None


def _alike(one: bytes, two: bytes) -> bool:
    if not one or len(one) != len(two):
        return False
    a, b = np.frombuffer(one, "<u4"), np.frombuffer(two, "<u4")
    return bool(np.mean(a == b) >= ALIKE)
