"""What single words tell of the arguments around a trigger.

Invariant: each answer looks at a word and its neighbours alone.
"""

from __future__ import annotations

from typing import Final

from khabar.read.chunks import Chunk
from khabar.read.clauses import Clause
from khabar.read.view import View

ATTACK: Final = "frame.attack"
WHEN: Final = "grammar.subordinator.when"


def meanwhile(clause: Clause) -> bool:
    """Whether a clause tells what happened meanwhile (*when* it was hit)."""
    return clause.link is not None and any(s.id == WHEN for s in clause.link.has.grammar)


def qualifies(view: View, position: int) -> bool:
    """Whether a word only says which happening the noun before it tells (*another* raid, a *suicide* drone attack)."""
    unit = view.units[position]
    if unit.prep or unit.conj or unit.article or unit.last - unit.first > 1:
        return False
    form = unit.token.word.loose
    if form in view.closed("another"):
        after = view.units[position + 1] if position + 1 < len(view.units) else None
        return after is None or after.first != unit.last or after.tag != "noun" or bool(after.prep or after.conj)
    before = view.units[position - 1]
    if form not in view.closed("drone_kinds") or not before.has.trigger:
        return False
    return before.last - before.first > 1 or any(s.frame == ATTACK for s in before.has.trigger)


def is_against(view: View, chunk: Chunk) -> bool:
    """Whether a phrase ends in a word that says what a weapon is made to fight (an *anti-*ship missile)."""
    if chunk.kind != "np":
        return False
    return any(u.token.word.loose in view.closed("made_against") for u in view.units[chunk.last - 1 : chunk.last])


def begins_share(view: View, chunk: Chunk) -> bool:
    """Whether a phrase begins with a share of those told before (*most of them* officers)."""
    first = chunk.units[chunk.first]
    return chunk.kind == "np" and first.tag == "quant" and first.token.word.loose in view.closed("share_of")


def is_share(view: View, chunk: Chunk) -> bool:
    """Whether a phrase is a share of those told before, by its pronoun (*most of them*)."""
    return chunk.kind == "np" and chunk.head.token.word.loose in view.closed("share_of")
