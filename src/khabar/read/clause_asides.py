"""What stands inside a clause and is none of it: a subject's own description before its verb, an aside between dashes.

Invariant: a description is moved only where a second verb follows that agrees with the subject; dashes come in pairs.
"""

from __future__ import annotations

from typing import Final

from khabar.read.chunks import Chunk, is_comma
from khabar.read.clauses import Clause
from khabar.read.units import Unit, has_article
from khabar.read.verb_shapes import Shape, shape_of

DASHES: Final = frozenset("-\u2013\u2014")
ASIDE: Final = 10  # chunks between two dashes
DESCRIBED: Final = 9  # chunks of a subject and its description
SUICIDE: Final = "frame.suicide"
GOING_OFF: Final = frozenset({"assault.infajara_device", "assault.saqata_weapon"})
INTERPOSED: Final = 9  # chunks of what is told of a subject between two commas


def close_asides(chunks: list[Chunk]) -> dict[int, int]:
    """The dashes that open an aside on the word before them (14 people *- three women among them -* were killed), each
    with the dash that closes it.
    """
    marks = [c.index for c in chunks if c.kind == "mark" and c.head.token.form in DASHES]
    found: dict[int, int] = {}
    if len(marks) < 2:
        return found
    last = -1
    for n, at in enumerate(marks[:-1]):
        following = marks[n + 1]
        if at <= last or not at or not at + 1 < following <= at + ASIDE or following + 1 >= len(chunks):
            continue
        opening = chunks[at + 1]
        if (opening.kind in ("prep", "rel") or opening.prep) and not opening.conj:
            if chunks[at - 1].kind in ("mark", "sub") or chunks[following + 1].kind == "mark":
                continue
            found[at] = last = following
    return found


def described_first(chunks: list[Chunk], i: int, first: int, verb: Chunk | None, link: int = -1) -> int:
    """Where the description begins that stands between an indefinite subject and its verb at `i` (that *gunmen riding
    motorcycles* attacked); -1 where the first verb is the clause's own. ``link`` may stand in it (*believed to be* of
    the group).
    """
    if verb is None or verb.conj or not first < verb.index < i or i - first > DESCRIBED:
        return -1
    second = chunks[i].head
    if second.pronoun or not second.verb or any(s.tense != "past" and s.extra != "first" for s in second.verb):
        return -1  # `I open fire` is written like `opened fire`
    laid = _goes_off(chunks[i]) and not _goes_off(verb) and bool(chunks[verb.index - 1].head.has.weapon)
    if not laid and (not verb.head.verb or any(s.tense != "present" for s in verb.head.verb)):
        return -1  # but a charge *that had been laid* by the road went off
    at = verb.index - 1 if chunks[verb.index - 1].kind == "kana" and not chunks[verb.index - 1].conj else verb.index
    subject = chunks[at - 1]
    if at <= first or subject.kind != "np" or subject.prep or subject.conj or not _indefinite(subject):
        return -1
    if _tells(subject):
        return -1
    if subject.index > first and not (subject.index == first + 1 and chunks[first].kind == "sub"):
        return -1
    before = chunks[i - 1]
    hedge = any(s.class_ == "hedge" for s in verb.head.has.modal)
    for c in chunks[first + 1 : i]:
        if c.index != link and (c.kind in ("mark", "sub", "rel", "conj") or (c.kind == "verb" and c is not verb)):
            return -1
    if any(_tells(c) for c in chunks[verb.index + 1 : i]):
        return -1
    if not hedge and not _agree(verb, chunks[i]):
        return -1
    if hedge or before.kind != "np" or before.prep or not _indefinite(before):
        return at
    own = _of_men(chunks[i]) or _apart(shape_of(chunks[i].head), before)
    return at if own else -1  # a car carrying weapons *that were seized*


def _goes_off(verb: Chunk) -> bool:
    """Whether a verb says that a charge went off or that a shell came down."""
    return any(s.id in GOING_OFF for s in verb.head.has.trigger)


def _of_men(verb: Chunk) -> bool:
    """Whether only people can be the subject of a verb (blew *himself* up)."""
    return any(s.frame == SUICIDE for s in verb.head.has.trigger)


def _apart(shape: Shape, before: Chunk) -> bool:
    """Whether a verb cannot be of the phrase before it, by number or gender."""
    word, noun = before.head.token.word, before.head.noun
    if shape.feminine or shape.only_plural:
        return shape.only_plural or not word.feminine
    return shape.certain and word.feminine and not (noun is not None and "person" in noun.classes)


def interposed(chunks: list[Chunk], i: int, verb: Chunk) -> Chunk | None:
    """The subject of ``verb`` that a verb of the present at `i` tells more of between two commas (the army, *planes
    support it*, seized the town); none where the clause does not go on after the second.
    """
    if verb.index + 1 >= i - 1 or not is_comma(chunks[i - 1]) or i - verb.index > INTERPOSED:
        return None
    subject = chunks[verb.index + 1]
    if subject.kind != "np" or subject.prep or any(not c.prep for c in chunks[subject.index + 1 : i - 1]):
        return None
    told = chunks[i].head
    if not told.verb or any(s.tense != "present" for s in told.verb):
        return None
    for j in range(i + 1, min(i + INTERPOSED, len(chunks) - 1)):
        chunk, following = chunks[j], chunks[j + 1]
        if is_comma(chunk):
            goes_on = following.kind in ("np", "prep") and not following.conj
            return subject if goes_on and not any(c.kind == "verb" for c in chunks[j + 1 : j + 3]) else None
        if chunk.kind in ("mark", "verb", "report", "conj"):
            return None
    return None


def _indefinite(chunk: Chunk) -> bool:
    """Whether nothing makes a phrase definite."""
    last = chunk.units[chunk.last - 1]
    return not any(u.pronoun or u.names or has_article(u) for u in (chunk.head, last))


def _tells(chunk: Chunk) -> bool:
    """Whether a phrase without the article names a happening, which a verb after it may describe."""
    head = chunk.head
    return (
        chunk.kind == "np"
        and not head.article
        and not head.has.noun
        and any(s.shape in ("noun", "phrase") and s.type != "none" for s in head.has.trigger)
    )


def _agree(first: Chunk, second: Chunk) -> bool:
    """Whether two verbs can be of one subject."""
    one, other = shape_of(first.head), shape_of(second.head)
    return one.feminine == other.feminine and one.only_plural == other.only_plural


def names_happening(unit: Unit) -> bool:
    """Whether a word, with the article or without, names a happening."""
    return any(s.shape not in ("verb", "passive") for s in unit.has.trigger)


def carried_out(chunks: list[Chunk], i: int, first: int) -> Chunk | None:
    """The use of force before a comma that a verb with its pronoun tells who carried out (after attacks, *that a
    militia launched* on two villages): told for the first time, and nothing else before the comma can be meant.
    """
    verb = chunks[i].head
    if not verb.pronoun or verb.conj or not any(s.class_ == "carry" for s in verb.has.light):
        return None
    for j in range(i - 2, max(first, i - 6) - 1, -1):
        chunk = chunks[j]
        if chunk.kind not in ("np", "time") or chunk.conj:
            return None
        if chunk.kind == "np" and names_happening(chunk.head):
            return None if chunk.head.article or chunk.head.pronoun else chunk
    return None


def past_backers(chunks: list[Chunk], i: int, current: Clause, outer: Clause) -> bool:
    """Whether a clause on who backed somebody ends before what he carried out (a force *that militias back* launched |
    raids): its verb has its subject and, in the pronoun, its object.
    """
    verb, doer, chunk = current.verb, current.antecedent, chunks[i]
    if verb is None or doer is None or outer.verb is None or not verb.head.pronoun or chunk.conj or chunk.prep:
        return False
    if chunk.kind != "np" or chunk.head.article or outer.verb.index + 1 != doer.index:
        return False
    if not any(s.class_ == "carry" and s.entry.complement == "object" for s in outer.verb.head.has.light):
        return False
    if not names_happening(chunk.head):
        return False
    return sum(c.kind == "np" and not c.prep and not c.conj for c in chunks[verb.index + 1 : i]) == 1
