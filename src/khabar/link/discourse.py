"""What the telling itself says about two mentions of one document: order, wording, who else stands between.

Invariant: `describe` gives the same features to a document's mentions whatever else is in the collection; a pair is
described from its earlier to its later mention. A feature that ends in `AS_READ` is the one before the dot where the
program itself read the claims: what a person coded weighs more than what a reader may have got wrong.
"""

from __future__ import annotations

import collections
import math
from collections.abc import Iterator, Sequence

from khabar.link import features, toll, wording
from khabar.link.mentions import Node
from khabar.link.nearest import Nearest, within_reach
from khabar.link.setting import Setting
from khabar.link.wording import GENERAL, Told

AS_READ = ".read"
TOLL = frozenset({"toll", "wounding", "killing"})
NEAR_MINUTES = 5
ADJACENT = frozenset({frozenset({"dawn", "night"}), frozenset({"evening", "night"}), frozenset({"dawn", "morning"})})
CLOSE_LEVELS = frozenset({"site", "city", "district"})
WIDE_LEVELS = frozenset({"country", "region", "province"})

Named = dict[str, float]


def describe(nodes: Sequence[Node]) -> Iterator[tuple[tuple[int, int], Named]]:
    """The features of each pair of mentions of one document that nothing keeps apart, document by document.

    A mention is compared with the first few of its document and with the last `nearest.REACH` before it, so that work
    does not grow with the square of a document's mentions.
    """
    by_doc: dict[int, list[int]] = collections.defaultdict(list)
    for i, node in enumerate(nodes):
        by_doc[node.doc].append(i)
    for doc in sorted(by_doc):
        if len(by_doc[doc]) > 1:
            yield from _document(nodes, sorted(by_doc[doc], key=lambda i: (nodes[i].order, nodes[i].ref)))


def _document(nodes: Sequence[Node], held: Sequence[int]) -> Iterator[tuple[tuple[int, int], Named]]:
    told = {i: wording.told(nodes[i].event) for i in held}
    nearest, setting = Nearest(nodes, held, told), Setting.of(nodes, held)
    for n, later in enumerate(held):
        for m in within_reach(n):
            earlier = held[m]
            one, two = nodes[earlier], nodes[later]
            if features.is_apart(one, two):
                continue
            named = features.compare(one, two) | _pair(one, two, told[earlier], told[later])
            named |= _agreement(named) | nearest.of(earlier, later) | {"gap": math.log1p(n - m - 1)}
            named |= toll.describe(one, two, told[earlier], told[later], named) | setting.describe(named)
            named |= _headline(one, two, named)
            yield (min(earlier, later), max(earlier, later)), _given(named, as_read=one.by_reader or two.by_reader)


def _given(named: Named, *, as_read: bool) -> Named:
    """The features that have a value, each once more where the claims were read by the program."""
    given = {name: float(value) for name, value in named.items() if value}
    return given | ({name + AS_READ: value for name, value in given.items()} if as_read else {})


AGREE = (
    "initiator_same",
    "initiator_state_same",
    "target_same",
    "target_state_same",
    "day_equal",
    "place_same_fine",
    "place_same_area",
)
DIFFER = (
    *("initiator_other", "target_other", "day_gap", "place_named_apart", "place_far", "place_outside"),
    *("weapon_clash", "toll_differs", "count_differs", "family_clash", "outcome_clash"),
)


def _agreement(named: Named) -> Named:
    """How many of the answers to who, whom, when and where are the same, and how many of any kind differ."""
    same = sum(bool(named.get(name)) for name in AGREE)
    other = sum(bool(named.get(name)) for name in DIFFER)
    otherwise = named.get("weapon_clash") or named.get("count_differs") or named.get("toll_ratio_large")
    return {
        "then_and_otherwise": bool((named.get("daypart_clash") or named.get("clock_clash")) and otherwise),
        "agree_two": same == 2 and not other,
        "agree_three": same == 3 and not other,
        "agree_four": same == 4 and not other,
        "differ_one": other == 1,
        "differ_two": other == 2,
        "differ_more": other > 2,
    }


def _pair(one: Node, two: Node, a: Told, b: Told) -> Named:
    return {
        **_families(a, b),
        **_taking(one, two, a, b),
        **_takes_up(one, two, a, b),
        **_times(a, b),
        **_places(one, two, a, b),
        **_tolls(one, two, a, b),
        "stops_it": _stops(one, two),
        **(_beside(one, two, a, b) if one.sentence == two.sentence else {}),
        "count_same": bool(_counts(one) & _counts(two)),
        "count_differs": bool(_counts(one) and _counts(two) and not _counts(one) & _counts(two)),
        "source_same": bool(one.origin and one.origin == two.origin),
        "source_differs": bool(one.origin and two.origin and one.origin != two.origin),
        "doer_both_differ": bool(one.initiators and two.initiators and not one.initiators & two.initiators),
        "modality_differs": one.event.modality != two.event.modality,
    }


def _headline(one: Node, two: Node, named: Named) -> Named:
    """What a later mention takes up of the headline."""
    if one.sentence or not two.sentence:
        return {}
    return {
        "head_inside": bool(named.get("place_inside")),
        "head_same_doer": bool(named.get("initiator_same") or named.get("initiator_state_same")),
        "head_definite": two.definite,
        "head_bare": bool(named.get("bare_again")),
    }


def _taking(one: Node, two: Node, a: Told, b: Told) -> Named:
    """Taking ground, and the outbreak of a war, told beside other deeds."""
    tolls = "casualty" in (one.event.type, two.event.type)
    return {
        "one_takes": a.taking != b.taking and not tolls,
        "both_take": a.taking and b.taking and not tolls,
        "takes_toll": (a.taking or b.taking) and tolls,
        "one_outbreak": a.outbreak != b.outbreak,
        "both_outbreak": a.outbreak and b.outbreak,
    }


def _families(a: Told, b: Told) -> Named:
    """Whether the triggers are of one family (both air raids), of two, or one is a word for any attack."""
    shared = a.families & b.families
    union = a.families | b.families
    known = bool(a.families and b.families)
    return {
        "family_same": bool(shared - {GENERAL}),
        "family_both_general": shared == {GENERAL},
        "family_general": known and GENERAL in union and not shared,
        "family_clash": known and GENERAL not in union and not shared and not union & TOLL,
        "family_toll": known and not shared and bool(union & TOLL),
        "family_second_general": known and GENERAL in b.families and GENERAL not in a.families,
        "plural_differs": (a.plural and b.singular) or (a.singular and b.plural),
        "both_plural": a.plural and b.plural,
    }


def _takes_up(one: Node, two: Node, a: Told, b: Told) -> Named:
    """Words that lead on to another happening, and words that take one up again."""
    later = two.sentence > one.sentence
    return {
        "another": b.another,
        "another_before": b.another_before,
        "again": b.again,
        "elsewhere": b.elsewhere and later,
        "earlier": b.earlier and later,
        "target_in_words": _share(a.target_words, b.sentence_words) if later else 0.0,
        "target_in_words_back": _share(b.target_words, a.sentence_words) if later else 0.0,
        "bare_first": not one.place_names and not one.targets and not one.initiators,
        "lead": one.sentence == 0 and two.sentence == 1,
    }


def _times(a: Told, b: Told) -> Named:
    return {
        "clock_clash": bool(a.clock and b.clock and not _clocks_meet(a.clock, b.clock)),
        "clock_same": _clocks_meet(a.clock, b.clock),
        "daypart_same": bool(a.dayparts & b.dayparts),
        "daypart_clash": _dayparts_clash(a.dayparts, b.dayparts),
    }


def _places(one: Node, two: Node, a: Told, b: Told) -> Named:
    headline = one.sentence == 0 and two.sentence > 0
    return {
        "place_told_twice": bool(a.place_words & b.place_words) and two.sentence > one.sentence,
        "place_named_apart": _named_apart(one, two),
        "place_wide_headline": headline and _is_wide(one) and bool(two.place_names) and not _is_wide(two),
    }


def _tolls(one: Node, two: Node, a: Told, b: Told) -> Named:
    casualty = (one.event.type == "casualty") + (two.event.type == "casualty")
    return {
        "of_wounds": b.of_wounds and casualty == 1,
        "first_of_wounds": a.of_wounds and casualty > 0,
        "casualty_later": casualty == 1 and _is_days_later(one, two),
        "casualty_placeless": casualty == 1 and bool(one.place_names) != bool(two.place_names),
        "lone_after_headline": one.sentence == 0 and two.event.type == "casualty" and not two.place_names,
        "toll_grows": any(h == k and x < y for h, x in one.tolls for k, y in two.tolls),
        "both_toll": bool(one.tolls and two.tolls),
    }


def _stops(one: Node, two: Node) -> bool:
    """Whether one stops weapons of the kind that the other sends, told next to each other."""
    sent = (one.weapons & two.weapons) - {"air_defence"}
    return _one_is(one, two, "intercept") and bool(sent) and two.sentence - one.sentence <= 1


def _beside(one: Node, two: Node, a: Told, b: Told) -> Named:
    """What two mentions in one sentence have that tells them apart, and the word that joins them."""
    places = one.event.place is not None and two.event.place is not None
    targets = bool(a.target_words and b.target_words)
    doers = bool(one.initiators and two.initiators)
    return {
        "beside_joined": b.joined,
        "beside_sequel": b.sequel and not b.cause,
        "beside_cause": b.cause,
        "beside_casualty": _one_is(one, two, "casualty"),
        "beside_intercept": _one_is(one, two, "intercept"),
        "beside_wounds": a.of_wounds and one.event.type == "casualty",
        "beside_place_other": places and not a.place_words & b.place_words,
        "beside_place_same": places and bool(a.place_words & b.place_words),
        "beside_target_other": targets and not a.target_words & b.target_words,
        "beside_target_same": targets and bool(a.target_words & b.target_words),
        "beside_doer_other": doers and not one.initiators & two.initiators,
        "beside_doer_same": bool(one.initiators & two.initiators),
        "beside_one_doer": bool(one.initiators) != bool(two.initiators),
        "beside_toll_both": bool(one.tolls and two.tolls),
        "beside_family_same": bool(a.families & b.families - {GENERAL}),
        "beside_headline": one.sentence == 0,
        "beside_deed": one.event.type in ("coerce", "mobilize"),
        "beside_same_trigger": one.event.span == two.event.span,
    }


def _one_is(one: Node, two: Node, kind: str) -> bool:
    return (one.event.type == kind) != (two.event.type == kind)


def _clocks_meet(one: frozenset[int], two: frozenset[int]) -> bool:
    return any(abs(x - y) <= NEAR_MINUTES for x in one for y in two)


def _dayparts_clash(one: frozenset[str], two: frozenset[str]) -> bool:
    return bool(one and two and not one & two) and not any(frozenset({x, y}) in ADJACENT for x in one for y in two)


def _share(part: frozenset[str], whole: frozenset[str]) -> float:
    return len(part & whole) / len(part) if part else 0.0


def _counts(node: Node) -> frozenset[tuple[str, int]]:
    return frozenset((w.kind, w.count) for w in node.event.weapons if w.count)


def _named_apart(one: Node, two: Node) -> bool:
    """Whether both tell a close place of their own, and neither name is part of the other."""
    a, b = one.event.place, two.event.place
    if not (a and b and a.name and b.name and a.level in CLOSE_LEVELS and b.level in CLOSE_LEVELS):
        return False
    x, y = a.name.casefold(), b.name.casefold()
    return not (x in y or y in x)


def _is_wide(node: Node) -> bool:
    return node.event.place is not None and node.event.place.level in WIDE_LEVELS


def _is_days_later(one: Node, two: Node) -> bool:
    """Whether the toll is dated after the deed, as when the wounded die."""
    toll, deed = (one, two) if one.event.type == "casualty" else (two, one)
    return toll.first is not None and deed.last is not None and toll.first > deed.last
