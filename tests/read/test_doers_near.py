"""Doers told in a clause on the deed or on its weapon, sides of a clash, whom a threat is against."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Event, Reading

EventOf = Callable[..., Event]
Told = Callable[[Event, str], list[str]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("انفجرت سيارة مفخخة وضعها مجهولون قرب مسجد في كابول.", ["مجهولون"]),
        ("قتل جنديان في انفجار لغم زرعته حركة الشباب على طريق بلدوين.", ["حركة الشباب"]),
        ("قال الجيش إن صاروخا أطلقه الحوثيون أصاب سفينة في خليج عدن.", ["الحوثيون"]),
        ("قذائف أطلقتها قوات الدعم السريع سقطت على سوق في أم درمان.", ["قوات الدعم السريع"]),
        ("قتل 12 قرويا في هجوم نُسب إلى تنظيم داعش قرب بلدة ميناكا.", ["تنظيم داعش"]),
        ("وقع هجوم تقف وراءه حركة الشباب في مقديشو.", ["حركة الشباب"]),
        ("الجيش المصري: تصفية 12 تكفيريا جنوب رفح", ["الجيش المصري"]),
        ("وذلك بعد ساعات من إعلان جماعة الحوثي إطلاق صاروخ باليستي على مدينة جازان.", ["جماعة الحوثي"]),
        ("شنت طائرات أمريكية وبريطانية أربع غارات على مدينة الحديدة.", ["أمريكية", "بريطانية"]),
    ],
)
def test_a_doer_near_the_deed(event: EventOf, told: Told, text: str, wanted: list[str]) -> None:
    """Is who planted the bomb, sent the missile or announces the killing its doer?"""
    assert told(event(text, "assault"), "initiator") == wanted


Read = Callable[[str], Reading]


def of_trigger(read: Read, text: str, trigger: str) -> Event:
    """The event of a text that one word names."""
    (found,) = [e for e in read(text).events if e.trigger == trigger]
    return found


@pytest.mark.parametrize(
    ("text", "trigger", "initiator", "target"),
    [
        (
            "استعاد الجيش الصومالي بلدة عيل بور بعد معارك مع حركة الشباب.",
            "معارك",
            ["الجيش الصومالي"],
            ["حركة الشباب"],
        ),
        (
            "أصيب ثلاثة شبان خلال مواجهات مع قوات الاحتلال في نابلس.",
            "مواجهات",
            ["قوات الاحتلال"],
            ["ثلاثة شبان"],
        ),
        ("اندلعت اشتباكات مع حركة الشباب قرب بلعد.", "اشتباكات", ["حركة الشباب"], []),
    ],
)
def test_a_clash_with_one_side_told(
    read: Read, told: Told, text: str, trigger: str, initiator: list[str], target: list[str]
) -> None:
    """Is the other side of a clash whoever went on after it, or whoever fell in it?"""
    found = of_trigger(read, text, trigger)
    assert told(found, "initiator") == initiator
    assert told(found, "target") == target


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("توعد المتحدث باسم الحوثيين بقصف الرياض إذا استمرت الغارات.", ["الرياض"]),
        ("أدان الرئيس الهجوم، متعهدا بملاحقة مسلحي الحركة.", ["مسلحي الحركة"]),
        ("حذر المبعوث الأممي من هجوم وشيك على بلدة عندان.", []),
    ],
)
def test_whom_a_threat_is_against(event: EventOf, told: Told, text: str, wanted: list[str]) -> None:
    """Is a vow against whom the vowed deed is against, and a warning of what others may do against nobody?"""
    assert told(event(text, "threaten"), "target") == wanted


@pytest.mark.parametrize(
    ("text", "kind", "field", "wanted"),
    [
        ("هاجم مسلحون يشتبه في أنهم من بوكو حرام موقعا للجيش قرب ديفا.", "assault", "target", ["موقعا للجيش"]),
        (
            "في هجوم شنه مسلحون يُعتقد أنهم من داعش على حاجز عسكري في ذيبان.",
            "assault",
            "target",
            ["حاجز عسكري"],
        ),
        (
            "وزار محافظ درعا اللواء خالد الهنوس الجرحى في المستشفى الوطني.",
            "consult",
            "target",
            ["الجرحى"],
        ),
        (
            "ودعا منسق الأمم المتحدة للشؤون الإنسانية في اليمن جيمي ماكغولدريك، الثلاثاء، أطراف النزاع إلى ضبط النفس.",
            "request",
            "target",
            ["أطراف النزاع"],
        ),
        ("طالب القائد روسيا والتحالف الدولي بموقف واضح.", "request", "target", ["روسيا", "التحالف الدولي"]),
        (
            "وأعربت الخارجية الأميركية عن قلقها، وأدانت جامعة الدول العربية استهداف أفراد حرس الحدود.",
            "accuse",
            "initiator",
            ["جامعة الدول العربية"],
        ),
        (
            "وأكد المصدر أن المملكة تدين بشدة هذا العمل، داعيا دول العالم إلى الوقوف معها.",
            "request",
            "initiator",
            ["المصدر"],
        ),
        (
            "نفى اللواء أحمد المسماري أن تكون قواته قصفت أحياء سكنية، واتهم الحكومة بإطلاق الصواريخ.",
            "accuse",
            "initiator",
            ["اللواء أحمد المسماري"],
        ),
        ("مقتل 14 مدنيا في الحديدة والحوثيون يطلقون صاروخا على جازان", "assault", "initiator", ["الحوثيون"]),
        ("مقتل ثلاثة في كريفي ريه وكييف تتهم موسكو بقصف قارب", "accuse", "initiator", ["كييف"]),
        ("غارات إسرائيلية على الضاحية وحزب الله يقصف قاعدة قرب حيفا", "assault", "initiator", ["إسرائيلية"]),
        ("واشتبك الجيش مع مسلحين من حركة الشباب قرب بلعد.", "assault", "target", ["مسلحين من حركة الشباب"]),
        (
            "واتهم رئيس جبهة التوافق عدنان الدليمي «جيش المهدي» بارتكاب المجزرة.",
            "accuse",
            "initiator",
            ["رئيس جبهة التوافق عدنان الدليمي"],
        ),
    ],
)
def test_a_participant_past_what_stands_between(
    event: EventOf, told: Told, text: str, kind: str, field: str, wanted: list[str]
) -> None:
    """Do asides, ranks, other subjects and joined topics leave a verb its own participants?"""
    assert told(event(text, kind), field) == wanted
