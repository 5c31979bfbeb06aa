"""Learn the weights of linking within one document from gold articles, as they are read and as they are coded.

usage: python eval/fit_links.py GOLD.json ... [--folds N] [--write]

Pairs of mentions of one document that gold tells of one happening or of two are examples; a logistic regression with a
ridge gives every feature its weight. With ``--folds`` it prints the b-cubed, each document by itself, of each part of
the stories, linked by weights that were learned on the others, beside today's weights, and beside weights learned on
all. ``--write`` puts the latter in their place. The weights across documents are learned by ``eval/fit_across.py``,
after these. Deterministic.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from khabar.evaluate.align import align
from khabar.evaluate.gold import Gold, load_gold
from khabar.link import discourse, join, mentions, weights
from khabar.link.discourse import AS_READ
from khabar.model import naming
from khabar.model.records import INCIDENTS, Reading
from khabar.pipeline import read_text

Array = npt.NDArray[np.float64]
Pair = tuple[tuple[int, int], Mapping[str, float]]
Example = tuple[Mapping[str, float], bool]
TURNS = 12
HERE = Path(__file__).resolve().parent
TABLE = HERE.parent / "src" / "khabar" / "link" / "inside.json"
RIDGE = 3.3
EAGER = 0.6
"""Added to the bias: sums over many pairs of a cluster lean to keeping apart, which costs recall."""
EAGER_READ = 0.2
"""Added to the bias of what the program read, beside: a reader misses places and days, which would join."""
FIXED = {"another": -3.0, "then_and_otherwise": -3.0}
"""Weights that too few pairs can teach: calling a deed a second one speaks against, or telling it of another hour with
other weapons."""


class World(NamedTuple):
    """Mentions that may be linked: nodes, the happening that gold gives each, the story of each document by number."""

    nodes: list[mentions.Node]
    told: list[str | None]
    stories: list[str]


def world(golds: Sequence[Gold], readings: Sequence[Reading], told: Mapping[str, str | None]) -> World:
    """The nodes of `readings`; `told` names the happening of a mention by document and id."""
    ordered = naming.canonical(readings)
    names = naming.labels(ordered)
    nodes = list(mentions.to_nodes(ordered, names, {name: n for n, name in enumerate(names)}))
    story = stories(golds)
    return World(nodes, [told.get(node.ref) for node in nodes], [story[name] for name in names])


def mend(golds: Sequence[Gold]) -> list[Gold]:
    """Gold with the keys made one that its codebook calls one (`doubts.json`)."""
    one = dict(json.loads((HERE / "doubts.json").read_text("utf-8"))["one"])
    return [
        msgspec.structs.replace(
            gold, events=tuple(msgspec.structs.replace(e, event=one.get(e.event or "", e.event)) for e in gold.events)
        )
        for gold in golds
    ]


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


def examples(at: World, pairs: Iterable[Pair], left_out: frozenset[str]) -> list[Example]:
    """The pairs whose two sides gold tells, but those of the stories left out."""
    out = []
    for (i, j), named in pairs:
        docs = {at.stories[at.nodes[i].doc], at.stories[at.nodes[j].doc]}
        if at.told[i] is not None and at.told[j] is not None and not docs & left_out:
            out.append((named, at.told[i] == at.told[j]))
    return out


def learn(at: Sequence[World], left_out: frozenset[str] = frozenset()) -> dict[str, float]:
    """The table, learned on every story but some."""
    return fit([x for w in at for x in examples(w, discourse.describe(w.nodes), left_out)])


def fit(found: Sequence[Example]) -> dict[str, float]:
    """Weights by Newton's steps down the logistic loss, a ridge on each."""
    taught = {name for named, _ in found for name in named if name.removesuffix(AS_READ) not in FIXED}
    names = sorted(taught | {"bias", "bias" + AS_READ})
    place = {name: n for n, name in enumerate(names)}
    rows = np.zeros((len(found), len(names)))
    for row, (named, _) in enumerate(found):
        for name in named.keys() & taught:
            rows[row, place[name]] = named[name]
    same = np.array([float(s) for _, s in found])
    table = np.zeros(len(names))
    for _ in range(TURNS):
        likely = 1 / (1 + np.exp(-np.clip(rows @ table, -30, 30)))
        slope = rows.T @ (same - likely) - RIDGE * table
        bend = (rows.T * (likely * (1 - likely))) @ rows + np.diag(np.full(len(names), RIDGE))
        table = table + np.linalg.solve(bend, slope)
    table[place["bias"]] += EAGER
    table[place["bias" + AS_READ]] += EAGER_READ
    learned = {name: round(float(table[n]), 2) for name, n in place.items() if abs(table[n]) >= 0.005}
    return learned | FIXED


def b_cubed(at: World, table: Mapping[str, float], only: frozenset[str]) -> tuple[float, float, int]:
    """Sums of precision and recall over the incidents of some stories within each document, and how many they are."""
    kept = [n for n, node in enumerate(at.nodes) if at.stories[node.doc] in only]
    group: dict[int, int] = {}
    nodes = [at.nodes[n] for n in kept]
    for number, members in enumerate(join.group_inside(nodes, table)):
        group |= {kept[k]: number for k in members}
    right: dict[tuple[int, str], set[int]] = defaultdict(set)
    made: dict[int, set[int]] = defaultdict(set)
    counted = [n for n in kept if at.told[n] is not None and at.nodes[n].event.type in INCIDENTS]
    for n in counted:
        right[at.nodes[n].doc, str(at.told[n])].add(n)
        made[group[n]].add(n)
    both = [(right[at.nodes[n].doc, str(at.told[n])], made[group[n]]) for n in counted]
    return (
        math.fsum(len(r & m) / len(m) for r, m in both),
        math.fsum(len(r & m) / len(r) for r, m in both),
        len(both),
    )


def figure(parts: Sequence[tuple[float, float, int]]) -> str:
    """B-cubed F1, precision and recall of sums over parts."""
    count = sum(n for _, _, n in parts) or 1
    precision, recall = (math.fsum(part[k] for part in parts) / count for k in (0, 1))
    value = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"{value:.3f} (precision {precision:.3f}, recall {recall:.3f}, {count} mentions)"


def show(at: Sequence[World], all_: Mapping[str, float], folds: int) -> None:
    """Print each world's figure by held-out parts, by today's weights, and by weights learned on all of it."""
    today = weights.load_inside()
    every = sorted({story for w in at for story in w.stories})
    parts = [frozenset(every[k::folds]) for k in range(folds)]
    shown: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    for part in parts:
        learned = learn(at, part)
        for name, one in zip(("read", "coded"), at, strict=True):
            for label, chosen in (("learned on other stories", learned), ("today", today), ("learned on all", all_)):
                shown[f"{name}, {label}"].append(b_cubed(one, chosen, part))
    for label, sums in sorted(shown.items()):
        sys.stderr.write(f"{label}: b-cubed {figure(sums)}\n")


def write(table: Mapping[str, float], golds: int) -> None:
    """Put the table beside the linker."""
    content = {
        "source": f"logistic regression over pairs of mentions in {golds} hand-coded articles",
        "note": f"fitted by eval/fit_links.py; ridge {RIDGE}; bias raised by {EAGER}, as read by {EAGER_READ} more",
        "weights": dict(sorted(table.items())),
    }
    TABLE.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")


def main() -> int:
    """Fit, show, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    golds = mend([load_gold(name) for name in args.gold])
    at = worlds(golds)
    table = learn(at)
    if args.folds:
        show(at, table, args.folds)
    if args.write:
        write(table, len(golds))
    return 0


if __name__ == "__main__":
    sys.exit(main())
