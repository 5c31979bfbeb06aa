"""Finds the lines of a page that are not reporting: menus, captions, bylines, date lines, teasers, comment forms.

Invariant: whole lines only, in order, none twice; the headline is never among them, and a paragraph only inside a block
of teasers or comments. Time is linear in the length of the text.

A line is judged in three rounds: by itself (its cue, its words, its shape), by where it stands (before, between or
after the paragraphs), and by the block it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from khabar.clean.cues import CueIndex, Vocabulary
from khabar.clean.lines import DASHES, Line, content, find_lines
from khabar.model.spans import Span
from khabar.packs.schema.base import Entry
from khabar.packs.schema.furniture import Furniture
from khabar.text.clitics import AL
from khabar.text.tokens import Token, tokenize

SHOWN: Final = 300
FOREIGN: Final = 200
ROW: Final = 70
LONGEST_TITLE: Final = 5
ASKED: Final = 12  # words of a headline that asks
ROW_OF: Final = 3  # names of sections that make a line a row of them, beside words of no class
PAUSES: Final = frozenset(".,;\u060c\u061b")
OVER: Final = frozenset(("tags", "source_line", "comments", "end_mark", "copyright"))
PAGE: Final = frozenset(("menu", "network"))
ANY_PAGE: Final = frozenset(("menu", "section", "network", "agency", "outlet", "label", "number", "writer"))
SECTIONS: Final = frozenset(("menu", "section", "network"))
WHEN: Final = frozenset(("date", "clock", "number"))
GAPS: Final = re.compile(r"\S[ \t\u00a0\u3000]{3,}(?=\S)")
ADDRESS: Final = re.compile(r"https?://|www\.|\bt\.me/|bit\.ly/|\b\w+\.(?:com|net|org)\b", re.ASCII)
NUMERIC_DATE: Final = re.compile(r"\d{1,4} ?[/.-] ?\d{1,2} ?[/.-] ?\d{2,4}")
DATE_MARKS: Final = ("/", ".", "-")
HANDLE: Final = re.compile(r"(?:^|[(\s])@\w")


class FurnitureLine(NamedTuple):
    """A line that is not reporting: where, what it is, by which rule, and why in words."""

    span: Span
    kind: str
    rule: str
    because: str


class Guess(NamedTuple):
    """What a line looks like by itself. ``where`` and ``block`` as in the pack."""

    kind: str
    rule: str
    because: str
    where: str = "any"
    block: str = "none"


class FurnitureFinder:
    """Tells furniture from reporting with the cues and word classes of the packs."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        rules = [entry for entry in entries if isinstance(entry, Furniture)]
        self._cues = CueIndex(rule for rule in rules if rule.match != "words")
        self._words = Vocabulary(rule for rule in rules if rule.match == "words")

    def find(self, text: str, tokens: list[Token] | None = None) -> list[FurnitureLine]:
        """The furniture of a text, in order.

        Args:
            text: The text as it is on disk.
            tokens: Its tokens, where they are at hand.
        """
        lines = find_lines(tokenize(text) if tokens is None else tokens)
        guesses = [self._guess(line, text) for line in lines]
        return _Page(lines, guesses, [self._shape(line) for line in lines]).settle()

    def _guess(self, line: Line, text: str) -> Guess | None:
        guess = self._by_marks(line, text) or self._by_cue(line)
        return guess or self._by_date(line, text) or self._by_script(line) or self._by_words(line)

    def _by_cue(self, line: Line) -> Guess | None:
        hit = self._cues.find(line)
        if hit is None:
            return None
        rule = hit.rule
        return Guess(rule.class_, rule.id, f"cue: {hit.form}", rule.where, rule.block)

    def _by_marks(self, line: Line, text: str) -> Guess | None:
        """Lines without words, addresses, hashtags, handles, rows of headlines, initials."""
        if not line.words:
            return Guess("separator", "line.marks", "no words")
        if line.numbers == line.words and line.words <= 6:
            return Guess("counter", "line.numbers", "numbers only")
        shown = text[line.start : min(line.end, line.start + SHOWN)]
        if line.arabic <= 10 and not line.stop and ("." in shown or "://" in shown) and ADDRESS.search(shown):
            return Guess("prompt", "line.address", "an address and few words")
        if line.arabic <= 8 and "@" in shown and HANDLE.search(shown):
            return Guess("embed", "line.handle", "a handle and few words", "body")
        if "#" in shown and _is_tags(shown.split()):
            return Guess("tags", "line.hashtags", "hashtags only")
        gaps = len(GAPS.findall(shown)) if line.gaps >= 3 else 0
        if gaps >= 4 or (gaps == 3 and not line.stop):
            return Guess("ticker", "line.gaps", "headlines in a row, wide gaps between them")
        if line.words >= ROW and not line.stop and sum(t.form in PAUSES for t in line.head) <= 1:
            return Guess("ticker", "line.row", "many words without a pause, above the report", "above")
        return self._by_initials(line)

    def _by_script(self, line: Line) -> Guess | None:
        """Lines without an Arabic word."""
        if not line.arabic and line.latin and line.words <= FOREIGN:
            return Guess("menu", "line.latin", "no Arabic words", "body")
        return None

    def _cover(self, line: Line) -> list[frozenset[str]]:
        """The classes of the words of a line's head; found once."""
        if line.classes is None:
            line.classes = self._words.cover(line.spoken)
        return line.classes

    def _by_initials(self, line: Line) -> Guess | None:
        """Desk signatures: single letters, agencies."""
        if line.words > 14:
            return None
        words = line.spoken
        if sum(1 for word in words if len(word.form) == 1) >= 2:
            cover = self._cover(line)
            if all(len(w.form) == 1 or "agency" in c for w, c in zip(words, cover, strict=True)):
                return Guess("byline", "line.initials", "initials of editors")
        return None

    def _by_date(self, line: Line, text: str) -> Guess | None:
        """Lines that give a day and little else."""
        if line.words > 30 or (line.stop and line.words > 8):
            return None
        cover = self._cover(line)
        shown = text[line.start : min(line.end, line.start + SHOWN)]
        numeric = any(mark in shown for mark in DATE_MARKS) and NUMERIC_DATE.search(shown) is not None
        named = sum("date" in parts for parts in cover if parts)
        others = sum(not parts or parts.isdisjoint(WHEN) for parts in cover)
        if not (numeric or (named and line.numbers)) and not (named and not others):
            return None
        if others <= 1 and (line.numbers or line.words <= 2):
            return Guess("date_line", "line.date", "a date and nothing else", "any" if not others else "edge")
        if others <= 2:
            return Guess("date_line", "line.date", "a date and a place or name", "edge")
        if others <= 6 and (others <= 5 or others * 2 <= line.words):
            return Guess("date_line", "line.date", "a date and few other words", "under")
        if any(_is_date(self._words.cover(piece)) for piece in line.segments()) and line.words <= 24:
            return Guess("date_line", "line.date_segment", "a date set off from its line", "under")
        return None

    def _by_words(self, line: Line) -> Guess | None:
        """Menus, breadcrumbs, share bars, datelines: made of page words and separators."""
        if line.stop or line.words > 40 or line.size > len(line.head):
            return None
        cover = self._cover(line)
        known = sum(not parts.isdisjoint(ANY_PAGE) for parts in cover if parts)
        if known == line.words:
            if any(not parts.isdisjoint(PAGE) for parts in cover) and not any(parts == {"label"} for parts in cover):
                return Guess("menu", "line.page_words", "menu words only")
            return Guess("section", "line.section", "names of sections only", "edge")
        if sum("network" in parts for parts in cover) >= 2 and known * 10 >= line.words * 7:
            return Guess("share", "line.networks", "names of networks")
        named = sum(not parts.isdisjoint(SECTIONS) for parts in cover if parts)
        if named >= ROW_OF and named * 2 >= line.words and not line.numbers and not any("clock" in p for p in cover):
            return Guess("menu", "line.mostly_page_words", "names of sections for the most part", "above")
        return self._by_segments(line)

    def _by_segments(self, line: Line) -> Guess | None:
        pieces = line.segments()
        if len(pieces) < 2 or line.listed:
            return None
        covers = [self._words.cover(piece) for piece in pieces]
        page = sum(all(not p.isdisjoint(SECTIONS) for p in c) and not any("label" in p for p in c) for c in covers)
        longest = max(len(piece) for piece in pieces)
        bars = not any(token.form in DASHES for token in line.head)
        some = bars and page and len(pieces) > 2 and longest <= LONGEST_TITLE
        if some or (page * 2 >= len(pieces) and longest <= (4 if len(pieces) > 2 else 3)):
            return Guess("menu", "line.breadcrumb", "section names between separators", "any" if bars else "edge")
        if line.words <= 6 and not any("label" in p for c in covers for p in c):
            return Guess("date_line", "line.dateline", "a place and an outlet", "under")
        return None

    def _shape(self, line: Line) -> str:
        """A word class that speaks against furniture for a short line (``subhead``), ``outlet``, or nothing."""
        if line.words > 6:
            return ""
        if any(token.form == ":" for token in line.head):
            return ""
        cover = self._cover(line)
        if line.words <= 4 and any("outlet" in parts or "agency" in parts for parts in cover[1:]):
            return "outlet"
        if any("subhead" in parts for parts in cover) or (cover and "label" in cover[0]):
            return "subhead"
        return "outlet" if cover and "outlet" in cover[0] else ""


def _is_tags(chunks: Sequence[str]) -> bool:
    tagged = sum(1 for chunk in chunks if chunk.startswith("#"))
    return tagged > 0 and (tagged == len(chunks) or (tagged >= 3 and len(chunks) - tagged <= 2))


def _is_date(cover: Sequence[frozenset[str]]) -> bool:
    whole = all(not parts.isdisjoint(WHEN) for parts in cover)
    return whole and all(any(part in parts for parts in cover) for part in ("date", "number"))


def _forms(line: Line) -> list[str]:
    return [token.form for token in line.spoken]


class _Page:
    """The lines of one text with their guesses; settles each by its place."""

    def __init__(self, lines: list[Line], guesses: list[Guess | None], shapes: list[str]) -> None:
        self.lines = lines
        self.guesses = guesses
        self.shapes = shapes
        self.found: dict[int, Guess] = {}
        self.prose = [line.prose and guess is None for line, guess in zip(lines, guesses, strict=True)]
        self.first = self._first_prose()
        self.headline = self._find_headline()
        self.last = self._last_prose()

    def _first_prose(self) -> int:
        return next((n for n, prose in enumerate(self.prose) if prose and n), len(self.lines))

    def _last_prose(self) -> int:
        return next((n for n in range(len(self.lines) - 1, -1, -1) if self.prose[n] and n not in self.found), -1)

    def settle(self) -> list[FurnitureLine]:
        """Every line that is furniture, in order."""
        self._blocks()
        self.last = self._last_prose()
        for n, guess in enumerate(self.guesses):
            if guess is not None and n not in self.found and self._stands(n, guess):
                self.found[n] = guess
        self._above()
        self._under()
        self._doubles()
        self._after()
        return [
            FurnitureLine(self.lines[n].span, guess.kind, guess.rule, guess.because)
            for n, guess in sorted(self.found.items())
        ]

    def _find_headline(self) -> int:
        """The line that is the headline; -1 where the text begins with a paragraph."""
        if self.prose and self.prose[0] and self.lines[0].stop:
            return -1
        top = range(min(self.first, len(self.lines)))
        free = [n for n in top if self._like_headline(n)]
        free = [n for n in free if self.guesses[n] is None] or free
        free = [n for n in free if self.shapes[n] != "outlet"] or free
        if free:
            return self._nearest(free)
        weak = [n for n in top if self.guesses[n] is None and self._like_short_headline(n)]
        if weak:
            return weak[-1] if self.first < len(self.lines) else weak[0]
        soft = [n for n in top if (guess := self.guesses[n]) is not None and guess.where in ("body", "under")]
        soft = [n for n in soft if self.shapes[n] != "outlet"]  # a dateline heads a report that has lost its headline
        return soft[0] if soft else -1

    def _like_headline(self, n: int) -> bool:
        guess, words = self.guesses[n], self.lines[n].words
        return words >= 4 and (guess is None or (guess.where == "under" and words >= 7))

    def _like_short_headline(self, n: int) -> bool:
        if self.first >= len(self.lines):
            return True
        return self.lines[n].words >= 2 and self.shapes[n] != "outlet"

    def _nearest(self, free: list[int]) -> int:
        """Of the lines above the report the one it is about, where a row of other headlines stands before it."""
        ticker = any(g is not None and g.block == "end" for g in self.guesses[: free[0]])
        if not ticker or len(free) < 3 or self.first >= len(self.lines):
            return free[0]
        body: set[str] = set()
        for line in self.lines[self.first : self.first + 2]:
            body |= content(line)
        shared = [len(content(self.lines[n]) & body) for n in free]
        best = max(range(len(free)), key=shared.__getitem__)
        return free[best] if shared[best] >= 3 else free[0]

    def _stands(self, n: int, guess: Guess) -> bool:
        """Whether a guess may stand at its place."""
        if n == self.headline:
            return False
        edge = n < self.first or n > self.last
        if guess.where == "bottom":
            return n > self.last and n > self.headline
        if guess.where == "above":
            return n < self.headline
        if guess.where == "under":
            return self.headline < n < self.first or n > self.last
        return edge or guess.where != "edge"

    def _blocks(self) -> None:
        """Mark what follows the lead of a block of teasers or comments."""
        n, count = 0, len(self.lines)
        seen, over = 0, False
        total = sum(self.prose)
        while n < count:
            guess = self.guesses[n]
            over = over or (guess is not None and guess.kind in OVER and seen >= 2)
            if guess is None or guess.block == "none" or not seen or n == self.headline:
                seen += self.prose[n]
                n += 1
                continue
            end = count if over else self._block_end(n, guess, seen / max(total, 1))
            self.found[n] = guess
            for m in range(n + 1, end):
                self.found.setdefault(m, Guess(guess.kind, guess.rule, "stands in a block of " + guess.kind))
            n = end

    def _block_end(self, n: int, guess: Guess, share: float) -> int:
        """One past the last line of the block that line `n` leads."""
        count = len(self.lines)
        if guess.block == "final" and share >= 0.5:
            return count
        if guess.block == "next":
            end = n + 1
            while end < min(count, n + 7) and self._like_teaser(self.lines[end]):
                end += 1
            return end
        for m in range(n + 1, count):
            line = self.lines[m]
            if line.truncated:
                return count
            if self.prose[m] and self._resumes(m, n):
                return m
        return count

    def _like_teaser(self, line: Line) -> bool:
        """A headline: no paragraph, no full stop but a question mark."""
        return not line.prose and (not line.stop or line.asks)

    def _resumes(self, m: int, lead: int) -> bool:
        """Whether the report goes on with paragraph `m`: another follows, or it is about the headline."""
        if m + 1 < len(self.lines) and self.prose[m + 1]:
            return True
        if m - lead > 6 or self.headline < 0:
            return False
        return len(content(self.lines[m]) & content(self.lines[self.headline])) >= 2

    def _above(self) -> None:
        """Before the headline: kickers, outlet names, rows of other headlines."""
        top = self.headline if self.headline >= 0 else self.first
        if top >= len(self.lines):
            return
        for n in range(top):
            if n not in self.found and not self.lines[n].prose:
                self.found[n] = Guess("section", "page.above", "stands above the headline")

    def _under(self) -> None:
        """Between the headline and the report: names of writers, outlets and places, in a few words."""
        if self.headline < 0 or self.first >= len(self.lines):
            return
        for n in range(self.headline + 1, self.first):
            line = self.lines[n]
            if n in self.found or line.words > 4 or line.stop or line.listed or line.numbers or line.arabic < 2:
                continue
            if self.shapes[n] != "subhead" and not line.spoken[0].form.startswith(AL):
                self.found[n] = Guess("byline", "page.under", "a name under the headline")

    def _doubles(self) -> None:
        """Short lines that stand twice in a row: captions and the words read out for them."""
        for n in range(max(self.headline, 0) + 1, len(self.lines) - 1):
            one, two = self.lines[n], self.lines[n + 1]
            if n in self.found or one.stop or not 2 <= one.words <= 30 or one.words != two.words:
                continue
            if _forms(one) == _forms(two) != _forms(self.lines[self.headline]):
                twice = Guess("caption", "page.double", "stands twice in a row")
                self.found[n] = self.found[n + 1] = twice

    def _after(self) -> None:
        """After the last paragraph: tags, names of sections, headlines cut off with dots."""
        tail = [n for n in range(self.last + 1, len(self.lines)) if n not in self.found and n > self.headline]
        paragraphs = [n for n in range(self.last + 1) if self.prose[n]]
        if len(paragraphs) < 2 or sum(self.lines[n].stop for n in paragraphs) * 10 < len(paragraphs) * 6:
            return
        cut = sum(self.lines[n].truncated for n in tail)
        ended = min((n for n, g in self.found.items() if n > self.last and g.kind in OVER), default=len(self.lines))
        for n in tail:
            line = self.lines[n]
            if n > ended and line.words <= 30 and not line.listed and (not line.stop or line.asks):
                self.found[n] = Guess("teaser", "page.over", "stands after the end of the report")
            elif line.truncated and cut >= 2:
                self.found[n] = Guess("teaser", "page.cut", "cut off with dots, after the report")
            elif line.asks and line.words <= ASKED and not line.listed:
                self.found[n] = Guess("teaser", "page.asks", "a question after the report")
            elif line.words <= 6 and not line.stop and not line.truncated and not line.listed:
                self.found[n] = Guess("section", "page.after", "a few words after the report")
