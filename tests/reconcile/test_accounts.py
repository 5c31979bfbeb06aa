"""Accounts and the origins behind them: who is an independent witness, and who is not."""

from __future__ import annotations

from khabar.model.chronology import Happening
from khabar.model.lineage import Credit, Lineage, Relation, Shared
from khabar.model.records import ActorMention, Event, SourceMention
from khabar.model.spans import Span
from khabar.reconcile.accounts import Kin
from khabar.reconcile.claims import Claim
from khabar.reconcile.happenings import happening

SPAN = Span(0, 4)
PENTAGON = SourceMention(text="البنتاغون", span=SPAN, kind="military", name="Pentagon", entity="actor.usa.mod")
MINISTER = SourceMention(text="لويد أوستن", span=SPAN, kind="official", entity="office.usa.defmin")
OFFICIAL = SourceMention(text="مسؤول أميركي", span=SPAN, kind="official")
NBC = SourceMention(text="شبكة إن بي سي", span=SPAN, kind="media", name="NBC")
FOX = SourceMention(text="فوكس نيوز", span=SPAN, kind="media", name="Fox News")
SECURITY = SourceMention(text="مصدر أمني", span=SPAN, kind="unnamed")
OBSERVATORY = SourceMention(text="المرصد", span=SPAN, kind="organization", entity="actor.syr.sohr")
AMERICANS = ActorMention(text="القوات الأميركية", span=SPAN, kind="military", country="USA")


def claim(doc: str, *chain: SourceMention, at: int = 0, text: str = "", by: tuple[ActorMention, ...] = ()) -> Claim:
    span = Span(at, at + 20)
    event = Event(
        id=f"e{at}", type="assault", span=span, trigger="قصف", sentence="قصف", sentence_span=span,
        modality="asserted", sources=chain, initiator=by,
    )  # fmt: skip
    return Claim(ref=f"{doc}#e{at}", doc=doc, text=text or doc, published="2023-10-27", event=event)


def made(*claims: Claim, lineage: Lineage | None = None) -> Happening:
    return happening("ev", claims, kin=Kin(lineage or Lineage()))


def numbers(h: Happening) -> tuple[int, int, int]:
    return (h.docs, len(h.accounts), h.origins)


def test_copies_are_one_account() -> None:
    """Are an article and its copy two documents and one account?"""
    assert numbers(made(claim("a"), claim("b", text="a"), claim("c"))) == (3, 2, 2)


def test_one_speaker_is_one_origin() -> None:
    """Do two articles that rest on the Pentagon count once, and is it marked?"""
    h = made(claim("a", PENTAGON), claim("b", PENTAGON))
    assert (numbers(h), h.one_origin) == ((2, 2, 1), True)
    assert h.accounts[1].because == ("both rest on US Ministry of Defence, as a",)


def test_one_official_heard_by_one_outlet() -> None:
    """Are two outlets that quote an American official through NBC one origin, and one through Fox another?"""
    assert made(claim("a", OFFICIAL, NBC), claim("b", OFFICIAL, NBC)).origins == 1
    assert made(claim("a", OFFICIAL, NBC), claim("b", OFFICIAL, FOX)).origins == 2


def test_a_nameless_source_is_no_origin_shared() -> None:
    """Are two nameless security sources told apart?"""
    assert made(claim("a", SECURITY), claim("b", SECURITY)).origins == 2


def test_the_word_of_the_side_that_did_it() -> None:
    """Are the Pentagon, its minister and a nameless official of the side that struck one origin, but of no other?"""
    own = [claim(doc, who, by=(AMERICANS,)) for doc, who in zip("abc", (PENTAGON, MINISTER, OFFICIAL), strict=True)]
    h = made(*own)
    assert (h.origins, h.one_origin) == (1, True)
    assert made(*own, claim("d", OBSERVATORY)).origins == 2
    assert made(claim("a", PENTAGON), claim("b", OFFICIAL)).origins == 2


def test_a_second_voice_in_each_makes_two() -> None:
    """Are two articles that share one voice independent if each has heard somebody else too?"""
    h = made(claim("a", PENTAGON), claim("a", NBC, at=30), claim("b", PENTAGON), claim("b", OBSERVATORY, at=30))
    assert h.origins == 2
    assert made(claim("a", PENTAGON), claim("b", PENTAGON), claim("b", OBSERVATORY, at=30)).origins == 1


def test_two_voices_are_not_marked_as_one() -> None:
    """Is a happening that both sides speak of left unmarked, though one article tells all that the other does?"""
    h = made(claim("a", PENTAGON), claim("b", PENTAGON), claim("b", OBSERVATORY, at=30))
    assert (h.origins, h.one_origin) == (1, False)


def test_the_middle_of_a_chain_joins_nobody() -> None:
    """Are two accounts that share nothing independent, though a third shares something with each?"""
    middle = (claim("b", PENTAGON), claim("b", OBSERVATORY, at=30))
    assert made(claim("a", PENTAGON), *middle, claim("c", OBSERVATORY)).origins == 2


def test_a_sentence_taken_over_is_one_origin() -> None:
    """Does a sentence that stands in both articles join their accounts of what it tells, and of nothing else?"""
    shared = Shared(span=Span(0, 20), of=Span(100, 120), share=0.9)
    lineage = Lineage(relations=(Relation(doc="b", of="a", kind="reuse", share=0.3, score=0.9, shared=(shared,)),))
    h = made(claim("a", SECURITY, at=100), claim("b", SECURITY), lineage=lineage)
    assert (h.origins, h.one_origin) == (1, True)
    assert h.accounts[1].because == ("the same sentence in both (90%); b: reuse of a, as a",)
    assert made(claim("a", at=200), claim("b", at=200), lineage=lineage).origins == 2


def test_an_agency_line_is_a_voice() -> None:
    """Do articles without a source of their own rest on the agency that both credit?"""
    reuters = Credit(key="outlet.reuters", name="Reuters", how="line", words="رويترز")
    lineage = Lineage(credits={"a": (reuters,), "b": (reuters,)})
    assert made(claim("a"), claim("b"), lineage=lineage).origins == 1
    assert made(claim("a"), claim("b", OBSERVATORY), lineage=lineage).origins == 2


def test_many_accounts_are_counted_in_time() -> None:
    """Are a thousand accounts, half of them on one voice, numbered without a gap?"""
    h = made(*(claim(f"d{n:04}", *([PENTAGON] if n % 2 else [])) for n in range(1000)))
    assert h.origins == 501
    assert {a.origin for a in h.accounts} == set(range(1, 502))
