"""What is wrong with packs that each pass their own schema: ids, references, forms shared in silence.

Invariant: a finding names the entry, so that someone can go and mend it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from khabar.evaluate.outlet_faults import find_outlet_faults
from khabar.evaluate.pack_contradictions import PackFault, find_contradictions
from khabar.packs.schema.actors import Actor, Nationality, Outlet, Person
from khabar.packs.schema.base import Entry
from khabar.packs.schema.places import Place
from khabar.packs.schema.triggers import Frame, Trigger
from khabar.text.letters import fold_phrase

Packs = Mapping[str, Sequence[Entry]]

_ID = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)*")


def find_faults(packs: Packs) -> list[PackFault]:
    """Everything that only shows once all packs are seen together, sorted."""
    finders = (
        _find_bad_ids, _find_repeated_ids, _find_lost_references, _find_shared_names, find_contradictions,
        find_outlet_faults,
    )  # fmt: skip
    return sorted({fault for find in finders for fault in find(packs)})


def _entries(packs: Packs) -> Iterator[Entry]:
    for entries in packs.values():
        yield from entries


def _find_bad_ids(packs: Packs) -> Iterator[PackFault]:
    for entry in _entries(packs):
        if not _ID.fullmatch(entry.id):
            yield PackFault(entry.id, "an id is lower-case ASCII letters, digits, dots and underscores")


def _find_repeated_ids(packs: Packs) -> Iterator[PackFault]:
    seen: dict[str, str] = {}
    for schema, entries in packs.items():
        for entry in entries:
            if entry.id in seen:
                yield PackFault(entry.id, f"id used twice over all packs: as {seen[entry.id]} and as {schema}")
            seen[entry.id] = schema


def _find_lost_references(packs: Packs) -> Iterator[PackFault]:
    ids = {schema: {entry.id for entry in entries} for schema, entries in packs.items()}
    for entry in _entries(packs):
        for field, schema, target in _references(entry):
            if target and target not in ids.get(schema, ()):
                yield PackFault(
                    entry.id, f"{field}: there is no {schema} {target!r}{_near(target, ids.get(schema, ()))}"
                )


def _references(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Field, schema and id of everything that an entry refers to."""
    if isinstance(entry, Actor):
        yield from (("umbrella", "actor", target) for target in entry.umbrella)
    elif isinstance(entry, Nationality):
        yield "state", "actor", entry.state
        yield "force", "actor", entry.force
    elif isinstance(entry, Person):
        yield "actor", "actor", entry.actor
    elif isinstance(entry, Outlet):
        yield "told_as", "outlet", entry.told_as
    elif isinstance(entry, Place):
        yield "parent", "place", entry.parent
    elif isinstance(entry, Frame):
        yield "base", "frame", entry.base
    elif isinstance(entry, Trigger):
        yield "frame", "frame", entry.frame


def _find_shared_names(packs: Packs) -> Iterator[PackFault]:
    """Names that two places, or an actor and another, share without saying which is meant when nothing else tells."""
    owners: dict[str, list[Place | Actor]] = {}
    for entry in _entries(packs):
        if isinstance(entry, Place | Actor):
            names = [*entry.forms, *getattr(entry, "hostile", ()), *getattr(entry, "friendly", ())]
            for form in dict.fromkeys(map(fold_phrase, names)):
                owners.setdefault(form, []).append(entry)
    for form, entries in owners.items():
        places = [entry for entry in entries if isinstance(entry, Place)]
        actors = [entry for entry in entries if isinstance(entry, Actor)]
        yield from _shared_places(form, places)
        if len(actors) > 1 and not any(actor.ambiguous or actor.until or actor.since for actor in actors):
            others = ", ".join(actor.id for actor in actors[1:])
            yield PackFault(actors[0].id, f"{form!r} also names {others}; declare one ambiguous, or date them")


def _shared_places(form: str, places: Sequence[Place]) -> Iterator[PackFault]:
    first = max((place.weight for place in places), default=0)
    leading = [place for place in places if place.weight == first]
    if len(leading) > 1:
        others = ", ".join(place.id for place in leading[1:])
        yield PackFault(leading[0].id, f"{form!r} also names {others}, of equal weight; give one of them more")


def _near(name: str, names: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(names), 1)
    return f"; did you mean {close[0]!r}?" if close else ""
