"""One happening made from its claims, without any other."""

from __future__ import annotations

import time

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

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
)
from khabar.model.spans import Span
from khabar.reconcile.acts import to_acts
from khabar.reconcile.claims import Claim
from khabar.reconcile.happenings import agreed_days, answered_by, happening, home_of, is_told
from khabar.reconcile.view import claims_of, reconcile

SPAN = Span(0, 4)
MANBIJ = PlaceMention(text="منبج", span=SPAN, level="city", name="Manbij", country="SYR", lat=36.53, lon=37.95)
CHEAP_MS = 0.4
SENTENCE = "نفت الجماعة صحة البيان"


def event(number: int, kind: str = "assault", day: int = 3, **fields: object) -> Event:
    at = Span(number * 100, number * 100 + 5)
    when = TimeMention(text="الاثنين", span=SPAN, start=f"2025-02-0{day}", end=f"2025-02-0{day}")
    base = {"id": f"e{number}", "type": kind, "span": at, "trigger": "تفجير", "sentence": "تفجير منبج"}
    told = {"sentence_span": at, "modality": "asserted", "place": MANBIJ, "time": when}
    return Event(**{**base, **told, **fields})  # type: ignore[arg-type]


def claim(doc: str, number: int, **fields: object) -> Claim:
    return Claim(ref=f"{doc}#e{number}", doc=doc, text=doc, published="2025-02-04", event=event(number, **fields))  # type: ignore[arg-type]


def reading(doc: str, *events: Event) -> Reading:
    published = Published(start="2025-02-04", end="2025-02-04", stated=True)
    return Reading(doc=doc, sha256=doc, khabar="0", published=published, events=events)


def test_one_happening_is_that_of_the_chronology() -> None:
    """Does a ledger that makes one happening anew get what the whole chronology has?"""
    links = link_readings([
        reading("a", event(1), event(2, day=5), event(3, "deny", sentence=SENTENCE)),
        reading("b", event(1, responds_to=("e2",)), event(2, day=5)),
    ])  # fmt: skip
    claims = claims_of(links)
    acts = to_acts(claims, links.attached)
    home = {c.ref: home_of(c) for c in claims if is_told(c)}
    for whole in reconcile(links).happenings:
        own = [c for c in claims if c.ref in whole.claims]
        answers = [home[ref] for ref in answered_by(own) if ref in home]
        assert happening(whole.id, own, [a for a in acts if a.event == whole.id], answers) == whole


def test_two_claims_cost_little() -> None:
    """Is a happening of two claims made in a fraction of a millisecond of CPU?"""
    pair = [claim(doc, 1, casualties=(CasualtyMention(text="قتلى", span=SPAN, harm="killed", who="civilians", low=2),))
            for doc in "ab"]  # fmt: skip
    happening("h", pair)
    best = min(_spent(pair, 20) for _ in range(12))
    assert best < CHEAP_MS


def _spent(pair: list[Claim], times: int = 50) -> float:
    start = time.process_time()
    for _ in range(times):
        happening("h", pair)
    return (time.process_time() - start) * 1000 / times


def test_many_claims_of_one_happening_cost_in_proportion() -> None:
    """Does a happening told by a thousand claims with a thousand figures take no thousand times a thousand steps?"""
    claims = [
        claim(f"d{n % 40}", n, day=1 + n % 9, casualties=(
            CasualtyMention(text="قتلى", span=SPAN, harm="killed", who="unknown", low=n, high=n),
        ))
        for n in range(1000)
    ]  # fmt: skip
    start = time.process_time()
    made = happening("h", claims)
    assert len(made.claims) == 1000
    assert time.process_time() - start < 5.0


@given(st.permutations(range(6)))
def test_the_order_of_claims_changes_nothing(order: list[int]) -> None:
    """Does the same set of claims give the same bytes?"""
    claims = [claim("ab"[n % 2], n, kind=("assault", "intercept", "casualty")[n % 3], day=3 + n % 2) for n in range(6)]
    one, two = happening("h", claims), happening("h", [claims[n] for n in order])
    assert msgspec.json.encode(one) == msgspec.json.encode(two)


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 3)), min_size=1, max_size=8))
def test_the_day_is_one_that_somebody_gives(days: list[tuple[int, int]]) -> None:
    """Do the agreed days lie inside the interval of some claim?"""
    claims = []
    for n, (first, more) in enumerate(days):
        when = TimeMention(text="x", span=SPAN, start=f"2025-02-{first:02}", end=f"2025-02-{first + more:02}")
        claims.append(claim("a", n, time=when))
    start, end = agreed_days(claims)
    assert start is not None
    assert end is not None
    assert any(c.event.time and c.event.time.start <= start <= end <= c.event.time.end for c in claims)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("given", "agreed"),
    [
        ([(6, 6), (6, 6), (1, 9), (8, 8)], (6, 6)),
        ([(6, 6), (6, 7), (5, 6), (8, 8)], (6, 6)),
        ([(4, 4), (6, 6), (1, 9)], (1, 9)),
        ([(4, 4), (6, 6)], (4, 4)),
    ],
)
def test_one_day_aside_does_not_widen_the_others(given: list[tuple[int, int]], agreed: tuple[int, int]) -> None:
    """Are the days taken that more than half allow, though one claim excludes them; and where none are, the widest?"""
    claims = [
        claim("a", n, time=TimeMention(text="x", span=SPAN, start=f"2025-02-{first:02}", end=f"2025-02-{last:02}"))
        for n, (first, last) in enumerate(given)
    ]
    assert agreed_days(claims) == tuple(f"2025-02-{day:02}" for day in agreed)


def test_a_denial_of_a_statement_answers_it() -> None:
    """Does a denial whose speaker was not read stand with the statement of the sentence before it?"""
    who = (ActorMention(text="الجماعة", span=SPAN, kind="armed_group", name="Group"),)
    told = event(1, "threaten", initiator=who, sentence="الجماعة ستستأنف", sentence_span=Span(90, 105))
    denied = event(
        2, "deny", trigger="نفت", sentence=SENTENCE, sentence_span=Span(107, 107 + len(SENTENCE)), span=Span(107, 110)
    )
    deed = msgspec.structs.replace(denied, sentence="نفت مسؤوليتها عن الهجوم")
    acts = {a.type: a for a in reconcile(link_readings([reading("a", told, denied)])).statements}
    assert acts["deny"].answers == ("a#e1",)
    acts = {a.type: a for a in reconcile(link_readings([reading("a", told, deed)])).statements}
    assert acts["deny"].answers == ()


def test_acts_of_a_document_are_made_without_the_others() -> None:
    """Are the acts of two documents those of each by itself?"""
    spoken = [
        Claim(ref=f"{doc}#e{n}", doc=doc, text=doc, published="2025-02-04", event=event(n, "deny", sources=(
            SourceMention(text="x", span=SPAN, kind="official"),
        )))
        for doc in "ab" for n in range(3)
    ]  # fmt: skip
    apart = [a for doc in "ab" for a in to_acts([c for c in spoken if c.doc == doc], ())]
    assert to_acts(spoken, ()) == sorted(apart, key=lambda a: (a.start or "", a.end or "", a.claim))
