"""What the entries of all archives have in common: how they are named, and which are never opened.

Invariant: no entry's name is ever used as a path; it is read, told and matched, and nothing else.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Final

import msgspec

from khabar.errors import InputError
from khabar.ingest import reasons
from khabar.ingest.item import Box, Refusal, refused

_JUNK: Final = frozenset({"__macosx", "thumbs.db", "desktop.ini", "$recycle.bin"})
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_UNSEEN: Final = re.compile("[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LONGEST: Final = 1_000


def is_junk(name: str) -> bool:
    """Whether a computer left this in the archive, not a person; names that begin with a dot, as in folders."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return any(part.startswith(".") or part.lower() in _JUNK for part in parts)


def check_name(name: str) -> None:
    """Refuse an entry that would lie outside the folder it is unpacked in.

    Raises:
        InputError: it does.
    """
    plain = name.replace("\\", "/")
    if plain.startswith("/") or _DRIVE.match(plain) or ".." in plain.split("/"):
        raise InputError("its name leads outside the archive; not opened", reason=reasons.OUTSIDE)


def source_of(box: Box, name: str) -> str:
    """Where an entry lies: its box, and its name with what cannot be seen or would turn the line around marked."""
    seen = _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", name[:_LONGEST])
    return f"{box.source}!{seen}"


def within(box: Box, name: str, size: int | None = None) -> Box:
    """The box that an entry may be."""
    member = f"{box.told.member}!{name}" if box.told.member else name
    return msgspec.structs.replace(
        box,
        source=source_of(box, name),
        name=_UNSEEN.sub("", PurePosixPath(name.replace("\\", "/")).stem)[:200] or box.name,
        told=msgspec.structs.replace(box.told, member=member[:_LONGEST]),
        depth=box.depth + 1,
        size=size,
    )


def refusal(box: Box, name: str, fault: InputError, *, passed: bool = False, consumed: int = 0) -> Refusal:
    """Why an entry is not opened."""
    return refused(source_of(box, name), fault, passed=passed, consumed=consumed)
