"""What the head of a page tells: its title, its site, its author; and the headline among the parts.

Invariant: the headline that becomes text is made of letters of the page, with their places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from khabar.ingest.page.days import find_days
from khabar.ingest.page.languages import ARABIC, language_of
from khabar.ingest.page.letters import EMPTY, Line, cut, plain, to_line
from khabar.ingest.page.marks import ASIDE, BODY, COMMENT, TITLE
from khabar.ingest.page.parts import Part, keys_of
from khabar.ingest.page.source import Page
from khabar.ingest.page.structured import Thing, find_things

_TITLES: Final = ("og:title", "twitter:title", "title", "dc.title", "dcterms.title", "headline", "sailthru.title")
_SITES: Final = ("og:site_name", "application-name", "dc.publisher", "publisher", "al:ios:app_name", "twitter:site")
_AUTHORS: Final = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "twitter:creator")
_DESCRIPTIONS: Final = ("og:description", "description", "twitter:description", "dc.description")
_SPLIT: Final = re.compile(r"\s[|\u2013\u2014\u00bb\u00ab:\u2022-]{1,2}\s|\s?\|\s?|\s?\u00bb\s?|\s?\u00ab\s")
_TEXTUAL: Final = frozenset("h1 h2 h3 h4 p div span strong td a font header b center".split())
_LONGEST: Final = 40
_LEAD: Final = 12
_ABOVE: Final = 5
_NAMING: Final = 4
_BELOW: Final = 2.0


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What a page tells of itself. ``things`` as of JSON-LD; ``thing`` the one that tells of this article."""

    fields: dict[str, str]
    titles: tuple[str, ...]
    things: tuple[Thing, ...]
    site: str
    author: str
    address: str
    descriptions: tuple[str, ...]
    language: str

    def get(self, *names: str) -> str:
        """The first of these fields that is told."""
        return next((self.fields[name] for name in names if self.fields.get(name)), "")


def read_head(page: Page, address: str) -> Head:
    """What the page tells of itself, apart from its text.

    Args:
        page: The page.
        address: The address that served it, where known.
    """
    fields: dict[str, str] = {}
    for field in page.fields:
        fields.setdefault(field.name, plain(field.content[:20_000]))
    things = tuple(find_things(page))
    shown = [to_line(page.text, [(first, min(last, first + 2_000))]).text for first, last in page.titles[:1]]
    titles = [fields[name] for name in _TITLES if fields.get(name)]
    canonical = next((one.get("href", "") for one in page.links if "canonical" in one.get("rel", "").lower()), "")
    root = next((node for node in page.nodes if node.tag == "html"), None)
    said = [fields[name] for name in _DESCRIPTIONS if fields.get(name)]
    return Head(
        fields=fields,
        titles=tuple(dict.fromkeys(title for title in (*titles, *shown) if title)),
        things=things,
        site=next((fields[name] for name in _SITES if fields.get(name)), "").lstrip("@"),
        author=next((fields[name] for name in _AUTHORS if _is_name(fields.get(name, ""))), ""),
        address=plain(canonical) or fields.get("og:url", "") or address,
        descriptions=tuple(dict.fromkeys(said)),
        language=root.attributes.get("lang", "").lower() if root else "",
    )


def thing_of(head: Head, title: str) -> Thing | None:
    """The structured article that is this page's: by its headline, its address, or because it is the only one."""
    articles = [one for one in head.things if one.headline or one.published or one.body]
    if not articles:
        return None
    wanted = set(keys_of(title or (head.titles[0] if head.titles else "")))
    best = max(articles, key=lambda one: (_alike(wanted, one.headline), _same(one.address, head.address)))
    sure = _alike(wanted, best.headline) >= 0.5 or _same(best.address, head.address)
    if sure or not best.headline or not wanted:
        return best
    return best if len(articles) == 1 and not best.type.lower().startswith("web") else None


def find_title(parts: Sequence[Part], head: Head) -> Part | None:
    """The part that is the headline: what the head tells, where it stands largest; else the first heading."""
    told = _told_titles(head)
    before, whole = 0, sum(part.letters for part in parts if _says(part)) or 1
    best: tuple[float, Part] | None = None
    arabic = any(part.arabic and part.prose and language_of(part.text) == ARABIC for part in parts)
    for at, part in enumerate(parts):
        after = 1 - before / whole
        before += part.letters if _says(part) else 0
        if part.words > _LONGEST or not part.words or part.node.tag not in _TEXTUAL or part.node.hidden:
            continue
        agrees = max((_alike(words, part.text) for words in told), default=0.0)
        if part.words < 3 and agrees < 0.9:
            continue
        score = agrees * 4 + _standing(part) - min(at / 2_000, 0.5) - _BELOW * (1 - after)
        if score >= 2.0 and (best is None or score > best[0] + 0.01) and _is_ours(part, arabic):
            best = score, part
    return best[1] if best else _first_heading(parts)


def _told_titles(head: Head) -> list[set[str]]:
    """The words of each title that the page tells; not those that name the site, as a title element of few words."""
    site = set(keys_of(head.site))
    fields = [head.fields[name] for name in _TITLES if head.fields.get(name)]
    told = [set(keys_of(title)) for title in (*(one.headline for one in head.things[:8]), *fields)]
    shown = [set(keys_of(title)) for title in head.titles if title not in fields]
    told += [words for words in shown if len(words) >= _NAMING]
    return [words for words in told if words and not words <= site]


def _says(part: Part) -> bool:
    """Whether it is a sentence that readers see."""
    return part.prose and not part.heading and not part.node.hidden


def _is_ours(part: Part, arabic: bool) -> bool:
    """Whether it is in the language of the article, which is Arabic where the page has Arabic prose."""
    return not arabic or language_of(part.text) == ARABIC


def _first_heading(parts: Sequence[Part]) -> Part | None:
    """The first of the headings that much is said below; without any, a line above the first long paragraph."""
    below: list[tuple[int, Part]] = []
    long = None
    near = _LEAD
    for at, part in enumerate(parts):
        if part.heading and part.linked < 0.5 and not part.node.hidden and 4 <= part.words <= _LONGEST:
            if _is_ours(part, True):
                below.append((0, part))
                near = at + _LEAD
        elif _says(part) and part.words >= _LEAD and part.arabic and not part.role:
            long = at if long is None else long
            if below and at <= near:
                below[-1] = below[-1][0] + part.letters, below[-1][1]
                near = at + _LEAD
    most = max((letters for letters, _ in below), default=0)
    if most:
        return next(part for letters, part in below if letters >= most / 2)
    return (
        None if long is None else next((one for one in parts[max(long - _ABOVE, 0) : long] if _stands_alone(one)), None)
    )


def _stands_alone(part: Part) -> bool:
    """Whether a line that is no heading may be one: a few words, no link, no end of a sentence, no day."""
    plain_line = not part.role and part.linked < 0.2 and not part.node.hidden and not part.stopped
    return plain_line and 4 <= part.words <= 20 and _is_ours(part, True) and next(find_days(part.text), None) is None


def title_line(page: Page, title: Part | None, head: Head, thing: Thing | None) -> Line:
    """The headline's letters: as shown, else of the title element or a field of the head, without the site's name."""
    if title is not None:
        return title.line
    told = thing.headline if thing else ""
    for field in page.fields:
        if field.name in _TITLES[:2] and field.content.strip():
            line = to_line(page.text, [(field.first, field.first + min(len(field.content), 2_000))])
            return _without_site(line, head, told)
    for first, last in page.titles[:1]:
        return _without_site(to_line(page.text, [(first, min(last, first + 2_000))]), head, told)
    return EMPTY


def _without_site(line: Line, head: Head, told: str) -> Line:
    """The title without the names of site and section after it, or before."""
    site = set(keys_of(head.site))
    spans = []
    at = 0
    for match in _SPLIT.finditer(line.text):
        spans.append((at, match.start()))
        at = match.end()
    spans.append((at, len(line.text)))
    wanted = set(keys_of(told))

    def weight(span: tuple[int, int]) -> float:
        words = set(keys_of(line.text[slice(*span)]))
        return len(words & wanted) * 3 + len(words) - (100 if words and words <= site else 0)

    longest = max(spans, key=weight)
    return cut(line, *longest) if len(spans) > 1 else line


def _standing(part: Part) -> float:
    """How much like a headline a part stands."""
    tag = part.node.tag
    score = {"h1": 2.0, "h2": 1.2, "h3": 0.6}.get(tag, 0.0)
    marks, steps = part.node, 0
    inline = next((node for node in part.nodes if node.kind == TITLE), None)
    if inline is not None or part.node.kind == TITLE:
        score = max(score, 1.5) + 0.3
    while marks.parent is not None and steps < 40:
        if marks.kind in ASIDE:
            score -= 1.5 if marks.kind == COMMENT or not marks.weak else 0.4
            break
        if marks.kind == BODY:
            score -= 0.5
        marks, steps = marks.parent, steps + 1
    if part.linked > 0.9:
        score -= 0.8
    return score


def _alike(words: set[str], said: str) -> float:
    """How much of two titles is the same: words in common over the longer, nearly all where one holds the other."""
    others = set(keys_of(said))
    if not words or not others:
        return 0.0
    common = len(words & others)
    longer, shorter = max(len(words), len(others)), min(len(words), len(others))
    within = 0.9 if common == shorter and shorter >= 4 else 0.0
    return max(common / longer, within)


def _same(one: str, other: str) -> bool:
    """Whether two addresses are the same page, scheme and slash aside."""
    strip = re.compile(r"^https?://(?:www\.)?|[/?#]+$")
    a, b = strip.sub("", one.partition("#")[0]), strip.sub("", other.partition("#")[0])
    return bool(a) and a == b


def _is_name(said: str) -> bool:
    return bool(said) and not said.startswith(("http", "@", "/")) and len(said) < 120
