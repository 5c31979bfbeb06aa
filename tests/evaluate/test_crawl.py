"""The crawl that nobody made: the same for the same seed, and of known fates."""

from __future__ import annotations

import collections
from pathlib import Path

from khabar.evaluate.crawl import find_records, write_crawl

TEXTS = ["قُتل ثلاثة جنود في هجوم على حاجز.\nوقال مصدر أمني إن المهاجمين فروا."]


def test_a_seed_is_a_crawl(tmp_path: Path) -> None:
    """Does one seed give the same bytes twice, and another other ones?"""
    made = [tmp_path / name for name in ("a.warc.gz", "b.warc.gz", "c.warc.gz")]
    due = [write_crawl(path, 60, TEXTS, seed=seed) for path, seed in zip(made, (1, 1, 2), strict=True)]
    first, second, third = (path.read_bytes() for path in made)
    assert first == second != third
    assert due[0] == due[1]
    assert sum(due[0].values()) == 60


def test_fates() -> None:
    """Are most records pages, and does every other fate occur?"""
    due = collections.Counter(made.due for made in find_records(2_000, TEXTS))
    assert due[""] > 1_400
    assert len(due) == 6
