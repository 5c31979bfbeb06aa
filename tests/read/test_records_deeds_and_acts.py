"""Deeds that acts of speech are about: accused of, condemned, ordered, claimed, demanded, vowed, talked of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Reading

Read = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "نفى القائد أن تكون قواته استهدفت السوق، متهما الجيش بقصف أحياء المدينة.",
            ["deny", "assault", "accuse", "assault"],
        ),
        ("ودانت المنظمة هجوم الطريق الوطني.", ["accuse", "assault"]),
        ("أمر وزير الدفاع بإرسال المدمرة إلى المنطقة.", ["mobilize"]),
        ("وتبنى التنظيم الهجوم في بيان نشره على تلغرام.", ["claim"]),
        ("أعلن التنظيم مسؤوليته عن الهجوم، وقال إن رجاله قتلوا عشرين جنديا.", ["claim", "assault"]),
        ("أدان الرئيس المجزرة متوعدا بالرد في الوقت المناسب.", ["accuse", "threaten", "assault"]),
        ("التقى الوفد قادة الحركة لبحث الإفراج عن الرهائن.", ["consult"]),
        ("خرجت تظاهرة في البلدة تطالب بإطلاق سراح معتقلين.", ["protest"]),
        ("وقف العشرات أمام المقر تنديدا بالقصف.", []),
        ("ودعت المنظمة إلى التحقيق في غارة نفذها الطيران على سوق بلدة دامبوا.", ["request", "assault"]),
        ("حمّل الرئيس، الأحد، جماعات مسلحة متطرفة مسؤولية الهجوم.", ["accuse"]),
        ("ولم يرد الجيش على أسئلة الصحيفة.", []),
        ("واستقبل الرئيس الوزير الإيطالي، وطالبه بموقف أوروبي حازم.", ["consult", "request"]),
        ("كانت الحركة قد فرضت منذ نهاية أغسطس حصارا على بلدة بوني.", ["coerce"]),
        ("وأشارت الأركان إلى «تحييد» 18 مسلحا في نصيبين.", ["assault"]),
        ("قُتل 11 مدنيا في قصف على السوق، نُسب إلى قوات الدعم السريع.", ["assault"]),
    ],
)
def test_what_is_recorded(read: Read, text: str, wanted: list[str]) -> None:
    """Is each deed recorded once, and none that is only demanded, claimed again or marched for?"""
    assert [e.type for e in read(text).events] == wanted


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("زعم الجيش أن قواته قتلت خمسة مسلحين.", "asserted"),
        ("طيران التحالف ما ضرب البلدة اليوم.", "negated"),
        ("قصفت الطائرات البلدة ما أدى إلى مقتل ثلاثة.", "asserted"),
        ("قد يشن التنظيم هجمات على المدن إذا ضم مقاتلين جددا.", "hypothetical"),
        ("تنفي الفصائل مساء، وحين سقط صاروخان على القاعدة أصيب خمسة.", "asserted"),
    ],
)
def test_how_it_is_told(read: Read, text: str, modality: str) -> None:
    """Is what a party alleges asserted by it, and a spoken denial no relative clause?"""
    assert next(e for e in read(text).events if e.type == "assault").modality == modality


def test_a_noun_named_late_tells_the_act(read: Read) -> None:
    """Is the responsibility that is announced after a long name the word that tells of the claim?"""
    text = (
        "وأعلن المتحدث العسكري باسم الحوثيين يحيى سريع، في بيان متلفز مساء الخميس، مسؤولية جماعته عن استهداف السفينة."
    )
    found = next(e for e in read(text).events if e.type == "claim")
    assert text[found.span.start : found.span.end] == "مسؤولية"


def test_a_reply_answers_the_last_deed(read: Read) -> None:
    """Is what the last deed avenged not what the next one answers?"""
    text = "أطلقت إيران صواريخ على إسرائيل انتقاما لاغتيال هنية في طهران، وردت إسرائيل بغارات على أصفهان."
    events = {e.id: (e, text[e.span.start : e.span.end]) for e in read(text).events}
    (raids,) = [e for e, word in events.values() if "غارات" in word]
    assert [events[i][1] for i in raids.responds_to] == ["أطلقت"]
