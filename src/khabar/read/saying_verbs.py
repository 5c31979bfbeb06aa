"""A verb of saying → the speech it opens: whether it says anything here, who speaks, where what is told begins.

Invariant: a verb that also means something else tells nothing unless what it needs as a verb of saying follows it.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Link
from khabar.packs.lexicon import Sense
from khabar.read.beside import Beside
from khabar.read.chunks import COMMA, Chunk, is_comma
from khabar.read.clauses import Clause
from khabar.read.harmed import WITHOUT_THAT
from khabar.read.own_outlets import own_outlet
from khabar.read.phrases import time_of
from khabar.read.speakers import DOCUMENT, QUOTES, opens_content
from khabar.read.speech import Speech
from khabar.read.topics import turned_to
from khabar.read.view import View
from khabar.text.clitics import BA
from khabar.text.letters import ALIF, HA, LAM, NUN, TA_MARBUTA, YA

PAUSES: Final = frozenset({COMMA, ".", "-", "\u2013", "\u2014"})
SAY: Final = "report.say"
WARNING: Final = "report.warn"
TOLD: Final = 9  # chunks from a verb of saying to its `that`
SHOWN: Final = "report.show"
ASCRIBED: Final = "report.ascribe"


class SayingVerbs(Beside):
    """Finds the speech of one verb of saying."""

    def verb(self, view: View, chunk: Chunk, sense: Sense) -> Speech | None:
        """The speech that a verb opens in one sense of saying, None if it says nothing."""
        entry = sense.entry
        shown = entry.id == SHOWN and _pictures(view, chunk) is not None
        if not (shown or self.takes(view, chunk, entry.takes) or self._as_told(view, chunk)):
            return None
        if self._denied(view, chunk):
            return None
        if entry.hedge and (self.speakers.thought_of(view, chunk) or _called(view, chunk)):
            return None
        clause = view.clauses[chunk.clause]
        speech = Speech(chunk.last, len(view.units), rule=f"report:{entry.id}", unit=chunk.first, hedge=entry.hedge)
        speech.announces = entry.id.endswith("announce")
        speech.when = [
            time_of(view, c, "time of the statement", 0.8)
            for c in view.chunks[clause.first : self._issued(view, clause)]
            if c.kind == "time" and entry.id != WARNING
        ]
        passive = sense.shape == "passive" or (chunk.head.token.word.damma and sense.tense == "past")
        if entry.id == ASCRIBED and (passive or chunk.head.pronoun):
            return None  # shelling that residents ascribe to the group: it is blamed, and tells nothing
        if passive:
            origin = self.speakers.origin(view, chunk, self._preps(entry.takes)) if entry.class_ == "relay" else None
            if origin is not None:
                speech.links = [self.speakers.link(view, origin, speech.rule)]
                if self._aside(view, chunk, origin):
                    speech.first, speech.whole = 0, True
            return speech
        if sense.extra == "first":
            return speech  # we announce: the issuer of the text
        subject = None if entry.class_ == "describe" else self.speakers.subject(view, chunk)
        if entry.id == SHOWN:
            subject = _pictures(view, chunk) or subject
        if entry.class_ == "describe":
            subject = self.speakers.after(view, chunk)
        self._chain(view, chunk, subject, sense, speech)
        if entry.class_ == "describe":
            return self._described(view, chunk, speech)
        if not speech.links:
            speech.continues = entry.class_ in ("say", "continue", "relay") and (
                clause.kind != "rel" or clause.link is None
            )
            speech.continues = speech.continues and not self._impersonal(chunk, sense)
            if speech.continues and subject is None and self._told_by_count(view, chunk, clause):
                return None
            own = (subject is not None and own_outlet(view, subject)) or entry.id == SHOWN
            speech.continues = speech.continues and not own
        elif speech.links and clause.kind != "rel":
            speech.first = self._content(view, chunk, speech.first, self._preps(entry.takes))
        if self._aside(view, chunk, subject):
            if entry.hedge == "hedge":
                return None
            speech.first, speech.whole = 0, True
            if all(c.kind != "mark" or c.index == len(view.chunks) - 1 for c in view.chunks[chunk.index :]):
                speech.last = chunk.first
        elif clause.kind == "rel":
            speech.last = self.clause_end(view, chunk.clause)
            if speech.links and self._tells_of(view, chunk):
                speech.first = min(speech.first, clause.antecedent.first if clause.antecedent is not None else 0)
        return speech

    @staticmethod
    def _issued(view: View, clause: Clause) -> int:
        """One past the last chunk that can tell when it was said: the clause, and one that tells of its issue before
        the words told (a statement that was published on Monday said that).
        """
        if clause.index + 1 >= len(view.clauses):
            return clause.last
        following = view.clauses[clause.index + 1]
        if following.first in view.asides and following.parent == clause.index:
            return following.last  # announced, in a statement of Monday, that
        verb = following.verb
        plain = verb is not None and not verb.conj and verb.head.token.word.loose in view.closed("issued_on")
        told = following.last < len(view.chunks) and view.chunks[following.last].kind == "sub"
        return following.last if plain and told and following.parent == clause.index else clause.last

    @staticmethod
    def _tells_of(view: View, chunk: Chunk) -> bool:
        """`an attack of which X said that it`: the happening that the clause describes is told by X."""
        antecedent = view.clauses[chunk.clause].antecedent
        if antecedent is None or not any(s.shape == "noun" for s in antecedent.head.has.trigger):
            return False
        content = next((c for c in view.chunks[chunk.index + 1 : chunk.index + 6] if opens_content(view, c)), None)
        return content is not None and view.tokens[content.head.last - 1].form.endswith((HA, HA + ALIF))

    @staticmethod
    def _content(view: View, chunk: Chunk, first: int, preps: set[str]) -> int:
        """Where what is told begins: past the `that`, before which only when and where he spoke is told (said *after
        his meeting with* the minister that).
        """
        for other in view.chunks[chunk.index + 1 : chunk.index + TOLD]:
            if opens_content(view, other):
                timed = other.head.last - other.head.first > 1 or view.chunks[other.index - 1].kind == "prep"
                return first if timed and not other.head.token.form.startswith(BA) else max(first, other.last)
            if other.kind == "np" and not other.prep and _happens(other):
                return first
            if other.kind in ("verb", "kana", "rel") or other.conj or other.head.token.form == ":":
                return first
            if other.prep in preps or any(s.class_ != "medium" for s in other.head.has.report):
                return first
        return first

    @staticmethod
    def _told_by_count(view: View, chunk: Chunk, clause: Clause) -> bool:
        """Whether an earlier count is what points to a figure (*a first toll* had pointed to 11): whoever speaks tells
        it.
        """
        words = view.closed("counts")
        return any(c.kind == "np" and c.head.token.word.loose in words for c in view.chunks[clause.first : chunk.index])

    @staticmethod
    def _impersonal(chunk: Chunk, sense: Sense) -> bool:
        """`it is believed`: a present that can be a passive and has no subject."""
        passive = any(
            s.shape == "passive" and s.entry is sense.entry for s in (*chunk.head.verb, *chunk.head.has.report)
        )
        return passive and sense.tense == "present"

    @staticmethod
    def _denied(view: View, chunk: Chunk) -> bool:
        """`they did not say`: no speech."""
        previous = view.chunks[chunk.index - 1] if chunk.index else None
        if previous is not None and any(s.id == WITHOUT_THAT for s in previous.head.has.grammar):
            return True  # without making clear
        if previous is None or previous.kind != "neg":
            return False
        if any(c.prep in view.closed("except") for c in view.chunks[chunk.index + 1 : chunk.index + 4]):
            return False  # he counted none but those
        return previous.head.token.form.endswith(tuple(view.closed("negators")))

    @staticmethod
    def _as_told(view: View, chunk: Chunk) -> bool:
        """Whether a verb of telling with its hearer stands beside what it covers (*as* a doctor *told me*)."""
        link = view.clauses[chunk.clause].link
        return chunk.head.pronoun != "" and link is not None and link.token.form in view.closed("as")

    def takes(self, view: View, chunk: Chunk, takes: list[str]) -> bool:
        """Whether what an ambiguous verb needs to be a verb of saying follows it."""
        if not takes:
            return True
        nouns = 0
        governed = False
        described = view.clauses[chunk.clause].kind == "rel"
        for other in view.chunks[chunk.index + 1 : chunk.index + 9]:
            if described and nouns and is_comma(other):
                return False  # the police of a town *that they consider* a stronghold, said that
            if "that" in takes and opens_content(view, other):
                return True
            if "media" in takes and opens_content(view, other):
                return self._outlet_says(view, chunk, other)
            if other.prep and other.prep in self._preps(takes):
                return True
            if other.head.quoted and other.kind == "np" and "that" in takes and self._named(view, chunk, other):
                nouns += not other.prep
                continue  # told the "Harbour Post" that
            if "quote" not in takes and (other.head.quoted or other.kind == "mark"):
                nouns += other.kind == "np" and not other.prep and not nouns  # the "Network" counted
                continue
            if other.head.quoted or (other.kind == "mark" and other.head.token.form in QUOTES):
                return (
                    "quote" in takes
                    and not governed
                    and (nouns > 0 or other.index == chunk.index + 1 or other.kind == "mark")
                )
            if other.kind == "verb" and nouns == 1 and "that" in takes and self._describes(view, other):
                continue  # told | a woman who reached the town | that
            if other.kind == "verb" and self._issues(view, other):
                continue  # in a statement | that the television read out
            if other.kind == "verb":
                return False
            if other.prep and other.prep in self._preps(takes):
                return True
            elsewhere = other.prep and other.prep != LAM and other.prep not in view.closed("in")
            governed = governed or (bool(elsewhere) and other.kind == "np")
            if other.kind == "np" and other.prep in view.closed("except") and "event" in takes:
                return True
            if other.kind == "np" and not other.prep:
                nouns += 1
                if "count" in takes and self._counts(view, other):
                    return True
                if "footage" in takes and nouns > 1 and is_footage(view, other):
                    return True
                if "counted" in takes and self._counts(view, other) and (nouns > 1 or view.clauses[chunk.clause].kana):
                    return True
                if (
                    "speaker" in takes
                    and nouns == 1
                    and (other.head.has.speaker or self.speakers.before(view, chunk) is not None)
                ):
                    return True
                told = other.head.has.trigger and not (nouns == 1 and (other.head.has.speaker or other.head.names))
                if "event" in takes and (other.amount is not None or told or other.head.has.harm):
                    return nouns > 1 or bool(self.speakers.before(view, chunk) or turned_to(view, chunk))
        return False

    def _outlet_says(self, view: View, verb: Chunk, that: Chunk) -> bool:
        """Whether an outlet passes on what follows a plain `that` (the agency *carried that*): not `after that`."""
        if that.head.last - that.head.first > 1 or view.chunks[that.index - 1].kind == "prep":
            return False
        subject = self.speakers.after(view, verb) or self.speakers.before(view, verb)
        return subject is not None and self.speakers.is_media(Link(view.mention(subject), ""))

    @staticmethod
    def _issues(view: View, verb: Chunk) -> bool:
        """Whether a verb only tells who put out the statement before it."""
        at = verb.index - 1
        while at > 0 and view.chunks[at].kind in ("rel", "mark"):
            at -= 1  # the statement, which it published
        before = view.chunks[at]
        medium = before.kind == "report" and any(s.class_ == "medium" for s in before.head.has.report)
        document = before.kind == "np" and any(s.id == DOCUMENT for s in before.head.has.speaker)
        return (medium or document) and verb.head.pronoun != ""

    @staticmethod
    def _named(view: View, verb: Chunk, quoted: Chunk) -> bool:
        """Whether what stands in quotation marks is a name, `that` still to come (told the "Post" *that*)."""
        for other in view.chunks[quoted.index + 1 : verb.index + TOLD]:
            if opens_content(view, other):
                return True
            if other.kind not in ("np", "time", "mark", "report") or other.head.token.form == ":":
                return False
        return False

    @staticmethod
    def _counts(view: View, chunk: Chunk) -> bool:
        """Whether a phrase is of how many there are (put | the number of the dead | at ten)."""
        word = chunk.head.token.word.loose
        return any(word in view.closed(name) for name in ("totals", "numbering", "toll"))

    @staticmethod
    def _describes(view: View, verb: Chunk) -> bool:
        """Whether a verb belongs to a clause that describes a phrase, or goes on with one that does."""
        clause = view.clauses[verb.clause]
        if clause.kind == "coord" and clause.parent >= 0:
            clause = view.clauses[clause.parent]
        return clause.kind == "rel"

    def _aside(self, view: View, chunk: Chunk, subject: Chunk | None) -> bool:
        """`as he said`, `…, said the police`: the speech stands after what it covers."""
        if subject is None or chunk.index < 2:
            return False
        clause = view.clauses[chunk.clause]
        link = clause.link
        opened = view.chunks[chunk.index - 1]
        as_said = link is not None and link.token.form in view.closed("as")
        if not as_said and (chunk.conj or opened.kind != "mark" or opened.head.token.form not in PAUSES):
            return False
        if as_said and _objects(view, subject):
            return False  # the government *also* announced a day of mourning
        if not as_said and subject.index > chunk.index and self._tells_before(view, chunk, subject):
            return True
        rest = view.chunks[max(subject.index, chunk.index) + 1 :]
        joined = self.speakers.joined(view, subject)
        while rest and subject.index > chunk.index and (_names_on(rest[0]) or rest[0] in joined):
            rest = rest[1:]
        if as_said and rest and subject.index > chunk.index and _accusing(rest[0]):
            return True  # as a source announced, accusing the group
        if as_said and rest and rest[0].kind == "rel" and subject.index > chunk.index:
            return True  # as the ministry announced, which said that
        if len(rest) > 1 and rest[0].kind == "mark" and rest[1].kind == "sub" and not opens_content(view, rest[1]):
            return subject.index > chunk.index and opened.kind == "mark"  # said Ali, who keeps a shop
        return not any(
            c.kind in ("verb", "sub", "rel", "num") or opens_content(view, c) or (c.kind == "np" and not c.prep)
            for c in rest[:4]
        )

    @staticmethod
    def _tells_before(view: View, chunk: Chunk, subject: Chunk) -> bool:
        """Whether a plain verb of saying after a comma, with nothing told after it, tells what stands before it (the
        army struck the camp, *said a spokesman of the force, which* has its seat in the town).
        """
        if chunk.conj or chunk.head.conj or not any(s.id == SAY for s in chunk.head.verb if s.kind == "report"):
            return False
        if not any(c.kind == "verb" for c in view.chunks[: chunk.index - 1]):
            return False
        told = view.chunks[subject.index + 1 :]
        return not any(opens_content(view, c) or c.head.token.form in QUOTES or c.head.quoted for c in told)

    def _described(self, view: View, chunk: Chunk, speech: Speech) -> Speech | None:
        """`what he called X`: only X is his."""
        previous = view.chunks[chunk.index - 1] if chunk.index else None
        if previous is None or previous.kind not in ("rel", "neg", "prep"):
            return None
        last = chunk.index + 6
        following = next(
            (c for c in view.chunks[chunk.index + 1 : last] if c.prep == BA or opens_content(view, c)), None
        )
        if following is None:
            return None
        end = following.index + 1
        while (
            opens_content(view, following)
            and end < len(view.chunks)
            and view.chunks[end].kind not in ("mark", "sub", "rel")
        ):
            end += 1
        speech.first, speech.last, speech.continues = following.first, view.chunks[end - 1].last, not speech.links
        return speech

    @staticmethod
    def clause_end(view: View, index: int) -> int:
        """One past the last unit of a clause and of what hangs on it."""
        end = index + 1
        while end < len(view.clauses) and view.clauses[end].kind in ("sub", "rel", "content"):
            end += 1
        return view.chunks[view.clauses[end - 1].last - 1].last


def is_footage(view: View, chunk: Chunk) -> bool:
    """Whether a phrase is of pictures."""
    senses = chunk.head.senses
    return senses is not None and senses.loose in view.closed("footage")


def _pictures(view: View, verb: Chunk) -> Chunk | None:
    """The pictures that show something (a surveillance camera's footage showed), where nobody is told to have put them
    out: who did would tell it.
    """
    near = [c for c in view.chunks[max(0, verb.index - 2) : verb.index + 2] if c.kind == "np" and is_footage(view, c)]
    if len(near) != 1:
        return None
    beyond = view.chunks[near[0].index + 1 : near[0].index + 2]
    before = view.chunks[max(0, near[0].index - 3) : near[0].index]
    spoken = any(
        s.kind == "report" and s.id != SHOWN for c in (*before, *beyond) if c.kind == "verb" for s in c.head.verb
    )
    return None if spoken else near[0]


def _accusing(chunk: Chunk) -> bool:
    """Whether a participle tells what somebody says beside what he told."""
    said = any(s.speech and s.shape in ("participle", "active") for s in chunk.head.has.trigger)
    return chunk.kind == "np" and not chunk.prep and not chunk.head.article and said


def _happens(chunk: Chunk) -> bool:
    """Whether a phrase is itself what is told: a happening, harm, a count."""
    return bool(chunk.head.has.trigger or chunk.head.has.harm or chunk.amount is not None)


def _names_on(chunk: Chunk) -> bool:
    """Whether a bare phrase right after a speaker is the rest of his name, whatever its words mean elsewhere."""
    if chunk.kind != "np" or chunk.prep or chunk.conj or chunk.amount is not None or chunk.head.article:
        return False
    return not (chunk.head.has.trigger or chunk.head.has.harm or chunk.head.has.weapon)


def _objects(view: View, subject: Chunk) -> bool:
    """Whether a definite noun that is no adjective or name was drawn to the speaker: it is what he announced."""
    head = subject.head
    if not head.article or subject.core - subject.first < 2:
        return False
    last = view.units[subject.core - 1]
    return last.tag == "word" and last.article and not last.token.form.endswith((YA, YA + TA_MARBUTA, YA + NUN))


def _called(view: View, verb: Chunk) -> bool:
    """Whether a verb written like one of alleging tells somebody's name (a witness *called* X): after who he is, right
    before a name, with no `that`.
    """
    if not verb.index or verb.index + 1 >= len(view.chunks) or verb.head.token.word.loose not in view.closed("called"):
        return False
    before, name = view.chunks[verb.index - 1], view.chunks[verb.index + 1]
    if before.kind not in ("np", "rel") or name.kind != "np" or name.prep or name.head.article:
        return False
    return name.head.noun is None and not name.head.has.speaker
