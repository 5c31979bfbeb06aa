"""Who did it and to whom, weighed: every phrase of the sentence that may have the role gets a chance.

Invariant: what the rules propose is offered, and every phrase that can act or be struck; what is not taken stays a
candidate with its chance, so that the reading shows it.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from khabar.model.drafts import Candidate, Draft, Mention
from khabar.model.picking import preferred
from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon
from khabar.packs.weights import load_weights
from khabar.read.chunks import Chunk
from khabar.read.phrases import group
from khabar.read.role_marks import MAX_KEPT, Marker, kind_of
from khabar.read.subjects import Subjects
from khabar.read.view import View
from khabar.text.bounds import Bounds

ROLES: Final = ("initiator", "target")
TABLES: Final = {"initiator": "initiator_weights.json", "target": "target_weights.json"}
KEEP: Final = {"initiator": 0.3, "target": 0.2}
ADD: Final = {"initiator": 0.42, "target": 0.6}
STARTS: Final = ("choosing", "starts")
WEIGHED: Final = "weighed: a phrase of the sentence"
MOST: Final = 24
REACH: Final = 60
BESIDE: Final = 10
AGENTS: Final = frozenset(
    {
        "named government", "named military", "named armed_group", "named organization", "military", "armed_group",
        "government", "organization", "person", "military of", "armed_group of", "government of", "organization of",
    }
)  # fmt: skip
STRUCK: Final = AGENTS | {"site", "site of", "civilians", "civilians of", "vessel", "vessel of", "town", "equipment"}
OFFERED: Final = {"initiator": AGENTS, "target": STRUCK}


First = list[tuple[str, list[Candidate]]]


class Option:
    """A phrase that may have a role: its marks, what the rules propose of it and whether they would take it."""

    __slots__ = ("chances", "kind", "marks", "mention", "proposed", "taken")

    def __init__(self, mention: Mention, kind: str, marks: list[str]) -> None:
        self.mention = mention
        self.kind = kind
        self.marks = marks
        self.proposed: dict[str, list[Candidate]] = {}
        self.taken: dict[str, bool] = {}
        self.chances: dict[str, float] = {}


class RoleChooser:
    """Weighs the participants of the drafts of a sentence."""

    def __init__(self, lexicon: Lexicon, subjects: Subjects) -> None:
        self.lexicon = lexicon
        self.subjects = subjects
        self._worth: dict[str, tuple[float, float]] = {}
        self.use({role: load_weights("khabar.read", TABLES[role]) for role in ROLES})

    def use(self, weights: Mapping[str, Mapping[str, float]]) -> None:
        """Choose by these weights of each role from now on."""
        doing, struck = (weights[role] for role in ROLES)
        self._worth = {mark: (doing.get(mark, 0.0), struck.get(mark, 0.0)) for mark in (*doing, *struck)}

    def choose(self, view: View, drafts: list[Draft]) -> None:
        """Say of every candidate of the drafts whether it is taken, and add phrases that are likely."""
        if not drafts:
            return
        heads = _heads(view)
        first: list[First] = [[(role, preferred(d, role)) for role in ROLES] for d in drafts]
        for n, draft in enumerate(drafts):
            near = range(max(0, n - BESIDE), min(len(drafts), n + BESIDE + 1))
            beside = [(drafts[k], first[k]) for k in near if k != n]
            self.settle(draft, self.options(view, draft, first[n], beside, heads))

    def options(
        self, view: View, draft: Draft, own: First, beside: list[tuple[Draft, First]], heads: dict[int, Chunk]
    ) -> list[Option]:
        """What may have a role in a draft, in order of the text; `beside` are the happenings told next to it."""
        marker = Marker(self.lexicon, self.subjects, view, draft)
        found: dict[Span, Option] = {}
        for role, first in own:
            for candidate in draft.initiator if role == "initiator" else draft.target:
                mention: Mention = candidate.value
                option = found.get(mention.span)
                if option is None:
                    chunk = _chunk_at(view, mention.span.start)
                    kind = kind_of(self.lexicon, mention, chunk)
                    head = heads.get(chunk.index, chunk) if chunk is not None else None
                    option = found[mention.span] = Option(mention, kind, marker.marks(mention, chunk, head, kind))
                option.proposed.setdefault(role, []).append(candidate)
                option.taken[role] = option.taken.get(role, False) or any(c is candidate for c in first)
        proposed = Bounds(list(found))
        here = marker.here.index
        for chunk in view.chunks[max(0, here - REACH) : here + REACH + 1]:
            if chunk.kind != "np" or chunk is marker.here or len(found) >= MOST:
                continue
            mention = view.mention(chunk)
            if proposed.meet(mention.span):
                continue
            kind = kind_of(self.lexicon, mention, chunk)
            if kind in STRUCK:
                head = heads.get(chunk.index, chunk)
                found[mention.span] = Option(mention, kind, marker.marks(mention, chunk, head, kind))
        options = [found[span] for span in sorted(found)]
        _rank(options, draft, marker.missing)
        for option in options:
            self._beside(option, marker, draft, beside)
        return options

    @staticmethod
    def _beside(option: Option, marker: Marker, draft: Draft, beside: list[tuple[Draft, First]]) -> None:
        """Marks of what the rules propose for the phrase: here, in other happenings, as a source."""
        span, marks = option.mention.span, option.marks
        start, end = span.start, span.end
        for role, proposed in option.proposed.items():
            marker.by_hand(marks, role, proposed, option.taken[role], option.kind)
        new = not option.proposed
        if new:
            marker.unproposed(marks, option.kind)
        for other, taken in beside:
            for role, first in taken:
                if not first:
                    continue
                known: Span = first[0].value.span
                if start < known.end and known.start < end:
                    side = "<" if other.unit < draft.unit else ">"
                    marks += _of_another(role, side, new, other.type, marker.type)
        if Bounds([link.mention.span for link in draft.sources]).meet(span):
            marks.append(f"source {new}")
            marks.append(f"source {draft.shape}")
            marks.append(f"source {marker.type}")

    def settle(self, draft: Draft, options: list[Option]) -> None:
        """Take the likely ones."""
        for option in options:
            for role, total in zip(ROLES, self._weigh(option), strict=True):
                proposed = option.proposed.get(role)
                if proposed is None and option.kind not in OFFERED[role]:
                    continue
                candidates = draft.initiator if role == "initiator" else draft.target
                chance = option.chances[role] = 1.0 / (1.0 + math.exp(-total))
                if proposed is not None:
                    if chance >= (KEEP[role] if option.taken[role] else ADD[role]):
                        proposed[0].taken = True
                elif chance >= ADD[role]:
                    span = option.mention.span
                    candidates.append(Candidate(option.mention, WEIGHED, round(chance, 2), span=span, taken=True))
        draft.weighed = True

    def _weigh(self, option: Option) -> tuple[float, float]:
        """What speaks for an option as the doer and as the one struck, in log-odds."""
        doing = struck = 0.0
        for mark in option.marks:
            worth = self._worth.get(mark)
            if worth is not None:
                doing += worth[0]
                struck += worth[1]
        return doing, struck


def _rank(options: list[Option], draft: Draft, missing: str) -> None:
    """Marks of how many phrases that can act there are, and which is the nearest before and after the happening."""
    agents = [option for option in options if option.kind in AGENTS]
    many = str(min(len(agents), 3))
    before = [option for option in agents if option.mention.span.end <= draft.span.start]
    after = [option for option in agents if option.mention.span.start >= draft.span.end]
    for option in agents:
        option.marks += _one_of(many, missing, not option.proposed)
    for n, option in enumerate(reversed(before)):
        option.marks += _ranked("<", min(n, 2), missing, not option.proposed, draft.shape)
    for n, option in enumerate(after):
        option.marks += _ranked(">", min(n, 2), missing, not option.proposed, draft.shape)


@lru_cache(maxsize=MAX_KEPT)
def _one_of(many: str, missing: str, new: bool) -> tuple[str, ...]:
    return f"one of {many}", f"one of {many} {missing} {new}"


@lru_cache(maxsize=MAX_KEPT)
def _ranked(side: str, rank: int, missing: str, new: bool, shape: str) -> tuple[str, ...]:
    return f"agent {side}{rank} {missing} {new}", f"agent {side}{rank} {shape}"


@lru_cache(maxsize=MAX_KEPT)
def _of_another(role: str, side: str, new: bool, other: str, type_: str) -> tuple[str, ...]:
    return f"{role} of another {side} {new}", f"{role} of {other} beside {type_}"


def _heads(view: View) -> dict[int, Chunk]:
    """For each phrase in a list, the phrase that the list begins with."""
    found: dict[int, Chunk] = {}
    for chunk in view.chunks:
        if chunk.kind == "np" and chunk.index not in found:
            for member in group(view, chunk)[1:]:
                found.setdefault(member.index, chunk)
    return found


def _chunk_at(view: View, start: int) -> Chunk | None:
    """The chunk in which a letter stands."""
    starts = view.memo.get(STARTS)
    if starts is None:
        starts = view.memo[STARTS] = [chunk.units[chunk.first].start for chunk in view.chunks]
    at = bisect_right(starts, start) - 1
    return view.chunks[at] if at >= 0 and start < view.chunks[at].end else None
