"""Tolls in lists, turns of phrase and headings: who is counted with whom, and what is not counted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Event, Reading

EventOf = Callable[..., Event]
ReadingOf = Callable[..., Reading]
Count = tuple[str, int, int | None]


def counts(events: tuple[Event, ...]) -> list[Count]:
    return sorted(
        ((t.harm, t.low, t.high) for event in events for t in event.casualties), key=lambda c: (c[0], c[1], c[2] or -1)
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("لقي سائق شاحنة مصرعه وجرح مساعده في كمين نصبه مسلحون.", [("killed", 1, 1), ("wounded", 1, 1)]),
        ("نجا قائد الشرطة من محاولة اغتيال قتل فيها اثنان من حراسه.", [("killed", 2, 2)]),
        ("انفجار في سوق بمقديشو قتل فيه عشرة أشخاص.", [("killed", 10, 10)]),
        ("راح ضحية التفجير أكثر من ثلاثين شخصا.", [("killed", 30, None)]),
        ("اغتال مجهولون ضابطا في الاستخبارات وحارسه الشخصي في عدن.", [("killed", 1, 1), ("killed", 1, 1)]),
        ("أحصى المرصد مقتل 22 عنصرا من قوات النظام و6 من التنظيم.", [("killed", 6, 6), ("killed", 22, 22)]),
        ("سقط 13 جنديا بين قتيل وجريح في كمين.", [("killed", 0, 13)]),
        ("خسر الجيش 12 من جنوده في كمين قرب ميناكا.", [("killed", 12, 12)]),
        ("فقدت القوات النيجرية 17 جنديا في هجوم على موقعها.", [("killed", 17, 17)]),
        ("فقد سبعة صيادين بعد غرق قاربهم بنيران زورق حربي.", [("missing", 7, 7)]),
        ("طعن رجل أربعة أشخاص في محطة قطار.", [("wounded", 4, 4)]),
        ("قتل في الهجوم عشرة أشخاص هم سبعة مدنيين وثلاثة من رجال الشرطة.", [("killed", 3, 3), ("killed", 7, 7)]),
        ("12 قتيلا بينهم طفلان و25 جريحا في قصف على المدينة.", [("killed", 12, 12), ("wounded", 25, 25)]),
        ("اختطف مسلحون 30 تلميذا في كادونا وقتلوا حارسا.", [("killed", 1, 1)]),
        ("تمكنت مفرزة من القضاء على إرهابيين اثنين قرب الحدود.", [("killed", 2, 2)]),
        ("قصفت طائرة منزلا، ما أدى إلى مقتل امرأة وطفليها.", [("killed", 3, 3)]),
    ],
)
def test_counts_told_together(read: ReadingOf, text: str, wanted: list[Count]) -> None:
    """Are lists, further victims, both together, one's own men and those told apart by side counted once each?"""
    assert counts(read(text).events) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("قتيل وجريحان بإطلاق نار في طرابلس", [("killed", 1, 1), ("wounded", 2, 2)]),
        ("شهيد وثلاث إصابات خلال اقتحام مخيم بلاطة", [("killed", 1, 1), ("wounded", 3, 3)]),
        ("مذبحة في قرية شمال البلاد", []),
    ],
)
def test_a_heading_without_a_verb(read: ReadingOf, text: str, wanted: list[Count]) -> None:
    """Is one who was harmed counted where a heading begins with him, and a massacre no person?"""
    assert counts(read(text).events) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "سقطت قذائف على البلدة دون معرفة حجم الخسائر.",
        "شنت الطائرات غارتين من دون أن تشير الوكالة إلى خسائر.",
        "دارت اشتباكات عنيفة دون معلومات عن خسائر بشرية.",
        "لم ترد معلومات عن سقوط ضحايا في القصف على المدينة.",
    ],
)
def test_what_nobody_knows_is_no_toll(read: ReadingOf, text: str) -> None:
    """Is harm of which nothing is known neither nought nor a happening of its own?"""
    found = read(text).events
    assert counts(found) == []
    assert [event.type for event in found] == ["assault"]


def test_the_fall_of_shells_and_regimes_harms_nobody(read: ReadingOf) -> None:
    """Do people told after the fall of something else keep their own harm?"""
    assert counts(read("أدى سقوط القذيفة إلى جرح ثلاثة عمال.").events) == [("wounded", 3, 3)]
    assert counts(read("عاد السكان بعد سقوط حكم صدام حسين.").events) == []


def test_no_dead_and_no_wounded_are_one_denial(event: EventOf) -> None:
    """Are injuries and deaths that are denied together told once, as no dead?"""
    found = event("أصابت مسيرة مستودعا دون وقوع إصابات أو وفيات.", "assault")
    assert [(t.harm, t.low, t.high) for t in found.casualties] == [("killed", 0, 0)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("- طفل بانفجار لغم في ريف دير الزور.", [("killed", 1, 1)]),
        ("شاب برصاص مجهولين في مدينة طفس.", [("killed", 1, 1)]),
        ("- (3) من عناصر الشرطة بهجوم مسلح غرب الرمادي.", [("killed", 3, 3)]),
        ("عشرات المستوطنين في اقتحام جديد للمسجد الأقصى", []),
        ("مسلحون بهجوم على مقر للشرطة في كويتا", []),
    ],
)
def test_a_line_of_a_list_without_a_verb(read: ReadingOf, text: str, wanted: list[Count]) -> None:
    """Did those with whom a line begins fall in the use of force after them, fighters who make the attack left out?"""
    assert counts(read(text).events) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("وقُتل أفراد طاقم طبي، وعددهم عشرة، في هجوم على عيادتهم.", [("killed", 10, 10)]),
        ("استقبل المستشفى جرحى توفي ستة منهم متأثرين بجراحهم.", [("killed", 6, 6), ("wounded", 2, None)]),
        ("أشارت حصيلة أولية للقصف إلى 11.", [("killed", 11, 11)]),
        ("فقد أمر وزير الدفاع بنشر القوات.", []),
        ("ارتكب المسلحون 25 مجزرة في المنطقة.", []),
        ("وإن أحد الصاروخين أصاب مبنى خاليا.", []),
    ],
)
def test_how_many_they_were(read: ReadingOf, text: str, wanted: list[Count]) -> None:
    """Are counts told after the people, of part of them, and by the bare figure of a toll read, and others left out?"""
    assert counts(read(text).events) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("قتل أحد عشر من الرعاة على يد مسلحين في مالي، وفي النيجر هاجم رجال دورية.", [1, 0]),
        ("أدان الوزير الهجوم الذي استهدف أمس الحقل، وأدى إلى سقوط أربعة قتلى.", [0, 1]),
        ("قصفت الكتائب موقعا في عسقلان، واعترف الجيش بإصابة جنديين.", [0, 1]),
        ("ارتفعت حصيلة الغارة إلى سبعة قتلى بعد وفاة جريحين.", [1, 1]),
        ("وفي اليوم الأول من الهجوم قُتل تسعة عمال حين هاجم مسلحون العيادة.", [1]),
    ],
)
def test_whose_toll_it_is(read: ReadingOf, text: str, wanted: list[int]) -> None:
    """Does each happening of the sentence have the toll that it caused, and no other?"""
    assert [len(event.casualties) for event in read(text).events] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("شن الطيران غارتين على البلدة، فسقط ستة شهداء وعشرات الجرحى.", [("killed", 6, 6), ("wounded", 20, None)]),
        ("أدى القصف إلى مقتل جنديين أمريكيين ومجندة بريطانية.", [("killed", 1, 1), ("killed", 2, 2)]),
        ("قتلت قذيفة أسرة كاملة مكونة من أربعة أفراد.", [("killed", 4, 4)]),
        ("أصابت الغارة برجا دون أن يبلغ عن وقوع إصابات.", [("wounded", 0, 0)]),
        ("تقيم في الحي مئات الأسر النازحة التي هربت من القصف.", []),
        ("استشهدت المواطنة رنا علي (26 عاما) وزوجها وأطفالهما الأربعة جراء قصف منزلهم.", [("killed", 6, 6)]),
        ("اغتال مسلحون مجهولون يستقلون سيارتين موظفا في وزارة النفط.", [("killed", 1, 1)]),
        ("قُتل 38 مدنيا في القصف، إضافة إلى 81 من المقاتلين.", [("killed", 38, 38), ("killed", 81, 81)]),
    ],
)
def test_victims_described(read: ReadingOf, text: str, wanted: list[Count]) -> None:
    """Are victims told with ages, by their family, beside others and after their killers read, with their own harm?"""
    assert counts(read(text).events) == wanted
