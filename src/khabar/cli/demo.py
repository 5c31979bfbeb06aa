"""``khabar demo``."""

from __future__ import annotations

import typer

from khabar import collection
from khabar.cli.files import examples_folder
from khabar.cli.inputs import gather
from khabar.cli.talk import console, say
from khabar.errors import InputError
from khabar.serve import chronology as view


def demo() -> None:
    """Read the bundled articles and print their chronology."""
    folder = examples_folder()
    articles = sorted(str(path) for path in folder.glob("*.txt"))
    if not articles:
        raise InputError(f"{folder}: no bundled articles; reinstall khabar")
    meta = folder / "meta.jsonl"
    say(f"reading {len(articles)} bundled articles")
    inputs = gather(articles, meta=str(meta) if meta.is_file() else None)
    view.render(collection.chronology(inputs.readings, inputs.texts), console=console())
    first = next((f"{r.doc}#{r.events[0].id}" for r in inputs.readings if r.events), "")
    if first:
        say(f"every field can be asked for its reasons: khabar explain {first}")
    raise typer.Exit(inputs.status)
