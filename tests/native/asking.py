"""A module to be compiled: what it asks of Python, it asks by way of `native/quick.c`."""

from __future__ import annotations

from typing import Any, Final

WRITTEN: Final = "written"


class Pair:
    """Two things; made and let go often. It may stand in a cycle, so the collector knows it."""

    def __init__(self, one: Any, two: Any) -> None:
        self.one = one
        self.two = two


def append(items: list[Any], item: Any) -> list[Any]:
    items.append(item)
    return items


def collect(items: list[Any], times: int) -> list[list[Any]]:
    return [[item for item in items] for _ in range(times)]  # noqa: C416 - made one by one


def part(items: list[Any], first: int, last: int) -> list[Any]:
    return items[first:last]


def item(items: list[Any], index: int) -> Any:
    return items[index]


def pair(one: Any, two: Any) -> tuple[Any, Any]:
    return one, two


def nested(depth: int) -> list[Any]:
    """A list in a pair in a list, and so on."""
    inner: list[Any] = []
    for _ in range(depth):
        inner = [(Pair(inner, 0),)]
    return inner


def drop(depth: int) -> None:
    nested(depth)


def look(words: dict[Any, Any], key: Any) -> Any:
    return words[key]


def get(words: dict[str, Any], key: str) -> Any:
    return words.get(key)


def get_or(words: dict[Any, Any], key: Any, other: Any) -> Any:
    return words.get(key, other)


def knows(words: dict[Any, Any], key: Any) -> bool:
    return key in words


def holds(words: set[Any], word: Any) -> bool:
    return word in words


def fixed(words: frozenset[Any], word: Any) -> bool:
    return word in words


def among(words: tuple[Any, ...], word: Any) -> bool:
    return word in words


def equal(one: Any, two: Any) -> bool:
    return bool(one == two)


def differ(one: Any, two: Any) -> bool:
    return bool(one != two)


def same(one: str, two: str) -> bool:
    return one == two


def is_written(word: str) -> bool:
    return word == "written"


def letters(word: str, first: int, last: int) -> str:
    return word[first:last]


def name_of(record: Any) -> Any:
    return record.name


def is_true(value: Any) -> bool:
    return bool(value)


def boxed(numbers: list[int]) -> set[int]:
    return {number + 1 for number in numbers}
