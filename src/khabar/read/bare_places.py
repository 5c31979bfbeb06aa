"""Names of villages that no pack has and that no word for a place heads: told apart by what is said of them next.

Invariant: only an unknown word without the article is such a name, after a preposition, and only where the text says in
the same breath what it is or where it lies (in X, a village in the state of Y; in X, 20 kilometres from Y; in X, which
lies north of Y).
"""

from __future__ import annotations

from typing import Final

from khabar.packs.lexicon import Lexicon
from khabar.read.chunks import Chunk, is_comma
from khabar.read.units import Unit
from khabar.text.letters import WAW

VILLAGE: Final = "place_word.head.village"
OPENING: Final = "("
CLOSING: Final = ")"
KINDS: Final = frozenset({"city", "town", "village", "oasis", "area", "nahiya", "mudiriyah", "neighbourhood"})
MOST_WORDS: Final = 3


def named_by_next(chunks: list[Chunk], chunk: Chunk, lexicon: Lexicon) -> str:
    """The word for a place that what follows an unknown name calls it by, ``""`` where it is no name of a place."""
    first = chunk.first + (1 if chunk.prep_unit is not None else 0)
    if first >= chunk.last or chunk.last - first > MOST_WORDS or chunk.index + 2 >= len(chunks):
        return ""
    unit = chunk.units[first]
    if unit.tag != "word" or unit.article or unit.pronoun or chunk.prep not in lexicon.closed("where_named"):
        return ""
    if any(other.token.word.loose in lexicon.closed("lies") for other in chunk.units[first + 1 : chunk.last]):
        return VILLAGE if _measured(chunks[chunk.index + 1]) else ""
    following = chunks[chunk.index + 1]
    if following.kind == "mark":
        after = chunks[chunk.index + 2]
        if following.head.token.form == OPENING:
            return VILLAGE if _bracketed(chunks, chunk.index + 2, lexicon) else ""
        return _said_of(chunks, after, lexicon) if is_comma(following) else ""
    return VILLAGE if _measured(following) or _lies(chunks, following, lexicon) else ""


def _said_of(chunks: list[Chunk], after: Chunk, lexicon: Lexicon) -> str:
    """What is said of it past a comma: that it is a village, how far it is, where it lies."""
    if _measured(after) or _lies(chunks, after, lexicon):
        return VILLAGE
    if after.kind == "sub" and after.head.token.word.loose.startswith(WAW) and after.index + 1 < len(chunks):
        return _called(chunks[after.index + 1], lexicon)
    return _called(after, lexicon) if after.index + 1 < len(chunks) and chunks[after.index + 1].prep else ""


def _called(chunk: Chunk, lexicon: Lexicon) -> str:
    """The word for a town or a district that heads a phrase without article, preposition or name."""
    if chunk.kind != "np" or chunk.prep:
        return ""
    unit: Unit = chunk.units[chunk.first]
    if unit.article or unit.conj or any(other.names for other in chunk.units[chunk.first : chunk.last]):
        return ""
    for sense in unit.has.place_word:
        if sense.class_ == "head" and sense.entry.kind in KINDS:
            return sense.id
    return ""


def _measured(chunk: Chunk) -> bool:
    """Whether it is a length (20 kilometres from)."""
    if chunk.kind != "measure":
        return False
    return any(s.entry.km for u in chunk.units[chunk.first : chunk.last] for s in u.has.quantity)


def _lies(chunks: list[Chunk], chunk: Chunk, lexicon: Lexicon) -> bool:
    """Whether a clause opens that says where it lies."""
    if chunk.kind != "rel" or chunk.index + 1 >= len(chunks):
        return False
    verb = chunks[chunk.index + 1]
    return verb.kind == "verb" and verb.head.token.word.loose in lexicon.closed("lies")


def _bracketed(chunks: list[Chunk], at: int, lexicon: Lexicon) -> bool:
    """Whether a direction alone stands in brackets (in X (north))."""
    if at + 1 >= len(chunks) or chunks[at + 1].head.token.form != CLOSING:
        return False
    inside = chunks[at]
    words = " ".join([u.token.word.loose for u in inside.units[inside.first : inside.last]])
    return words in lexicon.closed("lies_towards")
