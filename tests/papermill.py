"""PDFs made by hand for the tests: each glyph where a test puts it, with the letters that a test says it is."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import NamedTuple

WIDTH = 0.6
"""Of each glyph, in its size."""
CODES = [*b"0123456789abcdefghijklnopqrstuvxyz", *range(0xE0, 0xE6), *range(0xE8, 0xF0), *range(0xF1, 0xF7), *b"FLTZJ"]
"""Of glyphs that are no wider than this in any font that stands in for the one that is named."""


class Glyph(NamedTuple):
    """What a glyph says, its left edge, its baseline and its size, in points; a mark is as wide as nothing."""

    said: str
    x: float
    y: float
    size: float = 12.0


def line(
    said: str | Sequence[str],
    right: float,
    y: float,
    *,
    size: float = 12.0,
    blanks: bool = True,
    drawn: str = "visual",
) -> list[Glyph]:
    """Glyphs of a line of right-to-left text that begins at `right`.

    Args:
        said: Its letters in reading order, or ligatures and runs: a run of Latin letters or digits is one part.
        right: Where it begins.
        y: Its baseline.
        size: Of its letters.
        blanks: Whether blanks are glyphs, or only gaps.
        drawn: ``visual`` from left to right, ``logical`` from right to left.
    """
    glyphs: list[Glyph] = []
    x = right
    for part in said:
        for letter in reversed(part) if _left_to_right(part) else [part]:
            x -= WIDTH * size
            if letter != " " or blanks:
                glyphs.append(Glyph(letter, x, y, size))
    return sorted(glyphs, key=lambda glyph: glyph.x) if drawn == "visual" else glyphs


def _left_to_right(part: str) -> bool:
    return len(part) > 1 and part[0].isascii()


def pdf(
    pages: Sequence[Sequence[Glyph]],
    *,
    info: dict[str, str] | None = None,
    more: Sequence[str] = (),
    catalog: str = "",
    size: tuple[int, int] = (595, 842),
) -> bytes:
    """A PDF of these pages.

    Args:
        pages: Glyphs in the order of drawing.
        info: What it tells of itself.
        more: Objects beside, the first of which is number 5.
        catalog: More entries of the catalogue.
        size: Of each page, in points.
    """
    said = sorted({glyph.said for page in pages for glyph in page})
    ids = dict(zip(said, CODES, strict=False))
    assert len(ids) == len(said), "more letters than the font has glyphs"
    first = 5 + len(more)
    font = first + 2 * len(pages)
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    told = " ".join(f"/{name} <feff{value.encode('utf-16-be').hex()}>" for name, value in (info or {}).items())
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        f"<< {told} >>",
        "<< >>",
        *more,
    ]
    for n, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] /Contents {first + 2 * n + 1} 0 R "
            f"/Resources << /Font << /F {font} 0 R >> >> >>"
        )
        drawn = "\n".join(
            f"BT /F {glyph.size:g} Tf 1 0 0 1 {glyph.x:.2f} {glyph.y:.2f} Tm <{ids[glyph.said]:02x}> Tj ET"
            for glyph in page
        )
        objects.append(stream(drawn.encode()))
    objects += _font(font, ids)
    return bind(objects)


def stream(body: bytes, *, packed: bool = False, more: str = "") -> str:
    """A stream object, as Latin-1 letters."""
    raw = zlib.compress(body, 9) if packed else body
    how = "/Filter /FlateDecode " if packed else ""
    return f"<< /Length {len(raw)} {how}{more}>>\nstream\n" + raw.decode("latin-1") + "\nendstream"


def bind(objects: Sequence[str]) -> bytes:
    """A file of these objects, numbered from 1; the first is the catalogue, the third the information."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 3 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _font(number: int, ids: dict[str, int]) -> list[str]:
    """A font that every reader of PDFs has, whose glyphs say what `ids` gives."""
    rows = "\n".join(f"<{n:02x}> <{said.encode('utf-16-be').hex()}>" for said, n in ids.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def /CMapName /U def /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(ids)} beginbfchar\n{rows}\nendbfchar\nendcmap CMapName currentdict /CMap defineresource pop end end"
    )
    said = {n: one for one, n in ids.items()}
    widths = " ".join("0" if _mark(said.get(n, "x")) else str(int(WIDTH * 1000)) for n in range(33, 256))
    return [
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /FirstChar 33 /LastChar 255 "
        f"/Widths [{widths}] /ToUnicode {number + 1} 0 R >>",
        stream(cmap.encode()),
    ]


def _mark(said: str) -> bool:
    return all("\u064b" <= c <= "\u0652" for c in said)
