"""Whose word it is: the side that a source speaks for, so that a spokesman and his ministry count as one speaker.

Invariant: officials, spokesmen and forces of one state are one side, whatever they are called; an armed group is never
its state. A source that the text leaves without a side has none.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence

from khabar.model.records import ActorMention, SourceMention
from khabar.packs.schema.actors import Actor, Nationality, Office, Person
from khabar.reconcile.claims import bare
from khabar.reconcile.tables import find, folded, load_entries
from khabar.text.letters import fold

OF_A_STATE = frozenset({"official", "spokesperson", "military", "government", "medical"})
NAMELESS = frozenset({"unnamed", "witness"})
AFTER = 60  # letters read on behind a source for the state it belongs to
LONGEST = 6
_STOP = re.compile('[\u060c.:;"\u00ab\u00bb()\u201c\u201d\u061b\n]')
_ENDINGS = (
    "", "\u0629", "\u0648\u0646", "\u064a\u0646", "\u0627\u0646", "\u062a\u0627\u0646", "\u062a\u064a\u0646",
    "\u0627\u062a", "\u0648",
)  # fmt: skip
_ARTICLES = ("", "\u0627\u0644", "\u0644\u0644")
_PROCLITICS = frozenset("\u0648\u0641\u0628\u0644\u0643")


def side_of(chain: Sequence[SourceMention], sentence: str = "", begins: int = 0) -> str | None:
    """The side of the one who knew: an ISO country code for a state's officials and forces, else who it is.

    Args:
        chain: The chain of attribution, first source first.
        sentence: The sentence that names it; the words behind the source may tell its state.
        begins: Where the sentence begins, in the document's code points.
    """
    if not chain:
        return None
    first = chain[0]
    at = first.span.end - begins
    after = sentence[at : at + AFTER] if 0 < at <= len(sentence) else ""
    return _side(first.kind, first.entity or "", first.name or "", first.text, _STOP.split(after, 1)[0])


def side_of_actor(actor: ActorMention) -> str | None:
    """The side of an actor, by the same key."""
    if actor.kind in ("government", "military") and actor.country:
        return actor.country
    return _group(actor.entity) if actor.entity else (actor.name or bare(actor.text)).casefold() or None


def label_of(side: str | None, named: str | None = None) -> str:
    """What to call a side: ``officials of USA``, the name of a source that speaks for it, or that none is named."""
    if side is None:
        return "no source named"
    return f"officials of {side}" if len(side) == 3 and side.isupper() else named or side


@functools.lru_cache(maxsize=65536)
def _side(kind: str, entity: str, name: str, text: str, after: str) -> str | None:
    if kind in OF_A_STATE or (kind in NAMELESS and find("official", text) is not None):
        return _state(entity, name, text, after) or _else(kind, entity, name, text)
    return _else(kind, entity, name, text)


def _else(kind: str, entity: str, name: str, text: str) -> str | None:
    if entity:
        return _group(entity)
    if name:
        return name.casefold()
    return None if kind in NAMELESS or kind in OF_A_STATE else bare(text) or None


def _state(entity: str, name: str, text: str, after: str) -> str | None:
    parts = entity.split(".")
    if len(parts) > 1 and parts[0] == "actor":
        return parts[1].upper() if parts[1].upper() in _countries() else None
    if len(parts) > 1:
        country, kind = _holders().get(entity, ("", ""))
        return country if country and kind != "armed_group" else None
    return _by_name(name) or _by_nationality(text) or _known(text) or _by_nationality(after) or _known(after)


def _group(entity: str) -> str:
    """``actor.yem.houthis`` and ``office.yem.houthi_sp`` as one: country and the first word of the rest."""
    parts = entity.split(".")
    return f"{parts[1]}.{parts[2].split('_')[0].rstrip('s')}" if len(parts) > 2 else entity


def _by_name(name: str) -> str | None:
    """The state that an English name tells: ``US official``."""
    words = name.split()
    return next((country for word in words if (country := _english().get(word))), None)


def _by_nationality(text: str) -> str | None:
    return next(filter(None, map(nationality_of, folded(text))), None)


def nationality_of(word: str) -> str | None:
    """The country of a folded word that is an adjective of nationality."""
    known = _adjectives()
    return known.get(word) or (known.get(word[1:]) if word[:1] in _PROCLITICS else None)


def _known(text: str) -> str | None:
    """The state of the first body, office or person that stands in a text."""
    words, index = folded(text)[:24], _index() if text.strip() else {}
    for at in range(len(words)):
        for length in range(LONGEST, 0, -1):
            found = index.get(words[at : at + length])
            if found:
                return found
    return None


@functools.lru_cache(maxsize=1)
def _nationalities() -> tuple[Nationality, ...]:
    return tuple(e for e in load_entries("nationality") if isinstance(e, Nationality))


@functools.lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    return frozenset(n.country for n in _nationalities())


@functools.lru_cache(maxsize=1)
def _english() -> Mapping[str, str]:
    return {n.name: n.country for n in _nationalities()}


@functools.lru_cache(maxsize=1)
def _adjectives() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for nationality in _nationalities():
        forms = [*(form + ending for form in nationality.forms for ending in _ENDINGS), *nationality.plurals]
        for form in forms:
            for article in _ARTICLES:
                found.setdefault(fold(article + form), nationality.country)
    return found


@functools.lru_cache(maxsize=1)
def _holders() -> Mapping[str, tuple[str, str]]:
    """Country and kind of every office and person."""
    entries = [e for name in ("office", "person") for e in load_entries(name)]
    return {e.id: (e.country, e.kind) for e in entries if isinstance(e, Office | Person)}


@functools.lru_cache(maxsize=1)
def _index() -> Mapping[tuple[str, ...], str]:
    """Folded forms of the bodies and officials of states, with their country; none that two states share."""
    found: dict[tuple[str, ...], set[str]] = {}
    for name in ("actor", "office", "person"):
        for entry in load_entries(name):
            if not isinstance(entry, Actor | Office | Person) or not entry.country or entry.kind == "armed_group":
                continue
            held = [f for h in entry.holders for f in h.forms] if isinstance(entry, Office) else []
            for form in (*entry.forms, *held):
                found.setdefault(folded(form), set()).add(entry.country)
    return {words: next(iter(sides)) for words, sides in found.items() if len(sides) == 1 and words}
