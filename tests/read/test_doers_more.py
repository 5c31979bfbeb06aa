"""Doers and struck that are told by a pronoun, a relative clause, a demand, or by who issues the text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Event, Reading

EventOf = Callable[..., Event]
Told = Callable[[Event, str], list[str]]
Read = Callable[[str], Reading]

ISSUED = """بلاغ عسكري صادر عن كتائب القسام
دك مجاهدونا موقع العدو شرقي رفح بقذائف الهاون.
ونحذر العدو من أي حماقة، ونرفض أي تهدئة مؤقتة.
كتائب القسام
"""


@pytest.mark.parametrize(
    ("text", "kind", "field", "wanted"),
    [
        # what a clause describes is taken up by a pronoun after the light verb
        ("أسفر القصف الذي تعرض له المخيم أمس عن مقتل شخصين.", "assault", "target", ["المخيم"]),
        # what the doers rode is not whom they struck
        ("شن مسلحون على متن دراجات نارية هجوما على قرية باريغا.", "assault", "target", ["قرية باريغا"]),
        # at whose request a raid was flown
        ("نفذت القوات الفرنسية غارة قرب كيدال بطلب من الحكومة المالية.", "assault", "initiator", ["القوات الفرنسية"]),
        # nobody is the object of a denial
        ("اتهمت كينشاسا رواندا بدعم المتمردين، ونفت كيغالي ذلك.", "deny", "initiator", ["كيغالي"]),
        # the object of a participle
        ("أعلنت الشرطة حظر التجوال، داعية السكان إلى البقاء في منازلهم.", "request", "target", ["السكان"]),
        # a pronoun of several people, and of one
        ("أفرج المتمردون عن خمسة جنود كانوا قد أسروهم قبل شهر.", "coerce", "target", ["خمسة جنود"]),
        # a doer in construct before those struck
        ("جاء ذلك ردا على اغتيال الاحتلال القادة الثلاثة في غزة.", "assault", "initiator", ["الاحتلال"]),
        # a verb written like its verbal noun
        (
            "أكد المصدر أن قائد الجيش توعد، خلال لقاء، بالرد على الهجوم.",
            "threaten",
            "initiator",
            ["قائد الجيش"],
        ),
        ("استقبل الوزير الوفد وطلب من السفير مغادرة البلاد.", "request", "initiator", ["الوزير"]),
        # whose deed it is by somebody's word, by a claim past an aside, and with whose help
        ("قتل طفلان في قصف مدفعي نسبه الأهالي إلى قوات الجيش.", "assault", "initiator", ["قوات الجيش"]),
        ("تبنت حركة الشباب، في بيان على الإنترنت، اغتيال نائب في مقديشو.", "assault", "initiator", ["حركة الشباب"]),
        (
            "شنت القوات الحكومية هجوما بدعم من ميليشيات محلية على البلدة.",
            "assault",
            "initiator",
            ["القوات الحكومية", "ميليشيات محلية"],
        ),
        # two sides of several, told apart
        (
            "دارت اشتباكات بين الجيش والحرس الوطني من جهة، ومسلحين وقوات قبلية من جهة أخرى، قرب المدينة.",
            "assault",
            "initiator",
            ["الجيش", "الحرس الوطني", "مسلحين", "قوات قبلية"],
        ),
        # an active verb of the Egyptian manner, a subject before its verb after a comma
        ("وتنفى وزارة الداخلية ما نشرته صفحات عن هروب سجناء.", "deny", "initiator", ["وزارة الداخلية"]),
        ("الجيش ينفي وقوع إصابات، والشرطة تغلق الطريق 60 شمالي المدينة.", "coerce", "initiator", ["الشرطة"]),
        # whose vehicle it was, and who serves where
        ("انفجرت عبوة ناسفة بمركبة في 3 مايو تابعة لشركة محلية.", "assault", "initiator", []),
        ("استهدفت مسيّرة سيارة قيادي في حركة حماس.", "assault", "target", ["سيارة قيادي في حركة حماس"]),
        # what somebody calls a thing is the thing
        ("قصف الجيش ما قال إنه مستودع أسلحة قرب الحدود.", "assault", "target", ["مستودع أسلحة"]),
        ("نفذت مصر غارات على ما قالت إنها معسكرات تدريب في درنة.", "assault", "target", ["معسكرات تدريب"]),
        ("قصف التحالف ما وصفه بمركز قيادة في صعدة.", "assault", "target", ["مركز قيادة"]),
        # a new subject after a joined verb, a headline without an auxiliary, people told by a number, a crowd's demand
        (
            "أدانت فرنسا الهجوم، وأرسلت منظمة طبية نمساوية مساعدات إلى المدينة.",
            "aid",
            "initiator",
            ["منظمة طبية نمساوية"],
        ),
        ("القوات الأوكرانية تواصل قصف مصافي النفط في روسيا.", "assault", "initiator", ["القوات الأوكرانية"]),
        (
            "أغلقت السلطات الطريق، فيما تجمع المئات أمام المقر مطالبين الحكومة بفتحه.",
            "request",
            "initiator",
            ["المئات"],
        ),
        ("تظاهر المئات مطالبين بإخراج المعسكرات من المدينة.", "request", "target", []),
        # a word that only tells another of them acts nowhere, what is near was not struck
        ("وقع هجوم آخر في قرية بويا.", "assault", "initiator", []),
        ("سقطت قذيفة قرب المستشفى الحكومي.", "assault", "target", []),
        # a drone and the car that it struck
        ("استهدفت مسيرة سيارة في بلدة عيترون.", "assault", "target", ["سيارة"]),
        # whom a source is
        ("وقعت القافلة في كمين قرب ديفا، وفقا لمصادر عسكرية.", "assault", "initiator", []),
    ],
)
def test_who_is_meant(event: EventOf, told: Told, text: str, kind: str, field: str, wanted: list[str]) -> None:
    """Is the phrase found to which the words point?"""
    assert told(event(text, kind), field) == wanted


def test_we_are_who_issues_the_text(read: Read) -> None:
    """Is the first person of a communique its issuer, where the text first names it, and no object its subject?"""
    events = {e.type: e for e in read(ISSUED).events}
    for kind in ("threaten", "reject"):
        assert [(a.text, a.country) for a in events[kind].initiator] == [("كتائب القسام", "PSE")]
    assert [a.text for a in events["threaten"].target] == ["العدو"]


def test_somebody_killed_by_name_is_a_target_beside_the_site(event: EventOf, told: Told) -> None:
    """Is a leader whom a strike killed struck as well as the house that it hit?"""
    text = "شن الجيش الإسرائيلي غارة على منزل في جنين قُتل فيها القيادي في حركة حماس أحمد سالم."
    assert "منزل" in told(event(text, "assault"), "target")[0]
    assert any("القيادي" in words for words in told(event(text, "assault"), "target"))
