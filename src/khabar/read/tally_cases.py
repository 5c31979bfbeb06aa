"""Cases that somebody counts over a stretch: breaches of a truce, incidents, violations, acts of violence.

Invariant: cases of force count as attacks, other cases as what they are; people, money and time are no cases.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import TallyDraft, When
from khabar.model.spans import Span
from khabar.read.chunks import Chunk
from khabar.read.stretches import bare
from khabar.read.tally_sums import made
from khabar.read.view import View
from khabar.text.clitics import AL
from khabar.text.letters import LAM

RULE: Final = "tally: recorded over a span"
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
        if chunk.kind != "np" or chunk.prep or chunk.amount is None or chunk.amount.low < _LEAST:
            continue
        if of_force(view, chunk) and _free(chunk, taken):
            out.append(made(view, chunk, "attacks", CASES, spans))
    return out


def of_force(view: View, chunk: Chunk) -> bool:
    """Whether a counted phrase is of cases of force (45 breaches, 221 incidents of violence)."""
    head = chunk.head
    form = head.token.word.loose[int(head.conj) :]
    if form in view.closed("cases_of_force"):
        return True
    if form not in view.closed("violations") or chunk.index + 1 >= len(view.chunks):
        return False
    broken = view.chunks[chunk.index + 1]
    words = [bare(u.token.form).removeprefix(AL).removeprefix(LAM) for u in view.units[broken.first : broken.last]]
    return broken.kind == "np" and any(word in view.closed("truce_words") for word in words)


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
