"""What one unit can do in a noun phrase: begin it, end it, own it, count it.

Invariant: each answer is told by the unit itself, or by the two that stand side by side.
"""

from __future__ import annotations

from typing import Final

from khabar.model.mentions import Amount
from khabar.model.spans import Span
from khabar.read.chunks import Chunk
from khabar.read.units import ARMED, Unit
from khabar.text.clitics import AL, BA, KAF
from khabar.text.letters import ALIF, LAM, MIM, NUN, TA, TA_MARBUTA, WAW, YA, loose

BELONG: Final = "grammar.prep.belong"
CRAFTS: Final = frozenset({"aircraft", "drone", "naval"})
LONE: Final = frozenset({"noun.gunman", "noun.suicide_bomber", "noun.militant", "noun.sniper"})
PLURALS: Final = (WAW + NUN, YA + NUN)
RELATIVE: Final = loose(YA + TA_MARBUTA)
OFFICEHOLDER: Final = "speaker.officeholder"  # the head of a municipality
RELATIVES: Final = (YA, RELATIVE)


def begins_with_compass(unit: Unit, points: frozenset[str]) -> bool:
    """Whether a name of a place begins with a point of the compass (north of Gaza): an adverb, never a participant."""
    return (
        unit.last - unit.first > 1
        and unit.senses is not None
        and any(s.kind == "place" for s in unit.names)
        and (unit.token.form in points)
    )


def tells_side(unit: Unit, last: Unit) -> bool:
    """Whether an adjective of direction tells which part of the place before it is meant (rural Aleppo, southern)."""
    if not unit.article or not unit.token.form.endswith((YA, TA_MARBUTA)) or not (last.article or last.has.place):
        return False
    return any(s.class_ == "direction" for s in unit.has.place_word)


def tells_kind(unit: Unit, last: Unit) -> bool:
    """Whether an adjective in -iyyan after a counted man tells whose or of what kind he is (11 men, Houthi ones)."""
    people = last.noun is not None and "person" in last.noun.classes
    kind = unit.noun is not None and unit.noun.kind == "armed_group"
    return people and kind and unit.tag == "noun" and unit.token.form.endswith(YA + ALIF)


def describes_men(unit: Unit, last: Unit) -> bool:
    """Whether a definite participle in the plural tells what those before it are, in the same plural (the settlers,
    *armed*; the gunmen, *masked*).
    """
    end = last.token.form[-2:]
    if end not in PLURALS or not last.article or unit.token.form[-2:] != end or unit.tag != "noun":
        return False
    men, kind = last.noun, unit.noun
    if men is None or kind is None or not ("person" in men.classes and "person" in kind.classes):
        return False
    return unit.token.form[:3] == AL + MIM and not (unit.conj or unit.prep)


def is_definite(unit: Unit) -> bool:
    """Whether it has the article, a pronoun or a name."""
    return unit.article or bool(unit.pronoun) or bool(unit.names) or _article_of_name(unit)


def _article_of_name(unit: Unit) -> bool:
    """Whether the article belongs to the form of an actor (the enemy), though the word is read as a common noun."""
    return unit.tag == "noun" and unit.token.form.startswith(AL) and bool(unit.has.actor)


def is_titled(unit: Unit) -> bool:
    """Whether a person's name may follow in apposition: an office, a title, a speaker."""
    return bool(unit.has.office or unit.has.title or unit.has.speaker or unit.has.person)


def is_outlet(unit: Unit) -> bool:
    """Whether it names a paper, a channel or an agency, or is the common word for one."""
    noun = unit.noun
    reporter = unit.entry("speaker")
    if reporter is not None and reporter.source_kind == "media":
        return True
    return bool(unit.has.outlet) or (noun is not None and noun.kind == "media")


def is_body(unit: Unit) -> bool:
    """Whether it is an army that speaks but is nobody: no name follows it."""
    if unit.noun is None or unit.noun.kind != "military" or "person" in unit.noun.classes:
        return False
    return not (unit.has.office or unit.has.title or unit.has.person)


def takes_name(unit: Unit) -> bool:
    """Whether a person's name may follow: a title, or one definite person (the leader, the soldier)."""
    if is_titled(unit):
        return True
    noun = unit.noun
    if noun is None or not (unit.article or unit.pronoun) or "person" not in noun.classes:
        return False
    return all(s.number != "p" for s in unit.has.noun) and not unit.token.form.endswith((WAW + NUN, YA + NUN))


def is_known_noun(unit: Unit) -> bool:
    """Whether a word is a noun of the packs; a participle that only qualifies (the backed ones) is none."""
    if unit.tag == "name" or _plain_noun(unit):
        return True
    if any(s.class_ == "head" for s in unit.has.place_word):
        return True
    if any(s.shape == "form" and s.sort == "firearm" for s in unit.has.weapon):
        return True
    if unit.tag != "noun" or unit.has.grammar:
        return False
    return any(s.shape not in ("participle", "active") for found in unit.by.values() for s in found)


def _plain_noun(unit: Unit) -> bool:
    """Whether a word that names nobody is an ordinary noun of the packs, no adjective, or an unknown plural in -at."""
    if unit.tag != "word":
        return False
    plain = unit.has.grammar
    if not plain:
        return not unit.article and unit.token.form.endswith(ALIF + TA) and len(unit.token.form) > 4
    return all(s.class_ == "noun" and not s.id.endswith("adjective") for s in plain)


def is_full_plural(unit: Unit) -> bool:
    """Whether a noun keeps the nun of its plural, so that nothing can stand in construct with it."""
    form = unit.token.form
    return (
        unit.tag == "noun"
        and not unit.article
        and len(form) > 4
        and form.endswith((WAW + NUN, YA + NUN))
        and (unit.suffix == "" and bool(unit.has.noun or unit.has.harm or unit.has.speaker))
    )


def count_of(unit: Unit) -> Amount | None:
    """What a word such as `one of` or `tens` counts."""
    for sense in unit.has.quantity:
        entry = sense.entry
        if (
            entry.class_ == "vague"
            and entry.position == "before"
            and (entry.low == entry.high == 1 or (entry.low or 0) >= 20)
        ):
            return Amount(entry.low, entry.high, Span(unit.bare_start, unit.end), entry.low == entry.high)
    return None


def is_measure(unit: Unit) -> bool:
    """Whether a number counts metres, days or dollars, nothing that acts or suffers."""
    if unit.conj or unit.prep or (unit.tag == "noun" and unit.has.weapon):
        return False
    return any(s.class_ == "unit" for s in unit.has.quantity)


def tells_belonging(unit: Unit) -> bool:
    """Whether it is a word for belonging, before ``li-``."""
    return any(s.id == BELONG for s in unit.has.grammar)


def belongs_to(word: Unit, owner: Unit) -> bool:
    """Whether a word for belonging stands before its owner (a car *belonging to the army*)."""
    if word.tag != "prep" or word.conj or owner.prep != LAM or not can_own(owner):
        return False
    if owner.of("place"):
        return False  # a group that belongs to a state is not that state
    return tells_belonging(word)


def can_own(unit: Unit) -> bool:
    """Whether a phrase after ``li-`` can be an owner: a name, a force, a body of people."""
    noun = unit.noun
    if any(s.kind != "place" for s in unit.names) or unit.has.nationality:
        return True
    return noun is not None and noun.kind in (
        "military",
        "armed_group",
        "government",
        "organization",
        "civilians",
        "person",
    )


def is_weapon(unit: Unit) -> bool:
    """Whether it names a weapon."""
    return bool(unit.has.weapon)


def stands_alone(unit: Unit) -> bool:
    """Whether a noun is a participant of its own: a site, a vessel, a car, people, a force."""
    noun = unit.noun
    if noun is None:
        return bool(unit.has.place_word)
    own = noun.kind in ("site", "vessel", "civilians", "military", "armed_group") or "vehicle" in noun.classes
    return own or bool(unit.has.place_word)


def is_vehicle(unit: Unit) -> bool:
    """Whether an indefinite word is one vehicle."""
    noun = unit.noun if unit.tag == "noun" and not unit.article else None
    return noun is not None and "vehicle" in noun.classes and unit.has.noun[0].number != "p"


def carries(last: Unit, unit: Unit) -> bool:
    """Whether of two weapons side by side the first is a craft that drops or fires the second."""
    crafts, arms = ({s.sort for s in u.has.weapon} for u in (last, unit))
    return (
        not unit.has.nationality
        and bool(crafts & CRAFTS)
        and not arms & CRAFTS
        and (last.last - last.first > 1 or (any(s.number == "p" for s in last.has.weapon)))
    )


def is_site(unit: Unit) -> bool:
    """Whether it is a common noun of places (the village, the district), though it ends like an adjective."""
    noun = unit.noun
    return any(s.class_ == "head" for s in unit.has.place_word) or (noun is not None and noun.kind == "site")


def is_named_site(unit: Unit) -> bool:
    """Whether it is a name of the packs for a site: a hospital, a base, an airport."""
    return unit.tag == "name" and any(s.entry.level == "site" for s in unit.has.place)


def is_fighter(unit: Unit) -> bool:
    """Whether a word is a man or men under arms, in construct with a body of men but with no craft or civilians."""
    noun = unit.noun
    attacking = bool(unit.has.trigger)  # the attacking of a ship is written as she who attacks is
    return noun is not None and noun.kind in ("military", "armed_group") and "person" in noun.classes and not attacking


def is_lone_fighter(unit: Unit) -> bool:
    """Whether a word is one fighter of no body told, with whom no site stands in construct (a gunman, a bomber)."""
    noun = unit.noun
    return noun is not None and noun.id in LONE and all(s.number != "p" for s in unit.has.noun)


def is_unknown_side(last: Unit, unit: Unit, unknown: frozenset[str]) -> bool:
    """Whether a word only says that a force or a craft is unknown (aircraft, unknown)."""
    before = last.noun
    if before is None or unit.article or unit.tag != "noun" or unit.token.word.loose not in unknown:
        return False
    return before.kind in ("military", "equipment")


def is_struck(unit: Unit) -> bool:
    """Whether a word is of what can be struck and has no men of its own: a site, a vehicle, a convoy."""
    return is_site(unit) or is_ridden(unit) or (unit.noun is not None and unit.noun.kind in ("vessel", "equipment"))


def is_manned(unit: Unit) -> bool:
    """Whether a word is of people (passengers, workers), whom no weapon follows in construct."""
    noun = unit.noun
    return noun is not None and "person" in noun.classes


def is_ridden(unit: Unit) -> bool:
    """Whether men go in it or live off it: a vessel, a vehicle, civilians."""
    noun = unit.noun
    return noun is not None and (noun.kind in ("vessel", "civilians") or "vehicle" in noun.classes)


def ends_in_adjective(unit: Unit) -> bool:
    """Whether a phrase of the packs ends in an adjective (fire-driven bikes: motorcycles): no genitive follows it."""
    senses = unit.has.noun
    rest = senses[0].rest if senses and not unit.article else ()
    if not rest:
        return False
    armed = senses[0].entry.kind in ARMED and rest[-1].endswith(loose(TA_MARBUTA))
    return rest[-1].endswith(RELATIVE) or (armed and not rest[-1].startswith(AL))


def is_some_speaker(unit: Unit) -> bool:
    """Whether a phrase of the packs for a speaker ends in an adjective without article (a military source)."""
    if unit.article or unit.last - unit.first == 1 or not unit.has.speaker:
        return False
    sense = unit.has.speaker[0]
    rest = sense.rest
    return len(rest) == 1 and rest[0].endswith(RELATIVES) and not rest[0].startswith(AL) and sense.id != OFFICEHOLDER


def ends_definite(unit: Unit) -> bool:
    """Whether a phrase of the packs that tells a happening ends in a definite word (forces of counter-*the*-terror)."""
    return any(s.rest and s.rest[-1].startswith(AL) for s in unit.has.trigger)


def is_adverb(unit: Unit) -> bool:
    """Whether an adjective in -iyyan stands alone as an adverb (politically, on the ground)."""
    return unit.token.form.endswith(YA + ALIF) and not (
        unit.article or unit.names or unit.has.nationality or unit.has.weapon
    )


def is_event(unit: Unit) -> bool:
    """Whether a word names a happening or a place by itself, so that it is no adjective."""
    if any(s.shape in ("noun", "phrase") for s in unit.has.trigger):
        return True
    return any(s.class_ != "direction" for s in unit.has.place_word if s.cost == 0)


def manner_of(units: list[Unit], at: int) -> int:
    """How many units at `at` complete an adverb (in a *separate* way, in a *fierce and massive* way)."""
    before = units[at - 1].token.form if at < len(units) else ""
    if units[at - 1].conj:
        before = before[1:]
    if before[:1] != BA or before.endswith(KAF):
        return 0  # nor does anything complete `by that`
    unit = units[at]
    if unit.tag not in ("word", "adj") or unit.article or unit.prep or unit.conj:
        return 0
    following = units[at + 1] if at + 1 < len(units) else None  # in a fierce *and massive* way
    return 2 if following is not None and following.conj and following.tag == "adj" and not following.article else 1


def is_manner(unit: Unit) -> bool:
    """Whether a phrase of the packs only says how (separately, heavily)."""
    return (
        unit.last - unit.first > 1
        and not unit.names
        and unit.tag in ("word", "noun")
        and set(unit.by) <= {"grammar", "modal"}
    )


def governs(unit: Unit, preps: frozenset[str]) -> bool:
    """Whether a phrase of the packs ends in its preposition (`its responsibility for`): it begins a phrase of its
    own.
    """
    return any(s.rest and s.rest[-1] in preps for s in unit.has.trigger)


def is_numbered(unit: Unit) -> bool:
    """Whether figures number it: a division, a brigade."""
    noun = unit.noun
    return noun is not None and "unit" in noun.classes


def is_pronominal(unit: Unit) -> bool:
    """Whether it is a preposition that carries its own pronoun."""
    return any(s.shape == "pronoun" for s in unit.has.grammar) and not any(
        s.shape != "pronoun" and s.cut.cost == 0 for s in unit.has.grammar
    )


def written(unit: Unit) -> str:
    """A preposition as chunks have it: its words, loose, without a joined conjunction; found once per spelling."""
    senses = unit.senses
    if senses is None:
        return unit.token.word.loose
    if senses.prep is None:
        senses.prep = " ".join([loose(word) for word in words_of(unit)])
    return senses.prep


def words_of(unit: Unit) -> list[str]:
    """The folded words of a preposition without a joined conjunction."""
    sense = next((s for s in unit.has.grammar if s.class_ == "preposition"), None)
    if sense is None:
        return [unit.token.form]
    return [sense.cut.stem if not sense.cut.proclitic else sense.cut.proclitic + sense.cut.stem, *sense.rest]


def parted(verb: Chunk, chunk: Chunk) -> bool:
    """Whether a pronoun, not right after the verb, opens what is said of somebody (those killed yesterday *are* 30)."""
    return chunk.kind == "pron" and chunk.index > verb.index + 1 and not chunk.conj
