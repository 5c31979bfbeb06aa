"""The packs at run time: does a written word lead to what it can be, whatever is joined to it?"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.errors import PackError
from khabar.packs import compile as compiling
from khabar.packs.compile import compile_packs, find_spellings, load_compiled, respell
from khabar.packs.lexicon import Lexicon, Sense
from khabar.packs.load import load_packs
from khabar.packs.schema.words import Grammar
from khabar.text.clitics import Cut
from khabar.text.letters import fold
from khabar.text.tokens import tokenize

INFO = "id: {0}\nschema: {0}\nversion: 1.0.0\nlicence: Apache-2.0\nsource: nobody\nretrieved: 2024-01-01\n"
PACKS = {
    "actor": """
  - {id: a.us_forces, name: US forces, kind: military, forms: [القوات الأميركية, الجيش الأميركي],
     hostile: [قوات الاحتلال الأميركي]}
  - {id: a.hezbollah, name: Hezbollah, kind: armed_group, forms: [حزب الله]}
  - {id: a.isis, name: Islamic State, kind: armed_group, forms: [تنظيم الدولة الإسلامية, داعش]}""",
    "place": """
  - {id: p.ain_al_asad, name: Ain al-Asad, level: site, lat: 33.8, lon: 42.4, forms: [قاعدة عين الأسد, عين الأسد]}
  - {id: p.syria, name: Syria, level: country, lat: 35, lon: 38, forms: [سوريا, سورية]}
  - {id: p.lebanon, name: Lebanon, level: country, lat: 34, lon: 36, forms: [لبنان]}
  - {id: p.baghdad, name: Baghdad, level: city, lat: 33.3, lon: 44.4, forms: [بغداد]}""",
    "nationality": """
  - {id: n.usa, country: USA, name: American, forms: [أميركي]}
  - {id: n.syr, country: SYR, name: Syrian, forms: [سوري]}""",
    "noun": """
  - {id: w.forces, kind: military, forms: [قوات, قوة]}
  - {id: w.base, kind: site, forms: [قاعدة, قواعد]}
  - {id: w.members, kind: person, forms: [عضو, أعضاء]}
  - {id: w.official, kind: person, forms: [مسؤول, مسؤولون]}
  - {id: w.committee, kind: organization, forms: [لجنة]}
  - {id: w.hospital, kind: site, forms: [مستشفى, مستشفيات]}""",
    "weapon": """
  - {id: m.rocket, name: rocket, kind: rocket, forms: [صاروخ, صواريخ], adjectives: [صاروخي]}
  - {id: m.katyusha, name: Katyusha, kind: rocket, forms: [صاروخ كاتيوشا, صواريخ كاتيوشا, كاتيوشا]}""",
    "trigger": """
  - {id: t.target, type: assault, frame: f, verbs: [استهدف يستهدف], passives: [استهدف يستهدف], nouns: [استهداف]}
  - {id: t.shell, type: assault, frame: f, verbs: [قصف يقصف], nouns: [قصف], phrases: [إطلاق نار, إطلاق النار]}
  - {id: t.hit, type: assault, frame: f, verbs: [رمى يرمي]}
  - {id: t.clash, type: assault, frame: f, nouns: [اشتباك, اشتباكات]}""",
    "grammar": """
  - {id: g.on, class: preposition, forms: [على]}
  - {id: g.in, class: preposition, forms: [في]}
  - {id: set.against, class: set, forms: [على, من دون, حصيلة]}
  - {id: g.america, class: spelling, forms: [أميرك, أمريك]}
  - {id: g.official, class: spelling, forms: [مسؤول, مسئول, مسوول]}""",
    "modal": """
  - {id: o.not, class: negation, modality: negated, forms: [لم]}""",
    "report": """
  - {id: r.say, class: say, verbs: [قال يقول], phrases: [على حد قول]}""",
}


def write_packs(root: Path) -> Path:
    """A small set of packs on disk."""
    for name, entries in PACKS.items():
        folder = root / name
        folder.mkdir(parents=True)
        (folder / "pack.yml").write_text(INFO.format(name), encoding="utf-8")
        (folder / "a.yml").write_text(f"lang: ar\nsource: nobody\nentries:{entries}\n", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    """The small packs, without a cache."""
    return Lexicon(compile_packs(load_packs(write_packs(tmp_path_factory.mktemp("small")))))


@pytest.fixture
def senses(lexicon: Lexicon) -> Callable[[str], list[Sense]]:
    """All senses of one word, of one word only."""

    def look(text: str) -> list[Sense]:
        (token,) = tokenize(text)
        return [sense for alone in lexicon.senses(token.word).single.values() for sense in alone]

    return look


@pytest.fixture
def phrase(lexicon: Lexicon) -> Callable[[str], dict[str, str]]:
    """Ids of what begins at the first word of a text and is longer than it, with the letters it takes."""

    def look(text: str) -> dict[str, str]:
        tokens = tokenize(text)
        found = {}
        for group in lexicon.senses(tokens[0].word).by.values():
            for sense in group:
                end = lexicon.match(tokens, 0, len(tokens), sense)
                if sense.rest and end > 0:
                    found[sense.entry.id] = text[tokens[0].start : tokens[end - 1].end]
        return found

    return look


@pytest.mark.parametrize(
    ("word", "entry", "conjunction", "proclitic", "article", "suffix", "pronoun"),
    [
        ("وللقوات", "w.forces", "و", "ل", True, "", ""),
        ("للقوات", "w.forces", "", "ل", True, "", ""),
        ("بقوات", "w.forces", "", "ب", False, "", ""),
        ("فالقوات", "w.forces", "ف", "", True, "", ""),
        ("قواتها", "w.forces", "", "", False, "pronoun", "ها"),
        ("للجنة", "w.committee", "", "ل", True, "", ""),
        ("الأميركية", "n.usa", "", "", True, "", ""),
        ("باستهدافها", "t.target", "", "ب", False, "pronoun", "ها"),
        ("سيستهدف", "t.target", "", "س", False, "", ""),
        ("وسيستهدفونها", "t.target", "و", "س", False, "pronoun", "ها"),
        ("استهدفوها", "t.target", "", "", False, "pronoun", "ها"),
        ("ليستهدف", "t.target", "", "ل", False, "", ""),
        ("فقصفتهم", "t.shell", "ف", "", False, "pronoun", "هم"),
        ("رماها", "t.hit", "", "", False, "pronoun", "ها"),
        ("قاعدتهم", "w.base", "", "", False, "pronoun", "هم"),
        ("قاعدتين", "w.base", "", "", False, "dual", ""),
        ("القاعدتان", "w.base", "", "", True, "dual", ""),
        ("قاعدتيها", "w.base", "", "", False, "dual_construct", "ها"),
        ("صاروخين", "m.rocket", "", "", False, "dual", ""),
        ("بصاروخين", "m.rocket", "", "ب", False, "dual", ""),
        ("صاروخا", "m.rocket", "", "", False, "tanwin", ""),
        ("صاروخًا", "m.rocket", "", "", False, "tanwin", ""),
        ("صاروخي", "m.rocket", "", "", False, "dual_construct", ""),
        ("أعضائه", "w.members", "", "", False, "pronoun", "ه"),
        ("أعضاؤها", "w.members", "", "", False, "pronoun", "ها"),
        ("مستشفاهم", "w.hospital", "", "", False, "pronoun", "هم"),
        ("وبغداد", "p.baghdad", "و", "", False, "", ""),
        ("ببغداد", "p.baghdad", "", "ب", False, "", ""),
        ("للبنان", "p.lebanon", "", "ل", False, "", ""),
        ("ولم", "o.not", "و", "", False, "", ""),
        ("عليهم", "g.on", "", "", False, "", ""),
        ("فيها", "g.in", "", "", False, "", ""),
    ],
)  # fmt: skip
def test_clitics(
    senses: Callable[[str], list[Sense]],
    word: str, entry: str, conjunction: str, proclitic: str, article: bool, suffix: str, pronoun: str,
) -> None:  # fmt: skip
    """Is the word found below what is joined to it?"""
    cuts = {
        Cut(c.conjunction, c.proclitic, c.article, "", c.suffix, c.pronoun)
        for c in (sense.cut for sense in senses(word) if sense.entry.id == entry)
    }
    assert Cut(conjunction, proclitic, article, "", suffix, pronoun) in cuts


@pytest.mark.parametrize(
    ("word", "entry"),
    [
        ("سبغداد", "p.baghdad"),
        ("بغدادها", "p.baghdad"),
        ("البغداد", "p.baghdad"),
        ("القصفوا", "t.shell"),
        ("سقصف", "t.shell"),
        ("بقصفت", "t.shell"),
        ("سقوات", "w.forces"),
        ("بلم", "o.not"),
        ("للم", "o.not"),
        ("قاعدةا", "w.base"),
        ("سوريه", "n.syr"),
    ],
)
def test_clitics_that_a_class_does_not_take(senses: Callable[[str], list[Sense]], word: str, entry: str) -> None:
    """Is a name without pronouns, a past verb without the letter of the future, a fixed word without prepositions?"""
    assert not any(sense.entry.id == entry and sense.cut.cost for sense in senses(word))


@pytest.mark.parametrize(
    ("text", "entry", "letters"),
    [
        ('قاعدة "عين الأسد" الجوية', "p.ain_al_asad", 'قاعدة "عين الأسد'),
        ("قاعدة «عين الأسد»", "p.ain_al_asad", "قاعدة «عين الأسد"),
        ("قاعدة (عين الأسد)", "p.ain_al_asad", "قاعدة (عين الأسد"),
        ("بقاعدة عين الأسد", "p.ain_al_asad", "بقاعدة عين الأسد"),
        ("وقاعدة عين الاسد", "p.ain_al_asad", "وقاعدة عين الاسد"),
        ("قاعدة\u200f عين\u00a0الأسد", "p.ain_al_asad", "قاعدة\u200f عين\u00a0الأسد"),
        ("وللقوات الأميركية", "a.us_forces", "وللقوات الأميركية"),
        ("القوات الامريكيه", "a.us_forces", "القوات الامريكيه"),
        ("للجيش الأمريكي", "a.us_forces", "للجيش الأمريكي"),
        ("قوات الاحتلال الأمريكي", "a.us_forces", "قوات الاحتلال الأمريكي"),
        ("لحزب الله", "a.hezbollah", "لحزب الله"),
        ("وتنظيم الدولة الاسلاميه", "a.isis", "وتنظيم الدولة الاسلاميه"),
        ("صاروخي كاتيوشا", "m.katyusha", "صاروخي كاتيوشا"),
        ("بصاروخي كاتيوشا", "m.katyusha", "بصاروخي كاتيوشا"),
        ("بإطلاق النار", "t.shell", "بإطلاق النار"),
        ("على حد قول", "r.say", "على حد قول"),
    ],
)
def test_phrases(phrase: Callable[[str], dict[str, str]], text: str, entry: str, letters: str) -> None:
    """Is a phrase found with clitics before it, careless endings, and quotation marks inside?"""
    assert phrase(text).get(entry) == letters


@pytest.mark.parametrize(
    "text",
    [
        "قاعدة، عين الأسد", "قاعدة عين، الأسد", "قاعدة. عين الأسد", "قاعدة\nعين الأسد", "قاعدة عين",
        "قاعدة 5 عين الأسد",
        "قاعدة «عين»، الأسد", "القوات، الأميركية", "صاروخي، كاتيوشا", "قاعدة - عين الأسد",
    ],
)  # fmt: skip
def test_no_phrases(phrase: Callable[[str], dict[str, str]], text: str) -> None:
    """Do a comma, a stop, a line end and a foreign word end a phrase?"""
    assert not phrase(text)


@pytest.mark.parametrize(
    ("written", "chosen"),
    [
        ("أمريكي", "أميركي"), ("الأمريكية", "الأميركية"), ("والأمريكيون", "والأميركيون"), ("مسئول", "مسؤول"),
        ("المسوولون", "المسؤولون"),
        ("سوريه", "سورية"), ("اشتـ.ـباكات", "اشتباكات"), ("داعـ ـش", "داعش"), ("مستشفي", "مستشفى"), ("قاعده", "قاعدة"),
        ("قُصِفَ", "قصف"), ("قـــصف", "قصف"), ("ﻗﺼﻒ", "قصف"), ("إستهداف", "استهداف"), ("علي", "على"),
        ("بغداد\u064d", "بغداد"),
    ],
)  # fmt: skip
def test_spellings(senses: Callable[[str], list[Sense]], written: str, chosen: str) -> None:
    """Does another spelling mean what the careful one means?"""
    wanted = {(sense.entry.id, sense.shape) for sense in senses(chosen)}
    assert wanted
    assert wanted <= {(sense.entry.id, sense.shape) for sense in senses(written)}


def test_spelling_families_are_no_words(lexicon: Lexicon) -> None:
    """Are the parts of a family of spellings left out of the words?"""
    assert "اميرك" not in lexicon.compiled.forms
    assert lexicon.key("الأمريكية") == lexicon.key("الأميركيه")


def spelling(*forms: str) -> dict[str, list[Grammar]]:
    """A pack of one family."""
    return {"grammar": [Grammar(id="g.x", class_="spelling", forms=list(forms))]}


@pytest.mark.parametrize("forms", [(), ("أميرك",), ("أميرك", "اميرك"), ("ابا", "با"), ("ا ب", "ج"), ("ا", "ج د")])
def test_bad_spelling_families(forms: tuple[str, ...]) -> None:
    """Is a family refused that changes nothing, changes its own choice, or reaches over words?"""
    with pytest.raises(PackError):
        find_spellings(spelling(*forms))  # type: ignore[arg-type]


def test_bundled_spellings_settle() -> None:
    """Does respelling with all families twice give what once gives?"""
    pairs = find_spellings(load_packs())
    assert len(pairs) > 50
    for written, chosen in pairs:
        assert respell(written, pairs) == respell(chosen, pairs) == chosen
        assert fold(chosen) == chosen


@given(st.text(st.sampled_from("امريكمسئولءؤ"), max_size=12))
def test_respelling_settles(form: str) -> None:
    """Is a word that was respelled left alone the second time, when the two families are at work?"""
    pairs = [("امريك", "اميرك"), ("مسئول", "مسؤول")]
    assert respell(respell(form, pairs), pairs) == respell(form, pairs)


def test_two_lexicons_do_not_mix(lexicon: Lexicon) -> None:
    """Does a word that one lexicon has met mean in another what that one says?"""
    empty = Lexicon(compile_packs({"grammar": []}))
    (token,) = tokenize("قصف")
    assert lexicon.senses(token.word).by
    assert not empty.senses(token.word).by
    assert lexicon.senses(token.word).by


def test_closed_sets(lexicon: Lexicon, senses: Callable[[str], list[Sense]]) -> None:
    """Are the words of a set as chunks carry them, no words of their own, and an unknown set refused by its name?"""
    assert lexicon.closed("against") == {"علي", "من دون", "حصيله"}
    assert not senses("حصيلة")
    with pytest.raises(PackError, match=r"set\.nowhere"):
        lexicon.closed("nowhere")


def test_get(lexicon: Lexicon) -> None:
    """Is an entry found by its id, and an unknown one refused?"""
    assert lexicon.get("p.syria").name == "Syria"
    with pytest.raises(KeyError):
        lexicon.get("p.atlantis")


def test_verbs_must_be_pairs(tmp_path: Path) -> None:
    """Does a verb without its present tense stop the packs, with the entry's name?"""
    root = write_packs(tmp_path / "packs")
    path = root / "report" / "a.yml"
    for verb in ("قال", "قال قال"):
        path.write_text(
            f"lang: ar\nsource: x\nentries:\n  - {{id: r.bad, class: say, verbs: [{verb}]}}\n", encoding="utf-8"
        )
        with pytest.raises(PackError, match=r"r\.bad"):
            compile_packs(load_packs(root))


# the cache


@pytest.fixture
def packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Packs of their own and a cache folder of their own."""
    monkeypatch.setenv("KHABAR_CACHE", str(tmp_path / "cache"))
    return write_packs(tmp_path / "packs")


@pytest.fixture
def compilations(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one whenever the packs are compiled anew."""
    done: list[int] = []
    plain = compiling.compile_packs

    def counting(packs: object) -> object:
        done.append(1)
        return plain(packs)  # type: ignore[arg-type]

    monkeypatch.setattr(compiling, "compile_packs", counting)
    return done


def cache_file(tmp_path: Path) -> Path:
    """The one file in the cache."""
    (path,) = (tmp_path / "cache").iterdir()
    return path


def test_cache_is_used(packs: Path, compilations: list[int]) -> None:
    """Does the second start read what the first one wrote, and find the same?"""
    first, second = load_compiled(packs), load_compiled(packs)
    assert len(compilations) == 1
    assert first == second == compile_packs(load_packs(packs))


@pytest.mark.parametrize("change", ["edit", "touch", "new file", "lost file", "other folder", "rename"])
def test_cache_renews(packs: Path, tmp_path: Path, compilations: list[int], change: str) -> None:
    """Is the cache given up when a pack file changes, comes, goes or moves?"""
    extra = packs / "place" / "b.yml"
    extra.write_text("lang: ar\nsource: x\nentries: []\n", encoding="utf-8")
    load_compiled(packs)
    path = packs / "place" / "a.yml"
    if change == "edit":
        path.write_text(path.read_text(encoding="utf-8").replace("بغداد", "الموصل"), encoding="utf-8")
    elif change == "touch":
        os.utime(path, ns=(1, 1))
    elif change == "new file":
        (packs / "place" / "c.yml").write_text("lang: ar\nsource: x\nentries: []\n", encoding="utf-8")
    elif change == "lost file":
        extra.unlink()
    elif change == "other folder":
        extra.rename(packs / "noun" / "b.yml")
    else:
        extra.rename(packs / "place" / "z.yml")
    compiled = load_compiled(packs)
    assert len(compilations) == 2
    assert ("الموصل" in compiled.forms) == (change == "edit")
    assert len(list((tmp_path / "cache").iterdir())) == 2


def test_cache_does_not_grow(packs: Path, tmp_path: Path, compilations: list[int]) -> None:
    """Do a few caches stand beside each other, as checkouts do, and those written longest ago go?"""
    path = packs / "place" / "a.yml"
    for n in range(compiling.KEPT + 3):
        os.utime(path, ns=(n, n))
        load_compiled(packs)
    assert len(list((tmp_path / "cache").iterdir())) == compiling.KEPT
    load_compiled(packs)
    assert len(compilations) == compiling.KEPT + 3


@pytest.mark.parametrize("damage", ["empty", "truncated", "garbage", "one byte", "other type", "text", "folder"])
def test_cache_survives_damage(packs: Path, tmp_path: Path, compilations: list[int], damage: str) -> None:
    """Is a damaged cache written anew, with nobody the wiser?"""
    wanted = load_compiled(packs)
    path = cache_file(tmp_path)
    good = path.read_bytes()
    bad = {
        "empty": b"",
        "truncated": good[: len(good) // 2],
        "garbage": bytes(range(256)) * 40,
        "one byte": good[:500] + bytes([good[500] ^ 1]) + good[501:],
        "other type": b"\xc0",
        "text": "قصف".encode(),
        "folder": b"",
    }[damage]
    if damage == "folder":
        path.unlink()
        path.mkdir()
    else:
        path.write_bytes(bad)
    assert load_compiled(packs) == wanted
    assert len(compilations) == 2
    if damage != "folder":
        assert path.read_bytes() == good


@pytest.mark.parametrize("where", ["a file", "refused", "no home"])
def test_no_place_for_a_cache(
    packs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compilations: list[int], where: str
) -> None:
    """Does a cache folder that cannot be written cost time only?"""
    if where == "a file":
        (tmp_path / "cache").write_text("in the way", encoding="utf-8")
    elif where == "refused":
        (tmp_path / "cache").mkdir()
        monkeypatch.setattr(compiling.tempfile, "NamedTemporaryFile", refuse)
    else:
        monkeypatch.delenv("KHABAR_CACHE")
        monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
        monkeypatch.setattr(Path, "home", lose)
    assert load_compiled(packs) == load_compiled(packs)
    assert len(compilations) == 2


def refuse(*_: object, **__: object) -> None:
    """A folder that lets nobody write."""
    raise PermissionError(13, "Permission denied")


def lose() -> None:
    """A user without a home."""
    raise RuntimeError("Could not determine home directory.")


def test_a_full_disk_leaves_nothing_behind(packs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the half-written file taken away when the cache cannot be put in its place?"""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(compiling.os, "replace", full)
    load_compiled(packs)
    assert not list((tmp_path / "cache").iterdir())


def test_no_packs(tmp_path: Path) -> None:
    """Is a folder that is not there told as such, cache or no cache?"""
    with pytest.raises(PackError, match="no folder of packs"):
        load_compiled(tmp_path / "nowhere")


def test_determinism(packs: Path) -> None:
    """Is the table the same for the same packs, to the order of its forms?"""
    first, second = (compile_packs(load_packs(packs)) for _ in range(2))
    assert list(first.forms) == sorted(first.forms)
    assert list(first.forms.items()) == list(second.forms.items())
