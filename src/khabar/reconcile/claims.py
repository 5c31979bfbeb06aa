"""Claims with their reference and their article, and the small orders every step of reconciling shares.

Invariant: whatever is listed is sorted by published day, then document, then place in the text.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Sequence

import msgspec

from khabar.model.chronology import Party
from khabar.model.days import to_day
from khabar.model.records import ActorMention, Event, Reading, SourceMention

_DROPPED = re.compile("[\u0621\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_FOLDED = {
    0x0622: 0x0627,
    0x0623: 0x0627,
    0x0625: 0x0627,
    0x0624: 0x0648,
    0x0626: 0x064A,
    0x0649: 0x064A,
    0x0629: 0x0647,
}
_VOWELS = {0x0627: None, 0x0648: None, 0x064A: None}
FORCE = frozenset({"assault", "explosion"})
UNKNOWN_DAY = "9999-99-99"  # sorts after every day


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """An event record with its reference, its document's label and the label of the text that the document carries."""

    ref: str
    doc: str
    text: str
    published: str
    event: Event

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Sorts claims by published day, document and place in the text."""
        return (self.published, self.doc, self.event.span.start, self.ref)

    @property
    def said(self) -> str | None:
        """The first day on which the document can have been published; None where that is not known."""
        return self.published if self.published != UNKNOWN_DAY else None


def to_claims(reading: Reading, name: str, text: str) -> list[Claim]:
    """The claims of one reading, in the order of its letters."""
    published = reading.published.start or UNKNOWN_DAY
    claims = [Claim(ref=f"{name}#{e.id}", doc=name, text=text, published=published, event=e) for e in reading.events]
    return sorted(claims, key=lambda claim: claim.order)


def interval_of(claim: Claim) -> tuple[datetime.date, datetime.date] | None:
    """The days a claim gives, both included; one that gives a single end has that day. None for none."""
    time = claim.event.time
    start, end = (to_day(time.start), to_day(time.end)) if time else (None, None)
    first, last = start or end, end or start
    if first is None or last is None or first > last:
        return None
    return first, last


def bare(text: str) -> str:
    """Letters folded by code point and long vowels left out: a key, never shown."""
    folded = _DROPPED.sub("", unicodedata.normalize("NFKC", text)).translate(_FOLDED).casefold()
    return " ".join(word.translate(_VOWELS) or word for word in re.findall(r"\w+", folded))


def actor_key(actor: ActorMention) -> str:
    """What makes two mentions one actor: entity, else name, else the words."""
    return (actor.entity or actor.name or bare(actor.text)).casefold()


def source_key(source: SourceMention) -> str:
    """What makes two mentions one source: entity, else name, else the words."""
    return (source.entity or source.name or bare(source.text)).casefold()


def to_parties(mentions: Sequence[tuple[str, ActorMention]]) -> tuple[Party, ...]:
    """Merge actor mentions, each with the reference of its claim, into parties: the most often named first."""
    groups: dict[str, list[tuple[str, ActorMention]]] = {}
    for ref, actor in mentions:
        groups.setdefault(actor_key(actor), []).append((ref, actor))
    parties = [_party(group) for group in groups.values()]
    return tuple(sorted(parties, key=lambda p: (-len(p.claims), p.name is None, p.name or "", p.words)))


def _party(group: Sequence[tuple[str, ActorMention]]) -> Party:
    actors = [actor for _, actor in group]
    return Party(
        words=unique([a.text for a in actors]),
        kind=actors[0].kind,
        name=next((a.name for a in actors if a.name), None),
        country=next((a.country for a in actors if a.country), None),
        claims=unique([ref for ref, _ in group]),
    )


def unique(items: Sequence[str]) -> tuple[str, ...]:
    """Each item once, in order of first appearance."""
    return tuple(dict.fromkeys(items))


def shown(name: str | None, words: str) -> str:
    """English name where there is one, else the words."""
    return name or words
