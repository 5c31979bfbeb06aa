"""Which happening a claim of responsibility, a denial or an accusation concerns.

Invariant: an act is attached only to a happening of its own document, by what the text says: a reply relation, one
sentence, or the sentence just before. An act that nothing ties to a happening stands alone.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

from khabar.link.mentions import DEEDS
from khabar.model.chronology import Attachment
from khabar.model.records import INCIDENTS, Event, Reading

OF_A_DEED = frozenset({"claim", "deny", "accuse"})
TOLD = frozenset({"asserted", "alleged", "negated"})
SENTENCES_BACK = 1


def find_attachments(readings: Sequence[Reading], names: Sequence[str]) -> Iterator[Attachment]:
    """Yield the attachment of each verbal act that has one, in order of reference."""
    for reading, name in zip(readings, names, strict=True):
        by_id = {event.id: event for event in reading.events}
        told = [e for e in reading.events if e.type in INCIDENTS and e.modality in TOLD]
        starts = sorted({e.sentence_span.start for e in reading.events})
        for act in sorted(reading.events, key=lambda e: (e.span.start, e.id)):
            if act.type in DEEDS:
                continue
            found = _answered(act, by_id) or (_concerned(act, told, starts) if act.type in OF_A_DEED else None)
            if found is not None:
                deed, because = found
                yield Attachment(act=f"{name}#{act.id}", event=deed.event or "", because=because)


def _answered(act: Event, by_id: dict[str, Event]) -> tuple[Event, str] | None:
    answered = [by_id[i] for i in act.responds_to if i in by_id and by_id[i].type in DEEDS]
    if not answered:
        return None
    return min(answered, key=lambda e: (e.span.start, e.id)), "the text says that it answers this"


def _concerned(act: Event, told: Sequence[Event], starts: Sequence[int]) -> tuple[Event, str] | None:
    inside = [e for e in told if e.sentence_span == act.sentence_span]
    if inside:
        return _nearest(act, inside), "told in the same sentence"
    at = bisect.bisect_left(starts, act.sentence_span.start)
    allowed = starts[max(0, at - SENTENCES_BACK) : at]
    before = [e for e in told if e.sentence_span.start in allowed]
    if before:
        return _nearest(act, before), "told in the sentence before"
    return None


def _nearest(act: Event, deeds: Sequence[Event]) -> Event:
    """The deed whose words stand nearest; one after the act before one as far ahead of it."""
    return min(deeds, key=lambda e: (abs(e.span.start - act.span.start), e.span.start < act.span.start, e.id))
