"""Comparing two documents: what one is to the other, which came first, and what is no relation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from khabar.lineage.compare import compare
from khabar.lineage.find import find_lineage
from khabar.lineage.sign import sign
from khabar.model.lineage import Body, Relation

Make = Callable[..., Body]
MINISTRY = "actor.usa.mod"
BEFORE = (
    "وقال وزير الدفاع لويد أوستن في بيان إن الضربات الدقيقة هي للدفاع عن النفس وهي رد على سلسلة من الهجمات المستمرة "
    "وغير الناجحة في معظمها ضد الأميركيين في العراق وسوريا"
)
AGAIN = (
    "وأعلن الوزير لويد أوستن أن هذه الضربات الدفاعية الدقيقة هي الرد على سلسلة هجمات مستمرة وغير ناجحة في الغالب "
    "شنت على أفراد أمريكيين في العراق وسوريا"
)


def relate(one: Body, two: Body) -> Relation | None:
    """The relation of two documents, the same from both sides."""
    found = compare(sign(one), sign(two))
    assert found == compare(sign(two), sign(one))
    assert (find_lineage([one, two]).relations == (found,)) == (found is not None), "no key proposes the pair"
    return found


def kind(one: Body, two: Body) -> str | None:
    found = relate(one, two)
    return found.kind if found else None


def test_another_order_of_paragraphs_is_a_copy(body: Make, lines: Sequence[str]) -> None:
    """Is a text with its paragraphs in another order a copy?"""
    assert kind(body("a", "\n".join(lines)), body("b", "\n".join(reversed(lines)))) == "copy"


@pytest.mark.parametrize("kept", [slice(0, 2), slice(6, 8), slice(0, 8, 4)])
def test_a_trim_is_found_by_its_sentences(body: Make, lines: Sequence[str], kept: slice) -> None:
    """Are two sentences out of eight a trim, though the whole texts are little alike?"""
    found = relate(body("a", "\n".join(lines)), body("b", "\n".join(lines[kept])))
    assert found is not None
    assert (found.kind, found.doc, found.of, found.directed) == ("trim", "b", "a", True)
    assert found.share == 1.0
    assert len(found.shared) == 2


def test_own_paragraphs_beside_taken_ones_are_a_reuse(body: Make, lines: Sequence[str]) -> None:
    """Is an article that takes three sentences and has four of its own no copy, the sentences named?"""
    own = [
        "تجمع عشرات الطلاب أمام مبنى الجامعة احتجاجا على رفع الرسوم",
        "وقال عميد الكلية إن القرار اتخذ قبل شهرين في مجلس التعليم ولا رجعة عنه هذا العام",
        "ورفع المحتجون لافتات تطالب بعودة المنح الدراسية التي ألغيت في الصيف الماضي بلا إعلان",
        "ووعد مدير المنطقة التعليمية بلقاء وفد منهم مطلع الأسبوع المقبل في مكتبه",
    ]
    found = relate(body("a", "\n".join(lines)), body("b", "\n".join([*own, *lines[:3]]), day="2023-10-28"))
    assert found is not None
    assert (found.kind, found.doc, len(found.shared)) == ("reuse", "b", 3)


def test_a_changed_figure_is_told(body: Make, lines: Sequence[str]) -> None:
    """Is a sentence that differs only in its figure still taken over, and the change among the reasons?"""
    changed = "\n".join(lines).replace("12 مسلحا", "15 مسلحا")
    found = relate(body("a", "\n".join(lines)), body("b", changed, day="2023-10-28"))
    assert found is not None
    assert any("has become" in reason and "15" in reason for reason in found.because)


def test_an_agency_comes_before_those_who_print_it(body: Make, lines: Sequence[str]) -> None:
    """Is of two equal texts of one day the agency's the first?"""
    one, two = body("a", "\n".join(lines)), body("b", "\n".join(lines), outlet="وكالة الجزيرة للأنباء")
    found = relate(one, two)
    assert found is not None
    assert (found.doc, found.of, found.directed) == ("a", "b", True)


def test_a_reasoned_day_yields_to_the_text(body: Make, lines: Sequence[str]) -> None:
    """Is the part the trim though its day, which nobody stated, was reasoned to be earlier?"""
    whole, part = sign(body("a", "\n".join(lines))), sign(body("b", "\n".join(lines[:2]), day="2023-10-20"))
    found = compare(whole, type(part)(**{f: getattr(part, f) for f in part.__struct_fields__} | {"stated": False}))
    assert found is not None
    assert (found.doc, found.kind) == ("b", "trim")


def test_one_statement_in_two_translations(body: Make) -> None:
    """Are two wordings of one statement by one speaker a shared quotation, the sentences named?"""
    found = relate(
        body("a", BEFORE, said={"لويد أوستن": MINISTRY}),
        body("b", AGAIN, day="2023-10-28", said={"لويد أوستن": MINISTRY}),
    )
    assert found is not None
    assert (found.kind, found.doc, [s.how for s in found.shared]) == ("quotation", "b", ["statement"])
    assert any(MINISTRY in reason for reason in found.because)


def test_another_speaker_is_another_statement(body: Make) -> None:
    """Are the same two sentences by two speakers unrelated?"""
    assert (
        kind(body("a", BEFORE, said={"لويد أوستن": MINISTRY}), body("b", AGAIN, said={"لويد أوستن": "other"})) is None
    )


def test_other_words_of_one_speaker_are_another_statement(body: Make) -> None:
    """Are two statements of one speaker on one day, on other matters, unrelated?"""
    other = "وقال وزير الدفاع لويد أوستن إن حاملة الطائرات ستبقى شرق المتوسط أسبوعين آخرين قبل أن تعود إلى فرجينيا"
    one, two = (body(n, t, said={"لويد أوستن": MINISTRY}) for n, t in (("a", BEFORE), ("b", other)))
    assert kind(one, two) is None


def test_one_report_in_other_words_is_a_retelling(body: Make) -> None:
    """Is an article told again with the same figures in the same order a retelling?"""
    one = (
        "قتل 14 جنديا وأصيب 31 آخرون في هجوم على ثكنة شمال مالي فجر الأحد.\n"
        "وقالت الحكومة إن الجيش قتل 77 من المهاجمين ودمر 19 دراجة نارية.\n"
        "وكان هجوم مماثل على بلدة بوني في مارس أوقع 45 قتيلا من الجنود."
    )
    two = (
        "هجوم يودي بحياة أربعة عشر عسكريا في مالي ويجرح 31.\n"
        "ذكرت حكومة مالي أن 77 مهاجما لقوا حتفهم على يد الجيش وأن 19 دراجة دمرت في ثكنة الشمال فجر الأحد.\n"
        "ولقي 45 جنديا مصرعهم في هجوم سابق على بوني خلال مارس."
    )
    assert kind(body("a", one), body("b", two)) == "retelling"


def test_the_same_figures_of_another_story_are_no_retelling(body: Make) -> None:
    """Are articles that have only two figures in common, and a formula, unrelated?"""
    one = "قتل 14 جنديا وأصيب 31 آخرون في هجوم على ثكنة شمال مالي. ولم تتبن أي جهة الهجوم حتى الآن."
    two = "انقلبت حافلة تقل 31 مسافرا قرب سوسة فتوفي 14 منهم. ولم تتبن أي جهة الهجوم حتى الآن."
    assert kind(body("a", one), body("b", two)) is None


def test_two_that_pass_on_one_agency(body: Make) -> None:
    """Are two reports with one agency's credit line and its figures in order a relay?"""
    one = "بيروت (رويترز) - سقط 23 صاروخا على 4 بلدات وأحرقت 57 دونما من الزيتون.\nوجرح 9 مزارعين."
    two = (
        "النيران تأكل حقول الجنوب\n"
        "صنعاء (رويترز) - أفادت فرق الإطفاء بأن القذائف الـ 23 التي طالت 4 قرى التهمت 57 دونما "
        "وأن 9 من الناس نقلوا للعلاج."
    )
    found = relate(body("a", one), body("b", two))
    assert found is not None
    assert found.kind == "relay"
    assert "both name Reuters" in found.because
    assert kind(body("a", one.replace("(رويترز)", "")), body("b", two)) is None


def test_signatures_of_two_versions_are_not_compared(body: Make, lines: Sequence[str]) -> None:
    """Is nothing said of signatures that were made in two ways?"""
    one, two = sign(body("a", "\n".join(lines))), sign(body("b", "\n".join(lines)))
    older = type(two)(**{f: getattr(two, f) for f in two.__struct_fields__} | {"version": "0"})
    assert compare(one, older) is None
