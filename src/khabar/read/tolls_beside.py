"""A toll beside the use of force that it is of: a raid on the camp, *and the toll* is six dead; and one of no force.

Invariant: only the toll by its own word, with the article, after the one use of force of its sentence, is taken over; a
toll that stands alone stays a happening of its own, unless it is of an epidemic.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Candidate, Draft
from khabar.model.mentions import Mention
from khabar.read.chunks import Chunk
from khabar.read.stretches import bare
from khabar.read.toll_nouns import TollHit
from khabar.read.view import View

TOLL: Final = "casualty.hasila"
ANOTHER: Final = "harm: a figure of another time"
STILL: Final = "casualty.tabaddada"
REACH: Final = 4
LISTED: Final = 7
FORCE: Final = frozenset({"assault", "explosion"})


def join_toll(drafts: list[Draft]) -> list[Draft]:
    """The drafts of a sentence, with its toll told of the use of force before it."""
    toll = next((d for d in drafts if d.sense == TOLL and d.definite and d.casualties), None)
    if toll is None:
        return drafts
    before = [d for d in drafts if d.type in FORCE and d.unit < toll.unit]
    told = any(d.casualties for d in drafts if d is not toll) or toll.modality[0].value != "asserted"
    if len(before) != 1 or told or before[0].modality[0].value == "negated":
        return drafts
    before[0].casualties += toll.casualties
    if any(told.low for told in toll.casualties) and not before[0].outcome:
        before[0].outcome.append(Candidate("hit", "a toll is told", 1.0))
    return [d for d in drafts if d is not toll]


def still_missing(view: View, at: int, chunk: Chunk) -> Mention | None:
    """The counted people whom unit `at`, a phrase, tells to be missing (two are *among the missing*), or still under
    the rubble.
    """
    unit = view.units[at]
    if chunk.prep or unit.prep:
        return None
    lasting = any(c.kind == "kana" for c in view.chunks[max(0, chunk.index - REACH) : chunk.index])
    if not lasting and view.tokens[unit.first].word.loose in view.closed("under"):
        return None
    if at > chunk.first:
        mention = view.part(chunk.first, at)
        mention.amount = chunk.amount
        return mention if chunk.amount is not None and not _harmed(chunk, at) else None
    for before in reversed(view.chunks[max(0, chunk.index - REACH) : chunk.index]):
        if before.kind == "np" and not before.prep:
            if of_bodies(view, before):
                return None  # the bodies of eleven soldiers | who had been *among the missing*
            return view.mention(before) if before.amount is not None and not _harmed(before, before.last) else None
        if before.kind not in ("kana", "cue", "time", "np"):
            return None
    return None


def of_bodies(view: View, counted: Chunk) -> bool:
    """Whether a count stands right after a word for bodies."""
    bodies = view.chunks[counted.index - 1] if counted.index else None
    return bodies is not None and bodies.kind == "np" and _harmed(bodies, bodies.last)


def _harmed(chunk: Chunk, last: int) -> bool:
    """Whether a phrase counts bodies, dead or wounded."""
    return any(s.shape == "noun" for u in chunk.units[chunk.first : last] for s in u.has.harm)


def join_missing(drafts: list[Draft], hit: TollHit, target: Draft | None, last: Draft | None) -> Draft | None:
    """The happening of those told to be missing beside its dead and wounded; their own word is then none."""
    if last is None or last is target or hit.verbal or any(t.harm != "missing" for t in hit.tolls):
        return target
    if target is not None:
        if target.sense != STILL or target.casualties:
            return target
        drafts.remove(target)
    return last


def in_one_list(view: View, drafts: list[Draft], before: TollHit, hit: TollHit) -> bool:
    """Whether a toll is the next of one list: of what the one before it is told of (the death of an officer *and the
    wounding of four*; 111 soldiers *and tens of wounded*).
    """
    here, last = view.chunk(hit.unit), before.tolls[-1].span
    if not here.conj or here.kind != "np" or here.prep or before.negated or hit.negated:
        return False
    between = [c for c in view.chunks[: here.index] if c.start > last.start]
    if len(between) > 2 or not all(c.kind in ("np", "time") and not c.conj for c in between):
        return False
    return not any(last.start < view.units[d.unit].start <= view.units[hit.unit].start for d in drafts)


def listed_on(view: View, last: Draft, hit: TollHit) -> bool:
    """Whether a noun of harm only goes on with the toll of the dying told before it, past who was among them (the death
    of 17, *among them the head of the mission*, and the wounding of 34).
    """
    here = view.chunk(hit.unit)
    if last.type != "casualty" or not last.casualties or not here.conj or here.kind != "np" or here.prep:
        return False
    start = max(t.span.start for t in last.casualties)
    between = [c for c in view.chunks[: here.index] if c.start > start]
    return len(between) <= LISTED and all(c.kind in ("np", "prep", "mark", "time") for c in between)


def joined_harm(view: View, hit: TollHit) -> bool:
    """Whether a verb of harm only goes on with what the one before it tells (killed 1,031 *and wounded 1,684*)."""
    chunk = view.chunk(hit.unit)
    if chunk.kind != "verb" or not chunk.conj:
        return False
    verb = next((c for c in reversed(view.chunks[: chunk.index]) if c.kind == "verb"), None)
    return verb is not None and bool(verb.head.has.harm)


def of_illness(view: View) -> bool:
    """Whether a sentence counts the sick and dead of an epidemic, and tells of no force."""
    if not view.tells("illness"):
        return False
    words = view.closed("illness")
    if not any(bare(unit.token.form) in words for unit in view.units):
        return False
    return not any(s.type in FORCE for unit in view.units if not unit.has.harm for s in unit.has.trigger)
