"""Topics: what stands between a subject and its verb, and where a subject ends and its object begins."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Event, Reading

Read = Callable[[str], Reading]
Told = Callable[[Event, str], list[str]]


def named(read: Read, text: str, trigger: str) -> Event:
    """The last event of a text whose trigger begins with a word."""
    found = [e for e in read(text).events if e.trigger.startswith(trigger)]
    assert found, [(e.type, e.trigger) for e in read(text).events]
    return found[-1]


@pytest.mark.parametrize(
    ("text", "trigger", "initiator", "target"),
    [
        (
            "حركة حماس، التي تدير القطاع، هاجمت القوات الإسرائيلية في خان يونس.",
            "هاجمت",
            "حركة حماس",
            "القوات الإسرائيلية",
        ),
        ("روسيا، التي تحتل المدينة، اتهمت أوكرانيا بقصف سوق.", "اتهمت", "روسيا", "أوكرانيا"),
        ("كتائب القسام، التي خسرت عددا من قادتها، اتهمت إسرائيل بقصف مدرسة.", "اتهمت", "كتائب القسام", "إسرائيل"),
        ("جماعة الحوثي، المدعومة من إيران، هاجمت سفينة في البحر الأحمر.", "هاجمت", "جماعة الحوثي", "سفينة"),
        (
            "الجيش الوطني الليبي، بقيادة حفتر، اتهم حكومة الوفاق بخرق الهدنة.",
            "اتهم",
            "الجيش الوطني الليبي",
            "حكومة الوفاق",
        ),
        (
            "مجموعة واغنر، التي سحبت رجالها من باخموت، اتهمت الجيش الروسي بزرع ألغام.",
            "اتهمت",
            "مجموعة واغنر",
            "الجيش الروسي",
        ),
    ],
)
def test_an_aside_is_no_subject(read: Read, told: Told, text: str, trigger: str, initiator: str, target: str) -> None:
    """Does the one before an aside act, not the one inside it?"""
    event = named(read, text, trigger)
    assert told(event, "initiator") == [initiator]
    assert told(event, "target") == [target]


def test_what_is_laid_to_somebody_is_told_by_who_stands_before_the_aside(read: Read, told: Told) -> None:
    """Is the accuser the source, past what describes him?"""
    event = named(read, "حركة حماس، التي تدير القطاع، اتهمت إسرائيل بقصف خيام النازحين.", "قصف")
    assert told(event, "sources") == ["حركة حماس"]


@pytest.mark.parametrize(
    ("text", "trigger", "initiator", "target"),
    [
        ("التقى الرئيس المصري وزير الخارجية الأمريكي أنتوني بلينكن في القاهرة.", "التقى", "الرئيس المصري",
         "وزير الخارجية الأمريكي أنتوني بلينكن"),
        ("اعترض شبان دورية لليونيفيل عند مدخل البلدة.", "اعترض", "شبان", "دورية لليونيفيل"),
        ("أطلق قناصة النار على جنود في شارع فلسطين.", "أطلق", "قناصة", "جنود"),
        ("فجرت انتحاريتان نفسيهما في سوق للأسماك في كوندوغا.", "فجرت", "انتحاريتان", "سوق"),
    ],
)  # fmt: skip
def test_a_subject_ends_before_its_object(
    read: Read, told: Told, text: str, trigger: str, initiator: str, target: str
) -> None:
    """Do two phrases side by side stay apart?"""
    event = named(read, text, trigger)
    assert told(event, "initiator") == [initiator]
    assert told(event, "target") == [target]


@pytest.mark.parametrize(
    ("text", "trigger", "initiator", "target"),
    [
        ("أما القوات الروسية فقصفت ثلاث بلدات في محيط خاركيف.", "قصفت", "القوات الروسية", "ثلاث بلدات"),
        ("أما الجيش اللبناني فطوّق المكان ثلاثة أيام.", "طوّق", "الجيش اللبناني", "المكان"),
        ("أما كييف فاتهمت موسكو بقصف المحطة.", "اتهمت", "كييف", "موسكو"),
        ("أما إسرائيل التي تقصف الضاحية منذ أسبوع فدمرت مبنى في النبطية.", "دمرت", "إسرائيل", "مبنى"),
        ("أما الرئيس زيلينسكي فدعا الحلفاء إلى إرسال صواريخ.", "دعا", "الرئيس زيلينسكي", "الحلفاء"),
    ],
)
def test_as_for_somebody(read: Read, told: Told, text: str, trigger: str, initiator: str, target: str) -> None:
    """Does the one to whom a sentence turns do what its verb tells?"""
    event = named(read, text, trigger)
    assert told(event, "initiator") == [initiator]
    assert told(event, "target") == [target]


def test_as_for_somebody_who_says(read: Read, told: Told) -> None:
    """Is he the source of what he says?"""
    event = named(read, "أما وزارة الدفاع فقالت إن قواتها قصفت مواقع المسلحين.", "قصفت")
    assert told(event, "sources") == ["وزارة الدفاع"]


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "initiator", "target"),
    [
        ("سلم 15 مسلحا أنفسهم للقوات الأمنية في صلاح الدين.", "سلم", "concede", "15 مسلحا", "لقوات الأمنية"),
        ("استسلم للجيش في الموصل 40 عنصرا من داعش.", "استسلم", "concede", "40 عنصرا من داعش", "لجيش"),
        ("اتخذ عناصر داعش من المدنيين دروعا بشرية.", "اتخذ", "coerce", "عناصر داعش", "المدنيين"),
    ],
)
def test_giving_up_and_shields(
    read: Read, told: Told, text: str, trigger: str, kind: str, initiator: str, target: str
) -> None:
    """Are those who give in the doers, and those hidden behind the target?"""
    event = named(read, text, trigger)
    assert event.type == kind
    assert told(event, "initiator") == [initiator]
    assert told(event, "target") == [target]


@pytest.mark.parametrize(
    "text",
    [
        "وزارة الدفاع في موسكو لم ترد على طلب للتعليق.",
        "لم يكن لدى البنتاغون تعليق فوري على التقارير.",
        "قابل الفريق تسعة ناجين وجمع مقاطع مصورة.",
        "لم يتمكن المرصد من زيارة المكان.",
    ],
)
def test_the_reporters_own_work_is_no_happening(read: Read, text: str) -> None:
    """Is nothing recorded of comments asked for, of interviews, of places not seen?"""
    assert [e.trigger for e in read(text).events] == []


@pytest.mark.parametrize(
    ("text", "trigger", "initiator", "source"),
    [
        ("جاء ذلك بعد إعلان حماس أنها قصفت تل أبيب برشقة صاروخية.", "قصفت", "حماس", "حماس"),
        ("وارتفعت الأسعار عقب إعلان الحوثيين أنهم هاجموا ناقلة.", "هاجموا", "الحوثيين", "الحوثيين"),
        ("وتأتي الزيارة بعد تأكيد وزارة الدفاع الروسية أن قواتها سيطرت على أفدييفكا.", "سيطرت", "قواتها",
         "وزارة الدفاع الروسية"),
    ],
)  # fmt: skip
def test_after_somebodys_announcement(
    read: Read, told: Told, text: str, trigger: str, initiator: str, source: str
) -> None:
    """Is whoever announced it the source, and the doer of what the announcement says of him?"""
    event = named(read, text, trigger)
    assert told(event, "initiator") == [initiator]
    assert told(event, "sources") == [source]


@pytest.mark.parametrize(
    ("text", "trigger", "dead"),
    [
        ("جاءت الغارات بعد هجوم أودى بحياة ستة جنود.", "هجوم", 6),
        ("جاء القصف ردا على كمين قُتل فيه 11 جنديا في أوركزاي الأسبوع الماضي.", "كمين", 11),
        ("سقطت أربع قذائف على سوق أم درمان القديم فأودت بحياة 12 من الباعة والمتسوقين.", "سقطت", 12),
    ],
)
def test_the_dead_of_what_is_answered(read: Read, text: str, trigger: str, dead: int) -> None:
    """Has the attack that another answers its own dead, and is it no running total?"""
    reading = read(text)
    event = named(read, text, trigger)
    assert [(c.low, c.high) for c in event.casualties] == [(dead, dead)]
    assert reading.tallies == ()


def test_a_helper_is_no_place(read: Read, told: Told) -> None:
    """Is the state that helped not where it happened?"""
    event = named(read, "اعترض الجيش الأردني مسيرات بمساعدة الولايات المتحدة وفرنسا.", "اعترض")
    assert event.place is None


@pytest.mark.parametrize(
    ("text", "trigger", "initiator"),
    [
        ("جاء ذلك ردا على ضربة منسوبة إلى إسرائيل استهدفت القنصلية الإيرانية في دمشق.", "ضربة", "إسرائيل"),
        ("قتل قيادي في غارة منسوبة إلى الولايات المتحدة في مأرب.", "غارة", "الولايات المتحدة"),
        ("وقعت الهجمات المنسوبة إلى تنظيم داعش في كركوك أمس.", "الهجمات", "تنظيم داعش"),
    ],
)
def test_to_whom_it_is_ascribed(read: Read, told: Told, text: str, trigger: str, initiator: str) -> None:
    """Is a raid ascribed to somebody his, and no charge of its own?"""
    event = named(read, text, trigger)
    assert told(event, "initiator") == [initiator]
    assert all(e.type != "accuse" for e in read(text).events)
