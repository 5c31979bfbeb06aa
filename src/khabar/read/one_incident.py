"""Harm that is told of one happening: no total, however long the time in which it fell.

Invariant: judged by the clause of the toll alone.
"""

from __future__ import annotations

from typing import Final

from khabar.read.view import View
from khabar.text.letters import ALIF, TA

MASSACRE: Final = "assault.majzara"
WAR: Final = "assault.harb_outbreak"
REACH: Final = 8
MANY: Final = 100  # dead of one ambush or blast, at most; more are those of a campaign


def in_single(view: View, unit: int, figure: int) -> bool:
    """Whether a toll stands in a clause that describes one happening (an ambush *in which 11 soldiers were killed* last
    week).
    """
    clause = view.clause(unit)
    told = clause.antecedent
    if clause.kind != "rel" or told is None or told.amount is not None or figure >= MANY:
        return False
    if not any(s.shape in ("noun", "masdar") for s in told.head.has.trigger):
        return False
    mention = view.mention(told)
    return not mention.plural and mention.number != "p"


def in_one(view: View, at: int) -> bool:
    """Whether the one use of force that a toll came of stands after it (documented the death of 14 *in the shelling of
    the market*).
    """
    for chunk in view.chunks[at + 1 : at + REACH]:
        if chunk.kind in ("verb", "sub"):
            return False
        if chunk.kind != "np" or chunk.prep not in view.closed("causal_preps"):
            continue
        force = next((s for s in chunk.head.has.trigger if s.type in ("assault", "explosion")), None)
        if force is not None:
            several = force.number == "p" or chunk.amount is not None or chunk.head.token.form.endswith(ALIF + TA)
            return force.shape != "verb" and not several
    return False


def one_massacre(view: View) -> bool:
    """Whether the sentence speaks of one massacre and of no other use of force but killing and the war that it fell in:
    its dead, however many, are its own.
    """
    told = False
    for unit in view.units:
        for hit in unit.has.trigger:
            if hit.type not in ("assault", "explosion") or hit.shape != "noun" or hit.id == WAR:
                continue
            if hit.id == MASSACRE:
                told = told or hit.number != "p"
            elif not unit.has.harm:
                return False
    return told
