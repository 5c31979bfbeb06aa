"""What answers what: reprisals and the acts they are told to answer.

Invariant: both sides are drafts of the same sentence and the text joins them by words of reply; nothing is inferred.
"""

from __future__ import annotations

from khabar.model.drafts import Draft
from khabar.read.view import View

REACH = 4
DEEDS = frozenset(
    {"assault", "coerce", "mobilize", "intercept", "explosion", "casualty", "threaten", "protest", "sanction"}
)


def give_replies(view: View, drafts: list[Draft], reply_preps: frozenset[str]) -> None:
    """Set ``responds_to`` (units of the same sentence) on the drafts that answer others."""
    for chunk in view.chunks:
        if chunk.prep not in reply_preps:
            continue
        answered = next((d for d in drafts if chunk.first <= d.unit < chunk.last), None) or next(
            (d for d in drafts if 0 < view.chunk_of[d.unit] - chunk.index <= REACH and d.type in DEEDS), None
        )
        if answered is None:
            continue
        before = [d for d in drafts if d.unit < chunk.first and d.type in DEEDS and d is not answered]
        after = [d for d in drafts if d.unit > answered.unit and d.type in DEEDS]
        answering = before[-1] if before else after[0] if after and chunk.index <= 1 else None
        if answering is not None and answered.unit not in answering.responds_to:
            answering.responds_to.append(answered.unit)
