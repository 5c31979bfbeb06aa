"""What the paths of a command hold: texts to read now, or readings made before.

Invariant: every path is answered for: a reading, or a line that says why there is none.
"""

from __future__ import annotations

import collections
import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from khabar import batch
from khabar.cli.talk import DONE, FINDINGS, MISUSE, advance, progress, say
from khabar.errors import InputError
from khabar.ingest import kinds
from khabar.ingest import open as opening
from khabar.ingest.item import Found
from khabar.ingest.meta import Meta, load_meta
from khabar.ingest.sources import STDIN, reason_of
from khabar.model import wire
from khabar.model.article import Article
from khabar.model.records import Reading

READINGS = (".jsonl", ".json", ".ndjson")
PASSED_SHOWN = 20


class Inputs(msgspec.Struct, kw_only=True):
    """Readings (made ones first), the texts of those read now by document name, where each article was taken out of
    and how, the files they came from, how many were refused, and how many readings carry issues.
    """

    readings: list[Reading] = []
    files: list[str] = []
    texts: dict[str, str] = {}
    articles: dict[str, tuple[str, Article]] = {}
    refused: int = 0
    issues: int = 0

    @property
    def status(self) -> int:
        """The exit status: 2 where a document was refused, 1 where a reading carries issues, else 0."""
        return status_of(self.refused, self.issues)


def gather(paths: Sequence[str], *, meta: str | None = None, jobs: int = 1, besides: str = STDIN) -> Inputs:
    """Take readings from files of readings, and read every other path; what is refused is said on standard error.

    Raises:
        InputError: the meta file has a fault.
    """
    told = load_meta(meta) if meta else {}
    inputs = Inputs()
    made = [path for path in paths if holds_readings(path)]
    faulty = 0
    for path in made:
        try:
            inputs.readings += load_readings(path)
        except InputError as fault:
            faulty += 1
            say(str(fault))
    there = look([path for path in paths if path not in made], besides)
    inputs.refused = faulty
    inputs.files = [*made, *there.named.files, *([meta] if meta else [])]
    for outcome in read_texts(there, told, jobs=jobs, keep_text=True):
        if outcome.line is None:
            inputs.refused += not outcome.passed
            continue
        reading = wire.from_json(outcome.line)
        inputs.readings.append(reading)
        inputs.issues += bool(reading.issues)
        inputs.texts[reading.doc] = outcome.text or ""
        if outcome.article is not None:
            inputs.articles[reading.doc] = (outcome.source, outcome.article)
    return inputs


def status_of(refused: int, issues: int) -> int:
    """The exit status of a command that read documents."""
    return MISUSE if refused else FINDINGS if issues else DONE


class There(msgspec.Struct, frozen=True, kw_only=True):
    """Where a command shall look: the files that its paths name, and how many bytes these are."""

    named: opening.Named
    size: int

    def find(self, mapping: Mapping[str, str] | None = None) -> Iterator[Found]:
        """Yield everything that the files hold; `mapping` as of `khabar.ingest.open.find_items`."""
        return opening.find_named(self.named, mapping=mapping)


def look(paths: Sequence[str], besides: str = STDIN) -> There:
    """What the paths name now; what is written while it is read is not read.

    Args:
        paths: As of `khabar.ingest.open.find_items`.
        besides: The file that the command writes: one that stands already and holds readings, or nothing, is passed
            over where it merely lies in a folder.
    """
    besides = besides if besides != STDIN and _kind(besides) in (kinds.READINGS, "") else STDIN
    named = opening.look(paths, besides)
    return There(named=named, size=sum(map(_size, named.files)))


def read_texts(
    there: There,
    meta: Mapping[str, Meta],
    *,
    jobs: int = 1,
    keep_text: bool = False,
    mapping: Mapping[str, str] | None = None,
) -> Iterator[batch.Outcome]:
    """Read every document, with a progress bar; refusals, issues and notes are said as they come."""
    names: collections.Counter[str] = collections.Counter()
    passed = 0
    with progress(there.size) as bar:
        for outcome in batch.read_all(there.find(mapping), meta, jobs=jobs, keep_text=keep_text):
            if outcome.note:
                say(f"note: {outcome.note}")
                continue
            passed += outcome.passed
            report(outcome, passed)
            names[outcome.doc] += outcome.line is not None
            yield outcome
            advance(bar, outcome.consumed)
    if passed > PASSED_SHOWN:
        more = passed - PASSED_SHOWN
        say(f"note: and {more} more were passed over; khabar add LEDGER PATH --dry-run --json lists all")
    for name, count in sorted(names.items()):
        if count > 1:
            say(f"note: {count} documents are named {name!r}")


def report(outcome: batch.Outcome, passed: int) -> None:
    """Say why a document was refused, or that its reading carries issues; of what was passed over, the first few."""
    if outcome.refused:
        say_refused(outcome.refused, passed if outcome.passed else 0)
    elif outcome.issues:
        first, more = outcome.issues[0], len(outcome.issues) - 1
        say(f"note: {outcome.source}: {first.step}: {first.reason}" + (f" (and {more} more)" if more else ""))


def say_refused(message: str, passed: int = 0) -> None:
    """Say why something is no document: a fault, or a note on the `passed`-th thing passed over, if of the first."""
    if passed <= PASSED_SHOWN:
        say(f"note: {message}" if passed else message)


def holds_readings(path: str) -> bool:
    """Whether a path is a file of readings by its name and first letters; standard input, by its first letter."""
    if path != STDIN:
        return path.lower().endswith(READINGS) and _kind(path) in (kinds.READINGS, "")
    ahead = sys.stdin.buffer
    return isinstance(ahead, io.BufferedReader) and ahead.peek(64).lstrip()[:1] == b"{"


def load_readings(path: str) -> list[Reading]:
    """Readings of one file of JSON lines.

    Raises:
        InputError: it cannot be read, or a line is no reading.
    """
    name = "standard input" if path == STDIN else path
    try:
        raw = sys.stdin.buffer.read() if path == STDIN else Path(path).read_bytes()
    except (OSError, ValueError) as fault:
        raise InputError(f"{name}: {reason_of(fault)}") from None
    readings = []
    for number, line in enumerate(raw.splitlines(), 1):
        if line.strip():
            try:
                readings.append(wire.from_json(line))
            except ValueError as fault:
                raise InputError(f"{name}:{number}: {fault}") from None
    if not readings:
        raise InputError(f"{name}: holds no readings; make some with khabar read PATH -o {path}")
    return readings


def _kind(path: str) -> str:
    """What a file is; nothing where that cannot be seen, or where it is empty."""
    try:
        with Path(path).open("rb") as file:
            head = file.read(kinds.HEAD)
    except (OSError, ValueError):
        return ""
    return kinds.guess_kind(head, path) if head.strip() else ""


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size if path != STDIN else 0
    except (OSError, ValueError):
        return 0
