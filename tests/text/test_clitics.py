"""Cuts: the ways in which one written word may be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.text.clitics import CONJUNCTIONS, DUALS, PREPOSITIONS, PRONOUNS, SIN, Cut, cuts, spoken

LETTERS = "ابتةثجحخدذرزسشصضطظعغفقكلمنهويىءئؤ"
WORDS = st.text(st.sampled_from(LETTERS), min_size=1, max_size=12) | st.text(
    st.sampled_from("والبكلستهمنياة"), min_size=1, max_size=9
)


def spellings(cut: Cut) -> set[str]:
    """Every word that the parts of a cut spell, with the spelling rules of the join."""
    heads = {cut.conjunction + cut.proclitic + ("ال" if cut.article else "")}
    if cut.article and cut.proclitic == "ل":
        heads = {cut.conjunction + "لل", cut.conjunction + "لال"}
        if cut.stem.startswith("ل"):
            heads.add(cut.conjunction + "ل")
    stems = {cut.stem}
    if cut.suffix and cut.suffix != "tanwin" and cut.stem.endswith("ة"):
        stems.add(cut.stem[:-1] + "ت")
    if cut.pronoun:
        if cut.stem.endswith("ى"):
            stems.add(cut.stem[:-1] + "ا")
        if cut.stem.endswith("ء"):
            stems |= {cut.stem[:-1] + "ئ", cut.stem[:-1] + "ؤ"}
        if cut.stem.endswith("وا"):
            stems.add(cut.stem[:-1])
    endings = {"": {""}, "pronoun": {""}, "tanwin": {"ا"}, "dual": set(DUALS), "dual_construct": {"ا", "ي"}}[cut.suffix]
    return {head + stem + ending + cut.pronoun for head in heads for stem in stems for ending in endings}


@given(WORDS)
def test_cuts_respell_the_word(form: str) -> None:
    """Does every cut spell the word that was cut?"""
    for cut in cuts(form):
        assert form in spellings(cut), cut


@given(WORDS)
def test_order_and_parts(form: str) -> None:
    """Does the whole word come first, and is every part one of the closed sets?"""
    found = cuts(form)
    assert found[0] == Cut("", "", False, form, "")
    assert len(set(found)) == len(found)
    assert [cut.cost for cut in found] == sorted(cut.cost for cut in found)
    for cut in found:
        assert cut.conjunction in ("", *CONJUNCTIONS)
        assert cut.proclitic in ("", SIN, *PREPOSITIONS)
        assert cut.pronoun in ("", *PRONOUNS)
        assert cut.stem
        assert not (cut.article and cut.pronoun)


@pytest.mark.parametrize(
    ("form", "cut"),
    [
        ("وللقوات", Cut("و", "ل", True, "قوات", "")),
        ("وبالقوات", Cut("و", "ب", True, "قوات", "")),
        ("للجنة", Cut("", "ل", True, "لجنة", "")),
        ("للبنان", Cut("", "ل", False, "لبنان", "")),
        ("سيستهدف", Cut("", "س", False, "يستهدف", "")),
        ("باستهدافها", Cut("", "ب", False, "استهداف", "pronoun", "ها")),
        ("قاعدتهم", Cut("", "", False, "قاعدة", "pronoun", "هم")),
        ("قاعدتين", Cut("", "", False, "قاعدة", "dual", "")),
        ("قاعدتي", Cut("", "", False, "قاعدة", "dual_construct", "")),
        ("قاعدتيها", Cut("", "", False, "قاعدة", "dual_construct", "ها")),
        ("صاروخين", Cut("", "", False, "صاروخ", "dual", "")),
        ("صاروخي", Cut("", "", False, "صاروخ", "dual_construct", "")),
        ("صاروخا", Cut("", "", False, "صاروخ", "tanwin", "")),
        ("قصفوها", Cut("", "", False, "قصفوا", "pronoun", "ها")),
        ("رماه", Cut("", "", False, "رمى", "pronoun", "ه")),
        ("اعضائه", Cut("", "", False, "اعضاء", "pronoun", "ه")),
        ("اعضاؤها", Cut("", "", False, "اعضاء", "pronoun", "ها")),
        ("فقتلهم", Cut("ف", "", False, "قتل", "pronoun", "هم")),
    ],
)
def test_known_cuts(form: str, cut: Cut) -> None:
    """Is the right cut among those found?"""
    assert cut in cuts(form)


@pytest.mark.parametrize(
    ("form", "stem", "suffixes"),
    [("صاروخي", "صاروخ", ["dual_construct", "pronoun"]), ("صاروخا", "صاروخ", ["tanwin", "dual_construct"])],
)
def test_likelier_cuts_come_first(form: str, stem: str, suffixes: list[str]) -> None:
    """Does "two rockets of" come before "my rocket", and the accusative before the dual?"""
    assert [cut.suffix for cut in cuts(form) if cut.stem == stem] == suffixes


def test_few_cuts() -> None:
    """Does the number of cuts of a long word stay small?"""
    for letter in LETTERS:
        assert len(cuts(letter * 200)) < 60


def test_spoken_forms() -> None:
    """Is the written form of a word of everyday speech among those tried?"""
    assert "سيقصف" in spoken("هيقصف")
    assert "ضربوا" in spoken("ضربو")
    assert spoken("حلب") == ["حلب"]
