"""Over which time a tally counts: since an event (since the war began), the period of a report, the day of a toll.

Invariant: a span is read from what the sentence itself tells; what is told of one happening opens none.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import TallyDraft, When
from khabar.model.spans import Span
from khabar.read.chunks import Chunk
from khabar.read.one_incident import in_one
from khabar.read.phrases import time_of
from khabar.read.series import is_member
from khabar.read.stretches import bare, compares
from khabar.read.view import View
from khabar.text.clitics import AL
from khabar.text.letters import WAW

OUTBREAK: Final = "assault.harb_outbreak"
ONE_OF: Final = "quantity.one_of"
CAMPAIGNS: Final = frozenset({"assault.udwan", "assault.udwan_named"})  # each has a toll of its own
STRIKES: Final = ("darb", "ghara", "strike", "raid", "qasaf")
REACH: Final = 10
FEW: Final = 4
DAYS: Final = frozenset({"deictic", "weekday", "date"})


def since_event(view: View) -> list[Chunk]:
    """Phrases that open a span by an event: since the start of the war."""
    found = view.since
    if found is None:
        words = view.closed("since")
        found = [c for c in view.chunks if c.prep and c.kind == "np" and _first_word(c.prep) in words]
        found = view.since = [c for c in found if not compares(view, c)]
    return found


def outbreak(view: View, tally: TallyDraft) -> None:
    """Give a total the words for the outbreak of a war or of battles that open it, with where it is waged (since the
    war on the strip began).
    """
    for opener in since_event(view):
        words = [bare(u.token.form).removeprefix(AL) for u in view.units[opener.first : opener.last]]
        battles = any(word in view.closed("battles") for word in words)
        if not battles and all(word not in view.closed("warfare") for word in words):
            continue
        last = opener
        for chunk in view.chunks[opener.index + 1 : opener.index + 3]:
            if chunk.kind != "np" or not chunk.prep or chunk.amount is not None:
                break
            last = chunk
        tally.opener = Span(opener.start, last.end)
        tally.opened = "battles" if battles else "event"
        return


def _first_word(prep: str) -> str:
    return prep.partition(" ")[0] if " " in prep else prep


def tells_period(view: View) -> bool:
    """Whether the sentence speaks of the period that the report covers (during the period under review)."""
    if not view.tells("period"):
        return False
    words, ahead = view.closed("period"), view.closed("throughout")
    return any(
        c.prep != ""
        and c.kind == "np"
        and c.amount is None
        and (c.prep in ahead or _same(view, c))
        and any(u.token.word.loose in words for u in view.units[c.first : c.core])
        for c in view.chunks
    )


def _same(view: View, chunk: Chunk) -> bool:
    """Whether a stretch is the one told before (in *the same* period)."""
    selves = view.closed("the_same")
    return any(
        t.word.loose in selves for u in view.units[chunk.first : chunk.last + 1] for t in view.tokens[u.first : u.last]
    )


def tells_parts(view: View) -> bool:
    """Whether the sentence says how its figure is spread over places (they were spread as follows)."""
    if not view.tells("distributed"):
        return False
    words = view.closed("distributed")
    return any(unit.token.form in words for unit in view.units)


def all_times(view: View) -> list[When]:
    """All that the sentence tells of time, in order."""
    return [time_of(view, chunk, "tally: time", 1.0) for chunk in view.chunks if chunk.kind == "time"]


def event_times(view: View) -> list[When]:
    """The day told right after an event that opens a span, read as the start of it."""
    found: list[When] = []
    for opener in since_event(view):
        for chunk in view.chunks[opener.index + 1 : opener.index + 4]:
            if chunk.kind == "time":
                when = time_of(view, chunk, "tally: since an event", 1.0)
                if when.value.relation in ("point", "during"):
                    found.append(_since(when))
                break
            if chunk.kind not in ("np", "prep"):
                break
    return found


def _since(when: When) -> When:
    """The same words, read as a start."""
    return when.read_as(when.value.of_point(when.value.point, when.value.until, "since"))


def counted_without_day(view: View, chunk: Chunk) -> bool:
    """Whether somebody has counted them and no day is told (the organisation counted 406 dead): so many so far."""
    if any(c.kind == "time" and time_of(view, c, "", 1.0).value.relation == "point" for c in view.chunks):
        return False
    words = view.closed("recorded")
    for before in view.chunks[max(0, chunk.index - FEW) : chunk.index]:
        if before.kind == "verb" and before.clause == chunk.clause:
            return bare(before.head.token.form) in words or before.head.token.word.bare in words
    return False


def of_opener(view: View, unit: int) -> bool:
    """Whether a toll is that of the event which opens a span (closed since *a bombing that killed* seven)."""
    told = view.clause(unit).antecedent
    openers = since_event(view)
    return told is not None and any(c is told and _one_blow(view, c) for c in openers)


def _one_blow(view: View, chunk: Chunk) -> bool:
    """Whether a phrase names one use of force, in no plural."""
    heads = [s for u in view.units[chunk.first : chunk.core] for s in u.has.trigger]
    return any(s.type in ("assault", "explosion") and s.number != "p" and s.id not in CAMPAIGNS for s in heads)


def of_one(view: View, unit: int) -> bool:
    """Whether a toll is told of one of the happenings counted before (one of them led to the death of three)."""
    clause = view.clause(unit)
    before = view.chunks[max(clause.first, view.chunk_of[unit] - REACH) : view.chunk_of[unit]]
    subject = [c for c in before if c.kind == "np" and not c.prep][:1]
    return any(c.head.pronoun and any(s.id == ONE_OF for s in c.head.has.quantity) for c in subject)


def outbreak_times(view: View) -> list[When]:
    """The day on which a war is told to have broken out, as the start of what it has cost since."""
    told = next((n for n, u in enumerate(view.units) if any(s.id == OUTBREAK for s in u.has.trigger)), None)
    if told is None:
        return []
    for when in all_times(view):
        if when.value.kind == "date" and when.value.relation == "point" and when.span.start > view.units[told].start:
            return [_since(when)]
    return []


def daily(view: View, unit: int) -> list[When]:
    """The day whose dead somebody counts (documented on Friday the death of 41; the toll of Friday: 73 dead)."""
    if not (view.tells("recorded") or view.tells("recording") or view.tells("summaries")):
        return []
    here = view.chunk_of[unit]
    if not any(_counting(view, chunk) for chunk in view.chunks[max(0, here - REACH) : here + 1]):
        return []
    if in_one(view, here):
        return []
    times = [w for w in all_times(view) if w.value.kind in DAYS and w.value.relation == "point"]
    return times[:1]


def _counting(view: View, chunk: Chunk) -> bool:
    """Whether somebody counts cases by this word: documented, the documenting of, the toll of [Friday]."""
    if chunk.kind == "verb":
        return chunk.head.token.word.bare in view.closed("recorded")
    if chunk.kind != "np":
        return False
    recording = view.closed("recording")
    if any(u.token.word.bare in recording for u in view.units[chunk.first : chunk.last]):
        return True
    told = chunk.amount is None and chunk.head.token.word.bare in view.closed("summaries")
    return told and _dated(view, chunk)


def _dated(view: View, chunk: Chunk) -> bool:
    return chunk.index + 1 < len(view.chunks) and view.chunks[chunk.index + 1].kind == "time"


def scattered(view: View, unit: int) -> bool:
    """Whether a toll is of several attacks in several places: killed in scattered attacks, in a series of attacks."""
    if not view.tells("scattered"):
        return False
    here = view.chunk_of[unit]
    words = view.closed("scattered")
    for chunk in view.chunks[here : here + REACH]:
        if chunk.kind == "verb" and chunk.index > here:
            return False
        if chunk.kind == "np" and chunk.prep in view.closed("causal_preps"):
            if is_member(view, chunk.index):
                return False
            inside = view.units[chunk.first : chunk.last]
            entries = [h.entry for u in inside for h in u.has.trigger if h.entry.type in ("assault", "explosion")]
            if entries and any(w in entries[0].id for w in STRIKES):
                return False  # the raids of one wave
            if entries:
                return any(view.tokens[at].word.loose in words for u in inside for at in range(u.first, u.last))
    return False


def in_ongoing(view: View, unit: int) -> bool:
    """Whether those harmed fell in a campaign that is going on (430 were killed *in the ongoing operation*)."""
    if not view.tells("ongoing"):
        return False
    ongoing, during = view.closed("ongoing"), view.closed("during_preps")
    heads = view.closed("offensives") | view.closed("campaigns") | view.closed("warfare")
    for chunk in view.chunks[view.chunk_of[unit] + 1 :]:
        if chunk.kind == "sub":
            return False
        if chunk.kind != "np" or chunk.prep not in during:
            continue
        inside = view.tokens[view.units[chunk.first].first : view.units[chunk.last - 1].last]
        words = [bare(t.form) for t in inside]
        if words[-1] in ongoing and any(w.removeprefix(AL) in heads for w in words):
            return True
    return False


def of_campaign(view: View, unit: int) -> bool:
    """Whether those harmed are the toll of a campaign by its name (the toll of the aggression), not of a use of force
    told between the two.
    """
    if in_ongoing(view, unit):
        return True
    if not any(s.id in CAMPAIGNS for u in view.units for s in u.has.trigger):
        return False
    tolls = view.closed("toll")
    for at in range(len(view.units) - 1):
        if view.units[at].token.word.loose.removeprefix(WAW) in tolls:
            between = view.units[unit + 1 : at]
            own = any(s.type in ("assault", "explosion") for u in between for s in u.has.trigger)
            return not own and any(s.id in CAMPAIGNS for s in view.units[at + 1].has.trigger)
    return False
