"""Runs of units that stand for one thing: noun phrases, verbs, and the words that open and close clauses.

Invariant: a chunk covers neighbouring units of one sentence.
"""

from __future__ import annotations

from typing import Final

from khabar.model.mentions import Amount
from khabar.model.native import mypyc_attr
from khabar.read.units import Unit

COMMA: Final = "\u060c"


@mypyc_attr(acyclic=True)
class Chunk:
    """A run of units ``first``..``last``. kind: np verb prep time mark sub rel conj neg cue report kana pron particle.

    prep: the preposition that governs it, folded, ``""`` for none; prep_unit: its unit where it is a word of its own.
    head: the unit that carries it. core: one past the last unit of the phrase proper, before owners and appositions.
    owner: first unit of the owner after ``li-``. amount: how many. clause: number of the clause, set later.
    """

    __slots__ = (
        "amount",
        "clause",
        "conj",
        "core",
        "first",
        "head",
        "index",
        "kind",
        "last",
        "owner",
        "partitive",
        "prep",
        "prep_unit",
        "units",
    )

    def __init__(self, kind: str, units: list[Unit], first: int, last: int) -> None:
        self.kind = kind
        self.units = units
        self.first = first
        self.last = last
        self.core = last
        self.head = units[first]
        self.prep = ""
        self.prep_unit: Unit | None = None
        self.conj = units[first].conj
        self.amount: Amount | None = None
        self.owner = -1
        self.partitive = -1
        self.clause = 0
        self.index = 0

    @property
    def start(self) -> int:
        """First letter, without joined conjunction and preposition."""
        return self.units[self.first].bare_start

    @property
    def end(self) -> int:
        """One past the last letter."""
        return self.units[self.last - 1].end

    def __repr__(self) -> str:
        words = " ".join(u.token.word.raw for u in self.units[self.first : self.last])
        return f"[{self.kind}{':' + self.prep if self.prep else ''} {words}]"


def is_comma(chunk: Chunk) -> bool:
    """Whether it is the Arabic comma."""
    return chunk.kind == "mark" and chunk.head.token.form == COMMA
