"""Tolls: who was harmed, how, and how many."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Event, Reading

EventOf = Callable[..., Event]
Toll = tuple[str, str, int, int | None]


def tolls(found: Event) -> list[Toll]:
    return [(toll.harm, toll.who, toll.low, toll.high) for toll in found.casualties]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "قُتل خمسة جنود وأصيب ثلاثة آخرون في انفجار عبوة ناسفة.",
            [("killed", "military", 5, 5), ("wounded", "unknown", 3, 3)],
        ),
        (
            "أسفر الهجوم عن مقتل جنديين وإصابة 4 آخرين.",
            [("killed", "military", 2, 2), ("wounded", "unknown", 4, 4)],
        ),
        ("أصيب نحو 12 مدنيا بجروح في قصف استهدف سوقا.", [("wounded", "civilians", 12, 12)]),
        ("قتل ما لا يقل عن عشرين مسلحا في الغارة.", [("killed", "armed_group", 20, None)]),
        ("سقط عشرات القتلى في تفجير وسط كابل.", [("killed", "unknown", 20, None)]),
        ("قتلت القوات الإسرائيلية فلسطينيين اثنين في جنين.", [("killed", "unknown", 2, 2)]),
        ("قتل متعاقد مدني في هجوم بمسيرة.", [("killed", "civilians", 1, 1)]),
        ("قتل مدنيون في قصف على السوق.", [("killed", "civilians", 2, None)]),
        ("قتل ٣ جنود في الهجوم.", [("killed", "military", 3, 3)]),
    ],
)
def test_a_toll(event: EventOf, text: str, wanted: list[Toll]) -> None:
    """Is each count read with its harm, its people and its hedge: digits, words, dual, singular, bare plural?"""
    assert tolls(event(text)) == wanted


def test_a_part_is_not_counted_again(event: EventOf) -> None:
    """Are the children among the dead not added to them?"""
    text = "قُتل ثمانية أشخاص، بينهم ثلاثة أطفال، في قصف على مدرسة."
    assert tolls(event(text, "assault")) == [("killed", "unknown", 8, 8)]


def test_no_harm_is_nought(event: EventOf) -> None:
    """Is a denied toll 0 to 0 of the attack, which is not denied itself?"""
    found = event("لم يسفر الهجوم عن سقوط قتلى.", "assault")
    assert tolls(found) == [("killed", "unknown", 0, 0)]
    assert found.modality == "asserted"


def test_the_dead_prove_a_hit(event: EventOf) -> None:
    """Does an attack with dead or wounded count as one that reached its target?"""
    assert event("قُتل خمسة جنود في قصف على معسكر.", "assault").outcome == "hit"


def test_a_toll_alone_is_a_happening(event: EventOf) -> None:
    """Is a death told without a use of force a casualty?"""
    found = event("توفي جندي متأثرا بجروحه.")
    assert found.type == "casualty"
    assert tolls(found) == [("killed", "military", 1, 1)]


@pytest.mark.parametrize("text", ["قتل الوقت في المقاهي عادة قديمة.", "بلغت خسائر الشركة 20 مليون دولار."])
def test_no_toll(read: Callable[[str], object], text: str) -> None:
    """Are figures of speech and money no toll?"""
    reading = read(text)
    assert [toll for one in reading.events for toll in one.casualties] == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("إصابة طفلة برصاص قناص في تعز.", [("wounded", "civilians", 1, 1)]),
        ("مقتل جندي من وحدة الهندسة برصاص مسلحين.", [("killed", "military", 1, 1)]),
        ("أصيب ثلاثة مدنيين بالرصاص الحي عند الحاجز.", [("wounded", "civilians", 3, 3)]),
    ],
)
def test_bullets_are_the_use_of_force(event: EventOf, text: str, wanted: list[Toll]) -> None:
    """Is harm by somebody's bullets the toll of a use of force, whatever words stand between the two?"""
    found = event(text, "assault")
    assert tolls(found) == wanted
    assert len(found.target) == 1


def test_held_people_are_no_toll(event: EventOf) -> None:
    """Are prisoners of war a toll, and people abducted none?"""
    assert tolls(event("أسرت القوات الأوكرانية 15 جنديا روسيا في كورسك.")) == [("captured", "military", 15, 15)]
    assert tolls(event("اختطف مسلحون 20 طالبا من مدرسة في كادونا.")) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("إصابة ضابط وثلاثة جنود في انفجار عبوة ناسفة شمال بغداد.", [("wounded", 1, 1), ("wounded", 3, 3)]),
        ("أسفرت الغارة عن مقتل شخصين وإصابة ثالث.", [("killed", 2, 2), ("wounded", 1, 1)]),
        ("قصفت مقاتلات منزلا، مما تسبب بمقتل أم وطفلتيها.", [("killed", 3, 3)]),
        ("اغتال مسلحون ضابطا واثنين من مرافقيه.", [("killed", 1, 1), ("killed", 2, 2)]),
        ("أسفر الهجوم عن سقوط مئات القتلى والجرحى.", [("killed", 0, None)]),
        ("سقط خمسون بين قتيل وجريح في الاشتباكات.", [("killed", 0, 50)]),
        ("هاجم مسلحون الحافلة من دون أن يصاب أحد بأذى.", [("wounded", 0, 0)]),
        ("تعرضت ناقلة لهجوم بصاروخ ولم يصب أي من أفراد الطاقم.", [("wounded", 0, 0)]),
        ("دمر المقاتلون دبابة وقتلوا طاقمها.", [("killed", 2, None)]),
        ("أودى انفجار لغم بحياة راعيين في البادية.", [("killed", 2, 2)]),
        ("انفجرت سيارة مفخخة فقتلت أربعة أشخاص وأصابت عشرين.", [("killed", 4, 4), ("wounded", 20, 20)]),
        ("لقي سبعة أشخاص مصرعهم وأصيب عشرة جراء سقوط قذيفة.", [("killed", 7, 7), ("wounded", 10, 10)]),
        ("لقي 40 جنديا حتفهم عندما وقعت قافلتهم في كمين.", [("killed", 40, 40)]),
        ("وقتل في الهجوم أيضا طفلان.", [("killed", 2, 2)]),
        ("أطلق قناص النار على سيارة وما في إصابات.", [("wounded", 0, 0)]),
    ],
)
def test_victims_of_a_use_of_force(event: EventOf, text: str, wanted: list[tuple[str, int, int | None]]) -> None:
    """Are lists, kin, crews, both together, one more, nobody, and lives taken all given to the use of force?"""
    assert sorted((t.harm, t.low, t.high) for t in event(text, "assault").casualties) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "أصيبت السفينة إصابة بليغة.",
        "أغرق الحوثيون سفينتين في البحر الأحمر.",
        "أعرب المنسق عن تعازيه لأسر الضحايا.",
        "حذر الوزير من خشية مقتل مدنيين في أي هجوم.",
        "هدد بقتل مئة جندي.",
    ],
)
def test_nobody_harmed(read: Callable[[str], Reading], text: str) -> None:
    """Are hits of ships, families of victims, and deaths that are only feared or threatened no toll?"""
    assert not [t for e in read(text).events for t in e.casualties]


def test_a_total_that_rose(event: EventOf) -> None:
    """Is the higher figure the total, and one that still lasts no denial?"""
    assert [(t.low, t.high) for t in event("ارتفعت حصيلة القتلى من 12 إلى 19.").casualties] == [(19, 19)]
    assert [(t.low, t.high) for t in event("لا يزال 20 شخصا في عداد المفقودين.").casualties] == [(20, 20)]
    assert [(t.low, t.high) for t in event("ارتفاع عدد قتلى التفجير في إسلام آباد إلى 33.").casualties] == [(33, 33)]


def test_another_figure_is_a_toll_apart(read: Callable[[str], Reading]) -> None:
    """Is another speaker's figure of the same dead a casualty of its own, and the first the attack's?"""
    found = read("قتل 47 جنديا في كمين قرب غونيري، فيما تحدثت بيانات محلية عن 70 قتيلا.").events
    assert [(e.type, [t.low for t in e.casualties]) for e in found] == [("assault", [47]), ("casualty", [70])]


def test_no_reports_are_no_denial(read: Callable[[str], Reading]) -> None:
    """Is it left open whether there were dead where no reports of them came?"""
    found = read("ردت الفصائل بإطلاق صواريخ على معسكر، ولم ترد معلومات عن خسائر.").events
    assert not [t for e in found for t in e.casualties]
