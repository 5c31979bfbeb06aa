"""Finding lineage: copies by their text, whatever the order of documents."""

from __future__ import annotations

import random

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.lineage.find import compare, find_lineage, keys, sign
from khabar.model.lineage import Body, Lineage, Signature
from khabar.model.records import Published, Reading

TEXT = (
    "أعلن الجيش الأميركي أن قواته قصفت مواقع في شرق سوريا ليل الخميس "
    "ردا على هجمات متكررة على قواعده في البلاد منذ أسابيع"
)
OTHER = "نص آخر تماما عن حادث سير في القاهرة اليوم أدى إلى إغلاق الطريق الدائري ساعتين قبل أن تعود الحركة إلى طبيعتها"


def body(doc: str, text: str, day: str | None = "2023-10-27") -> Body:
    published = Published(start=day, end=day, stated=day is not None)
    return Body(doc=doc, reading=Reading(doc=doc, sha256=doc, khabar="0", published=published), text=text)


def kinds(lineage: Lineage) -> list[tuple[str, str, str]]:
    return [(r.doc, r.of, r.kind) for r in lineage.relations]


def test_respelled_copies_are_one_text() -> None:
    """Is a copy recognised when the spelling family changes?"""
    found = find_lineage([body("a", TEXT), body("b", TEXT.replace("الأميركي", "الأمريكي")), body("c", OTHER)])
    assert [(c.doc, c.of) for c in found.copies] == [("b", "a")]
    assert kinds(found) == [("b", "a", "copy")]


def test_the_later_copies_the_earlier() -> None:
    """Does the published day say who copied, against the order of names?"""
    found = find_lineage([body("a", TEXT, "2023-10-28"), body("b", TEXT)])
    assert [(r.doc, r.of, r.directed) for r in found.relations] == [("a", "b", True)]


def test_unknown_direction_is_said() -> None:
    """Are two equal texts of one day left undirected, the smaller name at the root?"""
    (relation,) = find_lineage([body("b", TEXT), body("a", TEXT)]).relations
    assert (relation.of, relation.directed) == ("a", False)
    assert "which came first is not known" in relation.because


def test_a_signature_survives_its_writing() -> None:
    """Is a signature read back from bytes as it was, and compared the same?"""
    one, two = sign(body("a", TEXT)), sign(body("b", TEXT))
    again = msgspec.msgpack.decode(msgspec.msgpack.encode(two), type=Signature)
    assert again == two
    assert compare(one, again) == compare(again, one) == compare(one, two) is not None
    assert all(0 <= key < 2**63 for key in keys(one))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), max_size=7), st.randoms())
def test_order_of_documents_changes_nothing(rows: list[tuple[int, int]], rng: random.Random) -> None:
    """Is the lineage the same, to the byte, for any order of documents?"""
    texts = [TEXT, OTHER, f"{TEXT}\n{OTHER}", f"{OTHER}\n{TEXT}"]
    days = ["2023-10-27", "2023-10-29", None]
    bodies = [body(f"d{n}", texts[text], days[day]) for n, (text, day) in enumerate(rows)]
    mixed = bodies[:]
    rng.shuffle(mixed)
    assert msgspec.json.encode(find_lineage(mixed)) == msgspec.json.encode(find_lineage(bodies))
