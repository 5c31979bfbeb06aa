"""Which words of a sentence give a record of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Event, Reading

Read = Callable[[str], Reading]
EventOf = Callable[..., Event]


def read_types(read: Read, text: str) -> list[tuple[str, str]]:
    return [(event.type, event.trigger) for event in read(text).events]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("نفت الشرطة الكينية خطف الصحافي.", [("deny", "نفت")]),
        ("نفى المتحدث ما تردد عن انسحاب الكتيبة من البلدة.", [("deny", "نفى")]),
        (
            "نفت الجماعة أي صلة لها بتفجير السوق في كويته.",
            [("deny", "نفت"), ("assault", "تفجير")],
        ),
    ],
)
def test_what_is_denied(read: Read, text: str, expected: list[tuple[str, str]]) -> None:
    """Does the content of a denial leave no record, and a denied tie leave the deed asserted?"""
    assert read_types(read, text) == expected
    assert all(event.modality == "asserted" for event in read(text).events)


def test_a_denied_clause_is_negated(event: EventOf) -> None:
    """Is what is denied with a verb of its own told as not having happened?"""
    assert event("نفت قيادة الجيش أن تكون طائراتها قد قصفت البلدة.", "assault").modality == "negated"


def test_a_word_spoken_of(read: Read) -> None:
    """Does a word in quotation marks, spoken of as a word, stay out?"""
    assert read_types(read, "صارت كلمة «غارة» جزءا من أحاديث الناس.") == []


def test_the_place_of_a_detention(read: Read) -> None:
    """Does a noun that makes no happening of its construct leave no record?"""
    assert read_types(read, "لا يزال مكان احتجاز المهندسين مجهولا.") == []


@pytest.mark.parametrize(
    "text",
    [
        "هاجم المسلحون القافلة ودُمرت ثلاث شاحنات.",
        "أطلقت كوريا الشمالية صاروخا باليستيا سقط في بحر اليابان.",
        "أطلق مسلحون ثلاثة صواريخ وسقطت في أرض خلاء.",
        "شنت الطائرات غارات على جسر المدينة أسفرت عن مقتل حارس وجرح ثمانية وتدمير الجسر.",
    ],
)
def test_what_it_broke(read: Read, text: str) -> None:
    """Is what a use of force broke told by its own record, and no other?"""
    assert len(read(text).events) == 1


def test_those_who_repelled_did_more(read: Read) -> None:
    """Is what the defenders destroyed a deed of theirs?"""
    found = read_types(read, "صد الجيش هجوما على البلدة ودمر خمس آليات.")
    assert found == [("assault", "هجوما"), ("assault", "دمر")]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("أعلن تنظيم «جند الفجر»، المقرب من القاعدة، مسؤوليته عن التفجير.", "مسؤوليته عن"),
        ("ادعى المتمردون المسؤولية عن الهجوم.", "ادعى"),
    ],
)
def test_what_names_a_claim(event: EventOf, text: str, trigger: str) -> None:
    """Does its responsibility name a claim that is announced, and the verb one that says it by itself?"""
    assert event(text, "claim").trigger == trigger


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("مقتل حارس من شركة النفط برصاص مسلحين قرب كركوك.", "assault"),
        ("قُتل خمسة جنود أوكرانيين بنيران مدفعية روسية في باخموت.", "assault"),
        ("أصيب متظاهر بالرصاص الحي في الخرطوم.", "assault"),
    ],
)
def test_bullets_name_the_shooting(read: Read, text: str, kind: str) -> None:
    """Do the bullets or the fire that harmed somebody name the use of force?"""
    assert [event.type for event in read(text).events] == [kind]


def test_a_joined_verb_keeps_its_speaker(read: Read) -> None:
    """Does a joined verb without a subject mean the one before it?"""
    assert ("threaten", "حذر") in read_types(read, "التقى الوزير نظيره القطري وحذر من أن أي هجوم سيلقى ردا.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("توصلت الأطراف السودانية إلى اتفاق يقضي بإخراج المدنيين.", [("agree", "اتفاق")]),
        ("تبادلت كمبوديا وتايلاند إطلاق النار على الحدود.", [("assault", "إطلاق النار")]),
        ("أعلن الرئيس الكولومبي تعليق العمليات العسكرية ضد المتمردين.", [("retreat", "تعليق")]),
    ],
)
def test_verb_and_noun_are_one(read: Read, text: str, expected: list[tuple[str, str]]) -> None:
    """Are a verb and the noun that names what it does, or what it stops, one happening?"""
    assert read_types(read, text) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("صدت الدفاعات الأوكرانية 45 طائرة مسيرة ليلا.", ("intercept", "صدت")),
        ("دخلت قوات الدعم السريع بلدة النهود بعد معارك عنيفة.", ("assault", "دخلت")),
        ("أوقفت الشرطة التونسية أربعة ليبيين في صفاقس.", ("coerce", "أوقفت")),
        ("اعتصم العشرات مطالبين بكشف مصير المفقودين.", ("request", "مطالبين")),
        ("وضعت الهند قواتها في حالة تأهب.", ("mobilize", "وضعت")),
        ("نفذت الشرطة المداهمة بالتعاون مع الجيش اللبناني.", ("cooperate", "بالتعاون مع")),
        ("استولى مسلحون على قافلة أغذية في ولاية جونقلي.", ("coerce", "استولى")),
        ("مددت بريطانيا العقوبات على بيلاروسيا عاما.", ("sanction", "العقوبات")),
        ("أعرب الأمين العام عن قلقه داعيا الأطراف إلى التهدئة.", ("request", "داعيا")),
    ],
)
def test_what_is_recorded(read: Read, text: str, found: tuple[str, str]) -> None:
    """Is the happening found whose party, noun or form the packs know only by its class?"""
    assert found in read_types(read, text)


def test_a_killing_in_an_operation(read: Read) -> None:
    """Are a killing and the operation in which it was done one happening?"""
    assert read_types(read, "أكد الجيش تصفية القيادي أبو حمزة في عملية نفذتها القوات الخاصة.") == [("assault", "تصفية")]
