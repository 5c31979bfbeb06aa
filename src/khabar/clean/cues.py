"""Cue phrases and word classes of page parts, compiled for looking up by first word.

Invariant: one lookup tries the patterns under one key only, and a pattern walks at most `HEAD` tokens.
Marks that a pattern does not name are passed over; dashes are one mark.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

from khabar.clean.lines import DASHES, SPOKEN, Line
from khabar.model.native import mypyc_attr
from khabar.packs.schema.furniture import Furniture
from khabar.text.tokens import Token, tokenize

NUMBER: Final = "{n}"
WORD: Final = "{w}"
NUMBER_CLASS: Final = "number"
NOTHING: Final[frozenset[str]] = frozenset()
NUMBERS: Final = frozenset({NUMBER_CLASS})
MODES: Final = ("start", "end", "contains")
START: Final = 0
END: Final = 1
CONTAINS: Final = 2
SKIPPED: Final = 8
SPOKEN_LINE: Final = 6


class Part:
    """One step of a pattern: a spoken form, a mark, or a slot."""

    __slots__ = ("form", "mark")

    def __init__(self, form: str, mark: bool) -> None:
        self.form = form
        self.mark = mark


class Cue:
    """One form of a rule; ``spoken`` of its parts are words and numbers."""

    __slots__ = ("form", "most", "parts", "rule", "spoken")

    def __init__(self, rule: Furniture, form: str, parts: tuple[Part, ...]) -> None:
        self.rule = rule
        self.form = form
        self.parts = parts
        self.most = rule.max_words
        self.spoken = sum(not part.mark for part in parts)


class Hit(NamedTuple):
    """A cue found in a line."""

    rule: Furniture
    form: str


NO_CUES: Final[dict[str, list[Cue]]] = {}


def _mark(form: str) -> str:
    return "-" if form in DASHES else form


def _parts(form: str) -> tuple[Part, ...]:
    parts: list[Part] = []
    for piece in form.split():
        if piece in (NUMBER, WORD):
            parts.append(Part(piece, False))
        else:
            parts.extend(Part(_mark(t.form), t.kind == "mark") for t in tokenize(piece))
    return tuple(parts)


@mypyc_attr(acyclic=True)
class _Opens:
    """Which cues a word can open: a bit for each mode, and one for each where they may stand in a sentence."""

    __slots__ = ("key", "modes")

    def __init__(self, key: object, modes: int) -> None:
        self.key = key
        self.modes = modes


class CueIndex:
    """All cues, by match mode and first step."""

    def __init__(self, rules: Iterable[Furniture]) -> None:
        self._cues: dict[str, dict[str, list[Cue]]] = defaultdict(lambda: defaultdict(list))
        for rule in rules:
            for form in rule.forms:
                parts = _parts(form)
                if parts:
                    self._cues[rule.match][parts[0].form].append(Cue(rule, form, parts))
        for cues in self._cues.values():
            if "-" in cues:
                cues.update((dash, cues["-"]) for dash in DASHES)
        self._prose = {mode: _of_prose(cues) for mode, cues in self._cues.items()}
        self._widest = {mode: _widest(cues) for mode, cues in self._cues.items()}
        self._widest_prose = {mode: _widest(cues) for mode, cues in self._prose.items()}
        self._key = object()

    def find(self, line: Line) -> Hit | None:
        """The first cue that holds for a line: whole lines before starts, ends and insides."""
        begin = _skip(line.head, 0)
        for cue in _at(self._cues.get("line", {}), line.head, begin):
            if line.words != cue.spoken:
                continue  # it is the whole line or nothing
            end = _walk(cue.parts, line.head, begin)
            if end is not None and line.size <= len(line.head) and _only_marks(line.head, end):
                return Hit(cue.rule, cue.form)
        hit = self._scan(START, line.head, min(begin + 1, len(line.head)), line)
        hit = hit or self._scan(END, line.tail, len(line.tail), line)
        return hit or self._scan(CONTAINS, line.head, len(line.head), line)

    def _scan(self, number: int, tokens: list[Token], last: int, line: Line) -> Hit | None:
        """The first cue of a mode that holds for a line and begins with one of `tokens` before `last`."""
        mode, prose = MODES[number], line.stop and line.words > SPOKEN_LINE
        cues = (self._prose if prose else self._cues).get(mode)
        if not cues or line.words > (self._widest_prose if prose else self._widest)[mode]:
            return None
        counted = NUMBER in cues
        bit = 1 << (number + (len(MODES) if prose else 0))
        for at in range(last):
            if not self._opened_by(tokens[at]) & bit and not (counted and tokens[at].kind == "number"):
                continue
            for cue in _at(cues, tokens, at):
                if line.words > cue.most or line.words < cue.spoken:
                    continue
                end = _walk(cue.parts, tokens, at)
                if end is not None and (number != END or _only_marks(tokens, end)):
                    return Hit(cue.rule, cue.form)
        return None

    def _opened_by(self, token: Token) -> int:
        """Which cues a word can open, found once for its spelling."""
        word = token.word
        found: _Opens | None = word.cues
        if found is None or found.key is not self._key:
            modes = 0
            for at, mode in enumerate(MODES):
                if word.form in self._cues.get(mode, NO_CUES):
                    modes |= 1 << at
                if word.form in self._prose.get(mode, NO_CUES):
                    modes |= 1 << at + len(MODES)
            found = word.cues = _Opens(self._key, modes)
        return found.modes


def _at(cues: dict[str, list[Cue]], tokens: list[Token], at: int) -> list[Cue]:
    if at >= len(tokens):
        return []
    found = cues.get(tokens[at].form, [])
    return found + cues.get(NUMBER, []) if tokens[at].kind == "number" else found


def _of_prose(cues: dict[str, list[Cue]]) -> dict[str, list[Cue]]:
    """The cues that may stand in a sentence with its full stop."""
    kept = {form: [cue for cue in found if cue.rule.prose] for form, found in cues.items()}
    return {form: found for form, found in kept.items() if found}


def _widest(cues: dict[str, list[Cue]]) -> int:
    """The words of the longest line that any of the cues may stand in."""
    return max((cue.most for found in cues.values() for cue in found), default=0)


def _skip(tokens: list[Token], at: int) -> int:
    """Past leading marks, at most `SKIPPED` of them."""
    end = min(len(tokens), at + SKIPPED)
    while at < end and tokens[at].mark:
        at += 1
    return at


def _only_marks(tokens: list[Token], at: int) -> bool:
    return all(token.kind not in SPOKEN for token in tokens[at:])


def _walk(parts: tuple[Part, ...], tokens: list[Token], at: int) -> int | None:
    """Where the pattern ends if it holds from token `at`, else None."""
    for part in parts:
        if not part.mark:
            at = _skip(tokens, at)
        if at >= len(tokens):
            return None
        if not _fits(part, tokens[at]):
            return None
        at += 1
    return at


def _fits(part: Part, token: Token) -> bool:
    if token.form == part.form:
        return True
    if part.mark:
        return part.form == "-" and token.form in DASHES
    return token.kind == "number" if part.form == NUMBER else part.form == WORD and token.kind in SPOKEN


class Vocabulary:
    """Word classes: which parts of a page each word of a line may belong to."""

    def __init__(self, rules: Iterable[Furniture]) -> None:
        self._entries: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for rule in rules:
            for form in rule.forms:
                words = tuple(t.form for t in tokenize(form) if t.kind in SPOKEN)
                if words:
                    self._entries.setdefault(words[0], []).append((words, rule.part))

    def cover(self, words: list[Token]) -> list[frozenset[str]]:
        """For each word the classes it may have; a number has ``number``. The longest phrase wins."""
        classes: list[frozenset[str]] = []
        at, count = 0, len(words)
        while at < count:
            token = words[at]
            entries = self._entries.get(token.form)
            if entries is None:
                classes.append(NUMBERS if token.kind == "number" else NOTHING)
                at += 1
                continue
            longest = 1
            parts: set[str] = set()
            for phrase, part in entries:
                length = len(phrase)
                if length < longest or (length > 1 and not _spells(words, at, phrase)):
                    continue
                if length > longest:
                    longest, parts = length, set()
                parts.add(part)
            if token.kind == "number":
                parts.add(NUMBER_CLASS)
            found = frozenset(parts)
            for _ in range(longest):
                classes.append(found)
            at += longest
        return classes


def _spells(words: list[Token], at: int, phrase: tuple[str, ...]) -> bool:
    """Whether the words from `at` on are those of a phrase."""
    return at + len(phrase) <= len(words) and all(words[at + n].form == form for n, form in enumerate(phrase))
