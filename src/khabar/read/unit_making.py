"""Tokens → units: which senses hold where words stand, longest phrases first.

Invariant: a choice looks only at the units before a word and at a bounded number of words after it.
"""

from __future__ import annotations

from typing import Any, Final

from khabar.packs.lexicon import Lexicon, Sense
from khabar.read.lone_names import LoneNames
from khabar.read.unit_after import Following
from khabar.read.unit_before import (
    TRANSPARENT,
    charging,
    described_by,
    governs,
    indefinite,
    national_after,
    of_a_side,
)
from khabar.read.unit_phrases import Phrases
from khabar.read.unit_roles import GRAMMAR_TAGS, is_doubtful, least, roles_of, tells_perfect
from khabar.read.unit_verbs import Verbs
from khabar.read.units import Unit, around_number, inside_name, is_accusative, take_cut
from khabar.text.clitics import AL, BA, CONJUNCTIONS, MIM
from khabar.text.letters import ALIF, HAMZA_ABOVE, LAM, NUN, TA, TA_MARBUTA, WAW, YA
from khabar.text.tokens import Token

PLACE: Final = "place"
SHORT: Final = 2  # words after the first of a quotation that is more than a name
DEED_LETTERS: Final = frozenset(TA + MIM + ALIF)

TOWARD: Final = "grammar.prep.toward"
MOVING: Final = frozenset({"mobilize", "retreat", "threaten"})


class UnitMaker:
    """Cuts sentences into units with the help of the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.after = Following(lexicon)
        self.verbs = Verbs(lexicon, self.after)
        self.phrases = Phrases(lexicon)
        self._lone = LoneNames(lexicon)
        self._on = lexicon.closed("on")
        self._mother = lexicon.closed("mother")
        self._bound = lexicon.closed("bound_to")
        self._names_too = lexicon.closed("names_too")
        self._of_god = lexicon.closed("of_god")
        self._belongs, self._to = lexicon.closed("belongs"), lexicon.closed("belongs_to")

    def units(self, tokens: list[Token], first: int, last: int, times: dict[int, tuple[int, Any]]) -> list[Unit]:
        """Units of tokens ``first``..``last``. `times` maps the first token of a time expression to (last,
        expression).
        """
        out: list[Unit] = []
        at, quoted, opened = first, False, False
        while at < last:
            token = tokens[at]
            if token.mark and token.form in TRANSPARENT:
                quoted = _quoting(token, quoted)
                opened = opened or quoted
                at += 1
                continue
            if token.mark and (around_number(tokens, at, first, last) or inside_name(tokens, at, first, last)):
                at += 1
                continue
            unit = self._time(tokens, at, last, times) if at in times else self._unit(tokens, at, last, times, out)
            unit.quoted = quoted
            out.append(unit)
            for inner in range(at + 1, unit.last):  # a name that closes a quotation, or opens one
                if tokens[inner].mark and tokens[inner].form in TRANSPARENT:
                    quoted = _quoting(tokens[inner], quoted)
            at = unit.last
        if opened:
            _mark_speech(out)
        return out

    def _unit(
        self, tokens: list[Token], at: int, last: int, times: dict[int, tuple[int, Any]], before: list[Unit]
    ) -> Unit:
        token = tokens[at]
        time_next = at + 1 < last and at + 1 in times
        if token.mark:
            return Unit("mark", at, at + 1, tokens)
        if token.kind == "number":
            unit = Unit("num", at, at + 1, tokens)
            unit.value = token.word.value
            return unit
        if token.form == WAW and at + 1 < last and not time_next and _glued_number(tokens, at):
            unit = Unit("num", at, at + 2, tokens)
            unit.token, unit.value, unit.conj = tokens[at + 1], tokens[at + 1].word.value, True
            return unit
        if token.form == AL and not time_next and _glued_number(tokens, at):
            unit = Unit("num", at, at + 2, tokens)
            unit.token, unit.value, unit.article = tokens[at + 1], tokens[at + 1].word.value, True
            return unit  # the 19th
        senses = self.lexicon.senses(token.word)
        phrase = self.phrases.find(tokens, at, last, senses)
        if phrase is not None and before and phrase.conj and before[-1].tag == "num" and senses.has.noun:
            phrase = None  # 19 *men* at least, written like `and in reply to`
        if phrase is not None and not (phrase.last - 1 in times and _place_and_day(phrase, before)):
            return phrase
        unit = Unit("word", at, at + 1, tokens, senses)
        beyond = times[unit.last][0] if time_next else unit.last
        self._tag(unit, before, tokens, min(beyond, last), last)
        if unit.tag == "num" and senses.has.weapon and self._dropped(tokens, unit.last, last):
            unit.tag = "noun"  # four barrels | on the village: no measure of what is in them
        return unit

    def _time(self, tokens: list[Token], at: int, last: int, times: dict[int, tuple[int, Any]]) -> Unit:
        end, expression = times[at]
        unit = Unit("time", at, min(end, last), tokens, self.lexicon.senses(tokens[at].word))
        unit.value = expression
        form = tokens[at].form
        unit.conj = form[:1] in CONJUNCTIONS and len(form) > 2 and expression.span.start > tokens[at].start
        return unit

    def _tag(self, unit: Unit, before: list[Unit], tokens: list[Token], beyond: int, last: int) -> None:
        """Say what a word is. `beyond` is the token after it, or after the time told next to it."""
        senses = unit.senses
        if senses is None:
            return
        if before and unit.token.word.loose in self._names_too and self._ends_name(before, tokens, unit.last, last):
            take_cut(unit, None)
            return
        roles = roles_of(senses)
        if roles.only is not None:
            self._take_closed(unit, roles.only)
            return
        grammar, verbs, nominal, names, plain = roles.grammar, roles.verbs, roles.nominal, roles.names, roles.plain
        hedge = roles.hedge
        if hedge is None and roles.between is not None and self.after.range_next(tokens, unit.last, last):
            hedge = roles.between
        if hedge is not None and grammar and self.after.number_next(tokens, unit.last, last):
            take_cut(unit, hedge)
            unit.tag = "num"
            return
        closed = roles.closed and not (roles.verbs and self.verbs.voices(roles.verbs, before, tokens, unit.last, last))
        if closed and senses.has.place_word and self._names_district(unit, before, tokens, last):
            closed = False  # the *district* of Soran, not towards Soran
        if not closed and grammar and self.verbs.then_did(grammar, tokens, unit.last, last):
            closed = True
        if closed and verbs and before and self.verbs.carries_out(unit, grammar, before[-1], tokens, last):
            closed = False
        perfect = bool(verbs and before and before[-1].tag == "particle" and tells_perfect(before[-1], verbs))
        mother = nominal and before and before[-1].has.harm and unit.token.form in self._mother
        if closed and not perfect and not mother:
            sense = self._closed(roles.cheapest, tokens, unit.last, last)
            if sense.class_ == "particle" and plain and before and indefinite(before[-1]):
                take_cut(unit, plain[0])
                unit.tag = "adj"
                return
            self._take_closed(unit, sense)
            return
        modal = senses.has.modal
        if modal and not (verbs or nominal or names):
            unit.tag = "cue"
            take_cut(unit, modal[0])
            return
        if roles.jussive:
            verbs = [s for s in verbs if s.tense != "jussive" or (before and before[-1].tag == "neg")]
        if before and unit.token.word.loose in self._belongs and self._describes(unit, before[-1], tokens, last):
            unit.tag = "adj"
            return
        if verbs and self.verbs.is_verb(unit, verbs, roles.open, before, tokens, beyond, last):
            unit.tag = "verb"
            best = least(verbs)
            unit.verb = [s for s in verbs if s.cost == best]
            take_cut(unit, unit.verb[0])
            return
        lead, same = roles.lead, roles.same
        adjective = (national_after(unit, before) or described_by(unit, before)) if names else None
        if adjective is not None:
            take_cut(unit, adjective)
            unit.tag = "adj"
            return
        if lead is not None:
            take_cut(unit, lead)
            if names:
                bound = bool(before) and before[-1].token.word.loose in self._bound
                named = roles.named
                if before and before[-1].tag == "prep" and not before[-1].pronoun and len(named) > 1:
                    named = [s for s in named if not s.cut.proclitic] or named  # in Kassala, not `in like Salé`
                unit.names = [
                    s
                    for s in named
                    if bound or not is_doubtful(s, same, before) or self._lone.means(s, before, tokens, unit.first)
                ]
            unit.tag = roles.tag(lead, bool(unit.names)) if unit.names or len(same) > len(names) else "word"
            if unit.names and of_a_side(unit, before):
                unit.tag, unit.article = "adj", True
            return
        take_cut(unit, plain[0] if plain else None)
        unit.tag = roles.plain_tag
        if unit.tag == "adj" and unit.token.form.startswith(AL):
            unit.article = True  # an adjective that the packs have with its article
        if unit.tag == "adverb" and before and _describes_one(unit, before[-1]):
            unit.tag, unit.suffix = "adj", "tanwin"  # a local official, not locally
        if not plain:
            self._guess(unit, before, tokens, last)

    def _ends_name(self, before: list[Unit], tokens: list[Token], at: int, last: int) -> bool:
        """Whether a word stands after somebody's title and name (the officer Ismail *Adan*), and takes no object."""
        previous = before[-1].token.word.loose
        named = self.lexicon.is_given_name(previous) or previous in self._of_god
        if not named or len(before) < 2 or before[-1].conj:
            return False
        titled = any(
            (u.noun is not None and "person" in u.noun.classes) or u.has.title or u.has.speaker for u in before[-4:-1]
        )
        if not titled or at >= last or tokens[at].mark:
            return titled
        following = tokens[at]
        return not following.form.startswith(AL) and not self.lexicon.senses(following.word).has.trigger

    def _describes(self, unit: Unit, previous: Unit, tokens: list[Token], last: int) -> bool:
        """Whether a verb of belonging only says whose men somebody is (gunmen *who belong* to the group)."""
        if not (indefinite(previous) or previous.tag == "adj") or previous.article or unit.last >= last:
            return False
        following = tokens[unit.last]
        if following.kind != "word":
            return False
        return following.word.loose in self._to or (following.form.startswith(LAM) and len(following.form) > 3)

    @staticmethod
    def _take_closed(unit: Unit, sense: Sense) -> None:
        """Let a unit be what a closed-class sense makes of it."""
        take_cut(unit, sense)
        unit.tag = GRAMMAR_TAGS[sense.class_]
        if unit.tag == "kana":
            unit.verb = [sense]

    def _closed(self, same: list[Sense], tokens: list[Token], at: int, last: int) -> Sense:
        """The closed-class sense that holds: a preposition opens a clause (`those who`, `until he`) only before a
        verb.
        """
        if len(same) == 1:
            return same[0]
        was = next((s for s in same if s.class_ == "kana"), None)
        if was is not None and HAMZA_ABOVE not in tokens[at - 1].word.raw:
            return was  # `as if` is written with a hamza
        preposition = next((s for s in same if s.class_ == "preposition"), None)
        if preposition is None or same[0] is preposition:
            return same[0]
        return same[0] if self.after.opens_with_verb(tokens, at, last) else preposition

    def _names_district(self, unit: Unit, before: list[Unit], tokens: list[Token], last: int) -> bool:
        """Whether a word like a preposition is that for a district: a place of the packs follows it, and nobody moves
        or aims before it.
        """
        if unit.last >= last or tokens[unit.last].mark or all(s.id != TOWARD for s in unit.has.grammar):
            return False
        if any(s.type in MOVING for u in before[-4:] for s in u.has.trigger):
            return False
        return bool(self.lexicon.senses(tokens[unit.last].word).has.place)

    def _dropped(self, tokens: list[Token], at: int, last: int) -> bool:
        """Whether a word of measure that is a weapon too ends its phrase, or stands before where it fell."""
        return at < last and (bool(tokens[at].mark) or tokens[at].word.loose in self._on)

    def _guess(self, unit: Unit, before: list[Unit], tokens: list[Token], last: int) -> None:
        """What an unknown word is: a verb where its shape and place say so, else a noun or adjective."""
        previous = before[-1] if before else None
        governed = previous is not None and previous.tag == "prep" and not previous.pronoun
        if unit.conj and not unit.article and ((governed and unit.token.form[0] != WAW) or _named_next(previous, unit)):
            unit.conj = False  # nothing is joined to what a preposition or a word for a town governs
            return
        form = unit.token.form[1:] if unit.conj else unit.token.form
        if unit.token.word.tanwin:
            return
        if form[:1] == BA and form.endswith((TA_MARBUTA, ALIF + TA)) and len(form) > 5 and charging(before):
            unit.prep = BA  # decried | violations, accused them | of hindering
            return
        if unit.article or unit.prep or unit.token.kind != "word" or form.endswith((TA_MARBUTA, ALIF + TA)):
            if (unit.article and form.endswith((YA, YA + TA_MARBUTA)) and previous is not None and not unit.prep) or (
                form.endswith((YA, YA + TA_MARBUTA))
                and previous is not None
                and previous.tag in ("noun", "adj", "word")
            ):
                unit.tag = "adj"
            return
        if form[:1] == BA and form[1:2] in DEED_LETTERS and len(form) > 5 and governs(previous):
            unit.prep = BA  # an unknown verbal noun under its preposition (accused them of filming)
            return
        opens = previous is None or previous.tag in ("mark", "sub", "rel", "conj", "neg", "particle") or unit.conj
        if (
            (
                previous is not None
                and (previous.tag in ("neg", "rel") or (previous.tag == "sub" and form[:1] == NUN and len(form) > 3))
            )
            or (
                form[:1] == YA and len(form) > 3 and (opens or previous is None or previous.tag not in ("prep", "noun"))
            )
            or (opens and len(form) > 3 and (form.endswith(TA) or (form[:1] == TA and not form.endswith(YA))))
            or (form.endswith(WAW + ALIF) and len(form) > (3 if unit.conj else 4))
        ):
            unit.tag = "verb"
        elif form.endswith((YA, YA + ALIF)) and previous is not None and previous.tag in ("noun", "adj", "word"):
            unit.tag = "adj"


def _named_next(previous: Unit | None, unit: Unit) -> bool:
    """Whether the word before is one for a kind of place (a town, an area) without an article: its name follows."""
    if previous is None or previous.article or previous.pronoun or previous.last - previous.first > 1:
        return False
    doubled = unit.token.form.startswith(WAW + WAW)  # the area of Wawa
    return any(s.class_ == "head" and (doubled or s.entry.level == "city") for s in previous.has.place_word)


def _place_and_day(phrase: Unit, before: list[Unit]) -> bool:
    """Whether the name of an outlet is a place and a day: after what was done there (bombed | Israel | today), or after
    a preposition of place (west of | Baghdad | today).
    """
    if not before or not phrase.names or any(name.kind != "outlet" for name in phrase.names):
        return False
    unit = before[-1]
    if unit.tag == "verb":
        return bool(unit.has.trigger) and not unit.has.report
    return unit.tag == "prep" and any(PLACE in sense.entry.gives.split() for sense in unit.has.grammar)


def _describes_one(unit: Unit, previous: Unit) -> bool:
    """Whether a word in -iyyan describes the indefinite noun in the accusative right before it."""
    if not unit.token.form.endswith(YA + ALIF) or previous.tag not in ("noun", "word") or previous.article:
        return False
    return is_accusative(previous.token.form)


def _glued_number(tokens: list[Token], at: int) -> bool:
    """Whether digits follow a joining wa- without a blank: and 12."""
    if at + 1 >= len(tokens):
        return False
    return tokens[at + 1].kind == "number" and tokens[at + 1].start == tokens[at].end


def _mark_speech(units: list[Unit]) -> None:
    """Mark the words that open a quotation of whole clauses, not of a name: one with a verb in it."""
    opener, told = -1, False
    for at, unit in enumerate(units):
        if not unit.quoted:
            opener, told = -1, False
        elif opener < 0:
            opener = at
        told = told or (opener >= 0 and unit.tag == "verb")
        if told and at - opener >= SHORT:
            units[opener].speaks = True


def _quoting(mark: Token, quoted: bool) -> bool:
    """Whether a quotation is open after a mark of quoting; straight ones open and close by turns."""
    return not quoted if mark.form in "\"'" else mark.form in "\u00ab\u201c\u2018"
