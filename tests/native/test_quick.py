"""What compiled reading asks of Python in fewer instructions (``native/quick.c``) answers as Python does."""

from __future__ import annotations

import gc
import importlib.util
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import msgspec
import pytest

ROOT: Final = Path(__file__).resolve().parent.parent.parent
ASKING: Final = Path(__file__).with_name("asking.py")
WORDS: Final = [
    "",
    "a",
    "ab",
    "written",
    "\u0642",
    "\u0642\u0635\u0641",
    "\u0642\u0635\u0641a",
    "\U0001f525",
    "\xe9\u0642",
]


class Named(msgspec.Struct, gc=False):
    name: Any = "x"


class Word(str):
    """A string of its own kind, equal to none."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return False

    def __ne__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return str.__hash__(self)


def loaded(path: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The module, compiled as the reader is."""
    hook = loaded(ROOT / "hatch_build.py", "hatch_build")
    fault = hook.missing()
    if fault:
        pytest.skip(fault)
    folder = tmp_path_factory.mktemp("quick")
    build = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import hatch_build; from pathlib import Path; "
    build += f"hatch_build.build(Path({str(ROOT / 'src')!r}), Path({str(folder)!r}), [Path({str(ASKING)!r})])"
    subprocess.run([sys.executable, "-c", build], check=True, cwd=ASKING.parent, stdout=subprocess.DEVNULL)
    sys.path.insert(0, str(folder / "lib"))
    (made,) = (folder / "lib").glob("asking*.so")
    yield loaded(made, "asking")
    sys.path.remove(str(folder / "lib"))


def fresh(word: str) -> str:
    """The same letters in another string."""
    return "".join([*word])


@pytest.mark.slow
def test_lists_grow_and_are_used_again(asking: ModuleType) -> None:
    """Are lists as long as they should be, and new ones empty, whoever had them before?"""
    for size in (0, 1, 3, 4, 5, 8, 9, 16, 17, 100):
        items: list[object] = []
        for n in range(size):
            asking.append(items, n)
        assert items == list(range(size))
        many = asking.collect(items, 50)
        assert many == [items] * 50
        del many[::2]
        assert many == [items] * 25
        for made in asking.collect(items, 3):
            made.append("x")
            made.sort(key=str)
            made.clear()
            assert made == []
    for _ in range(3):
        kept = asking.collect([1, 2], 5000)
        assert kept == [[1, 2]] * 5000
        del kept


@pytest.mark.slow
def test_parts_and_items_of_lists(asking: ModuleType) -> None:
    """Is a part or an item of a list what Python says, counted from either end?"""
    items = ["a", "b", "c"]
    for first in range(-5, 6):
        for last in range(-5, 6):
            assert asking.part(items, first, last) == items[first:last]
        if -3 <= first < 3:
            assert asking.item(items, first) == items[first]
        else:
            with pytest.raises(IndexError):
                asking.item(items, first)
    with pytest.raises((IndexError, OverflowError)):
        asking.item(items, 1 << 70)


@pytest.mark.slow
def test_what_is_let_go_is_let_go(asking: ModuleType) -> None:
    """Does nothing stay alive in a list or pair that waits to be used again, however deep it lies?"""

    class Seen:
        left = 0

        def __del__(self) -> None:
            Seen.left += 1

    for _ in range(100):
        asking.collect([Seen()], 3)
        asking.pair(Seen(), Seen())
        asking.part([Seen(), 1], 0, 1)
    assert Seen.left == 400
    asking.drop(20_000)
    told = asking.nested(300)
    del told
    assert asking.pair(1, "x") == (1, "x")
    gc.collect()


@pytest.mark.slow
def test_words_are_found_in_dicts_as_they_are(asking: ModuleType) -> None:
    """Is a word found in a dict where Python finds it, of whatever keys and size, after keys were taken out?"""
    tables: list[dict[Any, Any]] = [{}, {1: 2, "a": 3}, {w: n for n, w in enumerate(WORDS)}, defaultdict(int, a=1)]
    tables += [{f"w{n}": n for n in range(size)} for size in (5, 6, 200, 70_000)]
    for table in tables:
        for gone in [key for key in table if isinstance(key, str)][1:3]:
            del table[gone]
        for word in [*WORDS, "w1", "w2", "w3", "w199", "w69999", "none of them", Word("a"), Word("w3")]:
            for key in (word, fresh(word)):
                assert asking.knows(table, key) == (key in table)
                assert asking.get(table, key) == table.get(key)
                assert asking.get_or(table, key, "z") == table.get(key, "z")
                if key in table:
                    assert asking.look(table, key) == table[key]
                elif not isinstance(table, defaultdict):
                    with pytest.raises(KeyError):
                        asking.look(table, key)
        assert asking.knows(table, 1) == (1 in table)
    with pytest.raises(TypeError):
        asking.knows({}, [])
    held = Named()
    held.__class__.extra = 1  # the dict of a class
    assert asking.knows(dict(Named.__dict__), "extra")


@pytest.mark.slow
def test_words_are_found_in_sets_as_they_are(asking: ModuleType) -> None:
    """Is a word found in a set or tuple where Python finds it, whatever else is in it?"""
    for size in (0, 1, 4, 5, 30, 1000):
        words: set[Any] = {f"w{n}" for n in range(size)} | ({*WORDS, 7} if size % 2 else set())
        for gone in ("w1", "w3"):
            words.discard(gone)
        for word in [*WORDS, *[f"w{n}" for n in range(40)], 7, 8, Word("w2")]:
            assert asking.holds(words, word) == (word in words)
            assert asking.fixed(frozenset(words), word) == (word in words)
            assert asking.among(tuple(words), word) == (word in tuple(words))
            if isinstance(word, str):
                assert asking.holds(words, fresh(word)) == (fresh(word) in words)
    with pytest.raises(TypeError):
        asking.holds({1}, [])


@pytest.mark.slow
def test_strings_are_compared_and_cut_as_they_are(asking: ModuleType) -> None:
    """Are strings the same, and cut, as in Python, of letters of any width?"""
    for one in [*WORDS, Word("written"), Word("a")]:
        for two in [*WORDS, fresh("written"), 5, None]:
            assert asking.equal(one, two) == (one == two)
            assert asking.differ(one, two) == (one != two)
        assert asking.is_true(one) == bool(one)
        for first in range(-4, 5):
            for last in range(-4, 5):
                cut = asking.letters(str(one), first, last)
                assert cut == str(one)[first:last]
                assert cut.isascii() == str(one)[first:last].isascii()
                assert hash(cut) == hash(fresh(cut))
    for one in WORDS:
        for two in WORDS:
            assert asking.same(one, fresh(two)) == (one == two)
        assert asking.is_written(fresh(one)) == (one == "written")
    for value in (0, 1, [], [0], (), (0,), {}, {1: 1}, None, True, False, 0.0, Named()):
        assert asking.is_true(value) == bool(value)


@pytest.mark.slow
def test_attributes_are_those_of_the_class_as_it_is(asking: ModuleType) -> None:
    """Is an attribute what it is now, also after its class was changed?"""

    class Plain:
        def __init__(self) -> None:
            self.name: object = "own"

    class Slots:
        __slots__ = ("name",)

    record, plain, slots = Named(), Plain(), Slots()
    for turn in range(5):
        record.name = turn
        plain.name = turn
        slots.name = turn
        assert (asking.name_of(record), asking.name_of(plain), asking.name_of(slots)) == (turn, turn, turn)
    del slots.name
    with pytest.raises(AttributeError):
        asking.name_of(slots)
    slots.name = "again"
    assert asking.name_of(slots) == "again"
    Slots.name = "of the class"  # type: ignore[assignment]
    assert asking.name_of(Slots()) == "of the class"
    with pytest.raises(AttributeError):
        asking.name_of(5)


@pytest.mark.slow
def test_numbers_are_what_they_are(asking: ModuleType) -> None:
    """Are numbers of all sizes what they were, in a set?"""
    numbers = [-7, -1, 0, 1, 255, 256, 257, 8190, 8191, 8192, 10**12, 1 << 62, 1 << 80]
    for _ in range(2):
        assert asking.boxed(numbers) == {number + 1 for number in numbers}
