"""Numbers as words and digits, with what hedges them.

Invariant: ``high`` is None when the text leaves the number open; a bound below is never guessed upward.
"""

from __future__ import annotations

from typing import Final

from khabar.model.mentions import Amount
from khabar.model.spans import Span
from khabar.read.units import Unit
from khabar.text.letters import ALIF, WAW, loose

_HEDGES: Final = ("about", "at_least", "more", "at_most", "between")
THOUSAND: Final = 1000
DUALS: Final = (2000, 2_000_000)  # written like the accusative of the singular (62 alfan)
LONGEST: Final = 12
MEASURE: Final = "unit"
_JOINTS: Final = ("conj", "prep", "mark")


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
    """What a word multiplies by where it can (7 thousands), nought for others and for a measure (7 per cent)."""
    if _class(unit) == MEASURE:
        return 0
    return next((s.entry.value for s in unit.has.quantity if s.class_ == "scale" and s.entry.value), 0)


def _decimal(unit: Unit, scale: int) -> int | None:
    """A written decimal fraction (3.2) times a scale of a thousand or more; None for other digits."""
    whole, point, rest = unit.token.form.replace(",", ".").partition(".")
    if not (point and whole.isdigit() and rest.isdigit()) or len(whole) + len(rest) > LONGEST:
        return None
    return int(whole + rest) * scale // int(10 ** len(rest))


def _term(units: list[Unit], at: int) -> tuple[int, int, int] | None:
    """A number as far as its scale (seven thousand): (value, scale, one past its last unit)."""
    if at >= len(units) or units[at].tag != "num":
        return None
    value, end = value_of(units[at]), at + 1
    scale = _scale(units[end]) if end < len(units) and units[end].tag in ("num", "quant") else 0
    if value is None:
        made = _decimal(units[at], scale) if scale >= THOUSAND and units[at].token.kind == "number" else None
        return (made, scale, end + 1) if made is not None else None
    last = value if _scale(units[at]) >= THOUSAND else 1
    while end < len(units) and (units[end].tag in ("num", "quant") or _joint(units, end)):
        apart = units[end].tag == "conj"
        end += int(apart)
        unit, scale = units[end], _scale(units[end])
        more = scale or value_of(units[end])
        if scale and not unit.conj and not apart and scale > value:
            value *= scale // 2 if value > 2 and scale in DUALS else scale
            last = max(last, scale)
        elif last == 1 and unit.tag == "num" and (unit.conj or apart) and unit.value is None and more and not unit.prep:
            if not _adds(value, more):
                end -= int(apart)
                break
            value += more
        else:
            end -= int(apart)
            break
        end += 1
    return value, last, end


def _joint(units: list[Unit], at: int) -> bool:
    """Whether an `and` that is written apart joins two words of one number (one and thirty)."""
    if units[at].tag != "conj" or units[at].token.form != WAW or at + 1 >= len(units):
        return False
    return units[at + 1].tag == "num" and units[at + 1].value is None


def _number(units: list[Unit], at: int) -> tuple[int, int] | None:
    """A plain number starting at `at`: (value, one past its last unit); its terms grow smaller (a million and 200
    thousand and five).
    """
    first = _term(units, at)
    if first is None:
        return None
    value, scale, end = first
    while scale >= THOUSAND and end + 1 < len(units):
        start = end + 1 if units[end].tag == "conj" else end
        if units[start].prep or not (start > end or units[end].conj):
            break
        term = _term(units, start)
        if term is None or term[0] >= scale:
            break
        value, scale, end = value + term[0], term[1], term[2]
    return value, end


def _adds(value: int, more: int) -> bool:
    return (
        (value < 10 and 20 <= more < 100)
        or (value >= 100 and value % 100 == 0 and more < 100)
        or (value >= 1000 and value % 1000 == 0 and more < 1000)
    )


def find_amount(units: list[Unit], at: int) -> tuple[Amount, int, int] | None:
    """The quantity that begins at unit `at`: (amount, first unit of the bare number, one past the last unit).

    Reads digits, number words, vague counts (tens), ranges (between 20 and 30, eight or nine) and hedges before and
    after.
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
    either = end < len(units) and loose(units[end].token.form) == ALIF + WAW
    joint = end + int(units[end].tag in _JOINTS or either) if end < len(units) else end
    second = _number(units, joint) if joint < len(units) and (hedge == "between" or either) else None
    if second is not None and hedge != "between" and not low < second[0] <= 2 * low:
        second = None  # eight *or nine* dead; nine or eighty are two counts
    if second is not None:
        high, end = second
        if _scale(units[end - 1]) and low < THOUSAND <= high:
            low *= _scale(units[end - 1])
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
