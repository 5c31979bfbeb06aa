"""Many readings together: linked, reconciled, made one chronology.

Invariant: the order in which readings come changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from khabar.link.join import link_readings
from khabar.model.chronology import Chronology, Links
from khabar.model.records import Reading
from khabar.reconcile.view import reconcile


def link(readings: Sequence[Reading], texts: Mapping[str, str] | None = None) -> Links:
    """Readings with the id of the happening on every event.

    Args:
        readings: In any order; one that occurs twice counts once.
        texts: Texts by document name, to recognise copies by; without them the claims' sentences are compared.
    """
    return link_readings(readings, texts)


def chronology(readings: Sequence[Reading], texts: Mapping[str, str] | None = None) -> Chronology:
    """The chronology of all readings: each happening once, its accounts, what contradicts what."""
    return reconcile(link(readings, texts))
