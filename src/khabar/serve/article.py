"""Articles as pages: the text right to left with its claims marked, and beside it every field with its reasons.

Invariant: the letters of a text stand on its page in their order, all of them, and none of them is markup: what a
document holds passes through the template's escaping, and what cannot be seen is shown by its name. A page stands
alone: no script, no address outside it.
"""

from __future__ import annotations

import unicodedata
from collections import deque
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import jinja2
import msgspec

from khabar.model.records import Event, Lost, Reading, Why
from khabar.model.spans import Span
from khabar.serve import wording
from khabar.serve.console import UNSEEN, safe
from khabar.serve.lookalikes import find_lookalikes
from khabar.serve.reasons import AnyRecord, fields_of, kind_of, parts_of, records_of, whys_of

ROLES = ("trigger", "initiator", "target", "place", "time", "weapons", "casualties", "sources")
MOST_RECORDS = 12
_KEPT = frozenset("\n\t ")
_TEMPLATES = Path(__file__).parent / "templates"


class Piece(msgspec.Struct, frozen=True):
    """A stretch of the text under the same marks. ``opens`` names the records whose trigger begins here; ``unseen``
    is the name of the one invisible letter that the stretch consists of; ``odd`` says which letters of its word pass
    for others.
    """

    text: str
    roles: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    furniture: bool = False
    unseen: str = ""
    odd: str = ""


class Row(msgspec.Struct, frozen=True):
    """One field on a card: what was read, and why. ``words`` of the text; ``values`` are what they were taken for."""

    field: str
    values: tuple[tuple[str, str], ...]
    whys: tuple[Reason, ...]


class Reason(msgspec.Struct, frozen=True):
    """A rule that spoke for a field, in words fit for a page."""

    rule: str
    because: tuple[str, ...]
    lost: tuple[Lost, ...]


class Card(msgspec.Struct, frozen=True):
    """One record beside the text."""

    id: str
    kind: str
    trigger: str
    rows: tuple[Row, ...]


class _Mark(msgspec.Struct, frozen=True):
    start: int
    end: int
    role: str
    record: str


def head(title: str) -> str:
    """What a page begins with, up to its first article."""
    return _template("head").render(title=title, roles=ROLES) + "\n"


def article(reading: Reading, text: str, number: int) -> str:
    """One article and its cards. `number` tells it from the others of the page.

    Spans of the reading count letters of `text`; those outside of it are left out.
    """
    told = reading.published
    page = _template("article").render(
        number=number,
        doc=safe(reading.doc),
        outlet=safe(reading.outlet or ""),
        published=wording.days(told.start, told.end),
        because=[safe(line) for line in told.because],
        pieces=list(pieces(reading, text)),
        cards=[_card(record) for record in records_of(reading)],
        issues=[f"{issue.step}: {safe(issue.reason)}" for issue in reading.issues],
    )
    return page + "\n"


def foot() -> str:
    """What a page ends with."""
    return _template("foot").render() + "\n"


def pieces(reading: Reading, text: str) -> Iterator[Piece]:
    """The text cut at every end of a mark, so that marks may overlap; one piece holds at most `MOST_RECORDS` names."""
    marks = [mark for mark in _marks(reading) if 0 <= mark.start < mark.end <= len(text)]
    unseen = [at for at, letter in enumerate(text) if _is_unseen(letter)]
    plain = [Span(s.start, min(s.end, len(text))) for s in reading.furniture if s.start < len(text)]
    odd = deque(find_lookalikes(text))
    cuts = {
        0,
        len(text),
        *(at for span, _ in odd for at in (span.start, span.end)),
        *unseen,
        *(at + 1 for at in unseen),
    }
    cuts.update(at for mark in marks for at in (mark.start, mark.end))
    cuts.update(at for span in plain for at in (span.start, span.end))
    waiting = sorted(marks, key=lambda mark: (mark.start, mark.end), reverse=True)
    blocks = sorted(plain, key=lambda span: span.start, reverse=True)
    live: list[_Mark] = []
    edges = sorted(cuts)
    for start, end in pairwise(edges):
        live = [mark for mark in live if mark.end > start]
        while waiting and waiting[-1].start <= start:
            live.append(waiting.pop())
        live = live[-MOST_RECORDS:]
        while blocks and blocks[-1].end <= start:
            blocks.pop()
        while odd and odd[0][0].end <= start:
            odd.popleft()
        letters = text[start:end]
        yield Piece(
            text=letters,
            roles=tuple(dict.fromkeys(mark.role for mark in live)),
            records=tuple(dict.fromkeys(mark.record for mark in live)),
            opens=tuple(mark.record for mark in live if mark.role == "trigger" and mark.start == start),
            furniture=bool(blocks) and blocks[-1].start <= start,
            unseen=_name(letters) if len(letters) == 1 and _is_unseen(letters) else "",
            odd=odd[0][1] if odd and odd[0][0].start <= start else "",
        )


def _marks(reading: Reading) -> Iterator[_Mark]:
    """Every span that a record rests on."""
    for record in records_of(reading):
        yield _Mark(record.span.start, record.span.end, "trigger", record.id)
        for role in ROLES[1:]:
            value = getattr(record, role, None)
            for mention in value if isinstance(value, tuple) else (value,):
                span = getattr(mention, "span", None)
                if span is not None:
                    yield _Mark(span.start, span.end, role, record.id)


def _card(record: AnyRecord) -> Card:
    rows = [_row("trigger", record, [(safe(record.trigger), "")])]
    for name, value in fields_of(record).items():
        rows.append(_row(name, record, list(_values(value))))
    kind = kind_of(record)
    if isinstance(record, Event) and record.event:
        kind = f"{kind}, happening {safe(record.event)}"
    return Card(safe(record.id), kind, safe(record.trigger), tuple(rows))


def _row(name: str, record: AnyRecord, values: Sequence[tuple[str, str]]) -> Row:
    return Row(name.replace("_", " "), tuple(values), tuple(_reason(why) for why in whys_of(record, name)))


def _reason(why: Why) -> Reason:
    lost = tuple(
        Lost(value=safe(lost.value), rule=safe(lost.rule), score=lost.score, because=safe(lost.because))
        for lost in why.lost
    )
    return Reason(safe(why.rule), tuple(safe(line) for line in why.because), lost)


def _values(value: object) -> Iterator[tuple[str, str]]:
    """For each value of a field: the text's words, and what they were taken for."""
    for one in value if isinstance(value, tuple) else (value,):
        if isinstance(one, msgspec.Struct):
            words, _, taken = parts_of(one)
            yield safe(words), taken
        elif isinstance(one, dict):
            yield from ((safe(str(key)), str(part)) for key, part in one.items())
        else:
            yield "", safe(str(one))


def _is_unseen(letter: str) -> bool:
    return letter not in _KEPT and unicodedata.category(letter) in UNSEEN


def _name(letter: str) -> str:
    code = f"U+{ord(letter):04X}"
    name = unicodedata.name(letter, "")
    return f"{code} {name}" if name else code


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip


def _template(name: str) -> jinja2.Template:
    return _environment().get_template(f"{name}.html")
