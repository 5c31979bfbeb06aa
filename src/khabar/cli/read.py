"""``khabar read``."""

from __future__ import annotations

from typing import Annotated

import typer

from khabar.cli.inputs import find_texts, read_texts, status_of
from khabar.cli.options import Jobs, MetaFile, Output, Paths
from khabar.cli.talk import opened
from khabar.ingest.meta import load_meta
from khabar.model import wire
from khabar.serve.article import article, foot, head


def read(
    paths: Paths,
    output: Output = "-",
    meta: MetaFile = None,
    jobs: Jobs = 1,
    html: Annotated[
        bool, typer.Option("--html", help="Write one page with the articles right to left, their claims marked.")
    ] = False,
) -> None:
    """Read articles: one JSON object a line, in the order of the paths.

    A PATH is a text file, a folder (every .txt in it) or - for standard input. The output is the same bytes on every
    run and for any number of jobs. Files that cannot be read are named on standard error and make the exit status 2;
    the others are read all the same.
    """
    told = load_meta(meta) if meta else {}
    sources, refused = find_texts(paths)
    issues = done = 0
    with opened(output, [*sources, *([meta] if meta else [])]) as file:
        file.write(head("Khabar: articles as read").encode() if html else b"")
        for outcome in read_texts(sources, told, jobs=jobs, keep_text=html):
            if outcome.line is None:
                refused += 1
                continue
            issues += bool(outcome.issues)
            done += 1
            file.write(_as_page(outcome.line, outcome.text or "", done) if html else outcome.line + b"\n")
            file.flush()
        file.write(foot().encode() if html else b"")
    raise typer.Exit(status_of(refused, issues))


def _as_page(line: bytes, text: str, number: int) -> bytes:
    return article(wire.from_json(line), text, number).encode("utf-8", "replace")
