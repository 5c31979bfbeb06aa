"""Reads packs from disk and checks their shape: the one door to data.

Invariant: what leaves this module has passed its schema; a fault names the file, the entry and the mend.
"""

from __future__ import annotations

import difflib
import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import yaml

from khabar.errors import PackError
from khabar.packs.schema import SCHEMAS
from khabar.packs.schema.base import Entry, PackInfo

_DEEP = re.compile(r"(?:[\[{]\s*+|- ++){100}")
_BASE: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Loader(_BASE):  # type: ignore[misc]
    """Every scalar a string; a key written twice is refused, for one of its values would be lost."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """The mapping of a node.

        Raises:
            ConstructorError: a key stands in it twice.
        """
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    raise yaml.constructor.ConstructorError(None, None, f"key {key.value!r} twice", key.start_mark)
                seen.add(key.value)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping


def packs_root() -> Path:
    """The folder that holds the packs: ``KHABAR_PACKS``, else inside an installed package or atop the checkout.

    Raises:
        PackError: none is there.
    """
    given = os.environ.get("KHABAR_PACKS")
    if given:
        return Path(given)
    here = Path(__file__).resolve()
    for candidate in (here.parent.parent / "_packs", here.parents[3] / "packs"):
        if candidate.is_dir():
            return candidate
    raise PackError("packs: no folder of packs beside the program; reinstall khabar")


def digest() -> str:
    """A short hash of the letters of all packs: which knowledge a reading was made with.

    Raises:
        PackError: there are no packs.
    """
    root = packs_root()
    whole = hashlib.sha256()
    for path in sorted(root.rglob("*.yml")):
        whole.update(path.relative_to(root).as_posix().encode() + b"\n" + path.read_bytes())
    return whole.hexdigest()[:16]


def load_yaml(path: Path) -> Any:
    """A YAML file with every scalar as a string.

    Raises:
        PackError: the file is no UTF-8, no YAML, or cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
        if _DEEP.search(text):
            raise PackError(f"{path}: nested too deep; an entry is a few levels")
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - BaseLoader builds strings only
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        where = f" line {mark.line + 1}" if mark else ""
        raise PackError(f"{path}:{where} not YAML: {getattr(fault, 'problem', fault)}") from None
    except RecursionError:
        raise PackError(f"{path}: nested too deep; an entry is a few levels") from None
    except (OSError, UnicodeDecodeError) as fault:
        raise PackError(f"{path}: cannot be read: {getattr(fault, 'strerror', None) or fault}") from None


def load_info(folder: Path) -> PackInfo:
    """``pack.yml`` of one pack.

    Raises:
        PackError: it is missing or breaks its schema.
    """
    path = folder / "pack.yml"
    if not path.is_file():
        raise PackError(f"{path}: missing; every pack has one")
    try:
        return msgspec.convert(load_yaml(path), PackInfo)
    except msgspec.ValidationError as fault:
        raise PackError(f"{path}: {fault}") from None


def load_file(path: Path, schema: type[Entry]) -> Iterator[Entry]:
    """The entries of one data file, in order.

    Raises:
        PackError: an entry breaks the schema; the message names it.
    """
    data = load_yaml(path)
    if not isinstance(data, dict) or not isinstance(data.get("entries"), list):
        raise PackError(f"{path}: must be a mapping with lang, source and a list of entries")
    unknown = set(data) - {"lang", "source", "entries"}
    if unknown:
        raise PackError(f"{path}: unknown key {sorted(unknown)[0]!r}; a data file has lang, source, entries")
    shared = {key: data[key] for key in ("lang", "source") if data.get(key)}
    for number, raw in enumerate(data["entries"], 1):
        name = raw.get("id", f"number {number}") if isinstance(raw, dict) else f"number {number}"
        if not isinstance(raw, dict):
            raise PackError(f"{path}: entry {name}: must be a mapping")
        try:
            entry = msgspec.convert({**shared, **raw}, schema, strict=False)
        except msgspec.ValidationError as fault:
            raise PackError(f"{path}: entry {name}: {fault}{_hint(str(fault), schema)}") from None
        if not entry.lang or not entry.source:
            raise PackError(f"{path}: entry {name}: no lang or source, in the entry or at the head of the file")
        for form in all_strings(raw):
            if not form.strip():
                raise PackError(f"{path}: entry {name}: an empty string; leave the field or the form out")
            if unicodedata.normalize("NFC", form) != form:
                raise PackError(f"{path}: entry {name}: {form!r} is not NFC")
        yield entry


def load_pack(folder: Path) -> tuple[PackInfo, list[Entry]]:
    """One pack: its info and all entries, files in order of name.

    Raises:
        PackError: an unknown schema, a fault in a file, or an id used twice.
    """
    info = load_info(folder)
    if info.schema not in SCHEMAS:
        raise PackError(f"{folder / 'pack.yml'}: unknown schema {info.schema!r}; one of {sorted(SCHEMAS)}")
    entries: list[Entry] = []
    seen: dict[str, Path] = {}
    for path in sorted(folder.glob("*.yml")):
        if path.name == "pack.yml":
            continue
        for entry in load_file(path, SCHEMAS[info.schema]):
            if entry.id in seen:
                raise PackError(f"{path}: entry {entry.id}: id used before in {seen[entry.id].name}")
            seen[entry.id] = path
            entries.append(entry)
    return info, entries


def load_packs(root: Path | None = None) -> dict[str, list[Entry]]:
    """Every pack under `root`, by schema name, in order of folder name.

    Raises:
        PackError: the first fault found.
    """
    packs: dict[str, list[Entry]] = {name: [] for name in SCHEMAS}
    folder = root or packs_root()
    if not folder.is_dir():
        raise PackError(f"{folder}: no folder of packs")
    paths = sorted(p for p in folder.iterdir() if p.is_dir())
    if not paths:
        raise PackError(f"{folder}: no pack in this folder; a pack is a folder with its pack.yml")
    for path in paths:
        info, entries = load_pack(path)
        packs[info.schema].extend(entries)
    return packs


def all_strings(value: Any) -> Iterator[str]:
    """Every string inside nested lists and mappings."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from all_strings(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from all_strings(item)


def _hint(message: str, schema: type[Entry]) -> str:
    if "unknown field" not in message:
        return ""
    wrong = message.split("`")[1] if "`" in message else ""
    close = difflib.get_close_matches(wrong, [f.encode_name for f in msgspec.structs.fields(schema)], 1)
    return f"; did you mean {close[0]!r}?" if close else ""
