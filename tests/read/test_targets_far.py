"""Targets that the clause of a happening leaves open: requests granted, threats, blasts beside somebody, curfews."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Event, Reading

Read = Callable[[str], Reading]


def of_type(read: Read, text: str, kind: str) -> Event:
    """The first event of a text that is of a type."""
    return next(e for e in read(text).events if e.type == kind)


def targets(event: Event) -> list[str]:
    """The words of its targets."""
    return [m.text for m in event.target]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # who does what was asked for was asked
        ("نشرت رواندا ألف جندي في كابو ديلغادو بناء على طلب من الحكومة الموزمبيقية.", ["رواندا"]),
        ("قصف الجيش الفرنسي معسكرا للجماعة قرب غاو بطلب من الحكومة المالية.", ["الجيش الفرنسي"]),
    ],
)
def test_who_granted_a_request_was_asked(read: Read, text: str, wanted: list[str]) -> None:
    """Is whoever acts at somebody's request whom the request was made to?"""
    assert targets(of_type(read, text, "request")) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # its words speak of him
        ("هدد قائد الجيش بأن حركة الشباب ستدفع ثمن الهجوم.", ["حركة الشباب"]),
        ('توعد رئيس نيجيريا بأن بوكو حرام "لن تجد مأوى".', ["بوكو حرام"]),
        # its deed is done to him
        ("تعهد الرئيس المالي بالقضاء على تنظيم القاعدة قبل نهاية السنة.", ["تنظيم القاعدة"]),
        # its condition rests on him
        ("حذر وزير الدفاع من عواقب وخيمة ما لم تسحب إثيوبيا قواتها من الفشقة.", ["إثيوبيا"]),
        # blamed or urged before it
        ("اتهم المجلس الانتقالي حزب الإصلاح بتدبير الاغتيال، متوعدا بالرد.", ["حزب الإصلاح"]),
        ("طالب المحافظ قوات الدعم السريع بالخروج من المدينة، محذرا من أن قواته لن تنتظر طويلا.", ["قوات الدعم السريع"]),
        # nobody of these
        ("توعدت الحركة بتوسيع الهجمات إذا استمر العدوان على القطاع.", []),
        ("طالب المبعوث الحكومة بالحوار، محذرا من أن أي هجوم للمتمردين سيعقد الأزمة.", []),
        ("توعدت الرئاسة بالرد بكل قوة وحزم.", []),
    ],
)
def test_whom_a_threat_is_against(read: Read, text: str, wanted: list[str]) -> None:
    """Does a threat without an addressee find whom it is against in its own sentence?"""
    assert targets(of_type(read, text, "threaten")) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # beside whom it went off
        ("انفجرت عبوة ناسفة لدى مرور رتل للجيش التركي على طريق سراقب.", ["رتل للجيش التركي"]),
        ("قتل جنديان بانفجار لغم أثناء مرور دورية للجيش المصري جنوب رفح.", ["دورية للجيش المصري"]),
        # at whose gate
        ("فجر انتحاري نفسه عند مدخل قاعدة للجيش في كيسمايو.", ["مدخل قاعدة للجيش"]),
        # whom an ambush was laid for, on a road that was not struck
        ("نصب مقاتلو الحركة كمينا لقافلة عسكرية على طريق مبانزا.", ["قافلة عسكرية"]),
        ("نصب مسلحون كمينا على طريق كركوك.", []),
        # what a weapon was fired at is where it came down
        ("سقط صاروخ أطلقته جماعة الحوثي على مدرسة في مأرب.", ["مدرسة"]),
        # past a clause on the doer
        (
            "قُتل تسعة في هجوم شنه مسلحون يعتقد أنهم من جماعة بوكو حرام الأحد على قرية دلوا.",
            ["قرية دلوا"],
        ),
        ("فتح مسلحون يرتدون زيا عسكريا النار على حافلة قرب كويتا.", ["حافلة"]),
    ],
)
def test_what_was_struck_past_other_words(read: Read, text: str, wanted: list[str]) -> None:
    """Is what was struck found beside the blast, at the gate, past what describes the doers?"""
    assert targets(of_type(read, text, "assault")) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("أُسقطت ثلاث مسيرات فوق بندر عباس.", ["ثلاث مسيرات"]),
        ("قال المتحدث إن طائرة مسيرة أسقطت شرق أربيل.", ["طائرة مسيرة"]),
        ("اعترض الدفاع الجوي صاروخين باليستيين أطلقتهما جماعة الحوثي باتجاه الطائف.", ["جماعة الحوثي"]),
        ("اعترض الجيش مسيرة قادمة من العراق.", ["مسيرة قادمة"]),
    ],
)
def test_what_was_stopped_or_who_sent_it(read: Read, text: str, wanted: list[str]) -> None:
    """Is the target of an interception who sent the weapon, else the weapon, never where it came from?"""
    assert targets(of_type(read, text, "intercept")) == wanted


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("دان مجلس الأمن الهجمات الإيرانية على الناقلات.", "accuse", ["الإيرانية"]),
        ("استنكرت النقابة صمت الحكومة.", "accuse", ["الحكومة"]),
        ("أدان المنسق هجوم باماكو.", "accuse", []),
        ("رفضت جوبا عرضا أوغنديا للوساطة.", "reject", ["أوغنديا"]),
        ("رفض الجنود نقل الجرحى.", "reject", []),
    ],
)
def test_whose_deed_is_judged(read: Read, text: str, kind: str, wanted: list[str]) -> None:
    """Is whoever did what is condemned, or offered what is refused, the target of the words?"""
    assert targets(of_type(read, text, kind)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("فرضت السلطات حظر تجول ليليا على مدينة أم درمان.", []),
        ("مددت الحكومة حظر التجول المفروض في ولاية سنار.", []),
        ("فرض المحافظ حظر التجول على الدراجات النارية.", ["الدراجات النارية"]),
    ],
)
def test_whom_a_curfew_keeps_in(read: Read, text: str, wanted: list[str]) -> None:
    """Is a curfew laid on a town only there, and on vehicles against them?"""
    assert targets(of_type(read, text, "coerce")) == wanted


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        # a participle tells how, a name or a rank who: none of them is the object
        ("زار رئيس مجلس السيادة الفريق أول عبد الفتاح البرهان مصر.", "consult", ["مصر"]),
        ('التقى القائد العام لـ"قسد" مظلوم عبدي وفدا أمريكيا في الحسكة.', "consult", ["وفدا أمريكيا"]),
        ("هدد مسؤول كيني، طلب عدم نشر اسمه، بقصف معسكرات حركة الشباب.", "threaten", []),
        ("توعدت فصائل عراقية بمهاجمة المصالح الأمريكية.", "threaten", ["المصالح الأمريكية"]),
        ("استهدفت الفصائل المدعومة من طهران قاعدة حرير.", "assault", ["قاعدة حرير"]),
        ("احتجزت نقطة تفتيش في تلعفر ثلاثة أشخاص.", "coerce", ["ثلاثة أشخاص"]),
        # where somebody went is no party
        ("زار رئيس الحكومة بلدة تاورغاء أمس.", "consult", []),
        ("زار الوزير تركيا والعراق وأربيل.", "consult", ["تركيا", "العراق", "أربيل"]),
        # after the words for where it was said
        ("وأكدت وزارة الخارجية في بيان تضامن المملكة مع السودان في محنته.", "support", ["السودان"]),
        # a pronoun that stands apart
        ("قطعت تشاد علاقاتها مع السودان، متهمة إياه بدعم المتمردين.", "accuse", ["السودان"]),
        # those named of many, the site named before, who did what was hit by it
        (
            "قصفت المقاتلات عشرين موقعا في محافظة صعدة، بينها محطة للكهرباء ومصنع للأسمنت.",
            "assault",
            ["عشرين موقعا", "محطة", "مصنع"],
        ),
    ],
)
def test_who_is_meant_beside_other_words(read: Read, text: str, kind: str, wanted: list[str]) -> None:
    """Is the target found beside titles, asides, lists and places that somebody only went to?"""
    found = targets(of_type(read, text, kind))
    assert len(found) == len(wanted)
    assert all(told.startswith(words) for told, words in zip(found, wanted, strict=True))


def test_a_base_named_before(read: Read) -> None:
    """Does the bare word for a site mean the site that the sentence named before?"""
    text = "تبنت الجماعة استهداف قاعدة حرير الأمريكية، مؤكدة أنها قصفت القاعدة بثلاث مسيرات."
    last = [e for e in read(text).events if e.trigger == "قصفت"]
    assert [targets(e) for e in last] == [["قاعدة حرير الأمريكية"]]


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        # told with its preposition alone, of one of those told before
        ("أفرجت سلطات زوارة عن أربعة بحارة بوساطة أعيان المدينة.", "concede", ["أربعة بحارة"]),
        ("خطف مسلحون راهبتين في سوكوتو، وأفرجوا عن إحداهما بعد أسبوع.", "concede", ["إحداهما"]),
        ("وأطلقنا سراح تسعة صيادين لم تثبت عليهم تهمة.", "concede", ["تسعة صيادين"]),
        # past the word for the sides, to whom a renewed call is
        ("دعت المبعوثة الأممية طرفي القتال إلى فتح ممرات آمنة.", "request", ["طرفي القتال"]),
        # met on a visit, by a subject that stands before the verb
        (
            "وصل وزير الخارجية التركي إلى بغداد في زيارة التقى خلالها رئيس الوزراء العراقي.",
            "consult",
            ["رئيس الوزراء العراقي"],
        ),
    ],
)
def test_whom_a_verb_of_release_or_meeting_names(read: Read, text: str, kind: str, wanted: list[str]) -> None:
    """Is whoever is set free, called on or met the target?"""
    assert [m.text for e in read(text).events if e.type == kind for m in e.target][-1:] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("انتشل المسعفون ثلاث جثث من تحت أنقاض منزل قُصف فجر أمس.", ["منزل"]),
        ("شب حريق في خزانات المصفاة التي قُصفت أمس.", ["خزانات المصفاة"]),
    ],
)
def test_what_a_clause_says_was_struck(read: Read, text: str, wanted: list[str]) -> None:
    """Does a clause on what was struck describe the last site before it?"""
    assert targets(of_type(read, text, "assault")) == wanted


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        # a word that points stands for itself; nothing is joined to what a preposition governs
        ("قصفت الطائرات ردا على ذلك مستودعا للذخيرة في حي السكري.", "assault", ["مستودعا"]),
        ("أغارت المقاتلات على فندقين في صنعاء.", "assault", ["فندقين"]),
        # a ship that is held, a ship that an operation hit
        ("أعلنت البحرية احتجاز ناقلة ترفع علم بنما في المضيق.", "coerce", ["ناقلة"]),
        # roads and crossings are where, causes are no party
        ("انفجرت شاحنة مفخخة عند تقاطع مزدحم في مقديشو.", "assault", []),
        ("شن مسلحون هجوما على طريق غاو أمس.", "assault", []),
        ("تظاهر المئات احتجاجا على انقطاع المياه.", "protest", []),
        # people hurt are the toll where a place tells what was hit
        ("قالت الشرطة إن مدنيا أصيب بسقوط قذيفة على بلدة تفتناز.", "assault", ["بلدة تفتناز"]),
        ("فجر مجهولون عبوة لاصقة بسيارة القاضي عبد الله.", "assault", ["سيارة القاضي"]),
    ],
)
def test_what_is_struck_and_what_only_stands_there(read: Read, text: str, kind: str, wanted: list[str]) -> None:
    """Is what was struck told from roads, causes and people hurt?"""
    found = targets(of_type(read, text, kind))
    assert len(found) == len(wanted)
    assert all(told.startswith(words) for told, words in zip(found, wanted, strict=True))
