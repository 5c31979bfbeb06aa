"""Who did it by a clause that describes the deed or its weapon, and whom a threat is against by what it threatens.

Invariant: such a doer stands in a relative clause on the deed's own words, or in construct with the word that announces
it; at most `REACH` phrases after it are looked at.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Candidate, Draft
from khabar.model.mentions import Mention
from khabar.packs.lexicon import Lexicon
from khabar.read.attribution import Speech
from khabar.read.chunks import Chunk
from khabar.read.clauses import Clause
from khabar.read.evidence import FORCE
from khabar.read.mentions import is_agent, is_force
from khabar.read.subjects import Subjects
from khabar.read.view import View

LAYING: Final = "accuse.nasaba"
BEHIND: Final = "accuse.yaqif_wara"
TAKING_PART: Final = "light.qada_hajma"
NAMED_BEFORE: Final = "name before a colon"
REACH: Final = 8
THREATENED: Final = 12
LAUNCH: Final = "frame.launch"
HELD: Final = 4
HOLDER: Final = "who holds where it came from"
HOLDING: Final = frozenset({"assault.saytara", "none.seize_state"})
CLASH: Final = "frame.clash"
WARNING: Final = frozenset({"threaten.hadhdhara", "threaten.andhara"})
DESCRIBED: Final = FORCE | {"protest"}


def give_described(view: View, draft: Draft, drafts: list[Draft], subjects: Subjects) -> bool:
    """`A bomb that unknown men planted`, `an attack laid to the group`, `a march in which hundreds took part`: the doer
    is the subject of a clause on the weapon or on the deed, or whom the clause lays it to.
    """
    if draft.type not in DESCRIBED or draft.shape not in ("noun", "phrase", "verb"):
        return False
    here = view.chunk(draft.unit)
    if draft.shape == "verb" and draft.weapons and draft.type != "intercept" and _fired(view, draft, here, drafts):
        return True
    triggers = {d.unit for d in drafts}
    back = 2 if draft.shape == "verb" and draft.weapons else 0  # a bomb that X planted went off
    for clause in view.clauses[max(0, here.clause - back) : here.clause + 3]:
        verb, described = clause.verb, clause.antecedent
        if clause.kind != "rel" or verb is None or described is None or verb.index == here.index:
            continue
        if (not back and described.index < here.index) or described.index >= verb.index:
            continue
        if abs(described.index - here.index) > REACH:
            continue
        mention = _of_clause(view, draft, clause, described, subjects, triggers)
        if mention is not None:
            field = draft.target if draft.type == "intercept" else draft.initiator  # a missile that the group sent
            field.append(Candidate(mention, "told in a clause on it", 0.7, span=mention.span))
            return True
    return False


def give_holders(view: View, draft: Draft, subjects: Subjects) -> None:
    """`A missile was launched from an area that the group holds`: whoever holds the place that it came from."""
    if view.lexicon.get(draft.sense).frame != LAUNCH:
        return
    here, preps = view.chunk(draft.unit), view.closed("from")
    for clause in view.clauses[here.clause + 1 : here.clause + 3]:
        verb, held = clause.verb, clause.antecedent
        if clause.kind != "rel" or verb is None or held is None or held.prep not in preps:
            continue
        near = held.clause == here.clause and 0 < held.index - here.index <= HELD
        if near and any(s.id in HOLDING for s in verb.head.has.trigger):
            subject = subjects.of(view, clause)
            who = _somebody(view, subject) if subject is not None and subject.index > verb.index else None
            if who is not None:
                draft.initiator.append(Candidate(who, HOLDER, 0.6, span=who.span))
            return


def _fired(view: View, draft: Draft, here: Chunk, drafts: list[Draft]) -> bool:
    """`A rocket that the group launched fell on the quarter`: whoever launched what hit it."""
    for other in drafts:
        clause = view.clauses[other.clause]
        described = clause.antecedent
        if other is draft or clause.kind != "rel" or described is None or not other.initiator:
            continue
        near = abs(described.index - here.index) <= REACH and view.units[other.unit].tag == "verb"
        if near and view.units[other.unit].pronoun and _armed_with(draft, view.mention(described)):
            best = max(c.score for c in other.initiator)
            for found in other.initiator:
                if found.score == best:
                    draft.initiator.append(Candidate(found.value, "who launched it", 0.7, span=found.value.span))
            return True
    return False


def _of_clause(
    view: View, draft: Draft, clause: Clause, described: Chunk, subjects: Subjects, triggers: set[int]
) -> Mention | None:
    """The doer that one relative clause tells."""
    verb = clause.verb
    if verb is None:
        return None
    senses = {s.id for s in verb.head.has.trigger + verb.head.has.light}
    deed = described.first <= draft.unit < described.last
    if deed and draft.shape != "verb":
        if LAYING in senses:
            return laid(view, verb)
        if senses & {BEHIND, TAKING_PART}:
            subject = subjects.of(view, clause)
            known = subject is not None and subject.index > verb.index
            return _somebody(view, subject) if known else None
    if verb.first in triggers or not verb.head.pronoun or not _armed_with(draft, view.mention(described)):
        return None
    subject = subjects.of(view, clause)
    return _somebody(view, subject) if subject is not None and subject.index > verb.index else None


def _armed_with(draft: Draft, mention: Mention) -> bool:
    """Whether a phrase tells the weapon of a deed, or the deed itself by its weapon (the blast of a bomb)."""
    if mention.span.start <= draft.span.start < mention.span.end:
        return bool(mention.weapons or draft.weapons)
    return any(c.span is not None and c.span.overlaps(mention.span) for c in draft.weapons)


def _somebody(view: View, chunk: Chunk | None) -> Mention | None:
    """The mention of somebody who can act, known or not."""
    if chunk is None:
        return None
    mention = view.mention(chunk)
    people = is_agent(mention) or "person" in mention.classes or "stranger" in mention.classes
    crowd = chunk.head.tag in ("num", "quant") and chunk.head.article
    return mention if people or crowd else None


def laid(view: View, verb: Chunk) -> Mention | None:
    """Whom a deed is laid to: the phrase after the verb's preposition."""
    for chunk in view.chunks[verb.index + 1 : verb.index + 4]:
        if chunk.kind == "np" and chunk.prep in view.closed("laid_to"):
            mention = view.mention(chunk)
            return mention if is_agent(mention) or is_force(mention) else None
    return None


def give_announcing(view: View, draft: Draft, speeches: list[Speech]) -> bool:
    """`The army: killing of twelve`, `hours after the group's announcement of the launch`: whose word it is did it."""
    here = view.chunk(draft.unit)
    begun = all(u.has.light for u in view.units[here.first : draft.unit])  # the start of an operation
    if not begun or here.prep or here.conj or not here.index:
        return False
    before = view.chunks[here.index - 1]
    for speech in speeches:
        if speech.rule == NAMED_BEFORE and speech.links and speech.first == here.first:
            mention = speech.links[0].mention
            if is_force(mention) or any(n.kind == "actor" for n in mention.names[:1]):
                draft.initiator.append(Candidate(mention, "whose headline it is", 0.6, span=mention.span))
                return True
    announcing = before.kind in ("np", "report") and any(
        s.id.endswith("announce") and s.shape not in ("verb", "passive") for s in before.head.has.report
    )
    if announcing and before.last > before.first + 1:
        mention = view.part(before.first + 1, before.last)
        if is_agent(mention):
            draft.initiator.append(Candidate(mention, "who announces it", 0.7, span=mention.span))
            return True
    return False


def give_threatened(view: View, drafts: list[Draft]) -> None:
    """`Vowing to bomb the capital`: a threat without an addressee is against whom the threatened deed is against."""
    for at, draft in enumerate(drafts):
        if draft.type != "threaten" or draft.target or draft.sense in WARNING:
            continue
        here = view.chunk(draft.unit).index
        for other in drafts[at + 1 : at + 3]:
            future = other.modality and other.modality[0].value in ("future", "hypothetical")
            near = view.chunk(other.unit).index - here <= THREATENED
            if other.type in ("assault", "coerce") and future and near and other.target:
                for found in other.target:
                    if (is_agent(found.value) or _of_a_nation(found.value)) and not found.value.pronoun:
                        rule = "whom the threatened deed is against"
                        draft.target.append(Candidate(found.value, rule, found.score, span=found.span))
                break


def _of_a_nation(mention: Mention) -> bool:
    """Whether something that is no place is of a nation (American interests)."""
    return bool(mention.nationalities) and mention.kind in ("", "other") and not mention.place_words


def fought_with(draft: Draft, lexicon: Lexicon) -> bool:
    """Whether a clash tells one side only, after `with`."""
    told = draft.initiator
    return bool(told) and told[0].value.prep in lexicon.closed("with") and all(c.rule == told[0].rule for c in told)


def give_opponents(view: View, drafts: list[Draft]) -> None:
    """`The army clashed with gunmen`: beside a side that fights, the one after `with` is whom it fought."""
    preps = view.closed("with")
    for draft in drafts:
        if draft.type != "assault" or view.lexicon.get(draft.sense).frame != CLASH:
            continue
        others = [c for c in draft.initiator if c.value.prep in preps and "preposition" in c.rule]
        first = [c for c in draft.initiator if c not in others and "subject" in c.rule]
        if others and first and not draft.target:
            draft.target, draft.initiator = others, [c for c in draft.initiator if c not in others]


def give_winners(view: View, drafts: list[Draft], subjects: Subjects) -> None:
    """`The army retook the town after battles with the group`: who does what came after the clash fought it, against
    the side that is told.
    """
    for draft in drafts:
        told = draft.type == "assault" and draft.shape in ("noun", "phrase")
        if not told or not fought_with(draft, view.lexicon) or view.lexicon.get(draft.sense).frame != CLASH:
            continue
        here = view.chunk(draft.unit)
        if here.prep not in view.closed("past_preps"):
            continue
        verb = view.clauses[here.clause].verb
        subject = subjects.of(view, view.clauses[here.clause])
        if verb is None or verb.head.has.harm or verb.head.has.report or subject is None:
            continue
        mention = view.mention(subject)
        if is_agent(mention) and verb.index < here.index:
            draft.target = [*draft.initiator, *draft.target]
            draft.initiator = [Candidate(mention, "who went on after it", 0.7, span=mention.span)]
