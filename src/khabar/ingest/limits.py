"""How much of what somebody else made is looked at before it is refused.

Invariant: every loop over foreign bytes is bounded by one of these.
"""

from __future__ import annotations

import msgspec

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
