"""Weapons named away from the words that ask for them: listed, joined, used, of those told before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Event, Reading

EventOf = Callable[..., Event]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("قصفت طائرات روسية مسيرة وحربية مواقع للفصائل في ريف إدلب.", [("drone", None), ("aircraft", None)]),
        ("شنت مسيرات ومقاتلات تركية غارات على سنجار.", [("drone", None), ("aircraft", None)]),
        ("بدأت مدفعية الاحتلال قصفا عنيفا على حي الزيتون.", [("artillery", None)]),
        ("أسفر تفجير السيارة المفخخة في الموصل عن مقتل خمسة مدنيين.", [("ied", 1)]),
        ("أطلق حزب الله رشقة كبيرة باتجاه حيفا.", [("rocket", None)]),
        (
            "استخدم المهاجمون في ضرب الناقلة زورقا مسيرا وصواريخ باليستية.",
            [("naval", 1), ("ballistic_missile", None)],
        ),
        (
            "أعلنت واشنطن نشر أنظمة دفاع صاروخي إضافية في الخليج، بينها منظومة ثاد وبطاريات باتريوت.",
            [("air_defence", None), ("air_defence", None)],
        ),
        (
            "أعلنت الجماعة استهداف قاعدة حرير التي تتواجد بها قوات أميركية، شمال العراق، بطائرتين مسيرتين.",
            [("drone", 2)],
        ),
        ("قالت الوزارة إن قوة من الفرقة الثانية مدعومة بالمروحيات دمرت معسكرين.", [("aircraft", None)]),
        ("هاجم الحوثيون سفينة نفط.", []),
    ],
)
def test_kinds_and_counts(event: EventOf, text: str, wanted: list[tuple[str, int | None]]) -> None:
    """Is a weapon told that stands in a list, past a clause, after what was used, with those who back a force?"""
    assert [(weapon.kind, weapon.count) for weapon in event(text).weapons] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "هاجمت ثلاث مسيرات المصفاة، أصابت الأولى خزانا، فيما أسقطت الثانية والثالثة.",
            [("drone", 3), ("drone", 1), ("drone", 2)],
        ),
        ("شاحنة مفخخة اقتربت من الحاجز، فأطلق الجنود النار عليها وانفجرت الشاحنة.", [("ied", 1)]),
        (
            "أسقطت الدفاعات الجوية طائرة مسيرة من أصل ثلاث هاجمت القاعدة.",
            [("drone", 1), ("air_defence", None), ("drone", 3)],
        ),
    ],
)
def test_of_those_told_before(read: Callable[[str], Reading], text: str, wanted: list[tuple[str, int | None]]) -> None:
    """Are the second and the third, one out of three, the laden truck those that the sentence told before?"""
    assert [(w.kind, w.count) for found in read(text).events for w in found.weapons] == wanted


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("قصفت طائرات روسية مسيرة وحربية مواقع للفصائل في ريف إدلب.", ["RUS"]),
        ("شنت طائرات حربية ومسيرة إسرائيلية سلسلة غارات على بلدة الخيام.", ["ISR"]),
        ("شنت مسيرات ومقاتلات تركية غارات على سنجار.", ["TUR"]),
    ],
)
def test_whose_aircraft(event: EventOf, text: str, who: list[str]) -> None:
    """Are joined aircraft of the one side that the last of them names?"""
    assert [mention.country for mention in event(text).initiator] == who


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("هاجمت قوات الدعم السريع، مسنودة بالمسيرات، مدينة الأبيض فجر الأحد.", ["مدينة الأبيض"]),
        ("أعلن الحوثيون مهاجمة سفينة نفط بزورقين مفخخين.", ["سفينة نفط"]),
        ("هاجمت ثلاث مسيرات المصفاة.", ["المصفاة"]),
    ],
)
def test_whom_they_struck(event: EventOf, text: str, whom: list[str]) -> None:
    """Is the struck thing found past those who backed a force, after the attacking of, after counted drones?"""
    assert [mention.text for mention in event(text, "assault").target] == whom


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("اتهمت الخرطوم أبوظبي بتزويد قوات الدعم السريع بأسلحة متطورة ومسيرات.", "aid", ["other", "drone"]),
        ("كشفت تقارير عن إرسال إيران أسلحة إلى الحوثيين.", "aid", ["other"]),
        ("دفع الجيش بتعزيزات تضم دبابات ومدرعات إلى محيط العاصمة.", "mobilize", ["other", "other"]),
        ("أجلت مروحيات الأمم المتحدة طاقم السفينة المنكوبة.", "aid", []),
    ],
)
def test_arms_given_and_moved(event: EventOf, text: str, kind: str, wanted: list[str]) -> None:
    """Are the arms that somebody is given, or that a column comprises, its weapons; what carries help none?"""
    assert [weapon.kind for weapon in event(text, kind).weapons] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("أظهرت كاميرات المراقبة مسلحا يحمل بندقية آلية يطلق النار على المارة في فيينا.", ["firearm"]),
        ("قالت القيادة إن حاملة الطائرات أيزنهاور تم نشرها في البحر الأحمر.", ["naval"]),
    ],
)
def test_seen_with_it(event: EventOf, text: str, wanted: list[str]) -> None:
    """Is a weapon his who is seen carrying it and firing, a ship that was deployed its deployment's?"""
    assert [weapon.kind for weapon in event(text).weapons] == wanted


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("حذر غوتيريش من مواصلة القصف على غزة.", "asserted"),
        ("حذر غوتيريش من هجوم على رفح.", "hypothetical"),
    ],
)
def test_who_warns_does_not_do_it(event: EventOf, text: str, modality: str) -> None:
    """Has what goes on happened, what is warned of not; does neither belong to who warns?"""
    deed = event(text, "assault")
    assert (deed.modality, deed.initiator) == (modality, ())
