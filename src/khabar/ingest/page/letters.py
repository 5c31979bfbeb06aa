"""From pieces of a page's source to a line of text, each letter with its place in the page.

Invariant: a letter of the line is a letter of the page, or what an entity of the page stands for; runs of blanks
become one. Nothing else is put in, and what is dropped are controls that no reader sees.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Final, NamedTuple

_SPECIAL: Final = re.compile(
    r"&amp;(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|quot|nbsp|laquo|raquo|ldquo|rdquo|lsquo|rsquo|hellip|ndash|mdash|rlm|lrm|amp);"
    r"|&(?:#[0-9]{1,8};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};?)"
    r"|[ \t\n\r\f\v\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+"
    r"|[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\ufeff\ufffd]+"
)
_BLANK: Final = re.compile(r"[ \t\n\r\f\v\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_DROPPED: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\ufeff\ufffd]")


class Place(NamedTuple):
    """A run of a line, [start, end), and the letters of the page that it was read from, [first, last)."""

    start: int
    end: int
    first: int
    last: int


class Line(NamedTuple):
    """A line of text, and where in the page its runs stand."""

    text: str
    places: list[Place]


EMPTY: Final = Line("", [])


def to_line(source: str, ranges: Iterable[tuple[int, int]]) -> Line:
    """The line that these ranges of the page's letters make, without blanks at its ends."""
    maker = _Maker(source)
    for first, last in ranges:
        maker.put(first, last)
    return maker.done()


def plain(said: str) -> str:
    """A value of an attribute as a line of text."""
    return to_line(said, [(0, len(said))]).text


def cut(line: Line, start: int, end: int) -> Line:
    """A part of a line, without blanks at its ends. A run that is cut keeps its letters' places where they agree."""
    while start < end and line.text[start] == " ":
        start += 1
    while end > start and line.text[end - 1] == " ":
        end -= 1
    places = []
    for place in line.places:
        if place.end <= start or place.start >= end:
            continue
        first, last = place.first, place.last
        if last - first == place.end - place.start:
            first += max(start - place.start, 0)
            last -= max(place.end - end, 0)
        places.append(Place(max(place.start, start) - start, min(place.end, end) - start, first, last))
    return Line(line.text[start:end], places)


class _Maker:
    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []
        self.places: list[Place] = []
        self.length = 0
        self.blank: tuple[int, int] | None = None
        self.verbatim = False

    def put(self, first: int, last: int) -> None:
        at = first
        for match in _SPECIAL.finditer(self.source, first, last):
            self._verbatim(at, match.start())
            self._special(match)
            at = match.end()
        self._verbatim(at, last)

    def done(self) -> Line:
        return Line("".join(self.parts), self.places)

    def _verbatim(self, first: int, last: int) -> None:
        if first < last:
            self._blank()
            self._add(self.source[first:last], first, last)

    def _special(self, match: re.Match[str]) -> None:
        said = match[0]
        if said[0] == "&":
            letters = html.unescape(html.unescape(said) if said.startswith("&amp;") else said)
            if letters == said:
                self._verbatim(match.start(), match.end())
                return
            for letter in letters:
                if _BLANK.match(letter):
                    self._gap(match.start(), match.end())
                elif not _DROPPED.match(letter):
                    self._blank()
                    self._add(letter, match.start(), match.end())
        elif _BLANK.match(said):
            self._gap(match.start(), match.end())

    def _gap(self, first: int, last: int) -> None:
        if self.blank is None:
            self.blank = (first, last)

    def _blank(self) -> None:
        if self.blank is not None:
            if self.length:
                self._add(" ", *self.blank)
            self.blank = None

    def _add(self, letters: str, first: int, last: int) -> None:
        """Put letters at the end; they join the run before where both are verbatim and touch."""
        start, end = self.length, self.length + len(letters)
        before = self.places[-1] if self.places else None
        verbatim = last - first == len(letters) and (letters != " " or self.source[first] in " \t\n\r")
        if before is not None and verbatim and self.verbatim and before.last == first:
            self.places[-1] = Place(before.start, end, before.first, last)
        else:
            self.places.append(Place(start, end, first, last))
        self.parts.append(letters)
        self.length = end
        self.verbatim = verbatim
