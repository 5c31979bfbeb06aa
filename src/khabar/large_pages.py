"""Moves what the packs made into large pages of memory, where the system has them (Linux 6.1 and later).

A reading follows references all over 150 MiB; in pages of 4 KiB a processor spends some of its time on
finding out where they lie.

Invariant: no reading depends on it; where something is missing or refused, memory stays as it is.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from pathlib import Path

SYSTEM = Path("/sys/kernel/mm/transparent_hugepage")
PROCESS = Path("/proc/self")
LARGE = 2 << 20
COLLAPSE = 25
"""Linux's MADV_COLLAPSE: what is asked for is done at once, and what cannot be done is left."""
_AREA = re.compile(
    r"^([0-9a-f]+)-([0-9a-f]+) rw-p \S+ \S+ 0 *(?:\[heap\])?\nSize: +(\d+) kB\n(?:[A-Z].*\n)*?Rss: +(\d+) kB$", re.M
)
"""An area of memory that is the process's own and no file's: its ends, its size and how much of it is in use."""


def use_large_pages() -> int:
    """Move the process's memory into large pages: some tenths of a second. How many MiB of it lie in such then."""
    try:
        if "[never]" in _told("enabled") or int(_told("hpage_pmd_size")) != LARGE:
            return 0
        system = ctypes.CDLL(None)
        system.madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
        for first, last in _areas():
            system.madvise(first, last - first, COLLAPSE)
        found = re.search(r"^AnonHugePages: +(\d+) kB$", (PROCESS / "smaps_rollup").read_text("utf-8"), re.M)
        return int(found[1]) >> 10 if found else 0
    except (OSError, ValueError, AttributeError):
        return 0


def _told(name: str) -> str:
    return (SYSTEM / name).read_text("utf-8")


def _areas() -> Iterator[tuple[int, int]]:
    """Whole large pages of the areas that are mostly in use: the others would only grow."""
    for start, end, size, used in _AREA.findall((PROCESS / "smaps").read_text("utf-8")):
        first, last = -(-int(start, 16) // LARGE) * LARGE, int(end, 16) // LARGE * LARGE
        if first < last and 2 * int(used) >= int(size):
            yield first, last
