"""Where a happening was: roads, lands told by their adjective, quarters of the town told, towns of many wars."""

from __future__ import annotations

import pytest

from khabar.ground.placing import WEIGHTS
from khabar.model.records import PlaceMention
from khabar.packs.weights import load_weights
from khabar.pipeline import read_text


def places(text: str) -> list[PlaceMention]:
    """The places of the events of a text."""
    return [e.place for e in read_text(text).events if e.place is not None]


@pytest.mark.parametrize(
    ("text", "country", "level", "lat", "lon"),
    [
        ("قتل ثلاثة جنود في كمين على الطريق الرابط بين غاو وأنسونغو.", "MLI", "region", 16.0, 0.2),
        ("قصفت المقاتلات مواقع في بلدة بوركي قرب مدينة كرماتورسك، ثم قصفت كراماتورسك.", "UKR", "city", 48.7, 37.6),
        ("سقطت قذائف في حي الكلاكلة فقتل ستة مدنيين.", "SDN", "district", 15.5, 32.5),
        ("شن مسلحون هجوما في أمشيدي شمالي الكاميرون.", "CMR", "city", 11.3, 14.1),
        ("قتل أربعة عناصر في انفجار عبوة ناسفة في ميران شاه.", "PAK", "city", 33.0, 70.1),
    ],
)
def test_found(text: str, country: str, level: str, lat: float, lon: float) -> None:
    """Is a place found with its country, its level and degrees near its own?"""
    found = [p for p in places(text) if p.country == country and p.level == level]
    assert found
    assert found[-1].lat == pytest.approx(lat, abs=0.5)
    assert found[-1].lon == pytest.approx(lon, abs=0.5)


def test_a_quarter_that_no_pack_knows_stands_in_the_town_told() -> None:
    """Has an unknown quarter the coordinates of the town before it, at its own level?"""
    text = "اندلعت اشتباكات في مدينة بنغازي صباح الأحد.\nووقع انفجار في حي الزعتر."
    last = places(text)[-1]
    assert (last.level, last.country) == ("district", "LBY")
    assert last.lat == pytest.approx(32.1, abs=0.3)


def test_a_mark_without_a_weight_says_nothing() -> None:
    """Are weights read once, and finite?"""
    weights = load_weights(*WEIGHTS)
    assert weights is load_weights(*WEIGHTS)
    assert all(abs(weight) < 20 for weight in weights.values())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وقعت عدة هجمات بمحافظة ديالى، شرقي بغداد، أمس.", "Diyala"),
        ("اختطفوا اثنين قرب بلدة خانقين (100 كلم) شمال شرق مدينة بعقوبة.", "Khanaqin"),
        ("قصفت مدفعية النظام قرية الغدفة شرقي إدلب.", "Ghadfa"),
        ("أسفرت الاشتباكات عن سقوط 32 مصابا ونقلوا إلى مستشفى في مدينة ترهونة.", None),
        ("قتل أربعة في غارة على مستشفى في مدينة ترهونة.", "Tarhuna"),
    ],
)
def test_what_only_says_where_a_place_lies_is_not_the_place(text: str, name: str | None) -> None:
    """Is the place meant, rather than the town it lies east of, or that of the hospital the hurt were taken to?"""
    reading = read_text(text, published="2020-01-12")
    place = reading.events[0].place
    assert (place.name if place is not None else None) == name
