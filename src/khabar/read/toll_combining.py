"""Victims told together: lists, one more of them, a mother and her children.

Invariant: kin told by their tie to the one before them (her children) are one count with her; others, his guards among
them, are counted apart.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Toll
from khabar.model.mentions import Amount, Mention
from khabar.model.spans import Span
from khabar.read.chunks import Chunk
from khabar.read.phrases import is_joined
from khabar.read.units import Unit
from khabar.read.view import View
from khabar.text.letters import MAQSURA, MIM, NUN

TAKING: Final = frozenset({"casualty.awda", "casualty.hasada"})
"""Verbs of taking lives."""
LIVES: Final = "noun.life"
OTHERS: Final = "noun.others"
KIN: Final = frozenset({"noun.family", "noun.child", "noun.woman"})
PLAIN: Final = frozenset({"noun.child", "noun.woman", "noun.man"})
REACH: Final = 5
SEVERAL: Final = 2
HUNDRED: Final = 100
FROM: Final = " " + MIM + NUN + " "


def joined(view: View, chunk: Chunk) -> list[Chunk]:
    """The phrases joined by wa- to those in construct with a verbal noun of harm, no verbal noun of harm themselves."""
    found: list[Chunk] = []
    for other in view.chunks[chunk.index + 1 :]:
        if other.kind == "conj" or (other.kind == "mark" and other.head.token.form not in ".:;()"):
            continue
        after = found[-1] if found else chunk
        if other.kind != "np" or other.prep or not is_joined(view, other):
            break
        if other.head.has.harm or _tells_deed(other) or other.index - after.index > 3:
            break
        found.append(other)
    return found


def _tells_deed(chunk: Chunk) -> bool:
    """Whether a phrase is headed by a noun that names a happening."""
    return any(s.shape in ("noun", "phrase") for s in chunk.head.has.trigger)


def listed(view: View, last: Chunk) -> list[Chunk]:
    """Phrases of the same list after words that only describe the one before: counted (and two of his companions),
    told by their tie to him (and his guard, together with six of his aides) or one more (and another).
    """
    found: list[Chunk] = []
    start = last.index
    index = start + 1
    while index < len(view.chunks) and index - last.index <= REACH:
        chunk = view.chunks[index]
        if chunk.kind == "mark" and chunk.head.token.form == "(":
            index = _past_brackets(view, index)  # a man (32 years old) and his wife
            last = view.chunks[index - 1]
            continue
        if index == start + 1 and _describes(start, view, chunk):
            last = chunk
            index += 1
            continue
        joins = is_joined(view, chunk)
        if chunk.kind == "np" and ((joins and not chunk.prep) or chunk.prep in view.closed("with")):
            tied = bool(chunk.head.pronoun) or is_another(chunk.head) or _is_other(chunk.head)
            if (chunk.amount is None and not tied) or chunk.head.has.harm or _tells_deed(chunk):
                break
            found.append(chunk)
            last = chunk
        elif chunk.kind not in ("np", "time", "prep", "conj") or (chunk.kind == "np" and not chunk.prep):
            break
        index += 1
    return found


def _describes(start: int, view: View, chunk: Chunk) -> bool:
    """Whether a phrase right after that of the first victim only says who he is (the citizen, so and so; captives)."""
    if chunk.kind != "np" or chunk.prep or chunk.conj or chunk.amount is not None:
        return False
    if chunk.head.article and not view.chunks[start].head.article and _is_called(view, view.chunks[start]):
        return not _tells_deed(chunk)  # so and so, *the clerk* of the ministry
    captive = any(s.harm == "captured" for s in chunk.head.has.harm)
    titled = chunk.head.article and bool(chunk.head.has.title) and not view.chunks[start].head.article
    return (
        captive
        or titled
        or (view.chunks[start].head.article and not chunk.head.article and not _tells_deed(chunk))
        or (view.chunks[start].head.article and chunk.last - chunk.first > 1)
    )


def _is_called(view: View, chunk: Chunk) -> bool:
    """Whether a phrase is of somebody by name."""
    mention = view.mention(chunk)
    return mention.amount is None and _by_name(mention)


def _by_name(mention: Mention) -> bool:
    """Whether somebody's name is what a phrase tells of him."""
    return mention.unread or any(n.kind == "person" for n in mention.names)


def _past_brackets(view: View, at: int) -> int:
    """The chunk after what stands in brackets, the next one where they do not close soon."""
    for index in range(at + 1, min(at + REACH + 1, len(view.chunks))):
        if view.chunks[index].head.token.form == ")":
            return index + 1
    return at + 1


def _is_other(unit: Unit) -> bool:
    """Whether a word tells of one more of the kind before."""
    noun = unit.noun
    return noun is not None and noun.id == OTHERS and not unit.article


def is_another(unit: Unit) -> bool:
    """Whether an ordinal stands for a person (and a third was wounded)."""
    entry = unit.entry("quantity")
    return (
        entry is not None and entry.class_ == "ordinal" and bool(entry.value) and unit.tag in ("num", "quant", "noun")
    )


def one_more(view: View, at: int) -> Mention:
    """The mention of such an ordinal: one."""
    unit = view.units[at]
    span = Span(unit.bare_start, unit.end)
    mention = view.part(at, at + 1)
    mention.amount = Amount(1, 1, span)
    mention.classes = ("person",)
    return mention


def summed(view: View, tolls: list[Toll], mentions: list[Mention]) -> list[Toll]:
    """Tolls of one list, those of people told by a pronoun of the one before them added to it."""
    if len(tolls) != len(mentions):
        return tolls
    out = [tolls[0]]
    for toll, before, mention in zip(tolls[1:], mentions, mentions[1:], strict=False):
        last = out[-1]
        if toll.low == toll.high == 1 and _of_one_count(mentions[0], mention) and toll.harm == last.harm:
            continue
        tied = bool(mention.pronoun) and mention.noun in KIN and not mention.names and toll.harm == last.harm
        tied = tied and not (FROM in toll.text and _by_name(mentions[0]))  # so and so and six others *of* his family
        tied = tied or (_unnumbered(mention) and _unnumbered(before) and toll.harm == last.harm)
        if tied and toll.high is not None and last.high is not None:
            span = Span(last.span.start, toll.span.end)
            out[-1] = Toll(
                span,
                view.text[span.start : span.end],
                last.harm,
                last.who if last.who == toll.who else "mixed",
                last.low + toll.low,
                last.high + toll.high,
                last.rule + ": with theirs",
            )
        else:
            out.append(toll)
    return out


def _of_one_count(first: Mention, mention: Mention) -> bool:
    """Whether a noun without a number shares that of the first, which takes the singular (8,000 *men and boys*)."""
    amount = first.amount
    if amount is None or amount.low < HUNDRED or amount.low % HUNDRED or mention.amount is not None:
        return False
    return not (mention.names or mention.definite or mention.pronoun or mention.plural)


def _unnumbered(mention: Mention) -> bool:
    """Whether a woman, a child or two are told without number or name (*a woman* and *two children*)."""
    one_or_two = mention.amount is None or mention.number == "d"
    return one_or_two and not (mention.names or mention.definite or mention.pronoun) and mention.noun in PLAIN


def with_wounded(view: View, chunk: Chunk, toll: Toll, used: set[int]) -> list[Toll]:
    """`tens of dead and wounded`: a count of both together, the dead not told apart; `a number of dead and wounded` is
    several of each.
    """
    after = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
    if after is None or after.kind != "np" or not after.conj or after.prep or after.amount is not None:
        return [toll]
    wounded = any(s.harm == "wounded" for s in after.head.has.harm)
    if not wounded or toll.harm != "killed" or chunk.amount is None:
        return [toll]
    alone = after.last == after.first + 1 and chunk.last == chunk.first + 2 and not chunk.head.article
    if not after.head.article and not (alone and after.head.token.form.endswith(MAQSURA)):
        return [toll]  # ten *dead and wounded*, not a man killed and his brother wounded
    mention = view.mention(after)
    used.add(mention.span.start)
    if toll.low == SEVERAL and toll.high is None:
        return [toll, Toll(mention.span, mention.text, "wounded", toll.who, SEVERAL, None, toll.rule)]
    span = Span(toll.span.start, after.units[after.core - 1].end)
    told = view.text[span.start : span.end]
    return [Toll(span, told, "killed", toll.who, 0, toll.high, toll.rule + ": with the wounded")]
