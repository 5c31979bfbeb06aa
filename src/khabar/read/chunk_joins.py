"""Which word goes on with a noun phrase: constructs, adjectives, names, and where they end.

Invariant: each answer looks at the head of the phrase, its last word and the next one; a phrase grows word by word.
"""

from __future__ import annotations

from typing import Final

from khabar.packs.lexicon import Lexicon
from khabar.read.chunk_ends import PhraseEnds, called_so, is_another_man, is_masdar, is_stranger, past_name
from khabar.read.chunk_words import (
    begins_with_compass,
    carries,
    describes_men,
    ends_definite,
    ends_in_adjective,
    governs,
    is_body,
    is_definite,
    is_event,
    is_fighter,
    is_full_plural,
    is_known_noun,
    is_lone_fighter,
    is_manned,
    is_named_site,
    is_numbered,
    is_ridden,
    is_site,
    is_some_speaker,
    is_struck,
    is_titled,
    is_unknown_side,
    is_vehicle,
    is_weapon,
    stands_alone,
    takes_name,
    tells_kind,
    tells_side,
)
from khabar.read.own_names import OwnNames, closes_name, quoted_end
from khabar.read.units import BODIES, Unit, has_article, is_accusative, is_ordinal
from khabar.text.clitics import AL
from khabar.text.letters import ALIF, HA, HAMZA, HAMZA_ABOVE, MAQSURA, MIM, NUN, TA_MARBUTA, WAW, YA, loose

ANY: Final = "grammar.quantifier.any"
BACKING: Final = "none.backed"
ARMED: Final = "noun.gunman"
BANDS: Final = frozenset({"group", "force"})
CAPITAL: Final = "place_word.head.capital"
ATTACKING: Final = "noun.attacker"
HELICOPTER: Final = "noun.helicopter"
ADJECTIVAL: Final = (YA, YA + TA_MARBUTA, YA + ALIF)
UNMARKED: Final = frozenset((TA_MARBUTA, HA, ALIF, MAQSURA, YA, HAMZA))  # ends of feminines and of names in -i


def _are_two(last: Unit, unit: Unit) -> bool:
    """Whether people with the article stand beside another word with it that no pack has as a noun: two phrases, for
    they neither describe it nor are in construct with it.
    """
    if not last.article or last.tag != "noun" or last.noun is not None or last.has.harm or last.has.office:
        return False
    people = unit.noun is not None and ("person" in unit.noun.classes or unit.noun.kind == "civilians")
    return people and not last.names and any(s.number == "p" for s in unit.has.noun)


class PhraseJoins:
    """Finds where the noun phrase of a head ends; keeps nothing between sentences."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._behalf = lexicon.closed("behalf")
        self._former = lexicon.closed("former")
        self._compass_words = lexicon.closed("compass")
        self._governing = lexicon.closed("governing_preps")
        self._totals = lexicon.closed("totals")
        self._arms = lexicon.closed("arms_of_service")
        self._burdens = lexicon.closed("burdens")
        self._qualities = lexicon.closed("qualities")
        self._unknown = lexicon.closed("nameless")
        self._without = lexicon.closed("pilotless")
        self._ends = PhraseEnds(lexicon)
        self._own_names = OwnNames(lexicon)

    def extend(self, units: list[Unit], at: int) -> int:
        """One past the last unit of the noun phrase whose head is at `at`: constructs, adjectives, names."""
        end = at + 1
        whichever = at > 0 and units[at - 1].tag == "quant" and any(s.id == ANY for s in units[at - 1].has.grammar)
        while end < len(units) and end - at < 12:
            unit, last = units[end], units[end - 1]
            called = self._own_names.past(units, at, end)
            if called:
                return quoted_end(units, called) or self.extend(units, called)  # a group that calls itself X
            if unit.article and unit.tag == "noun" and is_event(unit) and closes_name(units, at, end):
                break  # «the front» | the attack
            if whichever and (unit.article or unit.pronoun or any(s.shape == "phrase" for s in unit.has.trigger)):
                break  # no group [has claimed] | the attack
            if unit.tag == "quant" and _numerous(units, end):
                end += 1  # quarters, *several*
                continue
            if unit.noun is not None and unit.noun.id == HELICOPTER and _rotary(units, at, end):
                end += 1  # planes of war *and rotary ones*; the planes of the regime, *the rotary ones*
                continue
            if unit.conj or unit.prep or unit.tag not in ("noun", "name", "word", "adj", "num", "dem"):
                break
            if unit.tag == "adj" and end == at + 1 and at and units[at - 1].tag == "verb" and called_so(last, unit):
                end += 1
                continue
            if not unit.names and self._of_a_kind(units, end):
                end += 2  # gunmen | of unknown identity; missiles | of long range
                continue
            if end > at + 1 and last.tag == "adj" and unit.by and called_so(units[at], last):
                break
            if end > at + 1 and last.tag == "adj" and is_weapon(units[end - 2]) and _unmanned(unit):
                end += 1  # the bombing by a Turkish plane, *an unmanned one*
                continue
            if unit.tag == "num" and is_numbered(last) and self._of_arm(units, end):
                return end + 2  # the 19th division, *infantry*
            if not self._joins(units[at], last, unit) or (unit.tag == "num" and _counts_next(units, end)):
                break
            if end > at + 1 and unit.names and past_name(units, at, end):
                break
            end += 1
        return end

    def _of_arm(self, units: list[Unit], at: int) -> bool:
        """Whether the word after a figure tells of what arm the force is that it numbers: it counts nobody."""
        following = units[at + 1] if at + 1 < len(units) else None
        if following is None or following.article or following.conj or following.prep or units[at].value is None:
            return False
        return following.token.word.loose in self._arms

    def _of_a_kind(self, units: list[Unit], at: int) -> bool:
        """Whether an adjective stands before a genitive that says in what respect it is so (long *of range*)."""
        following = units[at + 1] if at + 1 < len(units) else None
        if following is None or not following.article or following.prep or following.conj:
            return False
        return following.token.word.loose in self._qualities

    def _of_former(self, last: Unit) -> bool:
        """Whether a name of several words ends in a word for somebody who has left office."""
        rest = last.names[0].rest
        return bool(rest) and loose(rest[-1]) in self._former

    def _on_behalf(self, last: Unit) -> bool:
        """Whether a speaker's words end before whom he speaks for (the spokesman in the name of | the movement)."""
        if last.last - last.first == 1 or not last.has.speaker:
            return False
        rest = last.has.speaker[0].rest
        return bool(rest) and loose(rest[-1]) in self._behalf

    def _pilotless(self, unit: Unit) -> bool:
        """Whether a phrase is `without a pilot`, which describes a plane told before it."""
        if unit.last - unit.first < 2 or not unit.has.weapon:
            return False
        return unit.token.word.loose in self._without

    def _joins(self, head: Unit, last: Unit, unit: Unit) -> bool:
        """Whether `unit` continues a phrase that ends in `last`."""
        plane = last.last - last.first > 1 and last.noun is not None and "aircraft" in last.noun.classes
        if plane and _unmanned(unit):
            return True  # a war plane, *an unmanned one*
        if self._pilotless(unit) and last.tag == "adj" and head.noun is not None and "aircraft" in head.noun.classes:
            return True  # an American plane, *an unmanned one*
        if self._pilotless(last) and unit.tag in ("noun", "word", "name") and not unit.article:
            return False  # an unmanned plane | a hut
        if unit.article and (last.article or last.names) and unit.noun is not None and unit.noun.id == ATTACKING:
            return unit.token.form.endswith(TA_MARBUTA)  # the *attacking* groups
        titled = unit.article and unit.tag == "noun" and (unit.has.noun or is_event(unit)) and is_titled(head)
        if (titled and (_named(last) or _is_whole_person(last))) or self._ends.here(last, unit):
            return False  # the envoy Geir Pedersen, the parties: a name is over
        if not (unit.conj or is_event(head)) and any(s.id == BACKING for s in unit.has.trigger):
            return True  # the Iraqi armed factions | backed by Iran
        if last is head and (_of_their_name(unit, last) if unit.names else last.names and _of_their_doing(unit, last)):
            return True
        if unit.names and (is_weapon(last) or last.suffix == "tanwin") and _of_a_group(unit, last):
            return True
        if unit.names and last.names and (unit.has.office or unit.has.person) and self._of_former(last):
            return True  # the forces of the ousted president | Salih
        if _are_armed(last, unit):
            return True
        if tells_side(unit, last) or self._on_behalf(last) or is_unknown_side(last, unit, self._unknown):
            return True
        if last.article and any(s.id == CAPITAL for s in last.has.place_word) and unit.has.place:
            return not unit.article or unit.tag == "name"
        if last is not head and last.tag == "word" and begins_with_compass(unit, self._compass_words):
            return False  # a town of no pack, north of the capital: where the town lies
        if unit.tag == "num" and is_ordinal(unit):
            quarter = bool(last.has.place_word)  # the third quarter
            men = last.noun is not None and "person" in last.noun.classes
            if not (has_article(unit) or last.article or last.pronoun) and last.tag in ("noun", "adj"):
                return last is head or last.tag == "adj"  # a soldier, a *third* one; a French officer, a *second* one
            return (
                has_article(unit) == (last.article or bool(last.pronoun))
                and (last.tag in ("noun", "word") or quarter)
                and not men
            )
        if unit.tag == "num":
            return unit.value is not None and last.tag in ("noun", "name") and is_numbered(last)
        if unit.tag == "dem":
            return False
        if unit.tag in ("noun", "word", "name") and (
            (is_full_plural(last) and unit.token.form[-2:] != last.token.form[-2:] and not _of_men(unit, last))
            or (unit.suffix == "tanwin" and last.suffix != "tanwin" and last.tag != "num")
        ):
            return False
        if unit.article and unit.tag in ("noun", "name") and last is not head and _is_bare_plural(last):
            return False  # gunmen, Islamists, the building: the plural that ends the phrase takes no genitive
        if unit.pronoun and governs(unit, self._governing):
            return False
        if last.has.harm and head.tag == "num" and not unit.article and unit.token.word.loose in self._totals:
            return False  # rose to 200 wounded *the toll of* the blast
        if unit.tag in ("noun", "name") and ends_in_adjective(last) and not is_stranger(unit):
            return False
        if unit.article and last.article and unit.token.word.loose in self._burdens:
            return False  # burdened the government with | the responsibility
        if unit.article and unit.tag == "noun" and _are_two(last, unit) and last is head:
            return False  # the statement called on | the residents
        if last.last - last.first > 2 and unit.noun is not None and last.has.trigger and not unit.article:
            return False  # a blast by a car bomb [struck] | a convoy
        harmed = unit.tag == "noun" and bool(unit.has.harm)
        if ((unit.article and unit.tag in ("noun", "name")) or harmed) and is_some_speaker(last):
            return False  # a military source accused | the Houthis; told of | the death of
        if last.suffix.startswith("dual") and unit.suffix.startswith("dual"):
            return True
        if last.names and unit.article and unit.token.form.endswith(YA + NUN) and unit.tag == "word":
            return False  # the planes of X, the two floors: an adjective would agree
        if is_weapon(last) and (is_vehicle(unit) or is_named_site(unit) or (is_site(unit) and unit.article)):
            return False  # a drone [struck] a car; three drones, the refinery; planes [bombed] Shifa hospital
        if (
            is_weapon(last)
            and unit.tag == "noun"
            and not unit.article
            and not last.has.trigger
            and (last.last - last.first > 1 or stands_alone(unit) if not is_weapon(unit) else carries(last, unit))
        ):
            return False
        if last.tag == "adj" and is_weapon(head) and is_weapon(unit) and not unit.article:
            unmanned = any(sense.sort == "drone" for sense in unit.has.weapon)
            return unmanned and unit.token.form.endswith(TA_MARBUTA)  # Turkish unmanned planes
        if is_manned(last) and unit.tag == "noun" and is_weapon(unit) and not unit.article:
            return False
        apart = is_ridden(unit) or (is_lone_fighter(last) and is_site(unit))
        if is_lone_fighter(last) and unit.pronoun and not last.article and unit.tag == "noun":
            return False  # a bomber set off | his belt
        if (
            is_lone_fighter(last)
            and unit.article
            and not last.article
            and unit.tag in ("noun", "name")
            and is_struck(unit)
        ):
            return False  # a gunman attacked | the church
        if _beside_two(last, unit):
            return False  # a gunman killed | two policemen
        many = last.token.form.endswith((WAW, YA)) and not is_lone_fighter(last)  # gunmen *of* a tribe
        if is_fighter(last) and unit.tag == "noun" and not (unit.article or last.article or many) and apart:
            return False
        if last.pronoun and unit.tag != "adj":
            return False
        if unit.tag == "adj":
            return unit.article or not last.article
        if unit.tag == "name":
            if is_person(unit) and _is_whole_person(last):
                return False  # President A, B: the name is over, another follows
            if (is_titled(last) or is_titled(head)) and (unit.has.person or unit.has.office):
                return True
            if head.pronoun and takes_name(head) and last.tag == "adj" and is_person(unit):
                return True  # his Turkish counterpart, his name
            if is_weapon(last) and last.last - last.first > 1:
                return False
            whole = is_definite(last) or ends_definite(last)
            return not whole and last.suffix not in ("tanwin", "dual") and last.tag in ("noun", "word", "num")
        if is_definite(last):
            if (
                unit.article
                and not unit.names
                and not is_event(unit)
                and not is_site(unit)
                and unit.token.form.endswith((YA, YA + TA_MARBUTA, YA + YA + NUN, YA + WAW + NUN))
                and not last.names
                and not is_another_man(last, unit)
            ):
                return True  # the terrorist attack, the armed men: an adjective, whatever else the word can be
            if unit.article:
                if describes_men(unit, last):
                    return True
                if any(s.shape == "masdar" or s.shape == "noun" for s in unit.has.report):
                    return False  # renewed | the minister | the assurance
                if last is head and _disagrees(last, unit):
                    return False
                headed = not last.names or last is not head or last.last - last.first > 1
                return not is_known_noun(unit) and unit.tag in ("word", "noun") and headed
            if last is head and is_body(head):
                return False  # the army struck | pockets of rebels
            named = (takes_name(last) or is_titled(head)) and unit.tag == "word" and not is_known_noun(unit)
            return named and not is_masdar(unit)  # appealed to the organizations | to provide
        if last.tag == "adj" or (last.tag in ("num", "quant") and last is not head):
            return (
                unit.tag == "word" and not unit.article and unit.token.form[-1:] == last.token.form[-1:] == TA_MARBUTA
            )
        if last.suffix == "tanwin" and unit.tag == "noun" and unit.token.form.endswith(YA + TA_MARBUTA):
            return (
                not (unit.article or is_vehicle(unit) or is_event(unit)) and not unit.names
            )  # a market, a *local* one
        if last.suffix in ("tanwin", "dual"):
            return not unit.article and (unit.tag == "word" or tells_kind(unit, last))
        return last.tag in ("noun", "word", "name")


def _beside_two(last: Unit, unit: Unit) -> bool:
    """Whether a phrase of two or of several men, in the oblique form, stands beside one who strikes or what does: with
    a gunman, a ship or a weapon it makes no construct.
    """
    if last.article or unit.article or unit.tag != "noun" or not unit.token.form.endswith(YA + NUN):
        return False
    band = last.noun is not None and "person" not in last.noun.classes and unit.suffix == "dual"
    band = band and last.noun is not None and not BANDS.isdisjoint(last.noun.classes)
    if band and unit.noun is not None and "person" in unit.noun.classes:
        return True  # a militia killed | two people
    if is_manned(unit) and is_manned(last) and all(s.number != "p" for s in last.has.noun):
        return True
    craft = last.noun is not None and last.noun.kind == "vessel"
    return (is_lone_fighter(last) or craft or is_weapon(last)) and bool(unit.noun is not None or unit.has.weapon)


def _are_armed(last: Unit, unit: Unit) -> bool:
    """Whether the word for a gunman describes the men told before it, in their case (20 men, *armed*)."""
    if unit.noun is None or unit.noun.id != ARMED or last.noun is None or "person" not in last.noun.classes:
        return False
    if last.noun.id == ARMED or unit.article or last.article or unit.last - unit.first > 1:
        return False
    return is_accusative(last.token.form) and (unit.suffix == "tanwin" or unit.token.form.endswith(YA + NUN))


def _unmanned(unit: Unit) -> bool:
    """Whether a word is the feminine *unmanned*, which describes a plane told before it."""
    if unit.article or unit.tag not in ("noun", "word", "adj") or not unit.token.form.endswith(TA_MARBUTA):
        return False
    return any(sense.sort == "drone" for sense in unit.has.weapon)


def _rotary(units: list[Unit], at: int, end: int) -> bool:
    """Whether the feminine of a helicopter's word describes the planes told before it."""
    unit, last = units[end], units[end - 1]
    if unit.prep or unit.pronoun or not unit.token.form.endswith(TA_MARBUTA):
        return False
    planes = any(u.noun is not None and "aircraft" in u.noun.classes for u in units[at:end])
    return planes and unit.article == has_article(last) if unit.conj else planes and unit.article and is_definite(last)


def _disagrees(last: Unit, unit: Unit) -> bool:
    """Whether a definite word that no pack knows cannot describe a feminine body (the government declared |
    the mourning).
    """
    if unit.tag != "word" or unit.by or last.last - last.first > 1 or last.pronoun or last.noun is None:
        return False
    form = unit.token.form
    told = last.noun.kind in BODIES and last.token.form.endswith(TA_MARBUTA)
    return told and len(form) > 4 and form[-1] not in UNMARKED and unit.token.word.raw[:1] != HAMZA_ABOVE


def _numerous(units: list[Unit], at: int) -> bool:
    """Whether a word for several stands after the plural that it describes, and counts nothing after it."""
    unit, last = units[at], units[at - 1]
    if (
        unit.conj
        or unit.prep
        or unit.article
        or last.article
        or last.pronoun
        or last.tag not in ("noun", "word", "adj")
    ):
        return False
    if not unit.token.form.endswith(TA_MARBUTA) or unit.first != last.last:
        return False
    following = units[at + 1] if at + 1 < len(units) else None
    return following is None or bool(following.prep) or following.conj or following.tag in ("prep", "mark", "adverb")


def _counts_next(units: list[Unit], at: int) -> bool:
    """Whether a figure counts the noun after it in the accusative (the brigade [lost] 40 men), numbering nothing."""
    following = units[at + 1] if at + 1 < len(units) else None
    if following is None or following.article or following.conj or following.prep or not units[at - 1].article:
        return False
    return following.suffix == "tanwin" or following.tag in ("noun", "num")


def _of_men(unit: Unit, last: Unit) -> bool:
    """Whether a definite adjective with a plural of its own form is of the people before it (the unarmed civilians)."""
    men = last.noun is not None and "person" in last.noun.classes
    return men and last.article and unit.article and unit.tag == "adj" and bool(unit.has.grammar)


def _of_their_name(unit: Unit, last: Unit) -> bool:
    """Whether the name of men stands beside a word for them in the same case (the terrorists, *the Houthis*)."""
    if not (last.article and unit.article and is_fighter(last)) or unit.last - unit.first > 1:
        return False
    ending = last.token.form[-2:]
    alike = ending == unit.token.form[-2:] and ending in (WAW + NUN, YA + NUN)
    return alike and any(s.kind == "actor" for s in unit.names)


def _of_a_group(unit: Unit, last: Unit) -> bool:
    """Whether the name of a group says as an adjective whose weapon it is (the *Houthi* missile)."""
    form = unit.token.form
    if unit.last - unit.first > 1 or form.startswith(AL) != last.article or not form.endswith(ADJECTIVAL):
        return False
    return any(s.kind == "actor" for s in unit.names)


def _of_their_doing(unit: Unit, last: Unit) -> bool:
    """Whether a participle that no pack knows describes a name of men in its case (the Houthis *allied* with Iran)."""
    if not (last.article and unit.article) or unit.tag != "word" or unit.by or last.last - last.first > 1:
        return False
    ending = last.token.form[-2:]
    alike = ending == unit.token.form[-2:] and ending in (WAW + NUN, YA + NUN)
    return alike and unit.token.form.startswith(AL + MIM)


def _is_bare_plural(unit: Unit) -> bool:
    """Whether an adjective without the article keeps the nun of its plural."""
    return unit.tag in ("adj", "word") and not unit.article and unit.token.form.endswith((WAW + NUN, YA + YA + NUN))


def _is_whole_person(unit: Unit) -> bool:
    """Whether a unit is somebody's full name, or an office together with the name of who holds it."""
    return unit.last - unit.first > 1 and is_person(unit)


def is_person(unit: Unit) -> bool:
    """Whether a unit names somebody: a person, or who holds an office."""
    return bool(unit.has.person) or any(s.extra.isdigit() for s in unit.has.office)


def _named(last: Unit) -> bool:
    """Whether a word is a piece of somebody's name: a name of the packs or a word that no pack knows."""
    return bool(last.has.person) or (last.tag == "word" and not last.by and not last.article)
