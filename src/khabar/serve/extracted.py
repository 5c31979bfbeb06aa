"""What was taken out of a page, as a page: its text with the bytes of each line, and what was put aside.

Invariant: what a document holds is never markup here; what cannot be seen is shown by its name.
"""

from __future__ import annotations

from pathlib import Path

import jinja2

from khabar.model.document import Document
from khabar.model.spans import Span
from khabar.model.widths import to_bytes
from khabar.serve import article
from khabar.serve.console import safe

_TOLD = ("title", "author", "agency", "site", "address", "published", "modified")
_TEMPLATES = Path(__file__).parent / "templates"
_ENVIRONMENT = jinja2.Environment(loader=jinja2.FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True)


def head() -> str:
    """What the page begins with."""
    return article.head("Khabar: articles as taken out")


def foot() -> str:
    """What the page ends with."""
    return article.foot()


def page(document: Document) -> str:
    """One document: what was told with it, its lines, its asides."""
    found = document.article
    lines, start = [], 0
    for line in document.text.split("\n"):
        span = Span(start, start + len(line))
        ranges = to_bytes(found, span, document.text) if found and line else []
        told = f"bytes {ranges[0][0]}-{ranges[-1][1]}" if ranges else ""
        lines.append({"text": safe(line), "bytes": told})
        start += len(line) + 1
    return _ENVIRONMENT.get_template("extracted.html").render(
        doc=safe(document.doc),
        source=safe(document.path),
        told=[(name, safe(str(value))) for name in _TOLD if (value := getattr(document.told, name))],
        notes=[safe(note) for note in found.notes] if found else [],
        lines=lines,
        asides=[
            {"kind": one.kind, "text": safe(one.text), "bytes": f"bytes {one.first}-{one.last}"} for one in found.asides
        ]
        if found
        else [],
    )
