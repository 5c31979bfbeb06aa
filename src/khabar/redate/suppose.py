"""Days supposed of articles that tell none, for linking to bear out or not.

Invariant: a supposition rests on what claims share besides their days, and falls with the links: an article that shares
no happening with those it was dated by stays undated.
"""

from __future__ import annotations

from collections.abc import Sequence

from khabar.model.chronology import Links
from khabar.model.dating import Narrowed, Wordings
from khabar.redate.align import Index
from khabar.redate.narrow import LEAD_CLAIMS, conclude
from khabar.redate.told import FORCE, Told, first_state, to_told
from khabar.redate.words import OwnWords


def suppose(links: Links, wordings: Wordings) -> tuple[Narrowed, ...]:
    """Days for the articles whose texts give none, by the dated articles that seem to tell the same.

    Args:
        links: Readings, linked or not.
        wordings: Reads words of time on another day.
    """
    unknown = [name for name, r in zip(links.names, links.readings, strict=True) if r.published.start is None]
    if not unknown:
        return ()
    told: dict[str, list[Told]] = {}
    for one in to_told(links, wordings, {}, frozenset(), linked=False):
        told.setdefault(one.doc, []).append(one)
    states = {n: first_state(n, r.published) for n, r in zip(links.names, links.readings, strict=True)}
    stated = [one for name in links.names if states[name].stated for one in told.get(name, ())]
    index = Index(stated, {one.ref: one.days for one in stated if one.days is not None}, wordings)
    was = {name: r.published for name, r in zip(links.names, links.readings, strict=True)}
    made = []
    for name in unknown:
        found = index.find(told.get(name, ()))
        if found is not None:
            bound, peak = found
            made.append(conclude(name, was[name], bound, peak, OwnWords(told[name], wordings)))
    return tuple(one for one in made if one is not None)


def borne_out(supposed: Sequence[Narrowed], links: Links) -> tuple[Narrowed, ...]:
    """The suppositions that linking bears out: what the article leads with is told by one that it was dated by.

    Args:
        supposed: What `suppose` made.
        links: The readings linked again, those articles read with the days supposed.
    """
    docs = dict(zip(links.names, links.readings, strict=True))
    kept = []
    for one in supposed:
        others = {e.event for doc in one.leans_on if doc in docs for e in docs[doc].events}
        force = [e for e in sorted(docs[one.doc].events, key=lambda e: (e.span.start, e.id)) if e.type in FORCE]
        if any(e.event and e.event in others for e in force[:LEAD_CLAIMS]):
            kept.append(one)
    return tuple(kept)
