"""Harm that is told of one happening: no total, however long the time in which it fell.

Invariant: judged by the clause of the toll alone.
"""

from __future__ import annotations

from typing import Final

from khabar.read.view import View

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
