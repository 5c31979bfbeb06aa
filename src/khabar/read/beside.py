"""Speech that stands beside what it covers: according to X, quoting X, in a statement of X, in a statement that Y ran.

Invariant: a chain runs from the one who knew to the one who passed it on; the publishing outlet is no link.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Link, When
from khabar.packs.lexicon import Lexicon, Sense
from khabar.read.chunks import Chunk
from khabar.read.frames import prep_key
from khabar.read.own_outlets import own_outlet
from khabar.read.phrases import time_of
from khabar.read.speakers import DOCUMENT, Speakers
from khabar.read.speech import Speech
from khabar.read.view import View
from khabar.text.clitics import PRONOUNS
from khabar.text.letters import LAM, TA_MARBUTA, loose

ASCRIBED: Final = "report.ascribe"
BASED: Final = "report.based_on"
SPOKESMAN: Final = "speaker.spokesperson"
QUOTING: Final = "report.quote"
REPORTS: Final = "speaker.reports"
CARRYING: Final = frozenset(
    {"report.carry", "report.publish", "report.report_media", "report.read_out", "report.circulate"}
)
COUNTED: Final = 4  # chunks from a count to what it rests on
LEADING: Final = 4  # units of a phrase among which its count stands
SPOKEN: Final = frozenset({"say", "continue", "relay", "learn", "rumour", "describe"})


def _has_it(chunk: Chunk) -> bool:
    """Whether a chunk only says that a document has it (came in, stood in)."""
    return any(s.id == "report.statement_says" for s in chunk.head.has.report)


def _count_in(view: View, chunk: Chunk) -> int:
    """The unit of a word for a count that leads a phrase (the last *toll*, a new *count*), -1 for none."""
    words = view.closed("counts")
    for at in range(chunk.first, min(chunk.first + LEADING, chunk.core)):
        form = view.tokens[view.units[at].last - 1].form
        whole = view.units[at].token.word.loose
        if loose(form) in words or whole in words or (whole[:1] == LAM and whole[1:] in words):
            return at
    return -1


def _counted_by(view: View, chunk: Chunk) -> bool:
    """Whether somebody's count tells: the *hospital's* figures, an *official* count."""
    at = _count_in(view, chunk)
    if at < 0 or at + 1 >= chunk.core:
        return False
    following = view.units[at + 1]
    if following.tag == "adj" or not (following.article or following.has.noun or following.has.place):
        return any(u.token.word.loose in view.closed("whose_counts") for u in view.units[at + 1 : chunk.core])
    return not following.has.harm and not following.has.trigger


class Beside:
    """Makes the chains of speeches, and the speeches that need no verb of their own."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.speakers = Speakers(lexicon)

    def _chain(self, view: View, chunk: Chunk, subject: Chunk | None, sense: Sense, speech: Speech) -> None:
        """The links in order: origin, subject, the one it was told to."""
        rule = speech.rule
        class_ = sense.class_
        links: list[Link] = []
        if subject is not None and class_ != "learn" and not own_outlet(view, subject):
            links.append(self.speakers.link(view, subject, rule))
            if subject.index > chunk.index:
                speech.first = subject.last
                for other in self.speakers.joined(view, subject):
                    links.append(self.speakers.link(view, other, rule + ": joined"))
                    speech.first = other.last
        if class_ in ("relay", "learn"):
            learnt = view.closed("about") | view.closed("from")
            origin = self.speakers.origin(view, chunk, learnt if class_ == "learn" else self._preps(sense.entry.takes))
            if origin is not None and sense.id == ASCRIBED and self._blamed(view, origin):
                origin = None
            if origin is not None and (class_ == "relay" or self.speakers.speaks(view, origin)):
                knew = [origin, *self.speakers.joined(view, origin)]
                links = [*(self.speakers.link(view, o, rule + ": origin") for o in knew), *links]
                speech.first = knew[-1].last
        elif subject is not None:
            told = self.speakers.told(view, chunk, subject)
            inner = self.speakers.hearer(view, subject) if class_ != "describe" else None
            if inner is not None and links:
                links[0].mention = view.part(subject.first, _before(view, subject, inner))
                links.append(inner)
            elif told is not None and not own_outlet(view, told):
                links.append(Link(view.mention(told), rule + ": told to", "media"))
        speech.links = links

    @staticmethod
    def _blamed(view: View, chunk: Chunk) -> bool:
        """Whether what is ascribed to somebody is a deed, as to armed men, and nothing that he said."""
        return view.mention(chunk).kind == "armed_group" and not chunk.head.has.speaker

    @staticmethod
    def _preps(takes: list[str]) -> set[str]:
        return {prep_key(t) for t in takes if not t.isascii()}

    def _according(self, view: View, chunk: Chunk, sense: Sense, taken: set[int]) -> Speech | None:
        """`According to X`, `as X reported from Y`: covers the sentence or its part, wherever it stands."""
        speech = Speech(
            0, len(view.units), rule=f"report:{sense.id}", unit=chunk.first, hedge=sense.entry.hedge, whole=True
        )
        told = chunk if chunk.kind == "np" and chunk.prep_unit is not None else None
        index = chunk.index
        after = view.units[chunk.last] if told is None and chunk.last < len(view.units) else None
        if after is not None and after.tag == "num":
            return None  # arrested *what exceeds* sixty men
        if sense.id == BASED and (self._grounds(view, chunk) or self._of_count(view, chunk)):
            return None
        if told is None:
            index += 1
            while index < len(view.chunks) and view.chunks[index].kind in ("rel", "particle", "neg", "prep"):
                index += 1
            if index >= len(view.chunks):
                return None
            told = view.chunks[index]
            if told.kind == "report" and index + 1 < len(view.chunks) and _has_it(told):
                told = view.chunks[index + 1]  # according to what came in | a statement of the army
        relay = next((s for s in told.head.has.report if s.shape == "verb" and s.class_ in SPOKEN), None)
        if told.kind == "verb" or (relay is not None and index > chunk.index + len(told.prep)):
            subject = self.speakers.after(view, told)
            taken.add(told.index)
            if relay is not None:
                self._chain(view, told, subject, relay, speech)
            elif subject is not None:
                speech.links = [Link(view.mention(subject), speech.rule)]
            told = subject or told
            if subject is not None:
                self._confirmed(view, subject, speech, taken)
                self._passed_on(view, subject, speech, taken)
        elif (gathered := self._gathered(view, told)) is not None:
            speech.links = [self.speakers.link(view, gathered, speech.rule + ": gathered from")]
            told = gathered
        elif (owner := self._owner(view, told)) is not None:
            if not own_outlet(view, owner):
                speech.links = [self.speakers.link(view, owner, speech.rule + ": whose count")]
            told = owner
        elif (issuer := self._issuer(view, told, taken)) is not None:
            speech.links = [self.speakers.link(view, issuer, speech.rule + ": whose statement")]
            told = issuer
            self._passed_on(view, told, speech, taken)
        elif self.speakers.speaks(view, told) and not own_outlet(view, told):
            speech.links = [self.speakers.link(view, told, speech.rule)]
            speech.links += [self.speakers.link(view, o, speech.rule) for o in self.speakers.joined(view, told)]
            origin = self.speakers.origin(view, told)
            if origin is not None and origin.index == told.index + 1 and self.speakers.is_media(speech.links[0]):
                speech.links.insert(0, Link(view.mention(origin), speech.rule + ": origin"))
            self._passed_on(view, told, speech, taken)
        elif _counted_by(view, told):
            speech.links = [Link(view.mention(told), speech.rule + ": whose count")]
        if not speech.links:
            return None
        speech.first = (
            told.last if chunk.index <= 1 and not any(c.kind == "verb" for c in view.chunks[: chunk.index]) else 0
        )
        if speech.first == 0:
            speech.when = _said_at(view, chunk, told)
        return speech

    def _confirmed(self, view: View, subject: Chunk, speech: Speech, taken: set[int]) -> None:
        """`As the movement announced and the army confirmed`: the second who says so."""
        verb = view.chunks[subject.index + 1] if subject.index + 1 < len(view.chunks) else None
        if verb is None or verb.kind != "verb" or not verb.conj or not verb.head.pronoun:
            return
        if any(s.kind == "report" and s.class_ == "say" for s in verb.head.verb):
            second = self.speakers.after(view, verb)
            if second is not None:
                taken.add(verb.index)
                speech.links.append(self.speakers.link(view, second, speech.rule + ": confirmed by"))

    def ran(self, view: View, chunk: Chunk, taken: set[int]) -> Speech | None:
        """`in a statement that Y ran`: a verb of publishing whose pronoun is the statement; Y is the outer link."""
        if chunk.kind != "verb" or chunk.head.pronoun not in PRONOUNS or not chunk.index:
            return None
        sense = next((s for s in chunk.head.verb if s.kind == "report" and s.id in CARRYING), None)
        if sense is None or not self._of_statement(view, chunk):
            return None
        subject = self.speakers.after(view, chunk)
        if subject is None:
            return None
        taken.add(chunk.index)
        rule = f"report:{sense.id}: passed on by"
        if own_outlet(view, subject):
            return Speech(0, 0, [], rule, chunk.first, whole=True, silent=True)
        links = [self.speakers.link(view, subject, rule)]
        outer = not self._shows(view, view.chunks[chunk.index - 1])
        last = len(view.units) if outer else self._next_said(view, subject)
        return Speech(0 if outer else subject.last, last, links, rule, chunk.first, whole=True, outer=outer)

    @staticmethod
    def _next_said(view: View, subject: Chunk) -> int:
        """Where somebody else speaks after what footage shows (shows smoke, *and two witnesses said*)."""
        for chunk in view.chunks[subject.index + 1 :]:
            if chunk.kind == "verb" and chunk.conj and any(s.kind == "report" for s in chunk.head.verb):
                return chunk.first
        return len(view.units)

    @staticmethod
    def _shows(view: View, before: Chunk) -> bool:
        """Whether what was published is footage: it tells by itself (footage that activists published shows)."""
        shown = view.closed("footage")
        return any(u.token.word.loose in shown for u in view.units[max(0, before.first - 1) : before.last])

    def _of_statement(self, view: View, chunk: Chunk) -> bool:
        """Whether the phrase that a verb describes is a statement or what was published of one."""
        before = view.chunks[chunk.index - 1]
        if before.kind in ("rel", "particle") and chunk.index > 1:
            before = view.chunks[chunk.index - 2]
        if before.kind == "report":
            return any(s.class_ == "medium" for s in before.head.has.report)
        if before.kind != "np":
            return False
        units = view.units[before.first : before.last]
        return self._shows(view, before) or any(s.id == DOCUMENT for u in units for s in u.has.speaker)

    def _gathered(self, view: View, told: Chunk) -> Chunk | None:
        """From whom it was learnt that tells: `information that we gathered from residents`."""
        if not any(s.id == REPORTS for s in told.head.has.speaker):
            return None
        for other in view.chunks[told.index + 1 : told.index + 3]:
            if other.kind == "np" and other.prep in view.closed("from"):
                return other if self.speakers.speaks(view, other) else None
            if other.kind != "verb" or not other.head.pronoun:
                return None
        return None

    def _owner(self, view: View, told: Chunk) -> Chunk | None:
        """Whose count it is that tells: `a count of the agency`, `a count that the coalition announced`."""
        if told.index + 1 >= len(view.chunks) or _count_in(view, told) < 0:
            return None
        following = view.chunks[told.index + 1]
        if following.kind == "time" and following.index + 1 < len(view.chunks):
            following = view.chunks[following.index + 1]  # the last count on Sunday | of the rescuers
        if following.kind == "np" and following.prep == LAM and self.speakers.speaks(view, following):
            return following
        if following.kind == "verb" and following.head.pronoun in PRONOUNS and not following.conj:
            return self.speakers.after(view, following)
        return None

    @staticmethod
    def _grounds(view: View, chunk: Chunk) -> bool:
        """Whether `based on` gives what somebody went by (on wrong information) and no account of what happened."""
        chunks = view.chunks[chunk.index : chunk.index + 2]
        return any(c.kind == "np" and c.head.token.word.loose in view.closed("grounds_of_deeds") for c in chunks)

    def _of_count(self, view: View, chunk: Chunk) -> bool:
        """Whether `based on` says what the count before it rests on (a count of the agency, based on official figures):
        whoever counted tells it.
        """
        for before in reversed(view.chunks[max(0, chunk.index - COUNTED) : chunk.index]):
            if before.kind == "np" and _count_in(view, before) >= 0:
                return self._owner(view, before) is not None
        return False

    def _issuer(self, view: View, told: Chunk, taken: set[int]) -> Chunk | None:
        """Whose statement it is that tells: `a statement issued by the ministry`, `a statement that it published`."""
        if not any(s.id == DOCUMENT for s in told.head.has.speaker):
            return None
        for index in range(told.index + 1, min(told.index + 3, len(view.chunks))):
            other = view.chunks[index]
            form = other.head.token.word.loose
            if other.kind == "verb" and other.head.pronoun in PRONOUNS and form in view.closed("issued_on"):
                taken.add(other.index)
                return self.speakers.after(view, other)
            if other.kind == "np" and other.prep in view.closed("about"):
                said = any(u.token.word.loose in view.closed("issued_by") for u in view.units[told.first : other.first])
                return other if said and self.speakers.speaks(view, other) else None
            if other.kind == "np" and index == told.index + 1 and other.prep in view.closed("from"):
                return other if self.speakers.speaks(view, other) else None  # an official statement *of* the ministry
            if other.prep or (other.kind != "np" and form not in view.closed("issued_by")):
                return None
        return None

    def _passed_on(self, view: View, told: Chunk, speech: Speech, taken: set[int]) -> None:
        """`according to X, quoted by Y`: Y is the outer link."""
        following = view.chunks[told.index + 1] if told.index + 1 < len(view.chunks) else None
        if following is not None and following.kind == "np" and following.prep and told.index + 2 < len(view.chunks):
            beyond = view.chunks[told.index + 2]  # residents | in the capital | who spoke to the agency
            following = beyond if beyond.kind == "verb" and not beyond.conj else following
        if following is not None and following.head.token.word.loose in view.closed("spoke"):
            heard = self.speakers.told(view, following, told, view.closed("told_preps") | view.closed("spoken_to"))
            if heard is not None:
                taken.add(following.index)
                speech.links.append(Link(view.mention(heard), speech.rule + ": told to", "media"))
            return
        if following is None or not any(
            s.kind == "report" and (s.class_ == "relay" or s.id in CARRYING) for s in following.head.verb
        ):
            return
        subject = self.speakers.after(view, following)
        if subject is not None:
            taken.add(following.index)
            speech.links.append(Link(view.mention(subject), speech.rule + ": passed on by"))

    def _relayed(self, view: View, chunk: Chunk, sense: Sense) -> Speech | None:
        """`quoting X`: X knew what the one before passes on."""
        following = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
        if chunk.kind == "np":
            following = chunk  # `through X`, the preposition drawn to its phrase
        if following is None or following.kind != "np" or not self.speakers.speaks(view, following):
            return None
        if sense.id == "report.through" and view.mention(following).speaker != SPOKESMAN:
            link = Link(view.mention(following), f"report:{sense.id}: passed on by", "media")
            if not link.mention.names or not self.speakers.is_media(link):
                return None
            return Speech(0, len(view.units), [link], link.rule, chunk.first, whole=True, outer=True)
        links = [Link(view.mention(following), f"report:{sense.id}: origin")]
        beyond = self.speakers.origin(view, following)
        if beyond is not None and beyond.index == following.index + 1 and self.speakers.is_media(links[0]):
            links.insert(0, Link(view.mention(beyond), links[0].rule))
        first = self._own_part(view, chunk) if sense.id == QUOTING else 0
        return Speech(first, len(view.units), links, links[0].rule, chunk.first, whole=True, origin=True)

    @staticmethod
    def _own_part(view: View, chunk: Chunk) -> int:
        """The first unit of the joined clause in which somebody speaks by another's tongue (two blasts hit it, *and the
        states accused, by the tongue of its minister*).
        """
        clause = view.clauses[chunk.clause]
        while clause.kind == "report" and clause.parent >= 0:
            clause = view.clauses[clause.parent]
        return view.chunks[clause.first].first if clause.kind == "coord" else 0

    def _interviewed(self, view: View, chunk: Chunk, outlet: Chunk, sense: Sense) -> Speech | None:
        """`In an interview with the channel, X said`: an outlet named before whoever speaks to it passes it on."""
        if chunk.index > 1 or not view.mention(outlet).names or own_outlet(view, outlet):
            return None
        link = Link(view.mention(outlet), f"report:{sense.id}: told to", "media")
        return Speech(0, len(view.units), [link], link.rule, chunk.first, whole=True, outer=True)

    def _medium(self, view: View, chunk: Chunk, sense: Sense) -> Speech | None:
        """`in a statement of the group`: the owner speaks where nobody else does."""
        following = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
        if following is None or following.kind != "np":
            return None
        if following.prep not in ("", LAM) and following.prep not in view.closed("about"):
            return None
        if not self.speakers.speaks(view, following) or following.head.pronoun:
            return None
        if following.head.tag == "word" and following.head.token.form.endswith(TA_MARBUTA) and not following.prep:
            return None  # in a *televised* interview
        if self.speakers.is_media(Link(view.mention(following), "")):
            return self._interviewed(view, chunk, following, sense)
        earlier = any(
            c.kind == "verb" and (c.head.verb or c.head.tag == "verb")
            for c in view.chunks[max(0, chunk.index - 3) : chunk.index]
        )
        if earlier and following.prep == "":
            return None
        rule = f"report:{sense.id}: owner"
        return Speech(
            0, len(view.units), [Link(view.mention(following), rule)], rule, chunk.first, whole=True, silent=True
        )


def _said_at(view: View, chunk: Chunk, told: Chunk) -> list[When]:
    """When it was said, in the words of an attribution in passing (as the governor announced on Thursday): up to the
    next mark, or to a verb after who says so.
    """
    found: list[When] = []
    for other in view.chunks[chunk.index + 1 :]:
        if other.index not in view.asides or (other.kind == "verb" and other.index > told.index):
            break
        if other.kind == "time":
            found.append(time_of(view, other, "time of the statement", 0.8))
    return found


def _before(view: View, chunk: Chunk, link: Link) -> int:
    """The first unit of what a link names within a phrase."""
    return next((n for n in range(chunk.first, chunk.last) if view.units[n].end > link.mention.span.start), chunk.last)
