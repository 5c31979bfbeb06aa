"""The arguments of a noun that tells a happening: its construct, its pronoun, its adjectives.

Invariant: the phrase in construct is whom it was done to, who did it, or with what, as its frame says; a joined pronoun
is one of these too, and grounding finds whom it means.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Candidate, Draft
from khabar.read import armed_words
from khabar.read.antecedents import OBJECT, SPEAKING
from khabar.read.argument_preps import GOING_OFF, NO_CHUNKS, PrepFiller
from khabar.read.argument_words import qualifies
from khabar.read.chunks import Chunk
from khabar.read.frames import Slots
from khabar.read.mentions import is_agent, is_force, is_place, is_weapon
from khabar.read.phrases import HELD, owned_list
from khabar.read.subject_words import acts
from khabar.read.units import Unit, is_ordinal
from khabar.read.view import View
from khabar.text.clitics import BA
from khabar.text.letters import LAM, YA

AIMING: Final = "assault.istahdafa"
NAVY: Final = "noun.navy"
DESTROYING: Final = "assault.dammara"
STRUCK: Final = frozenset({"site", "civilians", "equipment", "vessel"})
SUFFERED: Final = frozenset({"assault", "coerce", "intercept"})


class NounFiller(PrepFiller):
    """Fills the fields of one draft whose trigger is a noun."""

    def noun(
        self,
        view: View,
        draft: Draft,
        at: int,
        slots: Slots,
        rule: str,
        stop: frozenset[int],
        passed: frozenset[int] = NO_CHUNKS,
    ) -> None:
        """Arguments of an event noun or verbal noun at unit `at`."""
        chunk = view.chunk(at)
        unit = view.units[at]
        position = at + 1
        end = chunk.last
        while position < end and (
            view.units[position].tag == "adj"
            or _numbers(view.units[position])
            or view.units[position].token.word.loose in self.lexicon.closed("another")
            or qualifies(view, position)
            or (position == at + 1 and slots.genitive[:1] != ("target",) and _of_kind(unit, view.units[position]))
        ):
            if view.units[position].tag == "adj":
                self.adjective(view, draft, position, slots, rule)
            position += 1
        if position + 1 < end and rule.startswith(GOING_OFF) and view.units[position + 1].prep == LAM:
            whose = view.part(position + 1, end)  # the blast of a car bomb that belongs to the group
            if view.units[position].tag == "prep" and is_agent(whose):
                draft.initiator.append(Candidate(whose, f"{rule}: whose charge it was", 0.6, span=whose.span))
        closing = view.tokens[unit.last - 1].word.loose if unit.last - unit.first > 1 else ""
        if closing in slots.preps and position == end:
            following = self._next_bare(view, chunk)
            if following is not None:
                self.put(view, draft, following, slots.preps[closing], rule + ": after its preposition", 0.95)
        elif closing in slots.preps:
            mention = view.part(position, end)
            self.put_mention(view, draft, mention, chunk, slots.preps[closing], rule + ": after its preposition", 0.95)
        elif unit.pronoun:
            self._owner_of(view, draft, chunk, rule)
            self._announcer_of(view, draft, chunk, rule)
            following = self._next_bare(view, chunk)
            if following is not None and following.index in stop:
                following = None
            whom = unit.pronoun not in SPEAKING and draft.type in SUFFERED
            if following is None and whom and self._suffered(view, chunk, slots):
                if "target" in slots.genitive:
                    self.pronoun(view, draft, unit, ("target",), f"{rule}: {OBJECT}")
                    slots = slots.without_aims() if slots.genitive[0] == "target" else slots
            else:
                own = tuple(r for r in ("initiator",) if r in slots.genitive + slots.adjective) or slots.genitive
                self.pronoun(view, draft, unit, own, rule + ": joined pronoun")
            if following is not None and "target" in slots.genitive:
                self.put(view, draft, following, ("target",), rule + ": object of the verbal noun", 0.9)
        elif position < end and slots.genitive:
            self._genitive(view, draft, chunk, position, end, slots, rule)
        elif slots.genitive and chunk.last == at + 1 and not unit.article:
            following = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
            if (
                following is not None
                and following.kind == "np"
                and not following.prep
                and not following.conj
                and following.index not in stop
                and (following.amount is not None or view.units[following.first].tag == "quant")
            ):
                self.put(view, draft, following, slots.genitive, rule + ": genitive", 0.9)
        clause = view.clauses[chunk.clause]
        of = view.part(position, max(chunk.core, position + 1)) if position < end and not unit.pronoun else None
        owned = of is not None and (not acts(of) or of.head in self.lexicon.closed("gatherings"))
        self.preps(view, draft, chunk.index + 1, clause.last, slots, rule, stop, owned=owned, passed=passed)

    @staticmethod
    def _suffered(view: View, chunk: Chunk, slots: Slots) -> bool:
        """Whether a pronoun joined to the verbal noun of a deed is whom it was done to (after *its* shelling): the noun
        takes what suffers in construct, and nothing after it tells what else did.
        """
        if "target" not in slots.genitive and "weapon" not in slots.genitive[:1]:
            return False
        sure = slots.genitive[0] != "initiator"
        for following in view.chunks[chunk.index + 1 : view.clauses[chunk.clause].last]:
            if following.clause != chunk.clause or following.kind in ("verb", "mark", "sub"):
                break
            if following.kind not in ("np", "prep") or not following.prep:
                continue
            if following.prep == LAM and following.index == chunk.index + 1:
                return False  # its shelling *of the town*
            if not sure and "target" in slots.preps.get(following.prep, ())[:1]:
                return False
        return True

    def _owner_of(self, view: View, draft: Draft, chunk: Chunk, rule: str) -> None:
        """Whose verbal act a joined pronoun means: the subject of the verb that it completes (voiced its rejection)."""
        clause = view.clauses[chunk.clause]
        if not draft.speech or clause.verb is None or clause.verb.index > chunk.index:
            return
        subject = self.subjects.of(view, clause)
        if subject is not None and subject.index < chunk.index and acts(view.mention(subject)):
            mention = view.mention(subject)
            draft.initiator.append(Candidate(mention, rule + ": whose act it is", 0.8, span=mention.span))

    @staticmethod
    def _announcer_of(view: View, draft: Draft, chunk: Chunk, rule: str) -> None:
        """Whose deed a joined pronoun means after a noun of announcing (the *army's* announcement of *its* taking)."""
        before = view.chunks[chunk.index - 1] if chunk.index else None
        if before is None or before.kind != "np" or chunk.prep or chunk.conj or before.core <= before.first + 1:
            return
        if not any(s.shape in ("noun", "masdar") for s in before.head.has.report) or before.head.article:
            return
        mention = view.part(before.first + 1, before.core)
        if acts(mention):
            draft.initiator.append(Candidate(mention, rule + ": who announced it", 0.8, span=mention.span))

    def adjective(self, view: View, draft: Draft, at: int, slots: Slots, rule: str) -> None:
        """An adjective after an event noun: a nationality acts, an adjective of weapons arms."""
        unit = view.units[at]
        if unit.has.nationality or any(name.kind == "actor" for name in unit.names):
            role = slots.adjective or ("initiator",)
            mention = view.part(at, at + 1)
            mention.adjective = True
            getattr(draft, role[0]).append(Candidate(mention, rule + ": adjective", 0.95, span=mention.span))
        armed_words.adjective(view, draft, unit, rule)

    def _genitive(self, view: View, draft: Draft, chunk: Chunk, first: int, end: int, slots: Slots, rule: str) -> None:
        """The phrase in construct, and for a verbal noun with its actor in construct, the object after it."""
        mention = view.part(first, max(chunk.core, first + 1)) if chunk.core > first else view.part(first, end)
        if mention.noun == NAVY and not mention.definite and draft.type == "assault":
            armed_words.adjective(view, draft, view.units[first], rule)
            return  # a battle *at sea*, written like `of a navy`
        aimed = mention.kind == "vessel" or (draft.sense == AIMING and "vehicle" in mention.classes)
        struck = (aimed or draft.sense == DESTROYING) and "target" in slots.genitive
        if is_weapon(mention) and "weapon" not in slots.genitive and not mention.nationalities and not struck:
            self.arm(view, draft, mention, None, rule + ": genitive")
            doer = "initiator" in slots.genitive or "initiator" in slots.adjective
            if doer and view.units[first].has.weapon:
                self._whose_planes(view, draft, first, chunk.core, rule)
            return
        wanted = slots.genitive
        following = self._next_bare(view, chunk) or self._patient(view, chunk) or _past_arms(view, chunk)
        broken = draft.sense == DESTROYING and bool(mention.weapons)
        taken = (
            following is not None and following.head.noun is not None and following.head.noun.id in HELD
        )  # how, not whom
        gathered = mention.head in self.lexicon.closed("gatherings")
        bombing = "weapon" in wanted and "aircraft" in mention.classes and following is not None
        if bombing and following is not None and is_weapon(view.mention(following)):
            self.put_mention(view, draft, mention, chunk, ("initiator",), rule + ": actor in construct", 0.85)
            self.put(view, draft, following, ("weapon",), rule + ": object of the verbal noun", 0.85)
            return  # the dropping by helicopters of barrels
        if (
            "target" in wanted
            and acts(mention)
            and following is not None
            and not (mention.amount or broken or gathered or (taken and draft.type == "coerce"))
        ):
            self.put_mention(view, draft, mention, chunk, ("initiator",), rule + ": actor in construct", 0.85)
            self.put(view, draft, following, ("target",), rule + ": object of the verbal noun", 0.85)
            return
        self.put_mention(view, draft, mention, chunk, wanted, rule + ": genitive", 0.9)
        for member in owned_list(view, chunk):
            self.put_mention(view, draft, view.mention(member), member, wanted, rule + ": genitive", 0.9)

    @staticmethod
    def _whose_planes(view: View, draft: Draft, first: int, last: int, rule: str) -> None:
        """Whoever stands in construct after the weapon that struck did it (shelling by planes *of the army*)."""
        for at in range(first + 1, last):
            if view.units[at].tag not in ("noun", "name"):
                continue
            mention = view.part(at, last)
            if is_weapon(mention):
                continue
            if is_force(mention) or any(n.kind == "actor" for n in mention.names[:1]):
                draft.initiator.append(Candidate(mention, rule + ": whose weapon struck", 0.85, span=mention.span))
            return

    @staticmethod
    def _patient(view: View, chunk: Chunk) -> Chunk | None:
        """The object of a verbal noun that follows ``li-`` when its actor is in construct."""
        for following in view.chunks[chunk.index + 1 : chunk.index + 3]:
            if following.kind == "np" and following.prep == LAM:
                return following
            if following.kind != "time" and not (following.prep == BA and following.head.has.weapon):
                return None  # shelling by the army at night, with mortars, of the town
        return None

    @staticmethod
    def _next_bare(view: View, chunk: Chunk) -> Chunk | None:
        at = chunk.index + 1
        if at < len(view.chunks):
            following = view.chunks[at]
            if following.kind == "np" and not following.prep and not following.conj:
                return following
        return None


def _past_arms(view: View, chunk: Chunk) -> Chunk | None:
    """The object of a verbal noun past what it was struck with (the targeting by the planes *with bombs* of homes)."""
    armed = False
    for following in view.chunks[chunk.index + 1 : chunk.index + 4]:
        if following.kind == "np" and not following.conj and following.prep == BA and following.head.has.weapon:
            armed = True
        elif following.kind == "np" and armed and not (following.prep or following.conj):
            mention = view.mention(following)
            return following if is_place(mention) or mention.kind in STRUCK else None
        else:
            return None
    return None


def _of_kind(deed: Unit, unit: Unit) -> bool:
    """Whether a word for a man is an adjective beside a deed, both with the article or both without (the *military*
    attack).
    """
    if (
        deed.article != unit.article
        or deed.pronoun
        or unit.tag != "noun"
        or unit.names
        or not unit.token.form.endswith(YA)
    ):
        return False
    several = any(s.number in ("p", "d") for s in unit.has.noun)  # fighters *of* the group
    return unit.noun is not None and "person" in unit.noun.classes and (unit.article or not several)


def _numbers(unit: Unit) -> bool:
    """Whether it numbers the happening before it (his *first* visit to), no phrase in construct with it."""
    return unit.tag == "num" and is_ordinal(unit)
