"""Names of places that the area told with them puts elsewhere."""

from __future__ import annotations

import pytest

from khabar.pipeline import read_text


def _where(text: str) -> tuple[str | None, str | None, str | None]:
    reading = read_text(text, published="2024-05-10")
    place = reading.events[0].place
    assert place is not None
    return place.text, place.country, place.entity


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("قُتل 3 مدنيين في قصف مدفعي على قرية كفرعين بريف إدلب الجنوبي.", "قرية كفرعين", "SYR"),
        ("وفي ولاية الخرطوم، أصيب خمسة إثر سقوط قذيفة في حي الثورة بمدينة أم درمان.", "حي الثورة", "SDN"),
        ("هاجم مسلحون قرية باراغي بولاية بلاتو وسط نيجيريا.", "قرية باراغي", "NGA"),
        ("قالت الوزارة إن القوات حررت قرية نيسكوتشني في إقليم دونيتسك.", "قرية نيسكوتشني", "UKR"),
    ],
)
def test_a_name_known_elsewhere_only_lies_where_the_words_beside_it_say(text: str, words: str, country: str) -> None:
    """Does the area beside a name win over the only place of that name that the packs know?"""
    assert _where(text)[:2] == (words, country)


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("قصف الحوثيون حي الروضة بمدينة تعز بقذائف الهاون.", ("place.yem.rawda_taiz", "place.yem.taiz")),
        ("اندلعت اشتباكات في طرابلس بشمال لبنان.", ("place.lbn.tripoli",)),
        ("اندلعت اشتباكات في العاصمة الليبية طرابلس.", ("place.lby.tripoli",)),
        ("قصفت المدفعية الإسرائيلية أطراف بلدة عيترون قضاء بنت جبيل.", ("place.lbn.aitaroun",)),
    ],
)
def test_of_places_with_one_name_the_one_in_the_area_is_meant(text: str, entity: tuple[str, ...]) -> None:
    """Does the area beside a name choose among places of that name, and leave one that fits alone?"""
    assert _where(text)[2] in entity


def test_a_father_is_no_town() -> None:
    """Is a word that only differs by its hamza from a name of two letters no place?"""
    reading = read_text("وأسفر القصف عن مقتل أب وثلاثة من أبنائه.", published="2024-05-10")
    assert [(event.place, [c.low for c in event.casualties]) for event in reading.events] == [(None, [4])]
    reading = read_text("اغتال مسلحون ضابطا بإب أمس.", published="2024-05-10")
    assert reading.events[0].place is not None
    assert reading.events[0].place.country == "YEM"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("هاجم مسلحون قرية أم عضام في ولاية الجزيرة.", "قرية أم عضام"),
        ("قصفت القوات الروسية قرية تشيركاسكا لوزوفا أمس.", "قرية تشيركاسكا لوزوفا"),
    ],
)
def test_a_village_has_its_whole_name(text: str, words: str) -> None:
    """Is a name of two words read whole, though its first or its last word means something else?"""
    reading = read_text(text, published="2024-05-10")
    assert [target.text for target in reading.events[0].target] == [words]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("قتل خمسة جنود في هجوم على حاجز عسكري، ما أدى إلى دمار كبير في المنازل.", None),
        ("قصفت القوات القرية لفترة طويلة عصر الجمعة.", None),
        ("قصف الدعم السريع مدينة طويلة في شمال دارفور.", "place.sdn.tawila"),
        ("هاجم مسلحون ثكنة للجيش السوداني في طويلة أمس.", "place.sdn.tawila"),
        ("قتل سبعة أشخاص باكرا صباح الأحد بقصف على السوق.", None),
        ("قصفت الطائرات مدرسة للبنات قرب النهر.", None),
        ("أدى القصف إلى تراجع حدة الاشتباكات.", None),
        ("شن الطيران غارات الناصر أول من أمس.", "place.ssd.nasir"),
    ],
)
def test_ordinary_words_are_no_places(text: str, place: str | None) -> None:
    """A word of every day names a place only where its kind or a preposition of place stands before it."""
    told = read_text(text, published="2025-03-17").events[0].place
    assert (told.entity if told is not None else None) == place
