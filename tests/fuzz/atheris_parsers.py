"""Feeds one parser for as long as you like, led by what its code does: ``make fuzz SECONDS=60 TARGET=csv``.

Invariant: the same promises as in the suites; what breaks one is written to ``out/fuzz/crash-…`` and told.
Not run by CI: atheris is in the extra ``dev-fuzz``.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parent))

import khabar.pipeline  # noqa: F401 - loaded before, so that what reads documents is not instrumented
from khabar.ingest import kinds

with atheris.instrument_imports(include=["khabar.ingest", "khabar.capture"]):
    import targets

    for module in (*kinds.DOCUMENTS.values(), *kinds.BOXES.values()):  # loading takes longer than a parser may
        importlib.import_module(module)


def main() -> None:
    """Run the target that the first argument names; the others are libFuzzer's."""
    name, options = sys.argv[1], sys.argv[2:]
    target, seeds = targets.ALL[name]
    for folder in (one for one in options if not one.startswith("-")):
        for number, seed in enumerate(seeds):
            (Path(folder) / f"seed-{number}").write_bytes(seed)
    atheris.Setup([sys.argv[0], *options], target)
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:] == ["--list"]:
        print(*targets.ALL)  # noqa: T201
    else:
        main()
