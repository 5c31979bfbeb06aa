"""The places of a sentence as each happening in it sees them: on which side, how far, through which preposition.

Invariant: marks say what stands between two words, never what is decided by it; at most `REACH` places on each side of
a happening are looked at, so that the work is linear in the length of the text.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Candidate, Draft
from khabar.model.marks import Group
from khabar.model.mentions import Mention
from khabar.model.spans import Span
from khabar.read.as_parties import where_only
from khabar.read.attribution import Speech
from khabar.read.bearings import leave_bearings
from khabar.read.chunks import Chunk
from khabar.read.evidence import FORCE
from khabar.read.mentions import is_border, is_place
from khabar.read.passed_by import (
    leave_other_times,
    leave_out,
    leave_seats,
    leave_speakers_ways,
    not_backing,
    not_speaking,
)
from khabar.read.phrases import group, is_joined
from khabar.read.posted import leave_posts
from khabar.read.surroundings import ELSEWHERE
from khabar.read.view import View
from khabar.text.bounds import Bounds
from khabar.text.clitics import BA
from khabar.text.letters import loose

REACH: Final = 8
HOSPITAL: Final = "noun.hospital"
MAX_KEPT: Final = 4096
PASSING: Final = Group(("in passing",))
OPENS: Final = Group(("opens the sentence",))
HEADS: Final = Group(("heads the sentence",))
SPEAKING: Final = Group(("in a speaker",))
OWN_TARGET: Final = Group(("own target",))
OWN_INITIATOR: Final = Group(("own initiator",))
JOINED: Final = Group(("joined",))
OTHERS_PLACE: Final = Group(("another's place",))
OTHERS_TARGET: Final = Group(("another's target",))
_KEPT: Final[dict[tuple[str, ...], Group]] = {}
SIDES: Final = ("before", "same", "after")
MOST: Final = (3, 4, 3, 3)
"""So many are told apart of the happenings between two words, of places in order, of verbs and of marks between."""
NEAR: Final = 2
FAR: Final = 5
PLACED: Final = FORCE | {
    "casualty",
    "coerce",
    "mobilize",
    "retreat",
    "protest",
    "consult",
    "aid",
    "agree",
    "cooperate",
    "concede",
}
ROUND: Final = "round"
NOWHERE: Final = Bounds([])


class Whereabouts:
    """Marks the places of one sentence for its drafts."""

    def __init__(
        self, view: View, places: list[tuple[Chunk, Mention]], drafts: list[Draft], speeches: list[Speech]
    ) -> None:
        self.view = view
        self.places = places
        self.speakers = Bounds([link.mention.span for s in speeches for link in s.links])
        self.target = self.initiator = NOWHERE
        self.first = next((c.index for c in view.chunks if c.kind not in ("time", "mark")), 0)
        self.preps = _governing(view) if any(is_joined(view, chunk) for chunk, _ in places) else None
        self.hits = [view.chunk_of[d.unit] for d in drafts]

    def give(self, draft: Draft) -> None:
        """Give a draft the places around it, each with its marks."""
        at = self.view.chunk_of[draft.unit]
        self.target = Bounds([c.span for c in draft.target if c.span is not None])
        self.initiator = Bounds([c.span for c in draft.initiator if c.span is not None])
        before = [pair for pair in self.places if pair[0].index < at][-REACH:]
        after = [pair for pair in self.places if pair[0].index >= at][:REACH]
        for order, (chunk, mention) in enumerate(reversed(before)):
            self._add(draft, at, chunk, mention, order)
        for order, (chunk, mention) in enumerate(after):
            self._add(draft, at, chunk, mention, order)

    def _add(self, draft: Draft, at: int, chunk: Chunk, mention: Mention, order: int) -> None:
        if chunk.first <= draft.unit < chunk.last:
            if draft.unit + 1 >= chunk.last:
                return
            mention = self.view.part(draft.unit + 1, chunk.last)
            if not is_place(mention):
                return
        marks = tuple(self._marks(at, chunk, mention, order))
        draft.around.append(Candidate(mention, ROUND, 0.0, span=mention.span, marks=marks))

    def _marks(self, at: int, chunk: Chunk, mention: Mention, order: int) -> list[Group]:
        view, here = self.view, chunk.index
        low, high = min(at, here), max(at, here)
        way = 1 if here == at else 2 if here > at else 0
        side = SIDES[way]
        prep = self.preps[here] if self.preps is not None else chunk.prep or "-"
        gap = high - low
        far = "next" if gap <= 1 else "near" if gap <= NEAR else "mid" if gap <= FAR else "far"
        own, other = view.chunks[at].clause, chunk.clause
        clauses = view.clauses
        clause = (
            "own"
            if own == other
            else "child"
            if clauses[other].parent == own
            else "parent"
            if clauses[own].parent == other
            else "other"
        )
        between = verbs = stops = 0
        for hit in self.hits:
            if low < hit < high:
                between += 1
        for at_between in range(low, high):
            kind = view.chunks[at_between].kind
            if kind == "mark":
                stops += 1
            elif kind in ("verb", "sub", "rel", "report"):
                verbs += 1
        groups = [
            _apart(side, far, clause, clauses[other].kind),
            _under(side, prep),
            _counted(way, min(between, 2), min(order, 3), min(verbs, 2), min(stops, 2)),
        ]
        if here in view.asides:
            groups.append(PASSING)
        if here == self.first:
            groups.append(OPENS)
            if here + 1 < len(view.chunks) and view.chunks[here + 1].kind == "mark":
                groups.append(HEADS)
        start, end = mention.start, mention.end
        if self.speakers.hold(start, end):
            groups.append(SPEAKING)
        if self.target.hold(start, end):
            groups.append(OWN_TARGET)
        if self.initiator.hold(start, end):
            groups.append(OWN_INITIATOR)
        if chunk.conj:
            groups.append(JOINED)
        return groups


def _keep(key: tuple[str, ...], marks: tuple[str, ...]) -> Group:
    """Keep marks that were put together, under what they are made of; all are dropped when they become many."""
    if len(_KEPT) >= MAX_KEPT:
        _KEPT.clear()
    group = _KEPT[key] = Group(marks)
    return group


def _apart(side: str, far: str, clause: str, kind: str) -> Group:
    key = (side, far, clause, kind)
    return _KEPT.get(key) or _keep(
        key, (f"side={side} far={far}", f"side={side} clause={clause}", f"clause={clause}:{kind}")
    )


def _under(side: str, prep: str) -> Group:
    key = (side, prep)
    return _KEPT.get(key) or _keep(key, (f"prep={prep}", f"side={side} prep={prep}"))


def _counted(way: int, hits: int, order: int, verbs: int, marks: int) -> Group:
    """The marks of how many stand between, all put together beforehand."""
    return _COUNTED[(((way * MOST[0] + hits) * MOST[1] + order) * MOST[2] + verbs) * MOST[3] + marks]


_COUNTED: Final = [
    Group(
        (
            f"side={side} hits={hits}",
            f"side={side} order={order}",
            f"side={side} verbs={verbs}",
            f"side={side} marks={marks}",
        )
    )
    for side in SIDES
    for hits in range(MOST[0])
    for order in range(MOST[1])
    for verbs in range(MOST[2])
    for marks in range(MOST[3])
]


def _governing(view: View) -> list[str]:
    """The preposition that governs each chunk: its own, or for a joined phrase that of its list's head."""
    preps = [c.prep or "-" for c in view.chunks]
    for chunk in view.chunks:
        if chunk.kind == "np" and chunk.prep and not chunk.conj:
            for member in group(view, chunk)[1:]:
                preps[member.index] = preps[chunk.index]
    return preps


def _of_care(view: View, chunk: Chunk) -> bool:
    """Whether a place is a hospital to which somebody is taken, or that in which it stands (to a hospital in X)."""
    for at in (chunk.index, chunk.index - 1):
        other = view.chunks[at] if at >= 0 else chunk
        if other.kind != "np" or (other is not chunk and not chunk.prep):
            continue
        noun = other.head.noun
        if noun is not None and noun.id == HOSPITAL and other.prep in view.closed("carried_to"):
            return True
    return False


def _where_done(view: View, places: list[tuple[Chunk, Mention]], placed: list[Draft]) -> list[tuple[Chunk, Mention]]:
    """The places, without those for whose sake it was done (in solidarity with Gaza); these leave the drafts too."""
    sake = view.closed("sake")
    units = view.units
    if not any(unit.token.form in sake for unit in units):
        return places
    out = []
    for chunk, mention in places:
        told = any(u.token.form in sake for u in units[max(0, chunk.first - 2) : chunk.first])
        if told or (chunk.prep in view.closed("inside_preps") and _for_those_in(view, chunk, sake)):
            out.append(mention.span)
    return leave_out(places, placed, out)


def _for_those_in(view: View, chunk: Chunk, sake: frozenset[str]) -> bool:
    """Whether those for whose sake it was done are told to be there (in solidarity with the people *in Gaza*)."""
    those = view.chunks[chunk.index - 1] if chunk.index else chunk
    if those is chunk or those.kind != "np" or is_place(view.mention(those)):
        return False
    return any(u.token.form in sake for u in view.units[max(0, those.first - 2) : those.last])


def _of_help(view: View, chunk: Chunk) -> bool:
    """Whether a state is told as one that helped or asked (with the help of the United States *and France*)."""
    at = chunk.index
    while at and view.chunks[at].conj and view.chunks[at].kind == "np":
        at -= 1
    head = view.chunks[at]
    if head.kind != "np" or not head.prep:
        return False
    if head.prep in view.closed("helping_preps"):
        return True
    unit = view.units[head.first]
    return head.prep == BA and not unit.article and loose(unit.token.form.removeprefix(BA)) in view.closed("help_words")


def _this_side(view: View, places: list[tuple[Chunk, Mention]], placed: list[Draft]) -> list[tuple[Chunk, Mention]]:
    """The places, without the country that a border is shared with (on the border *with Niger*)."""
    shared = []
    for chunk, mention in places:
        before = view.chunks[chunk.index - 1] if chunk.index else None
        if before is None or before.kind != "np" or chunk.prep not in view.closed("with"):
            continue
        if is_border(view.mention(before)):
            shared.append(mention.span)
    return leave_out(places, placed, shared)


def _where_to(view: View, draft: Draft) -> None:
    """Forces that move are where they move to, where that is told, not where they come from or pass."""
    if not any(c.value.prep in view.closed("toward") for c in draft.place):
        return
    passed = view.closed("departure")
    draft.place = [c for c in draft.place if c.value.prep not in passed]
    draft.around = [c for c in draft.around if c.value.prep not in passed]


def give_whereabouts(view: View, drafts: list[Draft], speeches: list[Speech]) -> None:
    """Give the drafts of a sentence the places that stand around them."""
    placed = [d for d in drafts if d.type in PLACED]
    if not placed:
        return
    places = [(c, view.mention(c)) for c in view.chunks if c.kind == "np" and is_place(view.mention(c))]
    if not places:
        return
    places = _where_done(view, places, placed)
    places = where_only(view, places, drafts, placed)
    harmed = all(draft.type in FORCE or draft.type == "casualty" for draft in placed)
    if harmed:
        places = leave_out(places, placed, [m.span for c, m in places if _of_care(view, c)])
    places = leave_out(places, placed, [m.span for c, m in places if _of_help(view, c)])
    places = _this_side(view, places, placed)
    places = not_backing(view, not_speaking(view, places, placed, speeches), placed)
    around = Whereabouts(view, places, drafts, speeches)
    for draft in placed:
        around.give(draft)
        if draft.type == "mobilize":
            _where_to(view, draft)
    leave_other_times(view, placed)
    leave_seats(view, places, placed, drafts, speeches)
    leave_speakers_ways(view, places, placed, speeches)
    leave_posts(view, places, placed)
    leave_bearings(view, places, placed)
    if len(drafts) > 1:
        _give_others(drafts, placed)


def _give_others(drafts: list[Draft], placed: list[Draft]) -> None:
    """Mark the places around a draft that stand in the place or the target of another."""
    owners: dict[Span, list[int]] = {}
    struck: dict[Span, list[int]] = {}
    for draft in drafts:
        for own in draft.place:
            if own.span is not None and own.rule != ELSEWHERE:
                owners.setdefault(own.span, []).append(draft.unit)
        for own in draft.target:
            if own.span is not None:
                struck.setdefault(own.span, []).append(draft.unit)
    for draft in placed:
        for candidate in draft.around:
            span = candidate.value.span
            if any(unit != draft.unit for unit in owners.get(span, ())):
                candidate.marks = (*candidate.marks, OTHERS_PLACE)
            if any(unit != draft.unit for unit in struck.get(span, ())):
                candidate.marks = (*candidate.marks, OTHERS_TARGET)
