"""The cases that linking must get right, in sentences of our own: what is one happening, and what is two."""

from __future__ import annotations

from typing import Any

import msgspec

from khabar.link import explain
from khabar.link.across.features import FEATURES
from khabar.link.across.weights import READINGS, load_table
from khabar.link.join import link_readings
from khabar.model.records import (
    ActorMention,
    CasualtyMention,
    Event,
    PlaceMention,
    Published,
    Reading,
    SourceMention,
    TimeMention,
    WeaponMention,
)
from khabar.model.spans import Span

SPAN = Span(0, 1)
PLACES = {
    "base": ("قاعدة الرمانة", "Rummana Air Base", "site", "IRQ", 33.80, 42.44),
    "qaim": ("القائم", "Al-Qaim", "city", "IRQ", 34.38, 41.09),
    "rutba": ("الرطبة", "Ar-Rutba", "city", "IRQ", 33.03, 40.28),
    "anbar": ("غرب الأنبار", "Western Anbar", "region", "IRQ", 33.60, 41.20),
    "both": ("العراق وسوريا", "Iraq and Syria", "region", None, 34.30, 41.60),
}
KTAIB = ActorMention(text="كتائب حزب الله", span=SPAN, kind="armed_group", country="IRQ", name="Kataib Hezbollah")
FACTIONS = ActorMention(text="فصائل عراقية", span=SPAN, kind="armed_group", country="IRQ", name="Iraqi armed factions")
AMERICANS = ActorMention(
    text="القوات الأميركية", span=SPAN, kind="military", country="USA", name="United States Armed Forces"
)
BASE = ActorMention(text="قاعدة الرمانة", span=SPAN, kind="site", country="USA", name="Rummana Air Base")


def drones(count: int | None = None) -> tuple[WeaponMention, ...]:
    return (WeaponMention(text="مسيّرات", span=SPAN, kind="drone", count=count),)


def rockets(count: int | None = None) -> tuple[WeaponMention, ...]:
    return (WeaponMention(text="صواريخ", span=SPAN, kind="rocket", count=count),)


def wounded(count: int) -> tuple[CasualtyMention, ...]:
    return (CasualtyMention(text="جرحى", span=SPAN, harm="wounded", who="military", low=count, high=count),)


def at(name: str) -> PlaceMention:
    words, english, level, country, lat, lon = PLACES[name]
    return PlaceMention(text=words, span=SPAN, name=english, level=level, country=country, lat=lat, lon=lon)


def on(start: str, end: str | None = None, words: str | None = None) -> TimeMention:
    return TimeMention(text=words, start=start, end=end or start)


class Article:
    """Builds a reading sentence by sentence."""

    def __init__(self, doc: str, published: str) -> None:
        self.doc, self.published = doc, published
        self.text, self.events = "", []  # type: ignore[var-annotated]

    def tells(self, sentence: str, trigger: str, kind: str = "assault", *, same: bool = False, **fields: Any) -> str:
        """Add a mention; in the sentence before where it is the `same`. The id of the record."""
        if not same:
            self.text += ("\n" if self.text else "") + sentence
        start = len(self.text) - len(sentence)
        here = start + sentence.index(trigger)
        name = f"e{len(self.events) + 1}"
        event = Event(
            id=name,
            type=kind,
            span=Span(here, here + len(trigger)),
            trigger=trigger,
            sentence=sentence,
            sentence_span=Span(start, start + len(sentence)),
            **{"modality": "asserted", **fields},
        )
        self.events.append(event)
        return name

    def reading(self) -> Reading:
        """What it says."""
        published = Published(start=self.published, end=self.published, stated=True)
        return Reading(doc=self.doc, sha256=self.doc, khabar="0", published=published, events=tuple(self.events))


def ids(*articles: Article) -> dict[str, str | None]:
    links = link_readings([article.reading() for article in articles])
    return {f"{r.doc}#{e.id}": e.event for r in links.readings for e in r.events}


def test_two_strikes_on_one_base_in_one_day() -> None:
    """Do two attacks on one base, told one after the other by one outlet, stay two?"""
    one = Article("a", "2025-06-12")
    first = "قال مصدر أمني إن ثلاث مسيّرات هاجمت قاعدة الرمانة فجر الأربعاء من دون وقوع إصابات."
    second = "ومساء الأربعاء تعرضت القاعدة لهجوم ثان بخمسة صواريخ أدى إلى إصابة جنديين، بحسب المصدر."
    where, struck = at("base"), (BASE,)
    one.tells(
        first, "هاجمت", place=where, target=struck, weapons=drones(3), time=on("2025-06-11", words="فجر الأربعاء")
    )
    one.tells(
        second,
        "هجوم",
        place=where,
        target=struck,
        weapons=rockets(5),
        time=on("2025-06-11", words="مساء الأربعاء"),
        casualties=wounded(2),
        outcome="hit",
    )
    assert len(set(ids(one).values())) == 2


def test_a_weekday_of_yesterday() -> None:
    """Is one strike one, where another outlet gives it the day before?"""
    one, two = Article("a", "2025-06-12"), Article("b", "2025-06-12")
    said = {"place": at("base"), "target": (BASE,), "weapons": rockets(5), "casualties": wounded(3), "outcome": "hit"}
    one.tells(
        "أصيب ثلاثة جنود حين سقطت خمسة صواريخ على قاعدة الرمانة ليل الأربعاء.",
        "سقطت",
        time=on("2025-06-11", words="ليل الأربعاء"),
        **said,
    )
    two.tells(
        "قصفت خمسة صواريخ قاعدة الرمانة الثلاثاء وأصابت ثلاثة جنود.",
        "قصفت",
        time=on("2025-06-10", words="الثلاثاء"),
        **said,
    )
    assert len(set(ids(one, two).values())) == 1


def test_a_series_is_none_of_its_events() -> None:
    """Is a series of attacks since a day apart from the attack of one day, in one article and across two?"""
    one, two = Article("a", "2024-01-21"), Article("b", "2024-01-21")
    one.tells(
        "أصيب جنديان في هجوم بالصواريخ على قاعدة الرمانة مساء السبت.",
        "هجوم",
        place=at("base"),
        target=(BASE,),
        weapons=rockets(),
        casualties=wounded(2),
        time=on("2024-01-20", words="مساء السبت"),
    )
    since = on("2023-10-17", "2024-01-20", "منذ 17 تشرين الأول")
    told = "وتعرضت القوات الأميركية في العراق وسوريا لـ151 هجوما منذ 17 تشرين الأول."
    one.tells(told, "هجوما", place=at("both"), target=(AMERICANS,), time=since)
    two.tells(told, "هجوما", place=at("both"), target=(AMERICANS,), time=since)
    found = ids(one, two)
    assert found["a#e1"] != found["a#e2"]
    assert found["a#e2"] == found["b#e1"]


def test_told_only_as_a_cause() -> None:
    """Is an attack that one article tells only as the reason for another found in the article that tells it?"""
    one, two = Article("a", "2025-06-12"), Article("b", "2025-06-14")
    one.tells(
        "أصيب جنديان حين هاجمت مسيّرتان قاعدة الرمانة الأربعاء.",
        "هاجمت",
        place=at("base"),
        target=(BASE,),
        weapons=drones(2),
        casualties=wounded(2),
        time=on("2025-06-11", words="الأربعاء"),
    )
    strike = "قصفت القوات الأميركية مواقع قرب القائم الجمعة ردا على هجوم بالمسيّرات على قاعدة الرمانة الأربعاء."
    two.tells(
        strike,
        "قصفت",
        place=at("qaim"),
        initiator=(AMERICANS,),
        time=on("2025-06-13", words="الجمعة"),
        responds_to=("e2",),
    )
    two.tells(
        strike,
        "هجوم",
        same=True,
        place=at("base"),
        target=(BASE,),
        weapons=drones(),
        time=on("2025-06-11", words="الأربعاء"),
    )
    found = ids(one, two)
    assert found["a#e1"] == found["b#e2"] != found["b#e1"]


def test_an_attack_and_its_interception() -> None:
    """Are an attack and the shooting down of its drones one, in one sentence and in the next?"""
    one = Article("a", "2025-06-12")
    sentence = "هاجمت أربع مسيّرات قاعدة الرمانة فجر الأربعاء وأسقطت الدفاعات اثنتين منها."
    where, when = at("base"), on("2025-06-11", words="فجر الأربعاء")
    one.tells(sentence, "هاجمت", place=where, target=(BASE,), weapons=drones(4), time=when)
    one.tells(sentence, "أسقطت", "intercept", same=True, place=where, weapons=drones(2), time=on("2025-06-11"))
    assert len(set(ids(one).values())) == 1


def test_several_places_in_one_operation() -> None:
    """Is an operation one in its two mentions, and the towns that it struck, each with its own figures, two?"""
    one = Article("a", "2025-06-12")
    wide = on("2025-06-11", words="الأربعاء")
    doer = (AMERICANS,)
    one.tells("غارات أميركية على غرب الأنبار الأربعاء", "غارات", place=at("anbar"), initiator=doer, time=wide)
    one.tells(
        "شنت القوات الأميركية غارات جوية على غرب الأنبار الأربعاء.",
        "غارات جوية",
        place=at("anbar"),
        initiator=doer,
        time=wide,
    )
    towns = "ففي القائم قتلت غارة ثلاثة مسلحين، وفي الرطبة أصابت غارة مخزنا للسلاح."
    one.tells(towns, "غارة", place=at("qaim"), time=on("2025-06-11"))
    one.tells(towns, "أصابت", same=True, place=at("rutba"), time=on("2025-06-11"), outcome="hit")
    found = ids(one)
    assert found["a#e1"] == found["a#e2"]
    assert found["a#e3"] != found["a#e4"]


def test_an_umbrella_may_be_its_member() -> None:
    """Is an attack by a group one with the same attack by the factions that it belongs to?"""
    one, two = Article("a", "2025-06-12"), Article("b", "2025-06-12")
    said = {"place": at("base"), "target": (BASE,), "weapons": rockets(5), "time": on("2025-06-11", words="الأربعاء")}
    one.tells("قصفت كتائب حزب الله قاعدة الرمانة بخمسة صواريخ الأربعاء.", "قصفت", initiator=(KTAIB,), **said)
    two.tells("قصفت فصائل عراقية قاعدة الرمانة بخمسة صواريخ الأربعاء.", "قصفت", initiator=(FACTIONS,), **said)
    assert len(set(ids(one, two).values())) == 1


def test_two_outlets_tell_one_series() -> None:
    """Are "the attacks since 20 May" of two outlets, told at other days, one series, and no attack within it?"""
    one, two = Article("a", "2025-06-02"), Article("b", "2025-06-12")
    struck = {"target": (AMERICANS,), "place": at("both")}
    one.tells("ونددت واشنطن بالهجمات على قواتها.", "الهجمات", time=on("2025-05-20", "2025-06-02"), **struck)
    two.tells("وتأتي الهجمات على القوات الأميركية وسط تصعيد.", "الهجمات", time=on("2025-05-20", "2025-06-12"), **struck)
    two.tells(
        "هاجمت مسيّرات قاعدة الرمانة الأربعاء.",
        "هاجمت",
        place=at("base"),
        target=(BASE,),
        weapons=drones(),
        time=on("2025-06-11", words="الأربعاء"),
    )
    found = ids(one, two)
    assert found["a#e1"] == found["b#e1"]
    assert found["b#e2"] != found["b#e1"]


def test_the_outbreak_of_a_war_is_no_attack_in_it() -> None:
    """Does one article's outbreak of a war stay apart from another's attack of the same side, day and place?"""
    one, two = Article("a", "2025-06-12"), Article("b", "2025-06-13")
    told = {"time": on("2025-06-10", words="10 حزيران"), "initiator": (KTAIB,)}
    one.tells("نزح الآلاف بعد اندلاع الحرب في 10 حزيران.", "اندلاع الحرب", **told)
    two.tells("ونزح الآلاف بعد هجوم الكتائب في 10 حزيران.", "هجوم", **told)
    found = ids(one, two)
    assert found["a#e1"] != found["b#e1"]


def test_every_piece_of_evidence_has_words() -> None:
    """Can each weight within a document and each level that is weighed across be said in words, and nothing else?"""
    named = {name.removesuffix(explain.discourse.AS_READ) for name in explain.weights.load_inside()}
    weighed = {name.partition(".")[0] for name in load_table(READINGS)} & FEATURES.keys()
    levels = {f"{name}.{level}" for name in weighed for level in FEATURES[name].levels}
    assert named | levels == set(explain.load_reasons())
    assert all(explain.load_reasons().values())


def test_evidence_adds_up() -> None:
    """Do the reasons for a pair add up to its score, and is what keeps a pair apart said?"""
    one, two = Article("a", "2025-06-12"), Article("b", "2025-06-12")
    said = {"place": at("base"), "target": (BASE,), "time": on("2025-06-11", words="الأربعاء")}
    one.tells("قصفت كتائب حزب الله قاعدة الرمانة الأربعاء.", "قصفت", initiator=(KTAIB,), **said)
    two.tells("قصف طال قاعدة الرمانة الأربعاء.", "قصف", **said)
    two.tells("واعتقلت الشرطة مشتبها به في القائم.", "اعتقلت", "coerce", place=at("qaim"))
    two.tells("وأعلنت الشرطة اعتقال آخر.", "اعتقال", "coerce")
    evidence = explain.Evidence([one.reading(), two.reading()])
    found = evidence.explain("a#e1", "b#e1")
    assert found is not None
    assert found.apart is None
    assert found.score > 0
    assert abs(found.score - sum(reason.weight for reason in found.reasons)) < 0.01
    assert found.score == evidence.edges[0, 1]
    assert "the same site or town" in [reason.words for reason in found.reasons]
    assert evidence.explain("b#e1", "a#e1") == msgspec.structs.replace(found, one="b#e1", two="a#e1")
    assert evidence.explain("a#e1", "b#e3") is None
    other = evidence.explain("b#e1", "b#e2")
    assert other is not None
    assert other.apart == "they are different kinds of deed"


def test_what_keeps_two_documents_apart_is_said() -> None:
    """Is an attack kept apart from one that did not happen yet, told elsewhere of the same day, with the reason?"""
    one, two = Article("a", "2025-06-12"), Article("b", "2025-06-12")
    said = {"place": at("base"), "target": (BASE,), "time": on("2025-06-11", words="الأربعاء")}
    one.tells("قصفت كتائب حزب الله قاعدة الرمانة الأربعاء.", "قصفت", **said)
    two.tells("ستقصف كتائب حزب الله قاعدة الرمانة الأربعاء.", "ستقصف", modality="threatened", **said)
    found = explain.Evidence([one.reading(), two.reading()]).explain("a#e1", "b#e1")
    assert found is not None
    assert found.apart == "one is told as fact, the other is not"
    assert found.score < 0


def test_what_ties_a_claim_to_its_happening() -> None:
    """Is each claim tied by its heaviest pair among the claims given, and one that met none of them by nothing?"""
    docs = [Article(name, "2025-06-12") for name in "abc"]
    said = {"place": at("base"), "target": (BASE,), "time": on("2025-06-11", words="الأربعاء")}
    for article in docs:
        article.tells("قصفت كتائب حزب الله قاعدة الرمانة الأربعاء.", "قصفت", weapons=rockets(5), **said)
    docs[0].tells("واعتقلت الشرطة مشتبها به.", "اعتقلت", "coerce")
    evidence = explain.Evidence([article.reading() for article in docs])
    claims = ["c#e1", "a#e2", "b#e1", "nobody#e1"]
    alone, tied, other = evidence.find_ties(claims)
    again = explain.Evidence([article.reading() for article in reversed(docs)])
    assert list(again.find_ties(reversed(claims))) == [alone, tied, other]
    assert (alone.claim, alone.best) == ("a#e2", None)
    assert tied.best == evidence.explain("b#e1", "c#e1")
    assert other.best == evidence.explain("c#e1", "b#e1")


def test_a_claim_between_two_happenings_is_told() -> None:
    """Is a claim that fits two happenings nearly as well named with both, and the score of each?"""
    source = (SourceMention(text="مصدر", span=SPAN, kind="official"),)
    morning, evening = Article("a", "2025-06-12"), Article("b", "2025-06-12")
    between = Article("c", "2025-06-12")
    said = {"place": at("base"), "target": (BASE,), "sources": source}
    for article, weapons in ((morning, drones(3)), (evening, rockets(5))):
        article.tells(
            "هجوم على قاعدة الرمانة الأربعاء.", "هجوم", weapons=weapons, time=on("2025-06-11", words="الأربعاء"), **said
        )
    between.tells("تعرضت قاعدة الرمانة لهجوم الأربعاء.", "هجوم", time=on("2025-06-11", words="الأربعاء"), **said)
    evidence = explain.Evidence([article.reading() for article in (morning, evening, between)])
    apart = {"a#e1": "one", "b#e1": "two", "c#e1": "one"}
    (rival,) = [rival for rival in evidence.find_rivals(apart) if rival.claim == "c#e1"]
    assert (rival.home, rival.other) == ("a#e1", "b#e1")
    assert rival.own is not None
    assert rival.score > rival.own - explain.CLOSE
