"""Places that a sentence names as somebody: the state that arms a group, that an attack is put down to, that fights.

Invariant: such a place is taken from every happening of its sentence; one that says where, after its own preposition of
place or behind a border, stays.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Draft
from khabar.model.mentions import Mention, NameRef
from khabar.model.spans import Span
from khabar.read.chunks import Chunk
from khabar.read.mentions import is_place
from khabar.read.passed_by import Places, leave_out
from khabar.read.units import Unit
from khabar.read.view import View
from khabar.text.clitics import AL, CONJUNCTIONS

NEAR: Final = 2
LETTERS: Final = 4


def where_only(view: View, places: Places, drafts: list[Draft], placed: list[Draft]) -> Places:
    """The places, without those that are told as parties; these leave the happenings too."""
    out: list[Span] = []
    heads: list[Span] | None = None
    for chunk, mention in places:
        name = _state(view, mention)
        if name is None:
            continue
        if heads is None:
            heads = [c.span for d in drafts for c in d.initiator[:1] if c.span is not None]
        acts = mention.whole and not chunk.prep and mention.span in heads and not mention.place_words
        if (
            acts
            or _after_object(view, chunk, mention)
            or _tied(view, chunk, name)
            or _between(view, chunk, mention, name)
        ):
            out.append(mention.span)
    return leave_out(places, placed, out)


def _state(view: View, mention: Mention) -> NameRef | None:
    """The name in a mention that is of a place and of those who rule it too."""
    for name in mention.names:
        if name.kind == "place":
            entry = view.lexicon.get(name.id)
            if entry.level == "country" or any(n.kind == "actor" and n.span == name.span for n in mention.names):
                return name
            return None
    return None


def _after_object(view: View, chunk: Chunk, mention: Mention) -> bool:
    """Whether a bare name stands after a verb that has its object joined to it (strikes that *Moscow* launched)."""
    if chunk.prep or chunk.conj or not mention.whole or mention.place_words or not chunk.index:
        return False
    before = view.chunks[chunk.index - 1]
    verb = view.units[before.last - 1]
    return before.kind == "verb" and bool(verb.pronoun) and verb.token.word.loose not in view.closed("saw_them")


def _tied(view: View, chunk: Chunk, name: NameRef) -> bool:
    """Whether a word right before a name says that others are tied to it, or did it by its order (backed by X; put
    down to X).
    """
    at = chunk.first
    while at < chunk.last and view.units[at].start < name.span.start:
        at += 1
    tied = view.closed("tied_to")
    return any(_in(unit, tied) for unit in view.units[max(0, at - NEAR) : at])


def _in(unit: Unit, words: frozenset[str]) -> bool:
    """Whether the first word of a unit, without conjunction and article, is one of a set."""
    word = unit.token.word.loose
    if word[:1] in CONJUNCTIONS and len(word) > LETTERS:
        word = word[1:] if word not in words else word
    return word in words or word.removeprefix(AL) in words


def _between(view: View, chunk: Chunk, mention: Mention, name: NameRef) -> bool:
    """Whether it is one of those that fight each other (clashes *between* the movement *and X*)."""
    if not mention.whole or mention.place_words:
        return False
    at = chunk.index
    while at and view.chunks[at].conj and view.chunks[at].kind == view.chunks[at - 1].kind == "np":
        at -= 1
    head = view.chunks[at]
    if head.prep not in view.closed("between"):
        return False
    if at and view.chunks[at - 1].kind == "np" and is_place(view.mention(view.chunks[at - 1])):
        return False
    members = view.chunks[at : chunk.index + 1]
    if chunk is head:
        members = view.chunks[at : at + 2]
    if len(members) < NEAR:
        return False
    return view.lexicon.get(name.id).level == "country" or not all(is_place(view.mention(c)) for c in members)
