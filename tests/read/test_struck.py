"""Targets: what was struck, whom it felled, who is met and helped."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Event, Reading

EventOf = Callable[..., Event]
Told = Callable[[Event, str], list[str]]


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        # fighters who fell are what was struck where nothing else is
        ("مقتل ستة من جنود الجيش في غارة جوية ليل أمس.", "assault", ["ستة من جنود الجيش"]),
        ("قُتل سبعة مدنيين في غارة جوية ليل أمس.", "assault", []),
        ("قُتل ثلاثة جنود في اشتباكات عنيفة.", "assault", []),
        # aims and gatherings
        ("دمرت مقاتلات التحالف أمس 23 هدفا.", "assault", ["23 هدفا"]),
        ("استهدفت المدفعية تجمعات المسلحين شرق المدينة.", "assault", ["تجمعات المسلحين"]),
        # a number before its figure
        ("تم القبض على عدد ( 12 ) مهرب.", "coerce", ["عدد ( 12 ) مهرب"]),
        ("قصفت المدفعية عدد ( 7 ) مخازن.", "assault", ["عدد ( 7 ) مخازن"]),
        # a list whose first member says where it stands
        ("قصفت طائرات مدرسة في حي الزهور والمطار العسكري.", "assault", ["مدرسة", "المطار العسكري"]),
        # the end of a phrase
        ("اقتحم مسلحون ملثمون المبنى ليلا.", "assault", ["المبنى"]),
        ("سياسيا، التقى وفد عماني قادة الحركة في الدوحة.", "consult", ["قادة الحركة"]),
        # a verb between that only says how long
        ("شن المسلحون هجوما استمر ثلاث ساعات على معسكر الجيش.", "assault", ["معسكر الجيش"]),
        # who receives, with whom, which area, whose
        ("أوصلت المنظمة 40 طنا من الأغذية إلى المدينة.", "aid", ["المدينة"]),
        ("نفذت الشرطة الكينية حملة بالتعاون مع الجيش الصومالي.", "cooperate", ["الجيش الصومالي"]),
        ("فرضت السلطات حظر تجول في أحياء الموصل.", "coerce", []),
        ("سحبت الجزائر سفيرها لدى باريس.", "sanction", ["باريس"]),
        ("هددت الكتائب بضرب الميناء بسبب دعم الحكومة للجيش.", "threaten", []),
        # names side by side, an addressee after its urging, whom an act is laid to
        ("هاتف الرئيس الأميركي جو بايدن نتانياهو.", "consult", ["نتانياهو"]),
        ("قُتل جنود في كمين نصبه مسلحو الحركة لقافلة عسكرية.", "assault", ["قافلة عسكرية"]),
        ("التقى الوزير نظيره التركي هاكان فيدان.", "consult", ["نظيره التركي هاكان فيدان"]),
        ("نسبت الشرطة الهجوم إلى حركة الشباب.", "accuse", ["حركة الشباب"]),
        ("كتب الأهالي رسالة تنديدا بتنظيم داعش.", "accuse", ["تنظيم داعش"]),
        ("واصل الوسيط حث جميع الأطراف على التهدئة.", "request", ["جميع الأطراف"]),
        ("سبق أن تعرض الحقل لهجوم بمسيّرة.", "assault", ["الحقل"]),
        # a stopped weapon that is only counted, and who sent it
        ("أكد الجيش اعتراض معظمها.", "intercept", ["معظمها"]),
        ("هاجمت قوات الدعم السريع الميناء بخمس مسيرات، أسقط الجيش ثلاثا منها.", "intercept", ["قوات الدعم السريع"]),
        # an object after what describes the subject, a weapon destroyed, a visit of his
        ("خطف مسلحون يستقلون سيارات حديثة ثلاثة من عمال الإغاثة.", "coerce", ["ثلاثة من عمال الإغاثة"]),
        ("أعلن التحالف تدمير زورقين مفخخين.", "assault", ["زورقين مفخخين"]),
        ("بحث الملف خلال زيارته الأولى لواشنطن الأسبوع الماضي.", "consult", ["واشنطن"]),
        # both sides of a war that breaks out begin it; what blew up and the town of a blast were not aimed at
        ("اندلعت الحرب بين الجيش وقوات الدعم السريع.", "assault", []),
        ("أسفر تفجير سيارة أمس عن قتلى.", "assault", []),
        ("ارتفعت حصيلة تفجير مقديشو إلى تسعة قتلى.", "assault", []),
        ("شنت الطائرات غارات على صعدة وحجة.", "assault", ["صعدة وحجة"]),
    ],
)
def test_a_target(event: EventOf, told: Told, text: str, kind: str, wanted: list[str]) -> None:
    """Is the target what was struck, and nothing that only stands beside it?"""
    assert told(event(text, kind), "target") == wanted


@pytest.mark.parametrize(
    "text",
    ["أعلن قصف تجمع لجنود العدو في موقع المالكية.", "وفي بيان ثان، أعلن قصف تجمع لجنود العدو عند أطراف الخيام."],
)
def test_a_gathering_is_struck(read: Callable[[str], Reading], text: str) -> None:
    """Is a gathering of soldiers whom somebody shelled, and not who did?"""
    deed = read(text).events[0]
    assert (deed.initiator, [mention.text for mention in deed.target]) == ((), ["تجمع"])
