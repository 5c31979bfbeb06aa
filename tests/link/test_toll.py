"""Tolls, interceptions and the places where the wounded were taken."""

from __future__ import annotations

import pytest

from khabar.link import wording
from khabar.model.records import ActorMention, Event
from khabar.model.spans import Span

from .test_discourse import described, pair
from .test_hard_cases import BASE, KTAIB, SPAN, Article, at, drones, on, wounded


def told_at(sentence: str, trigger: str, place: str, kind: str = "casualty") -> Event:
    """A mention whose place is where `place` stands in its sentence."""
    where, here = at("qaim"), sentence.index(place)
    placed = type(where)(
        text=place, span=Span(here, here + len(place)), name=where.name, level=where.level, country=where.country
    )
    start = sentence.index(trigger)
    span = Span(start, start + len(trigger))
    whole = Span(0, len(sentence))
    return Event(
        id="e1", type=kind, span=span, trigger=trigger, sentence=sentence, sentence_span=whole, modality="asserted",
        place=placed,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "trigger", "place"),
    [
        ("توفي جندي متأثرا بجراحه في القائم.", "توفي", "القائم"),
        ("وصل سبعة جرحى إلى مستشفى القائم.", "جرحى", "القائم"),
        ("قال طبيب إن مشفى القائم استقبل جثث تسعة قتلى.", "جثث تسعة قتلى", "القائم"),
        ("استسلم أحد المصابين لجراحه في القائم.", "استسلم", "القائم"),
    ],
)
def test_where_the_wounded_were_taken(sentence: str, trigger: str, place: str) -> None:
    """Is a hospital's town known for one, and the town of who dies of wounds?"""
    assert wording.is_where_treated(told_at(sentence, trigger, place))


@pytest.mark.parametrize(
    ("sentence", "trigger", "place", "kind"),
    [
        ("قُتل جندي في القائم.", "قُتل", "القائم", "casualty"),
        ("أصيب سبعة بجروح في القائم.", "أصيب", "القائم", "casualty"),
        ("قصفت الطائرات مستشفى القائم.", "قصفت", "القائم", "assault"),
    ],
)
def test_where_the_deed_was(sentence: str, trigger: str, place: str, kind: str) -> None:
    """Does the place of the dead, of the wounded and of an attack on a hospital stay?"""
    assert not wording.is_where_treated(told_at(sentence, trigger, place, kind))


def test_who_dies_in_hospital_is_a_victim_of_the_attack() -> None:
    """Is a death from wounds in a town far away described beside the attack, which nothing keeps apart from it?"""
    one = Article("a", "2025-06-12")
    one.tells("هاجمت مسيّرات الرطبة الأربعاء.", "هاجمت", place=at("rutba"), weapons=drones(), time=on("2025-06-11"))
    death = told_at("توفي جندي متأثرا بجراحه في القائم.", "توفي", "القائم")
    one.tells(death.sentence, "توفي", "casualty", place=death.place, casualties=wounded(1), time=on("2025-06-12"))
    named = pair(one)
    assert named["died_of_wounds"] == named["died_later"] == 1
    assert named["place_missing"] == 1


def test_a_toll_and_the_last_use_of_force() -> None:
    """Is a bare toll tied to the last attack before it, and a smaller one seen to be smaller?"""
    one = Article("a", "2025-06-12")
    for name in ("qaim", "rutba"):
        one.tells("هاجمت مسيّرات البلدة.", "هاجمت", place=at(name), time=on("2025-06-11"), casualties=wounded(5))
    one.tells("وأصيب جنديان.", "أصيب", "casualty", casualties=wounded(2), time=on("2025-06-11"))
    found = described(one.reading())
    assert found["a#e2", "a#e3"]["toll_of_last"] == found["a#e2", "a#e3"]["toll_of_last_bare"] == 1
    assert "toll_of_last" not in found["a#e1", "a#e3"]
    assert found["a#e1", "a#e3"]["toll_small"] == 1
    assert "toll_grown" not in found["a#e1", "a#e3"]


def test_a_toll_told_before_a_deed_with_another() -> None:
    """Does a toll that stands before a deed with its own toll speak of what was told before it?"""
    one = Article("a", "2025-06-12")
    one.tells("وقعت معركة قرب البلدة.", "معركة", time=on("2025-06-11"))
    one.tells("وتحدث الجيش عن خمسة جرحى.", "جرحى", "casualty", casualties=wounded(5), time=on("2025-06-11"))
    one.tells("وقصفت طائرة الرعاة فجرحت ستة.", "قصفت", time=on("2025-06-11"), casualties=wounded(6))
    found = described(one.reading())
    assert found["a#e2", "a#e3"]["toll_ahead_own"] == 1
    assert "toll_ahead_own" not in found["a#e1", "a#e2"]


def test_a_toll_that_names_its_deed() -> None:
    """Is a toll tied to the deed whose word its sentence repeats?"""
    one = Article("a", "2025-06-12")
    one.tells("وقع تفجير في السوق.", "تفجير", time=on("2025-06-11"))
    one.tells("وقصفت طائرات البلدة.", "قصفت", time=on("2025-06-11"))
    one.tells("ارتفعت حصيلة التفجير إلى سبعة.", "حصيلة", "casualty", casualties=wounded(7), time=on("2025-06-11"))
    found = described(one.reading())
    assert found["a#e1", "a#e3"]["toll_names_it"] == 1
    assert "toll_names_it" not in found["a#e2", "a#e3"]


def test_no_more_are_stopped_than_are_sent() -> None:
    """Is an interception of some of the drones that were sent told from one of more?"""
    for sent, stopped, fits in ((4, 2, True), (2, 4, False)):
        one = Article("a", "2025-06-12")
        sentence = "هاجمت مسيّرات القاعدة وأسقطت الدفاعات بعضها."
        one.tells(sentence, "هاجمت", place=at("base"), target=(BASE,), weapons=drones(sent), time=on("2025-06-11"))
        one.tells(sentence, "أسقطت", "intercept", same=True, weapons=drones(stopped), time=on("2025-06-11"))
        named = pair(one)
        assert bool(named.get("stopped_of_them")) is fits
        assert named["stopped_placeless"] == named["stopped_weapon"] == 1


def test_two_attacks_are_no_toll() -> None:
    """Is nothing said of tolls and interceptions where neither is told?"""
    one = Article("a", "2025-06-12")
    one.tells("هاجمت مسيّرات القاعدة.", "هاجمت", place=at("base"), time=on("2025-06-11"))
    one.tells("وقصفت كتائب القاعدة.", "قصفت", place=at("base"), time=on("2025-06-11"))
    assert not [name for name in pair(one) if name.startswith(("toll_", "stopped_", "died_"))]


def test_the_headline_is_taken_up_once() -> None:
    """Is the first mention by the headline's doer after it named, and no later one?"""
    one = Article("a", "2025-06-12")
    base = ActorMention(text="القاعدة", span=SPAN, kind="site", country="USA", name="Base")
    one.tells("كتائب تهاجم قاعدة", "تهاجم", initiator=(KTAIB,), place=at("anbar"), time=on("2025-06-11"))
    for _ in range(2):
        one.tells("هاجمت كتائب حزب الله القاعدة.", "هاجمت", initiator=(KTAIB,), target=(base,), time=on("2025-06-11"))
    found = described(one.reading())
    assert found["a#e1", "a#e2"]["first_doer"] == found["a#e1", "a#e2"]["head_same_doer"] == 1
    assert "first_doer" not in found["a#e1", "a#e3"]
    assert found["a#e2", "a#e3"]["first_doer_lead"] == 1


def test_the_kind_of_article() -> None:
    """Does a mention without a place weigh otherwise in a roundup of two towns than in the story of one?"""
    roundup, story = Article("a", "2025-06-12"), Article("b", "2025-06-12")
    for article, names in ((roundup, ("qaim", "rutba")), (story, ("qaim", "qaim"))):
        for name in names:
            article.tells("هاجمت مسيّرات البلدة.", "هاجمت", place=at(name), time=on("2025-06-11"))
        article.tells("وأصيب جنديان.", "أصيب", "casualty", casualties=wounded(2), time=on("2025-06-11"))
    many, one = described(roundup.reading())["a#e1", "a#e3"], described(story.reading())["b#e1", "b#e3"]
    assert many["miss_places"] > one["miss_places"]
    assert one["miss_one_place"] == one["doc_one_place"] == 1
    assert "miss_one_place" not in many


def test_taking_ground_is_a_deed_of_its_own() -> None:
    """Is the taking of a town told from the attack on it?"""
    one = Article("a", "2025-06-12")
    one.tells("سيطرت القوات على البلدة بعد هجوم.", "سيطرت", place=at("qaim"), time=on("2025-06-11"))
    one.tells("سيطرت القوات على البلدة بعد هجوم.", "هجوم", same=True, place=at("qaim"), time=on("2025-06-11"))
    assert pair(one)["one_takes"] == 1
