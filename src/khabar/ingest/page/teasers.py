"""Teasers of other articles that stand among the paragraphs: a headline that is a link, and perhaps a line below it.

Invariant: one teaser alone is not told from a paragraph; two of one make are. Work is linear in the parts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from khabar.ingest.page.marks import BODY, LIVE, RELATED, TITLE
from khabar.ingest.page.parts import Part
from khabar.ingest.page.source import Node

_LEVELS: Final = 5
_LETTERS: Final = 700
_WORDS: Final = 45
_ROW: Final = 4
_HEADLINE: Final = 3
_LABEL: Final = 4
_ENOUGH: Final = 300
_CARDS: Final = 3
_CARD: Final = 300
_NOWHERE: Final = ("#", "javascript:", "mailto:", "tel:")
_NUMBERS: Final = re.compile(r"\S*\d\S*")


def set_teasers_apart(parts: Sequence[Part], title: Part | None) -> None:
    """Give parts that are teasers the role of related stories.

    Args:
        parts: Those after the headline.
        title: The headline: what holds it is no teaser.
    """
    items = _items(parts, title) | _ended(parts, title) | _cards(parts, title)
    for part in parts:
        if not part.role and _in_any(part.node, items):
            part.role, part.why = RELATED, "a teaser like its neighbours"
    _alternating(parts)


def _items(parts: Sequence[Part], title: Part | None) -> set[Node]:
    """Elements of one make under one parent, at least two, each of which begins with a link or a linked heading."""
    made: dict[tuple[int, str, str], dict[Node, None]] = defaultdict(dict)
    begun: set[Node] = set()
    for part in parts:
        linked = part.linked >= 0.8 and part.words >= _HEADLINE
        node: Node | None = part.node
        for _ in range(_LEVELS):
            if node is None or node.parent is None or node.letters > _LETTERS:
                break
            if node not in begun:
                small = part.words <= 4 or part.heading  # a label or a day before the headline
                if linked and not (title is not None and node.first <= title.first < node.last):
                    made[node.parent.index, node.tag, make_of(node)][node] = None
                if linked or not small:
                    begun.add(node)
            node = node.parent
    found: set[Node] = set()
    for (_, tag, name), nodes in made.items():
        if len(nodes) >= 2 and (name or tag in ("li", "article", "tr", "td", "dd")):
            found |= nodes.keys()
    return found


def _ended(parts: Sequence[Part], title: Part | None) -> set[Node]:
    """Elements of one make under one parent, at least two, each of which ends in a link that says the same.

    A link that leads nowhere else, as those that share or copy a post of a live page, is no such end.
    """
    made: dict[tuple[int, str, str, tuple[str, ...]], dict[Node, None]] = defaultdict(dict)
    ended: set[Node] = set()
    for part in reversed(parts):
        label = part.linked >= 0.8 and 0 < part.words <= _LABEL and _leads_on(part)
        node: Node | None = part.node
        for _ in range(_LEVELS):
            if node is None or node.parent is None or node.letters > _LETTERS or node in ended:
                break
            ended.add(node)
            if label and node.prose and not (title is not None and node.first <= title.first < node.last):
                made[node.parent.index, node.tag, make_of(node), part.keys][node] = None
            node = node.parent
    return {node for nodes in made.values() if len(nodes) >= 2 for node in nodes}


def _leads_on(part: Part) -> bool:
    """Whether the links of a line lead to another page, by their addresses."""
    leads = [node.anchor.attributes.get("href", "").strip().lower() for node in part.nodes if node.anchor]
    return bool(leads) and not any(not lead or lead.startswith(_NOWHERE) or "share" in lead for lead in leads)


def _cards(parts: Sequence[Part], title: Part | None) -> set[Node]:
    """Elements of one make, each a heading and a line below it, that are all of a block beside the article."""
    made: dict[tuple[Node, str, str], dict[Node, None]] = defaultdict(dict)
    whole = 0
    for part in parts:
        whole += part.letters if part.prose and not part.role else 0
        node = part.node.parent
        for _ in range(_LEVELS if part.heading and part.words >= _HEADLINE else 0):
            if node is None or node.parent is None or node.letters > _LETTERS:
                break
            if node.letters > part.letters:
                made[node.parent, node.tag, make_of(node)][node] = None
            node = node.parent
    found: set[Node] = set()
    for (parent, _, _), nodes in made.items():
        held = sum(node.letters for node in nodes)
        all_of_it = len(nodes) >= _CARDS and held >= 0.8 * parent.letters and held < _CARD * len(nodes)
        holds_title = title is not None and parent.first <= title.first < parent.last
        rest = whole - parent.prose
        if all_of_it and not holds_title and rest >= _ENOUGH and rest >= held / 2 and not _among(parent, BODY, LIVE):
            found |= nodes.keys()
    return found


def _among(node: Node | None, *kinds: str) -> bool:
    steps = 0
    while node is not None and steps < 64:
        if node.kind in kinds:
            return True
        node, steps = node.parent, steps + 1
    return False


def make_of(node: Node) -> str:
    """Its classes without the numbers that tell one from another."""
    return _NUMBERS.sub("", node.attributes.get("class", "")[:200])


def _in_any(node: Node | None, items: set[Node]) -> bool:
    for _ in range(_LEVELS + 3):
        if node is None:
            return False
        if node in items:
            return True
        node = node.parent
    return False


def _alternating(parts: Sequence[Part]) -> None:
    """Headline, line, headline, line, without an element around each."""
    at = 0
    while at < len(parts):
        end, pairs, headings = at, 0, 0
        while end + 1 < len(parts) and _headline(parts[end]) and _line(parts[end + 1]):
            headings += parts[end].heading
            end, pairs = end + 2, pairs + 1
        if pairs >= _ROW or headings >= 2:
            for part in parts[at:end]:
                part.role, part.why = RELATED, "one of a row of teasers"
            at = end
        else:
            at += 1


def _headline(part: Part) -> bool:
    return not part.role and part.linked >= 0.8 and part.words >= _HEADLINE and part.node.kind != TITLE


def _line(part: Part) -> bool:
    return not part.role and part.linked < 0.5 and 4 <= part.words <= _WORDS
