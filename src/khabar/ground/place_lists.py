"""Places that stand in one list in a sentence: which of those that are offered, and where the list ends.

Invariant: only `and`, a preposition said again and what another place lies in stand between two places of a list.
"""

from __future__ import annotations

from typing import Final

from khabar.ground.place_options import Found
from khabar.ground.place_points import together
from khabar.ground.spots import CITY, Spot
from khabar.text.letters import ALIF, TATWEEL, WAW, fold, loose

NEXT: Final = 4
LINK: Final = 8
OR: Final = ALIF + WAW


def joined(best: Found, found: list[Found], inside: frozenset[str], text: str) -> Spot | None:
    """Places joined to the best one: a region with a point between them."""
    for struck in (False, True):
        members, ends = peers(best, found, inside, text, struck)
        if len(members) < 2 or all(f is not best for f in members):
            continue
        if any(f.place.name != members[0].place.name for f in members) and listed(members, text, ends):
            return together([f.place for f in members], text)
    return None


def wider_after(one: Found, other: Found, inside: frozenset[str], text: str) -> bool:
    """Whether a place only says where the one right before it lies (the town of A *in the province of B*)."""
    if not 0 < other.place.start - one.place.end <= NEXT:
        return False
    if not one.place.name and not one.candidate.value.unread:
        return False  # towns in the province of B
    if WAW in text[one.place.end : other.place.start] or other.candidate.value.prep not in inside:
        return False
    return other.place.rank < one.place.rank or (one.place.rank < CITY == other.place.rank)


def peers(
    best: Found, found: list[Found], inside: frozenset[str], text: str, struck: bool
) -> tuple[list[Found], list[int]]:
    """The places that can be of one list with one, in order, without those that say where another lies (the town of A
    in the province of B and the town of C), and where each ends with these.
    """
    if any(wider_after(item, best, inside, text) for item in found):
        return [], []
    members: list[Found] = []
    for item in found:
        if any(item.place.start == other.place.start for other in members) or not item.joins(best, struck):
            continue
        if not any(wider_after(other, item, inside, text) for other in found):
            members.append(item)
    if len(members) > 1:
        members.sort(key=lambda f: (f.place.start, f.place.end))
    ends: list[int] = []
    for item in members:
        end = item.place.end
        for other in found:
            if wider_after(item, other, inside, text):
                end = max(end, other.place.end)
        ends.append(end)
    return members, ends


def listed(members: list[Found], text: str, ends: list[int] | None = None) -> bool:
    """Whether they stand in one list: nothing but `and` and short words between them (not `amid`, which begins so).

    ends: where each ends with what it is told to lie in.
    """
    for n in range(1, len(members)):
        one, other = members[n - 1], members[n]
        end = ends[n - 1] if ends is not None else one.place.end
        told = text[end : other.place.start].strip()
        words = told.strip(" \u060c")
        joined = words.startswith(WAW) and len(words) <= LINK and words != other.candidate.value.prep
        if joined and words != WAW and told != words:
            return False  # in A, and in B something else happened
        if not joined and ((" " in words and TATWEEL not in words) or loose(fold(words)) != OR):
            return False
    return True
