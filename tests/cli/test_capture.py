"""Tests of khabar capture, khabar archive and khabar add with addresses, as a person gives them."""

from __future__ import annotations

import importlib.util
import json
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "capture"))
from loopback import Site, http

from khabar.cli.main import run

READS = all(importlib.util.find_spec(f"khabar.ingest.{one}") for one in ("boxes.warc", "page.extract"))
ARTICLE = (
    "<!doctype html><html lang=ar dir=rtl><head><title>قصف على الحسكة</title></head>"
    "<body><article><h1>قصف على الحسكة</h1>"
    "<p>قتل ثلاثة جنود في قصف صاروخي استهدف قاعدة الشدادي في ريف الحسكة مساء الخميس، بحسب مصدر عسكري.</p>"
    "<p>وأضاف المصدر أن القصف أصاب مخزنا للوقود، وأن فرق الإطفاء أخمدت الحريق بعد ساعتين من اندلاعه.</p>"
    "</article></body></html>"
)


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.close()


def to_feed(site: Site, *paths: str) -> bytes:
    day = "Thu, 26 Oct 2023 10:00:00 +0300"
    items = "".join(
        f"<item><title>عنوان</title><link>{site.url(path)}</link><pubDate>{day}</pubDate></item>" for path in paths
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>صحيفة</title>{items}</channel></rss>'
    return http(feed.encode(), kind="application/rss+xml")


def options(site: Site) -> list[str]:
    return ["--allow-private", "--port", str(site.port), "--rate", "0"]


def test_capture(site: Site, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Does a feed end in an archive, with books that add up, and can its pages be listed, shown and verified?"""
    site.pages |= {"/feed": to_feed(site, "/a", "/gone"), "/a": http(ARTICLE.encode())}
    folder = str(tmp_path / "archive")
    assert run(["capture", folder, site.url("/feed"), *options(site), "--json"]) == 2
    out, said = capfdbinary.readouterr()
    told = [json.loads(line) for line in out.splitlines()]
    assert [one["row"] for one in told] == ["feeds and sitemaps", "fetched", "refused: not served"]
    rows = dict(line.rsplit(None, 1) for line in said.decode().splitlines() if not line.startswith("khabar"))
    counts = {name.strip(): int(count) for name, count in rows.items()}
    assert counts.pop("found") == sum(counts.values()) == 3
    assert run(["archive", "list", folder, site.url("/a")]) == 0
    assert site.url("/a").encode() in capfdbinary.readouterr()[0]
    assert run(["archive", "list", folder, "--json"]) == 0
    listed = [json.loads(line) for line in capfdbinary.readouterr()[0].splitlines()]
    assert {one["role"] for one in listed} == {"page", "feed", "robots"}
    assert run(["archive", "show", folder, site.url("/a")]) == 0
    assert capfdbinary.readouterr()[0].decode() == ARTICLE
    assert run(["archive", "show", folder, site.url("/a"), "--at", "2020-01-01"]) == 2
    assert run(["archive", "show", folder, site.url("/a"), "--at", "yesterday"]) == 2
    assert run(["archive", "show", folder, "x"]) == 2
    capfdbinary.readouterr()
    assert run(["archive", "verify", folder]) == 0
    assert b"0 findings" in capfdbinary.readouterr()[0]
    (file,) = (tmp_path / "archive" / "warc").iterdir()
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(bytes(data))
    assert run(["archive", "verify", folder]) == 1
    assert file.name.encode() in capfdbinary.readouterr()[0]


def test_inside_is_refused(site: Site, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Is nothing fetched from loopback unless it is asked for?"""
    site.pages["/a"] = http(ARTICLE.encode())
    more = ["--port", str(site.port)]
    assert run(["capture", str(tmp_path / "a"), site.url("/a"), site.url("/a", "localhost"), *more]) == 2
    said = capfdbinary.readouterr()[1].decode()
    assert said.count("--allow-private allows it") == 2
    assert "address not allowed" in said
    assert site.asked == []


def test_dry_run(site: Site, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Does a dry run list what would be fetched, and leave nothing behind?"""
    site.pages |= {"/feed": to_feed(site, "/a", "/no"), "/robots.txt": http(b"User-agent: *\nDisallow: /no")}
    assert run(["capture", str(tmp_path / "a"), site.url("/feed"), *options(site), "--dry-run"]) == 2
    assert capfdbinary.readouterr()[0].decode().split() == [site.url("/a")]
    assert not (tmp_path / "a").exists()
    assert site.asked == ["/robots.txt", "/feed"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["missing.txt"],
        ["ftp://news.example/"],
        ["http://2130706433/"],
        ["http://1.1.1.1/", "--since", "yesterday"],
        ["http://1.1.1.1/", "--contact", "a b"],
        ["http://1.1.1.1/", "--timestamp", "tsa"],
        ["http://1.1.1.1/", "--ca", "missing.pem"],
        ["http://1.1.1.1:22/"],
    ],
)
def test_misuse(arguments: list[str], tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Does what makes no sense end in one line that says so, and exit status 2?"""
    assert run(["capture", str(tmp_path / "a"), *arguments]) == 2
    said = capfdbinary.readouterr()[1].decode()
    assert "Traceback" not in said
    assert len([line for line in said.splitlines() if line.startswith("khabar: ")]) <= 2


@pytest.mark.skipif(not READS, reason="no reader of crawls yet")
def test_add_addresses(site: Site, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Does khabar add with an address capture it beside the ledger, and take in what was captured, once?"""
    site.pages |= {"/feed": to_feed(site, "/a"), "/a": http(ARTICLE.encode())}
    ledger = str(tmp_path / "story.khabar")
    assert run(["init", ledger]) == 0
    for row in ("new", "known"):
        capfdbinary.readouterr()
        assert run(["add", ledger, site.url("/feed"), *options(site), "--json"]) == 0
        told = [json.loads(line) for line in capfdbinary.readouterr()[0].splitlines()]
        documents = [one for one in told if one.get("added")]
        assert [one["added"] for one in documents] == [row]
    assert run(["archive", "verify", f"{ledger}-archive"]) == 0
    assert run(["add", ledger, f"{ledger}-archive"]) == 0
    assert re.search(r"already known +1\n", capfdbinary.readouterr()[1].decode())
    assert run(["add", str(tmp_path / "missing.khabar"), site.url("/b"), *options(site)]) == 2
    assert "/b" not in site.asked
    assert run(["add", "postgresql://nobody@localhost/none", site.url("/b"), *options(site)]) == 2


@pytest.mark.skipif(not READS, reason="no reader of crawls yet")
def test_what_a_feed_told_comes_along(site: Site, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Does the day that a feed told of a page reach its reading, from the archive too?"""
    site.pages |= {"/feed": to_feed(site, "/a"), "/a": http(ARTICLE.encode())}
    folder = str(tmp_path / "archive")
    assert run(["capture", folder, site.url("/feed"), *options(site)]) == 0
    capfdbinary.readouterr()
    assert run(["read", folder]) == 0
    (reading,) = [json.loads(line) for line in capfdbinary.readouterr()[0].splitlines()]
    assert reading["published"]["start"] == "2023-10-26"


@pytest.mark.slow
def test_interrupted(site: Site, tmp_path: Path) -> None:
    """Does Ctrl-C leave a whole archive, books that add up, and a run that can be gone on with?"""
    paths = [f"/{n}" for n in range(40)]
    site.pages |= dict.fromkeys(paths, http(ARTICLE.encode())) | {"/feed": to_feed(site, *paths)}
    folder = str(tmp_path / "archive")
    command = [sys.executable, "-m", "khabar", "capture", folder, site.url("/feed"), *options(site)]
    command[command.index("--rate") + 1] = "0.2"
    running = subprocess.Popen(command, stderr=subprocess.PIPE)
    while len(site.asked) < 6:
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    said = running.communicate()[1].decode()
    assert running.returncode == 130
    rows = {name.strip(): int(count) for name, count in (
        line.rsplit(None, 1) for line in said.splitlines() if not line.startswith("khabar")
    )}  # fmt: skip
    assert rows.pop("found") == sum(rows.values()) == 41
    assert rows["left for the next run"] >= 30
    assert run(["archive", "verify", folder]) == 0
    assert run(["capture", folder, site.url("/feed"), *options(site)]) == 0
    assert sorted(site.asked) == sorted(["/robots.txt", "/feed", *paths])


@pytest.mark.parametrize(
    "arguments",
    [
        ["read", "{}/a.html"], ["read", "{}"], ["add", "{}/l.khabar", "{}/list.txt"], ["build", "{}/l.khabar"],
        ["chronology", "{}/a.html"], ["archive", "list", "{}/archive"], ["archive", "verify", "{}/archive"],
        ["pack", "check"], ["demo"],
    ],
)  # fmt: skip
def test_no_network(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: Site) -> None:
    """Does no command reach out that was not asked to?"""
    (tmp_path / "a.html").write_text(ARTICLE.replace("<p>", "<p><img src=http://1.1.1.1/x.png><script src=//1.1.1.1/>"))
    (tmp_path / "list.txt").write_text("خبر http://1.1.1.1/ خبر عن القصف\n")
    assert run(["init", str(tmp_path / "l.khabar")]) == 0
    site.pages["/a"] = http(ARTICLE.encode())
    assert run(["capture", str(tmp_path / "archive"), site.url("/a"), *options(site)]) == 0
    reached: list[object] = []

    def forbidden(*more: object, **_: object) -> object:
        reached.append(more)
        raise OSError("no network in this test")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)
    monkeypatch.setattr(socket, "create_connection", forbidden)
    run([one.format(tmp_path) for one in arguments])
    assert reached == []


def test_a_library_is_missing(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    """Is it said which library a command needs, where it is not there, and does help still come?"""
    for name in [one for one in sys.modules if one.startswith(("khabar.capture", "khabar.cli.capturing", "h11"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "h11", None)
    assert run(["capture", str(tmp_path), "http://1.1.1.1/"]) == 2
    assert b"capture wants h11; pip install h11" in capfdbinary.readouterr()[1]
    assert run(["--help"]) == 0
