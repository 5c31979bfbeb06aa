"""How a toll, and how an interception, stands to a use of force that the same document tells.

Invariant: symmetric but for the order of telling; only pairs of a toll or an interception and another kind are
described.
"""

from __future__ import annotations

from khabar.link.mentions import Node
from khabar.link.wording import Told

Named = dict[str, float]


def describe(one: Node, two: Node, a: Told, b: Told, named: Named) -> Named:
    """What a pair has of a toll and its deed, or of an interception and what it stopped.

    Args:
        one: The mention told first.
        two: The other.
        a: How the first is worded.
        b: How the other is worded.
        named: What is known of the pair: features of `features.compare` and `discourse`.
    """
    return _toll(one, two, a, b, named) | _intercept(one, two, named)


def _toll(one: Node, two: Node, a: Told, b: Told, named: Named) -> Named:
    tells = one.event.type == "casualty"
    if tells == (two.event.type == "casualty"):
        return {}
    toll, deed, told = (one, two, a) if tells else (two, one, b)
    high, known = _highest(toll), _highest(deed)
    later = (toll.first or 0) > (deed.first or 0)
    return {
        "died_later": told.dies_of_wounds and later,
        "died_of_wounds": told.dies_of_wounds,
        "toll_ahead_own": tells and one.sentence != two.sentence and 0 < known != high,
        "toll_after": (toll.first or 0) > (deed.last or 0) and not told.dies_of_wounds,
        "toll_placeless_day": not toll.place_names and bool(named.get("day_equal")),
        "toll_sourced": bool(toll.origin),
        "toll_placed_same": bool(toll.place_names & deed.place_names),
        "toll_has_targets": bool(toll.targets),
        "toll_target_clash": bool(named.get("target_other")),
        "toll_headline": one.sentence == 0 and not toll.place_names,
        "toll_small": 0 < high < known,
        "toll_names_it": bool(deed.trigger & toll.stems - toll.trigger),
        "toll_grown": 0 < known < high,
    }


def _intercept(one: Node, two: Node, named: Named) -> Named:
    stops = one.event.type == "intercept"
    if stops == (two.event.type == "intercept"):
        return {}
    stopped, sent = (_most(one), _most(two)) if stops else (_most(two), _most(one))
    return {
        "stopped_elsewhere": bool(named.get("place_named_apart") or named.get("place_outside")),
        "stopped_inside": bool(named.get("place_inside")),
        "stopped_weapon": bool(named.get("weapon_same")),
        "stopped_placeless": bool(named.get("place_missing") or named.get("place_both_missing")),
        "stopped_of_them": 0 < stopped <= sent,
    }


def _highest(node: Node) -> int:
    return max((low for _, low in node.tolls), default=0)


def _most(node: Node) -> int:
    """The highest count of weapons."""
    return max((w.count for w in node.event.weapons if w.count), default=0)
