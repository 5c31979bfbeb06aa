"""What a rule of time and the words that it captured make of a point.

Invariant: pure; a field that neither the rule nor a word tells stays empty.
"""

from __future__ import annotations

from typing import Any, Final

from khabar.ground.dates import Point
from khabar.ground.dates_rules import Captures
from khabar.packs.schema.time import TimeRule

HIJRI: Final = 1500  # years below are of the hijri calendar
_DISTANCES: Final = frozenset(("later", "ago", "ago_prev", "span", "series"))
_UNITS: Final = frozenset(("unit", "units", "dual", "the_unit", "the_units", "the_dual"))
_FIELDS: Final = frozenset(
    "kind year year2 month day day2 weekday weekday2 offset offset2 shift year_shift week_shift unit count edge part "
    "anaphor feast season same_month same_year of".split()
)
"""What rules and words may tell of a point."""


def make_point(rule: TimeRule, captures: Captures) -> Point:
    """The point that a rule and the words it captured make."""
    point = Point(rule.kind)
    count: float | None = None
    for name, sense in captures:
        base = name.removeprefix("the_")
        value: Any = sense.value
        if name in _UNITS:
            point.unit = value
            if base == "dual":
                count = 2
        elif base == "count":
            count = float(value) if isinstance(value, int) else count
        elif base == "half":
            count = (count or 1) + 0.5
        elif base in ("month", "amonth"):
            point.month = value
        elif base == "numdate" and isinstance(value, tuple):
            point.year, point.month, point.day = value
        elif base == "deictic":
            point.offset = value
        elif base in ("part", "night", "adverb"):
            point.part = value
        elif base == "before_last":
            point.shift = -2
        elif base in ("same", "anaphor"):
            point.anaphor = value if sense.name == "anaphor" else base if base == "same" else sense.name
        elif base == "of":
            point.of = rule.kind in _DISTANCES
        elif base != "week" and base in _FIELDS:
            _set(point, base, value)
    if count is None and rule.kind in ("span", "ago", "ago_prev", "later", "lasted") and _singular(captures):
        count = 1
    if count is not None:
        point.count = count
    for field, text in rule.sets.items():
        if field in _FIELDS:
            _set(point, field, text if field in ("unit", "anaphor", "part", "edge") else int(text))
    month = point.month
    if month is not None and month < 100 and (point.year or 2000) < HIJRI:
        point.month = month + 100
    return point


def _set(point: Point, field: str, value: Any) -> None:
    """Fill in a field by its name."""
    setattr(point, field, bool(value) if field in ("same_month", "same_year", "of") else value)


def _singular(captures: Captures) -> bool:
    return any(sense.name in ("unit", "the_unit") for _, sense in captures)
