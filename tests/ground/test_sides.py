"""Whose side an unnamed actor is on."""

from __future__ import annotations

import pytest

import khabar
from khabar import pipeline


def countries(text: str, role: str) -> list[tuple[str, str | None]]:
    """The first word of every actor of a role, with its country, in order of the text."""
    reading = pipeline.read_text(text, published="2021-06-16")
    return [(a.text.split()[0], a.country) for event in reading.events for a in getattr(event, role)]


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        ("دمرت القوات الكينية ثلاث مركبات في بلدة غاريسا الكينية.", "target", ("ثلاث", "KEN")),
        ("هاجم متمردون جنودا في مدينة كيدال شمالي مالي.", "target", ("جنودا", "MLI")),
        ("هاجم المتشددون قرية في ولاية بورنو شمال شرقي نيجيريا.", "initiator", ("المتشددون", "NGA")),
        ("اعتقلت قوة أمنية ثلاثة مشتبه بهم في مدينة بنغازي الليبية.", "initiator", ("قوة", "LBY")),
    ],
)
def test_the_country_where_it_happened(text: str, role: str, expected: tuple[str, str]) -> None:
    """Do an unnamed force, and what it strikes, belong to the country of the happening?"""
    assert expected in countries(text, role)


@pytest.mark.parametrize(
    "text",
    [
        "أطلق مسلحون مجهولون النار على دورية في مدينة غاو شمالي مالي.",
        "هاجم انتحاري سوقا في مدينة بيدوا الصومالية.",
        "هاجم مجهولون نقطة تفتيش في الرقة شمالي سوريا.",
    ],
)
def test_strangers(text: str) -> None:
    """Is the home of gunmen, bombers and unknown attackers left open?"""
    assert countries(text, "initiator")[0][1] is None


def test_those_arrested() -> None:
    """Do people of whom the text says only that they were arrested stay without a country?"""
    assert countries("اعتقلت الشرطة الكينية أربعة أشخاص في مدينة مومباسا.", "target") == [("أربعة", None)]


def test_a_backer_is_no_home() -> None:
    """Does a group armed from outside keep its own country?"""
    text = "هاجمت ميليشيا عراقية مدعومة من إيران قاعدة في أربيل."
    assert countries(text, "initiator") == [("ميليشيا", "IRQ")]


def test_friends_of_a_country() -> None:
    """Are the partners of a country somebody else?"""
    assert ("شركاء", "FRA") not in countries("التقى وزير الدفاع الفرنسي شركاء فرنسا في باريس.", "target")


def test_a_heading_moves_the_country() -> None:
    """Does `the government` under a country's own heading mean that country's?"""
    text = "نيجيريا\nقتل سبعة جنود في هجوم على بلدة مونغونو.\n\nتشاد\nفرضت الحكومة حظر التجول ليلا."
    assert countries(text, "initiator")[-1] == ("الحكومة", "TCD")


def test_bodies_of_several_states() -> None:
    """Is an international mission nobody's own?"""
    text = "اندلعت اشتباكات في طرابلس بليبيا. واستنكرت البعثة الأممية القصف."
    assert countries(text, "initiator")[-1] == ("البعثة", None)


def test_the_state_that_tells_it() -> None:
    """Are the aircraft and guns of a state's own report its own, though they strike abroad?"""
    text = "قالت وزارة الدفاع التركية إن المدفعية قصفت موقعا في جبل قنديل شمالي العراق."
    assert ("المدفعية", "TUR") in countries(text, "initiator")


def test_the_reason_is_told() -> None:
    """Does a country that no word of the mention gives come with its reason?"""
    reading = pipeline.read_text("هاجم متمردون جنودا في مدينة كيدال شمالي مالي.", published="2021-06-16")
    reasons = [because for why in reading.events[0].why if why.field == "target" for because in why.because]
    assert reasons == ["جنودا: of the country where it happened (MLI)"]


@pytest.mark.parametrize(
    ("text", "role", "kind"),
    [
        ("قصفت طائرات فرنسية مواقع للمتشددين في شمال مالي.", "initiator", "military"),
        ("هاجمت قوة من الدعم السريع بلدة في ولاية الجزيرة بالسودان.", "initiator", "armed_group"),
        ("قصف الجيش الإثيوبي مدينة مقلي.", "target", "site"),
        ("تظاهر العشرات في بورتسودان شرقي السودان.", "initiator", "civilians"),
        ("اعتقلت الشرطة الكينية أربعة أشخاص في مدينة مومباسا.", "target", "person"),
    ],
)
def test_kinds(text: str, role: str, kind: str) -> None:
    """Is a body's kind told by what it belongs to, and by what is done with it?"""
    reading = pipeline.read_text(text, published="2021-06-16")
    assert next(a.kind for event in reading.events for a in getattr(event, role)) == kind


def test_a_broken_plural_of_nationality() -> None:
    """Do Turks and Afghans have their country as Turkish and Afghan ones do?"""
    text = "أفرجت السلطات الليبية عن خمسة بحارة أتراك في بنغازي."
    assert ("خمسة", "TUR") in countries(text, "target")


def test_a_capital_that_is_struck() -> None:
    """Is a capital that was shelled the town, not the government that sits there?"""
    reading = pipeline.read_text("قصف المتمردون نجامينا بالمدفعية.", published="2021-06-16")
    assert [(a.kind, a.country) for a in reading.events[0].target] == [("site", "TCD")]


def test_our_forces_of_a_communique() -> None:
    """Does a communique that names no speaker say `our` of the country it speaks of?"""
    text = "تحرير حي الزهور في الموصل بالعراق. قصفت طائراتنا مقرا للتنظيم في الموصل العراقية."
    assert ("طائراتنا", "IRQ") in countries(text, "initiator")


def test_a_backed_group_of_no_place() -> None:
    """Is the home of a group left open of which only the backer is told?"""
    text = "اتهمت باريس ميليشيا موالية لروسيا بالهجوم. وانتقدت فرنسا الميليشيا."
    assert countries(text, "target")[0] == ("ميليشيا", None)


COMMUNIQUE = """بيان صادر عن القوات المسلحة اليمنية
دفاعاً عن حرية شعبنا، ورداً على القصف الأمريكي لبلدنا، قصفت القوة الصاروخية قاعدة إسرائيلية في إيلات.
وتؤكد القوات المسلحة اليمنية أنها لن تتراجع.
صادر عن القوات المسلحة اليمنية
"""


def test_unnamed_forces_of_a_communique_are_the_issuers() -> None:
    """Does a force without a name act for the side that issues the text, and does the doer follow its verb?"""
    struck = next(e for e in khabar.read(COMMUNIQUE).events if e.trigger == "قصفت")
    assert [(actor.text, actor.country) for actor in struck.initiator] == [("القوة الصاروخية", "YEM")]


def test_a_report_of_a_statement_has_no_issuer() -> None:
    """Does a report that only quotes a statement leave its forces to the country spoken of?"""
    told = "قال الجيش الأميركي في بيان إن قواتنا بخير. وفي سوريا قصفت القوات الجوية السورية بلدة سراقب."
    struck = next(e for e in khabar.read(told).events if e.trigger == "قصفت")
    assert [actor.country for actor in struck.initiator] == ["SYR"]


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        # the weapon of one state, a leader of a group, a parties' country, the enemy by name, members who were killed
        ("اعترضت القبة الحديدية صاروخين فوق عسقلان.", "initiator", ("القبة", "ISR")),
        ("اعتقلت قوة أمنية قياديا في كتائب القسام قرب نابلس.", "target", ("قياديا", "PSE")),
        ("في ليبيا، دعت البعثة الأممية طرفي النزاع في طرابلس إلى التهدئة.", "target", ("طرفي", "LBY")),
        ("قصف الجيش الإسرائيلي غزة، وقال المتحدث: قصف العدو مدرسة.", "initiator", ("العدو", "ISR")),
        ("قُتل عشرات المنتسبين في هجوم على ثكنة في مدينة تكريت العراقية.", "target", ("ثكنة", "IRQ")),
    ],
)
def test_sides_of_members_weapons_and_parties(text: str, role: str, expected: tuple[str, str]) -> None:
    """Is somebody of the side that his body, his weapon, or the whole text tells?"""
    assert expected in countries(text, role)


def test_our_country_is_that_of_the_issuer() -> None:
    """Is `our country` in a communique where its issuer is at home, not the country named last?"""
    text = (
        "بيان صادر عن القوات المسلحة اليمنية\nنفذت القوة الصاروخية عملية ضد قاعدة في فلسطين المحتلة."
        "\nوقد شن العدو غارات على بلدنا أمس.\nصادر عن القوات المسلحة اليمنية"
    )
    raids = next(e for e in khabar.read(text).events if e.trigger == "غارات")
    assert raids.place is not None
    assert raids.place.country == "YEM"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قالت إسرائيل إن مقاتلي القسام فجروا عبوة في آلية عسكرية برفح.", ("آلية", "ISR")),
        ("أعلنت إسرائيل مقتل ضابط، وقال الجيش الإسرائيلي إن القسام استهدفت دبابة في خان يونس.", ("دبابة", "ISR")),
        ("استهدف القسام قوة صهيونية راجلة في بيت لاهيا.", ("قوة", "ISR")),
        ("دعت الأمم المتحدة طرفي النزاع في السودان إلى وقف إطلاق النار.", ("طرفي", "SDN")),
    ],
)
def test_of_the_other_side(text: str, expected: tuple[str, str]) -> None:
    """Are soldiers where a land has no army, and the sides of its war, told apart?"""
    assert expected in countries(text, "target")


def test_a_letterhead_set_apart() -> None:
    """Does `we` in a communique mean whose name is its first line, though that line is no reporting?"""
    text = "قوات الدعم السريع\nبيان مهم\nسيطر أشاوسنا على منطقة أم صميمة، وندعو المواطنين إلى البقاء في منازلهم.\n"
    text += "الناطق الرسمي باسم قوات الدعم السريع"
    reading = pipeline.read_text(text, published="2025-06-18")
    found = [a.entity for e in reading.events if e.type == "request" for a in e.initiator]
    assert found == ["actor.sdn.rsf"]


def test_a_name_that_says_whose() -> None:
    """Does an ambiguous name that holds its own country's adjective speak of that country?"""
    text = "أعلنت القوات المسلحة اليمنية استهداف مطار بن غوريون بصاروخ باليستي."
    assert ("القوات", "YEM") in countries(text, "initiator")
