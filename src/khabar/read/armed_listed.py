"""Weapons named away from the words that ask for them: in a list after `including`, past a relative clause, after a
verb of use, by those who back a force.

Invariant: a weapon is added to the one happening that its words belong to by place; none is added twice.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Arm, Candidate, Draft
from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon
from khabar.read import armed_more
from khabar.read.armed_words import MASS, REACH
from khabar.read.chunks import Chunk, is_comma
from khabar.read.view import View
from khabar.text.clitics import BA

_CRAFT: Final = frozenset({"naval", "aircraft", "air_defence"})
_LISTING: Final = frozenset({"mobilize", "aid"})
_LISTED: Final = 8
_SALVO_WORD: Final = "weapon.salvo_word"


def included(view: View, draft: Draft) -> None:
    """The weapons that a deployment or a delivery is said to include (systems, *among them Patriot batteries*): they
    stand for the plain word before them.
    """
    if draft.type not in _LISTING or not draft.weapons:
        return
    here = view.chunk(draft.unit)
    opened = False
    last = draft.weapons[-1]
    for chunk in view.chunks[here.index + 1 : here.index + _LISTED]:
        first = view.units[chunk.first]
        opened = opened or first.token.word.loose in view.closed("including") or chunk.prep in view.closed("including")
        if chunk.kind in ("verb", "rel"):
            return
        if not opened or chunk.kind != "np" or chunk.start < last.span.end or not chunk.head.has.weapon:
            continue
        sense = chunk.head.has.weapon[0]
        if sense.shape == "adjective" or any(
            a.span.start < chunk.end and chunk.start < a.span.end for a in draft.weapons
        ):
            continue
        mention = view.mention(chunk, whole=False)
        count = mention.amount.low if mention.amount is not None else None
        if count is None and mention.number == "s" and not mention.definite and sense.sort not in MASS:
            count = 1
        if last in draft.weapons and last.kind == sense.sort and last.count is None:
            draft.weapons.remove(last)
        draft.weapons.append(Arm(mention.span, mention.text, str(sense.sort), count, "in a list of what it includes"))


def given(view: View, draft: Draft) -> None:
    """The arms that somebody is given (supplied them *with weapons and drones*; delivered to it *missiles*)."""
    if draft.type != "aid":
        return
    here = view.chunk(draft.unit)
    for chunk in view.chunks[here.index + 1 : here.index + _LISTED]:
        if chunk.kind in ("verb", "rel", "sub") or (chunk.kind == "mark" and not is_comma(chunk)):
            return
        armed = chunk.prep in view.closed("with_arms")
        sense = next((s for s in chunk.head.has.weapon if s.shape == "form"), None)
        if chunk.kind != "np" or not (armed or sense is not None) or (chunk.prep not in ("", BA) and not armed):
            continue
        taken = [*(a.span for a in draft.weapons), *(c.value.span for c in draft.initiator)]
        if any(span.start < chunk.end and chunk.start < span.end for span in taken):
            continue
        mention = view.mention(chunk, whole=False)
        start = chunk.start if armed else mention.span.start
        count = mention.amount.low if mention.amount is not None else None
        span = Span(start, mention.span.end)
        kind = str(sense.sort) if sense is not None and not armed else "other"
        draft.weapons.append(Arm(span, view.text[span.start : span.end], kind, count, "arms that were given"))


def deployed(view: View, draft: Draft) -> None:
    """A ship or a battery told first, its deployment after it with a pronoun (the submarine, *it was deployed*)."""
    unit = view.units[draft.unit]
    if draft.type != "mobilize" or not unit.pronoun or any(a.kind in _CRAFT for a in draft.weapons):
        return
    here = view.chunk(draft.unit)
    if not here.index or view.chunks[here.index - 1].kind != "kana":
        return
    for chunk in view.chunks[max(0, here.index - _LISTED) : here.index]:
        sense = next((s for s in chunk.head.has.weapon if s.shape == "form"), None)
        if chunk.kind == "np" and not chunk.prep and sense is not None and sense.sort in _CRAFT:
            mention = view.mention(chunk, whole=False)
            one = mention.number == "s" and mention.amount is None
            count = 1 if one else mention.amount.low if mention.amount is not None else None
            draft.weapons.append(Arm(mention.span, mention.text, str(sense.sort), count, "what was deployed"))
            return


def past_clause(view: View, chunk: Chunk, force: list[Draft]) -> Draft | None:
    """The happening before a relative clause that a comma ends, where means follow (the targeting of the base in which
    troops stay, *with two drones*).
    """
    clause = view.clauses[chunk.clause]
    if chunk.prep != BA or chunk.head.article or chunk.conj or clause.antecedent is None or not chunk.index:
        return None
    if not is_comma(view.chunks[chunk.index - 1]):
        return None
    about = clause.antecedent
    before = [
        d for d in force if about.first - REACH <= d.unit < about.last and view.chunk(d.unit).clause == about.clause
    ]
    if not before or any(view.chunk(d.unit).clause == chunk.clause for d in force):
        return None
    return before[-1]


def used(view: View, drafts: list[Draft]) -> None:
    """What somebody used in a strike told after it (they used, *in hitting the ship, a boat and missiles*), and that
    it was they.
    """
    if not view.tells("use_verbs"):
        return
    for chunk in view.chunks:
        if chunk.kind != "verb" or chunk.head.token.form not in view.closed("use_verbs"):
            continue
        after = view.chunks[chunk.index + 1 : chunk.index + _LISTED]
        here = [d for d in drafts if d.type == "assault" and d.unit > chunk.last]
        done = [d for d in here if (of := view.chunk(d.unit)).clause == chunk.clause and of.prep in view.closed("in")]
        if not done or not after:
            continue
        strike = view.chunk(done[0].unit)
        between = [c for c in after if c.index < strike.index]
        if between and between[-1].kind == "np" and not between[-1].head.has.weapon and not done[0].initiator:
            who = view.mention(between[0])
            done[0].initiator.append(Candidate(who, "who used the weapons of the strike", 0.6, span=who.span))
        armed_more.hand(view, chunk.index + 1, done, None)
        armed_more.hand(view, strike.index + 1, done, None)


def backed(view: View, chunk: Chunk, force: list[Draft]) -> Draft | None:
    """The verb whose subject is backed by a weapon told before it (a force, *backed by helicopters*, destroyed)."""
    verb = view.clauses[chunk.clause].verb
    if chunk.prep != BA or not chunk.first or verb is None or verb.index < chunk.index:
        return None
    word = view.units[chunk.first - 1].token.word.loose
    if word not in view.closed("backed"):
        return None
    return next((d for d in force if view.chunk(d.unit) is verb), None)


def salvo(lexicon: Lexicon, view: View, draft: Draft) -> None:
    """A happening told by the bare word for a salvo: rockets, where no other weapon is told."""
    if draft.type != "assault" or draft.weapons or draft.sense.startswith("harm:"):
        return
    unit = view.units[draft.unit]
    if unit.tag == "verb":
        return
    for sense in unit.has.weapon or lexicon.senses(unit.token.word).by.get("weapon", []):
        if sense.id == _SALVO_WORD:
            span = Span(unit.bare_start, unit.end)
            draft.weapons.append(Arm(span, view.text[span.start : span.end], sense.sort, None, "a salvo is of rockets"))
            return
