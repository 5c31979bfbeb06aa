"""Counts that a noun of harm heads: the dead, the wounded, their number and its total.

Invariant: what a noun of harm counts is given once; a total has its figure after it.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Toll
from khabar.model.mentions import Amount, Mention
from khabar.model.native import mypyc_attr
from khabar.packs.lexicon import Sense
from khabar.read.chunks import Chunk, is_comma
from khabar.read.harmed import (
    is_part,
    of_toll,
    tells_total,
    unreported,
    untold,
)
from khabar.read.stretches import bare
from khabar.read.toll_combining import with_wounded
from khabar.read.toll_judging import TollJudge
from khabar.read.units import Unit, unjoined
from khabar.read.view import View
from khabar.text.clitics import BA

MASSACRE: Final = "harm.massacre"
WOUNDS: Final = "harm.wounds"
REACH: Final = 3
NEAR: Final = 4
TOTAL: Final = 10


def _reached(view: View, total: Chunk, mark: Chunk) -> bool:
    """Whether a comma stands before or after the verb that says how many a total came to (the number of the dead in X
    , *reached* on Friday, six).
    """
    around = view.chunks[total.index + 1 : mark.index + NEAR]
    return any(c.kind == "verb" and c.head.token.word.bare in view.closed("reached") for c in around)


def _aimed(view: View, at: int) -> bool:
    """Whether the word after one for injuries tells that they are hits (*direct* ones)."""
    after = view.units[at].last
    return after < view.sentence.last and view.tokens[after].word.loose in view.closed("well_aimed")


def _spanned(view: View, chunk: Chunk) -> bool:
    """Whether a figure is put between two numbers (between 20 and 30), not said to have risen from one to the other."""
    words = view.closed("between")
    return any(
        t.word.loose in words for u in view.units[chunk.first : chunk.last] for t in view.tokens[u.first : u.last]
    )


def _exceeds(view: View, total: Chunk, figure: Chunk) -> bool:
    """Whether a total is told to have passed its figure (the number of the dead *exceeded* 60)."""
    for at in (total.index - 1, figure.index - 1):
        verb = view.chunks[at] if at >= 0 else None
        if verb is not None and verb.kind == "verb" and bare(verb.head.token.form) in view.closed("exceeding"):
            return view.clauses[verb.clause].negator is None
    return False


def _came_to(view: View, chunk: Chunk) -> Chunk | None:
    """The bare figure that the dead themselves came to (the dead *reached 17*; the wounded rose to *31*)."""
    last = len(view.chunks) - 1
    before = view.chunks[chunk.index - 1] if chunk.index else chunk
    after = view.chunks[min(chunk.index + 1, last)]
    if after.kind == "verb" and not after.conj:
        before, after = after, view.chunks[min(after.index + 1, last)]
    if before.kind != "verb" or chunk.prep or unjoined(before.head) not in view.closed("reached"):
        return None
    if after.kind != "np" or after.conj or after.amount is None or after.head.tag != "num":
        return None
    return after if not after.prep or after.prep in view.closed("counted_preps") else None


@mypyc_attr(acyclic=True)
class TollHit:
    """Tolls that one word of harm gives, and the word's unit.

    verbal: told by a verb or verbal noun.
    """

    __slots__ = ("mentions", "negated", "tolls", "unit", "verbal", "whole")

    def __init__(
        self,
        unit: int,
        tolls: list[Toll],
        verbal: bool,
        negated: bool = False,
        mentions: list[Mention] | None = None,
    ) -> None:
        self.unit = unit
        self.tolls = tolls
        self.verbal = verbal
        self.negated = negated
        self.mentions = mentions
        self.whole: Toll | None = None


class NounTolls(TollJudge):
    """Finds the tolls that nouns of harm head."""

    @staticmethod
    def _part_of(view: View, first: int, last: int) -> Mention:
        """The phrase in construct, with the number word that follows its noun (one soldier)."""
        mention = view.part(first, last)
        if mention.amount is None:
            for at in range(first, last):
                unit = view.units[at]
                entry = unit.entry("quantity")
                if unit.tag == "num" and entry is not None and entry.class_ == "cardinal" and entry.value:
                    mention.amount = Amount(entry.value, entry.value, mention.span)
        return mention

    def _counted_noun(self, view: View, at: int, chunk: Chunk, sense: Sense, used: set[int]) -> TollHit | None:
        """A noun such as `dead` or `wounded` that heads its own count, or follows a word of falling or occurring."""
        entry = sense.entry
        if entry.id == MASSACRE:
            return None  # 25 massacres are no 25 dead
        harm = entry.harm if entry.harm != "mixed" else "killed"
        rule = f"harm:{entry.id}"
        head = chunk.head is view.units[at]
        mention = view.mention(chunk) if head else self._part_of(view, at, chunk.last)
        if (
            mention.span.start in used
            or is_part(view, chunk)
            or (chunk.prep in view.closed("among") and not of_toll(view, chunk))
        ):
            return None
        if head and mention.amount is not None and self._dies(view, chunk):
            return None
        if untold(view, at) or (entry.id == WOUNDS and mention.amount is None and _aimed(view, at)):
            return None
        if self._denied(view, at, chunk):
            used.add(mention.span.start)
            self._or_dead(view, chunk, used)
            if unreported(view, chunk):
                return None
            told = "wounded" if "wound" in entry.id and not self._or_dead(view, chunk, used) else "killed"
            none = Toll(mention.span, mention.text, told, "unknown", 0, 0, rule + ": none")
            return TollHit(at, [none], False, True, [mention])
        before = view.chunks[chunk.index - 1] if head and chunk.index else None
        if (
            before is not None
            and not chunk.prep
            and not chunk.conj
            and mention.amount is None
            and not mention.definite
            and (before.kind == "np" and before.amount is not None and not before.prep and self._people(view, before))
        ):
            counted = view.mention(before)
            toll = self._toll(counted, harm, entry.who, rule, False) if counted.span.start not in used else None
            used.update((mention.span.start, counted.span.start))
            return TollHit(at, [toll], False, False, [counted]) if toll is not None else None
        if entry.id == "harm.body" or not mention.amount:
            after = self._count_after(view, at, chunk)
            if after is not None:
                used.update((mention.span.start, after.span.start))
                listed = [after, *self._joined_counts(view, chunk)]
                used.update(m.span.start for m in listed)
                found = [self._toll(m, harm, entry.who, rule, False) for m in listed]
                tolls = [t for t in found if t is not None]
                return TollHit(at, tolls, False, False, listed) if len(tolls) == len(listed) else None
        if not head and not self._occurs(view, at, chunk):
            return None
        one_body = entry.id == "harm.body" and sense.number == "s" and not chunk.head.article  # the body of a young man
        of_some = chunk.partitive >= 0 and not chunk.head.article  # dead *of the party's*
        if mention.amount is None and (
            (mention.definite and not of_some and not one_body)
            or (bool(mention.pronoun) and entry.id != "harm.body")
            or harm in ("captured", "missing")
            or entry.harm == "mixed"
            or (self._construct(view, at, chunk) and not one_body)
        ):
            return None
        if harm == "captured" or (
            mention.amount is None
            and sense.number == "s"
            and not (
                self._verb_before(view, chunk)
                or (self._headed(view, chunk) or self._beside(view, chunk) if head else self._occurs(view, at, chunk))
            )
        ):
            return None
        if entry.id == WOUNDS and view.units[at].pronoun and mention.amount is None:
            return None  # his wound is bad
        told_again = sense.number == "s" or (entry.id == WOUNDS and bool(chunk.prep))  # was hurt with grave injuries
        if mention.amount is None and told_again and self._cognate(view, chunk):
            return None
        toll = self._toll(mention, harm, entry.who, rule, entry.harm == "mixed" and mention.amount is not None)
        if toll is None:
            return None
        used.add(mention.span.start)
        return TollHit(at, with_wounded(view, chunk, toll, used), False, False, [mention])

    def _joined_counts(self, view: View, chunk: Chunk) -> list[Mention]:
        """The counted people joined to those right after a noun of harm (the bodies of 11 soldiers *and seven men*)."""
        out: list[Mention] = []
        for other in view.chunks[chunk.index + 2 : chunk.index + 2 + REACH]:
            joined = other.kind == "np" and other.conj and not other.prep and other.amount is not None
            if not joined or other.head.has.harm or not self._people(view, other):
                break
            out.append(view.mention(other))
        return out

    def _or_dead(self, view: View, chunk: Chunk, used: set[int]) -> bool:
        """Whether the dead are denied together with the wounded (no injuries or deaths); what is joined is used up."""
        dead = False
        for other in view.chunks[chunk.index + 1 : chunk.index + 3]:
            if other.kind == "np" and other.head.has.harm and not other.prep and other.amount is None:
                used.add(view.mention(other).span.start)
                dead = dead or any(s.harm == "killed" for s in other.head.has.harm)
            elif other.kind != "conj":
                break
        return dead

    @staticmethod
    def _dies(view: View, chunk: Chunk) -> bool:
        """Whether a verb of dying right after tells what became of those counted (many of the wounded *died*)."""
        after = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
        if after is None or after.kind != "verb" or after.conj:
            return False
        following = view.chunks[after.index + 1] if after.index + 1 < len(view.chunks) else None
        if following is not None and following.amount is not None:
            return False  # more than 400 wounded, of whom 56 died
        return any(s.harm == "killed" and s.shape in ("verb", "passive") for s in after.head.has.harm)

    @staticmethod
    def _construct(view: View, at: int, chunk: Chunk) -> bool:
        after = view.units[at + 1] if at + 1 < chunk.core else None
        if after is None or after.prep:
            return False
        if after.tag == "noun" and not after.article and after.noun is not None and "person" in after.noun.classes:
            return bool(after.pronoun)  # a dead *civilian*, no construct
        return after.tag in ("noun", "name", "num")

    @staticmethod
    def _occurs(view: View, at: int, chunk: Chunk) -> bool:
        """Whether a noun of harm inside a phrase only follows a verbal noun of falling or occurring."""
        return at == chunk.first + 1 + (1 if chunk.prep_unit is not None else 0) and any(
            s.id == "harm.fall_nouns" or s.kind == "light" for k in ("harm", "light") for s in chunk.head.of(k)
        )

    @staticmethod
    def _headed(view: View, chunk: Chunk) -> bool:
        """Whether a heading begins with one who was harmed, others or the cause after him (a dead and two wounded)."""
        before = view.chunks[chunk.index - 1] if chunk.index else None
        if chunk.head.article or chunk.head.pronoun or (before is not None and before.kind != "mark"):
            return False
        after = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
        if after is None or after.kind == "mark":
            return False
        joined = after.kind == "np" and after.conj and not after.prep and bool(after.head.has.harm)
        return joined or after.kind == "conj" or (after.kind == "np" and after.prep in view.closed("causal_preps"))

    @staticmethod
    def _beside(view: View, chunk: Chunk) -> bool:
        """Whether one who was harmed is joined to another right before (the fall of a martyr and *a wounded*)."""
        before = view.chunks[chunk.index - 1] if chunk.index else None
        if before is None or not chunk.conj or chunk.prep or chunk.head.article or chunk.head.pronoun:
            return False
        harmed = bool(before.head.has.harm or view.units[before.last - 1].has.harm)
        return before.kind == "np" and harmed and not before.head.article

    @staticmethod
    def _verb_before(view: View, chunk: Chunk) -> bool:
        verbs = [c for c in view.chunks[max(0, chunk.index - 2) : chunk.index] if c.kind == "verb"]
        return any(all(s.type != "coerce" for s in c.head.has.trigger) for c in verbs)  # arrested *a wounded man*

    @staticmethod
    def _cognate(view: View, chunk: Chunk) -> bool:
        """Whether a verb of the same harm stands before it in its clause (the ship was hit a heavy hit)."""
        verb = view.clauses[chunk.clause].verb
        if verb is not None and verb.index < chunk.index and verb.head.has.harm:
            return True
        hurt = view.chunks[max(0, chunk.index - NEAR) : chunk.index] if chunk.prep == BA else []
        return any(s.shape == "masdar" and s.harm == "wounded" for c in hurt for s in c.head.has.harm)

    def _count_after(self, view: View, at: int, chunk: Chunk) -> Mention | None:
        """The counted people right after a noun in construct (bodies of nine dead)."""
        following = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
        reached = (
            _came_to(view, chunk) if view.units[at].article and at == chunk.first and at + 1 == chunk.last else None
        )
        if reached is not None:
            return view.mention(reached)
        if at + 1 != chunk.last or (
            view.units[at].article and not (chunk.conj and following is not None and following.head.tag == "num")
        ):
            return None
        if following is None or following.kind != "np" or following.prep or following.conj or following.amount is None:
            return None
        return view.mention(following) if self._people(view, following) else None

    def _total(self, view: View, at: int, unit: Unit, used: set[int]) -> TollHit | None:
        """`the number of the dead rose to 43`: a definite noun of harm under a word of number, the figure after it."""
        harm = self._totalled(view, at, unit)
        if not harm:
            return None
        chunk = view.chunk(at)
        plain = not unit.has.harm and not self._named_harm(view, unit.first + 1, view.units[chunk.last - 1].last)
        for following in view.chunks[chunk.index + 1 : chunk.index + TOTAL]:
            if (
                following.kind == "mark"
                and following.head.token.form not in "()"
                and not _reached(view, chunk, following)
            ):
                break
            if following.kind == "np" and self._told_by_deed(view, following):
                break  # an earlier toll spoke of the death of one and *the wounding* of four
            if following.kind != "np" or following.amount is None:
                continue
            if following.prep and following.prep not in view.closed("counted_preps"):
                continue
            if plain and following.head.tag != "num":
                return None
            before = view.chunks[following.index - 1]
            governed = before is not chunk and before.kind == "np" and bool(before.head.has.harm) and not following.prep
            if following.head.has.harm or governed:
                break  # 487 dead, while 2,225 others were wounded: the figure tells its own harm
            if view.tokens[following.head.first - 1].word.loose in view.closed("numbered"):
                continue  # in statement number 3
            mention = view.mention(following)
            if mention.span.start in used or not self._people(view, following):
                continue
            toll = self._toll(mention, harm, "", "harm: the figure of a total", False)
            if toll is None:
                return None
            if toll.high is not None and toll.high > toll.low and not _spanned(view, following):
                toll.low = toll.high  # rose from 12 to 19
            if toll.low == toll.high and _exceeds(view, chunk, following):
                toll.high = None
            used.add(mention.span.start)
            return TollHit(at, [toll, *self._second_total(view, following, used)], False, False, [mention])
        return None

    @staticmethod
    def _told_by_deed(view: View, chunk: Chunk) -> bool:
        """Whether a verbal noun of harm tells what comes next, not how the total rose (after the *death* of three)."""
        deed = any(s.shape == "masdar" for s in chunk.head.has.harm)
        return deed and chunk.prep not in view.closed("past_preps") and chunk.prep not in view.closed("causal_preps")

    def _second_total(self, view: View, first: Chunk, used: set[int]) -> list[Toll]:
        """The next figure of a double total: the dead to 11 and the wounded to 25."""
        after = [c for c in view.chunks[first.index + 1 : first.index + 4] if not is_comma(c)]
        named, figure = [*after, first, first][:2]
        harms = [s.harm for s in named.head.has.harm]
        if not harms or not named.conj or figure.kind != "np" or figure.amount is None or figure.prep != first.prep:
            return []
        mention = view.mention(figure)
        used.update((view.mention(named).span.start, mention.span.start))
        toll = self._toll(mention, harms[0], "", "harm: the figure of a total", False)
        return [toll] if toll is not None else []

    def _totalled(self, view: View, at: int, unit: Unit) -> str:
        """The harm that a total is of: a phrase of a toll (number of the dead)."""
        chunk = view.chunk(at)
        if tells_total(view, chunk) and chunk.head is not unit and unit.has.harm:
            harm = str(unit.has.harm[0].harm)
            return "killed" if harm == "mixed" else harm if harm in ("killed", "wounded", "missing") else ""
        if not any(s.id == "casualty.hasila" for s in unit.has.trigger):
            return ""
        last = view.units[chunk.last - 1].last
        named = self._named_harm(view, unit.first + 1, last)
        return named or ("killed" if self._plain_toll(view, at, chunk) else "")

    def _named_harm(self, view: View, first: int, last: int) -> str:
        """The harm that a noun among the tokens tells, nothing where there is none."""
        for token in view.tokens[first:last]:
            for sense in self.lexicon.senses(token.word).by.get("harm", ()):
                if sense.shape == "noun" and not sense.rest:
                    return "wounded" if sense.harm == "wounded" else "killed"
        return ""

    @staticmethod
    def _plain_toll(view: View, at: int, chunk: Chunk) -> bool:
        """Whether a word of toll stands alone or with an adjective, or is of a use of force (the first toll was 11)."""
        rest = view.units[at + 1 : chunk.core]
        forced = any(s.type in ("assault", "explosion") for u in rest[:1] for s in u.has.trigger)
        return view.units[at] is chunk.head and (forced or all(u.tag == "adj" for u in rest))
