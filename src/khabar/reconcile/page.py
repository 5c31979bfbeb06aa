"""All there is to see of one happening, from its claims.

Invariant: a function of the happening, its claims and the rules asked for; each part is made by its own module.
"""

from __future__ import annotations

from collections.abc import Sequence

from khabar.model.chronology import Happening
from khabar.model.reconcilement import EventPage
from khabar.reconcile import contradictions, rules, stances
from khabar.reconcile.claims import Claim

DEFAULT_RULE = "ucdp"


def to_page(happening: Happening, claims: Sequence[Claim], by: Sequence[str] = (DEFAULT_RULE,)) -> EventPage:
    """The page of one happening.

    Args:
        happening: The happening.
        claims: Its claims, in any order.
        by: Names of rules, in the order in which they are shown.

    Raises:
        InputError: there is no such rule.
    """
    found = sorted(contradictions.of_happening(happening), key=lambda c: (-c.weight, c.id))
    return EventPage(
        happening=happening,
        reconcilements=tuple(rules.apply(happening, claims, name) for name in by),
        stances=stances.of_happening(happening, claims),
        contradictions=tuple(found),
    )
