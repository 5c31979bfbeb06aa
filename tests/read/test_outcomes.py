"""Outcomes: whether a use of force reached what it was aimed at."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Event

EventOf = Callable[..., Event]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("قصفت طائرات هندية معسكرا في كراتشي، ما أدى إلى تدمير مستودع للذخيرة.", "hit"),
        ("استهدفت مسيّرة مصفاة في ريازان ما تسبب في انقطاع الكهرباء.", "hit"),
        ("أطلقت الجماعة صاروخا باتجاه الميناء من دون وقوع أضرار.", None),
        ("أطلقت الجماعة صاروخا باتجاه الميناء.", None),
    ],
)
def test_words_of_damage(event: EventOf, text: str, outcome: str | None) -> None:
    """Does damage prove a hit, unless it is said that there was none?"""
    assert event(text, "assault").outcome == outcome


def test_what_is_stopped(event: EventOf) -> None:
    """Is an interception told as stopped without more words?"""
    assert event("أسقطت الدفاعات الجوية الأوكرانية مسيّرة فوق أوديسا.", "intercept").outcome == "intercepted"


def test_only_force_has_an_outcome(event: EventOf) -> None:
    """Do the dead of an arrest or of a toll by itself leave the outcome out?"""
    assert event("لقي ثلاثة عمال مصرعهم في مقاطعة هلمند.", "casualty").outcome is None
