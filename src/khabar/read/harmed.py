"""Who counts as harmed: people, parts of a count, those a negation spares.

Invariant: a phrase is of people where its noun, a name or its number without another noun says so.
"""

from __future__ import annotations

from khabar.model.drafts import Mention
from khabar.model.spans import Span
from khabar.packs.lexicon import Sense
from khabar.read.chunks import Chunk
from khabar.read.units import Unit
from khabar.read.view import View

AMONG = frozenset({"\u0628\u064a\u0646", "\u0645\u0646 \u0628\u064a\u0646", "\u0645\u0646"})
EXCEPT = frozenset({"\u0633\u0648\u0649", "\u0633\u0648\u064a", "\u0627\u0644\u0627", "\u063a\u064a\u0631"})
_WITHOUT = frozenset(
    {
        "\u062f\u0648\u0646",
        "\u0628\u062f\u0648\u0646",
        "\u0628\u0644\u0627",
        "\u0639\u062f\u0645",
        "\u0645\u0646 \u062f\u0648\u0646",
        "\u0644\u0627",
        "\u0627\u0646\u0639\u062f\u0627\u0645",
    }
)

ANY = ("\u0623\u064a ", "\u0627\u064a ", "\u0623\u064a\u0629 ", "\u0627\u064a\u0629 ")
ON = "\u0639\u0644\u064a"
TOTALS = frozenset(
    {
        "\u0639\u062f\u062f",
        "\u0627\u062c\u0645\u0627\u0644\u064a",
        "\u0645\u062c\u0645\u0648\u0639",
        "\u062d\u0635\u064a\u0644\u0629",
        "\u0645\u062c\u0645\u0644",
    }
)
LOSSES = frozenset({"harm.losses", "harm.human_losses", "harm.lives"})
_OF_GOODS = ("\u0645\u0627\u062f\u064a", "\u0627\u0642\u062a\u0635\u0627\u062f\u064a", "\u0645\u0627\u0644\u064a")
_ANOTHER = ("\u0627\u062e\u0631", "\u0627\u062e\u0631\u064a", "\u0627\u062e\u0631\u0649")
_WE = "\u0646"


def tells_total(view: View, chunk: Chunk) -> bool:
    """Whether a word of total heads a phrase without a figure (the number of the dead)."""
    form = view.tokens[chunk.head.first].form
    return chunk.amount is None and (form in TOTALS or form[1:] in TOTALS)


def another(view: View, unit: Unit) -> Span | None:
    """The word `another` right after words of dying and being wounded (one was martyred and another wounded)."""
    if unit.last >= view.sentence.last or view.tokens[unit.last].form not in _ANOTHER:
        return None
    return Span(view.tokens[unit.last].start, view.tokens[unit.last].end)


def of_goods(view: View, at: int) -> bool:
    """Whether the word after the unit says that things, not people, were lost (material losses)."""
    after = view.units[at].last
    return after < view.sentence.last and view.tokens[after].form.startswith(_OF_GOODS)


def is_verb_of(unit: Unit, sense: Sense) -> bool:
    """Whether a verb may tell harm: not one read as `we` do it in the present (written like another verb's past)."""
    if sense.row.tense == "past" or sense.shape == "passive":
        return True
    form = unit.token.form[len(sense.cut.conjunction + sense.cut.proclitic) :]
    return not form.startswith(_WE)


def dies(view: View, at: int, sense: Sense) -> bool:
    """Whether `met` is said of death: only with a word of it (their death) in the next words."""
    if sense.entry.id != "harm.meet_death_split":
        return True
    return any(s.entry.id == "harm.killing_noun" for u in view.units[at + 1 : at + 16] for s in u.of("harm"))


def is_person(mention: Mention, chunk: Chunk | None, strict: bool) -> bool:
    """Whether a phrase is of people; under `strict` its noun must say so."""
    head = chunk.head if chunk is not None else None
    people = bool(mention.who) or "person" in mention.classes
    if head is not None:
        if head.of("harm") and not people:
            return not strict
        if chunk is not None and chunk.amount is not None and not strict and not people:
            if head.of("nationality"):
                return True
            if head.of("weapon") or any(s.shape == "noun" for s in head.of("trigger")) or head.tag == "adj":
                return False
            if any(s.entry.class_ in ("unit", "multiply", "ordinal") for s in head.of("quantity")):
                return False
            return mention.kind not in ("site", "equipment", "vessel") and not {"time", "money", "vehicle"} & set(
                mention.classes
            )
        if strict and head.tag == "num" and chunk is not None and chunk.amount is not None and chunk.partitive < 0:
            return False
    if people or (mention.speaker and not strict):
        return True
    if mention.names and mention.whole:
        return mention.names[0].kind in ("person", "office")
    if any(n.kind in ("person", "office") for n in mention.names[:1]):
        return True
    return (
        mention.kind in ("civilians", "person")
        or (mention.adjective and bool(mention.nationalities))
        or bool(mention.amount is not None and mention.kind in ("military", "armed_group"))
    )


def is_part(view: View, chunk: Chunk) -> bool:
    """Whether the phrase tells a part of a count already given (among them)."""
    if chunk.prep in AMONG:
        return True
    for index in range(chunk.index - 1, max(-1, chunk.index - 4), -1):
        before = view.chunks[index]
        if before.kind in ("prep", "np") and before.prep in AMONG and before.head.pronoun:
            return True
        if (
            before.kind == "prep"
            and before.head.tag == "prep"
            and before.head.token.form[:3] in ("\u0628\u064a\u0646", "\u0645\u0646\u0647")
        ):
            return True
        if before.kind != "np" or not chunk.conj:
            return False
    return False


def is_spared(view: View, chunk: Chunk) -> bool:
    """Whether a phrase under a negation is of those who were not harmed: not anyone, its crew, the force."""
    if any(s.entry.class_ == "none" or s.entry.id == "quantity.one_of" for s in chunk.head.of("quantity")):
        return True
    mention = view.mention(chunk)
    return mention.kind in ("military", "armed_group", "civilians", "person") or "group" in mention.classes


def lacks(view: View, chunk: Chunk, at: int) -> bool:
    """Whether a word of lack (without, absence of, no) stands up to three words before unit `at`, in its phrase or
    right before.
    """
    first = view.units[at].first
    for back in range(1, 5):
        place = first - back
        if place < view.sentence.first or view.tokens[place].kind == "mark":
            return False
        form = view.tokens[place].form
        if form in EXCEPT:
            return False
        if form in _WITHOUT or (form[:1] in "\u0648\u0628" and form[1:] in _WITHOUT):
            return True
    return False
