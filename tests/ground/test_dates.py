"""Phrases of time: found whole, and set against a day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import pytest

from khabar.ground.dates import DayInterval, TimeExpression
from khabar.ground.dates_find import TimeFinder
from khabar.ground.dates_resolve import resolve, resolve_origin
from khabar.model.spans import Span
from khabar.packs.load import load_pack, packs_root
from khabar.packs.schema.base import Entry
from khabar.packs.schema.time import TimeRule
from khabar.text.sentences import split_sentences
from khabar.text.tokens import tokenize

WEDNESDAY = DayInterval(date(2024, 1, 24), date(2024, 1, 24))


@lru_cache
def entries(name: str) -> tuple[Entry, ...]:
    return tuple(load_pack(packs_root() / name)[1])


@lru_cache
def finder() -> TimeFinder:
    return TimeFinder(entries("calendar"), entries("time_rules"))


def found_in(text: str) -> list[TimeExpression]:
    tokens = tokenize(text)
    return [e for s in split_sentences(tokens) for e in finder().find(tokens, s.first, s.last)]


CASES = [
    ("وقع الهجوم في 17 أكتوبر", "17 أكتوبر", "2023-10-17", "2023-10-17"),
    ("في 7 أكتوبر/تشرين الأول", "7 أكتوبر/تشرين الأول", "2023-10-07", "2023-10-07"),
    ("في 7 تشرين الأول/أكتوبر 2022", "7 تشرين الأول/أكتوبر 2022", "2022-10-07", "2022-10-07"),
    ("في 18 أبريل (نيسان) 2023", "18 أبريل (نيسان) 2023", "2023-04-18", "2023-04-18"),
    ("طرابلس 16 أغسطس آب 2023", "16 أغسطس آب 2023", "2023-08-16", "2023-08-16"),
    ("يوم 28 ماي الفارط", "يوم 28 ماي الفارط", "2023-05-28", "2023-05-28"),
    ("في 3 غشت الماضي", "3 غشت الماضي", "2023-08-03", "2023-08-03"),
    ("في 5 جانفي الجاري", "5 جانفي الجاري", "2024-01-05", "2024-01-05"),
    ("السابع من أكتوبر", "السابع من أكتوبر", "2023-10-07", "2023-10-07"),
    ("الخامس والعشرين من نيسان", "الخامس والعشرين من نيسان", "2023-04-25", "2023-04-25"),
    ("في الـ14 من كانون الثاني الجاري", "الـ14 من كانون الثاني الجاري", "2024-01-14", "2024-01-14"),
    ("الثامن من الشهر الجاري", "الثامن من الشهر الجاري", "2024-01-08", "2024-01-08"),
    ("بتاريخ 12/3/2023", "بتاريخ 12/3/2023", "2023-03-12", "2023-03-12"),
    ("نشر 2023-03-12", "2023-03-12", "2023-03-12", "2023-03-12"),
    ("نشر 12.3.2023", "12.3.2023", "2023-03-12", "2023-03-12"),
    ("يوم الجمعة 6-10-2023", "يوم الجمعة 6-10-2023", "2023-10-06", "2023-10-06"),
    ("الجمعة, 27 أكتوبر, 2023 - 12:21", "الجمعة, 27 أكتوبر, 2023", "2023-10-27", "2023-10-27"),
    ("الأحد ٤ مايو ٢٠٢٣م", "الأحد ٤ مايو ٢٠٢٣م", "2023-05-04", "2023-05-04"),
    ("الأربعاء 6 من ذي الحجة 1445هـ", "الأربعاء 6 من ذي الحجة 1445هـ", "2024-06-12", "2024-06-12"),
    ("في 23 / 4 / 1438 هـ", "23 / 4 / 1438 هـ", "2017-01-21", "2017-01-21"),
    ("قال الثلاثاء إنه", "الثلاثاء", "2024-01-23", "2024-01-23"),
    ("قال الأربعاء إنه", "الأربعاء", "2024-01-24", "2024-01-24"),
    ("الأربعاء الماضي", "الأربعاء الماضي", "2024-01-17", "2024-01-17"),
    ("يوم الجمعة المقبل", "يوم الجمعة المقبل", "2024-01-26", "2024-01-26"),
    ("مساء يوم الاثنين", "مساء يوم الاثنين", "2024-01-22", "2024-01-22"),
    ("فجر اليوم الأربعاء", "فجر اليوم الأربعاء", "2024-01-24", "2024-01-24"),
    ("مساء أمس الثلاثاء", "مساء أمس الثلاثاء", "2024-01-23", "2024-01-23"),
    ("اليوم (الأربعاء)", "اليوم (الأربعاء)", "2024-01-24", "2024-01-24"),
    ("ليل السبت الأحد", "ليل السبت الأحد", "2024-01-20", "2024-01-21"),
    ("ليل السبت-الأحد", "ليل السبت-الأحد", "2024-01-20", "2024-01-21"),
    ("ليلة الاثنين إلى الثلاثاء", "ليلة الاثنين إلى الثلاثاء", "2024-01-22", "2024-01-23"),
    ("يومي الثلاثاء والأربعاء", "يومي الثلاثاء والأربعاء", "2024-01-23", "2024-01-24"),
    ("أول من أمس", "أول من أمس", "2024-01-22", "2024-01-22"),
    ("الليلة الماضية", "الليلة الماضية", "2024-01-23", "2024-01-24"),
    ("أمس واليوم", "أمس واليوم", "2024-01-23", "2024-01-24"),
    ("في وقت سابق الاثنين", "وقت سابق الاثنين", "2024-01-22", "2024-01-22"),
    ("في وقت متأخر من يوم 26 أكتوبر", "وقت متأخر من يوم 26 أكتوبر", "2023-10-26", "2023-10-26"),
    ("عند الساعة 11:30 من صباح الأحد", "الساعة 11:30 من صباح الأحد", "2024-01-21", "2024-01-21"),
    ("الأسبوع الماضي", "الأسبوع الماضي", "2024-01-17", "2024-01-24"),
    ("هذا الشهر", "هذا الشهر", "2024-01-01", "2024-01-24"),
    ("الشهر الماضي", "الشهر الماضي", "2023-12-01", "2023-12-31"),
    ("هذا العام", "هذا العام", "2024-01-01", "2024-01-24"),
    ("أواخر العام الماضي", "أواخر العام الماضي", "2023-11-01", "2023-12-31"),
    ("خلال عطلة نهاية الأسبوع", "عطلة نهاية الأسبوع", "2024-01-20", "2024-01-21"),
    ("في أوائل فبراير", "أوائل فبراير", "2023-02-01", "2023-02-10"),
    ("منتصف مايو", "منتصف مايو", "2023-05-11", "2023-05-20"),
    ("أواخر شهر آب الماضي", "أواخر شهر آب الماضي", "2023-08-21", "2023-08-31"),
    ("في مارس", "مارس", "2023-03-01", "2023-03-31"),
    ("أكتوبر من العام الماضي", "أكتوبر من العام الماضي", "2023-10-01", "2023-10-31"),
    ("في عام 2014", "عام 2014", "2014-01-01", "2014-12-31"),
    ("لعام 2021", "لعام 2021", "2021-01-01", "2021-12-31"),
    ("في 2020", "2020", "2020-01-01", "2020-12-31"),
    ("منذ 17 أكتوبر", "17 أكتوبر", "2023-10-17", "2024-01-24"),
    ("منذ 17 أكتوبر الماضي إلى 30 منه", "17 أكتوبر الماضي إلى 30 منه", "2023-10-17", "2023-10-30"),
    ("بين 25 أكتوبر و4 نوفمبر", "25 أكتوبر و4 نوفمبر", "2023-10-25", "2023-11-04"),
    ("بين 10 و13 أبريل", "10 و13 أبريل", "2023-04-10", "2023-04-13"),
    ("من 17 إلى 30 أكتوبر", "17 إلى 30 أكتوبر", "2023-10-17", "2023-10-30"),
    ("بين مايو ويونيو 2023", "مايو ويونيو 2023", "2023-05-01", "2023-06-30"),
    ("منذ عام 2011 وحتى 2019", "عام 2011 وحتى 2019", "2011-01-01", "2019-12-31"),
    ("منذ اندلاع الحرب في أبريل 2023", "أبريل 2023", "2023-04-01", "2024-01-24"),
    ("خلال الأيام الأربعة الماضية", "خلال الأيام الأربعة الماضية", "2024-01-21", "2024-01-24"),
    ("خلال الساعات الـ48 الماضية", "خلال الساعات الـ48 الماضية", "2024-01-22", "2024-01-24"),
    ("خلال 24 ساعة", "خلال 24 ساعة", "2024-01-23", "2024-01-24"),
    ("خلال الأسبوع ونصف الأسبوع الماضيين", "خلال الأسبوع ونصف الأسبوع الماضيين", "2024-01-13", "2024-01-24"),
    ("منذ ثلاثة أسابيع", "منذ ثلاثة أسابيع", "2024-01-03", "2024-01-24"),
    ("منذ أسبوعين", "منذ أسبوعين", "2024-01-10", "2024-01-24"),
    ("قبل يومين", "قبل يومين", "2024-01-22", "2024-01-22"),
    ("قبل نحو أسبوعين", "قبل نحو أسبوعين", "2024-01-10", "2024-01-10"),
    ("في ظرف أسبوع", "في ظرف أسبوع", "2024-01-17", "2024-01-24"),
    ("لليوم الثالث على التوالي", "لليوم الثالث على التوالي", "2024-01-22", "2024-01-24"),
    ("صيف 2023", "صيف 2023", "2023-06-01", "2023-08-31"),
    ("في يونيو المقبل", "يونيو المقبل", "2024-06-01", "2024-06-30"),
]


@pytest.mark.parametrize(("text", "phrase", "start", "end"), CASES)
def test_phrase_is_found_and_resolved(text: str, phrase: str, start: str, end: str) -> None:
    """Is the phrase read whole, and set against Wednesday 24 January 2024?"""
    [expression] = found_in(text)[:1]
    assert expression.span.of(text) == phrase
    days = resolve(expression, WEDNESDAY)
    assert (str(days.start), str(days.end)) == (start, end)
    assert days.because


@pytest.mark.parametrize(
    "text",
    [
        "مارس الضغط على الحكومة",
        "وآب الرجل إلى قريته",
        "قال حميد شباط إن الحزب لن يشارك",
        "سار على جسر 14 تموز",
        "في ثورة 25 يناير",
        "نقلت روسيا اليوم عن المصدر",
        "قتل 12 شخصا و30 جنديا في 3 غارات",
        "قرب سوق الجمعة",
        "فجّر نفسه في باب المسجد",
    ],
)
def test_word_that_only_looks_like_a_time(text: str) -> None:
    """Are a verb, a name and a plain number left alone?"""
    assert found_in(text) == []


def test_future_takes_the_next() -> None:
    """Does a weekday of something still to come lie ahead?"""
    [expression] = found_in("يجتمع المجلس الاثنين")
    assert resolve(expression, WEDNESDAY, future=True).start == date(2024, 1, 29)


def test_same_and_next_day_hang_on_what_was_told_before() -> None:
    """Is an anaphoric day marked, and set against the day before it?"""
    previous = DayInterval(date(2024, 1, 20), date(2024, 1, 20))
    [same] = found_in("في اليوم نفسه")
    [after] = found_in("في اليوم التالي")
    assert same.relative_to_previous
    assert after.relative_to_previous
    assert resolve(same, WEDNESDAY, previous=previous).start == date(2024, 1, 20)
    assert resolve(after, WEDNESDAY, previous=previous).start == date(2024, 1, 21)


def test_origin_of_a_distance() -> None:
    """When was the attack, if the clause happened two days after it?"""
    [expression] = found_in("بعد يومين من الهجوم")
    assert resolve_origin(expression, WEDNESDAY).start == date(2024, 1, 22)


def test_vague_years_give_no_day() -> None:
    """Does "in recent years" stay without days?"""
    [expression] = found_in("في السنوات الأخيرة")
    assert resolve(expression, WEDNESDAY).start is None


RULE_EXAMPLES = [
    (rule.id, example) for rule in entries("time_rules") if isinstance(rule, TimeRule) for example in rule.examples
]


@pytest.mark.parametrize(("rule", "example"), RULE_EXAMPLES)
def test_rule_reads_its_example(rule: str, example: object) -> None:
    """Does each rule of the pack read its own example, whole, as the day it says?"""
    text, anchor, value = example.text, date.fromisoformat(example.anchor), example.value  # type: ignore[attr-defined]
    start, end = text.index("⟦"), text.index("⟧") - 1
    plain = text.replace("⟦", "").replace("⟧", "")
    [expression] = [e for e in found_in(plain) if e.span.overlaps(Span(start, end))]
    assert (expression.span, expression.rule) == (Span(start, end), rule)
    assert str(resolve(expression, DayInterval(anchor, anchor)).start) == value


def test_rule_stays_silent_on_its_counter_examples() -> None:
    """Does no rule read the sentences that the pack forbids?"""
    rules = [rule for rule in entries("time_rules") if isinstance(rule, TimeRule)]
    assert [example.text for rule in rules for example in rule.not_examples if found_in(example.text)] == []
