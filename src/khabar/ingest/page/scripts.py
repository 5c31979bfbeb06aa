"""The article in a page's scripts, where the page itself shows less of it.

Invariant: scripts are looked through and never run; what is taken is letters of their strings, each with its place in
the page, and is taken only where the page does not show it. Work is linear in the letters of the scripts.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from khabar.ingest.page.letters import Line, Place
from khabar.ingest.page.parts import Part, keys_of, read_parts
from khabar.ingest.page.source import Page, read_source

MAX_LETTERS: Final = 4 * 1024 * 1024
_STRING: Final = re.compile(r'"((?:[^"\\]++|\\.)*+)"(\s{0,20}+:)?', re.DOTALL)
_ESCAPE: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_PLAIN: Final = {"n": "\n", "r": "\n", "t": " ", "b": " ", "f": " "}
_ARABIC: Final = re.compile("[\u0621-\u064a]")
_ESCAPED: Final = re.compile(r"\\u06[0-9a-fA-F]{2}")
_BODY: Final = frozenset(
    "articlebody body content text html paragraph value description fulltext story bodytext".split()
)
_PROSE: Final = 40
_ENOUGH: Final = 150
_APART: Final = 600
_TWICE: Final = 1.6
_SHARE: Final = 0.5


class _String(NamedTuple):
    """A string of a script that holds Arabic prose: its key, and where it stands, quotes excluded."""

    key: str
    first: int
    last: int
    letters: int


def find_hidden_article(page: Page, title: str, shown: Sequence[Part]) -> list[Part]:
    """The paragraphs of the article that the scripts hold, if they hold much more of it than is shown.

    Args:
        page: The page.
        title: Its headline.
        shown: The paragraphs that it shows.
    """
    seen = {key for part in shown for key in _runs(part.keys)}
    visible = sum(part.words for part in shown)
    best: list[Part] = []
    for group in _groups(page):
        if sum(one.letters for one in group) < _ENOUGH:
            continue
        parts = [part for one in group for part in _parts(page, one)]
        words = sum(part.words for part in parts)
        mine = {key for part in parts for key in _runs(part.keys)}
        same = len(seen & mine) / len(seen) if seen else 0.0
        about = len(set(keys_of(title)) & {word for part in parts for word in part.keys})
        if visible >= 25 and same < _SHARE:
            continue
        if not visible and title and about < min(2, len(set(keys_of(title)))):
            continue
        if words > max(_TWICE * visible, sum(part.words for part in best)):
            best = parts
    return best


def _groups(page: Page) -> Iterator[list[_String]]:
    """Strings under one key that follow one another closely: the paragraphs of one article."""
    left = MAX_LETTERS
    for script in page.scripts:
        if script.tag != "script" or script.last - script.first < _ENOUGH:
            continue
        left -= script.last - script.first
        if left < 0:
            return
        group: list[_String] = []
        for one in _strings(page.text, script.first, script.last):
            if group and (one.key != group[-1].key or one.first - group[-1].last > _APART):
                yield group
                group = []
            group.append(one)
        if group:
            yield group


def _strings(text: str, first: int, last: int) -> Iterator[_String]:
    key = ""
    for match in _STRING.finditer(text, first, last):
        if match[2]:
            key = match[1].lower()
            continue
        said = match[1]
        letters = len(_ARABIC.findall(said)) + len(_ESCAPED.findall(said))
        if letters >= _PROSE and key in _BODY and '\\"' not in said[:3]:
            yield _String("body" if key in ("body", "articlebody") else key, match.start(1), match.end(1), letters)


def _parts(page: Page, one: _String) -> list[Part]:
    """The paragraphs of a string, mark-up in it read as such."""
    letters, places = _decoded(page.text, one.first, one.last)
    parts = read_parts(read_source(letters)) if "<" in letters else _by_lines(letters)
    kept = []
    for part in parts:
        if part.words and part.arabic and part.linked < 0.5 and not part.node.hidden:
            part.line = Line(part.line.text, list(_moved(part.line.places, places)))
            kept.append(part)
    return kept


def _by_lines(letters: str) -> list[Part]:
    """The lines of a string without mark-up, as parts."""
    parts: list[Part] = []
    at = 0
    for line in letters.split("\n"):
        for part in read_parts(read_source(line)):
            places = [Place(p.start, p.end, p.first + at, p.last + at) for p in part.line.places]
            part.line = Line(part.line.text, places)
            parts.append(part)
        at += len(line) + 1
    return parts


def _decoded(text: str, first: int, last: int) -> tuple[str, array[int]]:
    """The letters of a JSON string, and where each begins; one place more, where the last ends."""
    out: list[str] = []
    places = array("q")
    at = first
    for match in _ESCAPE.finditer(text, first, last):
        out.append(text[at : match.start()])
        places.extend(range(at, match.start()))
        letter = chr(int(match[1], 16)) if match[1] else _PLAIN.get(match[2], match[2])
        out.append(letter)
        places.append(match.start())
        at = match.end()
    out.append(text[at:last])
    places.extend(range(at, last + 1))
    return "".join(out), places


def _moved(found: Sequence[Place], places: array[int]) -> Iterator[Place]:
    """Places in a decoded string as places in the page: cut where an escape stands, at least at every blank."""
    for place in found:
        if place.last - place.first != place.end - place.start:
            yield Place(place.start, place.end, places[place.first], places[place.last])
            continue
        start, at = place.start, place.first
        plain = True
        for inner in range(place.first, place.last):
            step = places[inner + 1] - places[inner]
            if inner > at and ((step == 1) != plain):
                yield Place(start, start + inner - at, places[at], places[inner])
                start, at = start + inner - at, inner
            plain = step == 1
        yield Place(start, place.end, places[at], places[place.last])


def _runs(keys: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(keys[at : at + 3]) for at in range(len(keys) - 2)]
