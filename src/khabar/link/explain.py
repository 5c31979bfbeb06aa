"""Why two claims are, or are not, one happening: each piece of evidence in words, with what it weighs.

Invariant: the parts of an explanation add up to its score, the very edge that joined the claims or kept them apart:
within a document by its table, across documents by the linker.
"""

from __future__ import annotations

import collections
import functools
import importlib.resources
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from khabar.errors import PackError
from khabar.link import discourse, features, join, weights
from khabar.link.across import meeting
from khabar.link.across.evidence import UNIT
from khabar.link.across.profiles import Profiles
from khabar.link.across.readings import to_profiles
from khabar.model import naming
from khabar.model.evidence import Explained, Reason, Tie
from khabar.model.lineage import Lineage
from khabar.model.records import Reading

CLOSE = 1.0
"""A second-best happening that scores less than this below the own one, in log-odds, is close."""
APART = "apart."


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
    """All that linking compares in a set of readings, kept so that it can be asked about.

    edges: log-odds of each pair compared, by places in ``nodes``, the smaller first.
    """

    def __init__(self, readings: Sequence[Reading], lineage: Lineage | None = None) -> None:
        ordered = naming.canonical(readings)
        self.nodes = join.nodes_of(ordered, naming.labels(ordered), lineage or Lineage())
        self.at = {node.ref: i for i, node in enumerate(self.nodes)}
        self.inside = weights.load_inside()
        self.linker = join.linker_of_readings()
        self.named = dict(discourse.describe(self.nodes))
        groups = join.group_inside(self.nodes, self.inside)
        self.profiles = Profiles.of(to_profiles(self.nodes, groups))
        within = {pair: weights.weigh(named, self.inside) for pair, named in self.named.items()}
        self.edges = within | dict(self._across())

    def explain(self, one: str, two: str) -> Explained | None:
        """Why two claims, by reference, are or are not one; None where linking never compared them."""
        i, j = sorted((self.at[one], self.at[two]))
        if self.nodes[i].doc != self.nodes[j].doc:
            return self._explain_across(i, j, one, two) if (i, j) in self.edges else None
        apart = features.apart_because(self.nodes[i], self.nodes[j])
        named = self.named.get((i, j))
        if named is None and apart is None:
            return None
        return _explained(one, two, apart, _weighed(named or {}, self.inside))

    def find_ties(self, claims: Iterable[str]) -> Iterator[Tie]:
        """Yield what ties each claim of a happening to the others: its best pair among them.

        Args:
            claims: References of all claims of the happening; those that linking does not compare are passed over.
        """
        held = {self.at[claim] for claim in claims if claim in self.at}
        best: dict[int, tuple[float, int]] = {}
        for (i, j), score in self.edges.items():
            if i in held and j in held:
                best[i] = max(best.get(i, (score, -j)), (score, -j))
                best[j] = max(best.get(j, (score, -i)), (score, -i))
        for i in sorted(held):
            one = self.nodes[i].ref
            yield Tie(claim=one, best=self.explain(one, self.nodes[-best[i][1]].ref) if i in best else None)

    def find_rivals(self, happening: Mapping[str, str], close: float = CLOSE) -> Iterator[Rival]:
        """Yield the claims whose second-best happening scores close to their own, or well if they are alone.

        Args:
            happening: The happening of each claim, by reference, as linked.
            close: How far below its own happening the other may score, in log-odds.
        """
        scores: dict[str, dict[str, list[float]]] = collections.defaultdict(lambda: collections.defaultdict(list))
        for (i, j), weight in self.edges.items():
            one, two = self.nodes[i].ref, self.nodes[j].ref
            scores[one][happening.get(two, "")].append(weight)
            scores[two][happening.get(one, "")].append(weight)
        least = _smallest(happening)
        for ref in sorted(scores):
            yield from _rivals(ref, scores[ref], happening, least, close)

    def _across(self) -> Iterator[tuple[tuple[int, int], float]]:
        """The linker's edges; pairs of one document, which it is told only to keep apart, are left to the document."""
        found = self.linker.edges(self.profiles, meeting.pairs(meeting.keys(self.profiles)))
        for i, j, weight in zip(found.one.tolist(), found.two.tolist(), found.weight.tolist(), strict=True):
            if self.nodes[i].doc != self.nodes[j].doc:
                yield (i, j), weight / UNIT

    def _explain_across(self, i: int, j: int, one: str, two: str) -> Explained:
        levels = self.linker.explain_pair(self.profiles, i, j)
        apart = next((load_reasons()[name] for name in levels if name.startswith(APART)), None)
        return _explained(one, two, apart, levels)


@functools.lru_cache(maxsize=1)
def load_reasons() -> Mapping[str, str]:
    """What each piece of evidence says, in words: features within a document, and ``feature.level`` across.

    Raises:
        PackError: the file breaks its shape.
    """
    raw = importlib.resources.files("khabar.link").joinpath("reasons.json").read_bytes()
    try:
        return msgspec.json.decode(raw, type=dict[str, str])
    except msgspec.DecodeError as fault:
        raise PackError(f"khabar/link/reasons.json: {fault}") from fault


def _weighed(named: Mapping[str, float], table: Mapping[str, float]) -> Mapping[str, float]:
    """Log-odds of each feature; what it weighs less because the program read the claim is in its weight."""
    total: dict[str, float] = collections.defaultdict(float)
    for name, value in named.items():
        total[name.removesuffix(discourse.AS_READ)] += table.get(name, 0.0) * value
    return total


def _explained(one: str, two: str, apart: str | None, weighed: Mapping[str, float]) -> Explained:
    rounded = {name: round(weight, 2) for name, weight in weighed.items()}
    reasons = tuple(
        Reason(name=name, weight=rounded[name], words=load_reasons().get(name, name))
        for name in sorted(rounded, key=lambda name: (-abs(rounded[name]), name))
        if rounded[name]
    )
    score = round(sum(reason.weight for reason in reasons), 2)
    return Explained(one=one, two=two, score=score, apart=apart, reasons=reasons)


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
