"""Which documents the paths of a command name.

Invariant: the order is that of the paths, and inside a folder that of the names; a file that two paths name is taken
once. Nothing is opened here.
"""

from __future__ import annotations

import os
import re
import unicodedata
import urllib.parse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from khabar.errors import InputError

STDIN = "-"
ARCHIVE_MARK: Final = "khabar-archive.json"  # in a folder that khabar capture writes, beside
ARCHIVE_FILES: Final = "warc"  # the folder of its WARC files; all else in it speaks of these
LONGEST_NAME: Final = 80
_ADDRESS: Final = re.compile(r"[a-z][a-z0-9+.-]{0,20}://(?:[^/?#@]*@)?([^/?#:@]*)(?::\d*)?([^?#]*)(?:\?([^#]*))?", re.I)
_PROGRAM: Final = re.compile(r"\.(?:php\d?|aspx?|jsp|do|cgi|cfm|html?)$|^$", re.IGNORECASE)
_TAGGED: Final = re.compile(r"^(?:utm_\w+|fbclid|gclid|ref)=", re.IGNORECASE)
_UNFIT: Final = re.compile(r"[#~/\\\s]+")


def find_sources(path: str, refused: list[InputError] | None = None) -> list[str]:
    """The files that one path names: itself, ``-`` for standard input, or every file under a folder, sorted.

    Links to folders are not followed, and names that begin with a dot are passed over. Of an archive that khabar
    capture wrote, these are its WARC files.

    Args:
        path: What was named.
        refused: Takes the folders under `path` that cannot be listed; without it, they are passed over.

    Raises:
        InputError: there is no such path, the folder cannot be listed, or it holds no file.
    """
    unlisted: list[InputError] = []
    if path == STDIN:
        return [STDIN]
    try:
        is_folder = os.path.isdir(path)
        if not is_folder:
            os.stat(path)
            return [path]
        found = sorted(_walk(path, unlisted))
    except (OSError, ValueError) as fault:
        if is_address(path):
            why = "an address, no file; khabar capture ARCHIVE URL keeps what it serves, then give ARCHIVE"
            raise InputError(f"{path}: {why}") from None
        raise InputError(f"{path}: {reason_of(fault)}") from None
    if unlisted and not found:
        raise unlisted[0]
    if refused is not None:
        refused += unlisted
    if not found:
        raise InputError(f"{path}: no file in this folder")
    return found


def collect(paths: Sequence[str]) -> tuple[list[str], list[InputError]]:
    """The files that all paths name, each once, and the paths that name none."""
    sources: dict[str, str] = {}
    refused: list[InputError] = []
    for path in paths:
        try:
            for source in find_sources(path, refused):
                sources.setdefault(source if source == STDIN else os.path.realpath(source), source)
        except InputError as fault:
            refused.append(fault)
    return list(sources.values()), refused


def is_address(text: str) -> bool:
    """Whether a word on the command line means a page and not a file."""
    return text[:8].lower().startswith(("http://", "https://"))


def doc_name(source: str) -> str:
    """The name of the document: the file's stem, in letters that can be written; ``stdin`` for standard input."""
    return "stdin" if source == STDIN else os.fsencode(Path(source).stem).decode("utf-8", errors="replace")


def name_of_address(url: str) -> str:
    """The name of the document that an address serves: its host and the last part of its path.

    Percent signs are undone, at most `LONGEST_NAME` letters, none of them a control, a bidi control or a blank; ``#``,
    ``~`` and strokes become ``-``. Where a program serves all pages (``news.php?id=7``), what it was asked for is part
    of the name.

    >>> name_of_address("https://www.news.example/2024/3/attack-in-the-north/?utm_source=x")
    'www.news.example/attack-in-the-north'
    """
    parts = _ADDRESS.match(url[:4096])
    if not parts:
        return _fit(url) or "unnamed"
    host, path, asked = parts[1].lower().strip("."), parts[2].rstrip("/"), parts[3] or ""
    last = urllib.parse.unquote(path.rpartition("/")[2], errors="replace")
    if asked and _PROGRAM.search(last):
        wanted = "&".join(one for one in asked.split("&") if one and not _TAGGED.match(one))
        last += "?" * bool(wanted) + urllib.parse.unquote(wanted, errors="replace")
    room = LONGEST_NAME - len(host := _fit(host)) - 1
    name = _fit(last)[: max(room, 16)]
    return f"{host}/{name}".strip("/") or "unnamed"


def _fit(name: str) -> str:
    """The letters that may stand in a document's name."""
    seen = name.isascii() and name.isprintable()
    kept = name if seen else "".join(c for c in name if not unicodedata.category(c).startswith("C"))
    return _UNFIT.sub("-", unicodedata.normalize("NFC", kept)).strip("-")[:LONGEST_NAME]


def reason_of(fault: OSError | ValueError) -> str:
    """What went wrong with a file, in one short phrase and with the way out."""
    if isinstance(fault, FileNotFoundError):
        return "no such file or folder"
    if isinstance(fault, PermissionError):
        return "no permission to read it"
    if isinstance(fault, IsADirectoryError):
        return "is a folder"
    if isinstance(fault, OSError) and fault.strerror:
        return fault.strerror[:1].lower() + fault.strerror[1:]
    return str(fault)


def _walk(folder: str, unlisted: list[InputError]) -> Iterator[str]:
    def keep(fault: OSError) -> None:
        unlisted.append(InputError(f"{fault.filename}: {reason_of(fault)}"))

    for root, folders, files in os.walk(folder, onerror=keep):
        folders[:] = [name for name in folders if not name.startswith(".")]
        if ARCHIVE_MARK in files:
            folders[:] = [name for name in folders if name == ARCHIVE_FILES]
        for name in files if ARCHIVE_MARK not in files else ():
            whole = os.path.join(root, name)
            if name.startswith("."):
                continue
            if _is_plain(whole):
                yield whole
            else:
                unlisted.append(InputError(f"{whole}: a pipe, a socket or a device, no file"))


def _is_plain(path: str) -> bool:
    return os.path.isfile(path) or not os.path.exists(path)
