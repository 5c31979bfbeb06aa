"""A table of articles, row by row, whatever it was written in.

Invariant: each row that has a cell is one item or one refusal, in order; a row's bytes are its cell of text as UTF-8.
A sample of rows is held back while the columns are guessed, no more after that.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from khabar.errors import InputError
from khabar.ingest import columns, kinds, reasons
from khabar.ingest.columns import Columns
from khabar.ingest.days import to_day
from khabar.ingest.item import Box, Found, Item, Note, Refusal
from khabar.ingest.limits import MEBIBYTE
from khabar.ingest.sources import name_of_address
from khabar.model.article import Told, ToldDay
from khabar.text.letters import BIDI_CONTROLS

SAMPLE_ROWS: Final = 200
SAMPLE_LETTERS: Final = 256 * 1024
CELL: Final = 10 * MEBIBYTE
TOLD_LETTERS: Final = 500
NAME_LETTERS: Final = 80
_MARKUP: Final = re.compile(
    r"</(?:p|div|a|span|h[1-6]|ul|ol|li|strong|b|em|i|u|figure|blockquote|table|section|article|html|body)>"
    r"|<(?:br|p|img|hr)\b[^<>]{0,400}>",
    re.IGNORECASE,
)
_UNFIT: Final = re.compile("[\x00-\x1f\x7f-\x9f#~/\\\\" + BIDI_CONTROLS + "\u2028\u2029\ufeff]+")
_BLANK: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_ARABIC: Final = frozenset({"ar", "ara", "arb", "arabic"})


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row: its number as a person counts, the header not being one, and its cells by column.

    ``fault`` is why it is none; ``reason`` the constant word for it.
    """

    number: int
    cells: dict[str, str] = {}
    consumed: int = 0
    fault: str = ""
    reason: str = reasons.DAMAGED


def find_rows(rows: Iterable[Row], box: Box, *, sheet: str = "") -> Iterator[Found]:
    """Yield the item that each row is, and first a note on what was taken for what.

    Args:
        rows: In order; read as they are needed.
        box: The table.
        sheet: Which of its sheets.

    Raises:
        InputError: it has no column of Arabic text, or none that bears the name which the user gave.
    """
    rest = iter(rows)
    sample = list(_sample(rest))
    whole = [row for row in sample if not row.fault]
    if not whole:
        yield from (_refused(row, box, sheet) for row in sample)
        if next(rest, None) is not None:
            why = f"none of its first {len(sample)} rows can be read; it is no such table"
            raise InputError(why, reason=reasons.DAMAGED)
        return
    names = list(dict.fromkeys(itertools.chain.from_iterable(row.cells for row in whole)))
    guess = columns.guess_columns([row.cells for row in whole], names, box.mapping)
    yield Note(source=box.source, message=f"{_where(box, sheet)}: {columns.to_note(guess)}")
    for row in itertools.chain(sample, rest):
        yield _refused(row, box, sheet) if row.fault else _found(row, guess, box, sheet)


def to_name(stem: str, given: str, number: int) -> str:
    """What a row's document is called: by its own id, behind the table's name where that is only a number, else by
    the row's number.

    >>> to_name("posts", "", 12), to_name("posts", "77", 12), to_name("posts", "wire-77", 12)
    ('posts:12', 'posts:77', 'wire-77')
    """
    if given.startswith(("http://", "https://")):
        return name_of_address(given[:2_000])
    own = _UNFIT.sub("-", " ".join(given.split()))[:NAME_LETTERS].strip("- ")
    if not own:
        return f"{stem}:{number}"
    return f"{stem}:{own}" if own.isdigit() else own


def to_line(cell: str) -> str:
    """A cell as one line of bounded length and without controls, for what is told beside the text."""
    return _BLANK.sub(" ", cell[: 4 * TOLD_LETTERS]).strip()[:TOLD_LETTERS]


def to_whole(cell: str) -> str:
    """The same letters, with U+FFFD for halves of a surrogate pair, which no UTF-8 can hold."""
    try:
        cell.encode("utf-8")
    except UnicodeEncodeError:
        return cell.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return cell


def has_markup(cell: str) -> bool:
    """Whether a cell holds HTML.

    >>> has_markup("<p>1</p>"), has_markup("1 < 2 and a > b")
    (True, False)
    """
    return "<" in cell and _MARKUP.search(cell) is not None


def _sample(rows: Iterator[Row]) -> Iterator[Row]:
    letters = 0
    for row in itertools.islice(rows, SAMPLE_ROWS):
        yield row
        letters += sum(map(len, row.cells.values()))
        if letters >= SAMPLE_LETTERS:
            return


def _found(row: Row, guess: Columns, box: Box, sheet: str) -> Found:
    cells = {field: to_whole(row.cells.get(column, "")) for field, column in guess.by_field.items()}
    text = cells.pop("text")
    if not text.strip():
        return _refused(_unfit(row, "no text in this row", reasons.EMPTY), box, sheet, passed=True)
    if len(text) > CELL:
        return _refused(_unfit(row, "larger than 10 MiB, which no article is", reasons.TOO_LARGE), box, sheet)
    language = cells.pop("language", "").strip().casefold().replace("_", "-").partition("-")[0]
    if language.isascii() and language.isalpha() and language not in _ARABIC:
        why = f"the table says that its language is {language!r}; Khabar reads Arabic reporting"
        return _refused(_unfit(row, why, reasons.NOT_ARABIC), box, sheet, passed=True)
    return Item(
        name=to_name(box.name, cells.pop("id", ""), row.number),
        source=_source(row, box, sheet),
        raw=text.encode("utf-8"),
        kind="html" if has_markup(text) else kinds.TEXT,
        charset="utf-8",
        told=_told(cells, guess, box.told, f"{sheet}!row {row.number}" if sheet else f"row {row.number}"),
        boxed=True,
        consumed=row.consumed,
    )


def _told(cells: dict[str, str], guess: Columns, base: Told, member: str) -> Told:
    said = [(of, to_line(cells.get(of, ""))) for of in ("published", "modified")]
    dated = [(of, one, to_day(one, day_first=guess.day_first)) for of, one in said if one]
    told = tuple(ToldDay(day=day, of=of, by="table", said=one) for of, one, day in dated if day)
    by = {one.of: one.day for one in told}
    address = to_line(cells.get("address", ""))
    return msgspec.structs.replace(
        base,
        title=to_line(cells.get("title", "")) or base.title,
        author=to_line(cells.get("author", "")) or base.author,
        outlet=to_line(cells.get("outlet", "")) or base.outlet,
        address=address if address.startswith(("http://", "https://")) else base.address,
        published=by.get("published", base.published),
        modified=by.get("modified", base.modified),
        days=(*base.days, *told),
        member=member,
    )


def _unfit(row: Row, fault: str, reason: str) -> Row:
    return msgspec.structs.replace(row, cells={}, fault=fault, reason=reason)


def _refused(row: Row, box: Box, sheet: str, *, passed: bool = False) -> Refusal:
    source = _source(row, box, sheet)
    return Refusal(
        source=source, reason=row.reason, message=f"{source}: {row.fault}", passed=passed, consumed=row.consumed
    )


def _where(box: Box, sheet: str) -> str:
    return f"{box.source}!{sheet}" if sheet else box.source


def _source(row: Row, box: Box, sheet: str) -> str:
    return f"{_where(box, sheet)}!row {row.number}"


def no_rows(fault: str) -> InputError:
    """A table in which nothing can be read."""
    return InputError(fault, reason=reasons.NO_COLUMN)
