"""Who says so: the chain of attribution of every happening.

Invariant: a link is words of the text; the chain runs from the one who knew to the one who passed it on; the publishing
outlet is no link. Continued speech (he added) has the last speaker, who stands in an earlier sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from khabar.model.drafts import Link, Mention, When
from khabar.packs.lexicon import Lexicon, Sense
from khabar.read.arguments import bare_after, time_of
from khabar.read.chunks import Chunk
from khabar.read.view import View

MAX_CARRIED = 3
FROM = "\u0639\u0646"
TO = "\u0644"


@dataclass(slots=True)
class Speech:
    """One act of saying. Units ``first``..``last`` are its content; links the chain; continues: no speaker of its own."""

    first: int
    last: int
    links: list[Link] = field(default_factory=list)
    rule: str = ""
    unit: int = -1
    continues: bool = False
    hedge: str = "neutral"
    whole: bool = False
    when: list[When] = field(default_factory=list)
    announces: bool = False


class Attributor:
    """Finds the speeches of a sentence and carries the last speaker on to the next."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.last: list[Link] = []
        self.last_sentence = -10

    def reset(self) -> None:
        """Forget the speaker: a new document begins."""
        self.last = []
        self.last_sentence = -10

    def find(self, view: View) -> list[Speech]:
        """The speeches of the sentence in order of their words; remembers the last speaker."""
        speeches: list[Speech] = []
        for chunk in view.chunks:
            speech = self._of(view, chunk)
            if speech is not None:
                speeches.append(speech)
        self._bound(view, speeches)
        for speech in speeches:
            if not speech.links and speech.continues and view.index - self.last_sentence <= MAX_CARRIED:
                speech.links = self.last
        speakers = [s.links for s in speeches if s.links and not s.whole] or [s.links for s in speeches if s.links]
        if speakers:
            self.last, self.last_sentence = speakers[0], view.index
        return speeches

    def quoted_on(self, view: View) -> list[Link]:
        """The speaker of a sentence that is wholly a quotation and names none."""
        return self.last if view.index - self.last_sentence <= MAX_CARRIED else []

    def _of(self, view: View, chunk: Chunk) -> Speech | None:
        unit = chunk.head
        if chunk.kind == "verb":
            sense = next((s for s in unit.verb if s.kind == "report"), None)
            if sense is None:
                trigger = next((s for s in unit.verb if s.kind == "trigger" and s.entry.speech), None)
                return self._act(view, chunk, trigger) if trigger is not None else None
            return self._verb(view, chunk, sense)
        if chunk.kind == "report":
            sense = next((s for s in unit.of("report")), None)
            return self._phrase(view, chunk, sense) if sense is not None else None
        if chunk.kind == "prep" or chunk.kind == "np":
            for position in range(chunk.first, min(chunk.first + 2, chunk.last)):
                sense = next((s for s in view.units[position].of("report") if s.entry.class_ == "according"), None)
                if sense is not None and view.units[position].tag in ("report", "prep"):
                    return self._phrase(view, chunk, sense)
        return None

    def _subject(self, view: View, chunk: Chunk) -> Chunk | None:
        """Who speaks: the phrase after the verb, else the phrase before it in its clause."""
        clause = view.clauses[chunk.clause]
        for index in range(chunk.index + 1, min(clause.last, chunk.index + 5)):
            other = view.chunks[index]
            if other.kind == "np" and not other.prep:
                return other if self._speaks(view, other) else None
            if other.kind in ("sub", "verb"):
                break
        for index in range(clause.first, chunk.index):
            other = view.chunks[index]
            if other.kind == "np" and not other.prep and self._speaks(view, other):
                return other
        return None

    def _speaks(self, view: View, chunk: Chunk) -> bool:
        mention = view.mention(chunk)
        if chunk.head.of("trigger") and not chunk.head.of("speaker"):
            return False
        if mention.speaker or any(n.kind != "place" for n in mention.names):
            return True
        if mention.kind in ("government", "military", "armed_group", "organization", "media", "person"):
            return True
        if "person" in mention.classes or chunk.head.of("title"):
            return True
        if any(n.kind == "place" for n in mention.names[:1]) and mention.whole:
            return True
        return not mention.noun and not chunk.head.of("weapon") and chunk.head.tag in ("word", "name")

    def _verb(self, view: View, chunk: Chunk, sense: Sense) -> Speech:
        clause = view.clauses[chunk.clause]
        speech = Speech(chunk.last, len(view.units), rule=f"report:{sense.entry.id}", unit=chunk.first, hedge=sense.entry.hedge)
        speech.announces = sense.entry.id.endswith("announce")
        speech.when = [time_of(view, c, "time of the statement", 0.8) for c in view.chunks[clause.first : clause.last] if c.kind == "time"]
        passive = sense.shape == "passive" or (chunk.head.token.word.damma and sense.row.tense == "past")
        if passive:
            return speech
        subject = self._subject(view, chunk)
        if subject is not None:
            speech.links = self._chain(view, chunk, subject, sense)
            if subject.index > chunk.index:
                speech.first = subject.last
        elif sense.entry.class_ != "relay":
            speech.continues = True
        else:
            origin = self._origin(view, chunk)
            speech.links = [Link(view.mention(origin), speech.rule)] if origin is not None else []
        if clause.kind == "sub" and clause.link is not None and not chunk.conj and clause.index > 0:
            self._aside(view, clause.link.token.form, speech, chunk)
        return speech

    @staticmethod
    def _aside(view: View, link: str, speech: Speech, chunk: Chunk) -> None:
        """`as he said`: the speech stands after what it covers."""
        if link in ("\u0643\u0645\u0627",) or link.startswith("\u062d\u0633\u0628"):
            speech.whole = True

    def _chain(self, view: View, chunk: Chunk, subject: Chunk, sense: Sense) -> list[Link]:
        """The links in order: origin, subject, the one it was told to."""
        rule = f"report:{sense.entry.id}"
        links = [Link(view.mention(subject), rule)]
        clause = view.clauses[chunk.clause]
        if sense.entry.class_ == "relay":
            origin = self._origin(view, chunk)
            if origin is not None:
                links.insert(0, Link(view.mention(origin), rule + ": origin"))
            return links
        for other in view.chunks[chunk.index + 1 : clause.last]:
            if other.kind == "np" and other.prep in (TO,) and self._outlet(view, other):
                links.append(Link(view.mention(other), rule + ": told to", "media"))
                break
        return links

    def _origin(self, view: View, chunk: Chunk) -> Chunk | None:
        for other in view.chunks[chunk.index + 1 : chunk.index + 6]:
            if other.kind == "np" and other.prep == FROM:
                return other
            if other.kind in ("verb", "sub"):
                break
        return None

    @staticmethod
    def _outlet(view: View, chunk: Chunk) -> bool:
        mention = view.mention(chunk)
        if any(n.kind == "outlet" for n in mention.names):
            return True
        return mention.kind == "media" or (mention.speaker != "" and mention.kind == "media")

    def _phrase(self, view: View, chunk: Chunk, sense: Sense) -> Speech | None:
        """`According to X`: covers the whole sentence, wherever it stands; what comes from X through Y is a chain."""
        speech = Speech(0, len(view.units), rule=f"report:{sense.entry.id}", unit=chunk.first, hedge=sense.entry.hedge, whole=True)
        links: list[Link] = []
        index = chunk.index
        if chunk.kind == "np" and chunk.prep_unit is not None:
            links.append(Link(view.mention(chunk), speech.rule))
            index += 1
        else:
            index += 1
            while index < len(view.chunks) and view.chunks[index].kind in ("rel", "particle", "sub", "report", "prep"):
                index += 1
            if index < len(view.chunks) and view.chunks[index].kind == "verb":
                inner = view.chunks[index]
                subject = self._subject(view, inner)
                if subject is not None:
                    relay = next((s for s in inner.head.verb if s.kind == "report"), None)
                    links = self._chain(view, inner, subject, relay) if relay is not None else [Link(view.mention(subject), speech.rule)]
            elif index < len(view.chunks) and view.chunks[index].kind == "np":
                links.append(Link(view.mention(view.chunks[index]), speech.rule))
        if not links:
            return None
        speech.links = [l for l in links if l.mention.text.strip()]
        if chunk.index == 0 or (chunk.index == 1 and view.chunks[0].kind in ("conj", "mark")):
            speech.first = chunk.last
        return speech

    def _act(self, view: View, chunk: Chunk, sense: Sense) -> Speech | None:
        """A verbal act (he accused, he denied) whose words have the actor as their source."""
        subject = self._subject(view, chunk)
        speech = Speech(chunk.last, len(view.units), rule=f"speech:{sense.entry.id}", unit=chunk.first)
        if subject is None:
            speech.continues = True
        else:
            speech.links = [Link(view.mention(subject), speech.rule)]
        return speech

    @staticmethod
    def _bound(view: View, speeches: list[Speech]) -> None:
        """A speech ends where the next one in the same sentence begins, but for those that cover the whole."""
        plain = [s for s in speeches if not s.whole]
        for speech, following in zip(plain, plain[1:], strict=False):
            head = view.units[following.unit]
            opening = view.chunk(following.unit)
            clause = view.clauses[opening.clause]
            if head.conj or clause.kind in ("coord", "content", "main") or following.links:
                start = view.chunks[clause.first].first if clause.kind != "rel" else following.unit
                speech.last = min(speech.last, max(start, speech.first))


def sources_of(speeches: list[Speech], unit: int) -> list[Link]:
    """The chain for a happening at `unit`: the innermost plain speech that holds it, then the asides."""
    inner = [s for s in speeches if not s.whole and s.first <= unit < s.last and s.links]
    links: list[Link] = list(inner[-1].links) if inner else []
    for speech in speeches:
        if speech.whole and speech.first <= unit < speech.last:
            links += [l for l in speech.links if all(not l.mention.span.overlaps(k.mention.span) for k in links)]
    return links


def speaker_mention(links: list[Link]) -> Mention | None:
    """Whoever knew: the first link."""
    return links[0].mention if links else None


__all__ = ["Attributor", "Speech", "bare_after", "sources_of", "speaker_mention"]
