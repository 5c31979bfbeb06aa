"""``khabar bench ingest``: how fast what was found becomes documents and readings in a ledger, and where time goes."""

from __future__ import annotations

import collections
import contextlib
import cProfile
import pstats
import re
import resource
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar

import msgspec
import typer

from khabar import pipeline
from khabar.cli.files import examples_folder
from khabar.cli.talk import DONE, put, say
from khabar.errors import InputError
from khabar.evaluate.crawl import write_crawl
from khabar.ingest.item import Found, Item, Note, Refusal
from khabar.ingest.limits import MEBIBYTE
from khabar.ingest.load import to_document
from khabar.ingest.open import find_documents, find_items
from khabar.ledger import words
from khabar.ledger.ledger import Ledger
from khabar.model.document import Document
from khabar.model.records import Reading
from khabar.packs.load import digest
from khabar.store import documents, readings, rows, search
from khabar.store.readings import Under
from khabar.version import __version__

T = TypeVar("T")
AT_ONCE = 200
LARGEST = 6
OURS, PYTHON = "our code", "Python itself"
STAGES = ("open", "article", "read", "store")
DONE_IN = {
    "open": "found, unpacked, weighed for Arabic",
    "article": "the article taken out of its page",
    "read": "the text read into claims",
    "store": "bytes, text, reading and search index kept",
}
_EXTENSION = re.compile(r"(?:of '|built-in method )(\w+)")
_OURS = str(Path(pipeline.__file__).parent)
_LIBRARIES = tuple({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})


class Clock(msgspec.Struct):
    """Processor seconds and things, by stage."""

    spent: dict[str, float] = msgspec.field(default_factory=lambda: dict.fromkeys(STAGES, 0.0))
    done: dict[str, int] = msgspec.field(default_factory=lambda: dict.fromkeys(STAGES, 0))

    def time(self, stage: str, work: Callable[[], T], count: int = 1) -> T:
        """Do the work, and count what it took."""
        start = time.process_time()
        made = work()
        self.spent[stage] += time.process_time() - start
        self.done[stage] += count
        return made


def ingest(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH...]", help="Files or folders; a crawl made for this.")
    ] = None,
    records: Annotated[int, typer.Option("--records", min=1, help="Records of the crawl that is made.")] = 2_000,
    sample: Annotated[
        int, typer.Option("--sample", min=1, help="How many of the documents go beyond being opened.")
    ] = 200,
    seed: Annotated[int, typer.Option("--seed", help="Of the crawl that is made.")] = 1,
) -> None:
    """Records a second of one core in each stage, the share of time in libraries and in our code, and memory.

    Times are processor time at the boundaries of the stages, in one process. The shares are of a second run under
    cProfile, by the file that a function stands in: compiled parts of libraries are known by their names, and those
    that the profiler does not see count for whoever calls them.
    """
    with tempfile.TemporaryDirectory() as folder:
        if not paths:
            paths = [_made(Path(folder), records, seed)]
        clock, fates = Clock(), collections.Counter[str]()
        _warm(paths)
        with Ledger.create(str(Path(folder) / "bench.khabar")) as ledger:
            _run(paths, ledger, clock, fates, sample)
        _put_stages(clock, fates, paths)
        with Ledger.create(str(Path(folder) / "profiled.khabar")) as ledger:
            profile = cProfile.Profile()
            profile.enable()
            _run(paths, ledger, Clock(), collections.Counter(), sample, stop=True)
            profile.disable()
        _put_shares(profile)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    put(f"peak memory      {peak:10,.0f} MiB, this process, all that it measured")
    raise typer.Exit(DONE)


def _made(folder: Path, records: int, seed: int) -> str:
    path = folder / "made.warc.gz"
    texts = [document.text for document in find_documents([str(examples_folder())])]
    say(f"making a crawl of {records:,} records out of the bundled articles")
    write_crawl(path, records, texts, seed=seed)
    return str(path)


def _warm(paths: Sequence[str]) -> None:
    """Load and make now what is loaded and made once."""
    reader = pipeline.reader()
    for one in find_items(list(paths)):
        if isinstance(one, Item):
            with contextlib.suppress(InputError):
                reader.read(to_document(one))
                return


def _run(
    paths: Sequence[str],
    ledger: Ledger,
    clock: Clock,
    fates: collections.Counter[str],
    sample: int,
    *,
    stop: bool = False,
) -> None:
    """Take what is found through all stages; beyond `sample` documents it is only opened, or not even that."""
    reader = pipeline.reader()
    held: list[tuple[Document, bytes, Reading]] = []
    found = find_items(list(paths))
    while (one := clock.time("open", lambda: next(found, None))) is not None:
        if clock.done["article"] < sample:
            if (document := _to_document(one, clock, fates)) and isinstance(one, Item):
                reading = clock.time("read", lambda document=document: reader.read(document))  # type: ignore[misc]
                held.append((document, one.raw, reading))
        elif stop:
            break
        else:
            fates[one.reason if isinstance(one, Refusal) else "opened only"] += not isinstance(one, Note)
        if len(held) == AT_ONCE:
            _store(ledger, held, clock)
            held = []
    if held:
        _store(ledger, held, clock)


def _to_document(one: Found, clock: Clock, fates: collections.Counter[str]) -> Document | None:
    if not isinstance(one, Item):
        fates[one.reason if isinstance(one, Refusal) else "note"] += 1
        return None
    try:
        document = clock.time("article", lambda: to_document(one))
    except InputError as fault:
        clock.done["article"] += 1
        fates[fault.reason] += 1
        return None
    fates["document"] += 1
    return document


def _store(ledger: Ledger, held: Sequence[tuple[Document, bytes, Reading]], clock: Clock) -> None:
    clock.time("store", lambda: _keep(ledger, held), len(held))


def _keep(ledger: Ledger, held: Sequence[tuple[Document, bytes, Reading]]) -> None:
    """As `khabar add` and the reading of `khabar build` keep them."""
    under = Under(khabar=__version__, packs=digest())
    by_key = {(document.doc, document.sha256): (document, reading) for document, _, reading in held}
    with ledger.database.write() as connection:
        documents.add_documents(connection, [(document, raw) for document, raw, _ in held], rows.now())
    with ledger.database.write() as connection:
        due = list(readings.find_due(connection, under))
        kept = [one for one in documents.find_documents(connection, ids=due) if (one.doc, one.sha256) in by_key]
        pairs = [(one, by_key[one.doc, one.sha256][1]) for one in kept]
        readings.append_readings(connection, pairs, under, rows.now())
        passages = {one.id: list(words.to_passages(by_key[one.doc, one.sha256][0].text)) for one in kept}
        search.index_documents(connection, ledger.database.dialect, passages)


def _put_stages(clock: Clock, fates: collections.Counter[str], paths: Sequence[str]) -> None:
    size = sum(path.stat().st_size for path in map(Path, paths) if path.is_file())
    put(f"code             {'compiled' if pipeline.compiled() else 'pure Python'}, one process")
    put(f"gone through     {', '.join(paths)}" + (f" ({size / MEBIBYTE:,.1f} MiB)" if size else ""))
    for fate, count in sorted(fates.items(), key=lambda pair: (-pair[1], pair[0])):
        put(f"                 {count:10,} {fate}")
    put("")
    whole = sum(clock.spent.values())
    put("stage            records   seconds  a second   share")
    for stage in STAGES:
        done, spent = clock.done[stage] - (stage == "open"), clock.spent[stage]
        pace = f"{done / spent:9,.0f}" if spent and done > 0 else "        -"
        put(f"{stage:14s}{done:10,} {spent:9.2f} {pace} {spent / whole:7.1%}  {DONE_IN[stage]}")
    put("")


def _put_shares(profile: cProfile.Profile) -> None:
    whose = {OURS: 0.0, PYTHON: 0.0}
    for owner, seconds in _find_owned(pstats.Stats(profile)):
        whose[owner] = whose.get(owner, 0.0) + seconds
    whole = sum(whose.values()) or 1.0
    ours, python = whose.pop(OURS) / whole, whose.pop(PYTHON) / whole
    largest = sorted(whose.items(), key=lambda pair: -pair[1])[:LARGEST]
    put(f"our code         {ours:10.1%} of processor time, by cProfile")
    put(f"libraries        {sum(whose.values()) / whole:10.1%} {_listed(largest, whole)}")
    put(f"Python itself    {python:10.1%} its standard library and what is built in")


def _listed(largest: Sequence[tuple[str, float]], whole: float) -> str:
    return ", ".join(f"{name} {seconds / whole:.1%}" for name, seconds in largest)


def _find_owned(stats: Any) -> Iterator[tuple[str, float]]:
    """The owner and the own time of every function: ``ours``, ``Python``, or the name of a library."""
    for (file, _, name), (_, _, own, _, _) in stats.stats.items():
        if file == "~":
            found = _EXTENSION.search(name)
            yield (found[1] if found and _is_library(found[1]) else PYTHON), own
        elif file.startswith(_OURS):
            yield OURS, own
        elif library := next((path for path in _LIBRARIES if file.startswith(path)), None):
            yield file[len(library) :].strip("/").partition("/")[0].removesuffix(".py"), own
        else:
            yield PYTHON, own


def _is_library(name: str) -> bool:
    """Whether a module of this name was installed beside Python, and loaded."""
    file: str | None = getattr(sys.modules.get(name), "__file__", None)
    return file is not None and file.startswith(_LIBRARIES)
