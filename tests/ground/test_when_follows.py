"""What follows on an attack: who condemns it, who is arrested for it, what goes on since."""

from __future__ import annotations

import pytest

import khabar


def day(text: str, published: str, trigger: str) -> tuple[str | None, str | None]:
    event = next(e for e in khabar.read(text, published=published).events if e.trigger.startswith(trigger))
    return (event.time.start, event.time.end) if event.time is not None else (None, None)


@pytest.mark.parametrize(
    ("text", "published", "trigger", "days"),
    [
        (
            "قتل 14 شخصا في هجوم على سوق بلدة باغا الأحد.\nوأصيب جنديان بانفجار لغم قرب مونغونو أمس.\n"
            "ودان الاتحاد الأفريقي الهجوم على سوق باغا.\n",
            "2019-02-06", "دان", ("2019-02-03", "2019-02-06"),
        ),
        (
            "فجر انتحاري نفسه عند مدخل معسكر في عدن الاثنين.\nواعتقلت قوات الأمن سبعة يشتبه في ضلوعهم في الهجوم.\n",
            "2016-08-31", "اعتقل", ("2016-08-29", "2016-08-31"),
        ),
        (
            "فجر انتحاري نفسه عند مدخل معسكر في عدن الاثنين.\nواعتقل مسلحون ثلاثة من سكان قرية مجاورة.\n",
            "2016-08-31", "اعتقل", ("2016-08-29", "2016-08-29"),
        ),
        (
            "وتعيش البلاد على وقع حملة اعتقالات طالت الآلاف منذ محاولة الانقلاب الفاشلة في 15 تموز الماضي.",
            "2016-08-26", "حملة", ("2016-07-15", "2016-08-26"),
        ),
        (
            "وتقصف المدفعية أحياء المدينة يوميا منذ بدء الهجوم عليها في 4 نيسان الماضي.",
            "2024-05-03", "الهجوم", ("2024-04-04", "2024-04-04"),
        ),
        (
            "وتقصف المدفعية أحياء المدينة يوميا منذ بدء الهجوم عليها في 4 نيسان الماضي.",
            "2024-05-03", "تقصف", ("2024-04-04", "2024-05-03"),
        ),
        (
            "انفجرت مركبة عند نقطة تفتيش في مقديشو نحو الساعة 09:30 صباحا يوم السبت.",
            "2024-05-08", "انفجرت", ("2024-05-04", "2024-05-04"),
        ),
        ("قصفت المدفعية المدينة طوال الليل.", "2024-05-08", "قصفت", ("2024-05-07", "2024-05-08")),
    ],
)  # fmt: skip
def test_days_of_what_follows(text: str, published: str, trigger: str, days: tuple[str, str]) -> None:
    """Does each have its own days?"""
    assert day(text, published, trigger) == days
