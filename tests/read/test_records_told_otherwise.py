"""Happenings told in other words than usual, and words that only look like one: classes of news sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Event, Reading

Read = Callable[[str], Reading]
EventOf = Callable[..., Event]


def types(read: Read, text: str) -> set[tuple[str, str]]:
    return {(event.type, event.trigger) for event in read(text).events}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("فجر مفجر انتحاري سترته داخل مكتب حكومي في غزني يوم الثلاثاء.", ("assault", "فجر")),
        ("استولى المهاجمون على مدفع هاون وعشر بنادق.", ("coerce", "استولى")),
        ("فرضت قوات الأمن طوقا حول السوق في الموصل.", ("coerce", "طوقا")),
        ("علقت بلجيكا وهولندا صادرات السلاح إلى تركيا.", ("sanction", "علقت")),
        ("دفع الجيش بأكثر من 20 آلية عسكرية إلى المخيم.", ("mobilize", "دفع")),
        ("تسلل عشرون مقاتلا إلى المدينة في مركبات مدنية.", ("mobilize", "تسلل")),
        ("حزب العمال يرد على قصف قنديل.", ("assault", "يرد")),
        ("جاءت الضربة ردا على ذبح التنظيم 12 جنديا في درنة.", ("assault", "ذبح")),
        ("أعلن جيش الإسلام المحظور مسؤوليته في رسالة هاتفية لصحفيين.", ("claim", "أعلن")),
        ("بسط الجيش العراقي، أمس الأحد، سيطرته على جبل حمرين.", ("assault", "سيطرته")),
    ],
)
def test_told_otherwise(read: Read, text: str, wanted: tuple[str, str]) -> None:
    """Is a happening found whose words are less usual?"""
    assert wanted in types(read, text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("قتل ثلاثة في مدينة لاشكر جاه يوم الثلاثاء.", "support"),
        ("نظم معلمون وقفة احتجاجية للمطالبة بصرف رواتبهم.", "request"),
        ("تعاملت طواقم الإسعاف مع إصابة طفل في نابلس.", "intercept"),
        ("دمرت الغارة دبابة ومركبتي إمداد قرب سبها.", "aid"),
        ("هذا ما دفع واشنطن إلى الرد بقصف خمسة مواقع.", "mobilize"),
        ("اعتقلت الشرطة شخصين للاشتباه بتورطهما في السرقة.", "accuse"),
    ],
)
def test_no_happening(read: Read, text: str, wrong: str) -> None:
    """Is a word that names no happening here left alone?"""
    assert wrong not in {event.type for event in read(text).events}


def test_bullets_during_clashes(read: Read) -> None:
    """Are bullets that wounded people during clashes no second use of force?"""
    text = "أصيب عشرون شابا بالرصاص المعدني خلال مواجهات اندلعت مع الشرطة في صفاقس."
    assert types(read, text) == {("assault", "مواجهات")}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("قُتل ثلاثون شخصا في هجمات نفذها مسلحون أمس، وفق تعداد لوكالة رويترز.", ["وكالة رويترز"]),
        ("ووفق إحصاء أعلنه التحالف، أطلق الحوثيون عشرة صواريخ على الرياض أمس.", ["التحالف"]),
        ("وبحسب سكان في عدن تحدثوا إلى وكالة رويترز، هزت انفجارات محيط المطار.", ["سكان", "وكالة رويترز"]),
        (
            "نقلت قناة الحدث عن العقيد سالم قوله إن خمسة مدنيين يعتقد أنهم من عائلة واحدة أصيبوا بسقوط صاروخ.",
            ["العقيد سالم", "قناة الحدث"],
        ),
        (
            "الخرطوم: قصف الجيش السوداني أمس الثلاثاء مواقع تتمركز فيها قوات الدعم السريع على الضفة الشرقية للنيل "
            "الأبيض، وفق ما قال مصدران عسكريان.",
            ["مصدران عسكريان"],
        ),
        ("واشنطن: قصفنا مواقع للحوثيين في صعدة.", ["واشنطن"]),
    ],
)
def test_who_knows(event: EventOf, text: str, wanted: list[str]) -> None:
    """Is the owner of a count, or whoever was spoken to, named, and no dateline?"""
    assert [source.text for source in event(text).sources] == wanted
