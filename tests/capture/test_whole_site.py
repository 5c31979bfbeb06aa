"""A capture of the whole made-up site, with everything that misbehaves on it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from khabar.capture.addresses import to_address
from khabar.capture.archive import Archive
from khabar.capture.exchange import Client, Patience
from khabar.capture.fetch import Fetcher, Manners
from khabar.capture.guard import Guard
from khabar.capture.keeper import Keeper
from khabar.capture.leads import Lead
from khabar.capture.run import LISTS, TWICE, Books, Run
from khabar.capture.verify import Checked, find_faults
from khabar.ingest.limits import Limits


@pytest.fixture(scope="module")
def serve() -> ModuleType:
    """The module that serves the made-up site."""
    path = Path(__file__).resolve().parent.parent / "site" / "serve.py"
    spec = importlib.util.spec_from_file_location("serve_for_captures", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_whole_site(serve: ModuleType, tmp_path: Path) -> None:
    """Is every page of feeds and sitemaps captured byte by byte, and everything else refused by its reason?"""
    trouble = {
        "/loop": "redirected too often", "/away": "address not allowed", "/file": "address not allowed",
        "/slow": "too slow", "/stuck": "too slow", "/endless": "too large", "/bomb": "expands too far",
        "/short": "damaged", "/gone": "not served", "/private/x": "forbidden by robots.txt",
    }  # fmt: skip
    good = ["/feed.rss", "/feed.atom", "/feed.json", "/sitemap.xml", "/moved/", "/chain/3", "/busy"]
    with serve.serving() as server, Keeper(tmp_path / "a") as keeper:
        pages = server.paths()
        good[4] += Path(pages[0]).stem
        guard = Guard(allow_private=True, ports=[server.server_address[1]])
        patience = Patience(piece=5.0, grace=1.0, slowest=2000.0)
        client = Client(guard, limits=Limits(document=4_000_000, seconds=10.0), patience=patience)
        run = Run(Fetcher(client, keeper, Manners(between_s=0.0)), keeper)
        leads = [Lead(address=to_address(server.url + path)) for path in [*good, *trouble]]
        books, rows = Books(), {}
        for outcome in run.go(leads):
            books.enter(outcome)
            if outcome.row != TWICE:
                rows[outcome.url.removeprefix(server.url)] = outcome.row
        asked = [one.path for one in server.asked]
        for path in pages:
            version = keeper.get_version(to_address(server.url + path).url)
            assert keeper.load(version).document == server.pages[Path(path).stem].raw, path
    assert {path: rows[path] for path in trouble} == {path: f"refused: {why}" for path, why in trouble.items()}
    assert all(rows[path] in ("fetched", "fetched before") for path in pages)
    assert sum(count for _, count in books.rows()) == books.found
    assert dict(books.rows())[LISTS] == 6
    assert dict(books.rows())[TWICE] > 0
    assert max(asked.count(path) for path in pages) == 1
    assert not [path for path in asked if path.startswith("/private")]
    assert list(find_faults(Archive(tmp_path / "a"), Checked())) == []
