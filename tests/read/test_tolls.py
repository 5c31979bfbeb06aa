"""Tolls: who was harmed, how, and how many."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Event

EventOf = Callable[..., Event]
Toll = tuple[str, str, int, int | None]


def tolls(found: Event) -> list[Toll]:
    return [(toll.harm, toll.who, toll.low, toll.high) for toll in found.casualties]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "قُتل خمسة جنود وأصيب ثلاثة آخرون في انفجار عبوة ناسفة.",
            [("killed", "military", 5, 5), ("wounded", "unknown", 3, 3)],
        ),
        (
            "أسفر الهجوم عن مقتل جنديين وإصابة 4 آخرين.",
            [("killed", "military", 2, 2), ("wounded", "unknown", 4, 4)],
        ),
        ("أصيب نحو 12 مدنيا بجروح في قصف استهدف سوقا.", [("wounded", "civilians", 12, 12)]),
        ("قتل ما لا يقل عن عشرين مسلحا في الغارة.", [("killed", "armed_group", 20, None)]),
        ("سقط عشرات القتلى في تفجير وسط كابل.", [("killed", "unknown", 20, None)]),
        ("قتلت القوات الإسرائيلية فلسطينيين اثنين في جنين.", [("killed", "unknown", 2, 2)]),
        ("قتل متعاقد مدني في هجوم بمسيرة.", [("killed", "civilians", 1, 1)]),
        ("قتل مدنيون في قصف على السوق.", [("killed", "civilians", 2, None)]),
        ("قتل ٣ جنود في الهجوم.", [("killed", "military", 3, 3)]),
    ],
)
def test_a_toll(event: EventOf, text: str, wanted: list[Toll]) -> None:
    """Is each count read with its harm, its people and its hedge: digits, words, dual, singular, bare plural?"""
    assert tolls(event(text)) == wanted


def test_a_part_is_not_counted_again(event: EventOf) -> None:
    """Are the children among the dead not added to them?"""
    text = "قُتل ثمانية أشخاص، بينهم ثلاثة أطفال، في قصف على مدرسة."
    assert tolls(event(text, "assault")) == [("killed", "unknown", 8, 8)]


def test_no_harm_is_nought(event: EventOf) -> None:
    """Is a denied toll 0 to 0 of the attack, which is not denied itself?"""
    found = event("لم يسفر الهجوم عن سقوط قتلى.", "assault")
    assert tolls(found) == [("killed", "unknown", 0, 0)]
    assert found.modality == "asserted"


def test_the_dead_prove_a_hit(event: EventOf) -> None:
    """Does an attack with dead or wounded count as one that reached its target?"""
    assert event("قُتل خمسة جنود في قصف على معسكر.", "assault").outcome == "hit"


def test_a_toll_alone_is_a_happening(event: EventOf) -> None:
    """Is a death told without a use of force a casualty?"""
    found = event("توفي جندي متأثرا بجروحه.")
    assert found.type == "casualty"
    assert tolls(found) == [("killed", "military", 1, 1)]


@pytest.mark.parametrize("text", ["قتل الوقت في المقاهي عادة قديمة.", "بلغت خسائر الشركة 20 مليون دولار."])
def test_no_toll(read: Callable[[str], object], text: str) -> None:
    """Are figures of speech and money no toll?"""
    reading = read(text)
    assert [toll for one in reading.events for toll in one.casualties] == []  # type: ignore[attr-defined]
