"""Whom a sentence is about, for the next one, which may go on with him without naming him (arrived. And he said).

Invariant: a topic is the subject of the first verb of its sentence that stands in no subordinate clause, and a person:
somebody with an office, a title or a name.
"""

from __future__ import annotations

from khabar.model.drafts import Link
from khabar.model.mentions import Mention
from khabar.read.chunks import Chunk
from khabar.read.speakers import Speakers
from khabar.read.view import View

RULE = "whom the sentence before is about"


def topic_of(view: View, speakers: Speakers) -> list[Link]:
    """The topic of a sentence as somebody who may speak in the next; none where nobody suits."""
    for chunk in view.chunks:
        if chunk.kind != "verb" or view.clauses[chunk.clause].kind in ("rel", "sub"):
            continue
        subject = speakers.subject(view, chunk)
        return [Link(view.mention(subject), RULE)] if subject is not None and _person(view, subject) else []
    return []


def _person(view: View, chunk: Chunk) -> bool:
    mention: Mention = view.mention(chunk)
    if mention.amount is not None or mention.number in ("p", "d"):
        return False
    named = mention.names[:1] and mention.names[0].kind in ("office", "person")
    return bool(named or chunk.head.has.title or chunk.head.has.office)
