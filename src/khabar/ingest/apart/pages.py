"""The letters of a PDF and where on the page each stands.

Invariant: what is drawn is listed and nothing is run: no script, no action, no form, no embedded file is opened.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

ON_PAGE = 200_000
TENTHS = 10
BLANK = 0x20
SMALLEST = 2.0
INFO = ("Title", "Author", "CreationDate", "ModDate", "Producer")


class Locked(Exception):  # noqa: N818 - the name is the answer
    """It wants a password."""


def find_pages(raw: bytes, *, pages: int, letters: int) -> Iterator[dict[str, Any]]:
    """Yield what the PDF tells of itself, then each page's letters.

    A letter is ``[code point, left, right, baseline, size]``, in tenths of a point from the lower left corner.

    Args:
        raw: The file.
        pages: How many are looked at.
        letters: How many of them in all.

    Raises:
        Locked: it is encrypted, and no empty password opens it.
    """
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as fault:
        if "assword" in str(fault):
            raise Locked("encrypted; save a copy without its password") from None
        raise
    info = {name: document.get_metadata_value(name)[:1000] for name in INFO}
    files, scripts = pdfium.FPDFDoc_GetAttachmentCount(document), pdfium.FPDFDoc_GetJavaScriptActionCount(document)
    yield {"info": info, "pages": len(document), "files": files, "scripts": scripts}
    left = letters
    for number in range(min(pages, len(document))):
        try:
            found = _page(document, number, min(left, ON_PAGE))
        except (pypdfium2.PdfiumError, ValueError):
            found = {"broken": True, "letters": []}
        left -= len(found["letters"])
        yield found | {"page": number + 1}
        if left <= 0:
            return


def _page(document: Any, number: int, most: int) -> dict[str, Any]:
    page = document[number]
    width, height = page.get_size()
    rotation = page.get_rotation()
    text = page.get_textpage()
    count = min(pdfium.FPDFText_CountChars(text), most)
    box, x, y, matrix = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double(), pdfium.FS_MATRIX()
    letters = []
    for at in range(count):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if pdfium.FPDFText_IsGenerated(text, at) == 1 or code in (10, 13):
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text, at, box) or not pdfium.FPDFText_GetCharOrigin(text, at, x, y):
            continue
        if code == BLANK and box.right - box.left < 0.01 and box.top - box.bottom < 2:
            continue  # put in by the library, between what it takes for words
        size = pdfium.FPDFText_GetFontSize(text, at)
        if pdfium.FPDFText_GetMatrix(text, at, matrix):
            size *= math.hypot(matrix.c, matrix.d)
        here = _turned(rotation, (box.left, box.right, box.bottom, box.top), (x.value, y.value), (width, height))
        high = abs(box.top - box.bottom if rotation % 180 == 0 else box.right - box.left)
        letters.append([code, *(_tenths(one) for one in (*here, size if size > SMALLEST else high))])
    images = sum(1 for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2)) if not letters else 0
    text.close()
    page.close()
    return {"width": _tenths(width), "height": _tenths(height), "letters": letters, "images": images}


def _turned(
    rotation: int, box: tuple[float, float, float, float], origin: tuple[float, float], size: tuple[float, float]
) -> tuple[float, float, float]:
    """Left, right and baseline as a reader of the turned page sees them."""
    left, right, bottom, top = box
    x, y = origin
    if rotation == 90:
        return bottom, top, size[1] - x
    if rotation == 180:
        return size[0] - right, size[0] - left, size[1] - y
    if rotation == 270:
        return size[0] - top, size[0] - bottom, x
    return left, right, y


def _tenths(value: float) -> int:
    return round(max(-1e6, min(1e6, value)) * TENTHS) if value == value else 0
