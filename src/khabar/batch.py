"""Many documents through the pipeline, in one process or several.

Invariant: outcomes come in the order of the sources and are the same bytes for any number of jobs; a document that is
refused harms no other. At most a few chunks a worker are under way, so memory does not grow with the number of files.
"""

from __future__ import annotations

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
from khabar.errors import KhabarError
from khabar.ingest.item import Found, Item, Note, Refusal, in_chunks
from khabar.ingest.limits import MEBIBYTE
from khabar.ingest.load import try_document
from khabar.ingest.meta import Meta
from khabar.ingest.open import given
from khabar.model import naming, wire
from khabar.model.article import Article
from khabar.model.document import Document
from khabar.model.records import Issue, Reading, Rendition

T = TypeVar("T")
CHUNK = 8
CHUNKS_AHEAD = 4
CHUNK_BYTES = 4 * MEBIBYTE


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one thing that was found: the reading as a line of JSON, or the line that says why there is none.

    ``doc`` is its name; ``note`` is all there is where it was a note; ``reason`` the constant word of
    `khabar.ingest.reasons` where it was refused, ``passed`` whether that is no fault; ``text`` and ``article`` the
    document's text, and how it was taken out, where the caller asked for them; ``consumed`` as of an `Item`.
    """

    source: str
    doc: str = ""
    line: bytes | None = None
    text: str | None = None
    article: Article | None = None
    refused: str | None = None
    note: str = ""
    reason: str = ""
    passed: bool = False
    issues: tuple[Issue, ...] = ()
    consumed: int = 0


def read_all(
    found: Iterable[Found], meta: Mapping[str, Meta] | None = None, *, jobs: int = 1, keep_text: bool = False
) -> Iterator[Outcome]:
    """Read everything that was found, in order.

    Args:
        found: As `khabar.ingest.open.find_items` yields it; taken as it is needed, a few chunks ahead.
        meta: What a feed told, by document name.
        jobs: Processes to work with; 1 reads in this one.
        keep_text: Whether outcomes carry the texts.

    Raises:
        KhabarError: a worker died, or the packs have a fault.
    """
    told = given(found, meta or {})
    reader = pipeline.reader()
    if jobs <= 1:
        return (_read(one, reader, keep_text) for one in told)
    return _in_parallel(_read_chunk, ((chunk, keep_text) for chunk in in_chunks(told, CHUNK, CHUNK_BYTES)), jobs)


def _read(found: Found, reader: pipeline.Reader, keep_text: bool) -> Outcome:
    if isinstance(found, Note):
        return Outcome(source=found.source, note=found.message)
    document = try_document(found) if isinstance(found, Item) else found
    if isinstance(document, Refusal):
        return Outcome(
            source=document.source, refused=document.message, reason=document.reason, passed=document.passed,
            consumed=document.consumed,
        )  # fmt: skip
    reading = _with_rendition(reader.read(document), document)
    text, article = (document.text, document.article) if keep_text else (None, None)
    return Outcome(
        source=found.source, doc=reading.doc, text=text, article=article, line=wire.to_json(reading),
        issues=reading.issues, consumed=found.consumed,
    )  # fmt: skip


def _with_rendition(reading: Reading, document: Document) -> Reading:
    """Where the text was taken out of a page or a paper, the reading says so: its spans lie in that text."""
    if document.article is None:
        return reading
    article, sha256 = document.article, naming.text_sha256(document.text)
    made = Rendition(sha256=sha256, by=article.by, media=article.media, address=document.told.address)
    return msgspec.structs.replace(reading, rendition=made)


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
    return _in_parallel(_read_held, ((held,) for held in in_chunks(documents, CHUNK, CHUNK_BYTES)), jobs)


def _read_held(documents: Sequence[Document]) -> list[Reading]:
    return list(map(pipeline.reader().read, documents))


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


def _read_chunk(found: Sequence[Found], keep_text: bool) -> list[Outcome]:
    reader = pipeline.reader()
    return [_read(one, reader, keep_text) for one in found]


def _ignore_interrupt() -> None:
    """Leave Ctrl-C to the parent, which ends the pool."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
