"""Sentences in the commonest manners of agencies and local sites, each of which was once misread."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Event, Reading
from khabar.pipeline import read_text

EventOf = Callable[..., Event]
Read = Callable[[str], Reading]
Told = Callable[[Event, str], list[str]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("أسفرت الغارة عن ما لا يقل عن أربعين قتيلا وستة جرحى.", [("killed", 40, None), ("wounded", 6, 6)]),
        ("غارة بلا طيار", []),
        ("غارة بطائرة بدون طيار تقتل تسعة أشخاص في شبوة", [("killed", 9, 9)]),
        ("ضربة أميركية بدون طيار تقتل وتصيب 12 شخصا في مأرب", [("killed", 0, 12)]),
        ("سقط قتلى وجرحى في قصف على سوق في كادقلي.", [("killed", 2, None), ("wounded", 2, None)]),
        ("قتل 33 شخصا في أعنف هجوم على المدينة منذ اندلاع الحرب.", [("killed", 33, 33)]),
        ("سقط صاروخ على القرية دون وقوع قتلى أو جرحى.", [("killed", 0, 0)]),
    ],
)
def test_tolls(read: Read, text: str, wanted: list[tuple[str, int, int | None]]) -> None:
    """Is a negation that belongs to a number, to a drone or to a superlative no denial of the dead?"""
    assert [(c.harm, c.low, c.high) for e in read(text).events for c in e.casualties] == wanted


@pytest.mark.parametrize(
    ("text", "initiators", "targets"),
    [
        (
            "قتلت طائرة مسيرة تابعة لقوات الدعم السريع ثمانية مدنيين في الأبيض.",
            ["قوات الدعم السريع"],
            ["ثمانية مدنيين"],
        ),
        ("قتل جنديان في هجوم على الحدود مع سوريا شمالي لبنان.", [], ["جنديان"]),
        ("قتل 14 جنديا في هجوم هو الأول من نوعه منذ توقيع الاتفاق.", [], ["14 جنديا"]),
        (
            "شن متطرفون مرتبطون بالقاعدة هجوما على ثكنة في كيدال.",
            ["متطرفون مرتبطون بالقاعدة"],
            ["ثكنة"],
        ),
        (
            "شنت طائرات تحالف تقوده السعودية غارات على منزل شيخ قبلي في حجة.",
            ["تحالف تقوده السعودية"],
            ["منزل شيخ قبلي"],
        ),
        ("اصطدمت دورية للقوة الأممية بعبوة ناسفة قرب كيدال.", [], ["دورية للقوة الأممية"]),
        ("قال الناطق إن مهاجما فجر قنبلة في مقر للشرطة.", ["مهاجما"], ["مقر للشرطة"]),
        ("ذكر ضابط أن متشددين يعتقد بولائهم لحركة الشباب نصبوا كمينا لشاحنة للدرك.", ["متشددين"], ["شاحنة للدرك"]),
        ("كبد الجيش القوات المهاجمة خسائر في الأرواح والعتاد.", ["الجيش"], ["القوات المهاجمة"]),
    ],
)
def test_who_and_whom(event: EventOf, told: Told, text: str, initiators: list[str], targets: list[str]) -> None:
    """Are those who were killed, those who are only described and those who own the weapon told apart?"""
    found = event(text, "assault")
    assert (told(found, "initiator"), told(found, "target")) == (initiators, targets)


def test_nobody_has_claimed_it(event: EventOf, told: Told) -> None:
    """Does a claim that no group has made name no group in particular, whoever speaks before?"""
    text = "وأوضح الحاكم أن الخسائر طفيفة، ولم تعلن أي جماعة لغاية المساء مسؤوليتها عن التفجير."
    assert told(event(text, "claim"), "initiator") == ["أي جماعة"]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("قصف مسلحون سجن أبي غريب بقذائف الهاون.", "Abu Ghraib", "IRQ"),
        ("هاجم مسلحون بلدة دورو-كين شمالي بوركينا فاسو.", None, "BFA"),
        ("شن الطيران غارات على العاصمة صنعاء.", "Sanaa", "YEM"),
        ("نفذت مسيّرة إسرائيلية عدوانا جويا على بلدة الدوير.", "Doueir", "LBN"),
    ],
)
def test_where(event: EventOf, text: str, name: str | None, country: str) -> None:
    """Are names found in their other cases, joined by a hyphen, and beside the word for capital?"""
    place = event(text, "assault").place
    assert place is not None
    assert (place.name, place.country) == (name, country)


def test_near_a_country(event: EventOf) -> None:
    """Is what happened near a country not placed in it?"""
    assert event("قتل تسعة جنود في هجوم قرب مالي", "assault").place is None


@pytest.mark.parametrize(
    "text",
    [
        "قالت المنظمة في تقرير نشرته اليوم إن قوات الأمن تعاني نقصا في العتاد.",
        "قالت المنظمة إن فرقها استقبلت خمسين مصابا.",
        "هذا ما تنشره بعض القنوات عن القوات.",
    ],
)
def test_what_is_no_event(read: Read, text: str) -> None:
    """Are a report that is published and the wounded whom a hospital receives no deployment and no meeting?"""
    assert [e.type for e in read(text).events if e.type in ("mobilize", "consult")] == []


@pytest.mark.parametrize(
    ("text", "initiators", "targets"),
    [
        (
            "والغارة الثانية هي تلك التي شنتها القوات الروسية في 22 أكتوبر على سوق معرة النعمان.",
            ["القوات الروسية"],
            ["سوق معرة النعمان"],
        ),
        ("شنّت قوات الدعم السريع، بعد حصار طويل، هجوما على الطينة.", ["قوات الدعم السريع"], ["الطينة"]),
        ("تعرّض 14 مسعفا للضرب على أيدي مسلحين جنوبي الخرطوم.", ["مسلحين"], ["14 مسعفا"]),
        ("وقال إن الغارات التي تم شنها يوم 16 فبراير أصابت منزلا.", [], ["منزلا"]),
        ("تعرضت نقطة مراقبة مساء الجمعة لنيران مدفعية.", [], ["نقطة مراقبة"]),
        ("تم قصف مواقع المسلحين في درنة.", [], ["مواقع المسلحين"]),
        (
            "إن وحدات من القوات الخاصة بالتعاون مع الحلفاء والسكان شنّت هجوماً على مواقع الحركة.",
            ["وحدات من القوات الخاصة"],
            ["مواقع الحركة"],
        ),
        (
            "وأفاد بأن مجموعة من عناصرها هاجمت قوة من الجيش المالي مكونة من 30 آلية.",
            ["مجموعة من عناصرها"],
            ["قوة من الجيش المالي"],
        ),
        (
            "قام مسلحون بنصب كمين لقوات حفظ السلام، ما أدى إلى تدمير آليتين.",
            ["مسلحون"],
            ["قوات حفظ السلام"],
        ),
        ("استهدفت الغارة مخزنا تابعا لحزب الله في البقاع.", [], ["مخزنا تابعا لحزب الله"]),
        (
            "استهدف مسلحون سيارة تابعة للجيش الصومالي بعبوة ناسفة.",
            ["مسلحون"],
            ["سيارة تابعة للجيش الصومالي"],
        ),
        (
            "وكتبت النقابة في منشور أنه للأسبوع الرابع قصفت قوات النظام مدرسة نازحين في دوما.",
            ["قوات النظام"],
            ["مدرسة نازحين"],
        ),
        ("قصفت قوات الدعم السريع الأحياء الجنوبية والشرقية للفاشر.", ["قوات الدعم السريع"], ["الأحياء الجنوبية"]),
        ("استهدفت ضربة ثانية مماثلة في 14 من أغسطس وكرا آخر للإرهابيين.", [], ["وكرا آخر للإرهابيين"]),
        ("استهدفت مسيّرة قرابة العاشرة والربع صباحا سيارة عند مدخل البلدة.", [], ["سيارة"]),
        (
            "نشبت اشتباكات مسلحة على طريق المطار بين قوات حفتر وقوات حكومة الوفاق.",
            ["قوات حفتر", "قوات حكومة الوفاق"],
            [],
        ),
        ("قتل خمسة في غارة نفذتها طائرة روسية، استهدفت سوقا في معرة النعمان.", ["روسية"], ["سوقا"]),
        ("سقط قتلى وجرحى بنيران قوات الجيش اليمني.", ["قوات الجيش اليمني"], []),
        ("أضرم مستوطنون النار في مسجد بالقرية، وخطوا عبارات عنصرية على جدرانه.", ["مستوطنون"], ["مسجد"]),
    ],
)
def test_roles_past_what_stands_between(
    event: EventOf, told: Told, text: str, initiators: list[str], targets: list[str]
) -> None:
    """Are who and whom found past an aside, past `that which`, and after `was exposed to`?"""
    found = event(text, "assault")
    assert (told(found, "initiator"), told(found, "target")) == (initiators, targets)


@pytest.mark.parametrize(
    ("text", "country"), [("قتل المسلحون 12 نيجيريا في بورنو.", "NGA"), ("ذبح مسلحون 21 مصريا في سرت.", "EGY")]
)
def test_people_of_a_nation(event: EventOf, text: str, country: str) -> None:
    """Are people of whom only the nation is told neither its army nor its government?"""
    target = event(text, "assault").target[0]
    assert (target.kind, target.country) == ("other", country)


def test_captives_described_by_their_capture(event: EventOf, told: Told) -> None:
    """Are soldiers who `were kidnapped`, told by an active form without vowels, those taken and not the takers?"""
    found = event("وظهر في التسجيل الجنود الذين خطفوا أمس.", "coerce")
    assert (told(found, "initiator"), told(found, "target")) == ([], ["الجنود"])


@pytest.mark.parametrize(
    "text",
    [
        "اقتحمت قوات الاحتلال البلدة، ثم اعتقلت 11 فلسطينياً.",
        "داهمت قوات الاحتلال المنازل وفتشتها، ثم اعتقلت 11 فلسطينياً، بينهم طفلان.",
    ],
)
def test_then_they_arrested(read: Read, told: Told, text: str) -> None:
    """Does a verb after `then` keep the subject before it, and are those `among them` no object?"""
    found = [e for e in read(text).events if e.type == "coerce"][-1]
    assert (told(found, "initiator"), told(found, "target")) == (["قوات الاحتلال"], ["11 فلسطينياً"])


def test_all_of_them(read: Read) -> None:
    """Is `all of them` after those who were killed nobody whom they killed?"""
    found = read("وقتل المهاجمون الخمسة جميعا.").events
    assert [(e.type, [m.text for m in e.initiator]) for e in found] == [("casualty", [])]


def test_what_is_only_usual(read: Read) -> None:
    """Is what somebody usually claims no claim?"""
    found = read("لكن التنظيم غالبا ما يعلن مسؤوليته عن هجمات مماثلة تستهدف قوات الأمن.").events
    assert [e.type for e in found if e.type == "claim"] == []


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("وقال باحث اجتماعي في المدينة إن الأوضاع صعبة.", []),
        ("وكان للزلزال أثر سلبي على سكان المدينة.", []),
        ("تبنى تنظيم الدولة هجومي باريس وبروكسل.", ["claim", "assault"]),
        ("تفقد الوزير جرحى الزلزال في المستشفى.", ["consult"]),
        ("دمرت الدفاعات الجوية 29 مسيرة أطلقتها روسيا.", ["intercept", "assault"]),
    ],
)
def test_adjectives_in_i_are_no_deeds(text: str, types: list[str]) -> None:
    """An adjective is no dual in construct and no deed of mine; a visit is no loss; drones are stopped in the air."""
    assert [event.type for event in read_text(text, published="2024-05-10").events] == types


def test_shares_and_objects() -> None:
    """Whom most of the dead were did nothing; who stands in the oblique was killed by whoever acted before."""
    (event,) = read_text("أصيب ثمانية أشخاص، معظمهم من النساء، في الغارة.", published="2024-05-10").events
    assert not event.initiator
    events = read_text("داهم الجيش المنزل وقتل المطلوبين.", published="2024-05-10").events
    assert [(e.type, [m.text for m in e.initiator]) for e in events] == [("coerce", ["الجيش"]), ("assault", ["الجيش"])]
    (event,) = read_text("قصفت القوات حيا سكنيا في خاركيف.", published="2024-05-10").events
    assert [m.text for m in event.target] == ["حيا سكنيا"]


def test_a_body_and_what_it_declares() -> None:
    """A masculine noun after a feminine body is what the body declares, no part of its name."""
    (event,) = read_text(
        "أعلنت الحكومة الحداد الوطني بعد مقتل 37 مدنيا في هجوم على القرية.", published="2024-05-10"
    ).events
    assert [source.text for source in event.sources] == ["الحكومة"]


def test_what_a_car_is_laden_with() -> None:
    """Arms and ammunition that a vehicle carried when it was struck struck nobody."""
    (event,) = read_text("استهدفت القوات الجوية ست عربات محملة بالأسلحة والذخائر.", published="2024-05-10").events
    assert [weapon.kind for weapon in event.weapons] == ["aircraft"]


def test_what_is_not_ruled_out() -> None:
    """A ground attack that somebody does not rule out is spoken of as what may come."""
    (event,) = read_text("وقال إنه لا يستبعد هجوما بريا.", published="2024-05-10").events
    assert (event.type, event.modality) == ("assault", "alleged")
