"""Linking: what is one happening, what is not, and that order never matters."""

from __future__ import annotations

import pathlib
import random

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.link import discourse, features, mentions, nearest, setting, toll, weights
from khabar.link.cluster import agglomerate
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

PLACES = {
    "Manbij": ("منبج", "SYR", 36.53, 37.95),
    "Jarabulus": ("جرابلس", "SYR", 36.82, 38.01),
    "Haditha": ("حديثة", "IRQ", 34.14, 42.38),
}
SPAN = Span(0, 4)


def place(name: str) -> PlaceMention:
    words, country, lat, lon = PLACES[name]
    return PlaceMention(text=words, span=SPAN, level="city", name=name, country=country, lat=lat, lon=lon)


def event(number: int, kind: str = "assault", **fields: object) -> Event:
    at = Span(number * 10, number * 10 + 5)
    base = {"id": f"e{number}", "type": kind, "span": at, "trigger": "تفجير", "sentence": "تفجير", "sentence_span": at}
    return Event(**{**base, "modality": "asserted", **fields})  # type: ignore[arg-type]


def day(text: str) -> TimeMention:
    return TimeMention(text="أمس", span=SPAN, start=text, end=text)


def reading(doc: str, *events: Event, published: str = "2025-02-04") -> Reading:
    return Reading(
        doc=doc,
        sha256=doc * 4,
        khabar="0",
        published=Published(start=published, end=published, stated=True),
        events=events,
    )


def ids(links: object) -> dict[str, str | None]:
    return {
        f"{r.doc}#{e.id}": e.event
        for r in links.readings  # type: ignore[attr-defined]
        for e in r.events
    }


def test_two_articles_of_one_bomb_share_a_happening() -> None:
    """Are the same place, day and toll in two articles one happening?"""
    dead = (CasualtyMention(text="20 قتيلا", span=SPAN, harm="killed", who="civilians", low=20, high=20),)
    one = reading("a", event(1, place=place("Manbij"), time=day("2025-02-03"), casualties=dead))
    two = reading("b", event(1, place=place("Manbij"), time=day("2025-02-03"), casualties=dead))
    assert len(set(ids(link_readings([one, two])).values())) == 1


def test_far_places_are_kept_apart() -> None:
    """Can two cities hundreds of kilometres apart ever be one happening?"""
    one = reading("a", event(1, place=place("Manbij"), time=day("2025-02-03")))
    two = reading("b", event(1, place=place("Haditha"), time=day("2025-02-03")))
    assert len(set(ids(link_readings([one, two])).values())) == 2


def test_an_answer_is_not_what_it_answers() -> None:
    """Does a reprisal keep its own happening?"""
    one = event(1, place=place("Manbij"), time=day("2025-02-03"))
    two = event(2, place=place("Manbij"), time=day("2025-02-03"), responds_to=("e1",))
    assert len(set(ids(link_readings([reading("a", one, two)])).values())) == 2


def test_attack_and_interception_are_one() -> None:
    """Do an attack and its interception in one sentence share a happening?"""
    drones = (WeaponMention(text="مسيرتين", span=SPAN, kind="drone", count=2),)
    when, where = day("2025-02-03"), place("Haditha")
    one = event(1, place=where, time=when, weapons=drones, outcome="intercepted")
    two = event(2, "intercept", trigger="إسقاط", place=where, time=when, weapons=drones, outcome="intercepted")
    two = msgspec.structs.replace(two, sentence_span=one.sentence_span)
    assert len(set(ids(link_readings([reading("a", one, two)])).values())) == 1


def test_a_claim_of_responsibility_is_attached() -> None:
    """Does a claim in the sentence of an attack attach to it?"""
    one = event(1, place=place("Manbij"), time=day("2025-02-03"))
    two = msgspec.structs.replace(event(2, "claim", trigger="تبنى"), sentence_span=one.sentence_span)
    links = link_readings([reading("a", one, two)])
    assert [(a.act, a.event) for a in links.attached] == [("a#e2", ids(links)["a#e1"])]


def test_nothing_known_links_nothing() -> None:
    """Do bare records without day, place or actor survive, each alone across documents?"""
    empty = Published()
    docs = [msgspec.structs.replace(reading(d, event(1, trigger=d)), published=empty) for d in "abc"]
    assert len(set(ids(link_readings(docs)).values())) == 3


def test_one_name_two_documents() -> None:
    """Do two documents of one name keep their claims apart?"""
    one, two = reading("a", event(1)), msgspec.structs.replace(reading("a", event(1)), sha256="other")
    links = link_readings([one, two, one])
    assert links.names == ("a~1", "a~2")


def test_every_weight_is_a_feature() -> None:
    """Does the table name only features that the code knows?"""
    modules = (features, discourse, nearest, setting, toll, weights)
    source = "".join(pathlib.Path(m.__file__).read_text(encoding="utf-8") for m in modules)
    sided = {f"{r}_{k}" for r in ("initiator", "target") for k in _SIDES}
    named = {n.removesuffix(discourse.AS_READ).removesuffix("_lead") for n in weights.load_inside()}
    assert [n for n in sorted(named - sided) if f'"{n}"' not in source] == []


_SIDES = ("missing", "same", "state_same", "country_same", "country_clash", "akin", "other")


def test_apart_overrides_edges() -> None:
    """Does a constraint hold against any sum of edges?"""
    edges = {(0, 1): 5.0, (1, 2): 5.0, (0, 2): 5.0}
    assert agglomerate(3, edges, apart=lambda i, j: (i, j) == (0, 2)) == [[0, 1], [2]]


@st.composite
def worlds(draw: st.DrawFn) -> list[Reading]:
    """A few documents of a few events, many fields missing."""
    actor = ActorMention(text="حزب", span=SPAN, kind="armed_group", country="LBN", name="Hezbollah")
    source = SourceMention(text="وزارة", span=SPAN, kind="military", name="Pentagon")

    def one(number: int) -> Event:
        return event(
            number,
            draw(st.sampled_from(["assault", "intercept", "casualty", "claim", "deny", "consult"])),
            modality=draw(st.sampled_from(["asserted", "asserted", "alleged", "future", "negated"])),
            place=draw(st.none() | st.sampled_from(sorted(PLACES)).map(place)),
            time=draw(st.none() | st.sampled_from(["2025-02-02", "2025-02-03", "2025-02-06"]).map(day)),
            initiator=draw(st.sampled_from([(), (actor,)])),
            sources=draw(st.sampled_from([(), (source,)])),
            outcome=draw(st.sampled_from([None, "hit", "failed"])),
        )

    docs = draw(st.integers(1, 4))
    return [reading(f"d{n}", *(one(i) for i in range(draw(st.integers(0, 4))))) for n in range(docs)]


@settings(max_examples=60, deadline=None)
@given(worlds(), st.randoms(use_true_random=False))
def test_linking_ignores_order(world: list[Reading], rng: random.Random) -> None:
    """Is the result the same, to the byte, for any order of documents?"""
    mixed = world[:]
    rng.shuffle(mixed)
    assert msgspec.json.encode(link_readings(mixed)) == msgspec.json.encode(link_readings(world))


@settings(max_examples=30, deadline=None)
@given(worlds())
def test_comparing_is_symmetric(world: list[Reading]) -> None:
    """Has a pair the same features either way round?"""
    names = [r.doc for r in world]
    nodes = list(mentions.to_nodes(world, names, {n: i for i, n in enumerate(names)}))
    for a in nodes:
        for b in nodes:
            if a.ref != b.ref:
                assert features.compare(a, b) == features.compare(b, a)
                assert features.is_apart(a, b) == features.is_apart(b, a)
