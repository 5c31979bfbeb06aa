"""The day of publication: told, in a date line, or worked out."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.ground.dates_find import TimeFinder
from khabar.ground.published import date_document
from khabar.ground.world import WorldEvents
from khabar.model.records import Published
from khabar.packs.load import load_pack, packs_root
from khabar.pipeline import read_text, reader
from khabar.text.sentences import split_sentences
from khabar.text.tokens import tokenize

FINDER = TimeFinder(load_pack(packs_root() / "calendar")[1], load_pack(packs_root() / "time_rules")[1])
WORLD = WorldEvents(load_pack(packs_root() / "world_events")[1])


def dated(text: str, metadata: date | None = None) -> Published:
    tokens = tokenize(text)
    return date_document(tokens, split_sentences(tokens), FINDER, WORLD, metadata=metadata)


def test_metadata_is_taken_and_checked() -> None:
    """Is a date line that contradicts the feed told?"""
    published = dated("عنوان\nبغداد، 6 آب 2024 - قال مصدر", date(2024, 8, 20))
    assert (published.start, published.stated) == ("2024-08-20", True)
    assert any("differs" in line for line in published.because)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("عنوان الخبر\nبغداد، 6 آب/أغسطس 2024 (وكالة) - أصيب خمسة", "2024-08-06"),
        ("الجمعة, 27 أكتوبر, 2023 - 12:21 مساءً\nعنوان\nقتل شخص", "2023-10-27"),
        ("عنوان\nآخر تحديث: ٤ مايو ٢٠٢٥م\nقتل شخص", "2025-05-04"),
        ("بيان\nنفذت القوات عملية.\nصنعاء\nالموافق 12 من يونيو 2024م", "2024-06-12"),
    ],
)
def test_date_line_states_the_day(text: str, day: str) -> None:
    """Is a full date in a date line taken as stated?"""
    published = dated(text)
    assert (published.start, published.end, published.stated) == (day, day, True)


def test_event_and_weekday_give_the_day() -> None:
    """Do a known event two days ago and today's weekday fix the day?"""
    published = dated("قال الجيش اليوم الأربعاء إن ثلاثة قتلوا في تفجيرات البيجر أمس الثلاثاء.")
    assert (published.start, published.end, published.stated) == ("2024-09-18", "2024-09-18", False)


def test_nothing_known_gives_nothing() -> None:
    """Is a text without any clue left undated, with the reason?"""
    published = dated("قتل ثلاثة أشخاص في انفجار.")
    assert published.start is None
    assert published.because


def test_because_is_the_same_twice() -> None:
    """Is the reading deterministic?"""
    text = "اغتيال هنية في طهران الأربعاء. وقال المتحدث الخميس إن الرد قادم في 5 آب."
    assert dated(text) == dated(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ارتفعت حصيلة قصف مركز إيواء المهاجرين في تاجوراء إلى 53 قتيلا. وأعلنت الصحة ذلك أمس الأربعاء.", "2019-07-04"),
        ("اقتحم مسلحون متحف باردو في العاصمة التونسية اليوم الأربعاء وقتلوا سياحا.", "2015-03-18"),
    ],
)
def test_an_event_of_the_world_dates_an_article(text: str, day: str) -> None:
    """Does an article that tells of a known event find its day, and say how sure it is?"""
    published = dated(text)
    assert published.likeliest == day
    assert published.start is not None
    assert published.end is not None
    assert published.start <= day <= published.end
    assert not published.stated


def test_what_followed_on_the_lead_lies_after_it() -> None:
    """Is the article of the Tuesday after the massacre of a Friday night, since it tells of Sunday and Tuesday?"""
    text = (
        "قتل مسلحون أكثر من 130 مدنيا في الليل من الجمعة إلى السبت في قرية سولهان في بوركينا فاسو."
        "\nوقالت الحكومة في بيان الأحد إن الهجوم هو الأسوأ."
        "\nونفت الجماعة يوم الثلاثاء صلتها به، وأضافت أن مقاتليها هاجموا دورية الاثنين."
    )
    published = dated(text)
    assert published.start == "2021-06-08"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # a weekday of tomorrow
        (
            "دخلت الحرب بين إسرائيل وإيران يومها السابع.\nواندلعت الجمعة 13 يونيو الجاري.\nويلتقي الوزراء غدا الجمعة.",
            "2025-06-19",
        ),
        # the day of a run
        ("صباح الخير، اليوم الأحد ثامن يوم من المعارك بين العشائر وقسد في ذيبان.", "2023-09-03"),
        # weeks after an event
        ("ضربت صواريخ روسية مبنى سكنيا صباح يوم الثلاثاء بعد أسبوع واحد من انهيار سد كاخوفكا.", "2023-06-13"),
    ],
)
def test_distances_from_an_event_give_the_day(text: str, day: str) -> None:
    """Do tomorrow's weekday, the day of a run and the weeks since an event tell the day of an article?"""
    assert dated(text).likeliest == day


def test_what_is_told_with_its_year_is_no_news() -> None:
    """Does an event told by its month and year tie the text to no day?"""
    text = "وقتل ثلاثة جنود الثلاثاء في كمين. وكان هجوم كرم القواديس في أكتوبر 2014 قد أوقع ثلاثين قتيلا."
    assert dated(text).start is None
    text = "شن التنظيم في كانون الثاني الماضي هجوما على سجن الصناعة في غويران بالحسكة. وقتل عنصران اليوم الخميس."
    assert dated(text).start is None


def test_the_event_of_the_headline_is_fresh() -> None:
    """Is a text of the days of the event that its headline names, though an older one stands below at its distance?"""
    text = (
        "صواريخ تضرب مبنى سكنيا في كريفي ريه\n"
        "قتل تسعة في كريفي ريه حين ضربت صواريخ مبنى فجر الثلاثاء، وقتل اثنان في القصف يوم الأحد.\n"
        "وتأتي الضربة بعد أسبوعين من تدمير سد كاخوفكا."
    )
    published = dated(text)
    assert published.start is not None
    assert published.start.startswith("2023-06-1")


def test_what_is_fought_for_has_not_been_done() -> None:
    """Is a city that they set out to retake not yet retaken?"""
    world = reader().world
    for text, names in (("بدأت عملية لاستعادة الرمادي", False), ("احتفلوا بعد استعادة الرمادي", True)):
        tokens = tokenize(text)
        found = [named for named in world.find(tokens, split_sentences(tokens)) if named.strong]
        assert bool(found) == names, text


def test_a_planned_day_is_yet_to_come() -> None:
    """Is an article about a vote that is due written before it?"""
    text = (
        "قتل عمر زواك مرشح في لشكركاه بولاية هلمند في تفجير انتحاري يوم الثلاثاء، قبل الانتخابات المقررة في 20 أكتوبر."
    )
    published = dated(text)
    assert published.end is not None
    assert published.end < "2018-10-20"


def test_an_event_is_known_in_careless_spelling() -> None:
    """Do maqsura for ya and ha for ta marbuta leave an event what it is?"""
    text = "للتذكير الحمله بلشت بغارات تركيه على كوبانى والمالكيه"
    tokens = tokenize(text)
    assert [str(named.start) for named in WORLD.find(tokens, split_sentences(tokens))] == ["2022-11-20"]


def test_a_date_before_the_agency_is_the_day() -> None:
    """Do a dateline without its year, today's weekday and the terms of two ministers give the day?"""
    text = (
        "عمان 16 كانون الثاني (بترا)- اشتبك حرس الحدود اليوم الثلاثاء مع مهربين.\n"
        "وبحث وزير الخارجية الأردني أيمن الصفدي مع نظيره السوري فيصل المقداد ضبط الحدود."
    )
    assert read_text(text).published.start == "2024-01-16"


def test_a_day_line_without_its_year() -> None:
    """Does the day line of posts tell the day, in the year of what they tell?"""
    text = (
        "صفحة الحي\nالأحد 28 أبريل\nصباح الخير، اشتباكات قوية بين شباب بركان الغضب وقوات حفتر في عين زارة.\n"
        "من يوم 4 أبريل لليوم: 278 قتيل. ووقفت الوزارة التعامل نهار الخميس 18 أبريل.\n"
    )
    published = read_text(text).published
    assert (published.start, published.end) == ("2019-04-28", "2019-04-28")


def test_today_is_a_date_without_its_year() -> None:
    """Does a date called today fix the day, in a year that the terms of office and its weekday leave?"""
    published = read_text(
        "قُتل خمسة مدنيين بقصف على مدينة بنش، اليوم، السبت 29 من شباط. وقال وزير الدفاع التركي خلوصي أكار إن القوات ترد."
        " وتخضع إدلب لاتفاق وقعته روسيا وتركيا في 17 من أيلول 2018."
    ).published
    assert (published.start, published.end) == ("2020-02-29", "2020-02-29")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("قتل 12 شخصا في تفجير في بعقوبة اليوم الثلاثاء، بعد عام على سقوط سنجار بيد تنظيم الدولة.", "2015-08-04"),
        ("قصفت طائرات حماة اليوم السبت، بعد ستة أشهر على سقوط تدمر بيد تنظيم الدولة.", "2015-11-21"),
    ],
)
def test_years_and_months_after_an_event_give_the_day(text: str, day: str) -> None:
    """Is an article that tells how many months or years ago a known day lies of the days that far after it?"""
    assert dated(text).likeliest == day


def test_a_number_too_great_for_a_year_is_none() -> None:
    """Does a year beyond any newspaper leave the days of an article where its events put them?"""
    lead = "اقتحم مسلحون متحف باردو في العاصمة التونسية اليوم الأربعاء.\n" + "وأدانت الأحزاب الهجوم.\n" * 7
    text = lead + "وجاء في الوثيقة أن العقد مع الشركة المشغلة للمتحف ينتهي في أجل حددته الإدارة وهو 22 يونيو 2058.\n"
    assert dated(text + "وتجمع الناس أمام المتحف.\n" * 4).likeliest == "2015-03-18"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("شيع آلاف الفلسطينيين اليوم الاثنين جثامين أفراد عائلة الدلو الذين قتلوا أمس في غارة.", "2012-11-19"),
        ("قتل 30 شخصا في تفجير انتحارية في سوق المسيب، وقالت الشرطة اليوم السبت إن الهجوم وقع أمس.", "2017-06-10"),
        ("قالت الشرطة اليوم الأحد إن قتلى هجوم كنيسة نيوتاون ومدرسة ساندي هوك دفنوا.", "2012-12-16"),
        ("أعلنت قوات البنيان المرصوص السيطرة بالكامل على الجيزة آخر المعاقل في سرت اليوم الثلاثاء.", "2016-12-06"),
        ("أسقطت قوات الوفاق طائرة لقوات حفتر جنوبي طرابلس اليوم الأحد، بعد عشرة أيام من بدء الهجوم.", "2019-04-14"),
    ],
)
def test_days_of_many_wars_are_known(text: str, day: str) -> None:
    """Do happenings of many wars date the articles that tell of them?"""
    assert dated(text).likeliest == day
