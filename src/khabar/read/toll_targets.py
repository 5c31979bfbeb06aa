"""Which happening of its sentence a toll is the toll of.

Invariant: what the word of harm itself tells, what its clause describes and what a word of cause leads to come before
what only stands near; of what stands near, the last one told before the toll.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Draft
from khabar.read.evidence import active
from khabar.read.results import causes, is_light
from khabar.read.toll_causes import (
    admitted,
    behind,
    contradicts,
    died_by_what,
    elsewhere,
    is_caused,
    other_speaker,
    told_apart_from,
    told_by_another,
    told_when,
    turned_to_another,
)
from khabar.read.toll_earlier import fell_earlier
from khabar.read.toll_fallen import came_of
from khabar.read.toll_nouns import TollHit
from khabar.read.tolls_beside import TOLL
from khabar.read.view import View

BODY: Final = "harm:harm.body"
CAPTURED: Final = frozenset({"harm:harm.capture_passive", "harm:harm.capture_active"})


def find_target(view: View, drafts: list[Draft], force: list[Draft], hit: TollHit) -> Draft | None:
    """The happening of a sentence that a toll is of, None if it tells none; idle words of dying beside a toll of
    nobody are taken out of `drafts`.
    """
    same = next((d for d in drafts if d.unit == hit.unit), None)
    if force and all(t.low == 0 and t.high == 0 for t in hit.tolls):
        for idle in [
            d for d in drafts if d.type == "casualty" and hit.unit - 2 <= d.unit <= hit.unit and not d.casualties
        ]:
            drafts.remove(idle)
        same = same if same in force else None
    if same is not None:
        held = None if same.initiator else _held_in_it(view, force, hit) or came_of(view, same, force, hit)
        if held is not None:
            drafts.remove(same)
        return held or same
    if any(s.id == TOLL for s in view.units[hit.unit].has.trigger):
        return next((d for d in force if d.unit == hit.unit + 1), _casualty_near(view, drafts, force, hit))
    if hit.tolls[0].rule == BODY:
        return next((d for d in reversed(drafts) if d.type == "casualty" and d.unit < hit.unit), None)
    if hit.tolls[0].harm == "captured":
        return next((d for d in drafts if d.type == "coerce"), force[-1] if force else None)
    clause = view.clauses[view.chunk(hit.unit).clause]
    verb = clause.verb
    if hit.verbal and verb is not None and is_light(verb.head, "result"):
        first = verb.index if verb.index < view.chunk_of[hit.unit] else view.chunk_of[hit.unit]
        led = [d for d in force if first < view.chunk_of[d.unit] < view.chunk_of[hit.unit]]
        if led and view.chunks[first + 1] is view.chunk(led[0].unit):
            return led[0]  # the raid on X led to the death of three, after another raid
    if clause.kind == "rel" and clause.antecedent is not None:
        held = next((d for d in force if view.chunk(d.unit) is clause.antecedent), None)
        if held is not None:
            return held
    chunk = view.chunk(hit.unit)
    if hit.verbal and chunk.kind == "np" and chunk.prep in view.closed("past_preps"):
        return next((d for d in force if is_caused(view, hit.unit, d)), None)  # rose after the death of two
    if hit.verbal and chunk.kind == "np" and fell_earlier(view, hit.unit):
        after = [d for d in force if d.unit > hit.unit]
        return next((d for d in after if is_caused(view, hit.unit, d) or told_when(view, hit.unit, d)), None)
    casualty = _casualty_near(view, drafts, force, hit)
    caused = next((d for d in force if is_caused(view, hit.unit, d)), None)
    if casualty is not None and (caused is None or casualty.unit < caused.unit):
        return casualty
    what_led = clause.link is not None and causes(clause.link) and any(d.unit < hit.unit for d in force)
    if not what_led:  # a raid which wounded ten, while two died *when* a mine blew up
        caused = caused or next((d for d in force if told_when(view, hit.unit, d)), None)
        caused = caused or next((d for d in force if died_by_what(view, hit.unit, d)), None)
    if caused is not None:
        return caused
    apart = chunk.kind == "np" and chunk.prep.split(" ")[-1] in view.closed("apart_preps")
    if hit.verbal and apart and not (clause.verb is not None and is_light(clause.verb.head, "result")):
        return None
    before = [d for d in force if d.unit < hit.unit]
    if clause.link is not None and causes(clause.link):
        before = [d for d in before if not behind(view, d)] or before
    if hit.verbal and elsewhere(view, clause):
        return None
    if (
        before
        and told_by_another(view, before[-1], hit)
        and (contradicts(before[-1], hit) or turned_to_another(view, before[-1], hit))
    ):
        return None
    if before and hit.verbal and admitted(view, before[-1], hit):
        return None
    if before and before[-1].type != "intercept" and other_speaker(view, before[-1], hit):
        return None
    none = all(t.low == 0 and t.high == 0 for t in hit.tolls)
    outer = [
        d
        for d in before
        if view.clauses[view.chunk(d.unit).clause].kind != "rel"
        or (
            none and d.shape != "verb" and clause.first > view.chunk_of[d.unit]
        )  # and of a shell's fall, hurting nobody
    ]
    if clause.kind != "rel":
        before = outer or before
    struck = [d for d in before if d.type != "intercept"]
    if before and not struck and chunk.kind == "verb" and not what_led and any(t.low for t in hit.tolls):
        return None  # most missiles were stopped, but a splinter *hit a man*
    if before:
        return (struck or before)[-1]
    force = [d for d in force if d.type != "intercept" and not view.chunk(d.unit).conj]
    force = [d for d in force if not told_apart_from(view, chunk, view.chunk(d.unit))]
    if not force or (
        not hit.verbal
        and view.chunk(force[0].unit).clause != chunk.clause
        and view.chunks[view.clauses[force[0].clause].first].conj
    ):
        return None
    return force[0]


def _held_in_it(view: View, force: list[Draft], hit: TollHit) -> Draft | None:
    """The use of force whose dead were told right before those taken prisoner in it (in which six were killed *and two
    were captured*): their capture without a doer is no happening of its own.
    """
    chunk = view.chunk(hit.unit)
    if hit.tolls[0].rule not in CAPTURED or active(view.units[hit.unit]) or chunk.kind != "verb" or not chunk.conj:
        return None
    verb = next((c for c in reversed(view.chunks[: chunk.index]) if c.kind == "verb"), None)
    if verb is None or not any(s.entry.role == "subject" for s in verb.head.has.harm):
        return None
    return next((d for d in reversed(force) if d.unit < hit.unit and d.casualties), None)


def _casualty_near(view: View, drafts: list[Draft], force: list[Draft], hit: TollHit) -> Draft | None:
    """A happening of dying that the toll counts: the rise of the toll to 43 dead and ten wounded."""
    told = [d for d in drafts if d.type == "casualty"]
    if not told:
        return None
    before = [d for d in told if d.unit < hit.unit]
    if not force:
        return before[-1] if before else None if hit.verbal else told[0]
    if hit.verbal:
        return None
    here = view.chunk(hit.unit)
    for draft in reversed(before):
        between = [
            d for d in force if draft.unit < d.unit < hit.unit and view.chunk_of[d.unit] - view.chunk_of[draft.unit] > 1
        ]
        if not between or view.chunk(draft.unit).clause == here.clause:
            return draft
    if any(d.unit < hit.unit and d.casualties for d in force):
        return None
    return next((d for d in told if view.chunk(d.unit).clause == here.clause), None)
