"""Who can speak, and where the speaker of a verb of saying stands.

Invariant: a speaker is a noun phrase of the sentence; events, weapons and bare numbers never speak.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from khabar.model.drafts import Link
from khabar.model.mentions import Mention
from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon, Sense
from khabar.read.chunk_words import is_definite
from khabar.read.chunks import Chunk
from khabar.read.citations import is_dateline
from khabar.read.clauses import speaks_of_others
from khabar.read.mentions import is_place
from khabar.read.own_outlets import correspondent
from khabar.read.topics import past_aside, turned_to
from khabar.read.units import Unit, is_first
from khabar.read.view import View
from khabar.text.clitics import AL, BA, FA, KAF, MIM, PRONOUNS
from khabar.text.letters import ALIF, HA, LAM, WAW, YA, loose

ENDINGS: Final = frozenset(["", *PRONOUNS]) - {KAF + MIM, KAF}
JOINED: Final = frozenset({WAW, FA, BA, LAM, KAF})
SPEAKING: Final = frozenset({"government", "military", "armed_group", "organization", "media", "person", "medical"})
ANONYMOUS: Final = "speaker.anonymity"
TELLING: Final = "report.tell"
RUMOUR: Final = "modal.rumour"
DOCUMENT: Final = "speaker.statement"
DATELINE: Final = 12  # words of a sentence that a town before a colon dates rather than speaks
MAX_JOINED: Final = 3
QUOTES: Final = frozenset('"\u00ab\u201c:')


def is_that(view: View, unit: Unit) -> bool:
    """Whether the last word of a unit is `an or 'inna, with or without a pronoun: it opens what is said."""
    token = view.tokens[unit.last - 1]
    senses = view.lexicon.senses(token.word)
    that = senses.that
    if that is None:
        that = senses.that = _spells_that(token.form, view.closed("that"))
    return that and unit.tag not in ("verb", "name")


def _spells_that(form: str, words: frozenset[str]) -> bool:
    """Whether a word is one of those words, with what may be joined before it and a pronoun after it."""
    for skip in (0, 1, 2):
        if skip and form[skip - 1 : skip] not in JOINED:
            return False
        rest = form[skip:]
        if any(rest.startswith(that) and rest[len(that) :] in ENDINGS for that in words):
            return True
    return False


def opens_content(view: View, chunk: Chunk) -> bool:
    """Whether a chunk is `that`."""
    return chunk.kind in ("sub", "np", "neg", "particle", "conj") and is_that(view, chunk.head)


def _pauses(view: View, chunk: Chunk) -> bool:
    """Whether a mark stands right before a chunk."""
    return chunk.index > 0 and view.chunks[chunk.index - 1].kind == "mark"


class Speakers:
    """Finds speakers with the classes of the packs."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    # -- who can speak --------------------------------------------------------------------------------------------

    def speaks(self, view: View, chunk: Chunk) -> bool:
        """Whether a noun phrase can be who said it."""
        if chunk.kind != "np" or opens_content(view, chunk) or chunk.head.token.form in view.closed("earlier_later"):
            return False
        mention = view.mention(chunk)
        head = view.units[chunk.partitive] if chunk.partitive >= 0 else chunk.head
        if head.senses is not None and head.senses.loose in view.closed("footage"):
            return False
        if chunk.core - chunk.first == 1 and any(s.id == ANONYMOUS for s in head.has.speaker):
            return False  # said, | asking not to be named, | that
        if chunk.amount is not None and any(
            u.has.harm and u.tag == "noun" for u in view.units[chunk.first : chunk.core]
        ):
            return False  # thirteen dead of the army
        if any(n.kind in ("actor", "office", "person", "outlet") for n in mention.names[:1]) and mention.whole:
            return True
        if head.has.speaker or (chunk.partitive >= 0 and head.has.title):
            return True
        if head.has.trigger or head.has.weapon or head.has.harm:
            return mention.kind in SPEAKING and not head.has.trigger
        if mention.whole:
            return (
                not all(n.kind == "place" for n in mention.names)
                or any(n.kind == "place" and self.lexicon.get(n.id).level == "country" for n in mention.names[:1])
                or self._capital(mention)
            )
        if mention.kind in SPEAKING or "person" in mention.classes or head.has.title or head.has.office:
            return True
        if any(n.kind in ("actor", "office") for n in mention.names) and not head.has.place_word:
            return True
        if mention.noun or mention.place_words or head.tag in ("num", "quant", "dem", "adj"):
            return False
        return any(n.kind != "place" for n in mention.names) or self._name_like(head)

    def rumours(self, view: View, chunk: Chunk) -> bool:
        """Whether a hedge is itself what reports: `reports of`, `rumours of`."""
        if not any(s.id == RUMOUR for s in chunk.head.has.modal):
            return False
        return any(s.kind == "speaker" or s.kind == "report" for s in self._first_senses(view, chunk))

    def _first_senses(self, view: View, chunk: Chunk) -> list[Sense]:
        single = self.lexicon.senses(view.tokens[chunk.head.first].word).single
        return [
            s for s in (*single.get("speaker", ()), *single.get("report", ())) if s.shape not in ("verb", "passive")
        ]

    @staticmethod
    def first_word(view: View, chunk: Chunk) -> Mention:
        """The mention of the first word of a hedge."""
        unit = chunk.head
        end = view.tokens[unit.first].end
        span = Span(unit.bare_start, end)
        return Mention(span=span, text=view.text[span.start : span.end], sentence=view.index)

    def titles(self, view: View, chunk: Chunk) -> bool:
        """Whether a noun phrase before a colon is a speaker: known as one, or a name of two words and more."""
        if not self.speaks(view, chunk):
            return False
        if chunk.core - chunk.first == 1 and chunk.head.has.place and len(view.units) > DATELINE:
            return False
        mention = view.mention(chunk)
        if mention.whole and all(n.kind == "place" for n in mention.names):
            return self.lexicon.get(mention.names[0].id).level == "country" or chunk.head.token.form in view.closed(
                "seats"
            )
        known = (
            mention.speaker
            or mention.whole
            or mention.kind in SPEAKING
            or any(n.kind != "place" for n in mention.names)
        )
        if known or chunk.head.has.title or chunk.head.has.office:
            return not mention.speaker or self.lexicon.get(mention.speaker).id != DOCUMENT
        return chunk.core - chunk.first >= 2

    def only_where(self, view: View, country: Chunk, told: Chunk) -> bool:
        """Whether a country before a colon says where (Mali: nine killed in an attack): what follows has harm or an
        attack for its first word, which nobody announces of himself.
        """
        mention = view.mention(country)
        if not mention.whole or not country.head.has.place or country.core - country.first > 1:
            return False
        if country.head.token.form in view.closed("seats") or told.kind not in ("np", "verb") or told.prep:
            return False
        head = told.head
        if told.kind == "verb":
            return head.pronoun == "" and any(s.shape == "passive" for s in head.verb)
        return (
            bool(head.has.harm)
            or told.amount is not None
            or any(s.type in ("assault", "explosion", "casualty") for s in head.has.trigger)
        )

    @staticmethod
    def _name_like(head: Unit) -> bool:
        """Whether an unknown word may be somebody's name: no article, but for names of origin (al-Maliki)."""
        if head.tag != "word" or head.pronoun or head.suffix == "tanwin":
            return False
        return not head.article or head.token.form.endswith(YA)

    def _capital(self, mention: Mention) -> bool:
        """A town that stands for its government: it speaks only as the whole of its phrase."""
        return bool(mention.names) and mention.names[0].span == mention.span

    def link(self, view: View, chunk: Chunk, rule: str) -> Link:
        """A speaker as a link; one who is said to want no name is unnamed."""
        if chunk.kind == "cue":
            return Link(self.first_word(view, chunk), rule, "unnamed")
        units = view.units[chunk.first : chunk.last + 3]
        hidden = any(s.id == ANONYMOUS for u in units for s in u.has.speaker)
        return Link(view.mention(chunk), rule, "unnamed" if hidden else "")

    def hearer(self, view: View, chunk: Chunk) -> Link | None:
        """Whom a speaker told, drawn into his phrase: survivors | to a team of the mission, a source who did not want
        to be named | the paper.
        """
        hidden = False
        for at in range(chunk.first + 1, chunk.last):
            unit = view.units[at]
            if hidden and any(s.kind == "outlet" for s in unit.names):
                return Link(view.part(at, chunk.last), "told to, in one phrase", "media")
            hidden = hidden or any(s.id == ANONYMOUS for s in unit.has.speaker)
            if (
                unit.prep == LAM
                and not unit.article
                and any(s.entry.source_kind != "media" for s in unit.has.speaker)
                and chunk.head.has.speaker
                and not chunk.head.article
            ):
                return Link(view.part(at, chunk.last), "told to, in one phrase", "organization")
        return None

    def is_media(self, link: Link) -> bool:
        """Whether a link passes on rather than knows."""
        mention = link.mention
        if link.kind == "media" or mention.kind == "media" or any(n.kind == "outlet" for n in mention.names):
            return True
        return bool(mention.speaker) and not mention.whole and self.lexicon.get(mention.speaker).source_kind == "media"

    @staticmethod
    def _anybody(view: View, verb: Chunk, chunk: Chunk) -> bool:
        """Whether a phrase between a plain verb of saying and `that` can be nothing but its subject."""
        head = chunk.head
        if (
            head.has.trigger
            or head.tag == "quant"  # in a statement | another
            or head.has.weapon
            or head.has.harm
            or chunk.amount is not None
            or chunk.index != verb.index + 1
            or head.pronoun
        ):
            return False
        told = [s for s in verb.head.verb if s.kind == "report" and s.id != TELLING]
        if all(s.entry.takes and "that" not in s.entry.takes for s in told):
            return False
        for other in view.chunks[chunk.index + 1 : chunk.index + 7]:
            if opens_content(view, other):
                return True
            if other.kind not in ("np", "time", "report", "mark") or (other.kind == "np" and not other.prep):
                return False
        return False

    def thought_of(self, view: View, verb: Chunk) -> bool:
        """`five civilians, it is believed that they`: those before a verb of belief are whom it is believed of."""
        if verb.conj or not verb.index or verb.index + 1 >= len(view.chunks):
            return False
        near = view.chunks[verb.index - 1]
        if near.kind != "np" or near.head.has.speaker or not (near.amount is not None or _armed_men(near)):
            return False
        following = view.chunks[verb.index + 1]
        word = view.units[following.first].token.word.loose
        if following.kind == "np" and word[:1] == BA and word[1:] in view.closed("bound_to"):
            return True  # gunmen | believed of their belonging to the group
        form = view.tokens[following.head.last - 1].form
        return opens_content(view, following) and form.endswith((HA + MIM, HA + MIM + ALIF))

    # -- where the speaker stands ---------------------------------------------------------------------------------

    def subject(self, view: View, chunk: Chunk) -> Chunk | None:
        """Who says it: the phrase right before the verb, else the one after it, else the topic of its clause; nobody
        named where a verb says `we`.
        """
        if is_first(chunk.head):
            return None
        turned = turned_to(view, chunk)
        if turned is not None and self.speaks(view, turned):
            return turned
        if not chunk.conj and not chunk.head.conj:
            near = self._right_before(view, chunk) or past_aside(view, chunk)
            if near is not None and self.speaks(view, near):
                return near
        elif chunk.head.verb and chunk.head.verb[0].tense == "present":
            for other in reversed(view.chunks[: chunk.index]):
                if other.kind == "verb":
                    near = None if other.conj else self._right_before(view, other)
                    if near is not None and view.clauses[other.clause].kind != "rel":
                        return near  # a headline: X denies and accuses
                    break
        return self._described(view, chunk) or self.after(view, chunk) or self.before(view, chunk)

    def _described(self, view: View, chunk: Chunk) -> Chunk | None:
        """Who does what a relative clause tells of him (the staff, *which accused* the party): the noun before."""
        clause = view.clauses[chunk.clause]
        if clause.kind != "rel" or clause.link is None or clause.antecedent is None or clause.verb is not chunk:
            return None
        if chunk.head.pronoun or not chunk.index or view.chunks[chunk.index - 1].kind != "rel":
            return None
        if speaks_of_others(clause, chunk):
            return None
        following = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
        if following is not None and following.kind == "prep" and following.head.pronoun:
            return None  # the statement in which the spokesman said
        if self.speaks(view, clause.antecedent) and not self._town_told(view, clause.antecedent, following):
            return clause.antecedent
        return self._named_before(view, chunk, clause.antecedent)

    def _town_told(self, view: View, antecedent: Chunk, following: Chunk | None) -> bool:
        """Whether a clause after the place of a deed is told by somebody of its own (an attack in the capital, *which
        the group* claimed).
        """
        if not antecedent.prep or not is_place(view.mention(antecedent)):
            return False
        return following is not None and following.kind == "np" and not following.prep and self.speaks(view, following)

    def _named_before(self, view: View, verb: Chunk, place: Chunk) -> Chunk | None:
        """Who speaks in a clause that follows where he is in charge (the head of service *in the town*, who said)."""
        if not place.prep or not place.index:
            return None
        before = view.chunks[place.index - 1]
        if before.kind != "np" or before.conj or not self.speaks(view, before):
            return None
        rows = [s.row for s in verb.head.verb if s.kind == "report"]
        mention = view.mention(before)
        return before if not rows or any(r.feminine == mention.feminine for r in rows) else None

    def after(self, view: View, chunk: Chunk) -> Chunk | None:
        """The subject after a verb: the first bare noun phrase, past times, media and phrases with prepositions."""
        governed: Chunk | None = None
        hailed = self._hails(view, chunk)
        if hailed is not None:
            return hailed
        for other in view.chunks[chunk.index + 1 : chunk.index + 7]:
            if opens_content(view, other) or other.kind == "aside":
                return None  # accused | what it called | the gangs
            if other.kind == "cue" and self.rumours(view, other):
                return other
            if other.kind == "np":
                if other.prep or other.conj:
                    if other.conj:
                        return None
                    governed = other
                    continue
                if _relayed(view.chunks[other.index - 1]):
                    continue  # and added, quoting | a witness, that
                if governed is not None and governed.index == other.index - 1 and self._names(view, governed, other):
                    continue  # in a call with the minister | John Smith
                if other.head.quoted and governed is not None and governed.index == other.index - 1:
                    continue  # asked of the carrier | "Lincoln"
                if other.head.quoted and other.last < len(view.units) and view.units[other.last].quoted:
                    return None  # and he added: | "I saw bodies in the street"
                if other.amount is not None and governed is not None and governed.index == other.index - 1:
                    return None  # told of the killing of | six of its soldiers
                return other if self.speaks(view, other) or self._anybody(view, chunk, other) else None
            if (other.kind == "mark" and other.head.token.form in QUOTES) or other.kind in (
                "verb",
                "sub",
                "rel",
                "kana",
                "neg",
            ):
                return None
        return None

    def _names(self, view: View, officer: Chunk, chunk: Chunk) -> bool:
        """Whether a phrase is the name of the one whose office stands right before it, behind a preposition."""
        if not (officer.head.has.title or officer.head.has.office or officer.head.has.speaker):
            return False
        if self.is_media(Link(view.mention(officer), "")):
            return False
        head = chunk.head
        return not (head.has.title or head.has.office or head.has.speaker or head.article or head.has.noun)

    @staticmethod
    def _hails(view: View, verb: Chunk) -> Chunk | None:
        """A vessel right after a verb of telling: its crew reports (a tanker reported a blast)."""
        if verb.index + 1 >= len(view.chunks) or not any(s.id == TELLING for s in verb.head.verb):
            return None
        chunk = view.chunks[verb.index + 1]
        noun = chunk.head.noun if chunk.kind == "np" and not chunk.prep else None
        return chunk if noun is not None and noun.kind == "vessel" else None

    def before(self, view: View, chunk: Chunk) -> Chunk | None:
        """The subject before a verb: the phrase right before it, else the topic of its clause."""
        clause = view.clauses[chunk.clause]
        if clause.kind == "rel" and clause.antecedent is not None and clause.link is not None:
            if speaks_of_others(clause, chunk):
                return None
            return clause.antecedent if self.speaks(view, clause.antecedent) else None
        if chunk.conj or chunk.head.conj:
            return None
        near = self._right_before(view, chunk)
        if near is not None:
            return near
        first = clause.first
        if (
            first == chunk.index
            and clause.index
            and view.clauses[clause.index - 1].verb is None
            and not _pauses(view, chunk)
        ):
            first = view.clauses[clause.index - 1].first
        for other in view.chunks[first : chunk.index]:
            if other.kind == "np" and not other.prep and (self.speaks(view, other) or self._had(view, other, chunk)):
                return other
        return None

    @staticmethod
    def _had(view: View, chunk: Chunk, verb: Chunk) -> bool:
        """Whether a phrase between `was` and the particle of the perfect before the verb is its subject, whoever."""
        if verb.index - chunk.index != 2 or not chunk.index or view.chunks[chunk.index - 1].kind != "kana":
            return False
        head = chunk.head
        return view.chunks[verb.index - 1].kind == "particle" and not (
            head.has.trigger or head.has.weapon or head.has.harm
        )

    def _right_before(self, view: View, chunk: Chunk) -> Chunk | None:
        """The bare phrase before a verb, past phrases with prepositions that belong to it and times, and past the name
        of whoever holds an office that such a phrase parts from it (the minister *in the government* | John Smith).
        """
        for index in range(chunk.index - 1, max(-1, chunk.index - 5), -1):
            other = view.chunks[index]
            if other.kind == "np" and not other.prep:
                if is_dateline(other):
                    return None
                if index == chunk.index - 1 and index > 1 and self._parted_name(view, other):
                    continue
                if _opens(view, other):
                    return other if self.speaks(view, other) else None
                whole = view.chunks[index - 1]  # the spokesman of | the front
                titled = whole.kind == "np" and not whole.prep and bool(whole.head.has.speaker) and not other.conj
                return whole if titled and _opens(view, whole) else None
            if not (other.kind == "time" or (other.kind == "np" and other.prep)):
                return None
        return None

    @staticmethod
    def _parted_name(view: View, chunk: Chunk) -> bool:
        """Whether a phrase is but a name, behind a phrase with a preposition and an office before that."""
        head, office = chunk.head, view.chunks[chunk.index - 2]
        if chunk.conj or _with_article(view, head) or head.noun or head.has.speaker or head.has.trigger:
            return False
        between = view.chunks[chunk.index - 1]
        governed = between.kind == "np" and bool(between.prep) and not between.conj
        return governed and office.kind == "np" and not office.prep and bool(office.head.has.speaker)

    def topic(self, view: View, chunk: Chunk) -> Chunk | None:
        """Whom `adding`, `saying` speaks of: the subject of the nearest verb before it, else the first actor."""
        for other in reversed(view.chunks[max(0, chunk.index - 30) : chunk.index]):
            if other.kind != "verb" or view.clauses[other.clause].kind == "rel":
                continue
            subject = (None if other.conj else self._right_before(view, other)) or self.subject(view, other)
            if subject is not None and subject.amount is None and view.mention(subject).speaker != DOCUMENT:
                return subject
        for other in view.chunks[: chunk.index]:
            bare = other.kind == "np" and not other.prep and other.amount is None
            if bare and self.speaks(view, other) and view.mention(other).speaker != DOCUMENT:
                return other
        return None

    def joined(self, view: View, speaker: Chunk) -> list[Chunk]:
        """Those who say it together with a speaker: the phrases joined on right after it (residents and medics)."""
        out: list[Chunk] = []
        wing = False
        for other in view.chunks[speaker.index + 1 : speaker.index + 1 + MAX_JOINED]:
            if other.kind == "np" and not other.conj and not out:
                wing = wing or other.head.token.word.loose in view.closed("wings")
                if wing:
                    continue  # the brigades, | the armed wing of | the front, | and the brigades
            if other.kind != "np" or not other.conj or other.prep:
                break
            head = other.head
            first = view.units[other.first].token.form
            another = loose(first[1:]) in view.closed("another_speaker") and other.last - other.first > 1
            if other.amount is not None and not another:
                break
            if (
                not another
                and not head.has.speaker
                and not (head.names and all(s.kind in ("actor", "outlet", "office") for s in head.names))
            ):
                break
            out.append(other)
        return out

    def origin(self, view: View, chunk: Chunk, preps: Collection[str] | None = None) -> Chunk | None:
        """Who knew: the phrase after `an (min for what was learnt) in the words after a relay verb."""
        preps = view.closed("about") if preps is None else preps
        for other in view.chunks[chunk.index + 1 : chunk.index + 7]:
            if other.kind == "np" and other.prep in preps:
                return other
            if other.kind in ("verb", "sub") or opens_content(view, other):
                break
        return None

    def told(
        self, view: View, chunk: Chunk, subject: Chunk | None, preps: Collection[str] | None = None
    ) -> Chunk | None:
        """The named outlet that was told; `preps` are those before it, `to` and the like unless others are given."""
        preps = view.closed("told_preps") if preps is None else preps
        for other in view.chunks[chunk.index + 1 : chunk.index + 9]:
            beside = subject is not None and other.index == subject.index + 1
            if other.kind == "verb" and beside and not other.conj and view.clauses[other.clause].kind == "rel":
                continue  # said a fisherman | who had fled with his family | to our reporter
            if other.kind == "verb" and other.head.token.word.bare in view.closed("sent"):
                continue  # said in a message | that he sent | to the agency
            if other.kind in ("verb", "sub") or opens_content(view, other):
                return None
            if other.kind != "np" or other is subject or other.amount is not None:
                continue
            if correspondent(view, other):
                continue  # told *our reporter*, the reporter of the paper
            mention = view.mention(other)
            outlet = any(n.kind == "outlet" for n in mention.names[:1]) or (
                self.is_media(Link(mention, "")) and other.core - other.first > 1
            )
            agency = subject is not None and beside and self.is_media(Link(view.mention(subject), ""))
            if outlet and not other.prep and agency:
                continue  # the national news agency | SONNA
            if outlet and (other.prep in preps or not other.prep):
                return other
            to = outlet and mention.names and other.prep in view.closed("spoken_to")
            if to and _sent(view, view.chunks[other.index - 1]):
                return other  # in a message | to Reuters
            if outlet and beside and mention.names and other.prep in view.closed("from"):
                return other  # a witness from Reuters
        return None


def _sent(view: View, chunk: Chunk) -> bool:
    """Whether a phrase is of what was sent: a message, and that somebody sent it."""
    return chunk.kind in ("report", "verb", "prep") or chunk.head.token.word.bare in view.closed("sent")


def _relayed(chunk: Chunk) -> bool:
    """Whether a phrase says that somebody is quoted (quoting X)."""
    return chunk.kind == "report" and any(s.class_ == "relay" for s in chunk.head.has.report)


def _armed_men(chunk: Chunk) -> bool:
    """Whether a phrase is of some armed men whom nothing names: gunmen, not a party that holds a belief."""
    noun = chunk.head.noun
    return noun is not None and noun.kind == "armed_group" and not is_definite(chunk.head) and not chunk.head.names


def _with_article(view: View, unit: Unit) -> bool:
    """Whether the first word of a unit has the article."""
    return view.tokens[unit.first].form.startswith(AL)


def _opens(view: View, chunk: Chunk) -> bool:
    """Whether a phrase begins a clause or a joined part."""
    return chunk.index == 0 or chunk.conj or view.chunks[chunk.index - 1].kind in ("mark", "conj", "sub", "kana")
