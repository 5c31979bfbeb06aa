"""Attribution: who says so, from the one who knew to the one who passed it on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Event, Reading

EventOf = Callable[..., Event]
Read = Callable[[str], Reading]


def sources(found: Event) -> list[tuple[str, str]]:
    return [(source.text, source.kind) for source in found.sources]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("قال مسؤول أميركي إن طائرة مسيرة استهدفت القاعدة.", [("مسؤول أميركي", "official")]),
        ("استهدفت طائرة مسيرة القاعدة، وفق مسؤول أميركي.", [("مسؤول أميركي", "official")]),
        ("وبحسب المرصد السوري لحقوق الإنسان، قصفت طائرة البلدة.", [("المرصد السوري لحقوق الإنسان", "organization")]),
        ("قصفت طائرة البلدة، بحسب ما قال شهود عيان.", [("شهود عيان", "witness")]),
        ("قصفت طائرة البلدة.", []),
        (
            "نقلت وكالة رويترز عن مسؤول عراقي قوله إن مسيرة استهدفت المطار.",
            [("مسؤول عراقي", "official"), ("وكالة رويترز", "media")],
        ),
        ("لم تقصف القوات المستشفى، بحسب المتحدث.", [("المتحدث", "spokesperson")]),
    ],
)
def test_the_chain(event: EventOf, text: str, wanted: list[tuple[str, str]]) -> None:
    """Are speakers found before and after, and relays in the order in which the news travelled?"""
    assert sources(event(text, "assault")) == wanted


def test_speech_goes_on(read: Read) -> None:
    """Has `he added` the speaker of the sentence before?"""
    reading = read("قال مسؤول أميركي إن طائرة مسيرة استهدفت القاعدة. وأضاف أن الهجوم أسفر عن إصابة جنديين.")
    assert [[source.text for source in found.sources] for found in reading.events] == [["مسؤول أميركي"]] * 2


def test_a_quotation_over_two_sentences(read: Read) -> None:
    """Is the second sentence of a quotation its speaker's too?"""
    reading = read('قال المتحدث: "قصفت طائراتنا المستودع. وأصابت الضربة أهدافها".')
    assert reading.events
    assert {source.text for found in reading.events for source in found.sources} == {"المتحدث"}


def test_a_new_paragraph_without_a_speaker(read: Read) -> None:
    """Does speech end with its paragraph?"""
    reading = read("قال مسؤول أميركي إن طائرة مسيرة استهدفت القاعدة.\nوقصفت طائرات أخرى بلدة مجاورة.")
    assert sources(reading.events[-1]) == []


def test_a_report_of_its_own_strike(event: EventOf) -> None:
    """Is an army that reports its own strike both its doer and its source?"""
    found = event("أعلن الجيش الإسرائيلي أن طائراته قصفت مواقع في جنوب لبنان.", "assault")
    assert [source.text for source in found.sources] == ["الجيش الإسرائيلي"]


def test_sources_are_grounded(event: EventOf) -> None:
    """Is a known speaker named in Latin letters?"""
    found = event("استهدفت طائرة مسيرة القاعدة، وفق البنتاغون.", "assault")
    assert [(source.entity, source.kind) for source in found.sources] == [("actor.usa.mod", "military")]
