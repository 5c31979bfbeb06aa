"""Where."""

from __future__ import annotations

import msgspec

from khabar.packs.schema.base import Entry


class Place(Entry, frozen=True, kw_only=True):
    """A named place. Coordinates in degrees WGS 84, the centre for an area.

    country: ISO 3166 alpha-3, empty for seas and regions of several states. level: codebook level. parent: id of the
    place it lies in. forms: every Arabic spelling, longest and shortest, as reports write it, without a head noun
    where the name stands alone (Fallujah) and with it where it does not (Harir base). kind: what it is (country
    province district city town village camp base airport port field crossing sea strait region facility). weight:
    which of two places of one name is meant when nothing else tells (larger wins). common: the bare form is also a
    common word or a person's name, so it needs a head noun (town, city) or a preposition of place.
    """

    name: str
    country: str = ""
    level: str
    kind: str = ""
    lat: float
    lon: float
    parent: str = ""
    forms: list[str]
    weight: int = 0
    common: bool = False


class PlaceWord(Entry, frozen=True, kw_only=True):
    """A word around a place name.

    class ``head``: town, district, base, with the level it gives to an unknown name; ``direction``: north,
    south-east of; ``around``: near, around, outskirts; ``part``: countryside, edges; ``after``: air (… air base).
    level, kind: of the place that it heads. bearing: degrees from north, of a direction.
    """

    class_: str = msgspec.field(name="class")
    forms: list[str]
    level: str = ""
    kind: str = ""
    bearing: float | None = None
