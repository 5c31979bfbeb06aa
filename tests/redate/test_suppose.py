"""Articles that tell no day: dated by what they share with dated ones besides days, or left undated."""

from __future__ import annotations

import datetime

from khabar import collection, pipeline
from khabar.model.chronology import Links
from khabar.model.records import ActorMention, CasualtyMention, Event, PlaceMention, Published, Reading, TimeMention
from khabar.model.spans import Span
from khabar.redate.suppose import borne_out, suppose

TOWNS = "منبج الرقة حلب دمشق البصرة الموصل سامراء تكريت الفلوجة هيت عانة القائم سنجار".split()


def told(number: int, town: str, day: str | None, words: str | None, *, low: int, sentence: str) -> Event:
    at = Span(number * 10, number * 10 + 5)
    return Event(
        id=f"e{number}", type="assault", span=at, trigger="تفجير", sentence=sentence, sentence_span=at,
        modality="asserted",
        initiator=(ActorMention(text="جماعة", span=at, kind="armed_group", name=f"Group of {town}"),),
        target=(ActorMention(text="سوق", span=at, kind="site", name=f"Market of {town}"),),
        place=PlaceMention(text=town, span=at, level="city", name=town, country="IRQ", lat=30.0, lon=40.0),
        time=TimeMention(text=words, span=at if words else None, start=day, end=day) if day or words else None,
        casualties=(CasualtyMention(text=f"{low} قتيلا", span=at, harm="killed", who="civilians", low=low, high=low),),
    )  # fmt: skip


def dated(number: int, town: str) -> Reading:
    day = (datetime.date(2025, 1, 6) + datetime.timedelta(weeks=number)).isoformat()
    sentence = f"انفجرت سيارة ملغمة في سوق {town} وقتل عدد من المدنيين قرب مسجد {town} الكبير"
    events = (told(1, town, day, None, low=number + 5, sentence=sentence),)
    return Reading(
        doc=f"d{number:02d}", sha256=str(number), khabar="0", events=events,
        published=Published(start=day, end=day, stated=True),
    )  # fmt: skip


CORPUS = [dated(n, town) for n, town in enumerate(TOWNS)]


def undated(town: str, words: str | None = "أمس", low: int = 7) -> Reading:
    sentence = f"قتل مدنيون حين انفجرت سيارة ملغمة في سوق {town} قرب المسجد الكبير"
    events = (told(1, town, None, words, low=low, sentence=sentence),)
    return Reading(doc="u", sha256="u", khabar="0", published=Published(), events=events)


def links(*readings: Reading) -> Links:
    return Links(readings=readings, names=tuple(r.doc for r in readings))


def test_a_story_dates_an_article_of_no_day() -> None:
    """Is an article that tells as yesterday's what one dated article tells dated of the day after?"""
    (one,) = suppose(links(*CORPUS, undated(TOWNS[2])), pipeline.wordings())
    assert (one.doc, one.start, one.end) == ("u", "2025-01-21", "2025-01-21")
    assert one.leans_on == ("d02",)


def test_another_toll_is_another_story() -> None:
    """Is an article left undated whose toll is many times that of the like happening?"""
    assert suppose(links(*CORPUS, undated(TOWNS[2], low=70)), pipeline.wordings()) == ()


def test_too_few_articles_tell_nothing() -> None:
    """Is nothing supposed where the articles are too few to tell which words are rare?"""
    assert suppose(links(*CORPUS[:4], undated(TOWNS[2])), pipeline.wordings()) == ()


def test_what_linking_does_not_bear_out_falls() -> None:
    """Does a supposition fall when the article shares no happening with those it was dated by?"""
    supposed = suppose(links(*CORPUS, undated(TOWNS[2])), pipeline.wordings())
    assert borne_out(supposed, links(*CORPUS, undated(TOWNS[2]))) == ()


def test_the_collection_links_it_by_its_day() -> None:
    """Is the article, once dated, linked to the one that tells the same, with its claim's day?"""
    made = collection.redate([*CORPUS, undated(TOWNS[2])])
    by_name = dict(zip(made.links.names, made.links.readings, strict=True))
    (claim,) = by_name["u"].events
    assert claim.time is not None
    assert claim.time.start == "2025-01-20"
    assert claim.event == by_name["d02"].events[0].event
    assert by_name["u"].published.likeliest == "2025-01-21"


def test_order_changes_nothing() -> None:
    """Do readings in another order give the same?"""
    made = [*CORPUS, undated(TOWNS[2])]
    assert collection.redate(made) == collection.redate(made[::-1])
