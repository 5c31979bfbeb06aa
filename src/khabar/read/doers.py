"""Who did it when the clause itself does not say: announcers, those who vow, the accused, claimants, the first person.

Invariant: a doer from outside the clause always scores below one inside it, and only the sentence's own words lead
there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from khabar.model.drafts import Candidate, Draft, Link, likeliest
from khabar.model.mentions import Mention
from khabar.model.picking import ISSUER
from khabar.read.attribution import Speech
from khabar.read.beliefs import give_beliefs
from khabar.read.chunks import Chunk
from khabar.read.controllers import give_controlled, give_pointed_on
from khabar.read.doers_along import give_along, give_both, give_meeting, give_together
from khabar.read.doers_far import DONE_TO, asserted, give_far, give_sides, thought_of_a_side
from khabar.read.doers_near import (
    HOLDER,
    LAYING,
    give_announcing,
    give_described,
    give_holders,
    give_opponents,
    give_threatened,
    give_winners,
)
from khabar.read.evidence import FORCE
from khabar.read.harmed import any_at_all
from khabar.read.mentions import is_agent, is_force, only_counts
from khabar.read.subject_words import VOICED, resumed
from khabar.read.subjects import Subjects
from khabar.read.units import is_first
from khabar.read.view import View
from khabar.text.clitics import BA, SIN
from khabar.text.letters import ALIF, LAM, NUN

SOURCE: Final = "source"
OUR: Final = NUN + ALIF
WE_SHALL: Final = SIN + NUN
NEAR: Final = 4
SENT: Final = 8  # chunks between a stopping and the weapon stopped: its doer, a day between commas
BACK: Final = 6
ANNOUNCED: Final = frozenset({"assault", "coerce", "mobilize", "intercept", "retreat", "sanction", "concede", "aid"})
DEPLOYING: Final = "frame.deploy"
GIVING: Final = "frame.aid"
ANY: Final = "grammar.quantifier.any"
MANY: Final = 8
HELPED: Final = frozenset({"assault", "coerce"})
DEEDS: Final = frozenset({"assault", "coerce", "mobilize", "intercept", "retreat"})


def give_doers(
    view: View, drafts: list[Draft], speeches: list[Speech], subjects: Subjects, quoted: Sequence[Link] = ()
) -> None:
    """Propose initiators for the drafts of a sentence that have none; `quoted` is whom it quotes on."""
    for draft in drafts:
        if draft.type in DEEDS:
            give_sides(view, draft)
        give_pointed_on(view, draft, subjects)
        if draft.initiator and speeches and draft.type in ANNOUNCED and draft.shape in ("noun", "phrase"):
            _of_others(view, draft, speeches)
        if draft.type == "consult":
            give_meeting(view, draft, subjects)
        if draft.initiator or (draft.type in HELPED and thought_of_a_side(view, draft)):
            continue
        if draft.type in VOICED and draft.shape != "noun" and view.clause(draft.unit).kind != "rel":
            _sayer(view, draft, subjects)
        if not draft.initiator and draft.speech:
            _goes_on(view, draft, speeches)
        if not draft.initiator and draft.shape == "verb":
            _told_of_himself(view, draft, speeches)
        if not draft.initiator and draft.shape in ("passive", "verb") and draft.type == "assault":
            give_holders(view, draft, subjects)
        if draft.initiator:
            continue
        if first_person(view, draft):
            if draft.type != "casualty":  # we pulled out ten bodies
                _speaker(view, draft, speeches, quoted)
        elif give_described(view, draft, drafts, subjects) or give_controlled(view, draft, drafts):
            continue
        elif (
            draft.shape in ("noun", "phrase") and draft.type in ANNOUNCED and not give_announcing(view, draft, speeches)
        ):
            told = _announcer(view, draft, speeches) or _accused(view, draft, drafts)
            told = told or _claimant(view, draft, drafts) or give_far(view, draft, drafts, speeches, subjects)
            told or give_along(view, draft, drafts, subjects)
        elif draft.type == "claim" and draft.shape == "noun":
            _claims(view, draft, speeches)
    give_beliefs(view, drafts)
    give_together(view, drafts, subjects)
    give_both(view, drafts)
    give_threatened(view, drafts)
    give_winners(view, drafts, subjects)
    give_opponents(view, drafts)


def give_senders(view: View, drafts: list[Draft]) -> None:
    """`They sent four drones, two of which were downed`, `downed a missile that the group had launched`: whoever sent a
    stopped weapon that is only counted, or described by its sending, is whom the stopping is aimed at.
    """
    for at, draft in enumerate(drafts):
        if draft.type != "intercept":
            continue
        sent = next((d for d in drafts[at + 1 : at + 2] if _sends(view, draft, d)), None)
        if sent is not None:
            best = likeliest(sent.initiator)
            draft.target.append(Candidate(best.value, "who sent what was stopped", 1.1, span=best.span))
            continue
        if not draft.target or not only_counts(draft.target[0].value):
            continue
        sent = next((d for d in reversed(drafts[:at]) if d.type == "assault" and d.initiator and d.weapons), None)
        if sent is not None:
            best = likeliest(sent.initiator)
            draft.target.append(Candidate(best.value, "who sent what was stopped", 1.1, span=best.span))


def _sends(view: View, draft: Draft, other: Draft) -> bool:
    """Whether a verb that describes what was stopped tells who sent it."""
    if other.type != "assault" or other.shape not in ("verb", "passive") or not other.initiator:
        return False
    clause, here = view.clause(other.unit), view.chunk(draft.unit)
    described = clause.antecedent
    if clause.kind != "rel" or described is None or not (view.units[other.unit].pronoun or _from_held(other)):
        return False
    if described.index == here.index:  # the downing of two drones that they had launched
        return draft.shape == "noun" and bool(view.mention(described).weapons)
    near = here.index < described.index <= here.index + SENT
    return near and bool(described.head.has.weapon) and described.clause == here.clause


def _from_held(draft: Draft) -> bool:
    """Whether a weapon was sent, nobody says by whom, from where somebody is told to hold the ground."""
    return draft.shape == "passive" or draft.initiator[0].rule == HOLDER


def give_helpers(view: View, drafts: list[Draft]) -> None:
    """`With the support of the clan militias`: a force that helps in a deed does it too."""
    preps = view.closed("helping_preps")
    helpers = [c for c in view.chunks if c.kind == "np" and c.prep in preps]
    if not helpers:
        return
    told: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.type in HELPED and draft.initiator:
            told.setdefault(view.chunk(draft.unit).clause, []).append(draft)
    for chunk in helpers:
        mention = view.mention(chunk)
        known = is_force(mention) or any(n.kind == "actor" for n in mention.names[:1])
        near = told.get(chunk.clause, [])[:MANY]
        if near and known and not mention.weapons:
            helped = [d for d in near if d.unit < chunk.first][-1:] or near[-1:]
            best = likeliest(helped[0].initiator)
            helped[0].initiator.append(Candidate(mention, best.rule, best.score, span=mention.span))


def first_person(view: View, draft: Draft) -> bool:
    """Whether the trigger is a verb of the first person (we will pursue them)."""
    unit = view.units[draft.unit]
    if draft.shape == "phrase" and draft.trigger.startswith(WE_SHALL):
        return True
    return unit.tag == "verb" and is_first(unit)


def _sayer(view: View, draft: Draft, subjects: Subjects) -> None:
    """`He said that it "will pay the price"`, `"they are to blame", said the minister`: who says it threatens or
    blames; the nearest clause of saying before, else the one right after.
    """
    here = view.chunk(draft.unit).clause
    for clause in [*reversed(view.clauses[max(0, here - BACK) : here]), *view.clauses[here + 1 : here + 2]]:
        verb = clause.verb
        if verb is None or not verb.head.has.report or verb.head.has.trigger:
            continue
        subject = subjects.of(view, clause)
        if subject is not None and is_agent(view.mention(subject)):
            mention = view.mention(subject)
            draft.initiator.append(Candidate(mention, "whoever says it", 0.6, span=mention.span))
            return
    if draft.shape == "active" and draft.sources and is_agent(draft.sources[0].mention):
        mention = draft.sources[0].mention  # cited a military source as saying that it goes on, accusing
        draft.initiator.append(Candidate(mention, "whoever says it", 0.5, span=mention.span))


def _goes_on(view: View, draft: Draft, speeches: list[Speech]) -> None:
    """`Added that…, and warned of`: whoever speaks goes on, in this sentence or from one before."""
    if view.clause(draft.unit).kind == "rel" and not resumed(view, view.chunk(draft.unit)):
        return
    act = next((s for s in speeches if s.unit == draft.unit and s.continues and s.links), None)
    if act is not None and is_agent(act.links[0].mention) and not any_at_all(view, act.links[0].mention.text):
        mention = act.links[0].mention
        draft.initiator.append(Candidate(mention, "who goes on speaking", 0.6, span=mention.span))


def _told_of_himself(view: View, draft: Draft, speeches: list[Speech]) -> None:
    """`And it claimed that it killed`: the pronoun of `that` is whoever goes on speaking."""
    clause = view.clause(draft.unit)
    link = clause.link
    if clause.kind != "sub" or link is None or not link.pronoun or is_first(view.units[draft.unit]):
        return
    if draft.type == "casualty":
        return  # that it were killed ten: the pronoun stands for no one
    before = view.chunks[clause.first - 1] if clause.first else None
    for speech in speeches:
        own = before is not None and before.first <= speech.unit < before.last
        if own and speech.continues and speech.links and is_agent(speech.links[0].mention):
            mention = speech.links[0].mention
            if mention.speaker.endswith(SOURCE) and draft.type in DEEDS:
                return  # a military source does not do what he tells of
            draft.initiator.append(Candidate(mention, "who says it of himself", 0.65, span=mention.span))


def _speaker(view: View, draft: Draft, speeches: list[Speech], quoted: Sequence[Link]) -> None:
    """`We will…` in a quotation: whoever speaks; the act is his own, so he is no source of it. Of a text that somebody
    issues it is the issuer; grounding finds whom.
    """
    links = draft.sources or next((s.links for s in speeches if s.links), [])
    if links and (is_agent(links[0].mention) or not links[0].mention.pronoun):
        mention = links[0].mention
        draft.initiator.append(Candidate(mention, "first person: the speaker", 0.7, span=mention.span))
    unit = view.units[draft.unit]
    issuer = Mention(span=unit.span, text=unit.span.of(view.text), pronoun=OUR, sentence=view.index, definite=True)
    draft.initiator.append(Candidate(issuer, ISSUER, 0.6, span=issuer.span))


def _any(view: View, first: int, last: int) -> bool:
    """Whether a word for any stands among units."""
    return any(s.id == ANY for u in view.units[first:last] for s in u.has.grammar)


def _warned_of(view: View, draft: Draft) -> bool:
    """Whoever warns of a deed does not do it; what goes on (warned of the *continuing* of the attacks) has happened."""
    words = view.closed("going_on")
    before = view.units[view.chunk(draft.unit).first : draft.unit]
    if draft.modality[0].value == "asserted" and not any(u.token.word.loose in words for u in before):
        draft.modality.insert(0, Candidate("future", "what somebody warns of has not happened", 1.0))
    return False


def _announcer(view: View, draft: Draft, speeches: list[Speech]) -> bool:
    """`The group announced targeting…`: who announces a verbal noun without an actor did it; who vows it will."""
    here = view.chunk(draft.unit)
    if any(s.type == "casualty" for u in view.units[here.first : draft.unit] for s in u.has.trigger):
        return False  # announced the toll of the raid
    if draft.type == "assault" and here.prep and view.chunks[here.index - 1].head.has.harm and here.index:
        return False  # announced the wounding of a youth by a bullet
    for speech in speeches:
        if speech.whole or not speech.links or not speech.first <= draft.unit < speech.last:
            continue
        verb = view.chunk(speech.unit)
        near = 0 <= _steps(view, verb, here) <= NEAR
        vows = speech.rule.startswith("speech:threaten")
        more = bool(here.index) and view.chunks[here.index - 1].prep == BA  # vowed to carry out *more of* the attacks
        if vows and near and here.prep in view.closed("from") and not more:
            return _warned_of(view, draft)
        if vows and not (here.prep in ("", BA) or more):
            continue  # vowed to answer *any attack*: others would do it
        if vows and near and draft.modality[0].value == "asserted":
            draft.modality.insert(0, Candidate("future", "what is threatened has not happened", 1.0))
        if here.prep not in ("", BA) and _any(view, here.first, draft.unit):
            continue  # pledged to answer *any* attack
        own = vows or (speech.announces and (not here.prep or here.prep in view.closed("announced_preps")))
        if own and here.clause == verb.clause and near and is_agent(speech.links[0].mention):
            mention = speech.links[0].mention
            if not vows and (mention.speaker.endswith(SOURCE) or mention.kind == "media"):
                continue  # a source in the army, an agency tells of it
            draft.initiator.append(Candidate(mention, "announcer of its own act", 0.75, span=mention.span))
            return True
    return False


def _of_others(view: View, draft: Draft, speeches: list[Speech]) -> None:
    """`Washington announces the sending of 200 men, the destruction of a boat of the group`: who announces it does it,
    not whom its words have in construct or for an owner.
    """
    frame = view.lexicon.get(draft.sense).frame
    for found in draft.initiator:
        sent = frame == DEPLOYING and ("genitive" in found.rule or "after a preposition" in found.rule)
        given = frame == GIVING and "in construct" in found.rule
        owned = frame in DONE_TO and found.value.prep == LAM and "preposition" in found.rule and bool(draft.target)
        if not (sent or given or owned):
            return
    told = draft.initiator
    draft.initiator = []
    if not (_announcer(view, draft, speeches) or asserted(view, draft, view.chunk(draft.unit), speeches)):
        draft.initiator = told
    elif frame == GIVING:
        draft.target = [*told, *draft.target]


def _claims(view: View, draft: Draft, speeches: list[Speech]) -> None:
    """`The spokesman announced *in a message to an agency* the claiming of the attack`: who announces it claims it."""
    here = view.chunk(draft.unit)
    for speech in speeches:
        verb = view.chunk(speech.unit)
        if speech.whole or not speech.links or verb.index > here.index or verb.clause != here.clause or here.prep:
            continue
        mention = speech.links[0].mention
        if is_agent(mention) or mention.speaker:
            draft.initiator.append(Candidate(mention, "who announces the claim", 0.7, span=mention.span))
            return


def _steps(view: View, first: Chunk, last: Chunk) -> int:
    """How many phrases lie between two chunks; marks and times do not count. Negative if `last` stands before
    `first`.
    """
    if last.index < first.index:
        return -1
    return sum(1 for chunk in view.chunks[first.index : last.index] if chunk.kind not in ("mark", "time"))


def _accused(view: View, draft: Draft, drafts: list[Draft]) -> bool:
    """`They accused X of shelling…`: the accused is the doer of the verbal noun after ``bi-``."""
    here = view.chunk(draft.unit)
    if _laid_to(view, draft, here, drafts):
        return True
    if here.prep != BA:
        return False
    for other in drafts:
        if other.type != "accuse" or not other.target:
            continue
        aside = sum(1 for c in view.chunks[view.chunk(other.unit).index : here.index] if _aside(view, c, here))
        if 0 < here.index - view.chunk(other.unit).index - aside <= NEAR + 1:
            first = other.target[0]
            if first.value.span.end > draft.span.start:
                continue
            for accused in other.target:
                mention: Mention = accused.value
                if accused.rule == first.rule and mention.span.end <= draft.span.start:
                    draft.initiator.append(Candidate(mention, "accused of it", 0.7, span=mention.span))
            return True
    return False


def _aside(view: View, chunk: Chunk, here: Chunk) -> bool:
    """Whether a phrase stands in a clause that only describes somebody, or tells when (accused the forces, *which X
    leads*, of shelling).
    """
    clause = view.clauses[chunk.clause]
    if chunk.kind in ("mark", "time"):
        return True
    if clause.kind != "rel" or clause.verb is None:
        return False
    return clause.index != here.clause or not any(s.type in FORCE for s in clause.verb.head.has.trigger)


def _laid_to(view: View, draft: Draft, here: Chunk, drafts: list[Draft]) -> bool:
    """`A shelling that residents laid to X`: whom a clause that describes the deed lays it to."""
    for other in drafts:
        if other.sense != LAYING or not other.target or other.unit < draft.unit:
            continue
        clause, before = view.clause(other.unit), view.chunk(other.unit).index - here.index
        if clause.kind == "rel" and (clause.antecedent is here or 0 < before <= NEAR):
            best = likeliest(other.target)
            draft.initiator.append(Candidate(best.value, "laid to them", 0.7, span=best.span))
            return True
    return False


def _claimant(view: View, draft: Draft, drafts: list[Draft]) -> bool:
    """`X claimed an attack on…`: who claims it did it, as far as the claim goes."""
    here: Chunk = view.chunk(draft.unit)
    for other in drafts:
        clause = view.clause(other.unit)
        if other.type == "claim" and other.initiator and clause.kind == "rel" and clause.antecedent is here:
            draft.initiator.append(Candidate(other.initiator[0].value, "claimed it", 0.7, span=other.initiator[0].span))
            return True
        claimed = other.type == "claim" and other.initiator and other.modality[0].value == "asserted"
        if claimed and 0 < _steps(view, view.chunk(other.unit), here) <= NEAR and not draft.definite:
            mention: Mention = other.initiator[0].value
            draft.initiator.append(Candidate(mention, "claimed it", 0.65, span=mention.span))
            return True
    return False
