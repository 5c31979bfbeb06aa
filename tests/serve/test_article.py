"""Articles as pages: every letter in its place, every mark on its words, nothing of a document taken for markup."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

import khabar
from khabar.cli.main import to_app
from khabar.model.records import Event, Published, Reading, WeaponMention
from khabar.model.spans import Span
from khabar.serve.article import MOST_RECORDS, article, foot, head, pieces


class Page(HTMLParser):
    """What a browser would take from a page: the letters under ``div.text``, its marks, its tags."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.aside = False
        self.text = ""
        self.marked: list[tuple[str, str]] = []
        self.open: str | None = None
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.tags.add(tag)
        self.ids += [told["id"] or ""] if "id" in told else []
        self.links += [told["href"] or ""] if "href" in told else []
        if tag == "div":
            self.depth = self.depth + 1 if self.depth else int(told.get("class") == "text")
        self.aside = self.aside or told.get("class") in ("n", "u")
        if self.depth and tag == "a":
            self.open = told["class"] or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self.depth:
            self.depth -= 1
        if tag == "a":
            self.open = None
        if tag == "span":
            self.aside = False

    def handle_data(self, data: str) -> None:
        if self.depth and not self.aside:
            self.text += data
            if self.open is not None:
                self.marked.append((self.open, data))


def page_of(reading: Reading, text: str) -> Page:
    page = Page()
    page.feed(head("title") + article(reading, text, 1) + foot())
    return page


def event(number: int, start: int, end: int, text: str, **fields: object) -> Event:
    return Event(
        id=f"e{number}", type="assault", span=Span(start, end), trigger=text[start:end], sentence=text,
        sentence_span=Span(0, len(text)), modality="asserted", **fields,
    )  # fmt: skip


def reading(*events: Event, furniture: tuple[Span, ...] = ()) -> Reading:
    return Reading(doc="a", sha256="", khabar="0", published=Published(), events=events, furniture=furniture)


@pytest.mark.parametrize("path", sorted((Path(__file__).parents[2] / "examples").glob("*.txt")), ids=lambda p: p.stem)
def test_every_letter_stands_in_its_place(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    read = khabar.read(text)
    page = page_of(read, text)
    assert page.text == text
    for told in read.events:
        words = "".join(
            data for classes, data in page.marked if "trigger" in classes and f"r-{told.id}" in classes.split()
        )
        assert told.trigger in words
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links} <= set(page.ids)


def test_marks_may_overlap() -> None:
    text = "قصفت طائرة الحي"
    weapon = WeaponMention(text="طائرة الحي", span=Span(5, 15), kind="aircraft")
    told = reading(event(1, 0, 10, text, weapons=(weapon,)), event(2, 5, 15, text))
    cut = [(piece.text, piece.roles, piece.records) for piece in pieces(told, text)]
    assert cut == [
        ("قصفت ", ("trigger",), ("e1",)),
        ("طائرة", ("trigger", "weapons"), ("e1", "e2")),
        (" الحي", ("trigger", "weapons"), ("e2", "e1")),
    ]


def test_what_a_document_holds_is_no_markup() -> None:
    text = '<script>alert(1)</script> "قصف" <img src=x onerror=alert(1)> {{ 7*7 }}'
    start = text.index("قصف")
    page = page_of(reading(event(1, start, start + 3, text)), text)
    assert page.text == text
    assert not page.tags & {"script", "img"}


def test_unseen_letters_are_shown_by_name() -> None:
    text = "قصف\u202e الحي"
    page = article(reading(), text, 1)
    assert "\u202e" not in page
    assert 'title="U+202E RIGHT-TO-LEFT OVERRIDE"' in page


def test_spans_outside_the_text_are_left_out() -> None:
    told = reading(event(1, 0, 3, "قصف"), event(2, 40, 43, "قصف"), furniture=(Span(2, 99),))
    assert [(piece.text, piece.furniture) for piece in pieces(told, "قصف")] == [("قص", False), ("ف", True)]


def test_many_marks_on_one_word_stay_few() -> None:
    text = "قصف"
    told = reading(*(event(number, 0, 3, text) for number in range(500)))
    (piece,) = pieces(told, text)
    assert len(piece.records) <= MOST_RECORDS


def test_the_command_writes_one_page(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text("قصفت طائرات إسرائيلية بلدة عيترون يوم الخميس.\n", encoding="utf-8")
    out = tmp_path / "page.html"
    result = CliRunner().invoke(to_app(), ["read", str(tmp_path), "--html", "-o", str(out)])
    assert result.exit_code == 0
    page = Page()
    page.feed(out.read_text(encoding="utf-8"))
    assert page.text.count("عيترون") == 2
    assert any("initiator" in classes for classes, _ in page.marked)
    assert "a2-e1" in page.ids
