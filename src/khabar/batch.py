"""Many documents through the pipeline, in one process or several.

Invariant: outcomes come in the order of the sources and are the same bytes for any number of jobs; a document that is
refused harms no other. At most a few chunks a worker are under way, so memory does not grow with the number of files.
"""

from __future__ import annotations

import itertools
import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

import msgspec

from khabar import pipeline
from khabar.errors import InputError, KhabarError
from khabar.ingest.load import load_document
from khabar.ingest.meta import Meta
from khabar.ingest.sources import STDIN, doc_name
from khabar.model import wire
from khabar.model.document import Document
from khabar.model.records import Issue, Reading

T = TypeVar("T")
CHUNK = 8
CHUNKS_AHEAD = 4


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one source: the reading as a line of JSON, or the one line that says why there is none.

    ``text`` is the document's text where the caller asked for it.
    """

    source: str
    line: bytes | None = None
    text: str | None = None
    refused: str | None = None
    issues: tuple[Issue, ...] = ()


def read_all(
    sources: Sequence[str], meta: Mapping[str, Meta] | None = None, *, jobs: int = 1, keep_text: bool = False
) -> Iterator[Outcome]:
    """Read every source, in order.

    Args:
        sources: Files, or ``-``.
        meta: What a feed told, by document name.
        jobs: Processes to work with; 1 reads in this one.
        keep_text: Whether outcomes carry the texts.

    Raises:
        KhabarError: a worker died, or the packs have a fault.
    """
    meta = meta or {}
    reader = pipeline.reader()
    if jobs <= 1 or len(sources) <= 1 or STDIN in sources:
        return (_read(source, meta, reader, keep_text) for source in sources)
    return _read_parallel(sources, meta, jobs, keep_text)


def _read(source: str, meta: Mapping[str, Meta], reader: pipeline.Reader, keep_text: bool) -> Outcome:
    try:
        document = load_document(source, meta)
    except InputError as fault:
        return Outcome(source=source, refused=str(fault))
    reading = reader.read(document)
    text = document.text if keep_text else None
    return Outcome(source=source, text=text, line=wire.to_json(reading), issues=reading.issues)


def read_documents(documents: Iterable[Document], *, jobs: int = 1) -> Iterator[Reading]:
    """Read documents that somebody holds already, in order.

    Args:
        documents: Taken as they are needed, a few chunks ahead.
        jobs: Processes to work with; 1 reads in this one.

    Raises:
        KhabarError: a worker died, or the packs have a fault.
    """
    reader = pipeline.reader()
    if jobs <= 1:
        return map(reader.read, documents)
    return _in_parallel(_read_held, ((held,) for held in _in_chunks(documents)), jobs)


def _read_held(documents: Sequence[Document]) -> list[Reading]:
    return list(map(pipeline.reader().read, documents))


def _in_chunks(items: Iterable[T]) -> Iterator[list[T]]:
    ahead = iter(items)
    while chunk := list(itertools.islice(ahead, CHUNK)):
        yield chunk


def _read_parallel(sources: Sequence[str], meta: Mapping[str, Meta], jobs: int, keep_text: bool) -> Iterator[Outcome]:
    def told(chunk: Sequence[str]) -> dict[str, Meta]:
        return {doc: meta[doc] for doc in map(doc_name, chunk) if doc in meta}

    return _in_parallel(_read_chunk, ((chunk, told(chunk), keep_text) for chunk in _in_chunks(sources)), jobs)


def _in_parallel(work: Callable[..., list[T]], calls: Iterable[tuple[Any, ...]], jobs: int) -> Iterator[T]:
    """What `work` makes of each call, in order, a few calls a worker ahead."""
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_ignore_interrupt)
    waiting: deque[Future[list[T]]] = deque()
    whole = False
    try:
        for given in calls:
            waiting.append(pool.submit(work, *given))
            if len(waiting) >= jobs * CHUNKS_AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
        whole = True
    except BrokenProcessPool:
        raise KhabarError("a worker was killed, perhaps for want of memory; read again with a smaller -j") from None
    finally:
        workers = [] if whole else list(pool._processes.values())
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in workers:  # nobody waits for what they read: the caller was interrupted, or has enough
            worker.terminate()


def _read_chunk(sources: Sequence[str], meta: Mapping[str, Meta], keep_text: bool) -> list[Outcome]:
    reader = pipeline.reader()
    return [_read(source, meta, reader, keep_text) for source in sources]


def _ignore_interrupt() -> None:
    """Leave Ctrl-C to the parent, which ends the pool."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
