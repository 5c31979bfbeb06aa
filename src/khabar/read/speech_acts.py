"""What words of claiming, accusing and ordering have to do with the deeds beside them.

Invariant: verb and noun of one claim, one accusation, are one act; an order to one's own forces is the deed ordered.
"""

from __future__ import annotations

from typing import Final

from khabar.read.evidence import FORCE
from khabar.read.happenings import Hit
from khabar.read.view import View
from khabar.text.clitics import BA

CLAIMING: Final = 16  # units between the verb of a claim and its responsibility
ORDERED: Final = 6  # chunks between an order and the deed that is ordered
BURDENING: Final = "accuse.hammala"
SAYING_SO: Final = "claim.aalana_masuliyya"


def claimed(view: View, hit: Hit, hits: list[Hit]) -> Hit | None:
    """`announced, in a statement, its responsibility for`: the noun names the act, the verb lends its subject."""
    noun = view.units[hit.unit].tag != "verb"
    for other in reversed(hits) if noun else hits:
        if (other.unit < hit.unit) != noun or abs(other.unit - hit.unit) > CLAIMING:
            continue
        if noun and other.sense.id == BURDENING and other.shape == "active":
            return other  # holding them and those behind them responsible for that
        if noun and other.type in ("deny", "accuse") and view.units[other.unit].tag == "verb":
            return other if view.chunk(other.unit).clause == view.chunk(hit.unit).clause else None
        if other.type != "claim" or (view.units[other.unit].tag != "verb") == noun:
            continue
        verb = hit if not noun else other
        return other if noun != (verb.sense.id == SAYING_SO) else None
    return None


def accused_of(view: View, hit: Hit, other: Hit, hits: list[Hit]) -> bool:
    """Whether a deed is what somebody is accused of after another was told (hit no market, accusing them *of
    shelling*): it is no part of that one.
    """
    if view.chunk(hit.unit).prep != BA or other.type not in FORCE or other.unit > hit.unit:
        return False
    return any(h.type == "accuse" and other.unit < h.unit < hit.unit for h in hits)


def ordered(view: View, order: Hit, hits: list[Hit]) -> Hit | None:
    """The deed that a leader orders of his own forces (ordered *the sending* of a submarine): it is what he does."""
    here = view.chunk(order.unit)
    if here.kind != "verb":
        return None
    for hit in hits:
        chunk = view.chunk(hit.unit)
        if hit.unit <= order.unit or hit.shape not in ("noun", "phrase") or chunk.index - here.index > ORDERED:
            continue
        deed = hit.type in FORCE or hit.type in ("mobilize", "retreat")
        if deed and chunk.prep == BA and chunk.clause == here.clause:
            return hit
        return None
    return None
