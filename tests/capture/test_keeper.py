"""Tests of writing an archive."""

from __future__ import annotations

import hashlib
import io
import os
import resource
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator
from hypothesis import given, settings
from hypothesis import strategies as st
from loopback import Site, a_fetcher, http
from warcio.archiveiterator import ArchiveIterator as OtherIterator

from khabar.capture import index, warc
from khabar.capture.archive import Archive
from khabar.capture.keeper import Keeper
from khabar.capture.verify import Checked, find_faults
from khabar.errors import InputError
from khabar.ingest.boxes import beside


def faults_of(folder: Path) -> list[str]:
    return list(find_faults(Archive(folder), Checked()))


def warcs(folder: Path) -> list[Path]:
    return sorted((folder / "warc").iterdir())


def fill(folder: Path, site: Site, paths: list[str], **more: object) -> None:
    """Capture pages into an archive, in a run of its own."""
    with Keeper(folder, agent="Khabar/test", **more) as keeper:  # type: ignore[arg-type]
        fetcher = a_fetcher(keeper, site, again_h=1.0)
        for path in paths:
            fetcher.fetch(site.lead(path))


def test_other_programs_read_it(site: Site, tmp_path: Path) -> None:
    """Do FastWARC and warcio read the records, and find every digest right?"""
    site.pages |= {
        "/a": http("خبر".encode(), 'ETag: "x"'),
        "/c": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
    }
    with Keeper(tmp_path / "a", agent="Khabar/test") as keeper:
        for _ in range(2):
            fetcher = a_fetcher(keeper, site)
            for path in ("/a", "/c"):
                fetcher.fetch(site.lead(path))
    (path,) = warcs(tmp_path / "a")
    with path.open("rb") as file:
        kinds = [str(one.record_type) for one in ArchiveIterator(file, verify_digests=True)]
    triple = ["request", "metadata", "response"]
    assert kinds == ["warcinfo", *triple * 3, *["request", "metadata", "revisit"] * 2]
    with path.open("rb") as file:
        for record in OtherIterator(file, check_digests="raise"):
            record.content_stream().read()
    assert faults_of(tmp_path / "a") == []


def test_sums_are_those_of_sha256sum(site: Site, tmp_path: Path) -> None:
    """Can the files be checked with sha256sum alone?"""
    site.pages |= {"/a": http(b"a"), "/b": http(b"b")}
    fill(tmp_path / "a", site, ["/a"])
    fill(tmp_path / "a", site, ["/b"])
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path / "a", capture_output=True, check=True)
    assert done.stdout.count(b": OK") == 2
    first, second = warcs(tmp_path / "a")
    with second.open("rb") as file:
        info = beside.from_fields(warc.get_record(file, 0).block)
    assert info["previous"] == f"{first.name} sha256:{hashlib.sha256(first.read_bytes()).hexdigest()}"


def test_nothing_kept_changes(site: Site, tmp_path: Path) -> None:
    """Are the bytes of earlier runs still there, byte by byte, after later ones?"""
    kept: dict[Path, bytes] = {}
    for number in range(4):
        site.pages["/a"] = http(b"%d" % number)
        with Keeper(tmp_path / "a") as keeper:
            a_fetcher(keeper, site).fetch(site.lead("/a"))
        assert {path: path.read_bytes() for path in kept} == kept
        kept |= {path: path.read_bytes() for path in warcs(tmp_path / "a")}
    assert len(kept) == 4


def test_files_are_closed_when_large(site: Site, tmp_path: Path) -> None:
    """Is a new file begun once one is large enough?"""
    site.pages |= {f"/{n}": http(os.urandom(3000)) for n in range(6)}
    closed: list[Path] = []
    fill(tmp_path / "a", site, [f"/{n}" for n in range(6)], largest=5000, closed=closed.append)
    assert len(warcs(tmp_path / "a")) == len(closed) >= 3
    assert faults_of(tmp_path / "a") == []
    assert len(list(Archive(tmp_path / "a").find())) == 7


def test_one_writer(site: Site, tmp_path: Path) -> None:
    """Is a second writer refused while readers come and go?"""
    site.pages["/a"] = http(b"a")
    with Keeper(tmp_path / "a") as keeper:
        a_fetcher(keeper, site).fetch(site.lead("/a"))
        with pytest.raises(InputError, match=f"process {os.getpid()}"):
            Keeper(tmp_path / "a")
        there = Archive(tmp_path / "a")
        assert [one.url for one in there.find(site.url("/a"))] == [site.url("/a")]
        assert there.load(there.get_version(site.url("/a"))).document == b"a"
    Keeper(tmp_path / "a").close()


def test_not_an_archive(tmp_path: Path) -> None:
    """Is a folder left alone that holds something else, and an archive of a later version?"""
    (tmp_path / "x").write_text("mine")
    with pytest.raises(InputError, match="not empty"):
        Keeper(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["x"]
    with pytest.raises(InputError, match="no archive"):
        Archive(tmp_path)
    (tmp_path / "khabar-archive.json").write_text('{"khabar-archive":2}\n')
    with pytest.raises(InputError, match="update Khabar"):
        Archive(tmp_path)


@pytest.fixture
def whole(site: Site, tmp_path: Path) -> Path:
    """An archive of four pages in one file."""
    site.pages |= {f"/{n}": http(b"page %d" % n * 50) for n in range(4)}
    fill(tmp_path / "whole", site, [f"/{n}" for n in range(4)])
    return tmp_path / "whole"


def tear(folder: Path, keep: bytes) -> None:
    """Make it as a crash would leave it: the file open, with these bytes."""
    (path,) = warcs(folder)
    path.rename(path.with_name(path.name + ".open")).write_bytes(keep)
    (folder / "index.cdxj").unlink(missing_ok=True)
    (folder / "SHA256SUMS").unlink(missing_ok=True)


def test_torn_end(site: Site, whole: Path) -> None:
    """Is the end that a crash left set aside wherever it was cut, nothing lost before it, and nothing deleted?"""
    (path,) = warcs(whole)
    data = path.read_bytes()
    records = list(warc.find_records(io.BytesIO(data)))
    ends = [one.offset + one.length for one in records]
    lines = list(index.find_lines(whole / "index.cdxj"))
    for cut in (0, 1, ends[0] - 1, ends[0], ends[0] + 1, ends[5], ends[6] + 3, ends[9], len(data) - 1, len(data)):
        tear(whole, data[:cut])
        assert len(list(Archive(whole).find())) == sum(
            one.type == "response" and end <= cut for one, end in zip(records, ends, strict=True)
        )
        Keeper(whole).close()
        kept = b"".join(one.read_bytes() for one in warcs(whole))
        torn = sorted((whole / "torn").glob("*"))
        aside = b"".join(one.read_bytes() for one in torn)
        assert kept + aside == data[:cut]
        assert set(index.find_lines(whole / "index.cdxj")) <= set(lines)
        assert not [one for one in faults_of(whole) if "without its answer" not in one]
        for one in torn:
            one.unlink()
        for one in warcs(whole):
            one.unlink()
        path.write_bytes(data)


def test_torn_end_is_fetched_again(site: Site, whole: Path) -> None:
    """Does a run after a crash fetch what was lost, and only that?"""
    (path,) = warcs(whole)
    tear(whole, path.read_bytes()[:-20])
    site.asked.clear()
    fill(whole, site, [f"/{n}" for n in range(4)])
    assert site.asked == ["/3"]
    assert len(warcs(whole)) == 2


@pytest.mark.parametrize("lost", ["index.cdxj", "SHA256SUMS"])
def test_index_is_made_again(whole: Path, lost: str) -> None:
    """Is an index that is gone made again from the files, to the byte, and a lost sum told as lost?"""
    before = (whole / "index.cdxj").read_bytes()
    (whole / lost).unlink()
    assert len(list(Archive(whole).find())) == 5
    assert faults_of(whole)
    Keeper(whole).close()
    assert (whole / "index.cdxj").read_bytes() == before
    assert bool(faults_of(whole)) == (lost == "SHA256SUMS")


RUN = """
    import sys
    sys.path.insert(0, {here!r})
    from pathlib import Path
    from khabar.capture.exchange import Client
    from khabar.capture.fetch import Fetcher, Manners
    from khabar.capture.guard import Guard
    from khabar.capture.addresses import to_address
    from khabar.capture.keeper import Keeper
    from khabar.capture.leads import Lead
    with Keeper(Path({folder!r})) as keeper:
        fetcher = Fetcher(Client(Guard(allow_private=True, ports=[{port}])), keeper, Manners(between_s=0))
        for n in range({count}):
            fetcher.fetch(Lead(address=to_address("http://127.0.0.1:{port}/%d" % n)))
            print(n, flush=True)
"""


def start(site: Site, folder: Path, count: int, **more: object) -> subprocess.Popen[bytes]:
    here = str(Path(__file__).parent)
    code = textwrap.dedent(RUN).format(here=here, folder=str(folder), port=site.port, count=count)
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)  # type: ignore[call-overload,no-any-return]


@pytest.mark.slow
def test_killed(site: Site, tmp_path: Path) -> None:
    """After a run is killed again and again, is every page there that counted, once, and every byte right?"""
    count, kills = 200, 0
    site.pages |= {f"/{n}": http(os.urandom(20_000)) for n in range(count)}
    counted: set[str] = set()
    for step in range(40):
        running = start(site, tmp_path / "a", count)
        time.sleep(0.45 + step * 0.013)
        kills += running.poll() is None
        running.send_signal(signal.SIGKILL)
        counted |= set(running.communicate()[0].decode().split())
        if len(counted) == count:
            break
    done = start(site, tmp_path / "a", count).communicate()[0].split()
    assert len(done) == count
    assert kills >= 3
    found = [one.url for one in Archive(tmp_path / "a").find() if one.role == "page"]
    assert len(found) == len(set(found)) == count
    assert [one for one in faults_of(tmp_path / "a") if "without its answer" not in one] == []


def test_disk_full(site: Site, tmp_path: Path) -> None:
    """Does a full disk end the run with one line, and is what was kept before whole?"""
    site.pages |= {f"/{n}": http(os.urandom(20_000)) for n in range(10)}
    size = 110_000

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    running = start(site, tmp_path / "a", 10, preexec_fn=full)
    said, fault = running.communicate()
    kept = len(said.split())
    assert 3 <= kept <= 6
    assert b"what was kept before is whole" in fault.splitlines()[-1]
    found = [one for one in Archive(tmp_path / "a").find() if one.role == "page"]
    assert len(found) == kept
    assert faults_of(tmp_path / "a") == []


@settings(max_examples=60)
@given(st.binary(max_size=400), st.integers(0, 2000), st.integers(0, 255))
def test_any_bytes(data: bytes, at: int, letter: int) -> None:
    """Do any bytes, and any byte of a good file changed, end in records or in one torn place?"""
    good = warc.to_member(
        warc.Record(
            type="metadata",
            fields=(("WARC-Record-ID", "<urn:uuid:0>"), ("WARC-Date", "2026-11-21T00:00:00Z")),
            block=b"x" * 700,
        )
    )
    changed = bytearray(good * 2)
    changed[at % len(changed)] = letter
    for raw in (data, bytes(changed), good + data):
        try:
            records = list(warc.find_records(io.BytesIO(raw)))
        except warc.Torn:
            continue
        assert sum(one.length for one in records) == len(raw)


@pytest.mark.parametrize("at", ["to_capture", "before"])
def test_broken_off_inside_a_record(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    """Does Ctrl-C between writing a record and noting it leave an index that lacks nothing?"""
    site.pages |= {"/a": http(b"a"), "/b": http(b"b")}
    folder = tmp_path / "a"
    fill(folder, site, ["/a"])

    def break_off(*_: object) -> None:
        raise KeyboardInterrupt

    def go() -> None:
        with Keeper(folder, agent="Khabar/test") as keeper:
            fetcher = a_fetcher(keeper, site, again_h=1.0)
            with monkeypatch.context() as patched:
                patched.setattr(*((index, "to_capture") if at == "to_capture" else (keeper, "_append")), break_off)
                fetcher.fetch(site.lead("/b"))

    with pytest.raises(KeyboardInterrupt):
        go()
    assert not faults_of(folder)
    found = {capture.url for capture in Archive(folder).find()}
    assert site.url("/a") in found
    assert (site.url("/b") in found) == (at == "to_capture")


def test_index_of_many(tmp_path: Path) -> None:
    """Are the captures of an address found in a large index, all of them and no others?"""
    name = "f" * 99 + ".warc.gz"
    some = [
        index.Capture(
            url=f"http://h{n % 70}.example/{n // 70 % 30}", time=f"{20200101000000 + n}", filename=name, status="200"
        )
        for n in range(2400)
    ]
    path = tmp_path / "index.cdxj"
    index.merge(path, some[:1200], {}, frozenset())
    index.merge(path, some[1200:], {}, frozenset())
    assert path.stat().st_size > 300_000
    for url in sorted({one.url for one in some})[::7]:
        assert list(index.find_url(path, url)) == [one for one in some if one.url == url]
    assert list(index.find_url(path, "http://h1.example/")) == []
    assert list(index.find_url(path, "http://zzz.example/")) == []
    assert list(index.find_url(path, "http://0.example/")) == []
