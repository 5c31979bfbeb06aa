"""Units: what each word is taken for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.read.view import View

ViewOf = Callable[[str], View]


def tags(view: ViewOf, text: str) -> dict[str, str]:
    return {unit.token.word.raw: unit.tag for unit in view(text).units}


@pytest.mark.parametrize(
    ("text", "word", "tag"),
    [
        ("الجيش السوري قصف بلدة كفريا بالمدفعية", "قصف", "verb"),
        ("استنكر الأهالي قصف البلدة بالمدفعية", "قصف", "noun"),
        ("هدد زعيم الجماعة بقصف السفن", "بقصف", "noun"),
        ("لم تقصف القوات المدينة", "لم", "neg"),
        ("أدانت الوزارة الغارة التي أصابت المدينة", "التي", "rel"),
        ("قال إن الطائرات قصفت المدينة", "إن", "sub"),
        ("أصيب 12 جنديا", "12", "num"),
        ("قصفت الطائرات الإسرائيلية المدينة", "الإسرائيلية", "adj"),
    ],
)
def test_what_a_word_is(view: ViewOf, text: str, word: str, tag: str) -> None:
    """Is a word taken for what its place makes of it, verb or noun above all?"""
    assert tags(view, text)[word] == tag


def test_units_cover_the_sentence(view: ViewOf) -> None:
    """Do units stand in order, without overlap, and leave out no word?"""
    seen = view("وقالت الحركة في بيان: «استهدفنا دبابة إسرائيلية شرق رفح (12) بقذيفة مضادة للدروع».")
    ends = [0]
    for unit in seen.units:
        assert unit.first >= ends[-1]
        ends.append(unit.last)
    covered = {position for unit in seen.units for position in range(unit.first, unit.last)}
    assert [t.word.raw for t in seen.tokens if t.kind == "word" and t.index not in covered] == []


def test_clitics_are_seen_and_left_out(view: ViewOf) -> None:
    """Do a joined conjunction and preposition show, and does the bare word begin after them?"""
    text = "وقصف الجيش بالمدفعية مواقعهم"
    units = {unit.token.word.raw: unit for unit in view(text).units}
    assert units["وقصف"].conj
    assert units["بالمدفعية"].prep == "ب"
    assert text[units["بالمدفعية"].bare_start : units["بالمدفعية"].end] == "المدفعية"
    assert units["مواقعهم"].pronoun


def test_a_name_of_several_words_is_one_unit(view: ViewOf) -> None:
    """Is the longest name taken whole, with its article and its joined letters?"""
    units = view("وتبنت كتائب حزب الله الهجوم على قاعدة عين الأسد").units
    names = [(unit.last - unit.first, unit.tag) for unit in units if unit.names]
    assert (3, "name") in names


def test_quotation_marks_are_no_units(view: ViewOf) -> None:
    """Do marks of quotation leave no gap between the words, and are the words inside known as quoted?"""
    units = view("قال إن «الضربات» أصابت المدينة").units
    assert not [unit for unit in units if unit.token.form in "«»"]
    assert [unit.token.word.raw for unit in units if unit.quoted] == ["الضربات"]


def test_a_time_expression_is_one_unit(view: ViewOf) -> None:
    """Is the whole expression one unit that carries what it means?"""
    times = [unit for unit in view("قصف الجيش البلدة مساء يوم الأحد الماضي").units if unit.tag == "time"]
    assert len(times) == 1
    assert times[0].value is not None
