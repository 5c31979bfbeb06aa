"""``khabar bench link``."""

from __future__ import annotations

import importlib
import itertools
import resource
import sys
import time
from collections.abc import Callable
from typing import Annotated, TypeVar

import numpy as np
import typer

from khabar.cli.talk import DONE, put, say
from khabar.evaluate.partitions import compare, count_pairs
from khabar.evaluate.worlds import make_world
from khabar.link.across import weights
from khabar.link.across.linker import Linker
from khabar.link.across.meeting import keys, pairs
from khabar.link.across.profiles import Column, Profiles, Rows
from khabar.link.across.standing import Standing
from khabar.link.across.yardstick import read_columns, to_profiles

T = TypeVar("T")
DAY = 300
HALVINGS = 2

Worlds = Annotated[str | None, typer.Option("--worlds", metavar="FILE.parquet", help="A world in a file.")]
Mentions = Annotated[int, typer.Option("--mentions", min=2_000, help="How many mentions to make up, without a file.")]
Seed = Annotated[int, typer.Option("--seed", help="Of the world that is made up.")]
Beside = Annotated[bool, typer.Option("--splink/--no-splink", help="Splink on the same world, if it is installed.")]


def link(worlds: Worlds = None, mentions: Mentions = 100_000, seed: Seed = 1, splink: Beside = True) -> None:
    """How well and how fast claims are linked across documents, on a world known to the last mention.

    Seconds are of processor and of clock. Growth is the processor time of the whole against that of its first half.
    Arrivals are the last 300 mentions, placed upon all others.
    """
    columns = read_columns(worlds) if worlds else make_world(mentions, seed)
    profiles, truth = to_profiles(columns), columns["ev"].astype(np.int64)
    linker = Linker(weights.load_table(weights.WORLDS))
    put(f"{len(profiles):,} mentions of {len(np.unique(truth)):,} happenings")
    linked, cpu, wall = _timed(lambda: linker.link(profiles))
    _row("khabar", truth, linked.cluster, cpu, wall)
    put(f"  blocking recall {_met(profiles, truth):.3f}   peak memory {_peak():.2f} GB")
    put(f"  growth per doubling {', '.join(f'{g:.2f}' for g in _growth(linker, profiles, cpu))}")
    _arrivals(linker, profiles, linked.cluster)
    if splink:
        _splink(columns, truth)
    raise typer.Exit(DONE)


def _timed(work: Callable[[], T]) -> tuple[T, float, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    made = work()
    return made, time.process_time() - cpu, time.perf_counter() - wall


def _row(name: str, truth: Rows, made: Column, cpu: float, wall: float) -> None:
    found = compare(truth, made)
    put(
        f"{name:12} b-cubed F1 {found.b_cubed:.3f}   pairs: precision {found.precision:.3f} recall {found.recall:.3f} "
        f"F1 {found.f1:.3f}   {cpu:.1f} s of processor, {wall:.1f} s"
    )


def _met(profiles: Profiles, truth: Rows) -> float:
    """The share of true pairs that are compared at all."""
    one, two = pairs(keys(profiles))
    return float((truth[one] == truth[two]).sum()) / max(1, count_pairs(truth))


def _growth(linker: Linker, profiles: Profiles, whole: float) -> list[float]:
    """Processor time of the whole against its first half, of the half against the quarter."""
    spent = [whole]
    for halving in range(1, HALVINGS + 1):
        part = profiles.take(np.arange(len(profiles) >> halving))
        spent.append(_timed(lambda part=part: linker.link(part))[1])  # type: ignore[misc]
    return [more / max(less, 1e-9) for more, less in itertools.pairwise(spent)]


def _arrivals(linker: Linker, profiles: Profiles, batch: Rows) -> None:
    """Place the last mentions upon all others, and see whether that ends where linking all at once ends."""
    before = len(profiles) - DAY
    standing = Standing(linker, profiles.take(np.arange(before)))
    rows, cpu, wall = _timed(lambda: standing.add(profiles.take(np.arange(before, len(profiles)))))
    same = "the same partition as all at once" if np.array_equal(standing.cluster, batch) else "ANOTHER PARTITION"
    put(f"  {DAY} arrivals {wall:.2f} s ({cpu:.2f} s of processor), {len(rows):,} mentions linked anew: {same}")


def _splink(columns: dict[str, Column], truth: Rows) -> None:
    try:
        beside = importlib.import_module("khabar.cli.bench_splink")
    except ImportError:
        say("splink is not installed: pip install 'khabar[bench]' sets it beside")
        return
    found, cpu, wall = _timed(lambda: beside.link_by_splink(columns))
    best = max(found, key=lambda threshold: compare(truth, found[threshold]).b_cubed)
    _row("splink", truth, found[best], cpu, wall)
    put(f"  the best of its thresholds {', '.join(map(str, found))} is {best}")


def _peak() -> float:
    """Gigabytes that this process has held at most."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / (1e9 if sys.platform == "darwin" else 1e6)
