"""Provinces that are called like their chief towns: a town *in* one lies in the province, not in its chief town.

Invariant: the packs have the town in the province of which the other is the chief town.
"""

from __future__ import annotations

from typing import Final

from khabar.ground.atlas import Atlas
from khabar.ground.place_options import Option, in_text
from khabar.ground.spots import POINT

NEXT: Final = 8


def mark_in_provinces(options: list[Option], atlas: Atlas) -> None:
    """Let a province that is told after `in` by the name of its chief town mean the town right before it."""
    if len(options) < 2:
        return
    told = in_text(options)
    for n in range(1, len(told)):
        one, other = told[n - 1].place, told[n].place
        if one is None or other is None or not told[n].inside or told[n].carried or told[n - 1].carried:
            continue
        if not (told[n - 1].sure and told[n].sure):
            continue
        if one.rank < POINT or not one.entity or not other.entity or not 0 <= other.start - one.end <= NEXT:
            continue
        if atlas.site(one.entity).parent.startswith(other.entity + "."):
            told[n].finer = told[n - 1]
