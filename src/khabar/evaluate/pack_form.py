"""The one way in which a pack file is written.

Invariant: the canonical text loads to the same data as the file it was made from; keys stand in the order of the
schema; comments between entries are kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import yaml

from khabar.errors import PackError
from khabar.packs.load import load_info, load_yaml
from khabar.packs.schema import SCHEMAS

WIDTH = 120
COMPACT = 3 * WIDTH
INDENT = 6
_PLAIN = re.compile(r"[^\W_](?:[\w ./()+-]*[\w.)+])?")
_HEAD = ("lang", "source")


def canonical_files(root: Path) -> Iterator[tuple[Path, str]]:
    """Data files under `root` that are not in canonical form, each with the text that it should be.

    Raises:
        PackError: a file cannot be loaded, or holds a comment inside an entry, which nothing could keep.
    """
    for folder in sorted(path for path in root.iterdir() if path.is_dir()):
        fields = [field.encode_name for field in msgspec.structs.fields(SCHEMAS[load_info(folder).schema])]
        for path in sorted(folder.glob("*.yml")):
            if path.name == "pack.yml":
                continue
            text = path.read_text(encoding="utf-8")
            wanted = canonical(text, load_yaml(path), fields, str(path))
            if wanted != text:
                yield path, wanted


def canonical(text: str, data: dict[str, Any], fields: Sequence[str], name: str) -> str:
    """The canonical text of one data file.

    Args:
        text: The file as it is, for its comments.
        data: What it loads to.
        fields: The schema's fields in order.
        name: The file, for messages.

    Raises:
        PackError: a comment stands inside an entry.
    """
    comments = _comments(text, len(data["entries"]), name)
    lines = [*comments[0], *(f"{key}: {_scalar(data[key])}" for key in _HEAD if data.get(key)), "entries:"]
    for entry, before in zip(data["entries"], comments[1:], strict=True):
        lines += [f"  {line}" for line in before]
        lines += _entry({key: entry[key] for key in (*fields, *entry) if key in entry})
    return "\n".join(lines) + "\n"


def _entry(entry: dict[str, Any]) -> Iterator[str]:
    """An entry in few lines where it fits, else a field a line; lists of examples always stand one an item."""
    flow = "  - " + _flow(entry)
    fields = [f"{key}: {_flow(value)}" for key, value in entry.items()]
    if len(flow) <= WIDTH:
        yield flow
        return
    if len(flow) <= COMPACT and not _nested(entry) and max(map(len, fields)) < WIDTH - INDENT:
        yield from _wrapped("  - {", fields, "}")
        return
    lead = "  - "
    for key, value in entry.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield f"{lead}{key}:"
            yield from (f"      - {_flow(item)}" for item in value)
        elif isinstance(value, list):
            yield from _wrapped(f"{lead}{key}: [", [_flow(item) for item in value])
        else:
            yield f"{lead}{key}: {_flow(value)}"
        lead = "    "


def _nested(entry: dict[str, Any]) -> bool:
    return any(isinstance(value, list) and value and isinstance(value[0], dict) for value in entry.values())


def _wrapped(lead: str, items: Sequence[str], close: str = "]") -> Iterator[str]:
    """A flow list or mapping, broken between items where a line would grow too long."""
    line = lead
    for number, item in enumerate(items):
        last = number == len(items) - 1
        piece = item + (close if last else ", ")
        if len(line) + len(piece.rstrip()) > WIDTH and line.strip() and number:
            yield line.rstrip()
            line = " " * INDENT
        line += piece
    yield line if items else lead + close


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(str(value))


def _scalar(value: str) -> str:
    """Plain where no reader of YAML could mistake it, else between double quotes."""
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def _comments(text: str, count: int, name: str) -> list[list[str]]:
    """Comment lines before the head of the file, then before each entry."""
    starts = _entry_lines(text)
    out: list[list[str]] = [[] for _ in range(count + 1)]
    for number, line in enumerate(text.splitlines()):
        if not line.lstrip().startswith("#"):
            continue
        after = sum(start <= number for start in starts)
        following = [ln for ln in text.splitlines()[number + 1 :] if ln.strip() and not ln.lstrip().startswith("#")]
        if after == 0 and not (following and following[0].lstrip().startswith("- ")):
            out[0].append(line.strip())
        elif after < count and following and starts[after] > number and following[0].lstrip().startswith("- "):
            out[after + 1].append(line.strip())
        else:
            raise PackError(f"{name}:{number + 1}: a comment inside an entry; make it the entry's note")
    return out


def _entry_lines(text: str) -> list[int]:
    """The line, from 0, on which each entry begins."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    root = yaml.compose(text, Loader=loader)
    for key, value in root.value if root else ():
        if key.value == "entries":
            return [item.start_mark.line for item in value.value]
    return []
