"""How much of what somebody else made is looked at before it is refused.

Invariant: every loop over foreign bytes is bounded by one of these.
"""

from __future__ import annotations

import msgspec

from khabar.errors import InputError
from khabar.ingest import reasons

MEBIBYTE = 1024 * 1024


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Sizes in bytes, times in seconds.

    ``document`` bounds the bytes of one document after unpacking; ``box`` what is unpacked from one container in all;
    ``ratio`` how many bytes one packed byte may become, once ``slack`` bytes were unpacked; ``members`` the entries of
    one archive; ``depth`` boxes within boxes; ``letters`` the text of one article; ``pages`` those of one PDF.
    """

    document: int = 16 * MEBIBYTE
    box: int = 64 * 1024 * MEBIBYTE
    whole: int = 1024 * MEBIBYTE
    """The most that is kept of a container that has to be read whole, on disk once it is over a few mebibytes."""
    ratio: int = 200
    slack: int = 64 * MEBIBYTE
    members: int = 1_000_000
    depth: int = 4
    letters: int = 4 * MEBIBYTE
    pages: int = 2_000
    seconds: float = 60.0


LIMITS = Limits()


class Budget:
    """What all boxes within one file of the user's have unpacked together, so that nesting multiplies nothing.

    ``packed`` is how much of the user's file was read, or its size; once the budget is spent, every box in it stops.
    """

    __slots__ = ("entries", "packed", "spent", "unpacked")

    def __init__(self) -> None:
        self.packed = self.unpacked = self.entries = 0
        self.spent = False

    def unpack(self, count: int, limits: Limits) -> None:
        """Count bytes that came out of a box.

        Raises:
            InputError: they are more than all boxes together may hold, or than so few packed bytes may become.
        """
        self.unpacked += count
        if self.unpacked > limits.box:
            self._stop(f"unpacks to more than {limits.box // MEBIBYTE:,} MiB", reasons.TOO_LARGE)
        if self.unpacked > limits.slack and self.unpacked > self.packed * limits.ratio:
            self._stop(f"unpacks to more than {limits.ratio} times its size", reasons.EXPANDS)

    def enter(self, limits: Limits) -> None:
        """Count an entry of a box.

        Raises:
            InputError: there are more than all boxes together may hold, or the budget is spent.
        """
        self.entries += 1
        if self.entries > limits.members:
            self._stop(f"holds more than {limits.members:,} entries", reasons.TOO_LARGE)
        if self.spent:
            raise InputError("left, as too much was unpacked before it", reason=reasons.EXPANDS)

    def _stop(self, why: str, reason: str) -> None:
        self.spent = True
        raise InputError(f"{why}; unpack it yourself and give the files", reason=reason)
