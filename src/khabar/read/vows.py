"""A vow of force in the first person (we shall strike): whoever says it threatens, besides what is to come.

Invariant: one vow a sentence, and none where the sentence has a threat in words of its own.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Candidate, Draft
from khabar.read.units import is_first
from khabar.read.view import View
from khabar.text.clitics import CONJUNCTIONS, SIN

VOWED: Final = frozenset({"assault", "coerce"})
AHEAD: Final = frozenset({"future", "hypothetical"})


def vowed(view: View, drafts: list[Draft]) -> Draft | None:
    """The threat that a sentence makes by telling in the first person what will be done; None where it makes none."""
    if any(draft.type == "threaten" for draft in drafts):
        return None
    for draft in drafts:
        unit = view.units[draft.unit]
        if draft.type not in VOWED or unit.tag != "verb" or draft.modality[0].value not in AHEAD:
            continue
        form = unit.token.form
        if is_first(unit) and form.removeprefix(form[:1] if form[:1] in CONJUNCTIONS else "").startswith(SIN):
            return Draft(
                span=draft.span,
                trigger=draft.trigger,
                type="threaten",
                rule="a vow in the first person",
                sense=draft.sense,
                sentence=draft.sentence,
                shape="verb",
                speech=True,
                modality=[Candidate("asserted", "a vow is made by saying it", 1.0)],
                unit=draft.unit,
                clause=draft.clause,
            )
    return None
