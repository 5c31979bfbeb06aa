"""The blocks of a page as lines of text, each with what its elements say that it is.

Invariant: the parts hold every letter of the page's text once, in the page's order. An element that calls itself
furniture is not believed where it holds the headline or nearly all that the page says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from khabar.ingest.page.letters import Line, to_line
from khabar.ingest.page.marks import ASIDE, BODY, COMMENT, FURNITURE, HIDDEN, SHARE, mark_of
from khabar.ingest.page.source import Block, Node, Page, Piece
from khabar.text.letters import fold

_WORD: Final = re.compile(r"\w+")
_ARABIC: Final = re.compile("[\u0620-\u064a\u0671-\u06d3\u06d5\ufb50-\ufdff\ufe70-\ufefc]")
_STOPS: Final = '.!?\u061f\u06d4\u2026\u00bb\u201d":'
_PROSE_WORDS: Final = 9
_SENTENCE: Final = 10
_ENOUGH: Final = 300
_MOST: Final = 0.4
_SPREAD: Final = 150
MAX_LETTERS: Final = 4 * 1024 * 1024
MAX_PARTS: Final = 40_000
HEADINGS: Final = frozenset("h1 h2 h3 h4 h5 h6".split())


class Part:
    """A line of the page. ``role`` is what it is where that is not the article; ``kind`` what its element says."""

    __slots__ = (
        "arabic",
        "keys",
        "kind",
        "language",
        "letters",
        "line",
        "linked",
        "node",
        "nodes",
        "role",
        "told",
        "vote",
        "why",
        "words",
    )  # fmt: skip

    def __init__(self, source: str, line: Line, block: Block, pieces: Sequence[Piece]) -> None:
        self.line = line
        self.node = block.node
        self.nodes = tuple(dict.fromkeys(piece.node for piece in pieces))
        self.keys = keys_of(line.text)
        self.words = len(self.keys)
        self.letters = max(len(line.text), 1)
        self.linked = _linked(source, pieces)
        self.arabic = len(_ARABIC.findall(line.text)) > self.letters / 4
        self.role = ""
        self.kind = ""
        self.language = ""
        self.vote = self.told = 0.0
        self.why = ""

    def __repr__(self) -> str:
        return f"Part({self.role or self.kind}, {self.line.text[:40]!r})"

    @property
    def text(self) -> str:
        """Its letters."""
        return self.line.text

    @property
    def first(self) -> int:
        """Where in the page it begins."""
        return self.line.places[0].first

    @property
    def last(self) -> int:
        """One past where in the page it ends."""
        return self.line.places[-1].last

    @property
    def prose(self) -> bool:
        """Whether it reads as a sentence and not as a list of links."""
        return self.words >= _PROSE_WORDS and self.linked < 0.5

    @property
    def stopped(self) -> bool:
        """Whether it ends as sentences do."""
        return self.text[-1:] in _STOPS

    @property
    def heading(self) -> bool:
        """Whether it is a heading by its tag, and no long sentence in large letters."""
        return self.node.tag in HEADINGS and not (self.words >= _SENTENCE and self.text.endswith("."))


def keys_of(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared: folded, without marks."""
    return tuple(word for word in _WORD.findall(fold(text)) if word)


def _linked(source: str, pieces: Sequence[Piece]) -> float:
    """Which share of the letters stands in links."""
    if not any(piece.node.link for piece in pieces):
        return 0.0
    counts = [(len(_WORD.findall(source, piece.first, piece.last)), piece.node.link) for piece in pieces]
    whole = sum(count for count, _ in counts)
    return sum(count for count, link in counts if link) / whole if whole else 1.0


def read_parts(page: Page) -> list[Part]:
    """The parts of a page, with the marks of their elements; roles are given by `give_roles`."""
    for node in page.nodes:
        mark = mark_of(node)
        node.kind, node.weak = mark.kind, mark.weak
    parts: list[Part] = []
    letters = 0
    for block in page.blocks:
        letters += sum(piece.last - piece.first for piece in block.pieces)
        if letters > MAX_LETTERS or len(parts) > MAX_PARTS:
            page.cut = True
            break
        for _, group in groupby(block.pieces, key=lambda piece: _own_role(piece.node, block.node)):
            pieces = list(group)
            line = to_line(page.text, [(piece.first, piece.last) for piece in pieces])
            if line.text:
                parts.append(Part(page.text, line, block, pieces))
    _count(page, parts)
    return parts


def _own_role(node: Node, block: Node) -> str:
    """What an inline element says of its letters that its block does not say."""
    steps = 0
    while node is not block and node.parent is not None and steps < 32:
        if node.kind in ASIDE and node.tag not in ("a", "b", "strong", "em", "i", "font"):
            return node.kind if node.kind != HIDDEN else f"{HIDDEN} {node.index}"
        if node.hidden and not block.hidden:
            return f"{HIDDEN} {node.index}"
        node, steps = node.parent, steps + 1
    return ""


def _count(page: Page, parts: Sequence[Part]) -> None:
    """Letters, letters in links, letters of prose, for each element with all that is in it."""
    for part in parts:
        node = part.nodes[0] if len(part.nodes) == 1 else part.node
        node.letters += part.letters
        node.linked += int(part.linked * part.letters)
        if part.prose and not node.hidden:
            node.prose += part.letters
    for node in reversed(page.nodes):
        if node.parent is not None:
            node.parent.letters += node.letters
            node.parent.linked += node.linked
            node.parent.prose += node.prose


def give_roles(page: Page, parts: Sequence[Part], title: Part | None, *, trust_hidden: bool = True) -> None:
    """Say of each part whether an element around it sets it apart from the article.

    Args:
        page: The page that `parts` were read from.
        parts: All of them.
        title: The headline, if it is shown.
        trust_hidden: Whether what is hidden stays out.
    """
    whole = page.nodes[0].prose
    at = title.first if title else -1
    common = _common(page, whole)
    for node in page.nodes:
        node.role = node.parent.role if node.parent is not None else ""
        if node.role in ASIDE:
            continue
        if node.hidden and trust_hidden and not (node.first <= at < node.last):
            node.role = HIDDEN
        elif node.kind in ASIDE and not _doubted(node, at, whole) and _dress(node) not in common:
            if node.kind != HIDDEN or trust_hidden:
                node.role = node.kind
        elif node.kind and node.kind not in ASIDE:
            node.role = node.kind
    for part in parts:
        roles = [node.role for node in part.nodes]
        part.role = roles[0] if roles[0] in ASIDE and all(role in ASIDE for role in roles) else ""
        part.kind = roles[0] if len(roles) == 1 else part.node.role


def _common(page: Page, whole: int) -> set[str]:
    """Classes of elements that call themselves tools or furniture and together hold much of what the page says.

    Such a name dresses letters (a size of font); it does not say what they are.
    """
    held: dict[str, int] = {}
    for node in page.nodes:
        if node.kind in (SHARE, FURNITURE) and _dress(node.parent) != _dress(node):
            held[_dress(node)] = held.get(_dress(node), 0) + node.prose
    return {name for name, prose in held.items() if name and prose >= _SPREAD and prose > _MOST * whole}


def _dress(node: Node | None) -> str:
    return node.attributes.get("class", "")[:200] if node is not None else ""


def _doubted(node: Node, title: int, whole: int) -> bool:
    """Whether an element that calls itself furniture holds too much of the page to be that."""
    if node.first <= title < node.last:
        return True
    rest = whole - node.prose
    if node.weak and node.prose >= _ENOUGH and node.prose > _MOST * whole:
        return True
    return node.kind != COMMENT and node.prose >= _ENOUGH and rest < _ENOUGH


def within(node: Node | None, kind: str = "", *, tag: str = "") -> Node | None:
    """The nearest element around that bears a mark, or else has a tag, at most 64 steps up."""
    steps = 0
    while node is not None and steps < 64:
        if (node.kind == kind) if kind else (node.tag == tag):
            return node
        node, steps = node.parent, steps + 1
    return None


def body_of(part: Part) -> Node | None:
    """The element around a part that calls itself the body of an article."""
    return within(part.node, BODY)
