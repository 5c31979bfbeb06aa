"""What was struck, told past what its sentence says in passing of the deed or of those who did it: past a clause, past
words between commas.

Invariant: only a use of force without a target is asked; the phrase stands at most `FAR` phrases after the deed, and no
other happening, no joined phrase and no verb of its own stands between.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Candidate, Draft
from khabar.model.mentions import Mention
from khabar.read.chunk_words import is_definite, is_ridden
from khabar.read.chunks import Chunk, is_comma
from khabar.read.mentions import is_place
from khabar.read.phrases import bare_after
from khabar.read.results import is_light
from khabar.read.role_fitting import ROAD
from khabar.read.view import View

FAR: Final = 14
STRUCK: Final = frozenset({"site", "vessel", "equipment", "military", "civilians"})
MET: Final = STRUCK | {"armed_group"}
HOMES: Final = frozenset({"site", "equipment", "civilians", "vessel"})
REACHING: Final = frozenset({"frame.strike", "frame.hit", "frame.destroy"})


def past_clause(view: View, draft: Draft, drafts: list[Draft]) -> None:
    """`An attack that gunmen thought to belong to the group carried out on Sunday *on* two villages`: what follows the
    preposition of the deed stands in the clause that describes its doer.
    """
    here = view.chunk(draft.unit)
    doers = {c.span for c in draft.initiator}
    taken = {view.chunk_of[d.unit] for d in drafts if d is not draft}
    inside = False
    for chunk in view.chunks[here.index + 1 : here.index + FAR]:
        clause = view.clauses[chunk.clause]
        if chunk.index in taken or chunk.kind == "mark" or chunk.conj:
            return
        described = clause.antecedent
        if clause.kind == "rel" and described is not None and view.mention(described).span in doers:
            inside = True
        elif inside and clause.kind != "rel":
            return
        if inside and chunk.kind == "np" and chunk.prep in view.closed("on"):
            mention = view.mention(chunk)
            if is_place(mention) or mention.kind in STRUCK:
                _give(draft, mention, "past a clause on the doer")
            return


def past_aside(view: View, draft: Draft, drafts: list[Draft]) -> None:
    """`An attack that gunmen carried out, believed to be of the group, *on* a base`, `an attack with drones, claimed by
    the group, *on* a refinery`: the preposition of the deed after what is told in passing.
    """
    here = view.chunk(draft.unit)
    taken = {view.chunk_of[d.unit] for d in drafts if d is not draft and d.type != "claim"}
    commas, believed = 0, False
    for chunk in view.chunks[here.index + 1 : here.index + FAR]:
        if chunk.index in taken or chunk.conj:
            return
        if chunk.kind == "mark":
            if not is_comma(chunk):
                return
            commas += 1
        elif chunk.kind == "verb":
            if chunk.head.token.word.loose in view.closed("believing"):
                believed = True
            elif not (chunk.head.pronoun and (is_light(chunk.head, "carry") or _claims(view, chunk, drafts))):
                return
        elif chunk.kind == "np" and (chunk.prep in view.closed("on") or chunk.prep in view.closed("against")):
            before = view.chunks[chunk.index - 1]
            if (believed or (commas and is_comma(before))) and _can_be_met(view, chunk):
                _give(draft, view.mention(chunk), "past what is told in passing")
            return


def past_manner(view: View, draft: Draft, drafts: list[Draft]) -> None:
    """`The forces shelled with heavy guns, and at random, *the houses of the residents*`: the object of the verb after
    words between commas that only say how and when.
    """
    here = view.chunk(draft.unit)
    taken = {view.chunk_of[d.unit] for d in drafts if d is not draft}
    commas = 0
    for chunk in view.chunks[here.index + 1 : here.index + FAR]:
        if chunk.index in taken or chunk.kind in ("verb", "neg", "sub", "rel"):
            return
        if chunk.kind == "mark":
            if not is_comma(chunk):
                return
            commas += 1
        elif chunk.kind == "np" and not chunk.prep and commas:
            mention = view.mention(chunk)
            following = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
            told = following is not None and following.kind == "verb" and not following.conj
            own = is_comma(view.chunks[chunk.index - 1]) and not chunk.conj
            if own and commas > 1 and not told and (is_place(mention) or mention.kind in HOMES):
                _give(draft, mention, "past words on how and when")
            return


def _claims(view: View, verb: Chunk, drafts: list[Draft]) -> bool:
    """Whether a verb with a pronoun only says who claimed the deed."""
    return any(d.type == "claim" and verb.first <= d.unit < verb.last for d in drafts)


def past_claim(view: View, draft: Draft, drafts: list[Draft]) -> None:
    """`An attack that the group claimed destroyed *a building*`, its verb first: the object stands past the clause that
    describes the attack.
    """
    here = view.chunk(draft.unit)
    verb = view.clauses[here.clause].verb
    if verb is None or verb.index >= here.index or here.prep or verb.head.pronoun or not _reaches(view, verb):
        return
    for chunk in view.chunks[here.index + 1 : here.index + FAR // 2]:
        if chunk.kind == "verb":
            if not chunk.head.pronoun or chunk.conj:
                return
            if not (is_light(chunk.head, "carry") or _claims(view, chunk, drafts)):
                return
            own = bare_after(view, chunk)
            if len(own) > 1 and _can_be_met(view, own[1]):
                _give(draft, view.mention(own[1]), "past a clause on the deed")
            return
        if chunk.conj or (chunk.kind == "np" and not chunk.prep):
            return


def _reaches(view: View, verb: Chunk) -> bool:
    """Whether a verb says what a deed did to something."""
    if is_light(verb.head, "aim"):
        return True
    return any(s.shape == "verb" and view.lexicon.get(s.id).frame in REACHING for s in verb.head.has.trigger)


def _can_be_met(view: View, chunk: Chunk) -> bool:
    """Whether a phrase is of what can be struck: no road, nothing in which men came."""
    if is_ridden(chunk.head) and chunk.prep and not is_definite(chunk.head) and chunk.prep in view.closed("on"):
        noun = chunk.head.noun
        if noun is None or noun.kind != "vessel":
            return False
    mention = view.mention(chunk)
    return mention.noun != ROAD and (is_place(mention) or mention.kind in MET)


def _give(draft: Draft, mention: Mention, rule: str, score: float = 0.6) -> None:
    draft.target.append(Candidate(mention, rule, score, span=mention.span))
