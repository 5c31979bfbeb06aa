"""The wording around a trigger: what leads on, what takes up again, and of which family the trigger is."""

from __future__ import annotations

import pytest

from khabar.link import wording, words
from khabar.model.records import Event, TimeMention
from khabar.model.spans import Span


def mention(sentence: str, trigger: str, time: str | None = None) -> Event:
    start = sentence.index(trigger)
    return Event(
        id="e1",
        type="assault",
        span=Span(start, start + len(trigger)),
        trigger=trigger,
        sentence=sentence,
        sentence_span=Span(0, len(sentence)),
        modality="asserted",
        time=TimeMention(text=time) if time else None,
    )


@pytest.mark.parametrize(
    ("trigger", "family"),
    [
        ("غارتين", "raid_air"),
        ("الاشتباكات", "clash"),
        ("سيطرت", "ground"),
        ("حصيلة", "toll"),
        ("هجوم", "general"),
        ("أحرقوا", "burning"),
    ],
)
def test_a_trigger_has_a_family(trigger: str, family: str) -> None:
    """Is a trigger known by its letters, with article, number and person?"""
    assert family in wording.families(trigger)


def test_another_is_seen_before_the_trigger() -> None:
    """Is a second aircraft another one?"""
    assert wording.told(mention("وأكد المصدر أن مسيرة ثانية استهدفت الثكنة", "استهدفت")).another_before
    assert not wording.told(mention("وأكد المصدر أن مسيرة استهدفت الثكنة", "استهدفت")).another_before


def test_what_joins_two_deeds() -> None:
    """Are after, because of and and told apart?"""
    after = wording.told(mention("دخلت القوات البلدة عقب اشتباكات عنيفة", "اشتباكات"))
    because = wording.told(mention("قتل أربعة جراء قصف السوق", "قصف"))
    joined = wording.told(mention("هاجموا المخفر وأحرقوا المخزن", "أحرقوا"))
    assert (after.sequel, after.cause, after.joined) == (True, False, False)
    assert (because.sequel, because.cause) == (False, True)
    assert joined.joined


def test_clocks_and_parts_of_the_day() -> None:
    """Are hours read as minutes and dawn as dawn?"""
    told = wording.told(mention("وقع الهجوم فجرا", "الهجوم", "فجر الأحد 05:30"))
    assert told.clock == {330}
    assert told.dayparts == {"dawn"}


def test_the_hour_of_a_post_is_not_the_deeds() -> None:
    """Is an hour that opens a line of a live page left out, and one within the line kept?"""
    for sentence, clock in (
        ("[16:31] دوي انفجار قرب المصنع", set()),
        ("09:40 مقتل شخص واحد", set()),
        ("وقع الهجوم عند 16:31", {991}),
    ):
        hour = "16:31" if "16:31" in sentence else "09:40"
        assert wording.told(mention(sentence, sentence.split()[1], hour)).clock == clock


def test_the_table_is_folded() -> None:
    """Would folding change no word of the table?"""
    table = wording.load_wording()
    lists = [table.another, table.again, table.elsewhere, table.earlier, table.of_wounds, table.sequel, table.cause]
    found = [w for forms in (*lists, *table.families.values(), *table.dayparts.values()) for w in forms]
    assert [w for w in found if words.fold(w) != w] == []


def test_a_mention_without_words_is_told_nothing() -> None:
    """Does an empty sentence raise nothing and tell nothing?"""
    told = wording.told(
        Event(id="e", type="assault", span=Span(9, 9), trigger="", sentence="", sentence_span=Span(0, 0), modality="x")
    )
    assert not told.families
    assert not told.joined
