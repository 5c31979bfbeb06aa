"""Learn the weights of `khabar.read.role_marks` from gold articles.

usage: python eval/fit_roles.py --train GOLD.json ... [--test GOLD.json ...] [--write]

Reads the articles, takes for every event what the grammar offers as its participants, and fits for each role a
logistic choice whether an offered phrase has it; events that gold does not have count as having none. The examples of
the packs are learnt from too, for the roles that they give. Pure Python, deterministic.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from khabar.evaluate.align import align, matches
from khabar.evaluate.examples import find_cases, unmarked
from khabar.evaluate.gold import Gold, load_gold
from khabar.model.document import Document
from khabar.model.drafts import Draft
from khabar.model.records import Reading
from khabar.model.spans import Span
from khabar.pipeline import Reader
from khabar.read import choosing
from khabar.read.choosing import OFFERED, ROLES, TABLES, Option

Example = tuple[list[str], bool]
RARE = 4
RIDGE = 2.0
TURNS = 60
SHOWN = 2
HOME = Path(__file__).parents[1] / "src" / "khabar" / "read"


class Recorder(choosing.RoleChooser):
    """A chooser that keeps what it was offered."""

    kept: list[tuple[Draft, list[Option]]] = []

    def settle(self, draft: Draft, options: list[Option]) -> None:
        """Keep the options, then take the likely ones."""
        Recorder.kept.append((draft, options))
        super().settle(draft, options)


def read(reader: Reader, gold: Gold) -> tuple[Reading, list[tuple[Draft, list[Option]]]]:
    """The reading of an article and what was offered for each of its events."""
    Recorder.kept = []
    digest = hashlib.sha256(gold.text.encode()).hexdigest()
    document = Document(
        doc=gold.doc, text=gold.text, sha256=digest, published=gold.metadata_published, outlet=gold.outlet
    )
    return reader.read(document), Recorder.kept


def meant(option: Option) -> Span | None:
    """The letters that a reading would give for an option: of a pronoun alone, those it stands for."""
    mention = option.mention
    if not mention.pronoun or mention.noun or mention.head:
        return mention.span
    return mention.antecedent.span if mention.antecedent is not None else None


def rightful(options: Sequence[Option], role: str, coded: Sequence[Any]) -> set[int]:
    """Which options stand for the coded participants, one for each."""
    found: set[int] = set()
    for actor in coded:
        best: tuple[tuple[bool, bool, int], int] | None = None
        for n, option in enumerate(options):
            span = meant(option)
            if n in found or span is None or not span.overlaps(actor.span):
                continue
            apart = abs(span.start - actor.span.start) + abs(span.end - actor.span.end)
            rank = (option.taken.get(role, False), role in option.proposed, -apart)
            if best is None or rank > best[0]:
                best = (rank, n)
        if best is not None:
            found.add(best[1])
    return found


def collect(reader: Reader, golds: Sequence[Gold]) -> dict[str, list[Example]]:
    """What was offered for each role, and whether it was right."""
    out: dict[str, list[Example]] = {role: [] for role in ROLES}
    for gold in golds:
        reading, kept = read(reader, gold)
        offered = {(d.span.start, d.span.end, d.type): options for d, options in kept}
        coded = {j: gold.events[i] for i, j in align(gold.events, reading.events)}
        for number, event in enumerate(reading.events):
            options = offered.get((event.span.start, event.span.end, event.type), [])
            other = coded.get(number)
            for role in ROLES:
                actors = getattr(other, role) if other is not None and other.type == event.type else ()
                right = rightful(options, role, actors)
                for n, option in enumerate(options):
                    if role in option.proposed or option.kind in OFFERED[role]:
                        out[role].append((option.marks, n in right))
    return out


def from_packs(reader: Reader) -> dict[str, list[Example]]:
    """What is offered in the examples of the packs for the roles that they give."""
    out: dict[str, list[Example]] = {role: [] for role in ROLES}
    for case in find_cases(reader.lexicon.tables):
        words = {role: getattr(case.example, role, "") for role in ROLES}
        if not any(words.values()):
            continue
        text, mark = unmarked(case.example.text)
        Recorder.kept = []
        reader.read(Document(doc="example", text=text, sha256="", published=None))
        for draft, options in Recorder.kept:
            if mark is None or not draft.span.overlaps(mark):
                continue
            for role in ROLES:
                told = [n for n, o in enumerate(options) if role in o.proposed or o.kind in OFFERED[role]]
                right = {n for n in told if words[role] and _same(words[role], options[n].mention.text)}
                if right:
                    out[role] += [(options[n].marks, n in right) for n in told]
    return out


def _same(wanted: str, found: str) -> bool:
    return wanted in found or found in wanted


def fit(examples: Sequence[Example], ridge: float, turns: int) -> dict[str, float]:
    """Log-odds of the marks; resilient steps, a ridge on every weight."""
    seen = Counter(mark for marks, _ in examples for mark in set(marks))
    names = sorted(mark for mark, count in seen.items() if count >= RARE)
    index = {name: n for n, name in enumerate(names)}
    data = [([index[m] for m in marks if m in index], 1.0 if right else 0.0) for marks, right in examples]
    weights, last, step = [0.0] * len(names), [0.0] * len(names), [0.05] * len(names)
    for _ in range(turns):
        gradient = [-ridge * w for w in weights]
        for marks, right in data:
            wanted = right - 1.0 / (1.0 + math.exp(-math.fsum([weights[m] for m in marks])))
            for mark in marks:
                gradient[mark] += wanted
        for n, slope in enumerate(gradient):
            if slope * last[n] > 0:
                step[n] = min(step[n] * 1.2, 0.3)
            elif slope * last[n] < 0:
                step[n] *= 0.5
                last[n] = 0.0
                continue
            weights[n] += step[n] if slope > 0 else -step[n] if slope < 0 else 0.0
            last[n] = slope
    return {name: round(weights[n], 3) for n, name in enumerate(names) if abs(weights[n]) >= 0.02}


def figures(reader: Reader, golds: Sequence[Gold]) -> str:
    """F1 of both roles."""
    shown = []
    readings = [(gold, read(reader, gold)[0]) for gold in golds]
    for role in ROLES:
        tp = pred = had = 0
        for gold, reading in readings:
            pred += sum(len(getattr(e, role)) for e in reading.events)
            had += sum(len(getattr(e, role)) for e in gold.events)
            for i, j in align(gold.events, reading.events):
                if gold.events[i].type == reading.events[j].type:
                    tp += matches(getattr(gold.events[i], role), getattr(reading.events[j], role))
        shown.append(f"{role} {2 * tp / max(1, pred + had):.3f} (found {tp} of {pred} read, {had} in gold)")
    return ", ".join(shown)


def use(reader: Reader, weights: Mapping[str, Mapping[str, float]]) -> None:
    """Let a reader choose by these weights from now on."""
    reader.reader.drafter.chooser.use(weights)


def recording() -> Reader:
    """A reader whose chooser keeps what it was offered."""
    reader = Reader()
    drafter = reader.reader.drafter
    drafter.chooser = Recorder(reader.lexicon, drafter.filler.subjects)
    return reader


def main(fitted: Callable[[Sequence[Example], float, int], dict[str, float]] = fit) -> None:
    """Fit, show, write."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--train", nargs="+", required=True)
    ask.add_argument("--test", nargs="*", default=[])
    ask.add_argument("--ridge", type=float, default=RIDGE)
    ask.add_argument("--write", action="store_true", help="replace the tables of the package")
    given = ask.parse_args()
    reader = recording()
    train, tests = [load_gold(path) for path in given.train], [load_gold(path) for path in given.test]
    examples = collect(reader, train)
    shown = from_packs(reader)
    examples = {role: examples[role] + SHOWN * shown[role] for role in ROLES}
    weights = {role: fitted(examples[role], given.ridge, TURNS) for role in ROLES}
    use(reader, weights)
    sys.stderr.write(f"train: {figures(reader, train)}\n")
    if tests:
        sys.stderr.write(f"test: {figures(reader, tests)}\n")
    for role in ROLES if given.write else ():
        table = {
            "source": f"logistic choice over {len(examples[role])} phrases of {len(train)} hand-coded articles",
            "note": f"fitted by eval/fit_roles.py, ridge {given.ridge}",
            "weights": dict(sorted(weights[role].items())),
        }
        Path(HOME, TABLES[role]).write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
