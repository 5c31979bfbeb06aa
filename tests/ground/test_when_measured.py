"""Days that measure a happening, that open it, and that are yet to come."""

from __future__ import annotations

import pytest

from khabar.model.records import Event
from khabar.pipeline import read_text

DAY = "2024-11-20"
"""A Wednesday."""


def event_of(text: str, trigger: str) -> Event:
    """The event at a trigger."""
    return next(event for event in read_text(text, published=DAY).events if event.trigger == trigger)


@pytest.mark.parametrize(
    ("text", "trigger", "start", "end"),
    [
        # what is counted has the run, what happened on its day the day
        ("وفي اليوم الخامس من الهجوم على حلب، سيطرت الفصائل على بلدة تل رفعت.", "الهجوم", "2024-11-16", DAY),
        ("وفي اليوم الخامس من الهجوم على حلب، سيطرت الفصائل على بلدة تل رفعت.", "سيطرت", DAY, DAY),
        ("سقط ثلاثة قتلى في ثاني أيام الاقتتال بين الفصيلين في إدلب.", "الاقتتال", "2024-11-19", DAY),
        ("دخل القصف على حي الدرج في غزة يومه الـ88.", "القصف", "2024-08-25", DAY),
        # how long it lasted is told of the noun before it alone
        ("سيطر الجيش على بلدة أم روابة بعد معارك استمرت أربعة أيام.", "معارك", "2024-11-17", DAY),
        ("سيطر الجيش على بلدة أم روابة بعد معارك استمرت أربعة أيام.", "سيطر", DAY, DAY),
        ("قُتل جنديان في اشتباكات استمرت ثلاث ساعات في سنار.", "اشتباكات", DAY, DAY),
        ("ودخل الهجوم على مدينة طرابلس أسبوعه الخامس.", "الهجوم", "2024-10-23", DAY),
        # what broke out on a day went on until another
        ("بدأت الاشتباكات مساء الأحد واستمرت حتى فجر الثلاثاء في سرت.", "الاشتباكات", "2024-11-17", "2024-11-19"),
        # an event of the world opens what runs since it
        (
            "أرسلت واشنطن قوات إلى الشرق الأوسط بعد اندلاع الصراع بين إسرائيل وحماس.",
            "أرسلت",
            "2023-10-07",
            DAY,
        ),
        (
            "وتحملت القاعدة وطأة الهجمات التي تشنها الفصائل منذ الأشهر التي أعقبت اندلاع الحرب على قطاع غزة.",
            "الهجمات",
            "2023-10-07",
            DAY,
        ),
        # deadlines run from now on, those of nouns too
        ("سينسحب الجيش الفرنسي من مالي بحلول نهاية العام.", "ينسحب", DAY, "2024-12-31"),
        ("على أن يكتمل الانسحاب من القاعدة قبل نهاية الشهر الجاري.", "الانسحاب", DAY, "2024-11-30"),
        ("قد تشن الفصائل هجوما على مدينة بانغاسو خلال الساعات المقبلة.", "هجوما", DAY, "2024-11-21"),
    ],
)
def test_measured(text: str, trigger: str, start: str, end: str) -> None:
    """Are days of runs, lengths, openings and deadlines told of what they belong to?"""
    time = event_of(text, trigger).time
    assert time is not None
    assert (time.start, time.end) == (start, end)


def test_what_an_actor_announces_is_new() -> None:
    """Does a happening newly named in a statement have the day of the statement, not of what was told before?"""
    text = (
        "قصفت الفصائل قاعدة التنف أمس الثلاثاء بطائرتين مسيّرتين.\n"
        "وأعلنت الفصائل، اليوم الأربعاء، استهداف قاعدة التنف برشقة صاروخية."
    )
    time = event_of(text, "استهداف").time
    assert time is not None
    assert time.start == DAY
