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
        ("تعرض زورق لإطلاق نار قبالة زوارة.", "region", None),
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
    place = last("دارت معارك عنيفة في السودان. وقال السكان إن المعارك مستمرة. ونشر الجيش التشادي تعزيزات على الحدود.")
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


@pytest.mark.parametrize(
    ("text", "country", "level", "lat", "lon"),
    [
        ("قصفت الطائرات بلدة كفرعويد في ريف إدلب.", "SYR", "city", 35.7, 36.5),
        ("سقطت قذيفة في حي باب السباع بمدينة حمص.", "SYR", "district", 34.7, 36.7),
        ("هاجم مسلحون ثكنة في بولكسي وسط مالي.", "MLI", "city", 14.9, -1.2),
        ("استهدفت غارة منزلا في كفرملكي جنوب لبنان.", "LBN", "city", 33.5, 35.5),
        ("شنت القوات مداهمة في تشابرهار بأفغانستان.", "AFG", "city", 34.3, 70.4),
    ],
)  # fmt: skip
def test_small_places_of_many_wars(text: str, country: str, level: str, lat: float, lon: float) -> None:
    """Are villages and quarters that reports name found where they lie?"""
    place = last(text)
    assert (place.country, place.level) == (country, level)
    assert place.lat == pytest.approx(lat, abs=0.2)
    assert place.lon == pytest.approx(lon, abs=0.2)


def test_a_quarter_is_of_the_town_told() -> None:
    """Is a quarter whose name several towns have that of the town in the text?"""
    assert last("دارت اشتباكات في حمص. وسقطت قذائف على حي الزهراء.").lon == pytest.approx(36.7, abs=0.2)
    assert last("دارت اشتباكات في الموصل. وسقطت قذائف على حي الزهراء.").lon == pytest.approx(43.1, abs=0.2)


def test_an_ordinary_word_is_no_place() -> None:
    """Does a village with the name of a thing need its head noun?"""
    assert all(e.place is None for e in read_text("انفجرت قنبلة قرب بائع الفاكهة.").events)


@pytest.mark.parametrize(
    ("text", "words", "country", "level", "lat"),
    [
        ("خطف مسلحون تلاميذ من قرية شرندابا بولاية كادونا.", "قرية شرندابا", "NGA", "city", 10.4),
        ("انفجر لغم قرب قرية تل الزغب شرق مدينة تدمر.", "قرية تل الزغب", "SYR", "city", 34.6),
        ("سقطت قذائف على حي الشبارقة بمدينة سبها.", "حي الشبارقة", "LBY", "district", 27.0),
    ],
)
def test_an_unknown_name_is_placed_with_what_it_is_told_with(
    text: str, words: str, country: str, level: str, lat: float
) -> None:
    """Has an unknown village the words and level of its own, and the degrees of the place told with it?"""
    place = last(text)
    assert (place.text, place.country, place.level, place.name) == (words, country, level, None)
    assert place.lat == pytest.approx(lat, abs=0.6)


def test_a_village_does_not_hide_the_town_of_its_name() -> None:
    """Is the head noun of a known village no reason to read it where another country's town of that name is told?"""
    assert last("تجددت الاشتباكات في مدينة الجنينة بولاية غرب دارفور في السودان.").country == "SDN"


def test_a_bare_border_is_of_who_moves_there() -> None:
    """Is `the border` a region of the force that moves to it?"""
    place = last("عززت القوات الباكستانية انتشارها على الحدود.")
    assert (place.level, place.country, place.lat) == ("region", "PAK", None)


def test_joined_and_split_spellings_are_one_place() -> None:
    """Is a name whose first word is written apart or together the same village?"""
    assert last("قصفت الطائرات كفر لاتة في إدلب.").name == last("قصفت الطائرات كفرلاتة في إدلب.").name


def test_a_quarter_of_another_town_is_not_meant() -> None:
    """Is a quarter that only another town has in the packs placed in the town told in its sentence?"""
    text = "دارت اشتباكات في الموصل. وفي تكريت سقطت قذيفة على حي القادسية ليلا."
    assert last(text).lat == pytest.approx(34.6, abs=0.2)
    text = "قصفت المدفعية تعز. وسقط صاروخ على حي الروضة شمال مدينة مأرب."
    assert last(text).lon == pytest.approx(45.3, abs=0.2)


@pytest.mark.parametrize(
    "text",
    ["قصف الطيران بلدتي سرمين وكفرزعتور في سوريا.", "شن الطيران غارات على قرى الناقورة وعينشمعور في لبنان."],
)
def test_towns_of_a_list_of_which_one_is_known_are_an_area(text: str) -> None:
    """Are two towns under one head noun an area, although no pack knows the second?"""
    assert last(text).level == "region"


def test_amid_is_no_list() -> None:
    """Is a quarter in the middle of a town that quarter, and not a list of both?"""
    place = last("انفجرت سيارة مفخخة في منطقة الكرادة وسط العاصمة بغداد.")
    assert (place.name, place.level) == ("Karrada", "district")


def test_a_bank_of_a_river_is_not_the_west_bank() -> None:
    """Is the right bank of a river no part of Palestine?"""
    assert last("قصفت القوات الروسية الضفة اليمنى لنهر دنيبرو في خيرسون.").country == "UKR"
    assert last("اقتحمت قوات الاحتلال الضفة فجر اليوم.").country == "PSE"


def test_a_dateline_is_not_the_town_meant() -> None:
    """Is `the town` one of the story, and not the one that a report was sent from?"""
    text = (
        "قصف على مستشفى في الفاشر\n"
        "بورتسودان (وكالة) - أفاد مصدر طبي بمقتل خمسة مدنيين في قصف على سوق المواشي. "
        "وقال الجيش إنه صد هجوما على المدينة من محورها الشرقي."
    )
    assert last(text).name == "El Fasher"


def test_the_desert_of_a_province_is_no_town() -> None:
    """Is the desert called like a chief town a region, and one called like a small town still at that town?"""
    assert last("وقع انفجار في بادية السويداء.").level == "region"
    assert last("وقع انفجار في بادية السخنة.").level == "city"


def test_towns_in_a_list_without_a_frame_are_one_region() -> None:
    """Are two towns joined by `or` one region?"""
    place = last("قُتل مدنيان في هجوم على تل رفعت أو منبج.")
    assert (place.level, place.country) == ("region", "SYR")
