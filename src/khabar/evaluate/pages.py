"""How well articles are told from the pages around them, on a site whose every page is known.

Invariant: what is measured is compared by words and by days alone, the same way for every method.

How words are counted: a text is folded (`khabar.text.letters.fold`: no harakat, tatweel, bidi controls; alif and
digits of one kind), and every run of letters and digits in it is a word. Both texts are bags of words with counts.
``right`` is the size of their intersection, precision is right / taken, recall right / published, F1 their harmonic
mean. Words of a page's optional lines are taken out of what was taken beyond the article, as far as they are there. A
text that begins with the words of the title is taken without them: the title is no part of the body. Figures are
pooled: counts are summed over pages first, so a long page weighs more; a page without an article adds whatever was
taken from it to ``taken`` and nothing to ``right``.

A day is right if it is the very day, or if none was told and none is given. A title is right if its words are those
of the article's title, in order. A record of a reading is furniture if its sentence holds a place or number that
marks furniture, or if less than half of its runs of three words stand anywhere in the article.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import msgspec

from khabar.evaluate.site import Gold, Page, Site
from khabar.model.records import Event, Reading, Strength, Tally
from khabar.text.letters import fold_phrase

WORD = re.compile(r"[^\W_]+")
RUN = 3
FAMILIAR = 0.5
ALL = "all"


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What a method took from a page: ``body`` is None where it says that there is no article."""

    body: str | None = None
    title: str | None = None
    published: str | None = None
    modified: str | None = None
    author: str | None = None
    outlet: str | None = None
    agency: str | None = None
    reading: Reading | None = None


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """What one page gave: numbers of words, and what was right; None where the page does not ask for it."""

    page: str
    manner: str
    right: int
    taken: int
    published: int
    dated: bool | None
    modified: bool | None
    titled: bool | None
    authored: bool | None
    named: bool | None
    credited: bool | None
    empty: bool | None
    furniture: tuple[str, ...] = ()
    lost: str = ""
    extra: str = ""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """Pages of one manner together; pairs are (right, asked). ``page_f1`` is the mean over pages, however long."""

    manner: str
    pages: int
    precision: float
    recall: float
    f1: float
    page_f1: float
    dates: tuple[int, int]
    modified: tuple[int, int]
    titles: tuple[int, int]
    authors: tuple[int, int]
    outlets: tuple[int, int]
    agencies: tuple[int, int]
    empty: tuple[int, int]
    furniture: int


def measure(site: Site, take: Callable[[Page], Taken]) -> list[Score]:
    """Every page by one method, in the order of the site."""
    return [score(page, take(page), site) for page in site.pages]


def score(page: Page, taken: Taken, site: Site) -> Score:
    """One page against what it must give."""
    gold = page.gold
    found = Counter(_without_title(to_words(taken.body or ""), to_words(gold.title or "")))
    wanted = Counter(to_words("\n".join(gold.body)))
    extra = (found - wanted) - Counter(to_words("\n".join(gold.optional)))
    right = (found & wanted).total()
    article = gold.kind == "article"
    return Score(
        page=page.name,
        manner=page.manner,
        right=right,
        taken=right + extra.total(),
        published=wanted.total(),
        dated=taken.published == gold.published if article else None,
        modified=_modified(taken, gold) if article else None,
        titled=_same(taken.title, gold.title) if gold.title else None,
        authored=_same(taken.author, gold.author) if gold.author else None,
        named=_same(taken.outlet, gold.outlet) if gold.outlet else None,
        credited=_same(taken.agency, gold.agency) if gold.agency else None,
        empty=None if article else not found,
        furniture=tuple(find_furniture(taken.reading, gold, site)) if taken.reading else (),
        lost=" ".join((wanted - found).elements()),
        extra=" ".join(extra.elements()),
    )


def to_rows(scores: Sequence[Score]) -> list[Row]:
    """One row for each manner, in the order in which they come, and one for all pages."""
    manners = dict.fromkeys(one.manner for one in scores)
    rows = [_row(manner, [one for one in scores if one.manner == manner]) for manner in manners]
    return [*rows, _row(ALL, scores)]


def f1(right: int, taken: int, published: int) -> float:
    """The harmonic mean of precision and recall; 1 where there was nothing and nothing was taken."""
    return 2 * right / (taken + published) if taken + published else 1.0


def to_words(text: str) -> list[str]:
    """The folded words of a text."""
    return WORD.findall(fold_phrase(text))


def find_furniture(reading: Reading, gold: Gold, site: Site) -> Iterable[str]:
    """The sentences of those records of a reading that are not the article's."""
    own = to_words(" ".join((gold.title or "", *gold.body, *gold.optional)))
    runs = set(_runs(own))
    marks = {tuple(to_words(mark)) for mark in (*site.places, *site.numbers)}
    records: tuple[Event | Tally | Strength, ...] = (*reading.events, *reading.tallies, *reading.strengths)
    for record in records:
        words = to_words(record.sentence)
        sentence = list(_runs(words))
        known = sum(run in runs for run in sentence)
        if _holds(words, marks) or known < FAMILIAR * len(sentence):
            yield record.sentence


def _holds(words: Sequence[str], marks: set[tuple[str, ...]]) -> bool:
    return any(tuple(words[n : n + len(mark)]) == mark for mark in marks for n in range(len(words)))


def _runs(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    return (tuple(words[n : n + RUN]) for n in range(max(1, len(words) - RUN + 1)))


def _without_title(words: list[str], title: list[str]) -> list[str]:
    return words[len(title) :] if words[: len(title)] == title else words


def _same(found: str | None, wanted: str | None) -> bool:
    return to_words(found or "") == to_words(wanted or "")


def _modified(taken: Taken, gold: Gold) -> bool | None:
    """Whether a later change was dated right; a page that tells of none may be said to have changed when it appeared.

    None where neither tells.
    """
    if gold.modified is None:
        return None if taken.modified in (None, gold.published) else False
    return taken.modified == gold.modified


def _row(manner: str, scores: Sequence[Score]) -> Row:
    right, taken, published = (sum(getattr(one, name) for one in scores) for name in ("right", "taken", "published"))
    return Row(
        manner=manner,
        pages=len(scores),
        precision=right / taken if taken else 1.0,
        recall=right / published if published else 1.0,
        f1=f1(right, taken, published),
        page_f1=statistics.fmean(f1(one.right, one.taken, one.published) for one in scores),
        dates=_count(one.dated for one in scores),
        modified=_count(one.modified for one in scores),
        titles=_count(one.titled for one in scores),
        authors=_count(one.authored for one in scores),
        outlets=_count(one.named for one in scores),
        agencies=_count(one.credited for one in scores),
        empty=_count(one.empty for one in scores),
        furniture=sum(len(one.furniture) for one in scores),
    )


def _count(answers: Iterable[bool | None]) -> tuple[int, int]:
    asked = [answer for answer in answers if answer is not None]
    return sum(asked), len(asked)
