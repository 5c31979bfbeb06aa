"""Units → mentions: what a noun phrase is, before anybody says who or where it is.

Invariant: a mention's text is the document's letters at its span, without joined conjunctions and prepositions.
"""

from __future__ import annotations

from typing import Final

from khabar.model.mentions import Amount, Mention, NameRef
from khabar.model.spans import Span
from khabar.packs.lexicon import NounFacts, Senses
from khabar.read.chunks import Chunk
from khabar.read.units import BODIES, NAME_KINDS, Unit
from khabar.text.clitics import AL
from khabar.text.letters import FATHA, NUN, TA_MARBUTA, YA

CROWD: Final = 20
LETTERS: Final = 7  # of an acronym
DUAL_END: Final = FATHA + YA + NUN
"""The vowelled end of a dual that without its vowel is written like a plural."""
_SPAN: Final = Span
"""What is made of each phrase: a name of this module's own is not looked up each time, once it is compiled."""
UNKNOWN: Final = "unknown"
MAN: Final = "noun.man"
GUNMAN: Final = "noun.gunman"
_CARRIERS: Final = frozenset({"noun", "name", "word", "adj"})
BORDERS: Final = frozenset({"place_word.head.border", "place_word.part.border"})
CIVILIAN: Final = "noun.civilian"
POINTING: Final = frozenset({"group", "state", "unit", "force"})
_ACTING: Final = frozenset({"force", "person", "unit", "aircraft", "group"})
_FIGHTING: Final = frozenset({"force", "unit"})
_OWNED: Final = frozenset({"site", "equipment"})
_AGENTS: Final = frozenset({"government", "military", "armed_group", "organization", "person", "media"})


def describe(
    text: str, units: list[Unit], first: int, last: int, sentence: int, amount: Amount | None = None
) -> Mention:
    """The mention that units ``first``..``last`` spell."""
    start, end = units[first].bare_start, units[last - 1].end
    mention = Mention(_SPAN(start, end), text[start:end], sentence=sentence, amount=amount, start=start, end=end)
    for position in range(first, last):
        unit = units[position]
        if not unit.by:
            if position > first and (unit.tag == "word" or unit.article > units[position - 1].article):
                mention.unread = True  # after a word without it, one with the article is no adjective
            elif position == first + 1 and unit.tag == "adj" and _unlike(units[first], unit):
                mention.unread = True
            continue
        has = unit.has
        if unit.names and not (has.place_word and _is_way(units, position, first)):
            mention.names += _names_of(unit)  # the eastern quarters: no town of that name
        for sense in has.nationality:
            if sense.shape == "adjective":
                mention.nationalities += (sense.id,)
                break
        if has.weapon and not any(s.kind == "place" for s in unit.names):
            mention.weapons += (has.weapon[0].id,)
        if has.place_word and unit.tag != "dem":
            word = has.place_word[0]
            mention.place_words += (word.id,)
            if unit.last - unit.first > 1 and not word.rest and not unit.names:
                mention.unread = True  # a quarter of a name that is not the one the packs know
            if (unit.article or unit.pronoun) and word.class_ == "head":
                mention.the_place = word.id
    _head(mention, units, first, last)
    mention.plain = _is_plain(units, first, last)
    return mention


def _unlike(head: Unit, unit: Unit) -> bool:
    """Whether an unknown word that ends like an adjective does not agree with the feminine word for a place before it
    (the village of Baraghi): it is its name.
    """
    if not head.has.place_word or head.article or unit.article or not head.token.form.endswith(TA_MARBUTA):
        return False
    return unit.token.form.endswith(YA)


def _names_of(unit: Unit) -> tuple[NameRef, ...]:
    """The names that a unit is, each as the first letters of its senses tell."""
    span = _SPAN(unit.bare_start, unit.end)
    return tuple([NameRef(s.kind, s.id, s.extra, unit.last - unit.first, span, s.sort) for s in unit.names])


def _is_way(units: list[Unit], position: int, first: int) -> bool:
    """Whether a word of direction with the article only describes the definite word before it."""
    unit = units[position]
    if position == first or not unit.article or not units[position - 1].article:
        return False
    return any(s.class_ == "direction" for s in unit.has.place_word)


def _is_plain(units: list[Unit], first: int, last: int) -> bool:
    """Whether no word after the first is a noun that may point to an actor told before."""
    head = units[first]
    if head.last - head.first > 1:
        return False
    for position in range(first + 1, last):
        unit = units[position]
        if unit.last - unit.first > 1 or (unit.senses is not None and _points(unit.senses)):
            return False
    return True


def _points(senses: Senses) -> bool:
    """Whether one word is such a noun; found once per spelling."""
    known = senses.points
    if known is None:
        nouns = senses.has.noun
        known = senses.points = any(not POINTING.isdisjoint(s.entry.classes) for s in nouns)
    return known


def _head(mention: Mention, units: list[Unit], first: int, last: int) -> None:
    """What the carrying word tells: kind, victim class, classes, number, gender."""
    head = units[first]
    for position in range(first, last):
        if units[position].tag in _CARRIERS:
            head = units[position]
            break
    noun: NounFacts | None = head.noun
    if noun is not None and "group" in noun.classes and len(head.has.noun) > 1:
        noun = _edges(units, head, last) or noun
    if noun is not None and "group" in noun.classes and not head.article:
        noun = _grouped(units, head, last) or noun
    if noun is not None and noun.id == MAN and last - first > 1:
        noun = _armed(units, head, last) or noun
    told = ""
    mention.head = head.token.form
    mention.definite = head.article or (last - first > 1 and _any_article(units, first, last))
    mention.pronoun = head.pronoun
    mention.whole = bool(head.names)
    mention.adjective = head.tag == "adj"
    word: Senses | None = head.token.word.senses if noun is None else None
    if word is not None:
        alone = word.has.noun
        mention.called = alone[0].id if alone else ""
        if alone and head.names and head.names[0].kind == "place" and not _FIGHTING.isdisjoint(alone[0].entry.classes):
            mention.classes = tuple(alone[0].entry.classes)  # a division that the packs know by its seat
        if alone and head.has.speaker:
            told = alone[0].number
    if noun is not None:
        mention.noun, mention.kind, mention.who = noun.id, noun.kind, noun.who
        mention.classes = noun.classes
        if last - first > 2 and noun.who == UNKNOWN and "person" in noun.classes:
            _give_body(mention, units, head, last)
    elif (
        not head.names
        and not mention.names
        and not mention.weapons
        and not head.has.speaker
        and (head.has.grammar or (head.tag == "adj" and not mention.nationalities))
    ):
        mention.classes = ("abstract",)
    elif noun is None and not head.names and _is_unknown_person(units, head, first, last):
        mention.classes, told = ("person",), "s"
    if head.has.speaker:
        mention.speaker = head.has.speaker[0].id
    mention.feminine = head.token.word.feminine
    mention.number = number_of(units, head, last) or told
    if mention.number == "d" and mention.amount is None:
        mention.amount = Amount(2, 2, mention.span)


def _give_body(mention: Mention, units: list[Unit], head: Unit, last: int) -> None:
    """Give people of a word that tells no side the side of the body they are of (five members *of the police*)."""
    for at in range(last - 1, 0, -1):
        unit = units[at]
        if unit is head:
            return
        noun = unit.noun
        if noun is not None and noun.who and noun.who != UNKNOWN and noun.kind in BODIES:
            mention.who = noun.who
            if "force" not in mention.classes:
                mention.classes = (*mention.classes, "force")
            return


def _is_unknown_person(units: list[Unit], head: Unit, first: int, last: int) -> bool:
    """Whether a given name, or a title, and a name after it of which the packs know nothing are all that a phrase
    opens with (Mahmud Hasan, the mullah Abd al-Salam).
    """
    if last - first < 2 or head is not units[first] or head.senses is None:
        return False
    after = units[first + 1]
    opens = head.has.title or (head.tag == "word" and head.senses.given)
    if opens and after.tag == "adj" and after.article and not head.article and after.token.form.endswith(YA):
        return bool(head.tag == "word")  # Hasan *al-Warfali*: a given name takes no adjective
    called = head.tag == "word" and head.senses.given and not head.article
    if called and after.article and not (after.prep or after.conj):
        return True  # Muhammad *al-Shaykh*
    return bool(opens) and after.tag == "word" and (not after.by or (after.senses is not None and after.senses.given))


def _armed(units: list[Unit], head: Unit, last: int) -> NounFacts | None:
    """What men are who are told to be armed (three *armed* men): gunmen."""
    after = next((units[i + 1] for i in range(last - 1) if units[i] is head), None)
    if after is None or after.noun is None or after.noun.id != GUNMAN or after.article != head.article:
        return None
    return after.noun


def _grouped(units: list[Unit], head: Unit, last: int) -> NounFacts | None:
    """What a word for a group stands in construct with, where it is of places (a *group of villages*)."""
    after = next((units[i + 1] for i in range(last - 1) if units[i] is head), None)
    if after is None or after.article or after.prep or after.noun is None or _written_number(after) != "p":
        return None
    return after.noun if "place" in after.noun.classes else None


def _edges(units: list[Unit], head: Unit, last: int) -> NounFacts | None:
    """The sense of a place that a word for parties has before a place (the *outskirts* of the town)."""
    after = next((units[i + 1] for i in range(last - 1) if units[i] is head), None)
    if after is None or not (after.has.place or (after.noun is not None and "place" in after.noun.classes)):
        return None
    return next((s.noun() for s in head.has.noun if "place" in s.noun().classes), None)


def _any_article(units: list[Unit], first: int, last: int) -> bool:
    return any(units[position].article for position in range(first, last))


def number_of(units: list[Unit], head: Unit, last: int) -> str:
    """Grammatical number of a noun: s, p or d; the dual of a construct only where a noun follows it in its phrase."""
    if head.suffix == "dual":
        return "d"
    if head.suffix == "dual_construct" and (
        head.pronoun or head.last - head.first > 1 or _construct(units, head, last)
    ):
        return "d"
    if head.senses is None:
        return ""
    number = head.senses.number
    if number is None:
        dual = DUAL_END in head.token.word.raw[-6:]
        number = head.senses.number = "d" if dual else _written_number(head)
    return number


def _written_number(head: Unit) -> str:
    """The number of its first nominal sense that tells one."""
    for kind in ("noun", "harm", "weapon", "nationality"):
        for sense in head.by.get(kind, ()):
            if sense.number and sense.shape not in ("verb", "passive"):
                return sense.number
    return ""


def _construct(units: list[Unit], head: Unit, last: int) -> bool:
    return any(
        u is head and i + 1 < last and units[i + 1].tag in ("noun", "name", "word") for i, u in enumerate(units[:last])
    )


def of_chunk(text: str, chunk: Chunk, sentence: int, *, whole: bool = True) -> Mention:
    """The mention of a noun phrase without the preposition before it; `whole` keeps owners and appositions."""
    first = chunk.first + (1 if chunk.prep_unit is not None else 0)
    last = chunk.last if whole else max(chunk.core, first + 1)
    mention = describe(text, chunk.units, first, max(last, first + 1), sentence, chunk.amount)
    mention.prep = chunk.prep
    return mention


def is_agent(mention: Mention) -> bool:
    """Whether it can act: a force, a state, a person, a named actor, or men with weapons."""
    if mention.names:
        named = mention.names[0]
        if named.kind in ("actor", "office", "person") and (
            mention.kind not in _OWNED or named.span.start == mention.start
        ):
            return True  # a depot of the party is no party
    if mention.kind in _AGENTS or ("state" in mention.classes and (mention.pronoun or mention.number == "d")):
        return True  # `his country` acts, and `the two countries`; `the country` is a place
    return bool(mention.speaker) or _of_any(mention, _ACTING)


def is_weapon(mention: Mention) -> bool:
    """Whether its head is a weapon rather than somebody who has one."""
    if not mention.weapons or is_force(mention):
        return False
    return not any(n.kind == "actor" and n.span.start == mention.start for n in mention.names[:1])


def is_force(mention: Mention) -> bool:
    """Whether its head is a body of fighters."""
    return mention.kind in ("military", "armed_group") or _of_any(mention, _FIGHTING)


def _of_any(mention: Mention, classes: frozenset[str]) -> bool:
    """Whether it is of one of some classes."""
    return any(name in classes for name in mention.classes)


def is_place(mention: Mention) -> bool:
    """Whether it can be a place: a named one, or headed by a word for one. The word for so many civilians is
    spelt as that for towns.
    """
    if mention.amount is not None and mention.who and not mention.names and mention.noun == CIVILIAN:
        return False
    return (
        any(name.kind == "place" for name in mention.names)
        or bool(mention.place_words)
        or (mention.kind == "site" or "place" in mention.classes)
    )


def begins_as_place(mention: Mention) -> bool:
    """Whether the name of a place opens it (the *province of Aleppo*, the Syrian one)."""
    return bool(mention.names) and mention.names[0].kind == "place" and mention.names[0].span.start == mention.start


def is_border(mention: Mention) -> bool:
    """Whether it is headed by a word for a border."""
    return any(word in BORDERS for word in mention.place_words)


def named(mention: Mention, *kinds: str) -> bool:
    """Whether a name of one of those kinds stands in it."""
    return any(name.kind in (kinds or NAME_KINDS) for name in mention.names)


def only_counts(mention: Mention) -> bool:
    """Whether a phrase is a bare number or part (most of them) of what was told before."""
    return not (mention.noun or mention.names or mention.place_words or mention.nationalities) and (
        mention.amount is not None or bool(mention.pronoun)
    )


def crowd(mention: Mention) -> bool:
    """Whether a phrase is a bare word of number with the article: people (the dozens, the hundreds)."""
    several = mention.amount is not None and mention.amount.low >= CROWD and not mention.noun
    return several and mention.text.startswith(AL) and " " not in mention.text


def one_man(first: Mention, second: Mention) -> bool:
    """Whether two words with the article and one name tell one man (the lawyer and activist A B)."""
    if not (first.definite and second.definite and first.number == second.number == "s"):
        return False
    if first.text.count(" ") > 1 or first.names or first.pronoun or "person" not in first.classes:
        return False
    named = bool(second.unread) or any(n.kind in ("person", "office") for n in second.names)
    return named and second.text.startswith(AL) and "person" in second.classes


def acronym(text: str) -> bool:
    """Whether a phrase is one acronym in Latin capitals (KH, RSF): somebody's name."""
    return text.isascii() and text.isupper() and text.isalnum() and 1 < len(text) <= LETTERS
