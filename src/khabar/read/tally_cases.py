"""Cases that somebody counts over a stretch: breaches of a truce, incidents, violations, acts of violence.

Invariant: cases of force count as attacks, other cases as what they are; people, money and time are no cases.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import TallyDraft, When
from khabar.model.spans import Span
from khabar.read.chunks import Chunk
from khabar.read.stretches import bare
from khabar.read.tally_objects import ARREST
from khabar.read.tally_sums import made
from khabar.read.units import Unit, unjoined
from khabar.read.view import View
from khabar.text.clitics import AL
from khabar.text.letters import LAM

RULE: Final = "tally: recorded over a span"
SWEPT: Final = "tally: people whom a campaign took"
CASES: Final = "tally: cases of force over a span"
_REACH: Final = 7
_FEWEST: Final = 2
_LEAST: Final = 3


def recorded(view: View, spans: list[When], taken: list[Span]) -> list[TallyDraft]:
    """`the observatory recorded 45 breaches in a day`: what somebody counted, with what is listed after it, and cases
    of force that a headline or a list counts without him (214 breaches and 11 dead in a week).
    """
    out: list[TallyDraft] = []
    words = view.closed("recorded")
    for chunk in view.chunks:
        if chunk.kind == "verb" and chunk.head.token.word.bare in words:
            for other in view.chunks[chunk.index + 1 : chunk.index + _REACH]:
                if other.kind == "verb":
                    break
                if other.kind != "np" or other.prep or other.conj or other.amount is None:
                    continue
                if other.amount.low >= _FEWEST and _free(other, taken) and _countable(view, other):
                    out.append(made(view, other, _counted(view, other), RULE, spans))
                break
    taken = [*taken, *[t.span for t in out]]
    for chunk in view.chunks:
        if chunk.kind != "np" or chunk.amount is None or chunk.amount.low < _LEAST:
            continue
        if chunk.prep and not (chunk.prep == LAM and _suffered(view, chunk)):
            continue
        if of_force(view, chunk) and _free(chunk, taken):
            out.append(made(view, chunk, "attacks", CASES, spans))
    return out


def of_force(view: View, chunk: Chunk) -> bool:
    """Whether a counted phrase is of cases of force (45 breaches, 221 incidents of violence)."""
    form = case_form(chunk.head)
    if form in view.closed("cases_of_force"):
        return True
    if form not in view.closed("violations") or chunk.index + 1 >= len(view.chunks):
        return False
    broken = view.chunks[chunk.index + 1]
    words = [bare(u.token.form).removeprefix(AL).removeprefix(LAM) for u in view.units[broken.first : broken.last]]
    return broken.kind == "np" and any(word in view.closed("truce_words") for word in words)


def _suffered(view: View, chunk: Chunk) -> bool:
    """Whether a clause says that somebody came under what is counted."""
    verb = view.clauses[chunk.clause].verb
    return verb is not None and any(s.class_ == "suffer" for s in verb.head.has.light)


def swept(view: View, spans: list[When], taken: list[Span]) -> list[TallyDraft]:
    """`a campaign of arrests that has reached 20,000 people`: all whom it took."""
    out: list[TallyDraft] = []
    for verb in view.chunks if spans else ():
        if verb.kind != "verb" or unjoined(verb.head) not in view.closed("reaching"):
            continue
        before = view.chunks[max(0, verb.index - _REACH) : verb.index + 3]
        arrests = any(s.id in ARREST for c in before if c.kind == "np" for u in _units(view, c) for s in u.has.trigger)
        for other in view.chunks[verb.index + 1 : verb.index + _REACH] if arrests else ():
            amount = other.amount if other.kind == "np" else None
            if amount is not None and amount.low >= _LEAST and _free(other, taken):
                out.append(made(view, other, "arrested", SWEPT, spans))
                break
    return out


def _units(view: View, chunk: Chunk) -> list[Unit]:
    return view.units[chunk.first : chunk.last]


def case_form(head: Unit) -> str:
    """The word of a counted case, without what is joined before it."""
    return unjoined(head).removeprefix(AL)


def _counted(view: View, chunk: Chunk) -> str:
    return "attacks" if of_force(view, chunk) else "other"


def _free(chunk: Chunk, taken: list[Span]) -> bool:
    span = Span(chunk.start, chunk.end)
    return not any(span.overlaps(other) for other in taken)


def _countable(view: View, chunk: Chunk) -> bool:
    """Whether the counted phrase is of cases, not of people, money or a stretch of time."""
    if chunk.head.tag == "num":
        return False
    mention = view.mention(chunk)
    return not (mention.who or {"person", "money", "time"} & set(mention.classes) or chunk.head.has.harm)
