"""Weapons of a plain word that say which they are only beside others: in the article before them, or in the happening.

Invariant: only the kind of a weapon that stands is changed here, never its words or its count; sentences come in order.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Arm, Draft
from khabar.packs.lexicon import Lexicon
from khabar.read import armed_more
from khabar.read.units import Unit
from khabar.read.view import View

_MISSILES: Final = frozenset({"rocket", "missile", "ballistic_missile", "cruise_missile"})
_ALOFT: Final = frozenset({"aircraft", "drone"})
_MISSILE: Final = "weapon.missile"
_SHELL: Final = "weapon.shell"


class ArmsTold:
    """The kinds of weapons that an article has told; one of these for each article."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.missile = ""
        self.mortar = False

    def settle(self, view: View, drafts: list[Draft]) -> None:
        """Give the plain weapons of a sentence their kind: *the* missile is the one told before; what an aircraft
        fires is no rocket; in an article that tells of mortars a shell is one of them.
        """
        for draft in drafts:
            for arm in draft.weapons:
                if arm.kind in _MISSILES:
                    self._missile(view, draft, arm)
                elif arm.kind == "mortar":
                    self.mortar = True
                elif arm.kind == "artillery" and self.mortar and _only(view, arm, _SHELL) is not None:
                    arm.kind = "mortar"

    def _missile(self, view: View, draft: Draft, arm: Arm) -> None:
        plain = _only(view, arm, _MISSILE)
        if plain is not None:
            if armed_more.by_state(self.lexicon, draft):
                arm.kind = "missile"
            elif plain.article and not plain.prep and self.missile:
                arm.kind = self.missile
            elif not plain.conj and any(other.kind in _ALOFT and not _joined(view, other) for other in draft.weapons):
                arm.kind = "missile"
        self.missile = arm.kind


def _joined(view: View, arm: Arm) -> bool:
    """Whether a weapon is the next of a list: it was sent beside the others and fired none of them."""
    return any(u.conj for u in view.units if u.bare_start == arm.span.start)


def _only(view: View, arm: Arm, wanted: str) -> Unit | None:
    """The word of a weapon phrase that names it, where that is the plain one and all that the phrase tells."""
    found = [u for u in view.units if u.bare_start < arm.span.end and arm.span.start < u.end and "weapon" in u.by]
    if len(found) != 1 or any(s.entry.id != wanted or s.shape == "adjective" for s in found[0].of("weapon")[:1]):
        return None
    return found[0]


def of_its_force(lexicon: Lexicon, draft: Draft) -> None:
    """A force called by its weapon (the army's artillery) arms what it does, whatever phrase names it."""
    if draft.type != "assault" or not draft.initiator:
        return
    best = max(draft.initiator, key=lambda c: c.score).value
    for weapon in best.weapons[:1]:
        kind = lexicon.get(weapon).kind
        if kind in ("aircraft", "artillery", "drone") and not any(
            a.kind == kind or a.kind in _ALOFT or a.span.overlaps(best.span) for a in draft.weapons
        ):
            draft.weapons.append(Arm(best.span, best.text, kind, None, "a force called by its weapon"))
