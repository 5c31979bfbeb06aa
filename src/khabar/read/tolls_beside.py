"""A toll beside the use of force that it is of: a raid on the camp, *and the toll* is six dead; and one of no force.

Invariant: only the toll by its own word, with the article, after the one use of force of its sentence, is taken over; a
toll that stands alone stays a happening of its own, unless it is of an epidemic.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Candidate, Draft
from khabar.read.stretches import bare
from khabar.read.view import View

TOLL: Final = "casualty.hasila"
FORCE: Final = frozenset({"assault", "explosion"})


def join_toll(drafts: list[Draft]) -> list[Draft]:
    """The drafts of a sentence, with its toll told of the use of force before it."""
    toll = next((d for d in drafts if d.sense == TOLL and d.definite and d.casualties), None)
    if toll is None:
        return drafts
    before = [d for d in drafts if d.type in FORCE and d.unit < toll.unit]
    told = any(d.casualties for d in drafts if d is not toll) or toll.modality[0].value != "asserted"
    if len(before) != 1 or told or before[0].modality[0].value == "negated":
        return drafts
    before[0].casualties += toll.casualties
    if any(told.low for told in toll.casualties) and not before[0].outcome:
        before[0].outcome.append(Candidate("hit", "a toll is told", 1.0))
    return [d for d in drafts if d is not toll]


def of_illness(view: View) -> bool:
    """Whether a sentence counts the sick and dead of an epidemic, and tells of no force."""
    words = view.closed("illness")
    if not any(bare(unit.token.form) in words for unit in view.units):
        return False
    return not any(s.type in FORCE for unit in view.units if not unit.has.harm for s in unit.has.trigger)
