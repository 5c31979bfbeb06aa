"""What a toll has to do with the happenings told beside it: caused by one, a running total, told by another.

Invariant: a total of more than the last days is no toll of one happening.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from khabar.model.drafts import Draft, TallyDraft
from khabar.packs.lexicon import Sense
from khabar.read.chunks import Chunk, is_comma
from khabar.read.clauses import Clause
from khabar.read.evidence import FORCE
from khabar.read.phrases import is_joined
from khabar.read.results import causes, is_light
from khabar.read.speech import contrasts
from khabar.read.toll_combining import TAKING
from khabar.read.toll_nouns import TollHit
from khabar.read.tolls_beside import TOLL
from khabar.read.units import unjoined
from khabar.read.view import View
from khabar.text.letters import LAM

WHEN: Final = "grammar.subordinator.when"
BULLETS: Final = frozenset({"assault.rasas", "assault.rasas_hayy"})
TELLING: Final = frozenset({"say", "relay", "rumour", "toll"})
ADMITTING: Final = frozenset({"report.affirm_against"})
NEAR: Final = 4
REACH: Final = 14
FEW_DAYS: Final = 3
CAMPAIGN: Final = 100  # as many as no single incident of a round-up tells
RECENT: Final = frozenset({"weekday", "deictic", "daypart"})


def contradicts(draft: Draft, hit: TollHit) -> bool:
    """Whether a happening has another figure for the same harm already."""
    return any(
        t.harm == old.harm and (t.low, t.high) != (old.low, old.high) for t in hit.tolls for old in draft.casualties
    )


def told_by_another(view: View, draft: Draft, hit: TollHit) -> bool:
    """Whether somebody else is quoted between a use of force and a toll: local figures speak of 70 dead."""
    for chunk in view.chunks[view.chunk_of[draft.unit] + 1 : view.chunk_of[hit.unit]]:
        if chunk.kind == "verb" and any(s.class_ in TELLING for s in chunk.head.has.report):
            return True
        if (
            chunk.kind == "np"
            and chunk.conj
            and not chunk.prep
            and any(s.class_ == "rumour" for s in chunk.head.has.report)
        ):
            return True
    return False


def turned_to_another(view: View, draft: Draft, hit: TollHit) -> bool:
    """Whether somebody else gives the figure in a part of the sentence that turns to him (said that the raids
    destroyed nine depots, *while the observatory said* that 22 were killed): it is told from another source.
    """
    between = view.chunks[view.chunk_of[draft.unit] + 1 : view.chunk_of[hit.unit]]
    return any(
        (_but_he(view, c) or (c.kind == "conj" and contrasts(view, c)))
        and c.index + 1 < len(view.chunks)
        and any(s.class_ in TELLING for s in view.chunks[c.index + 1].head.has.report)
        for c in between
    )


def other_speaker(view: View, draft: Draft, hit: TollHit) -> bool:
    """Whether somebody else by name tells the figure in a clause joined to that of the use of force (raids hit the
    town, *and a medic spoke of* three dead), and nothing in it takes the happening up (killed *in it*, that *it* led).
    """
    first, last = view.chunk_of[draft.unit], view.chunk_of[hit.unit]
    for verb in view.chunks[first + 1 : last]:
        if verb.kind != "verb" or view.clauses[verb.clause].kind == "rel" or not _says(verb):
            continue
        told = _speaks_after(view, verb) or _speaks_before(view, verb) or _had_said(view, verb, first)
        if told and not _takes_up(view, verb, last):
            return True
    return False


def _says(verb: Chunk) -> bool:
    """Whether a verb is one of saying, not of passing on (which is also to carry, to air)."""
    return any(s.class_ == "say" for s in verb.head.has.report)


def _speaks_after(view: View, verb: Chunk) -> bool:
    """Whether a joined verb of saying has its speaker after it (*and said a medic*)."""
    before = view.chunks[verb.index - 1]
    after = view.chunks[verb.index + 1] if verb.index + 1 < len(view.chunks) else None
    if not (verb.conj or before.kind == "conj") or after is None or after.kind != "np" or after.prep:
        return False
    return after.amount is None and not after.head.has.harm and not after.head.has.trigger


def _speaks_before(view: View, verb: Chunk) -> bool:
    """Whether the speaker, joined to what was told, stands before his verb (*and the UN* speaks of hundreds)."""
    before = view.chunks[verb.index - 1]
    if before.kind != "np" or before.prep or before.amount is not None or not is_joined(view, before):
        return False
    return not before.head.has.harm and not before.head.has.trigger


def _had_said(view: View, verb: Chunk, first: int) -> bool:
    """Whether a joined `had` with its own subject stands before a verb of saying (and a doctor in the town *had spoken
    of* five dead).
    """
    for chunk in reversed(view.chunks[first + 1 : verb.index]):
        if chunk.kind == "kana" and chunk.conj:
            after = view.chunks[chunk.index + 1]
            return after.kind == "np" and not after.prep and after.amount is None
        if chunk.kind not in ("np", "cue", "prep", "time", "particle", "aside"):
            return False
    return False


def _takes_up(view: View, verb: Chunk, last: int) -> bool:
    """Whether a pronoun between a verb of saying and a little after the toll stands for the happening."""
    for chunk in view.chunks[verb.index + 1 : last + NEAR]:
        if chunk.index > last and chunk.kind == "verb":
            return False
        if chunk.head.pronoun and chunk.kind in ("sub", "prep"):
            form = view.tokens[chunk.head.first].form
            if chunk.kind == "sub" or form.startswith(tuple(view.closed("in"))):
                return True
    return False


def _but_he(view: View, chunk: Chunk) -> bool:
    """Whether a word turns to somebody by his pronoun (confirmed the attack, *but it* said)."""
    pronoun = chunk.head.pronoun
    if chunk.kind != "sub" or not pronoun:
        return False
    return chunk.head.token.form.removesuffix(pronoun) in view.closed("but_he")


def told_apart_from(view: View, toll: Chunk, later: Chunk) -> bool:
    """Whether a use of force told after a toll is of another clause, joined by `and` with a report or a claim of its
    own (the army admits the death of two, and says that it killed a commander).
    """
    if later.index <= toll.index or later.prep in view.closed("causal_preps"):
        return False
    between = view.chunks[toll.index + 1 : later.index]
    if any(c.kind == "sub" and c.conj for c in between):
        return True  # that 14 were killed, *and that* the troops retook the town
    if any(_adding(c) and c.index + 1 < later.index and view.chunks[c.index + 1].kind != "verb" for c in between):
        return any(c.kind == "sub" for c in between)  # , *adding that* the troops replied
    return any(c.kind in ("verb", "np") and c.conj and _tells(c) for c in between) or any(
        c.kind == "verb" and any(s.type == "claim" for s in c.head.has.trigger) for c in between
    )


def _adding(chunk: Chunk) -> bool:
    """Whether a participle goes on with what is said (adding, pointing out)."""
    said = any(s.shape == "participle" for s in chunk.head.has.report)
    return chunk.kind in ("np", "report") and not chunk.prep and said


def of_part(view: View, unit: int, draft: Draft) -> bool:
    """Whether bullets hit only a part of those counted (102 injuries, *among them* 82 by live bullets)."""
    if draft.sense not in BULLETS or draft.initiator:
        return False
    between = view.chunks[view.chunk_of[unit] + 1 : view.chunk_of[draft.unit]]
    counted = any(c.kind == "np" and c.amount is not None for c in between[-1:])
    return counted and any(c.prep in view.closed("among") or _among_them(view, c) for c in between)


def _charging(chunk: Chunk) -> bool:
    """Whether a participle of speech opens something else that is said (accusing, denying)."""
    said = any(s.speech and s.shape in ("participle", "active") for s in chunk.head.has.trigger)
    return chunk.kind == "np" and not chunk.prep and not chunk.head.article and said


def _among_them(view: View, chunk: Chunk) -> bool:
    """Whether a phrase is `among them`, by a preposition with a pronoun."""
    return chunk.kind == "prep" and chunk.head.token.form[:3] in view.closed("among_them")


def _tells(chunk: Chunk) -> bool:
    return chunk.kind == "verb" and any(s.class_ in TELLING for s in chunk.head.has.report)


def elsewhere(view: View, clause: Clause) -> bool:
    """Whether a clause tells by itself what happened at the place just named, and who says so: on the town, *where* two
    were killed according to medics. Without a source of its own it tells what came of what struck the place.
    """
    if clause.link is None or clause.link.token.word.loose not in view.closed("whereupon"):
        return False
    if not clause.first or not is_comma(view.chunks[clause.first - 1]):
        return False
    return any(s.class_ == "according" for c in view.chunks[clause.first :] for s in _reports(c))


def _reports(chunk: Chunk) -> list[Sense]:
    """The senses of saying of a phrase or of what stands before it."""
    unit = chunk.head if chunk.prep_unit is None else chunk.prep_unit
    return unit.has.report


def behind(view: View, draft: Draft) -> bool:
    """Whether a use of force only lies behind what is told: in reply to the attack, after the attack on."""
    return view.chunk(draft.unit).prep in view.closed("answered_preps")


def admitted(view: View, draft: Draft, hit: TollHit) -> bool:
    """Whether whoever suffered a use of force is told to admit the toll, in a clause of his own (and the army admitted
    the death of two).
    """
    here = view.chunk(hit.unit)
    verb = view.clauses[here.clause].verb
    if verb is None or verb.index <= view.chunk_of[draft.unit] or here.index - verb.index > NEAR:
        return False
    return any(s.id in ADMITTING for s in verb.head.has.report)


def totalled(hit: TollHit, totals: Sequence[TallyDraft]) -> bool:
    """Whether all that a word of harm tells are running totals, of more than the last days."""
    return bool(totals) and all(any(t.span.overlaps(x.span) and not recent(x) for x in totals) for t in hit.tolls)


def recent(total: TallyDraft) -> bool:
    """Whether a total runs over the last days only, so that it is news of its own: since Friday, in two days."""
    value = total.times[0].value if total.times else None
    if value is None:
        return False
    if value.relation == "since":
        return value.kind in RECENT
    if value.relation == "between":
        return bool(value.kind == "date")
    return value.kind == "span" and value.point.unit == "day" and 0 < (value.point.count or 0) <= FEW_DAYS


def tells_total(view: View, target: Draft | None, hit: TollHit) -> bool:
    """Whether a happening is told with its running total (the toll of the raids rose to; the shelling killed)."""
    if target is None:
        return False
    same = view.chunk(target.unit).clause == view.chunk(hit.unit).clause
    if target.sense == TOLL:
        word = view.units[target.unit].token.word.loose
        return target.unit < hit.unit and word in view.closed("toll")
    if target.unit == hit.unit:
        return bool(target.initiator)
    if target.type not in FORCE or is_bare(view, target) or _brings_to(view, target, hit):
        return False
    own = bool(target.initiator) and target.unit < hit.unit and not told_by_another(view, target, hit)
    return same or own or is_caused(view, hit.unit, target)


def _brings_to(view: View, target: Draft, hit: TollHit) -> bool:
    """Whether a clause of its own tells to what a happening brings the total (killed one, *whereby their dead rise to*
    310 since October).
    """
    verb = view.clauses[view.chunk(hit.unit).clause].verb
    if verb is None or view.chunk(target.unit).index >= verb.index or not is_comma(view.chunks[verb.index - 1]):
        return False
    return unjoined(verb.head).removeprefix(LAM) in view.closed("raising")


def is_bare(view: View, target: Draft) -> bool:
    """Whether a use of force is only where the dead of a total fell (in acts of violence): nobody's, with nothing."""
    told = target.initiator or target.target or target.weapons or target.place
    return target.shape == "noun" and target.type in FORCE and not told and bool(view.chunk(target.unit).prep)


def resulted(view: View, draft: Draft, cause: Draft, here: Chunk) -> bool:
    """Whether a happening of dying is told as the result of a use of force."""
    other = view.chunk(cause.unit)
    caused = is_caused(view, draft.unit, cause) or told_when(view, draft.unit, cause)
    verb = view.clauses[here.clause].verb
    link = view.clauses[here.clause].link
    led = link is not None and causes(link)
    if cause.unit < draft.unit and (led or (here.prep and verb is not None and is_light(verb.head, "result"))):
        return True  # which led to the fall of four dead
    return caused or (other.clause == here.clause and not (other.prep or after_time(view, cause)))


def took_lives(view: View, draft: Draft, force: list[Draft]) -> Draft | None:
    """What a verb of taking lives without a subject of its own tells of (the raid on the town *took the lives of* two):
    the use of force right before it.
    """
    at = view.chunk_of[draft.unit] + 1
    if draft.sense not in TAKING or draft.shape != "verb" or at >= len(view.chunks) or not view.chunks[at].prep:
        return None
    return max((d for d in force if d.unit < draft.unit), key=lambda d: d.unit, default=None)


def told_when(view: View, unit: int, cause: Draft) -> bool:
    """Whether the next clause tells when it happened, and the use of force with it (they died when a mine blew up)."""
    if not 0 < cause.unit - unit <= 3 * REACH:
        return False
    subs = [c for c in view.chunks[view.chunk_of[unit] + 1 : view.chunk_of[cause.unit]] if c.kind == "sub"]
    return len(subs) == 1 and any(s.id == WHEN for s in subs[0].head.has.grammar)


def died_by_what(view: View, unit: int, draft: Draft) -> bool:
    """Whether a toll came of what a clause tells to have been used (four died in a bomb *that was thrown*)."""
    about, here = view.clause(draft.unit).antecedent, view.chunk(unit)
    if view.clause(draft.unit).kind != "rel" or about is None or not 0 < about.index - here.index <= 2:
        return False
    return about.prep in view.closed("causal_preps") and any(s.shape == "form" for s in about.head.has.weapon)


def is_caused(view: View, unit: int, draft: Draft) -> bool:
    """Whether a preposition of cause leads from a toll to a happening after it, no verb between."""
    chunk, other = view.chunk(unit), view.chunk(draft.unit)
    if not 0 < other.index - chunk.index <= REACH:
        return False
    anew = other.prep in view.closed("resulting_preps") and (
        not view.units[draft.unit].article or bool(draft.initiator)
    )
    if not anew and other.prep not in view.closed("causal_preps") and draft.sense not in BULLETS:
        return False
    between = view.chunks[chunk.index + 1 : other.index]
    if any(_adding(c) or _charging(c) or (c.kind == "conj" and contrasts(view, c)) for c in between):
        return False  # killed 22, *accusing* the air force of dropping barrels; *while* ten died in raids
    if of_part(view, unit, draft):
        return False
    link = view.clauses[chunk.clause].link
    verb = view.clauses[chunk.clause].verb
    led = link is not None and causes(link)  # which led to the wounding of five; a woman was wounded too in a raid
    led = led or (verb is not None and verb.index < chunk.index and is_light(verb.head, "result"))
    return not any(
        c.kind in ("report", "sub") or (c.kind == "verb" and (led or not (c.head.has.harm and is_joined(view, c))))
        for c in view.chunks[chunk.index + 1 : other.index]
    )


def after_time(view: View, draft: Draft) -> bool:
    """Whether a happening only dates another: `days after the attack`."""
    at = view.chunk_of[draft.unit]
    return at > 0 and view.chunks[at - 1].kind == "time" and view.chunks[at - 1].last == view.chunk(draft.unit).first


def led_to(view: View, draft: Draft) -> bool:
    """Whether a killing is told by its noun as what something led to (which resulted in the liquidation of eleven)."""
    chunk = view.chunk(draft.unit)
    verb = view.clauses[chunk.clause].verb
    link = view.clauses[chunk.clause].link
    if link is not None and causes(link):
        return True
    return bool(chunk.prep) and verb is not None and verb.index < chunk.index and is_light(verb.head, "result")


def next_told(view: View, draft: Draft, other: Draft) -> bool:
    """Whether a use of force told in a later clause may be what a killing came of: not in a clause joined by wa-, which
    tells something else.
    """
    clause = view.clauses[view.chunk(other.unit).clause]
    if clause.index == draft.clause:
        return False
    opening = view.chunks[max(0, clause.first - 1) : clause.first + 1]
    apart = clause.kind == "coord" and any(c.conj for c in opening) and clause.verb is view.chunk(other.unit)
    return not apart or told_when(view, draft.unit, other)
