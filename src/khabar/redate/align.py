"""Finds the days of an article that tells no day at all: those on which dated articles tell what it tells.

Invariant: claims are compared by place, parties, tolls and words, never by their days, so that the days found do not
rest on themselves. A key that very many claims share is passed over: the work grows with the claims, not their square.
"""

from __future__ import annotations

import collections
import datetime
import math
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from khabar.model.dating import Bound, Wordings
from khabar.model.days import to_iso
from khabar.model.records import Event
from khabar.redate.evidence import REACH_DAYS, SHARP_DAYS, told_on
from khabar.redate.told import FORCE, Days, Told
from khabar.text.clitics import AL
from khabar.text.tokens import tokenize

COMMON = 150
WORD_SHARE = 0.5
SAME_STORY = 7.0
ENOUGH = 9.5
CLEAR = 0.6
NEAR_PEAK = 0.15
LEAD_CLAIMS = 3
LEAST_CLAIMS = 2
PLATEAU_DAYS = 7
FINE = frozenset({"site", "city", "district"})
LEAST_TOLL = 3
TOLL_GROWTH = 2
LEAST_LETTERS = 3
AGE_SHARE = (1.0, 0.7, 0.4, 0.2)


class Matched(msgspec.Struct, frozen=True, kw_only=True):
    """A claim of the undated article and a dated claim that seems to tell the same; ``days`` are those of the latter.

    ``first``..``last`` are the days of an article that tells it so; ``score`` is the rarity of what they share: how
    many fewer weeks have it than there are, in natural logarithms.
    """

    claim: str
    other: str
    score: float
    days: Days
    first: int
    last: int


class Index:
    """Dated claims by what they tell, days left out; built once for many undated articles."""

    def __init__(self, told: Sequence[Told], dated: Mapping[str, Days], wordings: Wordings) -> None:
        """Take the claims and the days of those that have some."""
        self._told = [one for one in told if one.ref in dated and _is_sharp(dated[one.ref])]
        self._dated, self._wordings = dated, wordings
        self._keys = [keys_of(one.event) for one in self._told]
        self._holders: dict[str, list[int]] = collections.defaultdict(list)
        for n, keys in enumerate(self._keys):
            for key in keys:
                self._holders[key].append(n)
        weeks: dict[str, set[int]] = collections.defaultdict(set)
        for one, keys in zip(self._told, self._keys, strict=True):
            for key in keys:
                weeks[key].add(dated[one.ref][1] // PLATEAU_DAYS)
        count = len({dated[one.ref][1] // PLATEAU_DAYS for one in self._told}) + 1
        self._rarity = {key: math.log(count / len(held)) for key, held in weeks.items()}

    def find(self, told: Sequence[Told]) -> tuple[Bound, int] | None:
        """The days that an article of these claims is of, as far as dated articles tell the same, and the likeliest.

        None where too little is shared, where it would be of another time as well, or where what the article leads
        with is not among it.
        """
        matched = [one for claim in told if claim.event.type in FORCE for one in self._matched(claim)]
        votes = _votes(matched)
        if not votes:
            return None
        best = max(votes.values())
        peak = min(day for day, vote in votes.items() if vote == best)
        rest = max((vote for day, vote in votes.items() if abs(day - peak) > PLATEAU_DAYS), default=0.0)
        held = [one for one in matched if one.first <= peak <= one.last]
        if best < ENOUGH or rest > CLEAR * best or not self._leads(told, {one.claim for one in held}, peak):
            return None
        claims_held, worded = {one.claim for one in held}, {one.ref for one in told if one.words}
        if len(claims_held) < LEAST_CLAIMS and not claims_held & worded:
            return None
        first, last = _plateau(votes, peak, best)
        docs = tuple(sorted({one.other.rpartition("#")[0] for one in held}))
        claims = tuple(dict.fromkeys(ref for one in held for ref in (one.claim, one.other)))
        count = len(claims_held)
        bound = Bound(
            kind="story", firm=False, start=to_iso(first), end=to_iso(last), docs=docs, claims=claims,
            because=f"tells in {count} claims what {', '.join(docs)} {'tells' if len(docs) == 1 else 'tell'}",
        )  # fmt: skip
        return bound, peak

    def _leads(self, told: Sequence[Told], held: set[str], peak: int) -> bool:
        """Whether what the article leads with is among what others tell; what it dates in words first of all."""
        first = [one for one in told if one.event.type in FORCE][:LEAD_CLAIMS]
        day = datetime.date.fromordinal(peak)
        worded = [one for one in first if one.words and self._wordings(one.words, day) is not None]
        return any(one.ref in held for one in worded or first)

    def _matched(self, claim: Told) -> Iterator[Matched]:
        """The dated claims that seem to tell what a claim tells, each with the days that it would give."""
        keys = keys_of(claim.event)
        scores: dict[int, float] = collections.defaultdict(float)
        for key in sorted(keys):
            held = self._holders.get(key, ())
            if len(held) <= COMMON:
                for n in held:
                    scores[n] += self._rarity[key] * (WORD_SHARE if key.startswith("word ") else 1.0)
        for n, score in scores.items():
            other = self._told[n]
            if score < SAME_STORY or other.doc == claim.doc or not _may_be_one(claim.event, other.event):
                continue
            days = self._dated[other.ref]
            span = self._span(claim, days)
            if span is not None:
                yield Matched(claim=claim.ref, other=other.ref, score=score, days=days, first=span[0], last=span[1])

    def _span(self, claim: Told, days: Days) -> Days | None:
        if not claim.words:
            return days[0], days[1] + PLATEAU_DAYS
        told = told_on(claim.words, days, self._wordings)
        if told is None:
            return None
        return told[0], told[1] if told[1] is not None else days[1] + REACH_DAYS


def keys_of(event: Event) -> frozenset[str]:
    """What a claim can be known by, whatever its day: fine place, parties with a name, tolls, words of its sentence."""
    keys = {f"word {word}" for word in _words(event.sentence)}
    place = event.place
    if place is not None and place.level in FINE and (place.entity or place.name):
        keys.add(f"place {(place.entity or place.name or '').casefold()}")
    for role, actors in (("by", event.initiator), ("on", event.target)):
        keys |= {f"{role} {(a.entity or a.name or '').casefold()}" for a in actors if a.entity or a.name}
    keys |= {f"toll {c.harm} {c.low}" for c in event.casualties if c.low >= LEAST_TOLL}
    return frozenset(keys)


def _words(sentence: str) -> Iterator[str]:
    for token in tokenize(sentence):
        if token.kind != "word":
            continue
        form = token.form
        bare = form[len(AL) :] if form.startswith(AL) and len(form) > len(AL) + LEAST_LETTERS else form
        if len(bare) >= LEAST_LETTERS:
            yield bare


def _may_be_one(one: Event, two: Event) -> bool:
    """Whether nothing but the day could keep two claims apart: kind of deed, country, fine place, toll."""
    if one.type != two.type and not (one.type in FORCE and two.type in FORCE):
        return False
    a, b = one.place, two.place
    if a is not None and b is not None:
        if a.country and b.country and a.country != b.country:
            return False
        names = [(p.entity or p.name or "").casefold() for p in (a, b)]
        if a.level in FINE and a.level == b.level and all(names) and names[0] != names[1]:
            return False
    tolls = [{c.harm: c.low for c in e.casualties if c.low >= LEAST_TOLL} for e in (one, two)]
    shared = tolls[0].keys() & tolls[1].keys()
    return not any(max(t[harm] for t in tolls) > TOLL_GROWTH * min(t[harm] for t in tolls) for harm in shared)


def _is_sharp(days: Days) -> bool:
    return days[1] - days[0] < SHARP_DAYS


def _votes(matched: Sequence[Matched]) -> dict[int, float]:
    """For each day, how much speaks for an article of it: the best match of each claim that would hold on that day."""
    best: dict[tuple[str, int], float] = {}
    for one in matched:
        for day in range(one.first, min(one.last, one.first + REACH_DAYS) + 1):
            age = max(0, day - one.days[1]) if one.last - one.first >= SHARP_DAYS else 0
            vote = one.score * (AGE_SHARE[age] if age < len(AGE_SHARE) else AGE_SHARE[-1])
            key = one.claim, day
            best[key] = max(best.get(key, 0.0), vote)
    votes: dict[int, float] = collections.defaultdict(float)
    for (_, day), vote in sorted(best.items()):
        votes[day] += vote
    return dict(votes)


def _plateau(votes: Mapping[int, float], peak: int, best: float) -> Days:
    """The run of days about the peak that are about as likely, with a day on either side."""
    first = last = peak
    while votes.get(first - 1, 0.0) >= NEAR_PEAK * best and peak - first < PLATEAU_DAYS:
        first -= 1
    while votes.get(last + 1, 0.0) >= NEAR_PEAK * best and last - peak < PLATEAU_DAYS:
        last += 1
    return first, last
