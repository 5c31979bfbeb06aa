"""The furniture finder on page parts of many kinds: what it sets apart and what it leaves in the report."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.clean.furniture import FurnitureFinder
from khabar.packs.load import load_pack, packs_root
from khabar.packs.schema.furniture import Furniture

RULES = [rule for rule in load_pack(packs_root() / "furniture")[1] if isinstance(rule, Furniture)]
FINDER = FurnitureFinder(RULES)
HEADLINE = "مقتل أربعة جنود في هجوم على نقطة عسكرية شرق المدينة"
LEAD = "قُتل أربعة جنود وأصيب سبعة آخرون فجر اليوم في هجوم شنه مسلحون على نقطة عسكرية شرق المدينة، وفق مصدر أمني."
SECOND = "وقال المصدر إن المهاجمين استخدموا أسلحة رشاشة وقذائف صاروخية قبل أن ينسحبوا إلى البادية بعد ساعة من القتال."
THIRD = "ولم يتبنّ أحد الهجوم عند كتابة هذا الخبر، غير أن خلايا للتنظيم تتحرك هناك منذ الشتاء."


def around(line: str, where: str) -> list[str]:
    """A small article with the line where a rule expects it."""
    if where == "bottom":
        return [HEADLINE, LEAD, SECOND, THIRD, line]
    if where == "edge":
        return [HEADLINE, line, LEAD, SECOND, THIRD]
    return [HEADLINE, LEAD, line, SECOND, THIRD]


def marked(lines: list[str]) -> list[str]:
    """The lines found to be furniture."""
    text = "\n".join(lines)
    return [text[f.span.start : f.span.end] for f in FINDER.find(text)]


@pytest.mark.parametrize(
    ("rule", "line"), [(rule, line) for rule in RULES for line in rule.examples], ids=lambda v: getattr(v, "id", None)
)
def test_example(rule: Furniture, line: str) -> None:
    """Does the example of a rule leave the report, and nothing else with it?"""
    assert marked(around(line, rule.where)) == [line]


@pytest.mark.parametrize(
    ("rule", "line"),
    [(rule, example.text) for rule in RULES for example in rule.not_examples],
    ids=lambda v: getattr(v, "id", None),
)
def test_not_example(rule: Furniture, line: str) -> None:
    """Does the counter-example stay in the report?"""
    assert marked([HEADLINE, LEAD, line, SECOND, THIRD]) == []


def test_every_cue_rule_has_examples_both_ways() -> None:
    """Is each rule shown at work, and shown silent?"""
    bare = [r.id for r in RULES if r.match != "words" and not (r.examples and r.not_examples)]
    assert [r for r in bare if r != "furniture.teaser.more"] == []


PAGES = {
    "crumbs, date, share bar, related box": """
F أخبار|السودان
. 27 قتيلا وجريحا في هجوم مسيرة على سوق في الفاشر
F FILE - Soldiers secure the area where a rally is held (AP Photo/Name, File)
F جنود يحاصرون المدينة منذ أكثر من 16 شهرا (أسوشيتد برس)
F Published On 24/9/2025
F آخر تحديث: 11:02 (توقيت مكة)
F حفظ
F انسخ الرابط
F facebook
F x
. قالت تنسيقية لجان المقاومة أمس الثلاثاء إن أكثر من 27 مدنيا سقطوا بين قتيل وجريح في استهداف سوق محلي مكتظ.
F list 1 of 2
F كيف تعمل المسيرات في دارفور؟
F list 2 of 2
F خريطة السيطرة في السودان
F end of list
. ووصفت التنسيقية الهجوم بأنه وحشي، ويأتي ضمن سلسلة مجازر متكررة تنفذها ما وصفتها بالمليشيات يوميا.
. هجمات أخرى
. ويأتي القصف بعد يوم من إعلان الجيش أن الأوضاع في المدينة مستقرة وأنها أصبحت تحت سيطرته الكاملة.
F إعلان
. وتتعرض الفاشر لحصار منذ أكثر من 500 يوم، ظلت تشهد خلالها معارك أدت إلى مقتل الآلاف ونزوح أكثر منهم.
F المصدر: الجزيرة + وكالات
""",
    "editor's names over the headline, ticker": """
F الإثنين 18 أغسطس 2025 11:50 مـ 23 صفر 1447 هـ
F رئيس التحرير
F صلاح حسن
F سقوط لص الأحذية في القاهرة    موعد مباراة القمة    أسعار الفراخ اليوم    حكم جديد في قضية الرشوة
F الأخبار
. مقتل ستة في اشتباكات مسلحة جنوب العاصمة الليبية
F منار سعيد
. اندلعت اشتباكات عنيفة مساء الأحد بين مجموعتين مسلحتين جنوب العاصمة طرابلس ما أسفر عن مقتل ستة أشخاص.
. وأفاد شهود عيان بأن الاشتباكات استخدمت فيها أسلحة ثقيلة وأغلقت الطرق المؤدية إلى المطار.
F طرابلس
F ليبيا
F اشتباكات
""",
    "another article after the end": """
. ارتفاع حصيلة اشتباكات العاصمة إلى 55 قتيلا
. أعلنت وسائل إعلام ليبية اليوم ارتفاع حصيلة اشتباكات العاصمة طرابلس إلى 55 قتيلا و146 جريحا.
. وأكد مركز طب الطوارئ إجلاء 234 عائلة وعشرات الأطباء الذين احتجزوا في مناطق القتال جنوب المدينة.
F المصدر: صحيفة النور
F كلمات دلالية: ليبيا طرابلس اشتباكات طرابلس
F إقرأ أيضاً:
F ارتفاع حصيلة العدوان على القطاع
F ارتفعت حصيلة الشهداء جراء العدوان على قطاع غزة إلى 43799 شهيدا منذ السابع من أكتوبر 2023.
F ونقلت الوكالة عن مصادر طبية قولها اليوم السبت إن حصيلة المصابين ارتفعت في الفترة ذاتها.
""",
    "news list above the article": """
F أحدث الأخبار
F • 02:42 . مسؤول إيراني: احتمال اندلاع حرب جديدة وارد... المزيد
F • 12:44 . تغييرات إدارية تشعل انطلاقة دوري المحترفين... المزيد
. هدوء حذر في العاصمة الليبية بعد يوم دام
. يسود العاصمة الليبية طرابلس هدوء حذر بعد ساعات من الاشتباكات بالأسلحة الثقيلة أدت إلى مقتل 23 شخصا.
. وأعلنت وزارة الصحة مقتل 23 شخصا بينهم 18 مدنيا وإصابة 140 جراء الاشتباكات التي اندلعت مساء أمس.
F شارك المقال
F فيسبوك تويتر واتساب
F الأكثر قراءة
F سعر الذهب اليوم
F غارة إسرائيلية تقتل أربعة في بلدة حدودية
""",
    "channel post": """
. 🔴 عاجل | قصف مدفعي يستهدف أطراف بلدة الخيام
. ▪️ مراسلنا: سقوط ثلاث قذائف على الحي الشرقي من البلدة وأنباء عن إصابات
. ▪️ الدفاع المدني يتوجه إلى المكان
F #عاجل #لبنان #الجنوب
F للاشتراك في قناتنا 👇
F https://t.me/example_channel
F @example_channel
""",
    "agency report with a signature": """
. بغداد (صوت النهر) - قتل ثلاثة من عناصر الشرطة الاتحادية في انفجار عبوة ناسفة استهدفت دوريتهم جنوب كركوك.
. وذكر ضابط في الشرطة أن الانفجار أدى أيضا إلى إصابة أربعة آخرين بجروح نقلوا على إثرها إلى المستشفى.
F س.ع / ح.ز (د ب أ، رويترز)
""",
    "subheads, decks and lists stay": """
. غارات على ثلاث بلدات جنوبية
. الوزارة تحصي تسعة قتلى والجيش يتحدث عن مخازن
F بيروت - خاص
. شن الطيران الحربي فجر الجمعة سلسلة غارات على ثلاث بلدات جنوبية ما أدى إلى مقتل تسعة أشخاص بينهم طفلان.
. حصيلة جديدة
. - بلدة الخيام: أربعة قتلى وستة جرحى
. - بلدة عيترون: ثلاثة قتلى
. ردود فعل
. ودان رئيس الحكومة الغارات داعيا المجتمع الدولي إلى الضغط لوقفها فورا وحماية المدنيين.
""",
    "other stories with cut-off text": """
. مسيرة تستهدف حقلا غازيا في السليمانية
. استهدفت طائرة مسيرة مساء الجمعة حقلا غازيا في محافظة السليمانية ما أدى إلى مقتل عاملين وإصابة ثالث.
. وأدانت حكومة الإقليم الهجوم وطالبت بغداد بتعزيز الدفاعات الجوية حول الحقول في أسرع وقت ممكن.
F اقتصاد
F أعلنت الشركة المشغلة للحقل استئناف الضخ بعد يومين من التوقف بسبب أعمال الصيانة في...
F منوعات
F تحتفل المدينة هذا الأسبوع بمهرجان الزهور السنوي وسط إقبال كبير من السياح القادمين من...
""",
}


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str) -> None:
    """Are exactly the lines with F set apart?"""
    rows = [(row[0], row[2:]) for row in PAGES[name].strip().split("\n")]
    lines = [line for _, line in rows]
    assert marked(lines) == [line for flag, line in rows if flag == "F"]


def test_headline_twice_stays() -> None:
    """Does a repeated headline stay, as text?"""
    assert marked([HEADLINE, HEADLINE, HEADLINE, LEAD, SECOND]) == []


@pytest.mark.parametrize(
    "top",
    [
        ["شبكة نبض الجنوب الإخبارية | من نحن | راسلنا الآن", "حصيلة يوم الجمعة 14-6-2013: مقتل أربعة جنود شرق المدينة"],
        ["صباح الساحل | الطبعة الورقية | السبت 17 ذو القعدة 1440هـ - 20 يوليو 2019م", HEADLINE],
    ],
)
def test_a_bar_of_titles_is_no_headline(top: list[str]) -> None:
    """Is the name of a site with its menu and date set apart, and the headline under it, dated or not, kept?"""
    assert marked([*top, LEAD, SECOND, THIRD]) == top[:1]


@pytest.mark.parametrize(
    "top",
    [
        "الخليج العراق سوريا الشرق الأوسط العالم اقتصاد",
        "عالم اقتصاد لايف ستايل رياضة جمال تكنولوجيا",
    ],
)
def test_a_row_of_sections_with_names_among_them(top: str) -> None:
    """Is a row made of sections for the most part set apart, and the headline under it not?"""
    assert marked([top, HEADLINE, LEAD, SECOND, THIRD]) == [top]


def test_a_question_after_the_report() -> None:
    """Is a headline that asks, after the last paragraph, a teaser?"""
    asked = "حصريا.. ماذا يحدث لجسمك إذا تركت السكر شهرا؟"
    assert marked([HEADLINE, LEAD, SECOND, THIRD, asked]) == [asked]


@pytest.mark.parametrize("dateline", ["بيروت – (أ ف ب)", "مقديشو - رويترز"])
def test_a_dateline_heads_a_report_without_headline(dateline: str) -> None:
    """Is a place with an outlet no headline where a page has lost its own?"""
    assert marked([dateline, LEAD, SECOND]) == [dateline]


def test_empty() -> None:
    """Is there nothing in nothing?"""
    assert FINDER.find("") == []
    assert FINDER.find(" \n\n\t ") == []


@pytest.mark.parametrize(
    "text",
    [
        "اقرأ أيضا " * 100_000,
        "اقرأ أيضا\n" * 100_000,
        "(رويترز) " * 100_000,
        "| / - » " * 120_000,
        "الرئيسية > أخبار\n" * 60_000,
        "١٢:٣٠\n" * 100_000,
        "خبر" * 350_000,
        (LEAD + "\n") * 8_000,
        "مقالات ذات صلة\n" + (LEAD + "\n") * 4_000 + "مقالات ذات صلة\n" * 20_000,
        (LEAD + "\nاقرأ أيضا\nعنوان قصير\n") * 5_000,
        (LEAD + "\nمقالات ذات صلة\nعنوان قصير\n") * 5_000,
    ],
    ids=range(11),
)
def test_hostile_text_is_read_in_time(text: str) -> None:
    """Does a million letters of one kind take seconds, not minutes?"""
    begin = time.process_time()
    FINDER.find(text)
    assert time.process_time() - begin < 20


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([LEAD, SECOND, HEADLINE, "إعلان", "اقرأ أيضا", "14:35", "", "دبي - خاص"]), max_size=14))
def test_spans_are_lines_in_order(lines: list[str]) -> None:
    """Are spans whole lines, in order, and none twice, whatever the lines?"""
    text = "\n".join(lines)
    spans = [found.span for found in FINDER.find(text)]
    assert spans == sorted(set(spans))
    for span in spans:
        assert "\n" not in text[span.start : span.end]
        assert text[span.start : span.end] in lines
