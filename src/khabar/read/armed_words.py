"""Weapons told by a happening's own words: inside its trigger, by an adjective joined to it, by the name of its blast.

Invariant: an adjective right beside another one of weapons tells one weapon twice, not two.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Arm, Draft
from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon, Sense
from khabar.read import armed_more
from khabar.read.units import Unit
from khabar.read.view import View
from khabar.text.clitics import BA

# the kind that tells most, when a phrase has words of several kinds
TELLING: Final = (
    "naval",
    "drone",
    "ied",
    "cruise_missile",
    "ballistic_missile",
    "air_defence",
    "mine",
    "mortar",
    "rocket",
    "artillery",
    "missile",
    "firearm",
    "aircraft",
    "other",
)
MASS: Final = frozenset({"air_defence"})
REACH: Final = 5
MEANS: Final = 7
SPLINTERS: Final = 8
UNDER_FIRE: Final = "assault.niran_suffered"  # nobody counts the guns
WORDS_PAST: Final = 3  # a bomb, *of home make*: the words of a charge that go on past the phrase of its blast


def named_blast(lexicon: Lexicon, view: View, draft: Draft) -> None:
    """The charge inside a phrase for its blast that tells how it was done (was killed *in a car bomb blast*)."""
    if draft.type != "assault" or draft.weapons:
        return
    here = view.chunk(draft.unit)
    for chunk in view.chunks[here.index + 1 : here.index + REACH]:
        if chunk.clause != here.clause or chunk.kind not in ("np", "time"):
            return
        unit = chunk.head
        if chunk.prep not in view.closed("causal_preps") or unit.last - unit.first < 2 or not unit.has.trigger:
            continue
        sense, end = _longest(lexicon, view, unit.first + 1, unit.last)
        if sense is not None and sense.sort in ("ied", "mine"):
            span = Span(view.tokens[unit.first + 1].start, view.tokens[end - 1].end)
            count = 1 if sense.number == "s" else None
            draft.weapons.append(
                Arm(span, view.text[span.start : span.end], sense.sort, count, "the blast of a charge")
            )
        return


def splinters(view: View, harmed: list[Draft]) -> None:
    """What the splinters that hurt somebody came of (a boy was wounded by *the splinters of a shell*)."""
    words = view.closed("splinters")
    for at, unit in enumerate(view.units[:-1]):
        after = view.units[at + 1]
        if unit.token.word.loose not in words or after.first != unit.last or after.conj:
            continue
        sense = next((s for s in after.has.weapon if s.shape == "form"), None)
        draft = next((d for d in reversed(harmed) if 0 < at - d.unit <= SPLINTERS), None)
        if sense is not None and draft is not None and not draft.weapons:
            span = Span(after.bare_start, after.end)
            count = 1 if sense.number == "s" and not after.article else None
            arm = Arm(span, view.text[span.start : span.end], sense.sort, count, "the splinters of a weapon")
            draft.weapons.append(arm)


def inside(lexicon: Lexicon, view: View, draft: Draft) -> None:
    """Weapon words within the trigger itself (rocket fire, the blast of a car bomb) and adjectives joined to it."""
    unit = view.units[draft.unit]
    armed_more.shots(view, draft)
    at = unit.first + 1
    while at < unit.last:
        sense, end = _longest(lexicon, view, at, min(unit.last + WORDS_PAST, view.sentence.last))
        if sense is not None and not (sense.sort == "firearm" and sense.entry.common):
            span = Span(
                view.tokens[at].start + len(sense.cut.conjunction + sense.cut.proclitic), view.tokens[end - 1].end
            )
            if not any(a.span.overlaps(span) for a in draft.weapons) and not _beside(view, draft, span, sense):
                mass = sense.sort in MASS or (sense.sort == "other" and sense.cut.article)
                one = sense.shape == "form" and sense.number == "s" and not mass and draft.sense != UNDER_FIRE
                two = any(s.cut.suffix == "dual" for s in lexicon.senses(view.tokens[at].word).by.get("weapon", ()))
                count = 2 if two else 1 if one else None
                rule = "weapon in the trigger" + (": adjective" if sense.shape == "adjective" else "")
                draft.weapons.append(Arm(span, view.text[span.start : span.end], sense.sort, count, rule))
        at = end
    here = view.chunk(draft.unit)
    for place in range(draft.unit + 1, here.core):
        if view.units[place].has.noun and view.units[place].tag == "noun":
            break  # the targeting of the commander of the rocket unit
        if view.units[place].tag == "adj" and unit.tag != "verb":
            adjective(view, draft, view.units[place], "weapon")
    following = view.chunks[view.chunk_of[draft.unit] + 1 : view.chunk_of[draft.unit] + 2]
    for chunk in following:
        if chunk.conj and chunk.head.tag == "adj" and chunk.head.has.weapon and view.units[draft.unit].tag != "verb":
            adjective(view, draft, chunk.head, "weapon")


def by_means(lexicon: Lexicon, view: View, draft: Draft, deeds: frozenset[int]) -> None:
    """`Struck their posts with artillery fire`, `hit the town in a missile attack`: the weapon inside the words for the
    deed by which it was done, where these are no happening of their own.
    """
    if view.units[draft.unit].tag != "verb":
        return
    here = view.chunk(draft.unit)
    for chunk in view.chunks[here.index + 1 : here.index + MEANS]:
        if chunk.clause != here.clause or chunk.kind == "mark":
            return
        head = chunk.head
        if chunk.prep != BA or not any(s.shape != "verb" and s.type == "assault" for s in head.has.trigger):
            continue
        at = next((n for n in range(chunk.first, chunk.last) if view.units[n] is head), -1)
        if at < 0 or at in deeds or head.tag == "verb" or head.article:
            continue
        for place in range(head.first + 1, head.last):
            sense = _longest(lexicon, view, place, min(head.last + WORDS_PAST, view.sentence.last))[0]
            if sense is not None and sense.shape == "adjective":
                span = Span(view.tokens[place].start, view.tokens[place].end)
                if not any(a.span.overlaps(span) for a in draft.weapons):
                    words = view.text[span.start : span.end]
                    draft.weapons.append(Arm(span, words, sense.sort, None, "the means told: adjective"))
        for unit in view.units[at + 1 : chunk.core]:
            if unit.tag == "adj":
                adjective(view, draft, unit, "the means told")
        return


def adjective(view: View, draft: Draft, unit: Unit, rule: str) -> bool:
    """An adjective of weapons after an event noun (rocket fire, air raid)."""
    senses = unit.has.weapon
    span = Span(unit.bare_start, unit.end)
    if not senses or unit.names or any(a.span.overlaps(span) for a in draft.weapons):
        return False
    kind = senses[0].sort
    for place, arm in enumerate(draft.weapons):
        beside = 0 < span.start - arm.span.end <= 1 or 0 < arm.span.start - span.end <= 1
        if beside and arm.count is None:
            whole = Span(min(arm.span.start, span.start), max(arm.span.end, span.end))
            kind = min(kind, arm.kind, key=TELLING.index)
            draft.weapons[place] = Arm(whole, view.text[whole.start : whole.end], kind, None, arm.rule)
            return True
    draft.weapons.append(Arm(span, view.text[span.start : span.end], kind, None, rule + ": adjective"))
    return True


def _beside(view: View, draft: Draft, span: Span, sense: Sense) -> bool:
    """Join an adjective of weapons to one right beside it (a ballistic missile attack): one weapon, told twice."""
    if sense.shape != "adjective":
        return False
    for place, arm in enumerate(draft.weapons):
        if arm.count is None and (0 < span.start - arm.span.end <= 1 or 0 < arm.span.start - span.end <= 1):
            whole = Span(min(arm.span.start, span.start), max(arm.span.end, span.end))
            kind = min(sense.sort, arm.kind, key=TELLING.index)
            draft.weapons[place] = Arm(whole, view.text[whole.start : whole.end], kind, None, arm.rule)
            return True
    return False


def _longest(lexicon: Lexicon, view: View, at: int, last: int) -> tuple[Sense | None, int]:
    best: tuple[Sense | None, int] = (None, at + 1)
    for sense in lexicon.senses(view.tokens[at].word).by.get("weapon", ()):
        end = lexicon.match(view.tokens, at, last, sense) if sense.rest else at + 1
        if end > best[1] or (best[0] is None and end == best[1]):
            best = (sense, end)
    return best
