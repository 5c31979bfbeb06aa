"""A toll told again: counted anew in a clause of its own, or spoken of by an earlier one.

Invariant: one dying has one figure for each harm; another figure, told by another verb, is of another telling.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Draft
from khabar.model.spans import Span
from khabar.read.chunks import is_comma
from khabar.read.speech import contrasts
from khabar.read.toll_causes import contradicts
from khabar.read.toll_nouns import TollHit
from khabar.read.tolls_beside import TOLL
from khabar.read.view import View
from khabar.text.letters import fold, loose

REACH: Final = 4
DENIED: Final = 6
BODY: Final = "harm:harm.body"


def counted_anew(view: View, draft: Draft, hit: TollHit) -> bool:
    """Whether a dying has its figure already and a clause of its own tells another for the same harm: an earlier toll
    (it *had spoken of* twenty dead), that of others, other people elsewhere (*and two were killed* in Daraa).
    """
    chunk = view.chunk(hit.unit)
    if not contradicts(draft, hit):
        return False
    if draft.type == "assault" and draft.shape == "verb" and _kills(view, draft) and draft.unit != hit.unit:
        # killed 89 gunmen, while 19 civilians *were killed*
        turned = chunk.kind == "verb" and chunk.index and contrasts(view, view.chunks[chunk.index - 1])
        return bool(turned) and any(s.entry.role == "subject" for s in chunk.head.has.harm)
    if draft.type != "casualty":
        return False
    last = max(t.span.start for t in draft.casualties)
    between = [c for c in view.chunks[: chunk.index + 1] if c.start > last]
    if chunk.kind == "verb" and between:
        return True
    return any(c.kind in ("verb", "kana") and bool(c.head.has.report or c.kind == "kana") for c in between) or any(
        c.kind == "sub" and c.index + 1 < chunk.index and view.chunks[c.index + 1].kind == "verb" for c in between
    )


def _kills(view: View, draft: Draft) -> bool:
    """Whether a happening is told by a verb of killing."""
    return any(s.harm == "killed" and s.entry.role == "object" for s in view.units[draft.unit].has.harm)


def fresh(view: View, hits: list[TollHit]) -> list[TollHit]:
    """The tolls of a sentence that are news: without what is denied, one of those told before, and how those died
    whose bodies were told.
    """
    out: list[TollHit] = []
    for hit in hits:
        again = bool(out and hit.tolls) and (_one_of_them(view, hit, out) or _of_bodies(hit, out))
        if not hit.tolls or not (again or _denied(view, hit)):
            out.append(hit)
    return out


def _denied(view: View, hit: TollHit) -> bool:
    """Whether a verb of denial stands before the harm in its clause (the army *denied* wounding civilians)."""
    at = view.chunk_of[hit.unit]
    if all(t.low == 0 and t.high == 0 for t in hit.tolls):
        return False
    for chunk in reversed(view.chunks[max(0, at - DENIED) : at]):
        if is_comma(chunk) or chunk.kind == "rel":
            return False
        if chunk.kind == "verb" and any(s.type == "deny" for s in chunk.head.has.trigger):
            return True
    return False


def _one_of_them(view: View, hit: TollHit, before: list[TollHit]) -> bool:
    """Whether a noun of harm tells how badly some of those counted before were hurt (15 were wounded, *the injury of
    two of them* grave).
    """
    toll = hit.tolls[0]
    if len(hit.tolls) > 1 or view.units[hit.unit].tag == "verb" or toll.harm != "wounded":
        return False
    if not any(t.harm == "wounded" and (t.low == 0 or t.low > toll.low) for h in before for t in h.tolls):
        return False
    words = fold(toll.text).split()
    after = next((u for u in view.units if u.start >= toll.span.end), None)
    them = after is not None and after.pronoun and after.token.form.startswith(tuple(view.closed("from")))
    return bool(them) or loose(words[0]) in view.closed("one_of_those")


def _of_bodies(hit: TollHit, before: list[TollHit]) -> bool:
    """Whether people without a number, whose bodies were counted, are told to have been killed."""
    plain = all(t.low == 2 and t.high is None and t.harm == "killed" for t in hit.tolls)
    return plain and any(h.tolls[0].rule == BODY for h in before)


def spoken_of(view: View, draft: Draft, hit: TollHit) -> None:
    """A toll said to *speak of the death* of 17: the death, told by its noun, is the happening."""
    if draft.sense != TOLL or draft.casualties or not hit.verbal or hit.unit - draft.unit <= REACH:
        return
    unit, chunk = view.units[hit.unit], view.chunk(hit.unit)
    verb = view.chunks[chunk.index - 1] if chunk.index else None
    if chunk.kind != "np" or verb is None or verb.kind != "verb" or not verb.head.has.report:
        return
    draft.span = Span(unit.bare_start, unit.end)
    draft.trigger = view.text[draft.span.start : draft.span.end]
    draft.unit, draft.clause = hit.unit, chunk.clause
    draft.sense = draft.rule = hit.tolls[0].rule
