"""Learn the weights of `khabar.link` from gold articles, as they are read and as they are coded.

usage: python eval/fit_links.py GOLD.json ... [--folds N] [--share S] [-o src/khabar/link/weights.json]

Pairs of mentions that gold tells of one happening or of two are examples; a logistic regression with a ridge gives
every feature its weight. With ``--folds`` it prints the b-cubed of each part of the stories, linked by weights that
were learned on the others, beside today's weights. ``--share`` says how far today's table moves to the new one.
Pure Python, deterministic.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from khabar.evaluate.align import align
from khabar.evaluate.gold import Gold, load_gold
from khabar.link import join, mentions, profiles, weights
from khabar.model.records import INCIDENTS, Reading
from khabar.pipeline import read_text

Pair = tuple[Mapping[str, float], bool]
RIDGE = 1.0
TURNS = 400
EAGER = 0.5
"""Added to the bias: sums over many pairs of a cluster lean to keeping apart, which costs recall."""


class World(NamedTuple):
    """Mentions that may be linked: nodes, the happening that gold gives each, the story of each document by number."""

    nodes: list[mentions.Node]
    told: list[str | None]
    stories: list[str]


def world(golds: Sequence[Gold], readings: Sequence[Reading], told: Mapping[str, str | None]) -> World:
    """The nodes of `readings`; `told` names the happening of a mention by document and id."""
    ordered = join._canonical(readings)
    names = join._names(ordered)
    nodes = list(mentions.to_nodes(ordered, names, {name: n for n, name in enumerate(names)}))
    story = stories(golds)
    return World(nodes, [told.get(node.ref) for node in nodes], [story[name] for name in names])


def worlds(golds: Sequence[Gold]) -> list[World]:
    """The articles as the program reads them, and as they are coded."""
    read: list[Reading] = []
    told: dict[str, str | None] = {}
    for gold in golds:
        reading = read_text(gold.text, doc=gold.doc, published=gold.metadata_published, outlet=gold.outlet)
        read.append(reading)
        for i, j in align(gold.events, reading.events):
            if gold.events[i].type == reading.events[j].type:
                told[f"{gold.doc}#{reading.events[j].id}"] = gold.events[i].event
    coded = [
        Reading(doc=g.doc, sha256=g.doc, khabar="0", published=g.published, outlet=g.outlet, events=tuple(g.events))
        for g in golds
    ]
    known = {f"{gold.doc}#{event.id}": event.event for gold in golds for event in gold.events}
    return [world(golds, read, told), world(golds, coded, known)]


def stories(golds: Sequence[Gold]) -> dict[str, str]:
    """Articles that tell a happening in common are one story, named by its first article."""
    parent = {gold.doc: gold.doc for gold in golds}

    def root(doc: str) -> str:
        while parent[doc] != doc:
            doc = parent[doc]
        return doc

    first: dict[str, str] = {}
    for gold in golds:
        for event in gold.events:
            if event.event is not None:
                parent[root(gold.doc)] = root(first.setdefault(event.event, gold.doc))
    return {gold.doc: root(gold.doc) for gold in golds}


def examples(at: World, table: Mapping[str, float], left_out: frozenset[str] = frozenset()) -> list[Pair]:
    """Every pair that may be one happening and whose two sides gold tells, but those of the stories left out."""
    inside = dict(join.describe_inside(at.nodes))
    edges = {pair: weights.weigh(named, table) for pair, named in inside.items()}
    across = join.describe_across(profiles.lend(at.nodes, join._agglomerate(at.nodes, edges)))
    out: list[Pair] = []
    for (i, j), named in {**inside, **dict(across)}.items():
        docs = {at.stories[at.nodes[i].doc], at.stories[at.nodes[j].doc]}
        if at.told[i] is not None and at.told[j] is not None and not docs & left_out:
            out.append((named, at.told[i] == at.told[j]))
    return out


def fit(pairs: Sequence[Pair], names: Sequence[str]) -> dict[str, float]:
    """Weights by resilient steps down the logistic loss, a ridge on each."""
    index = {name: n for n, name in enumerate(names)}
    data = [([(index[k], v) for k, v in named.items() if k in index], float(same)) for named, same in pairs]
    table, step, last = [0.0] * len(names), [0.1] * len(names), [0.0] * len(names)
    for _ in range(TURNS):
        gradient = [-RIDGE * w for w in table]
        for features, same in data:
            score = sum(table[k] * v for k, v in features)
            error = same - 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
            for k, v in features:
                gradient[k] += error * v
        for k, slope in enumerate(gradient):
            agreed = slope * last[k]
            step[k] = min(step[k] * 1.2, 1.0) if agreed > 0 else max(step[k] * 0.5, 1e-6) if agreed < 0 else step[k]
            last[k] = 0.0 if agreed < 0 else slope
            if agreed >= 0 and slope:
                table[k] += math.copysign(step[k], slope)
    found = dict(zip(names, table, strict=True))
    found["bias"] += EAGER
    return {name: round(found[name], 2) for name in sorted(found)}


def b_cubed(at: World, table: Mapping[str, float], only: frozenset[str]) -> tuple[float, float, int]:
    """Sums of precision and recall over the incidents of some stories, and how many they are."""
    kept = [n for n, node in enumerate(at.nodes) if at.stories[node.doc] in only]
    group: dict[int, int] = {}
    for number, members in enumerate(join.group_mentions([at.nodes[n] for n in kept], table)):
        group |= {kept[k]: number for k in members}
    right: dict[str, set[int]] = defaultdict(set)
    made: dict[int, set[int]] = defaultdict(set)
    counted = [n for n in kept if at.told[n] is not None and at.nodes[n].event.type in INCIDENTS]
    for n in counted:
        right[str(at.told[n])].add(n)
        made[group[n]].add(n)
    both = [(right[str(at.told[n])], made[group[n]]) for n in counted]
    return (
        math.fsum(len(r & m) / len(m) for r, m in both),
        math.fsum(len(r & m) / len(r) for r, m in both),
        len(both),
    )


def f1(parts: Sequence[tuple[float, float, int]]) -> float:
    """B-cubed F1 of sums over parts."""
    count = sum(n for _, _, n in parts) or 1
    precision, recall = (math.fsum(part[k] for part in parts) / count for k in (0, 1))
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def main() -> int:
    """Fit, show, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("-o", "--output")
    args = parser.parse_args()
    golds = [load_gold(Path(name)) for name in args.gold]
    at = worlds(golds)
    today = weights.load_weights()
    names = sorted(today)
    sizes = Counter(story for w in at[:1] for story in w.stories)
    parts = [frozenset(sorted(sizes)[k :: args.folds]) for k in range(args.folds)]
    shown: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    for part in parts:
        table = fit([pair for w in at for pair in examples(w, today, part)], names)
        for kind, one in zip(("read", "coded"), at, strict=True):
            shown[f"{kind}, learned on the other stories"].append(b_cubed(one, table, part))
            shown[f"{kind}, the weights of today"].append(b_cubed(one, today, part))
    for kind, sums in sorted(shown.items()):
        sys.stderr.write(f"{kind}: b-cubed {f1(sums):.3f}\n")
    if args.output:
        path = Path(args.output)
        content = json.loads(path.read_text("utf-8"))
        found = fit([pair for w in at for pair in examples(w, today)], names)
        content["source"] = f"logistic regression over pairs of mentions in {len(golds)} hand-coded articles"
        content["note"] = f"fitted by eval/fit_links.py, share {args.share}; log-odds, bias raised by {EAGER}"
        content["weights"] = {n: round(today[n] + args.share * (found[n] - today[n]), 2) for n in names}
        path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
