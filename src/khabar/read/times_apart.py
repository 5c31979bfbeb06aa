"""Times of what no record tells, though they stand beside a happening: what an aside holds, counts or began.

Invariant: a time is left out only where the words between say whose it is; a happening told there keeps it.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Draft, When
from khabar.read.chunks import Chunk
from khabar.read.clauses import Clause
from khabar.read.phrases import chunk_relation, time_of
from khabar.read.view import View
from khabar.text.clitics import AL
from khabar.text.letters import MIM, YA

SINCE: Final = "since"
OWN: Final = 0.9
UNITS: Final = frozenset({"day", "night", "week", "month"})
REACH: Final = 7  # chunks of what qualifies a place


def is_apart(view: View, chunk: Chunk, draft: Draft, inside: list[Draft]) -> bool:
    """Whether a time beside a happening is that of what no record tells.

    A state that goes on since then (the town *that the rebels hold since 2014*, and they hold it since), a total that
    reaches a figure (*which raises* their dead to 91 since May), what somebody adds of another matter (noting that the
    carts *were made ready weeks ago*).
    """
    if chunk_relation(chunk) == SINCE and _qualifies(view, draft, chunk):
        return True
    if of_birth(view, chunk):
        return True
    clause = view.clauses[chunk.clause]
    if any(d.clause == clause.index for d in inside):
        return False
    if clause.kind == "rel" and _of_old(view, chunk) and not any(_described(view, clause, d) for d in inside):
        return view.chunk_of[draft.unit] < clause.first
    if clause.verb is None or clause.verb.index > chunk.index:
        return False
    if chunk_relation(chunk) == SINCE:
        if clause.kind == "coord" and view.chunk_of[draft.unit] < clause.first and tells_state(clause):
            return True
        held = clause.kind == "rel" and tells_state(clause) and not any(_described(view, clause, d) for d in inside)
        return held or (view.chunk_of[draft.unit] < chunk.index and _counts(view, clause))
    return view.chunk_of[draft.unit] < clause.first and _adds(view, clause)


def of_birth(view: View, chunk: Chunk) -> bool:
    """Whether a time is that of somebody's birth (born *in 1983*, of those born *in 1990*)."""
    if not chunk.index:
        return False
    words, before = view.closed("born"), view.chunks[chunk.index - 1]
    return any(u.token.word.loose.removeprefix(AL) in words for u in view.units[before.first : before.last])


def _of_old(view: View, chunk: Chunk) -> bool:
    """Whether a time is a bare year (the region that declared itself free *in 1991*)."""
    value = time_of(view, chunk, "", 0.0).value
    return bool(value.relation == "point" and value.kind == "year" and value.point.year is not None)


def goes_on_there(view: View, draft: Draft, chunk: Chunk) -> bool:
    """Whether a time since which is that of a state which a relative clause tells of something beside the happening."""
    if chunk_relation(chunk) != SINCE:
        return False
    clause = view.clauses[chunk.clause]
    if clause.kind != "rel" or clause.index == draft.clause:
        return _qualifies(view, draft, chunk)
    return tells_state(clause) and not _described(view, clause, draft)


def counted_after(view: View, draft: Draft, chunk: Chunk) -> bool:
    """Whether a total is told between a happening and a time since which it runs (with his death *the toll since May
    rises to 91*).
    """
    clause = view.clauses[chunk.clause]
    if clause.verb is None or chunk_relation(chunk) != SINCE or not _counts(view, clause):
        return False
    return view.chunk_of[draft.unit] < clause.verb.index < chunk.index


def at_that_time(view: View, draft: Draft, when: When, chunk: Chunk) -> When:
    """A time since which something goes on, as the day of what a clause of time after it tells (since Saturday, *when
    they took a man*).
    """
    clause = view.clauses[draft.clause]
    if chunk_relation(chunk) != SINCE or clause.kind != "sub" or clause.link is None or clause.first <= chunk.index:
        return when
    if clause.link.token.word.loose not in view.closed("at_the_time"):
        return when
    return when.read_as(when.value.of_point(when.value.point, None, "point"))


def so_long_ago(view: View, draft: Draft) -> None:
    """Read what stands before a single deed (*since three days* a bomber blew himself up) as the day on which it
    happened.
    """
    for at, when in enumerate(draft.times):
        words = when.value
        if words.relation != SINCE or words.kind != "span" or when.span.end > draft.span.start:
            continue
        if words.point.count is None or words.point.unit not in UNITS or not _is_single(view, draft):
            continue
        point = words.point.copy()
        point.kind = "ago"
        draft.times[at] = when.read_as(words.of_point(point, None, "point"))


def _is_single(view: View, draft: Draft) -> bool:
    """Whether it can only have happened at once: a raid, a bomber who blew himself up."""
    unit = view.units[draft.unit]
    if unit.token.word.bare not in view.closed("at_once") or view.chunk(draft.unit).amount is not None:
        return False
    return not draft.present and not draft.habitual


def _qualifies(view: View, draft: Draft, chunk: Chunk) -> bool:
    """Whether a time since which stands with what qualifies a place beside the happening."""
    place = qualified(view, chunk)
    return place >= 0 and not place <= view.chunk_of[draft.unit] <= chunk.index


def qualified(view: View, chunk: Chunk) -> int:
    """The chunk of the place that a definite word qualifies before a time since which (the town *besieged since 2013*,
    the region *divided between both since* the year 1947); -1 for none.
    """
    for other in reversed(view.chunks[max(1, chunk.index - REACH) : chunk.index]):
        if other.kind not in ("np", "prep", "time") or other.amount is not None:
            return -1
        if other.kind == "np" and not other.conj and other.prep not in view.closed("between") and _tells_where(other):
            return -1  # killed in the towns under curfew *in the south of the country* since August
        last = view.units[other.last - 1]
        if other.kind != "np" or last.prep or last.conj or not last.article or last.pronoun or last.names:
            continue
        alone = other.last - other.first == 1
        place = view.chunks[other.index - 1] if alone else other
        if alone and (place.kind != "np" or other.prep):
            continue
        state = last.token.form.startswith(AL + MIM) or last.token.word.loose in view.closed("held_so")
        if state and last.tag in ("adj", "word", "noun") and (alone or last is not other.head) and _is_place(place):
            return place.index
    return -1


def _tells_where(chunk: Chunk) -> bool:
    """Whether a phrase ends with the name of a place."""
    return any(name.kind == "place" for name in chunk.units[chunk.last - 1].names)


def _is_place(chunk: Chunk) -> bool:
    """Whether a phrase is of a place."""
    head = chunk.head
    named = any(name.kind == "place" for u in chunk.units[chunk.first : chunk.last] for name in u.names)
    return named or bool(head.has.place_word) or (head.noun is not None and head.noun.kind == "site")


def _described(view: View, clause: Clause, draft: Draft) -> bool:
    """Whether a relative clause tells of the happening itself (the siege *that they have laid since May*)."""
    told = clause.antecedent
    return told is not None and told.first <= draft.unit < told.last


def tells_state(clause: Clause) -> bool:
    """Whether its verb is one of the present, an unknown one that is written like one too, or it only *was*."""
    if clause.verb is None:
        return clause.kana and clause.antecedent is not None
    head = clause.verb.head
    return all(s.tense == "present" for s in head.verb) if head.verb else head.token.form[:1] == YA


def _counts(view: View, clause: Clause) -> bool:
    """Whether a clause tells what a total has come to."""
    verb = clause.verb
    return verb is not None and verb.head.token.word.loose in view.closed("counts_up")


def _adds(view: View, clause: Clause) -> bool:
    """Whether a clause is what a participle of saying adds, with a subject of its own before its verb."""
    if clause.kind != "sub" or clause.link is None or clause.parent < 0:
        return False
    verb = clause.verb
    if view.clauses[clause.parent].kind != "report" or verb is None:
        return False
    if not verb.head.verb or any(s.tense != "past" for s in verb.head.verb):
        return False
    if verb.head.token.word.loose in view.closed("occurs"):
        return False
    return any(c.kind == "np" and not c.prep for c in view.chunks[clause.first : verb.index])


def mark_asides(view: View, drafts: list[Draft]) -> None:
    """Mark the deeds with a day of their own that only describe somebody or something (searched for a driver *whom they
    had taken on Saturday*), and what the story goes on with after them in the sentence.
    """
    if len(drafts) < 2:
        return
    told: Draft | None = None
    for draft in sorted(drafts, key=_unit):
        clause = view.clauses[draft.clause]
        if told is not None and clause.kind != "rel" and _parted(view, told, draft):
            draft.resumes = True
            told = None
        if clause.kind != "rel" or clause.verb is None or clause.antecedent is None:
            continue
        if not draft.times:
            continue
        if any(_described(view, clause, d) for d in drafts):
            continue
        if not any(d.unit < draft.unit and d.clause != draft.clause for d in drafts):
            continue
        if clause.verb.first <= draft.unit < clause.verb.last and any(w.score >= OWN for w in draft.times):
            draft.aside = True
            told = draft
        else:
            draft.past = True


def _parted(view: View, one: Draft, two: Draft) -> bool:
    """Whether a mark stands between two happenings."""
    return any(c.kind == "mark" for c in view.chunks[view.chunk_of[one.unit] : view.chunk_of[two.unit]])


def _unit(draft: Draft) -> int:
    return draft.unit
