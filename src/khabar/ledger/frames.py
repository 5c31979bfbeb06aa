"""What a ledger holds, as data frames of Polars or pandas.

Invariant: a frame has one row for each record, in the order of the views, and columns of plain values: what an export
would write. Nothing of a record is lost: ``record`` is all of it, as JSON.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from khabar.errors import InputError
from khabar.ledger import asking, grading, outlets, views
from khabar.ledger.moment import Moment
from khabar.model.book import Book
from khabar.model.chronology import Happening, Party
from khabar.model.lineage import Relation
from khabar.model.outlets import Graded
from khabar.model.reconcilement import Contradiction
from khabar.store.database import Database
from khabar.store.happenings import Wanted

KINDS = ("polars", "pandas")
Row = dict[str, Any]


def frame(database: Database, table: str, wanted: Wanted, moment: Moment, kind: str = "polars") -> Any:
    """A data frame.

    Args:
        database: The ledger.
        table: One of `TABLES`.
        wanted: Which happenings; of other tables, all.
        moment: As of when.
        kind: ``polars`` or ``pandas``.

    Raises:
        InputError: no such table or kind, or the library is not installed.
    """
    if table not in TABLES:
        raise InputError(f"no table {table!r}; these are: {', '.join(TABLES)}")
    if kind not in KINDS:
        raise InputError(f"no frames of {kind!r}; these are: {', '.join(KINDS)}")
    try:
        library = importlib.import_module(kind)
    except ImportError:
        raise InputError(f"{kind} is not installed; pip install 'khabar[frames]'") from None
    rows = list(TABLES[table](database, wanted, moment))
    return library.DataFrame(rows, **({"infer_schema_length": None} if kind == "polars" else {}))


def _happenings(database: Database, wanted: Wanted, moment: Moment) -> Iterable[Row]:
    found = asking.find(database, wanted, moment)
    with database.read() as connection:
        beside = grading.Grader(connection, moment).beside(found)
    return map(_happening, found, beside)


def _happening(h: Happening, beside: Sequence[Graded]) -> Row:
    tolls = {toll.harm: toll for toll in h.tolls}
    place = h.place
    return {
        "id": h.id, "type": h.type, "modality": h.modality, "start": h.start, "end": h.end,
        "place": place.shown if place else None, "country": place.country if place else None,
        "lat": place.lat if place else None, "lon": place.lon if place else None,
        "level": place.level if place else None,
        "initiator": _names(h.initiator), "target": _names(h.target),
        "weapons": "; ".join(weapon.kind for weapon in h.weapons),
        **{f"{harm}_low": tolls[harm].low if harm in tolls else None for harm in ("killed", "wounded")},
        **{f"{harm}_high": tolls[harm].high if harm in tolls else None for harm in ("killed", "wounded")},
        "outcome": "; ".join(h.outcome), "documents": h.docs,
        "accounts": len(h.accounts), "origins": h.origins, "disagreements": len(h.disagreements),
        "claims": len(h.claims), "grades": _grades(beside), "record": _json(h),
    }  # fmt: skip


def _grades(beside: Sequence[Graded]) -> str:
    """Every grade beside a happening and its accounts, each once, as ``B by NAME``."""
    return "; ".join(dict.fromkeys(f"{grade.grade} by {grade.author}" for one in beside for grade in one.grades))


def _contradictions(database: Database, _: Wanted, moment: Moment) -> Iterable[Row]:
    def row(c: Contradiction) -> Row:
        return {
            "id": c.id, "field": c.field, "happening": c.happening, "weight": c.weight, "within": c.within,
            "sentence": c.sentence, "sides": len(c.sides), "record": _json(c),
        }  # fmt: skip

    return map(row, views.contradictions(database, moment))


def _tallies(database: Database, _: Wanted, moment: Moment) -> Iterable[Row]:
    book: Book = views.book(database, moment)
    for series in book.series:
        for line in series.lines:
            yield {
                "series": series.id, "speaker": series.speaker, "subject": series.subject, "counted": series.counted,
                "claim": line.claim, "low": line.low, "high": line.high, "start": line.start, "end": line.end,
                "covered": line.on_record, "residual": line.residual, "record": _json(line),
            }  # fmt: skip


def _lineage(database: Database, _: Wanted, moment: Moment) -> Iterable[Row]:
    def row(r: Relation) -> Row:
        return {
            "doc": r.doc, "of": r.of, "kind": r.kind, "share": r.share, "score": r.score, "directed": r.directed,
            "record": _json(r),
        }  # fmt: skip

    return map(row, views.lineage(database, moment).relations)


def _outlets(database: Database, _: Wanted, moment: Moment) -> Iterable[Row]:
    for line in outlets.lines(database, moment):
        yield {
            "key": line.key, "name": line.name, "known": line.known, "documents": line.documents,
            "how": "; ".join(line.how), "hosts": "; ".join(line.hosts), "country": line.country, "kind": line.kind,
            "affiliation": line.affiliation, "affiliation_source": line.affiliation_source,
            "grades": "; ".join(f"{grade.grade} by {grade.author}" for grade in line.grades), "record": _json(line),
        }  # fmt: skip


def _graded(database: Database, _: Wanted, moment: Moment) -> Iterable[Row]:
    with database.read() as connection:
        held = outlets.in_force(connection, moment)
    for grade in (outlets.to_grade(made) for made in held if made.verdict == "grade"):
        yield {
            "about": grade.about, "scale": grade.scale, "grade": grade.grade, "author": grade.author,
            "recorded": grade.recorded, "reason": grade.reason, "judgement": grade.judgement, "record": _json(grade),
        }  # fmt: skip


TABLES: Mapping[str, Callable[[Database, Wanted, Moment], Iterable[Row]]] = {
    "happenings": _happenings,
    "contradictions": _contradictions,
    "tallies": _tallies,
    "lineage": _lineage,
    "outlets": _outlets,
    "grades": _graded,
}


def _names(parties: Iterable[Party]) -> str:
    return "; ".join(party.shown for party in parties)


def _json(record: msgspec.Struct) -> str:
    return msgspec.json.encode(record).decode()
