"""Words of saying → speeches: verbs, participles, phrases (according to), names before colons, verbal acts.

Invariant: a speech has its speaker from its own sentence or says that it continues another.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Link
from khabar.packs.lexicon import Sense
from khabar.read.addressed import addressed
from khabar.read.chunks import Chunk, is_comma
from khabar.read.happenings import Hit
from khabar.read.own_outlets import correspondent
from khabar.read.said_by import said_by
from khabar.read.saying_verbs import WARNING, SayingVerbs
from khabar.read.speakers import opens_content
from khabar.read.speech import RESULT, VERBAL, Speech
from khabar.read.units import is_first
from khabar.read.view import View
from khabar.text.letters import ALIF, LAM, NUN

VOW: Final = 6  # chunks between a vow and its content
DESCRIBING: Final = frozenset({"support", "cooperate", "aid", "sanction"})
MOURNING: Final = "frame.casualty_object"
BLAMES: Final = frozenset({"frame.accuse", "frame.accuse_at"})


class Sayings(SayingVerbs):
    """Finds one act of saying at a time."""

    def of(self, view: View, chunk: Chunk, acts: dict[int, Hit], taken: set[int]) -> Speech | None:
        """The speech that a chunk opens, None if it says nothing; `taken` collects chunks that it uses up."""
        unit = chunk.head
        if chunk.kind == "verb":
            carried = self.ran(view, chunk, taken)
            if carried is not None:
                return carried
            hit = acts.get(chunk.first)
            sense = next((s for s in unit.verb if s.kind == "report"), None)
            warns = sense is not None and sense.id == WARNING
            if sense is not None and unit.pronoun and hit is None and sense.class_ == "say":
                confirmed = self._confirms(view, chunk, sense)
                if confirmed is not None:
                    return confirmed
            if sense is not None and (hit is None or not (warns or sense.class_ == "describe")):
                return self.verb(view, chunk, sense)
            return self._act(view, chunk, hit) if hit is not None else None
        if chunk.kind == "cue" and self.speakers.rumours(view, chunk):
            if self.unheard(view, chunk):
                return None
            rule = "rumour"
            return Speech(
                chunk.last,
                len(view.units),
                [Link(self.speakers.first_word(view, chunk), rule, "unnamed")],
                rule,
                chunk.first,
            )
        senses = unit.has.report
        if chunk.kind == "prep" and senses and senses[0].shape == "verb":
            if not _told_next(view, chunk):
                return None
            rule = f"report:{senses[0].id}"
            return Speech(chunk.last, len(view.units), rule=rule, unit=chunk.first, continues=True)
        if chunk.kind == "np" and chunk.prep_unit is not None and not senses:
            senses = chunk.prep_unit.has.report
        if senses:
            speech = self._noun(view, chunk, senses, taken)
            if speech is not None:
                return speech
        hit = acts.get(chunk.first) if acts else None
        if hit is not None and hit.shape == "active":
            return self._act(view, chunk, hit)
        return None

    def _confirms(self, view: View, chunk: Chunk, sense: Sense) -> Speech | None:
        """`Which the mission confirmed`: who confirms what the sentence told before tells it too."""
        link = view.chunks[chunk.index - 1] if chunk.index > 1 else None
        if link is None or link.kind != "sub" or all(s.id != RESULT for s in link.head.has.grammar):
            return None
        subject = self.speakers.after(view, chunk)
        if subject is None:
            return None
        rule = f"report:{sense.id}: confirmed by"
        return Speech(0, link.first, [self.speakers.link(view, subject, rule)], rule, chunk.first, whole=True)

    @staticmethod
    def unheard(view: View, chunk: Chunk) -> bool:
        """Whether what would be told did not come (no reports came of losses, without reports of)."""
        before = view.chunks[max(0, chunk.index - 2) : chunk.index]
        return any(c.kind == "neg" or c.head.token.word.loose in view.closed("without") for c in before)

    def _noun(self, view: View, chunk: Chunk, senses: list[Sense], taken: set[int]) -> Speech | None:
        sense = senses[0]
        class_ = sense.class_
        if sense.shape == "verb":
            return self._like_preposition(view, chunk, sense)
        rule = f"report:{sense.id}"
        if sense.shape in ("participle", "masdar") and not chunk.head.article:
            return self._circumstance(view, chunk, sense)
        if sense.shape == "noun" and class_ in ("say", "continue"):
            return said_by(view, chunk, sense, rule)
        if class_ == "according":
            return self._according(view, chunk, sense, taken)
        if class_ == "relay" and sense.shape == "phrase":
            return self._relayed(view, chunk, sense)
        if class_ == "toll":
            return self._toll_of(view, chunk, rule)
        if class_ == "medium":
            return self._medium(view, chunk, sense)
        if class_ == "background":
            return Speech(chunk.last, len(view.units), rule=rule, unit=chunk.first)
        if class_ == "his_words":
            return Speech(
                0, chunk.first, rule=rule, unit=chunk.first, whole=True, continues=True, hedge=sense.entry.hedge
            )
        if class_ == "rumour" and chunk.kind in ("np", "report"):
            links = [Link(view.mention(chunk), rule, "unnamed")]
            return Speech(chunk.last, len(view.units), links, rule, chunk.first, hedge="hedge")
        if sense.shape == "phrase" and class_ in ("say", "continue"):
            return self._document(view, chunk, sense)
        return None

    def _toll_of(self, view: View, chunk: Chunk, rule: str) -> Speech | None:
        """`in a new toll of the ministry`: whose toll it is tells it."""
        following = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
        if following is None or following.kind != "np" or following.prep != LAM:
            return None
        if not self.speakers.speaks(view, following) or view.tokens[following.head.first].word.loose in view.closed(
            "onslaught"
        ):
            return None
        return Speech(0, len(view.units), [self.speakers.link(view, following, rule)], rule, chunk.first, whole=True)

    def _like_preposition(self, view: View, chunk: Chunk, sense: Sense) -> Speech | None:
        """A verb of saying that is written like a preposition: it is one where `that` follows its phrase."""
        if chunk.kind != "np" or chunk.prep_unit is None or not _told_next(view, chunk):
            return None
        rule = f"report:{sense.id}"
        return Speech(chunk.last, len(view.units), [Link(view.mention(chunk), rule)], rule, chunk.first)

    def opening(self, view: View) -> Speech | None:
        """`X: words` at the head of a line: X says them."""
        speaker: Chunk | None = None
        origin: Chunk | None = None
        start = 0
        for chunk in view.chunks[:9]:
            if chunk.kind == "mark" and chunk.head.token.form == ":":
                if speaker is None or chunk.index + 1 >= len(view.chunks) or correspondent(view, speaker):
                    return None
                if self.speakers.only_where(view, speaker, view.chunks[chunk.index + 1]):
                    return None
                links = [Link(view.mention(speaker), "name before a colon")]
                if origin is not None and self.speakers.is_media(links[0]):
                    links.insert(0, self.speakers.link(view, origin, "name before a colon: origin"))
                told = self.speakers.told(view, speaker, speaker)
                if told is not None and told.index < chunk.index and told.prep:
                    links.append(Link(view.mention(told), "name before a colon: told to", "media"))
                return Speech(chunk.last, len(view.units), links, "name before a colon", speaker.first)
            if chunk.kind in ("verb", "sub", "rel", "report"):
                return None
            if chunk.kind == "mark" and chunk.head.token.form == "|":
                start, speaker = chunk.index + 1, None
            if chunk.kind == "np" and speaker is not None and chunk.prep in view.closed("about"):
                origin = chunk
            if chunk.kind == "np" and speaker is None and not chunk.prep and self.speakers.titles(view, chunk):
                if any(c.kind == "np" for c in view.chunks[start : chunk.index]):
                    return None
                speaker = chunk
        return None

    def _circumstance(self, view: View, chunk: Chunk, sense: Sense) -> Speech | None:
        """`adding that`: the speaker is one named before."""
        opens = chunk.index == 0 and not opens_content(view, view.chunks[min(1, len(view.chunks) - 1)])
        if opens or sense.class_ not in ("say", "continue") or not self.takes(view, chunk, sense.entry.takes):
            return None
        return Speech(
            chunk.first + 1, len(view.units), rule=f"report:{sense.id}", unit=chunk.first, continues=True,
            hedge=sense.entry.hedge,
        )  # fmt: skip

    def _document(self, view: View, chunk: Chunk, sense: Sense) -> Speech | None:
        """`The statement has it that`: the document speaks."""
        if not self.takes(view, chunk, sense.entry.takes):
            return None
        speech = Speech(chunk.last, len(view.units), rule=f"report:{sense.id}", unit=chunk.first)
        following = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
        if sense.class_ == "say" and following is not None and following.kind == "np":
            speech.links = [Link(view.mention(following), speech.rule)]
        else:
            speech.continues = True
        return speech

    def _act(self, view: View, chunk: Chunk, hit: Hit) -> Speech | None:
        """A verbal act: he who blames or claims tells what he blames or claims; other acts only name a speaker."""
        mourns = hit.sense.frame == MOURNING and chunk.kind == "verb"
        if hit.type not in VERBAL and not mourns:
            return None
        if chunk.head.pronoun and hit.type in DESCRIBING and view.clauses[chunk.clause].kind in ("rel", "content"):
            return None  # a hospital that it supports
        subject = None
        if chunk.kind == "verb":
            subject = self.speakers.subject(view, chunk)
            if subject is not None and subject.index > chunk.index and addressed(view, chunk, subject):
                subject = None
        rule = f"speech:{hit.sense.id}"
        speech = Speech(chunk.last, len(view.units), rule=rule, unit=chunk.first)
        warns = any(s.id == WARNING for s in chunk.head.verb)
        blames = hit.type == "accuse" and hit.sense.frame in BLAMES
        speech.silent = not (hit.type == "claim" or warns or blames or mourns or self._vows(view, chunk, hit))
        if mourns:
            speech.first = chunk.first  # who mourns them tells that they died
        if subject is not None:
            speech.links = [Link(view.mention(subject), rule)]
            told = self.speakers.told(view, chunk, subject) if hit.type in ("claim", "deny") else None
            if told is not None and view.mention(told).names:
                speech.links.append(Link(view.mention(told), rule + ": told to", "media"))
        else:
            own = any(
                c.kind == "np" and not c.prep for c in view.chunks[view.clauses[chunk.clause].first : chunk.index]
            )
            own = own and chunk.kind == "verb" and not chunk.conj
            speech.continues = not (is_first(chunk.head) or own or _of_both(view, chunk))
        if hit.type == "claim" and view.clauses[chunk.clause].kind == "rel":
            speech.last = self.clause_end(view, chunk.clause)  # an attack that the group claimed, and
        if warns and not any(opens_content(view, c) for c in view.chunks[chunk.index :]):
            against = next((c for c in view.chunks[chunk.index + 1 :] if c.prep in view.closed("from")), chunk)
            speech.last = next((c.first for c in view.chunks[against.index :] if c.kind == "mark"), speech.last)
        return speech

    @staticmethod
    def _vows(view: View, chunk: Chunk, hit: Hit) -> bool:
        """Whether a threat tells its content in a clause of its own (vowed that)."""
        if hit.type != "threaten":
            return False
        for other in view.chunks[chunk.index + 1 : chunk.index + VOW]:
            if opens_content(view, other):
                return True
            if other.kind not in ("np", "time", "prep"):
                return False
        return False


def _told_next(view: View, chunk: Chunk) -> bool:
    """Whether `that`, past a comma, or a colon follows a verb of saying that is written like a preposition."""
    at = chunk.index + 1
    if at < len(view.chunks) and view.chunks[at].head.token.form == ":":
        return True
    while at < len(view.chunks) and is_comma(view.chunks[at]):
        at += 1
    return at < len(view.chunks) and opens_content(view, view.chunks[at])


def _of_both(view: View, verb: Chunk) -> bool:
    """Whether the two sides, in the dual, are the subject of a verb (*the two sides* traded accusations)."""
    if verb.kind != "verb" or verb.index + 1 >= len(view.chunks):
        return False
    following = view.chunks[verb.index + 1]
    head = following.head
    return following.kind == "np" and not following.prep and head.article and head.token.form.endswith(ALIF + NUN)
