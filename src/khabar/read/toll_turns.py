"""Turns of phrase around a count: told apart by side, told of both dead and wounded, told of one's own men.

Invariant: each looks at a bounded number of phrases beside the count.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from khabar.model.drafts import Toll
from khabar.model.mentions import Amount, Mention
from khabar.model.spans import Span
from khabar.packs.lexicon import NounFacts
from khabar.read.chunks import Chunk
from khabar.read.phrases import group
from khabar.read.quantities import find_amount
from khabar.read.results import causes, is_light
from khabar.read.view import View
from khabar.text.letters import ALIF, HA, MIM, WAW, loose

LEADS: Final = ("result", "phase", "carry")  # led to his death, managed to kill him
BOTH: Final = "harm.between"
REACH: Final = 4
THEM_TWO: Final = HA + MIM + ALIF
TOLD: Final = 8  # phrases back to those whom a pronoun takes up
FAR: Final = 8
FAMILY: Final = "noun.family"
OTHERS: Final = "noun.others"
THEIRS: Final = (HA, HA + ALIF, HA + MIM, HA + MIM + ALIF)


def both_after(view: View, last: Chunk) -> bool:
    """Whether `between dead and wounded` stands right after those who fell: the dead are not told apart."""
    after = view.chunks[last.index + 1] if last.index + 1 < len(view.chunks) else None
    return after is not None and any(s.id == BOTH for u in after.units[after.first : after.last] for s in u.has.harm)


def of_them(view: View, victim: Chunk | None) -> bool:
    """Whether `of them` stands right after a bare number: it counts the people told before."""
    after = view.chunks[victim.index + 1] if victim is not None and victim.index + 1 < len(view.chunks) else None
    if after is None or after.kind != "prep" or after.head.pronoun in ("", HA, HA + ALIF):
        return False
    return after.head.token.form.startswith(tuple(view.closed("from")))


def lost_by(view: View, verb: Chunk, victim: Chunk | None) -> bool:
    """Whether whoever lost those people stands between the verb and them (the army lost 17 soldiers): they are dead; or
    what they lost are their lives (the loss by two men of *their lives*).
    """
    if victim is not None and verb.kind != "verb":
        lives = view.closed("lives")
        after = view.chunks[victim.index + 1 : victim.index + 3]
        return any(c.kind == "np" and c.head.token.word.loose in lives for c in after)
    if victim is None or verb.kind != "verb" or verb.head.token.word.damma:
        return False
    if victim.partitive >= 0 and victim.amount is not None and victim.units[victim.last - 1].pronoun:
        return True  # lost 14 of its soldiers
    between = view.chunks[verb.index + 1 : victim.index]
    return any(c.kind == "np" and not c.prep and c.amount is None for c in between)


def maimed(view: View, verb: Chunk) -> bool:
    """Whether what somebody lost is a part of his body (a shepherd lost *his leg*)."""
    words = view.closed("limbs")
    for chunk in view.chunks[verb.index + 1 : verb.index + REACH]:
        for unit in chunk.units[chunk.first : chunk.last]:
            form = loose(unit.token.form)
            if any(form.endswith(his) and form[: -len(his)] in words for his in THEIRS):
                return True
        if chunk.kind != "np" or chunk.prep:
            return False
    return False


def past_killers(view: View, found: Chunk, people: Callable[[View, Chunk, bool], bool]) -> Chunk | None:
    """Those killed, after a clause that describes their unknown killers (gunmen *who rode in a car* killed a clerk)."""
    noun = found.head.noun
    if noun is None or "stranger" not in noun.classes:
        return None
    told = False
    for chunk in view.chunks[found.index + 1 : found.index + FAR]:
        told = told or chunk.kind == "verb"
        if chunk.kind in ("mark", "sub", "report") or (chunk.kind == "verb" and chunk.conj):
            return None
        if told and chunk.kind == "np" and not (chunk.prep or chunk.conj) and people(view, chunk, True):
            return chunk
    return None


def some(view: View, at: int) -> Mention:
    """The mention of people of whom only the harm is told: any number of them."""
    unit = view.units[at]
    mention = view.part(at, at + 1)
    mention.amount = Amount(0, None, Span(unit.bare_start, unit.end), False)
    mention.classes = ("person",)
    return mention


def died_by(view: View, victim: Chunk | None) -> bool:
    """Whether what killed them stands right after a bare number (four died *in a barrel bomb that* was thrown)."""
    after = view.chunks[victim.index + 1] if victim is not None and victim.index + 1 < len(view.chunks) else None
    if victim is None or after is None or after.kind != "np" or after.prep not in view.closed("causal_preps"):
        return False
    bare = victim.head.tag == "num" and victim.amount is not None and victim.amount.low >= 2
    forced = any(s.type in ("assault", "explosion") and s.shape != "verb" for s in after.head.has.trigger)
    return bare and (forced or any(s.shape == "form" for s in after.head.has.weapon))


def some_of_them(view: View, at: int) -> bool:
    """Whether `a number of them`, `another number` stands there, without a figure."""
    unit = view.units[at]
    after = view.units[at + 1] if at + 1 < len(view.units) else None
    if after is None or unit.token.form not in view.closed("number_words"):
        return False
    if after.noun is not None and after.noun.id == OTHERS and not after.prep:
        return True
    if not after.pronoun:
        return False
    return after.token.form.startswith(tuple(view.closed("from")))


def several(view: View, at: int) -> Mention:
    """The mention of several people, however many."""
    mention = some(view, at)
    mention.amount = Amount(2, None, mention.span, False)
    return mention


def taken_up(view: View, at: int, chunk: Chunk) -> Mention | None:
    """Those whom the pronoun of a word of harm takes up, after a verb of result (hit his car, which led to *his
    death*): one person, or as many as were counted.
    """
    verb = view.chunks[chunk.index - 1] if chunk.index else None
    if at + 1 != chunk.last or verb is None or not (causes(verb.head) or any(is_light(verb.head, c) for c in LEADS)):
        return None
    return killed_him(view, at, verb.index)


def killed_him(view: View, at: int, before: int) -> Mention | None:
    """Those whom the pronoun of a word of harm takes up of the people told before a phrase (and the police killed
    *him*): one person, or as many as were counted.
    """
    unit = view.units[at]
    people = [
        c
        for c in view.chunks[max(0, before - TOLD) : before]
        if c.kind == "np" and any("person" in n.classes for n in _nouns(c))
    ]
    several_of_them = unit.pronoun not in (HA, HA + ALIF)
    mention = some(view, at)
    if not several_of_them:
        if not people or people[-1].amount is not None:
            return None
        mention.amount = Amount(1, 1, mention.span)
        return mention
    if people and unit.pronoun == THEM_TWO:
        mention.amount = Amount(2, 2, mention.span)
        return mention
    counted = people[-1].amount if people else None
    if counted is None:
        return None
    mention.amount = Amount(counted.low, counted.high, mention.span, counted.exact)
    return mention


def _nouns(chunk: Chunk) -> list[NounFacts]:
    """The nouns of a phrase."""
    return [noun for unit in chunk.units[chunk.first : chunk.last] if (noun := unit.noun) is not None]


def opens_perfect(view: View, at: int) -> bool:
    """Whether a word written like `was lost` is the particle before a verb in the past (*so* he *has* ordered)."""
    unit = view.units[at]
    after = view.units[at + 1] if at + 1 < len(view.units) else None
    if after is None or unit.token.word.damma or after.article or after.senses is None:
        return False
    verbs = [s for found in after.senses.by.values() for s in found if s.shape == "verb" and s.tense == "past"]
    return any(s.cost == 0 for s in verbs)


def counted_after(view: View, victim: Chunk | None) -> Amount | None:
    """How many they were, told after a phrase of people: the crew, *ten in number*."""
    if victim is None:
        return None
    inside = find_amount(victim.units, victim.partitive) if victim.partitive >= 0 else None
    if inside is not None:
        return inside[0]  # a family of four
    after = view.chunks[victim.index + 1] if victim.index + 1 < len(view.chunks) else None
    if after is not None and after.kind == "np" and after.head.tag == "num" and not (after.prep or after.conj):
        return after.amount  # members 2 of the police
    for chunk in view.chunks[victim.index + 1 : victim.index + REACH + 1]:
        if chunk.kind == "verb":
            return None
        made = chunk.kind == "np" and chunk.amount is not None and chunk.prep in view.closed("from")
        if made and victim.head.noun is not None and victim.head.noun.id == FAMILY:
            return chunk.amount  # a family of four
        if counts_them(view, chunk) and chunk.index + 1 < len(view.chunks):
            after = view.chunks[chunk.index + 1]
            return after.amount if after.kind == "np" and not after.conj else None
    return None


def counts_them(view: View, chunk: Chunk) -> bool:
    """Whether a phrase is headed by their number."""
    form = view.tokens[chunk.head.first].form
    starts = any(form.startswith((word, WAW + word)) for word in view.closed("totals"))
    return chunk.kind == "np" and bool(chunk.head.pronoun) and starts


def felled_by(view: View) -> tuple[Chunk, int] | None:
    """The people that a line without a verb begins with, and the use of force in which they fell: `a child in the blast
    of a mine`, `two workers by a raid`. None where the line is none of these.
    """
    first = next((c for c in view.chunks if c.kind != "mark"), None)
    if first is None or first.kind != "np" or first.prep or first.head.article or first.head.has.harm:
        return None
    if any(c.kind in ("verb", "kana", "sub", "report") for c in view.chunks[: first.index + REACH]):
        return None
    for chunk in view.chunks[first.index + 1 : first.index + REACH]:
        if chunk.kind != "np":
            return None
        forced = any(s.type in ("assault", "explosion") and s.shape != "verb" for s in chunk.head.has.trigger)
        if chunk.prep_unit is not None and any(s.type == "assault" for s in chunk.prep_unit.has.trigger):
            return first, view.units.index(chunk.prep_unit)  # by the bullets of
        if forced and chunk.prep in view.closed("felling_preps"):
            return first, view.units.index(chunk.head)
        if forced or not (chunk.conj or chunk.prep):
            return None
    return None


def told_apart(view: View, toll: Toll) -> list[Chunk]:
    """The counted people that `they are` after a count says it consists of."""
    if toll.high != toll.low or toll.low < 2:
        return []
    start = next((c.index for c in view.chunks if c.start <= toll.span.start < c.end), None)
    if start is None:
        return []
    for chunk in view.chunks[start + 1 : start + REACH]:
        if chunk.kind == "pron" and chunk.index + 1 < len(view.chunks):
            first = view.chunks[chunk.index + 1]
            return [c for c in group(view, first) if c.amount is not None] if first.kind == "np" else []
        if chunk.kind not in ("mark", "np", "time", "pron") or (chunk.kind == "np" and not chunk.prep):
            return []
    return []
