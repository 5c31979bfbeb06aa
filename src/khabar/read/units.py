"""Tokens → units: the smallest pieces that grammar speaks of.

Invariant: units cover the words of a sentence in order without overlap. A unit keeps every sense its word can have; its
``tag`` says what it is taken for here: verb noun name adj num word prep conj sub rel dem neg kana pron time mark cue.
"""

from __future__ import annotations

from typing import Any

from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon, Sense, Senses
from khabar.text.clitics import AL, CONJUNCTIONS, PREPOSITIONS
from khabar.text.letters import ALIF, AYN, DAL, GHAYN, HA, LAM, NUN, TA, TA_MARBUTA, TANWIN, WAW, YA
from khabar.text.tokens import Token

NAME_KINDS = ("actor", "office", "person", "outlet", "place")
NOMINAL_KINDS = ("noun", "weapon", "harm", "speaker", "title", "quantity", "place_word", "nationality")
HEADED = frozenset({"weapon", "noun", "speaker", "title"})
TITLES = frozenset({"title", "speaker"})
VERBAL_SHAPES = ("verb", "passive")
GRAMMAR_TAGS = {
    "preposition": "prep",
    "conjunction": "conj",
    "subordinator": "sub",
    "relative": "rel",
    "demonstrative": "dem",
    "negator": "neg",
    "kana": "kana",
    "inna": "sub",
    "pronoun": "pron",
    "quantifier": "quant",
    "future": "particle",
    "question": "particle",
    "particle": "particle",
}
AGENTS = frozenset({"military", "armed_group", "government", "organization", "media"})
HEDGES = frozenset({"about", "more", "at_least", "at_most"})
TRANSPARENT = frozenset("\"'\u00ab\u00bb\u201c\u201d\u2018\u2019")


class Unit:
    """One piece of a sentence: tokens ``first``..``last`` (exclusive), with its clitics.

    prep: the one-letter preposition joined to it, else ``""``. conj: whether wa- or fa- is joined. pronoun: the joined
    pronoun. names: entity senses of the whole unit. verb: senses as a verb. value: what a time expression or number is.
    """

    __slots__ = (
        "article",
        "by",
        "conj",
        "end",
        "first",
        "last",
        "names",
        "prep",
        "pronoun",
        "quoted",
        "senses",
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
        self.by = senses.single if senses is not None else {}
        self.prep = ""
        self.conj = False
        self.article = False
        self.pronoun = ""
        self.suffix = ""
        self.quoted = False
        self.names: list[Sense] = []
        self.verb: list[Sense] = []
        self.value: Any = None

    @property
    def span(self) -> Span:
        """Its letters, clitics included."""
        return Span(self.start, self.end)

    @property
    def bare_start(self) -> int:
        """Where its letters begin without joined conjunction and preposition."""
        skip = int(self.conj) + (1 if self.prep else 0)
        return self.start + (skip if self.token.end - self.token.start > skip else 0)

    def of(self, kind: str) -> list[Sense]:
        """Senses of that kind of pack."""
        return self.by.get(kind, [])

    def entry(self, kind: str) -> Any:
        """The first entry of that kind, else None."""
        found = self.of(kind)
        return found[0].entry if found else None

    def __repr__(self) -> str:
        return f"<{self.tag} {self.token.word.raw}{'+' * (self.last - self.first - 1)}>"


def _around_number(tokens: list[Token], at: int, first: int, last: int) -> bool:
    """Whether a bracket only encloses one number that counts the word after it: (16) gunmen."""
    opening = at if tokens[at].form == "(" else at - 2 if tokens[at].form == ")" else -1
    if opening < first or opening + 3 >= last or tokens[opening].form != "(" or tokens[opening + 2].form != ")":
        return False
    return tokens[opening + 1].kind == "number" and tokens[opening + 3].kind == "word"


def take_cut(unit: Unit, sense: Sense | None) -> None:
    """Let a unit have the clitics of one sense, or those that can be seen on an unknown word."""
    if sense is not None:
        cut = sense.cut
        unit.conj, unit.prep, unit.article = bool(cut.conjunction), cut.proclitic, cut.article
        unit.pronoun, unit.suffix = cut.pronoun, cut.suffix
        if sense.shape == "pronoun":
            unit.pronoun = sense.row.extra
        if sense.row.cls == "name" and sense.kind in NAME_KINDS and not cut.article:
            unit.article = True
        elif sense.kind in TITLES and not cut.article and cut.stem.startswith(AL):
            unit.article = bool(sense.rest) or _with_article(unit)
        elif not unit.suffix and not unit.article and not unit.names and _accusative(unit.token.form, sense.shape):
            unit.suffix = "tanwin"
        return
    form = unit.token.form
    if form[:1] in CONJUNCTIONS and len(form) > 4:
        unit.conj = True
        form = form[1:]
    if form[:1] in PREPOSITIONS and form[1:3] == AL and len(form) > 5:
        unit.prep, unit.article = form[0], True
    elif form.startswith(LAM + LAM) and len(form) > 4:
        unit.prep, unit.article = LAM, True
    elif form.startswith(AL) and len(form) > 4:
        unit.article = True


def _with_article(unit: Unit) -> bool:
    """Whether a word of which a pack has the form with its article is also a form without one."""
    return any(sense.cut.article for found in unit.by.values() for sense in found)


class UnitMaker:
    """Cuts sentences into units with the help of the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def units(self, tokens: list[Token], first: int, last: int, times: dict[int, tuple[int, Any]]) -> list[Unit]:
        """Units of tokens ``first``..``last``. `times` maps the first token of a time expression to (last,
        expression).
        """
        out: list[Unit] = []
        at, quoted = first, False
        while at < last:
            token = tokens[at]
            if token.kind == "mark" and token.form in TRANSPARENT:
                quoted = not quoted if token.form in "\"'" else token.form in "\u00ab\u201c\u2018"
                at += 1
                continue
            if token.kind == "mark" and _around_number(tokens, at, first, last):
                at += 1
                continue
            unit = self._unit(tokens, at, last, times, out)
            unit.quoted = quoted
            out.append(unit)
            at = unit.last
        return out

    def _unit(
        self, tokens: list[Token], at: int, last: int, times: dict[int, tuple[int, Any]], before: list[Unit]
    ) -> Unit:
        token = tokens[at]
        if at in times:
            return self._time(tokens, at, last, times)
        if token.kind == "mark":
            return Unit("mark", at, at + 1, tokens)
        if token.kind == "number":
            unit = Unit("num", at, at + 1, tokens)
            unit.value = token.word.value
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
        unit.conj = form[:1] in CONJUNCTIONS and len(form) > 3 and expression.span[0] > tokens[at].start
        return unit

    def _phrase(self, tokens: list[Token], at: int, last: int, senses: Senses) -> Unit | None:
        """The longest phrase of the packs that begins here, all kinds alike; one-word entries are not phrases."""
        if not senses.phrases:
            return None
        second = at + 1
        while second < last and tokens[second].kind == "mark" and tokens[second].form in TRANSPARENT:
            second += 1
        if second >= last or tokens[second].kind == "mark":
            return None
        phrase, best_end = self.lexicon.longest(tokens, at, last, senses)
        if phrase is None:
            return None
        best = phrase.senses
        if all(s.kind == "modal" for s in best) and self._tells(tokens, at, best_end):
            return None
        lead = best[0]
        if phrase.made is None:
            phrase.made = (Senses(senses.norm, best), [s for s in best if s.kind in NAME_KINDS], _phrase_tag(best))
        whole, names, tag = phrase.made
        unit = Unit(tag, at, best_end, tokens, whole)
        unit.by = whole.by
        take_cut(unit, lead)
        unit.names = names
        if lead.kind in HEADED:
            unit.article = lead.cut.article or tokens[best_end - 1].form.startswith(AL)
        return unit

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
        found = self.lexicon.senses(tokens[at].word).by.get("quantity", ())
        return any(q.entry.class_ in ("cardinal", "scale", "vague") and not q.cut.proclitic for q in found)

    def _tag(self, unit: Unit, before: list[Unit], tokens: list[Token], last: int) -> None:
        senses = unit.senses
        if senses is None:
            return
        roles = _roles(senses)
        grammar, verbs, nominal, names, plain = roles.grammar, roles.verbs, roles.nominal, roles.names, roles.plain
        hedge = roles.hedge
        if hedge is not None and grammar and self._number_next(tokens, unit.last, last):
            take_cut(unit, hedge)
            unit.tag = "num"
            return
        if roles.closed:
            sense = self._closed(roles.cheapest, tokens, unit.last, last)
            if sense.entry.class_ == "particle" and plain and before and _indefinite(before[-1]):
                take_cut(unit, plain[0])
                unit.tag = "adj"
                return
            take_cut(unit, sense)
            unit.tag = GRAMMAR_TAGS[sense.entry.class_]
            if unit.tag == "kana":
                unit.verb = [sense]
            return
        modal = senses.single.get("modal")
        if modal and not (verbs or nominal or names):
            unit.tag = "cue"
            take_cut(unit, modal[0])
            return
        if roles.jussive:
            verbs = [s for s in verbs if s.row.tense != "jussive" or (before and before[-1].tag == "neg")]
        if verbs and self._is_verb(unit, verbs, nominal + names + plain, before, tokens, last):
            unit.tag = "verb"
            best = min(s.cost for s in verbs)
            unit.verb = [s for s in verbs if s.cost == best]
            take_cut(unit, unit.verb[0])
            return
        lead, same = roles.lead, roles.same
        if lead is not None:
            take_cut(unit, lead)
            if names:
                unit.names = [s for s in same if s.kind in NAME_KINDS and not _doubtful(s, same, before)]
            unit.tag = roles.tag(lead, bool(unit.names)) if unit.names or len(same) > len(names) else "word"
            return
        take_cut(unit, plain[0] if plain else None)
        unit.tag = (
            {"adjective": "adj", "adverb": "adverb"}.get(plain[0].entry.id.rsplit(".", 1)[-1], "word")
            if plain
            else "word"
        )
        if not plain:
            self._guess(unit, before, tokens, last)

    def _closed(self, same: list[Sense], tokens: list[Token], at: int, last: int) -> Sense:
        """The closed-class sense that holds: a preposition opens a clause (`those who`, `until he`) only before a
        verb.
        """
        if len(same) == 1:
            return same[0]
        preposition = next((s for s in same if s.entry.class_ == "preposition"), None)
        if preposition is None or same[0] is preposition:
            return same[0]
        return same[0] if self._opens_with_verb(tokens, at, last) else preposition

    def _opens_with_verb(self, tokens: list[Token], at: int, last: int) -> bool:
        """Whether the next word can only be a verb."""
        while at < last and tokens[at].kind == "mark" and tokens[at].form in TRANSPARENT:
            at += 1
        if at >= last or tokens[at].kind != "word":
            return False
        roles = _roles(self.lexicon.senses(tokens[at].word))
        if roles.nominal or roles.names or roles.plain:
            return False
        return bool(roles.verbs) or (tokens[at].form[:1] == YA and len(tokens[at].form) > 3)

    def _is_verb(
        self, unit: Unit, verbs: list[Sense], nominal: list[Sense], before: list[Unit], tokens: list[Token], last: int
    ) -> bool:
        """Whether a word that can be a verb is one here; decided by what stands around it."""
        previous = before[-1] if before else None
        cost = min(s.cost for s in verbs)
        if previous is not None and previous.tag == "kana" and nominal and _predicate(unit.token.form):
            return False
        if previous is not None and previous.tag == "particle" and nominal and _perfect(previous, verbs):
            return True
        if previous is not None and previous.tag in ("neg", "kana"):
            return previous.token.form[:1] not in GHAYN + AYN + DAL or not nominal
        if not nominal:
            return previous is None or previous.tag != "prep" or previous.pronoun != ""
        if min(s.cost for s in nominal) < cost and not (
            cost == 1 and self._no_place(verbs, nominal, before, tokens, unit.last, last)
        ):
            return False
        if any(s.cut.proclitic or s.cut.article for s in verbs[:1]) and cost > 0:
            return min(s.cost for s in nominal) > cost
        if previous is not None and previous.tag == "num" and _label(before):
            previous = before[-2]
        if previous is not None and previous.tag in ("prep", "quant", "num", "dem"):
            return False
        if unit.token.word.damma:
            return True
        joined = any(s.cut.conjunction for s in verbs if s.cost == cost)
        follower = self._follower(tokens, unit.last, last)
        if previous is None:
            return follower in ("agent", "number") or (joined and follower in ("definite", "place", "noun", "event"))
        if previous.tag in ("particle", "rel"):
            return True
        if (
            any(s.cut.pronoun for s in verbs if s.cost == cost)
            and not _closes(previous)
            and follower in ("agent", "definite")
        ):
            return previous.tag in ("noun", "adj", "word")  # raids that X carried out
        if previous.tag in ("mark", "sub", "conj") or joined:
            if joined and follower == "noun" and all(s.kind == "place" for s in nominal):
                return _accusative(tokens[unit.last].form)
            return follower in ("agent", "number") or (joined and previous.tag == "mark" and follower == "definite")
        if _closes(previous) and not _verb_since(before):
            return follower in ("agent", "number", "noun", "place", "definite", "prep")
        return False

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
        while at < last and tokens[at].kind == "mark" and tokens[at].form in TRANSPARENT:
            at += 1
        if at >= last or tokens[at].kind == "mark":
            return ""
        if tokens[at].kind == "number":
            return "number"
        senses = self.lexicon.senses(tokens[at].word)
        after = tokens[at + 1] if at + 1 < last and tokens[at + 1].kind != "mark" else None
        second = self.lexicon.senses(after.word).loose if after is not None else None
        for kind in ("actor", "office", "person"):
            for sense in senses.by.get(kind, ()):
                if second is not None and sense.rest and sense.rest[0] != second:
                    continue
                if (
                    not sense.cut.proclitic
                    and not sense.cut.conjunction
                    and self.lexicon.match(tokens, at, last, sense) > 0
                ):
                    return "agent"
        for sense in senses.by.get("quantity", ()):
            if sense.rest and self.lexicon.match(tokens, at, last, sense) > 0:
                return "number"
        if _nominative(senses, tokens[at].form):
            return "agent"
        alone: str | None = senses.traits.get("alone")
        if alone is None:
            alone = senses.traits["alone"] = _alone(senses, tokens[at].form)
        return alone

    def _guess(self, unit: Unit, before: list[Unit], tokens: list[Token], last: int) -> None:
        """What an unknown word is: a verb where its shape and place say so, else a noun or adjective."""
        form = unit.token.form[1:] if unit.conj else unit.token.form
        previous = before[-1] if before else None
        if not TANWIN.isdisjoint(unit.token.word.raw):
            return
        if unit.article or unit.prep or unit.token.kind != "word" or form.endswith((TA_MARBUTA, ALIF + TA)):
            if (unit.article and form.endswith((YA, YA + TA_MARBUTA)) and previous is not None and not unit.prep) or (
                form.endswith((YA, YA + TA_MARBUTA))
                and previous is not None
                and previous.tag in ("noun", "adj", "word")
            ):
                unit.tag = "adj"
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


def _doubtful(sense: Sense, same: list[Sense], before: list[Unit]) -> bool:
    """Whether a one-word name is more likely the common word it also is: no head noun before it says otherwise."""
    entry = sense.entry
    if sense.kind == "place":
        headed = bool(before) and bool(before[-1].of("place_word"))
        return entry.common and not headed and any(s.kind == "noun" and s.cut.cost <= sense.cut.cost + 1 for s in same)
    if sense.kind not in ("actor", "outlet") or not entry.ambiguous or sense.cut.article:
        return False
    head = before[-1] if before and not sense.cut.conjunction and not sense.cut.proclitic else None
    noun = head.entry("noun") if head is not None else None
    if sense.kind == "outlet":
        return noun is None or (noun.kind != "media" and not (head is not None and head.of("speaker")))
    return any(s.kind == "noun" for s in same) and (noun is None or noun.kind not in ("armed_group", "organization"))


def _alone(senses: Senses, form: str) -> str:
    """What one word by itself looks like after an ambiguous one."""
    single = senses.single
    if any(s.entry.class_ == "preposition" for s in single.get("grammar", ())) or any(
        s.cut.proclitic for found in single.values() for s in found if s.cost == 1
    ):
        return "prep"
    if any(
        s.shape == "adjective" and not s.cut.article for kind in ("nationality", "weapon") for s in single.get(kind, ())
    ):
        return "adjective"
    plain = [s for found in single.values() for s in found if not s.cut.conjunction and not s.cut.proclitic]
    if any(s.kind in ("speaker", "title") for s in plain):
        return "agent"
    if any(
        s.kind == "quantity" and s.entry.class_ in ("cardinal", "vague", "about", "at_least", "more") for s in plain
    ):
        return "number"
    for sense in plain:
        if sense.kind == "noun" and (sense.entry.kind in AGENTS or "person" in sense.entry.classes):
            return "agent"
    if form.startswith(AL):
        return "definite"
    if any(s.kind in ("place", "place_word") for s in plain):
        return "place"
    if any(s.kind == "noun" for s in plain):
        return "noun"
    return "event" if any(s.kind == "trigger" and s.shape == "noun" for s in plain) else ""


def _nominative(senses: Senses, form: str) -> bool:
    """Whether a word is a dual or sound plural in the nominative, which never stands in construct after a noun."""
    if form.endswith(ALIF + NUN):
        return any(s.cut.suffix == "dual" and not s.cut.proclitic for found in senses.single.values() for s in found)
    return (
        form.endswith(WAW + NUN)
        and len(form) > 5
        and any(
            s.kind == "noun" and "person" in s.entry.classes and not s.cut.proclitic
            for s in senses.single.get("noun", ())
        )
    )


def _closes(previous: Unit) -> bool:
    """Whether a phrase can end before the next word: definite or with tanwin, it has no noun in construct with it."""
    return previous.tag in ("noun", "name", "word", "adj") and (
        previous.article or bool(previous.names) or bool(previous.pronoun) or previous.suffix == "tanwin"
    )


def _indefinite(previous: Unit) -> bool:
    """Whether a word is a noun without article, pronoun or name, which an adjective may follow."""
    return previous.tag in ("noun", "word") and not (previous.article or previous.names or previous.pronoun)


def _label(before: list[Unit]) -> bool:
    """Whether the last of the units is a figure that only numbers the noun before it: the (16th) division."""
    return len(before) > 1 and before[-2].tag in ("noun", "adj", "word") and before[-2].article


def _verb_since(before: list[Unit]) -> bool:
    """Whether the clause so far has a verb."""
    for unit in reversed(before):
        if unit.tag in ("verb", "kana"):
            return True
        if unit.tag in ("sub", "rel", "conj") or (unit.tag == "mark" and unit.token.form not in TRANSPARENT):
            return False
    return False


class Roles:
    """One-word senses by what they make of a word: grammar, verbs, nominals, names, ordinary words (``plain``).

    closed: whether a closed-class sense needs no more clitics than the others; cheapest: the closed-class senses with
    fewest. lead: the nominal or name with fewest; same: those with hardly more. hedge: its sense as a hedge of numbers.
    """

    __slots__ = (
        "_tags",
        "cheapest",
        "closed",
        "grammar",
        "hedge",
        "jussive",
        "lead",
        "names",
        "nominal",
        "plain",
        "same",
        "verbs",
    )

    def __init__(self, single: dict[str, list[Sense]]) -> None:
        self.grammar = [s for s in single.get("grammar", ()) if s.entry.class_ in GRAMMAR_TAGS]
        self.verbs = [s for found in single.values() for s in found if s.shape in VERBAL_SHAPES]
        self.nominal = [
            s
            for kind, found in single.items()
            for s in found
            if s.shape not in VERBAL_SHAPES and kind in (*NOMINAL_KINDS, "trigger", "light", "report")
        ]
        self.names = [s for kind in NAME_KINDS for s in single.get(kind, ()) if s.shape not in VERBAL_SHAPES]
        self.plain = [
            s for s in single.get("grammar", ()) if s.entry.class_ in ("noun", "adjective") and s not in self.verbs
        ]
        open_class = self.nominal + self.names
        self.closed = bool(self.grammar) and not _beats(self.verbs + open_class, self.grammar)
        fewest = min((s.cost for s in self.grammar), default=0)
        self.cheapest = [s for s in self.grammar if s.cost == fewest]
        self.lead = min(open_class, key=lambda s: (s.cost, s.kind == "place_word", s.kind == "weapon"), default=None)
        self.same = [s for s in open_class if self.lead is not None and s.cost <= self.lead.cost + 1]
        self.hedge = next((s for s in single.get("quantity", ()) if s.entry.class_ in HEDGES), None)
        self.jussive = any(s.row.tense == "jussive" for s in self.verbs)
        self._tags: dict[bool, str] = {}

    def tag(self, lead: Sense, named: bool) -> str:
        """What its nominals and names make of a word; `lead` as above, `named` where a name holds here."""
        tag = self._tags.get(named)
        if tag is None:
            tag = self._tags[named] = _single_tag(named, lead, self.same)
        return tag


def _roles(senses: Senses) -> Roles:
    """The roles of a word, kept with it."""
    found: Roles | None = senses.traits.get("roles")
    if found is None:
        found = senses.traits["roles"] = Roles(senses.single)
    return found


def _accusative(form: str, shape: str = "") -> bool:
    """Whether an indefinite noun ends in the alif of the accusative; broken plurals in -aya do not, participles do."""
    return len(form) > 3 and form.endswith(ALIF) and (form[-2] not in YA + HA or shape == "active")


def _predicate(form: str) -> bool:
    """Whether a word after `was` looks like its predicate in the accusative and not like a verb in the plural."""
    return _accusative(form) and form[-2] != WAW


def _perfect(particle: Unit, verbs: list[Sense]) -> bool:
    """Whether the particle of the perfect stands before a word that can be one."""
    return any("qad" in s.entry.id for s in particle.of("grammar")) and any(s.row.tense == "past" for s in verbs)


def _beats(open_class: list[Sense], grammar: list[Sense]) -> bool:
    """Whether an open-class sense needs fewer clitics than the closed-class one."""
    if not open_class:
        return False
    return min(s.cost for s in open_class) < min(s.cost for s in grammar)


def _phrase_tag(best: list[Sense]) -> str:
    kinds = {s.kind for s in best}
    if kinds & set(NAME_KINDS):
        return "name"
    if "grammar" in kinds and not kinds - {"grammar", "modal"}:
        return GRAMMAR_TAGS.get(next(s for s in best if s.kind == "grammar").entry.class_, "word")
    if "report" in kinds:
        return "report"
    if kinds <= {"modal"}:
        return "cue"
    if "quantity" in kinds:
        return "num"
    if "grammar" in kinds:
        return GRAMMAR_TAGS.get(next(s for s in best if s.kind == "grammar").entry.class_, "word")
    if any(s.shape in VERBAL_SHAPES for s in best):
        return "verb"
    return "noun"


def _single_tag(named: bool, lead: Sense, same: list[Sense]) -> str:
    kinds = {s.kind for s in same}
    if any(s.shape == "adjective" for s in same) and not kinds & {"noun", "trigger", "speaker"}:
        return "adj"
    if lead.kind in NAME_KINDS:
        return "name"
    if lead.kind == "quantity":
        return "num"
    if lead.kind == "report" and not kinds & {"noun", "trigger", "speaker"}:
        return "report"
    if named and not kinds - set(NAME_KINDS):
        return "name"
    return "noun"
