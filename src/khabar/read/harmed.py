"""Who counts as harmed: people, parts of a count, those a negation spares.

Invariant: a phrase is of people where its noun, a name or its number without another noun says so.
"""

from __future__ import annotations

from typing import Final

from khabar.model.mentions import Mention
from khabar.model.spans import Span
from khabar.packs.lexicon import Sense
from khabar.read.chunks import Chunk, is_comma
from khabar.read.units import Unit
from khabar.read.view import View
from khabar.text.clitics import BA
from khabar.text.letters import ALIF, NUN, WAW, fold, loose

WITHOUT_THAT: Final = "grammar.subordinator.without"
THINGS: Final = frozenset({"equipment", "vessel", "site"})
CREW: Final = "noun.crew_mil"
OTHERS: Final = "noun.others"
HARMED: Final = frozenset({"noun.harmed"})
LOSSES: Final = frozenset({"harm.losses", "harm.human_losses", "harm.human_wounds", "harm.lives"})


def excepts(view: View, form: str) -> bool:
    """Whether a word, loose, takes those after it out of a negation: nobody but them."""
    return form in view.closed("except")


def any_at_all(view: View, text: str) -> bool:
    """Whether a phrase is of `any` people: of nobody in particular."""
    if not view.tells("any"):
        return False
    blank = text.find(" ")
    return blank >= 0 and loose(fold(text[:blank])) in view.closed("any")


def by_nobody(view: View, at: int) -> Chunk | None:
    """The phrase of `any` people in the clause of a unit, of whom nobody did it: *no group* has claimed it."""
    if not view.tells("any"):
        return None
    clause = view.clauses[view.chunk(at).clause]
    chunks = view.chunks[clause.first : clause.last]
    for chunk in chunks:
        if chunk.kind == "np" and not chunk.prep and any_at_all(view, view.text[chunk.start : chunk.end]):
            return chunk
    return None


def tells_total(view: View, chunk: Chunk) -> bool:
    """Whether a word of total heads a phrase without a figure (the number of the dead)."""
    if chunk.amount is not None:
        return False
    senses = view.lexicon.senses(view.tokens[chunk.head.first].word)
    known = senses.total
    if known is None:
        form = view.tokens[chunk.head.first].form
        totals = view.closed("totals")
        known = senses.total = loose(form) in totals or loose(form[1:]) in totals
    return known


def another(view: View, unit: Unit) -> Span | None:
    """The word `another` right after words of dying and being wounded (one was martyred and another wounded)."""
    if unit.last >= view.sentence.last or view.tokens[unit.last].word.loose not in view.closed("another"):
        return None
    return Span(view.tokens[unit.last].start, view.tokens[unit.last].end)


def of_goods(view: View, at: int) -> bool:
    """Whether the word after the unit says that things, not people, were lost (material losses); material *or human*
    ones are of people too.
    """
    after = view.units[at].last
    if after >= view.sentence.last or not view.tokens[after].form.startswith(tuple(view.closed("of_goods"))):
        return False
    further = [t.form for t in view.tokens[after + 1 : min(after + 3, view.sentence.last)]]
    human = tuple(view.closed("of_men"))
    return not any(f.startswith(human) or f[1:].startswith(human) for f in further)


def is_verb_of(unit: Unit, sense: Sense) -> bool:
    """Whether a verb may tell harm: not one read as `I` or `we` do it in the present (written like another verb's
    past).
    """
    if sense.tense == "past" or unit.token.word.damma:
        return True
    if sense.tense == "jussive" and sense.entry.role == "object":
        return False  # `did not answer` is written like `did not slay`
    form = unit.token.form[len(sense.cut.conjunction + sense.cut.proclitic) :]
    return not form.startswith((NUN, ALIF))


def dies(view: View, at: int, sense: Sense) -> bool:
    """Whether `met` is said of death: only with a word of it (their death) in the next words."""
    if sense.id != "harm.meet_death_split":
        return True
    return any(s.id == "harm.killing_noun" for u in view.units[at + 1 : at + 16] for s in u.has.harm)


def is_person(mention: Mention, chunk: Chunk | None, strict: bool) -> bool:
    """Whether a phrase is of people; under `strict` its noun must say so."""
    head = chunk.head if chunk is not None else None
    people = bool(mention.who) or "person" in mention.classes or (mention.noun == CREW and bool(mention.pronoun))
    thing = mention.kind in THINGS or (head is not None and bool(head.has.weapon))  # three *other* drones fell
    if chunk is not None and chunk.amount is not None and (mention.noun in HARMED or (_others(chunk) and not thing)):
        people = True
    if head is not None:
        if head.has.harm and not people:
            deed = chunk is not None and chunk.amount is None and any(s.shape == "masdar" for s in head.has.harm)
            return not strict and not (deed and mention.number != "p")
        if chunk is not None and chunk.amount is not None and not strict and not people:
            if head.has.nationality:
                return True
            if head.has.weapon or any(s.shape == "noun" for s in head.has.trigger) or head.tag == "adj":
                return False
            if any(s.class_ in ("unit", "multiply", "ordinal") for s in head.has.quantity):
                return False
            return mention.kind not in ("site", "equipment", "vessel") and not {"time", "money", "vehicle"} & set(
                mention.classes
            )
        counted = chunk is not None and chunk.amount is not None and chunk.partitive < 0
        if strict and head.tag == "num" and counted and not people:
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


def _others(chunk: Chunk) -> bool:
    """Whether a count is of further people (the other four)."""
    return any(s.id == OTHERS for u in chunk.units[chunk.first : chunk.last] for s in u.has.noun[:1])


def is_part(view: View, chunk: Chunk) -> bool:
    """Whether the phrase tells a part of a count already given (among them)."""
    among = view.closed("among")
    if (chunk.prep in among and not of_toll(view, chunk)) or (
        is_portion(view, chunk) and not _harmed_apart(view, chunk)
    ):
        return True
    if chunk.conj and chunk.head.tag != "num" and chunk.head.has.harm:
        return False  # 12 dead, two children among them, and 25 wounded
    for index in range(chunk.index - 1, max(-1, chunk.index - 4), -1):
        before = view.chunks[index]
        if before.kind in ("prep", "np") and before.prep in among and before.head.pronoun:
            return not _right_after_verb(view, index)
        if (
            before.kind == "prep"
            and before.head.tag == "prep"
            and before.head.token.form[:3] in view.closed("among_them")
        ):
            return not _right_after_verb(view, index)
        if before.kind != "np" or not chunk.conj:
            return False
    return False


def of_toll(view: View, chunk: Chunk) -> bool:
    """Whether a count after `of` is what a toll came to (a toll *of 48 dead*)."""
    if not chunk.index or chunk.amount is None or chunk.prep not in view.closed("from"):
        return False
    before = view.chunks[chunk.index - 1]
    words = view.closed("toll")
    return before.kind == "np" and any(u.token.word.loose in words for u in view.units[before.first : before.core])


def is_portion(view: View, chunk: Chunk) -> bool:
    """Whether a bare number after a comma is of those counted before, told in passing (15 were killed, *four of them*
    officers).
    """
    if chunk.head.tag != "num" or chunk.prep or chunk.conj or chunk.last - chunk.first > 1:
        return False
    if not chunk.index or chunk.index + 1 >= len(view.chunks) or not is_comma(view.chunks[chunk.index - 1]):
        return False
    of_them = view.chunks[chunk.index + 1]
    return of_them.kind == "prep" and of_them.head.token.form[:3] in view.closed("among_them")


def _harmed_apart(view: View, chunk: Chunk) -> bool:
    """Whether a verb of harm is told of some of them alone (of whom 182 *were put to death*)."""
    verb = view.chunks[chunk.index + 2] if chunk.index + 2 < len(view.chunks) else None
    return verb is not None and verb.kind == "verb" and bool(verb.head.has.harm)


def _right_after_verb(view: View, index: int) -> bool:
    """Whether a phrase stands right after a verb of harm (twelve *of them* were killed): its count is no part."""
    if index == 0 or not view.chunks[index].head.token.form.startswith(tuple(view.closed("from"))):
        return False
    verb = view.chunks[index - 1]
    told = index > 1 and view.chunks[index - 2].kind == "np" and view.chunks[index - 2].amount is not None
    return verb.kind == "verb" and bool(verb.head.has.harm) and not told


def is_spared(view: View, chunk: Chunk) -> bool:
    """Whether a phrase under a negation is of those who were not harmed: not anyone, its crew, the force."""
    if any(s.class_ == "none" or s.id == "quantity.one_of" for s in chunk.head.has.quantity):
        return True
    mention = view.mention(chunk)
    return mention.kind in ("military", "armed_group", "civilians", "person") or "group" in mention.classes


def unreported(view: View, chunk: Chunk) -> bool:
    """Whether it is only not known: no reports came of any dead."""
    verb = view.clauses[chunk.clause].verb
    return verb is not None and verb.head.token.word.loose in view.closed("unreported")


def untold(view: View, at: int) -> bool:
    """Whether a word of harm is only what nothing is known of: without information on losses, no news came of dead."""
    first, unknown, lacking = view.units[at].first, view.closed("unknown"), view.closed("without")
    for place in range(first - 1, max(view.sentence.first, first - 5) - 1, -1):
        if view.tokens[place].kind == "mark":
            return False
        if view.tokens[place].word.loose in unknown:
            words = [t.form for t in view.tokens[max(view.sentence.first, place - 4) : place]]
            negators = view.closed("negators")
            return any(w in lacking or loose(w) in negators or w[1:] in lacking or w[1:] in negators for w in words)
    return False


def _lasts(view: View, at: int, place: int) -> bool:
    """Whether a token before unit `at` belongs to a word for what still is."""
    return any(u.tag == "kana" and u.first <= place < u.last for u in view.units[max(0, at - 4) : at])


def unspoiled(view: View, chunk: Chunk) -> bool:
    """Whether a verb stands after `without that`."""
    before = view.chunks[chunk.index - 1] if chunk.index else None
    return before is not None and any(s.id == WITHOUT_THAT for s in before.head.has.grammar)


def lacks(view: View, chunk: Chunk, at: int) -> bool:
    """Whether a word of lack (without, absence of, no) stands up to three words before unit `at`, in its phrase or
    right before.
    """
    if not (view.tells("without") or view.tells("spoken_no")):
        return False
    first, without, unknown = view.units[at].first, view.closed("without"), view.closed("unknown")
    near = 4 if first <= view.sentence.first or view.tokens[first - 1].form not in view.closed("or") else 6
    for back in range(1, 7):
        place = first - back
        if back > near and not (
            view.tokens[place].form in without and view.tokens[place + 1].word.loose in view.closed("that")
        ):
            continue  # without it being told of any injuries
        if place < view.sentence.first or view.tokens[place].kind == "mark":
            return False
        form, plain = view.tokens[place].form, view.tokens[place].word.loose
        if excepts(view, plain) or _lasts(view, at, place) or plain in unknown:
            return False
        if form in without or (form[:1] in WAW + BA and form[1:] in without):
            if view.tokens[place + 1].word.loose in view.closed("crew_words"):
                continue  # an aircraft without a pilot
            return True
        if plain in view.closed("spoken_no") and view.tokens[place + 1].word.loose in view.closed("in"):
            return True
    return False
