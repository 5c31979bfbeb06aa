"""Lists of towns after a word for several of them (the villages A, B, C and D; the two towns of (A) and (B)).

Invariant: only bare phrases without a verb of their own are taken into such a list; commas in it stay chunks, brackets
round its names go.
"""

from __future__ import annotations

from typing import Final

from khabar.read.chunks import COMMA, Chunk
from khabar.text.letters import TA, WAW, YA

OPENING: Final = "("
CLOSING: Final = ")"
LONGEST: Final = 12
WORDS: Final = 3


def join_towns(chunks: list[Chunk]) -> list[Chunk]:
    """The chunks, those of one list of towns joined, without the brackets round them; indexes told anew."""
    gone: set[int] = set()
    for chunk in chunks:
        if chunk.kind == "np" and chunk.head.tag == "noun" and _several(chunk) and chunk.index + 2 < len(chunks):
            if chunk.last - 1 == _head(chunk) and _is(chunks[chunk.index + 1], OPENING):
                _bracketed(chunks, chunk, gone)
            else:
                _listed(chunks, chunk, gone)
    if not gone:
        return chunks
    out = [c for c in chunks if c.index not in gone]
    for index, chunk in enumerate(out):
        chunk.index = index
    return out


def _several(chunk: Chunk) -> bool:
    """Whether the head of a phrase is a word for several places."""
    head = chunk.head
    if head.noun is None or "place" not in head.noun.classes or head.pronoun:
        return False
    return any(s.number == "p" for s in head.has.noun) or head.token.form.endswith(TA + YA)


def _head(chunk: Chunk) -> int:
    return next(at for at in range(chunk.first, chunk.last) if chunk.units[at] is chunk.head)


def _is(chunk: Chunk, form: str) -> bool:
    return chunk.kind == "mark" and chunk.head.token.form == form


def _named(chunk: Chunk) -> bool:
    """Whether a phrase can be one more of the towns: short, without preposition, article or figure of its own."""
    if chunk.kind != "np" or chunk.prep or chunk.amount is not None or chunk.last - chunk.first > WORDS:
        return False
    head = chunk.head
    if head.tag == "noun" and head.noun is not None and "place" in head.noun.classes:
        return True
    if any(name.kind != "place" for name in head.names) and not any(name.kind == "place" for name in head.names):
        return False
    return head.tag == "name" or (head.tag == "word" and not head.by) or bool(head.has.place)


def _bracketed(chunks: list[Chunk], chunk: Chunk, gone: set[int]) -> None:
    """`The villages (A, B and C)`: what stands in the brackets."""
    first = chunks[chunk.index + 2]
    if not _named(first) or first.conj:
        return
    inside = [first]
    at = first.index + 1
    while at + 1 < len(chunks) and at < chunk.index + LONGEST and not _is(chunks[at], CLOSING):
        if _is(chunks[at], COMMA):
            at += 1
            continue
        if not _named(chunks[at]):
            return
        inside.append(chunks[at])
        at += 1
    if not _is(chunks[at], CLOSING):
        return
    gone.update((chunk.index + 1, at, first.index))
    chunk.last = chunk.core = first.last
    for other in inside[1:]:
        other.conj = True


def _listed(chunks: list[Chunk], chunk: Chunk, gone: set[int]) -> None:
    """`The villages A, B, C and D`, `the two towns of (A) and (B)`: the last of them is joined by wa-."""
    members: list[Chunk] = []
    brackets: list[int] = []
    at, ended = chunk.index + 1, False
    while at + 1 < len(chunks) and at < chunk.index + 2 * LONGEST:
        comma = _is(chunks[at], COMMA)
        joined = chunks[at].kind == "conj" and chunks[at].head.token.form == WAW
        place = at + 1 if comma or joined else at
        if joined and _is(chunks[place], OPENING) and place + 2 < len(chunks) and _is(chunks[place + 2], CLOSING):
            brackets += [at, place, place + 2]
            place += 1
        following = chunks[place]
        if not _named(following) or not (comma or joined or following.conj):
            break
        members.append(following)
        ended = joined or following.conj
        at = place + (2 if place + 1 in brackets else 1)
    while members and not (ended or members[-1].conj):
        members.pop()
    if not members or (at < len(chunks) and chunks[at].kind == "verb"):
        return
    gone.update(brackets)
    for other in members:
        other.conj = True
