"""Tolls taken up by a pronoun, joined over verbs, of named men, of a body found; totals beside them."""

from __future__ import annotations

import pytest

from khabar.pipeline import read_text

Tolls = list[tuple[str, int, int | None]]


@pytest.mark.parametrize(
    ("text", "type_", "tolls"),
    [
        ("لقي 22 مدنيا مصرعهم، كما فقد 7 آخرون، في هجوم وقع الأحد على قرية باراغي.", "assault",
         [("killed", 22, 22), ("missing", 7, 7)]),
        ("وذلك بعد يوم دام راح ضحيته 70 شخصا في تفجيرات ضربت بغداد.", "assault", [("killed", 70, 70)]),
        ("خسر الجيش 12 قتيلا و20 جريحا في معارك جنوب حلب.", "assault", [("killed", 12, 12), ("wounded", 20, 20)]),
        ("قتلت امرأة وطفلاها وأصيب زوجها في قصف على منزلهم في تعز.", "assault",
         [("killed", 3, 3), ("wounded", 1, 1)]),
        ("قالت القوات إنها قضت خلالها على 12 إرهابيا.", "assault", [("killed", 12, 12)]),
        ("عثرت الشرطة على جثة شاب مجهول الهوية قرب الخالص.", "casualty", [("killed", 1, 1)]),
        ("استهدفت طائرة مسيرة سيارة القيادي أبو محمد ما أدى إلى مقتله.", "assault", [("killed", 1, 1)]),
        ("استهدفت مسيرة ثلاثة شبان في بلدة عيتا ما أدى إلى مقتلهم.", "assault", [("killed", 3, 3)]),
        ("استهدفت مسيرة سفينة قبالة عدن ما أدى إلى إصابتها بأضرار.", "assault", []),
        ("قتل مدير المركز الإعلامي برصاص مسلحين.", "assault", [("killed", 1, 1)]),
    ],
)  # fmt: skip
def test_a_toll_goes_to_what_caused_it(text: str, type_: str, tolls: Tolls) -> None:
    """Is the toll whole, of the right harm, and with its happening?"""
    reading = read_text(text, published="2021-05-10")
    assert [e.type for e in reading.events] == [type_]
    assert [(c.harm, c.low, c.high) for c in reading.events[0].casualties] == tolls


@pytest.mark.parametrize(
    ("text", "tallies"),
    [
        ("بلغ عدد الهجمات التي استهدفت القوات الأمريكية 170 هجوما، 102 في العراق و67 في سوريا وواحد في الأردن.",
         [("attacks", 170, {"IRQ": 102, "SYR": 67, "JOR": 1})]),
        ("وبذلك يرتفع عدد الهجمات على السفن إلى 64 هجوما منذ نوفمبر.", [("attacks", 64, None)]),
        ("وبلغت خسائر العدو منذ انطلاق العمليات في 19 شباط 413 قتيلا و52 عجلة مفخخة.",
         [("killed", 413, None), ("other", 52, None)]),
        ("وثق المرصد مقتل 940 شخصا منذ صباح الأحد 13 تموز، هم 326 مقاتلا من الدروز و262 مدنيا و312 من عناصر وزارة"
         " الدفاع والأمن العام و40 من البدو.", [("killed", 940, None)]),
        ("قتل 1200 مدني هذا العام في إقليمي شمال كيفو وإيتوري.", [("killed", 1200, None)]),
        ("قتل خمسة مدنيين هذا العام في تفجير بحمص.", []),
        ("قتل خمسة من موظفينا في الأيام الأخيرة.", []),
    ],
)  # fmt: skip
def test_totals_are_told_with_their_parts_and_spans(
    text: str, tallies: list[tuple[str, int, dict[str, int] | None]]
) -> None:
    """Is a total read once and whole, by what it counts, and nothing else for one?"""
    reading = read_text(text, published="2025-07-20")
    assert [(t.counted, t.low, t.by_place or None) for t in reading.tallies] == tallies


@pytest.mark.parametrize(
    ("text", "tolls"),
    [
        ("وأوضح الناطق أن خسائر اللواء بلغت ستة قتلى نتيجة كمين ليل الأحد، وثلاثة قتلى نتيجة المعارك مع قوات فاغنر.",
         [[("killed", 6, 6)], [("killed", 3, 3)]]),
        ("إن سبعة مدنيين بينهم أطفال ونساء قتلوا جراء قصف بلدة الخيام.", [[("killed", 7, 7)]]),
        ("وذكر ناشطون أن مدنيا قتل وجرح ثلاثة آخرين نتيجة غارات على سرمين.", [[("killed", 1, 1), ("wounded", 3, 3)]]),
        ("وأضافت أن جنديا استشهد وأصيب آخر جراء انفجار عبوة ناسفة.", [[("killed", 1, 1), ("wounded", 1, 1)]]),
        ("قصفت الطائرات بلدة كفر زيتا ما أسفر عن جرح خمسة مدنيين، كما أصيبت امرأة بغارة على قرية ترملا.",
         [[("wounded", 5, 5)], [("wounded", 1, 1)]]),
        ("وأسفر الهجوم عن مقتل مدني ومنتسبين 2 من شرطة ديالى.", [[("killed", 1, 1), ("killed", 2, 2)]]),
        ("وأصيب الجنرال بإصابات بليغة إثر استهداف سيارته بعبوة ناسفة.", [[("wounded", 1, 1)]]),
        ("قال شرطي إن سيارة ملغومة انفجرت في شارع مزدحم، ما أسفر عن سقوط ثلاثة قتلى وإصابة ثمانية.",
         [[("killed", 3, 3), ("wounded", 8, 8)]]),
        ("قال الحاكم إن شخصين قتلا وأصيب 19 آخرون في قصف روسي على مدينة خاركيف.",
         [[("killed", 2, 2), ("wounded", 19, 19)]]),
        ("وأسفرت غارة على بلدة حارة صيدا عن مقتل ثلاثة، بعد أقل من أسبوع على غارة أدت إلى مقتل خمسة.",
         [[("killed", 3, 3)], [("killed", 5, 5)]]),
        ("قصف تركي على شاحنة في زاخو أدى في حصيلة أخيرة إلى سقوط قتيل وإصابة ثمانية بحروق.",
         [[("killed", 1, 1), ("wounded", 8, 8)]]),
        ("وقالت المنظمة إن عدد القتلى في إدلب وحلب، بلغ اليوم الجمعة، 6 مدنيين.", [[("killed", 6, 6)]]),
    ],
)  # fmt: skip
def test_each_toll_has_its_cause(text: str, tolls: list[Tolls]) -> None:
    """Do tolls told side by side go each to its own happening, with all whom they tell of?"""
    reading = read_text(text, published="2020-01-12")
    assert [[(c.harm, c.low, c.high) for c in event.casualties] for event in reading.events] == tolls


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("قال مصدر إن شرطيا وثلاثة مدنيين قتلوا في هجوم على حاجز.", [("killed", 1, 1), ("killed", 3, 3)]),
        (
            "قال الجيش إن جنديين قتلا وأصيب ستة يوم الأحد حين انفجر لغم في آليتهم.",
            [("killed", 2, 2), ("wounded", 6, 6)],
        ),
        ("قتل هجوم انتحاري على سوق البلدة تسعة مدنيين.", [("killed", 9, 9)]),
        (
            "اجتاح مقاتلو الحركة القرية، حيث قتل ما لا يقل عن 30 شخصا وأصيب عشرة.",
            [("killed", 30, None), ("wounded", 10, 10)],
        ),
    ],
)
def test_lists_and_verbs(text: str, wanted: Tolls) -> None:
    """Are those who open a list counted, and what came of it at the place that was struck?"""
    found = next(e for e in read_text(text, published="2024-01-23").events if e.type == "assault").casualties
    assert [(c.harm, c.low, c.high) for c in found] == wanted


def test_a_figure_of_somebody_else() -> None:
    """Is a toll told from another source a happening of its own, and no report of injuries nobody's?"""
    found = read_text("قالت الوزارة إن الغارات دمرت خمسة مخازن، بينما قال المرصد إن 22 مقاتلا لقوا حتفهم.").events
    assert [(e.type, [c.low for c in e.casualties]) for e in found] == [("assault", []), ("casualty", [22])]
    none = read_text("وأضاف أنه لا توجد تقارير حالية عن إصابات بين أفراد القوة.").events
    assert [[(c.low, c.high) for c in e.casualties] for e in none] == [[(0, 0)]]
