"""Scoring: figures by hand, and the same figures as the scorer beside the checkout."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from khabar.errors import InputError
from khabar.evaluate.gold import Gold, load_gold
from khabar.evaluate.score import Score, score
from khabar.model import wire
from khabar.model.records import (
    ActorMention,
    CasualtyMention,
    Event,
    PlaceMention,
    Published,
    Reading,
    SourceMention,
    Tally,
    TimeMention,
    WeaponMention,
)
from khabar.model.spans import Span

TEXT = "هجوم على بغداد\nاقرأ أيضا\nقُتل خمسة جنود"


def event(start: int, end: int, kind: str = "assault", **fields: Any) -> Event:
    name = fields.pop("id", f"e{start}")
    fields.setdefault("modality", "asserted")
    return Event(
        id=name,
        type=kind,
        span=Span(start, end),
        trigger=TEXT[start:end],
        sentence=TEXT[:14],
        sentence_span=Span(0, 14),
        **fields,
    )


def gold(*events: Event, **fields: Any) -> Gold:
    fields.setdefault("published", Published(start="2024-01-01", end="2024-01-02"))
    return Gold(doc="a", text=TEXT, text_path="", events=events, **fields)


def read(*events: Event, **fields: Any) -> dict[str, Reading]:
    fields.setdefault("published", Published())
    return {"a": Reading(doc="a", sha256="", khabar="", events=events, **fields)}


def counts(result: Score, name: str) -> tuple[int, int, int]:
    figure = result.figures[name]
    return figure.found, figure.read, figure.gold


def test_a_missed_event_costs_its_fields() -> None:
    """Does an initiator of an event that was not found count as missed?"""
    actor = ActorMention(text="هجوم", span=Span(0, 4), kind="military")
    result = score(read(), [gold(event(0, 4, initiator=(actor,)))])
    assert counts(result, "initiator") == (0, 0, 1)
    assert counts(result, "events") == (0, 0, 1)
    assert [miss.verdict for miss in result.misses] == ["missed"]


def test_the_type_must_agree() -> None:
    """Is an event of another type found untyped only?"""
    result = score(read(event(0, 4, "coerce")), [gold(event(0, 4))])
    assert counts(result, "events") == (0, 1, 1)
    assert counts(result, "events untyped") == (1, 1, 1)
    assert [miss.verdict for miss in result.misses] == ["type coerce for"]


def test_a_near_trigger_of_one_type() -> None:
    """Does an event of the same type nearby in the sentence stand for the gold one?"""
    assert counts(score(read(event(5, 8)), [gold(event(0, 4))]), "events") == (1, 1, 1)
    assert counts(score(read(event(5, 8, "coerce")), [gold(event(0, 4))]), "events untyped") == (0, 1, 1)


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ({"level": "city", "lat": 33.3, "lon": 44.4}, 1),
        ({"level": "city", "lat": 33.3, "lon": 44.9}, 0),
        ({"level": "city"}, 0),
        ({"level": "province", "country": "IRQ", "lat": 33.3, "lon": 44.4}, 0),
    ],
)
def test_places_by_distance(place: dict[str, Any], found: int) -> None:
    """Is a town found within 30 km, and not elsewhere or as an area?"""
    wanted = PlaceMention(text="", span=Span(0, 0), level="city", lat=33.31, lon=44.36, country="IRQ")
    told = PlaceMention(text="", span=Span(0, 0), **place)
    assert counts(score(read(event(0, 4, place=told)), [gold(event(0, 4, place=wanted))]), "place")[0] == found


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("2024-01-01", "2024-01-01", 1),
        ("2023-12-26", "2024-01-01", 1),
        ("2023-12-20", "2024-01-01", 0),
        ("2024-01-03", "2024-01-03", 0),
    ],
)
def test_published_within_a_week(start: str, end: str, found: int) -> None:
    """Does the article's day count where it touches gold's, unless it is too wide?"""
    result = score(read(published=Published(start=start, end=end)), [gold()])
    assert counts(result, "published") == (found, 1, 1)


def test_furniture_by_letters() -> None:
    """Is furniture counted letter by letter, blanks left out?"""
    result = score(read(furniture=(Span(10, 19),)), [gold(furniture=(Span(15, 24),))])
    assert counts(result, "furniture") == (4, 8, 8)


def test_linking() -> None:
    """Is one cluster for two happenings imprecise and complete?"""
    told = (event(0, 4, event="x"), event(5, 8, event="x"))
    wanted = (event(0, 4, event="1"), event(5, 8, event="2"))
    clustering = score(read(*told), [gold(*wanted)]).clustering
    assert clustering
    assert (clustering.precision, clustering.recall) == (0.5, 1.0)


def test_nothing_to_score() -> None:
    """Is a figure without anything behind it no number?"""
    assert score(read(), [gold()]).figures["strengths"].value is None


def test_gold_that_does_not_hold(tmp_path: Path) -> None:
    """Is a quotation that is not in the text told of?"""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "a.json"
    file = {"doc": "a", "text_file": "a.txt", "published": {"start": "2024-01-01", "end": "2024-01-01"}}
    record = {"id": "e1", "type": "assault", "modality": "asserted", "sentence": "لا", "trigger": "لا"}
    path.write_text(json.dumps({**file, "events": [record]}), encoding="utf-8")
    with pytest.raises(InputError, match="event e1: sentence is not in the text"):
        load_gold(str(path))


def disturbed(gold: Gold, chance: random.Random) -> Reading:
    """A made-up reading: gold with things lost, moved, retyped, recounted and added."""

    def jolt(span: Span) -> Span:
        start = max(0, span.start + chance.choice([0, 0, 0, -3, 3, 30]))
        return Span(min(start, len(gold.text) - 1), max(min(start + 1, len(gold.text)), span.end))

    def some(mentions: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(m for m in mentions if chance.random() > 0.2)

    def day(value: str | None) -> str | None:
        return chance.choice([value, value, "2024-01-01"]) if value else value

    events = []
    for e in gold.events:
        if chance.random() < 0.2:
            continue
        place = e.place and msgspec.structs.replace(
            e.place,
            lat=chance.choice([e.place.lat, e.place.lat, None, 30.0]),
            level=chance.choice([e.place.level, "site", "province"]),
        )
        time = e.time and TimeMention(start=day(e.time.start), end=day(e.time.end))
        if time and time.start and time.end and time.start > time.end:
            time = TimeMention(start=time.end, end=time.start)
        events.append(
            Event(
                id=f"r{e.id}",
                type=chance.choice([e.type] * 5 + ["assault", "deny"]),
                span=jolt(e.span),
                trigger="x",
                sentence="x",
                sentence_span=e.sentence_span,
                modality=chance.choice([e.modality, e.modality, "alleged"]),
                initiator=tuple(
                    ActorMention(text="", span=jolt(a.span), kind=a.kind, country=chance.choice([a.country, None]))
                    for a in some(e.initiator)
                ),
                target=tuple(
                    ActorMention(text="", span=jolt(a.span), kind=a.kind, country=chance.choice([a.country, None]))
                    for a in some(e.target)
                ),
                place=place if chance.random() > 0.2 else None,
                time=time,
                weapons=tuple(
                    WeaponMention(text="", span=w.span, kind=chance.choice([w.kind, "other"]), count=w.count)
                    for w in some(e.weapons)
                ),
                casualties=tuple(
                    CasualtyMention(
                        text="", span=c.span, harm=c.harm, who=c.who, low=c.low + chance.choice([0, 0, 1]), high=c.high
                    )
                    for c in some(e.casualties)
                ),
                outcome=chance.choice([e.outcome, "hit", None]),
                sources=tuple(SourceMention(text="", span=jolt(s.span), kind=s.kind) for s in some(e.sources)),
                responds_to=tuple(f"r{other}" for other in some(e.responds_to)),
                event=chance.choice([e.event, f"{gold.doc[:3]}{chance.randrange(3)}", None]),
            )
        )
    tallies = [
        Tally(
            id=f"r{t.id}",
            span=jolt(t.span),
            trigger="x",
            sentence="x",
            sentence_span=t.sentence_span,
            counted=chance.choice([t.counted, "other"]),
            low=t.low,
            high=t.high,
            by_place=chance.choice([t.by_place, {}]),
            start=t.start,
            end=day(t.end),
        )
        for t in some(gold.tallies)
    ]
    published = chance.choice(
        [
            gold.published,
            Published(),
            Published(start="2020-01-01", end="2026-01-01"),
            Published(start="2024-01-01", end="2024-01-02"),
        ]
    )
    return Reading(
        doc=gold.doc,
        sha256="",
        khabar="",
        published=published,
        furniture=(*map(jolt, some(gold.furniture)), Span(0, 5)),
        events=tuple(events),
        tallies=tuple(tallies),
        strengths=some(gold.strengths),
    )


@pytest.mark.shared
@pytest.mark.parametrize("seed", range(3))
def test_figures_agree_with_the_scorer(shared: Path, tmp_path: Path, seed: int) -> None:
    """Are all figures those of the scorer beside the checkout, to three decimals, on made-up readings?"""
    paths = sorted(str(path) for path in (shared / "gold").glob("*.json"))
    golds = [load_gold(path) for path in paths]
    chance = random.Random(seed)
    readings = [disturbed(gold, chance) for gold in golds if chance.random() > 0.05]
    file = tmp_path / "readings.jsonl"
    file.write_bytes(b"".join(wire.to_json(reading) + b"\n" for reading in readings))
    told = subprocess.run(
        [sys.executable, str(shared / "tools" / "score.py"), str(file), *paths, "--json"],
        capture_output=True,
        check=True,
    )
    theirs = json.loads(told.stdout)
    result = score({reading.doc: reading for reading in readings}, golds)
    ours = {name: None if value is None else round(value, 4) for name, value, _ in result.rows()}
    assert ours == pytest.approx(theirs, abs=0.0005)
    assert list(ours) == list(theirs)
