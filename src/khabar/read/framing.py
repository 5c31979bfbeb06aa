"""Names of places that the words beside them put elsewhere: a village of one land told in a province of another.

Invariant: a name is left without a place only by an area that its own sentence says it lies in, right after it or as
the sentence opens; degrees WGS 84, kilometres. Names that stay keep every sense that fits.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

from khabar.model.earth import flat_km
from khabar.packs.lexicon import NONE, NOTHING, Kinds, Lexicon, Sense
from khabar.read.units import NOWHERE, Unit
from khabar.text.clitics import AL, BA
from khabar.text.letters import FA, HA, LAM, YA, loose

POINTS: Final = frozenset({"city", "site", "district"})
REACH: Final = 6  # units between a name and the area after it
OPENING: Final = 4  # units of the opening of a sentence
RADIUS_KM: Final = {"site": 60.0, "city": 80.0, "district": 100.0, "province": 300.0, "region": 500.0}
OVER_BORDER_KM: Final = 60.0
OTHER_PROVINCE_KM: Final = 120.0
PROVINCE: Final = ".province"
WELL_KNOWN: Final = 6  # a place of this weight is meant even where its frame is odd
SMALL: Final = 4
SERVING: Final = 6  # units from what a site is for to the word joined to it
SHORT: Final = 2  # letters
AREA_LEVELS: Final = frozenset({"province", "district"})


def leave_misplaced(units: list[Unit], lexicon: Lexicon) -> None:
    """Take from the names of a sentence the places that cannot be meant there; first let words that open names of
    villages be such (the village of Umm X).
    """
    for n in range(1, len(units)):
        if _heads_place(units[n - 1]) and _opens_name(units[n], lexicon):
            units[n].tag, units[n].by, units[n].has = "word", NOWHERE, NOTHING
    for n in range(1, len(units)):
        if units[n].conj and not units[n].by and _begins_name(units, n):
            units[n].tag, units[n].conj, units[n].start = "word", False, units[n].token.start
    doers = lexicon.closed("doer_heads")
    for n in range(len(units) - 1):
        if units[n].has.place_word and units[n].token.word.loose in doers and _tells_deed(units[n + 1]):
            units[n].by = {kind: found for kind, found in units[n].by.items() if kind != "place_word"}
            units[n].has = Kinds(units[n].by)  # who carried out the attack: no crossing
    for n in range(2, len(units)):
        if units[n].conj and units[n].pronoun and _serves(units, n):
            units[n].by = {kind: found for kind, found in units[n].by.items() if kind != "trigger"}
            units[n].has = Kinds(units[n].by)  # a site for making drones ready and their launching
    named = [n for n, unit in enumerate(units) if unit.names]
    if not named:
        return
    headed, situated = lexicon.closed("headed_names"), lexicon.closed("situated_names")
    for n in named:
        if n and _calls_somebody(units[n - 1]) and all(s.kind == "place" for s in units[n].names):
            _set_places(units[n], [], lexicon)  # the mullah Abd al-Rauf, whose name a village has
    named = [n for n in named if units[n].names]
    for n in named:
        if units[n].last - units[n].first == 1 and _is_ordinary(units, n, headed, situated):
            _set_places(units[n], [], lexicon)
    for n in named:
        if n > 1 and units[n].names and _heads_town(units[n - 2]) and _only_ends(units[n - 1], units[n]):
            _set_places(units[n], [], lexicon)
    named = [n for n in named if _places(units[n]) and not _misspelled(units[n])]
    if len(named) < 2:
        return
    inside = lexicon.closed("inside_preps")
    for at, other in pairwise(named):
        if other - at <= REACH and _leads_into(units, at, other, inside) and not _is_direction(units[other]):
            _keep(units[at], [s.entry for s in _places(units[other])], lexicon)
    first = named[0]
    if first < OPENING and _leads_into(units, -1, first, inside):
        area = [s.entry for s in _places(units[first]) if s.level in ("province", "country")]
        if area:
            _keep_by_opening([units[n] for n in named[1:]], area, lexicon)


def _opens_name(unit: Unit, lexicon: Lexicon) -> bool:
    """Whether a conjunction is a word that opens names of villages."""
    return unit.tag == "conj" and unit.token.word.loose in lexicon.closed("name_openers")


def _calls_somebody(unit: Unit) -> bool:
    """Whether a word with its article is a title before somebody's name, and nothing else."""
    title = unit.token.form.startswith(AL) and bool(unit.has.title)
    return title and not (unit.has.place_word or unit.has.office or unit.noun)


def _tells_deed(unit: Unit) -> bool:
    """Whether a word names a use of force."""
    return any(s.shape in ("noun", "phrase") and s.type != "none" for s in unit.has.trigger)


def _begins_name(units: list[Unit], at: int) -> bool:
    """Whether an unknown word in fa- is a name (*Vladimir*, *Vitaly*): right after a verb of saying, or before another
    unknown word after an office.
    """
    unit = units[at]
    if not unit.token.form.startswith(FA) or unit.verb or unit.names or unit.prep or unit.tag not in ("word", "verb"):
        return False
    if units[at - 1].has.report:
        return True
    after = units[at + 1] if at + 1 < len(units) else None
    if after is None or after.tag != "word" or after.by or after.conj or after.prep or after.article:
        return False
    return units[at - 1].tag != "mark" and any(u.has.title for u in units[max(0, at - REACH) : at])


def _serves(units: list[Unit], at: int) -> bool:
    """Whether a joined verbal noun goes on to say what a site is for (a depot for storing and *launching* drones)."""
    if units[at].tag == "verb" or not units[at].has.trigger:
        return False
    for n in range(at - 1, max(0, at - SERVING), -1):
        if units[n].token.form.startswith(LAM) and not units[n].article:
            site = units[n - 1].noun
            return site is not None and (site.kind == "site" or "site" in site.classes)
        if units[n].tag in ("verb", "mark"):
            return False
    return False


def _is_ordinary(units: list[Unit], at: int, headed: frozenset[str], situated: frozenset[str]) -> bool:
    """Whether an ordinary word that is the name of a place too stands where it can be the word only (for a *long*
    time, not Tawila).
    """
    unit = units[at]
    word = loose(unit.token.form[int(unit.conj) + len(unit.prep) :])
    by_head = word in headed
    if not by_head and word not in situated:
        return False
    if not at:
        return True
    before = units[at - 1]
    within = by_head and before.tag == "prep"  # in the hotel
    if (bool(before.has.place_word) and not within) or _joins_place(units, at):
        return False
    if by_head:
        return True
    if unit.prep == BA or before.tag == "prep":
        return False
    noun = before.tag == "noun" and not (before.article or before.pronoun)
    governs = noun and (bool(before.has.trigger) or (before.noun is not None and "place" in before.noun.classes))
    return not governs or (not unit.token.form.startswith(AL) and word.endswith((HA, YA)))


def _joins_place(units: list[Unit], at: int) -> bool:
    """Whether a name is one more of a list of places, or the end of a road (in Hit and *Haditha*)."""
    unit, before = units[at], units[at - 1]
    if unit.prep or not (unit.conj or (before.tag == "mark" and at > 1)):
        return False
    return any(s.kind == "place" for s in (before if unit.conj else units[at - 2]).names)


def _heads_place(unit: Unit) -> bool:
    """Whether a word without its article heads the name of a place (the village of)."""
    words = unit.has.place_word
    return bool(words) and words[0].class_ == "head" and not unit.article and not unit.names


def _heads_town(unit: Unit) -> bool:
    """Whether a word without its article heads the name of a town or village."""
    return _heads_place(unit) and unit.has.place_word[0].level == "city"


def _only_ends(word: Unit, unit: Unit) -> bool:
    """Whether a little known place only ends a name of two words whose first no pack has (the village of X Lozova)."""
    unknown = word.tag == "word" and not word.by and not (word.article or word.prep or word.conj)
    places = _places(unit)
    bare = unit.last - unit.first == 1 and not (unit.prep or unit.conj or unit.token.form.startswith(AL))
    small = all(s.level in POINTS and s.entry.weight <= SMALL for s in places)
    return unknown and bare and bool(places) and small and all(s.kind == "place" for s in unit.names)


def _is_direction(unit: Unit) -> bool:
    """Whether it is a bare direction, which some lands have for a name (the South)."""
    words = unit.has.place_word
    return unit.last - unit.first == 1 and any(word.class_ == "direction" for word in words)


def _places(unit: Unit) -> list[Sense]:
    return [sense for sense in unit.names if sense.kind == "place"]


def _misspelled(unit: Unit) -> bool:
    """Whether a very short word that is a noun too only differs from a name by its hamza (a father, not Ibb): then it
    names no place.
    """
    if len(unit.token.form) > SHORT or unit.last - unit.first > 1 or not unit.has.noun:
        return False
    raw = unit.token.word.raw
    if any(raw in form for sense in _places(unit) for form in sense.entry.forms):
        return False
    unit.names = [sense for sense in unit.names if sense.kind != "place"] or NONE
    if unit.tag == "name" and not unit.names:
        unit.tag = "noun"
    return True


def _leads_into(units: list[Unit], at: int, other: int, inside: frozenset[str]) -> bool:
    """Whether only words for parts and kinds of places stand between two names, after a preposition or a word for an
    area (in the countryside of; the district of).
    """
    led = False
    for unit in units[at + 1 : other]:
        words = unit.has.place_word
        if unit.tag == "prep":
            if unit.token.word.loose not in inside:
                return False
            led = True
        elif words and not (unit.names and _places(unit)):
            led = led or unit.prep in inside or words[0].level in AREA_LEVELS
        elif unit.tag != "adj" or unit.by:
            return False
        if unit.conj or (unit.prep and unit.prep not in inside):
            return False
    last = units[other]
    if last.conj or (last.prep and last.prep not in inside):
        return False
    return led or last.prep in inside


def _keep(unit: Unit, areas: Sequence[Any], lexicon: Lexicon) -> None:
    """Keep the places of a name that lie in one of the areas told with it; none where it is little known elsewhere."""
    senses = _places(unit)
    points = [s for s in senses if s.level in POINTS]
    if not points or len(points) < len(senses):
        return
    fitting = [s for s in points if any(_lies_in(s.entry, area) for area in areas)]
    if len(fitting) == len(points) or (not fitting and any(s.entry.weight >= WELL_KNOWN for s in points)):
        return
    _set_places(unit, fitting, lexicon)


def _keep_by_opening(units: Sequence[Unit], areas: Sequence[Any], lexicon: Lexicon) -> None:
    """Of small places, those in the country of the area that a sentence opens with, unless it tells of another too."""
    countries = {area.country for area in areas}
    told = [_places(unit) for unit in units]
    firm = {s.entry.country for senses in told for s in senses if s.entry.weight > SMALL or s.level not in POINTS}
    for unit, senses in zip(units, told, strict=True):
        fitting = [s for s in senses if s.entry.country in countries or not s.entry.country]
        small = all(s.level in POINTS and s.entry.weight <= SMALL for s in senses)
        strange = all(s.entry.country not in firm and not _near(s.entry, areas) for s in senses)
        if len(fitting) < len(senses) and (fitting or (small and strange)):
            _set_places(unit, fitting, lexicon)


def _set_places(unit: Unit, fitting: list[Sense], lexicon: Lexicon) -> None:
    """Let a unit name these places only; one that names nothing more is a word that no pack knows."""
    unit.names = [s for s in unit.names if s.kind != "place" or s in fitting] or NONE
    if unit.names:
        return
    first = lexicon.senses(unit.token.word)
    kept = {kind: found for kind, found in first.single.items() if kind != "place"}
    unit.tag = "noun" if "noun" in kept else "word"
    unit.article = unit.token.form.startswith(AL)
    unit.by, unit.has = (kept, first.has) if kept else (NOWHERE, NOTHING)


def _near(place: Any, areas: Sequence[Any]) -> bool:
    """Whether it lies not far over the border of an area."""
    return any(flat_km(place, area) <= RADIUS_KM.get(area.level, 0.0) for area in areas if area.level != "country")


def _lies_in(place: Any, area: Any) -> bool:
    """Whether a place can lie in an area, by country, by province and by distance."""
    if not area.country or not place.country:
        return True
    away = flat_km(place, area)
    if place.country != area.country:
        return area.level != "country" and away <= OVER_BORDER_KM
    if area.level == "country" or place.parent == area.id:
        return True
    if area.level == "city" and place.parent == area.parent == f"{area.id}{PROVINCE}":
        return True  # told with the chief town, whose name its province bears
    if area.level == "province" and place.parent.endswith(PROVINCE):
        return away <= OTHER_PROVINCE_KM
    return away <= RADIUS_KM.get(area.level, math.inf)
