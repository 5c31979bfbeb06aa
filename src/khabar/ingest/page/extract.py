"""The article of a page: its text, what was told with it, and how it was taken out.

Invariant: every letter of the text is a letter of the page, with its bytes; the lines are parted by line breaks and
nothing else is put in. A page without an article is refused, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from khabar.errors import InputError
from khabar.ingest import reasons
from khabar.ingest.item import Extracted, Item
from khabar.ingest.limits import LIMITS, Limits
from khabar.ingest.page import asides, vote
from khabar.ingest.page.body import Body, choose
from khabar.ingest.page.charset import Decoded, decode_page
from khabar.ingest.page.credit import Credits, find_credits
from khabar.ingest.page.dated import Days, Near, find_told
from khabar.ingest.page.head import Head, find_title, read_head, thing_of, title_line
from khabar.ingest.page.languages import count_words
from khabar.ingest.page.letters import Line
from khabar.ingest.page.marks import ASIDE, COMMENT, LEAD, RELATED
from khabar.ingest.page.parts import HEADINGS, Part, give_roles, read_parts
from khabar.ingest.page.refusing import check
from khabar.ingest.page.scripts import find_hidden_article
from khabar.ingest.page.source import MAX_DEPTH, Node, Page, read_source
from khabar.ingest.page.structured import Thing
from khabar.model.article import Article, Aside, Run, Told
from khabar.version import __version__

HTML = "text/html"
_ABOVE = 10
_BELOW = 8
_WHOLE: Final = re.compile(rb"<(?:!doctype|html|head|body)[\s>]", re.IGNORECASE)


class Reading:
    """A page while it is read."""

    def __init__(self, item: Item, decoded: Decoded) -> None:
        self.item = item
        self.decoded = decoded
        self.page: Page = read_source(decoded.text)
        self.parts: list[Part] = read_parts(self.page)
        self.head: Head = read_head(self.page, item.told.address)
        self.title = find_title(self.parts, self.head)
        self.thing: Thing | None = thing_of(self.head, self.title.text if self.title else "")
        self.notes: list[str] = list(decoded.notes)
        self.by = [f"khabar {__version__}"]
        self.body = Body()

    def read(self) -> None:
        """Choose the article's parts."""
        give_roles(self.page, self.parts, self.title)
        self._vote()
        told = [*self.head.descriptions, self.thing.description if self.thing else ""]
        self.body = choose(self.page, self.parts, self.title, [one for one in told if one])
        self.notes += self.body.notes
        self._look_in_scripts()
        if self.page.cut:
            self.notes.append("a page larger than is looked at; its end was not read")

    def _look_in_scripts(self) -> None:
        """Take the article from the page's scripts where the page shows much less of it."""
        title = self.title.text if self.title is not None else (self.thing.headline if self.thing else "")
        found = find_hidden_article(self.page, title, self.body.paragraphs)
        if found:
            shown = sum(part.words for part in self.body.paragraphs)
            self.body.paragraphs = found
            self.body.core = None
            words = sum(part.words for part in found)
            self.notes.append(f"the page shows {shown} words of the article; {words} taken from its scripts")

    def _vote(self) -> None:
        if self.thing is not None and self.thing.body:
            vote.give_votes(self.parts, self.thing.body, "told")
        small = len(self.page.text) <= vote.MAX_LETTERS and len(self.page.nodes) <= vote.MAX_TAGS and not self.page.fat
        if small and max(node.depth for node in self.page.nodes) <= min(vote.MAX_DEPTH, MAX_DEPTH):
            vote.give_votes(self.parts, vote.ask(self.page.text), "vote")
            self.by.append(vote.NAME)
        else:
            self.notes.append("too large or too deep a page for trafilatura; read by our own rules alone")

    def near(self) -> Near:
        """Where the page may say who wrote the article, and when."""
        body, core = self.body.paragraphs, self.body.core
        taken = set(map(id, body))
        start = self.title.first if self.title is not None else 0
        told = [part for part in body if core is not None and core.first <= part.first and part.prose]
        first = next((part for part in told if not _leads(part)), told[0] if told else None)
        end = first.first if first is not None else body[0].first
        at = self.parts.index(self.title) if self.title is not None else 0
        above: list[Part] = []
        links = 0
        for part in reversed(self.parts[max(at - _ABOVE, 0) : at]):
            links += part.linked >= 0.5
            if links > 1 or part.role in ASIDE:
                break
            above.insert(0, part)
        between = [
            part for part in self.parts[at:] if part.first < end and id(part) not in taken and part is not self.title
        ]
        below: list[Part] = []
        shown = body[-1] in self.parts
        for part in self.parts[self.parts.index(body[-1]) + 1 :][:_BELOW] if shown else []:
            if part.role in (RELATED, COMMENT) or part.heading:
                break
            below.append(part)
        home = _home(self.title or body[0], core)
        return Near(above, between[:60], below, start, end, home, first, body[-1].last)


def _leads(part: Part) -> bool:
    """Whether it is a lead by its element; the line of date may stand below it."""
    return part.kind == LEAD or part.node.tag in HEADINGS


def _home(part: Part, core: Node | None) -> Node | None:
    """The element around the article: its own, if it has one, else the text's."""
    node: Node | None = part.node
    steps = 0
    while node is not None and steps < 64:
        if node.tag in ("article", "main") and (core is None or node.first <= core.first < node.last):
            return node
        node, steps = node.parent, steps + 1
    return core


def extract(item: Item, limits: Limits = LIMITS) -> Extracted:
    """The article in a page.

    Args:
        item: The page's bytes as found.
        limits: How much of it is looked at.

    Raises:
        InputError: no letters, no article, or none in Arabic. The message names no file.
    """
    reading = Reading(item, decode_page(item.raw, item.charset))
    reading.read()
    fragment = item.told.member != "" and _WHOLE.search(item.raw) is None
    check(reading.parts, reading.body, reading.head, reading.thing, fragment=fragment)
    return _extracted(reading, limits)


def _extracted(reading: Reading, limits: Limits) -> Extracted:
    near = reading.near()
    site = reading.head.site or (reading.thing.publisher if reading.thing else "") or reading.item.told.site
    around = [*near.above, *near.between, *near.below]
    credits = find_credits(reading.head, reading.thing, around, reading.body.paragraphs, site)
    told = reading.item.told
    days = find_told(reading.page, reading.head, reading.thing, near, fed=told.published, fetched=told.fetched)
    title = title_line(reading.page, reading.title, reading.head, reading.thing)
    lines = _lines(title, credits, reading.body.paragraphs, limits.letters)
    kept = set(map(id, reading.body.paragraphs)) | {id(reading.title), id(credits.line)}
    set_apart = asides.gather([part for part in reading.parts if id(part) not in kept])
    text, runs, blocks = _mapped(reading.decoded, lines, set_apart)
    article = Article(
        by="; ".join(reading.by),
        media=HTML,
        charset=reading.decoded.charset,
        runs=runs,
        asides=blocks,
        words=count_words(part.text for part in reading.parts),
        notes=(*reading.notes, *days.notes),
    )
    return Extracted(text=text, told=_told(reading, days, credits, title, site), article=article)


def _told(reading: Reading, days: Days, credits: Credits, title: Line, site: str) -> Told:
    told = reading.item.told
    return Told(
        address=told.address or reading.head.address,
        site=site,
        handle=told.handle,
        title=title.text or told.title,
        author=credits.author or told.author,
        agency=credits.agency or told.agency,
        outlet=told.outlet,
        published=days.published,
        modified=days.modified,
        days=(*told.days, *days.evidence),
        fetched=told.fetched,
        container=told.container,
        member=told.member,
        record=told.record,
    )


def _lines(title: Line, credits: Credits, body: Sequence[Part], limit: int) -> list[Line | None]:
    """The lines of the text; None is an empty one."""
    lines: list[Line | None] = [title, None] if title.text else []
    if credits.line is not None and not any(part is credits.line for part in body):
        lines.append(credits.line.line)
    length = 0
    for part in body:
        length += len(part.text) + 1
        if length > limit:
            raise InputError(f"an article of more than {limit} letters; no article is", reason=reasons.TOO_LARGE)
        lines.append(part.line)
    return lines


def _mapped(
    decoded: Decoded, lines: Sequence[Line | None], set_apart: Sequence[asides.Apart]
) -> tuple[str, tuple[Run, ...], tuple[Aside, ...]]:
    """The text, its runs, and the blocks that were set apart, with the bytes of each."""
    spans = [place for line in lines if line is not None for place in line.places]
    offsets = [at for place in spans for at in (place.first, place.last)]
    offsets += [at for apart in set_apart for at in (apart.first, apart.last)]
    bytes_of = decoded.bytes_at(offsets)
    runs: list[Run] = []
    start = 0
    for line in lines:
        if line is not None:
            runs += [
                Run(start + place.start, start + place.end, bytes_of[place.first], bytes_of[place.last])
                for place in line.places
            ]
            start += len(line.text)
        start += 1
    text = "\n".join(line.text if line is not None else "" for line in lines)
    return text, tuple(runs), tuple(asides.to_aside(apart, bytes_of) for apart in set_apart)
