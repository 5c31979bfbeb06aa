"""Where."""

from __future__ import annotations

import msgspec

from khabar.packs.schema.base import Entry


class Place(Entry, frozen=True, kw_only=True):
    """A named place. Coordinates in degrees WGS 84, the centre for an area.

    country: ISO 3166 alpha-3, empty for seas and regions of several states. level: codebook level. parent: id of the
    place it lies in. forms: every Arabic spelling, longest and shortest, as reports write it, without a head noun
    where the name stands alone (الفلوجة) and with it where it does not (قاعدة حرير). kind: what it is (country
    province district city town village camp base airport port field crossing sea strait region facility). weight:
    which of two places of one name is meant when nothing else tells (larger wins). common: the bare form is also a
    common word or a person's name, so it needs a head noun (بلدة، مدينة) or a preposition of place. held_by: ISO code
    of the side that uses a base when reports say nothing.
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

    class ``head``: بلدة، قضاء، قاعدة, with the level it gives to an unknown name; ``direction``: شمال، جنوب شرقي, with
    a compass bearing in degrees; ``around``: قرب، محيط، ضواحي; ``part``: ريف، أطراف; ``after``: الجوية (قاعدة … الجوية).
    """

    class_: str = msgspec.field(name="class")
    forms: list[str]
    level: str = ""
    kind: str = ""
    bearing: float | None = None
