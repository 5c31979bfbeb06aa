"""Which documents the paths of a command name.

Invariant: the order is that of the paths, and inside a folder that of the names; a file that two paths name is taken
once. Nothing is opened here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from khabar.errors import InputError

STDIN = "-"


def find_sources(path: str, refused: list[InputError] | None = None) -> list[str]:
    """The files that one path names: itself, ``-`` for standard input, or every file under a folder, sorted.

    Links to folders are not followed, and names that begin with a dot are passed over.

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


def doc_name(source: str) -> str:
    """The name of the document: the file's stem, in letters that can be written; ``stdin`` for standard input."""
    return "stdin" if source == STDIN else os.fsencode(Path(source).stem).decode("utf-8", errors="replace")


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
        for name in files:
            whole = os.path.join(root, name)
            if not name.startswith(".") and _is_plain(whole):
                yield whole


def _is_plain(path: str) -> bool:
    return os.path.isfile(path) or not os.path.exists(path)
