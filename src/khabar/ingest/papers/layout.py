"""From the lines of pages to paragraphs, what stands around the article set apart.

Invariant: a pure function; each line is in one paragraph or in one piece of furniture. Columns are read from the right.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Sequence
from typing import Final

import msgspec

from khabar.ingest.papers.lines import Line, join_row
from khabar.text.letters import EASTERN_DIGITS, PERSIAN_DIGITS

DEEPEST: Final = 3
MOST_LINES: Final = 3_000
LINES_IN_ALL: Final = 100_000
"""Of a paper, that are looked through for columns."""
_GRID: Final = 60
_LEAST: Final = 3
_EDGE: Final = 0.12
_SMALL: Final = 0.8
_ROWS: Final = 3
_DIGITS: Final = re.compile(f"[0-9{EASTERN_DIGITS}{PERSIAN_DIGITS}]+")
_PAGE_NUMBER: Final = re.compile(r"[^\w\n]{0,4}(?:[^\W\d_]{1,6}\s)?#(?:\s?(?:/|[^\W\d_]{1,4})\s?#)?[^\w\n]{0,4}")
_SENTENCE_END: Final = re.compile(r"[.!?\u061f\u2026:][\u00bb\")\]\u201d]*$")


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of one page, parted at wide gaps, from top to bottom; ``width`` and ``height`` in tenths of a point."""

    lines: Sequence[Line]
    width: int
    height: int


class Laid(msgspec.Struct, kw_only=True):
    """The paragraphs of a paper with the page on which each begins, and what stood around them, with its page."""

    paragraphs: list[tuple[int, str]] = []
    furniture: list[tuple[int, str]] = []


def lay_out(pages: Sequence[Page]) -> Laid:
    """Paragraphs in reading order; of a page, the first `MOST_LINES` lines.

    Args:
        pages: In order, from the first.
    """
    rows = [_rows(page.lines[:MOST_LINES]) for page in pages]
    body = _body_size(rows)
    around = _around(pages, rows, body)
    laid = Laid()
    held: list[Line] = []
    begun, seen = 1, 0
    for number, (found, aside) in enumerate(zip(rows, around, strict=True), 1):
        laid.furniture += [(number, join_row(row).text) for n, row in enumerate(found) if n in aside]
        kept = [part for n, row in enumerate(found) if n not in aside for part in row]
        seen += len(kept)
        for block in _blocks(kept, DEEPEST if seen <= LINES_IN_ALL else 0):
            right, left = max(line.right for line in block), min(line.left for line in block)
            pitch = _pitch(block)
            for line in block:
                if held and _breaks(held[-1], line, left, right, pitch, same_block=held[-1] in block):
                    _close(laid, begun, held)
                    held = []
                if not held:
                    begun = number
                held.append(line)
    _close(laid, begun, held)
    return laid


def _close(laid: Laid, page: int, held: Sequence[Line]) -> None:
    said = " ".join(text for line in held if (text := line.text))
    if said:
        laid.paragraphs.append((page, said))


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Parts of lines that share a baseline, from top to bottom."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: (-one.base, one.left)):
        if rows and rows[-1][0].base - line.base <= 0.3 * min(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _body_size(rows: Sequence[Sequence[Sequence[Line]]]) -> float:
    sizes: Counter[int] = Counter()
    for page in rows:
        for row in page:
            for line in row:
                sizes[line.size] += len(line.letters)
    return sizes.most_common(1)[0][0] if sizes else 1


def _around(pages: Sequence[Page], rows: Sequence[Sequence[Sequence[Line]]], body: float) -> list[set[int]]:
    """Which rows of each page are running heads, feet and page numbers."""
    edges = [{*range(min(_ROWS, len(page))), *range(max(0, len(page) - _ROWS), len(page))} for page in rows]
    keys = [{n: _key(page[n]) for n in sorted(edge)} for page, edge in zip(rows, edges, strict=True)]
    seen = Counter(key for page in keys for key in set(page.values()))
    often = max(2, len(pages) // 4)
    aside: list[set[int]] = []
    for page, found, known in zip(pages, rows, keys, strict=True):
        mine: set[int] = set()
        for n, key in known.items():
            size = max(line.size for line in found[n])
            base = found[n][0].base
            outer = base > (1 - _EDGE) * page.height or base < _EDGE * page.height
            running = (
                outer and seen[key] >= often and len(pages) > 1 and _outermost(n, len(found), mine, known, seen, often)
            )
            small = size < _SMALL * body and (base > 0.94 * page.height or base < 0.06 * page.height)
            if running or (outer and _PAGE_NUMBER.fullmatch(key)) or small:
                mine.add(n)
        aside.append(mine if len(mine) < len(found) else set())
    return aside


def _outermost(n: int, rows: int, mine: set[int], known: dict[int, str], seen: Counter[str], often: int) -> bool:
    """Whether all rows between this one and the edge of the page are running ones too."""
    beyond = range(n) if n < rows / 2 else range(n + 1, rows)
    return all(at in mine or seen[known.get(at, "")] >= often for at in beyond)


def _key(row: Sequence[Line]) -> str:
    return _DIGITS.sub("#", " ".join(join_row(row).text.split())[:200])


def _blocks(lines: Sequence[Line], depth: int) -> list[list[Line]]:
    """Columns, and what stands above, below and between them, in reading order; each as lines from top to bottom."""
    if not lines:
        return []
    gutter = _gutter(lines) if depth and len(lines) >= 2 * _LEAST else None
    if gutter is None:
        return [[join_row(row) for row in _rows(lines)]]
    blocks: list[list[Line]] = []
    for zone in _zones(_from_top(lines), gutter):
        if _parted(zone, gutter):
            blocks += _blocks([line for line in zone if line.left >= gutter], depth - 1)
            blocks += _blocks([line for line in zone if line.left < gutter], depth - 1)
        else:
            blocks.append([join_row(row) for row in _rows(zone)])
    return blocks


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where a blank stripe parts most lines into columns; None where there is no such."""
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    best, most = None, 0
    ordered = _from_top(lines)
    for step in range(_GRID // 8, _GRID - _GRID // 8):
        at = left + (right - left) * (step + 0.5) / _GRID
        parted = [zone for zone in _zones(ordered, at) if _parted(zone, at)]
        score = sum(map(len, parted))
        if score > most:
            best, most = at, score
    return best if most >= len(lines) / 3 else None


def _from_top(lines: Sequence[Line]) -> list[Line]:
    return sorted(lines, key=lambda one: (-one.base, -one.right))


def _zones(lines: Sequence[Line], at: float) -> list[list[Line]]:
    """Lines from top to bottom, parted wherever one that crosses `at` follows or precedes one that does not."""
    zones: list[list[Line]] = []
    before: bool | None = None
    for line in lines:
        margin = 0.3 * line.size
        crosses = line.left < at + margin and line.right > at - margin
        if crosses != before:
            zones.append([])
            before = crosses
        zones[-1].append(line)
    return zones


def _parted(zone: Sequence[Line], at: float) -> bool:
    right = sum(line.left >= at for line in zone)
    left = sum(line.right <= at for line in zone)
    return right >= _LEAST and left >= _LEAST and right + left == len(zone)


def _pitch(block: Sequence[Line]) -> float:
    """How far a line usually is below the one before."""
    steps = [a.base - b.base for a, b in itertools.pairwise(block) if a.base > b.base]
    return statistics.median_low(steps) if steps else 0.0


def _breaks(above: Line, below: Line, left: int, right: int, pitch: float, *, same_block: bool) -> bool:
    """Whether a new paragraph begins with `below`."""
    if not 0.88 < below.size / above.size < 1.14:
        return True
    if not same_block:
        wide = above.right - above.left
        return bool(_SENTENCE_END.search(above.text)) or not 0.75 * (right - left) < wide < 1.25 * (right - left)
    if pitch and above.base - below.base > 1.3 * pitch + 2:
        return True
    if right - below.right > 0.8 * below.size and right - above.right < 0.4 * above.size:
        return True
    short = above.left - left
    if short <= _first_word(below) + 0.5 * above.size:
        return False
    return short > 0.3 * (right - left) or _SENTENCE_END.search(above.text) is not None


def _first_word(line: Line) -> float:
    """How wide the word is with which a line begins, at its right."""
    edge = line.letters[-1].right
    before = edge
    for one in reversed(line.letters):
        if one.said.isspace() or before - one.right > 0.2 * line.size:
            if before < edge:
                break
            continue
        before = one.left
    return edge - before
