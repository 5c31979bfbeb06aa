"""``khabar read``."""

from __future__ import annotations

import typer

from khabar.cli.inputs import find_texts, read_texts, status_of
from khabar.cli.options import Jobs, MetaFile, Output, Paths
from khabar.cli.talk import opened
from khabar.ingest.meta import load_meta


def read(paths: Paths, output: Output = "-", meta: MetaFile = None, jobs: Jobs = 1) -> None:
    """Read articles: one JSON object a line, in the order of the paths.

    A PATH is a text file, a folder (every .txt in it) or - for standard input. The output is the same bytes on every
    run and for any number of jobs. Files that cannot be read are named on standard error and make the exit status 2;
    the others are read all the same.
    """
    told = load_meta(meta) if meta else {}
    sources, refused = find_texts(paths)
    issues = 0
    with opened(output, [*sources, *([meta] if meta else [])]) as file:
        for outcome in read_texts(sources, told, jobs=jobs):
            if outcome.line is None:
                refused += 1
            else:
                issues += bool(outcome.issues)
                file.write(outcome.line + b"\n")
                file.flush()
    raise typer.Exit(status_of(refused, issues))
