"""What answered what: the reply relations of all articles as one graph over happenings and verbal acts.

Invariant: a function of the set of claims. Every edge is told by a claim or follows from who spoke to whom, and says
which; an answer that came first and answers in a circle stay in the graph, marked.
"""

from __future__ import annotations

import collections
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from khabar.model.chain import Chain, ChainEdge, ChainNode, Teller
from khabar.model.chronology import Act, Chronology, Happening, Links, Party, TallyLine
from khabar.model.days import to_day
from khabar.reconcile.accounts import to_accounts
from khabar.reconcile.claims import Claim
from khabar.reconcile.view import claims_of

OF_A_DEED = frozenset({"claim", "deny", "accuse"})
MOST_BLAMED = 50
HOWS = {"told": 0, "denies": 1, "about": 2}
BLAMED = {
    "accuse": "it denies what its speaker is accused of here",
    "claim": "it denies what is said in its speaker's name here",
}


def to_chain(links: Links, chronology: Chronology) -> Chain:
    """The graph of answers; nodes that neither answer nor are answered are left out.

    Args:
        links: The linked readings that the chronology was made from.
        chronology: Their happenings and acts, which become the nodes.
    """
    nodes = {node.id: node for node in _nodes(chronology)}
    node_of = {ref: node.id for node in nodes.values() for ref in node.claims}
    claims = {claim.ref: claim for claim in claims_of(links)}
    tellers: dict[tuple[str, str], list[Teller]] = collections.defaultdict(list)
    for teller in _told(claims.values()):
        pair = node_of.get(teller.claim), node_of.get(teller.answered)
        if pair[0] and pair[1] and pair[0] != pair[1]:
            tellers[pair[0], pair[1]].append(teller)
    edges = [_told_edge(pair, told, nodes, claims) for pair, told in tellers.items()]
    known = set(tellers)
    for edge in _spoken(chronology, nodes, node_of, claims):
        if (edge.answer, edge.answered) not in known and edge.answer != edge.answered:
            known.add((edge.answer, edge.answered))
            edges.append(edge)
    circles = tuple(find_circles(edges))
    inside = {name: n for n, circle in enumerate(circles) for name in circle}
    marked = [_with_fault(edge, inside) for edge in edges]
    used = {name for edge in marked for name in (edge.answer, edge.answered)}
    return Chain(
        nodes=tuple(sorted((nodes[name] for name in used), key=_by_day)),
        edges=tuple(sorted(marked, key=lambda e: (_by_day(nodes[e.answer]), _by_day(nodes[e.answered]), HOWS[e.how]))),
        circles=circles,
    )


def acyclic(chain: Chain) -> Chain:
    """The chain without the edges that cannot stand together: those against time, and those of circles."""
    kept = [edge for edge in chain.edges if not edge.fault]
    used = {name for edge in kept for name in (edge.answer, edge.answered)}
    return Chain(nodes=tuple(node for node in chain.nodes if node.id in used), edges=tuple(kept))


def find_node(chain: Chain, wanted: str) -> ChainNode | None:
    """The node of an id, of a reference of one of its claims, or of the only id that begins so."""
    found = [node for node in chain.nodes if wanted == node.id or wanted in node.claims]
    found = found or [node for node in chain.nodes if node.id.startswith(wanted)]
    return found[0] if len(found) == 1 else None


def find_circles(edges: Iterable[ChainEdge]) -> Iterator[tuple[str, ...]]:
    """Sets of nodes each of which answers all others at some remove, sorted; edges against time do not count."""
    following: dict[str, list[str]] = {}
    for edge in edges:
        if not _is_backward(edge):
            following.setdefault(edge.answer, []).append(edge.answered)
            following.setdefault(edge.answered, [])
    parts = _strong_parts({name: sorted(set(after)) for name, after in following.items()})
    yield from sorted(tuple(sorted(part)) for part in parts if len(part) > 1)


def _strong_parts(following: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Strongly connected parts, by Tarjan's algorithm without recursion."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    path: list[str] = []
    on_path: set[str] = set()
    for root in sorted(following):
        if root in number:
            continue
        work = [(root, iter(following[root]))]
        number[root] = low[root] = len(number)
        path.append(root)
        on_path.add(root)
        while work:
            name, rest = work[-1]
            after = next(rest, None)
            if after is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[name])
                if low[name] == number[name]:
                    cut = path.index(name)
                    yield path[cut:]
                    on_path.difference_update(path[cut:])
                    del path[cut:]
            elif after not in number:
                number[after] = low[after] = len(number)
                path.append(after)
                on_path.add(after)
                work.append((after, iter(following[after])))
            elif after in on_path:
                low[name] = min(low[name], number[after])


# -- nodes --------------------------------------------------------------------------------------------------------


def _nodes(chronology: Chronology) -> Iterator[ChainNode]:
    for happening in chronology.happenings:
        yield _of_happening(happening)
        yield from (_of_act(act, "act") for act in happening.acts)
    yield from (_of_act(act, "act") for act in chronology.statements)
    yield from (_of_act(act, "announced") for act in chronology.announced)
    yield from (_of_tally(line) for line in chronology.tallies)


def _of_happening(h: Happening) -> ChainNode:
    return ChainNode(
        id=h.id, kind="happening", type=h.type, modality=h.modality, start=h.start, end=h.end,
        place=h.place.shown if h.place else None, initiator=h.initiator, target=h.target,
        says=h.says, claims=h.claims,
    )  # fmt: skip


def _of_act(act: Act, kind: str) -> ChainNode:
    return ChainNode(
        id=act.claim, kind=kind, type=act.type, modality=act.modality, start=act.start, end=act.end,
        initiator=act.initiator, target=act.target, says=act.sentence, trigger=act.trigger,
        claims=(act.claim, *act.again),
    )  # fmt: skip


def _of_tally(line: TallyLine) -> ChainNode:
    return ChainNode(
        id=line.claim, kind="total", type=line.counted, start=line.start, end=line.end, says=line.sentence,
        trigger=line.trigger, claims=(line.claim, *line.again),
    )  # fmt: skip


def _by_day(node: ChainNode) -> tuple[str, str, str]:
    return (node.start or "9999", node.end or "9999", node.id)


# -- edges --------------------------------------------------------------------------------------------------------


def _told(claims: Iterable[Claim]) -> Iterator[Teller]:
    """Who says that one answers another, by claim and in the order of what is answered."""
    for claim in sorted(claims, key=lambda c: c.order):
        for other in sorted(claim.event.responds_to):
            yield _teller(claim, f"{claim.doc}#{other}")


def _teller(claim: Claim, answered: str) -> Teller:
    e = claim.event
    return Teller(
        claim=claim.ref, answered=answered, doc=claim.doc, sentence=e.sentence, trigger=e.trigger, sources=e.sources
    )


def _told_edge(
    pair: tuple[str, str], told: Sequence[Teller], nodes: Mapping[str, ChainNode], claims: Mapping[str, Claim]
) -> ChainEdge:
    return _edge(pair, "told", "the text says so", told, nodes, claims)


def _edge(
    pair: tuple[str, str], how: str, because: str, told: Sequence[Teller], nodes: Mapping[str, ChainNode],
    claims: Mapping[str, Claim],
) -> ChainEdge:  # fmt: skip
    low, high = _days_between(nodes[pair[0]], nodes[pair[1]])
    accounts = to_accounts([claims[ref] for ref in dict.fromkeys(one.claim for one in told)])
    return ChainEdge(
        answer=pair[0], answered=pair[1], how=how, because=because, days_low=low, days_high=high, told=tuple(told),
        origins=max((account.origin for account in accounts), default=0),
    )  # fmt: skip


def _days_between(answer: ChainNode, answered: ChainNode) -> tuple[int | None, int | None]:
    """Fewest and most days from what is answered to the answer; negative where the answer was told to come first.

    What is answered may have lasted: the answer can come on any of its days after the first.
    """
    first, last = to_day(answer.start), to_day(answer.end)
    began, ended = to_day(answered.start), to_day(answered.end)
    if first is None or last is None or began is None or ended is None:
        return None, None
    high = (last - began).days
    return (high if high < 0 else max(0, (first - ended).days)), high


def _spoken(
    chronology: Chronology, nodes: Mapping[str, ChainNode], node_of: Mapping[str, str], claims: Mapping[str, Claim]
) -> Iterator[ChainEdge]:
    """Denials of what was said, and words of responsibility about a happening."""
    acts = [*chronology.statements, *(act for h in chronology.happenings for act in h.acts)]
    by_event: dict[str, list[Act]] = collections.defaultdict(list)
    denies = "it denies what the same speaker is said to have said"
    for act in sorted(acts, key=lambda a: a.claim):
        if act.event:
            by_event[act.event].append(act)
        for ref in act.answers:
            if ref in node_of and act.claim in claims:
                why = denies if act.type == "deny" else "the text says that it answers this"
                told = [_teller(claims[act.claim], ref)]
                yield _edge((act.claim, node_of[ref]), "denies", why, told, nodes, claims)
    for event in sorted(by_event):
        yield from _about(event, by_event[event], nodes, claims)


def _about(
    event: str, acts: Sequence[Act], nodes: Mapping[str, ChainNode], claims: Mapping[str, Claim]
) -> Iterator[ChainEdge]:
    """Among the acts that concern one happening: denials of accusations and claims, then all of the happening."""
    blaming: dict[str, list[Act]] = collections.defaultdict(list)
    for act in acts:
        for key in _keys(act.target if act.type == "accuse" else act.initiator) if act.type in BLAMED else ():
            if len(blaming[key]) < MOST_BLAMED:
                blaming[key].append(act)
    for deny in (act for act in acts if act.type == "deny"):
        found = {other.claim: other for key in sorted(_keys(deny.initiator)) for other in blaming[key]}
        for other in found.values():
            told = [_teller(claims[deny.claim], other.claim)]
            yield _edge((deny.claim, other.claim), "denies", BLAMED[other.type], told, nodes, claims)
    if event not in nodes:
        return
    for act in acts:
        if act.type in OF_A_DEED:
            told = [_teller(claims[ref], event) for ref in (act.claim, *act.again) if ref in claims]
            yield _edge((act.claim, event), "about", act.because, told, nodes, claims)


def _keys(parties: Iterable[Party]) -> set[str]:
    return {party.shown.casefold() for party in parties if party.name or party.words}


def _is_backward(edge: ChainEdge) -> bool:
    return edge.days_high is not None and edge.days_high < 0


def _with_fault(edge: ChainEdge, inside: Mapping[str, int]) -> ChainEdge:
    if _is_backward(edge):
        days = -(edge.days_high or 0)
        plural = "" if days == 1 else "s"
        return msgspec.structs.replace(edge, fault=f"the answer is dated {days} day{plural} before what it answers")
    if edge.answer in inside and inside.get(edge.answered) == inside[edge.answer]:
        return msgspec.structs.replace(edge, fault="each is told to answer the other, at some remove")
    return edge
