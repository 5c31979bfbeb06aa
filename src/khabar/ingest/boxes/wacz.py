"""WACZ (Webrecorder): a zip of WARC files, with the hashes of its parts and a list of its pages.

Invariant: a part is opened only after it was held against the hash that is told of it. Indexes and logs are not read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final
from zipfile import ZipFile, ZipInfo

import msgspec

from khabar.errors import InputError
from khabar.ingest import open, reasons
from khabar.ingest.boxes import entries, zipped
from khabar.ingest.boxes.spool import seekable
from khabar.ingest.item import Box, Found, Item
from khabar.ingest.limits import MEBIBYTE
from khabar.ingest.load import read_whole

_PACKAGE: Final = "datapackage.json"
_DIGEST: Final = "datapackage-digest.json"
_PIECE: Final = 1 << 18
_LONGEST_LINE: Final = 4 * MEBIBYTE
_LONGEST_TITLE: Final = 1_000


def find_items(stream: BinaryIO, box: Box) -> Iterator[Found]:
    """Yield the records of its WARC files, with the titles of its pages.

    Raises:
        InputError: no WACZ, or its list of parts does not fit its own hash.
    """
    with zipped.open_archive(seekable(stream, box.limits), box) as archive:
        shared = zipped.find_shared(archive)
        hashes = _hashes(archive, box)
        titles = _titles(archive, box, hashes, shared)
        for info in archive.infolist():
            name = zipped.name_of(info)
            if not name.startswith("archive/") or info.is_dir():
                continue
            box.budget.enter(box.limits)
            packed = info.compress_size
            try:
                _verify(archive, info, box, hashes, shared)
                with zipped.open_entry(archive, info, box) as entry:
                    for one in open.find_within(entry, entries.within(box, name, info.file_size), member=name):
                        yield open.consumed(_titled(one, titles), packed)
                        packed = 0
            except InputError as fault:
                yield entries.refusal(box, name, fault, consumed=packed)


def _verify(archive: ZipFile, info: ZipInfo, box: Box, hashes: Mapping[str, tuple[str, str]], shared: set[int]) -> None:
    """Refuse a part whose bytes are not those that were packed."""
    zipped.check(info, info.filename, shared)
    if told := hashes.get(info.filename):
        with zipped.open_entry(archive, info, box) as entry:
            _check_hash(entry, told)


def _check_hash(entry: BinaryIO, told: tuple[str, str]) -> None:
    algorithm, value = told
    hashed = hashlib.new(algorithm, usedforsecurity=False)
    while some := entry.read(_PIECE):
        hashed.update(some)
    if hashed.hexdigest() != value:
        raise InputError(f"its bytes do not fit the {algorithm} hash in {_PACKAGE}; not opened", reason=reasons.DAMAGED)


def _hashes(archive: ZipFile, box: Box) -> dict[str, tuple[str, str]]:
    """The algorithm and the hash that are told of each part, by its path."""
    package = _read_json(archive, _PACKAGE, box)
    digest = _read_json(archive, _DIGEST, box) if _DIGEST in archive.namelist() else {}
    if told := _to_hash(digest.get("hash")):
        with zipped.open_entry(archive, archive.getinfo(_PACKAGE), box) as entry:
            _check_hash(entry, told)
    resources = package.get("resources")
    found: dict[str, tuple[str, str]] = {}
    for one in resources if isinstance(resources, list) else ():
        if isinstance(one, dict) and isinstance(one.get("path"), str) and (told := _to_hash(one.get("hash"))):
            found[one["path"]] = told
    return found


def _to_hash(told: Any) -> tuple[str, str] | None:
    algorithm, _, value = told.partition(":") if isinstance(told, str) else ("", "", "")
    algorithm = algorithm.lower().replace("-", "")
    return (algorithm, value.lower()) if algorithm in ("sha256", "sha512", "sha1", "md5") else None


def _read_json(archive: ZipFile, name: str, box: Box) -> dict[str, Any]:
    if name not in archive.namelist():
        raise InputError(f"no WACZ: it has no {name}", reason=reasons.UNKNOWN)
    with zipped.open_entry(archive, archive.getinfo(name), box) as entry:
        raw = read_whole(entry, box.limits.document)
    try:
        read = msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        read = None
    if not isinstance(read, dict):
        raise InputError(f"a broken WACZ: {name} cannot be read", reason=reasons.DAMAGED)
    return read


def _titles(archive: ZipFile, box: Box, hashes: Mapping[str, tuple[str, str]], shared: set[int]) -> dict[str, str]:
    """The titles of its pages, by address; lists that cannot be read are passed over."""
    titles: dict[str, str] = {}
    for info in archive.infolist():
        if not (info.filename.startswith("pages/") and info.filename.endswith(".jsonl")):
            continue
        try:
            _verify(archive, info, box, hashes, shared)
            with zipped.open_entry(archive, info, box) as entry:
                for url, title in _find_titles(entry):
                    if len(titles) < box.limits.members:
                        titles.setdefault(url, title)
        except InputError:
            continue
    return titles


def _find_titles(entry: BinaryIO) -> Iterator[tuple[str, str]]:
    while line := entry.readline(_LONGEST_LINE):
        try:
            page = msgspec.json.decode(line)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            continue
        if isinstance(page, dict) and isinstance(page.get("url"), str) and isinstance(page.get("title"), str):
            yield page["url"], " ".join(page["title"].split())[:_LONGEST_TITLE]


def _titled(one: Found, titles: Mapping[str, str]) -> Found:
    if not isinstance(one, Item) or one.told.title or not (title := titles.get(one.told.address)):
        return one
    return msgspec.structs.replace(one, told=msgspec.structs.replace(one.told, title=title))
