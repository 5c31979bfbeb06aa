"""Who acts, who is struck, who speaks."""

from __future__ import annotations

import msgspec

from khabar.packs.schema.base import Entry


class Actor(Entry, frozen=True, kw_only=True):
    """A state, force, group or organisation. ``country`` is ISO 3166 alpha-3 of its own side; empty for several
    states.

    kind: codebook kind. forms: neutral names and abbreviations, Arabic and Latin, definite as written in reports.
    hostile, friendly: names that take a side; they resolve to the same actor. umbrella: ids of the actors it belongs
    to. since, until: ISO year, month or day in which it existed under this name. ambiguous: forms that also name
    something else, with a ``when`` word list that decides (country codes of the article's theatre).
    """

    name: str
    kind: str
    country: str = ""
    forms: list[str] = []
    hostile: list[str] = []
    friendly: list[str] = []
    umbrella: list[str] = []
    since: str = ""
    until: str = ""
    ambiguous: bool = False


class Nationality(Entry, frozen=True, kw_only=True):
    """An adjective of nationality. ``forms``: masculine singular stems (both spellings of `American`); inflected by
    the program. plurals: broken plurals (Turks, Afghans), which it cannot make.

    state: id of the Actor that is the state's government; force: id of the Actor that is its military.
    """

    country: str
    name: str
    forms: list[str]
    plurals: list[str] = []
    state: str = ""
    force: str = ""


class Holder(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """Who held an office, ``since`` to ``until`` (ISO day or year; empty ``until``: still)."""

    name: str
    forms: list[str]
    since: str = ""
    until: str = ""


class Office(Entry, frozen=True, kw_only=True):
    """An office (the American defence minister) and those who held it.

    kind: codebook actor kind; source_kind: its kind as a source.
    """

    name: str
    country: str = ""
    kind: str = "government"
    source_kind: str = "official"
    forms: list[str] = []
    holders: list[Holder] = []


class Person(Entry, frozen=True, kw_only=True):
    """A named person without an office in the packs: leaders, commanders, spokesmen."""

    name: str
    country: str = ""
    kind: str = "person"
    source_kind: str = "official"
    actor: str = ""
    forms: list[str] = []


OUTLET_KINDS = (
    "agency", "newspaper", "magazine", "television", "radio", "site", "military_media", "group_media", "monitor",
    "government",
)  # fmt: skip


class Affiliation(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """Who owns, funds or directs an outlet, as publicly known, and whose words that are. No grade of what it prints."""

    text: str
    source: str


class Outlet(Entry, frozen=True, kw_only=True):
    """A news outlet or agency. ``ambiguous``: its bare name is a common word that needs a head noun (agency).

    forms: what texts call it; the reader knows these. kind: one of `OUTLET_KINDS`; empty for a collective entry, whose
    forms name several. titles: what its own pages and credit lines call it; compared whole, never looked for in a
    text. told_as: the collective entry whose forms hold its name. domains: its hosts, ASCII, each with all below it.
    telegram: its public handles, without the at sign. languages: ISO 639-1, the main one first. zone: IANA time zone of
    where it is edited.
    """

    name: str
    country: str = ""
    forms: list[str] = []
    ambiguous: bool = False
    kind: str = ""
    titles: list[str] = []
    told_as: str = ""
    domains: list[str] = []
    telegram: list[str] = []
    languages: list[str] = []
    zone: str = ""
    affiliation: Affiliation | None = None


class Title(Entry, frozen=True, kw_only=True):
    """A word before a person's name (brigadier, Mr, general). forms: masculine, feminine, with and without article."""

    forms: list[str]
    kind: str = "person"
