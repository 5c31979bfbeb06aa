"""Our own reading of a page's mark-up: which letters are text, in which element they stand, where in the page.

Invariant: every offset counts letters of the decoded page; scripts are never run; work grows with the page's length,
and the constants below bound what a page can ask for beyond that. Elements are closed as browsers close them, as far
as the order of text and its containers depends on it.
"""

from __future__ import annotations

import itertools
import re
from typing import Final, NamedTuple

MAX_TAGS: Final = 300_000
MAX_DEPTH: Final = 250
MAX_ATTRIBUTES: Final = 64
_FAT: Final = 1_000
_STEPS: Final = 4_000_000
_RETRIES: Final = 64 * 1024 * 1024
_INLINE_STEPS: Final = 24
_LINK: Final = 500

INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark meter nobr output picture q "
    "rp rt ruby s samp small span strike strong sub sup svg time tt u var wbr o:p st1:place".split()
)
_VOID: Final = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_RAW: Final = frozenset("script style textarea title iframe noembed noframes xmp".split())
SKIPPED: Final = frozenset(
    "script style textarea title iframe noembed noframes template svg math canvas audio video object datalist "
    "noscript select option map".split()
)
_CLOSE_P: Final = frozenset(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hgroup hr main menu nav ol p pre section table ul".split()
)
_CLOSES: Final = {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "tr": frozenset({"tr", "td", "th"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "tbody": frozenset({"tr", "td", "th", "thead", "tbody"}),
    "option": frozenset({"option"}),
}
_HEADINGS: Final = frozenset("h1 h2 h3 h4 h5 h6".split())
_FENCES: Final = frozenset({"ul", "ol", "dl", "table", "select", "menu"})
_SCOPE: Final = frozenset({"td", "th", "table", "caption"})
_TABLES: Final = frozenset({"td", "th", "tr", "tbody", "thead", "tfoot", "table"})

_TAG: Final = re.compile(r"""<(/?)([a-zA-Z][^\s/>]{0,60}+)((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""")
_PLAIN_TAG: Final = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,60}+)([^>]*+)>")
_ATTRIBUTE: Final = re.compile(
    r"""([^\s"'<>/=]{1,60}+)(?:\s{0,20}+=\s{0,20}+(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>`]++)))?"""
)
_HIDING: Final = re.compile(
    r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden|font-size\s{0,9}:\s{0,9}0(?:px|pt|em|%)?\s{0,9}(?:;|!|$)"
    r"|opacity\s{0,9}:\s{0,9}0(?:\.0{1,4})?\s{0,9}(?:;|!|$)|(?:left|right|top|text-indent)\s{0,9}:\s{0,9}-\d{3,6}"
    r"|clip\s{0,9}:\s{0,9}rect\(\s{0,9}[01]",
    re.IGNORECASE,
)
_BLOCK_STYLE: Final = re.compile(r"display\s{0,9}:\s{0,9}(?:block|flex|grid|table|list-item)", re.IGNORECASE)
_RULE: Final = re.compile(r"([^{}@]{1,400}+)\{([^{}]{0,2000}+)\}")
_NESTED: Final = re.compile(
    r"@[a-z-]{1,20}[^{};]{0,200}+\{(?:[^{}]{0,4000}+\{[^{}]{0,4000}+\})*+[^{}]{0,4000}+\}", re.I
)
_EMPTY_LINES: Final = re.compile(r"\n[^\S\n]*+\n\s*+")
_HIDES: Final = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE)
_SELECTOR: Final = re.compile(r"[.#][\w-]{1,60}")
_COMMENT_END: Final = re.compile("--!?>")


class Node:
    """An element. ``hidden`` and ``anchor`` hold for all that is in it; ``first`` and ``last`` are offsets of the page.

    ``kind`` is what its own mark-up says that it is, see `khabar.ingest.page.marks`; `role` what holds in the end.
    """

    __slots__ = (
        "anchor", "attributes", "block", "depth", "first", "hidden", "index", "kind", "last", "letters", "linked",
        "parent", "prose", "role", "skipped", "tag", "weak", "within",
    )  # fmt: skip

    def __init__(self, tag: str, parent: Node | None, first: int, attributes: dict[str, str], index: int) -> None:
        self.tag = tag
        self.parent = parent
        self.first = first
        self.last = first
        self.attributes = attributes
        self.index = index
        self.depth: int = parent.depth + 1 if parent else 0
        self.hidden: bool = parent.hidden if parent else False
        self.skipped: bool = parent.skipped if parent else False
        self.anchor: Node | None = parent.anchor if parent else None
        self.block: Node = self
        self.kind = ""
        self.role = ""
        self.weak = False
        self.letters = self.linked = self.prose = self.within = 0

    @property
    def link(self) -> bool:
        """Whether its letters are a link: one that was never closed is none."""
        return self.anchor is not None and self.anchor.within <= _LINK

    def __repr__(self) -> str:
        return f"<{self.tag} {self.attributes.get('class', '')}>"


class Piece(NamedTuple):
    """Letters [first, last) of the page between two tags, and the element that they stand in."""

    first: int
    last: int
    node: Node


class Block(NamedTuple):
    """The pieces of one line or paragraph, and the element that makes them one."""

    node: Node
    pieces: list[Piece]


class Field(NamedTuple):
    """A ``meta`` element: its name in lower case, its content, and where that stands."""

    name: str
    content: str
    first: int


class Script(NamedTuple):
    """A script or a style sheet: its attributes and where its letters stand."""

    tag: str
    attributes: dict[str, str]
    first: int
    last: int


class Page:
    """What a page is made of, in the order of its letters."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.nodes: list[Node] = []
        self.blocks: list[Block] = []
        self.fields: list[Field] = []
        self.scripts: list[Script] = []
        self.titles: list[tuple[int, int]] = []
        self.links: list[dict[str, str]] = []
        self.times: list[Node] = []
        self.cut = False
        self.fat = False


def read_source(text: str) -> Page:
    """Take a page's mark-up apart, in one pass.

    Args:
        text: The decoded page; what comes after `MAX_TAGS` tags is not looked at, and ``cut`` tells so.
    """
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.page = Page(text)
        self.root = Node("", None, 0, {}, 0)
        self.page.nodes.append(self.root)
        self.stack: list[Node] = [self.root]
        self.open: dict[str, int] = {}
        self.pieces: list[Piece] = []
        self.lower = ""
        self.missing: set[str] = set()
        self.steps = _STEPS
        self.retries = _RETRIES
        self.hidden_names: set[str] = set()

    def read(self) -> Page:
        text, at, look, tags = self.text, 0, 0, 0
        while True:
            mark = text.find("<", look)
            if mark < 0 or tags >= MAX_TAGS:
                self.page.cut = mark >= 0
                self._text(at, len(text) if mark < 0 else mark)
                break
            letter = text[mark + 1 : mark + 2]
            if (letter.isascii() and letter.isalpha()) or letter == "/":
                self._text(at, mark)
                at = look = self._tag(mark)
                tags += 1
            elif letter in ("!", "?") and letter:
                self._text(at, mark)
                at = look = self._comment(mark)
                tags += 1
            else:  # a sign and no tag
                look = mark + 1
        self._flush()
        for node in self.stack:
            node.last = len(text)
        return self.page

    def _text(self, first: int, last: int) -> None:
        if first < last:
            node = self.stack[-1]
            if not node.skipped:
                if self.open.get("pre"):
                    first = self._stanzas(first, last, node)
                self.pieces.append(Piece(first, last, node))
                if node.anchor is not None:
                    node.anchor.within += last - first

    def _stanzas(self, first: int, last: int, node: Node) -> int:
        """Part preformatted letters at their empty lines; returns where the last of them begins."""
        for match in _EMPTY_LINES.finditer(self.text, first, last):
            if match.start() > first:
                self.pieces.append(Piece(first, match.start(), node))
            self._flush()
            first = match.end() - 1
        return first

    def _flush(self) -> None:
        pieces = self.pieces
        if pieces:
            text = self.text
            if any(not text[piece.first : piece.last].isspace() for piece in pieces):
                self.page.blocks.append(Block(pieces[0].node.block, pieces))
            self.pieces = []

    def _comment(self, at: int) -> int:
        """Past a comment; one that never ends is closed by the next angle bracket, so that it hides nothing."""
        if self.text.startswith("<!--", at) and "-->" not in self.missing:
            found = _COMMENT_END.search(self.text, at + 2)
            if found:
                return found.end()
            self.missing.add("-->")
        return self._past(at)

    def _past(self, at: int) -> int:
        end = self.text.find(">", at)
        return len(self.text) if end < 0 else end + 1

    def _tag(self, at: int) -> int:
        match = _TAG.match(self.text, at) if self.retries > 0 else None
        if match is None:
            self.retries -= len(self.text) - at
            match = _PLAIN_TAG.match(self.text, at)
        if match is None:
            end = self._past(at)
            self.page.fat |= _is_fat(self.text[at:end])
            return end
        self.page.fat |= _is_fat(match[3])
        tag = match[2].lower()
        if match[1]:
            self._close(tag, match.start())
            return match.end()
        attributes = _attributes(match[3]) if len(match[3]) > 2 else {}
        return self._start(tag, attributes, match)

    def _start(self, tag: str, attributes: dict[str, str], match: re.Match[str]) -> int:
        if tag in _VOID:
            self._void(tag, attributes, match)
            return match.end()
        block = tag not in INLINE
        if block:
            self._flush()
            self._imply(tag, match.start())
        node = Node(tag, self.stack[-1], match.start(), attributes, len(self.page.nodes))
        node.last = match.end()
        self._dress(node, block)
        self.page.nodes.append(node)
        if tag in _RAW:
            return self._raw(node, match.end())
        if tag == "time":
            self.page.times.append(node)
        if len(self.stack) <= MAX_DEPTH:
            self.stack.append(node)
            self.open[tag] = self.open.get(tag, 0) + 1
        return match.end()

    def _dress(self, node: Node, block: bool) -> None:
        attributes = node.attributes
        if attributes:
            style = attributes.get("style", "")
            if style:
                node.hidden = node.hidden or _HIDING.search(style) is not None
                block = block or _BLOCK_STYLE.search(style) is not None
            if "hidden" in attributes and attributes["hidden"] != "until-found":
                node.hidden = True
            if attributes.get("aria-hidden") == "true":
                node.hidden = True
            if self.hidden_names and self._hidden_by_sheet(attributes):
                node.hidden = True
        if node.tag in SKIPPED:
            node.skipped = True
        if node.tag == "a" and "href" in attributes:
            self._unlink()
            node.anchor = node
        if block and node.tag in INLINE:
            self._flush()
        if not block and node.parent is not None:
            node.block = node.parent.block

    def _hidden_by_sheet(self, attributes: dict[str, str]) -> bool:
        names = {"." + name for name in attributes.get("class", "").split()[:20]} | {"#" + attributes.get("id", "")}
        return not names.isdisjoint(self.hidden_names)

    def _void(self, tag: str, attributes: dict[str, str], match: re.Match[str]) -> None:
        if tag in ("br", "hr"):
            if tag == "hr":
                self._imply(tag, match.start())
            self._flush()
        elif tag == "meta":
            name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
            content = attributes.get("content", "")
            if name and content and len(self.page.fields) < 400:
                first = match.start(3) + max(match[3].find(content), 0)
                self.page.fields.append(Field(name.strip().lower(), content, first))
        elif tag == "link" and len(self.page.links) < 200:
            self.page.links.append(attributes)

    def _raw(self, node: Node, at: int) -> int:
        """Past an element whose letters are no mark-up."""
        end = self._find_end(node.tag, at)
        if end < 0:
            end = self.text.find("<", at) if node.tag in ("title", "textarea", "iframe") else len(self.text)
            end = len(self.text) if end < 0 else end
        if node.tag == "title" and not self._in_picture():
            self.page.titles.append((at, end))
        elif node.tag in ("script", "style") and len(self.page.scripts) < 2_000:
            self.page.scripts.append(Script(node.tag, node.attributes, at, end))
            if node.tag == "style":
                self.hidden_names |= _hidden_names(self.text[at : min(end, at + 200_000)])
        node.last = end
        return self._past(end) if self.text.startswith("</", end) else end

    def _in_picture(self) -> bool:
        return bool(self.open.get("svg") or self.open.get("math"))

    def _find_end(self, tag: str, at: int) -> int:
        if tag in self.missing:
            return -1
        found = _END[tag].search(self.text, at)
        if found is None:
            self.missing.add(tag)
            return -1
        return found.start()

    def _imply(self, tag: str, at: int) -> None:
        """Close what this element cannot stand in: a paragraph, an item, a cell."""
        if tag in _CLOSE_P and self.open.get("p"):
            for back in range(len(self.stack) - 1, max(len(self.stack) - _INLINE_STEPS, 0), -1):
                node = self.stack[back]
                if node.tag == "p":
                    self._pop_to(back, at)
                    return
                if node.tag not in INLINE:
                    return
        if tag in _HEADINGS:
            self._close_heading(at)
        closes = _CLOSES.get(tag)
        if closes and any(self.open.get(name) for name in closes):
            target = 0
            for back in range(len(self.stack) - 1, 0, -1):
                self.steps -= 1
                name = self.stack[back].tag
                if name in closes:
                    target = back
                    if tag not in ("tr", "tbody"):
                        break
                elif name in _FENCES or self.steps < 0:
                    break
            if target:
                self._pop_to(target, at)

    def _close_heading(self, at: int) -> None:
        """A heading ends where another begins, or by the end tag of any heading."""
        for back in range(len(self.stack) - 1, max(len(self.stack) - _INLINE_STEPS, 0), -1):
            if self.stack[back].tag in _HEADINGS:
                self._pop_to(back, at)
                return
            if self.stack[back].tag not in INLINE:
                return

    def _close(self, tag: str, at: int) -> None:
        inline = tag in INLINE
        if not inline:
            self._flush()
        if not self.open.get(tag):
            if tag in _HEADINGS:
                self._close_heading(at)
            return
        for back in range(len(self.stack) - 1, 0, -1):
            self.steps -= 1
            node = self.stack[back]
            if node.tag == tag:
                if inline and node.block is node:
                    self._flush()
                self._pop_to(back, at)
                return
            crossed = inline and node.tag not in INLINE
            fenced = node.tag in _SCOPE and tag not in _TABLES
            if crossed or fenced or self.steps < 0:
                break
        if tag == "a":
            self._unlink()

    def _unlink(self) -> None:
        """What is open stands in no link any more."""
        if self.open.get("a"):
            for back in range(len(self.stack) - 1, 0, -1):
                self.steps -= 1
                if self.stack[back].anchor is None or self.steps < 0:
                    break
                self.stack[back].anchor = None

    def _pop_to(self, back: int, at: int) -> None:
        for node in self.stack[back:]:
            node.last = at
            self.open[node.tag] -= 1
        del self.stack[back:]


_END: Final = {tag: re.compile(f"</{tag}(?=[\\s/>])", re.IGNORECASE) for tag in _RAW}


def _is_fat(said: str) -> bool:
    """Whether a tag has so many attributes that other parsers, which compare each with each, would not come back."""
    if len(said) < 2 * _FAT:
        return False
    return sum(1 for _ in itertools.islice(_ATTRIBUTE.finditer(said), _FAT)) == _FAT


def _attributes(said: str) -> dict[str, str]:
    """The first `MAX_ATTRIBUTES` attributes of a tag, names in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    if len(said) > 20_000:
        said = said[:20_000]
    for number, match in enumerate(_ATTRIBUTE.finditer(said)):
        if number >= MAX_ATTRIBUTES:
            break
        name = match[1].lower()
        if name not in found:
            found[name] = match[match.lastindex or 1] if match.lastindex and match.lastindex > 1 else ""
    return found


def _hidden_names(sheet: str) -> set[str]:
    """Classes and ids that a style sheet hides by themselves, on every screen."""
    names: set[str] = set()
    for match in _RULE.finditer(_NESTED.sub("", sheet)):
        if _HIDES.search(match[2]):
            for selector in match[1].split(","):
                if _SELECTOR.fullmatch(selector.strip()) and len(names) < 500:
                    names.add(selector.strip())
    return names
