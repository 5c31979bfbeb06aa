"""Harm that is told with the arm that did it: *two soldiers were killed by a roadside bomb*.

Invariant: only a sentence without any other word for the use of force; the arm that `bi-` governs then names it, as
bullets do (killed by the bullets of the army).
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Candidate, Draft
from khabar.model.spans import Span
from khabar.read.chunks import Chunk
from khabar.read.evidence import FORCE
from khabar.read.toll_giving import ARMED
from khabar.read.view import View
from khabar.text.clitics import BA

KINDS: Final = frozenset({"ied", "mine", "rocket", "missile", "ballistic_missile", "artillery", "mortar", "drone"})
BULLETS: Final = "assault.rasas_hayy"  # the sense of an arm that harmed somebody
RULE: Final = "the arm that did the harm names the use of force"


def take_arms_for_deeds(view: View, drafts: list[Draft]) -> None:
    """Make a use of force of each casualty of a sentence that only its arm explains."""
    if any(d.type in FORCE for d in drafts):
        return
    for draft in drafts:
        if draft.type != "casualty" or not draft.weapons or not any(t.high != 0 for t in draft.casualties):
            continue
        arm = _arm(view, draft)
        if arm is not None:
            _tell(view, draft, arm)


def _arm(view: View, draft: Draft) -> Chunk | None:
    """The phrase of the arm by which they fell, in the clause that tells of them."""
    for chunk in view.chunks[view.chunk_of[draft.unit] + 1 :]:
        if chunk.clause != draft.clause or chunk.kind in ("verb", "sub", "rel"):
            return None
        if chunk.kind == "np" and chunk.prep == BA and not chunk.conj and _harms(chunk):
            return chunk
    return None


def _harms(chunk: Chunk) -> bool:
    return any(s.shape != "adjective" and str(s.sort) in KINDS for s in chunk.head.has.weapon)


def _tell(view: View, draft: Draft, arm: Chunk) -> None:
    """Let the arm carry the record; fighters who fell by it are its target."""
    mention = view.mention(arm, whole=False)
    draft.type = "assault"
    draft.span = Span(arm.head.bare_start, mention.end)
    draft.trigger = view.text[draft.span.start : draft.span.end]
    draft.rule, draft.sense, draft.shape = RULE, BULLETS, "noun"
    draft.unit = view.units.index(arm.head)
    for toll in draft.casualties if not draft.target else ():
        if toll.who in ARMED and toll.high != 0:
            fallen = next((c for c in view.chunks if c.kind == "np" and c.start <= toll.span.start < c.end), None)
            first = _first(view, fallen, toll.span.start) if fallen is not None else -1
            if fallen is not None and first >= 0:
                told = view.part(first, max(fallen.core, first + 1))
                draft.target.append(Candidate(told, "fighters who fell by it", 0.3, span=told.span))


def _first(view: View, chunk: Chunk, start: int) -> int:
    """The unit of a phrase at which those harmed begin, past the word of harm itself."""
    return next((at for at in range(chunk.first, chunk.last) if view.units[at].end > start), -1)
