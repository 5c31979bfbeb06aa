"""Standing strengths: how many of whose forces are somewhere.

Invariant: a strength is a figure of men under arms who stand, are kept or are counted; men that a happening of the
sentence moves, kills or takes are none.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Draft, StrengthDraft, TallyDraft
from khabar.model.mentions import Amount, Mention
from khabar.model.spans import Span
from khabar.packs.lexicon import NounFacts
from khabar.read.chunks import Chunk
from khabar.read.happenings import Hit
from khabar.read.stretches import bare
from khabar.read.toll_nouns import TollHit
from khabar.read.units import Unit
from khabar.read.view import View
from khabar.text.clitics import AL
from khabar.text.letters import LAM, WAW, loose

STANDING: Final = ("grammar.kana.still", "grammar.kana.remain")
REACH: Final = 8
LEAST: Final = 100
FEWEST: Final = 20  # where their number is told as such
NEXT: Final = 3
NEAR: Final = 5
PRONOUN: Final = 3  # letters of a suffix pronoun at most
FAR: Final = 12  # units between a word of number and its figure


STAYING: Final = frozenset({"mobilize.nashara", "mobilize.intashara", "mobilize.intishar_sec", "mobilize.tamarkaza"})
"""What forces that stand somewhere are said to do; whoever is sent or moved stands nowhere yet."""


class StrengthFinder:
    """Finds the strengths of a sentence."""

    def find(self, view: View, hits: list[Hit], tolls: list[TollHit], counted: list[TallyDraft]) -> list[StrengthDraft]:
        """`about 2,500 soldiers in Iraq and 900 in Syria`: forces that stand somewhere."""
        out: list[StrengthDraft] = []
        taken = [t.span for hit in tolls for t in hit.tolls] + [t.span for t in counted]
        last: StrengthDraft | None = None
        for chunk in view.chunks:
            if chunk.kind != "np" or chunk.amount is None or chunk.amount.low < FEWEST:
                continue
            span = Span(chunk.start, chunk.end)
            if any(span.overlaps(other) for other in taken):
                continue
            noun = _men(chunk)
            where = self._where(view, chunk)
            holder = self._holder(view, chunk)
            of_them = self._numbered(view, chunk)
            if chunk.amount.low < LEAST and not (_at_most(view, chunk) or _their_number(view, chunk)):
                continue
            if of_them is not None and (noun is not None or _people(chunk)):
                last = self._strength(view, chunk, chunk.amount, where, of_them)
                if _at_most(view, chunk):
                    last.low, last.high = 0, chunk.amount.low
                out.append(last)
            elif chunk.amount.low < LEAST:
                continue
            elif noun is not None and noun.size and not self._moved(view, chunk, hits):
                if where is None and holder is None and not self._stands(view, chunk):
                    continue
                last = self._strength(view, chunk, chunk.amount, where, holder)
                out.append(last)
            elif last is not None and noun is None and where is not None and chunk.head.tag in ("num", "quant"):
                following = self._strength(view, chunk, chunk.amount, where, holder)
                following.force, following.owner = last.force, last.owner
                out.append(following)
        return out

    @staticmethod
    def _where(view: View, chunk: Chunk) -> Mention | None:
        """The named place beside a number of forces: after it, else before it within its clause."""
        for index in (chunk.index + 1, chunk.index - 1, chunk.index + 2, chunk.index - 2, chunk.index + 3):
            if 0 <= index < len(view.chunks):
                other = view.chunks[index]
                if other.kind == "np" and other.prep and other.prep not in view.closed("owning_preps"):
                    mention = view.mention(other)
                    if any(n.kind == "place" for n in mention.names):
                        return mention
        for other in view.chunks[view.clauses[chunk.clause].first : max(0, chunk.index - NEXT + 1)]:
            if other.kind == "np" and other.prep in view.closed("in"):
                mention = view.mention(other)
                if any(n.kind == "place" for n in mention.names):
                    return mention  # in Mali there are, by Western estimates, some 2000 men
        return None

    @staticmethod
    def _numbered(view: View, chunk: Chunk) -> Mention | None:
        """Whose men a figure numbers: the number of the brigade's fighters is put at 3000; its soldiers, whose number
        is about 3000.
        """
        for at in range(chunk.first - 1, max(-1, chunk.first - FAR), -1):
            unit = view.units[at]
            if unit.tag == "rel" or unit.has.harm:
                return None
            form = loose(unit.token.form)
            if form in _totals(view):
                here = view.chunk(at)
                men = any(u.has.actor or _of_force(u) for u in view.units[at + 1 : here.last])
                return view.part(at + 1, here.last) if men else None
            if (unit.pronoun and form.removesuffix(loose(unit.pronoun)) in _totals(view)) or _counts_them(view, unit):
                return _men_before(view, at)
        return None

    @staticmethod
    def _holder(view: View, chunk: Chunk) -> Mention | None:
        """Who has the forces: the phrase after ``li-`` or ``lada`` before the number."""
        for other in view.chunks[max(0, chunk.index - 3) : chunk.index]:
            if other.kind == "np" and other.prep in view.closed("owning_preps"):
                mention = view.mention(other)
                if mention.names or mention.nationalities:
                    return mention
        return None

    @staticmethod
    def _stands(view: View, chunk: Chunk) -> bool:
        """Whether the clause's verb is in the present: they stand, are kept, are counted."""
        clause = view.clauses[chunk.clause]
        return any(
            (c.kind == "kana" and any(s.id in STANDING for s in c.head.has.grammar))
            or (c.kind == "verb" and any(s.tense in ("present", "jussive") for s in c.head.verb))
            for c in view.chunks[max(clause.first, chunk.index - REACH) : chunk.index + NEXT]
            if c.clause == clause.index or c.index < chunk.index
        )

    @classmethod
    def _moved(cls, view: View, chunk: Chunk, hits: list[Hit]) -> bool:
        """Whether the clause tells a happening of these forces rather than how many there are."""
        moving = [
            h
            for h in hits
            if view.chunk(h.unit).clause == chunk.clause
            and view.chunk(h.unit) is not chunk
            and not _parted(view, chunk, view.chunk(h.unit))
            and not (view.chunk(h.unit).prep == LAM and view.chunk_of[h.unit] > chunk.index)  # kept for the offensive
            and h.type in ("mobilize", "retreat", "assault", "coerce")
        ]
        if not moving:
            sent = [h for h in hits if h.type == "mobilize" and h.shape in ("noun", "phrase")]
            return any(0 < chunk.index - view.chunk_of[h.unit] <= NEAR for h in sent)  # reinforcements of 200 men
        clause = view.clauses[chunk.clause]
        return not (cls._stands(view, chunk) and not clause.particle and all(h.sense.id in STAYING for h in moving))

    @staticmethod
    def _strength(
        view: View, chunk: Chunk, amount: Amount, where: Mention | None, holder: Mention | None
    ) -> StrengthDraft:
        end = chunk.units[chunk.core - 1].end
        start = chunk.start
        head = view.text[amount.span.end : end].strip() or view.text[start:end]
        owner = view.mention(chunk)
        if holder is not None:
            owner = holder
        elif not owner.nationalities and not any(n.kind == "actor" for n in owner.names):
            owner = _actor_before(view, chunk) or owner
        if holder is not None and not holder.names and not holder.nationalities and not _joint(view, chunk):
            owner = _actor_before(view, chunk) or owner  # the number of *its* soldiers
        unknown = holder is None and (_foreign(view, chunk) or _somebodys(view, chunk))
        unknown = unknown or (_joint(view, chunk) and not _national(holder))
        high = amount.high if amount.high is not None and amount.high > amount.low else None
        if high is None and amount.exact:
            high = amount.low
        return StrengthDraft(
            Span(start, end),
            view.text[start:end],
            head,
            amount.low,
            high,
            view.index,
            "strength: forces that stand",
            None if unknown else owner,
            where,
        )


def stands(view: View, draft: Draft, strengths: list[StrengthDraft]) -> bool:
    """Whether a verb of the present only tells that forces which are counted stand there: no movement."""
    if draft.type != "mobilize" or not draft.present:
        return False
    clause = view.clauses[view.chunk(draft.unit).clause]
    counted = view.chunks[clause.first : clause.last]
    return any(c.start <= strength.span.start < c.end for strength in strengths for c in counted)


def _men(chunk: Chunk) -> NounFacts | None:
    """The noun of forces that a figure counts, or of which it counts a part (6,000 of the militia's men)."""
    noun = chunk.head.noun
    if noun is not None and noun.size:
        return noun
    if chunk.head.tag != "num":
        return None
    for unit in chunk.units[chunk.first : chunk.last]:
        part = unit.noun
        if part is not None and part.size:
            return part
    return None


def _joint(view: View, chunk: Chunk) -> bool:
    """Whether the men are of a force of several states (a joint force of many nations, of 8,500 men)."""
    words = view.closed("multinational")
    for unit in view.units[max(0, chunk.first - FAR) : chunk.first]:
        for at in range(unit.first, unit.last):
            if unit.tag in ("adj", "name") and bare(view.tokens[at].form).removeprefix(AL) in words:
                return True
    return False


def _national(holder: Mention | None) -> bool:
    return holder is not None and bool(holder.nationalities)


def _their_number(view: View, chunk: Chunk) -> bool:
    """Whether `their number` stands shortly before a figure."""
    for unit in view.units[max(0, chunk.first - NEAR) : chunk.first]:
        form = loose(unit.token.form)
        if _counts_them(view, unit) or (unit.pronoun and form.removesuffix(loose(unit.pronoun)) in _totals(view)):
            return True
    return False


def _at_most(view: View, chunk: Chunk) -> bool:
    """Whether a figure is told not to be passed (their number does not exceed 20)."""
    words = view.closed("exceeding")
    for before in view.chunks[max(0, chunk.index - REACH) : chunk.index]:
        for unit in view.units[before.first : before.last]:
            if view.tokens[unit.last - 1].word.loose not in words:
                continue
            first = view.tokens[unit.first].word.loose if unit.last - unit.first > 1 else ""
            clause = view.clauses[before.clause]
            if clause.negator is not None or (first and first.removeprefix(WAW) in view.closed("negators")):
                return True
    return False


def _men_before(view: View, at: int) -> Mention | None:
    """The forces that `their number` counts, in the phrases right before it."""
    here = view.chunk_of[at]
    for other in reversed(view.chunks[max(0, here - NEXT) : here + 1]):
        units = [u for u in view.units[other.first : min(other.last, at)] if u.noun is not None]
        trained = other.kind == "np" and bool(units) and bool(view.mention(other).nationalities)
        if trained or (other.kind == "np" and any(_of_force(u) for u in units)):
            return view.mention(other) if other.index < here else view.part(other.first, at)
    return None


def _counts_them(view: View, unit: Unit) -> bool:
    """Whether a phrase of several words ends with a word of number and its pronoun (their number is put at)."""
    last = view.tokens[unit.last - 1].word.loose if unit.last > unit.first + 1 else ""
    return bool(last) and any(last.startswith(t) and 0 < len(last) - len(t) <= PRONOUN for t in _totals(view))


def _of_force(unit: Unit) -> bool:
    """Whether a word names a force or its men."""
    return unit.noun is not None and _force(unit.noun)


def _force(noun: NounFacts) -> bool:
    """Whether it names a force or its men."""
    return bool(noun.size) or "force" in noun.classes or (noun.kind == "military" and "person" in noun.classes)


def _people(chunk: Chunk) -> bool:
    """Whether a figure stands alone or counts men."""
    noun = chunk.head.noun
    return chunk.head.tag in ("num", "quant", "word") if noun is None else "person" in noun.classes


def _parted(view: View, one: Chunk, two: Chunk) -> bool:
    """Whether a comma stands between two phrases, the second after the first."""
    return two.index > one.index and any(c.kind == "mark" for c in view.chunks[one.index : two.index])


def _foreign(view: View, chunk: Chunk) -> bool:
    """Whether the phrase says that they are foreigners, of no one country."""
    words = view.closed("international")
    if any(n.kind == "actor" for u in view.units[chunk.first : chunk.last] for n in u.names):
        return False  # of the Africa Corps
    return any(
        view.tokens[at].word.loose in words or loose(view.tokens[at].form[2:]) in words
        for unit in view.units[chunk.first : chunk.last]
        for at in range(unit.first, unit.last)
    )


def _somebodys(view: View, chunk: Chunk) -> bool:
    """Whether a pronoun has them: it still has 13,000 soldiers there."""
    owning = view.closed("owning_preps")
    return any(
        c.kind == "prep" and c.head.pronoun and any(c.head.token.form.startswith(p) for p in owning if len(p) > 1)
        for c in view.chunks[max(0, chunk.index - 2) : chunk.index]
    )


def _totals(view: View) -> frozenset[str]:
    return view.closed("totals") | view.closed("numbering")


def _actor_before(view: View, chunk: Chunk) -> Mention | None:
    """The nearest actor without a preposition of place, before the number or else after it."""

    def acts(other: Chunk) -> bool:
        mention = view.mention(other)
        return (
            other.kind == "np"
            and other.prep not in view.closed("tallied_place_preps")
            and bool(mention.nationalities or any(n.kind == "actor" for n in mention.names))
        )

    before = [c for c in view.chunks[: chunk.index] if c.kind == "np" and acts(c)]
    after = [c for c in view.chunks[chunk.index + 1 :] if c.kind == "np" and acts(c)]
    found = before[-1] if before else after[0] if after else None
    return view.mention(found) if found is not None else None
