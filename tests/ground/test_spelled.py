"""Names of places in a spelling that no pack has, and names that the words beside them put elsewhere."""

from __future__ import annotations

import pytest

from khabar.model.records import PlaceMention
from khabar.pipeline import read_text
from khabar.text.sounds import sound_of


def last(text: str) -> PlaceMention:
    """The place of the last event that has one."""
    return [e.place for e in read_text(text).events if e.place is not None][-1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("غوريعيل", "جورعيل"),
        ("بانيبانغو", "بانيبانجو"),
        ("ماغوميري", "ماجوميري"),
        ("أفدييفكا", "أفدييفكه"),
        ("تيلابيري", "تيلابري"),
    ],
)
def test_spellings_of_one_name_sound_alike(one: str, other: str) -> None:
    """Have two spellings of one foreign name one key?"""
    assert sound_of(one) == sound_of(other) != ""


def test_short_names_have_no_sound() -> None:
    """Is too short a name left without a key?"""
    assert sound_of("بول") == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قتل عشرون جنديا في هجوم على معسكر في بلدة بنيبانجو غربي النيجر قرب الحدود مع مالي.", "Banibangou"),
        ("اقتحم مسلحون قرية سولهن في إقليم ياغا شمال شرقي بوركينا فاسو وقتلوا مئة مدني.", "Solhan"),
    ],
)
def test_towns_in_another_spelling(text: str, name: str) -> None:
    """Is a town found by the sound of its name?"""
    assert last(text).name == name


def test_a_street_is_in_the_town_told_after_it() -> None:
    """Is a street whose name the packs have elsewhere in the town that the text puts it in?"""
    place = last("انفجرت عبوة ناسفة قرب حاجز للحوثيين في شارع الخمسين جنوبي صنعاء وأصابت أربعة مسلحين.")
    assert place.lat is not None
    assert abs(place.lat - 15.35) < 0.3


def test_a_village_is_in_the_province_told_after_it() -> None:
    """Is a village not taken for a town of its name that lies in another country?"""
    place = last("أصيب طفلان بقصف مدفعي تركي على قرية صيدا بريف الرقة الشمالي.")
    assert place.country == "SYR"


def test_a_field_over_the_border_is_no_stranger() -> None:
    """Is a field that is told by its kind found, although the text speaks of the other country?"""
    text = "سيطرت قوات جنوب السودان على حقل هجليج النفطي، وقال متحدث باسم جوبا إنها لن تنسحب."
    assert next(e.target[0].name for e in read_text(text).events if e.target) == "Heglig"
