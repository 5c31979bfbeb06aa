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
        ("سقطت قذائف أطلقها الحوثيون على حي سكني في تعز.", ["الحوثيون"], ["حي"]),
        ("أصاب صاروخ أطلقه الحوثيون المدعومون من إيران ناقلة نفط في خليج عدن.", ["الحوثيون"], ["ناقلة نفط"]),
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
