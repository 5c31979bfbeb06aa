"""The incidents of a chronology, to be counted by day, country and those struck.

Invariant: what a running total may count is one short use of force each, by others against those it names. A question
costs a search in days, not a walk over all happenings.
"""

from __future__ import annotations

import bisect
import datetime
from collections.abc import Iterable, Iterator

import msgspec

from khabar.model.chronology import Happening, TallyLine
from khabar.model.days import to_day
from khabar.reconcile.speakers import nationality_of
from khabar.reconcile.tables import folded

SHORT_DAYS = 3
COUNTRY_CODE = 3
INCIDENT_COUNTS = frozenset({"attacks", "strikes"})
STRUCK = frozenset({"assault", "explosion", "intercept"})
SITES = frozenset({"site", "equipment", "vessel", "other"})
MOST_WORDS = 200
Key = tuple[str | None, frozenset[str], frozenset[str]]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a running total counts: in these countries, against these, by this one; none is any."""

    places: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()
    by: str | None = None


def to_asked(line: TallyLine) -> Asked | None:
    """What to look for; None where the total does not tell which incidents it counts.

    A state that counts attacks on another counts its own; what an armed group counts of its own deeds is not told from
    those of others by country, so nothing is looked for.
    """
    group = bool(line.chain) and line.chain[0].kind == "armed_group"
    if line.counted not in INCIDENT_COUNTS or not (line.places or line.struck) or group:
        return None
    by = line.speaker if line.speaker and len(line.speaker) == COUNTRY_CODE and line.struck else None
    return Asked(places=line.places, struck=line.struck, by=by if by not in line.struck else None)


class Incidents:
    """An index over happenings; build it once for all questions."""

    def __init__(self, happenings: Iterable[Happening]) -> None:
        """Take those that are short, dated and a use of force."""
        rows: dict[tuple[Key, int], list[tuple[int, str]]] = {}
        for h in happenings:
            first, last = to_day(h.start), to_day(h.end)
            if h.type not in STRUCK or h.modality == "negated" or first is None or last is None:
                continue
            if (last - first).days < SHORT_DAYS:
                rows.setdefault((_key(h), (last - first).days), []).append((first.toordinal(), h.id))
        self._rows = {key: sorted(found) for key, found in rows.items()}
        self._starts = {key: [day for day, _ in found] for key, found in self._rows.items()}

    def count(self, start: datetime.date, end: datetime.date, asked: Asked) -> int:
        """How many lie within the days, both included."""
        return sum(high - low for _, low, high in self._within(start, end, asked))

    def ids(self, start: datetime.date, end: datetime.date, asked: Asked, *, most: int) -> tuple[str, ...]:
        """Which the first `most` of those are, by day."""
        found: list[tuple[int, str]] = []
        for key, low, high in self._within(start, end, asked):
            found += self._rows[key][low : min(high, low + most)]
        return tuple(name for _, name in sorted(found)[:most])

    def _within(
        self, start: datetime.date, end: datetime.date, asked: Asked
    ) -> Iterator[tuple[tuple[Key, int], int, int]]:
        """Stretches of rows, of one key and one number of days each."""
        places, struck, by = frozenset(asked.places), frozenset(asked.struck), asked.by
        for key, starts in self._starts.items():
            (place, hit, own), days = key
            if (places and place not in places) or (by and by not in own):
                continue
            if not struck or (hit & struck and not own & struck):
                low = bisect.bisect_left(starts, start.toordinal())
                high = bisect.bisect_right(starts, end.toordinal() - days)
                if low < high:
                    yield key, low, high


def _key(h: Happening) -> Key:
    """Where it was, whose it struck, whose deed it was.

    A site that stands in the country where it is struck may be held by others: then the states that its accounts name
    are struck too.
    """
    place = h.place.country if h.place else None
    own = frozenset(p.country for p in h.initiator if p.country)
    hit = frozenset(p.country for p in h.target if p.country)
    if h.type == "intercept":
        return place, own, frozenset()
    hit |= {p.country for p in h.stopped_by if p.country}
    if not hit or (hit == {place} and all(p.kind in SITES for p in h.target)):
        hit |= _named(h) - own
    return place, hit, own


def _named(h: Happening) -> frozenset[str]:
    """States whose adjective stands in a sentence that tells the happening."""
    words = [word for account in h.accounts for word in folded(account.sentence)[:MOST_WORDS]]
    return frozenset(found for word in words[:MOST_WORDS] if (found := nationality_of(word)))
