"""Tables of cells."""

from __future__ import annotations

import csv
import io
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.errors import InputError
from khabar.ingest import reasons
from khabar.ingest.boxes.csv import guess_delimiter
from khabar.ingest.fields import to_field
from khabar.ingest.item import Item
from khabar.ingest.open import find_items
from tabled import OTHER, SAID, open_table


def table(*rows: list[str], delimiter: str = ",") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


HEADER = ["id", "headline", "body", "date", "url"]
ROWS = [
    ["7", "هجوم على القاعدة", SAID, "26/10/2023", "https://example.org/a"],
    ["w-8", "صاروخان", OTHER, "27/10/2023", "https://example.org/b"],
]


def test_a_row_is_an_item() -> None:
    """Is each row a document, its cell of text the bytes, with what the other cells tell and where it stands?"""
    found = open_table(table(HEADER, *ROWS), "posts.csv")
    first, second = found.items
    assert found.texts == [SAID, OTHER]
    assert (first.name, second.name) == ("posts:7", "w-8")
    assert (first.source, second.source) == ("posts.csv!row 1", "posts.csv!row 2")
    assert (first.kind, first.boxed, first.told.member) == ("text", True, "row 1")
    assert (first.told.title, first.told.published) == ("هجوم على القاعدة", "2023-10-26")
    assert first.told.address == "https://example.org/a"
    assert [(day.of, day.by, day.said) for day in first.told.days] == [("published", "table", "26/10/2023")]


def test_the_guess_is_said() -> None:
    """Is one line said of which column was taken for which field, and how to set it right?"""
    assert open_table(table(HEADER, *ROWS), "posts.csv").notes == [
        "posts.csv: text=body title=headline published=date address=url id=id (guessed; --map sets)"
    ]


@pytest.mark.parametrize(
    "header",
    [
        ["رقم", "العنوان", "نص الخبر", "تاريخ النشر", "الرابط"],
        ["ID", "Titre", "Texte intégral", "Date de publication", "Lien"],
        ["id", "Başlık", "Haber metni", "Yayın tarihi", "Bağlantı"],
        ["شناسه", "تیتر", "متن خبر", "تاریخ انتشار", "لینک"],
        ["id_str", "title", "full_text", "created_at", "link"],
    ],
)
def test_headers_of_five_languages(header: list[str]) -> None:
    """Are the fields found by what Arabic, French, Turkish, Persian and English tables call them?"""
    found = open_table(table(header, *ROWS), "a.csv")
    assert found.texts == [SAID, OTHER]
    assert [item.told.published for item in found.items] == ["2023-10-26", "2023-10-27"]
    assert [item.told.title for item in found.items] == ["هجوم على القاعدة", "صاروخان"]
    assert found.items[0].told.address == "https://example.org/a"


def test_headers_that_say_nothing() -> None:
    """Are text, day and address found by what stands in the cells?"""
    found = open_table(table(["a", "b", "c", "d", "e"], *ROWS), "a.csv")
    assert found.texts == [SAID, OTHER]
    assert found.items[0].told.published == "2023-10-26"
    assert found.items[0].told.address == "https://example.org/a"


def test_no_header_at_all() -> None:
    """Is the first row one of the rows where it names nothing?"""
    found = open_table(table(*ROWS), "a.csv")
    assert found.texts == [SAID, OTHER]
    assert found.items[0].name == "a:1"


def test_the_column_in_arabic_is_taken() -> None:
    """Of two columns of text, one English, is the Arabic one taken?"""
    rows = [["text", "translation"], ["The army said that three of its soldiers were killed", SAID]]
    assert open_table(table(*rows), "a.csv").texts == [SAID]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter: str) -> None:
    """Is the sign between the cells found, though the cells hold the others?"""
    rows = [[*ROWS[0][:2], SAID + "; a, b | c\td", *ROWS[0][3:]]]
    assert open_table(table(HEADER, *rows, delimiter=delimiter), "a.csv").texts == [rows[0][2]]


def test_one_column_with_commas() -> None:
    """Is a table of one column whole rows, whatever commas are in it and not in quotes?"""
    assert open_table(f"text\n{SAID}, نعم\n{OTHER}\n{SAID}, لا, لا\n", "a.csv").texts == [
        SAID + ", نعم", OTHER, SAID + ", لا, لا",
    ]  # fmt: skip
    assert guess_delimiter("text\na, b\nc\n") == "\x1f"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1256"])
def test_charsets(charset: str) -> None:
    """Is a table read in the charsets in which spreadsheets write one?"""
    raw = table(HEADER, *ROWS).encode(charset)
    raw = b"\xff\xfe" + raw if charset == "utf-16-le" else raw
    assert open_table(raw, "a.csv").texts == [SAID, OTHER]


def test_a_cell_in_another_charset() -> None:
    """Is a row read whose bytes are Windows-1256 in a table of UTF-8?"""
    raw = f"id,text\n1,{SAID}\n".encode() + b"2," + OTHER.encode("cp1256") + b"\n"
    assert open_table(raw, "a.csv").texts == [SAID, OTHER]


def test_text_over_several_lines() -> None:
    """Does a cell in quotes keep its lines and quotation marks?"""
    said = f'{SAID}\r\nوقال: "{OTHER}"'
    assert open_table(table(["text"], [said]), "a.csv").texts == [said]


def test_cells_of_markup_are_pages() -> None:
    """Is a cell that holds HTML a page, and one that only holds a sign of it not?"""
    found = open_table(table(["text"], [f"<p>{SAID}</p>"], [SAID + " 1 < 2"]), "a.csv")
    assert [item.kind for item in found.items] == ["html", "text"]
    assert found.items[0].charset == "utf-8"


def test_formulas_are_letters() -> None:
    """Does a cell that a spreadsheet would run stay as it is written?"""
    said = f'=HYPERLINK("http://127.0.0.1";"{SAID}")'
    found = open_table(table(["title", "text"], ["=1+1", said]), "a.csv")
    assert found.texts == [said]
    assert found.items[0].told.title == "=1+1"


def test_ragged_rows() -> None:
    """Are short rows read, and is one with too many cells refused alone, with what to do?"""
    raw = f"text,title,note\n{SAID}\n{SAID},a,b,c\n{OTHER},t,,\n"
    found = open_table(raw, "a.csv")
    assert found.texts == [SAID, OTHER]
    assert [one.message for one in found.refusals] == [
        "a.csv!row 2: 4 cells where the header has 3; put those in quotes that hold a ','"
    ]


def test_rows_without_text_are_passed() -> None:
    """Is a row without text passed over, and an empty line nothing at all?"""
    found = open_table(f"id,text\n1,{SAID}\n2,\n\n3,{OTHER}\n", "a.csv")
    assert [item.name for item in found.items] == ["a:1", "a:3"]
    assert [(one.source, one.reason, one.passed) for one in found.refusals] == [("a.csv!row 2", reasons.EMPTY, True)]


def test_rows_in_other_languages_are_passed() -> None:
    """Is a row passed over that the table says is not Arabic?"""
    found = open_table(table(["lang", "text"], ["ar", SAID], ["ar-IQ", SAID], ["fa", SAID]), "a.csv")
    assert len(found.items) == 2
    assert [(one.reason, one.passed) for one in found.refusals] == [(reasons.NOT_ARABIC, True)]


def test_the_order_of_day_and_month_is_the_columns() -> None:
    """Is 3/4 read as the other rows of the column tell, and the choice said where none tells?"""
    american = table(["text", "date"], [SAID, "3/4/2024"], [OTHER, "10/26/2023"])
    assert [item.told.published for item in open_table(american, "a.csv").items] == ["2024-03-04", "2023-10-26"]
    open_ = open_table(table(["text", "date"], [SAID, "3/4/2024"]), "a.csv")
    assert open_.items[0].told.published == "2024-04-03"
    assert "3/4/2024 is read as 3 April" in open_.notes[0]


def test_what_the_user_says_counts() -> None:
    """Is a column taken for a field because the user says so?"""
    found = open_table(table(["text", "lead"], [SAID, OTHER]), "a.csv", {"text": "lead"})
    assert found.texts == [OTHER]


def test_a_column_that_is_not_there() -> None:
    """Is a name that no column bears refused with those that there are?"""
    found = open_table(table(HEADER, *ROWS), "a.csv", {"text": "bodyy"})
    assert [one.message for one in found.refusals] == [
        "a.csv: no column 'bodyy' for text; there are id, headline, body, date, url"
    ]


def test_a_table_of_figures() -> None:
    """Is a table without Arabic refused by name, and passed over in a folder?"""
    for boxed in (False, True):
        (one,) = open_table("year,count\n2023,5\n2024,7\n", "a.csv", boxed=boxed).refusals
        assert (one.reason, one.passed) == (reasons.NO_COLUMN, boxed)
        assert "year, count" in one.message


HOSTILE: dict[str, bytes] = {
    "a million columns": b"a," * 1_000_000 + b"\n" + b"1," * 1_000_000,
    "an endless cell": b'text\n"' + b"a" * 11_000_000,
    "an endless line": b"text,b\n" + b"a" * 17_000_000,
    "an endless row": b"text,b\n" + b'"a\n",' * 7_000_000,
    "controls": b"text,id\n" + SAID.encode() + b"\x00\x1b[2J,\xe2\x80\xae#~/../x\n",
    "nothing": b"",
    "blank": b"\n\n ,\n",
    "only a header": b"text,title\n",
    "bytes": bytes(range(256)) * 100,
    "one quotation mark": b'"',
    "marks": b'"' * 100_000,
    "names twice": ("text,text,text\n" + f"{SAID},{SAID},{SAID}\n").encode(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(name: str) -> None:
    """Is a table that was built to break its readers read or refused, each refusal one line?"""
    found = open_table(HOSTILE[name], "a.csv")
    assert found.items or found.refusals
    for item in found.items:
        assert not any(c in item.name for c in "\u202e#~/\n\x1b")
    assert not any("\n" in one.message for one in found.refusals)


def test_rows_before_the_fault_are_kept() -> None:
    """Are the rows read that stand before a quotation mark which is never closed?"""
    found = open_table(f'id,text\n1,{SAID}\n2,"'.encode() + b"a" * 11_000_000, "a.csv")
    assert found.texts == [SAID]
    assert "quotation mark" in found.refusals[0].message


def test_cut_anywhere() -> None:
    """Is a table cut short anywhere read as far as it goes?"""
    raw = table(HEADER, *ROWS * 3).encode()
    for end in range(0, len(raw), 50):
        found = open_table(raw[:end], "a.csv")
        assert found.items or found.refusals


@settings(max_examples=200)
@given(st.binary(max_size=400))
def test_any_bytes(raw: bytes) -> None:
    """Is whatever is called a table answered for?"""
    for name in ("a.csv", "a.jsonl", "a.json"):
        found = open_table(raw, name)
        assert found.items or found.refusals


def test_memory_does_not_grow_with_the_table(tmp_path: Path) -> None:
    """Is a large table gone through in little memory?"""
    file = tmp_path / "a.csv"
    with file.open("w", encoding="utf-8") as out:
        out.write("id,text\n")
        for number in range(6_000):
            out.write(f"{number},{SAID} {number}\n")
    list(find_items([str(file)]))
    tracemalloc.start()
    count = consumed = 0
    for one in find_items([str(file)]):
        count += isinstance(one, Item)
        consumed += one.consumed if isinstance(one, Item) else 0
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 6_000
    assert most < 4 * 1024 * 1024
    assert consumed == pytest.approx(file.stat().st_size, rel=0.05)


def test_the_same_table_gives_the_same_documents(tmp_path: Path) -> None:
    """Does a table read to the same documents twice?"""
    file = tmp_path / "a.csv"
    file.write_text(table(HEADER, *ROWS), "utf-8")
    assert list(find_items([str(file)])) == list(find_items([str(file)]))


def test_fields_have_other_names_too() -> None:
    """Is a field that is none refused with those that there are?"""
    assert to_field("url") == "address"
    with pytest.raises(InputError, match="no field 'colour'; the fields of a table are text, title"):
        to_field("colour")
