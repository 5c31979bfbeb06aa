"""Whether a page holds an article at all, and if not, what it is.

Invariant: a refusal says what the page holds instead; a page is refused for what it lacks, never for its topic.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from khabar.errors import InputError
from khabar.ingest import reasons
from khabar.ingest.page.body import Body
from khabar.ingest.page.days import find_days
from khabar.ingest.page.head import Head
from khabar.ingest.page.languages import ARABIC, count_words
from khabar.ingest.page.marks import FOREIGN
from khabar.ingest.page.parts import Part
from khabar.ingest.page.structured import Thing
from khabar.ingest.page.words import page_words
from khabar.text.letters import fold_phrase

_FEW: Final = 8
_BARE: Final = 25
_BRIEF: Final = 15
_STUB: Final = 15
_LINKS: Final = 5


def check(parts: Sequence[Part], body: Body, head: Head, thing: Thing | None, *, fragment: bool = False) -> None:
    """Refuse a page that holds no Arabic article.

    Args:
        parts: All of the page.
        body: What was taken for the article.
        head: What its head tells.
        thing: What it tells of the article.
        fragment: Whether it is no page but a piece of markup, an article's by where it was found.

    Raises:
        InputError: with what it holds instead.
    """
    words = sum(part.words for part in body.paragraphs)
    counted = dict(count_words(part.text for part in parts))
    foreign = sum(part.words for part in parts if part.role == FOREIGN)
    if not counted.get(ARABIC) or (words < _BARE and foreign > 3 * max(words, 15)):
        told = ", ".join(f"{name} {count}" for name, count in counted.items()) or "none"
        raise InputError(f"no Arabic article in it (words: {told})", reason=reasons.NOT_ARABIC)
    wall = _wall(parts)
    sold = wall == "paywall" or (thing is not None and not thing.free)
    if sold and words < _STUB:
        raise _none("next to nothing of an article that is sold")
    article = _calls_itself_article(head, thing)
    dated = any(next(find_days(part.text), None) is not None for part in body.heads[:20])
    if words < (1 if fragment else _FEW if article else _BRIEF if dated else _BARE):
        raise _none(f"{wall} and no article" if wall else f"{words} words of prose")
    if not fragment and _is_list(parts, body, article):
        raise _none("a list of articles")


def _none(what: str) -> InputError:
    return InputError(f"no article in the page: {what}", reason=reasons.NO_ARTICLE)


def _calls_itself_article(head: Head, thing: Thing | None) -> bool:
    kinds = (head.get("og:type"), thing.type if thing else "")
    return any("article" in kind.lower() or "blogposting" in kind.lower() for kind in kinds)


def _wall(parts: Sequence[Part]) -> str:
    """What kind of wall stands before the page, by its words."""
    walls = [
        (entry.kind, fold_phrase(form)) for entry in page_words() if entry.class_ == "wall" for form in entry.forms
    ]
    found = ""
    for part in parts:
        if part.words <= 60 and not part.node.hidden:
            said = fold_phrase(part.text)
            kind = next((kind for kind, form in walls if form in said), "")
            if kind == "paywall":
                return kind
            found = found or kind
    return found


def _is_list(parts: Sequence[Part], body: Body, article: bool) -> bool:
    """Whether the text is teasers: as many headings that are links as paragraphs."""
    core = body.core
    if core is None or article:
        return False
    headings = sum(part.heading and part.linked > 0.8 and core.first <= part.first < core.last for part in parts)
    return headings >= _LINKS and headings * 1.5 >= len(body.paragraphs)
