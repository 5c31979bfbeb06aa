"""What a written word can be: the packs at run time.

Invariant: a word is analysed once per spelling and the result is shared. A sense is one row of the packs read through
one cut of the word; which sense holds in a sentence is for `khabar.read` to say.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from sys import intern
from typing import Any, Final

from khabar.errors import PackError
from khabar.model.native import mypyc_attr
from khabar.packs.compile import Compiled, Row, load_compiled
from khabar.packs.schema import SCHEMAS
from khabar.text.clitics import AL, BA, CONJUNCTIONS, DUALS, SIN, Cut, cuts, spoken, without_joined
from khabar.text.letters import ALIF, HA, LAM, TA_MARBUTA, YA, fold, loose, relaxations, respell
from khabar.text.tokens import Token, Word

HYPHENS: Final = frozenset("-\u2010\u2011")
QUOTES: Final = frozenset("\"'\u00ab\u00bb\u201c\u201d\u2018\u2019()")


STRAINED: Final = 3  # clitics that a word must shed to be read as it stands: hardly what was meant
MAX_KEPT: Final = 200_000


_CLASSED: Final = frozenset(name for name, schema in SCHEMAS.items() if "class_" in schema.__struct_fields__)
_TYPED: Final = frozenset(name for name, schema in SCHEMAS.items() if "type" in schema.__struct_fields__)
_SORTED: Final = frozenset(name for name, schema in SCHEMAS.items() if "kind" in schema.__struct_fields__)
_LEVELLED: Final = frozenset(name for name, schema in SCHEMAS.items() if "level" in schema.__struct_fields__)
_MOODED: Final = frozenset(name for name, schema in SCHEMAS.items() if "modality" in schema.__struct_fields__)
_HARMING: Final = frozenset(name for name, schema in SCHEMAS.items() if "harm" in schema.__struct_fields__)


@mypyc_attr(acyclic=True)
class NounFacts:
    """What is asked of an entry of the noun packs most, at hand."""

    __slots__ = ("classes", "id", "kind", "level", "size", "who")

    def __init__(self, entry: Any) -> None:
        self.id = intern(entry.id)
        self.kind = intern(entry.kind)
        self.who = intern(entry.who)
        self.classes = tuple([intern(name) for name in entry.classes])
        self.level = intern(entry.level)
        self.size: bool = entry.size


@mypyc_attr(acyclic=True)
class Sense:
    """One reading of a word: a row of the packs, the cut that found it, and the entry it stands for.

    What is asked of an entry and its row most is at hand, its strings interned, so that they compare at once: its
    ``id``; its class, its ``type``, its ``level``, its ``harm`` and ``modality``, the ``frame`` and ``speech`` of a
    trigger and, as ``sort``, its kind, ``""`` where entries of that pack have none; ``tense``, ``number``, ``feminine``
    and ``extra`` of its row. ``joined`` and ``asks`` are for readers to keep what they find out from the sense alone.
    """

    __slots__ = (
        "_noun", "asks", "class_", "cost", "cut", "entry", "extra", "feminine", "frame", "harm", "id", "joined", "kind",
        "level", "modality", "number", "rest", "row", "shape", "sort", "speech", "tense", "type",
    )  # fmt: skip

    def __init__(self, row: Row, cut: Cut, entry: Any) -> None:
        self.row = row
        self.cut = cut
        self.cost = cut.cost
        self.entry = entry
        self.kind = intern(row.kind)
        self.shape = intern(row.shape)
        self.rest = row.rest
        self.tense = intern(row.tense)
        self.number = intern(row.number)
        self.extra = intern(row.extra)
        self.feminine = row.feminine
        self.id = intern(entry.id)
        self.class_ = intern(entry.class_) if row.kind in _CLASSED else ""
        self.type = intern(entry.type) if row.kind in _TYPED else ""
        self.sort = intern(entry.kind) if row.kind in _SORTED else ""
        self.level = intern(entry.level) if row.kind in _LEVELLED else ""
        self.harm = intern(entry.harm) if row.kind in _HARMING else ""
        self.modality = intern(entry.modality) if row.kind in _MOODED else ""
        told = row.kind == "trigger"
        self.frame = intern(entry.frame) if told else ""
        self.speech: bool = told and entry.speech
        self._noun: NounFacts | None = None
        self.joined: Any = None
        self.asks: Any = None

    def noun(self) -> NounFacts:
        """What its entry, of the noun packs, tells."""
        if self._noun is None:
            self._noun = NounFacts(self.entry)
        return self._noun

    def __repr__(self) -> str:
        return f"Sense({self.kind}:{self.entry.id}/{self.shape})"


NONE: Final[list[Sense]] = []  # shared, so never added to


@mypyc_attr(acyclic=True)
class Kinds:
    """The senses of a word by the pack that they come from; where a pack has none, one empty list that all share."""

    __slots__ = (
        "actor", "grammar", "harm", "light", "modal", "nationality", "noun", "office", "outlet", "person", "place",
        "place_word", "quantity", "report", "speaker", "title", "trigger", "weapon",
    )  # fmt: skip

    def __init__(self, by: dict[str, list[Sense]]) -> None:
        self.actor = by.get("actor", NONE)
        self.grammar = by.get("grammar", NONE)
        self.harm = by.get("harm", NONE)
        self.light = by.get("light", NONE)
        self.modal = by.get("modal", NONE)
        self.nationality = by.get("nationality", NONE)
        self.noun = by.get("noun", NONE)
        self.office = by.get("office", NONE)
        self.outlet = by.get("outlet", NONE)
        self.person = by.get("person", NONE)
        self.place = by.get("place", NONE)
        self.place_word = by.get("place_word", NONE)
        self.quantity = by.get("quantity", NONE)
        self.report = by.get("report", NONE)
        self.speaker = by.get("speaker", NONE)
        self.title = by.get("title", NONE)
        self.trigger = by.get("trigger", NONE)
        self.weapon = by.get("weapon", NONE)


NOTHING: Final = Kinds({})
_SOUGHT: Final = (
    "any", "carry_verbs", "distributed", "employing", "illness", "ongoing", "period", "recorded", "recording",
    "repeated", "scattered", "spoken_no", "summaries", "superlatives", "use_verbs", "were_used", "without",
)  # fmt: skip
SOUGHT: Final = {name: 1 << at for at, name in enumerate(_SOUGHT)}
"""The closed sets of which rules ask first whether a sentence has a word at all, each with its bit."""


class Phrase:
    """The senses of a spelling that go on with the same words, and the longer ones by their next word.

    ``made`` is what the senses make, for units to keep.
    """

    __slots__ = ("longer", "made", "senses")

    def __init__(self) -> None:
        self.longer: dict[str, Phrase] = {}
        self.senses: list[Sense] = []
        self.made: Any = None


class Senses:
    """Everything a spelling can be.

    ``given`` tells whether it opens the name of a person. ``by`` maps the kind of pack to its senses, longest phrases
    first; ``single`` holds those of one word only, ``has`` the same by name; ``cues`` holds those of modality, the
    longer ones too; ``phrases``, the longer ones of all kinds as a tree of the words after the first, loose. The others
    are for readers to keep what they find out from the senses alone.
    """

    __slots__ = (
        "alone",
        "by",
        "cues",
        "given",
        "has",
        "lexicon",
        "loose",
        "norm",
        "number",
        "outcome",
        "phrases",
        "points",
        "prep",
        "roles",
        "single",
        "sought",
        "stems",
        "that",
        "told",
        "total",
    )

    def __init__(self, norm: str, senses: list[Sense], lexicon: Lexicon | None = None) -> None:
        self.norm = norm
        self.lexicon = lexicon
        self.loose = loose(norm)
        self.given = lexicon is not None and lexicon.is_given_name(self.loose)
        self.by: dict[str, list[Sense]] = {}
        for sense in senses:
            self.by.setdefault(sense.kind, []).append(sense)
        self.phrases: dict[str, Phrase] = {}
        for found in self.by.values():
            if len(found) > 1:
                found.sort(key=lambda s: (-len(s.rest), s.cost))
            for sense in found:
                if sense.rest:
                    self._add_phrase(sense)
        self.single = {kind: alone for kind, found in self.by.items() if (alone := [s for s in found if not s.rest])}
        self.has = Kinds(self.single) if self.single else NOTHING
        self.cues = self.by.get("modal", NONE)
        self.roles: Any = None
        self.sought = -1
        self.stems: frozenset[str] | None = None
        self.prep: str | None = None
        self.told: Any = None
        self.that: bool | None = None
        self.alone: str | None = None
        self.number: str | None = None
        self.points: bool | None = None
        self.total: bool | None = None
        self.outcome: str | None = None

    def _add_phrase(self, sense: Sense) -> None:
        """Let the tree of phrases lead to a sense of several words."""
        longer = self.phrases
        last: Phrase | None = None
        for word in sense.rest:
            last = longer.get(word)
            if last is None:
                last = longer[word] = Phrase()
            longer = last.longer
        if last is not None:
            last.senses.append(sense)


def hyphened(tokens: list[Token], position: int, last: int) -> bool:
    """Whether a mark is a hyphen that joins two words (Tin-Akoff)."""
    token = tokens[position]
    if token.form not in HYPHENS or position + 1 >= last or tokens[position + 1].kind != "word":
        return False
    return token.start == tokens[position - 1].end and token.end == tokens[position + 1].start


def _past_marks(tokens: list[Token], position: int, last: int) -> int:
    """The first place from `position` on that is no quotation mark, and no hyphen between two words."""
    while position < last and tokens[position].mark:
        if tokens[position].form not in QUOTES and not hyphened(tokens, position, last):
            break
        position += 1
    return position


def _loose_phrase(phrase: str) -> str:
    """The words of a phrase, each folded and loose."""
    return " ".join(loose(fold(word)) for word in phrase.split())


def _licensed(row: Row, cut: Cut) -> bool:
    """Whether the class of the row allows the clitics of the cut."""
    cls = row.cls
    if cls == "noun":
        if cut.proclitic == SIN:
            return False
        if cut.suffix == "tanwin":
            agrees = not row.rest or (row.cls == "noun" and row.rest[0].endswith((ALIF, HA)))
            return agrees and not cut.stem.endswith((ALIF, TA_MARBUTA))
        if cut.pronoun == YA and row.kind == "trigger":
            return False  # an adjective in -i, far more often than a deed of mine
        if cut.pronoun and row.shape == "adjective":
            return False  # what looks like one is a ta marbuta without its dots
        if cut.suffix == "dual_construct" and cut.pronoun and not (row.shape == "form" and row.number == "s"):
            return False  # his two sons: of nouns that are known to be singular
        if cut.suffix:
            agrees = cut.suffix == "dual" and len(row.rest) == 1 and row.rest[0].endswith(DUALS)
            return not row.rest or agrees or cut.suffix == "pronoun" or row.shape == "form"
        return True
    if cls == "verb":
        if cut.article or cut.suffix not in ("", "pronoun") or cut.pronoun == YA:
            return False  # a verb takes -ni
        if cut.proclitic == SIN:
            return row.tense == "present"
        if cut.proclitic == LAM:
            return row.tense in ("present", "jussive")
        return not cut.proclitic and (not cut.suffix or row.shape == "verb")
    if cls == "name":
        return not cut.suffix and cut.proclitic != SIN
    return not cut.suffix and not cut.proclitic and not cut.article


I_SHALL: Final = SIN + ALIF


class Lexicon:
    """All packs, looked up by word. Build one per process; it is safe to share between documents."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.tables: dict[str, list[Any]] = {name: getattr(compiled.tables, name) for name in SCHEMAS}
        self._forms = compiled.forms
        self._spellings = compiled.spellings
        self._keys: dict[str, str] = {}
        self._by_id = {entry.id: entry for entries in self.tables.values() for entry in entries}
        self._closed = {
            intern(entry.id.removeprefix("set.")): frozenset(map(_loose_phrase, entry.forms))
            for entry in self.tables["grammar"]
            if entry.class_ == "set"
        }
        self._given = self._closed.get("given_names", frozenset())
        self._sought: dict[str, int] = {}  # by the first word of what is sought
        for name, bit in SOUGHT.items():
            for phrase in self._closed.get(name, ()):
                word = phrase.split(" ", 1)[0]
                self._sought[word] = self._sought.get(word, 0) | bit

        self._never = self._as_written("set.never_names")
        self._no_deeds = self._as_written("set.never_deeds")

    def _as_written(self, set_id: str) -> frozenset[str]:
        """The forms of a set as they are written, bare and after a joined conjunction."""
        entry = self._by_id.get(set_id)
        forms = entry.forms if entry is not None else []
        return frozenset(joined + form for form in forms for joined in ("", *CONJUNCTIONS))

    def get(self, entry_id: str) -> Any:
        """The entry of that id.

        Raises:
            KeyError: there is none.
        """
        return self._by_id[entry_id]

    def closed(self, name: str) -> frozenset[str]:
        """The words of a closed set of the packs, folded and loose, as chunks carry their prepositions.

        Raises:
            PackError: no entry ``set.<name>``.
        """
        found = self._closed.get(name)
        if found is None:
            raise PackError(f"packs: no entry set.{name} of class set in a grammar pack; rules of the program need it")
        return found

    def sought(self, word: Word) -> int:
        """The bits of the sets that are `SOUGHT` and have a word, or what begins with it, whatever is joined to it."""
        senses = self.senses(word)
        found = senses.sought
        if found < 0:
            found = 0
            for whole in (word.form, senses.norm):
                for form in without_joined(whole):
                    found |= self._sought.get(loose(form), 0)
            senses.sought = found
        return found

    def key(self, word: str) -> str:
        """The ``loose`` that a written word's `Senses` would have: what to compare words of a pack's entry by."""
        key = self._keys.get(word)
        if key is None:
            if len(self._keys) >= MAX_KEPT:
                self._keys.clear()
            key = self._keys[word] = loose(respell(fold(word), self._spellings))
        return key

    def is_given_name(self, word: str) -> bool:
        """Whether a loose word opens the name of a person wherever a word follows that the packs do not know."""
        return word in self._given or (word[:1] in CONJUNCTIONS and word[1:] in self._given)

    def senses(self, word: Word) -> Senses:
        """All senses of a spelling, found once; words are shared between lexicons, so the owner is asked for."""
        found: Senses | None = word.senses
        if found is None or found.lexicon is not self:
            found = word.senses = self._analyse(word)
        return found

    def _analyse(self, word: Word) -> Senses:
        norm = respell(word.form, self._spellings)
        if word.kind not in ("word", "latin"):
            return Senses(norm, [], self)
        if word.raw in self._never:
            kept = [s for s in self._look_up(norm) if s.row.cls != "name" or s.rest]
            return Senses(norm, kept, self)
        senses = self._look_up(norm)
        if not senses:
            for other in relaxations(norm):
                senses = self._look_up(other)
                if senses:
                    break
        elif norm.endswith(HA) and all(s.cost >= STRAINED for s in senses):
            undotted = [s for s in self._look_up(norm[:-1] + TA_MARBUTA) if not s.cost]
            senses = undotted or senses  # a ministry without its dots, not `and he visited him`
        if I_SHALL in word.raw[:3]:  # without a hamza it is another word (travelled, helped)
            senses = [s for s in senses if s.cut.proclitic != SIN or s.extra != "first" or s.cut.stem[:1] != ALIF]
        if word.raw in self._no_deeds:
            return Senses(norm, [s for s in senses if s.kind != "trigger" or s.rest], self)
        return Senses(norm, senses or self._spoken(norm), self)

    def _spoken(self, norm: str) -> list[Sense]:
        """A word not found, read as a verb of everyday speech: the present after ba or a future letter, the plural
        without its alif.
        """
        for form in spoken(norm):
            verbs = [s for s in self._look_up(form, spoken=True) if s.row.cls == "verb"]
            if verbs:
                return verbs
        return []

    def _look_up(self, form: str, spoken: bool = False) -> list[Sense]:
        senses = []
        for cut in cuts(form):
            for row in self._forms.get(cut.stem, ()):
                allowed = _licensed(row, cut) or (spoken and self._present_after_ba(row, cut))
                if allowed and (row.cls != "name" or not cut.article):
                    senses.append(Sense(row, cut, self.tables[row.kind][row.entry]))
            if cut.article and cut.proclitic == LAM and not cut.suffix:
                for row in self._forms.get(AL + cut.stem, ()):
                    if row.cls == "name":
                        senses.append(Sense(row, cut, self.tables[row.kind][row.entry]))
        return senses

    def _present_after_ba(self, row: Row, cut: Cut) -> bool:
        """Whether ba stands before a present, and not before a noun of the fifth or sixth form, spelled like one."""
        if row.cls != "verb" or row.tense != "present" or cut.proclitic != BA or cut.article:
            return False
        if cut.suffix not in ("", "pronoun") or len(cut.stem) < 4 or cut.stem.startswith(ALIF):
            return False
        return not any(r.cls == "noun" or (r.cls == "verb" and r.tense == "past") for r in self._forms[cut.stem])

    def longest(self, tokens: list[Token], at: int, last: int, senses: Senses) -> tuple[Phrase | None, int]:
        """The longest phrase that begins with the word at `at`, and one past its last token; marks as in `match`."""
        best, end = None, at + 1
        longer, position = senses.phrases, at + 1
        while longer:
            position = _past_marks(tokens, position, last)
            if position >= last or tokens[position].mark:
                break
            phrase = longer.get(self.senses(tokens[position].word).loose)
            if phrase is None:
                break
            position += 1
            if phrase.senses:
                best, end = phrase, position
            longer = phrase.longer
        return best, end

    def goes_on(self, tokens: list[Token], at: int, last: int, senses: Senses) -> bool:
        """Whether any phrase that begins with the word at `at`, of these senses, has the next word for its second."""
        position = _past_marks(tokens, at + 1, last)
        if position >= last or tokens[position].mark:
            return False
        return self.senses(tokens[position].word).loose in senses.phrases

    def match(self, tokens: list[Token], at: int, last: int, sense: Sense) -> int:
        """One past the last token of the phrase that `sense` begins at `at`; -1 where the words differ.

        Quotation marks inside a name and hyphens between its words are stepped over; other marks end it.
        """
        position = at + 1
        for wanted in sense.rest:
            position = _past_marks(tokens, position, last)
            if position >= last:
                return -1
            token = tokens[position]
            if token.mark or self.senses(token.word).loose != wanted:
                return -1
            position += 1
        return position


@lru_cache(maxsize=4)
def load_lexicon(root: Path | None = None) -> Lexicon:
    """The lexicon of the packs under `root` (the bundled ones by default).

    Raises:
        PackError: a pack has a fault.
    """
    return Lexicon(load_compiled(root))
