"""What a ledger promises, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import text

import khabar
from khabar import collection
from khabar.errors import InputError, LedgerError
from khabar.ledger import building
from khabar.ledger.ledger import Ledger
from khabar.model.chronology import Happening
from khabar.store import rows, schema
from khabar.store.documents import Added
from khabar.store.happenings import Wanted

from .conftest import ARTICLES, META

Write = Callable[[str, str], str]


def bytes_of(ledger: Ledger, **moment: str) -> bytes:
    """The whole chronology, as JSON."""
    return msgspec.json.encode(ledger.chronology(**moment))


def groups(happenings: list[Happening]) -> set[frozenset[str]]:
    """The happenings as sets of claims."""
    return {frozenset(h.claims) for h in happenings}


def test_a_ledger_tells_what_the_articles_tell(filled: Ledger) -> None:
    """Does a ledger hold the same happenings as a chronology of the same articles made at once?"""
    readings, texts = [], {}
    for outcome in khabar.read_files([str(path) for path in ARTICLES], meta=META):
        assert outcome.line is not None
        reading = khabar.from_json(outcome.line)
        readings.append(reading)
        texts[reading.doc] = Path(outcome.source).read_text("utf-8")
    short = {
        label: label.partition("~")[0] for h in filled.happenings() for label in (c.split("#")[0] for c in h.claims)
    }
    found = {frozenset(f"{short[c.split('#')[0]]}#{c.split('#')[1]}" for c in h.claims) for h in filled.happenings()}
    assert found == groups(list(collection.chronology(readings, texts).happenings))


def test_what_is_known_is_left_alone(ledger: Ledger, write: Write) -> None:
    """Is a document taken once, again only where more is told of it, and refused with its name?"""
    path, meta = write("a", "قُتل جنديان في انفجار قرب بلدة سبها يوم الثلاثاء."), write("m", "")
    assert [o.added for o in ledger.add([path])] == [Added.NEW]
    assert [o.added for o in ledger.add([path])] == [Added.KNOWN]
    Path(meta).write_text('{"doc": "a", "published": "2019-05-02", "outlet": "x"}\n', encoding="utf-8")
    assert [o.added for o in ledger.add([path], meta=meta)] == [Added.TOLD_ANEW]
    assert [o.added for o in ledger.add([path], meta=meta)] == [Added.KNOWN]
    refused = list(ledger.add([write("b", "no arabic here"), "/no/such"]))
    assert [o.added for o in refused] == [None, None]
    assert all(o.refused and o.source in o.refused for o in refused)
    assert ledger.build().read == 1
    assert ledger.build().read == 0
    assert ledger.chronology().documents[0].published.start == "2019-05-02"


def test_the_order_of_arrival_changes_nothing(empty: str, tmp_path: Path) -> None:
    """Is the chronology the same bytes whether the articles came at once or one by one, backwards?"""
    paths = [str(path) for path in ARTICLES[:6]]
    with Ledger.create(empty) as ledger, Ledger.create(str(tmp_path / "other")) as other:
        list(ledger.add(paths, meta=META))
        ledger.build()
        for path in reversed(paths):
            list(other.add([path], meta=META))
            other.build()
        assert bytes_of(ledger) == bytes_of(other)
        other.build(anew=True)
        assert bytes_of(ledger) == bytes_of(other)


def test_as_of_a_day_only_what_had_been_said_counts(filled: Ledger, tmp_path: Path) -> None:
    """Does a ledger asked as of a day answer as one that holds only what had been said by then?"""
    days = {line.doc.partition("~")[0]: line.published.end or "9999" for line in filled.chronology().documents}
    day = sorted(days.values())[len(days) // 2]
    early = {doc for doc, said in days.items() if said <= day}
    assert 0 < len(early) < len(days)
    told = filled.happenings(as_of=day)
    assert {c.partition("~")[0] for h in told for c in h.claims} <= early
    with Ledger.create(str(tmp_path / "early")) as other:
        list(other.add([str(path) for path in ARTICLES if path.stem in early], meta=META))
        other.build()
        assert {h.claims for h in told} == {h.claims for h in other.happenings()}
    assert filled.happenings(as_of="2100-01-01") == filled.happenings()


def test_known_at_a_time_only_what_was_recorded_counts(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a ledger asked of a past moment answer what it answered then, to the byte?"""
    minutes = itertools.count(1_700_000_000)
    monkeypatch.setattr(rows, "now", lambda: next(minutes) * 1_000_000)
    first, then = [str(path) for path in ARTICLES[:5]], [str(path) for path in ARTICLES[5:]]
    list(ledger.add(first, meta=META))
    ledger.build()
    answered, moment = bytes_of(ledger), rows.to_moment(next(minutes) * 1_000_000)
    list(ledger.add(then, meta=META))
    ledger.build()
    assert bytes_of(ledger) != answered
    assert bytes_of(ledger, known_at=moment) == answered


def test_a_new_reading_supersedes_and_the_old_stays(filled: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the packs change, is every document read again, the old reading kept, the answer the same?"""
    answered = bytes_of(filled)
    monkeypatch.setattr(building, "digest", lambda: "other packs")
    assert filled.build().read == len(ARTICLES)
    assert bytes_of(filled) == answered
    with filled.database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM reading WHERE believed IS NULL")).scalar() == 2 * len(
            ARTICLES
        )


def test_every_filter_says_the_same_of_now_and_of_a_moment(filled: Ledger) -> None:
    """Do the filters of the database and those of a past moment choose the same happenings?"""
    placed = next(h for h in filled.happenings() if h.place and h.place.lat is not None and h.initiator)
    assert placed.place is not None
    lat, lon = placed.place.lat or 0.0, placed.place.lon or 0.0
    asked = [
        Wanted(start=placed.start, end=placed.end), Wanted(country=placed.place.country), Wanted(type=placed.type),
        Wanted(near=(lat, lon, 50.0)), Wanted(box=(lat - 1, lon - 1, lat + 1, lon + 1)), Wanted(disputed=True),
        Wanted(initiator=(placed.initiator[0].name or placed.initiator[0].words[0])[:6]),
        Wanted(place=(placed.place.name or placed.place.text)[:4]), Wanted(limit=2), Wanted(target="%"),
        Wanted(start=placed.start, type=placed.type, country=placed.place.country),
    ]  # fmt: skip
    for wanted in asked:
        assert filled.happenings(wanted) == filled.happenings(wanted, as_of="2100-01-01"), wanted
    assert placed in filled.happenings(asked[3])
    assert filled.happenings(Wanted(near=(-80.0, 0.0, 1.0))) == []


def test_a_happening_is_found_by_any_name(filled: Ledger) -> None:
    """Is a happening found by its name, by a claim of it, long and short, and by the names its claims would give?"""
    told = max(filled.happenings(), key=lambda h: len(h.claims))
    assert filled.event(told.id) == told
    for ref in told.claims:
        assert filled.event(ref) == told
        assert filled.event(f"{ref.partition('~')[0]}#{ref.partition('#')[2]}") == told
    with filled.database.read() as connection:
        labels = {row.id: row.label for row in connection.execute(schema.document.select())}
        claims = connection.execute(schema.claim.select()).all()
    owns = {row.own for row in claims if f"{labels[row.document_id]}#{row.ref}" in told.claims}
    assert len(owns) == len(told.claims)
    assert {filled.event(own).id for own in owns} == {told.id}
    with pytest.raises(InputError, match="no such happening"):
        filled.event("ev-0000000000")


def test_the_record_only_grows_with_rows_in_it(filled: Ledger) -> None:
    """Does the database refuse to change or take out any row that a build recorded?"""
    held = 0
    for table in schema.RECORD:
        with filled.database.read() as connection:
            count = connection.execute(text(f"SELECT count(*) FROM {table.name}")).scalar() or 0
        held += bool(count)
        column = table.columns.keys()[-1]
        for deed in (f"DELETE FROM {table.name}", f"UPDATE {table.name} SET {column} = {column}"):
            if count:
                with pytest.raises(LedgerError, match="only grows"), filled.database.write() as connection:
                    connection.execute(text(deed))
    assert held >= 6


def test_verify_finds_what_was_tampered_with(filled: Ledger) -> None:
    """Does verify pass on a whole ledger, and name the document whose bytes were changed behind its back?"""
    from khabar.ledger.verifying import Fault, Verified

    *faults, counted = filled.verify()
    assert faults == []
    assert isinstance(counted, Verified)
    assert counted.documents == len(ARTICLES)
    assert counted.spans > counted.claims > 0
    drop = (
        "DROP TRIGGER document_no_update"
        if filled.database.dialect.name == "sqlite"
        else ("DROP TRIGGER document_grows ON document")
    )
    with filled.database.write() as connection:
        connection.execute(text(drop))
        connection.execute(
            schema.document.update().where(schema.document.c.id == 1).values(content=rows.packed(b"other bytes"))
        )
    guard, *told = [one for one in filled.verify() if isinstance(one, Fault)]
    assert "the guard" in guard.reason
    assert [one.what.partition("~")[0] for one in told] == [ARTICLES[0].stem]
    assert "hash differs" in told[0].reason


@pytest.mark.slow
def test_many_articles_in_any_order_and_in_parts(tmp_path: Path) -> None:
    """Are sixty articles, brought in parts and in another order, the same bytes as all at once?"""
    root = Path(__file__).resolve().parents[2] / "eval" / "articles"
    paths, meta = [str(path) for path in sorted(root.glob("*.txt"))], str(root / "meta.jsonl")
    with Ledger.create(str(tmp_path / "once")) as once, Ledger.create(str(tmp_path / "parts")) as parts:
        list(once.add(paths, meta=meta))
        once.build()
        random.Random(26).shuffle(paths)
        for start in range(0, len(paths), 12):
            list(parts.add(paths[start : start + 12], meta=meta))
            parts.build()
        assert bytes_of(once) == bytes_of(parts)
        assert parts.build(anew=True).moved == 0
        assert bytes_of(once) == bytes_of(parts)
