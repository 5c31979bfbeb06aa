"""What changed in a ledger between two moments: happenings that came, went, or are told otherwise.

Invariant: two happenings are one if they share a claim, whatever they were called; what is the same on both sides is
not told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khabar.ledger import asking
from khabar.ledger.moment import Moment
from khabar.model.chronology import Happening, Party
from khabar.model.difference import Change, Difference
from khabar.store.database import Database
from khabar.store.happenings import Wanted

FIELDS = (
    "type", "modality", "days", "place", "initiator", "target", "tolls", "outcome", "documents", "origins",
    "disagreements",
)  # fmt: skip


def compare(database: Database, before: Moment, after: Moment, wanted: Wanted) -> Iterator[Difference]:
    """Yield each difference, by the first day of the happening.

    Args:
        database: The ledger.
        before: The earlier moment.
        after: The later one.
        wanted: Which happenings to look at.
    """
    old, new = asking.find(database, wanted, before), asking.find(database, wanted, after)
    return iter(sorted(_differences(old, new), key=lambda d: (d.start or "9999", d.event, d.kind)))


def _differences(old: Sequence[Happening], new: Sequence[Happening]) -> Iterator[Difference]:
    by_claim = {claim: h for h in old for claim in h.claims}
    seen: set[str] = set()
    for h in new:
        before = list({by_claim[c].id: by_claim[c] for c in h.claims if c in by_claim}.values())
        seen |= {one.id for one in before}
        if not before:
            yield Difference(kind="added", event=h.id, start=h.start, type=h.type, place=_place(h))
            continue
        changes = tuple(_changes(max(before, key=lambda one: (len(set(one.claims) & set(h.claims)), one.id)), h))
        was = tuple(sorted({one.id for one in before} - {h.id}))
        if changes or len(before) > 1:
            yield Difference(
                kind="changed", event=h.id, start=h.start, type=h.type, place=_place(h), was=was, changes=changes
            )
    for h in old:
        if h.id not in seen:
            yield Difference(kind="gone", event=h.id, start=h.start, type=h.type, place=_place(h))


def _changes(old: Happening, new: Happening) -> Iterator[Change]:
    for field, before, after in zip(FIELDS, _fields(old), _fields(new), strict=True):
        if before != after:
            yield Change(field=field, before=before, after=after)


def _fields(h: Happening) -> tuple[str, ...]:
    tolls = "; ".join(f"{t.harm} {t.low}" + ("" if t.high == t.low else f"-{t.high or ''}") for t in h.tolls)
    return (
        h.type, h.modality, f"{h.start or ''}..{h.end or ''}", _place(h) or "", _names(h.initiator), _names(h.target),
        tolls, ", ".join(h.outcome), str(h.docs), str(h.origins),
        "; ".join(sorted({d.field for d in h.disagreements})),
    )  # fmt: skip


def _place(h: Happening) -> str | None:
    return h.place.shown if h.place else None


def _names(parties: Sequence[Party]) -> str:
    return "; ".join(sorted(p.shown for p in parties))
