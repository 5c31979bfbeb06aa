"""Weapons that no phrase of their own names: a force called by its weapon, a car set off, the raid that is itself one.

Invariant: nothing here arms a happening twice with the same letters; the kind of a plain missile follows who fired it.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Arm, Candidate, Draft, likeliest
from khabar.model.mentions import Mention
from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon
from khabar.read.chunks import Chunk
from khabar.read.harmed import any_at_all
from khabar.read.mentions import is_force
from khabar.read.view import View
from khabar.text.clitics import AL, BA
from khabar.text.letters import ALIF, HA, MIM

_GUNMEN: Final = frozenset({"noun.gunman", "noun.attacker", "noun.unknown_man", "noun.militant", "noun.militia"})
_SERVICES: Final = frozenset({"aircraft", "artillery", "drone"})
_RAIDS: Final = ("assault.ghara", "assault.ighara")
_KILLINGS: Final = frozenset({"assault.ightala", "assault.qatala"})
_RAID_REACH: Final = 7
_DETONATION: Final = frozenset({"frame.detonate", "frame.suicide", "frame.device"})
_PLAIN: Final = "weapon.missile"
_WITH_MISSILES: Final = frozenset({"actor.yem.houthis"})
_STATES: Final = frozenset({"military", "government"})
_BORNE: Final = frozenset({"firearm", "ied"})
_NEXT: Final = 3
SEVERAL: Final = (HA + MIM, HA + MIM + ALIF)
_LAUNCH: Final = "frame.launch"
_USED_REACH: Final = 9
_MASSED: Final = frozenset({"artillery", "firearm", "mortar", "other"})


def in_names(lexicon: Lexicon, view: View, chunk: Chunk, draft: Draft) -> bool:
    """A force named by its weapon in one name of several words (the army's air force): its first word is the weapon."""
    unit = chunk.head
    if draft.weapons or unit.last - unit.first < 2:
        return False
    token = view.tokens[unit.first]
    for sense in lexicon.senses(token.word).by.get("weapon", ()):
        if not sense.rest and sense.sort in _SERVICES:
            span = Span(unit.bare_start, token.end)
            draft.weapons.append(
                Arm(span, view.text[span.start : span.end], sense.sort, None, "weapon in the name of a force")
            )
            return True
    return False


def raid(view: View, draft: Draft) -> None:
    """A raid, told by its noun alone, is flown; *the* raid was told before with all that is known of it."""
    if draft.type != "assault" or draft.weapons:
        return
    known = view.units[draft.unit].article
    if draft.shape == "verb" or (draft.shape in ("noun", "passive") and draft.sense in _KILLINGS):
        _killed_in_raid(view, draft)
        return
    if draft.shape in ("noun", "phrase") and draft.sense in _RAIDS and not known and not _on_foot(view, draft):
        draft.weapons.append(Arm(draft.span, draft.trigger, "aircraft", None, "a raid is flown"))


def _on_foot(view: View, draft: Draft) -> bool:
    """Whether those who raid are gunmen or an armed group, which fly no planes (a *raid* of bandits on a village)."""
    for candidate in draft.initiator:
        mention = candidate.value
        if mention.noun in _GUNMEN:
            return True
        for name in mention.names:
            if name.kind == "actor" and view.lexicon.get(name.id).kind == "armed_group":
                return True
    return False


def _killed_in_raid(view: View, draft: Draft) -> None:
    """Somebody killed in a raid: the raid is the weapon (the killing of the commanders in raids on their houses)."""
    if draft.sense not in _KILLINGS:
        return
    here = view.chunk(draft.unit)
    for chunk in view.chunks[here.index + 1 : here.index + _RAID_REACH]:
        if chunk.clause != here.clause or chunk.kind not in ("np", "time", "mark"):
            return
        if chunk.kind == "np" and any(s.id in _RAIDS and s.shape == "noun" for s in chunk.head.has.trigger):
            if chunk.prep in view.closed("causal_preps") and not chunk.head.article:
                span = Span(chunk.head.bare_start, chunk.head.end)
                draft.weapons.append(Arm(span, view.text[span.start : span.end], "aircraft", None, "a raid is flown"))
            return


def shots(view: View, draft: Draft) -> None:
    """A happening told by the word for its shots (was martyred by bullets)."""
    unit = view.units[draft.unit]
    if draft.type == "assault" and unit.tag != "verb" and unit.last - unit.first <= 2:
        shot = any(s.sort == "firearm" and s.shape == "form" for s in unit.has.weapon)
        if shot and unit.token.word.loose not in view.closed("fire_words"):
            draft.weapons.append(Arm(draft.span, draft.trigger, "firearm", None, "weapon in the trigger"))


def unmanned(view: View, mention: Mention) -> bool:
    """Whether an aircraft is told unmanned in the next words (an American aircraft, unmanned; of type Reaper)."""
    after = [u for u in view.units if u.bare_start >= mention.span.start][:7]
    for unit in after[1:]:
        if unit.tag == "verb" or (unit.bare_start > mention.span.end and unit.conj) or unit.tag == "mark":
            return False
        if any(s.sort == "drone" for s in unit.has.weapon):
            return True
    return False


def vehicles(lexicon: Lexicon, view: View, draft: Draft) -> None:
    """A car that is set off is a bomb; boats that something is attacked with are weapons."""
    if any(a.kind in ("ied", "naval", "mine") for a in draft.weapons):
        return
    detonates = getattr(lexicon.get(draft.sense), "frame", "") in _DETONATION
    here = view.chunk(draft.unit)
    if detonates and not draft.weapons and _blown_up(lexicon, view, draft):
        return
    if detonates and not draft.weapons and _clad(view, draft):
        return
    for chunk in view.chunks[here.index : here.index + 4]:
        if chunk.clause != here.clause or chunk.kind not in ("np", "verb"):
            break
        if chunk.kind != "np":
            continue
        if detonates and chunk is not here and not chunk.prep and _behind(view, chunk, draft):
            return
        inside = chunk is here
        mention = (
            view.part(draft.unit + 1, chunk.last) if inside and draft.unit + 1 < chunk.last else view.mention(chunk)
        )
        if inside and draft.unit + 1 >= chunk.last:
            continue
        car = mention.noun == "noun.car" and detonates and (inside or chunk.prep in ("", BA))
        boat = mention.kind == "vessel" and mention.noun == "noun.boat" and chunk.prep == BA and not inside
        if (car or boat) and not mention.definite:
            count = mention.amount.low if mention.amount is not None else 1 if mention.number == "s" else None
            arm = Arm(mention.span, mention.text, "ied" if car else "naval", count, "a vehicle set off")
            apart = [a for a in draft.weapons if not a.span.overlaps(arm.span) and not _load(a, arm)]
            draft.weapons[:] = [*apart, arm]
            return


def _clad(view: View, draft: Draft) -> bool:
    """A belt or vest by its owner is the bomb of the one who sets it off (blew up *his vest*)."""
    words = view.closed("clad")
    for unit in view.units[draft.unit + 1 : draft.unit + 1 + _NEXT]:
        if unit.tag == "mark":
            return False
        if unit.token.word.loose in words:
            span = Span(unit.bare_start, unit.end)
            count = None if unit.token.word.loose.endswith(SEVERAL) else 1
            draft.weapons.append(Arm(span, view.text[span.start : span.end], "ied", count, "a charge set off"))
            return True
    return False


def _blown_up(lexicon: Lexicon, view: View, draft: Draft) -> bool:
    """A car inside the words for its blast (the blast of a car near the market)."""
    unit = view.units[draft.unit]
    for place in range(unit.first + 1, unit.last):
        sense = next(iter(lexicon.senses(view.tokens[place].word).by.get("noun", ())), None)
        if sense is not None and sense.id == "noun.car" and not sense.cut.article:
            span = Span(view.tokens[place].start, view.tokens[place].end)
            count = 2 if sense.cut.suffix == "dual" else 1 if sense.number == "s" else None
            draft.weapons.append(Arm(span, view.text[span.start : span.end], "ied", count, "a vehicle set off"))
            return True
    return False


def _behind(view: View, chunk: Chunk, draft: Draft) -> bool:
    """A charge read into the phrase of the one who sets it off (a bomber his belt): it is the weapon."""
    for unit in view.units[chunk.first + 1 : chunk.last]:
        sense = next((s for s in unit.has.weapon if s.sort == "ied"), None)
        if sense is not None:
            span = Span(unit.bare_start, unit.end)
            if not any(a.span.overlaps(span) for a in draft.weapons):
                count = 1 if sense.number == "s" else None
                draft.weapons.append(Arm(span, view.text[span.start : span.end], "ied", count, "a charge set off"))
            return True
    return False


def _load(arm: Arm, car: Arm) -> bool:
    """Whether a weapon is what the car was laden with: it follows right after."""
    return arm.kind == "other" and 0 <= arm.span.start - car.span.end <= _NEXT


def missiles(lexicon: Lexicon, view: View, draft: Draft) -> None:
    """A plain missile fired by a state is a missile, by an armed group or nobody named a rocket."""
    if _at_sea(draft):
        for arm in draft.weapons:
            if arm.kind == "rocket" and (is_plain(view, arm) or arm.rule.endswith("adjective")):
                arm.kind = "missile"
    plain = [a for a in draft.weapons if a.kind == "rocket" and is_plain(view, a)]
    if not plain:
        return
    state = by_state(lexicon, draft)
    for arm in plain:
        if state or arm.count == 1 or any_at_all(view, arm.text) or _from_country(lexicon, view, arm):
            arm.kind = "missile"


def _at_sea(draft: Draft) -> bool:
    """Whether a ship was aimed at, as far as its likeliest target tells."""
    return bool(draft.target) and likeliest(draft.target).value.kind == "vessel"


def is_plain(view: View, arm: Arm) -> bool:
    """Whether the only weapon word of a phrase is the bare word for a missile."""
    start, end = arm.span.start, arm.span.end
    found = [u for u in view.units if u.has.weapon and u.bare_start < end and start < u.end]
    return bool(found) and all(s.id == _PLAIN and s.shape != "adjective" for u in found for s in u.has.weapon[:1])


def by_state(lexicon: Lexicon, draft: Draft) -> bool:
    """Whether a state did it, or a group with the missiles of one, as far as its likeliest initiator tells; of what was
    stopped, whoever sent it.
    """
    senders = draft.initiator
    if draft.type == "intercept" and draft.target and not likeliest(draft.target).value.weapons:
        senders = draft.target
    if not senders:
        return False
    mention: Mention = likeliest(senders).value
    for name in mention.names[:1]:
        if name.kind == "actor":
            return name.id in _WITH_MISSILES or str(lexicon.get(name.id).kind) in _STATES
        if name.kind == "place":
            return bool(lexicon.get(name.id).level == "country")
    return bool(mention.nationalities) and mention.kind not in ("armed_group",)


def _from_country(lexicon: Lexicon, view: View, arm: Arm) -> bool:
    """Whether its adjective is of a state, or the country that it came from is told after it."""
    for at, chunk in enumerate(view.chunks):
        if chunk.start <= arm.span.start < chunk.end and chunk.kind == "np":
            inside = [u for u in view.units[chunk.first : chunk.last] if u.bare_start < arm.span.end]
            if any(u.has.nationality for u in inside):
                return True
            for after in view.chunks[at + 1 : at + 4]:
                if after.kind == "np" and after.prep in view.closed("from"):
                    names = view.mention(after).names
                    return any(n.kind == "place" and lexicon.get(n.id).level == "country" for n in names[:1])
            return False
    return False


def massed(mention: Mention, kind: str) -> bool:
    """Whether a phrase tells a mass rather than one: the artillery, the weapons, a force by its weapon."""
    definite = mention.definite or bool(mention.pronoun) or mention.head.startswith(AL)
    return (is_force(mention) and not mention.amount) or (kind in _MASSED and definite)


def used_in(view: View, chunk: Chunk, verb: Chunk, force: list[Draft]) -> Draft | None:
    """`an attack in which drones were used`: the happening told before, whose weapons the clause tells."""
    form = verb.head.token.form[int(verb.head.conj) :]
    if form not in view.closed("were_used") or chunk.index - verb.index > _USED_REACH:
        return None
    within = view.chunks[verb.index + 1 : chunk.index]
    if not any(c.head.pronoun and view.tokens[c.head.first].form.startswith(tuple(view.closed("in"))) for c in within):
        return None
    before = [d for d in force if d.unit < verb.first]
    return before[-1] if before else None


def carried(view: View, drafts: list[Draft]) -> None:
    """What the one who strikes carries or drives (a gunman carrying a rifle)."""
    if not view.tells("carry_verbs"):
        return
    for chunk in view.chunks:
        if chunk.kind != "verb" or chunk.index + 1 >= len(view.chunks):
            continue
        clause = view.clauses[chunk.clause]
        form = chunk.head.token.form
        if clause.kind == "rel" and clause.antecedent is not None and form in view.closed("carry_verbs"):
            doer = clause.antecedent
            done = [d for d in drafts if d.type == "assault" and any(_spans(doer, c.value) for c in d.initiator)]
            hand(view, chunk.index + 1, done, _BORNE)
        if form in view.closed("carry_verbs") and chunk.index:
            _seen(view, chunk, drafts)


def _seen(view: View, chunk: Chunk, drafts: list[Draft]) -> None:
    """One who is seen carrying a weapon and doing the deed told right after (shows *a gunman with a rifle firing*)."""
    man = view.chunks[chunk.index - 1]
    mention = view.mention(man)
    if man.kind != "np" or man.prep or mention.definite or "person" not in mention.classes:
        return
    after = view.chunks[chunk.index + 1 : chunk.index + 1 + _NEXT]
    deed = next((c for c in after if c.kind != "np"), None)
    if deed is None or deed.kind != "verb" or deed.conj:
        return
    done = [d for d in drafts if d.type == "assault" and view.chunk(d.unit) is deed]
    for draft in done:
        if not draft.initiator:
            draft.initiator.append(Candidate(mention, "seen carrying the weapon", 0.7, span=mention.span))
    hand(view, chunk.index + 1, done, _BORNE)


def _spans(chunk: Chunk, mention: Mention) -> bool:
    return mention.span.start < chunk.end and chunk.start < mention.span.end


def hand(view: View, at: int, done: list[Draft], kinds: frozenset[str] | None) -> None:
    """Give the first of the happenings the weapon phrases that stand from chunk `at`, past a subject, as far as a
    preposition.
    """
    if not done:
        return
    for chunk in view.chunks[at : at + _NEXT + 1]:
        if chunk.kind != "np" or chunk.prep:
            return
        sense = next((s for s in chunk.head.has.weapon if not s.entry.common), None)
        if sense is None or (kinds is not None and sense.sort not in kinds):
            continue
        mention = view.mention(chunk, whole=False)
        if not any(a.span.overlaps(mention.span) for a in done[0].weapons):
            count = (
                mention.amount.low if mention.amount else 1 if mention.number == "s" and not mention.definite else None
            )
            done[0].weapons.append(Arm(mention.span, mention.text, sense.sort, count, "carried or used"))


def frame_of(lexicon: Lexicon, draft: Draft) -> str:
    """The frame of a happening's trigger; nothing for harm told by itself."""
    return "" if draft.sense.startswith("harm:") else str(getattr(lexicon.get(draft.sense), "frame", ""))


def sent_together(lexicon: Lexicon, view: View, draft: Draft) -> None:
    """The weapons joined before the one that a clause tells was sent (six drones *and two missiles that* they sent)."""
    frame = frame_of(lexicon, draft)
    here = view.chunk(draft.unit)
    if frame != _LAUNCH or here.kind != "verb" or len(draft.weapons) != 1 or not here.index:
        return
    last = view.chunks[here.index - 1]
    before = view.chunks[last.index - 1] if last.index else None
    if before is None or not last.conj or last.prep or before.kind != "np" or before.amount is None:
        return
    sense = next((s for s in before.head.has.weapon), None)
    if sense is None or last.start > draft.weapons[0].span.start or draft.weapons[0].span.start >= last.end:
        return
    mention = view.mention(before, whole=False)
    draft.weapons.insert(0, Arm(mention.span, mention.text, sense.sort, before.amount.low, "sent together"))


def blasts(view: View, draft: Draft) -> None:
    """A car bomb inside the phrase that tells how it was done (was killed in the blast of a car bomb)."""
    if draft.type != "assault" or any(a.kind == "ied" for a in draft.weapons):
        return
    here = view.chunk(draft.unit)
    for chunk in view.chunks[here.index + 1 : here.index + _NEXT + 1]:
        if chunk.clause != here.clause or chunk.kind not in ("np", "time"):
            return
        if chunk.kind != "np" or not chunk.head.has.trigger:
            continue
        if not chunk.prep or chunk.prep not in view.closed("causal_preps"):
            return
        for unit in view.units[chunk.first + 1 : chunk.last]:
            sense = next((s for s in unit.has.weapon if s.sort == "ied" and s.shape == "form"), None)
            if sense is not None:
                span = Span(unit.bare_start, unit.end)
                count = 2 if unit.suffix == "dual" else 1 if sense.number == "s" else None
                draft.weapons.append(Arm(span, view.text[span.start : span.end], "ied", count, "the blast of a charge"))
                return
        return
