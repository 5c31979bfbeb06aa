"""Everyday speech and quick typing: verbs after ba and future letters, plurals without their alif."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Event, Reading

EventOf = Callable[..., Event]


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("الجيش بيقتحم قرية عزون وبيعتقل شابين.", ["assault", "coerce"]),
        ("هجم المسلحون على نقطة للجيش وقتلو عسكري.", ["assault"]),
        ("أهالي البلدة سكرو الطريق الرئيسي بالحجارة.", ["protest"]),
        ("الاحتلال اقتحم مخيم الفوار فجر اليوم.", ["assault"]),
    ],
)
def test_verbs_of_everyday_speech(read: Callable[[str], Reading], text: str, types: list[str]) -> None:
    """Is a verb found in the dress of everyday speech?"""
    assert [found.type for found in read(text).events] == types


@pytest.mark.parametrize("text", ["هيقصفوا معسكرات المليشيا قريبا.", "رح نقصف معسكرات المليشيا."])
def test_the_future_of_everyday_speech(event: EventOf, text: str) -> None:
    """Do its future letters and words tell the future?"""
    assert event(text).modality == "future"


def test_a_noun_after_ba_is_no_verb(read: Callable[[str], Reading]) -> None:
    """Is a noun of the fifth form after ba left a noun?"""
    assert [found.type for found in read("وعد الوزير بتقدم كبير وبتحرك سريع.").events if found.type == "assault"] == []


@pytest.mark.parametrize(
    ("text", "initiator", "target"),
    [
        ("شدوا شباب جنزور 9 من عساكر حفتر عند الجسر.", ["شباب جنزور"], ["9 من عساكر حفتر"]),
        ("قصفوا الحوثيين حارة المطار بتعز.", ["الحوثيين"], ["حارة المطار"]),
        ("هاجموا مقر الحزب فجرا.", [], ["مقر الحزب"]),
        ("أسروا الجنود وقتلوا الضابط.", [], ["الجنود"]),
    ],
)
def test_the_doer_after_a_plural_verb(
    event: EventOf, told: Callable[[Event, str], list[str]], text: str, initiator: list[str], target: list[str]
) -> None:
    """Does whoever stands between a plural verb and what is done act, and nobody who stands there alone?"""
    found = event(text)
    assert (told(found, "initiator"), told(found, "target")) == (initiator, target)


@pytest.mark.parametrize(
    ("text", "harms"),
    [
        ("ضربوا بيت بالنبطية وراح تلات شهداء.", [("killed", 3)]),
        ("انفجرت عبوة بسيارة شرطي وانصاب وياه اثنين.", [("wounded", 2)]),
        ("غارات على مخيم النصيرات فجرا، والحصيلة 6 شهداء و11 جريحا.", [("killed", 6), ("wounded", 11)]),
        ("طيران حفتر ضرب حي سكني، والحصيلة لين توا 4 شهداء.", [("killed", 4)]),
    ],
)
def test_tolls_of_posts(read: Callable[[str], Reading], text: str, harms: list[tuple[str, int]]) -> None:
    """Is the toll of a post told of its one use of force?"""
    (only,) = read(text).events
    assert only.type == "assault"
    assert [(c.harm, c.low) for c in only.casualties] == harms


def test_from_a_day_to_today(read: Callable[[str], Reading]) -> None:
    """Does a total from a day to today run from that day on?"""
    (total,) = read("من يوم 4 يناير لليوم: 278 قتيل حسب المنظمة.").tallies
    assert (total.start, total.end) == ("2024-01-04", "2024-01-23")
