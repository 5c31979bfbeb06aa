"""What ``khabar archive`` does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from khabar.capture import timestamp
from khabar.capture.addresses import to_address
from khabar.capture.archive import TIMESTAMPS, WARCS, Archive
from khabar.capture.exchange import Client
from khabar.capture.fetch import agent_of
from khabar.capture.guard import Guard
from khabar.capture.verify import Checked, find_faults
from khabar.cli.talk import opened, put, say
from khabar.errors import InputError
from khabar.serve.console import isolated


def put_list(folder: Path, url: str | None, *, as_json: bool) -> None:
    """The captures of an archive, or of one address, a line each."""
    for one in Archive(folder).find(_to_url(url) if url else None):
        if as_json:
            put(msgspec.json.encode({"time": one.at, **msgspec.to_builtins(one)}).decode())
        else:
            what = "unchanged" if one.revisit else one.document[:10] or "-"
            put(f"{one.at}  {one.status:>3}  {what:<10}  {one.role:<7}  {isolated(one.url)}")


def put_page(folder: Path, url: str, at: str | None, output: str) -> None:
    """The bytes of a page as it was at a time."""
    there = Archive(folder)
    page = there.load(there.get_version(_to_url(url), _to_moment(at)))
    with opened(output, []) as out:
        out.write(page.document)
    say(f"captured {page.capture.at}, SHA-256 {page.capture.document}")


def put_faults(folder: Path, certificates: str | None) -> int:
    """What is wrong with an archive, a line each; how many."""
    trusted = timestamp.load_certificates(certificates) if certificates else None
    checked, faults = Checked(), 0
    for fault in find_faults(Archive(folder), checked, trusted):
        faults += 1
        put(isolated(fault))
    for note in checked.notes:
        say(f"note: {note}")
    what = f"{checked.files} files, {checked.records:,} records, {checked.captures:,} captures, {checked.stamps} stamps"
    put(f"{what}, {faults} findings")
    return faults


def stamp_all(folder: Path, authority: str, contact: str, ports: Sequence[int], *, allow_private: bool) -> int:
    """Have the closed files stamped that are not yet; how many could not be."""
    address, faults = to_address(authority), 0
    client = Client(Guard(allow_private=allow_private, ports=ports))
    for name in Archive(folder).sizes():
        try:
            timestamp.stamp(folder / WARCS / name, folder / TIMESTAMPS, client, address, agent_of(contact))
        except InputError as fault:
            faults += 1
            say(str(fault))
    return faults


def _to_url(text: str) -> str:
    try:
        return to_address(text).url
    except InputError as fault:
        raise InputError(f"{text}: {fault}") from None


def _to_moment(at: str | None) -> str | None:
    if at is None:
        return None
    digits = "".join(letter for letter in at if letter.isdigit())
    if not 4 <= len(digits) <= 14 or len(digits) % 2 or any(letter not in "0123456789-:TZ " for letter in at):
        raise InputError(f"--at {at!r}: write the beginning of YYYY-MM-DDThh:mm:ss, UTC")
    return digits
