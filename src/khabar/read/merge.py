"""Which triggers of a sentence tell one and the same happening.

Invariant: one happening in one sentence is one record (codebook, rule 5.3); the others lend it their arguments.
"""

from __future__ import annotations

from typing import Final

from khabar.model.native import mypyc_attr
from khabar.packs.lexicon import Lexicon
from khabar.read.aimed_on import aimed_on, felled_on
from khabar.read.carriers import Carrier, carried
from khabar.read.event_nouns import counted_by, moved_by, noun_into, of_toll, outcome_of, spoken_into, strengthening
from khabar.read.event_verbs import (
    ENDING,
    aiming,
    damaged_by,
    felled,
    killed_in,
    launched_at,
    result_of,
    ruined_by,
    strengthens,
    verb_into,
)
from khabar.read.evidence import FORCE
from khabar.read.frames import Slots, slots_of
from khabar.read.happenings import Hit, of_doers
from khabar.read.results import borne, ranked, reached, regained, sent, weapon_aimed
from khabar.read.speech_acts import BURDENING, CLAIMING, accused_of, claimed, ordered
from khabar.read.struck_gatherings import is_struck, take_in
from khabar.read.subjects_before import only_dates
from khabar.read.view import View

CEASE: Final = "frame.cease"
ORDERING: Final = "request.amara"
RESPONSIBLE: Final = "accuse.dulu"
DEEDS: Final = FORCE | {"coerce", "mobilize", "aid"}


def _sent_before(view: View, hit: Hit, verb: int) -> bool:
    """Whether a verb only tells who sent what was stopped (the interception of a missile *that the group fired*)."""
    return hit.type == "intercept" and verb > hit.unit and view.clauses[view.chunk(verb).clause].kind == "rel"


def _carries(view: View) -> bool:
    """Whether a sentence has a word that may be a light verb."""
    return any(unit.has.light for unit in view.units)


@mypyc_attr(acyclic=True)
class Happening:
    """One happening of a sentence: its main trigger, those that only add to it, and the light verbs that carry it."""

    __slots__ = ("carriers", "hit", "merged")

    def __init__(self, hit: Hit) -> None:
        self.hit = hit
        self.merged: list[Hit] = []
        self.carriers: list[Carrier] = []


class Merger:
    """Groups the hits of a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._slots: dict[str, Slots] = {}

    def group(self, view: View, hits: list[Hit]) -> list[Happening]:
        """The happenings in order of their main triggers, each with the light verbs that carry it."""
        struck = [h for h in hits if is_struck(view, h, hits)]
        for hit in struck:
            take_in(view, hit)
        hits = [h for h in hits if h not in struck] if struck else hits
        if not hits:
            return []
        if len(hits) == 1 and (view.units[hits[0].unit].tag == "verb" or not _carries(view)):
            return [Happening(hits[0])]
        nouns = {view.chunk_of[h.unit]: h for h in reversed(hits) if view.units[h.unit].tag != "verb"}
        into: dict[int, int] = {}
        apart = frozenset(h.unit for h in hits if of_doers(view, h.unit))
        free = {index: h for index, h in nouns.items() if h.unit not in apart} if apart else nouns
        dated = free  # without what only dates another (hours after *the raid*, gunmen broke in)
        if any(chunk.kind == "time" for chunk in view.chunks):
            dated = {index: h for index, h in free.items() if not only_dates(view, view.chunks[index])}
        others = [h for h in hits if h.unit not in apart] if apart else hits
        for hit in others if len(others) > 1 else ():
            whole = len(dated) == len(free) or view.clause(hit.unit).kind == "rel"
            whole = whole or all(index > view.chunk_of[hit.unit] for index in free if index not in dated)
            other = self._main(view, hit, others, free if whole else dated)
            if other is not None and (accused_of(view, hit, other, hits) or strengthening(view, other, [hit])):
                other = None
            if other is not None and strengthens(view, hit, other):
                view.chunk(hit.unit).kind = "aside"  # bombed it *a bombing*: nothing that was struck
            if other is not None and into.get(other.unit, other.unit) != hit.unit:
                into[hit.unit] = into.get(other.unit, other.unit)
        happenings = {h.unit: Happening(h) for h in hits if h.unit not in into}
        for hit in hits if into else ():
            main = happenings.get(into.get(hit.unit, -1))
            if main is not None:
                main.merged.append(hit)
        settled: set[int] = set()
        named = {index: hit for index, hit in nouns.items() if hit.shape != "active"}  # goes on, *accusing*
        for carrier in self._carriers(view) if nouns else ():
            if carrier.unit in settled:
                continue
            hit_unit = carried(view, carrier, named)
            if hit_unit is not None and carrier.unit < hit_unit and hit_unit in apart:
                continue  # fired at *whoever carried out* the operation
            main = happenings.get(into.get(hit_unit, hit_unit)) if hit_unit is not None else None
            if main is not None and main.hit.type == "claim" and main.hit.unit < carrier.unit:
                here = view.chunk_of[main.hit.unit]  # its responsibility for [an attack that hit]
                beside = (h for h in happenings.values() if view.chunk_of[h.hit.unit] == here)
                main = next((h for h in beside if h.hit.type != "claim"), main)
            if main is not None and not _sent_before(view, main.hit, carrier.unit):
                main.carriers.append(carrier)
                settled.add(carrier.unit)
        return [happenings[unit] for unit in sorted(happenings)]

    def _main(self, view: View, hit: Hit, hits: list[Hit], nouns: dict[int, Hit]) -> Hit | None:
        """The happening that `hit` belongs to, None if it is its own."""
        unit = view.units[hit.unit]
        chunk = view.chunk(hit.unit)
        beside = self._beside(view, hit, hits)
        if beside is not None:
            return beside
        if hit.sense.id == RESPONSIBLE:
            burden = next((h for h in hits if h.sense.id == BURDENING and 0 < hit.unit - h.unit <= CLAIMING), None)
            if burden is not None:
                return burden
        if hit.type == "claim":
            return claimed(view, hit, hits)
        if hit.sense.id == ORDERING:
            return ordered(view, hit, hits)
        if hit.type == "threaten":
            vow = next((h for h in hits if h.type == "threaten" and h.unit < hit.unit), None)
            if (
                vow is not None
                and view.units[vow.unit].tag == "verb"
                and 0 < chunk.index - view.chunk_of[vow.unit] <= 8
                and not chunk.conj
            ):
                return vow
        told = (
            strengthening(view, hit, hits)
            or counted_by(view, hit, chunk, hits)
            or aiming(view, hit, hits)
            or aimed_on(view, hit, hits)
            or felled_on(view, hit, hits)
            or outcome_of(view, hit, chunk, hits)
            or reached(view, hit, chunk, hits)
            or ranked(view, hit, chunk, hits)
            or regained(view, hit, hits)
            or borne(view, hit, chunk, hits)
            or sent(view, hit, chunk, hits)
            or weapon_aimed(view, hit, chunk, hits)
        )
        if told is not None:
            return told
        if hit.shape == "phrase" and hit.type in FORCE and hit.entry.outcome == "hit":
            earlier = [h for h in hits if h.unit < hit.unit and h.type in FORCE]
            if earlier:
                return earlier[-1]
        struck = launched_at(view, hit, chunk, hits)
        if struck is not None:
            return struck
        if unit.tag == "verb":
            return (
                killed_in(view, hit, chunk, nouns)
                or damaged_by(view, hit, chunk, nouns)
                or ruined_by(view, hit, chunk, nouns)
                or felled(view, hit, chunk, hits)
                or verb_into(view, hit, chunk, nouns, hits)
                or result_of(view, hit, chunk, hits)
            )
        ended = killed_in(view, hit, chunk, nouns) if hit.sense.id == ENDING else None
        if ended is not None:
            return ended
        first = nouns.get(chunk.index)
        if first is not None and first.unit < hit.unit and first.type in FORCE and hit.type in FORCE:
            return first
        if first is not None and first.unit < hit.unit <= first.unit + 3 and first.type == hit.type == "mobilize":
            return first  # the arrival of a column of reinforcements
        moved = moved_by(view, hit, chunk, hits) if hit.type == "mobilize" else None
        if moved is not None:
            return moved
        counted = of_toll(view, hit, hits)
        if counted is not None:
            return counted
        if hit.type not in FORCE:
            return spoken_into(view, hit, chunk, hits)
        ceased = next((h for h in hits if h.unit == hit.unit - 1 and h.sense.frame == CEASE), None)
        if ceased is not None and not unit.conj and not unit.prep:
            return ceased  # the suspension of attacks: what is stopped is no happening of its own
        return noun_into(view, hit, chunk, hits)

    @staticmethod
    def _beside(view: View, hit: Hit, hits: list[Hit]) -> Hit | None:
        """`seized and destroyed`: two words for one deed, side by side, that share what stands around them."""
        unit = view.units[hit.unit]
        if not unit.conj or hit.unit == 0 or unit.article:
            return None
        first = next((h for h in hits if h.unit == hit.unit - 1), None)
        if first is None or first.type not in DEEDS or hit.type not in DEEDS:
            return None
        return first if (view.units[first.unit].tag == "verb") == (unit.tag == "verb") else None

    def _carriers(self, view: View) -> list[Carrier]:
        found = []
        for at, unit in enumerate(view.units):
            for sense in unit.has.light:
                if (sense.shape in ("verb", "passive")) != (unit.tag in ("verb", "kana")):
                    continue
                slots = self._slots.get(sense.id)
                if slots is None:
                    slots = self._slots[sense.id] = slots_of(sense.entry.shape)
                found.append(Carrier(at, sense, slots))
        return found
