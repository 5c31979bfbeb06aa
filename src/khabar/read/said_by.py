"""A verbal noun of saying with its speaker in construct: after *the army's announcement that* it had struck.

Invariant: the speaker stands in construct with the noun, and what was said follows it.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Candidate, Draft, Link
from khabar.packs.lexicon import Sense
from khabar.read.chunks import Chunk
from khabar.read.mentions import is_agent
from khabar.read.speakers import opens_content
from khabar.read.speech import Speech
from khabar.read.view import View

CLASSES: Final = ("say", "continue")
RULE: Final = "whose announcement it is"
NEAR: Final = 3  # chunks between the speaker and what he says


def said_by(view: View, chunk: Chunk, sense: Sense, rule: str) -> Speech | None:
    """The speech of whoever stands in construct with a verbal noun of saying."""
    if sense.class_ not in CLASSES or chunk.head.pronoun:
        return None
    first = next((n for n in range(chunk.first, chunk.core) if view.units[n] is chunk.head), chunk.core) + 1
    if first >= chunk.core:
        return None
    following = view.chunks[chunk.index + 1 : chunk.index + 1 + NEAR]
    at = next((n for n, c in enumerate(following) if opens_content(view, c)), None)
    if at is None or any(c.kind not in ("time", "np", "prep", "mark") for c in following[:at]):
        return None
    mention = view.part(first, chunk.core)
    if not (is_agent(mention) or mention.speaker):
        return None
    return Speech(chunk.last, len(view.units), [Link(mention, rule)], rule, chunk.first)


def give_announced(view: View, drafts: list[Draft], speeches: list[Speech]) -> None:
    """`After the army's announcement that it had struck`: whoever announced it did it, not the subject of a verb before
    the announcement.
    """
    spoken = [s for s in speeches if s.links and s.rule.startswith("report:") and view.chunk(s.unit).kind == "np"]
    if not spoken:
        return
    for draft in drafts:
        clause = view.clause(draft.unit)
        if clause.link is None or not clause.link.pronoun or clause.verb is not view.chunk(draft.unit):
            continue
        speech = next((s for s in spoken if 0 < clause.first - view.chunk_of[s.unit] <= NEAR), None)
        if speech is None or any(c.rule.endswith(": subject") for c in draft.initiator) or _passive(draft):
            continue
        mention = speech.links[0].mention
        if is_agent(mention):
            draft.initiator = [Candidate(mention, RULE, 0.8, span=mention.span)]


def _passive(draft: Draft) -> bool:
    return draft.shape in ("passive", "noun")
