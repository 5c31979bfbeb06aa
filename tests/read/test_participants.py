"""Participants: what is taken of the candidates of a role."""

from __future__ import annotations

import pytest

from khabar import pipeline


def test_what_is_not_taken_is_no_participant_of_itself() -> None:
    """Is every participant a phrase of its own sentence, none of them twice?"""
    text = "قالت الحكومة إن الجيش قصف مواقع المسلحين، وإن المسلحين ردوا بإطلاق قذائف على قرى مجاورة."
    for event in pipeline.read_text(text).events:
        spans = [actor.span for actor in (*event.initiator, *event.target)]
        assert all(event.sentence_span.overlaps(span) for span in spans)
        assert len(spans) == len(set(spans))


@pytest.mark.parametrize(
    ("text", "trigger", "doers", "struck"),
    [
        # what men ride is not what they strike, and a phrase that ends in an adjective takes no genitive
        ("هاجم مسلحون على متن دراجات نارية قرية سولهان.", "هاجم", ["مسلحون"], ["قرية سولهان"]),
        ("فتح مسلحون على دراجات نارية النار على دورية في باماكو.", "فتح", ["مسلحون"], ["دورية"]),
        ("شن مسلحون على دراجات نارية هجوما على ثكنة في جيبو.", "هجوما", ["مسلحون"], ["ثكنة"]),
        # who announces a toll did not do it
        (
            "أعلنت وزارة الصحة ارتفاع حصيلة التفجير الانتحاري الذي استهدف سوقا إلى 40 قتيلا.",
            "التفجير الانتحاري",
            [],
            ["سوقا"],
        ),
        # the fire of somebody by name, which struck something
        (
            "أصيب ثلاثة إثر قصف مدفعي لمليشيا الحوثي استهدف منازل المواطنين في تعز.",
            "قصف مدفعي",
            ["مليشيا الحوثي"],
            ["منازل المواطنين"],
        ),
        # planes that shoot down a plane are no one phrase with it
        ("أسقطت مقاتلتان تركيتان طائرة حربية روسية.", "أسقطت", ["تركيتان"], ["روسية"]),
        # a ship's name in quotation marks is no object
        (
            'اعترضت المدمرة الأميركية "كارني" أمس في البحر الأحمر ثلاثة صواريخ كروز.',
            "اعترضت",
            ["المدمرة الأميركية"],
            ["ثلاثة صواريخ كروز"],
        ),
        # a word with its article in front of a verb that could be a noun
        ("قال المتحدث إن العدو قصف مدرسة في مدينة تعز.", "قصف", ["العدو"], ["مدرسة"]),
        ("قال المتحدث إن الطيران قصف مدرسة في مدينة تعز.", "قصف", ["الطيران"], ["مدرسة"]),
    ],
)
def test_who_and_whom(text: str, trigger: str, doers: list[str], struck: list[str]) -> None:
    """Are riders, announcers and fronted words told from those who did it?"""
    event = next(e for e in pipeline.read_text(text).events if e.trigger == trigger)
    assert [actor.text for actor in event.initiator] == doers
    assert [actor.text for actor in event.target] == struck


@pytest.mark.parametrize(("word", "country"), [("تركيا", "TUR"), ("سوريا", "SYR"), ("ليبيا", "LBY")])
def test_an_adjective_written_like_a_country(word: str, country: str) -> None:
    """Are `33 Turkish soldiers` of Turkey, and no place?"""
    event = pipeline.read_text(f"قُتل 33 جنديا {word} في غارات شنتها طائرات روسية.").events[0]
    assert [(actor.text, actor.country) for actor in event.target if "جنديا" in actor.text] == [
        (f"33 جنديا {word}", country)
    ]


def test_a_share_is_no_count() -> None:
    """Is 99 per cent no number of weapons?"""
    reading = pipeline.read_text("أطلقت الجماعة صواريخ على حيفا، واعترض الجيش 99 بالمئة من الصواريخ.")
    assert all((arm.count or 0) < 99 for event in reading.events for arm in event.weapons)
