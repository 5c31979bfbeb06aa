"""Where those who did a deed are posted, which is not where the deed was.

Invariant: only what follows the participle of being posted (*stationed in*, *based at*) of a doer counts as his post,
and a use of force keeps it where the sentence names no other place.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Draft
from khabar.model.mentions import Mention
from khabar.model.spans import Span
from khabar.read.chunks import Chunk, is_comma
from khabar.read.view import View
from khabar.text.clitics import BA
from khabar.text.letters import loose

REACH: Final = 6
BACK: Final = 9


def leave_posts(view: View, places: list[tuple[Chunk, Mention]], placed: list[Draft]) -> None:
    """Take from uses of force the posts of their doers, if another place of the sentence is left to them."""
    words = view.closed("posted")
    for at, unit in enumerate(view.units):
        if unit.token.word.loose not in words and loose(unit.token.form[1:] if unit.conj else "") not in words:
            continue
        if at and view.units[at - 1].tag == "dem":
            continue  # those stationed there: the deed was there
        posts = _posts(view, at, places)
        if not posts:
            continue
        for draft in placed:
            if draft.type == "assault" and _of_the_doer(view, draft, at):
                _leave(draft, posts)


def _posts(view: View, at: int, places: list[tuple[Chunk, Mention]]) -> list[Span]:
    """The places that say where somebody is posted, after the participle at `at`."""
    spans = {chunk.index: mention.span for chunk, mention in places}
    out: list[Span] = []
    first = view.chunk_of[at]
    for chunk in view.chunks[first : first + REACH]:
        if chunk.kind in ("verb", "neg", "sub", "rel") or (chunk.kind == "mark" and is_comma(chunk)):
            break
        if chunk.kind != "np" or chunk.last <= at + 1:
            continue
        if chunk.index > first and not (chunk.prep or chunk.conj):
            break
        if out and (chunk.prep in view.closed("on") or (chunk.prep == BA and chunk.index not in spans)):
            break
        if chunk.index in spans:
            out.append(spans[chunk.index])
    return out


def _of_the_doer(view: View, draft: Draft, at: int) -> bool:
    """Whether the participle at `at` describes who did a deed, and not whom it was done to."""
    start = view.units[at].start
    low = view.units[max(0, at - BACK)].start
    doers = [c.span.start for c in draft.initiator if c.span is not None and low <= c.span.start <= start]
    met = [c.span.start for c in draft.target if c.span is not None and low <= c.span.start < start]
    return bool(doers) and (not met or max(met) < max(doers))


def _leave(draft: Draft, posts: list[Span]) -> None:
    """Drop posts from the places of a draft that has others of its own."""
    if any(c.span not in posts for c in draft.around):
        draft.place = [c for c in draft.place if c.span not in posts]
        draft.around = [c for c in draft.around if c.span not in posts]
        draft.target = [c for c in draft.target if c.span not in posts]
