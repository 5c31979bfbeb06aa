"""What becomes of what is found: taken, known, nearly another, refused; and its books."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from khabar.ingest.open import find_items
from khabar.ledger import adding
from khabar.ledger.adding import Outcome
from khabar.ledger.books import Books, row_of
from khabar.ledger.ledger import Ledger
from khabar.ledger.verifying import Fault
from khabar.model.article import Article, Run, Told
from khabar.model.document import Document
from khabar.store import documents, rows
from khabar.store.documents import Added

ATTACK = "قُتل ثلاثة جنود وأصيب خمسة في هجوم بطائرة مسيرة على قاعدة قرب بغداد يوم 3 مايو 2019، وفق وزارة الدفاع."
FLOOD = "أعلنت وزارة الموارد المائية أن منسوب نهر دجلة ارتفع أمس إلى أعلى مستوى منذ عشرين عاما، وطلبت الحذر."


def page(around: str, *, address: str = "https://example.org/a") -> tuple[Document, bytes]:
    """A page whose article is always the same."""
    raw = f"<p>{ATTACK}</p><aside>{around}</aside>".encode()
    run = Run(start=0, end=len(ATTACK), first=3, last=3 + len(ATTACK.encode()))
    article = Article(by="test", media="text/html", charset="utf-8", runs=(run,))
    told = Told(address=address, title="عنوان", published="2019-05-04")
    digest = hashlib.sha256(raw).hexdigest()
    document = Document(
        doc="example.org/a", text=ATTACK, sha256=digest, told=told, published=told.published, article=article
    )
    return document, raw


def add(ledger: Ledger, *pages: tuple[Document, bytes]) -> list[Added]:
    with ledger.database.write() as connection:
        return documents.add_documents(connection, list(pages), rows.now())


def test_the_text_of_a_page_is_kept_beside_its_bytes(ledger: Ledger) -> None:
    """Are bytes, text, map and what was told found again as they came?"""
    document, raw = page("a")
    assert add(ledger, (document, raw)) == [Added.NEW]
    with ledger.database.read() as connection:
        (kept,) = documents.find_documents(connection)
        assert documents.get_content(connection, kept.id) == raw
        assert documents.get_renditions(connection, [kept.id]) == {kept.id: ATTACK}
        assert documents.get_article(connection, kept.id) == document.article
        assert documents.get_told(connection, kept.delivery_id) == document.told
        assert (kept.address, kept.published) == ("https://example.org/a", "2019-05-04")
    ledger.build()
    assert len(ledger.happenings()) == 1
    assert not [fault for fault in ledger.verify() if isinstance(fault, Fault)]


def test_a_page_that_changed_around_its_article_is_known(ledger: Ledger) -> None:
    """Are other teasers around one article no new document, and the same article at another address one?"""
    assert add(ledger, page("a"), page("b"), page("c", address="https://example.org/b")) == [
        Added.NEW,
        Added.KNOWN,
        Added.NEW,
    ]
    assert add(ledger, page("d")) == [Added.KNOWN]


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        ("UPDATE rendition SET sha256 = 'x'", "the hash differs"),
        ("UPDATE rendition SET article = :broken", "map"),
        ("UPDATE rendition SET text = :broken", "no longer unpacks"),
    ],
)
def test_a_changed_text_is_found(ledger: Ledger, deed: str, words: str) -> None:
    """Does verify find a text, or a map, that is not what was taken out?"""
    add(ledger, page("a"))
    is_file = ledger.database.dialect.name == "sqlite"
    off = "DROP TRIGGER rendition_no_update" if is_file else "ALTER TABLE rendition DISABLE TRIGGER rendition_grows"
    with ledger.database.engine.begin() as connection:
        connection.execute(text(off))
        connection.execute(text(deed), {"broken": b"broken"} if ":" in deed else {})
    assert any(words in found.reason for found in ledger.verify() if isinstance(found, Fault))


def test_a_map_that_leads_outside_is_found(ledger: Ledger) -> None:
    """Does verify find a run beyond the bytes?"""
    document, raw = page("a")
    assert document.article is not None
    beyond = msgspec.structs.replace(document.article, runs=(Run(start=0, end=3, first=0, last=10_000),))
    add(ledger, (msgspec.structs.replace(document, article=beyond), raw))
    assert any("map" in found.reason for found in ledger.verify() if isinstance(found, Fault))


def test_a_near_copy_is_taken_and_counted_apart(ledger: Ledger, write: Callable[[str, str], str]) -> None:
    """Is a copy with another ending kept, and told as near the first: in one run and after a build?"""
    body = f"{ATTACK} {FLOOD} " * 2
    first = list(ledger.add([write("a", body), write("b", FLOOD + " " + FLOOD[::-1]), write("c", body + "انتهى")]))
    assert [row_of(one) for one in first] == ["taken", "taken", "near-duplicate"]
    assert first[2].copies == first[0].doc
    ledger.build()
    (again,) = ledger.add([write("d", body + "يتبع")])
    assert row_of(again) == "near-duplicate"


def test_a_dry_run_keeps_nothing(ledger: Ledger, tmp_path: Path) -> None:
    """Does a dry run tell what would be taken, and leave the ledger as it was?"""
    folder = str(tmp_path / "in")
    for name in ("a.txt", "b.txt"):
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_text(ATTACK, encoding="utf-8")
    told = list(adding.add_all(ledger.database, find_items([folder]), dry=True))
    assert [row_of(one) for one in told] == ["taken", "near-duplicate"]
    with ledger.database.read() as connection:
        assert documents.count_documents(connection) == 0
    assert [one.added for one in ledger.add([folder])] == [Added.NEW, Added.NEW]
    assert [row_of(one) for one in adding.add_all(ledger.database, find_items([folder]), dry=True)] == [
        "already known"
    ] * 2


CONTENTS = st.sampled_from(
    [ATTACK.encode(), FLOOD.encode(), b"", b"only latin letters here", b"\x00\x01\x02", b"\xff\xfe\xff", b"{}"]
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=st.dictionaries(st.sampled_from(["a.txt", "b.txt", "c.bin", "d", "e.json", "f.txt"]), CONTENTS))
def test_the_books_add_up(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Is every file of a folder in just one row, whatever it holds, and is nothing taken twice?"""
    folder = tmp_path_factory.mktemp("in")
    for name, content in files.items():
        (folder / name).write_bytes(content)
    books = Books()
    with Ledger.create(str(tmp_path_factory.mktemp("out") / "l")) as ledger:
        outcomes = list(ledger.add([str(folder)]))
        for outcome in outcomes:
            books.enter(outcome)
        with ledger.database.read() as connection:
            kept = documents.count_documents(connection)
    assert books.found == max(1, len(files))
    counted = dict(books.rows())
    assert sum(counted.values()) == books.found
    assert kept == counted["taken"] + counted["near-duplicate"]


def test_what_is_no_fault_is_told_apart() -> None:
    """Is what was passed over counted, and not among the faults?"""
    books = Books()
    books.enter(Outcome(source="a.png", refused="a.png: no format", reason="no known format", passed=True))
    books.enter(Outcome(source="b.pdf", refused="b.pdf: damaged", reason="damaged"))
    assert books.faults == 1
    rows_ = dict(books.rows())
    assert (rows_["passed over: no known format"], rows_["refused: damaged"]) == (1, 1)
