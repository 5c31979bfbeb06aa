"""Doers of what a noun tells that goes along with a verb: by doing it, in its course, at a meeting, together with."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Event, Reading

Read = Callable[[str], Reading]
Told = Callable[[Event, str], list[str]]


def of_type(read: Read, text: str, kind: str) -> Event:
    """The last event of a kind in a text."""
    return [e for e in read(text).events if e.type == kind][-1]


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        # in the course of a deed of their own
        ("اعتقلت الشرطة الصومالية عشرة رجال خلال مداهمة في كيسمايو.", "coerce", ["الشرطة الصومالية"]),
        ("قتل الجيش المالي قياديا في كمين على طريق تمبكتو.", "assault", ["الجيش المالي"]),
        # by doing it
        ("استجاب سلاح الجو السوداني ببدء تنفيذ ضربات جوية على مصادر النيران.", "assault", ["سلاح الجو السوداني"]),
        # at a meeting
        (
            "جدد وزير الخارجية المصري، في اتصال أمس مع نظيره القطري، الدعوة إلى التهدئة.",
            "consult",
            ["وزير الخارجية المصري"],
        ),
        ("وصل وزير الدفاع الفرنسي إلى نيامي في زيارة لم يعلن عنها مسبقا.", "consult", ["وزير الدفاع الفرنسي"]),
        ("أنذر قائد الجيش، خلال زيارة لجنوده في غاو، المسلحين.", "consult", ["قائد الجيش"]),
        # together with others
        ("نفذت الشرطة العراقية، بالتنسيق مع البيشمركة، مداهمة في مخمور.", "cooperate", ["الشرطة العراقية"]),
        ("وبالاشتراك مع الجيش اللبناني داهمت مخابراته مخزنا في عرسال.", "cooperate", ["مخابراته"]),
        (
            "استمرارا لجهود القوات في ملاحقة الخلايا، واصل الجيش بالتعاون مع الشرطة تمشيط الوادي.",
            "cooperate",
            ["الجيش"],
        ),
        # a verb like the particle of the passive
        ("وزير الخارجية المصري يجري محادثات في أنقرة", "consult", ["وزير الخارجية المصري"]),
        ("قائد الأركان يجري اتصالا بنظيره الفرنسي", "consult", ["قائد الأركان"]),
        # and held, and attended
        ("استقبل الملك الوفد، وعقد اجتماعا مع السفراء.", "consult", ["الملك"]),
        ("حضر رئيس الأركان اجتماعا في نيامي مع نظرائه.", "consult", ["رئيس الأركان"]),
        # and took some of them
        ("سيطرت قوات العمالقة على الجبل وأسرت 17 مقاتلا.", "coerce", ["قوات العمالقة"]),
        # what it ended in, what it comprised
        (
            "تعرض المخيم لهجمات شنتها قوات الدعم السريع، وشملت توغلا داخل الحي انتهى بالسيطرة على المخيم.",
            "assault",
            ["قوات الدعم السريع"],
        ),
        ("نفذت القوة الفرنسية عملية أفضت إلى اعتقال ثلاثة رجال.", "coerce", ["القوة الفرنسية"]),
        # and answered it; and vowed that
        ("قصفت الجماعة البلدة، ورد عليها التحالف بقصف منازل في صنعاء.", "assault", ["التحالف"]),
        ("اجتمع الرئيس الصومالي مع القادة وتعهد بأن المسلحين سيدفعون الثمن.", "threaten", ["الرئيس الصومالي"]),
        ("والرئيس النيجري، الذي زار الجرحى، تعهد بأن القتلة لن يفلتوا.", "threaten", ["الرئيس النيجري"]),
        # a division that is known by its seat
        ("أعلنت الفرقة السادسة مشاة أنها دمرت عشر آليات.", "assault", ["الفرقة السادسة مشاة"]),
        # both who met, the two sides
        (
            "التقى رئيس الوزراء مساء الثلاثاء الجنرال لويد أوستن واتفقا على مضاعفة المساعدات.",
            "agree",
            ["رئيس الوزراء", "الجنرال لويد أوستن"],
        ),
        ("التقى وفد الحكومة قائد المتمردين، واتفق الطرفان على هدنة.", "agree", ["الطرفان"]),
        # a state cuts its ties
        ("مسيرات تضرب الميناء لليوم الثالث والخرطوم تقطع علاقاتها مع أبوظبي", "sanction", ["الخرطوم"]),
        # they who are told before a list
        (
            "نفذ مقاتلونا العمليات التالية:\n1) عند الفجر قصفوا ثكنة قرب عدن.\n2) عند الظهر شنوا هجوما قرب لحج.",
            "assault",
            ["مقاتلونا"],
        ),
        # whoever announces it, not those who are sent, given to, or whose it was
        ("أكد الجيش اعتراض معظم الصواريخ.", "intercept", ["الجيش"]),
        ("أعلن البنتاغون إرسال عدد صغير من القوات الإضافية إلى الخليج.", "mobilize", ["البنتاغون"]),
        ("أكدت حركة حماس نشر 200 عنصر إضافي على الحدود.", "mobilize", ["حركة حماس"]),
        ("أعلنت لندن تسليم نيجيريا ست طائرات دعما لقواتها الجوية.", "aid", ["لندن"]),
        ("واشنطن تعلن تدمير زورق مسيّر للحوثيين", "assault", ["واشنطن"]),
        ("قيادة القوات المشتركة للتحالف: بدء عملية عسكرية ردا على القصف", "assault", ["قيادة القوات المشتركة للتحالف"]),
        # what the air defences down
        ("أطلقت طهران صواريخ على حيفا، فأسقطت الدفاعات الإسرائيلية معظمها.", "intercept", ["الدفاعات الإسرائيلية"]),
        # in the body in which he sits
        ("نفى مسؤول في وزارة الدفاع التركية ذلك في أربيل.", "deny", ["مسؤول في وزارة الدفاع التركية"]),
        # whoever launched what fell, planted what went off
        ("سقطت قذائف أطلقتها قوات الدعم السريع على حي النصر.", "assault", ["قوات الدعم السريع"]),
        ("أصاب صاروخ باليستي أطلقه الحوثيون ناقلة نفط في خليج عدن.", "assault", ["الحوثيون"]),
        ("قال إن لغما زرعته الجماعة انفجر بسيارة إسعاف.", "assault", ["الجماعة"]),
        # the spokesman had vowed last night; and accused Ankara of sending
        ("وكان الناطق باسم القسام أبو عبيدة توعد مساء أمس بقصف عسقلان.", "threaten", ["الناطق باسم القسام أبو عبيدة"]),
        (
            "رفض رئيس الوزراء الليبي الهدنة، واتهم أنقرة بإرسال نحو ألفي مقاتل إلى الجبهة.",
            "accuse",
            ["رئيس الوزراء الليبي"],
        ),
        # said that it shelled
        ('أعلن الجيش المالي أنه ضرب "معسكرا" قرب غاو.', "assault", ["الجيش المالي"]),
        ("قال الحزب إنه قصف قاعدة عسكرية في الجليل.", "assault", ["الحزب"]),
    ],
)
def test_along_with_a_verb(read: Read, told: Told, text: str, kind: str, wanted: list[str]) -> None:
    """Is whoever the verb is of the doer of what goes along with it?"""
    assert told(of_type(read, text, kind), "initiator") == wanted


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("تنفي الجماعة صلتها بتفجير السوق.", "assault"),
        ("تعاملت طواقم الإسعاف مع عشر إصابات، بينها ست بالرصاص الحي.", "casualty"),
        ("قتل ثلاثة رعاة في غارة على قرية شمال مالي.", "assault"),
        ("أدان الرئيس في اجتماع الأزمة الهجوم على الميناء.", "assault"),
    ],
)
def test_whose_verb_it_is_not(read: Read, told: Told, text: str, kind: str) -> None:
    """Do those who deny it, who are struck or only speak of it stay out of it?"""
    assert all(told(e, "initiator") == [] for e in read(text).events if e.type == kind)
