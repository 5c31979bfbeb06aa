"""Numbers as words and digits, with what hedges them.

Invariant: ``high`` is None when the text leaves the number open; a bound below is never guessed upward.
"""

from __future__ import annotations

from khabar.model.drafts import Amount
from khabar.model.spans import Span
from khabar.read.units import Unit

_HEDGES = ("about", "at_least", "more", "at_most", "between")


def _class(unit: Unit) -> str:
    entry = unit.entry("quantity")
    return entry.class_ if entry is not None else ""


def value_of(unit: Unit) -> int | None:
    """The number that one unit spells, None where it spells none."""
    if unit.value is not None and unit.tag == "num":
        return int(unit.value)
    entry = unit.entry("quantity")
    if entry is None or entry.class_ not in ("cardinal", "scale"):
        return None
    return int(entry.value) if entry.value is not None else None


def _scale(unit: Unit) -> int:
    """What a word multiplies by where it can (7 thousands), nought for others."""
    return next((s.entry.value for s in unit.of("quantity") if s.entry.class_ == "scale" and s.entry.value), 0)


def _number(units: list[Unit], at: int) -> tuple[int, int] | None:
    """A plain number starting at `at`: (value, one past its last unit)."""
    value = value_of(units[at]) if at < len(units) and units[at].tag == "num" else None
    if value is None:
        return None
    end = at + 1
    while end < len(units) and units[end].tag == "num":
        unit, scale, more = units[end], _scale(units[end]), value_of(units[end])
        if scale:
            more = scale
        if scale and more and not unit.conj and more > value:
            value *= more // 2 if value > 2 and more in (2000, 2_000_000) else more
        elif unit.conj and unit.value is None and more is not None and not unit.prep and _adds(value, more):
            value += more
        else:
            break
        end += 1
    if value >= 1000 and value % 1000 == 0 and end + 1 < len(units) and units[end].tag == "conj":
        rest = units[end + 1]
        if rest.value is not None and rest.tag == "num" and 0 < int(rest.value) < 1000 and not rest.prep:
            return value + int(rest.value), end + 2
    return value, end


def _adds(value: int, more: int) -> bool:
    return (
        (value < 10 and 20 <= more < 100)
        or (value >= 100 and value % 100 == 0 and more < 100)
        or (value >= 1000 and value % 1000 == 0 and more < 1000)
    )


def find_amount(units: list[Unit], at: int) -> tuple[Amount, int, int] | None:
    """The quantity that begins at unit `at`: (amount, first unit of the bare number, one past the last unit).

    Reads digits, number words, vague counts (tens), ranges (between 20 and 30) and hedges before and after.
    """
    hedge, position = "", at
    while position < len(units) and units[position].tag == "num" and _class(units[position]) in _HEDGES:
        entry = units[position].entry("quantity")
        if entry.position == "after":
            return None
        hedge = hedge if hedge in ("at_least", "more", "at_most") else entry.class_
        position += 1
    if position >= len(units):
        return None
    vague = units[position].entry("quantity") if units[position].tag == "num" else None
    if vague is not None and vague.class_ in ("vague", "none"):
        low = vague.low if vague.low is not None else 0
        amount = Amount(low, vague.high, Span(units[at].bare_start, units[position].end), False)
        return amount, position, position + 1
    number = _number(units, position)
    if number is None:
        return None
    low, end = number
    high: int | None = low
    exact = True
    if end < len(units) and units[end].tag == "num" and (units[end].conj or hedge == "between"):
        second = _number(units, end)
        if second is not None and hedge == "between":
            high, end = second
            if _class(units[end - 1]) == "scale" and low < 1000 <= high:
                low *= value_of(units[end - 1]) or 1
    if hedge in ("at_least", "more"):
        high, exact = None, False
    elif hedge == "at_most":
        high, exact = low, False
    return Amount(low, high, Span(units[at].bare_start, units[end - 1].end), exact), position, end


def hedge_after(units: list[Unit], at: int) -> str:
    """The class of a hedge that follows its number (at least, or more), ``""`` if none stands at `at`."""
    if at < len(units) and units[at].tag == "num":
        entry = units[at].entry("quantity")
        if entry is not None and entry.class_ in _HEDGES and entry.position == "after":
            return str(entry.class_)
    return ""
