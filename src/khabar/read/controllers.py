"""Who does what a verbal noun tells, where the words that govern it say so: whom somebody warns of it, who is
responsible for it, bent on it, involved in it.

Invariant: such a doer stands before the noun in its own clause, at most `REACH` phrases back.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Candidate, Draft, likeliest
from khabar.model.mentions import Mention
from khabar.read.chunks import Chunk
from khabar.read.doers_near import WARNING
from khabar.read.evidence import FORCE
from khabar.read.mentions import is_agent, is_place, is_weapon
from khabar.read.subjects import Subjects
from khabar.read.view import View
from khabar.text.clitics import BA, MIM
from khabar.text.letters import ALIF, HA, NUN, loose

REACH: Final = 6
OPENING: Final = 2  # chunks before a phrase that opens its sentence
FEMININE: Final = HA + ALIF
PLURAL: Final = frozenset({MIM, NUN})
VOWS: Final = frozenset({"threaten", "agree"})
DEEDS: Final = FORCE | {"coerce", "mobilize", "retreat", "aid", "cooperate", "protest"}


def give_controlled(view: View, draft: Draft, drafts: list[Draft]) -> bool:
    """`Warned all parties of attacking`, `is responsible for the attack`: the doer of a deed told
    by a noun is whom its governing words are said of. True also where they show that nobody told does it.
    """
    if draft.shape not in ("noun", "phrase"):
        return False
    here = view.chunk(draft.unit)
    if not here.prep or not here.index:
        return False
    if draft.type not in DEEDS:
        return draft.speech and _vowed(view, draft, here, drafts)
    if here.prep in view.closed("from"):
        return _warned(view, draft, here, drafts)
    return _bent_on(view, draft, here)


def _warned(view: View, draft: Draft, here: Chunk, drafts: list[Draft]) -> bool:
    """Whom a warning that names the deed is given to; a warning to nobody tells no doer."""
    for other in reversed(drafts):
        if other.sense not in WARNING or other.unit > draft.unit:
            continue
        chunk = view.chunk(other.unit)
        if chunk.clause != here.clause or here.index - chunk.index > REACH or not _own_object(draft):
            return False
        for found in other.target:
            if is_agent(found.value) and found.value.span.end <= draft.span.start:
                _give(draft, found.value, "warned of doing it")
        return True
    return False


def _vowed(view: View, draft: Draft, here: Chunk, drafts: list[Draft]) -> bool:
    """Who vows what he will say (vowed *to go on urging*)."""
    for other in reversed(drafts):
        vow = other.type in VOWS and other.unit < draft.unit and other.initiator and here.prep == BA
        chunk = view.chunk(other.unit)
        if vow and chunk.clause == here.clause and here.index - chunk.index <= REACH:
            best = likeliest(other.initiator)
            _give(draft, best.value, "who vows it")
            return True
    return False


def _own_object(draft: Draft) -> bool:
    """Whether a verbal noun has its object in construct (attacking the forces), unlike an attack that is to come."""
    return not draft.definite and any("genitive" in c.rule for c in (*draft.target, *draft.place))


def _bent_on(view: View, draft: Draft, here: Chunk) -> bool:
    """Who is responsible for the deed, bent on it, involved in it: whom the predicate right before it is said of."""
    first = here.first - 1
    if first < 0 or view.chunk_of[first] != here.index - 1:
        return False
    unit = view.units[first]
    if loose(unit.token.form) not in view.closed("bent_on"):
        return False
    chunk = view.chunks[here.index - 1]
    if chunk.kind != "np" or chunk.prep:
        return False
    own = view.part(chunk.first, first) if first > chunk.first and not unit.article else view.mention(chunk)
    if chunk.head is not unit and is_agent(own):
        _give(draft, own, "told as bent on it")
        return True
    holder = _holder(view, chunk, max(0, chunk.index - REACH))
    if holder is not None:
        _give(draft, holder, "told as bent on it")
    return holder is not None


def _holder(view: View, chunk: Chunk, first: int) -> Mention | None:
    """The nearest bare phrase before one, past a pronoun, asides of place and time: somebody who can act."""
    for at in range(chunk.index - 1, first - 1, -1):
        other = view.chunks[at]
        if other.kind in ("verb", "sub", "rel", "neg"):
            return None
        if other.kind != "np" or other.prep:
            continue
        mention = view.mention(other)
        if is_agent(mention) and not is_weapon(mention) and not (is_place(mention) and not mention.names):
            return mention
        return None
    return None


def _give(draft: Draft, mention: Mention, rule: str) -> None:
    draft.initiator.append(Candidate(mention, rule, 0.75, span=mention.span))


def give_pointed_on(view: View, draft: Draft, subjects: Subjects) -> None:
    """`During his visit to Washington, the minister said`: the pronoun of a noun under a preposition that opens its
    sentence points on to the subject of the first verb.
    """
    here = view.chunk(draft.unit)
    pronoun = view.units[draft.unit].pronoun
    if not pronoun or draft.shape != "noun" or not here.prep or here.index > OPENING:
        return
    if not draft.initiator or any(c.value.noun or c.value.names for c in draft.initiator):
        return
    verb = next((c for c in view.chunks if c.kind == "verb"), None)
    if verb is None or verb.index < here.index or view.clauses[verb.clause].kind in ("rel", "sub"):
        return
    subject = subjects.of(view, view.clauses[verb.clause])
    if subject is None or subject.index < here.index or not is_agent(view.mention(subject)):
        return
    mention = view.mention(subject)
    told = "f" if pronoun == FEMININE else "p" if pronoun[-1] in PLURAL else "m"
    if subjects.gender(view, subject) in ("", told):
        draft.initiator.append(Candidate(mention, "whom its pronoun points on to", 0.6, span=mention.span))
