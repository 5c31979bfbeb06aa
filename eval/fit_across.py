"""Learn the weights of linking across documents (`khabar.link.across`), from gold articles or from made-up worlds.

usage: python eval/fit_across.py readings GOLD.json ... [--folds N] [-o src/khabar/link/across/readings.json]
       python eval/fit_across.py worlds WORLD.parquet ... [-o src/khabar/link/across/worlds.json]

Pairs of profiles that are known to tell one happening or two are examples; a logistic regression with a ridge gives
every level of every feature its weight. Readings: articles as they are read and as they are coded; ``--folds`` prints
the b-cubed of each part of the stories, linked by weights learned on the others; mentions of one document are joined
first, by the weights that ``eval/fit_links.py`` learns. Worlds: give seeds that nothing is reported on. Deterministic.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import fit_links
import numpy as np

from khabar.evaluate.gold import load_gold
from khabar.evaluate.partitions import compare
from khabar.link import join
from khabar.link.across import evidence, features, fitting, meeting, pairs, readings, weights, yardstick
from khabar.link.across.linker import Linker
from khabar.link.across.profiles import Profiles
from khabar.link.weights import load_inside
from khabar.model.records import INCIDENTS

OF_WORLDS = (
    "days", "undated", "both undated", "told", "foretold", "delays", "places", "kinds", "doers", "struck", "killed",
    "wounded", "weapons", "names", "names, common", "gap, common", "doers, struck", "kinds, doers",
)  # fmt: skip
OF_READINGS = (
    "days", "shared days", "common", "distance", "kinds", "doers", "struck", "doers from", "struck from", "swapped",
    "tolls", "weapons", "names", "launched", "words", "triggers", "source", "document", *pairs.MARKS[:-2],
)  # fmt: skip
NEVER = -40.0
SPREAD = -1.0
"""Of claims of no known day: no pair can teach it, for gold dates its articles."""
OF_OUTBREAK = {"outbreak.one": -2.0}
"""Of the outbreak of a war and a deed in it: by hand, for few stories tell of one."""
OF_SERIES = {"series.one": -1.0, "series.both": 0.5, "series.both, same struck": 2.0, "series.both, other struck": -0.5}
"""Of a series and its members, and of two series: by hand, for few stories have one, and most of its pairs are one
story's. Learned on the others, these weights raise the one that was left out; any near them do the same."""
TOLD_APART = -2.0
"""What a document tells as two: by hand, for what it tells as one it has joined before."""
MOST = 400_000
RIDGE = {"readings": 3.0, "worlds": 1.0}
BAR = {"readings": 1.6, "worlds": 1.5}
EAGER = {"readings": 2.0, "worlds": 0.0}
"""Added to the bias: sums over the pairs of two clusters count what the reports have in common several times."""


def sample_of(paths: Sequence[str]) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Levels of pairs of worlds, evenly taken, and whether they are one."""
    levels, same = defaultdict(list), []
    for path in paths:
        profiles, told = yardstick.read_world(path)
        one, two = meeting.pairs(meeting.keys(profiles))
        chosen = slice(0, None, max(1, len(one) * len(paths) // MOST))
        one, two = one[chosen], two[chosen]
        for name, column in evidence.describe(profiles, one, two, OF_WORLDS).items():
            levels[name].append(column)
        same.append(told[one] == told[two])
    return {name: np.concatenate(columns) for name, columns in levels.items()}, np.concatenate(same)


Part = tuple[Profiles, list[str | None], list[str]]


def part_of(at: fit_links.World) -> Part:
    """Profiles of a world's mentions, and the happening and story of each."""
    profiles = readings.to_profiles(at.nodes, join.group_inside(at.nodes, load_inside()))
    return Profiles.of(profiles), at.told, [at.stories[node.doc] for node in at.nodes]


def examples(parts: Sequence[Part], left_out: frozenset[str]) -> tuple[dict[str, np.ndarray], np.ndarray, np.ndarray]:
    """Levels of the pairs of two documents that meet, that may be one and that gold tells, but of stories left out;
    whether they are one; how much each counts, so that the pairs of two groups count as one.
    """
    levels, same, counts = defaultdict(list), [], []
    for profiles, told, stories in parts:
        one, two = meeting.pairs(meeting.keys(profiles))
        possible = evidence.describe(profiles, one, two, ["apart"])["apart"] < 0
        known = np.array([t is not None and s not in left_out for t, s in zip(told, stories, strict=True)])
        possible &= known[one] & known[two] & (profiles["doc"][one] != profiles["doc"][two])
        one, two = one[possible], two[possible]
        for name, column in evidence.describe(profiles, one, two, OF_READINGS).items():
            levels[name].append(column)
        same.append(np.array([told[i] == told[j] for i, j in zip(one, two, strict=True)], bool))
        groups = np.sort(np.stack([profiles.group[one], profiles.group[two]], axis=1), axis=1)
        _, which, size = np.unique(groups, axis=0, return_inverse=True, return_counts=True)
        counts.append(1 / size[which.ravel()])
    columns = {name: np.concatenate(column) for name, column in levels.items()}
    return columns, np.concatenate(same), np.concatenate(counts)


def table_of(
    levels: Mapping[str, np.ndarray], same: np.ndarray, counts: np.ndarray | None, kind: str
) -> dict[str, float]:
    """Weights, the bias eager or shy, and for readings what can by no means be."""
    found = fitting.fit(levels, same.astype(float), ridge=RIDGE[kind], counts=counts)
    found["bias"] = round(found.get("bias", 0.0) + EAGER[kind], 2)
    if kind == "readings":
        found |= {f"apart.{level}": NEVER for level in features.APART}
        found |= dict.fromkeys(("spread.one", "spread.both"), SPREAD) | OF_SERIES | OF_OUTBREAK
        found[evidence.TOLD_APART] = TOLD_APART
    return dict(sorted((found | {"bar": BAR[kind]}).items()))


def b_cubed(at: fit_links.World, table: Mapping[str, float], only: frozenset[str]) -> tuple[float, float, int]:
    """Sums of precision and recall over the incidents of some stories, linked across documents by `table`."""
    nodes = [node for node in at.nodes if at.stories[node.doc] in only]
    told = [t for t, node in zip(at.told, at.nodes, strict=True) if at.stories[node.doc] in only]
    made = readings.link_groups(nodes, join.group_inside(nodes, load_inside()), Linker(table))
    home = {i: number for number, group in enumerate(made) for i in group}
    counted = [i for i, node in enumerate(nodes) if told[i] is not None and node.event.type in INCIDENTS]
    found = compare(np.array([told[i] for i in counted]), np.array([home[i] for i in counted]))
    return found.b_precision * len(counted), found.b_recall * len(counted), len(counted)


def main() -> int:
    """Fit, show, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["readings", "worlds"])
    parser.add_argument("files", nargs="+")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--move", type=float, default=1.0, help="how far the table of today moves to the fitted one")
    parser.add_argument("-o", "--output")
    args = parser.parse_args()
    if args.kind == "worlds":
        table = table_of(*sample_of(args.files), None, args.kind)
        source = f"logistic regression over pairs of mentions in {len(args.files)} made-up worlds"
    else:
        golds = fit_links.mend([load_gold(name) for name in args.files])
        at = fit_links.worlds(golds)
        parts = [part_of(one) for one in at]
        show(at, parts, args.folds)
        table = table_of(*examples(parts, frozenset()), args.kind)
        source = f"logistic regression over pairs of profiles in {len(golds)} hand-coded articles, read and coded"
    if args.output:
        kept = weights.READINGS if args.kind == "readings" else weights.WORLDS
        today = weights.load_table(kept) if args.move < 1 else {}
        moved = {k: round(today.get(k, w) * (1 - args.move) + w * args.move, 2) for k, w in table.items()}
        table = moved | {"bar": table["bar"]}
        content = {"source": source, "note": "fitted by eval/fit_across.py; log-odds", "weights": table}
        Path(args.output).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0


def show(at: Sequence[fit_links.World], parts: Sequence[Part], folds: int) -> None:
    """The b-cubed of stories that the weights were not learned on, and by the weights of today."""
    names = sorted({story for world in at for story in world.stories})
    shown = defaultdict(list)
    for fold in (frozenset(names[k::folds]) for k in range(folds)):
        table = table_of(*examples(parts, fold), "readings")
        for kind, world in zip(("read", "coded"), at, strict=True):
            shown[f"{kind}, learned on the other stories"].append(b_cubed(world, table, fold))
            shown[f"{kind}, the weights of today"].append(b_cubed(world, weights.load_table("readings.json"), fold))
    for kind, sums in sorted(shown.items()):
        sys.stderr.write(f"{kind}: b-cubed {fit_links.figure(sums)}\n")


if __name__ == "__main__":
    sys.exit(main())
