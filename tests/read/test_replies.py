"""Replies: what the text says answers what."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Reading

Read = Callable[[str], Reading]


def answers(reading: Reading) -> list[tuple[str, list[str]]]:
    """Triggers with the triggers that they answer."""
    triggers = {event.id: event.trigger for event in reading.events}
    return [(event.trigger, [triggers[i] for i in event.responds_to]) for event in reading.events if event.responds_to]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("قصفت الطائرات الأميركية مواقع في سوريا ردا على هجوم استهدف قاعدة.", [("قصفت", ["هجوم"])]),
        ("شن الجيش غارات على البلدة انتقاما لمقتل جنوده في كمين.", [("غارات", ["كمين"])]),
        ("قصفت المقاتلات مواقع للفصيل. وردّت الفصائل بإطلاق صواريخ على القاعدة.", [("إطلاق", ["قصفت"])]),
        ("رد الجيش على الهجوم بقصف مدفعي على مواقع المسلحين.", [("قصف مدفعي", ["الهجوم"])]),
        ("قصف الجيش مدينة حرض. وردا على ذلك أطلقت القوات صاروخا على قاعدة خميس مشيط.", [("أطلقت", ["قصف"])]),
        ("ردا على غارة أصابت مستشفى في صنعاء، أطلق الحوثيون صاروخا على تل أبيب.", [("أطلق", ["غارة"])]),
        (
            'قال الوزير إن "هذه الضربات هي الرد الأميركي على سلسلة من الهجمات ضد الجيش الأميركي".',
            [("الضربات", ["الهجمات"])],
        ),
        ("شنت الطائرات غارة على بعلبك. وتوعد الحزب بالثأر لقتلى الغارة على المدينة.", [("توعد", ["الغارة"])]),
        ("شنت الطائرات غارة على بعلبك. وتوعد الحزب بالرد.", []),
        ("رد الوزير على سؤال عن الهجوم.", []),
        ("هاجم مسلحون ثكنة في ديفا، فرد الجيش بغارات على مواقعهم.", [("غارات", ["هاجم"])]),
        ("أصاب صاروخ سفينة في خليج عدن. وردا على الهجوم، دمرت القوات زورقين.", [("دمرت", ["أصاب"])]),
        ("نفذت القوات ضربات على أربيل انتقاما لتفجيري كرمان.", [("ضربات", ["تفجيري"])]),
        ("قُتل سبعة جنود في هجوم على حافلة. وشن الجيش غارات على الرصافة ردا على الاعتداء.", [("غارات", ["هجوم"])]),
        ("وقع هجوم قتل فيه جنود في غزة. ورد الجيش على الهجوم بقصف مدفعي للبلدة.", [("قصف مدفعي", ["هجوم"])]),
        ("إذا قصفوا المنصات فسترد إسرائيل بقصف الجزيرة.", []),
        ("قصفت الطائرات الأميركية مواقع في سوريا.", []),
    ],
)
def test_words_of_reply(read: Read, text: str, wanted: list[tuple[str, list[str]]]) -> None:
    """Do only words of reply join two happenings?"""
    assert answers(read(text)) == wanted


def test_an_answer_stays_in_its_article(read: Read) -> None:
    """Do the ids name records of the same reading?"""
    reading = read("نفذ الجيش الأميركي الضربات ردا على هجوم بمسيرة في الحسكة.")
    known = {event.id for event in reading.events}
    assert known.issuperset(i for event in reading.events for i in event.responds_to)
    assert any(event.responds_to for event in reading.events)


def test_a_list_under_a_heading(read: Read) -> None:
    """Does every item of a list answer all that the heading says is answered, past the line that opens the list?"""
    text = (
        "وردا على اغتيال القائد سالم في غزة، وعلى استهداف رفيقه في رفح؛\n"
        "فإننا نعلن مسؤوليتنا عن العمليات الآتية:\n"
        "1- قصف مجاهدونا عسقلان بالصواريخ.\n"
        "2- دك مجاهدونا موقعا للعدو بالهاون."
    )
    assert answers(read(text)) == [("قصف", ["اغتيال", "استهداف"]), ("دك", ["اغتيال", "استهداف"])]
