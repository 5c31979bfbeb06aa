"""Whoever spoke last for `we`, and the doer of the sentence before for a verb without a subject."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Reading

Read = Callable[[str], Reading]


def doers(reading: Reading, trigger: str) -> list[str]:
    """Who did what a trigger names."""
    return [a.text for e in reading.events if e.trigger.startswith(trigger) for a in e.initiator]


@pytest.mark.parametrize(
    ("text", "trigger", "doer"),
    [
        ("وقال أوستن في بيان إن الضربات دقيقة. ندعو هذه الجماعات إلى وقف هجماتها.", "ندعو", "أوستن"),
        ("وقال أوستن في بيان إن الضربات دقيقة. لقد أوضحنا لإيران أننا سندافع عن مصالحنا.", "سندافع", "أوستن"),
        ("اللواء عطا: نحن لا نستهدف تيارا. وأدعو شيوخ المدينة إلى إخراج الغرباء.", "أدعو", "اللواء عطا"),
        ("قال الناطق العسكري إن العملية مستمرة. ونطالب المدنيين بالابتعاد.", "نطالب", "الناطق العسكري"),
    ],
)
def test_we_is_who_spoke_last(read: Read, text: str, trigger: str, doer: str) -> None:
    """Does `we`, in a sentence without a speaker, mean whoever spoke last?"""
    assert doers(read(text), trigger) == [doer]


@pytest.mark.parametrize(
    ("text", "trigger", "doer"),
    [
        ("اقتحم المهاجمون البلدة. أحرقوا أيضا السوق وعددا من المنازل.", "أحرقوا", ["المهاجمون"]),
        ("نفذت القوات المسلحة اليمنية عملية. وتنفي ما روجت له وسائل الإعلام.", "تنفي", ["القوات المسلحة اليمنية"]),
        ("اقتحم المهاجمون البلدة. وأحرقت السوق نيران المدفعية.", "أحرقت", []),
        ("تحدثت المنظمة عن القصف. وهدد ديبي بسحب قواته.", "هدد", []),
    ],
)
def test_the_doer_of_the_sentence_before(read: Read, text: str, trigger: str, doer: list[str]) -> None:
    """Is a verb without a subject, with which it agrees, of the doer of the sentence before?"""
    assert [d for d in doers(read(text), trigger) if d != "ديبي"] == doer


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("وزير الدفاع: سنضرب اليوم أهدافا مهمة في طهران.", ["assault", "threaten"]),
        ("وقال بوتين: سنقصف مراكز القيادة في كييف ونستهدف المطارات.", ["assault", "assault", "threaten"]),
        ("وهدد نتنياهو قائلا سنقصف بيروت.", ["assault", "threaten"]),
        ("قال القائد إن قواته ستقصف المدينة.", ["assault"]),
    ],
)
def test_a_vow_is_a_threat_too(read: Read, text: str, kinds: list[str]) -> None:
    """Does whoever says `we shall strike` threaten, once a sentence?"""
    assert sorted(e.type for e in read(text).events) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("بناء على طلب الحكومة، نشرت رواندا ألف جندي في كابو ديلغادو.", ["mobilize", "request"]),
        ("طلبت الحكومة من رواندا نشر ألف جندي.", ["request"]),
        ("سجلت الوزارة 919 إصابة و26 وفاة بالكوليرا.", []),
    ],
)
def test_what_is_asked_and_done(read: Read, text: str, kinds: list[str]) -> None:
    """Is a deed at somebody's request recorded, its demand alone not, and no illness as a toll?"""
    assert sorted(e.type for e in read(text).events) == kinds
