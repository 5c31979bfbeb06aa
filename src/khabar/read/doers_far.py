"""Who did a deed told by a noun where its own clause leaves it open: whom it is laid to, who claims it, of what it is a
part.

Invariant: the doer is told in the same sentence, in one of the closed constructions below; none of them is looked for
where the sentence has no word of it, and each looks at most `REACH` phrases away.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Candidate, Draft
from khabar.model.mentions import Mention
from khabar.model.spans import Span
from khabar.read.attribution import Speech
from khabar.read.chunks import Chunk
from khabar.read.clauses import Clause
from khabar.read.doers_near import BEHIND, LAYING, laid
from khabar.read.mentions import is_agent, is_force
from khabar.read.subjects import Subjects
from khabar.read.units import has_article, is_accusative
from khabar.read.view import View
from khabar.text.clitics import MIM
from khabar.text.letters import ALIF, HA, LAM, TA, TA_MARBUTA, loose

REACH: Final = 14
NEAR: Final = 6
LATER: Final = 3
REPLY: Final = "assault.radd_noun"
CONDEMNING: Final = "frame.condemn"
SERIES: Final = frozenset({"assault", "intercept", "coerce", "mobilize"})
OWNING: Final = frozenset({"report:report.announce", "report:report.assure", "report:report.allege"})
DONE_TO: Final = frozenset({
    "frame.strike", "frame.kill", "frame.intercept", "frame.capture", "frame.arrest", "frame.detonate", "frame.seize",
    "frame.deploy",
})  # fmt: skip
"""Frames whose verbal noun has in construct what it is done to."""
BODIES: Final = frozenset({"", "speaker.military", "speaker.armed_group"})
JOINED: Final = "who did what it is joined to"
WHOLE: Final = "who did the whole"
HELD: Final = frozenset({"assault", "coerce"})
LENT: Final = frozenset({JOINED, WHOLE})
PASSED: Final = frozenset({"np", "mark", "report", "time", "prep", "aside", "rel", "verb", "cue"})


def give_far(view: View, draft: Draft, drafts: list[Draft], speeches: list[Speech], subjects: Subjects) -> bool:
    """Propose the doers of a deed told by a noun; whether there are any."""
    here = view.chunk(draft.unit)
    return (
        _in_its_words(view, draft)
        or _in_reply(view, draft, here)
        or _blamed(view, draft, here, drafts)
        or _behind(view, draft, here, subjects)
        or _held_responsible(view, draft, here)
        or _claimed(view, draft, here, drafts)
        or _laid_after(view, draft, here)
        or _claimed_after(view, draft, here, drafts)
        or _joined(view, draft, here, drafts)
        or _comprised(view, draft, here, drafts, subjects)
        or _used_in(view, draft, here, subjects)
        or asserted(view, draft, here, speeches)
        or _foes_fell(view, draft, here, speeches)
    )


def give_sides(view: View, draft: Draft) -> None:
    """`The American and British raids`, `artillery and rocket fire, Turkish`: sides told by an adjective that is joined
    to the first.
    """
    here = view.chunk(draft.unit)
    if here.index + 1 >= len(view.chunks) or draft.shape not in ("noun", "phrase"):
        return
    beside = view.chunks[here.index + 1]
    if not beside.conj or beside.kind != "np" or beside.prep or beside.head.tag != "adj":
        return
    if draft.initiator and all("adjective" not in c.rule for c in draft.initiator):
        return
    deed = view.units[draft.unit]
    article = has_article(deed)
    for at in range(beside.first, beside.last):
        unit = view.units[at]
        if unit.tag != "adj" or unit.article != article:
            return
        if any(s.shape == "adjective" for s in unit.has.nationality):
            mention = view.part(at, at + 1)
            mention.adjective = True
            first = draft.initiator[0] if draft.initiator else None
            _give(draft, mention, first.rule if first else "adjective beside its own", first.score if first else 0.95)


def thought_of_a_side(view: View, draft: Draft) -> bool:
    """`A drone thought to be Turkish hit a car`: the nation that a deed or its weapon is thought to be of."""
    here = view.chunk(draft.unit)
    for verb in view.chunks[here.index + 1 : here.index + NEAR]:
        if verb.kind in ("mark", "sub") or verb.index + 2 >= len(view.chunks):
            return False
        if verb.kind != "verb" or all(s.entry.hedge != "hedge" for s in verb.head.has.report):
            continue
        link, side = view.chunks[verb.index + 1], view.chunks[verb.index + 2]
        national = any(s.shape == "adjective" for s in side.head.has.nationality)
        if link.kind != "sub" or not link.head.pronoun or side.kind != "np" or side.prep or not national:
            return False
        mention = view.part(side.first, side.first + 1)
        mention.adjective = True
        return side.head is view.units[side.first] and _give(draft, mention, "thought to be theirs", 0.6)
    return False


def _give(draft: Draft, mention: Mention, rule: str, score: float = 0.7) -> bool:
    draft.initiator.append(Candidate(mention, rule, score, span=mention.span))
    return True


def _give_all(draft: Draft, found: list[Candidate], rule: str) -> bool:
    for candidate in found:
        _give(draft, candidate.value, rule)
    return bool(found)


def _in_its_words(view: View, draft: Draft) -> bool:
    """`The Israeli aggression`: an adjective of nationality inside a trigger of several words."""
    unit = view.units[draft.unit]
    for place in range(unit.first + 1, unit.last):
        token = view.tokens[place]
        sides = view.lexicon.senses(token.word).single.get("nationality", ())
        side = next((s.id for s in sides if s.shape == "adjective"), "")
        if side:
            span = Span(token.start, token.end)
            mention = Mention(span=span, text=span.of(view.text), head=token.form, sentence=view.index, definite=True)
            mention.adjective, mention.nationalities = True, (side,)
            _give(draft, mention, "adjective in its words", 0.9)
    return bool(draft.initiator)


def _in_reply(view: View, draft: Draft, here: Chunk) -> bool:
    """`These strikes are the American reply to`: whose reply a clause without another verb says a deed is."""
    for chunk in view.chunks[here.index + 1 : here.index + LATER]:
        if chunk.kind == "np" and not chunk.prep and any(s.id == REPLY for s in chunk.head.has.trigger):
            side = view.units[chunk.first + 1] if chunk.last > chunk.first + 1 else None
            if side is not None and any(s.shape == "adjective" for s in side.has.nationality):
                mention = view.part(chunk.first + 1, chunk.first + 2)
                mention.adjective = True
                return _give(draft, mention, "whose reply it is", 0.8)
            return False
        if chunk.kind not in ("pron", "kana", "np"):
            return False
    return False


def _somebody(view: View, chunk: Chunk | None) -> Mention | None:
    """The mention of a phrase if it can act."""
    if chunk is None or chunk.kind != "np":
        return None
    mention = view.mention(chunk)
    return mention if is_agent(mention) or is_force(mention) else None


def _before(view: View, here: Chunk) -> Mention | None:
    """Who stands before a phrase in its clause, bare: the subject of a clause without a verb."""
    for chunk in reversed(view.chunks[max(0, here.index - NEAR) : here.index]):
        if chunk.clause != here.clause or chunk.kind == "verb":
            return None
        if chunk.kind == "np" and not chunk.prep:
            found = _somebody(view, chunk)
            if found is not None:
                return found
    return None


def _behind(view: View, draft: Draft, here: Chunk, subjects: Subjects) -> bool:
    """`That the group is behind the bombing`: who stands behind it."""
    if here.prep not in view.closed("behind_it"):
        return False
    clause = view.clauses[here.clause]
    if clause.negator is not None or _unknown(view, clause):
        return False
    subject = subjects.of(view, clause) if clause.verb is not None else None
    mention = _somebody(view, subject) if subject is not None else _before(view, here)
    return mention is not None and _give(draft, mention, "stands behind it")


def _unknown(view: View, clause: Clause) -> bool:
    """Whether a clause only describes somebody of whom it is told (did not name the group that *is behind it*)."""
    while clause.parent >= 0:
        if clause.kind == "rel":
            return True
        clause = view.clauses[clause.parent]
    return False


def _held_responsible(view: View, draft: Draft, here: Chunk) -> bool:
    """`The group is responsible for the attack`: who is said to be."""
    if here.prep not in view.closed("about") or not here.index:
        return False
    before, clause = view.chunks[here.index - 1], view.clauses[here.clause]
    known = before.kind == "np" and before.last - before.first == 1 and clause.verb is None
    if not known or before.head.token.word.loose not in view.closed("responsible") or clause.negator is not None:
        return False
    mention = _before(view, before)
    return mention is not None and _give(draft, mention, "said to be responsible")


def _nearest_before(view: View, draft: Draft, here: Chunk, drafts: list[Draft], type_: str) -> Draft | None:
    """The verbal act of that type before a phrase, where no other deed is told between them."""
    for other in reversed(drafts):
        at = view.chunk(other.unit).index
        if other is draft or other.unit > draft.unit:
            continue
        if other.type == type_:
            return other if here.index - at <= REACH else None
        if other.type in SERIES and at < here.index:
            return None
    return None


def _blamed(view: View, draft: Draft, here: Chunk, drafts: list[Draft]) -> bool:
    """`Blames Russia for the blowing up of the dam`, `lays on X the responsibility for the attack`: the accused."""
    other = _nearest_before(view, draft, here, drafts, "accuse")
    if other is None or not other.target or view.lexicon.get(other.sense).frame == CONDEMNING:
        return False
    if other.clause != here.clause or (other.sense == BEHIND and _unknown(view, view.clauses[other.clause])):
        return False
    within = here.first <= other.unit < draft.unit or _responsibility(view, draft, here)
    if not (within or here.prep in view.closed("blamed_for")):
        return False
    accused = [c for c in other.target if is_agent(c.value) and c.value.span.end <= draft.span.start]
    best = max((c.score for c in accused), default=0.0)
    return _give_all(draft, [c for c in accused if c.score == best], "blamed for it")


def _responsibility(view: View, draft: Draft, here: Chunk) -> bool:
    """Whether a deed stands in construct with the word for responsibility."""
    return any(u.token.word.loose in view.closed("responsibility") for u in view.units[here.first : draft.unit])


def _claimed(view: View, draft: Draft, here: Chunk, drafts: list[Draft]) -> bool:
    """`The group claimed, in a statement that its agency passed on, the bombing`: who claims the next deed told."""
    other = _nearest_before(view, draft, here, drafts, "claim")
    if other is None or not other.initiator or other.modality[0].value != "asserted":
        return False
    start = view.chunk(other.unit)
    of_it = here.prep == LAM and other.shape == "noun" and here.index == start.index + 1  # its claiming *of the attack*
    if here.conj or (here.prep and not of_it and here.prep not in view.closed("claimed_preps")):
        return False
    if any(c.kind not in PASSED or (c.kind == "verb" and c.conj) for c in view.chunks[start.index + 1 : here.index]):
        return False
    claimant = other.initiator[0].value
    responsible = next((c.value for c in other.target if is_agent(c.value)), None)
    if responsible is not None and start.index < view.chunk_of[other.unit] + NEAR:
        claimant = responsible  # confirmed the responsibility of the group for it
    return claimant.span.end <= draft.span.start and _give(draft, claimant, "claimed it", 0.65)


def _clauses_after(view: View, here: Chunk) -> list[Clause]:
    """The clauses after a phrase that go on telling of it: described by them or set beside it, not joined."""
    found = []
    for clause in view.clauses[here.clause + 1 : here.clause + 1 + LATER]:
        if clause.verb is None or clause.verb.index - here.index > REACH:
            break
        if view.chunks[clause.first].conj or clause.verb.conj or clause.kind not in ("rel", "coord"):
            break
        found.append(clause)
    return found


def _laid_after(view: View, draft: Draft, here: Chunk) -> bool:
    """`A shelling of the market, laid to the group`: whom the next clause lays it to."""
    for clause in _clauses_after(view, here):
        verb = clause.verb
        if verb is not None and any(s.id == LAYING for s in verb.head.has.trigger):
            mention = laid(view, verb)
            return mention is not None and _give(draft, mention, "laid to them")
    return False


def _claimed_after(view: View, draft: Draft, here: Chunk, drafts: list[Draft]) -> bool:
    """`An attack on the post, the group announced its responsibility for it`, `two blasts in the capital, which the
    group claimed`: who claims what was told before.
    """
    clauses = [clause.index for clause in _clauses_after(view, here)]
    if not clauses or any(d.unit > draft.unit and d.type in SERIES and d.clause <= clauses[-1] for d in drafts):
        return False
    for other in drafts:
        if other.type != "claim" or other.clause not in clauses or not other.initiator or _denied(other):
            continue
        clause, claiming = view.clauses[other.clause], view.units[other.unit]
        first, last = view.chunks[clause.first], view.chunks[clause.last - 1]
        if claiming.tag == "verb" and claiming.pronoun and _takes_up(view, here, claiming.pronoun):
            return _give(draft, other.initiator[0].value, "claimed it", 0.65)
        tokens = view.tokens[view.units[first.first].first : view.units[last.last - 1].last]
        if any(token.word.loose in view.closed("for_it") for token in tokens):
            return _give(draft, other.initiator[0].value, "claimed it", 0.65)
    return False


def _denied(draft: Draft) -> bool:
    """Whether somebody did not claim it."""
    return str(draft.modality[0].value) != "asserted"


def _takes_up(view: View, here: Chunk, pronoun: str) -> bool:
    """Whether the pronoun of a verb agrees with a deed."""
    mention = view.mention(here)
    if mention.number == "d":
        return pronoun == HA + MIM + ALIF
    many = mention.number == "p" or mention.feminine or here.head.token.form.endswith((TA_MARBUTA, ALIF + TA))
    return pronoun == (HA + ALIF if many else HA)


def _joined(view: View, draft: Draft, here: Chunk, drafts: list[Draft]) -> bool:
    """`Carried out two raids on A and three raids on B`: who did what it is joined to."""
    if not here.conj or here.prep:
        return False
    for other in reversed(drafts):
        if other.unit >= draft.unit or other.clause != draft.clause:
            continue
        alike = other.type == draft.type or (other.type in HELD and draft.type in HELD)
        if not alike or other.shape not in ("noun", "phrase") or not other.initiator:
            return False
        lent = [c for c in other.initiator if c.rule in LENT or (c.rule.startswith("light:") and "subject" in c.rule)]
        best = max((c.score for c in lent), default=0.0)
        lent = [c for c in lent if c.score == best]
        return _give_all(draft, lent, JOINED)
    return False


def _comprised(view: View, draft: Draft, here: Chunk, drafts: list[Draft], subjects: Subjects) -> bool:
    """`Attacks that the group launched and that comprised shelling of the camp`: who did the whole."""
    clause = view.clauses[here.clause]
    verb = clause.verb
    if verb is None or here.prep or verb.index > here.index or here.index - verb.index > NEAR:
        return False
    form = verb.head.token.form
    if loose(form[1:] if verb.conj else form) not in view.closed("comprised"):
        return False
    subject = subjects.of(view, clause)
    for other in reversed(drafts):
        if other.unit >= verb.first or other.type != draft.type or not other.initiator:
            continue
        own = subject is not None and subject.index > verb.index and not is_accusative(subject.head.token.form)
        if own and view.chunk(other.unit) is not subject:
            return False
        best = max(c.score for c in other.initiator)
        return _give_all(draft, [c for c in other.initiator if c.score == best], WHOLE)
    return False


def _used_in(view: View, draft: Draft, here: Chunk, subjects: Subjects) -> bool:
    """`The rebels used in hitting the ship a boat`: who used something in it."""
    clause = view.clauses[here.clause]
    verb = clause.verb
    if verb is None or here.prep not in view.closed("in") or verb.index != here.index - 1:
        return False
    if all(s.id != "light.istakhdama" for s in verb.head.has.light):
        return False
    mention = _somebody(view, subjects.of(view, clause))
    return mention is not None and _give(draft, mention, "used something in it")


def asserted(view: View, draft: Draft, here: Chunk, speeches: list[Speech]) -> bool:
    """`Washington confirms the downing of a drone`: a force or a named side that asserts, by its verbal noun alone,
    what is done to others did it.
    """
    if here.prep or here.conj or draft.unit != here.first or view.lexicon.get(draft.sense).frame not in DONE_TO:
        return False
    for speech in speeches:
        if (
            speech.rule not in OWNING
            or not speech.links
            or speech.whole
            or not speech.first <= draft.unit < speech.last
        ):
            continue
        verb, mention = view.chunk(speech.unit), speech.links[0].mention
        between = view.chunks[verb.index + 1 : here.index]
        if verb.index > here.index or len(between) > REACH or any(c.kind not in PASSED for c in between):
            continue
        if any(
            c.kind == "np" and not c.prep and view.mention(c) is not mention and c.clause == here.clause and _deed(c)
            for c in between
        ):
            continue
        named = any(n.kind == "actor" for n in mention.names[:1])
        if (is_force(mention) or named) and mention.speaker in BODIES:
            return _give(draft, mention, "asserts it as its own", 0.65)
    return False


def _foes_fell(view: View, draft: Draft, here: Chunk, speeches: list[Speech]) -> bool:
    """`The brigades: death of *Israeli* soldiers in an ambush`: an armed group that announces how men of another state
    fell did it.
    """
    if draft.type != "assault" or here.prep not in view.closed("in") or view.units[draft.unit].article:
        return False
    for speech in speeches:
        if not speech.links or speech.whole or not speech.first <= draft.unit < speech.last:
            continue
        mention = speech.links[0].mention
        group = next((n for n in mention.names[:1] if n.kind == "actor" and n.sort == "armed_group"), None)
        verb = view.chunk(speech.unit)
        if group is None or verb.index > here.index or here.index - verb.index > REACH:
            continue
        told = view.chunks[verb.index : here.index]
        harm = next((c for c in told if c.kind == "np" and not c.prep and c.head.has.harm), None)
        if harm is None or harm.index + 3 < here.index:
            continue
        home = view.lexicon.get(group.id).country
        fallen = [u for c in told[harm.index - verb.index :] for u in view.units[c.first : c.last]]
        foes = [s.entry.country for u in fallen for s in u.has.nationality if s.shape == "adjective"]
        if home and foes and home not in foes:
            return _give(draft, mention, "announces how men of another state fell", 0.6)
    return False


def _deed(chunk: Chunk) -> bool:
    """Whether a phrase is headed by another deed or by harm."""
    return bool(chunk.head.has.harm) or any(s.shape == "noun" for s in chunk.head.has.trigger)
