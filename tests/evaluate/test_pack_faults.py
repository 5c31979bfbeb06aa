"""What only shows once all packs are seen together, and the form in which their files are written."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from khabar.cli.main import run
from khabar.errors import PackError
from khabar.evaluate.pack_faults import find_faults
from khabar.evaluate.pack_form import WIDTH, canonical
from khabar.packs.load import load_packs, packs_root
from khabar.packs.schema.actors import Actor
from khabar.packs.schema.places import Place
from khabar.packs.schema.triggers import Trigger, When
from khabar.packs.schema.words import Modal, Weapon


def place(name: str, *forms: str, weight: int = 0, parent: str = "") -> Place:
    return Place(id=name, name=name, level="city", lat=0, lon=0, forms=list(forms), weight=weight, parent=parent)


def whats(**packs: list[object]) -> list[str]:
    return [f"{fault.entry}: {fault.what}" for fault in find_faults(packs)]  # type: ignore[arg-type]


def test_lost_references() -> None:
    """Is a parent that is not there told, with the nearest name?"""
    assert whats(place=[place("place.sy"), place("place.alep", parent="place.syr")]) == [
        "place.alep: parent: there is no place 'place.syr'; did you mean 'place.sy'?"
    ]


def test_shared_names() -> None:
    """Must two places of one spelling say which is meant, and two actors that they are ambiguous?"""
    assert len(whats(place=[place("a", "عمان"), place("b", "عُمان")])) == 1
    assert not whats(place=[place("a", "عمان"), place("b", "عُمان", weight=1)])
    actors = [Actor(id=name, name=name, kind="armed_group", forms=["الحركة"]) for name in "ab"]
    assert len(whats(actor=actors)) == 1
    assert not whats(actor=[actors[0], msgspec.structs.replace(actors[1], ambiguous=True)])


def test_shared_triggers() -> None:
    """Must all but one of the senses of a form say when they are meant?"""
    senses = [Trigger(id=name, type="assault", frame="", nouns=["هجوم"]) for name in "ab"]
    assert len(whats(trigger=senses)) == 1
    assert not whats(trigger=[senses[0], msgspec.structs.replace(senses[1], when=When(near=["weapon"]))])


def test_contradictions() -> None:
    """Is a form told that two rules read apart under the same conditions?"""
    sure = Modal(id="a", class_="negation", modality="negated", forms=["لم"])
    hedged = Modal(id="b", class_="hedge", modality="alleged", forms=["لَم"])
    assert whats(modal=[sure, hedged]) == [
        "a: 'لم' is negated, and b reads alleged; neither says when it is not the other"
    ]
    assert not whats(modal=[sure, msgspec.structs.replace(hedged, scope="clause")])
    rocket = Weapon(id="a", name="a", kind="rocket", forms=["صاروخ"])
    assert len(whats(weapon=[rocket, msgspec.structs.replace(rocket, id="b", kind="missile")])) == 1
    assert not whats(weapon=[rocket, msgspec.structs.replace(rocket, id="b", kind="missile", common=True)])


def test_ids() -> None:
    """Is an id used in two packs told, and one with capitals?"""
    told = whats(place=[place("a.B")], actor=[Actor(id="x", name="x", kind="media")], outlet=[place("x")])
    assert len(told) == 2


FIELDS = ["id", "forms", "note", "examples"]


def form(data: dict[str, object], text: str = "") -> str:
    entries = data["entries"]
    assert isinstance(entries, list)
    return canonical(text or yaml.safe_dump(data), data, FIELDS, "x.yml")


@given(st.text(max_size=40), st.lists(st.text(max_size=12), max_size=40))
def test_canonical_text_loads_to_the_same(note: str, forms: list[str]) -> None:
    """Does whatever stands in an entry survive, and does the canonical form stay as it is?"""
    printable = [word for word in (note, *forms) if word.isprintable()]
    data = (
        {"lang": "ar", "source": "x: y", "entries": [{"note": printable[0], "forms": printable[1:], "id": "a"}]}
        if printable
        else {"entries": []}
    )
    text = form(data)
    assert (yaml.load(text, Loader=yaml.BaseLoader) or {}).get("entries") in (data["entries"], "")
    if data["entries"]:
        assert form(data, text) == text


def test_long_entries_are_broken() -> None:
    """Does a long entry take a line a field, none wider than the page?"""
    entry = {"id": "a", "forms": ["كلمة"] * 60, "examples": [{"text": "جملة", "why": "x"}]}
    lines = form({"lang": "ar", "entries": [entry]}).splitlines()
    assert max(map(len, lines)) <= WIDTH
    assert "      - {text: جملة, why: x}" in lines


def test_comments_between_entries_stay() -> None:
    """Is a comment before an entry kept, and one inside it refused?"""
    text = "# head\nlang: ar\nentries:\n# first\n- id: a\n# second\n- {id: b}\n"
    data = yaml.load(text, Loader=yaml.BaseLoader)
    assert form(data, text) == "# head\nlang: ar\nentries:\n  # first\n  - {id: a}\n  # second\n  - {id: b}\n"
    inside = "entries:\n- id: a\n  # why\n  note: x\n"
    with pytest.raises(PackError, match=r"x\.yml:3: a comment inside an entry"):
        form(yaml.load(inside, Loader=yaml.BaseLoader), inside)


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """Packs of one place, with the closed sets of words that no reader can do without."""
    folder = tmp_path / "packs" / "places"
    folder.mkdir(parents=True)
    head = {"id": "places", "schema": "place", "version": "1", "licence": "x", "source": "x", "retrieved": "2026-01-01"}
    (folder / "pack.yml").write_text(yaml.safe_dump(head), encoding="utf-8")
    (folder / "a.yml").write_text(
        "lang: ar\nsource: x\nentries:\n- {id: p, name: P, level: city, lat: 1, lon: 2, forms: [بلدة]}\n",
        encoding="utf-8",
    )
    grammar = tmp_path / "packs" / "grammar"
    grammar.mkdir()
    for name in ("pack.yml", "sets.yml"):
        shutil.copy(packs_root() / "grammar" / name, grammar / name)  # the rules of the program need these words
    return tmp_path / "packs"


def test_check_and_fix(packs: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Does a file out of form make findings, --fix mend it, and the next check pass?"""
    assert run(["pack", "check", "--packs", str(packs)]) == 1
    assert b"not in canonical form" in capfdbinary.readouterr()[0]
    assert run(["pack", "check", "--packs", str(packs), "--fix"]) == 0
    before = load_packs(packs)
    assert run(["pack", "check", "--packs", str(packs)]) == 0
    assert load_packs(packs) == before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("entries: [", "not YAML"),
        ("lang: ar\nsource: x\nentries: [{id: p, nam: P}]", "unknown field"),
        ("lang: ar\nsource: x\nentries: [{id: p}]", "missing required field"),
        ("[]", "must be a mapping"),
    ],
)
def test_a_pack_with_a_fault(packs: Path, capfdbinary: pytest.CaptureFixture[bytes], text: str, words: str) -> None:
    """Is a broken pack one clear line that names the file, exit status 2?"""
    (packs / "places" / "a.yml").write_text(text, encoding="utf-8")
    assert run(["pack", "check", "--packs", str(packs)]) == 2
    _, err = capfdbinary.readouterr()
    assert err.decode().count("\n") == 1
    assert "a.yml" in err.decode()
    assert words in err.decode()
