"""Tallies and strengths: running totals, and forces that stand somewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Reading

Read = Callable[[str], Reading]


def test_a_total_with_its_parts(read: Read) -> None:
    """Are total, parts, span and source of a tally read?"""
    (tally,) = read(
        "تعرضت القوات الأميركية إلى 27 هجوما منذ 17 أكتوبر، منها 16 في العراق و11 في سوريا، وفق البنتاغون."
    ).tallies
    assert (tally.counted, tally.low, tally.high) == ("attacks", 27, 27)
    assert tally.by_place == {"IRQ": 16, "SYR": 11}
    assert tally.start == "2023-10-17"
    assert [source.text for source in tally.sources] == ["البنتاغون"]


def test_parts_without_a_total(read: Read) -> None:
    """Is the sum the total where only the parts are told?"""
    (tally,) = read("تعرضت القواعد للهجوم 12 مرة في العراق و4 مرات في سوريا خلال الأسبوع الماضي.").tallies
    assert (tally.low, tally.by_place) == (16, {"IRQ": 12, "SYR": 4})


def test_parts_stay_as_written(read: Read) -> None:
    """Are parts that do not add up kept as the text gives them?"""
    (tally,) = read("نفذت الفصائل 23 هجوما منذ 17 أكتوبر، 14 في العراق و3 في سوريا.").tallies
    assert (tally.low, tally.by_place) == (23, {"IRQ": 14, "SYR": 3})


def test_at_least(read: Read) -> None:
    """Is a total with a lower bound left open above?"""
    (tally,) = read("تعرضت القوات للهجوم 151 مرة على الأقل منذ 17 أكتوبر.").tallies
    assert (tally.low, tally.high) == (151, None)


def test_the_dead_of_a_campaign(read: Read) -> None:
    """Is a toll since a day a running total?"""
    (tally,) = read("قتل أكثر من 8300 شخص في غزة منذ 7 أكتوبر، وفق وزارة الصحة.").tallies
    assert (tally.counted, tally.low, tally.high, tally.start) == ("killed", 8300, None, "2023-10-07")


def test_a_count_without_a_span_is_no_tally(read: Read) -> None:
    """Are two strikes of one night a happening, not a total?"""
    reading = read("شنت الطائرات غارتين على مواقع في حمص.")
    assert reading.tallies == ()
    assert [event.type for event in reading.events] == ["assault"]


def test_forces_that_stand(read: Read) -> None:
    """Are the forces of one state in two countries two strengths?"""
    found = read("وللولايات المتحدة نحو 900 جندي في سوريا و2500 جندي في العراق.").strengths
    assert [(s.low, s.high, s.country, s.place) for s in found] == [
        (900, 900, "USA", "SYR"),
        (2500, 2500, "USA", "IRQ"),
    ]


def test_forces_that_move_are_no_strength(read: Read) -> None:
    """Is a deployment a happening, not a standing number?"""
    reading = read("أرسلت واشنطن 900 جندي إلى الشرق الأوسط.")
    assert reading.strengths == ()
    assert [event.type for event in reading.events] == ["mobilize"]


@pytest.mark.parametrize(
    "text",
    [
        "في أعنف هجوم منذ عام، قتل تسعة جنود في تفجير قرب كيدال.",
        "قتل أربعة شرطيين في الكمين، وهو الأكثر دموية منذ 2021.",
        "شنت الطائرات خلال الساعات الماضية ست غارات على المدينة.",
        "لا يزال خمسة من عمال الإغاثة محتجزين منذ ديسمبر 2019.",
    ],
)
def test_no_total(read: Read, text: str) -> None:
    """Is a stretch that measures a superlative, some hours or a state that lasts no span of a count?"""
    assert not read(text).tallies


@pytest.mark.parametrize(
    ("text", "counted", "low"),
    [
        ("دمرت القوات 40 دبابة روسية خلال الأيام الثلاثة الماضية.", "other", 40),
        ("تعرضت 34 سفينة لهجمات في البحر الأحمر منذ نوفمبر.", "attacks", 34),
        ("استهدفت المقاومة 9 دبابات خلال 48 ساعة.", "attacks", 9),
        ("تعرضت بلدة العديسة منذ الصباح لأكثر من 45 قذيفة.", "launched", 45),
        ("أحصت الأمم المتحدة 160 هجوما على المدارس خلال عام 2023.", "attacks", 160),
        ("سجل المرصد 45 خرقا للهدنة خلال 24 ساعة.", "attacks", 45),
        ("لجأ أكثر من نصف مليون شخص إلى تشاد منذ أبريل.", "displaced", 500_000),
        ("فر نحو 100 ألف أرميني من الإقليم.", "displaced", 100_000),
        ("وأجبرت المعارك أزيد من 100 ألف شخص على النزوح.", "displaced", 100_000),
    ],
)
def test_what_a_total_counts(read: Read, text: str, counted: str, low: int) -> None:
    """Are totals of things struck, destroyed, fired and recorded, and of people driven out, told from each other?"""
    assert [(t.counted, t.low) for t in read(text).tallies] == [(counted, low)]


def test_a_total_is_no_happening(read: Read) -> None:
    """Is the running total of the dead a tally alone, and the toll of the raids that is told with its rise both?"""
    assert not read("وقُتل أكثر من 600 من أفراد الأمن منذ يوليو 2013.").events
    both = read("ارتفعت حصيلة الغارات منذ الاثنين إلى 103 قتلى.")
    assert [t.low for t in both.tallies] == [t.low for e in both.events for t in e.casualties] == [103]


def test_parts_by_town(read: Read) -> None:
    """Are the parts of a total by town kept under the names that the packs have, number or place first?"""
    (tally,) = read("بلغ عدد شهداء اليوم 60 شهيدا: 34 في حلب، و14 في حمص، و12 في درعا.").tallies
    assert tally.by_place == {"Aleppo": 34, "Homs": 14, "Daraa": 12}
    assert (tally.start, tally.end) == ("2024-01-23", "2024-01-23")
    (tally,) = read("2000 نازح: نيجيريا (1200) وتشاد (800).").tallies
    assert tally.by_place == {"NGA": 1200, "TCD": 800}


def test_since_a_date_and_since_the_war(read: Read) -> None:
    """Does `since that date` run from the date before it, and `since the war began` from the war that is named?"""
    (tally,) = read("شن حفتر هجومه في 4 أبريل 2019، وخلفت المعارك منذ ذلك التاريخ ألف قتيل.").tallies
    assert tally.start == "2019-04-04"
    (tally,) = read("وقتل أكثر من 12 ألف شخص منذ اندلاع الحرب في السودان بين الجيش والدعم السريع.").tallies
    assert (tally.start, tally.end) == ("2023-04-15", "2024-01-23")


@pytest.mark.parametrize(
    ("text", "counted", "low", "start", "end"),
    [
        ("قتل 15 صحافيا في أفغانستان خلال عام 2020.", "killed", 15, "2020-01-01", "2020-12-31"),
        ("وثقت الشبكة مقتل 312 شخصا خلال شهر آب الماضي.", "killed", 312, "2023-08-01", "2023-08-31"),
        ("قتل 540 مدنيا في الأشهر الثلاثة الأولى من عام 2023.", "killed", 540, "2023-01-01", "2023-03-31"),
        ("وقعت 19 حادثة إطلاق نار في المدينة منذ مطلع العام.", "attacks", 19, "2024-01-01", "2024-01-23"),
        ("سجل شهر آب الماضي مقتل 65 مدنيا، منهم 12 طفلا.", "killed", 65, "2023-08-01", "2023-08-31"),
        ("حصيلة ضحايا ديسمبر في العراق: 112 قتيلا.", "killed", 112, "2023-12-01", "2023-12-31"),
        ("هذا ثالث هجوم على القاعدة خلال أسبوع.", "attacks", 3, "2024-01-16", "2024-01-23"),
        ("سقط 320 قتيلا منذ بداية المعارك قبل أسبوعين.", "killed", 320, "2024-01-09", "2024-01-23"),
    ],
)
def test_tolls_over_a_part_of_a_year(read: Read, text: str, counted: str, low: int, start: str, end: str) -> None:
    """Is a toll over a month, a quarter or a year a running total over it?"""
    (tally,) = read(text).tallies
    assert (tally.counted, tally.low, tally.start, tally.end) == (counted, low, start, end)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("وبذلك ارتفع إلى 62 عدد الغارات منذ مطلع الشهر.", [("strikes", 62)]),
        ("وثق المركز يوم أمس الأحد مقتل 41 شخصا في أنحاء البلاد.", [("killed", 41)]),
        ("مقتل 31 شخصا في هجمات متفرقة في العراق.", [("killed", 31)]),
        ("مقتل 31 شخصا في هجوم على مسجد.", []),
        (
            "ومنذ تشرين الأول قتل في لبنان 278 شخصا، مقابل عشرة جنود وستة مدنيين في إسرائيل.",
            [("killed", 278), ("killed", 16)],
        ),
        ("وبذلك ارتفع عدد الذين استشهدوا منذ مطلع العام إلى 368.", [("killed", 368)]),
        ("ارتفع عدد المعتقلين منذ السبت إلى 560.", [("arrested", 560)]),
    ],
)
def test_totals_told_in_other_ways(read: Read, text: str, wanted: list[tuple[str, int]]) -> None:
    """Are totals told after their figure, of one day, of scattered attacks and of the other side read as such?"""
    assert [(tally.counted, tally.low) for tally in read(text).tallies] == wanted


def test_the_toll_of_a_campaign_by_its_name(read: Read) -> None:
    """Is the toll of an aggression a total though no day is told, and that of one attack none?"""
    assert [t.low for t in read("83 شهيدا و487 جريحا حصيلة العدوان على غزة").tallies] == [83, 487]
    assert not read("ارتفعت حصيلة الهجوم على المسجد إلى 83 قتيلا.").tallies
    (tally,) = read("أطلقت الجماعة منذ عام 2015 ما مجموعه 430 صاروخا باليستيا على المدينة.").tallies
    assert (tally.counted, tally.low, tally.high) == ("launched", 430, 430)
