"""Conjugation: do the tables of a grammar come out, folded?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.packs.conjugate import conjugate, nisba
from khabar.text.letters import fold

# past: s, s fem, p, d, d fem, first person p; present: s, s fem, p, p subjunctive, d, d fem; jussive: s, s fem
TABLE = {
    "قصف يقصف": "قصف قصفت قصفوا قصفا قصفتا قصفنا / يقصف تقصف يقصفون يقصفوا يقصفان تقصفان /",
    "استهدف يستهدف": "استهدف استهدفت استهدفوا استهدفا استهدفتا استهدفنا "
    "/ يستهدف تستهدف يستهدفون يستهدفوا يستهدفان تستهدفان /",
    "أعلن يعلن": "أعلن أعلنت أعلنوا أعلنا أعلنتا أعلنا / يعلن تعلن يعلنون يعلنوا يعلنان تعلنان /",
    "رمى يرمي": "رمى رمت رموا رميا رمتا رمينا / يرمي ترمي يرمون يرموا يرميان ترميان / يرم ترم",
    "تبنى يتبنى": "تبنى تبنت تبنوا تبنيا تبنتا تبنينا / يتبنى تتبنى يتبنون يتبنوا يتبنيان تتبنيان / يتبن تتبن",
    "دعا يدعو": "دعا دعت دعوا دعوا دعتا دعونا / يدعو تدعو يدعون يدعوا يدعوان تدعوان / يدع تدع",
    "لقي يلقى": "لقي لقيت لقوا لقيا لقيتا لقينا / يلقى تلقى يلقون يلقوا يلقيان تلقيان / يلق تلق",
    "رأى يرى": "رأى رأت رأوا رأيا رأتا رأينا / يرى ترى يرون يروا يريان تريان /",
    "قال يقول": "قال قالت قالوا قالا قالتا قلنا / يقول تقول يقولون يقولوا يقولان تقولان / يقل تقل",
    "أعاد يعيد": "أعاد أعادت أعادوا أعادا أعادتا أعدنا / يعيد تعيد يعيدون يعيدوا يعيدان تعيدان / يعد تعد",
    "أصيب يصاب": "أصيب أصيبت أصيبوا أصيبا أصيبتا أصبنا / يصاب تصاب يصابون يصابوا يصابان تصابان / يصب تصب",
    "انهار ينهار": "انهار انهارت انهاروا انهارا انهارتا انهرنا / ينهار تنهار ينهارون ينهاروا ينهاران تنهاران "
    "/ ينهر تنهر",
    "شن يشن": "شن شنت شنوا شنا شنتا شننا / يشن تشن يشنون يشنوا يشنان تشنان /",
    "رد يرد": "رد ردت ردوا ردا ردتا رددنا / يرد ترد يردون يردوا يردان تردان /",
    "بدأ يبدأ": "بدأ بدأت بدأوا بدآ بدأتا بدأنا / يبدأ تبدأ يبدأون يبدأوا يبدآن تبدآن /",
    "أنشأ ينشئ": "أنشأ أنشأت أنشأوا أنشآ أنشأتا أنشأنا / ينشئ تنشئ ينشئون ينشئوا ينشئان تنشئان /",
    "جاء يجيء": "جاء جاءت جاؤوا جاءا جاءتا جئنا / يجيء تجيء يجيئون يجيئوا يجيءان تجيءان /",
    "حاول يحاول": "حاول حاولت حاولوا حاولا حاولتا حاولنا / يحاول تحاول يحاولون يحاولوا يحاولان تحاولان /",
    "أيد يؤيد": "أيد أيدت أيدوا أيدا أيدتا أيدنا / يؤيد تؤيد يؤيدون يؤيدوا يؤيدان تؤيدان /",
    "وصل يصل": "وصل وصلت وصلوا وصلا وصلتا وصلنا / يصل تصل يصلون يصلوا يصلان تصلان /",
    "أخذ يأخذ": "أخذ أخذت أخذوا أخذا أخذتا أخذنا / يأخذ تأخذ يأخذون يأخذوا يأخذان تأخذان /",
}
CELLS = {
    "past": [("s", False), ("s", True), ("p", False), ("d", False), ("d", True), ("p", False)],
    "present": [("s", False), ("s", True), ("p", False), ("p", False), ("d", False), ("d", True)],
    "jussive": [("s", False), ("s", True)],
}


@pytest.mark.parametrize(("pair", "table"), TABLE.items())
def test_tables(pair: str, table: str) -> None:
    """Does each cell of the table come out with its tense, number and gender?"""
    found = {(verb.form, verb.tense, verb.number, verb.feminine) for verb in conjugate(pair)}
    for (tense, cells), forms in zip(CELLS.items(), table.split("/"), strict=True):
        for (number, feminine), form in zip(cells, forms.split(), strict=False):
            assert (fold(form), tense, number, feminine) in found, form


@pytest.mark.parametrize(
    ("pair", "form"),
    [
        ("بدأ يبدأ", "بدت"), ("بدأ يبدأ", "يبدون"), ("حاول يحاول", "يحال"), ("أيد يؤيد", "يؤد"), ("طوق يطوق", "يطق"),
        ("لقي يلقى", "لقيوا"),
        ("أعلن يعلن", "اعلننا"), ("تعاون يتعاون", "يتعان"), ("عين يعين", "يعن"), ("أخذ يأخذ", "ااخذ"),
        ("دعا يدعو", "دعينا"), ("يرى يرى", "يرىون"),
    ],
)  # fmt: skip
def test_what_is_no_form(pair: str, form: str) -> None:
    """Are forms left out that belong to another verb, or to none?"""
    assert form not in {verb.form for verb in conjugate(pair)}


@pytest.mark.parametrize("hamza", ["بدؤوا", "بدءوا", "بدأوا", "يبدؤون", "يبدأون", "يبدءون"])
def test_hamza_is_spelled_in_many_ways(hamza: str) -> None:
    """Is a hamza before a plural ending known on alif, on waw and alone?"""
    assert fold(hamza) in {verb.form for verb in conjugate("بدأ يبدأ")}


def test_first_person() -> None:
    """Are forms of the speaker marked as such?"""
    first = {verb.form for verb in conjugate("قصف يقصف") if verb.first_person}
    assert first == {"قصفنا", "نقصف", "اقصف"}


@pytest.mark.parametrize("pair", ["", "قصف", "قصف يقصف قصفا", "ق يقصف", "قصف قصف", "قصف يق", "ً ً"])
def test_no_pair(pair: str) -> None:
    """Is what is no pair of past and present refused?"""
    with pytest.raises(ValueError, match="past present"):
        list(conjugate(pair))


LETTERS = st.text(st.sampled_from("ابتدرسعفقكلمنهويىءأئؤ"), min_size=2, max_size=6)


@given(LETTERS, LETTERS)
def test_forms_are_folded_and_not_twice(past: str, present: str) -> None:
    """Is every form one that a folded word of a text can be?"""
    forms = list(conjugate(f"{past} ي{present}"))
    assert len(set(forms)) == len(forms)
    for verb in forms:
        assert verb.form == fold(verb.form)
        assert len(verb.form) > 1
    assert forms[0] == (fold(past), "past", "s", False, False)


def test_nisba() -> None:
    """Are the forms of an adjective of nationality there, and is one that does not end in ya taken as it stands?"""
    found = set(nisba("أميركي"))
    assert {
        ("اميركي", "s", False), ("اميركية", "s", True), ("اميركيون", "p", False), ("اميركيين", "p", False),
        ("اميركيات", "p", True),
        ("اميركيان", "d", False), ("اميركيتان", "d", True), ("اميركيتين", "d", True),
    } <= found  # fmt: skip
    assert list(nisba("أتراك")) == [("اتراك", "s", False)]
