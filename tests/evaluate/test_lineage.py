"""Measuring lineage: copies that are known, what counts as found, what counts as wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from khabar.errors import InputError
from khabar.evaluate.copies import MANNERS, Article, make_copies, make_crowd
from khabar.evaluate.lineage import Known, Truth, load_known, precision, recall, wrong
from khabar.model.lineage import Relation

ONE = Article("one", "عنوان الخبر\nقصف الطيران الأميركي موقعا.\nوقتل ثلاثة.\nوفر الباقون.", "2024-01-31")
TWO = Article("two", "خبر آخر\nغرق زورق قبالة السواحل.\nونجا ركابه.", None)


def relation(doc: str, of: str, kind: str = "copy", because: str = "") -> Relation:
    return Relation(doc=doc, of=of, kind=kind, share=1.0, score=1.0, because=(because,))


def test_every_article_is_copied_in_every_manner() -> None:
    """Is one copy made in each manner, the same for the same seed, none of them the article itself?"""
    made = list(make_copies([ONE, TWO]))
    assert made == list(make_copies([ONE, TWO]))
    assert [copy.manner for copy in made] == [*MANNERS, *MANNERS]
    assert all(copy.article.text != ONE.text for copy in made if copy.of == ("one",) and copy.manner != "edited")
    assert {copy.article.published for copy in made if copy.of[0] == "one"} <= {"2024-01-31", "2024-02-01"}


def test_what_is_made_of_one_text_is_related() -> None:
    """Are two copies of one article related, and a roundup to both that it is made of, but not these to each other?"""
    made = list(make_copies([ONE, TWO]))
    truth = Truth(made, [Known("two", "three", "retelling")])
    assert truth.related("one+trimmed", "one+edited")
    assert truth.related("one+merged", "two")
    assert truth.related("two+tail", "three")
    assert not truth.related("one", "two")
    found = [relation("one+tail", "one"), relation("two", "one")]
    assert [(f.found, f.read) for f in precision(found, truth).values()] == [(1, 2)]
    assert wrong(found, truth) == found[1:]


def test_recall_by_manner() -> None:
    """Is a pair counted as found whichever way round, its kind and its direction judged apart?"""
    made = [copy for copy in make_copies([ONE]) if copy.manner == "trimmed"]
    (row,) = recall(made, [], [relation("one", "one+trimmed", "reuse", "published 2024-02-01, after 2024-01-31")])
    assert (row.pairs, row.found, row.fitting, row.dated, row.turned) == (1, 1, 0, 1, 1)
    (row,) = recall(made, [], [])
    assert row.missed == ("one+trimmed/one",)


def test_a_crowd_knows_its_copies() -> None:
    """Are as many articles made up as asked, and is each copy made of an earlier one?"""
    crowd = list(make_crowd([ONE, TWO], 60))
    names = [copy.article.doc for copy in crowd]
    assert len(set(names)) == 60
    assert all(of in names[:n] for n, copy in enumerate(crowd) for of in copy.of)


def test_a_faulty_file_of_pairs_is_refused(tmp_path: Path) -> None:
    """Is a line without a kind named as a fault of the file?"""
    file = tmp_path / "known.jsonl"
    file.write_text('{"doc": "a", "of": "b"}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"known\.jsonl"):
        load_known(str(file))
