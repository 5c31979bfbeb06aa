"""Who did it where the sentence has no subject: for `we` whoever spoke last, for `they` the doer of the one before.

Invariant: a sentence with a doer of its own keeps it; whom an earlier sentence lends spoke no more than `NEAR`
sentences back, and the verb agrees with him.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Candidate, Draft, Link
from khabar.model.picking import BEFORE, ISSUER, SPOKE
from khabar.read.chunks import Chunk
from khabar.read.clauses import Clause
from khabar.read.doers import first_person
from khabar.read.mentions import is_agent
from khabar.read.subject_words import VOICED
from khabar.read.subjects import Subjects
from khabar.read.view import View
from khabar.text.letters import ALIF, NUN, WAW

NEAR: Final = 3
MANY: Final = (WAW + ALIF, WAW + NUN)
MOST_PENDING: Final = 32
BESIDE: Final = frozenset({"time", "mark", "prep"})


class LastDoers:
    """The doer and the speaker of the sentences so far."""

    def __init__(self) -> None:
        self.view: View | None = None
        self.topic: Chunk | None = None
        self.topic_at = -1
        self.links: list[Link] = []
        self.spoke_at = -1
        self._pending: list[View] = []

    def give(self, view: View, drafts: list[Draft], subjects: Subjects) -> None:
        """Propose doers for the drafts of a sentence that has none of its own."""
        for draft in drafts:
            if any(candidate.rule != ISSUER for candidate in draft.initiator):
                continue
            at = _verb_of(view, draft)
            if first_person(view, draft):
                self._speaker(view, draft)
            elif at < 0:
                continue
            elif not draft.initiator and self._opens(view, at) and self._lends(view, draft, at, subjects):
                topic, told = self.topic, self.view
                if topic is not None and told is not None:
                    mention = told.mention(topic)
                    draft.initiator.append(Candidate(mention, BEFORE, 0.5, span=mention.span))

    def remember(self, view: View, links: list[Link], subjects: Subjects) -> None:
        """Keep who does and who speaks in a sentence, for those after it; who does is looked for when one asks."""
        if links and is_agent(links[0].mention):
            self.links, self.spoke_at = links, view.index
        self._pending.append(view)
        if len(self._pending) >= MOST_PENDING:
            self._catch_up(subjects)

    def _catch_up(self, subjects: Subjects) -> None:
        """Find who does in the sentences not yet looked at, from the last on that does not leave it to one before."""
        pending, self._pending = self._pending, []
        first = len(pending) - 1
        while first > 0 and _goes_on(pending[first], subjects):
            first -= 1
        for at in range(max(first, 0), len(pending)):
            self._look(pending[at], subjects)

    def _look(self, view: View, subjects: Subjects) -> None:
        """Take the doer of a sentence, if it has one, for the topic."""
        clause = _main(view)
        if clause is None:
            return
        subject = subjects.of(view, clause)
        if subject is not None and is_agent(view.mention(subject)):
            self.view, self.topic, self.topic_at = view, subject, view.index
        elif subject is None and self.topic is not None and view.index - self.topic_at <= 1:
            self.topic_at = view.index  # a list whose lines go on about him

    def _speaker(self, view: View, draft: Draft) -> None:
        """`We call on…`, in a sentence of its own: who spoke last."""
        if self.links and not draft.sources and 0 < view.index - self.spoke_at <= NEAR:
            mention = self.links[0].mention
            draft.initiator.append(Candidate(mention, SPOKE, 0.65, span=mention.span))

    @staticmethod
    def _opens(view: View, verb: int) -> bool:
        """Whether the verb is the first word of its sentence but for times and the number of its line."""
        at = view.chunk(verb).index
        if at > NEAR:
            return False
        listed = at > 1 and view.chunks[0].head.tag == "num" and view.chunks[1].kind == "mark"
        return all(c.kind in BESIDE or c.prep for c in view.chunks[1 if listed else 0 : at])

    @staticmethod
    def _named_after(view: View, verb: int) -> bool:
        """Whether a word that no pack knows, and so may be the doer's name, follows the verb."""
        at = view.chunk(verb).index + 1
        if at >= len(view.chunks) or view.chunks[at].kind != "np" or view.chunks[at].prep:
            return False
        mention = view.mention(view.chunks[at])
        return not (mention.noun or mention.names or view.chunks[at].head.has.trigger)

    def _lends(self, view: View, draft: Draft, verb: int, subjects: Subjects) -> bool:
        """Whether the doer of the sentence before is whom the verb means."""
        unit = view.units[verb]
        several = unit.token.form.endswith(MANY)
        if not several and draft.type not in VOICED:
            return False
        self._catch_up(subjects)
        if self.topic is None or self.view is None or not 0 <= view.index - self.topic_at <= 1:
            return False
        if subjects.of(view, view.clause(verb)) is not None or self._named_after(view, verb):
            return False
        return subjects.agrees(self.view, unit, self.topic, before=True)


def _verb_of(view: View, draft: Draft) -> int:
    """The unit of the verb that tells a deed, or of the light one right before its noun (launched an attack); else
    -1.
    """
    if draft.shape == "passive":
        return -1
    if view.units[draft.unit].tag == "verb":
        return draft.unit
    here = view.chunk(draft.unit)
    before = view.chunks[here.index - 1] if here.index else None
    light = before is not None and before.kind == "verb" and not here.prep and bool(before.head.has.light)
    return before.first if light and before is not None else -1


def _main(view: View) -> Clause | None:
    """The first clause of a sentence that has a verb and hangs on no other."""
    for clause in view.clauses:
        if clause.verb is not None and clause.kind not in ("rel", "sub"):
            return clause
    return None


def _goes_on(view: View, subjects: Subjects) -> bool:
    """Whether a sentence has a verb without its subject, so that it goes on about whoever was told before."""
    clause = _main(view)
    return clause is not None and subjects.of(view, clause) is None
