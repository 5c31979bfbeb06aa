"""The article in a Word document (ECMA-376, .docx): paragraphs and tables, a line each.

Invariant: what the author sees with all changes accepted: what was struck out is left out, what was put in is in. Of
the package only the parts that hold letters are unpacked, each within its bound; entities are not expanded, nothing
outside the file is asked for, and macros, objects and pictures are not opened.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, Final

import msgspec
from lxml import etree

from khabar.errors import InputError
from khabar.ingest import reasons
from khabar.ingest.days import to_day
from khabar.ingest.item import Extracted, Item
from khabar.ingest.limits import MEBIBYTE, Limits
from khabar.model.article import Article, Aside, Told, ToldDay
from khabar.version import __version__

PART: Final = 32 * MEBIBYTE
SMALL_PART: Final = MEBIBYTE
DEEPEST: Final = 200
MOST_PARTS: Final = 5_000
MOST_ASIDES: Final = 200
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_CHOICE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT: Final = frozenset(
    ("del", "moveFrom", "delText", "instrText", "delInstrText", "pict", "object", "rPr", "pPr")
)
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "ptab": "\t"}
_CORE: Final = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://purl.org/dc/elements/1.1/}creator": "author",
    "{http://purl.org/dc/terms/}created": "published",
    "{http://purl.org/dc/terms/}modified": "modified",
}
_DAMAGED: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, KeyError, ValueError)


def extract(item: Item, limits: Limits) -> Extracted:
    """The text of a Word document.

    Raises:
        InputError: it is damaged, locked, or unpacks into too much. No file is named.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(item.raw))
        names = package.namelist()
    except _DAMAGED:
        raise InputError("no Word document; the package is damaged", reason=reasons.DAMAGED) from None
    if len(names) > MOST_PARTS:
        raise InputError(f"{len(names)} parts, which no article has", reason=reasons.EXPANDS)
    main = "word/document.xml"
    if main not in names:
        raise InputError("no Word document; it has no word/document.xml", reason=reasons.DAMAGED)
    lines = list(_lines(_parse(package, main, PART)))
    text = "\n".join(lines)
    if len(text) > limits.letters:
        raise InputError(f"more than {limits.letters} letters, which no article is", reason=reasons.TOO_LARGE)
    return Extracted(
        text=text,
        told=_told(package, names, item.told),
        article=Article(
            by=f"khabar {__version__}, lxml {etree.__version__}",
            media="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            asides=tuple(_asides(package, names)),
            notes=tuple(_notes(names)),
        ),
    )


def _parse(package: zipfile.ZipFile, name: str, most: int) -> Any:
    """The root of a part.

    Raises:
        InputError: damaged, locked, too large, or no XML.
    """
    try:
        info = package.getinfo(name)
        if info.flag_bits & 1:
            raise InputError("encrypted; save a copy without its password", reason=reasons.LOCKED)
        with package.open(info) as part:
            raw = part.read(most + 1)
    except _DAMAGED as fault:
        raise InputError(f"{name} is damaged: {type(fault).__name__}", reason=reasons.DAMAGED) from None
    if len(raw) > most:
        raise InputError(f"{name} unpacks into more than {most // MEBIBYTE} MiB", reason=reasons.EXPANDS)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise InputError(f"{name} is no XML: {str(fault)[:100]}", reason=reasons.DAMAGED) from None
    if root.getroottree().docinfo.doctype:
        raise InputError(f"{name} defines entities, which no Word document does", reason=reasons.DAMAGED)
    return root


def _lines(root: Any) -> Iterator[str]:
    """The text of each paragraph and of each row of a table, its cells apart."""
    waiting = [(root, 0)]
    while waiting:
        node, depth = waiting.pop()
        name = _name(node)
        if name == "p":
            yield from (line for line in _said(node).split("\n") if line.strip())
        elif name == "tr":
            cells = (" ".join(_said(cell).split()) for cell in node if _name(cell) == "tc")
            row = " | ".join(cell for cell in cells if cell)
            if row:
                yield row
        elif name not in _LEFT_OUT and node.tag != _CHOICE and depth < DEEPEST:
            waiting += [(child, depth + 1) for child in reversed(node)]


def _said(paragraph: Any) -> str:
    """The letters of a node, in order, with what changes struck out left out."""
    parts: list[str] = []
    waiting = [(paragraph, 0)]
    while waiting:
        node, depth = waiting.pop()
        name = _name(node)
        if name == "t":
            parts.append(node.text or "")
        elif name in _SIGNS:
            parts.append(_SIGNS[name])
        elif name not in _LEFT_OUT and node.tag != _CHOICE and depth < DEEPEST:
            if name == "p" and parts:
                parts.append("\n")
            waiting += [(child, depth + 1) for child in reversed(node)]
    return "".join(parts)


def _name(node: Any) -> str:
    """A node's name without its namespace; nothing for comments and the like."""
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else "comment"


def _asides(package: zipfile.ZipFile, names: list[str]) -> Iterator[Aside]:
    """Running heads, feet, footnotes and comments."""
    count = 0
    for name in names:
        part = name.removeprefix("word/")
        if not name.startswith("word/") or not part.endswith(".xml"):
            continue
        kind = next((kind for start, kind in _ASIDE_PARTS if part.startswith(start)), None)
        if kind is None:
            continue
        try:
            said = list(_lines(_parse(package, name, SMALL_PART)))
        except InputError:
            continue
        for line in said:
            if count < MOST_ASIDES:
                count += 1
                yield Aside(kind=kind, text=line[:2_000], first=0, last=0)


_ASIDE_PARTS: Final = (
    ("header", "furniture"), ("footer", "furniture"), ("footnotes", "furniture"), ("endnotes", "furniture"),
    ("comments", "comment"),
)  # fmt: skip


def _notes(names: list[str]) -> Iterator[str]:
    yield "letters of a Word document have no place in its bytes: they are packed"
    for what, start in (("macros not run", "word/vbaProject"), ("embedded objects not opened", "word/embeddings/")):
        count = sum(name.startswith(start) for name in names)
        if count:
            yield f"{count} {what}"


def _told(package: zipfile.ZipFile, names: list[str], base: Told) -> Told:
    core: dict[str, str] = {}
    if "docProps/core.xml" in names:
        try:
            root = _parse(package, "docProps/core.xml", SMALL_PART)
            core = {_CORE[node.tag]: (node.text or "")[:500] for node in root if node.tag in _CORE}
        except InputError:
            core = {}
    days = tuple(
        ToldDay(day=day, of=of, by="properties", said=core[of][:64])
        for of in ("published", "modified")
        if of in core and (day := to_day(core[of]))
    )
    return msgspec.structs.replace(
        base,
        title=base.title or " ".join(core.get("title", "").split()),
        author=base.author or " ".join(core.get("author", "").split()),
        days=(*base.days, *days),
    )
