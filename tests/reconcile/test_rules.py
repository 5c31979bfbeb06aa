"""Rules: what a happening's claims come to by each, and whether the reasoning says so."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.errors import InputError
from khabar.model.chronology import Act, Party
from khabar.model.reconcilement import FieldResult, Reconcilement
from khabar.model.records import ActorMention, CasualtyMention, Event, PlaceMention, SourceMention, TimeMention
from khabar.model.spans import Span
from khabar.reconcile import rules
from khabar.reconcile.claims import Claim
from khabar.reconcile.happenings import happening
from khabar.reconcile.narrowing import STEPS
from khabar.reconcile.values import vague_class

SPAN = Span(0, 4)
MANBIJ = PlaceMention(text="منبج", span=SPAN, level="city", name="Manbij", country="SYR", lat=36.53, lon=37.95)
ALEPPO = PlaceMention(text="حلب", span=SPAN, level="province", name="Aleppo Governorate", country="SYR")
MONDAY = TimeMention(text="الاثنين", span=SPAN, start="2025-02-03", end="2025-02-03")


def source(name: str, kind: str = "official", entity: str | None = None) -> tuple[SourceMention, ...]:
    return (SourceMention(text=name, span=SPAN, kind=kind, name=name, entity=entity),)


def actors(*names: str, kind: str = "armed_group") -> tuple[ActorMention, ...]:
    return tuple(ActorMention(text=n, span=SPAN, kind=kind, name=n, entity=f"actor.syr.{n}") for n in names)


def killed(low: int, high: int | None, words: str = "") -> tuple[CasualtyMention, ...]:
    text = words or f"{low} قتيلا"
    return (CasualtyMention(text=text, span=SPAN, harm="killed", who="unknown", low=low, high=high),)


def claim(doc: str, day: int = 4, number: int = 1, text: str | None = None, **fields: object) -> Claim:
    """A claim of a document published on a day of February 2025, of the text of another where it copies one."""
    at = Span(number * 10, number * 10 + 5)
    base = {"id": f"e{number}", "type": "assault", "span": at, "trigger": "تفجير", "sentence": "تفجير منبج"}
    more = {"sentence_span": at, "modality": "asserted", "place": MANBIJ, "time": MONDAY}
    event = Event(**{**base, **more, **fields})  # type: ignore[arg-type]
    return Claim(ref=f"{doc}#e{number}", doc=doc, text=text or doc, published=f"2025-02-0{day}", event=event)


def apply(rule: str, *claims: Claim, acts: tuple[Act, ...] = ()) -> dict[str, FieldResult]:
    made = rules.apply(happening("h", claims, acts), claims, rule)
    return {result.field: result for result in made.fields}


def reasons(result: FieldResult) -> str:
    return " ".join(result.reasoning)


AGENCIES = (
    claim("a", 4, casualties=killed(15, 15), sources=source("Civil Defence", "organization")),
    claim("b", 5, casualties=killed(20, 20), sources=source("Aleppo Health Directorate", "medical")),
    claim("c", 6, casualties=killed(19, 19), sources=source("a resident", "witness")),
)


@pytest.mark.parametrize(
    ("rule", "low", "best", "high"),
    [("ucdp", 15, 15, 20), ("acled-conservative", 15, 15, 15), ("gtd", 19, 19, 19), ("latest-official", 20, 20, 20)],
)
def test_four_rules_read_three_figures(rule: str, low: int, best: int, high: int) -> None:
    """Does each rule give its own number of the same claims, and keep all three?"""
    result = apply(rule, *AGENCIES)["killed"]
    assert (result.low, result.best, result.high) == (low, best, high)
    assert [(v.says, v.since) for v in result.values] == [
        ("15", "2025-02-04"), ("20", "2025-02-05"), ("19", "2025-02-06"),
    ]  # fmt: skip
    assert result.reasoning


def test_the_rule_is_named_with_its_version() -> None:
    """Does a record say which version of which rule made it, and does a bare id mean the newest?"""
    made = rules.apply(happening("h", AGENCIES), AGENCIES, "ucdp")
    assert made.rule == "ucdp/1"
    assert rules.get_rule("gtd/1") is rules.get_rule("gtd")
    assert {"ucdp", "acled-conservative", "gtd", "latest-official"} <= set(rules.names())


def test_an_unknown_rule_is_refused() -> None:
    """Is a wrong name answered with the right ones?"""
    with pytest.raises(InputError, match="no rule 'acled'; one of ucdp, acled-conservative"):
        rules.get_rule("acled")


def test_every_step_of_every_rule_is_there() -> None:
    """Does each rule name its source and only steps that are known?"""
    for rule in rules.load_rules().values():
        assert rule.source
        assert {*rule.counts.steps, *rule.fields.steps} <= set(STEPS)
        assert all(reading.source for reading in rule.reads)


@pytest.mark.parametrize(
    ("rule", "best"), [("ucdp", 20), ("acled-conservative", 10), ("gtd", None), ("latest-official", 20)]
)
def test_a_vague_word_is_read_by_the_rule(rule: str, best: int | None) -> None:
    """Do "tens" stay a word in the value, and become a number, or a blank, only by the rule's own table?"""
    result = apply(rule, claim("a", casualties=killed(20, None, "عشرات القتلى")))["killed"]
    assert [(v.vague, v.says) for v in result.values] == [("tens", "tens, no number")]
    assert result.best == best
    assert (result.result is None) == (best is None)


@pytest.mark.parametrize(
    ("words", "low", "high", "vague"),
    [
        ("عشرات القتلى", 20, None, "tens"),
        ("مئات الجرحى", 200, None, "hundreds"),
        ("عدد من القتلى", 2, None, "several"),
        ("قتلى", 2, None, "plural"),
        ("أكثر من 20 قتيلا", 20, None, ""),
        ("قتيلان", 2, 2, ""),
        ("٢٠ قتيلا", 20, 20, ""),
    ],
)
def test_which_words_are_vague(words: str, low: int, high: int | None, vague: str) -> None:
    """Is a word that stands for a number told from a number?"""
    assert vague_class(killed(low, high, words)[0]) == vague


def test_a_copy_counts_once_in_a_majority() -> None:
    """Do a text and its copies have one voice against one other?"""
    copies = [claim(doc, 4, text="a", casualties=killed(9, 9)) for doc in ("a", "b", "c")]
    other = [claim("d", 4, casualties=killed(7, 7)), claim("e", 4, casualties=killed(7, 7))]
    result = apply("gtd", *copies, *other)["killed"]
    assert result.best == 7
    assert "2 of 3 independent origins" in reasons(result)


def test_a_later_copy_is_not_the_latest() -> None:
    """Does a copy that appears later leave the earlier figure earlier?"""
    result = apply(
        "gtd",
        claim("a", 4, casualties=killed(9, 9)),
        claim("b", 5, casualties=killed(7, 7)),
        claim("c", 9, text="a", casualties=killed(9, 9)),
    )["killed"]
    assert result.best == 7


def test_the_perpetrators_own_figure_is_left_out_by_gtd() -> None:
    """Is the figure of the one who did it not the toll, and is it said why?"""
    group, own = actors("qassam"), source("qassam", "armed_group", "actor.syr.qassam")
    claims = (
        claim("a", 5, initiator=group, sources=own, casualties=killed(14, 14)),
        claim("b", 4, initiator=group, sources=source("hospital", "medical"), casualties=killed(3, 3)),
    )
    result = apply("gtd", *claims)["killed"]
    assert result.best == 3
    assert "the perpetrator gives it: 14 (a#e1)" in reasons(result)
    assert apply("ucdp", *claims)["killed"].high == 14


def test_a_hedged_figure_counts_only_for_the_high_estimate() -> None:
    """Does a figure told as hearsay move no best and no low estimate?"""
    result = apply(
        "ucdp", claim("a", casualties=killed(5, 5)), claim("b", modality="alleged", casualties=killed(30, 30))
    )
    assert (result["killed"].low, result["killed"].best, result["killed"].high) == (5, 5, 30)


def test_what_is_said_not_to_have_happened_gives_no_values() -> None:
    """Is a denial of the event itself a value of `happened` and of nothing else?"""
    result = apply("ucdp", claim("a"), claim("b"), claim("c", modality="negated", casualties=killed(0, 0)))
    assert {v.says for v in result["happened"].values} == {"happened", "did not happen"}
    assert result["happened"].result == "happened"
    assert "killed" not in result


def test_a_vaguer_place_bears_the_finer_out() -> None:
    """Is the town taken where one says the town and others its province?"""
    result = apply("ucdp", claim("a"), claim("b", place=ALEPPO), claim("c", place=ALEPPO))["place"]
    assert result.result == "Manbij"
    assert "more precise" in reasons(result)


def test_a_stated_day_goes_before_a_reasoned_one() -> None:
    """Is a day that only the context gives weighed after one that the words give?"""
    reasoned = TimeMention(start="2025-02-04", end="2025-02-04")
    result = apply("ucdp", claim("a", time=reasoned), claim("b", time=reasoned), claim("c"))["day"]
    assert result.result == "2025-02-03"


def test_a_campaign_keeps_its_whole_span_and_its_latest_toll() -> None:
    """Does a toll that grows from day to day not contradict itself?"""
    months = [TimeMention(text="منذ", span=SPAN, start="2024-10-07", end=f"2025-02-0{n}") for n in (4, 5)]
    result = apply(
        "ucdp",
        claim("a", 4, time=months[0], casualties=killed(7000, None)),
        claim("b", 5, time=months[1], casualties=killed(8300, None)),
    )
    assert result["day"].result == "2024-10-07..2025-02-05"
    assert result["killed"].best == 8300


def test_a_claim_of_responsibility_is_a_value_and_a_denial_a_sentence() -> None:
    """Does the one who claims stand among the initiators, and the one who denies in the reasoning?"""
    group, state = (
        Party(words=("جماعة",), kind="armed_group", name="Group"),
        Party(words=("دولة",), kind="government", name="State"),
    )
    base = {"modality": "asserted", "trigger": "تبنت", "sentence": "تبنت", "start": "2025-02-04", "end": "2025-02-04"}
    acts = (
        Act(claim="b#e9", type="claim", initiator=(group,), **base),  # type: ignore[arg-type]
        Act(claim="c#e9", type="accuse", initiator=(group,), target=(state,), **base),  # type: ignore[arg-type]
        Act(claim="d#e9", type="deny", initiator=(state,), **base),  # type: ignore[arg-type]
    )
    result = apply("ucdp", claim("a"), acts=acts)["initiator"]
    assert result.result == "Group"
    assert {v.says: v.voices[0].speaker for v in result.values} == {"Group": "Group", "State": "Group"}
    assert "State denies (d#e9)." in result.reasoning


def test_nothing_official_is_said_to_be_so() -> None:
    """Does the rule of officials fall back on everybody, in a sentence?"""
    result = apply("latest-official", claim("a", casualties=killed(2, 2)), claim("b", 5, casualties=killed(3, 3)))[
        "killed"
    ]
    assert result.best == 3
    assert "Nobody official gives a value; all are weighed." in result.reasoning


def test_each_counted_claim_is_one_of_the_happening() -> None:
    """Does every result rest on claims that give its value?"""
    for result in apply("ucdp", *AGENCIES).values():
        voices = {voice.claim for value in result.values for voice in value.voices}
        assert result.counted
        assert set(result.counted) <= voices


FIGURES = st.tuples(
    st.sampled_from("abcde"),
    st.integers(4, 8),
    st.integers(0, 40),
    st.booleans(),
    st.sampled_from(["official", "witness", "armed_group", "medical"]),
    st.sampled_from(["asserted", "alleged", "negated"]),
)


@given(st.lists(FIGURES, min_size=1, max_size=9), st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(
    figures: list[tuple[str, int, int, bool, str, str]], random: object
) -> None:
    """Does every rule give the same bytes for the same claims in any order, with low <= best <= high?"""
    claims = [
        claim(
            f"{doc}{n}", day, n, text=doc, modality=modality, casualties=killed(low, None if opened else low),
            sources=source(kind, kind), initiator=actors("x", "y") if low % 2 else (),
        )
        for n, (doc, day, low, opened, kind, modality) in enumerate(figures)
    ]  # fmt: skip
    shuffled = list(claims)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    for name in rules.load_rules():
        one = rules.apply(happening("h", claims), claims, name)
        two = rules.apply(happening("h", shuffled), shuffled, name)
        assert msgspec.json.encode(one) == msgspec.json.encode(two)
        assert msgspec.json.decode(msgspec.json.encode(one), type=Reconcilement) == one
        for result in one.fields:
            if result.best is not None:
                assert result.low is not None
                assert result.high is not None
                assert result.low <= result.best <= result.high
