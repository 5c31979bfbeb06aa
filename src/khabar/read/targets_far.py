"""To whom it was done where the clause of the deed leaves it open: who granted a request, whom a threat is against,
what was struck past a clause on the strikers, whose act is praised or blamed.

Invariant: only a happening without a target is asked; its target is told in the same sentence, in one of the closed
constructions below, at most `REACH` phrases after it or in a happening told before it.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Candidate, Draft, likeliest
from khabar.model.mentions import Mention
from khabar.read.chunks import Chunk, is_comma
from khabar.read.clauses import Clause
from khabar.read.doers_near import WARNING
from khabar.read.mentions import is_agent, is_place
from khabar.read.phrases import tells_event
from khabar.read.role_fitting import ROAD, is_water
from khabar.read.subjects import Subjects
from khabar.read.targets_past import past_aside, past_claim, past_clause, past_manner
from khabar.read.view import View
from khabar.text.clitics import AL, BA, SIN
from khabar.text.letters import LAM, loose

HOSPITAL: Final = "noun.hospital"
REACH: Final = 8
FAR: Final = 14
TALKS: Final = 4  # chunks between a request and the talks in which it was made
TOLD: Final = frozenset({"consult", "accuse"})
TERM: Final = "threaten.muhla"
BLAMING: Final = frozenset({"accuse", "request"})
JUDGING: Final = frozenset({"accuse", "support", "reject"})
CONDITION: Final = "grammar.subordinator.if"
FALLING: Final = "frame.fall"
LAUNCHING: Final = "frame.launch"
AIMED_AT: Final = frozenset({"site", "vessel", "equipment", "military", "armed_group", "civilians"})
NOUNS: Final = frozenset({"noun", "phrase"})
WITHOUT_OBJECT: Final = frozenset({"frame.attack", "frame.fire", "frame.raid", "frame.strike", "frame.shell"})


def give_targets(view: View, drafts: list[Draft], subjects: Subjects) -> None:
    """Propose targets for the drafts of a sentence that have none."""
    for at, draft in enumerate(drafts):
        if draft.target:
            if draft.type == "assault":
                _named_before(draft, drafts[:at])
                _such_as(view, draft)
            continue
        kind = draft.type
        if kind == "threaten":
            _threatened(view, draft, drafts, at, subjects)
        elif kind == "request":
            _asked(view, draft, drafts, subjects)
        elif kind == "assault":
            _struck(view, draft, drafts, at)
        elif kind in JUDGING:
            _judged(view, draft, drafts, subjects)


def _give(draft: Draft, mention: Mention, rule: str, score: float = 0.6) -> bool:
    draft.target.append(Candidate(mention, rule, score, span=mention.span))
    return True


# -- requests -------------------------------------------------------------------------------------------------------


def _asked(view: View, draft: Draft, drafts: list[Draft], subjects: Subjects) -> None:
    """`It struck the camp at the request of the government`: who does what was asked for was asked."""
    here = view.chunk(draft.unit)
    if draft.shape in ("verb", "active") and _in_talks(view, draft, drafts):
        return
    if draft.shape != "noun" or here.prep not in view.closed("granting_preps"):
        return
    own = {c.span for c in draft.initiator}
    for other in drafts:
        if other is draft or other.type == "request" or not other.initiator:
            continue
        if view.chunk(other.unit).clause == here.clause:
            best = likeliest(other.initiator)
            if best.span not in own and best.value.span != draft.span:
                _give(draft, best.value, "who does what was asked for")
                return
    subject = subjects.of(view, view.clauses[here.clause])
    if subject is not None and is_agent(view.mention(subject)) and view.mention(subject).span not in own:
        _give(draft, view.mention(subject), "who does what was asked for")


def _in_talks(view: View, draft: Draft, drafts: list[Draft]) -> bool:
    """`Demanded in a call with the minister an end to`, `sent a letter to the Council in which it demanded`: whom it
    was told, in the clause of the request or in what that clause describes.
    """
    here = view.chunk(draft.unit)
    clause = view.clauses[here.clause]
    described = clause.antecedent if clause.kind == "rel" else None
    if described is not None and described.prep in view.closed("toward") and described.index:
        letter, mention = view.chunks[described.index - 1], view.mention(described)
        if letter.kind == "np" and letter.head.token.word.loose.removeprefix(BA) in view.closed("letters"):
            return is_agent(mention) and _give(draft, mention, "to whom the letter went in which it was asked")
    for other in drafts:
        if other is draft or other.type not in TOLD or not other.target:
            continue
        chunk = view.chunk(other.unit)
        beside = chunk.clause == here.clause and 0 < chunk.index - here.index <= TALKS and bool(chunk.prep)
        if beside or (described is not None and chunk.index == described.index) or _sent_to(view, described, chunk):
            return _give(draft, likeliest(other.target).value, "whom it was told")
    return False


def _sent_to(view: View, described: Chunk | None, chunk: Chunk) -> bool:
    """Whether a clause describes the receiver's phrase right after the word for a letter or a complaint."""
    return described is not None and described.prep != "" and described.index == chunk.index + 1


# -- threats --------------------------------------------------------------------------------------------------------


def _threatened(view: View, draft: Draft, drafts: list[Draft], at: int, subjects: Subjects) -> None:
    """Whom a threat is against: whom its condition or its words are about, else who was blamed or urged before it."""
    if draft.sense == TERM and _granted(view, draft, subjects):
        return
    if draft.sense not in WARNING and (_foretold(view, draft, subjects) or _of_its_deed(view, draft)):
        return
    if _on_condition(view, draft, drafts, subjects):
        return
    if draft.shape == "active" and (draft.sense not in WARNING or _of_own_forces(view, draft, subjects)):
        for other in reversed(drafts[:at]):
            if other.type in BLAMING and other.target:
                best = likeliest(other.target)
                _give(draft, best.value, "who was blamed or urged before it")
                return


def _granted(view: View, draft: Draft, subjects: Subjects) -> bool:
    """`Gave the group *a term* of two days`: whoever stands before the term as the object of the giving."""
    here = view.chunk(draft.unit)
    before = view.chunks[here.index - 1] if here.index else None
    if before is None or before.kind != "np" or here.prep:
        return False
    if before.head.noun is None and not before.head.names:
        inner = view.part(before.first + 1, before.core) if before.core > before.first + 1 else None
        return inner is not None and is_agent(inner) and _give(draft, inner, "to whom a term is given")
    subject = subjects.of(view, view.clauses[here.clause])
    if subject is None or subject.index == before.index:
        return False
    return _opponent(view, draft, before, "to whom a term is given")


def _of_own_forces(view: View, draft: Draft, subjects: Subjects) -> bool:
    """`Warning that *its* forces will not stand idle`: what is told of is the threatener's own."""
    for clause in view.clauses[view.chunk(draft.unit).clause + 1 :][:1]:
        if clause.kind != "sub":
            return False
        subject = subjects.of(view, clause)
        if subject is None and clause.first + 1 < len(view.chunks):
            subject = view.chunks[clause.first + 1]
        return subject is not None and subject.kind == "np" and bool(view.mention(subject).pronoun)
    return False


def _foretold(view: View, draft: Draft, subjects: Subjects) -> bool:
    """`Vowed that the group "will pay the price"`: the subject of what is to come, told before its verb."""
    here = view.chunk(draft.unit)
    for clause in view.clauses[here.clause + 1 : here.clause + 2]:
        verb = clause.verb
        if clause.kind != "sub" or verb is None or clause.link is None or clause.link.pronoun:
            return False
        if not (verb.head.token.form.startswith(SIN) or _negated(view, verb)):
            return False
        subject = subjects.of(view, clause)
        if subject is None or not clause.first < subject.index < verb.index or subject.prep:
            return False
        return _opponent(view, draft, subject, "of whom the threat speaks")
    return False


def _negated(view: View, verb: Chunk) -> bool:
    """Whether a verb is negated for what is to come (will never)."""
    before = view.chunks[verb.index - 1] if verb.index else None
    return before is not None and before.kind == "neg" and before.head.token.form in view.closed("future_negator")


def _on_condition(view: View, draft: Draft, drafts: list[Draft], subjects: Subjects) -> bool:
    """`Warned of consequences unless the state releases the ship`: who is to do or leave what would avert it, where no
    other deed is threatened to somebody.
    """
    here = view.chunk(draft.unit)
    if any(d.type == "assault" and d.target and 0 < d.unit - draft.unit < FAR for d in drafts):
        return False
    for clause in view.clauses[here.clause + 1 : here.clause + 3]:
        verb = clause.verb
        if clause.kind != "sub" or verb is None or not _conditional(view, clause):
            continue
        subject = subjects.of(view, clause)
        if subject is None or subject.index < clause.first or subject.prep:
            return False
        return _opponent(view, draft, subject, "on whom its condition rests")
    return False


def _conditional(view: View, clause: Clause) -> bool:
    """Whether a clause opens with a word of condition."""
    first = view.chunks[clause.first]
    return any(s.id == CONDITION for s in first.head.of("grammar"))


def _opponent(view: View, draft: Draft, chunk: Chunk, rule: str) -> bool:
    """Give a phrase of somebody who is not the one who threatens."""
    mention = view.mention(chunk)
    if mention.pronoun or not is_agent(mention) or tells_event(chunk) or view.units[chunk.first].tag == "quant":
        return False
    if any(c.value.span == mention.span or (c.value.names and c.value.names == mention.names) for c in draft.initiator):
        return False
    return _give(draft, mention, rule)


def _of_its_deed(view: View, draft: Draft) -> bool:
    """`Vowed to wipe out the group`: whom the threatened deed, no happening by its own word, is done to."""
    here = view.chunk(draft.unit)
    deed: Chunk | None = None
    for chunk in view.chunks[here.index + 1 : here.index + REACH]:
        if chunk.clause != here.clause or chunk.kind in ("verb", "sub"):
            return False
        if chunk.kind != "np":
            continue
        if deed is None:
            if chunk.prep == BA:
                deed = chunk
                inner = view.part(chunk.first + 1, chunk.core) if chunk.core > chunk.first + 1 else None
                if inner is not None and inner.definite and is_agent(inner) and (inner.noun or inner.whole):
                    return _give(draft, inner, "whom the threatened deed is done to")
            continue
        if chunk.prep in view.closed("against_preps") and not is_place(view.mention(chunk)):
            return _opponent(view, draft, chunk, "whom the threatened deed is done to")
    return False


# -- force ----------------------------------------------------------------------------------------------------------


def _struck(view: View, draft: Draft, drafts: list[Draft], at: int) -> None:
    """What a weapon that came down was fired at; what was struck, told past a clause on those who struck it."""
    frame = view.lexicon.get(draft.sense).frame
    if frame == FALLING:
        for other in drafts[at + 1 : at + 2]:
            clause = view.clause(other.unit)
            fired = view.lexicon.get(other.sense).frame == LAUNCHING and clause.kind == "rel"
            if fired and other.target and clause.parent == view.chunk(draft.unit).clause:
                for found in other.target:
                    _give(draft, found.value, "what it was fired at", found.score - 0.1)
    elif frame == LAUNCHING:
        _fired_at(view, draft, drafts)
    elif frame in WITHOUT_OBJECT:
        if draft.initiator:
            past_clause(view, draft, drafts)
        if not draft.target and draft.shape in NOUNS:
            past_claim(view, draft, drafts)
        if not draft.target and draft.shape in NOUNS:
            past_aside(view, draft, drafts)
        if not draft.target and draft.shape == "noun":
            _where_told(view, draft)
        if not draft.target and draft.shape == "verb":
            past_manner(view, draft, drafts)


def _fired_at(view: View, draft: Draft, drafts: list[Draft]) -> None:
    """`Launched a missile from an area that they hold *towards the destroyer*`, `rockets or shells *at* villages`: at
    what it was fired, told past a clause on whence it came or in the rest of a list.
    """
    here = view.chunk(draft.unit)
    taken = {view.chunk_of[d.unit] for d in drafts if d is not draft}
    preps, on = view.closed("toward"), view.closed("on")
    for chunk in view.chunks[here.index + 1 : here.index + FAR]:
        clause = view.clauses[chunk.clause]
        if clause.index != here.clause:
            whence = clause.kind == "rel" and clause.antecedent is not None and bool(clause.antecedent.prep)
            listed = clause.verb is None and clause.kind in ("coord", "frag")
            if chunk.index in taken or not (whence or listed):
                return
        if chunk.kind != "np" or chunk.conj or not (chunk.prep in preps or chunk.prep in on):
            continue
        mention = view.mention(chunk)
        if is_water(view.lexicon, mention):
            continue
        if chunk.prep in preps and (is_place(mention) or mention.kind in AIMED_AT):
            _give(draft, mention, "at what it was fired, past what tells whence")
        elif chunk.prep in on and clause.verb is None and (is_place(mention) or mention.kind in AIMED_AT):
            _give(draft, mention, "at what it was fired, past a list")
        return


def _where_told(view: View, draft: Draft) -> None:
    """`In the Abu Shouk camp, the shelling killed fourteen`: the site that opens the sentence is what was struck."""
    opening = next((c for c in view.chunks[:2] if c.kind == "np"), None)
    if opening is None or opening.prep not in view.closed("in") or opening.index + 1 >= len(view.chunks):
        return
    mention = view.mention(opening)
    if mention.noun == HOSPITAL:
        return  # where the dead were brought
    named = any(n.kind == "place" and view.lexicon.get(n.id).level == "site" for n in mention.names[:1])
    site = named or (mention.kind == "site" and mention.noun != ROAD)
    if site and is_comma(view.chunks[opening.index + 1]) and view.clause(draft.unit).index <= 1:
        _give(draft, mention, "the site that its sentence opens with", 0.35)


def _named_before(draft: Draft, before: list[Draft]) -> None:
    """`Claimed the attack on Ain al-Asad base, saying that it hit the base`: the site that was named before it."""
    if not before:
        return
    for candidate in draft.target:
        bare: Mention = candidate.value
        if bare.kind != "site" or not bare.definite or bare.names or bare.pronoun or " " in bare.text or not bare.noun:
            continue
        for other in reversed(before):
            for found in other.target:
                named: Mention = found.value
                if named.names and loose(named.text.split()[0].removeprefix(AL)) == loose(bare.text.removeprefix(AL)):
                    candidate.value, candidate.span = named, named.span
                    return


def _such_as(view: View, draft: Draft) -> None:
    """`Bombed fifteen sites, among them a power station and wells`: those that are named of what was struck."""
    best = likeliest(draft.target)
    several = best.value.amount is not None or best.value.number in ("p", "d")
    if not several or best.value.kind != "site":
        return
    words = view.closed("such_as")
    for chunk in view.chunks:
        if chunk.start < best.value.end or chunk.kind != "prep" or chunk.head.token.word.loose not in words:
            continue
        named = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
        if named is None or named.kind != "np" or named.prep or view.mention(named).kind not in ("site", ""):
            return
        for member in view.chunks[named.index : named.index + REACH]:
            if member.kind != "np" or not (member.conj or member.prep or member is named):
                return
            mention = view.mention(member)
            if not member.prep and mention.amount is None and (mention.kind == "site" or is_place(mention)):
                draft.target.append(Candidate(mention, best.rule, best.score, span=mention.span))
        return


# -- praise and blame -----------------------------------------------------------------------------------------------


def _judged(view: View, draft: Draft, drafts: list[Draft], subjects: Subjects) -> None:
    """`Condemned the American raids`, `denounced the silence of the Council`: whose deed it is."""
    here = view.chunk(draft.unit)
    if draft.shape not in ("verb", "active"):
        return
    subject = subjects.of(view, view.clauses[here.clause])
    for chunk in view.chunks[here.index + 1 : here.index + REACH]:
        if chunk.kind in ("verb", "sub", "rel", "neg") or chunk.clause != here.clause:
            return
        if chunk.kind != "np" or (subject is not None and chunk.index == subject.index):
            continue
        if chunk.conj or (chunk.prep and chunk.prep not in (BA, LAM)):
            continue
        _owner(view, draft, chunk, drafts)
        return


def _owner(view: View, draft: Draft, chunk: Chunk, drafts: list[Draft]) -> None:
    """Who did or has what is judged: by an adjective of nationality, in construct, or as the doer of its deed."""
    for other in drafts:
        if other is not draft and chunk.first <= other.unit < chunk.last and other.initiator:
            best = likeliest(other.initiator)
            if best.span is not None and best.span.overlaps(view.mention(chunk).span):
                _give(draft, best.value, "whose deed is judged")
            return
    head = next((u for u in range(chunk.first, chunk.last) if view.units[u] is chunk.head), chunk.first)
    rest = head + 1
    if rest >= chunk.last or chunk.head.names or chunk.head.article:
        return
    unit = view.units[rest]
    if unit.tag == "adj" and any(s.shape == "adjective" for s in unit.has.nationality):
        mention = view.part(rest, rest + 1)
        mention.adjective = True
        _give(draft, mention, "whose deed is judged")
        return
    if draft.type == "reject" or chunk.head.has.trigger or chunk.head.has.harm:
        return
    inner = view.part(rest, max(chunk.core, rest + 1))
    if is_agent(inner) and (draft.type == "support" or not is_place(inner)):
        _give(draft, inner, "whose deed is judged")
