"""Places and times of a sentence that stand outside a happening's own clause.

Invariant: they are weaker than anything in its clause, and say so by their rule; an attribution in passing gives none.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Candidate, Draft, When
from khabar.model.mentions import Mention
from khabar.model.records import INCIDENTS
from khabar.packs.lexicon import Lexicon
from khabar.read.begun import day_of_outbreak, since_it_began
from khabar.read.chunks import Chunk
from khabar.read.clauses import Clause
from khabar.read.evidence import FORCE
from khabar.read.habits import is_habit, is_laid_to_them
from khabar.read.openings import breaks_out, open_spans
from khabar.read.phrases import governor, group, is_by, names_place, time_of
from khabar.read.runs import run_times
from khabar.read.times_apart import at_that_time, is_apart, mark_asides, so_long_ago, tells_state
from khabar.read.view import View
from khabar.text.letters import ALIF, TA

ELSEWHERE: Final = "place elsewhere in the sentence"
PLACED: Final = FORCE | {"casualty", "coerce", "mobilize", "protest"}
HEADING: Final = frozenset({":", "|", "-", "\u2014", "\u2013"})
NESTED: Final = 2
DASHES: Final = HEADING - {":", "|"}
DATELINE: Final = 6
LONG: Final = frozenset({"month", "year", "span"})
SPOKEN: Final = frozenset({"accuse", "deny", "claim", "request", "reject", "threaten", "support", "agree", "sanction"})
SAID: Final = frozenset({"accuse", "deny", "claim"})
UNREAL: Final = frozenset({"future", "hypothetical"})
OWN: Final = 0.9
FAR_NAMED: Final = 9
COUNTED_FROM: Final = "named after a distance"
UP_TO: Final = "so long until what is told"
VERBS: Final = frozenset({"verb", "passive"})
PLURAL: Final = ALIF + TA
NAMED: Final = frozenset({"noun", "phrase"})
DESCRIBED: Final = 3
COUNTRIES: Final = ("city", "district", "site", "province", "region", "country")
TOWNS: Final = ("city", "district", "site", "province", "region")


def surround(view: View, drafts: list[Draft], locative: frozenset[str], lexicon: Lexicon) -> None:
    """Give the drafts of a sentence the places and times that stand around them."""
    places = _places(view, locative, lexicon)
    _times(view, drafts)
    run_times(view, drafts)
    _share_times(view, drafts)
    open_spans(view, drafts)
    _times_of_content(drafts)
    for draft in drafts:
        verb = view.units[draft.unit].verb
        draft.present = bool(verb) and draft.shape not in ("noun", "phrase") and all(s.tense == "present" for s in verb)
        if draft.present and draft.unit and view.units[draft.unit - 1].token.word.loose in view.closed("past_negators"):
            draft.present = False
        prep = view.chunk(draft.unit).prep
        draft.behind = (prep != "" and prep in view.closed("behind_preps")) or _since(view, draft)
        draft.past = draft.behind or (prep != "" and prep in view.closed("past_preps")) or breaks_out(view, draft)
        draft.standing = draft.behind and prep in view.closed("answering") and _stands(view, draft)
        if draft.type == "request" and draft.shape in NAMED and prep in view.closed("granted"):
            draft.standing = True
        draft.habitual = is_habit(view, draft)
        if draft.times and draft.type in FORCE:
            so_long_ago(view, draft)
        draft.standing = draft.standing or is_laid_to_them(view, draft, drafts)
        day_of_outbreak(view, draft)
        if draft.type in PLACED or draft.type == "agree":
            _construct(view, draft, lexicon)
    mark_asides(view, drafts)
    taken = {c.span: d.span for d in drafts for c in d.place}
    for draft in drafts:
        if draft.type not in PLACED or draft.modality[0].value in UNREAL:
            continue
        for chunk, mention in places:
            if taken.get(mention.span, draft.span) != draft.span:
                continue
            if is_by(chunk.prep) and chunk.index and names_place(view.chunks[chunk.index - 1]):
                continue  # the town of X [that is near Y]
            at = view.chunk_of[draft.unit]
            if draft.definite and any(at < view.chunk_of[d.unit] < chunk.index for d in drafts if d.type in FORCE):
                continue
            distance = abs(at - chunk.index)
            score = 0.5 if chunk.index <= 1 else 0.45 - 0.01 * distance
            draft.place.append(Candidate(mention, ELSEWHERE, score, span=mention.span))


def _since(view: View, draft: Draft) -> bool:
    """Whether it is what the story is only counted from (the first raid *since* they took the town)."""
    clause = view.clauses[draft.clause]
    return clause.kind == "sub" and clause.link is not None and clause.link.token.word.loose in view.closed("since")


def _stands(view: View, draft: Draft) -> bool:
    """Whether what is answered goes on, or is no single happening (in reply to the massacres, the aggression)."""
    if draft.shape not in NAMED or draft.type not in FORCE or draft.casualties:
        return False
    unit, chunk = view.units[draft.unit], view.chunk(draft.unit)
    many = unit.token.word.loose.endswith(PLURAL) and chunk.amount is None
    return many or unit.token.word.loose in view.closed("standing")


def _places(view: View, locative: frozenset[str], lexicon: Lexicon) -> list[tuple[Chunk, Mention]]:
    """Places after a preposition, with those joined to them, and one that heads the sentence before a colon."""
    found: list[tuple[Chunk, Mention]] = []
    first = next((c.index for c in view.chunks if c.kind not in ("time", "mark")), 0)
    on = view.closed("on")
    for chunk in view.chunks:
        if chunk.kind != "np" or (view.asides and chunk.index in view.asides):
            continue
        heads = chunk.index == first and not chunk.prep and chunk.index + 1 < len(view.chunks)
        heads = heads and _marks(view.chunks[chunk.index + 1])
        if heads or (chunk.prep and (chunk.prep in locative or (chunk.prep in on and _town(view, chunk, lexicon)))):
            for member in group(view, chunk):
                mention = view.mention(member)
                if any(n.kind == "place" for n in mention.names) and (not heads or mention.whole):
                    found.append((chunk, mention))
    return found


def _town(view: View, chunk: Chunk, lexicon: Lexicon) -> bool:
    """Whether a phrase is the bare name of a town, which what falls on it hits."""
    mention = view.mention(chunk)
    return mention.whole and any(n.kind == "place" and lexicon.get(n.id).level in TOWNS[:3] for n in mention.names)


def _marks(chunk: Chunk) -> bool:
    return chunk.kind == "mark" and chunk.head.token.form in HEADING


def _construct(view: View, draft: Draft, lexicon: Lexicon) -> None:
    """The name of a town in construct after a noun of force: the attack of the town happened there."""
    if draft.shape not in ("noun", "phrase") or draft.unit + 1 >= len(view.units):
        return
    unit = view.units[draft.unit + 1]
    if unit.prep or unit.conj or view.chunk_of[draft.unit] != view.chunk_of[draft.unit + 1]:
        return
    levels: tuple[str, ...] = TOWNS[:1] if draft.type == "agree" else TOWNS
    if view.units[draft.unit].token.word.bare in view.closed("invasions"):
        levels = COUNTRIES
    if any(s.kind == "place" and lexicon.get(s.id).level in levels for s in unit.names):
        mention = view.part(draft.unit + 1, draft.unit + 2)
        draft.place.append(Candidate(mention, "place in construct", 0.8, span=mention.span))


def _times(view: View, drafts: list[Draft]) -> None:
    """A time that no happening has in its own clause dates the nearest: the one before it in its clause, else the one
    after it; what is told next keeps the day by itself."""
    if not any(chunk.kind == "time" for chunk in view.chunks):
        return
    owned = {w.span for draft in drafts for w in draft.times if w.score >= OWN}
    inside = sorted(drafts, key=_place_of)
    _counted_from(view, inside)
    since_it_began(view, inside)
    for chunk in view.chunks:
        if chunk.kind != "time":
            continue
        when: When = time_of(view, chunk, "time in the sentence", 0.4)
        if when.span in owned or _is_dateline(view, chunk):
            continue
        draft = _said_in(view, chunk, inside) if chunk.index in view.asides else _dated_by(view, chunk, inside)
        if draft is None or _left_of(view, draft, chunk, inside) or is_apart(view, chunk, draft, inside):
            continue
        draft.times.append(at_that_time(view, draft, when, chunk))


def _left_of(view: View, draft: Draft, chunk: Chunk, inside: list[Draft]) -> bool:
    """Whether only who did it, whom it harmed or where it was is told of beside the time (mourned *today* the victims
    of the raid).
    """
    if draft.shape not in NAMED or not draft.unit:
        return False
    if view.units[draft.unit - 1].token.word.loose not in view.closed("left_of_it"):
        return False
    clause = view.clauses[draft.clause]
    if clause.verb is None or chunk.clause != draft.clause:
        return False
    return not any(clause.verb.first <= d.unit < clause.verb.last for d in inside)


def _counted_from(view: View, inside: list[Draft]) -> None:
    """What is named after a distance, however many words it has (a week after the death of three men in a raid)."""
    for chunk in view.chunks:
        if chunk.kind != "time" or not chunk.units[chunk.last - 1].value.point.of:
            continue
        end = chunk.index + 1
        while end < min(len(view.chunks), chunk.index + FAR_NAMED) and view.chunks[end].kind in ("np", "prep"):
            end += 1
        named = next((d for d in inside if chunk.index < view.chunk_of[d.unit] < end and d.shape in NAMED), None)
        if named is not None:
            lasting = view.units[named.unit].token.word.loose in view.closed("lasting") and not _of_one(view, named)
            rule = UP_TO if lasting and named.unit <= view.chunks[chunk.index + 1].first + 1 else COUNTED_FROM
            named.times.append(time_of(view, chunk, rule, 0.0))


def _of_one(view: View, draft: Draft) -> bool:
    """Whether a noun without the article has what it struck right after it: the shelling *of a market*, no war."""
    unit = view.units[draft.unit]
    following = draft.unit + 1
    if unit.article or following >= view.chunk(draft.unit).last:
        return False
    return view.units[following].tag in ("noun", "name")


def _is_dateline(view: View, chunk: Chunk) -> bool:
    """Whether a time stands where a report says whence and when it is sent (Bamako 4 March 2024 (agency) -)."""
    if not 0 < chunk.index < DATELINE or view.chunks[0].prep:
        return False
    before, after = view.chunks[: chunk.index], view.chunks[chunk.index + 1 : chunk.index + 1 + DATELINE]
    if any(c.kind not in ("np", "mark") for c in before) or not any(
        s.kind == "place" for s in view.chunks[0].head.names
    ):
        return False
    for following in after:
        if following.kind == "mark" and following.head.token.form in DASHES:
            return True
        if following.kind not in ("np", "mark"):
            return False
    return False


def _times_of_content(drafts: list[Draft]) -> None:
    """A time after the deed that somebody is blamed for, claims or denies is that of the deed, not of his words."""
    for draft in drafts:
        if draft.type not in SAID or not draft.times:
            continue
        deeds = [d for d in drafts if d.type in PLACED and d.unit > draft.unit and d.times]
        of_deed = [w for w in draft.times if any(_tells_deed(deed, w) for deed in deeds)]
        if of_deed:
            draft.times = [w for w in draft.times if w not in of_deed]
            draft.content = of_deed[0]


def _tells_deed(deed: Draft, when: When) -> bool:
    """Whether a time stands after a deed, which has it too."""
    return deed.span.end <= when.span.start and any(own.span == when.span for own in deed.times)


def _pairs(drafts: list[Draft]) -> list[tuple[Draft, Draft]]:
    """Each happening with the one told next, from the last pair to the first."""
    if len(drafts) < 2:
        return []
    drafts.sort(key=_place_of)
    return [(drafts[at - 1], drafts[at]) for at in range(len(drafts) - 1, 0, -1)]


def _share_times(view: View, drafts: list[Draft]) -> None:
    """A time after the last of joined verbs is that of those before it too (killed two and wounded five on Monday)."""
    _share_among_nouns(view, drafts)
    _share_with_sub(view, drafts)
    for one, two in _pairs([d for d in drafts if d.shape in VERBS and d.type in PLACED]):
        if one.times or not two.times or not view.units[two.unit].conj or two.times[0].span.start < two.span.end:
            continue
        when = two.times[0]
        one.times.append(When(when.span, when.text, when.value, "time of the verb joined to it", 0.4))


def _share_with_sub(view: View, drafts: list[Draft]) -> None:
    """What happened in a clause of what came before has the time of the clause around it, where that tells no
    happening (was forced last week to stop its work *after they stormed it*).
    """
    for draft in drafts:
        clause = view.clauses[draft.clause] if draft.clause >= 0 else None
        if clause is None or draft.times or clause.kind != "sub" or clause.parent < 0 or clause.link is None:
            continue
        if clause.link.token.word.loose not in view.closed("apart") or draft.type not in PLACED:
            continue
        outer = view.clauses[clause.parent]
        if any(d.clause == outer.index for d in drafts):
            continue
        for chunk in view.chunks[outer.first : clause.first]:
            if chunk.kind == "time" and chunk.clause == outer.index:
                draft.times.append(time_of(view, chunk, "time of the clause around it", 0.4))
                break


def _share_among_nouns(view: View, drafts: list[Draft]) -> None:
    """A time after the last of joined nouns is that of those before it in the clause (raids and shelling on Monday)."""
    for one, two in _pairs([d for d in drafts if d.shape in NAMED and d.type in PLACED]):
        if one.times or not two.times or one.clause != two.clause or not view.units[two.unit].conj:
            continue
        when = two.times[0]
        if two.span.end <= when.span.start and not when.value.point.of:
            one.times.append(When(when.span, when.text, when.value, "time of the noun joined to it", 0.4))


def _place_of(draft: Draft) -> int:
    return draft.unit


def _said_in(view: View, chunk: Chunk, inside: list[Draft]) -> Draft | None:
    """The verbal act that an aside tells the day of (denied, in a statement of 16 August, that)."""
    opened = chunk.index
    while opened and opened - 1 in view.asides:
        opened -= 1
    before = [d for d in inside if view.chunk_of[d.unit] < chunk.index]
    if not before:
        return None
    last = before[-1]
    within = [d for d in inside if view.chunk_of[d.unit] >= opened and view.chunk_of[d.unit] in view.asides]
    if within and view.chunk_of[last.unit] >= opened:  # after a deed that the aside tells
        return _dated_by(view, chunk, within)
    if last.type in INCIDENTS and last.shape in NAMED:  # blamed them for the attack, in a speech of Wednesday
        own = [d for d in before if d.clause == last.clause and d.type in SPOKEN]
        return own[-1] if own and own[-1].shape in VERBS else None
    return None if last.type in INCIDENTS or last.shape == "noun" else last


def _describing(view: View, chunk: Chunk, inside: list[Draft]) -> Clause:
    """The clause of a time; the outer one where a relative clause without a happening lies in another."""
    clause = _outside_states(view, view.clauses[chunk.clause], inside)
    for _ in range(NESTED):
        if clause.kind != "rel" or clause.parent < 0 or any(d.clause == clause.index for d in inside):
            break
        outer = view.clauses[clause.parent]
        if outer.kind != "rel" or any(d.clause == outer.index for d in inside):
            break
        clause = outer
    return clause


def _ends_here(view: View, chunk: Chunk, after: Draft) -> bool:
    """Whether a mark stands between a time and a happening after it, which has a time of its own."""
    following = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
    return following is not None and following.kind == "mark" and any(w.score >= OWN for w in after.times)


def _outside_states(view: View, clause: Clause, inside: list[Draft]) -> Clause:
    """The clause around relative clauses that only tell a state (gunmen *who ride motorcycles*, a crowd *that was
    celebrating*).
    """
    for _ in range(NESTED):
        if clause.kind != "rel" or clause.parent < 0 or not tells_state(clause):
            break
        if any(d.clause == clause.index for d in inside):
            break
        clause = view.clauses[clause.parent]
    return clause


def _dated_by(view: View, chunk: Chunk, inside: list[Draft]) -> Draft | None:
    """The happening that a time dates which stands in no happening's own clause."""
    owner = governor(view, chunk)
    if owner is not None:
        return next((d for d in inside if owner.index <= view.chunk_of[d.unit] <= owner.index + 1), None)
    clause = _describing(view, chunk, inside)
    if _of_its_own(view, chunk, inside):
        return None
    before = [d for d in inside if view.chunk_of[d.unit] < chunk.index]
    after = [d for d in inside if view.chunk_of[d.unit] > chunk.index]
    if clause.kind == "rel" and not any(d.clause == clause.index for d in inside):
        described = [d for d in before if d.clause == clause.parent and d.shape in ("noun", "phrase")]
        return described[-1] if described and clause.first - view.chunk_of[described[-1].unit] <= DESCRIBED else None
    if before and (before[-1].clause in (chunk.clause, clause.index) or not after or _ends_here(view, chunk, after[0])):
        return before[-1]
    return after[0] if after and not _speaks_apart(view, chunk, after[0]) else None


def _of_its_own(view: View, chunk: Chunk, inside: list[Draft]) -> bool:
    """Whether it is the time of what no record tells, in a clause of what came before or after (told of 25 dead
    *before* it raised the toll on Sunday).
    """
    clause = view.clauses[chunk.clause]
    if clause.kind != "sub" or clause.link is None or clause.verb is None or clause.verb.index > chunk.index:
        return False
    if not clause.verb.head.verb:
        return False
    if clause.link.token.word.loose not in view.closed("apart"):  # that somebody's words tell, or over a long span
        told = [d for d in inside if view.chunk_of[d.unit] < clause.first]
        long = chunk.units[chunk.last - 1].value.kind in LONG
        if not told or not (told[-1].type in SPOKEN or long) or any(s.tense != "past" for s in clause.verb.head.verb):
            return False
    return not any(clause.index in (d.clause, view.clauses[d.clause].parent) for d in inside)


def _speaks_apart(view: View, chunk: Chunk, after: Draft) -> bool:
    """Whether what somebody says after it is joined to another's deed that it dates (37 were killed since October, and
    the mission called on both).
    """
    value = chunk.units[chunk.last - 1].value
    if after.type not in SPOKEN or not (value.kind in LONG or value.relation == "since"):
        return False
    between = view.chunks[chunk.index + 1 : view.chunk_of[after.unit] + 1]
    return any(c.conj and c.kind in ("np", "verb") for c in between)
