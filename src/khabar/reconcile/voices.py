"""Whose word a claim rests on: the first of its sources that could be met again in another article.

Invariant: a voice is somebody in particular. A nameless source is one only together with the outlet that heard it, or
where he speaks for the side that did the deed: whoever of its people says so, it is that side's word on itself.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from khabar.model.lineage import Credit
from khabar.model.records import ActorMention, Event, SourceMention
from khabar.packs.lexicon import Lexicon, load_lexicon
from khabar.reconcile.claims import Claim, bare
from khabar.text.tokens import tokenize

NAMELESS = frozenset({"unnamed", "witness"})
OF_A_STATE = frozenset({"official", "spokesperson", "military", "government", "unnamed"})
STATES = frozenset({"military", "government"})
KINDS = ("actor", "office", "person")
MAX_LETTERS = 200


class Voice(NamedTuple):
    """Somebody who told of a happening: ``key`` makes two voices one, ``name`` is for people."""

    key: str
    name: str


class Home(NamedTuple):
    """What a source's words say of it: the entity of the packs, whom it speaks for, and its country."""

    entity: str = ""
    name: str = ""
    side: str = ""
    country: str = ""


def voices(claims: Sequence[Claim], heard_by: Mapping[str, Collection[Credit]], doers: Mapping[str, str]) -> set[Voice]:
    """The voices that some claims of one happening rest on.

    Args:
        claims: Claims of one account.
        heard_by: For each document, the agencies that its lines credit.
        doers: The sides that did the deed and what to call them, by `doers_of`.
    """
    found = set()
    for claim in claims:
        agencies = sorted((c.key, c.name) for c in heard_by.get(claim.doc, ()) if c.how == "line")
        found |= set(_voices(claim.event, agencies, doers))
    return found


def doers_of(claims: Sequence[Claim]) -> dict[str, str]:
    """The sides that did a deed, each with its name: countries of forces and governments, entities of groups."""
    sides = sorted({side for claim in claims for actor in claim.event.initiator if (side := _side(actor))[0]})
    return dict(reversed(sides))


def _side(actor: ActorMention) -> tuple[str, str]:
    if actor.kind in STATES:
        return actor.country or "", actor.country or ""
    return actor.entity or actor.name or "", actor.name or actor.text


def _voices(event: Event, agencies: Sequence[tuple[str, str]], doers: Mapping[str, str]) -> Iterator[Voice]:
    if not event.sources:
        yield from (Voice(key, name) for key, name in agencies)
        return
    first = event.sources[0]
    home = home_of(first)
    if (home.side and home.side in doers) or (first.kind in OF_A_STATE and home.country and home.country in doers):
        side = home.side if home.side in doers else home.country
        yield Voice(f"of {side}", f"the word of the side that did it ({doers[side]})")
    elif first.kind not in NAMELESS and (home.entity or home.name):
        yield Voice((home.entity or home.name).casefold(), home.name or home.entity)
    else:
        for key, name in _outlets(event.sources[1:]) or agencies:
            who = home.country or bare(first.text)
            kind = "official" if first.kind in OF_A_STATE else first.kind
            yield Voice(f"{kind} {who} to {key}", f"{first.text}, heard by {name}")


def _outlets(chain: Sequence[SourceMention]) -> list[tuple[str, str]]:
    """The first outlet of a chain that is somebody in particular."""
    for source in chain:
        if source.kind == "media" and (source.entity or _is_name(source.name)):
            return [(source.entity or (source.name or "").casefold(), source.name or source.text)]
    return []


def _is_name(name: str | None) -> bool:
    """Whether an English name is somebody's own: it ends with a capital ("Joe Biden", not "security source")."""
    return bool(name and name.split()[-1][:1].isupper())


def home_of(source: SourceMention) -> Home:
    """Who a source is, by its entity, its name, or else its words."""
    found = _home(source.entity or "", source.text[:MAX_LETTERS])
    if found.entity or not _is_name(source.name):
        return found
    return found._replace(name=source.name or "", side=found.side or (source.name or ""))


@functools.lru_cache(maxsize=16_384)
def _home(entity: str, text: str) -> Home:
    lexicon = load_lexicon()
    if entity:
        return _of_entry(lexicon, entity) or Home(entity=entity, name=entity, side=entity)
    tokens = tokenize(text)
    best: tuple[int, str] = (0, "")
    country = ""
    for at, token in enumerate(tokens):
        senses = lexicon.senses(token.word).by
        for sense in (s for kind in KINDS for s in senses.get(kind, ()) if not getattr(s.entry, "ambiguous", False)):
            length = lexicon.match(tokens, at, len(tokens), sense) - at
            if length > best[0]:
                best = (length, sense.entry.id)
        country = country or next((s.entry.country for s in senses.get("nationality", ())), "")
    known = _of_entry(lexicon, best[1]) if best[1] else None
    if known is None:
        return Home(country=country)
    return known._replace(country=known.country or country)


def _of_entry(lexicon: Lexicon, entity: str) -> Home | None:
    """A state's organs speak for the state, a group's people for the group."""
    try:
        entry: Any = lexicon.get(entity)
    except KeyError:
        return None
    country = getattr(entry, "country", "")
    kind = getattr(entry, "kind", "")
    whose = getattr(entry, "actor", "") or entity
    return Home(entity=whose, name=entry.name, side=country if kind in STATES else whose, country=country)
