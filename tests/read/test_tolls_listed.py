"""Tolls of lists, of parts of people, of two verbs, of those who died over a span."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Reading

Read = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "قال مسؤول إن خمسة من مقاتلي الحوثي وأربعة من جنود الجيش قتلوا في اشتباكات غربي مأرب.",
            [("killed", 5), ("killed", 4)],
        ),
        ("استقبل المستشفى جثث ستة جنود وثلاثة من مقاتلي الحشد.", [("killed", 6), ("killed", 3)]),
        (
            "قال البيان إن جنديا برتبة عريف قُتل وأصيب ثلاثة من رفاقه جراء انفجار عبوة ناسفة.",
            [("killed", 1), ("wounded", 3)],
        ),
        ("أسفر الهجوم عن مقتل خمسة من المهربين وإصابة عدد منهم.", [("killed", 5), ("wounded", 2)]),
        ("قال الطبيب إن الأربعة الآخرين سقطوا صباح اليوم في اشتباك مع القوات.", [("killed", 4)]),
        ("قصفت المدفعية أطراف القرية من دون وقوع إصابات بشرية.", [("wounded", 0)]),
        ("اتهم الجيش القوات الإثيوبية بإعدام سبعة جنود أسرى.", [("killed", 7)]),
        ("قنص مسلحون طفلة في حي الروضة فأردوها قتيلة.", [("killed", 1)]),
        ("هاجم مسلحون حاجزا ما أدى لمقتل جندي وجرح آخرين.", [("killed", 1), ("wounded", 2)]),
        ("قتلى من الجيش بهجوم لخلايا التنظيم شرق دير الزور.", [("killed", 2)]),
        ("كثير من المصابين توفوا لعدم توافر الدم.", [("killed", 2)]),
        ("وقال العمدة إن سبعة أشخاص لا يزالون تحت الأنقاض.", [("missing", 7)]),
        ("وقالت الشبكة إن من بين القتلى خمس نساء وثلاثة أطفال.", [("killed", 5), ("killed", 3)]),
        ("وكان من بين الجرحى ثلاثة نواب في البرلمان.", [("wounded", 3)]),
        ("قتل عشرة مدنيين في الغارة، بين القتلى طفلان.", [("killed", 10)]),
    ],
)
def test_tolls(read: Read, text: str, wanted: list[tuple[str, int]]) -> None:
    """Is each of those told together counted, as what befell them?"""
    assert [(c.harm, c.low) for e in read(text).events for c in e.casualties] == wanted


def test_nobody_is_harmed(read: Read) -> None:
    """Do an inspection, an answer that was not given and unknown killers harm nobody?"""
    for text in (
        "تفقد رئيس الأركان الوحدات الأمامية والتقى المصابين.",
        "لم يرد الجيش على أسئلة الوكالة.",
        "اغتال مجهولون يستقلون سيارة «أوبل» العقيد صباح حسن.",
    ):
        assert not any(c.low or c.high for e in read(text).events for c in e.casualties if c.text != "العقيد صباح حسن")


def test_what_a_war_has_cost(read: Read) -> None:
    """Is the cost of a war a running total since its outbreak, and no toll of the outbreak?"""
    told = read("واندلعت الحرب بين الجيش والدعم السريع في 15 أبريل 2023، وأوقعت آلاف القتلى.")
    assert not any(e.casualties for e in told.events)
    assert [(t.low, t.start) for t in told.tallies] == [(2000, "2023-04-15")]


def test_whose_number_is(read: Read) -> None:
    """Does `the number of them is put at` tell a strength, and reinforcements none?"""
    assert [s.low for s in read("ويقدر عدد المستشارين الأمريكيين في العراق بنحو 3000 عسكري.").strengths] == [3000]
    assert not read("واستقدم الجيش السوري تعزيزات تضم 200 مقاتل إلى تدمر.").strengths


def test_second_figures_and_ordinals(read: Read) -> None:
    """Are the second figure of a total, targets raided and the fifth missile counted as what they are?"""
    both = read("بلغ عدد ما اعترضته الدفاعات منذ بداية العام أكثر من 180 طائرة مسيّرة و48 صاروخا باليستيا.").tallies
    assert [(t.counted, t.low) for t in both] == [("intercepted", 180), ("intercepted", 48)]
    raided = read("أغار سلاح الجو منذ الصباح على أكثر من 280 هدفا للحزب.").tallies
    assert [t.low for t in raided] == [280]
    fifth = read("هذا هو الصاروخ الخامس الذي يطلقه الحوثيون على السعودية منذ بداية العام.").tallies
    assert [(t.counted, t.low) for t in fifth] == [("launched", 5)]
