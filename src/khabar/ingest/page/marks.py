"""What the mark-up of an element says that it is: its tag, its role, the words of its class and id.

Invariant: a pure function of one element; a word of a class is data (`packs/pages`). What an element turns out to hold
may still speak against it: see `khabar.ingest.page.roles`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from khabar.ingest.page.source import Node
from khabar.ingest.page.words import page_words

COMMENT, RELATED, SHARE, CAPTION = "comment", "related", "share", "caption"
FURNITURE, HIDDEN, BODY, LEAD = "furniture", "hidden", "body", "lead"
TITLE, DATE, CREDIT, LIVE, FOREIGN = "title", "date", "credit", "live", "foreign"
ASIDE: Final = frozenset({COMMENT, RELATED, SHARE, CAPTION, FURNITURE, HIDDEN})
_FIRST: Final = (HIDDEN, COMMENT, RELATED, SHARE, CAPTION, FURNITURE, BODY, LIVE, LEAD, TITLE, DATE, CREDIT)
_TAGS: Final = {
    "nav": FURNITURE, "footer": FURNITURE, "button": FURNITURE, "dialog": FURNITURE, "menu": FURNITURE,
    "figcaption": CAPTION, "figure": CAPTION, "amp-sidebar": FURNITURE, "amp-consent": FURNITURE,
    "amp-user-notification": FURNITURE, "amp-ad": FURNITURE, "marquee": RELATED, "h1": TITLE, "time": DATE,
    "address": CREDIT, "amp-story": FURNITURE, "amp-next-page": RELATED, "amp-list": RELATED, "fieldset": FURNITURE,
}  # fmt: skip
_WEAK_TAGS: Final = {"aside": RELATED, "form": FURNITURE, "label": FURNITURE, "header": FURNITURE, "details": FURNITURE}
_ROLES: Final = {
    "navigation": FURNITURE, "banner": FURNITURE, "contentinfo": FURNITURE, "search": FURNITURE, "dialog": FURNITURE,
    "alertdialog": FURNITURE, "complementary": RELATED, "menu": FURNITURE, "menubar": FURNITURE, "toolbar": SHARE,
    "tablist": FURNITURE, "button": FURNITURE, "tooltip": FURNITURE,
}  # fmt: skip
_PROPERTIES: Final = {
    "articlebody": BODY, "headline": TITLE, "datepublished": DATE, "datemodified": DATE, "author": CREDIT,
    "caption": CAPTION, "comment": COMMENT, "keywords": FURNITURE, "breadcrumb": FURNITURE, "description": LEAD,
}  # fmt: skip
_NAMING: Final = ("class", "id", "data-component", "data-testid", "data-e2e", "data-hook", "data-qa")
_WEAK_ROLES: Final = frozenset({"banner", "complementary"})
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PARTS: Final = re.compile(r"[^A-Za-z]+")
_DENYING: Final = frozenset("has no with without not hide remove js single is can".split())
_ABOUT: Final = ("category-", "tag-", "type-", "post_tag-", "status-", "format-", "term-", "postid-", "wp-block-group")
_BREAKPOINT: Final = re.compile(r"(?:sm|md|lg|xl|2xl):|d-(?:sm|md|lg|xl|xxl)-|visible-")
_GONE: Final = frozenset({"hidden", "hide", "d-none", "invisible", "is-hidden", "uk-hidden", "dn", "none", "noshow"})


class Mark(NamedTuple):
    """What an element says that it is. ``weak``: not where it holds most of the page's prose."""

    kind: str
    weak: bool = False


NOTHING: Final = Mark("")


def mark_of(node: Node) -> Mark:
    """What an element's mark-up says that it is; an empty kind where it says nothing."""
    attributes = node.attributes
    if attributes or "-" in node.tag:
        prop = _PROPERTIES.get(attributes.get("itemprop", "").lower().partition(" ")[0])
        if prop and not (prop == CREDIT and node.tag == "a"):
            return Mark(prop)
        names = " ".join(part for part in (node.tag if "-" in node.tag else "", *map(attributes.get, _NAMING)) if part)
        if names and node.tag not in ("body", "html"):
            found = mark_of_names(names[:400])
            if found.kind:
                return found
        named = mark_of_names(attributes.get("aria-labelledby", "")[:400])
        if named.kind not in ("", BODY, TITLE):
            return Mark(named.kind, True)
        role = attributes.get("role", "").lower()
        if role in _ROLES:
            return Mark(_ROLES[role], role in _WEAK_ROLES or node.tag in ("a", "main", "body"))
    if node.tag in _TAGS:
        return Mark(_TAGS[node.tag])
    return Mark(_WEAK_TAGS[node.tag], True) if node.tag in _WEAK_TAGS else NOTHING


@lru_cache(maxsize=8192)
def mark_of_names(names: str) -> Mark:
    """What the words of class and id attributes say."""
    tokens = [token for token in names.split() if not token.startswith(_ABOUT)]
    if not _GONE.isdisjoint(tokens) and not any(_BREAKPOINT.match(token) for token in tokens):
        return Mark(HIDDEN, True)
    spoken = "".join(f"^ {words} |" for token in tokens if (words := _words(token)))
    if not spoken:
        return NOTHING
    strong, weak = _patterns()
    found = [kind for kind, pattern in strong if pattern.search(spoken)]
    weakly = [kind for kind, pattern in weak if pattern.search(spoken)]
    for kind in _FIRST:
        if kind in found:
            return Mark(kind)
        if kind in weakly:
            return Mark(kind, True)
    return NOTHING


def _words(token: str) -> str:
    words = [word.lower() for word in _PARTS.split(_CAMEL.sub(" ", token)) if word]
    return "" if words and words[0] in _DENYING and len(words) > 1 else " ".join(words)


@lru_cache(maxsize=1)
def _patterns() -> tuple[list[tuple[str, re.Pattern[str]]], list[tuple[str, re.Pattern[str]]]]:
    """A pattern of each kind, the strong and the weak."""
    made: dict[str, list[tuple[str, re.Pattern[str]]]] = {"markup": [], "markup_weak": []}
    for entry in page_words():
        if entry.class_ in made:
            forms = "|".join(sorted((_pattern(form) for form in entry.forms), key=len, reverse=True))
            made[entry.class_].append((entry.kind, re.compile(f"(?<= )(?:{forms})(?= )")))
    return made["markup"], made["markup_weak"]


def _pattern(form: str) -> str:
    """A form as an expression: a star leaves its end open, a caret holds it to the beginning of a token."""
    body = " ?".join(map(re.escape, form.strip("^*").split()))
    return ("(?<=\\^ )" if form.startswith("^") else "") + body + ("[a-z]*" if form.endswith("*") else "")
