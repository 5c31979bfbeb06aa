"""What forces move with, and what takes part in a strike: vehicles counted of a column, aircraft that joined a raid.

Invariant: a count of vehicles arms the movement whose words it follows, as far as the next verb that is joined; what a
strike was done with is told by a verb of taking part, its subject before the strike.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Arm, Draft
from khabar.model.spans import Span
from khabar.read.chunks import Chunk
from khabar.read.view import View
from khabar.text.letters import LAM

_REACH: Final = 10
_BESIDE: Final = 2
_FORCES: Final = frozenset({"unit", "force"})
_STRIKES: Final = frozenset({"assault", "intercept"})
_STOP: Final = ".\u061b:"


def moved(view: View, drafts: list[Draft]) -> None:
    """Give movements of forces the vehicles counted in their words (a column *of 50 vehicles*; *with 100 vehicles*)."""
    for draft in drafts:
        if draft.type != "mobilize":
            continue
        here = view.chunk(draft.unit)
        before = view.chunks[here.index - _BESIDE : here.index] if here.index >= _BESIDE else []
        if any(other.type == "mobilize" and view.chunk(other.unit) in before for other in drafts):
            continue
        for chunk in view.chunks[here.index + 1 : here.index + 1 + _REACH]:
            if (chunk.kind == "mark" and chunk.head.token.form in _STOP) or (chunk.kind == "verb" and chunk.conj):
                break
            others = [other for other in drafts if other is not draft and view.chunk(other.unit) is chunk]
            if others and all(other.type == "mobilize" for other in others):
                continue  # pushed reinforcements that comprise tanks: one movement
            if others:
                break
            if (_vehicles(chunk) or _of_column(view, chunk)) and not any(
                a.span.start < chunk.end and chunk.start < a.span.end for a in draft.weapons
            ):
                draft.weapons.append(_counted(view, chunk, "vehicles of a force that moves"))


def took_part(view: View, drafts: list[Draft]) -> None:
    """Give a strike the weapons that took part in it, told before it (40 aircraft *took part in* the attack)."""
    if not view.tells("were_used"):
        return
    words = view.closed("were_used")
    for draft in drafts:
        if draft.type not in _STRIKES or draft.weapons:
            continue
        here = view.chunk(draft.unit)
        verb = view.chunks[here.index - 1] if here.index > 1 and here.prep in view.closed("in") else None
        for _ in range(_BESIDE):  # took part *on Monday evening* in
            if verb is not None and verb.index > 1 and verb.kind in ("time", "np") and not verb.prep:
                verb = view.chunks[verb.index - 1]
        if verb is None or verb.kind != "verb" or verb.head.token.form[int(bool(verb.head.conj)) :] not in words:
            continue
        chunk = view.chunks[verb.index - 1]
        if chunk.kind == "np" and not chunk.prep and chunk.head.has.weapon:
            draft.weapons.append(_counted(view, chunk, "took part in it"))


def _vehicles(chunk: Chunk) -> bool:
    """Whether a phrase counts vehicles."""
    if chunk.kind != "np" or chunk.amount is None or chunk.amount.low < 2 or chunk.prep == LAM:
        return False
    noun = chunk.head.noun
    return noun is not None and "vehicle" in noun.classes and _FORCES.isdisjoint(noun.classes)


def _of_column(view: View, chunk: Chunk) -> bool:
    """Whether a phrase names the arms that a column is told to comprise, uncounted (it comprises *tanks*)."""
    if chunk.kind != "np" or chunk.prep or chunk.amount is not None or not chunk.head.has.weapon or not chunk.index:
        return False
    before = view.chunks[chunk.index - 1]
    if chunk.conj and before.kind == "np":
        return _of_column(view, before)
    return before.kind == "verb" and before.head.token.word.loose in view.closed("comprises")


def _counted(view: View, chunk: Chunk, rule: str) -> Arm:
    sense = next(iter(chunk.head.has.weapon), None)
    mention = view.mention(chunk)
    span = Span(mention.span.start, mention.span.end)
    kind = str(sense.sort) if sense is not None else "other"
    return Arm(span, mention.text, kind, mention.amount.low if mention.amount is not None else None, rule)
