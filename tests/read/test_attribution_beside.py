"""Speech beside what it covers: statements that others ran, datelines, asides that cover their part, late speakers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Event, Reading

EventOf = Callable[..., Event]
Read = Callable[[str], Reading]


def told(found: Event) -> list[str]:
    return [source.text for source in found.sources]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "وقالت حركة الشباب في بيان نشرته وكالة شهادة إن مقاتليها هاجموا قاعدة عسكرية.",
            ["حركة الشباب", "وكالة شهادة"],
        ),
        (
            "زعمت القوات الأوكرانية، في بيان نقلته رويترز، تدمير مستودع ذخيرة في دونيتسك.",
            ["القوات الأوكرانية", "رويترز"],
        ),
        ("قال مصدران أمنيان عراقيان لرويترز إن صاروخين سقطا قرب المطار.", ["مصدران أمنيان عراقيان", "رويترز"]),
        ("وفي وقت سابق قال مسعفون إن غارة أصابت منزلا.", ["مسعفون"]),
        ("وكان الجيش قد تحدث أمس عن إصابة ستة من جنوده في الانفجار.", ["الجيش"]),
        ("وتعرض المعسكر لهجوم قالت وزارة الدفاع إنه صُد دون خسائر.", ["وزارة الدفاع"]),
        ("لم يوثق المرصد السوري سوى خمسة قتلى في المواجهات.", ["المرصد السوري"]),
        ("حذر قائد الجيش من هجوم وشيك على الحدود.", ["قائد الجيش"]),
        ("اقتحم مسلحون المبنى، قال مفوض المنطقة مختار حاجي للصحفيين يوم الأحد.", ["مفوض المنطقة"]),
        ("حماة: قصف الطيران المروحي بلدة اللطامنة.", []),
        ("مراسل الميادين: غارة على بلدة الخيام.", []),
        ("موسكو: إسقاط 12 مسيرة أوكرانية فوق بيلغورود.", ["موسكو"]),
        ('"لقد قصفوا المدرسة مرتين". قال المدير.', ["المدير"]),
        ("وأدانت إيران الهجوم من خلال متحدث باسم خارجيتها.", ["متحدث باسم خارجيتها"]),
    ],
)
def test_speakers(event: EventOf, text: str, wanted: list[str]) -> None:
    """Is the whole chain read, and neither a dateline nor the outlet's own reporter?"""
    assert told(event(text, "" if "أدانت" in text else "assault" if "هجوم" in text else "")) == wanted


def test_an_aside_covers_its_part(read: Read) -> None:
    """Does `according to` in the middle of a turn of the sentence leave alone what was told before the turn?"""
    reading = read(
        "التقى الوفد المصري قادة الحركة في الدوحة، لكن إسرائيل رفضت، بحسب مصدر مطلع، مقترحا لوقف إطلاق النار."
    )
    assert {found.type: told(found) for found in reading.events} == {"consult": [], "reject": ["مصدر مطلع"]}


def test_he_also_announced(read: Read) -> None:
    """Is `the government also announced mourning` no source of what was told before?"""
    reading = read("وتوعدت القيادة بالرد، كما أعلنت الحكومة الحداد ثلاثة أيام.")
    assert reading.events
    assert all(told(found) == [] for found in reading.events)


def test_speech_goes_on_with_a_word_like_a_preposition(read: Read) -> None:
    """Is `and he went on that` continued speech, though the word is also a preposition?"""
    reading = read("قال الناطق باسم الجيش إن القوات صدت الهجوم. وتابع أن القوات اعتقلت أربعة مسلحين.")
    assert told(reading.events[-1])
    assert reading.events[-1].type == "coerce"


def test_a_denial_through_a_spokesman(read: Read) -> None:
    """Is what is denied through a spokesman not told by him?"""
    reading = read("ونفت الحركة على لسان قائدها أن يكون منفذا هجوم إسطنبول قد مرا عبر مناطقها.")
    assert [told(found) for found in reading.events if found.type == "assault"] in ([], [[]])


def test_who_announces_responsibility(event: EventOf) -> None:
    """Is whoever announces his responsibility the one who claims, and no source of the claim?"""
    found = event("اغتال مسلحون ضابطا في زاهدان، وأعلن جيش العدل مسؤوليته عن العملية.", "claim")
    assert [doer.text for doer in found.initiator] == ["جيش العدل"]
    assert told(found) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("وأفاد مراسل المرفأ نت بأن طائرات حربية قصفت بلدة كفرنبل.", []),
        ("وقال مراسل نبض الجنوب في ريف تعز إن قذيفة سقطت على سوق البلدة.", []),
        ("قال مراسل رويترز إن قذيفتين سقطتا قرب المطار.", ["مراسل رويترز"]),
        ("وقال مراسل عسكري روسي إن القوات الأوكرانية قصفت جسرا قرب خيرسون.", ["مراسل عسكري روسي"]),
        ("أفاد مراسلنا في دمشق بأن هدوءا ساد المدينة، وقال إن الطيران قصف حي القدم.", []),
    ],
)
def test_its_own_reporter(event: EventOf, text: str, wanted: list[str]) -> None:
    """Is the reporter of an outlet that nothing knows its own, whom it does not quote, and no other?"""
    assert told(event(text, "assault")) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("قال المرصد إن غارة قتلت ستة مدنيين، فيما أرسلت تركيا رتلا عسكريا إلى إدلب.", []),
        ("أعلن الدفاع المدني مقتل طفل بقصف، في حين نشرت وزارة الدفاع لواءين في المدينة.", []),
        ("قال قائد ميداني إن المسلحين قصفوا القرية، بينما نشرت قواته تعزيزات فيها.", ["قائد ميداني"]),
    ],
)
def test_another_does_something(event: EventOf, text: str, wanted: list[str]) -> None:
    """Does what is said end where the sentence turns to the deed of somebody else?"""
    assert told(event(text, "mobilize")) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("وأحصى مسؤولون دفاعيون 14 هجوما على القواعد منذ بداية العام.", ["مسؤولون دفاعيون"]),
        ('ووثقت "الشبكة السورية لحقوق الإنسان" مقتل 54 مدنيا منذ بداية الشهر.', ["الشبكة السورية لحقوق الإنسان"]),
    ],
)
def test_who_counted(read: Read, text: str, wanted: list[str]) -> None:
    """Does whoever counts, in quotation marks or by an office, tell the figure?"""
    assert [s.text for s in read(text).tallies[0].sources] == wanted
