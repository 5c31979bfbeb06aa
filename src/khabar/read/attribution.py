"""Who says so: the speeches of every sentence, and the speaker who is carried on to the next.

Invariant: a link is words of the text; the publishing outlet is no link. Continued speech (he added) has the
last speaker, who may stand in an earlier sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from khabar.model.drafts import Link
from khabar.model.mentions import Mention
from khabar.packs.lexicon import Lexicon
from khabar.read.chunks import Chunk
from khabar.read.happenings import Hit
from khabar.read.own_outlets import own_outlet
from khabar.read.sayings import Sayings
from khabar.read.speakers import is_that
from khabar.read.speech import Speech, bound, by_the_way, disown, is_rumour, nested, passed_on, sources_of, told_of
from khabar.read.told_before import topic_of
from khabar.read.units import is_first
from khabar.read.view import View
from khabar.text.sentences import CLOSING, OPENING, STRAIGHT

MAX_CARRIED: Final = 3
AS: Final = "grammar.subordinator.as"
SAID: Final = "report:report.say"


class Attributor:
    """Finds the speeches of a sentence and carries the last speaker on to the next."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.sayings = Sayings(lexicon)
        self.speakers = self.sayings.speakers
        self.reset()

    def reset(self) -> None:
        """Forget the speaker: a new document begins."""
        self.last: list[Link] = []
        self.view_before: View | None = None
        self.earlier: list[Link] = []
        self.earlier_sentence = -10
        self.last_sentence = -10
        self.block: list[Link] = []
        self.block_line = -1
        self.line = -1
        self.inside = False
        self.inside_from = False
        self.closes = self.closed_at = -1

    def find(self, view: View, hits: Sequence[Hit] = ()) -> list[Speech]:
        """The speeches of the sentence in order of their words; remembers the last speaker."""
        acts = {h.unit: h for h in hits if h.sense.speech or h.type == "claim"}
        self._quotes(view)
        speeches: list[Speech] = []
        opening = self.sayings.opening(view)
        if opening is not None:
            speeches.append(opening)
        taken: set[int] = set()
        for chunk in view.chunks:
            if taken and chunk.index in taken:
                continue
            speech = self.sayings.of(view, chunk, acts, taken)
            if speech is None or (
                is_rumour(speech) and any(s.links and not s.whole and not s.silent for s in speeches)
            ):
                continue
            if speech.silent and self._inner(view, chunk, speeches):
                continue
            if speech.continues and not speech.links:
                speech.links = self._carried(view, chunk, speeches)
            speeches.append(speech)
        bound(view, speeches)
        self._remember(view, speeches, opening)
        self.view_before = view
        return speeches

    @staticmethod
    def _inner(view: View, chunk: Chunk, before: list[Speech]) -> bool:
        """Whether a threat is what somebody warns of (warned that any attack *will be met* with): he tells it."""
        clause = view.clauses[chunk.clause]
        link = clause.link
        if not before or chunk.kind != "verb" or clause.kind != "sub" or link is None or not is_that(view, link):
            return False
        outer = before[-1]
        return (
            outer.rule.startswith("speech:threaten")
            and not outer.silent
            and bool(outer.links)
            and view.chunk(outer.unit).clause == clause.parent
        )

    def _quotes(self, view: View) -> None:
        """Keep count of quotations that run over sentences: whether this one begins and ends inside one."""
        if view.sentence.line != self.line:
            self.inside, self.line = False, view.sentence.line
        self.inside_from = self.inside
        self.closed_at = self.closes
        self.closes = -1
        for token in view.tokens[view.sentence.first : view.sentence.last]:
            if not token.mark:
                continue
            if token.form == STRAIGHT:
                self.inside = not self.inside
                self.closes = -1 if self.inside else token.index
            elif token.form in OPENING:
                self.inside = True
            elif token.form in CLOSING:
                self.inside = False
                self.closes = token.index

    def quoted_on(self, view: View) -> list[Link]:
        """The speaker of a sentence that is wholly a quotation and names none."""
        whole = self.inside_from or all(u.quoted or u.tag == "mark" for u in view.units)
        if not whole:
            return []
        return self.last if view.index - self.last_sentence <= MAX_CARRIED else []

    def late(self, view: View, speeches: Sequence[Speech]) -> list[Link]:
        """The speaker of the quotation just closed, where the sentence only names him (“…”. He said.)."""
        told = [s for s in speeches if s.links and not s.silent]
        if (
            len(told) != 1
            or not told[0].rule.startswith("report:report.say")
            or told[0].continues
            or self.closed_at < 0
        ):
            return []
        first = view.sentence.first
        if first - self.closed_at > 2 or view.chunks[0].kind != "verb" or view.chunks[0].conj:
            return []
        rest = view.chunks[1:]
        return told[0].links if not any(c.kind in ("verb", "sub", "rel") for c in rest) else []

    def _carried(self, view: View, chunk: Chunk, before: list[Speech]) -> list[Link]:
        """The speaker of continued speech: the last of the sentence, its topic, else the last of the text."""
        for speech in reversed(before):
            told = speech.whole and speech.rule == SAID and speech.unit < chunk.first  # “…”, she says, before adding
            if speech.links and (told or not speech.whole) and not self._subordinate(view, speech):
                if not _agree(chunk, speech.links) and len(before) > 1:
                    continue
                if (speech.silent or chunk.kind == "np") and self._told_within(view, speech, before):
                    continue
                return speech.links
        topic = None if is_first(chunk.head) else self.speakers.topic(view, chunk)
        if topic is not None:
            if own_outlet(view, topic):
                return []
            return [Link(view.mention(topic), "speaker named before in the sentence")]
        for speech in reversed(before):
            if speech.links and not speech.outer:
                return speech.links
        topic_before = self._told_before(view, chunk)
        if topic_before:
            return topic_before
        if not _agree(chunk, self.last) and view.index - self.earlier_sentence <= 1 and _agree(chunk, self.earlier):
            return self.earlier
        return self.last if view.index - self.last_sentence <= MAX_CARRIED else []

    def _told_before(self, view: View, chunk: Chunk) -> list[Link]:
        """Whom the sentence before is about, where nobody spoke in it."""
        before = self.view_before
        if before is None or before.index != view.index - 1 or self.last_sentence == before.index:
            return []
        links = topic_of(before, self.speakers)
        return links if links and _agree(chunk, links) else []

    @staticmethod
    def _told_within(view: View, act: Speech, before: list[Speech]) -> bool:
        """Whether an act stands in what somebody tells (assured that Washington will not stand by, adding)."""
        if view.clause(act.unit).kind != "sub":
            return False
        return any(s.unit < act.unit and s.links and not s.silent and not s.whole for s in before)

    @staticmethod
    def _subordinate(view: View, speech: Speech) -> bool:
        """Whether a speech stands in a clause of time or condition, or describes a noun."""
        clause = view.clause(speech.unit)
        link = clause.link
        return (
            link is not None
            and clause.kind in ("sub", "rel")
            and not is_that(view, link)
            and link.token.form not in view.closed("as")
            and not any(s.id == AS for s in link.has.grammar)
        )

    def _remember(self, view: View, speeches: list[Speech], opening: Speech | None) -> None:
        speakers = [
            s.links for s in speeches if s.links and not s.whole and not (s.silent and self._subordinate(view, s))
        ] or [s.links for s in speeches if s.links]
        if speakers:
            if len(speakers) > 1 or self.last is not speakers[-1]:
                self.earlier = speakers[-2] if len(speakers) > 1 else self.last
                self.earlier_sentence = view.index if len(speakers) > 1 else self.last_sentence
            self.last, self.last_sentence = speakers[-1], view.index
        if opening is not None:
            self.block, self.block_line = opening.links, view.sentence.line
        elif self.block_line == view.sentence.line and not speakers:
            speeches.append(
                Speech(0, len(view.units), list(self.block), "speech goes on in its paragraph", 0, whole=True)
            )
        elif speakers:
            self.block_line = -1


def _agree(chunk: Chunk, links: Sequence[Link]) -> bool:
    """Whether those who spoke can be whom a verb of saying goes on with: by gender, where both tell theirs."""
    rows = [s.row for s in chunk.head.verb if s.kind == "report" or s.speech]
    if not links or not rows or any(r.number or r.extra == "first" for r in rows):
        return True
    feminine = {r.feminine for r in rows}
    if len(feminine) > 1:
        return True
    return any(_may_be(link.mention, feminine=True in feminine) for link in links)


def _may_be(mention: Mention, *, feminine: bool) -> bool:
    """Whether whoever is mentioned may be of a gender; a name alone, and what has several words for it, tells none."""
    if mention.names and mention.whole and not mention.feminine:
        return True
    if mention.feminine or (mention.plural and "person" not in mention.classes):
        return feminine
    return not feminine or not ("person" in mention.classes or mention.kind == "person")


__all__ = ["Attributor", "Speech", "by_the_way", "disown", "nested", "passed_on", "sources_of", "told_of"]
