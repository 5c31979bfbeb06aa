"""Weapons of a plain word that say which they are only beside others: in the article before them, or in the happening.

Invariant: only the kind of a weapon that stands is changed here, never its words or its count; sentences come in order.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Arm, Draft, likeliest
from khabar.model.mentions import Mention
from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon
from khabar.read import armed_more
from khabar.read.argument_words import is_share
from khabar.read.chunks import Chunk
from khabar.read.toll_combining import is_another
from khabar.read.units import Unit
from khabar.read.view import View
from khabar.text.letters import ALIF, TA_MARBUTA, YA

_MISSILES: Final = frozenset({"rocket", "missile", "ballistic_missile", "cruise_missile"})
REACH: Final = 5
SHELLING: Final = "assault.qasf"
_ALOFT: Final = frozenset({"aircraft", "drone"})
_MISSILE: Final = "weapon.missile"
_SHELL: Final = "weapon.shell"
_AVIATION: Final = "noun.aviation"
_STRIKING: Final = frozenset({"aircraft", "artillery", "drone", "naval"})
_STOPPING: Final = frozenset({"air_defence"})
_PLANE: Final = "weapon.plane"
_DETONATION: Final = frozenset({"frame.detonate", "frame.device"})
_LADEN_CAR: Final = "weapon.vbied"
_FLYING: Final = frozenset({"frame.fall", "frame.hit", "frame.detonate", "frame.device"})
_PARTED: Final = _MISSILES | _ALOFT | frozenset({"naval", "ied"})


class ArmsTold:
    """The kinds of weapons that an article has told; one of these for each article."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.missile = ""
        self.last = ""
        self.aloft = ""
        self.mortar = False

    def settle(self, view: View, drafts: list[Draft]) -> None:
        """Give the plain weapons of a sentence their kind: *the* missile is the one told before; what an aircraft
        fires is no rocket; in an article that tells of mortars a shell is one of them.
        """
        for draft in drafts:
            self._of_them(view, draft)
            self._the_car(view, draft)
            for arm in draft.weapons:
                if arm.kind == "aircraft" and self.aloft == "drone" and _the_plane(view, arm):
                    arm.kind = "drone"
                if arm.kind not in _STOPPING:
                    self.last = arm.kind
                    self.aloft = arm.kind if arm.kind in _ALOFT else self.aloft
                if arm.kind in _MISSILES:
                    self._missile(view, draft, arm)
                elif arm.kind == "mortar":
                    self.mortar = True
                elif arm.kind == "artillery" and self.mortar and _only(view, arm, _SHELL) is not None:
                    arm.kind = "mortar"

    def _of_them(self, view: View, draft: Draft) -> None:
        """`shot down seven of them`, `most of them`, `the second was shot down`: of the weapons told before, in this
        sentence or an earlier one.
        """
        if any(self._own(view, draft, a) for a in draft.weapons):
            return
        here = view.chunk(draft.unit)
        if draft.type == "assault" or here.kind == "verb":
            self._one_of_them(view, draft, here)
        if draft.type != "intercept" or not self.last:
            return
        for chunk in view.chunks[here.index + 1 : here.index + REACH]:
            if chunk.clause != here.clause or chunk.kind not in ("np", "prep", "time"):
                return
            part = _part(view, chunk) if chunk.kind == "np" and not chunk.prep else None
            if part is not None:
                draft.weapons[:] = [a for a in draft.weapons if a.kind in _STOPPING]
                span, count = part
                words = view.text[span.start : span.end]
                draft.weapons.append(Arm(span, words, self.last, count, "some of the weapons before"))
                return

    def _one_of_them(self, view: View, draft: Draft, here: Chunk) -> None:
        """`one of them blew up inside`, `the second fell short`: a part of what came, told as what flew or fell."""
        if self._of_all(view, draft, here):
            return
        flew = draft.type == "intercept" or armed_more.frame_of(self.lexicon, draft) in _FLYING
        if not flew or any(a.kind not in _STOPPING for a in draft.weapons):
            return
        inside = here.kind == "np" and here.last - draft.unit == 2 and view.units[draft.unit] is here.head
        if inside and _one(view, here) and not view.units[draft.unit + 1].article:
            unit = view.units[draft.unit + 1]
            kind = _told_here(view, here) or self.last
            if kind in _PARTED:
                words = view.text[unit.bare_start : unit.end]
                draft.weapons.append(Arm(Span(unit.bare_start, unit.end), words, kind, 1, "one of the weapons before"))
            return
        sides = (here.index - 1, here.index + 1)
        for chunk in [view.chunks[at] for at in sides if 0 <= at < len(view.chunks)]:
            bare = chunk.kind in ("np", "time") and not chunk.prep and chunk.last - chunk.first == 1
            if bare and (_one(view, chunk) or (is_another(chunk.head) and _told_here(view, chunk))):
                span, count = _and_another(view, chunk)
                kind = _told_here(view, chunk) or self.last
                if kind in _PARTED:
                    words = view.text[span.start : span.end]
                    draft.weapons.append(Arm(span, words, kind, count, "one of the weapons before"))
                return

    def _the_car(self, view: View, draft: Draft) -> None:
        """`the truck blew up`, of a truck laden with explosives told before it in the sentence."""
        here = view.chunk(draft.unit)
        if draft.weapons or armed_more.frame_of(self.lexicon, draft) not in _DETONATION:
            return
        for chunk in view.chunks[max(0, here.index - 1) : here.index + 2]:
            noun = chunk.head.noun
            if chunk.kind != "np" or noun is None or "vehicle" not in noun.classes or not chunk.head.article:
                continue
            if any(s.id == _LADEN_CAR for u in view.units[: chunk.first] for s in u.has.weapon):
                words = view.text[chunk.start : chunk.end]
                draft.weapons.append(Arm(Span(chunk.start, chunk.end), words, "ied", 1, "the laden car told before"))
            return

    def _of_all(self, view: View, draft: Draft, here: Chunk) -> bool:
        """`one out of three that attacked the base`: all of them came."""
        chunk = view.chunks[here.index - 1] if here.index else None
        if chunk is None or chunk.amount is None or chunk.prep not in view.closed("out_of") or draft.weapons:
            return False
        kind = _told_here(view, chunk) or self.last
        if kind in _PARTED:
            words = view.text[chunk.start : chunk.end]
            count = chunk.amount.low
            draft.weapons.append(Arm(Span(chunk.start, chunk.end), words, kind, count, "all the weapons of which some"))
        return True

    @staticmethod
    def _own(view: View, draft: Draft, arm: Arm) -> bool:
        """Whether a weapon stands after the word that tells what became of it: it is named there."""
        return arm.kind not in _STOPPING and arm.span.start >= view.units[draft.unit].start

    def _missile(self, view: View, draft: Draft, arm: Arm) -> None:
        plain = _only(view, arm, _MISSILE)
        if plain is not None:
            again = (plain.article or plain.pronoun) and not plain.prep and self.missile
            if again and arm.count == 1:
                arm.kind = self.missile
            elif armed_more.by_state(self.lexicon, draft):
                arm.kind = "missile"
            elif again:
                arm.kind = self.missile
            elif not plain.conj and any(other.kind in _ALOFT and not _joined(view, other) for other in draft.weapons):
                arm.kind = "missile"
        elif arm.kind == "rocket" and arm.rule.endswith("adjective") and not (draft.definite or _shelling(view, arm)):
            arm.kind = "missile" if armed_more.by_state(self.lexicon, draft) else arm.kind
        self.missile = arm.kind


def _shelling(view: View, arm: Arm) -> bool:
    """Whether an adjective of weapons stands by the word for shelling, which no missile does."""
    before = [u for u in view.units if u.bare_start <= arm.span.start][-2:]
    return any(s.id.startswith(SHELLING) for u in before for s in u.has.trigger)


def _the_plane(view: View, arm: Arm) -> bool:
    """Whether an aircraft is only *the* aircraft."""
    plane = _only(view, arm, _PLANE)
    return plane is not None and plane.article and not plane.prep and arm.span.end <= plane.end


def _told_here(view: View, chunk: Chunk) -> str:
    """The kind of the weapon named last before a phrase of its sentence."""
    for before in reversed(view.chunks[: chunk.index]):
        sense = next(iter(before.head.has.weapon), None) if before.kind == "np" else None
        if sense is not None and sense.shape == "form":
            return str(sense.sort)
    return ""


def _one(view: View, chunk: Chunk) -> bool:
    """Whether a phrase is one of several told before: one of them, the second, another."""
    unit = chunk.units[chunk.last - 1]
    form = unit.token.word.loose
    if any(s.id == "quantity.one_of" for s in unit.has.quantity):
        return bool(unit.pronoun)
    if form in view.closed("another"):
        return not unit.article
    return _ordinal(unit)


def _ordinal(unit: Unit) -> bool:
    """Whether an ordinal stands alone for one of several: the second, the first."""
    return is_another(unit) and (unit.token.form.endswith(TA_MARBUTA) or unit.token.word.loose.endswith((YA, ALIF)))


def _and_another(view: View, chunk: Chunk) -> tuple[Span, int]:
    """The words for one of several, and of the next one joined to it (the second *and the third*); how many."""
    after = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
    if after is None or not after.conj or after.last - after.first > 1 or not _ordinal(after.head):
        return Span(chunk.head.bare_start, chunk.end), 1
    return Span(chunk.head.bare_start, after.end), 2


def _part(view: View, chunk: Chunk) -> tuple[Span, int | None] | None:
    """The words for a part of what was told before, and how many: seven of them, most of them, the second."""
    after = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
    of = after is not None and after.kind == "prep" and after.head.token.form.startswith(tuple(view.closed("from")))
    if chunk.amount is not None and chunk.head.tag in ("num", "quant") and after is not None and of:
        return Span(chunk.start, after.end), chunk.amount.low
    form = chunk.head.token.word.loose
    if (of and form in view.closed("shares")) or ((of or chunk.head.pronoun) and is_share(view, chunk)):
        return Span(chunk.start, after.end if of and after is not None else chunk.end), None
    if any(s.id == "quantity.one_of" for s in chunk.head.has.quantity) and chunk.head.pronoun and not of:
        return Span(chunk.start, chunk.end), 1
    if chunk.last - chunk.first == 1 and _ordinal(chunk.head):
        return _and_another(view, chunk)
    return None


def _joined(view: View, arm: Arm) -> bool:
    """Whether a weapon is the next of a list: it was sent beside the others and fired none of them."""
    return any(u.conj for u in view.units if u.bare_start == arm.span.start)


def _only(view: View, arm: Arm, wanted: str) -> Unit | None:
    """The word of a weapon phrase that names it, where that is the plain one and all that the phrase tells."""
    start, end = arm.span.start, arm.span.end
    found = [u for u in view.units if u.has.weapon and u.bare_start < end and start < u.end]
    if len(found) != 1 or any(s.id != wanted or s.shape == "adjective" for s in found[0].has.weapon[:1]):
        return None
    return found[0]


def of_its_force(lexicon: Lexicon, view: View, draft: Draft) -> None:
    """A force called by its weapon (the army's artillery, the air force, the air defences) arms what it does, whatever
    phrase names it.
    """
    if draft.type not in ("assault", "intercept") or not draft.initiator:
        return
    best = likeliest(draft.initiator).value
    kind = _kind_of_force(lexicon, view, best)
    if kind not in (_STOPPING if draft.type == "intercept" else _STRIKING):
        return
    stops = draft.type == "intercept"
    if kind == "aircraft" and armed_more.unmanned(view, best):
        kind = "drone"
    if not any(a.kind == kind or (a.kind in _ALOFT and not stops) or a.span.overlaps(best.span) for a in draft.weapons):
        draft.weapons.append(Arm(best.span, best.text, kind, None, "a force called by its weapon"))


def _kind_of_force(lexicon: Lexicon, view: View, mention: Mention) -> str:
    """The weapon that a force is called by, nothing where it is called by none."""
    if mention.head in view.closed("air_defences"):
        return "air_defence"
    for weapon in mention.weapons[:1]:
        return str(lexicon.get(weapon).kind)
    if mention.noun == _AVIATION:
        return "aircraft"
    return _first_word(lexicon, view, mention)


def _first_word(lexicon: Lexicon, view: View, mention: Mention) -> str:
    """The weapon that opens a name of several words (the artillery of the occupation), nothing for another name."""
    unit = next((u for u in view.units if u.bare_start == mention.span.start), None)
    if unit is None or unit.last - unit.first < 2 or not unit.names:
        return ""
    senses = lexicon.senses(view.tokens[unit.first].word).by.get("weapon", ())
    return next((s.sort for s in senses if not s.rest and s.shape == "form"), "")
