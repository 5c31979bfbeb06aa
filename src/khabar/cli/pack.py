"""``khabar pack check``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from khabar import pipeline
from khabar.cli.options import help_when_bare
from khabar.cli.talk import DONE, FINDINGS, advance, progress, put
from khabar.errors import PackError
from khabar.evaluate.examples import Read, check_case, find_cases
from khabar.evaluate.pack_faults import find_faults
from khabar.evaluate.pack_form import canonical_files
from khabar.model.document import Document
from khabar.model.records import Reading
from khabar.packs.lexicon import load_lexicon
from khabar.packs.load import load_packs, packs_root
from khabar.packs.schema.base import Entry
from khabar.serve.console import isolated

app = typer.Typer()


@app.callback(invoke_without_command=True)
def pack(context: typer.Context) -> None:
    """Check the packs: the words, names and rules that Khabar knows."""
    help_when_bare(context)


@app.command()
def check(
    root: Annotated[
        Path | None, typer.Option("--packs", metavar="FOLDER", help="Check these packs instead of the bundled ones.")
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Write every file in its canonical form.")] = False,
) -> None:
    """Check every pack: shapes, ids, references, shared forms, canonical files, examples and counter-examples.

    One finding a line; exit status 1 if there are any, 2 if a pack cannot be loaded at all.
    """
    folder = root or packs_root()
    if not folder.is_dir():
        raise PackError(f"{folder}: no such folder of packs")
    packs = load_packs(folder)
    findings = [f"{fault.entry}: {fault.what}" for fault in find_faults(packs)]
    for path, text in canonical_files(folder):
        if fix:
            path.write_text(text, encoding="utf-8", newline="\n")
        else:
            findings.append(f"{path.relative_to(folder)}: not in canonical form; khabar pack check --fix mends it")
    for finding in findings:
        put(isolated(finding))
    reader = pipeline.Reader(load_lexicon(folder))
    failed = _run_examples(packs, reader)
    entries = sum(map(len, packs.values()))
    put(f"{entries} entries, {len(findings) + failed} findings")
    raise typer.Exit(FINDINGS if findings or failed else DONE)


def _run_examples(packs: dict[str, list[Entry]], reader: pipeline.Reader) -> int:
    """Run every example; the number of those that do not hold."""
    cases = list(find_cases(packs))
    failed = 0
    with progress(len(cases), "examples") as bar:
        for case in cases:
            fault = check_case(case, example_reader(reader))
            if fault:
                failed += 1
                put(isolated(f"{case.name}: {fault}"))
            advance(bar)
    return failed


def example_reader(reader: pipeline.Reader) -> Read:
    """Reads a text of an example, published on a day or on no day told, with `reader`."""

    def read(text: str, published: str | None) -> Reading:
        return reader.read(Document(doc="example", text=text, sha256="", published=published))

    return read
