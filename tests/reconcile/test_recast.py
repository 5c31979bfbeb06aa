"""One incident that an article describes anew, in mentions that were not linked."""

from __future__ import annotations

import pytest

from khabar.model.chronology import Disagreement
from khabar.model.records import Event
from khabar.model.spans import Span
from khabar.reconcile.claims import Claim
from khabar.reconcile.recast import find_recast

FAILED = "وصفه المتحدث بأنه هجوم صاروخي فاشل"
CLASSED = "صنفت القيادة الحادث في وقت لاحق على أنه هجوم متعمد على القاعدة"


def told(number: int, sentence: str, trigger: str, doc: str = "a", key: str | None = None) -> Claim:
    at, start = number * 300, sentence.index(trigger)
    event = Event(
        id=f"e{number}", type="assault", modality="asserted", trigger=trigger, sentence=sentence, event=key,
        span=Span(at + start, at + start + len(trigger)), sentence_span=Span(at, at + len(sentence)),
    )  # fmt: skip
    return Claim(ref=f"{doc}#e{number}", doc=doc, text=doc, published="2024-04-22", event=event)


def found(*claims: Claim) -> list[Disagreement]:
    return list(find_recast(claims))


def test_an_incident_classed_anew() -> None:
    """Is "a failed rocket attack" set against "a deliberate attack" where the sentence classes the incident?"""
    (one,) = found(told(2, CLASSED, "هجوم"), told(1, FAILED, "هجوم صاروخي"))
    assert [(side.says, side.claims) for side in one.sides] == [
        ("هجوم صاروخي فاشل", ("a#e1",)),
        ("هجوم متعمد", ("a#e2",)),
    ]
    assert one.within


@pytest.mark.parametrize(
    "claims",
    [
        (told(1, FAILED, "هجوم صاروخي"), told(2, "وقع هجوم متعمد على القاعدة", "هجوم")),
        (told(1, FAILED, "هجوم صاروخي", "b"), told(2, CLASSED, "هجوم")),
        (told(1, FAILED, "هجوم صاروخي", key="h"), told(2, CLASSED, "هجوم", key="h")),
        (told(1, "وقع هجوم متعمد أمس", "هجوم"), told(2, CLASSED, "هجوم")),
    ],
    ids=["another attack", "another article", "linked", "the same description"],
)
def test_what_is_no_new_description(claims: tuple[Claim, ...]) -> None:
    """Is a deliberate attack by itself, elsewhere, already linked or described alike left alone?"""
    assert found(*claims) == []


def test_a_description_far_before_is_another_matter() -> None:
    """Do many sentences between part the two?"""
    between = [told(n, f"وقع هجوم رقم {n}", "هجوم") for n in range(2, 8)]
    assert found(told(1, FAILED, "هجوم صاروخي"), *between, told(9, CLASSED, "هجوم")) == []
