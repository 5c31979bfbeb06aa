"""The site of pages that articles are told from: sound, the same every time, and the bars that Khabar keeps on it."""

from __future__ import annotations

import html
from pathlib import Path

import pytest

from khabar.cli.bench_pages import by_khabar, to_item
from khabar.errors import InputError
from khabar.evaluate import pages
from khabar.evaluate.pages import Score, Taken, measure, to_rows, to_words
from khabar.evaluate.site import Page, Site, load_site
from khabar.ingest.load import to_document
from khabar.model.records import Event, Published, Reading

FOLDER = Path(__file__).resolve().parent.parent / "site"
SITE = load_site(str(FOLDER))
FIRST = Site(pages=tuple(p for p in SITE.pages if not p.held), places=SITE.places, numbers=SITE.numbers)
F1 = 0.97


@pytest.fixture(scope="module")
def scores() -> list[Score]:
    """What Khabar takes from the first site."""
    return measure(FIRST, by_khabar)


def test_words_of_the_body(scores: list[Score]) -> None:
    """Is the body told from its page with an F1 of 0.97, words pooled over all pages?"""
    assert to_rows(scores)[-1].f1 >= F1, sorted(scores, key=lambda s: s.taken + s.published - 2 * s.right)[-5:]


def test_days(scores: list[Score]) -> None:
    """Is every page's day right, and none given where none is told?"""
    assert [one.page for one in scores if one.dated is False] == []


def test_no_event_from_the_furniture(scores: list[Score]) -> None:
    """Is no event, tally or strength read from what stands around an article?"""
    assert {one.page: one.furniture for one in scores if one.furniture} == {}


def test_the_same_bytes() -> None:
    """Does the folder make the same pages twice?"""
    assert load_site(str(FOLDER)) == SITE


def test_marks_are_of_the_furniture_alone() -> None:
    """Does no article hold a place or number of the furniture, so that one in a reading was taken from there?"""
    marks = {" ".join(to_words(mark)) for mark in (*SITE.places, *SITE.numbers)}
    for page in SITE.pages:
        gold = page.gold
        words = to_words("\n".join((gold.title or "", *gold.body, *gold.optional)))
        assert not marks & set(words), page.name


@pytest.mark.parametrize("page", SITE.pages, ids=lambda page: page.name)
def test_gold_fits_its_page(page: Page) -> None:
    """Has an article page a body and a title or none at all, and a page without an article nothing?"""
    if page.gold.kind == "none":
        assert (page.gold.body, page.gold.title, page.gold.published) == ((), None, None)
    else:
        assert page.gold.kind == "article"
        assert page.gold.body


@pytest.mark.parametrize("page", SITE.pages, ids=lambda page: page.name)
def test_every_letter_has_its_bytes(page: Page) -> None:
    """Do the bytes that a run of the text names spell that run, once opened as mark-up or JSON?"""
    try:
        document = to_document(to_item(page))
    except InputError:
        return
    assert document.article
    assert document.article.runs
    for run in document.article.runs:
        raw = page.raw[run.first : run.last].decode(document.article.charset)
        found = " ".join(document.text[run.start : run.end].split())
        spelt = {" ".join(html.unescape(raw).split()), " ".join(raw.replace("\\n", " ").replace('\\"', '"').split())}
        assert found in spelt


def page_of(**gold: object) -> Page:
    """A page with this gold."""
    told = pages.Gold(**({"kind": "article"} | gold))  # type: ignore[arg-type]
    return Page(name="p", manner="m", url="https://a.example/", raw=b"", headers={}, gold=told)


def test_words_are_counted_as_told() -> None:
    """Are right, taken and published words those worked out by hand: folded, counted, optional ones aside?"""
    page = page_of(title="خبر عاجل", body=("قُتل جندي وجندي آخر",), optional=("وكالة سهل",))
    taken = Taken(body="خبر عاجل\nقتل جـــندي آخر في كمين\nوكالة سهل", title="خَبَر عاجل")
    found = pages.score(page, taken, SITE)
    assert (found.right, found.taken, found.published, found.lost, found.extra) == (3, 5, 4, "وجندي", "في كمين")
    assert found.titled
    assert to_rows([found])[-1].f1 == pytest.approx(2 * 3 / 9)


def test_a_page_without_an_article() -> None:
    """Does what is taken from a page without an article count against precision, and nothing taken count as known?"""
    page = page_of(kind="none")
    taken, known = pages.score(page, Taken(body="قتل جندي"), SITE), pages.score(page, Taken(), SITE)
    assert (taken.empty, taken.taken, taken.published) == (False, 2, 0)
    assert (known.empty, known.taken) == (True, 0)


def test_furniture_is_noticed() -> None:
    """Is a record with a marked place, or in a sentence that the article does not have, called furniture?"""
    gold = page_of(body=("قتل أربعة جنود عراقيين في كمين شمال بغداد فجر الثلاثاء",)).gold

    def told(*sentences: str) -> Reading:
        events = [
            Event(
                id=s, type="assault", span=(0, 1), trigger="", sentence=s, sentence_span=(0, 1), modality="asserted"
            ) for s in sentences
        ]  # fmt: skip
        return Reading(doc="d", sha256="", khabar="", published=Published(), events=tuple(events))

    own, marked, other = "قتل أربعة جنود في كمين شمال بغداد", f"هجوم في {SITE.places[0]}", "انفجار يهز مدينة بعيدة جدا"
    assert list(pages.find_furniture(told(own, marked, other), gold, SITE)) == [marked, other]


def test_a_folder_that_is_no_site(tmp_path: Path) -> None:
    """Is another folder refused in one line?"""
    with pytest.raises(InputError, match=r"furniture.yml: .* a site is a folder as tests/site is"):
        load_site(str(tmp_path))
