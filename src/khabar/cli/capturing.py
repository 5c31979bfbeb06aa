"""Captures into an archive, as commands run them: options, progress, books, timestamps."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from rich.progress import Progress

from khabar.capture import links, timestamp
from khabar.capture.addresses import Address, to_address
from khabar.capture.archive import TIMESTAMPS, WARCS
from khabar.capture.exchange import Client
from khabar.capture.fetch import Fetcher, Manners, agent_of
from khabar.capture.guard import Guard
from khabar.capture.keeper import Keeper
from khabar.capture.leads import PAGE, Lead
from khabar.capture.run import WOULD, Books, Outcome, Run
from khabar.cli.talk import advance, progress, put, say
from khabar.errors import InputError
from khabar.ingest import reasons
from khabar.ingest.item import Found, Item, Refusal
from khabar.ingest.meta import check_day
from khabar.ingest.open import find_items
from khabar.ingest.sources import is_address


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What the options of a capture say."""

    limit: int | None = None
    since: str | None = None
    most: int | None = None
    rate: float = 2.0
    again: float = 12.0
    contact: str = ""
    ports: tuple[int, ...] = ()
    allow_private: bool = False
    authority: str | None = None
    trusted: str | None = None
    dry: bool = False


class Captured(msgspec.Struct, kw_only=True):
    """How a run went: its books, the outcomes that hold pages, and whether the user broke it off."""

    books: Books
    pages: list[Outcome] = []
    interrupted: bool = False


def capture_all(folder: Path, sources: Sequence[str], settings: Settings, *, as_json: bool = False) -> Captured:
    """Capture what the sources name into an archive.

    Args:
        folder: The archive; made where there is none, unless the run is dry.
        sources: Addresses, or files that list some.
        settings: How.
        as_json: Whether every outcome is put out as JSON.

    Raises:
        InputError: an option makes no sense, or the archive cannot be written.
    """
    agent, authority = agent_of(settings.contact), _check(settings)
    guard = Guard(allow_private=settings.allow_private, ports=settings.ports)
    client = Client(guard, trusted=settings.trusted)
    manners = Manners(between_s=settings.rate, again_h=settings.again, contact=settings.contact)
    captured = Captured(books=Books())
    closed: list[Path] = []
    with tempfile.TemporaryDirectory(prefix="khabar-") as scratch:
        where = Path(scratch) / "archive" if settings.dry else folder
        try:
            with Keeper(where, agent=agent, closed=closed.append) as keeper:
                run = Run(
                    Fetcher(client, keeper, manners), keeper, limit=settings.limit, since=settings.since,
                    most=settings.most, dry=settings.dry,
                )  # fmt: skip
                _go(run, list(_find_leads(sources)), captured, as_json=as_json)
        finally:
            if authority is not None and not settings.dry:
                _stamp(folder, closed, client, authority, agent)
    return captured


def report(outcome: Outcome, *, as_json: bool = False) -> None:
    """Say what became of one address: all as JSON, else what is a fault or was noticed."""
    if as_json:
        version = outcome.fetched.version if outcome.fetched else None
        told = {"url": outcome.url, "row": outcome.row, "reason": outcome.reason, "message": outcome.message}
        held = {"time": version.at, "sha256": version.document, "version": version.url} if version else {}
        put(msgspec.json.encode({name: value for name, value in (told | held).items() if value}).decode())
    elif outcome.fault:
        say(outcome.message)
    elif outcome.row == WOULD:
        put(outcome.url)
    for note in outcome.notes:
        say(f"note: {note}")


def find_captured(folder: Path, pages: Sequence[Outcome]) -> Iterator[Found]:
    """Yield the documents that a run has captured, or found captured before, out of the archive."""
    versions = [one.fetched.version for one in pages if one.fetched is not None and one.fetched.version.role == PAGE]
    wanted = {(one.url, one.at) for one in versions}
    urls = {one.url for one in versions}
    files = dict.fromkeys(str(folder / WARCS / one.filename) for one in versions)
    for found in find_items(list(files)):
        if isinstance(found, Item):
            if (found.told.address, found.told.fetched) in wanted:
                yield msgspec.structs.replace(found, consumed=0)
        elif found.source.partition("!")[2] in urls:
            yield found


def _check(settings: Settings) -> Address | None:
    """The authority's address, once the options are looked at."""
    if settings.since is not None:
        try:
            check_day(settings.since)
        except ValueError as fault:
            raise InputError(f"--since {fault}") from None
    if settings.authority is None:
        return None
    try:
        return to_address(settings.authority)
    except InputError as fault:
        raise InputError(f"--timestamp {settings.authority}: {fault}") from None


def _find_leads(sources: Sequence[str]) -> Iterator[Lead | Refusal]:
    for source in sources:
        try:
            if is_address(source):
                yield Lead(address=to_address(source))
            else:
                yield from links.load_links(source)
        except InputError as fault:
            message = f"{source}: {fault}" if is_address(source) else str(fault)
            yield Refusal(source=source, reason=fault.reason or reasons.FORBIDDEN, message=message)


def _go(run: Run, leads: list[Lead | Refusal], captured: Captured, *, as_json: bool) -> None:
    books = captured.books
    with progress(max(2, len(leads)), "capturing") as bar:
        try:
            for outcome in run.go(leads):
                books.enter(outcome)
                if outcome.fetched is not None:
                    captured.pages.append(outcome)
                report(outcome, as_json=as_json)
                _show(bar, books, run)
        except KeyboardInterrupt:
            captured.interrupted = True
    books.leave(run.left)
    if captured.interrupted:
        say("broken off; what was captured is kept, and the same command goes on from there")


def _show(bar: Progress | None, books: Books, run: Run) -> None:
    if bar:
        bar.update(bar.tasks[0].id, total=max(2, books.found + run.left))
        advance(bar)


def _stamp(folder: Path, closed: list[Path], client: Client, authority: Address, agent: str) -> None:
    """Have the files that a run closed stamped; a failure is told, and the files are as good as without."""
    for path in closed:
        try:
            timestamp.stamp(path, folder / TIMESTAMPS, client, authority, agent)
        except InputError as fault:
            say(f"{fault}; khabar archive stamp {folder} {authority.url} tries again")
