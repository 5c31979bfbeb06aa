"""What the prepositions after a trigger lead to: which phrases take a role, and which belong to another word.

Invariant: what belongs to the phrase before it, to another happening or to an aside fills no role of the trigger.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Candidate, Draft
from khabar.model.mentions import Mention
from khabar.model.spans import Span
from khabar.read.antecedents import GATE, SPEAKING, THINGS, UPON
from khabar.read.argument_words import is_against, is_share
from khabar.read.chunk_words import is_definite, is_fighter, is_ridden
from khabar.read.chunks import Chunk
from khabar.read.frames import Roles, Slots
from khabar.read.mentions import is_agent, is_border, is_place, is_weapon
from khabar.read.phrases import governor, is_belonging, is_by, is_of_another, names_place, time_of
from khabar.read.purposes import is_outcome, is_purpose, whom_for
from khabar.read.role_giving import LIGHT, RoleGiver
from khabar.read.times_apart import counted_after, goes_on_there, of_birth
from khabar.read.units import Unit
from khabar.read.view import View
from khabar.text.clitics import AL, BA
from khabar.text.letters import LAM, MIM, loose

NOUNS: Final = ("/noun", "/phrase")
RESTRICTION: Final = ("frame.impose",)
GOING_OFF: Final = ("frame.detonate", "frame.suicide", "frame.device")
CLASHING: Final = ("frame.clash", "frame.fight")  # what stands where they fought was not aimed at
SEIZED: Final = "frame.arrest_on/verb"  # on what they laid their hands, not in what they came
SHELLING: Final = "frame.shell"
LAUNCH: Final = "frame.launch"
AMBUSH: Final = "assault.kamin"
STABBING: Final = "assault.amaliyyat_taan"
STABBED: Final = "assault.taana"
SIDES: Final = "noun.state_side"
LAID: Final = "frame.lay_to"
NEXT: Final = 5
NO_CHUNKS: Final[frozenset[int]] = frozenset()


class PrepFiller(RoleGiver):
    """Fills the fields of one draft from the phrases with a preposition after its trigger."""

    @staticmethod
    def pronoun(view: View, draft: Draft, unit: Unit, wanted: Roles, rule: str) -> None:
        """A participant that is only a joined pronoun; grounding looks for whom it means."""
        role = next((r for r in wanted if r in ("initiator", "target")), "")
        if role:
            span = Span(unit.end - len(unit.pronoun), unit.end)
            mention = Mention(
                span=span,
                text=span.of(view.text),
                head="",
                pronoun=unit.pronoun,
                sentence=view.index,
                definite=True,
            )
            getattr(draft, role).append(Candidate(mention, rule, 0.5, span=span))

    def preps(
        self,
        view: View,
        draft: Draft,
        first: int,
        last: int,
        slots: Slots,
        rule: str,
        stop: frozenset[int],
        *,
        owned: bool = False,
        passed: frozenset[int] = NO_CHUNKS,
    ) -> None:
        """Prepositional phrases and times from chunk `first` up to `last` or the next happening.

        ``li-`` gives a role only right after its noun; elsewhere, or where the noun has its construct (`owned`), it
        belongs to the phrase before it.
        """
        aboard, asides, clause = view.closed("aboard"), view.asides, view.chunks[first - 1].clause
        meant_for = view.closed("meant_for")
        if asides and view.chunk_of[draft.unit] in asides:
            asides = NO_CHUNKS
        for index in range(first, min(last, len(view.chunks))):
            chunk = view.chunks[index]
            if chunk.clause != clause or (asides and index in asides) or (passed and index in passed):
                continue
            if chunk.prep == LAM and draft.type == "assault" and is_purpose(view, chunk):
                whom = None if draft.target else whom_for(view, chunk)
                if whom is not None:
                    self.put_mention(view, draft, whom, None, ("target",), f"{rule}: what it is to bring about", 0.4)
                continue
            if draft.type == "assault" and chunk.kind == "np" and chunk.prep and is_outcome(view, chunk):
                whom = None if draft.target or chunk.head.has.trigger else whom_for(view, chunk)
                if whom is not None:
                    self.put_mention(view, draft, whom, None, ("target",), f"{rule}: what came of it", 0.3)
                continue
            if index in stop or chunk.kind == "verb":
                past = rule.startswith(LAID) and chunk.kind == "np"  # laid the attack to the group
                answer = chunk.prep == BA and rule.endswith(NOUNS)  # replied to the shelling by raids [on the town]
                if not answer and ((chunk.kind == "np" and chunk.prep) or (index == first and _lasts(chunk)) or past):
                    continue
                break
            if chunk.kind == "time":
                owner = governor(view, chunk)
                if goes_on_there(view, draft, chunk) or counted_after(view, draft, chunk) or of_birth(view, chunk):
                    continue
                if owner is None or owner.first <= draft.unit < owner.last:
                    draft.times.append(time_of(view, chunk, rule, 1.0))
                continue
            if chunk.kind == "prep" and chunk.head.pronoun == "" and slots.preps.get(chunk.prep):
                continue
            if chunk.kind == "prep" and chunk.head.pronoun and draft.type == "assault" and not draft.target:
                self._upon_it(view, draft, chunk, slots, rule)
                continue
            if chunk.kind != "np" or not chunk.prep or (not rule.startswith(SEIZED) and _rides(view, chunk)):
                continue
            if draft.type == "assault" and chunk.prep in view.closed("passing_preps"):
                self.put(view, draft, chunk, ("target",), f"{rule}: whom it went off beside", 0.9)
                continue
            if chunk.prep == BA and index == first and draft.type == "assault" and self._led(view, draft, chunk, rule):
                continue
            wanted = slots.preps.get(chunk.prep)
            if rule.startswith(GOING_OFF) and self._amid(view, chunk):
                wanted = ("target",)
            if wanted is None and " " in chunk.prep and chunk.prep not in view.closed("out_of"):
                wanted = slots.preps.get(chunk.prep.split(" ", 1)[0])  # on the outskirts of: on
            if chunk.prep == LAM and "/noun" in rule and (owned or index > first):
                continue
            led = view.chunks[index - 1]
            if chunk.prep == LAM and led.kind == "prep" and not led.head.pronoun and index > first:
                continue  # a march [in support] of the army
            if (
                chunk.prep == LAM
                and rule.startswith(LIGHT)
                and draft.type == "assault"
                and is_of_another(view, draft.unit, index)
            ):
                continue  # an attack on a patrol [of the army] took place
            parted = chunk.prep in view.closed("from")
            if parted and draft.speech and index > first and led.prep == BA:
                continue  # demanding the removal of the camps [from the town]
            if parted and index > first and (is_share(view, led) or _parts_of(view, led)):
                continue  # most of them [of the children], on several parts [of the country]
            if chunk.prep == BA and index > first and _busied(view.chunks[index - 1]):
                continue  # while they carried out [a patrol]: what they were about
            if parted and index == first and "/noun" in rule and _some_of(view, draft, index):
                continue  # the seizure by gunmen [of the group]
            if chunk.prep in view.closed("carried_to") and draft.definite and _after_it(view, draft, chunk):
                continue  # they fled after the attack [to the town]
            if chunk.prep in aboard:
                continue  # gunmen on motorcycles: what they rode
            if led.kind == "prep" and led.head.pronoun and index > first and chunk.prep in view.closed("between"):
                continue  # in the region disputed by them, [between the two]: whose quarrel, not who fought
            if chunk.prep == LAM and led.kind == "np" and last_word(view, led) in view.closed("neighbouring"):
                continue  # the province that lies beside [the other]
            if chunk.prep in view.closed("between") and index > first and _divided(view, led):
                continue  # in the region divided [between the two]
            if is_by(chunk.prep) and names_place(led):
                continue  # on the town [that is near the city]
            if parted and chunk.amount is not None and _on_every_side(chunk):
                continue  # attacked it from four sides
            if chunk.prep == BA and led.kind == "np" and view.units[led.last - 1].token.word.loose in meant_for:
                continue  # stores meant [for drones]
            if chunk.prep == LAM and draft.type == "intercept" and _whose_guns(view, chunk):
                continue  # the air defences [of the army] met drones
            if chunk.prep == LAM and is_belonging(view.chunks[index - 1]):
                continue  # a vehicle that belongs to the company
            if chunk.prep == LAM and is_against(view, view.chunks[index - 1]):
                continue  # a missile against ships: what it is made for
            ascribed = index > first and "/noun" in rule and chunk.prep in view.closed("agent_preps")
            if ascribed and _done_by(view.chunks[index - 1]):
                continue  # an attack on the base used [by the army]
            if chunk.prep == LAM and index > first and _of_deed(view.chunks[index - 1], draft):
                continue  # threatened revenge for the dead: theirs, not the threat's
            if (
                chunk.prep == LAM
                and wanted
                and rule.endswith(NOUNS)
                and self._doer_of(view, index, wanted, slots, rule)
            ):
                wanted = ("initiator",)
            if chunk.prep == LAM and draft.sense == AMBUSH and _laid_for(view, led):
                wanted = ("target",)  # an ambush laid *for our men*
            if chunk.prep == LAM and wanted and "target" in wanted and view.units[draft.unit].pronoun:
                wanted = ("target",)  # his visit to: the pronoun is who visits
            if chunk.prep in view.closed("between"):
                if index > first and is_border(view.mention(led)) and is_place(view.mention(chunk)):
                    wanted = ("place",)  # on the border between Iran and Iraq: where, not who fought
                elif not wanted and _exchanged(view, draft):
                    wanted = ("initiator",)
            if wanted is None:
                wanted = ("place",) if is_place(view.mention(chunk)) and chunk.prep in self.locative else ()
            if index > first and index - 1 in stop and wanted and self._of_request(view, view.chunks[index - 1], chunk):
                wanted = tuple(role for role in wanted if role == "place")
            told_by = wanted == ("initiator",) and index > first and led.prep != BA
            if told_by and led.prep in view.closed("granting_preps"):
                continue  # on information [from residents]
            if self._gate(view, draft, chunk, rule):
                wanted = wanted or ("place",)
            if wanted:
                given = self.put(
                    view, draft, chunk, wanted, f"{rule}: after a preposition", 0.9 - 0.02 * (index - first)
                )
                if given != "place":
                    continue
                mention = view.mention(chunk)
                near = chunk.prep in view.closed("near")
                on = chunk.prep in view.closed("on")
                on_way = on and draft.sense == AMBUSH
                fought = view.lexicon.get(draft.sense).frame in CLASHING
                sent = parted and rule.startswith(LAUNCH)  # fired from a barracks: whence
                by_hand = draft.sense == STABBING or draft.sense == STABBED  # at a checkpoint: who was stabbed there
                aimed = draft.type == "assault" and not (near or on_way or fought or by_hand or sent)
                if aimed and self.can_be_struck(mention):
                    draft.target.append(Candidate(mention, f"{rule}: the site where it fell", 0.35, span=mention.span))
                elif draft.type == "coerce" and rule.startswith(RESTRICTION) and not on:
                    draft.target.append(Candidate(mention, f"{rule}: the area under it", 0.35, span=mention.span))

    def _upon_it(self, view: View, draft: Draft, chunk: Chunk, slots: Slots, rule: str) -> None:
        """Whom a preposition with only a pronoun says it was done to (opened fire *on him*, fired *towards it*)."""
        pronoun = chunk.head.pronoun
        key = chunk.head.token.form.removesuffix(pronoun)
        if pronoun in SPEAKING or key not in view.closed("done_upon") or "target" not in slots.preps.get(key, ()):
            return
        clause = view.clauses[chunk.clause]
        described = view.mention(clause.antecedent) if clause.kind == "rel" and clause.antecedent is not None else None
        if described is not None and (is_place(described) or described.kind in THINGS):
            draft.target.append(Candidate(described, f"{rule}: {UPON}", 0.5, span=described.span))
        else:
            self.pronoun(view, draft, chunk.head, ("target",), f"{rule}: {UPON}")

    def _gate(self, view: View, draft: Draft, chunk: Chunk, rule: str) -> bool:
        """Whether a charge went off at the gate of a building, which it was aimed at."""
        if not rule.startswith(GOING_OFF) or chunk.head.token.form not in view.closed("gates"):
            return False
        first = next((u for u in range(chunk.first, chunk.last) if view.units[u] is chunk.head), chunk.first) + 1
        if chunk.head.pronoun:
            self.pronoun(view, draft, chunk.head, ("target",), f"{rule}: {GATE}")
            return True
        inner = view.part(first, chunk.last) if first < chunk.last else None
        if inner is None or inner.kind != "site":
            return False
        mention = view.mention(chunk)
        draft.target.append(Candidate(mention, f"{rule}: the gate where it went off", 0.35, span=mention.span))
        return True

    @staticmethod
    def _led(view: View, draft: Draft, chunk: Chunk, rule: str) -> bool:
        """Whether it tells who led a strike (raids *under the lead of the kingdom*), who then did it."""
        head = chunk.units[chunk.first + (chunk.prep_unit is not None)]
        if chunk.core <= chunk.first + 1 or loose(head.token.form).removeprefix(BA) not in view.closed("lead"):
            return False
        who = view.part(chunk.core - 1, chunk.core) if chunk.core - chunk.first == 2 else None
        if who is None or draft.initiator or not (is_agent(who) or who.names):
            return False
        draft.initiator.append(Candidate(who, f"{rule}: who led it", 0.6, span=who.span))
        return True

    @staticmethod
    def _amid(view: View, chunk: Chunk) -> bool:
        """Whether it tells amid whom somebody blew himself up: people, no town."""
        if chunk.prep not in view.closed("amid"):
            return False
        mention = view.mention(chunk)
        people = "person" in mention.classes or mention.head in view.closed("gatherings")
        return people and not is_place(mention)

    @staticmethod
    def _of_request(view: View, deed: Chunk, chunk: Chunk) -> bool:
        """Whether a phrase with ``min`` tells who does the deed named right before it (at a request of theirs)."""
        return deed.kind == "np" and bool(deed.prep) and chunk.prep in view.closed("from")

    def _doer_of(self, view: View, index: int, wanted: Roles, slots: Slots, rule: str) -> bool:
        """Whether ``li-`` after a noun of force names its doer: it can act, and the next phrase says on what."""
        who = view.mention(view.chunks[index])
        if "target" in wanted and rule.startswith(SHELLING) and "aircraft" in who.classes:
            return True  # shelling by planes
        if "target" not in wanted or index + 1 >= len(view.chunks) or not is_agent(who):
            return False
        following = view.chunks[index + 1]
        on = following.kind == "np" and following.prep in view.closed("on")
        return on and "target" in slots.preps.get(following.prep, ())

    locative: frozenset[str] = frozenset()


def _exchanged(view: View, draft: Draft) -> bool:
    """Whether two sides did it to each other (the *exchange* of fire, *mutual* strikes)."""
    words = view.closed("exchange")
    here = view.chunk(draft.unit)
    return any(
        loose(u.token.form) in words or u.token.word.loose in words
        for u in view.units[max(here.first, draft.unit - 1) - 3 * bool(here.prep) : draft.unit + 2]
    )


def _laid_for(view: View, led: Chunk) -> bool:
    """Whether a phrase ends in the word that says that an ambush was laid."""
    return view.units[led.last - 1].token.word.loose in view.closed("laid")


def _parts_of(view: View, led: Chunk) -> bool:
    """Whether a phrase is of parts or places of what follows (*various parts* of Syria)."""
    return any(u.token.word.loose in view.closed("parts_of_it") for u in view.units[led.first : led.last])


def _whose_guns(view: View, chunk: Chunk) -> bool:
    """Whether ``li-`` names whose the men or guns before it are: what they stopped follows with ``li-`` of its own."""
    led = view.chunks[chunk.index - 1]
    if led.kind != "np" or led.prep or led.clause != chunk.clause or is_weapon(view.mention(chunk)):
        return False
    following = view.chunks[chunk.index + 1 : chunk.index + NEXT]
    return any(c.kind == "np" and c.prep == LAM and c.clause == chunk.clause and c.head.has.weapon for c in following)


def _busied(chunk: Chunk) -> bool:
    """Whether a phrase says that somebody was about something (their *carrying out* of a patrol)."""
    return bool(chunk.head.pronoun) and any(s.class_ == "carry" for s in chunk.head.has.light)


def _after_it(view: View, draft: Draft, chunk: Chunk) -> bool:
    """Whether a happening only tells when or why another verb of its clause was done, to which the place belongs."""
    here = view.chunk(draft.unit)
    verb = view.clauses[here.clause].verb
    return here.prep in view.closed("past_preps") and verb is not None and verb.index < here.index


def _on_every_side(chunk: Chunk) -> bool:
    """Whether a counted phrase is of sides: of a town that is attacked, nobody's."""
    noun = chunk.head.noun
    return noun is not None and noun.id == SIDES


def _lasts(chunk: Chunk) -> bool:
    """Whether a verb right after a noun of a happening only says how long it went on (an attack that lasted hours)."""
    return chunk.kind == "verb" and any(s.class_ == "phase" for s in chunk.head.has.light)


def _done_by(chunk: Chunk) -> bool:
    """Whether a phrase ends in a definite participle of its own (the base, *used*), whose doer may follow."""
    last = chunk.units[chunk.last - 1]
    if chunk.kind != "np" or last is chunk.head or last.names:
        return False
    return last.article and last.token.form.startswith(AL + MIM)


def _of_deed(chunk: Chunk, draft: Draft) -> bool:
    """Whether a phrase is headed by a verbal noun of another happening, whose own ``li-`` follows it."""
    inside = chunk.first <= draft.unit < chunk.last
    return not inside and chunk.kind == "np" and any(s.shape == "noun" for s in chunk.head.has.trigger)


def _rides(view: View, chunk: Chunk) -> bool:
    """Whether it says in what men came (gunmen *on motorcycles*): nothing that they struck."""
    if not chunk.index or not is_ridden(chunk.head) or chunk.prep not in view.closed("riding_preps"):
        return False
    if is_definite(chunk.head):
        return False
    before = view.chunks[chunk.index - 1]
    if chunk.index > 1 and view.chunks[chunk.index - 2].kind == "np" and _busied(view.chunks[chunk.index - 2]):
        return True  # while they carried out a patrol on a motorcycle
    return before.kind == "np" and not before.prep and is_fighter(before.head)


def _some_of(view: View, draft: Draft, at: int) -> bool:
    """Whether the phrase before ends in men without the article, of whom the next one says whose they are."""
    before = view.chunks[at - 1]
    last = view.units[before.last - 1]
    if last.tag != "noun" or last.article or last.pronoun or before.last - 1 == draft.unit or before.first > draft.unit:
        return False
    return last.noun is not None and last.noun.kind in ("armed_group", "military", "civilians")


def _divided(view: View, led: Chunk) -> bool:
    """Whether a phrase ends with a word for what lies between two sides (the region *divided*)."""
    return led.kind == "np" and last_word(view, led) in view.closed("dividing")


def last_word(view: View, chunk: Chunk) -> str:
    """The last word of a phrase."""
    return view.units[chunk.last - 1].token.word.loose
