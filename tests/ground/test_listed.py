"""Places told in one breath, and words that only look like places."""

from __future__ import annotations

import pytest

from khabar.model.records import PlaceMention
from khabar.pipeline import read_text


def place_of(text: str, trigger: str) -> PlaceMention | None:
    """The place of the event at a trigger."""
    reading = read_text(text, published="2024-11-20")
    return next(event for event in reading.events if event.trigger == trigger).place


@pytest.mark.parametrize(
    ("text", "trigger", "level", "country", "lat"),
    [
        ("شن الجيش التركي عملية واسعة في جزرة ونصيبين.", "عملية", "region", "TUR", 37.2),
        ("سقطت رشقة صاروخية كبيرة أطلقت باتجاه حيفا والكريوت.", "سقطت", "region", "ISR", 32.8),
        ("قُتل 52 شخصا في هجمات ضربت بغداد ومدنا عراقية أخرى.", "هجمات", "region", "IRQ", 33.3),
        ("قصفت الطائرات مخيم جباليا ومدينة غزة.", "قصفت", "district", "PSE", 31.5),
        ("صواريخ روسية تضرب مبنى سكنيا في كريفي ريه وكييف تتهم موسكو بقتل مدنيين.", "تضرب", "city", "UKR", 47.91),
        ("شهدت العاصمة الليبية طرابلس، مساء الأحد، اشتباكات عنيفة.", "اشتباكات", "city", "LBY", 32.89),
        ("رد الحزب على الاعتداءات الإسرائيلية على المدن والقرى اللبنانية.", "الاعتداءات", "country", "LBN", 33.85),
    ],
)
def test_listed(text: str, trigger: str, level: str, country: str, lat: float) -> None:
    """Is a place told with those that stand beside it, and with them alone?"""
    place = place_of(text, trigger)
    assert place is not None
    assert (place.level, place.country) == (level, country)
    assert place.lat == pytest.approx(lat, abs=0.12)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("استهدف الحوثيون سفينة تجارية تضامنا مع غزة.", "استهدف"),
        ("سقط صاروخ في منطقة مفتوحة دون إصابات.", "سقط"),
        ("ستنسحب القوات الأميركية من البلاد قبل نهاية العام.", "تنسحب"),
    ],
)
def test_no_place(text: str, trigger: str) -> None:
    """Is what it was done for, what kind of place it was, the land of those who leave, no place of it?"""
    assert place_of(text, trigger) is None


def test_sector_is_no_strip() -> None:
    """Is a sector that is told apart from others of its kind not taken for the Gaza Strip?"""
    place = place_of("قُتل سبعة أشخاص في ضربة أمريكية في القطاع العاشر من مدينة الصدر.", "ضربة")
    assert place is not None
    assert place.country == "IRQ"
