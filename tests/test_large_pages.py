"""Large pages of memory: used where the system has them, left alone where it has not."""

from __future__ import annotations

from pathlib import Path

import pytest

from khabar import large_pages, pipeline
from khabar.model.document import Document

SMAPS = """\
7f0000000000-7f0001100000 rw-p 00000000 00:00 0{file}
Size:              {size} kB
KernelPageSize:        4 kB
Rss:               {used} kB
Pss:               {used} kB
"""


def areas(folder: Path, monkeypatch: pytest.MonkeyPatch, file: str, size: int, used: int) -> list[tuple[int, int]]:
    (folder / "smaps").write_text(SMAPS.format(file=file, size=size, used=used), encoding="utf-8")
    monkeypatch.setattr(large_pages, "PROCESS", folder)
    return list(large_pages._areas())


def test_whole_pages_of_areas_in_use_are_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [(0x7F0000000000, 0x7F0001000000)]
    assert areas(tmp_path, monkeypatch, "", 17408, 17000) == whole
    assert areas(tmp_path, monkeypatch, "                          [heap]", 17408, 17000) == whole
    assert areas(tmp_path, monkeypatch, "", 17408, 1000) == []
    assert areas(tmp_path, monkeypatch, "                          [stack]", 17408, 17000) == []


@pytest.mark.parametrize(
    ("enabled", "size"), [("always madvise [never]", "2097152"), ("[always]", "536870912"), ("", "")]
)
def test_a_system_without_is_left_alone(
    enabled: str, size: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large_pages, "SYSTEM", tmp_path)
    assert large_pages.use_large_pages() == 0
    (tmp_path / "enabled").write_text(enabled + "\n", encoding="utf-8")
    (tmp_path / "hpage_pmd_size").write_text(size + "\n", encoding="utf-8")
    assert large_pages.use_large_pages() == 0


def test_a_process_that_reads_many_asks_once_and_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(pipeline, "use_large_pages", lambda: asked.append(True))
    monkeypatch.setattr(pipeline, "MANY", 3)
    reader = pipeline.Reader(pipeline.reader().lexicon)
    document = Document(doc="many", text="قصفت المدفعية بلدة سرمين مساء الخميس، وقُتل ثلاثة مدنيين.", sha256="")
    readings = [reader.read(document) for _ in range(5)]
    assert len(asked) == 1
    assert all(reading == readings[0] for reading in readings)
    large_pages.use_large_pages()
    assert reader.read(document) == readings[0]
