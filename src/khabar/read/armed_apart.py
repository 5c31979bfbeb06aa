"""Weapons that stand apart from the happening they are of: after a participle of use, before an aside, past a clause,
with what supports a force.

Invariant: a weapon phrase arms the nearest happening that the words around it lead to, or none; each looks at a bounded
number of phrases.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Arm, Draft
from khabar.packs.lexicon import Lexicon
from khabar.read import armed_more
from khabar.read.chunks import Chunk, is_comma
from khabar.read.evidence import past_relative
from khabar.read.view import View
from khabar.text.letters import LAM

REACH: Final = 7
_STRIKE: Final = ("assault.darba",)


def employed(view: View, force: list[Draft]) -> None:
    """What somebody used, told by a participle after the deed (attacked the post, *using guns and grenades*)."""
    if not view.tells("employing"):
        return
    for chunk in view.chunks:
        if chunk.kind != "np" or chunk.head.token.form not in view.closed("employing") or not chunk.index:
            continue
        before = [d for d in force if d.type == "assault" and d.unit < chunk.first]
        if before and chunk.index - view.chunk_of[before[-1].unit] <= 2 * REACH:
            armed_more.hand(view, chunk.index + 1, before[-1:], None)


def again(view: View, force: list[Draft]) -> None:
    """A weapon that a clause describes and that then struck (a missile *that they fired* hit the ship): both deeds are
    its own.
    """
    for draft in force:
        if draft.weapons or draft.type != "assault":
            continue
        chunk = past_relative(view, view.chunk(draft.unit))
        if chunk is None or not chunk.head.has.weapon:
            continue
        arm = next((a for d in force for a in d.weapons if chunk.start <= a.span.start < chunk.end), None)
        if arm is not None:
            draft.weapons.append(_copy(arm, "the weapon told before its clause"))


def described(view: View, chunk: Chunk, force: list[Draft]) -> Draft | None:
    """The use of force that a clause describes, where it tells with what it was done: an attack that they claimed *with
    missiles*; with trucks that carry guns *and with rockets*.
    """
    clause = view.clauses[chunk.clause]
    about = clause.antecedent
    if clause.kind != "rel" or about is None:
        return None
    if chunk.conj and about.prep == chunk.prep:
        before = [d for d in force if d.unit < about.first and view.chunk(d.unit).clause == about.clause]
        return before[-1] if before else None
    if any(view.chunk(d.unit).clause == chunk.clause for d in force):
        return None
    return next((d for d in force if view.chunk(d.unit) is about), None)


def subject(view: View, chunk: Chunk, force: list[Draft]) -> Draft | None:
    """The deed of a weapon that stands before its verb, an aside between (drones, *thought to be theirs*, struck), or
    that came to do it (a drone *intervened to strike*).
    """
    after = view.chunks[chunk.index + 1 : chunk.index + 2 + REACH]
    if after and is_comma(after[0]):
        close = next((c for c in after[1:] if is_comma(c)), None)
        verb = view.chunks[close.index + 1] if close is not None and close.index + 1 < len(view.chunks) else None
        if verb is not None and verb.kind == "verb" and not verb.conj:
            return next((d for d in force if view.chunk(d.unit) is verb), None)
    verb = view.clauses[chunk.clause].verb
    if verb is None or verb.index != chunk.index - 1 or verb.head.has.trigger or verb.head.has.report:
        return None
    for draft in force:
        here = view.chunk(draft.unit)
        if 0 < here.index - chunk.index <= 2 and here.prep == LAM and draft.shape == "noun":
            return draft
    return None


def supporting(view: View, chunk: Chunk, force: list[Draft]) -> Draft | None:
    """The deed of a force that a weapon is told to support (stormed the camp, *a drone supporting it*)."""
    verb = view.chunks[chunk.index - 1] if chunk.index else None
    if verb is None or verb.kind != "verb" or chunk.conj or not verb.head.pronoun:
        return None
    form = verb.head.token.form.removesuffix(verb.head.pronoun)
    if form not in view.closed("supports"):
        return None
    before = [d for d in force if d.unit < verb.first]
    return before[-1] if before else None


def strike(draft: Draft) -> None:
    """A missile strike is of missiles, where a rocket attack is of rockets."""
    if draft.sense.startswith(_STRIKE):
        for arm in draft.weapons:
            if arm.kind == "rocket" and arm.rule.endswith("adjective"):
                arm.kind = "missile"


def of_one_make(lexicon: Lexicon, view: View, draft: Draft) -> None:
    """One missile among rockets of the same sender is a rocket (four rockets on X *and one on Y*)."""
    if not any(a.kind == "rocket" for a in draft.weapons) or armed_more.by_state(lexicon, draft):
        return
    for arm in draft.weapons:
        if arm.kind == "missile" and arm.count == 1 and armed_more.is_plain(view, arm):
            arm.kind = "rocket"


def shared(force: list[Draft]) -> None:
    """Weapons of one list, of which a clause tells that they were sent: the deed before the list was done with all
    (the attack was carried out with ten drones *and seven missiles that were launched*).
    """
    for draft in force:
        if len(draft.weapons) < 2 or draft.weapons[0].rule != "sent together":
            continue
        first = draft.weapons[0].span
        for other in force:
            if other is not draft and other.unit < draft.unit and any(a.span.overlaps(first) for a in other.weapons):
                other.weapons += [_copy(a, "in one list with it") for a in draft.weapons[1:]]


def _copy(arm: Arm, rule: str) -> Arm:
    return Arm(arm.span, arm.text, arm.kind, arm.count, rule)
