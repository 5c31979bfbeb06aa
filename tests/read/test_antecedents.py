"""Whom pronouns and definite nouns stand for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Reading

Read = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("text", "said", "name"),
    [
        ("أعلن حزب الله استهداف ثكنة. وأطلق الحزب عشرين صاروخا على البلدة.", "الحزب", "Hezbollah"),
        ("قصف الحوثيون سفينة في البحر الأحمر. ونفت الجماعة إصابة مدنيين.", "الجماعة", "Houthis"),
        ("هاجمت حركة الشباب فندقا في مقديشو. وتبنت الحركة الهجوم.", "الحركة", "Al-Shabaab"),
        ("أعلنت قوات الدعم السريع السيطرة على بلدة. وقال شهود إن قواتها قصفت السوق.", "قواتها", "Rapid Support Forces"),
        ("تقدمت حركة طالبان في قندوز. وهاجم مسلحو الحركة مركزا للشرطة.", "مسلحو الحركة", "Taliban"),
    ],
)
def test_definite_nouns(read: Read, text: str, said: str, name: str) -> None:
    """Does a definite noun, alone or after another, mean the actor named before that can be called so?"""
    actors = {a.text: a.name for event in read(text).events for a in event.initiator}
    assert actors.get(said) == name


def test_a_plural_word_is_no_pronoun(read: Read) -> None:
    """Is the ta marbuta of an adjective never taken for `his`?"""
    text = "نفى الجيش المصري ذلك. وهددت فصائل مسلحة بالرد."
    actors = [a for event in read(text).events for a in event.initiator if a.text.startswith("فصائل")]
    assert actors
    assert all(a.country is None for a in actors)


def test_a_backed_group_is_not_the_state(read: Read) -> None:
    """Does `the militias` never mean the state that armed some?"""
    text = "قصفت إسرائيل مقرا لميليشيات الحرس الثوري في دير الزور. وأخلت الميليشيات مواقعها."
    actors = [a for event in read(text).events for a in event.initiator if a.text == "الميليشيات"]
    assert all(a.country != "IRN" for a in actors)


def test_what_was_named_most(read: Read) -> None:
    """Does `the army` mean the one that the last sentences told of, not the one named once in passing?"""
    text = (
        "قال الجيش السوداني إن قواته تقدمت في الخرطوم. وقصف الجيش السوداني مواقع في أم درمان. "
        "وزار وفد من الجيش المصري بورتسودان. وأعلن الجيش السوداني فتح الطريق. وسيطر الجيش على الجسر."
    )
    assert read(text).events[-1].initiator[0].country == "SDN"


def test_the_words_are_told(read: Read) -> None:
    """Does an actor that stands for an earlier phrase say for which?"""
    events = read("قصف الحوثيون سفينة في البحر الأحمر. ونفت الجماعة إصابة مدنيين.").events
    reasons = [because for event in events for why in event.why for because in why.because]
    assert "الجماعة stands for الحوثيون (4-12), 1 sentence before" in reasons
