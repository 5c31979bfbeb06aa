"""Documents of JSON: lists of articles, answers of interfaces, feeds, and what Telegram exports.

Invariant: read as it is needed, one object held at a time; what was read before a fault stays. A document that is one
object is an article only where it says so by the names of its fields: records of other programs are none.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec

from khabar.errors import InputError
from khabar.ingest import columns, reasons
from khabar.ingest.boxes import objects, telegram
from khabar.ingest.boxes.lines import Counted, guess_charset, to_lines
from khabar.ingest.boxes.objects import flatten
from khabar.ingest.item import Box, Found, Item
from khabar.ingest.tables import Row, find_rows, no_rows
from khabar.model.article import Told
from khabar.text.letters import one_line

_HEAD = 64 * 1024
LEAST_ARABIC = 40
ALSO = frozenset({"title", "published", "address"})
"""Of which an article that stands alone has one beside its text."""


def find_items(stream: BinaryIO, box: Box) -> Iterator[Found]:
    """Yield the item of each object in the lists of a document.

    Raises:
        InputError: it is broken, or holds no list of articles.
    """
    counted = Counted(stream)
    buffered = io.BufferedReader(counted, _HEAD)
    charset = guess_charset(buffered.peek(_HEAD))
    letters = to_lines(buffered, charset, newline="")
    stop = _Stop()
    none: InputError | None = None
    some = False
    for _, group in itertools.groupby(_until(objects.find_objects(letters), stop), lambda one: one.series):
        try:
            for found in _find_in(group, counted, box):
                some = True
                yield found
        except InputError as fault:
            if fault.reason != reasons.NO_COLUMN:
                raise
            none = none or fault
    if stop.fault:
        raise stop.fault
    if not some:
        raise none or no_rows("no list of articles in it")


class _Stop:
    """Why a document could be read no further."""

    fault: InputError | None = None


def _until(found: Iterator[objects.Found], stop: _Stop) -> Iterator[objects.Found]:
    """What was found before the fault, which is kept."""
    try:
        yield from found
    except InputError as fault:
        stop.fault = fault


def _find_in(group: Iterable[objects.Found], counted: Counted, box: Box) -> Iterator[Found]:
    rest = iter(group)
    first = next(rest)
    together = itertools.chain([first], rest)
    if first.single:
        yield from _single(first, counted, box)
    elif telegram.is_message(first.value) and not box.mapping:
        for number, one in enumerate(together, 1):
            yield telegram.to_found(one.value, one.above, number, box, counted.since())
    else:
        rows = (_row(number, one, counted) for number, one in enumerate(together, 1))
        yield from find_rows(rows, box, sheet=one_line(".".join(first.path)))


def _row(number: int, one: objects.Found, counted: Counted) -> Row:
    if not isinstance(one.value, dict):
        return Row(number=number, fault="no object of JSON", consumed=counted.since())
    return Row(number=number, cells=flatten(one.value), consumed=counted.since())


def _single(one: objects.Found, counted: Counted, box: Box) -> Iterator[Found]:
    cells = flatten(one.value, lists=False)
    fields = {known[0] for name in cells if (known := columns.field_of(name))}
    texts = [name for name in cells if (known := columns.field_of(name)) and known[0] == "text"]
    arabic = max((columns.arabic_letters(cells[name]) for name in texts), default=0)
    if "text" not in box.mapping and (arabic < LEAST_ARABIC or not fields & ALSO):
        raise no_rows("a record of JSON and no article; name its text with --map text=NAME if it is one")
    for found in find_rows([Row(number=1, cells=cells, consumed=counted.since())], box):
        if isinstance(found, Item):
            name = box.name if found.name == f"{box.name}:1" else found.name
            yield msgspec.structs.replace(found, name=name, source=box.source, told=_whole(found.told))
        else:
            yield found


def _whole(told: Told) -> Told:
    return msgspec.structs.replace(told, member="")
