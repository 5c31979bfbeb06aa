"""Who says so: the chain of attribution of every happening.

Invariant: a link is words of the text; the chain runs from the one who knew to the one who passed it on; the publishing
outlet is no link. Continued speech (he added) has the last speaker, who may stand in an earlier sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from khabar.model.drafts import Draft, Link, When
from khabar.packs.lexicon import Lexicon, Sense
from khabar.read.arguments import bare_after, time_of
from khabar.read.chunks import COMMA, Chunk
from khabar.read.happenings import Hit
from khabar.read.speakers import BY, FROM, OUT_OF, QUOTES, TO, Speakers, agrees, is_that, opens_content
from khabar.read.view import View
from khabar.text.letters import fold
from khabar.text.sentences import CLOSING, OPENING, STRAIGHT

MAX_CARRIED = 3
DASHES = frozenset({"-", "\u2013", "\u2014"})
PAUSES = frozenset({COMMA, ".", "-", "\u2013", "\u2014"})
AS = fold("\u0643\u0645\u0627")
VERBAL = frozenset({"threaten", "claim", "accuse", "deny", "reject", "request", "support", "sanction"})
NOT = ("\u0644\u0645", "\u0644\u0646", "\u0644\u0627")
BLAMES = frozenset({"frame.accuse", "frame.accuse_at"})
CONTRAST = frozenset({"grammar.conjunction.while", "grammar.conjunction.but"})
SPOKEN = frozenset({"say", "continue", "relay", "learn", "rumour", "describe"})
NONE: frozenset[str] = frozenset()


@dataclass(slots=True)
class Speech:
    """One act of saying. Units ``first``..``last`` are its content; links the chain; continues: no speaker of its own.

    unit: its word. whole: it stands beside what it covers (according to X). silent: it only bounds others, or gives those
    after it a speaker; its own words are not what he tells. announces: its subject may have done what it tells.
    """

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
    silent: bool = False
    origin: bool = False


class Attributor:
    """Finds the speeches of a sentence and carries the last speaker on to the next."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.speakers = Speakers(lexicon)
        self.reset()

    def reset(self) -> None:
        """Forget the speaker: a new document begins."""
        self.last: list[Link] = []
        self.last_sentence = -10
        self.block: list[Link] = []
        self.block_line = -1
        self.line = -1
        self.inside = False
        self.inside_from = False

    def find(self, view: View, hits: Sequence[Hit] = ()) -> list[Speech]:
        """The speeches of the sentence in order of their words; remembers the last speaker."""
        acts = {h.unit: h for h in hits if h.entry.speech}
        self._quotes(view)
        speeches: list[Speech] = []
        opening = self._opening(view)
        if opening is not None:
            speeches.append(opening)
        taken: set[int] = set()
        for chunk in view.chunks:
            if chunk.index in taken:
                continue
            speech = self._of(view, chunk, acts, taken)
            if speech is None or (_rumour(speech) and any(s.links and not s.whole and not s.silent for s in speeches)):
                continue
            if speech.continues and not speech.links:
                speech.links = self._carried(view, chunk, speeches)
            speeches.append(speech)
        self._bound(view, speeches)
        self._remember(view, speeches, opening)
        return speeches

    def _quotes(self, view: View) -> None:
        """Keep count of quotations that run over sentences: whether this one begins and ends inside one."""
        if view.sentence.line != self.line:
            self.inside, self.line = False, view.sentence.line
        self.inside_from = self.inside
        for token in view.tokens[view.sentence.first : view.sentence.last]:
            if token.kind != "mark":
                continue
            if token.form == STRAIGHT:
                self.inside = not self.inside
            elif token.form in OPENING:
                self.inside = True
            elif token.form in CLOSING:
                self.inside = False

    def quoted_on(self, view: View) -> list[Link]:
        """The speaker of a sentence that is wholly a quotation and names none."""
        whole = self.inside_from or all(u.quoted or u.tag == "mark" for u in view.units)
        if not whole:
            return []
        return self.last if view.index - self.last_sentence <= MAX_CARRIED else []

    def _carried(self, view: View, chunk: Chunk, before: list[Speech]) -> list[Link]:
        """The speaker of continued speech: the last of the sentence, its topic, else the last of the text."""
        for speech in reversed(before):
            if speech.links and not speech.whole and not self._subordinate(view, speech):
                return speech.links
        topic = self.speakers.topic(view, chunk)
        if topic is not None:
            return [Link(view.mention(topic), "speaker named before in the sentence")]
        for speech in reversed(before):
            if speech.links:
                return speech.links
        return self.last if view.index - self.last_sentence <= MAX_CARRIED else []

    @staticmethod
    def _subordinate(view: View, speech: Speech) -> bool:
        """Whether a speech stands in a clause of time or condition, or describes a noun."""
        clause = view.clause(speech.unit)
        link = clause.link
        return link is not None and clause.kind in ("sub", "rel") and not is_that(link, view.tokens[link.last - 1].form) and (
            link.token.form != AS
        )

    def _remember(self, view: View, speeches: list[Speech], opening: Speech | None) -> None:
        speakers = [s.links for s in speeches if s.links and not s.whole] or [s.links for s in speeches if s.links]
        if speakers:
            self.last, self.last_sentence = speakers[-1], view.index
        if opening is not None:
            self.block, self.block_line = opening.links, view.sentence.line
        elif self.block_line == view.sentence.line and not speakers:
            speeches.append(Speech(0, len(view.units), list(self.block), "speech goes on in its paragraph", 0, whole=True))
        elif speakers:
            self.block_line = -1

    # -- one act of saying ----------------------------------------------------------------------------------------

    def _of(self, view: View, chunk: Chunk, acts: dict[int, Hit], taken: set[int]) -> Speech | None:
        unit = chunk.head
        if chunk.kind == "verb":
            hit = acts.get(chunk.first)
            sense = next((s for s in unit.verb if s.kind == "report"), None)
            if sense is not None and (hit is None or sense.entry.class_ != "describe"):
                return self._verb(view, chunk, sense, taken)
            return self._act(view, chunk, hit) if hit is not None else None
        if chunk.kind == "cue" and self.speakers.rumours(view, chunk):
            rule = "rumour"
            return Speech(chunk.last, len(view.units), [Link(self.speakers.first_word(view, chunk), rule, "unnamed")], rule, chunk.first)
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
            return Speech(0, chunk.first, rule=rule, unit=chunk.first, whole=True, continues=True, hedge=sense.entry.hedge)
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

    def _opening(self, view: View) -> Speech | None:
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
            time_of(view, c, "time of the statement", 0.8) for c in view.chunks[clause.first : clause.last] if c.kind == "time"
        ]
        passive = sense.shape == "passive" or (chunk.head.token.word.damma and sense.row.tense == "past")
        if passive:
            origin = self.speakers.origin(view, chunk) if entry.class_ == "relay" else None
            if origin is not None:
                speech.links = [Link(view.mention(origin), speech.rule)]
            return speech
        subject = None if entry.class_ == "describe" else self.speakers.subject(view, chunk)
        if entry.class_ == "describe":
            subject = self.speakers.after(view, chunk) or self.speakers.topic(view, chunk)
        self._chain(view, chunk, subject, sense, speech)
        if entry.class_ == "describe":
            return self._described(view, chunk, speech)
        if not speech.links:
            speech.continues = entry.class_ in ("say", "continue", "relay") and (clause.kind != "rel" or clause.link is None)
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
        passive = any(s.shape == "passive" and s.entry is sense.entry for s in (*chunk.head.verb, *chunk.head.of("report")))
        return passive and sense.row.tense == "present"

    @staticmethod
    def _denied(view: View, chunk: Chunk) -> bool:
        """`they did not say`: no speech."""
        previous = view.chunks[chunk.index - 1] if chunk.index else None
        return previous is not None and previous.kind == "neg" and previous.head.token.form.endswith(NOT)

    def _chain(self, view: View, chunk: Chunk, subject: Chunk | None, sense: Sense, speech: Speech) -> None:
        """The links in order: origin, subject, the one it was told to."""
        rule = speech.rule
        class_ = sense.entry.class_
        links: list[Link] = []
        if subject is not None and class_ != "learn" and not self.speakers.own_outlet(view, subject):
            links.append(Link(view.mention(subject), rule))
            if subject.index > chunk.index:
                speech.first = subject.last
        if class_ in ("relay", "learn"):
            origin = self.speakers.origin(view, chunk, (FROM, OUT_OF) if class_ == "learn" else (FROM,))
            if origin is not None and (class_ == "relay" or self.speakers.speaks(view, origin)):
                links.insert(0, Link(view.mention(origin), rule + ": origin"))
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
        for other in view.chunks[chunk.index + 1 : chunk.index + 9]:
            if "that" in takes and opens_content(view, other):
                return True
            if other.head.quoted or (other.kind == "mark" and other.head.token.form in QUOTES):
                return "quote" in takes and (nouns > 0 or other.index == chunk.index + 1 or other.kind == "mark")
            if other.kind == "verb":
                return False
            if other.prep and other.prep in self._preps(takes):
                return True
            if other.kind == "np" and not other.prep:
                nouns += 1
                if "speaker" in takes and nouns == 1 and (other.head.of("speaker") or self.speakers.before(view, chunk) is not None):
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
        as_said = link is not None and link.token.form == AS
        if not as_said and (chunk.conj or opened.kind != "mark" or opened.head.token.form not in PAUSES):
            return False
        rest = view.chunks[max(subject.index, chunk.index) + 1 :]
        return not any(
            c.kind in ("verb", "sub", "rel", "num") or opens_content(view, c) or (c.kind == "np" and not c.prep) for c in rest[:4]
        )

    def _described(self, view: View, chunk: Chunk, speech: Speech) -> Speech | None:
        """`what he called X`: only X is his."""
        previous = view.chunks[chunk.index - 1] if chunk.index else None
        if previous is None or previous.kind not in ("rel", "neg", "prep"):
            return None
        last = chunk.index + 6
        following = next((c for c in view.chunks[chunk.index + 1 : last] if c.prep == BY or opens_content(view, c)), None)
        if following is None:
            return None
        end = following.index + 1
        while opens_content(view, following) and end < len(view.chunks) and view.chunks[end].kind not in ("mark", "sub", "rel"):
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
        if chunk.index == 0 or sense.entry.class_ not in ("say", "continue") or not self._takes(view, chunk, sense.entry.takes):
            return None
        return Speech(
            chunk.first + 1, len(view.units), rule=f"report:{sense.entry.id}", unit=chunk.first, continues=True,
            hedge=sense.entry.hedge,
        )  # fmt: skip

    def _according(self, view: View, chunk: Chunk, sense: Sense, taken: set[int]) -> Speech | None:
        """`According to X`, `as X reported from Y`: covers the sentence or its part, wherever it stands."""
        speech = Speech(0, len(view.units), rule=f"report:{sense.entry.id}", unit=chunk.first, hedge=sense.entry.hedge, whole=True)
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
            speech.links = [Link(view.mention(told), speech.rule)]
            origin = self.speakers.origin(view, told)
            if origin is not None and origin.index == told.index + 1 and self.speakers.is_media(speech.links[0]):
                speech.links.insert(0, Link(view.mention(origin), speech.rule + ": origin"))
            self._passed_on(view, told, speech, taken)
        if not speech.links:
            return None
        speech.first = told.last if chunk.index <= 1 and not any(c.kind == "verb" for c in view.chunks[: chunk.index]) else 0
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
        if following is None or following.kind != "np" or following.prep not in ("", TO, FROM):
            return None
        if not self.speakers.speaks(view, following) or following.head.pronoun:
            return None
        if self.speakers.is_media(Link(view.mention(following), "")):
            return None
        earlier = any(c.kind == "verb" and (c.head.verb or c.head.tag == "verb") for c in view.chunks[max(0, chunk.index - 3) : chunk.index])
        if earlier and following.prep == "":
            return None
        rule = f"report:{sense.entry.id}: owner"
        return Speech(0, len(view.units), [Link(view.mention(following), rule)], rule, chunk.first, whole=True, silent=True)

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

    # -- how far it reaches ---------------------------------------------------------------------------------------

    def _bound(self, view: View, speeches: list[Speech]) -> None:
        """A speech ends where the next begins; what stands beside reaches to the next part that has its own speaker."""
        plain = [s for s in speeches if not s.whole]
        for speech, following in zip(plain, plain[1:], strict=False):
            if following.rule.startswith("report:report.describe"):
                continue
            speech.last = min(speech.last, max(self._start(view, following), speech.first))
        cuts = [c.first for c in view.chunks if self._contrasts(c)]
        for speech in speeches:
            if not speech.whole:
                continue
            at = speech.unit
            if speech.first == 0 and not speech.origin and not speech.silent:
                speech.last = min(speech.last, self._beyond(view, at))
            own = [s.unit for s in speeches if s is not speech and s.links and not s.origin]
            left = max((c for c in cuts if c <= at and any(u < c for u in own)), default=0)
            right = min((c for c in cuts if c > at and any(u > c for u in own)), default=len(view.units))
            speech.first, speech.last = max(speech.first, left), min(speech.last, right)

    @staticmethod
    def _start(view: View, speech: Speech) -> int:
        """The first unit of the clause that holds a speech, its topic included."""
        chunk = view.chunk(speech.unit)
        clause = view.clauses[chunk.clause]
        if clause.kind == "rel":
            return speech.unit
        first = view.chunks[clause.first].first
        for link in speech.links[:1]:
            start = link.mention.span.start
            if link.mention.sentence != view.index or start >= view.units[speech.unit].start or speech.continues:
                continue
            named = next((c for c in view.chunks[max(0, chunk.index - 5) : chunk.index] if c.start == start), None)
            if named is not None:
                first = named.first
        return first

    def _beyond(self, view: View, at: int) -> int:
        """Where a part of the sentence begins that what stands beside its words before does not cover."""
        for chunk in view.chunks[view.chunk_of[at] + 1 :]:
            if chunk.kind == "mark" and chunk.head.token.form in DASHES:
                return chunk.first
            if chunk.index < 2 or view.chunks[chunk.index - 1].kind != "mark":
                continue
            if self._contrasts(chunk) or chunk.conj or chunk.kind in ("rel", "conj", "sub"):
                return chunk.first
        return len(view.units)

    @staticmethod
    def _contrasts(chunk: Chunk) -> bool:
        if chunk.kind == "mark":
            return chunk.head.token.form == "\u061b"
        return chunk.kind == "conj" and any(s.entry.id in CONTRAST for s in chunk.head.of("grammar"))


def sources_of(speeches: list[Speech], unit: int) -> list[Link]:
    """The chain for a happening at `unit`: the innermost plain speech that holds it, with what stands beside it."""
    inner = [s for s in speeches if not s.whole and s.first <= unit < s.last]
    chosen = inner[-1] if inner else None
    plain = list(chosen.links) if chosen is not None and not chosen.silent else []
    if chosen is not None and chosen.continues and any(_names(s, unit) for s in speeches):
        plain = []  # the speaker of continued speech is named beside it
    before: list[Link] = []
    after: list[Link] = []
    for speech in speeches:
        if not speech.whole or not speech.first <= unit < speech.last:
            continue
        if speech.silent and (plain or any(s.whole and not s.silent and s.first <= unit < s.last for s in speeches)):
            continue
        (before if speech.origin else after).extend(speech.links)
    links: list[Link] = []
    for link in (*before, *plain, *after):
        if all(not link.mention.span.overlaps(k.mention.span) for k in links):
            links.append(link)
    return links


def _rumour(speech: Speech) -> bool:
    """Whether a speech is a report without a speaker, which any speaker before it tells."""
    return speech.rule == "rumour" or (speech.rule == "report:report.rumour" and bool(speech.links) and speech.links[0].kind == "unnamed")


def _names(speech: Speech, unit: int) -> bool:
    """Whether a speech that stands beside its words names who said those at `unit`."""
    return speech.whole and bool(speech.links) and speech.rule.startswith("report:report.say") and speech.first <= unit < speech.last


def told_of(draft: Draft, links: list[Link]) -> list[Link]:
    """The sources of a draft: whoever performs a verbal act is not the source of that act."""
    if draft.type not in VERBAL:
        return links
    doers = [c.value.span for c in draft.initiator if c.value.pronoun == ""]
    if not doers or any(d.overlaps(l.mention.span) for d in doers for l in links[:1]):
        return []
    return links


__all__ = ["Attributor", "Speech", "agrees", "bare_after", "sources_of", "told_of"]
