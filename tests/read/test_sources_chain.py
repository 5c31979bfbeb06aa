"""Who knew and who passed it on, where the two stand close together."""

from __future__ import annotations

import pytest

from khabar.pipeline import read_text


def _sources(text: str, trigger: str) -> list[str]:
    reading = read_text(text, published="2019-06-14")
    event = next(e for e in reading.events if trigger in e.trigger)
    return [source.text for source in event.sources]


@pytest.mark.parametrize(
    ("text", "trigger", "sources"),
    [
        (
            "وقال ناجون لفريق حقوق الإنسان التابع للبعثة إن المهاجمين أحرقوا المخازن.",
            "أحرقوا",
            ["ناجون", "فريق حقوق الإنسان"],
        ),
        ("وذكر مدير المستشفى أن شهودا أبلغوه أن قذيفة أصابت السوق.", "أصابت", ["شهودا", "مدير المستشفى"]),
        ("وجاء في بيان نشرته وكالة أعماق أن عناصره هاجموا ثكنة للجيش.", "هاجموا", ["بيان", "وكالة أعماق"]),
        ("ووفقا لمعلومات جمعناها من سكان المنطقة، قتل أربعة مدنيين في القصف.", "القصف", ["سكان المنطقة"]),
        ("تعرضت ناقلتان لهجوم، واتهمت واشنطن، على لسان وزير خارجيتها، إيران بالوقوف وراءه.", "هجوم", []),
        ("اقتحم مسلحون قاعدة في المدينة، فيما سقطت قذائف على المطار، بحسب سكان.", "اقتحم", ["سكان"]),
        ("اندلعت الحرب في أبريل 2023، وأوقعت أكثر من 20 ألف قتيل، وفق الأمم المتحدة.", "الحرب", []),
        ("معارك في بنغازي توقع 13 قتيلا من الجيش وغارات على درنة", "غارات", []),
        ("أعلن الجيش إسقاط طائرة.\n\nوتبادل الجانبان الاتهامات بخرق الهدنة.", "الاتهامات", []),
    ],
)
def test_chain(text: str, trigger: str, sources: list[str]) -> None:
    """Does each link stand alone, and nobody who did not tell it?"""
    assert _sources(text, trigger) == sources
