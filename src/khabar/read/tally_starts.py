"""When totals begin and end that no stretch of their own opens: up to a day (until Saturday evening), and from the
outbreak that the text tells elsewhere (the fighting broke out on 27 September).

Invariant: an outbreak is a war, battles or a campaign that is told to begin on a date; what is told up to a day is a
total where battles are told, or somebody counts.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Draft, TallyDraft, When
from khabar.read.chunks import Chunk
from khabar.read.phrases import time_of
from khabar.read.stretches import bare
from khabar.read.tally_spans import event_times, since_event
from khabar.read.units import unjoined
from khabar.read.view import View
from khabar.text.clitics import AL
from khabar.text.letters import loose

UNTIL: Final = "until"
DISPLACED: Final = "displaced"
_REACH: Final = 6
_DATED: Final = ("date", "month", "year", "date_in_month")


def until_times(view: View) -> list[When]:
    """The days up to which the sentence counts: battles have cost so many until Saturday evening, somebody has counted
    so many until then.
    """
    found: list[When] = []
    for chunk in view.chunks:
        if chunk.kind != "time":
            continue
        when = time_of(view, chunk, "tally: until", 1.0)
        value = when.value
        if value.relation != UNTIL or value.until is not None:
            continue
        if _counts_up_to(view, chunk):
            found.append(when)
    return found


def _counts_up_to(view: View, chunk: Chunk) -> bool:
    """Whether the clause of a day is of battles and wars, or of somebody who counts."""
    clause = view.clauses[chunk.clause]
    if chunk.head.token.form in view.closed("at_present"):
        return False
    words, fights, wars = view.closed("recorded"), view.closed("battles"), view.closed("warfare")
    for other in view.chunks[clause.first : clause.last]:
        if other.kind == "verb" and bare(other.head.token.form) in words:
            return True
        if other.kind != "np" or (other.index > chunk.index and not other.prep):
            continue
        form = bare(other.head.token.form).removeprefix(AL)
        if form in fights or form in wars or form in view.closed("campaigns"):
            return True
    return False


def relative_outbreaks(view: View) -> list[When]:
    """When a war began that a clause describes so (the conflict *that broke out in March 2011* has cost), as the start
    of what it has cost.
    """
    begins = view.closed("breaks_out")
    found: list[When] = []
    for clause in view.clauses:
        verb, told = clause.verb, clause.antecedent
        if clause.kind != "rel" or verb is None or told is None:
            continue
        if verb.head.token.word.loose not in begins or not _is_campaign(view, told, known=False, governed=True):
            continue
        for chunk in view.chunks[verb.index : clause.last]:
            if chunk.kind == "time":
                when = time_of(view, chunk, "tally: since the outbreak", 1.0)
                if when.value.relation in ("point", "during") and when.value.until is None:
                    found.append(_since(when))
    return found


def before_toll(view: View, drafts: list[Draft], tallies: list[TallyDraft]) -> None:
    """Leave the outbreak of a war without the source of what it has cost (the war broke out in April and has cost so
    many dead, *according to the UN*).
    """
    if not tallies or not outbreak_told(view):
        return
    first = min(t.span.start for t in tallies)
    for draft in drafts:
        late = bool(draft.sources) and all(k.mention.span.start > first for k in draft.sources)
        if late and draft.type == "assault" and view.units[draft.unit].end < first and _opens_war(view, draft.unit):
            draft.sources = []


def _opens_war(view: View, unit: int) -> bool:
    """Whether a happening is told in the first clause, by a verb of beginning."""
    clause = view.clause(unit)
    begins = view.closed("breaks_out") | view.closed("waged")
    return clause.verb is not None and unjoined(clause.verb.head) in begins


def outbreak_told(view: View) -> list[When]:
    """The date on which a war, battles or a campaign is told to have begun, as the start of what it has cost."""
    if not any(chunk.kind == "time" for chunk in view.chunks):
        return []
    if any(_is_fighting(view, opener) for opener in since_event(view)):
        for when in event_times(view):
            if when.value.kind in _DATED:
                return [when]
    begins, waged = view.closed("breaks_out"), view.closed("waged")
    for verb in view.chunks:
        if verb.kind != "verb":
            continue
        form = unjoined(verb.head)
        if form not in begins and form not in waged:
            continue
        known = form in waged
        if not any(_is_campaign(view, c, known) for c in view.chunks[verb.index + 1 : verb.index + _REACH]):
            continue
        for other in view.chunks[verb.index + 1 : verb.index + 1 + _REACH]:
            if other.kind == "time" and other.clause == verb.clause:
                when = time_of(view, other, "tally: since the outbreak", 1.0)
                value = when.value
                if value.relation in ("point", "during") and value.kind in _DATED and value.until is None:
                    return [_since(when)]
    return []


def _is_fighting(view: View, opener: Chunk) -> bool:
    """Whether a phrase that opens a span is of the start of a war, of battles or of a campaign."""
    names = ("battles", "warfare", "campaigns", "offensives")
    forms = [bare(u.token.form).removeprefix(AL) for u in view.units[opener.first : opener.last]]
    return any(form in view.closed(name) for form in forms for name in names)


def _is_campaign(view: View, chunk: Chunk, known: bool, *, governed: bool = False) -> bool:
    """Whether a phrase is of a war, of battles or of a campaign; ``known``: only of one that is definite."""
    if chunk.kind != "np" or (chunk.prep and not governed) or chunk.amount is not None:
        return False
    head = chunk.head
    form = bare(head.token.form).removeprefix(AL)
    if head.pronoun:
        form = form.removesuffix(loose(head.pronoun))
    if any(form in view.closed(name) for name in ("battles", "warfare")):
        return not known
    definite = bool(head.pronoun) or head.article
    return (definite or not known) and any(form in view.closed(name) for name in ("campaigns", "offensives"))


def _since(when: When) -> When:
    """The same words, read as a start."""
    return when.read_as(when.value.of_point(when.value.point, None, "since"))


def begin(tallies: list[TallyDraft], outbreaks: list[When]) -> None:
    """Give totals that no day opens the start that another total of the article or the article itself tells."""
    since = [t.times for t in tallies for w in t.times[:1] if w.value.relation == "since"]
    known = next((times for times in since if times[0].value.kind == "date"), since[0] if since else None)
    told = outbreaks[0] if outbreaks else None
    for tally in tallies:
        first = tally.times[0] if tally.times else None
        if first is None and tally.opened in ("event", "battles"):
            if known is not None:
                tally.times = known
            elif told is not None:
                tally.times = [told]
        elif first is None and tally.opened == "flight" and tally.counted == DISPLACED and told is not None:
            tally.times = [told]
        elif first is not None and first.value.relation == UNTIL:
            start = told if told is not None else known[0] if known is not None and _dated(known[0]) else None
            if start is not None:
                tally.times = [first.read_as(start.value.of_point(start.value.point, first.value.point, "between"))]


def _dated(when: When) -> bool:
    return bool(when.value.kind == "date")
