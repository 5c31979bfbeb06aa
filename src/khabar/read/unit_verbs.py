"""Whether a word that can be a verb is one where it stands, as Arabic without vowels leaves open.

Invariant: decided by the units before the word and a bounded number of words after it.
"""

from __future__ import annotations

from typing import Final

from khabar.packs.lexicon import Lexicon, Sense
from khabar.read.unit_after import Following
from khabar.read.unit_before import (
    DONE,
    after_clause,
    after_that,
    closes,
    dated,
    described,
    fronted,
    label,
    objective,
    only_was,
    past_brackets,
    speaks,
    verb_since,
    was_done,
)
from khabar.read.unit_roles import is_predicate, least, roles_of, tells_perfect
from khabar.read.units import Unit, is_accusative
from khabar.text.clitics import AL, BA, CONJUNCTIONS
from khabar.text.letters import ALIF, AYN, DAL, FA, GHAYN, HA, LAM, MIM, NUN, TA, TA_MARBUTA, WAW, YA
from khabar.text.tokens import Token

REACH_BACK: Final = 10
TURNED: Final = 14  # units between `as for` and its verb
AS_FOR: Final = ALIF + MIM + ALIF
INNA: Final = ALIF + NUN
LINK: Final = 2  # letters of `or`; longer words that join open a clause
EXPRESS: Final = "light.aaraba"
THAT: Final = "grammar.subordinator.that"
SHORT: Final = 5  # letters of a preposition with its pronoun, at most
PARTICLE: Final = 2  # letters of a preposition with its pronoun
VOICED: Final = 9  # words between a verb of voicing and what it voices

SUFFER: Final = "suffer"
FORCE: Final = frozenset({"assault", "explosion"})
REPLYING: Final = "light.radda_bi"
KILLS: Final = "harm.kill_active"
KILLERS: Final = "noun.unknown_man"


class Verbs:
    """Tells verbs from nouns written alike."""

    def __init__(self, lexicon: Lexicon, after: Following) -> None:
        self.lexicon = lexicon
        self.after = after
        self._about = lexicon.closed("about")
        self._therein = lexicon.closed("therein")
        self._day = lexicon.closed("done_when")
        self._most = lexicon.closed("superlatives")
        self._issued = lexicon.closed("issued_on")

    def voices(self, verbs: list[Sense], before: list[Unit], tokens: list[Token], at: int, last: int) -> bool:
        """Whether a word like a preposition opens a sentence as the verb of voicing (voiced | his concern *about*)."""
        if (before and before[-1].tag != "mark") or not any(s.id == EXPRESS for s in verbs):
            return False
        return any(token.word.loose in self._about for token in tokens[at + 1 : min(last, at + VOICED)])

    def then_did(self, grammar: list[Sense], tokens: list[Token], at: int, last: int) -> bool:
        """Whether a word is `fa-` and the particle of the perfect, not a verb written alike (so he *did* order): a word
        that can be a perfect follows.
        """
        if at >= last or tokens[at].kind != "word" or not any("qad" in s.id and s.cut.conjunction for s in grammar):
            return False
        verbs = roles_of(self.lexicon.senses(tokens[at].word)).verbs
        return any(s.tense == "past" and not s.cut.cost for s in verbs)

    def carries_out(self, unit: Unit, grammar: list[Sense], previous: Unit, tokens: list[Token], last: int) -> bool:
        """Whether a word like the particle of the passive tells what somebody before it carries out (the minister
        *holds* talks): what follows is in the accusative, or a feminine that the verb does not agree with.
        """
        if (
            all(s.id != DONE for s in grammar)
            or previous.tag not in ("noun", "name", "adj", "word")
            or unit.last >= last
        ):
            return False
        form = tokens[unit.last].form
        masculine = (unit.token.form[1:] if unit.token.form[:1] in CONJUNCTIONS else unit.token.form).startswith(YA)
        return is_accusative(form) or (masculine and form.endswith((TA_MARBUTA, ALIF + TA)) and not form.startswith(AL))

    def is_verb(
        self,
        unit: Unit,
        verbs: list[Sense],
        nominal: list[Sense],
        before: list[Unit],
        tokens: list[Token],
        beyond: int,
        last: int,
    ) -> bool:
        """Whether a word that can be a verb is one here; decided by what stands around it. `beyond` is the token after
        it, or after the time told next to it.
        """
        before = past_brackets(before)
        previous = before[-1] if before else None
        if unit.token.word.loose in self._most or unit.token.word.tanwin:
            return False  # the widest campaign; no verb has tanwin
        cost = least(verbs)
        if previous is not None and previous.tag == "sub" and not previous.pronoun and _in_tanwin(verbs, nominal):
            return False  # that a *shelling*, written like `they two shelled`
        if previous is not None and previous.tag == "sub" and not previous.pronoun and nominal:
            that = previous.last - previous.first == 1 and previous.token.form.endswith(INNA)
            if that and least(nominal) <= cost and all(s.tense == "past" for s in verbs):
                return False  # said that the *reply* of the army; no verb of the past follows
        if previous is not None and previous.tag == "kana" and nominal and is_predicate(unit.token.form):
            return False
        if previous is not None and previous.tag == "particle" and nominal and tells_perfect(previous, verbs):
            return True
        if previous is not None and previous.tag == "cue" and nominal and tells_perfect(previous, verbs):
            return True  # it has happened before [that it came under]
        if previous is not None and was_done(previous) and nominal and not nominal[0].cut.pronoun:
            return False  # a verbal noun follows
        if previous is not None and previous.tag == "kana" and any(s.kind == "speaker" for s in nominal):
            return False  # *the governor* had announced, written like `tried`
        if previous is not None and previous.tag in ("neg", "kana"):
            return previous.token.form[:1] not in GHAYN + AYN + DAL or not nominal
        if not nominal:
            return previous is None or previous.tag != "prep" or previous.pronoun != "" or bool(previous.has.trigger)
        if previous is not None and previous.tag == "report" and unit.token.word.loose in self._issued:
            return True  # in a statement | that it published
        if previous is not None and _suffers(verbs, before, tokens, unit.last, last):
            return True
        if _struck(nominal, previous, tokens, unit.last, last):
            return False  # shelled *a quarter*, full of people
        if unit.token.form[:1] == FA and turned(before) and any(s.cut.conjunction for s in verbs):
            return True  # as for the army, [it] closed in
        if cost == 1 and self._replies(verbs, tokens, unit.last, last) and (previous is None or previous.tag == "mark"):
            return True
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
        if joined and any(s.id == KILLERS and s.cut.pronoun for s in nominal) and verb_since(before):
            return True  # and killed them, written like *and their killers*
        follower = self.after.kind(tokens, beyond, last)
        if follower == "event" and any(s.id == KILLS for s in verbs) and not objective(previous):
            return True  # an attack killed: nobody kills one
        if joined and self._speaks_on(verbs, before, tokens, unit.last, last, follower):
            return True
        if previous is None:
            if all(s.extra == "first" for s in verbs) and follower != "" and not speaks(verbs):
                return True  # we shelled, by the grace of God
            if joined and follower == "prep" and any(s.kind == "harm" and s.shape == "passive" for s in verbs):
                return True  # and in the attack were killed
            return follower in ("agent", "number") or (
                joined and follower in ("definite", "place", "noun", "own", "event")
            )
        if previous.tag in ("particle", "rel"):
            return True
        if previous.tag == "time" and follower in ("agent", "number") and dated(before):
            return True  # on 20 November two gunmen killed
        if (
            any(s.cut.pronoun for s in verbs if s.cost == cost)
            and (not closes(previous) or described(before))
            and follower in ("agent", "definite", "number")
        ):
            return previous.tag in ("noun", "adj", "word", "name")  # raids that X carried out
        if unit.last < last and follower == "" and speaks(verbs) and self._that(tokens[unit.last]):
            return joined or previous.tag in ("mark", "sub", "conj") or closes(previous)  # and vowed that
        if unit.token.form[:1] == WAW and follower == "prep" and self._upon_him(tokens, unit.last, last):
            return any(s.tense == "past" for s in verbs)  # and answered it | the coalition
        if joined and follower == "prep" and speaks(verbs) and (after_clause(before) or _resumed(before)):
            return True  # was angry and asked of, struck the ship and vowed to
        if (
            speaks(verbs)
            and previous.tag == "mark"
            and unit.last < last
            and tokens[unit.last].word.loose in self._therein
        ):
            return True  # rang the envoy, demanding in it that
        if previous.tag == "sub" and previous.pronoun == HA and any(s.tense == "past" and not s.cost for s in verbs):
            with_it = follower in ("", "prep") and tokens[unit.last : last] and tokens[unit.last].form[:1] == BA
            return bool(with_it) or follower not in ("", "prep", "adjective")  # that it shelled [with shells] it
        if previous.tag in ("mark", "sub", "conj") or joined:
            if joined and follower in ("noun", "own") and all(s.kind == "place" for s in nominal):
                return is_accusative(tokens[unit.last].form)
            if joined and follower == "event" and any(s.kind == "light" for s in verbs):
                form = tokens[unit.last].form  # and held a meeting; , and launched raids
                return is_accusative(form) or (form.endswith((TA_MARBUTA, ALIF + TA)) and _resumed(before))
            return follower in ("agent", "number") or (joined and previous.tag == "mark" and follower == "definite")
        shut = closes(previous) or _ends_definite(previous, tokens)
        if (shut or fronted(before)) and (not verb_since(before) or (speaks(verbs) and only_was(before))):
            if follower == "" and unit.last < last and self._done_so(tokens[unit.last]):
                return True  # that the army shelled by artillery, at night
            if follower == "" and after_that(before) and unit.last < last:
                # said that the delegation refused, ...; that the air force launched a series of raids
                return tokens[unit.last].mark or any(s.kind == "light" for s in verbs)
            if follower == "" and speaks(verbs) and only_was(before) and unit.last < last:
                return any(s.tense == "past" for s in verbs)  # the spokesman had vowed last night
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
        if last_unit is not None and last_unit.tag == "noun" and last_unit.suffix == "dual":
            return any(s.number == "d" and s.tense == "past" for s in verbs)  # that two men were killed
        dual = any(s.number == "d" and s.tense == "past" and s.kind == "harm" for s in verbs)
        if dual and after_that(before) and not is_accusative(tokens[at].form):
            return True  # that two of our men were killed
        if dual and _two_joined(before):
            return True  # that a child and a woman were killed
        if last_unit is not None and last_unit.tag in ("conj", "sub") and len(last_unit.token.form) > LINK:
            past = any(s.tense == "past" and s.kind == "harm" for s in verbs)
            return past and not tokens[at].mark and self.after.kind(tokens, at, last) != ""
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
        return told and self.after.kind(tokens, at, last) in ("agent", "number", "noun", "own", "definite")

    def _speaks_on(
        self, verbs: list[Sense], before: list[Unit], tokens: list[Token], at: int, last: int, follower: str
    ) -> bool:
        """Whether wa- and a word of speech open a sentence (And he refused, And he vowed to): no verbal noun does; or,
        after a comma, are followed by bi-, with which it goes on (, and vowed to).
        """
        if not speaks(verbs) or at >= last or tokens[at].mark or any(s.cut.proclitic for s in verbs):
            return False
        if not before:
            return follower not in ("adjective", "prep") or tokens[at].form[:1] == BA
        return _resumed(before) and tokens[at].form[:1] == BA and len(tokens[at].form) > PARTICLE

    def _replies(self, verbs: list[Sense], tokens: list[Token], at: int, last: int) -> bool:
        """Whether `fa-` and the verb of replying stand before somebody who replies (*so* the army *replied* with), not
        the noun written alike.
        """
        if all(s.id != REPLYING or not s.cut.conjunction or s.tense != "past" for s in verbs):
            return False
        return self.after.kind(tokens, at, last) == "agent"

    def _done_so(self, token: Token) -> bool:
        """Whether a word tells with which arms or at what time of day somebody did it."""
        if token.kind != "word":
            return False
        if token.word.loose in self._day:
            return True
        weapons = self.lexicon.senses(token.word).single.get("weapon", ()) if token.form[:1] == BA else ()
        return any(s.cut.proclitic == BA for s in weapons)

    def _that(self, token: Token) -> bool:
        """Whether a word opens the content of a saying (that)."""
        if token.kind != "word":
            return False
        return any(s.id == THAT for s in self.lexicon.senses(token.word).single.get("grammar", ()))

    def _upon_him(self, tokens: list[Token], at: int, last: int) -> bool:
        """Whether a preposition with its pronoun and then somebody named follow: no verbal noun stands before them."""
        if at + 1 >= last or tokens[at].mark or len(tokens[at].form) > SHORT:
            return False
        grammar = self.lexicon.senses(tokens[at].word).single.get("grammar", ())
        if not tokens[at].form.endswith((HA, HA + ALIF, HA + MIM)) or all(s.class_ != "preposition" for s in grammar):
            return False
        return self.after.kind(tokens, at + 1, last) == "agent"

    def _no_place(
        self, verbs: list[Sense], nominal: list[Sense], before: list[Unit], tokens: list[Token], at: int, last: int
    ) -> bool:
        """Whether `wa-` and a verb only look like the name of a town: what follows is somebody who does it."""
        if before or any(s.kind != "place" for s in nominal) or not all(s.cut.conjunction for s in verbs):
            return False
        return self.after.kind(tokens, at, last) == "agent"


def turned(before: list[Unit]) -> bool:
    """Whether the words before turn to somebody (*as for* the army) of whom no verb has told yet."""
    for unit in reversed(before[-TURNED:]):
        if unit.tag == "conj":
            return unit.token.form == AS_FOR
        if unit.tag in ("verb", "sub", "kana"):
            return False
    return False


def _in_tanwin(verbs: list[Sense], nominal: list[Sense]) -> bool:
    """Whether a word is only a verb in the dual, and a noun in the accusative written alike."""
    return any(s.cut.suffix == "tanwin" for s in nominal) and all(s.number == "d" for s in verbs)


def _two_joined(before: list[Unit]) -> bool:
    """Whether two bare nouns in the singular, joined, stand right before a word."""
    if len(before) < 2 or not before[-1].conj or before[-1].prep or before[-2].prep:
        return False
    two = before[-2:]
    return all(u.tag == "noun" and u.noun is not None and "person" in u.noun.classes and not u.article for u in two)


def _suffers(verbs: list[Sense], before: list[Unit], tokens: list[Token], at: int, last: int) -> bool:
    """Whether a word opens what is said of a happening to which somebody was exposed (an ambush *to which* a patrol
    *came*): the preposition with the pronoun of the happening follows it.
    """
    if all(s.kind != "light" or s.class_ != SUFFER or s.cut.pronoun or s.cut.conjunction for s in verbs) or at >= last:
        return False
    told = any(s.type in FORCE for unit in before[-2:] for s in unit.has.trigger)
    return told and tokens[at].word.loose in (LAM + HA, LAM + HA + ALIF)


def _ends_definite(unit: Unit, tokens: list[Token]) -> bool:
    """Whether a name of several words ends in one with the article (the air force)."""
    several = unit.last - unit.first > 1 and unit.tag == "noun"
    return several and tokens[unit.last - 1].form.startswith(AL) and not tokens[unit.first].form.startswith(AL)


def _resumed(before: list[Unit]) -> bool:
    """Whether a comma stands last, and before it a clause with its verb, to which another verb is joined."""
    last = before[-1] if before else None
    return (
        last is not None and last.tag == "mark" and last.token.form == "\u060c" and any(u.tag == "verb" for u in before)
    )


def _struck(nominal: list[Sense], previous: Unit | None, tokens: list[Token], at: int, last: int) -> bool:
    """Whether a word in the accusative that is a site goes on with an adjective in the accusative."""
    if previous is None or at >= last or not tokens[at - 1].form.endswith(ALIF):
        return False
    if not any(s.kind == "noun" and "place" in s.entry.classes for s in nominal):
        return False
    form = tokens[at].form
    return form.endswith(ALIF) and not form.startswith(AL) and len(form) > LINK
