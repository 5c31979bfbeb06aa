"""Who did it where the sentence has no subject: for `we` whoever spoke last, for `they` the doer of the one before.

Invariant: a sentence with a doer of its own keeps it; whom an earlier sentence lends spoke no more than `NEAR`
sentences back, and the verb agrees with him.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Candidate, Draft, Link
from khabar.model.picking import BEFORE, ISSUER, SPOKE
from khabar.read.chunks import Chunk
from khabar.read.doers import first_person
from khabar.read.mentions import is_agent
from khabar.read.subjects import Subjects
from khabar.read.view import View
from khabar.text.letters import ALIF, NUN, WAW

NEAR: Final = 3
VERBAL: Final = frozenset({"deny", "accuse", "threaten", "reject", "request", "support"})
MANY: Final = (WAW + ALIF, WAW + NUN)
BESIDE: Final = frozenset({"time", "mark", "prep"})


class LastDoers:
    """The doer and the speaker of the sentences so far."""

    def __init__(self) -> None:
        self.view: View | None = None
        self.topic: Chunk | None = None
        self.topic_at = -1
        self.links: list[Link] = []
        self.spoke_at = -1

    def give(self, view: View, drafts: list[Draft], subjects: Subjects) -> None:
        """Propose doers for the drafts of a sentence that has none of its own."""
        for draft in drafts:
            if any(candidate.rule != ISSUER for candidate in draft.initiator):
                continue
            unit = view.units[draft.unit]
            if first_person(view, draft):
                self._speaker(view, draft)
            elif unit.tag != "verb" or draft.shape == "passive":
                continue
            elif not draft.initiator and self._opens(view, draft) and self._lends(view, draft, subjects):
                topic, told = self.topic, self.view
                if topic is not None and told is not None:
                    mention = told.mention(topic)
                    draft.initiator.append(Candidate(mention, BEFORE, 0.5, span=mention.span))

    def remember(self, view: View, links: list[Link], subjects: Subjects) -> None:
        """Keep who does and who speaks in a sentence, for those after it."""
        if links and is_agent(links[0].mention):
            self.links, self.spoke_at = links, view.index
        for clause in view.clauses:
            if clause.verb is None or clause.kind in ("rel", "sub"):
                continue
            subject = subjects.of(view, clause)
            if subject is not None and is_agent(view.mention(subject)):
                self.view, self.topic, self.topic_at = view, subject, view.index
                return
            if subject is None and self.topic is not None and view.index - self.topic_at <= 1:
                self.topic_at = view.index  # a list whose lines go on about him
            return

    def _speaker(self, view: View, draft: Draft) -> None:
        """`We call on…`, in a sentence of its own: who spoke last."""
        if self.links and not draft.sources and 0 < view.index - self.spoke_at <= NEAR:
            mention = self.links[0].mention
            draft.initiator.append(Candidate(mention, SPOKE, 0.65, span=mention.span))

    @staticmethod
    def _opens(view: View, draft: Draft) -> bool:
        """Whether the verb is the first word of its sentence but for times."""
        at = view.chunk(draft.unit).index
        return all(c.kind in BESIDE or c.prep for c in view.chunks[:at]) and at <= NEAR

    @staticmethod
    def _named_after(view: View, draft: Draft) -> bool:
        """Whether a word that no pack knows, and so may be the doer's name, follows the verb."""
        at = view.chunk(draft.unit).index + 1
        if at >= len(view.chunks) or view.chunks[at].kind != "np" or view.chunks[at].prep:
            return False
        mention = view.mention(view.chunks[at])
        return not (mention.noun or mention.names or view.chunks[at].head.has.trigger)

    def _lends(self, view: View, draft: Draft, subjects: Subjects) -> bool:
        """Whether the doer of the sentence before is whom the verb means."""
        if self.topic is None or self.view is None or not 0 <= view.index - self.topic_at <= 1:
            return False
        if subjects.of(view, view.clause(draft.unit)) is not None or self._named_after(view, draft):
            return False
        unit = view.units[draft.unit]
        several = unit.token.form.endswith(MANY)
        if not several and draft.type not in VERBAL:
            return False
        return subjects.agrees(self.view, unit, self.topic, before=True)
