"""``khabar explain``."""

from __future__ import annotations

import contextlib
import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from khabar.cli.explanation import NoteOf, RuleNote, explain_published, explain_record, list_records
from khabar.cli.files import examples_folder
from khabar.cli.inputs import Inputs, gather
from khabar.cli.options import MetaFile
from khabar.cli.talk import MISUSE, put
from khabar.errors import InputError
from khabar.evaluate.rules import ids_in
from khabar.model.records import Reading
from khabar.model.widths import to_bytes
from khabar.packs.lexicon import Lexicon, load_lexicon
from khabar.serve.console import safe
from khabar.serve.reasons import records_of


def explain(
    record: Annotated[
        str,
        typer.Argument(metavar="DOC#RECORD", help="A record's name, as seed-0#e3. DOC may be the path of the article."),
    ],
    source: Annotated[
        list[str] | None,
        typer.Option("--from", metavar="READINGS|PATH", help="Where DOC is to be found; may be given again."),
    ] = None,
    meta: MetaFile = None,
) -> None:
    """Show how a record came about: every field back to its words, its rule, its reasoning, and what lost.

    DOC#published tells how the article was dated; DOC alone lists its records. Without --from, DOC is the path of an
    article, or one of the bundled articles.
    """
    wanted, _, name = record.partition("#")
    doc = Path(wanted).stem if Path(wanted).is_file() or Path(wanted).suffix.lower() == ".txt" else wanted
    inputs = gather(_places(wanted, doc, source or []), meta=meta or _bundled_meta(wanted, doc, source or []))
    if not inputs.readings:
        raise typer.Exit(MISUSE)  # why was said of each path
    reading = _reading(inputs, doc)
    for line in _lines(reading, name, inputs.texts.get(doc)):
        put(line)
    for line in _in_bytes(inputs, reading, name):
        put(line)


def _lines(reading: Reading, name: str, text: str | None) -> Iterator[str]:
    if not name:
        return list_records(reading)
    if name == "published":
        return explain_published(reading)
    records = {record.id: record for record in records_of(reading)}
    if name not in records:
        raise InputError(f"{reading.doc} has no record {name!r}{_near(name, list(records))}")
    return explain_record(reading, records[name], text, _note_of(load_lexicon()))


def _in_bytes(inputs: Inputs, reading: Reading, name: str) -> Iterator[str]:
    """Where in the file a record's sentence stands, if the text was taken out of a page or a paper."""
    record = next((one for one in records_of(reading) if one.id == name), None)
    if record is None or reading.doc not in inputs.articles:
        return
    source, article = inputs.articles[reading.doc]
    ranges = to_bytes(article, record.sentence_span, inputs.texts[reading.doc])
    if ranges:
        told = ", ".join(f"{first}-{last}" for first, last in ranges)
        yield f"  sentence: bytes {told} of {safe(source)}"


def _note_of(lexicon: Lexicon) -> NoteOf:
    """Looks a rule up in the packs; a rule that is not an entry of theirs has no note."""

    def note_of(rule: str) -> RuleNote:
        for name in ids_in(rule):
            with contextlib.suppress(KeyError):
                entry = lexicon.get(name)
                return RuleNote(entry.note, entry.source)
        return RuleNote()

    return note_of


def _places(wanted: str, doc: str, given: Sequence[str]) -> list[str]:
    """The paths to look in: those given (in a folder, only the article wanted), else the article itself."""
    if not given:
        bundled = examples_folder() / f"{doc}.txt"
        if Path(wanted).is_file() or not bundled.is_file():
            return [wanted]
        return [str(bundled)]
    return [str(Path(path) / f"{doc}.txt") if (Path(path) / f"{doc}.txt").is_file() else path for path in given]


def _bundled_meta(wanted: str, doc: str, given: Sequence[str]) -> str | None:
    folder = examples_folder()
    bundled = not given and not Path(wanted).is_file() and (folder / f"{doc}.txt").is_file()
    return str(folder / "meta.jsonl") if bundled and (folder / "meta.jsonl").is_file() else None


def _reading(inputs: Inputs, doc: str) -> Reading:
    found = [reading for reading in inputs.readings if reading.doc == doc]
    if not found:
        raise InputError(f"no document {doc!r} here{_near(doc, [reading.doc for reading in inputs.readings])}")
    return found[0]


def _near(name: str, names: Sequence[str]) -> str:
    close = difflib.get_close_matches(name, names, 1)
    if close:
        return f"; did you mean {close[0]!r}?"
    return f"; there are {', '.join(names[:12])}" if names else ""
