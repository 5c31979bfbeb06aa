"""Tokens → units: which senses hold where words stand, longest phrases first.

Invariant: a choice looks only at the units before a word and at a bounded number of words after it.
"""

from __future__ import annotations

from typing import Any, Final

from khabar.model.native import mypyc_attr
from khabar.packs.lexicon import QUOTES, Kinds, Lexicon, Phrase, Sense, Senses
from khabar.read.unit_before import (
    TRANSPARENT,
    after_clause,
    after_that,
    closes,
    described,
    fronted,
    governs,
    indefinite,
    label,
    national_after,
    objective,
    speaks,
    verb_since,
)
from khabar.read.unit_roles import (
    GRAMMAR_TAGS,
    is_doubtful,
    is_nominative,
    is_predicate,
    least,
    looks_alone,
    phrase_tag,
    roles_of,
    tells_perfect,
)
from khabar.read.units import NAME_KINDS, Unit, around_number, inside_name, is_accusative, take_cut
from khabar.text.clitics import AL, BA, CONJUNCTIONS, MIM
from khabar.text.letters import ALIF, AYN, DAL, GHAYN, HAMZA_ABOVE, NUN, TA, TA_MARBUTA, WAW, YA
from khabar.text.tokens import Token

DEED_LETTERS: Final = frozenset(TA + MIM + ALIF)
RANGE: Final = 5
REACH_BACK: Final = 10
LINK: Final = 2  # letters of `or`; longer words that join open a clause
HEADED: Final = frozenset({"weapon", "noun", "speaker", "title"})


EXPRESS: Final = "light.aaraba"
VOICED: Final = 9  # words between a verb of voicing and what it voices


@mypyc_attr(acyclic=True)
class Whole:
    """What the senses of a phrase of the packs make of it; found once and kept with the phrase.

    cue: whether it is nothing but a cue of modality. deed: whether it is a noun that only tells a happening.
    """

    __slots__ = ("cue", "deed", "has", "names", "senses", "tag")

    def __init__(self, norm: str, best: list[Sense]) -> None:
        self.senses = Senses(norm, best)
        self.has = Kinds(self.senses.by)
        self.names = [s for s in best if s.kind in NAME_KINDS]
        self.tag = phrase_tag(best)
        self.cue = all(s.kind == "modal" for s in best)
        self.deed = self.tag == "noun" and all(s.kind == "trigger" and s.type != "none" for s in best)


def whole_of(phrase: Phrase, norm: str) -> Whole:
    """What a phrase that begins with the word `norm` is, kept with it."""
    found: Whole | None = phrase.made
    if found is None:
        found = phrase.made = Whole(norm, phrase.senses)
    return found


class UnitMaker:
    """Cuts sentences into units with the help of the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._to = lexicon.closed("range_joints")
        self._mother = lexicon.closed("mother")
        self._about = lexicon.closed("about")
        self._therein = lexicon.closed("therein")
        self._bound = lexicon.closed("bound_to")

    def units(self, tokens: list[Token], first: int, last: int, times: dict[int, tuple[int, Any]]) -> list[Unit]:
        """Units of tokens ``first``..``last``. `times` maps the first token of a time expression to (last,
        expression).
        """
        out: list[Unit] = []
        at, quoted = first, False
        while at < last:
            token = tokens[at]
            if token.mark and token.form in TRANSPARENT:
                quoted = _quoting(token, quoted)
                at += 1
                continue
            if token.mark and (around_number(tokens, at, first, last) or inside_name(tokens, at, first, last)):
                at += 1
                continue
            unit = self._unit(tokens, at, last, times, out)
            unit.quoted = quoted
            out.append(unit)
            for inner in range(at + 1, unit.last):  # a name that closes a quotation, or opens one
                if tokens[inner].mark and tokens[inner].form in TRANSPARENT:
                    quoted = _quoting(tokens[inner], quoted)
            at = unit.last
        return out

    def _unit(
        self, tokens: list[Token], at: int, last: int, times: dict[int, tuple[int, Any]], before: list[Unit]
    ) -> Unit:
        token = tokens[at]
        if at in times:
            return self._time(tokens, at, last, times)
        if token.mark:
            return Unit("mark", at, at + 1, tokens)
        if token.kind == "number":
            unit = Unit("num", at, at + 1, tokens)
            unit.value = token.word.value
            return unit
        if token.form == WAW and at + 1 < last and at + 1 not in times and _glued_number(tokens, at):
            unit = Unit("num", at, at + 2, tokens)
            unit.token, unit.value, unit.conj = tokens[at + 1], tokens[at + 1].word.value, True
            return unit
        senses = self.lexicon.senses(token.word)
        phrase = self._phrase(tokens, at, last, senses)
        if phrase is not None:
            return phrase
        unit = Unit("word", at, at + 1, tokens, senses)
        self._tag(unit, before, tokens, last)
        return unit

    def _time(self, tokens: list[Token], at: int, last: int, times: dict[int, tuple[int, Any]]) -> Unit:
        end, expression = times[at]
        unit = Unit("time", at, min(end, last), tokens, self.lexicon.senses(tokens[at].word))
        unit.value = expression
        form = tokens[at].form
        unit.conj = form[:1] in CONJUNCTIONS and len(form) > 2 and expression.span.start > tokens[at].start
        return unit

    def _phrase(self, tokens: list[Token], at: int, last: int, senses: Senses) -> Unit | None:
        """The longest phrase of the packs that begins here, all kinds alike; one-word entries are not phrases."""
        if not senses.phrases:
            return None
        second = at + 1
        while second < last and tokens[second].mark and tokens[second].form in TRANSPARENT:
            second += 1
        if second >= last or tokens[second].mark:
            return None
        phrase, best_end = self.lexicon.longest(tokens, at, last, senses)
        if phrase is None:
            return None
        whole = whole_of(phrase, senses.norm)
        if whole.cue and self._tells(tokens, at, best_end):
            return None
        lead = phrase.senses[0]
        unit = Unit(whole.tag, at, best_end, tokens, whole.senses)
        unit.by, unit.has = whole.senses.by, whole.has
        take_cut(unit, lead)
        unit.names = whole.names
        if whole.deed:
            unit.verb = self._phrase_verbs(tokens, at, phrase.senses)
            unit.tag = "verb" if unit.verb or self._refuses(tokens, at) else "noun"
        if lead.kind in HEADED:
            unit.article = lead.cut.article or tokens[best_end - 1].form.startswith(AL)
        return unit

    def _refuses(self, tokens: list[Token], at: int) -> bool:
        """Whether a negator and a word in the shape of a verb begin a phrase (will not stand by)."""
        roles = roles_of(self.lexicon.senses(tokens[at].word))
        negated = any(s.class_ == "negator" for s in roles.grammar)
        return negated and tokens[at + 1].form[:1] in YA + TA + NUN and len(tokens[at + 1].form) > 3

    def _phrase_verbs(self, tokens: list[Token], at: int, best: list[Sense]) -> list[Sense]:
        """The verb that a phrase of the packs begins with (blew himself up, will not hesitate), where it is one."""
        roles = roles_of(self.lexicon.senses(tokens[at].word))
        if any(s.class_ == "negator" for s in roles.grammar):
            roles = roles_of(self.lexicon.senses(tokens[at + 1].word))
        elif roles.grammar:
            return []
        verbs = [s for s in roles.verbs if s.tense != "jussive"] or roles.verbs
        if not verbs or all(s.extra == "first" and s.tense == "past" for s in verbs):
            return []
        if (roles.nominal or roles.names or roles.plain) and not all(s.entry.verbal for s in best):
            return []
        fewest = least(verbs)
        return [s for s in verbs if s.cost == fewest]

    def _tells(self, tokens: list[Token], at: int, end: int) -> bool:
        """Whether a word inside a cue of several words names a happening or a speech of its own."""
        return any(
            sense.kind in ("trigger", "report", "light") and sense.shape != "participle"
            for token in tokens[at:end]
            for found in self.lexicon.senses(token.word).single.values()
            for sense in found
        )

    def _number_next(self, tokens: list[Token], at: int, last: int) -> bool:
        """Whether a number stands at `at`, in digits or words."""
        if at >= last:
            return False
        if tokens[at].kind == "number":
            return True
        if tokens[at].kind != "word":
            return False
        return roles_of(self.lexicon.senses(tokens[at].word)).counts

    def _range_next(self, tokens: list[Token], at: int, last: int) -> bool:
        """Whether two numbers stand at `at`, joined to each other and with nothing else between them."""
        joined = False
        for place in range(at, min(last, at + RANGE)):
            token = tokens[place]
            if self._number_next(tokens, place, last):
                if joined or (place > at and token.form[:1] in CONJUNCTIONS and token.kind == "word"):
                    return True
            elif place == at or joined or not (token.form in CONJUNCTIONS or token.word.loose in self._to):
                return False
            else:
                joined = True
        return False

    def _tag(self, unit: Unit, before: list[Unit], tokens: list[Token], last: int) -> None:
        senses = unit.senses
        if senses is None:
            return
        roles = roles_of(senses)
        if roles.only is not None:
            self._take_closed(unit, roles.only)
            return
        grammar, verbs, nominal, names, plain = roles.grammar, roles.verbs, roles.nominal, roles.names, roles.plain
        hedge = roles.hedge
        if hedge is None and roles.between is not None and self._range_next(tokens, unit.last, last):
            hedge = roles.between
        if hedge is not None and grammar and self._number_next(tokens, unit.last, last):
            take_cut(unit, hedge)
            unit.tag = "num"
            return
        closed = roles.closed and not (roles.verbs and self._voices(roles.verbs, before, tokens, unit.last, last))
        if not closed and grammar and self._then_did(grammar, tokens, unit.last, last):
            closed = True
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
        if verbs and self._is_verb(unit, verbs, roles.open, before, tokens, last):
            unit.tag = "verb"
            best = least(verbs)
            unit.verb = [s for s in verbs if s.cost == best]
            take_cut(unit, unit.verb[0])
            return
        lead, same = roles.lead, roles.same
        adjective = national_after(unit, before) if names else None
        if adjective is not None:
            take_cut(unit, adjective)
            unit.tag = "adj"
            return
        if lead is not None:
            take_cut(unit, lead)
            if names:
                bound = bool(before) and before[-1].token.word.loose in self._bound
                unit.names = [s for s in roles.named if bound or not is_doubtful(s, same, before)]
            unit.tag = roles.tag(lead, bool(unit.names)) if unit.names or len(same) > len(names) else "word"
            return
        take_cut(unit, plain[0] if plain else None)
        unit.tag = roles.plain_tag
        if not plain:
            self._guess(unit, before, tokens, last)

    def _then_did(self, grammar: list[Sense], tokens: list[Token], at: int, last: int) -> bool:
        """Whether a word is `fa-` and the particle of the perfect, not a verb written alike (so he *did* order): a word
        that can be a perfect follows.
        """
        if at >= last or tokens[at].kind != "word" or not any("qad" in s.id and s.cut.conjunction for s in grammar):
            return False
        verbs = roles_of(self.lexicon.senses(tokens[at].word)).verbs
        return any(s.tense == "past" and not s.cut.cost for s in verbs)

    @staticmethod
    def _take_closed(unit: Unit, sense: Sense) -> None:
        """Let a unit be what a closed-class sense makes of it."""
        take_cut(unit, sense)
        unit.tag = GRAMMAR_TAGS[sense.class_]
        if unit.tag == "kana":
            unit.verb = [sense]

    def _voices(self, verbs: list[Sense], before: list[Unit], tokens: list[Token], at: int, last: int) -> bool:
        """Whether a word like a preposition opens a sentence as the verb of voicing (voiced | his concern *about*)."""
        if (before and before[-1].tag != "mark") or not any(s.id == EXPRESS for s in verbs):
            return False
        return any(token.word.loose in self._about for token in tokens[at + 1 : min(last, at + VOICED)])

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
        return same[0] if self._opens_with_verb(tokens, at, last) else preposition

    def _opens_with_verb(self, tokens: list[Token], at: int, last: int) -> bool:
        """Whether the next word can only be a verb."""
        while at < last and tokens[at].mark and tokens[at].form in TRANSPARENT:
            at += 1
        if at >= last or tokens[at].kind != "word":
            return False
        roles = roles_of(self.lexicon.senses(tokens[at].word))
        if roles.nominal or roles.names or roles.plain:
            return False
        return bool(roles.verbs) or (tokens[at].form[:1] == YA and len(tokens[at].form) > 3)

    def _is_verb(
        self, unit: Unit, verbs: list[Sense], nominal: list[Sense], before: list[Unit], tokens: list[Token], last: int
    ) -> bool:
        """Whether a word that can be a verb is one here; decided by what stands around it."""
        previous = before[-1] if before else None
        cost = least(verbs)
        if previous is not None and previous.tag == "kana" and nominal and is_predicate(unit.token.form):
            return False
        if previous is not None and previous.tag == "particle" and nominal and tells_perfect(previous, verbs):
            return True
        if previous is not None and previous.tag == "cue" and nominal and tells_perfect(previous, verbs):
            return True  # it has happened before [that it came under]
        if previous is not None and previous.tag in ("neg", "kana"):
            return previous.token.form[:1] not in GHAYN + AYN + DAL or not nominal
        if not nominal:
            return previous is None or previous.tag != "prep" or previous.pronoun != ""
        if least(nominal) < cost and not (
            cost == 1 and self._no_place(verbs, nominal, before, tokens, unit.last, last)
        ):
            return False
        if any(s.cut.proclitic or s.cut.article for s in verbs[:1]) and cost > 0:
            return least(nominal) > cost
        if objective(previous) and not any(s.cut.conjunction for s in verbs if s.cost == cost):
            return False  # stressing *its solidarity*
        if self._tells_harm(verbs, before, tokens, unit.last, last):
            return True
        if previous is not None and previous.tag == "num" and label(before):
            previous = before[-2]
        if previous is not None and previous.tag in ("prep", "quant", "num", "dem"):
            return False
        if unit.token.word.damma:
            return True
        joined = any(s.cut.conjunction for s in verbs if s.cost == cost)
        follower = self._follower(tokens, unit.last, last)
        if previous is None:
            if joined and follower == "prep" and any(s.kind == "harm" and s.shape == "passive" for s in verbs):
                return True  # and in the attack were killed
            return follower in ("agent", "number") or (
                joined and follower in ("definite", "place", "noun", "own", "event")
            )
        if previous.tag in ("particle", "rel"):
            return True
        if (
            any(s.cut.pronoun for s in verbs if s.cost == cost)
            and (not closes(previous) or described(before))
            and follower in ("agent", "definite", "number")
        ):
            return previous.tag in ("noun", "adj", "word", "name")  # raids that X carried out
        if joined and follower == "prep" and speaks(verbs) and (after_clause(before) or _resumed(before)):
            return True  # was angry and asked of, struck the ship and vowed to
        if (
            speaks(verbs)
            and previous.tag == "mark"
            and unit.last < last
            and tokens[unit.last].word.loose in self._therein
        ):
            return True  # rang the envoy, demanding in it that
        if previous.tag in ("mark", "sub", "conj") or joined:
            if joined and follower in ("noun", "own") and all(s.kind == "place" for s in nominal):
                return is_accusative(tokens[unit.last].form)
            return follower in ("agent", "number") or (joined and previous.tag == "mark" and follower == "definite")
        if (closes(previous) or fronted(before)) and not verb_since(before):
            if follower == "" and after_that(before) and unit.last < last and tokens[unit.last].mark:
                return True  # said that the delegation refused, ...
            return follower in ("agent", "number", "noun", "place", "definite", "prep", "own", "event")
        return False

    def _tells_harm(self, verbs: list[Sense], before: list[Unit], tokens: list[Token], at: int, last: int) -> bool:
        """Whether a word of harm is a verb because of what follows (a raid *in which were killed*) or, joined, because
        the word of harm before it is one (the driver was killed *and* his aide *wounded*).
        """
        if not any(s.kind == "harm" and not s.cut.proclitic and not s.cut.article for s in verbs) or at >= last:
            return False
        if tokens[at].word.loose in self._therein:
            return not before or before[-1].tag not in ("prep", "quant", "dem") or bool(before[-1].pronoun)
        last_unit = before[-1] if before else None
        if last_unit is not None and last_unit.tag in ("conj", "sub") and len(last_unit.token.form) > LINK:
            past = any(s.tense == "past" and s.kind == "harm" for s in verbs)
            return past and not tokens[at].mark and self._follower(tokens, at, last) != ""
        if last_unit is not None and last_unit.tag == "prep" and last_unit.pronoun and len(before) > 1:
            return before[-2].tag == "num" and any(s.number in ("d", "p") for s in verbs)
        if not any(s.cut.conjunction for s in verbs) or tokens[at].mark:
            return False
        for unit in reversed(before[-REACH_BACK:]):
            if unit.has.harm and not unit.pronoun and unit.tag != "adj":
                told = unit.tag == "verb"
                break
        else:
            return False
        return told and self._follower(tokens, at, last) in ("agent", "number", "noun", "own", "definite")

    def _no_place(
        self, verbs: list[Sense], nominal: list[Sense], before: list[Unit], tokens: list[Token], at: int, last: int
    ) -> bool:
        """Whether `wa-` and a verb only look like the name of a town: what follows is somebody who does it."""
        if before or any(s.kind != "place" for s in nominal) or not all(s.cut.conjunction for s in verbs):
            return False
        return self._follower(tokens, at, last) == "agent"

    def _follower(self, tokens: list[Token], at: int, last: int) -> str:
        """What follows an ambiguous word: agent number adjective definite place noun prep, ``""`` for nothing
        telling.
        """
        while at < last and tokens[at].mark and tokens[at].form in TRANSPARENT:
            at += 1
        if at >= last or tokens[at].mark:
            return ""
        if tokens[at].kind == "number":
            return "number"
        senses = self.lexicon.senses(tokens[at].word)
        roles = roles_of(senses)
        if roles.agent or (roles.agents and self._named(roles.agents, tokens, at, last)):
            return "agent"
        for sense in roles.numbers:
            if self.lexicon.match(tokens, at, last, sense) > 0:
                return "number"
        if (roles.hedge is not None and self._number_next(tokens, at + 1, last)) or (
            roles.between is not None and self._range_next(tokens, at + 1, last)
        ):
            return "number"
        if is_nominative(senses, tokens[at].form):
            return "agent"
        alone = senses.alone
        if alone is None:
            alone = senses.alone = looks_alone(senses, tokens[at].form)
        return alone

    def _named(self, agents: dict[str, list[Sense]], tokens: list[Token], at: int, last: int) -> bool:
        """Whether one of the names of several words, by their second word, stands at `at`."""
        second = at + 1
        while second < last and tokens[second].mark and tokens[second].form in QUOTES:
            second += 1
        if second >= last or tokens[second].mark:
            return False
        found = agents.get(self.lexicon.senses(tokens[second].word).loose)
        return found is not None and any(self.lexicon.match(tokens, at, last, sense) > 0 for sense in found)

    def _guess(self, unit: Unit, before: list[Unit], tokens: list[Token], last: int) -> None:
        """What an unknown word is: a verb where its shape and place say so, else a noun or adjective."""
        form = unit.token.form[1:] if unit.conj else unit.token.form
        previous = before[-1] if before else None
        if unit.token.word.tanwin:
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
            or (form.endswith(WAW + ALIF) and len(form) > 4)
        ):
            unit.tag = "verb"
        elif form.endswith((YA, YA + ALIF)) and previous is not None and previous.tag in ("noun", "adj", "word"):
            unit.tag = "adj"


def _glued_number(tokens: list[Token], at: int) -> bool:
    """Whether digits follow a joining wa- without a blank: and 12."""
    return tokens[at + 1].kind == "number" and tokens[at + 1].start == tokens[at].end


def _quoting(mark: Token, quoted: bool) -> bool:
    """Whether a quotation is open after a mark of quoting; straight ones open and close by turns."""
    return not quoted if mark.form in "\"'" else mark.form in "\u00ab\u201c\u2018"


def _resumed(before: list[Unit]) -> bool:
    """Whether a comma stands last, and before it a clause with its verb, to which another verb is joined."""
    last = before[-1] if before else None
    return (
        last is not None and last.tag == "mark" and last.token.form == "\u060c" and any(u.tag == "verb" for u in before)
    )
