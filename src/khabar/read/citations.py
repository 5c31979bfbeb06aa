"""Where the words that somebody says begin: in quotation marks without `that`, or after a dateline.

Invariant: judged by the chunks before and at the opening; nothing is changed.
"""

from __future__ import annotations

from typing import Final

from khabar.read.chunks import Chunk
from khabar.read.clauses import Clause
from khabar.text.clitics import BA
from khabar.text.letters import ALIF, NUN

OURS: Final = NUN + ALIF
CITED: Final = 10  # chunks between a verb of saying and the words it quotes


def begins_speech(chunks: list[Chunk], i: int, current: Clause) -> bool:
    """Whether a quotation opens with a phrase, and it stands in the clause of a verb of speech, without `that`."""
    unit = chunks[i].units[chunks[i].first]
    if not unit.speaks or current.verb is None or not current.verb.head.has.report:
        return False
    if chunks[i - 1].prep == BA:
        return False  # he promised to go on "urging all sides"
    return unit.tag != "verb" or not unit.token.form.endswith(OURS)  # "we killed three": whoever speaks did it


def cites(chunks: list[Chunk], i: int) -> bool:
    """Whether a quotation of what somebody says begins at a verb, right after what describes him (a man *called X*
    said "*a shell hit* a school"): more than a word in quotation marks, and no `that` between.
    """
    before = chunks[i - 1]
    if before.kind not in ("np", "verb") or before.units[before.last - 1].quoted:
        return False
    if chunks[i].head.verb and all(s.extra == "first" for s in chunks[i].head.verb):
        return False  # said "*we* did"
    if i + 1 >= len(chunks) or not chunks[i + 1].head.quoted:
        return False
    for j in range(i - 1, max(-1, i - CITED), -1):
        if chunks[j].kind in ("sub", "conj", "mark", "report"):
            return False
        if chunks[j].kind == "verb" and any(s.class_ != "medium" for s in chunks[j].head.has.report):
            return True
    return False


def is_dateline(chunk: Chunk) -> bool:
    """Whether a phrase is a place and the agency in brackets, before what is told (Mogadishu (Reuters) *said*)."""
    if chunk.kind != "np" or chunk.last - chunk.first < 3 or chunk.units[chunk.last - 1].tag != "mark":
        return False
    placed = any(name.kind == "place" for name in chunk.head.names)
    return placed and any(name.kind == "outlet" for u in chunk.units[chunk.first + 1 : chunk.last] for name in u.names)
