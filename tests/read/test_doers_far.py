"""Doers of deeds told by a noun: blamed, claimed, laid to, of a part, told by an adjective inside or beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Event, Reading

Read = Callable[[str], Reading]
Told = Callable[[Event, str], list[str]]


def of_trigger(read: Read, text: str, trigger: str) -> Event:
    """The event of a text whose trigger begins with some letters."""
    (found,) = [e for e in read(text).events if e.trigger.startswith(trigger)]
    return found


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        # blamed for it
        ("تلوم الخرطوم متمردي الشمال على إحراق مصفاة الجيلي.", "إحراق", ["متمردي الشمال"]),
        ("حملت الحكومة حركة الشباب مسؤولية الهجوم على ميناء كيسمايو.", "الهجوم", ["حركة الشباب"]),
        ("ألقى الجيش باللائمة على حركة الشباب في قصف ميناء كيسمايو.", "قصف", ["حركة الشباب"]),
        ("اتهم الأهالي الجيش المالي بقتل ستة رعاة في الغارة.", "الغارة", ["الجيش المالي"]),
        # behind it, responsible for it
        ("رجح محقق أن تكون حركة الشباب وراء تفجير حافلة في مانديرا.", "تفجير", ["حركة الشباب"]),
        ("يعتقد الجيش أن جماعة بوكو حرام مسؤولة عن خطف ثلاثين تلميذة في كوريغا.", "خطف", ["جماعة بوكو حرام"]),
        # claimed past asides, before it and after it
        (
            "تبنت حركة طالبان باكستان، عبر بيان تناقلته حسابات على منصة تلغرام، تفجير مركز للشرطة في بنو.",
            "تفجير",
            ["حركة طالبان باكستان"],
        ),
        (
            "قتل ستة جنود في هجوم على ثكنة قرب ديالى، أعلن تنظيم داعش مسؤوليته عنه.",
            "هجوم",
            ["تنظيم داعش"],
        ),
        # laid to somebody in the next clause
        ("قتل تسعة نازحين في قصف مدفعي على مخيم كلمة، نُسب إلى قوات الدعم السريع.", "قصف", ["قوات الدعم السريع"]),
        # joined, a part of a whole, used in
        ("شنت القوات الجوية غارتين على صعدة وثلاث غارات على حجة.", "غارات", ["القوات الجوية"]),
        (
            "صد الأهالي هجمات شنتها قوات الدعم السريع، وشملت قصفا مدفعيا على حي النصر.",
            "قصف",
            ["قوات الدعم السريع"],
        ),
        ("قال إن المتمردين استخدموا في ضرب الميناء زورقا مفخخا.", "ضرب", ["المتمردين"]),
        # asserted by who did it
        ("موسكو تؤكد إسقاط ثلاث مسيرات أوكرانية", "إسقاط", ["موسكو"]),
        # an adjective inside the trigger, of a group, and beside the first
        ("جاءت العملية ردا على العدوان التركي على كوباني.", "العدوان", ["التركي"]),
        ("أدت الهجمات الصاروخية الحوثية على مأرب إلى نزوح مئات الأسر.", "الهجمات", ["الحوثية"]),
        ("أدان المحافظ القصف الحوثي على مأرب.", "القصف", ["الحوثي"]),
        ("أدت الضربات الروسية والسورية على إدلب إلى نزوح مئات الأسر.", "الضربات", ["الروسية", "السورية"]),
        ("دمر القصف المدفعي والصاروخي التركي على عفرين مدرسة.", "القصف", ["التركي"]),
        # whose reply it is
        ("هذه الضربات هي الرد الأميركي على هجمات الفصائل على قواتنا.", "الضربات", ["الأميركي"]),
        ("رغم الضربات المتبادلة بين إسرائيل وحزب الله عبر الحدود.", "الضربات", ["إسرائيل", "حزب الله"]),
        # slaughter
        ("جاءت العملية ردا على مجازر الاحتلال في جباليا.", "مجازر", ["الاحتلال"]),
        # a series; what is said not to be
        ("قال مراسلنا إن سلاح الجو شن سلسلة غارات على أطراف البلدة.", "غارات", ["سلاح الجو"]),
        (
            "أحصت البعثة سلسلة من الهجمات المتواصلة وغير المسبوقة ضد المدنيين من قبل مقاتلي كوديكو.",
            "الهجمات",
            ["مقاتلي كوديكو"],
        ),
        # past an aside that opens with a participle
        (
            "نفذت قوات الاحتلال، مدعومة بجرافات عسكرية، حملة اعتقالات في قباطية.",
            "حملة اعتقالات",
            ["قوات الاحتلال"],
        ),
        # thought to be of a nation
        ("استهدفت طائرة مسيرة يعتقد أنها تركية سيارة قرب عامودا.", "استهدفت", ["تركية"]),
        ("أصيب عامل في قصف جوي يعتقد أنه إسرائيلي على ريف حمص.", "قصف", ["إسرائيلي"]),
        # whose planes they are
        ("قصفت طائرات حربية تابعة لسلاح الجو الأمريكي موقعا قرب جلب.", "قصفت", ["سلاح الجو الأمريكي"]),
        ("بدأت القوات التركية أوسع حملة جوية على جبال قنديل.", "حملة جوية", ["القوات التركية"]),
        ("تحدث سكان عن سقوط بلدة أم روابة في أيدي قوات الدعم السريع.", "سقوط", ["قوات الدعم السريع"]),
    ],
)
def test_who_did_what_a_noun_tells(read: Read, told: Told, text: str, trigger: str, wanted: list[str]) -> None:
    """Does who is blamed, claims it, or is told by an adjective do the deed?"""
    assert told(of_trigger(read, text, trigger), "initiator") == wanted


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("أدان مجلس الأمن بشدة الهجوم على قاعدة الأمم المتحدة في كيدال.", "الهجوم"),
        ("لم يسم المتحدث المجموعة التي تقف وراء الهجوم على القاعدة في كيدال.", "الهجوم"),
        ("قالت الشرطة إن حركة الشباب ليست وراء التفجير الذي استهدف حافلة في مانديرا.", "التفجير"),
        ("نفذت ضربة جوية للدفاع عن النفس قرب كيسمايو.", "ضربة"),
        ("وقع هجوم على دورية مشتركة للجيش والشرطة في كركوك.", "هجوم"),
        ("أكد مصدر أمني استهداف رتل للتحالف في الديوانية.", "استهداف"),
        ("أكدت إسرائيل إطلاق ثلاثة صواريخ من جنوب لبنان.", "إطلاق"),
        ("قتل جنديان في هجوم على حاجز، وقد أدانت الحكومة الهجوم.", "هجوم"),
    ],
)
def test_nobody_is_made_up(read: Read, told: Told, text: str, trigger: str) -> None:
    """Do those who condemn, who only tell, or who are not named stay out of it?"""
    assert told(of_trigger(read, text, trigger), "initiator") == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("شنت المقاتلات غارات غير مسبوقة على ميناء الحديدة.", ["ميناء الحديدة"]),
        ("نفذ الجيش ضربات دقيقة وغير معهودة ضد مواقع الحركة.", ["مواقع الحركة"]),
    ],
)
def test_whom_past_what_it_is_not(read: Read, told: Told, text: str, wanted: list[str]) -> None:
    """Does a quality that is denied leave the target to the deed before it?"""
    assert told(of_trigger(read, text, ""), "target") == wanted


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        # those who stand in a base do not suffer in its place
        (
            "تعرضت قاعدة خراب الجير، التي تتمركز فيها قوات أمريكية، لقصف صاروخي ليل الجمعة.",
            "قصف",
            ["قاعدة خراب الجير"],
        ),
        (
            "إن أربع قواعد في العراق وسوريا، حيث تنتشر القوات الأميركية، تعرضت لهجمات صاروخية.",
            "هجمات",
            ["أربع قواعد"],
        ),
        ("تعرض رتل للتحالف إلى هجوم قرب مدينة السماوة.", "هجوم", ["رتل للتحالف"]),
        ("تعرضت بلدة مركبا ومحيطها، فجر اليوم، لغارات إسرائيلية.", "غارات", ["بلدة مركبا"]),
        ("تعرضت أحياء المدينة، ولا سيما حي السكري، لقصف مدفعي.", "قصف", ["أحياء المدينة"]),
        ("رد الجيش على القصف المدفعي بغارات على مواقع الحركة.", "غارات", ["مواقع الحركة"]),
    ],
)
def test_whom_a_noun_tells(read: Read, told: Told, text: str, trigger: str, wanted: list[str]) -> None:
    """Is the base the target, not its users, and whom an answer hits that of the answer?"""
    assert told(of_trigger(read, text, trigger), "target") == wanted


def test_what_is_agreed_on(read: Read) -> None:
    """Does the content of an agreement stay no happening of its own?"""
    found = read("اتفقت الفصيلان على انسحاب القوات من بلدة زوارة بعد وساطة.").events
    assert [e.type for e in found] == ["agree"]


def test_a_group_of_which_others_think(read: Read) -> None:
    """Does a verb of several men in a clause on a group leave the group silent?"""
    (found,) = [
        e for e in read("سمى المسؤولون الجماعة التي يعتقدون أنها هاجمت القاعدة.").events if e.trigger == "هاجمت"
    ]
    assert all(s.text != "الجماعة" for s in found.sources)
