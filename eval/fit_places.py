"""Learn the weights of `khabar.ground.place_marks` from gold articles.

usage: python eval/fit_places.py --train GOLD.json ... [--test GOLD.json ...] [-o src/khabar/ground/place_weights.json]

Reads the articles with the weights of today, takes every event that gold has too, and fits a logistic choice among the
places that the grammar offers for it; rounds are repeated because a place told before is offered again. Pure Python,
deterministic.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from khabar.evaluate.align import align, same_place
from khabar.evaluate.gold import Gold, load_gold
from khabar.ground import claims, place_options, placing
from khabar.ground.listed import with_its_list
from khabar.model.document import Document
from khabar.model.records import PlaceMention
from khabar.packs.lexicon import load_lexicon
from khabar.packs.weights import load_weights
from khabar.pipeline import Reader

Example = tuple[list[list[str]], list[int], float]
RARE = 3
RIDGE = 8.0
TURNS = 60
ROUNDS = 2


class Recorder(placing.Placer):
    """A placer that keeps what it was offered, each option with the place that it would give the happening."""

    kept: list[tuple[Any, list[tuple[place_options.Option, PlaceMention | None]]]] = []

    def options(self, draft: Any) -> list[place_options.Option]:
        """What the placer is offered, kept."""
        found = super().options(draft)
        Recorder.kept.append((draft, [(option, self._given(option, found)) for option in found]))
        return found

    def _given(self, option: place_options.Option, found: list[place_options.Option]) -> PlaceMention | None:
        """The place that an option gives: the finer one told with it, with the list that it stands in."""
        if option.place is None:
            return None
        chosen = option
        for other in (option, *found):
            if other.finer is not None and other.place is not None and other.place.same(option.place):
                chosen = other.finer
                break
        if chosen.place is None:
            return None
        place = chosen.place if chosen.carried else with_its_list(chosen.place, self.places, self.text)
        return place.record()


def collect(
    reader: Reader, golds: list[Gold], named: tuple[str, ...] = (), more: float = 1.0
) -> tuple[list[Example], str]:
    """The options of every event of gold that was read, with the right ones and what it counts: `more` in documents
    whose names begin like one of `named`; how good the places read now are.
    """
    out: list[Example] = []
    tp = pred = had = offered_right = 0
    for gold in golds:
        Recorder.kept = []
        counts = more if gold.doc.startswith(named) else 1.0
        digest = hashlib.sha256(gold.text.encode()).hexdigest()
        document = Document(
            doc=gold.doc, text=gold.text, sha256=digest, published=gold.metadata_published, outlet=gold.outlet
        )
        reading = reader.read(document)
        pred += sum(e.place is not None for e in reading.events)
        had += sum(e.place is not None for e in gold.events)
        offered = {(d.span.start, d.span.end, d.type): options for d, options in Recorder.kept}
        for i, j in align(gold.events, reading.events):
            coded, read = gold.events[i], reading.events[j]
            options = offered.get((read.span.start, read.span.end, read.type))
            if coded.type != read.type or options is None:
                continue
            if coded.place is None:
                right = [k for k, (_, given) in enumerate(options) if given is None]
            else:
                right = [k for k, (_, given) in enumerate(options) if given and same_place(coded.place, given)]
                offered_right += bool(right)
                tp += read.place is not None and same_place(coded.place, read.place)
            if right:
                out.append(([o.marks for o, _ in options], right, counts))
    f1 = 2 * tp / max(1, pred + had)
    return out, f"F1 {f1:.3f} (found {tp} of {pred} read, {had} in gold, {offered_right} offered)"


def fit(examples: list[Example], ridge: float, turns: int) -> dict[str, float]:
    """Weights that make the right options likely; resilient steps, a ridge on every weight."""
    seen = Counter(mark for options, _, _ in examples for mark in {m for marks in options for m in marks})
    names = sorted(mark for mark, count in seen.items() if count >= RARE)
    index = {name: n for n, name in enumerate(names)}
    data = [
        ([[index[m] for m in marks if m in index] for marks in options], right, counts)
        for options, right, counts in examples
    ]
    weights = [0.0] * len(names)
    step = [0.1] * len(names)
    last = [0.0] * len(names)
    for _ in range(turns):
        gradient = [-ridge * w for w in weights]
        for options, right, counts in data:
            scores = [math.fsum(weights[m] for m in marks) for marks in options]
            top = max(scores)
            chances = [math.exp(s - top) for s in scores]
            total = sum(chances)
            mass = sum(chances[k] for k in right)
            for k, marks in enumerate(options):
                wanted = chances[k] / mass if k in right else 0.0
                change = counts * (wanted - chances[k] / total)
                if abs(change) > 1e-6:
                    for mark in marks:
                        gradient[mark] += change
        for n, tilt in enumerate(gradient):
            slope = tilt
            if slope * last[n] > 0:
                step[n] = min(step[n] * 1.2, 0.5)
            elif slope * last[n] < 0:
                step[n] *= 0.5
                slope = 0.0
            weights[n] += step[n] if slope > 0 else -step[n] if slope < 0 else 0.0
            last[n] = slope
    return {name: round(weights[n], 3) for n, name in enumerate(names) if abs(weights[n]) >= 0.02}


def use(weights: Any) -> None:
    """Let every placer choose by these weights from now on."""
    placing.load_weights = lambda *_: weights


def main() -> None:
    """Fit, show, write."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--train", nargs="+", required=True)
    ask.add_argument("--test", nargs="*", default=[])
    ask.add_argument("--ridge", type=float, default=RIDGE)
    ask.add_argument("--rounds", type=int, default=ROUNDS)
    ask.add_argument("--hidden", help="packs that lack some names, to train on as well: so are articles not yet read")
    ask.add_argument("--unseen", help="packs that lack other names, to test on as well")
    ask.add_argument("-o", "--output")
    ask.add_argument("--named", nargs="*", default=[], help="how the names of documents begin that count for more")
    ask.add_argument("--more", type=float, default=1.0, help="how much they count")
    given = ask.parse_args()
    reader = Reader()
    hidden = Reader(load_lexicon(Path(given.hidden))) if given.hidden else None
    unseen = Reader(load_lexicon(Path(given.unseen))) if given.unseen else None
    kind: Any = Recorder
    claims.Placer = kind
    train = [load_gold(path) for path in given.train]
    tests = [load_gold(path) for path in given.test]
    weights = dict(load_weights(*placing.WEIGHTS))
    for number in range(given.rounds + 1):
        examples, now = collect(reader, train, tuple(given.named), given.more)
        sys.stderr.write(f"round {number}: train {now}\n")
        if hidden is not None:
            fewer, now = collect(hidden, train, tuple(given.named), given.more)
            examples += fewer
            sys.stderr.write(f"round {number}: train, names hidden {now}\n")
        if tests:
            sys.stderr.write(f"round {number}: test {collect(reader, tests)[1]}\n")
            if unseen is not None:
                sys.stderr.write(f"round {number}: test, names hidden {collect(unseen, tests)[1]}\n")
        if number == given.rounds:
            break
        weights = fit(examples, given.ridge, TURNS)
        use(weights)
    if given.output:
        table = {
            "source": f"logistic choice over {len(examples)} happenings of {len(train)} hand-coded articles",
            "note": f"fitted by eval/fit_places.py, ridge {given.ridge}",
            "weights": dict(sorted(weights.items())),
        }
        Path(given.output).write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
