"""Khabar reads Arabic reporting on armed incidents and keeps a chronology that anyone can check.

    import khabar

    reading = khabar.read(text, published="2024-01-23")
    together = khabar.chronology([reading, another])

Inside the package modules are imported by their own names, never through this face: ``khabar.read`` is the function,
``from khabar.read import …`` still finds the package of that name.
"""

import importlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import khabar.link  # noqa: F401 - first, so that the function of that name below keeps it
from khabar.batch import Outcome, read_all
from khabar.errors import InputError, KhabarError, PackError, SpanError
from khabar.ingest.meta import check_day, load_meta
from khabar.ingest.open import find_items
from khabar.model.chronology import Chronology, Links
from khabar.model.records import Reading
from khabar.model.wire import from_json, to_json
from khabar.pipeline import read_text
from khabar.version import __version__

__all__ = [
    "Chronology",
    "InputError",
    "KhabarError",
    "Ledger",
    "Outcome",
    "PackError",
    "Reading",
    "SpanError",
    "Wanted",
    "__version__",
    "chronology",
    "from_json",
    "link",
    "read",
    "read_files",
    "to_json",
]


_LATER = {"Ledger": "khabar.ledger.ledger", "Wanted": "khabar.store.happenings"}
"""What is loaded when it is first asked for: a reading needs no database."""
_COLLECTION = "khabar.collection"
"""Loaded when readings are first put together: one reading needs no numpy."""


def __getattr__(name: str) -> Any:
    """The ledger and what it is asked with.

    Raises:
        AttributeError: there is no such name.
    """
    if name not in _LATER:
        raise AttributeError(f"module 'khabar' has no attribute {name!r}")
    return getattr(importlib.import_module(_LATER[name]), name)


def read(text: str, *, doc: str = "text", published: str | None = None, outlet: str | None = None) -> Reading:
    """Read one article.

    Args:
        text: The article, as published; spans of the reading count its code points.
        doc: What to call it.
        published: The ISO day on which it appeared, where a feed told.
        outlet: Who published it.

    Raises:
        ValueError: `published` is no ISO day.
        PackError: a pack has a fault.
    """
    return read_text(text, doc=doc, published=check_day(published) if published else None, outlet=outlet)


def link(readings: Sequence[Reading], texts: Mapping[str, str] | None = None, *, redating: bool = True) -> Links:
    """Readings with the id of the happening on every event; see `khabar.collection.link`."""
    linked: Links = importlib.import_module(_COLLECTION).link(readings, texts, redating=redating)
    return linked


def chronology(
    readings: Sequence[Reading], texts: Mapping[str, str] | None = None, *, redating: bool = True
) -> Chronology:
    """Each happening once, its accounts, what contradicts what; see `khabar.collection.chronology`."""
    made: Chronology = importlib.import_module(_COLLECTION).chronology(readings, texts, redating=redating)
    return made


def read_files(paths: Sequence[str], *, meta: str | None = None, jobs: int = 1) -> Iterator[Outcome]:
    """Read files and folders, as ``khabar read`` does: one outcome a document, in the order of the paths.

    Args:
        paths: Files of any kind that Khabar knows, folders of them, or ``-``.
        meta: A file of JSON lines that a feed told, ``{"doc", "outlet", "published"}``.
        jobs: Processes to read with.

    Raises:
        InputError: the meta file has a fault.
        PackError: a pack has a fault.
    """
    yield from read_all(find_items(paths), load_meta(meta) if meta else {}, jobs=jobs)
