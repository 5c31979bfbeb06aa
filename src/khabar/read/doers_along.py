"""Who does what a noun tells that goes along with a verb: whoever the verb is of (met him *during a visit*, killed them
*in an ambush*, acted *together with* the police).

Invariant: the verb stands in the noun's own clause, before it; only a noun that nobody else is told to do is asked.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Candidate, Draft, likeliest
from khabar.model.mentions import Mention
from khabar.read.chunks import Chunk
from khabar.read.doers_near import CLASH
from khabar.read.mentions import is_agent, is_force, is_weapon
from khabar.read.phrases import tells_event
from khabar.read.subject_words import says
from khabar.read.subjects import Subjects
from khabar.read.view import View
from khabar.text.clitics import BA
from khabar.text.letters import LAM

FORCE: Final = frozenset({"assault", "coerce", "intercept", "mobilize"})
VERBAL: Final = frozenset({"deny", "accuse", "claim", "threaten", "reject", "request", "support", "agree"})
PHASE: Final = "grammar.verb.phase"
VISIT: Final = "consult.zara"
MEANS: Final = "who does what it is a part of"
ALONG: Final = "whose verb it goes along with"
BOTH: Final = "both who met"
MUTUAL: Final = frozenset({"agree", "consult"})
NEAR: Final = 8


def give_along(view: View, draft: Draft, drafts: list[Draft], subjects: Subjects) -> bool:
    """Propose the doers of a deed told by a noun under a preposition after a verb; whether there are any."""
    here = view.chunk(draft.unit)
    verb = view.clauses[here.clause].verb
    if draft.shape not in ("noun", "phrase") or not here.prep or verb is None:
        return False
    if verb.index > here.index or here.index - verb.index > NEAR:
        return False
    if _ended_in(view, draft, here, verb, drafts, subjects):
        return True
    if view.units[draft.unit].article:
        return False
    return _in_the_course(view, draft, here, verb, drafts) or _by_doing(view, draft, here, verb, drafts, subjects)


def _in_the_course(view: View, draft: Draft, here: Chunk, verb: Chunk, drafts: list[Draft]) -> bool:
    """`Arrested ten during a sweep`, `killed him in an ambush`: who did what it is a part of."""
    besides = here.prep in view.closed("besides")
    if not (besides or here.prep in view.closed("course_preps")) or draft.type not in FORCE:
        return False
    if view.lexicon.get(draft.sense).frame == CLASH:
        return False
    for other in reversed(drafts):
        if other.unit >= draft.unit or other.clause != draft.clause or other.type not in FORCE or not other.initiator:
            continue
        best = likeliest(other.initiator)
        by_verb = verb.first <= other.unit < verb.last or best.rule.startswith("light:")
        if not by_verb or "subject" not in best.rule:
            continue
        _share(draft, other)
        return True
    return False


def _share(draft: Draft, other: Draft) -> None:
    """Give a happening the likeliest doers of the one that it is a part of."""
    best = likeliest(other.initiator)
    for candidate in other.initiator:
        if candidate.score == best.score:
            draft.initiator.append(Candidate(candidate.value, MEANS, 0.6, span=candidate.value.span))


def _ended_in(view: View, draft: Draft, here: Chunk, verb: Chunk, drafts: list[Draft], subjects: Subjects) -> bool:
    """`An incursion that ended in the taking of the camp`: who did what it came of."""
    if here.prep not in view.closed("came_to") or draft.type not in FORCE or verb.head.has.harm or says(verb.head):
        return False
    clause = view.clauses[here.clause]
    whole = clause.antecedent if clause.kind == "rel" else None
    if whole is not None and not tells_event(whole):
        return _past_its_place(view, draft, verb, clause.parent, drafts)
    if whole is not None and subjects.of(view, clause) is not whole:
        return False
    if whole is None and (verb.conj or all(s.id != PHASE for s in verb.head.has.grammar)):
        return False
    for other in reversed(drafts):
        if other.unit >= verb.first or other.type not in FORCE or not other.initiator:
            continue
        if whole.first <= other.unit < whole.last if whole is not None else other.clause == clause.parent:
            _share(draft, other)
            return True
    return False


def _past_its_place(view: View, draft: Draft, verb: Chunk, parent: int, drafts: list[Draft]) -> bool:
    """`Launched attacks on parts of the province that resulted in the abduction of two`: who launched them."""
    if all(s.class_ != "result" for s in verb.head.has.light):
        return False
    for other in reversed(drafts):
        if other.unit < verb.first and other.clause == parent and other.type in FORCE and other.initiator:
            _share(draft, other)
            return True
    return False


def _by_doing(view: View, draft: Draft, here: Chunk, verb: Chunk, drafts: list[Draft], subjects: Subjects) -> bool:
    """`Answered by starting strikes`: whose verb, of no deed and of no speech, the deed completes."""
    if here.prep != BA or draft.type not in FORCE or says(verb.head) or verb.head.has.harm:
        return False
    if verb.head.pronoun or any(s.shape == "passive" for s in verb.head.verb[:1]):
        return False
    if any(d.type in VERBAL and verb.first <= d.unit < verb.last for d in drafts):
        return False
    between = view.chunks[verb.index + 1 : here.index]
    if any(c.kind == "mark" or (c.kind == "np" and not c.prep and c.head.pronoun) for c in between):
        return False  # denies its *link* with the bombing
    mention = _subject(view, verb, subjects)
    if mention is None or not (is_force(mention) or any(n.kind == "actor" for n in mention.names[:1])):
        return False
    draft.initiator.append(Candidate(mention, ALONG, 0.55, span=mention.span))
    return True


def _subject(view: View, verb: Chunk, subjects: Subjects) -> Mention | None:
    """Whoever a verb is of, if he can act."""
    subject = subjects.of(view, view.clauses[verb.clause])
    if subject is None:
        return None
    mention = view.mention(subject)
    return mention if is_agent(mention) and not is_weapon(mention) else None


def give_meeting(view: View, draft: Draft, subjects: Subjects) -> None:
    """`Vowed during a visit to his troops`, `said in a call with the minister`: the subject of the verb met them."""
    here = view.chunk(draft.unit)
    if draft.shape not in ("noun", "phrase") or here.prep not in view.closed("meeting_preps"):
        return
    visited = [c for c in draft.initiator if draft.sense == VISIT and c.value.prep == LAM and "preposition" in c.rule]
    if len(visited) < len(draft.initiator) or view.units[draft.unit].article:
        return
    verb = view.clauses[here.clause].verb
    if verb is None or verb.index > here.index:
        return
    mention = _subject(view, verb, subjects)
    if mention is None:
        return
    draft.target = [*visited, *draft.target]
    draft.initiator = [Candidate(mention, ALONG, 0.6, span=mention.span)]


def give_together(view: View, drafts: list[Draft], subjects: Subjects) -> None:
    """`The army, together with the police, raided it`: who does the deed works with them."""
    for draft in drafts:
        if draft.type != "cooperate" or draft.initiator or draft.shape != "phrase":
            continue
        if not draft.trigger.startswith(BA):
            continue
        here = view.chunk(draft.unit)
        verb = view.clauses[here.clause].verb
        if verb is None:
            verb = next((c for c in view.chunks[here.index : here.index + NEAR] if c.kind == "verb"), None)
        if verb is None:
            continue
        done = [d for d in drafts if d.clause == verb.clause and d.type != "cooperate" and d.initiator]
        subject = subjects.of(view, view.clauses[verb.clause])
        if subject is not None and is_agent(view.mention(subject)):
            mention = view.mention(subject)
            draft.initiator.append(Candidate(mention, ALONG, 0.6, span=mention.span))
        elif done:
            best = likeliest(done[0].initiator)
            draft.initiator.append(Candidate(best.value, ALONG, 0.6, span=best.span))


def give_both(view: View, drafts: list[Draft]) -> None:
    """`The minister met the envoy and the two agreed`: a dual verb without a subject is of both who met before it; and
    so is the meeting to which they agree.
    """
    for at, draft in enumerate(drafts):
        if draft.type not in MUTUAL or draft.initiator:
            continue
        unit = view.units[draft.unit]
        dual = unit.tag == "verb" and any(s.number == "d" and s.tense == "past" for s in unit.verb)
        for other in reversed(drafts[:at]):
            if dual and other.type == "consult" and other.initiator and other.target:
                first = likeliest(other.initiator)
                second = likeliest(other.target)
                for best in (first, second):
                    draft.initiator.append(Candidate(best.value, BOTH, 0.6, span=best.value.span))
                break
            if not dual and other.type == "agree" and other.clause == draft.clause and view.chunk(draft.unit).prep:
                for best in other.initiator:
                    draft.initiator.append(Candidate(best.value, BOTH, best.score, span=best.value.span))
                break
