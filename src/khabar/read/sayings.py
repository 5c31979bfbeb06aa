"""Words of saying → speeches: verbs, participles, phrases (according to), names before colons, verbal acts.

Invariant: a speech has its speaker from its own sentence or says that it continues another.
"""

from __future__ import annotations

from khabar.model.drafts import Link
from khabar.packs.lexicon import Lexicon, Sense
from khabar.read.chunks import COMMA, Chunk
from khabar.read.happenings import Hit
from khabar.read.phrases import time_of
from khabar.read.speakers import QUOTES, Speakers, opens_content
from khabar.read.speech import VERBAL, Speech
from khabar.read.view import View
from khabar.text.clitics import BA
from khabar.text.letters import LAM, fold

PAUSES = frozenset({COMMA, ".", "-", "\u2013", "\u2014"})
BLAMES = frozenset({"frame.accuse", "frame.accuse_at"})
SPOKEN = frozenset({"say", "continue", "relay", "learn", "rumour", "describe"})


class Sayings:
    """Finds one act of saying at a time."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.speakers = Speakers(lexicon)

    def of(self, view: View, chunk: Chunk, acts: dict[int, Hit], taken: set[int]) -> Speech | None:
        """The speech that a chunk opens, None if it says nothing; `taken` collects chunks that it uses up."""
        unit = chunk.head
        if chunk.kind == "verb":
            hit = acts.get(chunk.first)
            sense = next((s for s in unit.verb if s.kind == "report"), None)
            if sense is not None and (hit is None or sense.entry.class_ != "describe"):
                return self._verb(view, chunk, sense, taken)
            return self._act(view, chunk, hit) if hit is not None else None
        if chunk.kind == "cue" and self.speakers.rumours(view, chunk):
            rule = "rumour"
            return Speech(
                chunk.last,
                len(view.units),
                [Link(self.speakers.first_word(view, chunk), rule, "unnamed")],
                rule,
                chunk.first,
            )
        senses = unit.of("report")
        if chunk.kind == "np" and chunk.prep_unit is not None and not senses:
            senses = chunk.prep_unit.of("report")
        if senses:
            speech = self._noun(view, chunk, senses, taken)
            if speech is not None:
                return speech
        hit = acts.get(chunk.first)
        if hit is not None and hit.shape == "active":
            return self._act(view, chunk, hit)
        return None

    def _noun(self, view: View, chunk: Chunk, senses: list[Sense], taken: set[int]) -> Speech | None:
        sense = senses[0]
        class_ = sense.entry.class_
        if sense.shape == "verb":
            return self._like_preposition(view, chunk, sense)
        rule = f"report:{sense.entry.id}"
        if sense.shape in ("participle", "masdar") and not chunk.head.article:
            return self._circumstance(view, chunk, sense)
        if class_ == "according":
            return self._according(view, chunk, sense, taken)
        if class_ == "relay" and sense.shape == "phrase":
            return self._relayed(view, chunk, sense, taken)
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

    def _like_preposition(self, view: View, chunk: Chunk, sense: Sense) -> Speech | None:
        """A verb of saying that is written like a preposition: it is one where `that` follows its phrase."""
        following = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
        if chunk.kind != "np" or chunk.prep_unit is None or following is None or not opens_content(view, following):
            return None
        rule = f"report:{sense.entry.id}"
        return Speech(chunk.last, len(view.units), [Link(view.mention(chunk), rule)], rule, chunk.first)

    def opening(self, view: View) -> Speech | None:
        """`X: words` at the head of a line: X says them."""
        speaker: Chunk | None = None
        start = 0
        for chunk in view.chunks[:9]:
            if chunk.kind == "mark" and chunk.head.token.form == ":":
                if speaker is None or chunk.index + 1 >= len(view.chunks):
                    return None
                links = [Link(view.mention(speaker), "name before a colon")]
                return Speech(chunk.last, len(view.units), links, "name before a colon", speaker.first)
            if chunk.kind in ("verb", "sub", "rel", "report"):
                return None
            if chunk.kind == "mark" and chunk.head.token.form == "|":
                start, speaker = chunk.index + 1, None
            if chunk.kind == "np" and speaker is None and not chunk.prep and self.speakers.titles(view, chunk):
                if any(c.kind == "np" for c in view.chunks[start : chunk.index]):
                    return None
                speaker = chunk
        return None

    def _verb(self, view: View, chunk: Chunk, sense: Sense, taken: set[int]) -> Speech | None:
        entry = sense.entry
        if not self._takes(view, chunk, entry.takes) or self._denied(view, chunk):
            return None
        clause = view.clauses[chunk.clause]
        speech = Speech(chunk.last, len(view.units), rule=f"report:{entry.id}", unit=chunk.first, hedge=entry.hedge)
        speech.announces = entry.id.endswith("announce")
        speech.when = [
            time_of(view, c, "time of the statement", 0.8)
            for c in view.chunks[clause.first : clause.last]
            if c.kind == "time"
        ]
        passive = sense.shape == "passive" or (chunk.head.token.word.damma and sense.row.tense == "past")
        if passive:
            origin = self.speakers.origin(view, chunk, self._preps(entry.takes)) if entry.class_ == "relay" else None
            if origin is not None:
                speech.links = [self.speakers.link(view, origin, speech.rule)]
                if self._aside(view, chunk, origin):
                    speech.first, speech.whole = 0, True
            return speech
        subject = None if entry.class_ == "describe" else self.speakers.subject(view, chunk)
        if entry.class_ == "describe":
            subject = self.speakers.after(view, chunk) or self.speakers.topic(view, chunk)
        self._chain(view, chunk, subject, sense, speech)
        if entry.class_ == "describe":
            return self._described(view, chunk, speech)
        if not speech.links:
            speech.continues = entry.class_ in ("say", "continue", "relay") and (
                clause.kind != "rel" or clause.link is None
            )
            speech.continues = speech.continues and not self._impersonal(chunk, sense)
        if self._aside(view, chunk, subject):
            if entry.hedge == "hedge":
                return None
            speech.first, speech.whole = 0, True
        elif clause.kind == "rel":
            speech.last = self._clause_end(view, chunk.clause)
        return speech

    @staticmethod
    def _impersonal(chunk: Chunk, sense: Sense) -> bool:
        """`it is believed`: a present that can be a passive and has no subject."""
        passive = any(
            s.shape == "passive" and s.entry is sense.entry for s in (*chunk.head.verb, *chunk.head.of("report"))
        )
        return passive and sense.row.tense == "present"

    @staticmethod
    def _denied(view: View, chunk: Chunk) -> bool:
        """`they did not say`: no speech."""
        previous = view.chunks[chunk.index - 1] if chunk.index else None
        if previous is None or previous.kind != "neg":
            return False
        return previous.head.token.form.endswith(tuple(view.closed("negators")))

    def _chain(self, view: View, chunk: Chunk, subject: Chunk | None, sense: Sense, speech: Speech) -> None:
        """The links in order: origin, subject, the one it was told to."""
        rule = speech.rule
        class_ = sense.entry.class_
        links: list[Link] = []
        if subject is not None and class_ != "learn" and not self.speakers.own_outlet(view, subject):
            links.append(self.speakers.link(view, subject, rule))
            if subject.index > chunk.index:
                speech.first = subject.last
        if class_ in ("relay", "learn"):
            learnt = view.closed("about") | view.closed("from")
            origin = self.speakers.origin(view, chunk, learnt if class_ == "learn" else self._preps(sense.entry.takes))
            if origin is not None and (class_ == "relay" or self.speakers.speaks(view, origin)):
                links.insert(0, self.speakers.link(view, origin, rule + ": origin"))
                speech.first = origin.last
        elif subject is not None:
            told = self.speakers.told(view, chunk, subject)
            if told is not None:
                links.append(Link(view.mention(told), rule + ": told to", "media"))
        speech.links = links

    def _takes(self, view: View, chunk: Chunk, takes: list[str]) -> bool:
        """Whether what an ambiguous verb needs to be a verb of saying follows it."""
        if not takes:
            return True
        nouns = 0
        governed = False
        for other in view.chunks[chunk.index + 1 : chunk.index + 9]:
            if "that" in takes and opens_content(view, other):
                return True
            if other.head.quoted or (other.kind == "mark" and other.head.token.form in QUOTES):
                return (
                    "quote" in takes
                    and not governed
                    and (nouns > 0 or other.index == chunk.index + 1 or other.kind == "mark")
                )
            if other.kind == "verb":
                return False
            if other.prep and other.prep in self._preps(takes):
                return True
            elsewhere = other.prep and other.prep != LAM and other.prep not in view.closed("in")
            governed = governed or (bool(elsewhere) and other.kind == "np")
            if other.kind == "np" and not other.prep:
                nouns += 1
                if (
                    "speaker" in takes
                    and nouns == 1
                    and (other.head.of("speaker") or self.speakers.before(view, chunk) is not None)
                ):
                    return True
                if "event" in takes and (other.amount is not None or other.head.of("trigger") or other.head.of("harm")):
                    return nouns > 1 or self.speakers.before(view, chunk) is not None
        return False

    @staticmethod
    def _preps(takes: list[str]) -> set[str]:
        return {fold(t) for t in takes if not t.isascii()}

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
        rest = view.chunks[max(subject.index, chunk.index) + 1 :]
        return not any(
            c.kind in ("verb", "sub", "rel", "num") or opens_content(view, c) or (c.kind == "np" and not c.prep)
            for c in rest[:4]
        )

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
    def _clause_end(view: View, index: int) -> int:
        """One past the last unit of a clause and of what hangs on it."""
        end = index + 1
        while end < len(view.clauses) and view.clauses[end].kind in ("sub", "rel", "content"):
            end += 1
        return view.chunks[view.clauses[end - 1].last - 1].last

    def _circumstance(self, view: View, chunk: Chunk, sense: Sense) -> Speech | None:
        """`adding that`: the speaker is one named before."""
        if (
            chunk.index == 0
            or sense.entry.class_ not in ("say", "continue")
            or not self._takes(view, chunk, sense.entry.takes)
        ):
            return None
        return Speech(
            chunk.first + 1, len(view.units), rule=f"report:{sense.entry.id}", unit=chunk.first, continues=True,
            hedge=sense.entry.hedge,
        )  # fmt: skip

    def _according(self, view: View, chunk: Chunk, sense: Sense, taken: set[int]) -> Speech | None:
        """`According to X`, `as X reported from Y`: covers the sentence or its part, wherever it stands."""
        speech = Speech(
            0, len(view.units), rule=f"report:{sense.entry.id}", unit=chunk.first, hedge=sense.entry.hedge, whole=True
        )
        told = chunk if chunk.kind == "np" and chunk.prep_unit is not None else None
        index = chunk.index
        if told is None:
            index += 1
            while index < len(view.chunks) and view.chunks[index].kind in ("rel", "particle", "neg", "prep"):
                index += 1
            if index >= len(view.chunks):
                return None
            told = view.chunks[index]
        relay = next((s for s in told.head.of("report") if s.shape == "verb" and s.entry.class_ in SPOKEN), None)
        if told.kind == "verb" or (relay is not None and index > chunk.index + len(told.prep)):
            subject = self.speakers.after(view, told)
            taken.add(told.index)
            if relay is not None:
                self._chain(view, told, subject, relay, speech)
            elif subject is not None:
                speech.links = [Link(view.mention(subject), speech.rule)]
            told = subject or told
        elif self.speakers.speaks(view, told) and not self.speakers.own_outlet(view, told):
            speech.links = [self.speakers.link(view, told, speech.rule)]
            origin = self.speakers.origin(view, told)
            if origin is not None and origin.index == told.index + 1 and self.speakers.is_media(speech.links[0]):
                speech.links.insert(0, Link(view.mention(origin), speech.rule + ": origin"))
            self._passed_on(view, told, speech, taken)
        if not speech.links:
            return None
        speech.first = (
            told.last if chunk.index <= 1 and not any(c.kind == "verb" for c in view.chunks[: chunk.index]) else 0
        )
        return speech

    def _passed_on(self, view: View, told: Chunk, speech: Speech, taken: set[int]) -> None:
        """`according to X, quoted by Y`: Y is the outer link."""
        following = view.chunks[told.index + 1] if told.index + 1 < len(view.chunks) else None
        if following is None or not any(s.kind == "report" and s.entry.class_ == "relay" for s in following.head.verb):
            return
        subject = self.speakers.after(view, following)
        if subject is not None:
            taken.add(following.index)
            speech.links.append(Link(view.mention(subject), speech.rule + ": passed on by"))

    def _relayed(self, view: View, chunk: Chunk, sense: Sense, taken: set[int]) -> Speech | None:
        """`quoting X`: X knew what the one before passes on."""
        following = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
        if following is None or following.kind != "np" or not self.speakers.speaks(view, following):
            return None
        links = [Link(view.mention(following), f"report:{sense.entry.id}: origin")]
        beyond = self.speakers.origin(view, following)
        if beyond is not None and beyond.index == following.index + 1 and self.speakers.is_media(links[0]):
            links.insert(0, Link(view.mention(beyond), links[0].rule))
        return Speech(0, len(view.units), links, links[0].rule, chunk.first, whole=True, origin=True)

    def _medium(self, view: View, chunk: Chunk, sense: Sense) -> Speech | None:
        """`in a statement of the group`: the owner speaks where nobody else does."""
        following = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
        if following is None or following.kind != "np":
            return None
        if following.prep not in ("", LAM) and following.prep not in view.closed("about"):
            return None
        if not self.speakers.speaks(view, following) or following.head.pronoun:
            return None
        if self.speakers.is_media(Link(view.mention(following), "")):
            return None
        earlier = any(
            c.kind == "verb" and (c.head.verb or c.head.tag == "verb")
            for c in view.chunks[max(0, chunk.index - 3) : chunk.index]
        )
        if earlier and following.prep == "":
            return None
        rule = f"report:{sense.entry.id}: owner"
        return Speech(
            0, len(view.units), [Link(view.mention(following), rule)], rule, chunk.first, whole=True, silent=True
        )

    def _document(self, view: View, chunk: Chunk, sense: Sense) -> Speech | None:
        """`The statement has it that`: the document speaks."""
        if not self._takes(view, chunk, sense.entry.takes):
            return None
        speech = Speech(chunk.last, len(view.units), rule=f"report:{sense.entry.id}", unit=chunk.first)
        following = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
        if sense.entry.class_ == "say" and following is not None and following.kind == "np":
            speech.links = [Link(view.mention(following), speech.rule)]
        else:
            speech.continues = True
        return speech

    def _act(self, view: View, chunk: Chunk, hit: Hit) -> Speech | None:
        """A verbal act: he who blames or claims tells what he blames or claims; other acts only name a speaker."""
        if hit.type not in VERBAL:
            return None
        subject = None
        if chunk.kind == "verb":
            subject = self.speakers.subject(view, chunk)
        rule = f"speech:{hit.entry.id}"
        speech = Speech(chunk.last, len(view.units), rule=rule, unit=chunk.first)
        tells = hit.type == "claim" or (hit.type == "accuse" and hit.entry.frame in BLAMES)
        speech.silent = not tells
        if subject is not None:
            speech.links = [Link(view.mention(subject), rule)]
        else:
            speech.continues = True
        return speech
