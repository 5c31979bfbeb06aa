"""Uses of force that are told as what goes on there or is done again and again, on no day.

Invariant: only words of the sentence say so (repeated attacks, regularly raids, the area *where* they fight them); what
has a toll is a happening.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Draft
from khabar.read.chunks import Chunk
from khabar.read.clauses import Clause
from khabar.read.toll_earlier import DEEDS
from khabar.read.units import ARMED, Unit
from khabar.read.view import View
from khabar.text.clitics import BA
from khabar.text.letters import ALIF, TA, YA

HABIT: Final = "modal:modal.habit"
HABITUAL: Final = "modal.habit"
NAMED: Final = frozenset({"noun", "phrase"})
NEXT: Final = 3
REACH: Final = 3
LONGEST: Final = 6
PLURAL: Final = ALIF + TA


def is_habit(view: View, draft: Draft) -> bool:
    """Whether a use of force is told as a habit or as what goes on, and so has no day of its own."""
    if draft.type not in DEEDS or draft.casualties or draft.shape in ("active", "passive"):
        return False
    clause = view.clauses[draft.clause]
    if (view.tells("repeated") and _repeated(view, draft)) or _by_habit(view, draft, clause):
        return True
    if _goes_on_in_it(view, draft):
        draft.times = [when for when in draft.times if when.span.start > draft.span.start]
        return True
    verb = clause.verb
    gone = view.chunk_of[draft.unit] - verb.index if verb is not None else -1
    if verb is None or gone < 0:
        return False
    if draft.shape in NAMED and verb.head.token.word.bare in view.closed("resorts"):
        return _many(view.units[draft.unit]) and not any(c.kind == "time" for c in _inside(view, clause))
    if gone > REACH or any(c.kind == "time" for c in _inside(view, clause)):
        return False
    waged = _wages(view, verb)
    if not (_now(clause) or waged) or not (verb.first <= draft.unit < verb.last or waged):
        return False
    if clause.kind == "rel":
        return _of_somebody(view, clause)
    link = clause.link
    return clause.kind == "sub" and link is not None and link.token.word.loose in view.closed("where")


def _by_habit(view: View, draft: Draft, clause: Clause) -> bool:
    """Whether a word of its clause says that it was usual (often, almost daily), and no verb of the past tells it."""
    if draft.modality[0].rule != HABIT:
        cues = (u for c in _inside(view, clause) if c.kind == "cue" for u in view.units[c.first : c.last])
        if not any(s.id == HABITUAL for u in cues for s in u.has.modal):
            return False
    verb = view.units[draft.unit].verb
    return draft.shape in NAMED or (bool(verb) and all(s.tense == "present" for s in verb))


def _goes_on_in_it(view: View, draft: Draft) -> bool:
    """Whether a verb of the present describes an area of no name (in a region *where they fight* them)."""
    at = draft.unit
    if not 0 < at < len(view.units) - 1 or view.units[at + 1].token.word.loose not in view.closed("in_it"):
        return False
    before = view.units[at - 1]
    area = before.has.place_word or (before.noun is not None and before.noun.kind == "site")
    return not before.article and bool(area) and view.units[at].token.form[0] in (TA, YA)


def _inside(view: View, clause: Clause) -> list[Chunk]:
    """The phrases of a clause."""
    return view.chunks[clause.first : clause.last]


def _many(unit: Unit) -> bool:
    """Whether a noun is written as a plural, with whose it is or without."""
    form = unit.token.word.loose
    return form.endswith(PLURAL) or (bool(unit.pronoun) and PLURAL in form[-LONGEST:])


def _wages(view: View, verb: Chunk) -> bool:
    """Whether a verb only says that what follows it goes on or is waged (sees raids, fights battles)."""
    return verb.head.token.word.bare in view.closed("wages")


def _repeated(view: View, draft: Draft) -> bool:
    """Whether a word beside it says that it was done again and again."""
    if draft.shape not in NAMED:
        return False
    words = view.closed("repeated")
    last = min(view.chunk(draft.unit).last, draft.unit + 1 + NEXT)
    return any(unit.token.word.loose in words for unit in view.units[draft.unit + 1 : last])


def _now(clause: Clause) -> bool:
    """Whether its verb is one of the present that is not negated."""
    head = clause.verb.head if clause.verb is not None else None
    if head is None or clause.kana or clause.negator is not None:
        return False
    return bool(head.verb) and all(s.tense == "present" for s in head.verb)


def is_laid_to_them(view: View, draft: Draft, drafts: list[Draft]) -> bool:
    """Whether it is help that somebody is accused of giving, on no day (accused it *of supplying* them with arms)."""
    if draft.type != "aid" or draft.shape not in NAMED or draft.times or view.chunk(draft.unit).prep != BA:
        return False
    return any(d.type == "accuse" and d.clause == draft.clause and d.unit < draft.unit for d in drafts)


def _of_somebody(view: View, clause: Clause) -> bool:
    """Whether a relative clause describes armed men or a place (the town *that sees battles*), not a happening."""
    told = clause.antecedent
    if told is None or told.head.has.trigger or told.head.has.weapon:
        return False
    noun = told.head.noun
    if noun is not None and noun.kind in ARMED:
        return told.head.article or view.mention(told).number != "s"
    if noun is not None and noun.kind == "site":
        return True
    names = [name.kind for u in told.units[told.first : told.last] for name in u.names]
    return "place" in names or "actor" in names or bool(told.head.has.place_word)
