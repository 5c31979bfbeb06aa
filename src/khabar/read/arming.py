"""Weapons: which kind, how many, and to which happening of a sentence one belongs.

Invariant: one weapon phrase arms one happening. What was struck or seized is a target, not a weapon.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Arm, Draft
from khabar.model.mentions import Mention
from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon, Sense
from khabar.read import armed_more, armed_moves
from khabar.read.armed_again import of_its_force
from khabar.read.chunks import Chunk
from khabar.read.evidence import FORCE, past_relative
from khabar.read.harmed import any_at_all
from khabar.read.mentions import is_weapon, number_of
from khabar.read.units import Unit
from khabar.read.view import View
from khabar.text.clitics import BA
from khabar.text.letters import LAM, TA_MARBUTA

# the kind that tells most, when a phrase has words of several kinds
_TELLING: Final = (
    "naval",
    "drone",
    "ied",
    "cruise_missile",
    "ballistic_missile",
    "air_defence",
    "mine",
    "mortar",
    "rocket",
    "artillery",
    "missile",
    "firearm",
    "aircraft",
    "other",
)
_ALOFT: Final = frozenset({"aircraft", "drone"})
_UNARMED: Final = frozenset(
    {"reject", "request", "accuse", "deny", "consult", "support", "claim", "coerce", "threaten", "sanction", "agree"}
)
_CARRIERS: Final = frozenset({"naval", "aircraft"})
_GIVEN: Final = frozenset({BA})
_MASS: Final = frozenset({"air_defence"})
TANK: Final = "weapon.tank"
SHELLING: Final = frozenset({"assault.qasafa", "assault.qasf"})
SALVO: Final = "weapon.salvo"
REACH: Final = 5
SINGULAR_FROM: Final = 10  # what is counted by more than ten stands in the singular
WORDS_PAST: Final = 3  # a bomb, *of home make*: the words of a charge that go on past the phrase of its blast
MAKE_GAP: Final = 5
FIRED: Final = frozenset({"rocket", "missile", "ballistic_missile", "cruise_missile"})


def _after_adjective(view: View, chunk: Chunk) -> bool:
    """Whether a definite adjective ends the phrase right before: what is joined to it may be another."""
    before = view.units[chunk.first - 1] if chunk.first else None
    return before is not None and before.tag == "adj" and before.article and chunk.last - chunk.first == 1


def _drop_adjectives(draft: Draft) -> None:
    """Leave out an adjective of weapons where the happening names the weapon too (a rocket strike with 100 rockets)."""
    told = {a.kind for a in draft.weapons if not a.rule.endswith("adjective")}
    if told & FIRED:
        told |= FIRED
    if "drone" in told:
        told.add("aircraft")
    draft.weapons[:] = [a for a in draft.weapons if not (a.rule.endswith("adjective") and a.kind in told)]


def _is_vehicle(lexicon: Lexicon, mention: Mention) -> bool:
    """Whether the only weapon of a phrase is one that is struck as often as it strikes: a tank, an armoured car."""
    return (
        bool(mention.weapons)
        and all(lexicon.get(w).kind == "other" for w in mention.weapons)
        and bool(mention.pronoun or mention.definite or "vehicle" in mention.classes)
    )


def _for_another(chunk: Chunk) -> bool:
    """Whether a phrase with ``li-`` is headed by something else (a site for the making of weapons)."""
    return chunk.prep == LAM and not chunk.head.has.weapon


def _of_another(chunk: Chunk) -> bool:
    """Whether a word for one more heads a phrase whose weapon is struck (the other aimed at two destroyers)."""
    return "weapon" not in chunk.head.by and chunk.head.tag in ("adj", "quant") and chunk.head.article


def _counted_with(view: View, chunk: Chunk) -> bool:
    """Whether a weapon has its number in common with the one before it (more than 300 drones and missiles)."""
    before = view.chunks[chunk.index - 1] if chunk.index else None
    if before is None or not chunk.conj or chunk.prep or chunk.amount is not None or chunk.last - chunk.first > 1:
        return False
    several = before.amount is not None and before.amount.low > SINGULAR_FROM
    sense = chunk.head.has.weapon[0] if chunk.head.has.weapon else None
    alone = sense is not None and sense.number == "s" and not chunk.head.article and not chunk.head.suffix
    return several and alone and "weapon" in before.head.by


def _weapon_senses(chunk: Chunk | None) -> list[Sense]:
    """The first sense of each word of weapons in a phrase."""
    return [u.has.weapon[0] for u in chunk.units[chunk.first : chunk.last] if u.has.weapon] if chunk else []


class Armourer:
    """Makes weapon mentions and hands them to drafts."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def arm(self, view: View, draft: Draft, mention: Mention, chunk: Chunk | None, rule: str) -> bool:
        """Add a weapon phrase to a draft; False where its words are none or it is there already."""
        if mention.kind == "site" or mention.who == "civilians":
            return False
        if draft.type in _UNARMED or not mention.weapons or any(a.span.overlaps(mention.span) for a in draft.weapons):
            return False
        if chunk is not None and (self._laden(view, chunk) or _for_another(chunk) or _counted_with(view, chunk)):
            return False
        if "person" in mention.classes and all(w.shape == "adjective" for w in _weapon_senses(chunk)):
            return False  # the commander of the rocket unit
        if chunk is not None and rule.endswith(": subject") and _of_another(chunk):
            return False
        if draft.type == "assault" and "genitive" in rule and _is_vehicle(self.lexicon, mention):
            return False  # the targeting of their armoured car
        if draft.type == "intercept" and mention.kind == "vessel":
            return False  # a frigate that shoots down a drone
        entries = [self.lexicon.get(w) for w in mention.weapons]
        if all(e.kind == "firearm" and e.common for e in entries):
            return False
        weapon = min(entries, key=lambda e: _TELLING.index(e.kind) if e.kind in _TELLING else len(_TELLING))
        if chunk is not None and (
            self._of_make(view, draft, mention, weapon.kind) or self._of_salvo(view, draft, mention, weapon.kind)
        ):
            return False
        count = self._count(view, mention, chunk, weapon.kind)
        kind = weapon.kind
        if draft.type == "aid" and kind in _CARRIERS and mention.prep not in _GIVEN and "object" not in rule:
            return False
        if weapon.aloft and (draft.type == "intercept" and count == 1):
            kind = weapon.aloft
        if kind == "other" and mention.prep == BA and draft.sense in SHELLING and mention.weapons[0] == TANK:
            kind = "artillery"
        if kind == "aircraft" and weapon.common and armed_more.unmanned(view, mention):
            kind = "drone"
        draft.weapons.append(Arm(mention.span, mention.text, kind, count, rule))
        return True

    @staticmethod
    def _laden(view: View, chunk: Chunk) -> bool:
        """`cars fitted with machine guns`: what they carry is no weapon of the happening."""
        before = view.units[chunk.first - 1] if chunk.first and chunk.prep == BA else None
        return before is not None and before.token.form.removesuffix(TA_MARBUTA) in view.closed("laden")

    @staticmethod
    def _of_make(view: View, draft: Draft, mention: Mention, kind: str) -> bool:
        """`a missile of the make X`: X is the missile told before; it takes the kind that tells more."""
        first = view.text[mention.span.start : mention.span.end].split()[0]
        last = draft.weapons[-1] if draft.weapons else None
        if last is None or first not in view.closed("makes") or not 0 < mention.span.start - last.span.end <= MAKE_GAP:
            return False
        span = Span(last.span.start, mention.span.end)
        best = min(kind, last.kind, key=_TELLING.index)
        draft.weapons[-1] = Arm(span, view.text[span.start : span.end], best, last.count, last.rule)
        return True

    @staticmethod
    def _of_salvo(view: View, draft: Draft, mention: Mention, kind: str) -> bool:
        """`salvos of missiles`: the missiles are what the salvo told before consists of."""
        last = draft.weapons[-1] if draft.weapons else None
        if last is None or mention.prep not in view.closed("from") or mention.amount is not None:
            return False
        if not 0 < mention.span.start - last.span.end <= MAKE_GAP or kind not in ("rocket", "missile", last.kind):
            return False
        span = Span(last.span.start, mention.span.end)
        draft.weapons[-1] = Arm(span, view.text[span.start : span.end], last.kind, last.count, last.rule)
        return True

    @staticmethod
    def _count(view: View, mention: Mention, chunk: Chunk | None, kind: str) -> int | None:
        """How many: the number, however hedged; one for a singular, two for a dual; none for masses and vague
        counts.
        """
        if any_at_all(view, mention.text):
            return None
        if mention.amount is not None:
            first, last = (chunk.first, chunk.last) if chunk is not None else (0, 0)
            vague = any(
                e.class_ in ("vague", "none") and e.high is None
                for u in view.units[first:last]
                if u.tag in ("num", "quant") and (e := u.entry("quantity")) is not None
            )
            return None if vague else mention.amount.low or None
        if chunk is not None and mention.number == "" and not chunk.head.has.weapon:
            inner = next((u for u in view.units[chunk.first : chunk.last] if u.has.weapon), None)
            one = inner is not None and kind not in _MASS and not inner.article
            number = number_of(view.units, inner, chunk.last) if inner is not None and one else ""
            return {"s": 1, "d": 2}.get(number)
        if kind in _MASS or mention.adjective or armed_more.massed(mention, kind):
            return None
        if any(w.startswith(SALVO) for w in mention.weapons):
            return None  # a salvo is more than one
        return 1 if mention.number == "s" else None

    def adjective(self, view: View, draft: Draft, unit: Unit, rule: str) -> bool:
        """An adjective of weapons after an event noun (rocket fire, air raid)."""
        senses = unit.has.weapon
        span = Span(unit.bare_start, unit.end)
        if not senses or unit.names or any(a.span.overlaps(span) for a in draft.weapons):
            return False
        kind = senses[0].sort
        for place, arm in enumerate(draft.weapons):
            beside = 0 < span.start - arm.span.end <= 1 or 0 < arm.span.start - span.end <= 1
            if beside and arm.count is None:
                whole = Span(min(arm.span.start, span.start), max(arm.span.end, span.end))
                kind = min(kind, arm.kind, key=_TELLING.index)
                draft.weapons[place] = Arm(whole, view.text[whole.start : whole.end], kind, None, arm.rule)
                return True
        draft.weapons.append(Arm(span, view.text[span.start : span.end], kind, None, rule + ": adjective"))
        return True

    # -- the sentence as a whole ----------------------------------------------------------------------------------

    def sweep(self, view: View, drafts: list[Draft]) -> None:
        """Give the weapons that no frame asked for to the happening beside them."""
        for draft in drafts:
            if draft.type in FORCE:
                self._inside(view, draft)
        armed_moves.moved(view, drafts)
        force = [d for d in drafts if d.type in FORCE]
        if not force:
            return
        armed_moves.took_part(view, force)
        for chunk in view.chunks:
            if chunk.kind == "np":
                self._loose(view, chunk, drafts, force)
        armed_more.carried(view, force)
        for draft in force:
            armed_more.vehicles(self.lexicon, view, draft)
            armed_more.blasts(view, draft)
            self._named_blast(view, draft)
            armed_more.raid(view, draft)
            armed_more.sent_together(self.lexicon, view, draft)
            of_its_force(self.lexicon, view, draft)
            armed_more.missiles(self.lexicon, view, draft)
            _drop_adjectives(draft)

    def _named_blast(self, view: View, draft: Draft) -> None:
        """The charge inside a phrase for its blast that tells how it was done (was killed *in a car bomb blast*)."""
        if draft.type != "assault" or draft.weapons:
            return
        here = view.chunk(draft.unit)
        for chunk in view.chunks[here.index + 1 : here.index + REACH]:
            if chunk.clause != here.clause or chunk.kind not in ("np", "time"):
                return
            unit = chunk.head
            if chunk.prep not in view.closed("causal_preps") or unit.last - unit.first < 2 or not unit.has.trigger:
                continue
            sense, end = self._longest(view, unit.first + 1, unit.last)
            if sense is not None and sense.sort in ("ied", "mine"):
                span = Span(view.tokens[unit.first + 1].start, view.tokens[end - 1].end)
                count = 1 if sense.number == "s" else None
                draft.weapons.append(
                    Arm(span, view.text[span.start : span.end], sense.sort, count, "the blast of a charge")
                )
            return

    def harmed(self, view: View, drafts: list[Draft]) -> None:
        """A death told with its weapon and no happening of its own (six were killed by mortar shells)."""
        harmed = [d for d in drafts if d.type == "casualty"]
        if not harmed or any(d.type in FORCE for d in drafts):
            return
        for chunk in view.chunks:
            if chunk.kind == "np" and chunk.prep == BA and harmed:
                self._loose(view, chunk, drafts, harmed)

    def _inside(self, view: View, draft: Draft) -> None:
        """Weapon words within the trigger itself (rocket fire, the blast of a car bomb) and adjectives joined to it."""
        unit = view.units[draft.unit]
        armed_more.shots(view, draft)
        at = unit.first + 1
        while at < unit.last:
            sense, end = self._longest(view, at, min(unit.last + WORDS_PAST, view.sentence.last))
            if sense is not None and not (sense.sort == "firearm" and sense.entry.common):
                span = Span(
                    view.tokens[at].start + len(sense.cut.conjunction + sense.cut.proclitic), view.tokens[end - 1].end
                )
                if not any(a.span.overlaps(span) for a in draft.weapons) and not self._beside(view, draft, span, sense):
                    mass = sense.sort in _MASS or (sense.sort == "other" and sense.cut.article)
                    one = sense.shape == "form" and sense.number == "s" and not mass
                    two = any(
                        s.cut.suffix == "dual" for s in self.lexicon.senses(view.tokens[at].word).by.get("weapon", ())
                    )
                    count = 2 if two else 1 if one else None
                    rule = "weapon in the trigger" + (": adjective" if sense.shape == "adjective" else "")
                    draft.weapons.append(Arm(span, view.text[span.start : span.end], sense.sort, count, rule))
            at = end
        here = view.chunk(draft.unit)
        for place in range(draft.unit + 1, here.core):
            if view.units[place].has.noun and view.units[place].tag == "noun":
                break  # the targeting of the commander of the rocket unit
            if view.units[place].tag == "adj" and unit.tag != "verb":
                self.adjective(view, draft, view.units[place], "weapon")
        following = view.chunks[view.chunk_of[draft.unit] + 1 : view.chunk_of[draft.unit] + 2]
        for chunk in following:
            if (
                chunk.conj
                and chunk.head.tag == "adj"
                and chunk.head.has.weapon
                and view.units[draft.unit].tag != "verb"
            ):
                self.adjective(view, draft, chunk.head, "weapon")

    @staticmethod
    def _beside(view: View, draft: Draft, span: Span, sense: Sense) -> bool:
        """Join an adjective of weapons to one right beside it (a ballistic missile attack): one weapon, told twice."""
        if sense.shape != "adjective":
            return False
        for place, arm in enumerate(draft.weapons):
            if arm.count is None and (0 < span.start - arm.span.end <= 1 or 0 < arm.span.start - span.end <= 1):
                whole = Span(min(arm.span.start, span.start), max(arm.span.end, span.end))
                kind = min(sense.sort, arm.kind, key=_TELLING.index)
                draft.weapons[place] = Arm(whole, view.text[whole.start : whole.end], kind, None, arm.rule)
                return True
        return False

    def _longest(self, view: View, at: int, last: int) -> tuple[Sense | None, int]:
        best: tuple[Sense | None, int] = (None, at + 1)
        for sense in self.lexicon.senses(view.tokens[at].word).by.get("weapon", ()):
            end = self.lexicon.match(view.tokens, at, last, sense) if sense.rest else at + 1
            if end > best[1] or (best[0] is None and end == best[1]):
                best = (sense, end)
        return best

    def _loose(self, view: View, chunk: Chunk, drafts: list[Draft], force: list[Draft]) -> None:
        if chunk.head.tag == "num" and chunk.amount is not None:
            self._of_them(view, chunk, drafts, force)
            return
        if not chunk.head.has.weapon:
            if chunk.prep == "" and chunk.head.last - chunk.head.first > 1:
                draft = self._bearer(view, chunk, force)
                if draft is not None and draft.type == "assault":
                    armed_more.in_names(self.lexicon, view, chunk, draft)
            return
        if chunk.conj and not chunk.prep and chunk.head.has.weapon[0].shape == "adjective":
            self._kind_joined(view, chunk, force)
            return
        if chunk.conj and chunk.head.article and _after_adjective(view, chunk):
            return  # the Islamist and the fighting factions
        mention = view.mention(chunk, whole=False)
        if (
            not (is_weapon(mention) or self._arm_of_service(mention))
            or mention.head != chunk.head.token.form
            or not chunk.head.has.weapon
        ):
            return
        if any(a.span.overlaps(mention.span) for d in drafts for a in d.weapons):
            return
        if any(c.value.span.overlaps(mention.span) for d in drafts for c in d.target if c.score > 0.55):
            return
        draft = self._bearer(view, chunk, force)
        if draft is not None:
            self.arm(view, draft, mention, chunk, "weapon beside the happening")

    @staticmethod
    def _kind_joined(view: View, chunk: Chunk, force: list[Draft]) -> None:
        """An adjective joined to the one of a weapon right before it: ballistic missiles *and winged ones*."""
        before = view.chunks[chunk.index - 1] if chunk.index else None
        told = any(a.span.start == chunk.head.bare_start for d in force for a in d.weapons)
        if told or before is None or before.kind != "np" or not before.head.has.weapon:
            return
        for draft in force:
            last = next((a for a in draft.weapons if before.start <= a.span.start < before.end), None)
            kind = chunk.head.has.weapon[0].sort
            if last is not None and last.kind != kind:
                span = Span(chunk.head.bare_start, chunk.head.end)
                draft.weapons.append(Arm(span, view.text[span.start : span.end], kind, None, "an adjective joined"))
                return

    def _arm_of_service(self, mention: Mention) -> bool:
        """Whether a force is named by its weapon (the artillery, the air force, the air defences)."""
        return bool(mention.weapons) and self.lexicon.get(mention.weapons[0]).kind in (
            "aircraft",
            "artillery",
            "air_defence",
            "drone",
        )

    def _of_them(self, view: View, chunk: Chunk, drafts: list[Draft], force: list[Draft]) -> None:
        """`shot down seven of them`: a bare number of the weapons told before, the object or subject of a verb of
        force.
        """
        after = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
        if after is None or after.kind != "prep" or chunk.prep:
            return
        if not after.head.token.form.startswith(tuple(view.closed("from"))):
            return
        told = [a for d in drafts for a in d.weapons if a.span.end <= chunk.start]
        verb = view.clauses[chunk.clause].verb
        draft = next((d for d in force if view.chunk(d.unit) is verb), None)
        told = [a for a in told if a.kind not in _MASS]
        if not told or draft is None or chunk.amount is None:
            return
        span = Span(chunk.start, after.head.end)
        kind = max(told, key=lambda a: a.span.start).kind
        if any(a.kind not in _MASS for a in draft.weapons):
            return
        draft.weapons.append(
            Arm(span, view.text[span.start : span.end], kind, chunk.amount.low, "some of the weapons before")
        )

    @staticmethod
    def _thrown(view: View, chunk: Chunk, draft: Draft) -> bool:
        """Whether a weapon phrase follows a verbal noun of force, right away or past its counted subject."""
        away = chunk.index - view.chunk_of[draft.unit]
        return away == 1 or (away == 2 and chunk.amount is not None and view.chunks[chunk.index - 1].kind == "np")

    @staticmethod
    def _bearer(view: View, chunk: Chunk, force: list[Draft]) -> Draft | None:
        """The happening of a weapon phrase: the verb it is the subject of, else the one its preposition follows."""
        here = [d for d in force if view.chunk(d.unit).clause == chunk.clause]
        clause = view.clauses[chunk.clause]
        joined = joined_to = view.chunks[chunk.index - 1] if chunk.index else None
        if joined is not None and joined.kind == "conj":
            joined = view.chunks[chunk.index - 2] if chunk.index > 1 else None
        elif not chunk.conj:
            joined = None
        if joined is not None and chunk.prep in ("", joined.prep):
            listed = [
                d for d in force if any(a.span.start < joined.end and joined.start < a.span.end for a in d.weapons)
            ]
            if listed:
                return listed[0]
        if chunk.prep == "" and not chunk.conj:
            if clause.verb is None:
                return next((d for d in here if Armourer._thrown(view, chunk, d)), None)
            told_used = armed_more.used_in(view, chunk, clause.verb, force)
            if told_used is not None:
                return told_used
            thrown = next((d for d in here if d.shape == "noun" and Armourer._thrown(view, chunk, d)), None)
            if thrown is not None and chunk.amount is not None:
                return thrown
            verbs = [d for d in here if view.chunk(d.unit) is clause.verb]
            if not verbs and clause.verb.index == chunk.index + 1:
                verbs = [d for d in force if past_relative(view, view.chunk(d.unit)) is chunk]
                return verbs[0] if verbs else None
            near = chunk.index < clause.verb.index or chunk.index == clause.verb.index + 1
            return verbs[0] if verbs and near else None
        means = view.closed("means_preps")
        measured = (
            joined_to is not None
            and joined_to.kind == "np"
            and joined_to.prep in means
            and (joined_to.head.has.weapon or bool(joined_to.head.has.quantity))
        )
        if chunk.prep in means or (
            chunk.prep in view.closed("from") and (chunk.head.has.weapon[0].sort in _ALOFT or measured)
        ):
            before = [d for d in here if d.unit < chunk.first]
            if before and chunk.index - view.chunk_of[before[-1].unit] <= REACH:
                return before[-1]
        return None
