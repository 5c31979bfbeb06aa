"""The one door to data: does it keep out what would be read wrongly?"""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from khabar.errors import PackError
from khabar.packs.load import load_file, load_info, load_pack, load_packs, packs_root
from khabar.packs.schema import SCHEMAS
from khabar.packs.schema.words import Grammar, Quantity

BAD = Path(__file__).parent / "bad"
INFO = "id: words\nschema: grammar\nversion: 1.0.0\nlicence: Apache-2.0\nsource: nobody\nretrieved: 2024-01-01\n"
HEAD = "lang: ar\nsource: nobody\nentries:\n"


def write(folder: Path, name: str, text: str) -> Path:
    """A file of a pack."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("schema", SCHEMAS)
def test_every_schema_has_a_bad_file_that_it_refuses(schema: str) -> None:
    """Is the bad file refused for the reason on its first line, and are file and entry named?"""
    path = BAD / f"{schema}.yml"
    why = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
    with pytest.raises(PackError) as fault:
        list(load_file(path, SCHEMAS[schema]))
    assert str(fault.value).startswith(f"{path}: entry x.one: ")
    assert why in str(fault.value)


def test_no_bad_file_without_a_schema() -> None:
    """Does each bad file belong to a schema?"""
    assert {path.stem for path in BAD.glob("*.yml")} == set(SCHEMAS)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_unknown_keys_are_refused(schema: str, tmp_path: Path) -> None:
    """Does no schema let a key pass that it does not know?"""
    path = write(tmp_path, "a.yml", HEAD + "  - {id: x.one, surprise: 1}\n")
    with pytest.raises(PackError, match=r"x\.one"):
        list(load_file(path, SCHEMAS[schema]))
    assert SCHEMAS[schema].__struct_config__.forbid_unknown_fields


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "must be a mapping"),
        ("[]", "must be a mapping"),
        ("entries: {}", "must be a mapping"),
        ("lang: ar\nsource: x\nentrys: []\n", "must be a mapping"),
        (HEAD + "  - {id: x.one, class: verb}\nmore: 1\n", "unknown key 'more'"),
        (HEAD + "  - just words\n", "number 1: must be a mapping"),
        (HEAD + "  - {id: [x], class: verb}\n", "Expected `str`"),
        (HEAD + "  - {class: verb}\n", "entry number 1: .*missing required field `id`"),
        (HEAD + "  - {id: x.one, class: verb, id: x.two}\n", "line 4 not YAML: key 'id' twice"),
        (HEAD + "  - {id: x.one, class: verb\n", "line .* not YAML"),
        ("lang: ar\nentries:\n  - {id: x.one, class: verb}\n", "no lang or source"),
        (HEAD + "  - {id: x.one, class: verb, forms: ['ا\u0654']}\n", "not NFC"),
        (HEAD + "  - {id: x.one, class: verb, forms: [' ']}\n", "empty string"),
        (HEAD + "  - {id: x.one, class: verb, form: [في]}\n", "did you mean 'forms'"),
    ],
)
def test_faults(text: str, why: str, tmp_path: Path) -> None:
    """Is each fault of a data file told with the file's name?"""
    path = write(tmp_path, "a.yml", text)
    with pytest.raises(PackError, match=why) as fault:
        list(load_file(path, Grammar))
    assert str(fault.value).startswith(str(path))


def test_scalars_are_strings(tmp_path: Path) -> None:
    """Is `no` Norway, and a number what the schema says?"""
    path = write(
        tmp_path, "a.yml", HEAD + "  - {id: no, class: yes, forms: [on, '1.0', ~], value: 10, note: 2024-01-01}\n"
    )
    (entry,) = load_file(path, Quantity)
    assert isinstance(entry, Quantity)
    assert (entry.id, entry.class_, entry.forms, entry.note) == ("no", "yes", ["on", "1.0", "~"], "2024-01-01")
    assert (entry.lang, entry.value) == ("ar", 10)


def test_an_entry_overrides_its_file(tmp_path: Path) -> None:
    """May an entry name its own language and source?"""
    path = write(tmp_path, "a.yml", HEAD + "  - {id: x.one, class: verb, lang: en, source: somebody}\n")
    (entry,) = load_file(path, Grammar)
    assert (entry.lang, entry.source) == ("en", "somebody")


def test_not_utf8(tmp_path: Path) -> None:
    """Is a file in another encoding refused, not guessed at?"""
    path = tmp_path / "a.yml"
    path.write_bytes("entries: [في]".encode("cp1256"))
    with pytest.raises(PackError, match="cannot be read"):
        list(load_file(path, Grammar))


@pytest.mark.parametrize(
    ("info", "why"),
    [
        (None, "missing; every pack has one"),
        (INFO.replace("grammar", "grammer"), "unknown schema 'grammer'"),
        (INFO.replace("licence", "license"), "licen[cs]e"),
        (INFO + "more: 1\n", "more"),
        ("", "Expected `object`"),
    ],
)
def test_pack_info(info: str | None, why: str, tmp_path: Path) -> None:
    """Does a pack without a sound pack.yml stay outside?"""
    folder = tmp_path / "words"
    folder.mkdir()
    if info is not None:
        write(folder, "pack.yml", info)
    with pytest.raises(PackError, match=why):
        load_pack(folder)


def test_ids_are_unique_within_a_pack(tmp_path: Path) -> None:
    """Is an id used in two files refused, with both files named?"""
    folder = tmp_path / "words"
    write(folder, "pack.yml", INFO)
    write(folder, "a.yml", HEAD + "  - {id: x.one, class: verb}\n")
    write(folder, "b.yml", HEAD + "  - {id: x.one, class: verb}\n")
    with pytest.raises(PackError, match=r"b\.yml: entry x\.one: id used before in a\.yml"):
        load_pack(folder)


def test_no_folder(tmp_path: Path) -> None:
    """Is a folder that is not there told as such?"""
    with pytest.raises(PackError, match="no folder of packs"):
        load_packs(tmp_path / "nowhere")


def test_order_does_not_matter(tmp_path: Path) -> None:
    """Do packs load in order of name, whatever the order in which they were written?"""
    for name in ("b", "a", "c"):
        write(tmp_path / name, "pack.yml", INFO)
        write(tmp_path / name, "z.yml", HEAD + f"  - {{id: {name}.z, class: verb}}\n")
        write(tmp_path / name, "a.yml", HEAD + f"  - {{id: {name}.a, class: verb}}\n")
    assert [entry.id for entry in load_packs(tmp_path)["grammar"]] == ["a.a", "a.z", "b.a", "b.z", "c.a", "c.z"]


def test_bundled_packs_load() -> None:
    """Does every pack of the house pass, under a licence of its own and with a source?"""
    folders = [path for path in packs_root().iterdir() if path.is_dir()]
    assert len(folders) > 15
    for folder in folders:
        info = load_info(folder)
        assert info.id == folder.name
        assert info.licence
        assert msgspec.structs.asdict(info)["source"]
        assert load_pack(folder)[1], folder.name
