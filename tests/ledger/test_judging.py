"""Judgements of coders: what they change, that they last, that they can be undone for ever."""

from __future__ import annotations

import msgspec
import pytest

from khabar import pipeline
from khabar.errors import InputError
from khabar.ledger import asking, building
from khabar.ledger.judging import Asked
from khabar.ledger.ledger import Ledger
from khabar.ledger.moment import Moment
from khabar.model.chronology import Happening
from khabar.model.document import Document
from khabar.model.records import Reading
from khabar.store import rows
from khabar.store.happenings import Wanted

from .conftest import ARTICLES


def asked(verdict: str, *subjects: str, **more: object) -> Asked:
    """A judgement as a coder asks for it."""
    return msgspec.structs.replace(
        Asked(verdict=verdict, author="Samira", reason="read both articles", subjects=subjects), **more
    )


def two_of(ledger: Ledger) -> tuple[Happening, Happening]:
    """Two happenings of several claims, of different articles."""
    several = [h for h in ledger.happenings() if len(h.claims) > 1]
    first = several[0]
    docs = {claim.partition("#")[0] for claim in first.claims}
    return first, next(h for h in several[1:] if not docs & {claim.partition("#")[0] for claim in h.claims})


def groups(ledger: Ledger) -> set[frozenset[str]]:
    """The happenings as sets of claims."""
    return {frozenset(h.claims) for h in ledger.happenings()}


def test_a_merge_joins_and_its_undo_parts_again(filled: Ledger) -> None:
    """Are two happenings one after a merge, two after its undo, one after the undo of the undo?"""
    one, two = two_of(filled)
    before = groups(filled)
    made = filled.judge(asked("merge", one.id, two.id))
    assert groups(filled) == before
    filled.build()
    merged = filled.event(two.claims[0])
    assert set(merged.claims) == {*one.claims, *two.claims}
    assert filled.event(one.id) == filled.event(two.id) == merged
    undo = filled.judge(asked("undo", undoes=made.number))
    filled.build()
    assert groups(filled) == before
    filled.judge(asked("undo", undoes=undo.number))
    filled.build()
    assert filled.event(one.id) == merged
    assert [j.verdict for j in filled.judgements()] == ["merge", "undo", "undo"]


def test_claims_that_are_separated_make_a_happening(filled: Ledger) -> None:
    """Do claims leave their happening for one of their own, and do the others stay together?"""
    told, _ = two_of(filled)
    leaving, staying = told.claims[-1], told.claims[:-1]
    filled.judge(asked("separate", leaving))
    filled.build()
    assert filled.event(leaving).claims == (leaving,)
    assert set(filled.event(staying[0]).claims) == set(staying)


def test_what_is_withdrawn_is_gone_and_what_is_corrected_shows(filled: Ledger) -> None:
    """Does a withdrawn claim disappear from its happening, and a corrected field show?"""
    told, other = two_of(filled)
    filled.judge(asked("withdraw", told.claims[0]))
    filled.judge(asked("correct", other.claims[0], field="outcome", value="failed"))
    filled.judge(asked("correct", other.claims[0], field="place", value=None))
    filled.build()
    assert told.claims[0] not in {claim for h in filled.happenings() for claim in h.claims}
    changed = filled.event(other.claims[0])
    account = next(a for a in changed.accounts if other.claims[0] in a.claims)
    assert "failed" in account.outcome


def test_judgements_outlive_a_new_reading(filled: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a merge hold when every document was read anew with other packs?"""
    one, two = two_of(filled)
    filled.judge(asked("merge", one.id, two.id))
    filled.build()
    merged = filled.event(one.id)
    monkeypatch.setattr(building, "digest", lambda: "other packs")
    assert filled.build().read == len(ARTICLES)
    assert filled.event(one.id) == merged
    assert [item for item in filled.queue() if item.kind == "moved"] == []


def test_a_judgement_whose_ground_has_moved_waits_in_the_queue(filled: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a new reading no longer claims the letters that were judged, is the judgement asked about, not dropped?"""
    told, _ = two_of(filled)
    label, _, ref = told.claims[0].partition("#")
    made = filled.judge(asked("confirm", told.id))
    withdrawn = filled.judge(asked("withdraw", told.claims[0]))
    filled.build()
    read = pipeline.Reader.read

    def without(reader: pipeline.Reader, document: Document) -> Reading:
        """The reading, without the claim that was judged."""
        found = read(reader, document)
        kept = tuple(e for e in found.events if (found.doc.partition("~")[0], e.id) != (label.partition("~")[0], ref))
        return msgspec.structs.replace(found, events=kept)

    monkeypatch.setattr(pipeline.Reader, "read", without)
    monkeypatch.setattr(building, "digest", lambda: "poorer packs")
    filled.build()
    waiting = {item.judgement: item for item in filled.queue()}
    assert {made.number, withdrawn.number} <= waiting.keys()
    assert told.claims[0] in waiting[made.number].claims
    monkeypatch.setattr(pipeline.Reader, "read", read)
    monkeypatch.setattr(building, "digest", lambda: "better packs")
    filled.build()
    assert withdrawn.number not in {item.judgement for item in filled.queue()}


def test_a_confirmed_happening_that_grows_waits_in_the_queue(filled: Ledger) -> None:
    """Is a coder asked again about a happening that they confirmed and that new claims have joined?"""
    one, two = two_of(filled)
    made = filled.judge(asked("confirm", one.id))
    filled.build()
    assert [item for item in filled.queue() if item.kind == "moved"] == []
    filled.judge(asked("merge", one.id, two.id))
    filled.build()
    assert [item.judgement for item in filled.queue() if item.kind == "moved"] == [made.number]


def test_what_cannot_be_is_refused(filled: Ledger) -> None:
    """Is every judgement that makes no sense refused in one line, and nothing recorded?"""
    one, two = two_of(filled)
    wrong = [
        (asked("approve", one.id), "no verdict"), (asked("confirm"), "say what"),
        (asked("confirm", "ev-0123456789"), "no such happening"),
        (asked("merge", one.id, one.claims[0]), "one happening"),
        (asked("separate", one.id), "takes claims"), (asked("separate", *one.claims), "nothing would stay"),
        (asked("separate", one.claims[0], two.claims[0]), "of one happening"),
        (asked("correct", one.claims[0], field="colour", value=1), "no field"),
        (asked("correct", one.claims[0], field="place", value="here"), "not a value"),
        (asked("correct", one.claims[0]), "needs a field"), (asked("undo", undoes=99), "no judgement 99"),
        (asked("confirm", one.id, author=" "), "--by"), (asked("confirm", one.id, reason=""), "--why"),
    ]  # fmt: skip
    for made, words in wrong:
        with pytest.raises(InputError, match=words) as told:
            filled.judge(made)
        assert "\n" not in str(told.value)
    assert filled.judgements() == []


def test_a_total_can_be_corrected_and_withdrawn(filled: Ledger) -> None:
    """Do judgements of a running total show in the chronology, and is one that groups it refused?"""
    one, two, *_ = filled.chronology().tallies
    filled.judge(asked("correct", one.claim, field="low", value=one.low - 1))
    filled.judge(asked("withdraw", two.claim))
    filled.build()
    told = {t.claim: t for t in filled.chronology().tallies}
    assert told[one.claim].low == one.low - 1
    assert two.claim not in told
    for verdict in ("confirm", "merge", "separate"):
        with pytest.raises(InputError, match="belongs to no happening"):
            filled.judge(asked(verdict, one.claim))


def test_a_correction_that_no_reading_could_say_is_refused(filled: Ledger) -> None:
    """Is what would break the next build, on one database or both, refused before it is kept for ever?"""
    claim = next(c for h in filled.happenings() if h.place and h.start for c in h.claims)
    toll = {"text": "x", "span": [0, 1], "harm": "killed", "who": "civilians", "low": 1}
    place = {"text": "x", "span": [0, 1], "level": "city"}
    wrong = [
        ("time", {"start": "99999-01-01"}), ("time", {"start": "yesterday"}),
        ("time", {"start": "2024-02-02", "end": "2024-02-01"}), ("casualties", [toll | {"low": 2**64}]),
        ("casualties", [toll | {"low": -1}]), ("casualties", [toll | {"high": 0}]),
        ("casualties", [toll | {"harm": "x"}]),
        ("place", place | {"lat": 91.0, "lon": 0.0}), ("place", place | {"lat": 9.0}),
        ("place", place | {"country": "Iraq"}), ("place", place | {"name": "a\0b"}), ("type", "fight"),
        ("modality", "sure"),
    ]  # fmt: skip
    for field, value in wrong:
        with pytest.raises(InputError, match="not a value"):
            filled.judge(asked("correct", claim, field=field, value=value))
    with pytest.raises(InputError, match="NUL"):
        filled.judge(asked("confirm", claim, reason="a\0b"))
    assert filled.judgements() == []
    filled.judge(asked("correct", claim, field="place", value=place | {"lat": 33.0, "lon": 44.0, "country": "IRQ"}))
    assert filled.build().moved >= 0


def test_an_event_is_found_as_it_was_known(filled: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """At an earlier time, is a happening found by the name that it had then, and by what was merged with it since?"""
    one, two = two_of(filled)
    then = rows.now()
    filled.judge(asked("merge", one.id, two.id))
    filled.build()
    moment = Moment(known_at=then)
    assert asking.event(filled.database, one.id, moment) == one
    assert asking.event(filled.database, two.id, moment) == two
    wanted = Wanted(start=two.start, end=two.end)
    assert two in asking.find(filled.database, wanted, moment)
    read = pipeline.Reader.read

    def nothing(reader: pipeline.Reader, document: Document) -> Reading:
        """The reading, without its records."""
        return msgspec.structs.replace(read(reader, document), events=(), tallies=(), strengths=())

    monkeypatch.setattr(pipeline.Reader, "read", nothing)
    monkeypatch.setattr(building, "digest", lambda: "packs that find nothing")
    filled.build()
    assert filled.happenings() == []
    assert asking.event(filled.database, two.id, moment) == two
    assert two in asking.find(filled.database, wanted, moment)
