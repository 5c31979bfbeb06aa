"""What stands between a subject and its verb: asides between commas that describe it.

Invariant: nothing here names a subject that is not a bare phrase of the verb's own clause.
"""

from __future__ import annotations

from typing import Final

from khabar.read.chunks import Chunk, is_comma
from khabar.read.view import View
from khabar.text.clitics import AL

SHORT: Final = 3  # letters of a preposition that ends a phrase of the packs


def describes_beside(view: View, chunk: Chunk) -> bool:
    """Whether a phrase between two commas is an adjective or a participle with the article that only describes who
    stands before it (the movement, *linked to the network*, claimed).
    """
    head, at = view.units[chunk.first], chunk.index
    if (
        not (head.article or head.token.form.startswith(AL))
        or head.names
        or not (head.tag in ("adj", "word", "verb") or _governs(view, chunk))
    ):
        return False
    if at < 2 or at + 1 >= len(view.chunks) or chunk.conj or not is_comma(view.chunks[at - 1]):
        return False
    before = view.chunks[at - 2]
    mention = view.mention(before)
    held = before.kind == "np" and (mention.definite or mention.whole)
    return held and any(is_comma(c) for c in view.chunks[at + 1 : at + 4])


def _governs(view: View, chunk: Chunk) -> bool:
    """Whether the first word of a phrase takes a preposition (*backed by*, *stationed in*)."""
    unit = view.units[chunk.first]
    if unit.last - unit.first == 2 and len(view.tokens[unit.last - 1].form) <= SHORT:
        return True  # the packs have it with its preposition
    after = view.units[chunk.first + 1] if chunk.first + 1 < len(view.units) else None
    return after is not None and (after.tag == "prep" or bool(after.prep))


def past_aside(view: View, verb: Chunk) -> Chunk | None:
    """The bare phrase before a comma whose verb stands after another (the group, *which holds the town*, said): the
    nearest in the verb's own clause.
    """
    clause = view.clauses[verb.clause]
    if clause.verb is not verb or verb.index < 4 or not is_comma(view.chunks[verb.index - 1]):
        return None
    for at in range(verb.index - 2, clause.first - 1, -1):
        chunk = view.chunks[at]
        if chunk.clause != clause.index or chunk.kind != "np" or chunk.prep or chunk.conj:
            continue
        if describes_beside(view, chunk):
            continue
        opens = at == clause.first or view.chunks[at - 1].kind in ("mark", "conj", "sub")
        told = at + 1 < verb.index - 1 and is_comma(view.chunks[at + 1])
        return chunk if opens and told else None
    return None


def turned_to(view: View, verb: Chunk) -> Chunk | None:
    """To whom a clause turns before its verb (*as for the ministry*, it said)."""
    clause = view.clauses[verb.clause]
    if clause.verb is not verb or clause.link is None or clause.link.token.form not in view.closed("as_for"):
        return None
    return next(
        (
            c
            for c in view.chunks[clause.first : verb.index]
            if c.clause == clause.index and c.kind == "np" and not c.prep
        ),
        None,
    )
