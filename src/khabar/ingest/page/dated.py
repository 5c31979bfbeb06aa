"""On which day the article appeared, and when it was changed: everything the page tells, weighed.

Invariant: each day keeps the letters that tell it; the day is that of the outlet's own zone where the page shows it.
What stands in furniture, in the page's header or in another article tells nothing of this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

import msgspec

from khabar.ingest.page.days import find_days, read_day
from khabar.ingest.page.head import Head
from khabar.ingest.page.letters import plain
from khabar.ingest.page.marks import CAPTION, COMMENT, DATE, FURNITURE, HIDDEN, RELATED, SHARE
from khabar.ingest.page.parts import Part
from khabar.ingest.page.source import Node, Page
from khabar.ingest.page.structured import Thing
from khabar.ingest.page.words import page_words
from khabar.model.article import ToldDay
from khabar.text.letters import fold

PUBLISHED, MODIFIED = "published", "modified"
_GRAPH: Final = {
    PUBLISHED: ("article:published_time", "og:published_time", "og:article:published_time", "article:published"),
    MODIFIED: ("article:modified_time", "og:updated_time", "og:article:modified_time", "article:modified"),
}
_META: Final = {
    PUBLISHED: (
        "datepublished", "date", "pubdate", "publishdate", "publish_date", "publish-date", "publicationdate",
        "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date",
        "dcterms.issued", "article.published", "published_at", "cxenseparse:recs:publishtime", "rnews:datepublished",
        "dc.date.created", "datecreated", "article_date_original", "created", "publish_time", "pub_date", "uploaddate",
    ),
    MODIFIED: (
        "datemodified", "last-modified", "lastmod", "revised", "dcterms.modified", "dc.date.modified",
        "article.updated", "moddate", "modified", "updated", "updated_at", "last_modified",
    ),
}  # fmt: skip
_ADDRESS: Final = (
    re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/_.?#-]|$)"),
    re.compile(r"[/_=-]((?:19|20)\d\d)(\d\d)(\d\d)(?=[/_.?#&-]|$)"),
    re.compile(r"/(\d\d?)[/-](\d\d?)[/-]((?:19|20)\d\d)(?=[/_.?#-]|$)"),
)
_WEIGHTS: Final = {"json-ld": 3.0, "opengraph": 3.0, "meta": 2.5, "time": 3.0, "line": 3.0, "address": 2.0, "feed": 2.0,
                   "hijri": 1.5}  # fmt: skip
_MACHINE: Final = ("json-ld", "opengraph", "meta")
_AGAIN: Final = 0.3
_UNLABELLED: Final = 0.5
_UNSEEN: Final = 0.6
_UTC: Final = re.compile(r"T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?\s?(?:Z|\+00:?00)$")
_ZONES: Final = range(-1, 6)
_WORDS: Final = 24
_UNDER: Final = 1_500
_DATELINE: Final = 90
_BREAK: Final = re.compile(r"\s*(?:[(\[/\u2013\u2014:-]|\u0647\w?\s)")


class Near(NamedTuple):
    """Where a page may say when its article appeared: parts above the headline, between it and the text, below it.

    ``start`` and ``end`` are the offsets of the headline and of the text's beginning; ``home`` the element around the
    article; ``first`` its first paragraph; ``below_text`` where its text ends.
    """

    above: list[Part]
    between: list[Part]
    below: list[Part]
    start: int
    end: int
    home: Node | None
    first: Part | None
    below_text: int


class Days(msgspec.Struct, frozen=True, kw_only=True):
    """What was found. ``evidence`` in order of the page; ``published`` and ``modified`` the best of it."""

    evidence: tuple[ToldDay, ...] = ()
    published: str | None = None
    modified: str | None = None
    notes: tuple[str, ...] = ()


class _Told(msgspec.Struct, frozen=True, kw_only=True):
    day: ToldDay
    weight: float
    instant: datetime | None = None


def find_told(page: Page, head: Head, thing: Thing | None, near: Near, *, fed: str | None, fetched: str) -> Days:
    """All days that a page tells of its article, and the best of them.

    Args:
        page: The page.
        head: What it tells of itself.
        thing: The structured article that is this page's.
        near: The parts in which a line of date may stand.
        fed: The day that a feed told.
        fetched: When the page was fetched, ISO; later days are not believed.
    """
    found = [*_of_machines(head, thing), *_of_times(page, near), *_of_lines(near)]
    found += _of_address(head.address)
    if fed:
        found.append(_make(fed, PUBLISHED, "feed", fed, 2.0))
    kept = [one for one in found if not fetched or one.day.day <= _day_after(fetched)]
    published, why = _best(kept, PUBLISHED)
    modified, _ = _best(kept, MODIFIED)
    notes = [*why]
    if len(kept) < len(found):
        notes.append("days after the page was fetched are not believed")
    if published is None and modified is not None:
        published = modified
        notes.append("only a day of change is told; it is taken for the day of publication")
    if published and modified and modified < published:
        modified = None
    return Days(
        evidence=tuple(dict.fromkeys(one.day for one in kept)),
        published=published,
        modified=modified,
        notes=tuple(notes),
    )


def _make(day: str, of: str, by: str, said: str, weight: float = 0.0) -> _Told:
    told = ToldDay(day=day, of=of, by=by, said=said[:120])
    return _Told(day=told, weight=weight or _WEIGHTS[by], instant=_instant(said))


def _instant(said: str) -> datetime | None:
    if not _UTC.search(said.strip()):
        return None
    try:
        return datetime.fromisoformat(said.strip().replace("Z", "+00:00").replace(" +", "+"))
    except ValueError:
        return None


def _of_machines(head: Head, thing: Thing | None) -> Iterator[_Told]:
    if thing is not None:
        for of, said in ((PUBLISHED, thing.published), (MODIFIED, thing.modified)):
            day = read_day(said) if said else None
            if day:
                yield _make(day, of, "json-ld", said)
    for by, names in (("opengraph", _GRAPH), ("meta", _META)):
        for of in (PUBLISHED, MODIFIED):
            for name in names[of]:
                said = head.fields.get(name, "")
                day = read_day(said) if said else None
                if day:
                    yield _make(day, of, by, said)
                    break


def _of_times(page: Page, near: Near) -> Iterator[_Told]:
    """``time`` elements near the headline or in the article's own element."""
    start, end = near.start, near.end
    for node in page.times[:400]:
        beside = start - 1_500 <= node.first <= end + 200
        inside = near.home is not None and near.home.first <= node.first < near.home.last
        below = near.below_text <= node.first < near.below_text + _UNDER
        if not (beside or inside or below) or node.role in (RELATED, COMMENT, CAPTION, HIDDEN):
            continue
        said = node.attributes.get("datetime", "") or _inner(page, node)
        day = read_day(said) or read_day(_inner(page, node))
        if day:
            labels = " ".join(node.attributes.get(name, "") for name in ("itemprop", "class", "pubdate")).lower()
            changed = "modif" in labels or "updat" in labels or _label_before(page, node) == MODIFIED
            first = beside and not (near.first is not None and node.first > near.first.first)
            weight = 3.0 if first or "publish" in labels or "pubdate" in labels else 0.6
            weight *= _UNLABELLED if node.role == FURNITURE else 1.0
            yield _make(day, MODIFIED if changed else PUBLISHED, "time", said, weight)


def _inner(page: Page, node: Node) -> str:
    return plain(re.sub(r"<[^>]*>", " ", page.text[node.first : min(node.last, node.first + 600)]))


def _label_before(page: Page, node: Node) -> str:
    """What the words just before an element say that its day is of."""
    before = page.text[max(node.first - 120, 0) : node.first]
    return _label(plain(re.sub(r"<[^>]*>", " ", before.partition(">")[2] or before))[-30:])


def _of_lines(near: Near) -> Iterator[_Told]:
    """Lines of date: between the headline and the text; just above the headline; with a label just below the text."""
    for part in near.between:
        yield from _of_line(part, 1.0)
    for part in near.above:
        yield from _of_line(part, 0.6)
    dated = [part for part in near.below if part.words <= _WORDS and next(find_days(part.text), None) is not None]
    if len(dated) <= 2:
        for part in dated:
            yield from _of_line(part, 0.5, labelled=True)
    if near.first is not None:
        for found in find_days(near.first.text[:_DATELINE]):
            after = near.first.text[found.end : found.end + 30]
            if _BREAK.match(after):
                said = near.first.text[found.start : found.end]
                yield _make(found.day, PUBLISHED, "hijri" if found.hijri else "line", said, 1.2)
            break


def _of_line(part: Part, trust: float, *, labelled: bool = False) -> Iterator[_Told]:
    if part.words > _WORDS or part.role not in ("", FURNITURE, SHARE, HIDDEN):
        return
    trust *= _UNSEEN if part.role == HIDDEN else 1.0
    label = ""
    for found in find_days(part.text):
        before = part.text[: found.start]
        label = _label(before) or label
        if _of_something_else(before) or (labelled and not label and part.node.kind != DATE):
            continue
        weight = 3.0 if label or DATE in (part.kind, *(node.kind for node in part.nodes)) else 2.6
        weight = 1.5 if found.hijri else weight
        of = MODIFIED if label == MODIFIED else PUBLISHED
        said = part.text[found.start : found.end]
        yield _make(found.day, of, "hijri" if found.hijri else "line", said, weight * trust)


def _of_address(address: str) -> Iterator[_Told]:
    for number, pattern in enumerate(_ADDRESS):
        match = pattern.search(address[:2_000])
        if match:
            year, month, day = match.groups() if number < 2 else reversed(match.groups())
            told = read_day(f"{year}-{int(month):02}-{int(day):02}")
            if told:
                yield _make(told, PUBLISHED, "address", match[0])
                return


def _best(found: Sequence[_Told], of: str) -> tuple[str | None, list[str]]:
    """The day that most speaks for. What machines are told comes from one field, so that it counts hardly twice."""
    told = [one for one in found if one.day.of == of]
    if not told:
        return None, []
    days = list(dict.fromkeys(one.day.day for one in told))
    changed = {one.day.day for one in found if one.day.of == MODIFIED}
    scores = {day: _score([one for one in told if _tells(one, day)], day, changed, of) for day in days}
    best = max(days, key=lambda day: (scores[day], -days.index(day)))
    others = [day for day in days if day != best]
    notes = []
    if others:
        by = {day: ", ".join(dict.fromkeys(one.day.by for one in told if one.day.day == day)) for day in days}
        notes.append(f"{of} {best} ({by[best]}), not " + ", ".join(f"{day} ({by[day]})" for day in others[:4]))
    return best, notes


def _score(told: Sequence[_Told], day: str, changed: set[str], of: str) -> float:
    machines = sorted((one.weight for one in told if one.day.by in _MACHINE), reverse=True)
    others: dict[str, float] = {}
    for one in told:
        if one.day.by not in _MACHINE:
            others[one.day.by] = max(others.get(one.day.by, 0.0), one.weight)
    machine = machines[0] + _AGAIN * (len(machines) - 1) if machines else 0.0
    if of == PUBLISHED and machines and day in changed and not others:
        machine -= 0.8
    exact = 0.1 * sum(one.day.day == day for one in told)
    shown = 0.5 if others.keys() & {"line", "time"} and any(one.day.day == day for one in told) else 0.0
    return machine + sum(others.values()) + exact + shown


def _tells(one: _Told, day: str) -> bool:
    """Whether it tells that day: a time in UTC tells the day that it was in a zone where Arabic is printed."""
    if one.day.day == day:
        return True
    if one.instant is None:
        return False
    return any((one.instant + timedelta(hours=zone)).date().isoformat() == day for zone in _ZONES)


def _day_after(fetched: str) -> str:
    try:
        return (date.fromisoformat(fetched[:10]) + timedelta(days=1)).isoformat()
    except ValueError:
        return "9999-12-31"


def _label(before: str) -> str:
    """What a line says that the day after it is of: the label nearest to it."""
    folded = fold(before[-80:])
    best, at = "", -1
    for name, forms in _labels().items():
        for form in forms:
            found = folded.rfind(form)
            if found >= 0 and (found + len(form), len(form)) > (at, 0):
                best, at = name, found + len(form)
    return best


def _of_something_else(before: str) -> bool:
    folded = _ago().sub(" ", fold(before[-60:]))
    return any(form in folded for form in _others())


@lru_cache(maxsize=1)
def _labels() -> dict[str, tuple[str, ...]]:
    return {
        name: tuple(fold(form) for word in page_words() if word.class_ == name for form in word.forms)
        for name in (PUBLISHED, MODIFIED)
    }


@lru_cache(maxsize=1)
def _ago() -> re.Pattern[str]:
    """How long ago, in words and a number: it may stand before the day itself."""
    forms = (re.escape(fold(form)) for word in page_words() if word.class_ == "ago" for form in word.forms)
    return re.compile(rf"\b(?:{'|'.join(forms)})\s\d{{1,4}}\s\w+")


@lru_cache(maxsize=1)
def _others() -> tuple[str, ...]:
    return tuple(
        fold(form) for word in page_words() if word.class_ == "other_day" for form in word.forms
        if len(form) > 1 and word.id
    )  # fmt: skip
