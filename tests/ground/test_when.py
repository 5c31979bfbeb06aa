"""Which words give a happening its day, and which belong to another."""

from __future__ import annotations

import pytest

from khabar.model.records import Event
from khabar.pipeline import read_text

DAY = "2022-03-17"
"""A Thursday."""


def event_of(text: str, trigger: str) -> Event:
    """The event at a trigger."""
    reading = read_text(text, published=DAY)
    return next(event for event in reading.events if event.trigger == trigger)


def days_of(text: str, trigger: str) -> tuple[str | None, str | None]:
    """The days of the event at a trigger."""
    time = event_of(text, trigger).time
    return (time.start, time.end) if time is not None else (None, None)


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        # what is answered has its own day
        ("قصفت الفصائل مطار الضبعة بالصواريخ ردا على اغتيال أحد قادتها في حمص الاثنين.", "اغتيال", "2022-03-14"),
        ("قصفت الفصائل مطار الضبعة بالصواريخ ردا على اغتيال أحد قادتها في حمص الاثنين.", "قصفت", DAY),
        # a participle describes its noun only
        ("دخلت قافلة إغاثة إلى الغوطة المحاصرة منذ ثلاثة أشهر، وقصفت الطائرات دوما اليوم.", "قصفت", DAY),
        # the day on which a statement was issued is that of what it tells
        ("ذكر بيان للجيش المالي صدر مساء الاثنين أن مسلحين نصبوا كمينا لدورية.", "كمينا", "2022-03-14"),
        # a place is no participle: since then dates what happened there
        ("تدور معارك في الخرطوم منذ الأحد الماضي.", "معارك", "2022-03-13"),
        # a distance tells the day of what is named after it, also where nothing else happened in the sentence
        ("ساد الهدوء اليوم بعد يوم من مقتل 13 شخصا في احتجاجات كالي.", "مقتل", "2022-03-16"),
        # a time joined by a conjunction opens its clause, with a preposition too
        ("هاجم مسلحون نقطة تفتيش في كابل صباح الثلاثاء، وفي اليوم التالي فجروا محطة كهرباء.", "فجروا", "2022-03-16"),
        # those who are described by what they wear or ride did it on the day told after that
        ("اختطف مجهولون يستقلون سيارات رباعية أربعة عمال قرب الدور مساء الثلاثاء.", "اختطف", "2022-03-15"),
        ("فتح مسلحون يرتدون زيا عسكريا النار على حافلة تقل عمالا قرب ماستونج الأحد، وفروا.", "فتح", "2022-03-13"),
        # a time before a mark ends its clause where what comes next has a time
        (
            "أبلغوا عن اختطاف طبيبين على طريق الفاشر - مليط في 4 مارس، وأفرج عن أحدهما بعد يومين.",
            "اختطاف",
            "2022-03-04",
        ),
        # minutes before something is the same day
        ("اقتحم الجنود المخيم الثلاثاء بعد دقائق من انفجار عبوة ناسفة في حي الدمج.", "انفجار عبوة ناسفة", "2022-03-15"),
        # a time at the head of a new clause is that clause's
        ("في يناير الماضي استهدفت مسيّرات ميناء نشطون، ومنذ ذلك الحين أغلقت السلطات المرفأ.", "استهدفت", "2022-01-01"),
    ],
)
def test_a_time_dates_the_happening_it_belongs_to(text: str, trigger: str, day: str) -> None:
    """Does a day stay with the phrase that it hangs on?"""
    assert days_of(text, trigger)[0] == day


def test_a_participle_has_the_day_of_its_verb() -> None:
    """Was it demanded while they demonstrated?"""
    text = "قتل جندي في تعز اليوم. وتظاهر المئات أمس في عدن مطالبين بخروج القوات."
    assert days_of(text, "مطالبين") == ("2022-03-16", "2022-03-16")


def test_what_did_not_date_it_is_kept() -> None:
    """Are the losing days told beside the chosen one?"""
    event = event_of("قصفت القوات بلدة حزانو أمس الأربعاء، وقتل ثلاثة مدنيين. وأدانت منظمات القصف.", "أدانت")
    why = next(why for why in event.why if why.field == "time")
    assert why.rule
    assert why.lost


def test_an_event_of_the_world_dates_what_is_only_looked_back_on() -> None:
    """Does `after the outbreak of the war` take the day on which the war is known to have begun?"""
    text = "أرسلت لندن سفينتين إلى المتوسط بعد اندلاع الحرب بين إسرائيل وحماس، وقصفت إسرائيل رفح اليوم."
    event = next(e for e in read_text(text, published="2023-11-20").events if e.trigger == "الحرب")
    assert event.time is not None
    assert event.time.start == "2023-10-07"


def test_a_total_since_that_date_runs_from_the_day_told_before() -> None:
    """Does `since that date` begin on the day that the text told before?"""
    text = "شنت القوات هجوما على المدينة في 4 كانون الثاني الماضي، وخلفت المعارك منذ ذلك التاريخ 300 قتيل."
    tally = next(t for t in read_text(text, published=DAY).tallies)
    assert (tally.start, tally.end) == ("2022-01-04", DAY)


def test_a_paragraph_keeps_the_day_it_tells() -> None:
    """Does `the clashes` keep yesterday's day inside the paragraph that told of yesterday?"""
    text = (
        "قصفت القوات حزانو اليوم الخميس وقتل طفل.\n"
        "وهاجم مسلحون حاجزا في طفس أمس الأربعاء. ولم تعلق الحكومة. وقتل سبعة عناصر في الاشتباكات."
    )
    assert days_of(text, "الاشتباكات") == ("2022-03-16", "2022-03-16")


@pytest.mark.parametrize(
    ("text", "trigger", "days"),
    [
        # what runs since it began lasts up to the article
        (
            "ارتفع عدد القتلى منذ بدأ الجيش قصف مدينة منغو في 3 يناير.",
            "قصف",
            ("2022-01-03", DAY),
        ),
        ("تتعرض بلدة حاس، اعتبارا من 10 مارس، لقصف مدفعي.", "قصف مدفعي", ("2022-03-10", DAY)),
        # a distance counted on, not from
        (
            "انسحب الجيش اليوم الخميس بعد ثلاثة أيام على سقوط مدينة كيدال بيد المسلحين.",
            "سقوط",
            ("2022-03-14", "2022-03-14"),
        ),
        # nothing that happened lies ahead
        ("هدد القائد بتوسيع القتال في الأيام المقبلة.", "هدد", (DAY, DAY)),
        ("هدد القائد بتوسيع القتال في الأيام المقبلة.", "القتال", (None, None)),
        # a joined verbal act was said with the one before it
        (
            "نفت الجماعة، الاثنين، صلتها بالهجوم الذي قتل سبعة عمال في غاو السبت، واتهمت الجيش بالمسؤولية عنه.",
            "اتهمت",
            ("2022-03-14", "2022-03-14"),
        ),
        # the day of a statement that an aside names
        (
            "نفت الحركة، في بيان بتاريخ 14 مارس، مسؤوليتها عن قصف سوق كساب.",
            "نفت",
            ("2022-03-14", "2022-03-14"),
        ),
        # a statement is dated in an aside of its report
        (
            "أعلنت قيادة الجيش، في بيان صدر فجر أمس الأربعاء، أن الطائرات نفذت ضربة على معسكر في درنة.",
            "ضربة",
            ("2022-03-16", "2022-03-16"),
        ),
        # a time after the second of two joined verbs is that of both
        ("قتل راعيان وخُطف ثالث في محيط بلدة معدان مساء الاثنين.", "قتل", ("2022-03-14", "2022-03-14")),
        # a vow in a participle was made with its verb
        (
            "اتهمت الخرطوم الاثنين الجيش الإثيوبي بإعدام سبعة جنود أسرى، متوعدة بالرد.",
            "متوعدة",
            ("2022-03-14", "2022-03-14"),
        ),
        # nobody tells on Tuesday of what happened on Wednesday
        (
            "استهدف هجوم صاروخي قاعدة حرير أمس الأربعاء. وقال مصدر الثلاثاء إن هجوما استهدف قاعدة حرير بطائرة مسيرة.",
            "هجوما",
            ("2022-03-15", "2022-03-15"),
        ),
        # two distances are counted from one day
        (
            "قصف الجيش مواقع في درنة الأربعاء. وجاء ذلك بعد شهر على هجوم شنه مسلحون على مخفر في طبرق،"
            " وبعد أسبوعين من تفجيرين في بنغازي.",
            "تفجيرين",
            ("2022-03-02", "2022-03-02"),
        ),
        # what was told with its day keeps it when somebody speaks of it later
        (
            "فجر انتحاري سيارة مفخخة في مدينة مقديشو الثلاثاء. وقال قائد الشرطة اليوم الخميس إن الانتحاري فجر"
            " السيارة المفخخة في مدينة مقديشو قرب مطعم.",
            "فجر",
            ("2022-03-15", "2022-03-15"),
        ),
    ],
)
def test_days_that_words_tell_by_their_place(text: str, trigger: str, days: tuple[str | None, str | None]) -> None:
    """Are since, distances, things to come and joined statements read by what they belong to?"""
    assert days_of(text, trigger) == days


def test_a_mention_told_again_has_the_day_of_the_nearest_alike() -> None:
    """Does a later `the raids on the port` have their day, not that of what was told last?"""
    text = (
        "أسقط الجيش صباح اليوم طائرة مسيرة فوق مدينة إيلات، بعد غارات على ميناء الحديدة أمس الأربعاء."
        "\nوأسقط الجيش طائرة ثانية فوق إيلات.\nوطالت الغارات على ميناء الحديدة خزانات وقود."
    )
    reading = read_text(text, published=DAY)
    told = [event.time.start for event in reading.events if "غارات" in event.trigger and event.time is not None]
    assert told == ["2022-03-16", "2022-03-16"]


def test_the_later_mention_is_the_one_told_again() -> None:
    """Is the second mention of the blast of Tuesday dated by the first, not by the day of the statement?"""
    text = (
        "فجر انتحاري سيارة مفخخة في مدينة مقديشو الثلاثاء."
        "\nوقال قائد الشرطة اليوم الخميس إن التفجير الانتحاري في مدينة مقديشو نفذه رجل واحد."
    )
    reading = read_text(text, published=DAY)
    assert [e.time.start for e in reading.events if e.time is not None][:2] == ["2022-03-15", "2022-03-15"]


def test_another_source_on_another_place_tells_the_news_of_the_day() -> None:
    """Does a round-up go on to today where a second police tells of a second town without a day?"""
    text = (
        "قتل ثلاثة مدنيين في قصف على مدينة الفلوجة أمس الأربعاء، بحسب مصدر طبي."
        "\nوقال قائد شرطة البصرة إن مسلحين هاجموا دورية في مدينة البصرة وقتلوا شرطيا."
    )
    assert days_of(text, "هاجموا") == (DAY, DAY)


def test_what_runs_since_a_war_runs_from_its_first_day() -> None:
    """Does `since the war in Gaza broke out`, without a day, open a span that the article closes?"""
    reading = read_text("أرسلت واشنطن قوات إلى المنطقة منذ اندلاع الحرب في غزة.", published="2024-05-06")
    time = reading.events[0].time
    assert time is not None
    assert (time.start, time.end) == ("2023-10-07", "2024-05-06")


def test_the_day_whose_toll_is_told_first_is_the_day_of_the_story() -> None:
    """Is what a daily count tells after its total of the day counted, not of the day of the report?"""
    text = (
        "وثقت لجان محلية أمس الأربعاء استشهاد 43 شخصا، وتوزع الشهداء على الشكل التالي: 26 في درعا، 17 في حلب."
        "\nوقصفت قوات النظام حي الميسر بالهاون."
    )
    assert days_of(text, "قصفت") == ("2022-03-16", "2022-03-16")


def test_what_is_told_late_does_not_date_what_is_told_first() -> None:
    """Is a bulletin that gives no days of its own day, though it condemns what happened yesterday elsewhere?"""
    text = (
        "قضت وحدة من الجيش على مسلحين في داريا. وفي حرستا دمرت وحدة أخرى سيارتين. "
        "وأصيب ثلاثة مدنيين بسقوط قذيفة على جرمانا. وفي درعا هاجم مسلحون حافلة. وفي حمص انفجرت عبوة ناسفة. "
        "وقتل جنديان في كمين قرب سراقب. وفي حلب قصف المسلحون مستودعا. "
        "ودان الوزير التفجير الذي استهدف السفارة في طرابلس أمس."
    )
    for trigger in ("قضت", "دمرت", "هاجم"):
        assert days_of(text, trigger) == (DAY, DAY), trigger
    assert days_of(text, "التفجير") == ("2022-03-16", "2022-03-16")


def test_what_follows_in_one_sentence_has_its_day() -> None:
    """Was the man released on the day on which his captors met, told in one sentence?"""
    text = "سيطر المسلحون أمس على فيض آباد، فيما وصل الرئيس إلى مزار الشريف والتقى القادة."
    assert days_of(text, "التقى") == ("2022-03-16", "2022-03-16")


def test_an_attack_that_never_came_is_no_other() -> None:
    """The day of an attack told before is not that of one which did not take place, where only the word is the same."""
    text = (
        "وفي 7 آذار تسلل مسلحون إلى القرية في هجوم أسفر عن مقتل عشرين. "
        "وقتل أمس ثلاثة جنود في انفجار لغم قرب الثكنة. "
        "وأفادت الوزارة بأن جنديا أصيب بنوبة قلبية بعد إنذار، لافتة إلى أن الهجوم لم يقع."
    )
    events = read_text(text, published="2025-03-17").events
    missed = [event for event in events if event.modality == "negated"]
    assert missed
    assert all(event.time is None or event.time.start != "2025-03-07" for event in missed)
