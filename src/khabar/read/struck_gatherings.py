"""Gatherings that are told only because force was used on them (the raid hit *a meeting*): what was struck, and no
happening of their own.

Invariant: such a gathering is indefinite, and stands after the word of force that has it as its object.
"""

from __future__ import annotations

from typing import Final

from khabar.read.chunks import Chunk
from khabar.read.evidence import FORCE
from khabar.read.happenings import Hit
from khabar.read.results import is_light
from khabar.read.units import is_accusative
from khabar.read.view import View
from khabar.text.letters import LAM

GATHERING: Final = frozenset({"consult", "protest"})
AIM: Final = "aim"
NEAR: Final = 4  # phrases between the word of force and the gathering


def is_struck(view: View, hit: Hit, hits: list[Hit]) -> bool:
    """Whether a gathering is the object of a use of force (shelled *a meeting*, an attack *on a meeting*)."""
    if hit.type not in GATHERING or hit.shape != "noun":
        return False
    chunk = view.chunk(hit.unit)
    if chunk.head is not view.units[hit.unit] or chunk.conj or chunk.head.article:
        return False
    if chunk.prep:
        before = view.chunks[chunk.index - 1] if chunk.index else None
        on = chunk.prep in view.closed("on") and before is not None and before.kind == "np"
        return on and any(h.type in FORCE and h.shape == "noun" and view.chunk(h.unit) is before for h in hits)
    return _has_object(view, chunk, hits) and is_accusative(chunk.head.token.form)


def take_in(view: View, hit: Hit) -> None:
    """Let those who gathered be told with their gathering (a meeting *of elders*): they were struck."""
    chunk = view.chunk(hit.unit)
    after = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
    alone = chunk.last - chunk.first == (1 if chunk.prep_unit is None else 2)
    if after is None or after.kind != "np" or after.prep != LAM or after.conj or not alone:
        return
    view.join(chunk, after)


def _has_object(view: View, chunk: Chunk, hits: list[Hit]) -> bool:
    """Whether the verb before a phrase is of force and nothing but its subject stands between them."""
    for other in reversed(view.chunks[max(0, chunk.index - NEAR) : chunk.index]):
        if other.kind == "verb":
            aims = is_light(other.head, AIM)
            return aims or any(h.type in FORCE and view.chunk(h.unit) is other for h in hits)
        if other.kind not in ("np", "time", "prep") or other.conj:
            return False
    return False
