"""What two mentions have in common and what tells them apart: named numbers, mostly 0 or 1.

Invariant: `compare` is of two mentions of one document and symmetric; an absent field never counts for or against
beyond its own ``*_missing`` name.
"""

from __future__ import annotations

from typing import NamedTuple

from khabar.link.mentions import Node, Point, km_between
from khabar.model.records import INCIDENTS, LEVELS

FORCE = frozenset({"assault", "intercept", "explosion", "casualty"})
FINE_ORDER = {level: n for n, level in enumerate(LEVELS)}
SETTLED = frozenset({"asserted", "alleged"})
APART_KM = 60.0
APART_DAYS = 2
WIDE_DAYS = 4
MONTH_DAYS = 31
MISSILES = frozenset({"rocket", "ballistic_missile", "cruise_missile", "missile"})


def is_apart(a: Node, b: Node) -> bool:
    """Whether the two can by no means be one happening: other kind of deed, days, place, or one answers the other."""
    return _kinds_apart(a, b) or day_gap(a, b) > APART_DAYS or _places_apart(a, b) or _answers(a, b)


def apart_because(a: Node, b: Node) -> str | None:
    """What keeps two apart, in words; None where nothing does."""
    if _kinds_apart(a, b):
        return "they are different kinds of deed"
    if day_gap(a, b) > APART_DAYS:
        return f"their days lie more than {APART_DAYS} apart"
    if _places_apart(a, b):
        return "their places lie too far apart"
    return "the one answers the other" if _answers(a, b) else None


def _answers(a: Node, b: Node) -> bool:
    return a.doc == b.doc and (b.event.id in a.event.responds_to or a.event.id in b.event.responds_to)


def day_gap(a: Node, b: Node) -> int:
    """Days between the two intervals; 0 where they touch or one is unknown."""
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return 0
    return max(0, a.first - b.last, b.first - a.last)


def compare(a: Node, b: Node) -> dict[str, float]:
    """All features of a pair of one document that have a value other than 0."""
    first, second = sorted((a, b), key=lambda node: (node.order, node.ref))
    named = {
        "bias": 1.0,
        "same_doc": 1.0,
        **_types(a, b),
        **_days(a, b),
        **_places(a, b),
        **_actors(a, b),
        **_details(a, b),
        **_discourse(first, second),
    }
    return {name: float(value) for name, value in named.items() if value}


def _kinds_apart(a: Node, b: Node) -> bool:
    one, two = a.event, b.event
    if one.type != two.type and not (one.type in FORCE and two.type in FORCE):
        return True
    if one.type not in INCIDENTS and a.initiators and b.initiators and not _akin(a.initiators, b.initiators):
        return True
    return (one.modality in SETTLED) != (two.modality in SETTLED) and "negated" not in (one.modality, two.modality)


def _places_apart(a: Node, b: Node) -> bool:
    if a.country and b.country and a.country != b.country and (_is_fine(a.point) or _is_fine(b.point)):
        return not (a.point and b.point and km_between(a.point, b.point) <= APART_KM / 2)
    if a.point is None or b.point is None or not (a.point.fine and b.point.fine):
        return False
    return km_between(a.point, b.point) > APART_KM


def _is_fine(point: Point | None) -> bool:
    return point is not None and point.fine


def _types(a: Node, b: Node) -> dict[str, float]:
    kinds = {a.event.type, b.event.type}
    return {
        "type_differs": len(kinds) > 1,
        "one_casualty": len(kinds) > 1 and "casualty" in kinds,
        "both_casualty": kinds == {"casualty"},
        "one_intercept": len(kinds) > 1 and "intercept" in kinds,
        "both_deed": not kinds <= FORCE,
        "both_answer": a.answers and b.answers,
        "one_answers": a.answers != b.answers,
        "one_negated": (a.event.modality == "negated") != (b.event.modality == "negated"),
    }


def _days(a: Node, b: Node) -> dict[str, float]:
    gap = day_gap(a, b)
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return {"day_both_unknown": a.first is None and b.first is None}
    if a.spread or b.spread:
        return {"day_gap": gap}
    union = max(a.last, b.last) - min(a.first, b.first) + 1
    shared = min(a.last, b.last) - max(a.first, b.first) + 1
    narrow, wide = sorted((a.width, b.width))
    return {
        "day_guessed": not (a.dated and b.dated),
        "day_gap": gap,
        "day_stated_gap": gap > 0 and _states_day(a) and _states_day(b),
        "day_equal": gap == 0 and shared == union and wide <= 2,
        "day_overlap": gap == 0 and shared != union and wide <= WIDE_DAYS,
        "day_in_weeks": gap == 0 and narrow <= WIDE_DAYS < wide <= MONTH_DAYS,
        "day_in_months": gap == 0 and narrow <= WIDE_DAYS and wide > MONTH_DAYS,
        "wide_alike": gap == 0 and narrow > WIDE_DAYS and shared / union,
        "wide_same_start": narrow > WIDE_DAYS and a.first == b.first,
    }


def _states_day(node: Node) -> bool:
    return bool(node.event.time and node.event.time.text and node.dated)


def _places(a: Node, b: Node) -> dict[str, float]:
    if not a.place_names or not b.place_names:
        both = not a.place_names and not b.place_names
        return {"place_both_missing": both, "place_missing": not both}
    if a.place_names & b.place_names:
        fine = _is_fine(a.point) or _is_fine(b.point)
        return {"place_same_fine": fine, "place_same_area": not fine}
    if a.point is None or b.point is None:
        return {"place_other_name": 1.0, "country_differs": bool(a.country and b.country and a.country != b.country)}
    distance = km_between(a.point, b.point)
    both_fine = a.point.fine and b.point.fine
    inside = distance <= max(a.point.radius_km, b.point.radius_km)
    return {
        "place_close": both_fine and distance <= 6,
        "place_near": both_fine and 6 < distance <= 30,
        "place_far": both_fine and distance > 30,
        "place_inside": not both_fine and inside,
        "place_outside": not both_fine and not inside,
        "country_differs": bool(a.country and b.country and a.country != b.country),
    }


def _actors(a: Node, b: Node) -> dict[str, float]:
    one_stops = _one_is(a, b, "intercept") and a.event.type != b.event.type
    doers = _side("initiator", _Side.doing(a), _Side.doing(b))
    struck = _side("target", _Side.struck(a), _Side.struck(b))
    return {
        **({} if one_stops else doers | struck),
        "swapped": _crosses(a.initiator_countries, b.target_countries, b.initiator_countries)
        or _crosses(b.initiator_countries, a.target_countries, a.initiator_countries)
        or bool(a.initiators & b.targets or b.initiators & a.targets),
        "target_is_place": bool(a.targets & b.place_names or b.targets & a.place_names),
    }


def _crosses(doer: frozenset[str], struck: frozenset[str], other_doer: frozenset[str]) -> bool:
    return bool(doer & struck) and not doer & other_doer and bool(other_doer)


class _Side(NamedTuple):
    """One side of a happening: names, countries, and the states whose own bodies are named."""

    names: frozenset[str]
    countries: frozenset[str]
    states: frozenset[str]

    @staticmethod
    def doing(node: Node) -> _Side:
        """Who does it."""
        return _Side(node.initiators, node.initiator_countries, node.initiator_states)

    @staticmethod
    def struck(node: Node) -> _Side:
        """Whom it strikes."""
        return _Side(node.targets, node.target_countries, node.target_states)


def _side(role: str, one: _Side, two: _Side) -> dict[str, float]:
    if not one.names or not two.names:
        return {f"{role}_missing": 1.0}
    if one.names & two.names:
        return {f"{role}_same": 1.0}
    if one.states & two.states:
        return {f"{role}_state_same": 1.0}
    akin = _akin(one.names, two.names)
    if not akin and (_unnamed(one.names) or _unnamed(two.names)):
        return {f"{role}_missing": 1.0, f"{role}_country_same": bool(one.countries & two.countries)}
    return {
        f"{role}_country_same": bool(one.countries & two.countries),
        f"{role}_country_clash": bool(one.countries and two.countries and not one.countries & two.countries),
        f"{role}_akin": akin,
        f"{role}_other": not akin,
    }


def _unnamed(names: frozenset[str]) -> bool:
    """Whether nobody is named, only told by a common word (two sites, their forces), which speaks against nothing."""
    return not any(name.isascii() for name in names)


def _akin(one: frozenset[str], two: frozenset[str]) -> bool:
    return any(x == y or _shares_word(x, y) for x in one for y in two)


def _shares_word(one: str, two: str) -> bool:
    return bool({w for w in one.split() if len(w) > 3} & {w for w in two.split() if len(w) > 3})


def _details(a: Node, b: Node) -> dict[str, float]:
    tolls_a, tolls_b = a.tolls, b.tolls
    harms = {h for h, _ in tolls_a} & {h for h, _ in tolls_b}
    shared = tolls_a & tolls_b
    return {
        "toll_same": bool(shared) and max(low for _, low in shared) <= 2,
        "toll_same_large": bool(shared) and max(low for _, low in shared) > 2,
        "toll_differs": bool(harms) and not shared,
        "toll_ratio_large": bool(harms) and not shared and _ratio(tolls_a, tolls_b, harms) > 3,
        "weapon_same": bool(a.weapons & b.weapons),
        "weapon_clash": _weapons_clash(a.weapons, b.weapons),
        "outcome_clash": bool(a.event.outcome and b.event.outcome and a.event.outcome != b.event.outcome),
        "trigger_same": bool(a.trigger & b.trigger),
    }


def _ratio(one: frozenset[tuple[str, int]], two: frozenset[tuple[str, int]], harms: set[str]) -> float:
    """The smallest factor between figures for one harm."""
    return min(max(x, y) / min(x, y) for h in harms for k, x in one for j, y in two if k == j == h)


def _weapons_clash(one: frozenset[str], two: frozenset[str]) -> bool:
    if not one or not two or one & two:
        return False
    return not (one & MISSILES and two & MISSILES)


def _one_is(a: Node, b: Node, kind: str) -> bool:
    return kind in (a.event.type, b.event.type)


def is_bare(node: Node) -> bool:
    """Whether a mention has no place, no toll and no words of time of its own."""
    return not node.event.place and not node.event.casualties and not (node.event.time and node.event.time.text)


def _discourse(first: Node, second: Node) -> dict[str, float]:
    """How the second mention stands to the first in one document."""
    apart = second.sentence - first.sentence
    bare = is_bare(second)
    nobody = not second.event.initiator and not second.event.target
    return {
        "same_sentence": apart == 0,
        "intercept_near": apart <= 1
        and day_gap(first, second) == 0
        and first.event.type != second.event.type
        and _one_is(first, second, "intercept"),
        "next_sentence": apart == 1,
        "near_sentence": 2 <= apart <= 4,
        "from_headline": first.sentence == 0 and apart > 0,
        "definite_again": second.definite,
        "definite_next": second.definite and apart in (1, 2),
        "bare_again": bare,
        "bare_nobody": bare and nobody,
        "casualty_next": second.event.type == "casualty" and apart <= 1,
        "casualty_lone": second.event.type == "casualty" and bare and nobody,
        "one_new_time": bool(
            first.event.time and first.event.time.text and second.event.time and second.event.time.text
        ),
    }
