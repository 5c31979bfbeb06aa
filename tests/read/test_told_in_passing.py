"""Words that only add to a happening: who fired what hit, with what, and what nobody did."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Event, Reading

Read = Callable[[str], Reading]
Told = Callable[[Event, str], list[str]]


@pytest.mark.parametrize(
    ("text", "doer", "struck"),
    [
        ("أصابت قذيفة هاون أطلقها مسلحون منزلا في بنغازي.", ["مسلحون"], ["منزلا"]),
        ("سقطت قذائف أطلقها الحوثيون على حي سكني في تعز.", ["الحوثيون"], ["حي سكني"]),
        (
            "أصاب صاروخ أطلقه الحوثيون المدعومون من إيران ناقلة نفط في خليج عدن.",
            ["الحوثيون المدعومون من إيران"],
            ["ناقلة نفط"],
        ),
        ("أصاب صاروخ أطلقته طائرة بدون طيار سيارتهم في بلدة عيتا.", ["طائرة بدون طيار"], ["سيارتهم"]),
    ],
)
def test_who_fired_what_hit(read: Read, told: Told, text: str, doer: list[str], struck: list[str]) -> None:
    """Is a launch told of the weapon that hit a part of that one strike?"""
    events = read(text).events
    assert [e.type for e in events] == ["assault"]
    assert told(events[0], "initiator") == doer
    assert told(events[0], "target") == struck


def test_the_launch_of_what_was_destroyed(read: Read) -> None:
    """Does a weapon that is an object leave the launch a happening of its own?"""
    assert [e.type for e in read("دمر الجيش صاروخا أطلقه الحوثيون على المخا.").events] == ["intercept", "assault"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("اغتال مجهولون القاضي أحمد حسن بالرصاص أمام منزله في بغداد.", ["assault"]),
        ("أطلق الجنود النار في محيط السوق، ما أدى إلى إصابة امرأة بطلقات طائشة.", ["assault"]),
        ("رفض متحدث باسم وزارة الدفاع الأمريكية التعليق.", []),
        ("اعتقلت الشرطة في تونس شابا يدعى أحمد سالم.", ["coerce"]),
        ("وصلت أدوية إلى مخيم زمزم.", ["aid"]),
    ],
)
def test_what_names_no_happening_of_its_own(read: Read, text: str, kinds: list[str]) -> None:
    """Do shots told after a deed, comment refused, somebody's name and medicines stay silent?"""
    assert [e.type for e in read(text).events] == kinds


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("سقط صاروخ في منطقة مفتوحة، ولم يسفر عن وقوع ضحايا أو أضرار.", [("killed", 0, 0)]),
        ("سقطت قذيفة قرب المطار دون سقوط ضحايا.", [("killed", 0, 0)]),
        ("قال الجيش إن 15 جنديا قتلوا أمس، أربعة منهم ضباط.", [("killed", 15, 15)]),
        ("وأصيب في الغارات التي شنها الطيران على المدينة عشرون شخصا.", [("wounded", 20, 20)]),
    ],
)
def test_who_was_harmed(read: Read, text: str, counted: list[tuple[str, int, int]]) -> None:
    """Are those counted who fell, none where none did, and no part of them?"""
    event = read(text).events[0]
    assert [(c.harm, c.low, c.high) for c in event.casualties or ()] == counted
    assert not (event.initiator and "15" in event.initiator[0].text)


def test_damage_that_was_not_done(read: Read) -> None:
    """Does damage that a joined denial holds tell no hit?"""
    assert read("سقط صاروخ في منطقة مفتوحة، ولم يسفر عن وقوع ضحايا أو أضرار.").events[0].outcome is None


@pytest.mark.parametrize(
    ("text", "totals"),
    [
        ("وأعلنت السلطات مقتل ثلاثين من جنودها، ما يرفع خسائرها إلى 210 قتلى منذ بدء الحرب في 5 مايو.", [(210, 210)]),
        ("قتل 12 جنديا الأحد، ليرتفع عدد القتلى منذ أيار إلى 90.", [(90, 90)]),
        ("وتقول الأمم المتحدة إن حصيلة القتلى تجاوزت 15 ألف شخص.", [(15000, None)]),
        ("نفذ التحالف منذ آذار 200 جولة من الغارات.", [(200, 200)]),
    ],
)
def test_totals_and_what_they_grew_by(read: Read, text: str, totals: list[tuple[int, int | None]]) -> None:
    """Is only the total a total, the figure that was passed the least, and a round of raids counted?"""
    assert [(t.low, t.high) for t in read(text).tallies] == totals


def test_missiles_that_were_stopped(read: Read) -> None:
    """Are missiles that a clause tells to have been stopped counted as stopped?"""
    found = read("أطلقت الفصائل منذ 3 كانون الثاني نحو 300 صاروخ، فضلا عن 120 صاروخا جرى اعتراضها.").tallies
    assert [(t.counted, t.low) for t in found] == [("launched", 300), ("intercepted", 120)]


def test_the_toll_of_each_of_two(read: Read) -> None:
    """Does what a raid led to stay with it where another deed is told beside it with `when`?"""
    text = "قصف الجيش سوقا في الأبيض، ما أدى إلى مقتل ستة، بينما قتل أربعة عندما انفجر لغم في بابنوسة."
    assert [[c.low for c in e.casualties or ()] for e in read(text).events] == [[6], [4]]


def test_a_killing_after_an_accusation(read: Read) -> None:
    """Is somebody's killing no part of what he had accused others of?"""
    text = "قتل مسلحون والي كسلا صالح عمار بعد ساعات من اتهامه الجيش بارتكاب مجازر."
    assert [e.type for e in read(text).events] == ["assault", "accuse", "assault"]


def test_who_is_quoted_on(read: Read, told: Told) -> None:
    """Is the first word of a quotation no speaker, and the name of a body in quotation marks one?"""
    text = 'قال مزارع إن الجيش أحرق القرية. وأضاف "رأيت أكثر من ثلاثين جثة في الشارع".'
    assert told(read(text).events[-1], "sources") == ["مزارع"]
    text = 'وقال "المرصد السوري لحقوق الإنسان" إن غارة استهدفت إدلب.'
    assert told(read(text).events[0], "sources") == ["المرصد السوري لحقوق الإنسان"]


def test_who_would_rather_not_be_named(read: Read, told: Told) -> None:
    """Is a speaker found past the clause that says he preferred to withhold his name?"""
    text = "وروى معلم في الأربعين، فضّل حجب اسمه، أن جنودا قتلوا ستة شبان."
    assert told(read(text).events[0], "sources") == ["معلم"]
