"""From letters as they stand on a line, left to right, to the order in which they are read.

Invariant: a pure function; no letter is lost or made up but blanks where there is a gap. It is the bidirectional
algorithm (UAX 9) the other way round, for lines without explicit controls: what it cannot tell, such as whether a stop
at the end of a Latin name is the name's, it takes for the paragraph's.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

_WITHIN: Final = frozenset(".,:/\u060c\u066b\u066c\u00a0\u202f")
_BEHIND: Final = frozenset("-+\u2212")
_PAIRS: Final = (("(", ")"), ("[", "]"), ("{", "}"), ("<", ">"), ("\u00ab", "\u00bb"), ("\u2039", "\u203a"))
_MIRROR: Final = {**dict(_PAIRS), **{closing: opening for opening, closing in _PAIRS}}
OPENING: Final = frozenset(opening for opening, _ in _PAIRS)
_RIGHT: Final = frozenset(("R", "AL"))
_NUMBER: Final = frozenset(("EN", "AN"))
LAM: Final = "\u0644"
ALIFS: Final = frozenset("\u0622\u0623\u0625\u0627\u0671")
_TOGETHER: Final = frozenset(("\u0627\u0644\u0644\u0647", "\u0644\u0644\u0647", "\u0644\u0644"))


def to_reading(letters: Sequence[str]) -> str:
    """The letters of a line of right-to-left text in the order in which they are read.

    Args:
        letters: From left to right; a ligature is one, its letters in reading order; a letter has its marks with it.

    >>> to_reading("7002/3/31"[::-1]) == "7002/3/31"[::-1]
    True
    """
    kinds = [unicodedata.bidirectional(one[0]) if one else "" for one in letters]
    if "L" in kinds and not _RIGHT.intersection(kinds):
        return "".join(letters)
    turned, kinds = list(reversed(letters)), kinds[::-1]
    out: list[str] = []
    at = 0
    arabic = False
    while at < len(turned):
        if kinds[at] == "L" or kinds[at] in _NUMBER:
            end = _run_end(turned, kinds, at, arabic)
            out += reversed(turned[at:end])
            arabic = arabic and "L" not in kinds[at:end]
            at = end
        else:
            arabic = arabic or kinds[at] in _RIGHT
            out.append(_MIRROR.get(turned[at], turned[at]))
            at += 1
    return "".join(out)


def balance(text: str) -> str:
    """The same text with those brackets turned that close before they open: fonts and programs differ on which of two
    letters a mirrored bracket is.

    >>> balance("a )b( c"), balance("a (b) c"), balance("1) a")
    ('a (b) c', 'a (b) c', '1) a')
    """
    if not any(one in _MIRROR for one in text):
        return text
    out = list(text)
    waiting: dict[str, list[int]] = {}
    open_now: dict[str, int] = {}
    for at, one in enumerate(text):
        if one not in _MIRROR:
            continue
        opening = one if one in OPENING else _MIRROR[one]
        if one in OPENING:
            if waiting.get(opening):
                before = waiting[opening].pop()
                out[before], out[at] = opening, _MIRROR[opening]
            else:
                open_now[opening] = open_now.get(opening, 0) + 1
        elif open_now.get(opening):
            open_now[opening] -= 1
        else:
            waiting.setdefault(opening, []).append(at)
    return "".join(out)


def join_pieces(pieces: Sequence[str], *, backwards: bool) -> str:
    """The letters of one ligature in reading order.

    Args:
        pieces: As the font's table or the library gave them.
        backwards: Whether ligatures of this paper came back to front.
    """
    said = "".join(pieces)
    if len(pieces) == 2 and LAM in pieces and ALIFS.intersection(pieces):
        return LAM + next(one for one in pieces if one in ALIFS)
    turned = said[::-1]
    if said in _TOGETHER or turned in _TOGETHER:
        return said if said in _TOGETHER else turned
    return turned if backwards else said


def _run_end(letters: Sequence[str], kinds: Sequence[str], at: int, arabic: bool) -> int:
    """Where the run of left-to-right letters ends that begins at `at`, going right to left."""
    end = at + 1
    while end < len(letters):
        if kinds[end] == "L" or kinds[end] in _NUMBER:
            end += 1
            continue
        after = end
        while after < len(letters) and after - end < 8 and not _strong(kinds[after]):
            after += 1
        if after >= len(letters) or not _strong(kinds[after]) or kinds[after] in _RIGHT:
            return end
        sign = letters[end]
        numbers = after == end + 1 and kinds[end - 1] in _NUMBER and kinds[after] in _NUMBER
        if numbers and (sign in _WITHIN or (sign in _BEHIND and not arabic)):
            end = after
            continue
        if not _latin_before(kinds, after):
            return end
        end = after
    return end


def _latin_before(kinds: Sequence[str], at: int) -> bool:
    """Whether the letters that stand together to the left from `at` hold a Latin one."""
    while at < len(kinds) and (kinds[at] == "L" or kinds[at] in _NUMBER):
        if kinds[at] == "L":
            return True
        at += 1
    return False


def _strong(kind: str) -> bool:
    return kind == "L" or kind in _NUMBER or kind in _RIGHT
