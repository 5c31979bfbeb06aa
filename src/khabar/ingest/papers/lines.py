"""From letters that stand on a page to its lines.

Invariant: a pure function of the letters' places; each letter is in one line. Sizes and places are tenths of a point.
"""

from __future__ import annotations

import bisect
import itertools
import statistics
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from khabar.ingest.papers import visual

_SAME_LINE: Final = 0.3
_GAP: Final = 0.16
_NARROWEST, _WIDEST, _STEP = 0.1, 0.35, 0.06
_APART: Final = 0.9
_MARKS_AROUND: Final = 6
_NEAR: Final = 4
_LIGATURE: Final = 8
MOST_FLOATING: Final = 5_000
_BLANKS: Final = frozenset(" \t\u00a0\u2002\u2003\u2009\u202f\u200b")
_NO_LETTERS: Final = frozenset((0, 2, 0xFFFE, 0xFFFF, 0xFFFD))


class Letter(NamedTuple):
    """A letter, or the letters of one ligature, and its place."""

    said: str
    left: int
    right: int
    base: int
    size: int


class Line(NamedTuple):
    """Letters that stand on one line, from left to right."""

    letters: tuple[Letter, ...]
    left: int
    right: int
    base: int
    size: int

    @property
    def text(self) -> str:
        """In reading order, words apart."""
        return to_text(self.letters, self.size)


class Drawn(NamedTuple):
    """What is drawn on a page: letters; those that float, their height being that of a mark; marks on their own; and
    how many have no code point.
    """

    letters: list[Letter]
    floating: list[Letter]
    marks: list[Letter]
    unknown: int


def to_letters(raw: Iterable[Sequence[int]], *, backwards: bool = False) -> Drawn:
    """The letters of a page, each with its marks where it is plain whose they are.

    Presentation forms become the letters that they show; the pieces of one ligature become one.

    Args:
        raw: ``[code point, left, right, baseline, size]`` each, in the order of drawing.
        backwards: Whether the pieces of ligatures came back to front.
    """
    letters: list[Letter] = []
    marks: list[tuple[int, Letter]] = []
    pieces: list[str] = []
    unknown = 0
    for code, left, right, base, size in raw:
        if code in _NO_LETTERS or 0xE000 <= code <= 0xF8FF or 0xD800 <= code <= 0xDFFF:
            unknown += code != 2
            continue
        said = to_plain(chr(code))
        if not said or (said < " " and said != "\t"):
            continue
        one = Letter(said, left, right, base, max(1, size))
        last = letters[-1] if letters else None
        same = last is not None and last[1:4] == one[1:4] and right > left
        if all(unicodedata.category(c) == "Mn" for c in said):
            marks.append((len(letters), one))
        elif last and same and len(pieces) < _LIGATURE and _joins(last.said) and _joins(said):
            pieces = [*(pieces or [last.said]), said]
            letters[-1] = last._replace(said=visual.join_pieces(pieces, backwards=backwards))
        else:
            pieces = []
            letters.append(one)
    floating, own = _split_evenly(letters, marks[:MOST_FLOATING]) if marks else ({}, [])
    own += marks[MOST_FLOATING:]
    alone = _give(letters, own)
    kept = [one for n, one in enumerate(letters) if n not in floating]
    return Drawn(kept, [floating[n] for n in sorted(floating)], alone, unknown)


def _split_evenly(
    letters: Sequence[Letter], marks: Sequence[tuple[int, Letter]]
) -> tuple[dict[int, Letter], list[tuple[int, Letter]]]:
    """Letters with a mark that the library took from one glyph, the glyph's place being halved between them; and the
    other marks.
    """
    edges: dict[tuple[int, int], int] = {}
    for n, one in enumerate(letters):
        edges.setdefault((one.base, one.left), n)
        edges.setdefault((one.base, one.right), n)
    found: dict[int, Letter] = {}
    own: list[tuple[int, Letter]] = []
    for after, mark in marks:
        wide = mark.right - mark.left
        near = [edges.get((mark.base, edge + off)) for edge in (mark.left, mark.right) for off in (0, -1, 1)]
        even = [at for at in near if at is not None and at not in found and _even(letters[at], wide)]
        if wide > 0 and even:
            one = letters[even[0]]
            left, right = min(one.left, mark.left), max(one.right, mark.right)
            found[even[0]] = Letter(one.said + mark.said, left, right, one.base, one.size)
        else:
            own.append((after, mark))
    return found, own


def _even(letter: Letter, wide: int) -> bool:
    return abs(letter.right - letter.left - wide) <= 1 and _joins(letter.said)


def _give(letters: list[Letter], marks: Sequence[tuple[int, Letter]]) -> list[Letter]:
    """Put each mark on that one of the two letters drawn around it which is read first; return those on neither."""
    alone: list[Letter] = []
    held: dict[int, list[str]] = {}
    for after, mark in marks:
        middle = (mark.left + mark.right) / 2
        near = [
            n
            for n in (after - 1, after)
            if 0 <= n < len(letters)
            and letters[n].said not in _BLANKS
            and letters[n].left - 0.3 * mark.size <= middle <= letters[n].right + 0.3 * mark.size
            and abs(letters[n].base - mark.base) <= mark.size
        ]
        owner = max(near, key=lambda n: letters[n].right, default=None)
        if owner is None or len(held.get(owner, ())) >= _MARKS_AROUND:
            alone.append(mark)
        else:
            held.setdefault(owner, []).append(mark.said)
    for owner, said in held.items():
        letters[owner] = letters[owner]._replace(said=letters[owner].said + "".join(sorted(said, key=_late)))
    return alone


def to_lines(drawn: Drawn) -> list[Line]:
    """Lines from top to bottom, parted where a gap is wider than those between words."""
    lines: list[list[Letter]] = []
    base, size = 0.0, 1
    for one in sorted(drawn.letters, key=lambda letter: (-letter.base, letter.left)):
        if not lines or base - one.base > _SAME_LINE * min(size, one.size):
            lines.append([])
            base, size = one.base, one.size
        lines[-1].append(one)
    marked = _with_marks(lines, drawn.marks)
    _settle(marked, drawn.floating)
    return [part for line in marked for part in _parts(line)]


def join_row(parts: Sequence[Line]) -> Line:
    """Parts of one line as one."""
    letters = tuple(sorted((one for part in parts for one in part.letters), key=_centre))
    return _line(letters)


def to_text(letters: Sequence[Letter], size: int) -> str:
    """Letters from left to right as text in reading order; a gap is a blank."""
    said: list[str] = []
    before: Letter | None = None
    wide = _word_gap(letters, size)
    for one in letters:
        blank = one.said in _BLANKS
        if said and said[-1] != " " and (blank or (before and one.left - before.right > wide)):
            said.append(" ")
        if not blank:
            said.append(one.said)
            before = one
    while said and said[-1] == " ":
        said.pop()
    return visual.to_reading(said)


def _word_gap(letters: Sequence[Letter], size: int) -> float:
    """The gap that parts words on this line: in the widest step between the gaps of letters and those of words."""
    full = [one for one in letters if one.said not in _BLANKS]
    gaps = sorted(max(0, b.left - a.right) for a, b in itertools.pairwise(full))
    steps = [(b - a, a, b) for a, b in itertools.pairwise(gaps) if a < _WIDEST * size and b > _NARROWEST * size]
    step, low, high = max(steps, default=(0, 0, 0))
    return (low + high) / 2 if step >= _STEP * size and low < _WIDEST * size / 2 else _GAP * size


def to_plain(letter: str) -> str:
    """A letter, presentation forms as the letters that they show.

    >>> to_plain(chr(0xFEFB)) == chr(0x644) + chr(0x627), to_plain(chr(0xFE8D)) == chr(0x627)
    (True, True)
    """
    if "\ufb00" <= letter <= "\ufdff" or "\ufe70" <= letter <= "\ufefc":
        return unicodedata.normalize("NFKC", letter).replace(" ", "")
    return letter


def _joins(said: str) -> bool:
    return "\u0620" <= said[0] <= "\u06d3"


def _centre(letter: Letter) -> tuple[float, int]:
    return (letter.left + letter.right) / 2, letter.left


def _line(letters: tuple[Letter, ...]) -> Line:
    full = [one for one in letters if one.said not in _BLANKS] or list(letters)
    return Line(
        letters,
        min(one.left for one in full),
        max(one.right for one in full),
        round(statistics.median(one.base for one in full)),
        round(statistics.median(one.size for one in full)),
    )


def _parts(letters: Sequence[Letter]) -> list[Line]:
    """The line's letters from left to right, parted at wide gaps; what has no letter in it is left out."""
    parts: list[list[Letter]] = []
    edge = 0
    for one in sorted(letters, key=_centre):
        blank = one.said in _BLANKS
        if not parts or (not blank and one.left - edge > _APART * one.size):
            parts.append([])
        parts[-1].append(one)
        if not blank:
            edge = max(edge, one.right) if len(parts[-1]) > 1 else one.right
    return [_line(tuple(part)) for part in parts if any(one.said not in _BLANKS for one in part)]


def _with_marks(lines: Sequence[Sequence[Letter]], marks: Sequence[Letter]) -> list[list[Letter]]:
    """The lines with each mark on the letter nearest to it."""
    made = [sorted(line, key=_centre) for line in lines]
    bases = [line[0].base for line in made]
    for mark in sorted(marks, key=lambda one: (one.base, one.left, _late(one.said))):
        place = _nearest(made, bases, mark)
        if place is None:
            continue
        line, near = made[place[0]], place[1]
        said = line[near].said
        if said not in _BLANKS and len(said) < _MARKS_AROUND:
            line[near] = line[near]._replace(said=said + mark.said)
    return made


def _settle(lines: list[list[Letter]], floating: Sequence[Letter]) -> None:
    """Bring letters that are drawn at the height of their mark into the line below; one that stands there already
    gives its marks only.
    """
    bases = [line[0].base for line in lines]
    for one in floating:
        place = _nearest(lines, bases, one)
        if place is None:
            lines.append([one])
            continue
        line, near = lines[place[0]], place[1]
        middle = _centre(one)[0]
        for n in range(max(0, near - 2), min(len(line), near + 3)):
            other = line[n]
            slack = 0.3 * one.size if other.said == one.said else 0.0
            if one.said[0] in other.said and other.left - slack <= middle <= other.right + slack:
                line[n] = other._replace(said=other.said + "".join(c for c in one.said[1:] if c not in other.said))
                break
        else:
            at = bisect.bisect_left(line, middle, key=lambda other: _centre(other)[0])
            right = line[at].left if at < len(line) and line[at].left - one.right < 0.35 * one.size else one.right
            line.insert(at, one._replace(base=line[0].base, right=max(one.right, right)))


def _late(said: str) -> bool:
    return said != "\u0651"


def _distance(letter: Letter, middle: float) -> tuple[float, float]:
    outside = max(0.0, letter.left - middle, middle - letter.right)
    blank = 1e6 if letter.said in _BLANKS else 0.0
    return blank + outside, abs((letter.left + letter.right) / 2 - middle)


def _nearest(lines: Sequence[Sequence[Letter]], bases: Sequence[int], mark: Letter) -> tuple[int, int] | None:
    """The line and the letter in it that a mark belongs to, the lines being from top to bottom."""
    at = bisect.bisect_left(bases, -mark.base, key=lambda base: -base)
    middle = (mark.left + mark.right) / 2
    best: tuple[tuple[float, float], int, int] | None = None
    for row in range(max(0, at - _NEAR), min(len(lines), at + _NEAR)):
        line = lines[row]
        below = abs(bases[row] - mark.base)
        if below > mark.size:
            continue
        around = bisect.bisect_left(line, middle, key=lambda one: _centre(one)[0])
        for n in range(max(0, around - _NEAR), min(len(line), around + _NEAR)):
            outside, off = _distance(line[n], middle)
            score = (max(0.0, outside - 0.1 * mark.size) + below, off)
            if best is None or score < best[0]:
                best = (score, row, n)
    return best[1:] if best else None
