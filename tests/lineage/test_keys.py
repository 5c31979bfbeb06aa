"""Keys: who is compared with whom, at what cost."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence

from hypothesis import given
from hypothesis import strategies as st

from khabar.lineage.find import find_lineage, find_pairs, keys, sign
from khabar.lineage.keys import LEADS, days_around, pairs_changed, pairs_of
from khabar.model.lineage import Body

Make = Callable[..., Body]


@given(st.lists(st.text("abc", min_size=1, max_size=3), max_size=60), st.randoms())
def test_pairs_depend_on_the_set_of_holders(names: list[str], rng: random.Random) -> None:
    """Does a key propose the same pairs in whatever order its holders come, each pair once and sorted?"""
    mixed = names[:]
    rng.shuffle(mixed)
    found = list(pairs_of(names))
    assert found == list(pairs_of(mixed))
    assert len(set(found)) == len(found)
    assert all(one < two for one, two in found)


@given(st.sets(st.integers(0, 99)), st.sets(st.integers(0, 99)))
def test_joining_one_by_one_gives_what_all_at_once_gives(held: set[int], come: set[int]) -> None:
    """Are the pairs of a key, when documents join it, those it had, with what it gained, without what it lost?"""
    old, new = ({f"d{n:02}" for n in numbers} for numbers in (held, come))
    gained, lost = pairs_changed(old, new)
    assert (set(pairs_of(list(old))) - lost) | gained == set(pairs_of(list(old | new)))
    assert not gained & lost


def test_a_key_that_many_hold_costs_no_square() -> None:
    """Are ten thousand holders compared with the first few only, none of them left out?"""
    names = [f"d{n:05}" for n in range(10_000)]
    found = list(pairs_of(names))
    assert len(found) < LEADS * len(names)
    assert {two for _, two in found} == set(names[1:])


def test_days_that_neighbour_meet() -> None:
    """Do documents of one day and of the next share a day, and those of unknown days one of their own?"""
    assert set(days_around("2023-12-31", "2023-12-31")) & set(days_around("2024-01-01", "2024-01-01"))
    assert days_around(None, None) == days_around("2023-01-01", "2023-03-01") == ("",)


def test_the_same_keys_every_time(body: Make, lines: Sequence[str]) -> None:
    """Are the keys of a text those that another process made?"""
    made = keys(sign(body("a", lines[0])))
    assert made == tuple(sorted(set(made)))
    assert all(0 <= key < 2**63 for key in made)
    assert keys(sign(body("b", lines[0]))) == made


def test_pairs_are_those_that_share_a_key(body: Make, lines: Sequence[str]) -> None:
    """Does sorting all keys at once propose the pairs that looking each up would?"""
    rng = random.Random(5)
    texts = ["\n".join(rng.sample(list(lines), rng.randint(1, 3))) for _ in range(12)]
    signatures = [sign(body(f"d{n:02}", text)) for n, text in enumerate(texts)]
    held = {s.doc: set(keys(s)) for s in signatures}
    wanted = sorted((a, b) for a in held for b in held if a < b and held[a] & held[b])
    assert find_pairs(signatures) == wanted


def test_hostile_texts_are_signed_in_time(body: Make) -> None:
    """Do a word said 60,000 times, a line without end and 80,000 figures take seconds, and little room?"""
    texts = [
        "قصف " * 60_000,
        "ا" * 300_000,
        "قال 7 " * 40_000,
        "«" * 40_000,
        "\n".join("قال 7 إن 9" for _ in range(10_000)),
    ]
    start = time.process_time()
    bodies = [body(f"d{n}", text) for n, text in enumerate(texts)]
    bodies += [body(f"e{n}", text) for n, text in enumerate(texts)]
    find_lineage(bodies)
    assert time.process_time() - start < 30
    assert all(len(sign(one).runs) <= 4 * 20_000 for one in bodies)
