"""Those told of by their death, their bodies or who mourns them, and then where they fell: the force is what happened.

Invariant: only a use of force that a clause on the very people counted names as where they died takes their toll; the
word of mourning or of bodies is then no happening of its own.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Draft
from khabar.read.chunks import Chunk, is_comma
from khabar.read.evidence import FORCE
from khabar.read.toll_nouns import TollHit
from khabar.read.view import View
from khabar.text.letters import WAW

MOURNED: Final = frozenset({"casualty.naa", "casualty.zaffa"})
TOLD: Final = MOURNED | {"harm:harm.body"}
REACH: Final = 4
FIGURE: Final = "harm: the figure of a total"
HELD: Final = frozenset({"np", "time", "prep"})


def tell_where_they_fell(view: View, drafts: list[Draft], force: list[Draft]) -> None:
    """Give the toll of whom somebody mourns, or whose bodies were brought, to the use of force in which they fell."""
    for draft in [d for d in drafts if d.sense in TOLD and d.type == "casualty"]:
        if _known_dead(view, draft):
            drafts.remove(draft)
            continue
        fell = _fell(view, draft)
        if fell is None:
            continue
        cause = next((d for d in force if d.type in FORCE and d is not draft and _where(view, fell, d)), None)
        if cause is None or not (draft.casualties or cause.casualties) or _alluded(cause):
            continue
        for toll in draft.casualties:
            cause.initiator = [c for c in cause.initiator if c.span is None or not c.span.overlaps(toll.span)]
            if all((t.harm, t.low, t.high) != (toll.harm, toll.low, toll.high) for t in cause.casualties):
                cause.casualties.append(toll)
        drafts.remove(draft)


def _fell(view: View, draft: Draft) -> Chunk | None:
    """The verb of dying of a clause on the people counted last (three fighters *who fell*)."""
    last = max((t.span.end for t in draft.casualties), default=draft.span.end)
    for chunk in view.chunks[view.chunk_of[draft.unit] + 1 :]:
        if chunk.end <= last:
            continue
        if chunk.kind == "verb":
            dies = any(s.harm == "killed" and s.entry.role == "subject" for s in chunk.head.has.harm)
            return chunk if dies and not chunk.conj and not chunk.head.pronoun else None
        if chunk.kind not in ("np", "rel", "time", "prep") or (chunk.conj and chunk.kind != "np"):
            return None
    return None


def _where(view: View, fell: Chunk, draft: Draft) -> bool:
    """Whether a use of force is where they fell, nothing but times and places between."""
    here = view.chunk(draft.unit)
    if not 0 < here.index - fell.index <= REACH or here.prep not in view.closed("causal_preps"):
        return False
    return all(c.kind in HELD for c in view.chunks[fell.index + 1 : here.index])


def came_of(view: View, total: Draft, force: list[Draft], hit: TollHit) -> Draft | None:
    """The use of force that a number of dead is told to have come of, by a word of cause after the dead or after their
    figure (the number of the dead *in the raids on the town* rose to nine; exceeded sixty *in battles*).
    """
    if total.type != "casualty" or not hit.tolls or hit.tolls[0].rule != FIGURE:
        return None
    figure = next((c for c in view.chunks if c.start <= hit.tolls[0].span.start < c.end), None)
    if figure is None:
        return None
    for draft in force:
        if draft.type not in FORCE or _alluded(draft):
            continue
        here = view.chunk(draft.unit)
        caused = here.prep in view.closed("causal_preps") or here.prep in view.closed("resulting_preps")
        if not caused:
            continue
        for start in (view.chunk(total.unit), figure):
            between = view.chunks[start.index + 1 : here.index]
            if start.index < here.index and len(between) <= REACH and all(_quiet(c) for c in between):
                return draft
    return None


def _quiet(chunk: Chunk) -> bool:
    """Whether nothing is told by a phrase between a figure and what it came of; a comma too."""
    return chunk.kind in HELD or is_comma(chunk)


def _alluded(force: Draft) -> bool:
    """Whether a use of force is only taken up, with nothing told of it (in *those same battles*)."""
    return force.definite and not (force.initiator or force.target or force.place or force.weapons or force.times)


def _known_dead(view: View, draft: Draft) -> bool:
    """Whether somebody only mourns dead who were told of before (*the martyrs*, the two martyrs): no new happening."""
    if draft.sense not in MOURNED:
        return False
    for chunk in view.chunks[view.chunk_of[draft.unit] + 1 :]:
        if chunk.kind in ("verb", "mark") or chunk.prep:
            return False
        senses = [s for s in chunk.head.has.harm if s.shape == "noun"]
        if chunk.head.article and senses:
            after = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
            alone = after is None or after.kind != "np" or after.head.token.form.startswith(WAW) or bool(after.prep)
            several = any(s.number == "p" for s in senses) or view.mention(chunk).number == "d"
            return alone and several and not chunk.head.names
    return False
