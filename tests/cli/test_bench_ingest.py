"""``khabar bench ingest``: what it prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from khabar.cli.main import run


@pytest.mark.parametrize("given", [True, False])
def test_the_table(given: bool, root: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Does it print a pace for every stage, whose time it was, and the peak, of files given and of a crawl it makes?"""
    paths = [str(root / "examples" / "asad-wire.txt")] if given else ["--records", "40"]
    assert run(["bench", "ingest", *paths, "--sample", "2"]) == 0
    out = capfdbinary.readouterr().out.decode()
    for stage in ("open", "article", "read", "store"):
        assert re.search(rf"^{stage} +[\d,]+ +[\d.]+ +(?:[\d,]+|-) +[\d.]+%", out, re.MULTILINE), stage
    shares = [float(one) for one in re.findall(r"^(?:our code|libraries|Python itself) +([\d.]+)%", out, re.MULTILINE)]
    assert len(shares) == 3
    assert 99 < sum(shares) < 101
    assert re.search(r"^peak memory +\d+ MiB", out, re.MULTILINE)
