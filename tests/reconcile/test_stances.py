"""Stances: what each party held, and who changed an account."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.model.chronology import Act, Party
from khabar.model.reconcilement import STANCES, Stance
from khabar.model.records import ActorMention, CasualtyMention, Event, SourceMention, TimeMention
from khabar.model.spans import Span
from khabar.reconcile import stances
from khabar.reconcile.claims import Claim
from khabar.reconcile.descriptions import character_of, words_of
from khabar.reconcile.happenings import happening
from khabar.reconcile.speakers import side_of
from khabar.reconcile.tables import find

MONDAY = TimeMention(text="الاثنين", span=Span(0, 4), start="2024-04-21", end="2024-04-21")


def source(text: str, kind: str = "official", **more: str) -> tuple[SourceMention, ...]:
    return (SourceMention(text=text, span=Span(0, len(text)), kind=kind, **more),)


def claim(doc: str, number: int, sentence: str, trigger: str, day: int = 22, **fields: object) -> Claim:
    at, start = number * 500, sentence.index(trigger)
    told = {"id": f"e{number}", "type": "assault", "span": Span(at + start, at + start + len(trigger)), "time": MONDAY}
    rest = {"trigger": trigger, "sentence": sentence, "sentence_span": Span(at, at + len(sentence))}
    event = Event(**{**told, **rest, "modality": "asserted", **fields})  # type: ignore[arg-type]
    return Claim(ref=f"{doc}#e{number}", doc=doc, text=doc, published=f"2024-04-{day}", event=event)


def held(*claims: Claim, acts: tuple[Act, ...] = ()) -> tuple[Stance, ...]:
    return stances.of_happening(happening("h", claims, acts), claims)


def only(found: tuple[Stance, ...], stance: str) -> Stance:
    (one,) = [s for s in found if s.stance == stance]
    return one


FAILED = claim(
    "a",
    1,
    "وصفه مسؤولو الدفاع الأميركيون في البداية بأنه هجوم صاروخي فاشل",
    "هجوم صاروخي",
    sources=source("مسؤولو الدفاع الأميركيون"),
)
MEANT = claim(
    "a",
    2,
    "صنفت القيادة المركزية الأمريكية الحادث في وقت لاحق على أنه محاولة هجوم متعمدة",
    "محاولة هجوم متعمدة",
    sources=source("القيادة المركزية الأمريكية", "military", entity="actor.usa.centcom"),
)


def test_an_account_that_changed() -> None:
    """Is "failed", then "deliberate", by officials of one state, one side that changed its account?"""
    changed = only(held(MEANT, FAILED), "changed its account")
    assert changed.party == "officials of USA"
    assert changed.claims == ("a#e1", "a#e2")
    assert changed.words == ("هجوم صاروخي فاشل", "محاولة هجوم متعمدة")
    assert changed.note.startswith("failed, then deliberate")


def test_other_words_for_one_thing_are_no_change() -> None:
    """Do synonyms leave an account as it was?"""
    one = claim("a", 1, "في البداية هجوم بطائرة مسيرة", "هجوم بطائرة مسيرة", sources=source("مسؤول أميركي"))
    two = claim("b", 1, "في وقت لاحق هجوم بمسيّرة", "هجوم بمسيّرة", 23, sources=source("مسؤول أميركي"))
    assert [s.stance for s in held(one, two)] == ["asserted"]


def test_another_sides_word_is_no_change() -> None:
    """Do two sides that say different things leave both accounts as they were?"""
    theirs = msgspec.structs.replace(
        MEANT.event, sources=source("الجيش العراقي", "military", entity="actor.irq.military")
    )
    found = held(FAILED, msgspec.structs.replace(MEANT, event=theirs))
    assert "changed its account" not in {s.stance for s in found}


@pytest.mark.parametrize(("days", "changes"), [((22, 23), 1), ((22, 22), 0)])
def test_a_figure_corrected_on_a_later_day(days: tuple[int, int], changes: int) -> None:
    """Does a side that gives another figure on another day change its account, and on the same day not?"""
    claims = [
        claim(
            doc,
            1,
            "أعلنت الوزارة مقتل أشخاص في القصف",
            "القصف",
            day,
            sources=source("الوزارة", name="Ministry"),
            casualties=(
                CasualtyMention(text=f"{low}", span=Span(0, 2), harm="killed", who="unknown", low=low, high=low),
            ),
        )
        for doc, day, low in zip("ab", days, (6, 9), strict=True)
    ]
    found = [s for s in held(*claims) if s.stance == "changed its account"]
    assert [s.note for s in found] == ["killed: 6, then 9"] * changes


def test_acts_are_stances() -> None:
    """Do a claim of responsibility, a denial and an accusation stand with their parties and days?"""
    group, state = (
        Party(words=("ج",), kind="armed_group", name="Group"),
        Party(words=("د",), kind="government", name="State"),
    )
    acts = (
        Act(
            claim="b#e1",
            type="claim",
            modality="asserted",
            trigger="تبنت",
            sentence="س",
            initiator=(group,),
            start="2024-04-22",
        ),
        Act(
            claim="b#e2",
            type="deny",
            modality="asserted",
            trigger="نفت",
            sentence="س",
            initiator=(state, group),
            start="2024-04-23",
        ),
        Act(claim="b#e3", type="claim", modality="negated", trigger="تتبن", sentence="س"),
    )
    found = held(claim("a", 1, "قصف القاعدة", "قصف"), acts=acts)
    assert [(s.party, s.stance, s.said) for s in found] == [
        ("Group", "claimed", "2024-04-22"),
        ("Group", "denied", "2024-04-23"),
        ("a", "asserted", "2024-04-22"),
        ("State", "denied", "2024-04-23"),
    ]


def test_ones_own_deed_is_claimed() -> None:
    """Is a strike that its own side tells claimed, and one that another tells asserted?"""
    by = (ActorMention(text="القوات الأمريكية", span=Span(0, 5), kind="military", country="USA", name="US forces"),)
    told = claim(
        "a",
        1,
        "قصفت القوات المواقع",
        "قصفت",
        initiator=by,
        sources=source("البنتاغون", "military", entity="actor.usa.mod"),
    )
    other = claim("b", 1, "قصفت القوات المواقع", "قصفت", initiator=by, sources=source("وكالة", "media", name="Agency"))
    assert {(s.party, s.stance) for s in held(told, other)} == {("البنتاغون", "claimed"), ("Agency", "asserted")}


@pytest.mark.parametrize(
    ("sentence", "stance", "words"),
    [
        ("قصفت طائرات البلدة ولم يعلق الجيش الإسرائيلي على ذلك", "no comment", "ولم يعلق"),
        ("قصفت طائرات البلدة ثم تراجعت عن بيانها الجيش الإسرائيلي", "retracted", "تراجعت عن بيانها"),
    ],
)
def test_silence_and_retraction_by_their_words(sentence: str, stance: str, words: str) -> None:
    """Is the party next to such words given the stance?"""
    at = 500 + sentence.index("الجيش")
    army = (
        ActorMention(
            text="الجيش الإسرائيلي",
            span=Span(at, at + 16),
            kind="military",
            country="ISR",
            name="Israel Defense Forces",
        ),
    )
    found = only(held(claim("a", 1, sentence, "قصفت", target=army)), stance)
    assert found.party == "Israel Defense Forces"
    assert found.words[0].startswith(words)


def test_a_statement_and_its_denial() -> None:
    """Do the one who made a statement and the one who denies having made it stand side by side?"""
    group = (Party(words=("الجماعة",), kind="armed_group", name="Group"),)
    told = Act(
        claim="a#e1",
        type="threaten",
        modality="asserted",
        trigger="ستستأنف",
        sentence="س",
        initiator=group,
        start="2024-04-21",
    )
    denied = Act(
        claim="a#e2",
        type="deny",
        modality="asserted",
        trigger="نفت",
        sentence="س",
        start="2024-04-22",
        answers=("a#e1",),
    )
    found = stances.of_statements([told, denied])
    assert [(s.party, s.stance, s.claims) for s in found] == [
        ("Group", "asserted", ("a#e1",)),
        ("Group", "denied", ("a#e2",)),
    ]


@pytest.mark.parametrize(
    ("chain", "sentence", "side"),
    [
        (source("مسؤول أمريكي"), "", "USA"),
        (source("مسؤول كبير"), "مسؤول كبير في وزارة الدفاع الأميركية، قال", "USA"),
        (source("البنتاغون", "military", entity="actor.usa.mod"), "", "USA"),
        (source("المتحدث باسم البنتاغون باتريك رايدر", "spokesperson", name="Patrick Ryder"), "", "USA"),
        (source("اثنان من مسؤولي الدفاع الأميركيين", "unnamed"), "", "USA"),
        (source("مصادر عراقية", "unnamed"), "", None),
        (source("الحوثيون", "armed_group", entity="actor.yem.houthis"), "", "yem.houthi"),
        (source("يحيى سريع", "spokesperson", entity="office.yem.houthi_mil_sp"), "", "yem.houthi"),
        (source("رويترز", "media", name="Reuters"), "", "reuters"),
        ((), "", None),
    ],
)
def test_whose_word_it_is(chain: tuple[SourceMention, ...], sentence: str, side: str | None) -> None:
    """Are those who speak for one state one side, and an armed group never its state?"""
    assert side_of(chain, sentence, 0) == side


def test_what_a_mention_is_called() -> None:
    """Is "not deliberate" not deliberate, and a word of the next clause nobody's description?"""
    assert character_of(MEANT.event) == {"deliberate"}
    assert character_of(claim("a", 1, "وقع انفجار غير متعمد", "انفجار").event) == {"accident"}
    assert character_of(claim("a", 1, "وقع هجوم، فاشل كما يقال", "هجوم").event) == frozenset()
    assert words_of(FAILED.event) == "هجوم صاروخي فاشل"


def test_words_are_found_whole() -> None:
    """Do letters match under other spellings, and never inside another word?"""
    assert find("later", "قال فِي وَقتٍ لاحقٍ إن") == 4
    assert find("later", "فيما بعدها") is None


@given(st.permutations(range(5)))
def test_the_order_of_claims_changes_nothing(order: list[int]) -> None:
    """Does the same set of claims give the same stances?"""
    more = [claim(doc, 3, "قصف عنيف", "قصف", 20 + n, sources=source("مسؤول أميركي")) for n, doc in enumerate("abc")]
    claims = [FAILED, MEANT, *more]
    found = held(*claims)
    assert found == held(*(claims[n] for n in order))
    assert {s.stance for s in found} <= set(STANCES)
