"""Tokens → units: the smallest pieces that grammar speaks of.

Invariant: units cover the words of a sentence in order without overlap. A unit keeps every sense its word can have; its
``tag`` says what it is taken for here: verb noun name adj num word prep conj sub rel dem neg kana pron time mark cue.
"""

from __future__ import annotations

from typing import Any, Final

from khabar.model.native import mypyc_attr
from khabar.model.spans import Span
from khabar.packs.lexicon import NONE, NOTHING, NounFacts, Sense, Senses
from khabar.text.clitics import AL, BA, CONJUNCTIONS, PREPOSITIONS, SIN
from khabar.text.letters import ALIF, HA, HAMZA_ABOVE, HAMZA_BELOW, LAM, MIM, NUN, TA, TA_MARBUTA, YA
from khabar.text.tokens import Token

NAME_KINDS: Final = ("actor", "office", "person", "outlet", "place")
ARMED: Final = ("military", "armed_group")  # kinds of nouns and actors
BODIES: Final = (*ARMED, "government", "organization")
NOWHERE: Final[dict[str, list[Sense]]] = {}  # shared, so never added to
TITLES: Final = frozenset({"title", "speaker"})
HAMZATED: Final = (HAMZA_ABOVE, HAMZA_BELOW)
SHORTEST: Final = 4  # letters of a preposition and its noun
LONG: Final = 7


@mypyc_attr(acyclic=True)
class Unit:
    """One piece of a sentence: tokens ``first``..``last`` (exclusive), with its clitics.

    prep: the one-letter preposition joined to it, else ``""``. conj: whether wa- or fa- is joined. pronoun: the joined
    pronoun. names: entity senses of the whole unit. verb: senses as a verb. value: what a time expression or number is.
    speaks: whether a quotation that holds a verb opens with it.
    by: its senses by the kind of pack; has: the same by name (``unit.has.weapon``), a list for each kind.
    """

    __slots__ = (
        "article",
        "by",
        "conj",
        "end",
        "first",
        "has",
        "last",
        "names",
        "prep",
        "pronoun",
        "quoted",
        "senses",
        "speaks",
        "start",
        "suffix",
        "tag",
        "token",
        "value",
        "verb",
    )

    def __init__(self, tag: str, first: int, last: int, tokens: list[Token], senses: Senses | None = None) -> None:
        self.tag = tag
        self.first = first
        self.last = last
        self.token = tokens[first]
        self.start = tokens[first].start
        self.end = tokens[last - 1].end
        self.senses = senses
        self.by = senses.single if senses is not None else NOWHERE
        self.has = senses.has if senses is not None else NOTHING
        self.prep = ""
        self.conj = False
        self.article = False
        self.pronoun = ""
        self.suffix = ""
        self.quoted = False
        self.speaks = False
        self.names = NONE
        self.verb = NONE
        self.value: Any = None

    @property
    def span(self) -> Span:
        """Its letters, clitics included."""
        return Span(self.start, self.end)

    @property
    def bare_start(self) -> int:
        """Where its letters begin without joined conjunction and preposition."""
        skip = int(self.conj) + (1 if self.prep else 0)
        return self.start + (skip if self.end - self.start > skip else 0)

    def of(self, kind: str) -> list[Sense]:
        """Senses of that kind of pack."""
        return self.by.get(kind, NONE)

    def entry(self, kind: str) -> Any:
        """The first entry of that kind, else None."""
        found = self.of(kind)
        return found[0].entry if found else None

    @property
    def noun(self) -> NounFacts | None:
        """Its first entry as a noun of the packs, else None."""
        found = self.has.noun
        return found[0].noun() if found else None

    def __repr__(self) -> str:
        return f"<{self.tag} {self.token.word.raw}{'+' * (self.last - self.first - 1)}>"


def unjoined(unit: Unit) -> str:
    """A word, folded and loose, without the conjunction joined to it."""
    return unit.token.word.loose[int(unit.conj) :]


def has_article(unit: Unit) -> bool:
    """Whether a word stands with the article, its own or that with which the packs have it."""
    return unit.article or unit.token.form.startswith(AL)


def is_ordinal(unit: Unit) -> bool:
    """Whether a word is an ordinal number."""
    return any(s.class_ == "ordinal" for s in unit.has.quantity)


def is_first(verb: Unit) -> bool:
    """Whether a verb is of the first person (we will pursue them): its subject is who speaks."""
    return bool(verb.verb) and all(s.extra == "first" for s in verb.verb)


def around_number(tokens: list[Token], at: int, first: int, last: int) -> bool:
    """Whether a bracket only encloses one number that counts the word after it: (16) gunmen."""
    opening = at if tokens[at].form == "(" else at - 2 if tokens[at].form == ")" else -1
    if opening < first or opening + 3 >= last or tokens[opening].form != "(" or tokens[opening + 2].form != ")":
        return False
    return tokens[opening + 1].kind == "number" and tokens[opening + 3].kind == "word"


def inside_name(tokens: list[Token], at: int, first: int, last: int) -> bool:
    """Whether a hyphen joins words without blanks: the model of a craft (F-16), a name of two parts (Tin-Akoff)."""
    if tokens[at].form != "-" or at <= first or at + 1 >= last:
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    glued = before.end == tokens[at].start and tokens[at].end == after.start
    if not glued or before.kind not in ("word", "latin"):
        return False
    return after.kind == "number" or (before.kind == after.kind and not (_is_definite(before) or _is_definite(after)))


def _is_definite(token: Token) -> bool:
    return token.form.startswith(AL) or token.form[1:].startswith(AL)


@mypyc_attr(acyclic=True)
class Joined:
    """What is joined to a word that is read in one sense, or what can be seen on an unknown word."""

    __slots__ = ("article", "conj", "prep", "pronoun", "suffix")

    def __init__(self, unit: Unit, sense: Sense | None) -> None:
        self.conj = self.article = False
        self.prep = self.pronoun = self.suffix = ""
        if sense is None:
            self._look(unit)
        else:
            self._read(unit, sense)

    def _read(self, unit: Unit, sense: Sense) -> None:
        cut = sense.cut
        self.conj, self.prep, self.article = bool(cut.conjunction), cut.proclitic, cut.article
        self.pronoun, self.suffix = cut.pronoun, cut.suffix
        if sense.shape == "pronoun":
            self.pronoun = sense.extra
        named = sense.row.cls == "name" and sense.kind in NAME_KINDS and not cut.article
        if named or (sense.kind == "place_word" and cut.stem.startswith(AL)):
            self.article = True
        elif sense.kind in TITLES and not cut.article and cut.stem.startswith(AL):
            self.article = bool(sense.rest) or _with_article(unit)
        elif not self.suffix and not self.article and is_accusative(unit.token.form, sense.shape):
            self.suffix = "tanwin"

    def _look(self, unit: Unit) -> None:
        form = unit.token.form
        if form[:1] in CONJUNCTIONS and len(form) > 4:
            self.conj = True
            form = form[1:]
        if form[:1] in PREPOSITIONS and form[1:3] == AL and len(form) > 5:
            self.prep, self.article = form[0], True
        elif form.startswith(LAM + LAM) and len(form) > 4:
            self.prep, self.article = LAM, True
        elif form.startswith(AL) and len(form) > 4:
            self.article = True
        elif form[:1] == BA and is_by(form, unit.token.word.raw):
            self.prep = BA


def is_by(form: str, raw: str) -> bool:
    """Whether a word that no pack knows can only be `by` and a verbal noun or a superlative, from its letters
    (by *misleading*, by *exploiting*, in the *strongest*): no name has this form.
    """
    size = len(form)
    if size < SHORTEST:
        return False
    at = raw.find(BA)
    if at >= 0 and raw[at + 1 : at + 2] in HAMZATED:
        return True
    if size == SHORTEST + 2 and form[1] == TA and form[4] == YA:
        return True  # the second form
    if form[1] == ALIF and form[-2] == ALIF:  # the seventh, eighth and tenth
        return (size == LONG and (form[3] == TA or form[2] == NUN)) or (size == LONG + 1 and form[2:4] == SIN + TA)
    return size == LONG and form[1] == MIM and form[3] == ALIF and form[-1] == TA_MARBUTA  # the third


def take_cut(unit: Unit, sense: Sense | None) -> None:
    """Let a unit have the clitics of one of its senses, or those that can be seen on an unknown word.

    A sense belongs to one spelling, so what is joined to it is found once and kept with it.
    """
    joined: Joined | None = sense.joined if sense is not None else None
    if joined is None:
        joined = Joined(unit, sense)
        if sense is not None:
            sense.joined = joined
    unit.conj = joined.conj
    unit.prep = joined.prep
    unit.article = joined.article
    unit.pronoun = joined.pronoun
    unit.suffix = joined.suffix


def _with_article(unit: Unit) -> bool:
    """Whether a word of which a pack has the form with its article is also a form without one."""
    return any(sense.cut.article for found in unit.by.values() for sense in found)


def is_accusative(form: str, shape: str = "") -> bool:
    """Whether an indefinite noun ends in the alif of the accusative; broken plurals in -aya do not, participles do."""
    return len(form) > 3 and form.endswith(ALIF) and (form[-2] not in YA + HA or shape == "active")
