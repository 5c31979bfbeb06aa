"""Judgements and what waits for one, a line each.

Invariant: a line names who decided, when and why; nothing from a document but printable letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from khabar.model.judgement import Judgement, QueueItem
from khabar.serve.console import isolated, safe

GROUNDS = 6


def lines(found: Iterable[Judgement | QueueItem]) -> Iterator[str]:
    """Yield a line for each."""
    for one in found:
        yield _waiting(one) if isinstance(one, QueueItem) else _judgement(one)


def _waiting(item: QueueItem) -> str:
    score = f" (score {item.score:.2f})" if item.score is not None else ""
    return f"{item.kind}: {isolated(item.text)}{score}"


def _value(made: Judgement) -> str:
    if made.verdict != "name":
        return str(made.value)
    country = made.value.get("country")
    return f"{made.value['name']} ({country})" if country else str(made.value["name"])


def _judgement(made: Judgement) -> str:
    told = ", ".join(f"{safe(g.ref)} {isolated(g.words)}" for g in made.grounds[:GROUNDS])
    more = f" and {len(made.grounds) - GROUNDS} more" if len(made.grounds) > GROUNDS else ""
    what = f"judgement {made.undoes}" if made.undoes else isolated(made.about) if made.about else f"{told}{more}"
    change = f", {made.field} = {isolated(_value(made))}" if made.field else ""
    who = f"by {isolated(made.author)}: {isolated(made.reason)}"
    return f"{made.number}  {made.recorded}  {made.verdict} {what}{change}, {who}"
