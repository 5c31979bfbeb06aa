"""Which words of a sentence give a record of their own, and of which type: classes of news sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Event, Reading

Read = Callable[[str], Reading]
EventOf = Callable[..., Event]


def types(read: Read, text: str) -> set[tuple[str, str]]:
    return {(event.type, event.trigger) for event in read(text).events}


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("وزعمت الحركة أنها قتلت تسعة قرويين في شمال البلاد.", "قتلت"),
        ("ادعى المتمردون أنهم قتلوا 40 جنديا.", "قتلوا"),
        ("قال الجيش الكيني إنه حيّد ستة إرهابيين قرب الحدود.", "حيّد"),
        ("أعدم تنظيم الدولة راعيين في بادية السخنة بتهمة التخابر.", "أعدم"),
        ("قُتل سبعة رعاة الأحد على أيدي مسلحين في ولاية بينوي.", "قُتل"),
    ],
)
def test_a_killing_with_its_doer(read: Read, text: str, trigger: str) -> None:
    """Is a killing that a party tells of itself, or by whose hand it was, a use of force?"""
    assert ("assault", trigger) in types(read, text)


def test_those_killed_in_beating_off_an_attack(read: Read) -> None:
    """Is a killing by those who beat off an attack what came of that attack?"""
    assert types(read, "القوات تصد تعرضا على الحي وتقتل 12 ارهابيا.") == {("assault", "تعرضا")}


@pytest.mark.parametrize(
    "text",
    [
        "قالت الشرطة إن امرأة قتلت في السوق.",
        "أكد المستشفى أن أربعة أشخاص قتلوا أمس.",
    ],
)
def test_a_death_without_a_doer(read: Read, text: str) -> None:
    """Does a verb of killing without doer or hand stay a death?"""
    assert {event.type for event in read(text).events} == {"casualty"}


@pytest.mark.parametrize(
    "text",
    [
        "شنت تركيا عملية سمتها مخلب النسر في سنجار.",
        'أطلق الجيش النيجري في 4 مايو عملية "درع البحيرة" في إقليم ديفا.',
        "عملية ضد تنظيم القاعدة في شبوة.",
        "لوح الوزير بعملية جديدة في شمال سوريا.",
    ],
)
def test_an_operation(read: Read, text: str) -> None:
    """Is an operation a use of force where it was launched, is against somebody, or is threatened?"""
    assert ("assault", "عملية") in types(read, text)


@pytest.mark.parametrize("text", ["أطلقت الوزارة عملية توثيق للآثار.", "عملية تنظيف واسعة في ميناء طرطوس."])
def test_no_operation(read: Read, text: str) -> None:
    """Does peaceful work called an operation leave no record?"""
    assert types(read, text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "نفت الوزارة ما تناقلته صفحات عن مقتل سجناء في الحسكة.",
        "وننفي نفيا قاطعا ما تروجه قنوات العدو حول انسحاب مقاتلينا.",
    ],
)
def test_what_accounts_passed_on(read: Read, text: str) -> None:
    """Does what others passed on, and somebody denies, leave no record of its own?"""
    assert {event.type for event in read(text).events} == {"deny"}


def test_a_demand_after_an_adverb(read: Read) -> None:
    """Does an adverb between a demand and what it demands leave the demand whole?"""
    assert {e.type for e in read("طالبت نيجيريا مجددا بإطلاق سراح بحارتها.").events} == {"request"}


def test_any_attack_that_will_be_met(event: EventOf) -> None:
    """Is whichever attack there may be on somebody recorded under its condition?"""
    assert event("حذر الوزير من أن أي هجوم على سفن بلاده سيقابل برد قاس.", "assault").modality == "hypothetical"


def test_vows_that_are_threats(event: EventOf) -> None:
    """Is a vow to make somebody pay a threat?"""
    assert event("تعهد الرئيس بأن حكومته ستقضي على الخوارج.").type == "threaten"


def test_what_somebody_is_charged_with(read: Read) -> None:
    """Is a definite verbal noun recorded as what somebody is accused of?"""
    assert ("retreat", "الفرار") in types(read, "اتهم الوالي ضباطا بالفرار من المعسكر ليل الأحد.")


@pytest.mark.parametrize(
    "text",
    [
        "بلغ عدد الذين تم تحييدهم منذ مطلع العام 300 إرهابي.",
        "يرتفع عدد القذائف التي أطلقها العدو منذ الفجر إلى أكثر من 90 قذيفة.",
    ],
)
def test_what_a_total_counts(read: Read, text: str) -> None:
    """Does a clause that only says whom a total counts leave no record beside the tally?"""
    reading = read(text)
    assert not reading.events
    assert reading.tallies


def test_what_followed(read: Read) -> None:
    """Is shooting that followed something recorded without more said of it?"""
    assert ("assault", "إطلاق نار كثيف") in types(read, "سمع السكان انفجارين ثم تبع ذلك إطلاق نار كثيف.")


def test_nobody_claims(event: EventOf) -> None:
    """Is a claim that nobody made a negated claim, without words for what?"""
    found = event("لم تعلن أي جهة مسؤوليتها حتى المساء.")
    assert (found.type, found.modality) == ("claim", "negated")


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("انفجرت عبوة بسيارة القاضي من دون ان تصيبه.", "انفجرت"),
        ("أُطلق صاروخ باتجاه الناقلة لم يصبها.", "أُطلق"),
        ("قصف المقاتلون المستوطنة وقد أصابت الصواريخ أهدافها.", "قصف"),
        ("قصفت الطائرات الجسر في ثالث غارة من نوعها خلال أسبوع.", "قصفت"),
        ("قتل تفجيران 30 شخصا في السوق، وهو أسوأ هجوم منذ عام 2019.", "تفجيران"),
        ("اقتحم مسلحون البيت وقتلوه ذبحا.", "اقتحم"),
        ("يتبادل الحزب، حليف الحركة، إطلاق النار مع الجيش عبر الحدود.", "إطلاق النار"),
    ],
)
def test_one_use_of_force(read: Read, text: str, trigger: str) -> None:
    """Does what only tells how a use of force ended, or ranks it, add no record?"""
    found = [event for event in read(text).events if event.type == "assault"]
    assert len(found) == 1


@pytest.mark.parametrize(
    "text",
    [
        "يقع الحقل في المنطقة التي يسيطر عليها المتمردون.",
        "بدأت الشرطة البحث عن منفذي الهجوم.",
        "وصفه المسؤولون بأنه هجوم صاروخي فاشل.",
        "عبرت السفارة عن قلقها من التصعيد.",
        "صار ثمن الخبز في المدينة حديث الناس.",
        "وللبحر أيضا نصيبه من القصة.",
    ],
)
def test_no_record(read: Read, text: str) -> None:
    """Do states, doers of what was told before, names for things, concern and look-alikes leave no record?"""
    assert types(read, text) == set()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("القوات المشتركة تسحق متحركا للمليشيا غرب الأبيض.", "assault"),
        ("دونت المليشيا المدينة بمدافع الهاوتزر.", "assault"),
        ("استباحت المليشيا قرية شمال الجزيرة.", "assault"),
        ("أوقع المقاتلون قوة راجلة في كمين محكم.", "assault"),
        ("البيشمركة تصد تعرضا لداعش قرب الطوز.", "assault"),
        ("الاستخبارات تطيح بثلاثة إرهابيين في كركوك.", "coerce"),
        ("تقهقرت المليشيا من محيط المصفاة.", "retreat"),
        ("شارك جنود إيطاليون في تدريبات مع الجيش النيجري.", "cooperate"),
        ("أرسلت قطر طائرة إغاثة إلى بورتسودان.", "aid"),
        ("ما جرى في المخيم لن يمر دون عقاب.", "threaten"),
    ],
)
def test_regional_words(read: Read, text: str, kind: str) -> None:
    """Are words of the Arabic of Sudan, Iraq, Syria and the Sahel read as what they tell?"""
    assert kind in {event.type for event in read(text).events}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("أسقطت الطائرات جوا بعض المساعدات الغذائية على المدينة.", {"aid"}),
        ("واصلت السفينة رحلتها إلى الميناء.", set()),
        ("نشرت الجماعة مقاطع مصورة تظهر عشرات الأسلحة.", set()),
        ("ونوهت القيادة إلى أن السفينة سليمة.", set()),
        ("ولم تصدر السلطات أي تعليق رسمي.", set()),
        ("تعهدت الجماعة بمهاجمة السفن في خليج عدن.", {"threaten", "assault"}),
        ("قالت الجماعة إنها ستكثف هجماتها على السفن.", {"threaten", "assault"}),
        ("أشار المصدر إلى نزوح عشرات الأسر اليمنية.", set()),
        ("تعاملت طواقم الإسعاف مع إصابة طفل في الحي.", {"casualty"}),
        ("وسط مخاوف من اندلاع صراع أوسع في المنطقة.", set()),
    ],
)
def test_look_alikes(read: Read, text: str, kinds: set[str]) -> None:
    """Are voyages, families, footage, comments and fears kept from being happenings, and vows read as threats?"""
    assert {event.type for event in read(text).events} <= kinds


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("رحب المجلس باستعادة الجيش السيطرة على العاصمة.", "استعادة"),
        ("تصدى الجيش لهجوم شنته المليشيا بست مسيرات كانت تستهدف القاعدة.", "هجوم"),
    ],
)
def test_told_once(read: Read, text: str, trigger: str) -> None:
    """Are control regained, and what the weapons of an attack aimed at, told with it?"""
    assert [event.trigger for event in read(text).events if event.type == "assault"] == [trigger]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("قُتل شرطيان في تفجير انتحاري أمس، استهدف مقرا أمنيا في كويته.", ["assault"]),
        ("وقال شاهد يدعى سالم إن مسلحين هاجموا السوق.", ["assault"]),
        ("أعلن قائد الجماعة، أبو بكر، مسؤولية الحركة عن خطف الطلاب.", ["claim", "coerce"]),
        ("قال القيادي إننا نقف وراء خطف الطلاب في كاتسينا.", ["claim", "coerce"]),
    ],
)
def test_claims_and_names(read: Read, text: str, kinds: list[str]) -> None:
    """Are blasts told once past a comma, witnesses only named, and groups owned up for?"""
    assert sorted(event.type for event in read(text).events) == kinds
