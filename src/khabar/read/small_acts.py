"""Requests, refusals and meetings in passing: a house owner who begs soldiers, soldiers who refuse it, men struck as
they met.

Invariant: what one private person asks or refuses is no act of the conflict; nobody refuses what he has
asked for himself.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Candidate, Draft, likeliest
from khabar.model.mentions import Mention
from khabar.read.antecedents import PLURAL_PRONOUNS
from khabar.read.view import View
from khabar.text.clitics import AL

ASKED: Final = frozenset({"request", "reject"})
OF_PEOPLE: Final = frozenset({"civilians", "person", "other", ""})


def without_small(view: View, drafts: list[Draft]) -> list[Draft]:
    """The drafts of a sentence without what private persons ask or refuse; a bare refusal is of whoever was asked."""
    drafts = [draft for draft in drafts if draft.type != "consult" or not _struck_then(view, draft, drafts)]
    if not any(draft.type in ASKED for draft in drafts):
        return drafts
    kept: list[Draft] = []
    request: Draft | None = None
    small = False
    for draft in drafts:
        if draft.type not in ASKED:
            kept.append(draft)
            continue
        private = _private(view, draft)
        if draft.type == "reject" and request is not None and _bare(view, draft):
            if small:
                continue
            _turn(draft, request)
            private = False
        if draft.type == "request":
            request, small = draft, private
        if not private:
            kept.append(draft)
    return kept


def _struck_then(view: View, draft: Draft, drafts: list[Draft]) -> bool:
    """Whether a meeting only tells when those who met were struck (killed *during their meeting*)."""
    unit = view.units[draft.unit]
    if unit.pronoun not in PLURAL_PRONOUNS or view.chunk(draft.unit).prep not in view.closed("during"):
        return False
    return any(other.type == "assault" and other.unit < draft.unit for other in drafts)


def _private(view: View, draft: Draft) -> bool:
    """Whether one private person does it: the owner of a house, a driver, a mother."""
    if not draft.initiator or draft.shape not in ("verb", "passive"):
        return False
    mention: Mention = likeliest(draft.initiator).value
    if mention.names or mention.amount is not None or mention.number in ("p", "d") or mention.kind not in OF_PEOPLE:
        return False
    return mention.text.split(" ", 1)[0].removeprefix(AL) in view.closed("private_persons")


def _bare(view: View, draft: Draft) -> bool:
    """Whether a verb of refusing tells nothing that is refused: its clause ends with it, or with `that`."""
    chunk = view.chunk(draft.unit)
    if chunk.kind != "verb" or chunk.head.pronoun:
        return False
    for other in view.chunks[chunk.index + 1 : view.clauses[chunk.clause].last]:
        if other.kind != "mark" and other.head.token.form not in view.closed("refused_so"):
            return False
    return True


def _turn(draft: Draft, request: Draft) -> None:
    """Give a bare refusal to whoever was asked, where it was given to whoever asked."""
    if not draft.initiator or not request.initiator:
        return
    if likeliest(draft.initiator).value.span != likeliest(request.initiator).value.span:
        return
    draft.initiator = []
    if request.target:
        target = likeliest(request.target)
        draft.initiator.append(Candidate(target.value, "refuses: whoever was asked", 0.9, span=target.span))
