"""Asks a program apart from this one to open what may break, hang or bloat whoever opens it.

Invariant: whatever happens to that program, this one goes on: it waits no longer than stated, and says what it was.
One such program serves many papers of a process, until one of them harms it.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

import msgspec

from khabar.errors import InputError
from khabar.ingest import reasons
from khabar.ingest.limits import MEBIBYTE, Limits
from khabar.text.letters import one_line

MEMORY: Final = 3 * 1024 * MEBIBYTE
FRAME: Final = 256 * MEBIBYTE
PAPERS: Final = 200
PROGRAM: Final = Path(__file__).parent / "apart" / "run.py"
_BITE: Final = 64 * 1024


class Program:
    """A running program, and how to speak with it."""

    def __init__(self, task: str, stdin: Any = subprocess.PIPE) -> None:
        command = [sys.executable, "-s", str(PROGRAM), task, str(MEMORY)]
        self._process = subprocess.Popen(  # noqa: S603 - our own file, no shell
            command, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=tempfile.gettempdir()
        )
        self._answers = self._process.stdout.fileno() if self._process.stdout else -1
        self.served = 0

    def ask(self, raw: bytes, seconds: float) -> Iterator[dict[str, Any]]:
        """Send it a frame, and yield what it answers."""
        self.served += 1
        sender = threading.Thread(target=self._send, args=(raw,), daemon=True)
        sender.start()
        yield from self.answers(seconds)
        sender.join(seconds)

    def answers(self, seconds: float, *, in_all: bool = True) -> Iterator[dict[str, Any]]:
        """Yield its frames until it is done.

        Args:
            seconds: How long to wait: for all of them, or else for each.
            in_all: Which.

        Raises:
            InputError: it found a fault, took too long, or broke.
        """
        end = time.monotonic() + seconds
        while True:
            if not in_all:
                end = time.monotonic() + seconds
            frame = self._frame(end, seconds)
            if frame.get("done"):
                return
            if "fault" in frame:
                if frame["fault"] == "memory":
                    self.close()
                raise _fault(frame)
            yield frame

    def close(self) -> None:
        """End it."""
        self.served = PAPERS
        with contextlib.suppress(OSError):
            self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError, ValueError):
                if pipe:
                    pipe.close()
        self._process.wait()

    def _send(self, raw: bytes) -> None:
        with contextlib.suppress(OSError, ValueError):
            if self._process.stdin:
                self._process.stdin.write(struct.pack(">I", len(raw)))
                self._process.stdin.write(raw)
                self._process.stdin.flush()

    def _frame(self, end: float, seconds: float) -> dict[str, Any]:
        size = struct.unpack(">I", self._bytes(4, end, seconds))[0]
        if size > FRAME:
            self.close()
            raise InputError("opens into more than can be held", reason=reasons.EXPANDS)
        answer: dict[str, Any] = msgspec.json.decode(self._bytes(size, end, seconds))
        return answer

    def _bytes(self, size: int, end: float, seconds: float) -> bytes:
        some = bytearray()
        while len(some) < size:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self._answers], [], [], left)[0]:
                self.close()
                raise InputError(f"not opened within {seconds:.0f} seconds; it was given up", reason=reasons.SLOW)
            bite = os.read(self._answers, min(_BITE, size - len(some)))
            if not bite:
                self.close()
                raise InputError("breaks the program that opens it; it is damaged", reason=reasons.DAMAGED)
            some += bite
        return bytes(some)


def ask(task: str, head: dict[str, Any], raw: bytes, seconds: float) -> list[dict[str, Any]]:
    """What the program for a kind of paper answers of one.

    Raises:
        InputError: it cannot be opened, within that time or at all. No file is named.
    """
    with _LOCK:
        program = _running(task)
        return list(program.ask(msgspec.json.encode(head) + b"\n" + raw, seconds))


def stream(task: str, file: BinaryIO, limits: Limits) -> Iterator[dict[str, Any]]:
    """Yield what a program of its own answers of a file, as it goes through it.

    Raises:
        InputError: it cannot be opened, or some part takes too long. No file is named.
    """
    with _on_disk(file, limits) as there:
        program = Program(task, stdin=there)
        try:
            yield from program.answers(limits.seconds, in_all=False)
        finally:
            program.close()


@contextlib.contextmanager
def _on_disk(file: BinaryIO, limits: Limits) -> Iterator[BinaryIO]:
    """The file, if it is one on disk from its beginning; else a copy of it that is."""
    try:
        if file.seekable() and file.tell() == 0 and isinstance(file.fileno(), int):
            os.lseek(file.fileno(), 0, os.SEEK_SET)
            yield file
            return
    except (OSError, AttributeError):
        pass
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(_Bounded(file, limits.whole), copy, _BITE)
        copy.flush()
        copy.seek(0)
        yield copy


class _Bounded:
    def __init__(self, file: BinaryIO, most: int) -> None:
        self._file, self._left = file, most

    def read(self, size: int = -1) -> bytes:
        some = self._file.read(size)
        self._left -= len(some)
        if self._left < 0:
            raise InputError("larger than can be held whole; cut it into parts", reason=reasons.TOO_LARGE)
        return some


def _fault(frame: dict[str, Any]) -> InputError:
    if frame["fault"] == "memory":
        return InputError("opens into more than can be held", reason=reasons.EXPANDS)
    reason = {"Locked": reasons.LOCKED, "NoTextLayer": reasons.NO_TEXT_LAYER}.get(frame["fault"], reasons.DAMAGED)
    why = one_line(str(frame.get("why", ""))) or frame["fault"]
    return InputError(why if reason != reasons.DAMAGED else f"cannot be opened: {why}", reason=reason)


_LOCK: Final = threading.Lock()
_PROGRAMS: Final[dict[tuple[int, str], Program]] = {}


def _running(task: str) -> Program:
    """This process's program for a kind of paper, a new one where the last is worn out or belongs to a parent."""
    key = (os.getpid(), task)
    program = _PROGRAMS.get(key)
    if program is None or program.served >= PAPERS:
        if program is not None:
            program.close()
        program = _PROGRAMS[key] = Program(task)
    return program


@atexit.register
def _close_all() -> None:
    for (owner, _), program in list(_PROGRAMS.items()):
        if owner == os.getpid():
            program.close()
