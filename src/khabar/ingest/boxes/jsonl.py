"""Objects of JSON, one a line.

Invariant: one line is held at a time; a line that is broken is refused alone.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from khabar.errors import InputError
from khabar.ingest import reasons
from khabar.ingest.boxes.lines import Counted, guess_charset, to_lines
from khabar.ingest.boxes.objects import OBJECT, flatten, parse
from khabar.ingest.item import Box, Found
from khabar.ingest.limits import MEBIBYTE
from khabar.ingest.tables import Row, find_rows, no_rows

_HEAD = 64 * 1024


def find_items(stream: BinaryIO, box: Box) -> Iterator[Found]:
    """Yield the item of each line.

    Raises:
        InputError: no line can be read, or none has a field of Arabic text.
    """
    counted = Counted(stream)
    buffered = io.BufferedReader(counted, _HEAD)
    charset = guess_charset(buffered.peek(_HEAD))
    lines = to_lines(buffered, charset, newline="\n")
    yield from find_rows(_rows(lines, counted), box)


def _rows(lines: io.TextIOWrapper, counted: Counted) -> Iterator[Row]:
    number = 0
    while line := lines.readline(OBJECT):
        if not line.strip("\ufeff \t\r\n\x1e"):
            continue
        number += 1
        if len(line) == OBJECT and not line.endswith("\n"):
            while (more := lines.readline(OBJECT)) and not more.endswith("\n"):
                pass
            why = f"a line longer than {OBJECT // MEBIBYTE} MiB, which no article is"
            yield Row(number=number, fault=why, reason=reasons.TOO_LARGE, consumed=counted.since())
            continue
        yield _row(number, line, counted.since())
    if not number:
        raise no_rows("no line in it")


def _row(number: int, line: str, consumed: int) -> Row:
    try:
        value = parse(line.strip("\ufeff \t\r\n\x1e"))
    except InputError as fault:
        return Row(number=number, fault=str(fault), reason=fault.reason, consumed=consumed)
    if not isinstance(value, dict):
        return Row(number=number, fault="no object of JSON", consumed=consumed)
    return Row(number=number, cells=flatten(value), consumed=consumed)
