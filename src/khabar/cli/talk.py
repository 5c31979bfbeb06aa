"""What the command line says, and where: data on standard output, talk on standard error.

Invariant: whatever is said is one line without control characters, so that no file name or text can move the cursor.
"""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from khabar.errors import InputError
from khabar.ingest.sources import STDIN, reason_of
from khabar.serve.console import safe

DONE, FINDINGS, MISUSE, INTERRUPTED = 0, 1, 2, 130
BETWEEN_DRAWINGS_S = 0.1


def say(message: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"khabar: {safe(message)}\n")
    sys.stderr.flush()


def put(line: str = "") -> None:
    """One line of text on standard output, in UTF-8 whatever the terminal's locale is."""
    sys.stdout.buffer.write(line.encode("utf-8", errors="replace") + b"\n")


def console() -> Console:
    """A console on standard output: 80 columns and no colour where it is no terminal."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    width = None if sys.stdout.isatty() else 80
    return Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


@contextlib.contextmanager
def opened(output: str, sources: list[str]) -> Iterator[BinaryIO]:
    """Standard output for ``-``, else the file, opened for writing.

    Raises:
        InputError: it cannot be written, or is one of the files to be read.
    """
    if output == STDIN:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if any(source != STDIN and _same(source, output) for source in sources):
        raise InputError(f"{output}: would overwrite a file that is to be read; name another with -o")
    try:
        file = Path(output).open("wb")  # noqa: SIM115 - closed below, so that only opening is caught here
    except (OSError, ValueError) as fault:
        raise InputError(f"{output}: {_writing(fault)}") from None
    with file:
        yield file


@contextlib.contextmanager
def progress(total: int, what: str = "reading") -> Iterator[Progress | None]:
    """A progress bar on standard error, where that is a terminal: the share of `total` that is done, how many things
    were, how many a second, and the time left.

    It draws from the caller's thread only: workers are forked while it stands.

    Args:
        total: What all steps given to `advance` add up to: bytes, or things.
        what: What is being done.
    """
    if not sys.stderr.isatty() or total < 2:
        yield None
        return
    columns = (
        TextColumn(what), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[done]}"),
        TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
    )  # fmt: skip
    bar = Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
    with bar:
        bar.add_task(what, total=total, done=0, rate="")
        yield bar


def advance(bar: Progress | None, step: int = 1) -> None:
    """One thing more is done, which was so much of the whole."""
    if not bar:
        return
    task = bar.tasks[0]
    done = task.fields["done"] + 1
    seconds = task.elapsed or 0.0
    bar.update(task.id, advance=step, done=done, rate=_rate(done / seconds) if seconds > 1 else "")
    now = time.monotonic()
    if now - task.fields.get("drawn", 0.0) > BETWEEN_DRAWINGS_S:
        bar.update(task.id, drawn=now)
        bar.refresh()


def _rate(per_second: float) -> str:
    return f"{per_second:.0f}/s" if per_second >= 10 else f"{per_second:.1f}/s"


def _same(a: str, b: str) -> bool:
    try:
        return Path(a).samefile(b)
    except OSError:
        return False


def _writing(fault: OSError | ValueError) -> str:
    if isinstance(fault, PermissionError):
        return "no permission to write it"
    if isinstance(fault, FileNotFoundError):
        return "no such folder to write in"
    return reason_of(fault)
