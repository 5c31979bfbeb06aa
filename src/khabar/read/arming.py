"""Weapons: which kind, how many, and to which happening of a sentence one belongs.

Invariant: one weapon phrase arms one happening. What was struck or seized is a target, not a weapon.
"""

from __future__ import annotations

from typing import Any, Final

from khabar.model.drafts import Arm, Draft
from khabar.model.mentions import Mention
from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon, Sense
from khabar.read import armed_apart, armed_bearers, armed_listed, armed_more, armed_moves, armed_words
from khabar.read.armed_again import of_its_force
from khabar.read.armed_words import MASS, TELLING
from khabar.read.chunks import Chunk
from khabar.read.evidence import FORCE
from khabar.read.harmed import any_at_all
from khabar.read.mentions import is_weapon, number_of
from khabar.read.view import View
from khabar.text.clitics import BA
from khabar.text.letters import LAM, TA_MARBUTA

_UNARMED: Final = frozenset(
    {"reject", "request", "accuse", "deny", "consult", "support", "claim", "coerce", "threaten", "sanction", "agree"}
)
_CARRIERS: Final = frozenset({"naval", "aircraft"})
_GIVEN: Final = frozenset({BA})
TANK: Final = "weapon.tank"
SAM: Final = "weapon.sam"
BESIDE: Final = "weapon beside the happening"
GUNMAN: Final = "noun.gunman"
PLAIN: Final = "weapon.missile"
SHELLING: Final = frozenset({"assault.qasafa", "assault.qasf"})
SALVO: Final = "weapon.salvo"
SINGULAR_FROM: Final = 10  # what is counted by more than ten stands in the singular
MAKE_GAP: Final = 12
MEASURE: Final = "unit"
AIR_BOMB: Final = "weapon.air_bomb"
BOMB: Final = ": a bomb"
FIRED: Final = frozenset({"rocket", "missile", "ballistic_missile", "cruise_missile"})


def _drop_adjectives(draft: Draft) -> None:
    """Leave out an adjective of weapons where the happening names the weapon too (a rocket strike with 100 rockets)."""
    if not any(a.rule.endswith("adjective") for a in draft.weapons):
        return
    told = {a.kind for a in draft.weapons if not a.rule.endswith("adjective")}
    if told & FIRED:
        told |= FIRED
    if "drone" in told:
        told.add("aircraft")
    draft.weapons[:] = [a for a in draft.weapons if not (a.rule.endswith("adjective") and a.kind in told)]


def _bombs(draft: Draft) -> None:
    """Bombs from the air tell of the aircraft where no other word does; beside one they are what it dropped."""
    if any(a.kind == "aircraft" and not a.rule.endswith(BOMB) for a in draft.weapons):
        for arm in draft.weapons:
            if arm.rule.endswith(BOMB):
                arm.kind = "other"


def _is_vehicle(lexicon: Lexicon, mention: Mention) -> bool:
    """Whether the only weapon of a phrase is one that is struck as often as it strikes: a tank, an armoured car."""
    return (
        bool(mention.weapons)
        and all(lexicon.get(w).kind == "other" for w in mention.weapons)
        and bool(mention.pronoun or mention.definite or "vehicle" in mention.classes)
    )


def _for_another(view: View, draft: Draft, chunk: Chunk) -> bool:
    """Whether a phrase with ``li-`` is headed by something else (a site for the making of weapons), not by the deed
    that somebody is about (planned *to launch rockets*, an attempt *to blow up a laden car*).
    """
    if chunk.prep != LAM or chunk.head.has.weapon:
        return False
    before = view.chunks[chunk.index - 1] if chunk.index else None
    thing = before is None or (before.kind == "np" and view.mention(before).kind in ("site", "equipment", "vessel", ""))
    thing = thing and (before is None or not (before.head.has.modal or before.head.has.light))
    return thing or not chunk.first <= draft.unit < chunk.last


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


def armed_at(draft: Draft, mention: Mention) -> bool:
    """Whether a draft has a weapon that shares a letter with a mention."""
    return any(arm.span.start < mention.end and mention.start < arm.span.end for arm in draft.weapons)


def _struck(mention: Mention, draft: Draft, rule: str) -> bool:
    """Whether a ship stands where what was struck stands: without a preposition after the deed, not its subject."""
    told = rule.endswith("subject") or rule.startswith(("frame.launch", BESIDE))
    return mention.start > draft.span.start and not mention.prep and not told


def _telling(weapon: Any) -> int:
    """How much the kind of a weapon tells, from 0 on, least last."""
    return TELLING.index(weapon.kind) if weapon.kind in TELLING else len(TELLING)


class Armourer:
    """Makes weapon mentions and hands them to drafts."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def arm(self, view: View, draft: Draft, mention: Mention, chunk: Chunk | None, rule: str) -> bool:
        """Add a weapon phrase to a draft; False where its words are none or it is there already."""
        if mention.kind == "site" or mention.who == "civilians":
            return False
        if draft.type in _UNARMED or not mention.weapons or armed_at(draft, mention):
            return False
        if chunk is not None and (self._laden(view, chunk) or _counted_with(view, chunk)):
            return False
        if chunk is not None and _for_another(view, draft, chunk):
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
        if len(entries) > 1:
            entries = [e for e in entries if not (e.kind == "firearm" and e.common)]  # a helicopter opened fire
        if len(entries) > 1 and any(e.kind in FIRED for e in entries if e.id != PLAIN):
            entries = [e for e in entries if e.id != PLAIN]  # Hellfire missiles
        weapon = entries[0] if len(entries) == 1 else min(entries, key=_telling)
        if chunk is not None and (
            self._of_make(view, draft, mention, weapon.kind) or self._of_salvo(view, draft, mention, weapon.kind)
        ):
            return False
        if draft.type == "assault" and weapon.kind == "naval" and _struck(mention, draft, rule):
            return False
        count = self._count(view, mention, chunk, weapon.kind)
        kind = weapon.kind
        if kind == "air_defence" and draft.type == "assault" and PLAIN in mention.weapons:
            kind = "missile"  # two S-300 missiles fell on a school
        if draft.type == "aid" and kind in _CARRIERS and mention.prep not in _GIVEN and "object" not in rule:
            return False
        if weapon.aloft and (draft.type == "intercept" and count == 1):
            kind = weapon.aloft
        if kind == "other" and mention.prep == BA and draft.sense in SHELLING and mention.weapons[0] == TANK:
            kind = "artillery"
        if kind == "aircraft" and weapon.common and armed_more.unmanned(view, mention):
            kind = "drone"
        rule += BOMB if weapon.id == AIR_BOMB else ""
        draft.weapons.append(Arm(mention.span, mention.text, kind, count, rule))
        return True

    @staticmethod
    def _laden(view: View, chunk: Chunk) -> bool:
        """`cars fitted with machine guns`: what they carry is no weapon of the happening, nor what is joined to it."""
        if chunk.conj and not chunk.prep and chunk.index:
            chunk = view.chunks[chunk.index - 1]
        before = view.units[chunk.first - 1] if chunk.first and chunk.prep == BA else None
        gunman = before.noun if before is not None and before.tag == "noun" else None
        if gunman is not None and gunman.id == GUNMAN:
            return False  # a gunman attacked *with bullets*
        return before is not None and before.token.form.removesuffix(TA_MARBUTA) in view.closed("laden")

    @staticmethod
    def _of_make(view: View, draft: Draft, mention: Mention, kind: str) -> bool:
        """`a missile of the make X`: X is the missile told before; it takes the kind that tells more."""
        first = view.text[mention.span.start : mention.span.end].split()[0]
        last = draft.weapons[-1] if draft.weapons else None
        if last is None or first not in view.closed("makes") or not 0 < mention.span.start - last.span.end <= MAKE_GAP:
            return False
        span = Span(last.span.start, mention.span.end)
        best = min(kind, last.kind, key=TELLING.index)
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
            dropped = chunk.head if chunk is not None and chunk.head.tag == "noun" else None  # four barrels
            units = [u for u in view.units[first:last] if u is not dropped]
            weighed = any(s.class_ == MEASURE for u in units for s in u.has.quantity)  # tons of bombs
            return None if vague or weighed else mention.amount.low or None
        if chunk is not None and mention.number == "" and not chunk.head.has.weapon:
            inner = next((u for u in view.units[chunk.first : chunk.last] if u.has.weapon), None)
            one = inner is not None and kind not in MASS and not inner.article
            number = number_of(view.units, inner, chunk.last) if inner is not None and one else ""
            return {"s": 1, "d": 2}.get(number)
        if (kind in MASS and mention.weapons[:1] != (SAM,)) or mention.adjective or armed_more.massed(mention, kind):
            return None
        if any(w.startswith(SALVO) for w in mention.weapons):
            return None  # a salvo is more than one
        return 1 if mention.number == "s" else None

    # -- the sentence as a whole ----------------------------------------------------------------------------------

    def sweep(self, view: View, drafts: list[Draft]) -> None:
        """Give the weapons that no frame asked for to the happening beside them."""
        deeds = frozenset([d.unit for d in drafts])
        for draft in drafts:
            if draft.type in FORCE:
                armed_words.inside(self.lexicon, view, draft)
                armed_words.by_means(self.lexicon, view, draft, deeds)
            armed_listed.given(view, draft)
            armed_listed.deployed(view, draft)
            armed_listed.included(view, draft)
        armed_moves.moved(view, drafts)
        force = [d for d in drafts if d.type in FORCE]
        if not force:
            return
        armed_moves.took_part(view, force)
        for chunk in view.chunks:
            if chunk.kind == "np":
                self._loose(view, chunk, drafts, force)
        armed_more.carried(view, force)
        armed_listed.used(view, force)
        armed_apart.employed(view, force)
        armed_apart.shared(force)
        armed_apart.again(view, force)
        for draft in force:
            armed_more.vehicles(self.lexicon, view, draft)
            armed_more.blasts(view, draft)
            armed_words.named_blast(self.lexicon, view, draft)
            armed_more.raid(view, draft)
            armed_more.sent_together(self.lexicon, view, draft)
            of_its_force(self.lexicon, view, draft)
            armed_listed.salvo(self.lexicon, view, draft)
            armed_more.missiles(self.lexicon, view, draft)
            armed_apart.strike(draft)
            armed_apart.of_one_make(self.lexicon, view, draft)
            _drop_adjectives(draft)
            _bombs(draft)

    def harmed(self, view: View, drafts: list[Draft]) -> None:
        """A death told with its weapon and no happening of its own (six were killed by mortar shells)."""
        harmed = [d for d in drafts if d.type == "casualty"]
        if not harmed or any(d.type in FORCE for d in drafts):
            return
        for chunk in view.chunks:
            if chunk.kind == "np" and chunk.prep == BA and harmed:
                self._loose(view, chunk, drafts, harmed)
        if not any(d.weapons for d in harmed):
            armed_words.splinters(view, harmed)

    def _loose(self, view: View, chunk: Chunk, drafts: list[Draft], force: list[Draft]) -> None:
        if chunk.head.tag == "num" and chunk.amount is not None:
            armed_bearers.of_them(view, chunk, drafts, force)
            return
        if chunk.conj and chunk.head.token.word.loose[1:] in view.closed("warlike"):
            armed_bearers.kind_joined(view, chunk, force, "aircraft")
            return
        if not chunk.head.has.weapon:
            if chunk.prep == "" and chunk.head.last - chunk.head.first > 1:
                draft = armed_bearers.bearer(view, chunk, force)
                if draft is not None and draft.type == "assault":
                    armed_more.in_names(self.lexicon, view, chunk, draft)
            return
        if chunk.conj and not chunk.prep and chunk.head.has.weapon[0].shape == "adjective":
            armed_bearers.kind_joined(view, chunk, force, str(chunk.head.has.weapon[0].sort))
            return
        if chunk.conj and chunk.head.article and armed_bearers.after_adjective(view, chunk):
            return  # the Islamist and the fighting factions
        mention = view.mention(chunk, whole=False)
        if (
            not (is_weapon(mention) or self._arm_of_service(mention))
            or mention.head != chunk.head.token.form
            or not chunk.head.has.weapon
        ):
            return
        if any(armed_at(d, mention) for d in drafts):
            return
        if any(c.value.span.overlaps(mention.span) for d in drafts for c in d.target if c.score > 0.55):
            return
        draft = armed_bearers.bearer(view, chunk, force)
        if draft is not None:
            self.arm(view, draft, mention, chunk, BESIDE)

    def _arm_of_service(self, mention: Mention) -> bool:
        """Whether a force is named by its weapon (the artillery, the air force, the air defences)."""
        return bool(mention.weapons) and self.lexicon.get(mention.weapons[0]).kind in (
            "aircraft",
            "artillery",
            "air_defence",
            "drone",
        )
