"""The program that opens what may break it: PDFs, workbooks, columns. It runs apart, and may be killed.

Invariant: nothing of ours is imported, nothing is written but frames on standard output: a length in four bytes, then
as much JSON. What is asked of it is on standard input: frames of a length and bytes, or the file itself.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import resource
import struct
import sys
from typing import Any, BinaryIO

TASKS = {"pdf": "pages", "excel": "sheets", "parquet": "batches"}


def main(task: str, memory: int) -> None:
    """Serve one kind of paper until nobody asks any more."""
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.setrecursionlimit(400)
    module = importlib.import_module(TASKS[task])
    if task != "pdf":
        _serve(out, lambda: module.find_rows(sys.stdin.buffer))
        return
    while (raw := _take(sys.stdin.buffer)) is not None:
        wanted = json.loads(raw[: raw.index(b"\n")])
        body = raw[raw.index(b"\n") + 1 :]
        _serve(out, lambda wanted=wanted, body=body: module.find_pages(body, **wanted))


def _serve(out: BinaryIO, make: Any) -> None:
    try:
        for one in make():
            _give(out, one)
        _give(out, {"done": True})
    except MemoryError:
        _give(out, {"fault": "memory"})
    except Exception as fault:  # whatever a foreign library raises on foreign bytes
        _give(out, {"fault": type(fault).__name__, "why": str(fault)[:200]})


def _give(out: BinaryIO, one: Any) -> None:
    raw = json.dumps(one).encode()
    out.write(struct.pack(">I", len(raw)) + raw)
    out.flush()


def _take(stream: BinaryIO) -> bytes | None:
    size = stream.read(4)
    return stream.read(struct.unpack(">I", size)[0]) if len(size) == 4 else None


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
