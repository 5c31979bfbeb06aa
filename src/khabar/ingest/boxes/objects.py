"""JSON as it comes out of a stream: the lists of objects in it, one object held at a time.

Invariant: numbers stay as they were written, NaN and its kin are empty; of a name that stands twice the last counts. No
object larger than `OBJECT` letters is held, nothing nested deeper than the interpreter allows is read.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from khabar.errors import InputError
from khabar.ingest import columns, reasons
from khabar.ingest.boxes.lines import to_letters

OBJECT: Final = 8 * 1024 * 1024
CHUNK: Final = 256 * 1024
DEEPEST: Final = 6
MOST_COLUMNS: Final = 500
_BLANKS: Final = " \t\r\n\ufeff"
_DECODER: Final = json.JSONDecoder(
    parse_int=lambda said: said, parse_float=lambda said: said, parse_constant=lambda said: "", strict=False
)


class Found(msgspec.Struct, frozen=True):
    """An object of a list: where the list stands, the plain values told above it, and the object itself, or what came
    in its place.

    ``path`` are the names that lead to the list, empty where the document itself is one; ``series`` counts the lists;
    ``single`` marks an object that is the whole document.
    """

    path: tuple[str, ...]
    series: int
    above: dict[str, Any]
    value: Any
    single: bool = False


def parse(line: str) -> Any:
    """One value.

    Raises:
        InputError: broken, or nested too deep.
    """
    try:
        return _DECODER.decode(line)
    except RecursionError:
        raise InputError("nested too deep; no article is", reason=reasons.DAMAGED) from None
    except ValueError as fault:
        raise InputError(f"broken JSON: {fault}", reason=reasons.DAMAGED) from None


def flatten(value: dict[str, Any], *, lists: bool = True) -> dict[str, str]:
    """The values of an object by the dotted path of their names; a list of strings is one value, a line each.

    Args:
        value: The object.
        lists: Whether the first object of a list is looked into.

    >>> flatten({"title": {"rendered": "x"}, "tags": ["a", "b"], "n": "12"})
    {'title.rendered': 'x', 'tags': 'a\\nb', 'n': '12'}
    """
    flat: dict[str, str] = {}
    waiting: list[tuple[str, Any, int]] = [("", value, 0)]
    while waiting and len(flat) < MOST_COLUMNS:
        path, one, depth = waiting.pop()
        if isinstance(one, list) and one and all(isinstance(part, str) for part in one):
            flat[path] = to_letters("\n".join(one))
        elif isinstance(one, list) and one and isinstance(one[0], dict) and lists:
            waiting.append((path, one[0], depth + 1))
        elif isinstance(one, dict) and depth < DEEPEST:
            some = list(one.items())[:MOST_COLUMNS]
            named = [(f"{path}.{name}" if path else name, part, depth + 1) for name, part in some]
            waiting += reversed(named)
        elif isinstance(one, str):
            flat[path] = to_letters(one)
    return flat


def find_objects(stream: io.TextIOBase) -> Iterator[Found]:
    """Yield the objects of every list that may hold articles, or the one object that the document is.

    Raises:
        InputError: it breaks off, breaks the shape, nests too deep, or holds an object that is too large.
    """
    reader = _Reader(stream)
    first = reader.peek()
    if first == "[":
        yield from _list(reader, (), {}, [0])
    elif first == "{":
        yield from _object(reader, (), {}, [0])
    else:
        raise InputError("no list and no object of JSON", reason=reasons.NO_COLUMN)


def _object(reader: _Reader, path: tuple[str, ...], above: dict[str, Any], series: list[int]) -> Iterator[Found]:
    reader.take("{")
    plain: dict[str, Any] = {}
    held, parted = 0, False
    while reader.peek() != "}":
        name = reader.value()
        if not isinstance(name, str):
            raise _broken("a name that is no string")
        reader.take(":")
        if reader.peek() in "{[" and len(path) < DEEPEST and columns.to_key(name) in columns.containers():
            parted = True
            inner = _list if reader.peek() == "[" else _object
            yield from inner(reader, (*path, name[:100]), above | _scalars(plain), series)
        else:
            before = reader.gone
            value = reader.value()
            held += reader.gone - before
            if held <= OBJECT:
                plain[name] = value
        reader.comma("}")
    reader.take("}")
    if not path and not parted:
        yield Found((), 0, {}, plain, single=True)


def _list(reader: _Reader, path: tuple[str, ...], above: dict[str, Any], series: list[int]) -> Iterator[Found]:
    reader.take("[")
    series[0] += 1
    mine = series[0]
    while reader.peek() != "]":
        if path[-2:] in (("chats", "list"), ("left_chats", "list")) and reader.peek() == "{":
            yield from _object(reader, path, above, series)
        else:
            yield Found(path, mine, above, reader.value())
        reader.comma("]")
    reader.take("]")


def _scalars(plain: dict[str, Any]) -> dict[str, Any]:
    some = [(name, value) for name, value in plain.items() if isinstance(value, str)]
    return {name: value[:1000] for name, value in some[:100]}


def _broken(what: str) -> InputError:
    return InputError(f"broken JSON: {what}", reason=reasons.DAMAGED)


class _Reader:
    """A window on the letters of a stream."""

    def __init__(self, stream: io.TextIOBase) -> None:
        self._stream = stream
        self._text, self._at, self._over = "", 0, False
        self._left = 0

    @property
    def gone(self) -> int:
        """How many letters are behind."""
        return self._left + self._at

    def peek(self) -> str:
        """The next letter that is no blank."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _BLANKS:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._grow():
                raise _broken("it breaks off")

    def take(self, sign: str) -> None:
        """Go past this sign."""
        if self.peek() != sign:
            raise _broken(f"{sign!r} is wanted at letter {self.gone + 1}")
        self._at += 1

    def comma(self, closing: str) -> None:
        """Go past a comma, or stay before what closes."""
        if self.peek() != closing:
            self.take(",")
            if self.peek() == closing:
                raise _broken(f"a comma before {closing!r}")

    def value(self) -> Any:
        """The next value."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except RecursionError:
                raise InputError("nested too deep; no article is", reason=reasons.DAMAGED) from None
            except ValueError as fault:
                if self._grow():
                    continue
                raise _broken(str(fault)) from None
            if end == len(self._text) and self._grow():
                continue
            self._at = end
            return value

    def _grow(self) -> bool:
        """Read as much again as is held, or a chunk; whether there was more."""
        if self._over:
            return False
        self._left += self._at
        self._text, self._at = self._text[self._at :], 0
        if len(self._text) > OBJECT:
            why = f"an object larger than {OBJECT // 1024**2} MiB, which no article is"
            raise InputError(why, reason=reasons.TOO_LARGE)
        more = self._stream.read(max(CHUNK, len(self._text))) or ""
        self._over = not more
        self._text += more
        return bool(more)
