"""Conditions on a toll: whether a phrase is of people, is denied, how many it tells and who they are.

Invariant: what is denied counts nobody; a bare singular is one, a bare plural two or more.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Toll
from khabar.model.mentions import Amount, Mention
from khabar.packs.lexicon import Lexicon
from khabar.read.chunks import Chunk
from khabar.read.harmed import CREW, excepts, is_part, is_person, lacks, unspoiled
from khabar.read.results import is_light
from khabar.read.view import View
from khabar.text.clitics import AL
from khabar.text.letters import MIM, NUN, loose

_ARMED: Final = {"military": "military", "armed_group": "armed_group"}
MOST: Final = 2_000_000
FAMILY: Final = "noun.family"
FROM: Final = MIM + NUN + " "


class TollJudge:
    """Judges phrases and makes tolls of them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.families = lexicon.closed("families")

    def _harmed(self, view: View, chunk: Chunk | None, mention: Mention, strict: bool) -> bool:
        if chunk is None:
            return is_person(mention, None, strict)
        return not is_part(view, chunk) and self._people(view, chunk, strict)

    def _people(self, view: View, chunk: Chunk, strict: bool = False) -> bool:
        return is_person(view.mention(chunk), chunk, strict)

    @staticmethod
    def _negated(view: View, chunk: Chunk) -> bool:
        """Whether a negator governs the word: before its verb, or right before its phrase."""
        clause = view.clauses[chunk.clause]
        if chunk.kind == "verb":
            return (clause.negator is not None and clause.verb is chunk) or unspoiled(view, chunk)
        return lacks(view, chunk, chunk.first)

    def _denied(self, view: View, at: int, chunk: Chunk) -> bool:
        """Whether a noun of harm is told not to be: without casualties, no injuries were recorded."""
        if (
            chunk.amount is not None
            and (chunk.amount.high or 2) > 1
            and chunk.amount.low > 0
            and not chunk.head.has.harm
        ):
            return False
        if chunk.amount is not None and chunk.amount.low >= 2 and chunk.amount.high is None:
            return False  # no fewer than seventy dead
        if lacks(view, chunk, at) or unreported_harm(view, chunk) or without_result(view, chunk):
            return True
        clause = view.clauses[chunk.clause]
        if clause.negator is not None and clause.verb is None and chunk.amount is None:
            return 0 < chunk.index - view.chunk_of[view.units.index(clause.negator)] <= 3
        if clause.negator is None or clause.verb is None or not 0 < chunk.index - clause.verb.index <= 4:
            return False
        if chunk.amount is not None and chunk.amount.low >= 2:
            return False
        between = view.chunks[clause.verb.index + 1 : chunk.index]
        held = all(
            c.kind in ("np", "prep", "cue", "report")
            or (c.kind == "conj" and c.head.token.form in view.closed("or"))  # no damage *or* injuries
            for c in between
        )
        return held and not any(excepts(view, c.head.token.word.loose) for c in between)

    def _toll(self, mention: Mention, harm: str, who: str, rule: str, mixed: bool) -> Toll | None:
        amount = mention.amount or self._plain(mention)
        if amount is None or amount.low > MOST:
            return None
        low = 0 if mixed else amount.low
        if not mixed and amount.high is not None and amount.low < amount.high and mention.text.startswith(FROM):
            low = amount.high  # rose from 126 to 141
        return Toll(mention.span, mention.text, harm, self._who(mention, who), low, amount.high, rule)

    def _plain(self, mention: Mention) -> Amount | None:
        """One for a bare singular or a named person, two or more for a bare plural."""
        if mention.noun == CREW and mention.pronoun:
            return Amount(2, None, mention.span, False)
        if mention.noun == FAMILY and loose(mention.head) in self.families:
            return Amount(2, None, mention.span, False)
        if mention.number == "p":
            return None if mention.head.startswith(AL) else Amount(2, None, mention.span, False)
        if any(n.kind in ("person", "office") for n in mention.names):
            return Amount(1, 1, mention.span)
        if mention.whole and any(n.kind == "actor" for n in mention.names[:1]):
            return None  # 18 of the army and the *Mobilization*
        if mention.number == "s" and (
            "person" in mention.classes or not mention.kind or mention.kind in ("civilians", "person")
        ):
            return Amount(1, 1, mention.span)
        if mention.number == "" and "person" in mention.classes and "group" not in mention.classes:
            return Amount(1, 1, mention.span)
        return None

    def _who(self, mention: Mention, told: str) -> str:
        """The victim class: of the noun, else of the actor named in the phrase, else unknown."""
        for name in mention.names:
            if name.kind == "actor":
                kind = self.lexicon.get(name.id).kind
                if kind in _ARMED and (mention.who in ("", "unknown", "military", "armed_group")):
                    return _ARMED[kind]
        return mention.who or told or "unknown"


def without_result(view: View, chunk: Chunk) -> bool:
    """Whether a use of force is told, past a clause that describes it, not to have led to the harm (the blast *which
    shook the market did not lead to* any dead, in the order of Arabic).
    """
    clause = view.clauses[chunk.clause]
    if clause.kind != "rel" or clause.antecedent is None or chunk.prep not in view.closed("about"):
        return False
    if chunk.amount is not None and chunk.amount.low >= 2:
        return False
    outer = view.clauses[clause.antecedent.clause]
    return outer.negator is not None and outer.verb is not None and is_light(outer.verb.head, "result")


def unreported_harm(view: View, chunk: Chunk) -> bool:
    """Whether there are no reports of the harm (there are no current reports of injuries among the troops)."""
    if chunk.index < 2 or chunk.prep not in view.closed("about"):
        return False
    told, cue = view.chunks[chunk.index - 1], view.chunks[chunk.index - 2]
    if cue.kind != "cue" or told.kind not in ("np", "report") or told.prep:
        return False
    return any(s.class_ == "negation" for s in cue.head.has.modal)
