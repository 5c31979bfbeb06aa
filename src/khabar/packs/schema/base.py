"""What every pack file has in common.

Invariant: YAML is read as strings (``no`` is Norway); the schema gives the types; unknown keys are refused.

A pack is a folder ``packs/<name>/`` with ``pack.yml`` (id, version, licence, source, retrieved, schema) and data
files. A data file is ``{lang, source, entries: [...]}``; an entry may override ``lang`` and ``source`` for itself.
Arabic forms are written plainly: NFC, correct hamza and ta marbuta, no harakat unless they decide the reading, no
tatweel.
"""

from __future__ import annotations

import msgspec


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True, gc=False):
    """One entry. ``id`` is unique over all packs: lower-case ASCII, dots and underscores."""

    id: str
    lang: str = ""
    source: str = ""
    note: str = ""


class PackInfo(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``pack.yml``: what the folder holds and where it comes from. ``retrieved`` is an ISO day."""

    id: str
    schema: str
    version: str
    licence: str
    source: str
    retrieved: str


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A sentence that a rule must read. The words it must find stand between ⟦ and ⟧ (the trigger, for a trigger).

    The other fields are exact words of the sentence that must fill that field of the record found there.
    """

    text: str
    type: str = ""
    modality: str = ""
    initiator: str = ""
    target: str = ""
    place: str = ""
    weapon: str = ""
    source: str = ""
    low: int | None = None
    high: int | None = None
    harm: str = ""
    anchor: str = ""
    value: str = ""


class NotExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A sentence on which the rule must stay silent, and why."""

    text: str
    why: str
