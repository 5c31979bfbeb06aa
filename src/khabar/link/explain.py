"""Why two claims are, or are not, one happening: each piece of evidence in words, with what it weighs.

Invariant: the parts of an explanation add up to its score, the very sum that joined the claims or kept them apart; a
mention is looked at as linking looks at it, with what its document lends it where the other is of another document.
"""

from __future__ import annotations

import collections
import functools
import importlib.resources
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from khabar.errors import PackError
from khabar.link import discourse, features, join, mentions, profiles, weights
from khabar.model import naming
from khabar.model.records import Reading

CLOSE = 1.0
"""A second-best happening that scores less than this below the own one, in log-odds, is close."""


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of evidence: its name, its log-odds (positive for one happening), and what it says in words."""

    name: str
    weight: float
    words: str


class Explained(msgspec.Struct, frozen=True, kw_only=True):
    """Why two claims are or are not one. ``apart``: what keeps them apart whatever else speaks for them, or None.

    reasons: the weightiest first; their weights add up to `score`.
    """

    one: str
    two: str
    score: float
    apart: str | None
    reasons: tuple[Reason, ...]


class Rival(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that may belong to another happening: mean log-odds to its own happening's claims and to the other's.

    own: None where the claim stands alone. Happenings are named by their smallest reference.
    """

    claim: str
    home: str
    own: float | None
    other: str
    score: float


class Evidence:
    """All that linking compares in a set of readings, kept so that it can be asked about."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        ordered = naming.canonical(readings)
        names = naming.labels(ordered)
        self.nodes = list(mentions.to_nodes(ordered, names, {name: n for n, name in enumerate(names)}))
        self.at = {node.ref: i for i, node in enumerate(self.nodes)}
        self.tables = (weights.load_inside(), weights.load_weights())
        self.named = dict(discourse.describe(self.nodes))
        groups = join.group_inside(self.nodes, self.tables[0])
        self.named |= dict(join.describe_across(profiles.lend(self.nodes, groups)))

    def explain(self, one: str, two: str) -> Explained | None:
        """Why two claims, by reference, are or are not one; None where linking never compared them."""
        i, j = sorted((self.at[one], self.at[two]))
        a, b = self.nodes[i], self.nodes[j]
        apart = features.apart_because(a, b)
        named = self.named.get((i, j))
        if named is None and apart is None:
            return None
        reasons = tuple(_reasons(named or {}, self._table(i, j)))
        score = round(sum(reason.weight for reason in reasons), 2)
        return Explained(one=one, two=two, score=score, apart=apart, reasons=reasons)

    def find_rivals(self, happening: Mapping[str, str], close: float = CLOSE) -> Iterator[Rival]:
        """Yield the claims whose second-best happening scores close to their own, or well if they are alone.

        Args:
            happening: The happening of each claim, by reference, as linked.
            close: How far below its own happening the other may score, in log-odds.
        """
        scores: dict[str, dict[str, list[float]]] = collections.defaultdict(lambda: collections.defaultdict(list))
        for (i, j), named in self.named.items():
            weight = weights.weigh(named, self._table(i, j))
            one, two = self.nodes[i].ref, self.nodes[j].ref
            scores[one][happening.get(two, "")].append(weight)
            scores[two][happening.get(one, "")].append(weight)
        least = _smallest(happening)
        for ref in sorted(scores):
            yield from _rivals(ref, scores[ref], happening, least, close)

    def _table(self, i: int, j: int) -> Mapping[str, float]:
        return self.tables[0] if self.nodes[i].doc == self.nodes[j].doc else self.tables[1]


@functools.lru_cache(maxsize=1)
def load_reasons() -> Mapping[str, str]:
    """What each piece of evidence says, in words.

    Raises:
        PackError: the file breaks its shape.
    """
    raw = importlib.resources.files("khabar.link").joinpath("reasons.json").read_bytes()
    try:
        return msgspec.json.decode(raw, type=dict[str, str])
    except msgspec.DecodeError as fault:
        raise PackError(f"khabar/link/reasons.json: {fault}") from fault


def _reasons(named: Mapping[str, float], table: Mapping[str, float]) -> Iterator[Reason]:
    """Evidence that weighs something; what it weighs less because the program read the claim is in its weight."""
    total: dict[str, float] = collections.defaultdict(float)
    for name, value in named.items():
        total[name.removesuffix(discourse.AS_READ)] += table.get(name, 0.0) * value
    for name in sorted(total, key=lambda name: (-abs(total[name]), name)):
        if round(total[name], 2):
            yield Reason(name=name, weight=round(total[name], 2), words=load_reasons().get(name, name))


def _smallest(happening: Mapping[str, str]) -> dict[str, str]:
    least: dict[str, str] = {}
    for ref in sorted(happening, reverse=True):
        least[happening[ref]] = ref
    return least


def _rivals(
    ref: str,
    scores: Mapping[str, Sequence[float]],
    happening: Mapping[str, str],
    least: Mapping[str, str],
    close: float,
) -> Iterator[Rival]:
    home = happening.get(ref, "")
    means = {name: sum(held) / len(held) for name, held in scores.items() if name}
    own = means.pop(home, None)
    if not home or not means:
        return
    other = min(means, key=lambda name: (-means[name], least[name]))
    if means[other] > (0.0 if own is None else max(0.0, own - close)):
        mine = None if own is None else round(own, 2)
        yield Rival(claim=ref, home=least[home], own=mine, other=least[other], score=round(means[other], 2))
