"""How what documents say is grouped into happenings: the linkers, and the names and judgements that come after.

Invariant: a happening bears the name of its earliest claim.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from khabar.ledger import placing
from khabar.ledger.overlay import Overlay, regroup
from khabar.link import join
from khabar.store.links import Membership
from khabar.store.readings import Mark


def kinds() -> tuple[placing.Kind, ...]:
    """What is linked, and how: deeds by the linker across documents, verbal acts by what is said."""
    return (placing.deeds(join.linker_of_readings()), placing.ACTS)


def to_homes(
    members: Mapping[int, Collection[int]], marks: Mapping[int, Mark], overlay: Overlay
) -> Iterator[tuple[int, Membership]]:
    """Yield the happening of each claim of these clusters, after what coders merged and separated."""
    groups = [[marks[id_] for id_ in ids] for ids in members.values()]
    by_own = {mark.own: mark for group in groups for mark in group}
    spoken = overlay.touched()
    shaped = regroup([frozenset(m.own for m in g) for g in groups if spoken & {m.own for m in g}], overlay)
    for group in groups:
        for mark in group:
            owns, judged = shaped.get(mark.own, (None, 0))
            together = [by_own[own] for own in owns] if owns is not None else group
            earliest = min(together, key=lambda m: (m.said, m.label, m.start, m.own))
            yield mark.id, Membership(earliest.own, f"judgement {judged}" if judged else "")
