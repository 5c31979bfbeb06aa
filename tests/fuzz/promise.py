"""What holds for whatever bytes a parser is given: it returns, or refuses in one line for a known reason.

Invariant: nothing here knows a format. Every function raises `AssertionError` where a promise is broken, and lets any
exception through that is no `InputError`: both are findings.
"""

from __future__ import annotations

import contextlib
import datetime
import importlib
import importlib.util
import io
import signal
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from khabar.errors import InputError
from khabar.ingest import kinds, load, reasons
from khabar.ingest import open as opening
from khabar.ingest.item import Box, Found, Item, Note, Refusal
from khabar.ingest.limits import MEBIBYTE, Limits
from khabar.model.article import Article, Told
from khabar.model.document import Document

LIMITS = Limits(
    document=MEBIBYTE, box=8 * MEBIBYTE, whole=4 * MEBIBYTE, slack=2 * MEBIBYTE, members=500, depth=3,
    letters=200_000, pages=20, seconds=10.0,
)  # fmt: skip
CPU_SECONDS = 10.0
LONGEST_NAME = 300
REASONS = {value for name, value in vars(reasons).items() if name.isupper() and isinstance(value, str)} | {"unreadable"}
KINDS = {"", kinds.TEXT, kinds.READINGS, kinds.UNKNOWN, *kinds.DOCUMENTS, *kinds.BOXES}


class TooSlow(BaseException):
    """A parser did not come back in time; no `except Exception` of a library swallows this."""


@contextlib.contextmanager
def in_time(seconds: float = CPU_SECONDS) -> Iterator[None]:
    """Raise `TooSlow` once this process has spent so many seconds of CPU time."""

    def stop(*_: Any) -> None:
        raise TooSlow(f"more than {seconds:g} seconds of CPU time")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def is_there(module: str) -> bool:
    """Whether this part of the house is built."""
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def twice(make: Callable[[], Any]) -> Any:
    """What `make` gives, the same both times; an `InputError` counts as what it says."""
    first, again = outcome(make), outcome(make)
    assert first == again, f"{first!r} and then {again!r}"
    return first


def outcome(make: Callable[[], Any]) -> Any:
    """What `make` gives in time, or the refusal that it raises."""
    with in_time():
        try:
            return make()
        except InputError as fault:
            check_line(str(fault), fault.reason)
            return ("refused", fault.reason, str(fault))


def check_line(message: str, reason: str) -> None:
    """A refusal is one line of bounded length, for a reason that books can count."""
    assert reason in REASONS, f"{reason!r} is no known reason"
    assert message.strip(), "a refusal that says nothing"
    assert len(message.splitlines()) == 1, f"more than one line: {message!r}"
    assert len(message) < 8_000, f"{len(message)} letters of refusal"
    message.encode("utf-8")


def check_within(raw: bytes, name: str) -> list[Found]:
    """Everything found in bytes under a file's name, as `khabar read` goes through them, documents and all."""

    def go() -> list[Found]:
        stream = io.BytesIO(raw)
        box = Box(source=name, name=name.rpartition(".")[0] or name, limits=LIMITS)
        return check_all(opening.find_within(stream, box, member=name))

    return twice(go)  # type: ignore[no-any-return]


def check_box(kind: str, raw: bytes, name: str = "box") -> Any:
    """The same where the box is of one kind, whatever its bytes say."""
    module = importlib.import_module(kinds.BOXES[kind])
    return twice(lambda: check_all(module.find_items(io.BytesIO(raw), Box(source=name, name="box", limits=LIMITS))))


def check_document(kind: str, raw: bytes, charset: str = "") -> Any:
    """One document of one kind."""
    item = Item(name="doc", source="doc", raw=raw, kind=kind, charset=charset)
    return twice(lambda: checked(load.to_document(item, LIMITS), raw))


def check_all(found: Iterable[Found]) -> list[Found]:
    """Everything found is sound, and so is what becomes of each item."""
    some = []
    for one in found:
        some.append(one)
        assert len(some) <= 20_000, "does not end"
        check_found(one)
        if isinstance(one, Item):
            with contextlib.suppress(InputError):
                checked(load.to_document(one, LIMITS), one.raw)
    return some


def check_found(one: Found) -> None:
    """An item, a refusal or a note in good order."""
    msgspec.json.encode(one.source)
    assert len(one.source.splitlines()) == 1, ascii(one.source)
    if isinstance(one, Note):
        assert len(one.message.splitlines()) == 1, one.message
    elif isinstance(one, Refusal):
        check_line(one.message, one.reason)
        assert one.consumed >= 0
    else:
        check_name(one.name)
        assert one.kind in KINDS, one.kind
        assert one.consumed >= 0
        check_told(one.told)


def check_name(name: str) -> None:
    """A document's name can be written, typed and told from another on one line."""
    assert name.strip(), "no name"
    assert len(name) <= LONGEST_NAME, f"a name of {len(name)} letters"
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in name), ascii(name)
    name.encode("utf-8")


def check_told(told: Told) -> None:
    """What is told can be kept: days are days, and every string is letters."""
    msgspec.json.encode(told)
    for day in (told.published, told.modified, *(one.day for one in told.days)):
        if day:
            assert datetime.date.fromisoformat(day).isoformat() == day, day
    for said in (told.title, told.author, told.site, told.agency, told.address, *(one.said for one in told.days)):
        assert len(said) <= 8_192, f"{len(said)} letters are told"
        assert "\0" not in said


def checked(document: Document, raw: bytes) -> Document:
    """A document whose text is bounded, and whose runs and asides lie inside text and bytes."""
    check_told(document.told)
    assert document.text.strip()
    if document.article is not None:
        assert len(document.text) <= LIMITS.letters, f"{len(document.text)} letters"
        document.text.encode("utf-8")
        check_article(document.article, document.text, raw)
    return document


def check_article(article: Article, text: str, raw: bytes) -> None:
    """Runs are in order and do not overlap in the text; they and the asides lie inside the bytes."""
    at = 0
    for run in article.runs:
        assert at <= run.start < run.end <= len(text), f"{run} in {len(text)} letters"
        assert 0 <= run.first <= run.last <= len(raw), f"{run} in {len(raw)} bytes"
        at = run.end
    for aside in article.asides:
        assert 0 <= aside.first <= aside.last <= len(raw), f"{aside.kind} in {len(raw)} bytes"
        aside.text.encode("utf-8")
    assert all(count >= 0 for _, count in article.words)
    msgspec.json.encode(article)
