"""What a feed knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from khabar.errors import InputError
from khabar.ingest.meta import load_meta


def meta(folder: Path, text: str) -> str:
    path = folder / "meta.jsonl"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_lines(tmp_path: Path) -> None:
    """Are outlet and day known by document, blank lines passed over?"""
    told = load_meta(
        meta(tmp_path, '\ufeff{"doc":"a","outlet":"وكالة","published":"2024-02-29"}\n\n{"doc":"b","published":null}\n')
    )
    assert (told["a"].outlet, told["a"].published, told["b"].published) == ("وكالة", "2024-02-29", None)


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"outlet": "x"}',
        '{"doc": "a", "publised": "2024-01-01"}',
        '{"doc": "a", "published": "2024-02-30"}',
        '{"doc": "a", "published": "20240101"}',
        '{"doc": "a", "published": "2024-W01-1"}',
        '{"doc": "a", "published": "01/02/2024"}',
        '{"doc": "a", "published": 2024}',
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    """Does the refusal name file and line?"""
    with pytest.raises(InputError, match=r"meta\.jsonl:2: "):
        load_meta(meta(tmp_path, '{"doc": "z"}\n' + line))


def test_a_document_told_twice(tmp_path: Path) -> None:
    """Is a second line for one document refused, rather than winning in silence?"""
    with pytest.raises(InputError, match="told of before"):
        load_meta(meta(tmp_path, '{"doc": "a"}\n{"doc": "a"}'))


def test_no_such_file(tmp_path: Path) -> None:
    """Is a meta file that is not there refused in one line?"""
    with pytest.raises(InputError, match="no such file"):
        load_meta(str(tmp_path / "none"))
