"""The records of a chain of action and answer.

Invariant: an edge names the claims that tell it; nothing in a chain lacks one. Nodes and edges are sorted, and the same
for the same readings in whatever order they came.
"""

from __future__ import annotations

import msgspec

from khabar.model.chronology import Party
from khabar.model.records import Record, SourceMention


class ChainNode(Record, frozen=True):
    """A happening or a verbal act that answers something or is answered.

    ``id`` is that of the happening, or the reference of the act. ``kind`` is `happening`, `act`, or `announced` for
    what is only planned or conditional. ``start``..``end`` are ISO days, None where not told.
    """

    id: str
    kind: str
    type: str
    modality: str = "asserted"
    start: str | None = None
    end: str | None = None
    place: str | None = None
    initiator: tuple[Party, ...] = ()
    target: tuple[Party, ...] = ()
    says: str = ""
    trigger: str = ""
    claims: tuple[str, ...] = ()


class Teller(Record, frozen=True):
    """Who says that one answers the other: the claim that says so, its document, its sources, its words."""

    claim: str
    answered: str
    doc: str
    sentence: str
    trigger: str
    sources: tuple[SourceMention, ...] = ()


class ChainEdge(Record, frozen=True):
    """``answer`` answers ``answered``, both ids of nodes.

    ``how`` is `told` where a text says so, `denies` where a denial meets what was said, `about` where an act of
    responsibility concerns a happening. ``days_low``..``days_high`` are the days from one to the other, as far as
    both are told. ``origins`` counts the independent sources among the tellers. ``fault`` says what cannot be: the
    answer came first, or the two answer each other in a circle.
    """

    answer: str
    answered: str
    how: str
    because: str
    days_low: int | None = None
    days_high: int | None = None
    told: tuple[Teller, ...] = ()
    origins: int = 0
    fault: str = ""


class Chain(Record, frozen=True):
    """What answered what. ``circles`` are ids of nodes that answer each other round: a contradiction of accounts."""

    nodes: tuple[ChainNode, ...] = ()
    edges: tuple[ChainEdge, ...] = ()
    circles: tuple[tuple[str, ...], ...] = ()


def to_lines(chain: Chain) -> list[bytes]:
    """The edges, one JSON object a line without line ends, the same bytes for the same chain."""
    return [msgspec.json.encode(edge) for edge in chain.edges]
