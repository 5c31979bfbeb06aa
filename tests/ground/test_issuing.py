"""Who issues a text that speaks as `we`."""

from __future__ import annotations

import pytest

from khabar import pipeline

WE = "قصفنا بعون الله مدرج المطار بعشرة صواريخ. وأسرنا ستة جنود. وندين صمت العالم."


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        ("تعلن حركة الشباب المجاهدين أن مقاتليها هاجموا قاعدة في باي. ", "حركة الشباب المجاهدين"),
        ("بلاغ عسكري صادر عن سرايا القدس\n", "سرايا القدس"),
        ("بيان قيادة عمليات قادمون يا نينوى\n", "قيادة عمليات قادمون يا نينوى"),
        ("إننا في جبهة تحرير أزواد نعلن ما يأتي. ", "جبهة تحرير أزواد"),
    ],
)
def test_who_issues_it(head: str, issuer: str) -> None:
    """Is `we` whoever issues the text, by the first mention of the name?"""
    found = pipeline.read_text(head + WE, published="2024-01-23").events
    for trigger in ("قصفنا", "أسرنا", "ندين"):
        event = next(e for e in found if e.trigger == trigger)
        assert [a.text for a in event.initiator] == [issuer]


def test_nobody_issues_it() -> None:
    """Does `we` stay nobody where the text names nobody who announces it?"""
    found = pipeline.read_text("هبت الريح على المدينة. " + WE, published="2024-01-23").events
    assert all(not e.initiator for e in found if e.trigger == "قصفنا")


def test_words_of_faith_are_no_target() -> None:
    """Do words of faith stand aside of what was struck?"""
    texts = {
        "تمكن مجاهدونا بعون الله من تدمير دبابة شرق رفح.": "دبابة",
        "هاجم المقاتلون بفضل الله ثكنة للجيش بالأسلحة الرشاشة.": "ثكنة للجيش",
        "استهدفت القوات، بالاعتماد على الله، سفينة أمريكية في خليج عدن.": "سفينة أمريكية",
    }
    for text, target in texts.items():
        event = pipeline.read_text(text, published="2024-01-23").events[0]
        assert [a.text for a in event.target] == [target]
