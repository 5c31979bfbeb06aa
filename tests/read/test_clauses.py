"""Clauses: which verb has which phrases around it."""

from __future__ import annotations

from collections.abc import Callable

from khabar.read.view import View

ViewOf = Callable[[str], View]


def kinds(view: ViewOf, text: str) -> list[str]:
    return [clause.kind for clause in view(text).clauses]


def verbs(view: ViewOf, text: str) -> list[str]:
    return [clause.verb.head.token.word.raw for clause in view(text).clauses if clause.verb is not None]


def test_one_clause(view: ViewOf) -> None:
    """Is a plain sentence one clause with its verb, in either order of subject and verb?"""
    assert kinds(view, "قصفت الطائرات المدينة") == kinds(view, "الجيش قصف المدينة") == ["main"]
    assert verbs(view, "الجيش قصف المدينة") == ["قصف"]


def test_coordinate_verbs(view: ViewOf) -> None:
    """Does a joined verb open a clause of its own?"""
    assert kinds(view, "قُتل خمسة جنود وأصيب ثلاثة آخرون") == ["main", "coord"]
    assert verbs(view, "قُتل خمسة جنود وأصيب ثلاثة آخرون") == ["قُتل", "وأصيب"]


def test_a_relative_clause_knows_its_noun(view: ViewOf) -> None:
    """Does a clause after a relative word describe the phrase before it?"""
    seen = view("أدانت الوزارة الغارة التي شنتها الطائرات على المدينة")
    relative = next(clause for clause in seen.clauses if clause.kind == "rel")
    assert relative.antecedent is not None
    assert seen.mention(relative.antecedent).text == "الغارة"


def test_a_bare_relative_clause(view: ViewOf) -> None:
    """Does a verb after an indefinite noun describe it without a relative word?"""
    seen = view("أطلق المقاتلون صواريخ أصابت سفينة")
    relative = next(clause for clause in seen.clauses if clause.kind == "rel")
    assert relative.antecedent is not None
    assert seen.mention(relative.antecedent).text == "صواريخ"


def test_a_subordinate_clause_hangs_on_its_verb(view: ViewOf) -> None:
    """Does a clause after a word of condition hang on the one before?"""
    seen = view("هدد الزعيم بقصف السفن إذا استمرت الغارات")
    assert [(clause.kind, clause.parent) for clause in seen.clauses] == [("main", -1), ("sub", 0)]


def test_an_aside_is_left_and_the_clause_goes_on(view: ViewOf) -> None:
    """Does the clause resume after a relative clause between two commas?"""
    seen = view("استهدفت الغارة، التي شنتها الطائرات فجرا، مستودعا للأسلحة")
    depot = next(
        chunk for chunk in seen.chunks if chunk.kind == "np" and seen.mention(chunk).text.startswith("مستودعا")
    )
    assert depot.clause == 0


def test_every_chunk_has_one_clause(view: ViewOf) -> None:
    """Does every chunk belong to the clause that counts it?"""
    seen = view("قال المتحدث إن الجيش قصف مواقع، وإن القصف، الذي استمر ساعات، أسفر عن قتلى؛ ولم يذكر عددهم.")
    assert {chunk.clause for chunk in seen.chunks} <= set(range(len(seen.clauses)))
    assert len(seen.clauses) > 3


def test_a_negator_belongs_to_its_verb(view: ViewOf) -> None:
    """Does a clause know its negator, and only its own?"""
    seen = view("لم تقصف القوات المدينة، وقصفت بلدة مجاورة")
    assert [clause.negator is not None for clause in seen.clauses] == [True, False]
