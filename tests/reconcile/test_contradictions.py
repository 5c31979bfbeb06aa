"""Contradictions: a list to work through, with ids that stay."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from khabar.model.chronology import Act, Chronology, Happening, Party
from khabar.model.reconcilement import Contradiction
from khabar.model.records import (
    ActorMention,
    CasualtyMention,
    Event,
    Published,
    Reading,
    SourceMention,
    Tally,
    TimeMention,
)
from khabar.model.spans import Span
from khabar.reconcile import contradictions, tallies
from khabar.reconcile.claims import Claim
from khabar.reconcile.happenings import happening
from khabar.reconcile.incidents import Incidents

SPAN = Span(0, 4)
MONDAY = TimeMention(text="الاثنين", span=SPAN, start="2025-02-03", end="2025-02-03")
TUESDAY = TimeMention(text="الثلاثاء", span=SPAN, start="2025-02-04", end="2025-02-04")


def claim(doc: str, day: int = 4, **fields: object) -> Claim:
    base = {"id": "e1", "type": "assault", "span": SPAN, "trigger": "تفجير", "sentence": "تفجير", "time": MONDAY}
    event = Event(**{**base, "sentence_span": SPAN, "modality": "asserted", **fields})  # type: ignore[arg-type]
    return Claim(ref=f"{doc}#e1", doc=doc, text=doc, published=f"2025-02-0{day}", event=event)


def killed(low: int) -> tuple[CasualtyMention, ...]:
    return (CasualtyMention(text=f"{low} قتيلا", span=SPAN, harm="killed", who="unknown", low=low, high=low),)


def source(name: str) -> tuple[SourceMention, ...]:
    return (SourceMention(text=name, span=SPAN, kind="official", name=name),)


def found(*claims: Claim, acts: tuple[Act, ...] = (), **more: object) -> tuple[Contradiction, ...]:
    whole = Chronology(khabar="0", happenings=(happening("h", claims, acts),), **more)  # type: ignore[arg-type]
    return contradictions.find(whole)


def act(ref: str, kind: str, *who: str, **more: object) -> Act:
    parties = tuple(Party(words=(name,), kind="government", name=name) for name in who)
    base = {"modality": "asserted", "trigger": "نفت", "sentence": "نفت الدولة", "start": "2025-02-05"}
    return Act(**{**base, "claim": ref, "type": kind, "initiator": parties, **more})  # type: ignore[arg-type]


def test_a_side_has_speaker_day_claims_and_words() -> None:
    """Can a person check each side without looking anything up?"""
    (one,) = found(
        claim("a", 4, casualties=killed(15), sources=source("Police")),
        claim("b", 5, casualties=killed(20), sources=source("Hospital")),
    )
    assert one.field == "killed"
    assert [(s.says, s.speaker, s.said, s.claims, s.words) for s in one.sides] == [
        ("15", "Police", "2025-02-04", ("a#e1",), "15 قتيلا"),
        ("20", "Hospital", "2025-02-05", ("b#e1",), "20 قتيلا"),
    ]
    assert one.sentence == (
        "Assault of 2025-02-03, killed: 15, says Police on 2025-02-04 (a#e1); 20, says Hospital on 2025-02-05 (b#e1)."
    )


def test_a_repeated_side_keeps_the_id_and_a_new_side_does_not() -> None:
    """Does the id stay where another account says the same, and change where a third figure comes?"""
    two = (claim("a", 4, casualties=killed(15)), claim("b", 5, casualties=killed(20)))
    (before,) = found(*two)
    (same,) = found(*two, claim("c", 6, casualties=killed(20)))
    (other,) = found(*two, claim("c", 6, casualties=killed(25)))
    assert before.id == same.id != other.id


def test_fields_that_contradict() -> None:
    """Are days, outcomes, initiators and the happening itself among the list, the weightiest first?"""
    states = [(ActorMention(text=c, span=SPAN, kind="military", country=c, name=c),) for c in ("ISR", "USA")]
    listed = found(
        claim("a", initiator=states[0], outcome="hit"),
        claim("b", initiator=states[1], outcome="failed", time=TUESDAY),
        claim("c", modality="negated"),
    )
    assert [c.field for c in listed] == ["happened", "initiator", "day", "outcome"]
    assert [c.weight for c in listed] == sorted((c.weight for c in listed), reverse=True)


def test_one_who_denies_what_is_told_of_him() -> None:
    """Does a denial stand against the accounts that name the one who denies?"""
    by = (ActorMention(text="دولة", span=SPAN, kind="government", name="State"),)
    (one,) = found(claim("a", initiator=by), acts=(act("b#e2", "deny", "State"),))
    assert one.field == "responsibility"
    assert [(s.says, s.claims) for s in one.sides] == [("State did it", ("a#e1",)), ("State denies", ("b#e2",))]


def test_a_denial_by_another_is_none() -> None:
    """Does a denial by somebody nobody names contradict nothing?"""
    by = (ActorMention(text="دولة", span=SPAN, kind="government", name="State"),)
    assert found(claim("a", initiator=by), acts=(act("b#e2", "deny", "Neighbour"),)) == ()


def test_a_statement_and_its_denial() -> None:
    """Do an announcement and the denial of having made it come as two sides?"""
    told = act("a#e1", "threaten", "Group", sentence="ستستأنف")
    denied = act("a#e2", "deny", "Group", answers=("a#e1",))
    (one,) = contradictions.find(Chronology(khabar="0", statements=(told, denied)))
    assert (one.field, [s.says for s in one.sides]) == ("statement", ["said it", "denies it"])
    assert one.within


def test_totals_that_do_not_add_up() -> None:
    """Is the arithmetic of a statement on the list, in words that a person can check?"""
    at = Span(0, 10)
    tally = Tally(
        id="t1", span=at, trigger="هجوما", sentence="24 في العراق و22 في سوريا", sentence_span=at, counted="attacks",
        low=48, high=None, by_place={"IRQ": 24, "SYR": 22},
    )  # fmt: skip
    made = Reading(doc="a", sha256="a", khabar="0", published=Published(), tallies=(tally,))
    lines = tallies.to_lines(list(tallies.to_told(made, "a", "a")), Incidents(()))
    (one,) = contradictions.find(Chronology(khabar="0", tallies=lines))
    assert one.sentence == "Running totals: 24 + 22 = 46, the same sentence says at least 48 (a#t1)."
    assert one.happening is None


CLAIMS = st.lists(
    st.tuples(st.sampled_from("abcd"), st.integers(3, 6), st.integers(1, 4), st.sampled_from(["hit", "failed", None])),
    min_size=1, max_size=7,
)  # fmt: skip


@given(CLAIMS, st.randoms(use_true_random=False))
def test_the_order_changes_nothing(told: list[tuple[str, int, int, str | None]], random: object) -> None:
    """Does the same set of claims and happenings give the same list?"""
    claims = [
        claim(f"{doc}{n}", day, casualties=killed(low), outcome=outcome)
        for n, (doc, day, low, outcome) in enumerate(told)
    ]
    halves: list[Happening] = [happening("h", claims), happening("g", claims[:1])]
    before = contradictions.find(Chronology(khabar="0", happenings=tuple(halves)))
    random.shuffle(claims)  # type: ignore[attr-defined]
    again = [happening("g", [c for c in claims if c.ref == halves[1].claims[0]]), happening("h", claims)]
    after = contradictions.find(Chronology(khabar="0", happenings=tuple(again)))
    assert msgspec.json.encode(before) == msgspec.json.encode(after)
