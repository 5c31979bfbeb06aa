"""``khabar extract``."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
import typer

from khabar.cli.inputs import look, say_refused, status_of
from khabar.cli.options import Output, Paths
from khabar.cli.talk import advance, opened, progress, say
from khabar.ingest.item import Item, Note
from khabar.ingest.load import try_document
from khabar.model.document import Document
from khabar.serve.extracted import foot, head, page


def extract(
    paths: Paths,
    output: Output = "-",
    html: Annotated[
        bool,
        typer.Option("--html", help="Write one page: each text with the bytes it came from, and what was put aside."),
    ] = False,
) -> None:
    """Take the article out of pages, papers and mails, without reading it: one JSON object a line.

    Each line tells the text, what was told with it (title, outlet, author, agency, days), every run of the text with
    its bytes, the blocks that were put aside, the words of each language, and what was noticed and mended. What cannot
    be taken is named on standard error and makes the exit status 2.
    """
    there = look(paths, output)
    refused = passed = 0
    with opened(output, there.named.files) as file, progress(there.size) as bar:
        file.write(head().encode() if html else b"")
        for found in there.find():
            if isinstance(found, Note):
                say(f"note: {found.message}")
                continue
            document = try_document(found) if isinstance(found, Item) else found
            if isinstance(document, Document):
                file.write(page(document).encode("utf-8", "replace") if html else to_line(document))
                file.flush()
            else:
                passed += document.passed
                refused += not document.passed
                say_refused(document.message, passed if document.passed else 0)
            advance(bar, found.consumed)
        file.write(foot().encode() if html else b"")
    raise typer.Exit(status_of(refused, 0))


def to_line(document: Document) -> bytes:
    """A document as one line of JSON: ``doc`` first, then where it is from and what was taken out of it."""
    article = document.article
    told = msgspec.to_builtins(document.told)
    line: dict[str, Any] = {
        "doc": document.doc,
        "source": document.path,
        "sha256": document.sha256,
        "title": document.told.title,
        "text": document.text,
        "told": {key: value for key, value in told.items() if key != "days"},
        "days": told.get("days", []),
        "asides": msgspec.to_builtins(article.asides) if article else [],
        "words": dict(article.words) if article else {},
        "notes": article.notes if article else [],
        "runs": msgspec.to_builtins(article.runs) if article else [],
    }
    if article:
        line |= {"by": article.by, "media": article.media, "charset": article.charset}
    return msgspec.json.encode(line) + b"\n"
