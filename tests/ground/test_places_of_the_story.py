"""What `the town`, `the province`, `the country` and `the airport` are: where the last thing happened, if nothing
nearer was told; what lies in a town that is told beside it.
"""

from __future__ import annotations

import pytest

from khabar.model.records import PlaceMention
from khabar.pipeline import read_text


def places(text: str) -> list[PlaceMention | None]:
    """The places of the events, in order."""
    return [e.place for e in read_text(text).events]


def last(text: str) -> PlaceMention:
    """The place of the last event that has one."""
    return [place for place in places(text) if place is not None][-1]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "انفجرت سيارة مفخخة في سوق منبج وقتلت سبعة مدنيين. ونقل الجرحى إلى مشاف في حلب. "
            "ونشر جهاز الأمن العام حواجز عند مداخل المدينة.",
            "Manbij",
        ),
        ("تبنى التنظيم هجوم بلدة جلولاء. وفجر مسلحوه في خانقين ثلاثة أبراج كهرباء، وقصفوا البلدة.", "Khanaqin"),
        ("أعلن مسؤول في بغداد مقتل أربعة جنود في هيت. وشن الطيران غارة ثانية على المدينة.", "Hit"),
    ],
)
def test_the_town_is_that_of_the_story(text: str, name: str) -> None:
    """Is `the town` one of its own sentence, else that where the last thing happened, and not the last one named?"""
    assert last(text).name == name


def test_the_province_is_that_of_the_town() -> None:
    """Is `the province` that of the town of the story, where only one abroad was named?"""
    text = (
        "قصفت الطائرات بلدة تفتناز في سوريا. وقال الوزير من ولاية هاتاي إن الرد قريب. "
        "ونشرت القوات التركية تعزيزات في المحافظة."
    )
    assert [p.name for p in places(text) if p is not None][-1] == "Idlib"


def test_the_country_is_one_named_in_its_sentence() -> None:
    """Is `the country` that in which its sentence says that something was, although the text speaks more of another?"""
    text = (
        "قال العراق إن بغداد والبصرة والموصل آمنة. "
        "ووقعت ثلاث هجمات في سوريا منذ الجمعة، تزامنا مع تقارير عن استهداف قوات أميركية في البلاد."
    )
    assert last(text).country == "SYR"


def test_a_market_is_in_the_town_that_it_is_named_with() -> None:
    """Is the market of a town in that town, and a quarter called after a province not in the province?"""
    market = last("قتل 18 شخصا في ضربة بطائرة مسيرة على سوق بلدة أبو زبد في غرب كردفان.")
    quarter = last("اندلعت اشتباكات في طرابلس بليبيا. وسقطت قذيفة على منزل في حي صلاح الدين بطرابلس وقتلت طفلا.")
    assert (market.country, round(market.lat or 0)) == ("SDN", 12)
    assert quarter.country == "LBY"


def test_the_airport_is_that_of_the_town_told_with_it() -> None:
    """Is an airport told by its noun alone at the town of its sentence?"""
    place = last("وفي قندهار بأفغانستان، اقتحم المسلحون السجن المركزي، كما أطلقوا صاروخين على المطار فجرا.")
    assert (place.country, place.lat is not None) == ("AFG", True)


def test_a_village_lies_where_its_distance_says() -> None:
    """Is an unknown village so many kilometres from a town at that distance, and still a village?"""
    place = last("هاجم مسلحون قرية كاندابو الواقعة على بعد 20 كيلومترا شمال مدينة تيلابيري في النيجر وقتلوا ستة.")
    assert (place.level, place.country) == ("city", "NER")
    assert place.lat is not None
    assert place.lat > 14.3


def test_the_hour_of_a_place_is_not_there() -> None:
    """Is a place by whose clock the hour is told no place of the event?"""
    text = "قالت القيادة المركزية الأمريكية إن قواتها دمرت عند الثانية بعد ظهر الأربعاء بتوقيت صنعاء زورقا مسيرا."
    assert all(place is None or place.name != "Sanaa" for place in places(text))


def test_a_noun_that_is_a_name_elsewhere() -> None:
    """Is `the lake` no province of Egypt in a text on Chad, and `the strip` not Gaza in one on Baghdad?"""
    lake = places("هاجم مسلحو بوكو حرام موقعا للجيش التشادي في تشاد. ونشرت تشاد 300 جندي على شواطئ البحيرة.")
    strip = places("قتل الجيش العراقي في بغداد مسلحين. وقالت بغداد إن ضربة قتلت سبعة أشخاص في القطاع العاشر.")
    assert all(place is None or place.country not in ("EGY", "PSE") for place in lake + strip)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("قالت القيادة المركزية إن قواتها دمرت منصة صواريخ في مناطق يسيطر عليها الحوثيون.", "YEM"),
        ("قصفت طائرة تركية مسيرة سيارة في مناطق سيطرة قسد وقتلت ثلاثة.", "SYR"),
        ("قتل مدنيون في غارة للجيش على مناطق سيطرة الدعم السريع.", "SDN"),
    ],
)
def test_land_that_somebody_holds(text: str, country: str) -> None:
    """Is the land that a side of a war holds a part of the country of that war?"""
    place = last(text)
    assert (place.level, place.country) == ("region", country)
