"""Outlets and grades of a ledger: are they the coder's, do they last, can they be taken back, does a moment hold?"""

from __future__ import annotations

import hashlib

import msgspec
import pytest

from khabar.errors import InputError
from khabar.ledger import building, grading, outlets
from khabar.ledger.judging import Asked
from khabar.ledger.ledger import Ledger
from khabar.ledger.moment import Moment
from khabar.model.article import Told
from khabar.model.chronology import Happening
from khabar.model.document import Document
from khabar.model.outlets import Grade, Graded, OutletLine
from khabar.store import documents, rows
from khabar.store.happenings import Wanted

UNKNOWN = "sahel-today.example"
TEXT = (
    "باماكو، الخميس 22 أغسطس/آب 2024 - قال متحدث باسم الجيش المالي إن مسلحين هاجموا أمس الأربعاء معسكرا في مدينة غاو.\n"
)
TOLD = {
    "known": Told(address="https://www.aljazeera.net/a/1", site="الجزيرة نت"),
    "claiming": Told(address=f"https://news.{UNKNOWN}/x", site="الجزيرة نت", agency="رويترز"),
    "plain": Told(address=f"https://{UNKNOWN}/y"),
    "channel": Told(handle="some_channel", site="قناة ما"),
    "credited": Told(agency="غاو - رويترز"),
    "silent": Told(),
}


@pytest.fixture
def paged(ledger: Ledger) -> Ledger:
    """A ledger of short reports that came with addresses, a channel, a credit line and nothing, built."""
    with ledger.database.write() as connection:
        found = []
        for number, (doc, told) in enumerate(TOLD.items()):
            text = TEXT * (number + 1)
            raw = text.encode()
            found.append((Document(doc=doc, text=text, sha256=hashlib.sha256(raw).hexdigest(), told=told), raw))
        documents.add_documents(connection, found, rows.now())
    ledger.build()
    return ledger


def asked(verdict: str, subject: str, value: str, **more: object) -> Asked:
    """A grade or a naming as a coder asks for it."""
    plain = Asked(verdict=verdict, author="Samira", reason="read it for a year", subjects=(subject,), value=value)
    return msgspec.structs.replace(plain, **more)


def by_key(ledger: Ledger, **moment: str) -> dict[str, OutletLine]:
    """The outlets of a ledger by key."""
    return {line.key: line for line in ledger.outlets(**moment)}  # type: ignore[arg-type]


def beside(ledger: Ledger, happening: Happening, moment: Moment | None = None) -> tuple[Graded, ...]:
    """The grades beside a happening."""
    return grading.graded(ledger.database, happening, moment or Moment())


def signs(graded: tuple[Graded, ...]) -> list[str]:
    """Grades and authors, in order."""
    return [f"{grade.grade} {grade.author}" for one in graded for grade in one.grades]


def test_every_document_is_somebodys_or_nobodys(paged: Ledger) -> None:
    """Is each document counted once, under the outlet that its host tells, with what else pointed elsewhere?"""
    found = by_key(paged)
    assert sum(line.documents for line in found.values()) == len(TOLD)
    known = found["outlet.aljazeera"]
    assert (known.known, known.how, known.kind, known.country) == (True, ("address",), "television", "QAT")
    assert known.affiliation
    assert known.affiliation_source
    host = found[UNKNOWN]
    assert (host.known, host.documents, host.kind, host.country) == (False, 2, "", "")
    assert {other.outlet for other in host.lost} == {"outlet.aljazeera", "outlet.reuters"}
    assert found["t.me/some_channel"].known is False
    assert found["outlet.reuters"].how == ("byline",)
    assert found[""].documents == 1
    assert {line.key for line in paged.outlets(unknown=True)} == {UNKNOWN, "t.me/some_channel"}


def test_a_naming_shows_at_once_and_can_be_undone(paged: Ledger) -> None:
    """Does a host bear the name that a coder gave it, in every view, until that is undone?"""
    before = rows.now()
    made = paged.judge(asked("name", UNKNOWN, "الساحل اليوم", country="MLI"))
    line = by_key(paged)[UNKNOWN]
    assert (line.known, line.name, line.country, line.named_by) == (True, "الساحل اليوم", "MLI", "Samira")
    assert line.how == ("named",)
    shown = {doc.doc.partition("~")[0]: doc.outlet for doc in paged.chronology().documents}
    assert shown["claiming"] == shown["plain"] == "الساحل اليوم"
    assert shown["silent"] is None
    some = {doc.doc.partition("~")[0]: doc.outlet for doc in paged.chronology(Wanted(country="MLI")).documents}
    assert some["plain"] == "الساحل اليوم"
    then = outlets.lines(paged.database, Moment(known_at=before))
    assert {line.key: line.known for line in then}[UNKNOWN] is False
    paged.judge(Asked(verdict="undo", author="Samira", reason="not theirs", undoes=made.number))
    assert by_key(paged)[UNKNOWN].known is False


def test_a_name_of_the_packs_leads_there(paged: Ledger) -> None:
    """Is a host that a coder names by an outlet of the packs that outlet's from then on?"""
    paged.judge(asked("name", UNKNOWN, "الجزيرة نت"))
    found = by_key(paged)
    assert UNKNOWN not in found
    assert found["outlet.aljazeera"].documents == 3
    assert found["outlet.aljazeera"].how == ("address", "named")


def test_the_deepest_naming_holds_and_the_last(paged: Ledger) -> None:
    """Does a host below another have its own name, and does a later naming take the place of an earlier?"""
    paged.judge(asked("name", f"news.{UNKNOWN}", "أخبار الساحل"))
    paged.judge(asked("name", UNKNOWN, "الساحل"))
    paged.judge(asked("name", UNKNOWN, "الساحل اليوم"))
    found = {line.name: line.documents for line in paged.outlets()}
    assert (found["أخبار الساحل"], found["الساحل اليوم"]) == (1, 1)
    assert "الساحل" not in found


def test_a_document_of_later_bears_the_name_too(paged: Ledger) -> None:
    """Does a naming hold for documents that come after it?"""
    paged.judge(asked("name", UNKNOWN, "الساحل اليوم"))
    raw = (TEXT * 9).encode()
    late = Document(
        doc="late", text=TEXT * 9, sha256=hashlib.sha256(raw).hexdigest(), told=Told(address=f"https://{UNKNOWN}/z")
    )
    with paged.database.write() as connection:
        documents.add_documents(connection, [(late, raw)], rows.now())
    assert by_key(paged)[UNKNOWN].documents == 3


def test_nothing_is_graded_but_by_a_coder(paged: Ledger) -> None:
    """Is there no grade anywhere before somebody gives one?"""
    assert all(not line.grades for line in paged.outlets())
    assert all(beside(paged, h) == () for h in paged.happenings())


def test_grades_stand_beside_what_they_speak_of(paged: Ledger) -> None:
    """Is an outlet's grade beside the accounts of its documents, a document's and a claim's beside theirs only?"""
    happening = next(h for h in paged.happenings() if len({d for a in h.accounts for d in a.docs}) > 1)
    claim = next(ref for ref in happening.claims if ref.startswith("plain~"))
    paged.judge(asked("grade", "Al Jazeera", "b"))
    paged.judge(asked("grade", UNKNOWN, "D", author="Omar"))
    paged.judge(asked("grade", "known", "2"))
    paged.judge(asked("grade", claim, "4"))
    paged.judge(asked("grade", happening.id, "3", author="Omar"))
    found = beside(paged, happening)
    assert [one.docs for one in found if not one.docs] == [()]
    assert signs(tuple(one for one in found if not one.docs)) == ["3 Omar"]
    of = {doc.partition("~")[0]: one for one in found for doc in one.docs}
    assert signs((of["known"],)) == ["B Samira", "2 Samira"]
    assert signs((of["plain"],)) == ["D Omar", "4 Samira"]
    assert of["known"].outlet == "Al Jazeera"
    assert not {"silent", "credited"} & of.keys()
    assert by_key(paged)["outlet.aljazeera"].grades[0].grade == "B"
    assert beside(paged, happening, Moment(known_at=1)) == ()


def test_of_each_coder_the_last_grade_counts(paged: Ledger) -> None:
    """Do two coders' grades stand side by side, does a later one of theirs replace it, an undo bring it back?"""
    paged.judge(asked("grade", "outlet.aljazeera", "B"))
    paged.judge(asked("grade", "outlet.aljazeera", "C", author="Omar"))
    last = paged.judge(asked("grade", "outlet.aljazeera", "E"))

    def given() -> list[str]:
        return sorted(f"{grade.author} {grade.grade}" for grade in by_key(paged)["outlet.aljazeera"].grades)

    assert given() == ["Omar C", "Samira E"]
    paged.judge(Asked(verdict="undo", author="Samira", reason="too harsh", undoes=last.number))
    assert given() == ["Omar C", "Samira B"]
    assert len(paged.judgements()) == 4


def test_grades_outlive_a_new_reading(paged: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Do grades of a claim, a happening and an outlet stand where they stood when every document was read anew?"""
    happening = paged.happenings()[0]
    for subject, grade in ((happening.claims[0], "2"), (happening.id, "3"), ("outlet.aljazeera", "B")):
        paged.judge(asked("grade", subject, grade))
    before = beside(paged, happening)
    monkeypatch.setattr(building, "digest", lambda: "other packs")
    assert paged.build().read == len(TOLD)
    assert beside(paged, paged.event(happening.id)) == before
    assert [item for item in paged.queue() if item.kind == "moved"] == []


def test_a_grade_does_not_ask_for_a_build(paged: Ledger) -> None:
    """Does a build after grades and namings find nothing to do?"""
    paged.judge(asked("grade", paged.happenings()[0].claims[0], "2"))
    paged.judge(asked("name", UNKNOWN, "الساحل اليوم"))
    built = paged.build()
    assert (built.read, built.moved, built.happenings) == (0, 0, 0)


def test_a_happening_graded_that_grows_waits_in_the_queue(filled: Ledger) -> None:
    """Is a coder asked again about a happening that they graded and that new claims have joined?"""
    several = [h for h in filled.happenings() if len(h.claims) > 1]
    one, two = several[0], several[-1]
    made = filled.judge(asked("grade", one.id, "2"))
    filled.judge(Asked(verdict="merge", author="Samira", reason="one", subjects=(one.id, two.id)))
    filled.build()
    assert made.number in {item.judgement for item in filled.queue() if item.kind == "moved"}


def test_what_cannot_be_is_refused(paged: Ledger) -> None:
    """Is every grade and name that makes no sense refused in one line, and nothing recorded?"""
    happening = paged.happenings()[0]
    wrong = [
        (asked("grade", happening.id, "B"), "no such outlet"),
        (asked("grade", "outlet.aljazeera", "2"), "no such document"),
        (asked("grade", happening.id, "B2"), "two judgements"), (asked("grade", happening.id, "7"), "no grade"),
        (asked("grade", happening.id, ""), "no grade"), (asked("grade", "outlet.nobody", "B"), "no such outlet"),
        (asked("grade", "ev-0123456789abcdef", "2"), "no such happening"),
        (asked("grade", "x", "A", subjects=()), "grade takes"),
        (asked("name", "elsewhere.example", "X"), "no document of the ledger is from there"),
        (asked("name", "example", "X"), "no document"),
        (asked("name", UNKNOWN, " "), "name takes"), (asked("name", UNKNOWN, "a\0b"), "controls"),
        (asked("name", UNKNOWN, "x" * 201), "at most"), (asked("name", UNKNOWN, "X", country="Mali"), "no ISO 3166"),
        (asked("grade", "outlet.aljazeera", "A", author=" "), "--by"),
        (asked("name", UNKNOWN, "X", reason=""), "--why"),
    ]  # fmt: skip
    for made, words in wrong:
        with pytest.raises(InputError, match=words) as told:
            paged.judge(made)
        assert "\n" not in str(told.value)
    assert paged.judgements() == []


def test_as_of_a_day_only_what_had_been_said(paged: Ledger) -> None:
    """Do the outlets of a day hold its documents only?"""
    assert paged.outlets(as_of="2024-08-21") == []
    assert sum(line.documents for line in paged.outlets(as_of="2024-08-23")) == len(TOLD)


def test_a_feed_is_taken_at_its_word(filled: Ledger) -> None:
    """Are the outlets that a meta file tells listed by the names it gives, none of them to be named?"""
    found = [line for line in filled.outlets() if line.key]
    assert found
    assert all(line.how == ("told",) and line.known and not line.kind for line in found)
    assert filled.outlets(unknown=True) == []


def test_a_grade_is_a_record_like_the_others() -> None:
    """Does a grade carry who gave it, when, and on which judgement it rests?"""
    assert {"author", "recorded", "judgement", "reason"} <= set(Grade.__struct_fields__)
