"""Where words in passing on whose something is thought to be begin and end.

Invariant: a belief is a verb of believing, `that it`, and a nationality or an owner after ``li-``; nothing else is.
"""

from __future__ import annotations

from typing import Final

from khabar.read.chunks import COMMA, Chunk
from khabar.read.units import Unit
from khabar.text.letters import LAM

OWNED: Final = "grammar.prep.belong"


def belief_at(units: list[Unit], at: int, believing: frozenset[str]) -> int:
    """Where the predicate of a belief begins that opens at `at`, perhaps with a comma; 0 if none does."""
    verb = at + 1 if units[at].tag == "mark" and units[at].token.form == COMMA else at
    if verb + 2 >= len(units) or units[verb].tag != "verb" or units[verb].token.word.loose not in believing:
        return 0
    link, said = units[verb + 1], units[verb + 2]
    if link.tag != "sub" or not link.pronoun or units[verb].conj:
        return 0
    if said.tag == "adj" and not (said.article or said.conj) and said.has.nationality:
        return verb + 2
    if said.tag == "prep" and any(s.id == OWNED for s in said.has.grammar) and verb + 3 < len(units):
        said = units[verb + 3]
        return verb + 3 if said.prep == LAM and said.tag in ("noun", "name") else 0
    return verb + 2 if said.prep == LAM and said.tag in ("noun", "name") and not said.conj else 0


def _past_others(units: list[Unit], end: int) -> int:
    """One past the other nations that a belief goes on with (Syrian *or Russian*)."""
    while end + 1 < len(units) and units[end].tag == "conj" and units[end + 1].has.nationality:
        end += 2
    return end


def belief(units: list[Unit], at: int, side: int, end: int) -> Chunk:
    """The aside that a belief is, with the commas round it: no clause of its own. `end` is where the phrase of its side
    ends.
    """
    national = units[side].tag == "adj"
    end = _past_others(units, side + 1) if national else end
    closed = units[at].tag == "mark" and end < len(units) and units[end].token.form == units[at].token.form
    chunk = Chunk("aside", units, at, end + int(closed))
    chunk.owner, chunk.core = side, side + 1 if national else end
    return chunk
