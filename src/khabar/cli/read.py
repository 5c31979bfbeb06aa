"""``khabar read``."""

from __future__ import annotations

from typing import Annotated

import typer

from khabar.cli.inputs import look, read_texts, status_of
from khabar.cli.options import Jobs, Mapped, MetaFile, Output, Paths, to_mapping
from khabar.cli.talk import opened
from khabar.ingest.meta import load_meta
from khabar.model import wire
from khabar.serve.article import article, foot, head


def read(
    paths: Paths,
    output: Output = "-",
    meta: MetaFile = None,
    mapped: Mapped = None,
    jobs: Jobs = 1,
    html: Annotated[
        bool, typer.Option("--html", help="Write one page with the articles right to left, their claims marked.")
    ] = False,
) -> None:
    """Read articles: one JSON object a line, in the order of the paths.

    A PATH is a file (text, a page, a paper, a mail, a table, a feed, a crawl; compressed or not), a folder of them, or
    - for standard input. The output is the same bytes on every run and for any number of jobs. What cannot be read is
    named on standard error and makes the exit status 2; the others are read all the same. Of a folder, what holds no
    article is passed over with a note.
    """
    told = load_meta(meta) if meta else {}
    there = look(paths, output)
    outcomes = read_texts(there, told, jobs=jobs, keep_text=html, mapping=to_mapping(mapped))
    issues = done = refused = 0
    with opened(output, [*there.named.files, *([meta] if meta else [])]) as file:
        file.write(head("Khabar: articles as read").encode() if html else b"")
        for outcome in outcomes:
            if outcome.line is None:
                refused += not outcome.passed
                continue
            issues += bool(outcome.issues)
            done += 1
            file.write(_as_page(outcome.line, outcome.text or "", done) if html else outcome.line + b"\n")
            file.flush()
        file.write(foot().encode() if html else b"")
    raise typer.Exit(status_of(refused, issues))


def _as_page(line: bytes, text: str, number: int) -> bytes:
    return article(wire.from_json(line), text, number).encode("utf-8", "replace")
