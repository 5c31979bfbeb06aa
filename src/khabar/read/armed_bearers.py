"""To which happening of a sentence a weapon phrase belongs.

Invariant: the subject of a verb arms its verb, a phrase of means what stands before it, what is listed the bearer of
its list; a phrase that fits none arms none.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Arm, Draft
from khabar.model.spans import Span
from khabar.read import armed_apart, armed_listed, armed_more
from khabar.read.armed_words import MASS, REACH
from khabar.read.chunks import Chunk
from khabar.read.evidence import past_relative
from khabar.read.results import causes
from khabar.read.view import View

LAUNCH: Final = "assault.itlaq"
_ALOFT: Final = frozenset({"aircraft", "drone"})


def bearer(view: View, chunk: Chunk, force: list[Draft]) -> Draft | None:
    """The happening of a weapon phrase: the verb it is the subject of, else the one its preposition follows."""
    here = [d for d in force if view.chunk(d.unit).clause == chunk.clause]
    clause = view.clauses[chunk.clause]
    joined = joined_to = view.chunks[chunk.index - 1] if chunk.index else None
    if joined is not None and joined.kind == "conj":
        joined = view.chunks[chunk.index - 2] if chunk.index > 1 else None
    elif not chunk.conj:
        joined = None
    if joined is not None and chunk.prep in ("", joined.prep):
        listed = [d for d in force if any(a.span.start < joined.end and joined.start < a.span.end for a in d.weapons)]
        if listed:
            return listed[0]
    if chunk.prep == "" and not chunk.conj:
        beside = armed_apart.supporting(view, chunk, force) or armed_apart.subject(view, chunk, force)
        if beside is not None:
            return beside
        if clause.verb is None:
            return next((d for d in here if _thrown(view, chunk, d)), None)
        told_used = armed_more.used_in(view, chunk, clause.verb, force)
        if told_used is not None:
            return told_used
        thrown = next((d for d in here if d.shape == "noun" and _thrown(view, chunk, d)), None)
        if thrown is not None and chunk.amount is not None:
            return thrown
        fired = next((d for d in here if d.sense == LAUNCH and _fired(view, chunk, d)), None)
        if fired is not None:
            return fired
        verbs = [d for d in here if view.chunk(d.unit) is clause.verb]
        if not verbs and clause.verb.index == chunk.index + 1:
            verbs = [d for d in force if past_relative(view, view.chunk(d.unit)) is chunk]
            return verbs[0] if verbs else None
        near = chunk.index < clause.verb.index or chunk.index == clause.verb.index + 1
        return verbs[0] if verbs and near else None
    means = view.closed("means_preps")
    measured = (
        joined_to is not None
        and joined_to.kind == "np"
        and joined_to.prep in means
        and (joined_to.head.has.weapon or bool(joined_to.head.has.quantity))
    )
    apart = armed_listed.backed(view, chunk, force) or armed_listed.past_clause(view, chunk, force)
    if apart is not None:
        return apart
    if chunk.prep in means or (
        chunk.prep in view.closed("from") and (chunk.head.has.weapon[0].sort in _ALOFT or measured)
    ):
        before = [d for d in here if d.unit < chunk.first]
        if not before and clause.link is not None and causes(clause.link):
            before = [d for d in force if view.chunk(d.unit).clause == clause.parent]  # which hurt two *with bullets*
        if not before:
            told = armed_apart.described(view, chunk, force)
            if told is not None:
                return told
        if before and chunk.index - view.chunk_of[before[-1].unit] <= REACH:
            return before[-1]
    return None


def _fired(view: View, chunk: Chunk, draft: Draft) -> bool:
    """Whether a weapon follows a verbal noun of firing past whoever fired it (the firing *by the army of rockets*, the
    two nouns in a row).
    """
    if draft.weapons or chunk.index - view.chunk_of[draft.unit] > 2 or draft.unit > chunk.first:
        return False
    return all(c.kind == "np" and not c.prep for c in view.chunks[view.chunk_of[draft.unit] + 1 : chunk.index])


def _thrown(view: View, chunk: Chunk, draft: Draft) -> bool:
    """Whether a weapon phrase follows a verbal noun of force, right away or past its counted subject."""
    away = chunk.index - view.chunk_of[draft.unit]
    return away == 1 or (away == 2 and chunk.amount is not None and view.chunks[chunk.index - 1].kind == "np")


def kind_joined(view: View, chunk: Chunk, force: list[Draft], kind: str) -> None:
    """An adjective joined to the one of a weapon right before it: ballistic missiles *and winged ones*."""
    before = view.chunks[chunk.index - 1] if chunk.index else None
    told = any(a.span.start == chunk.head.bare_start for d in force for a in d.weapons)
    if told or before is None or before.kind != "np" or not before.head.has.weapon:
        return
    for draft in force:
        last = next((a for a in draft.weapons if before.start <= a.span.start < before.end), None)
        if last is not None and last.kind != kind:
            span = Span(chunk.head.bare_start, chunk.head.end)
            draft.weapons.append(Arm(span, view.text[span.start : span.end], kind, None, "an adjective joined"))
            return


def of_them(view: View, chunk: Chunk, drafts: list[Draft], force: list[Draft]) -> None:
    """`shot down seven of them`: a bare number of the weapons told before, the object or subject of a verb of
    force.
    """
    after = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
    if after is None or after.kind != "prep" or chunk.prep:
        return
    if not after.head.token.form.startswith(tuple(view.closed("from"))):
        return
    told = [a for d in drafts for a in d.weapons if a.span.end <= chunk.start]
    verb = view.clauses[chunk.clause].verb
    draft = next((d for d in force if view.chunk(d.unit) is verb), None)
    told = [a for a in told if a.kind not in MASS]
    if not told or draft is None or chunk.amount is None:
        return
    span = Span(chunk.start, after.head.end)
    kind = max(told, key=lambda a: a.span.start).kind
    if any(a.kind not in MASS for a in draft.weapons):
        return
    draft.weapons.append(
        Arm(span, view.text[span.start : span.end], kind, chunk.amount.low, "some of the weapons before")
    )


def after_adjective(view: View, chunk: Chunk) -> bool:
    """Whether a definite adjective ends the phrase right before: what is joined to it may be another."""
    before = view.units[chunk.first - 1] if chunk.first else None
    return before is not None and before.tag == "adj" and before.article and chunk.last - chunk.first == 1
