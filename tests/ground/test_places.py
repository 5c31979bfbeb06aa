"""What a phrase of place is grounded at: parts of areas, coasts, borders, nouns that stand for a place told before."""

from __future__ import annotations

import pytest

from khabar.model.records import PlaceMention
from khabar.pipeline import read_text


def last(text: str) -> PlaceMention:
    """The place of the last event that has one."""
    return [e.place for e in read_text(text).events if e.place is not None][-1]


@pytest.mark.parametrize(
    ("text", "level", "country"),
    [
        ("انفجر لغم بسيارة مدنية في ريف درعا الشرقي صباح الأحد.", "region", "SYR"),
        ("قصفت المدفعية ريف اللاذقية الشمالي الغربي.", "region", "SYR"),
        ("تعرضت سفينة تجارية لهجوم على بعد 70 ميلا بحريا جنوب غربي الحديدة.", "region", None),
        ("هاجم قراصنة سفينة شحن على مسافة 90 ميلا شمال شرقي بوصاصو.", "region", None),
        ("احتجز خفر السواحل زورقا قبالة زوارة.", "region", "LBY"),
        ("شن الطيران الحربي غارات على الرقة والحسكة.", "region", "SYR"),
        ("قصفت باكستان العمق الأفغاني بالصواريخ.", "country", "AFG"),
    ],
)
def test_level_and_country(text: str, level: str, country: str | None) -> None:
    """Has a part of a province, a stretch of sea, a list of towns or the inside of a country its level and country?"""
    place = last(text)
    assert (place.level, place.country) == (level, country)


def test_quarters_of_a_town_are_the_town() -> None:
    """Are the quarters of a town at the town, and not at the last place told?"""
    place = last("قتل شاب في بلدة عزون. واقتحمت الفصائل أحياء حماة من جهة الشمال.")
    assert (place.name, place.country) == ("Hama", "SYR")


def test_an_unknown_village_is_no_town_told_elsewhere() -> None:
    """Is a village of an unknown name placed with the province told beside it, at its own level?"""
    place = last("دانت واشنطن العنف. وهاجم مسلحون قرية الطرفجية في ولاية سنار وقتلوا ستة.")
    assert (place.level, place.country) in {("city", "SDN"), ("province", "SDN")}


def test_towns_of_the_north_are_the_north_of_the_country() -> None:
    """Is a direction alone a part of the country that the text is set in?"""
    place = last("قصف حزب الله كريات شمونة في إسرائيل. ورفعت إسرائيل حالة التأهب في بلدات الشمال.")
    assert (place.name, place.level) == ("Northern Israel", "region")


def test_a_border_without_a_name_is_of_who_acts() -> None:
    """Has an unnamed border the country of the force that moves there?"""
    place = last("دارت معارك عنيفة في السودان قرب أدري. نشر الجيش التشادي تعزيزات على الحدود مع السودان.")
    assert (place.level, place.country) == ("region", "TCD")


def test_the_kingdom_is_one() -> None:
    """Is `the kingdom` a country that is called so, although the text speaks more of another?"""
    text = "أطلقت جماعة الحوثي في اليمن صواريخ من صعدة باليمن. وتعرضت السعودية لقصف. وقصف الحوثيون منشآت في المملكة."
    assert last(text).country == "SAU"


def test_the_hotel_is_the_one_told() -> None:
    """Does a bare definite noun mean the site of that noun where something happened before?"""
    text = "هاجم مسلحون فندق رمادا في مقديشو فجر الجمعة. وأنهت القوات حصار الفندق مساء السبت."
    places = [e.place for e in read_text(text).events if e.place is not None]
    assert len({(p.lat, p.lon) for p in places}) == 1
