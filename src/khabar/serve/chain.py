"""Prints a chain of action and answer: a walk from one happening to what it answered and to what answered it.

Invariant: reads only the chain; each node is told once in full, each edge names the claims that tell it.
"""

from __future__ import annotations

import collections
from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.text import Text

from khabar.model import chain as records
from khabar.model.chain import Chain, ChainEdge, ChainNode, Teller
from khabar.model.chronology import Party
from khabar.serve import wording
from khabar.serve.console import excerpt, isolated, named, safe, short
from khabar.serve.sheet import Sheet

QUOTE = 150
TELLERS = 3
DEEPEST = 8
STEP = "   "
HOWS = {"told": "answers", "denies": "denies", "about": "concerns"}
BACK = {"told": "answered by", "denies": "denied by", "about": "spoken of in"}


def render(chain: Chain, start: str | None = None, *, console: Console) -> None:
    """Print the walk from one node in both directions; where none is given, walks that show every answer, by day.

    Args:
        chain: All nodes and edges.
        start: The id of a node of the chain.
        console: Where to; wrapped in its width.
    """
    sheet, walk = Sheet(console), _Walk(chain)
    plural = "" if len(chain.edges) == 1 else "s"
    sheet.plain(Text("CHAIN  ", style="bold").append(f"{len(chain.edges)} answer{plural}", style="not bold"))
    for name in walk.nodes if start is None else [start]:
        if name in walk.nodes and not (start is None and walk.has_shown(name)):
            sheet.blank()
            for depth, text in walk.lines(name):
                sheet.lead(STEP * depth, text)
    if chain.circles and start is None:
        sheet.heading("Answers in a circle")
        for circle in chain.circles:
            sheet.row("circle", " <-> ".join(map(safe, circle)), style="bold")


def to_lines(chain: Chain) -> list[bytes]:
    """The edges, one JSON object a line."""
    return records.to_lines(chain)


class _Walk:
    """The chain by node, and the lines of a walk through it."""

    def __init__(self, chain: Chain) -> None:
        self.nodes: Mapping[str, ChainNode] = {node.id: node for node in chain.nodes}
        self.answers: dict[str, list[ChainEdge]] = collections.defaultdict(list)
        self.answered: dict[str, list[ChainEdge]] = collections.defaultdict(list)
        self.shown: set[tuple[str, str]] = set()
        for edge in chain.edges:
            self.answers[edge.answer].append(edge)
            self.answered[edge.answered].append(edge)

    def has_shown(self, name: str) -> bool:
        """Whether every edge of a node was printed."""
        return all((e.answer, e.answered) in self.shown for e in (*self.answers[name], *self.answered[name]))

    def lines(self, start: str) -> Iterator[tuple[int, Text]]:
        """Depth and text of each line: the node, what it answered, what answered it."""
        seen = {start}
        yield from self._node(start, 0)
        yield from self._side(start, 1, seen, back=True)
        yield from self._side(start, 1, seen, back=False)

    def _side(self, name: str, depth: int, seen: set[str], *, back: bool) -> Iterator[tuple[int, Text]]:
        for edge in self.answers[name] if back else self.answered[name]:
            other = edge.answered if back else edge.answer
            self.shown.add((edge.answer, edge.answered))
            again = other in seen
            yield depth, _edge(edge, self.nodes[other], back=back, again=again)
            yield from ((depth + 1, line) for line in _tellers(edge))
            if again:
                continue
            seen.add(other)
            yield from self._words(other, depth + 1)
            if depth < DEEPEST:
                yield from self._side(other, depth + 1, seen, back=back)
            elif self.answers[other] if back else self.answered[other]:
                yield depth + 1, Text("and so on", style="dim")

    def _node(self, name: str, depth: int) -> Iterator[tuple[int, Text]]:
        node = self.nodes[name]
        yield depth, Text(f"{_day(node)}  ", style="bold").append(_label(node), style="bold")
        yield from self._words(name, depth + 1)

    def _words(self, name: str, depth: int) -> Iterator[tuple[int, Text]]:
        node = self.nodes[name]
        if node.says:
            words = excerpt(node.says, node.trigger, QUOTE) if node.trigger else short(node.says, QUOTE)
            yield depth, Text(words, style="italic")


def _edge(edge: ChainEdge, other: ChainNode, *, back: bool, again: bool) -> Text:
    how = (HOWS if back else BACK)[edge.how]
    text = Text(f"{how} ", style="bold").append(f"{_day(other)}  ", style="not bold").append(_label(other))
    lag = _lag(edge)
    if lag:
        text.append(f" [{lag}]", style="dim")
    if edge.fault:
        text.append(f" (contradiction: {edge.fault})", style="bold")
    if again:
        text.append(" (told above)", style="dim")
    return text


def _tellers(edge: ChainEdge) -> Iterator[Text]:
    """Who says so, with how many origins; the reason where no text says it outright."""
    for teller in edge.told[:TELLERS]:
        who = f" by {_chain(teller)}" if teller.sources else ""
        reason = "" if edge.how == "told" else f": {edge.because}"
        yield Text(f"told in {safe(teller.claim)}{who}{reason}", style="dim")
    if len(edge.told) > TELLERS:
        yield Text(f"and {len(edge.told) - TELLERS} more", style="dim")
    if len(edge.told) > 1:
        yield Text(f"{wording.many(edge.origins, 'origin')} in all", style="dim")


def _chain(teller: Teller) -> str:
    return " -> ".join(named(source.name, (source.text,), most=1) for source in teller.sources)


def _lag(edge: ChainEdge) -> str:
    low, high = edge.days_low, edge.days_high
    if low is None or high is None or high < 0:
        return ""
    if low == high:
        return "the same day" if low == 0 else f"after {wording.many(low, 'day')}"
    return f"after {low} to {high} days"


def _day(node: ChainNode) -> str:
    return wording.days(node.start, node.end)


def _label(node: ChainNode) -> str:
    """What a node is, in a few words: who did what to whom, where."""
    what = wording.VERBS.get(node.type) or wording.DEEDS.get(node.type, node.type).lower()
    if node.kind == "total":
        what = f"total of {node.type}"
    who = _parties(node.initiator)
    whom = _parties(node.target)
    parts = [f"{who}: {what}" if who else what[:1].upper() + what[1:]]
    if whom:
        parts.append(f"{wording.TOWARDS.get(node.type, 'on') if node.type in wording.DEEDS else ''} {whom}".strip())
    if node.place:
        parts.append(f"in {isolated(node.place)}")
    if node.kind == "announced" or node.modality not in ("asserted",):
        parts.append(f"({wording.HEDGES.get(node.modality, node.modality)})")
    return " ".join([*parts, f"({safe(node.id)})"])


def _parties(parties: Sequence[Party]) -> str:
    return "; ".join(named(party.name, party.words, most=1) for party in parties[:2])
