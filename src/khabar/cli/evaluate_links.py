"""``khabar evaluate --links``: linking alone, with claims given and end to end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from khabar import collection
from khabar.cli.talk import put
from khabar.evaluate import linking
from khabar.evaluate.gold import Gold
from khabar.evaluate.linking import Mention, Miss
from khabar.model.records import Reading
from khabar.serve.console import isolated, safe

CONTEXT = 70


def print_links(golds: Sequence[Gold], read: Sequence[Reading], *, show: int, as_json: bool) -> None:
    """Print the figures of linking, and the costliest misses with claims given.

    Args:
        golds: Gold articles.
        read: The same articles as read and linked; may be empty.
        show: How many misses to print.
        as_json: The figures as one JSON object.
    """
    given = collection.link([linking.to_reading(gold) for gold in golds]).readings
    coded = list(linking.find_coded(golds, _by_doc(given)))
    told = {"claims given": coded, "end to end": list(linking.find_read(golds, _by_doc(read))) if read else []}
    lines = [
        (f"{name}: {row}", value, detail) for name, found in told.items() for row, value, detail in linking.rows(found)
    ]
    if as_json:
        values = {name: None if value is None else round(value, 4) for name, value, _ in lines}
        put(msgspec.json.encode(values).decode())
        return
    for name, value, detail in lines:
        put(f"{name:40s} {'   nan' if value is None else format(value, '6.3f')}  {detail}")
    for miss in linking.find_misses(coded)[:show]:
        for line in _miss(miss):
            put(line)


def _by_doc(readings: Sequence[Reading]) -> dict[str, Reading]:
    return {reading.doc: reading for reading in readings}


def _miss(miss: Miss) -> Iterator[str]:
    """What was torn, then each part's mentions in their words."""
    yield f"{miss.kind} {safe(miss.name)}: {miss.cost:.1f} mentions' worth"
    for number, part in enumerate(miss.parts, 1):
        yield from (f"  {number}. {safe(m.ref)} {_key(miss, m)}{isolated(_words(m))}" for m in part)


def _key(miss: Miss, mention: Mention) -> str:
    return f"({safe(mention.key)}) " if miss.kind == "merged" else ""


def _words(mention: Mention) -> str:
    record = mention.record
    at = max(0, record.span.start - record.sentence_span.start)
    end = at + len(record.trigger)
    before, after = record.sentence[max(0, at - CONTEXT) : at], record.sentence[end : end + CONTEXT]
    return f"{before}[{record.trigger}]{after}"
