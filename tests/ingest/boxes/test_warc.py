"""WARC and WACZ: every record is answered for, payloads come as they were meant, and nothing grows."""

from __future__ import annotations

import base64
import collections
import gzip
import hashlib
import io
import json
import os
import resource
import signal
import subprocess
import sys
import time
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.evaluate.crawl import to_record, write_crawl
from khabar.ingest import reasons
from khabar.ingest.boxes import payloads
from khabar.ingest.item import Box, Found, Item, Refusal
from khabar.ingest.limits import MEBIBYTE, Limits
from khabar.ingest.open import find_items, find_within

PAGE = "<html><body><p>قُتل ثلاثة جنود في هجوم على حاجز أمني شمال المدينة.</p></body></html>".encode()
TEXTS = [
    "قُتل ثلاثة جنود وأصيب خمسة آخرون في هجوم مسلح على حاجز أمني شمال المدينة.",
    "وقال مصدر أمني إن المهاجمين فروا إلى جهة مجهولة بعد اشتباك دام نحو ساعة.",
    "وأضاف أن قوة عسكرية وصلت إلى المكان وبدأت عملية تمشيط في القرى المجاورة.",
    "ولم تتبن أي جهة الهجوم حتى الآن، فيما نعت البلدة أحد أبنائها.",
]
ADDRESS = "https://news.example/2024/3/attack"


def response(
    body: bytes,
    head: str = "Content-Type: text/html; charset=utf-8",
    *,
    status: str = "200 OK",
    digest: str = "",
    n: int = 1,
) -> bytes:
    block = f"HTTP/1.1 {status}\r\n{head}\r\n\r\n".encode() + body
    kind = "application/http; msgtype=response"
    return to_record("response", block, number=n, address=ADDRESS, content=kind, digest=digest)


def open_bytes(raw: bytes, limits: Limits | None = None, name: str = "x.warc") -> list[Found]:
    box = Box(source=name, name="x", limits=limits or Limits())
    return list(find_within(io.BytesIO(raw), box, boxed=False))


def one_item(raw: bytes) -> Item:
    (one,) = open_bytes(raw)
    assert isinstance(one, Item), one
    return one


def one_refusal(raw: bytes, limits: Limits | None = None) -> Refusal:
    (one,) = open_bytes(raw, limits)
    assert isinstance(one, Refusal), one
    return one


def b32(algorithm: str, body: bytes) -> str:
    return f"{algorithm}:{base64.b32encode(hashlib.new(algorithm, body).digest()).decode()}"


def test_a_response() -> None:
    """Does a record become a document with its address, its time, its id and the charset of its headers?"""
    one = one_item(response(PAGE, "Content-Type: text/HTML; charset=windows-1256"))
    assert (one.raw, one.kind, one.charset, one.boxed) == (PAGE, "html", "windows-1256", True)
    assert (one.name, one.source) == ("news.example/attack", f"x.warc!{ADDRESS}")
    assert (one.told.address, one.told.fetched) == (ADDRESS, "2024-03-02T00:00:01Z")
    assert one.told.record == "urn:uuid:00000000-0000-4000-8000-000000000002"


def chunked(body: bytes) -> bytes:
    return b"%x;ext=1\r\n%s\r\n" % (10, body[:10]) + b"%X\r\n%s\r\n0\r\nTrailer: x\r\n\r\n" % (
        len(body) - 10,
        body[10:],
    )


def raw_deflate(body: bytes) -> bytes:
    engine = zlib.compressobj(wbits=-15)
    return engine.compress(body) + engine.flush()


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("Content-Encoding: gzip", gzip.compress(PAGE)),
        ("Content-Encoding: x-gzip", gzip.compress(PAGE)),
        ("Content-Encoding: gzip, gzip", gzip.compress(gzip.compress(PAGE))),
        ("Content-Encoding: deflate", zlib.compress(PAGE)),
        ("Content-Encoding: deflate", raw_deflate(PAGE)),
        ("Content-Encoding: identity", PAGE),
        ("Transfer-Encoding: chunked", chunked(PAGE)),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip", chunked(gzip.compress(PAGE))),
        ("Content-Encoding: gzip", PAGE),
        ("Content-Encoding: br", PAGE),
        ("Content-Encoding: unheard-of", PAGE),
        ("Transfer-Encoding: chunked", PAGE),
    ],
)
def test_codings_are_undone(head: str, body: bytes) -> None:
    """Is a payload as its server meant it, whether the crawler undid its codings or not?"""
    assert one_item(response(body, f"Content-Type: text/html\r\n{head}")).raw == PAGE


def test_brotli() -> None:
    """Is brotli undone?"""
    brotli = pytest.importorskip("brotli")
    assert one_item(response(brotli.compress(PAGE), "Content-Type: text/html\r\nContent-Encoding: br")).raw == PAGE


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "gzip, gzip, gzip, gzip"])
@pytest.mark.parametrize("body", [b"\x1f\x8bjunk", b"\x78\x9cjunk", b"junk", gzip.compress(PAGE)[:-12]])
def test_broken_codings(coding: str, body: bytes) -> None:
    """Is a payload that cannot be undone refused, and nothing worse?"""
    (one,) = open_bytes(response(body, f"Content-Type: text/html\r\nContent-Encoding: {coding}"))
    assert isinstance(one, Refusal)


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_codings_that_grow(pack: object) -> None:
    """Is a payload that becomes larger than a document refused in little memory?"""
    body = pack(b"\0" * (100 * MEBIBYTE))  # type: ignore[operator]
    coding = "gzip" if pack is gzip.compress else "deflate"
    raw = response(body, f"Content-Type: text/html\r\nContent-Encoding: {coding}")
    tracemalloc.start()
    assert one_refusal(raw).reason == reasons.TOO_LARGE
    assert tracemalloc.get_traced_memory()[1] < 64 * MEBIBYTE
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (response(PAGE, status="404 Not Found"), reasons.GONE),
        (response(PAGE, status="301 Moved"), reasons.GONE),
        (response(PAGE, "Content-Type: image/png"), reasons.OTHER_MEDIA),
        (response(PAGE, "Content-Type: text/css"), reasons.OTHER_MEDIA),
        (response(b"\0\1\2", "X: y"), reasons.OTHER_MEDIA),
        (response(b""), reasons.EMPTY),
        (response(b"<html><body>plain English, caf\xc3\xa9</body></html>"), reasons.NOT_ARABIC),
        (to_record("revisit", b"", number=1, address=ADDRESS, content="application/http"), reasons.HELD),
    ],
)
def test_what_is_quietly_no_document(raw: bytes, reason: str) -> None:
    """Is what a crawl always has beside its pages counted with its reason, and held against nobody?"""
    one = one_refusal(raw)
    assert (one.reason, one.passed) == (reason, True)


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "md5"])
def test_digests(algorithm: str) -> None:
    """Is a payload taken whose digest fits, in Base32 or hexadecimal, over what was sent or what was meant?"""
    packed = gzip.compress(PAGE)
    head = "Content-Type: text/html\r\nContent-Encoding: gzip"
    for digest in (b32(algorithm, PAGE), f"{algorithm}:{hashlib.new(algorithm, packed).hexdigest()}"):
        assert one_item(response(packed, head, digest=digest)).raw == PAGE
    one = one_refusal(response(PAGE, digest=b32(algorithm, b"another")))
    assert (one.reason, one.passed) == (reasons.DAMAGED, False)


@pytest.mark.parametrize("digest", ["blake9:AAAA", "sha1", "sha1:", "sha1:!!!", ":", "sha1:AA"])
def test_digests_that_say_nothing(digest: str) -> None:
    """Is a digest that cannot be understood no reason to refuse, and one that is too short no fit?"""
    (one,) = open_bytes(response(PAGE, digest=digest))
    assert isinstance(one, Item) or digest == "sha1:AA"


def test_other_records() -> None:
    """Are resources and conversions (WET) documents, requests and metadata passed over?"""
    text = "قُتل ثلاثة جنود".encode()
    records = [
        to_record("warcinfo", b"x: y\r\n", number=1, content="application/warc-fields"),
        to_record("request", b"GET / HTTP/1.1\r\n\r\n", number=2, address=ADDRESS, content="application/http"),
        to_record("resource", PAGE, number=3, address=ADDRESS, content="text/html; charset=utf-8"),
        to_record("conversion", text, number=4, address=ADDRESS, content="text/plain"),
        to_record("metadata", b"x", number=5, address=ADDRESS, content="application/warc-fields"),
    ]
    found = [one for one in open_bytes(b"".join(records)) if isinstance(one, Item)]
    assert [(one.kind, one.raw) for one in found] == [("html", PAGE), ("text", text)]


def test_a_feed_in_a_crawl() -> None:
    """Are the entries of a feed that was crawled found, and a PDF told by its bytes?"""
    feed = (
        '<rss version="2.0"><channel><item><title>x</title><link>https://n.example/7</link></item>'
        "<item><title>y</title><description>قتل ثلاثة</description></item></channel></rss>"
    )
    link, entry = open_bytes(response(feed.encode(), "Content-Type: application/rss+xml"))
    assert isinstance(link, Refusal)
    assert isinstance(entry, Item)
    assert (link.reason, link.passed, entry.told.fetched) == (reasons.LINK_ONLY, True, "2024-03-02T00:00:01Z")
    assert one_item(response(b"%PDF-1.7 x", "Content-Type: application/octet-stream")).kind == "pdf"


@pytest.mark.parametrize(
    ("payload", "charset", "may"),
    [
        (b"plain", "", False),
        ("café Жж 中文".encode(), "", False),
        ("\ufeffplain".encode(), "", False),
        ("ق".encode(), "", True),
        ("ق".encode("cp1256"), "windows-1252", True),
        ("ﻗ".encode(), "", True),
        ("قال".encode("utf-16"), "", True),
        (b"&#1602;", "", True),
        (b"&#x642;", "", True),
        (b"&#8217;", "", False),
        (rb'{"a": "\u0642"}', "", True),
        ("Жж".encode("cp1251"), "windows-1251", False),
        ("Жж".encode("cp1251"), "", True),
        (b"\xff\xfe\xfd", "no-such-charset", True),
    ],
)
def test_a_first_look_for_arabic(payload: bytes, charset: str, may: bool) -> None:
    """Is a payload without an Arabic letter told from its bytes, and none with one ever lost?"""
    assert payloads.may_hold_arabic(payload, charset) is may


@given(st.text(max_size=40), st.sampled_from(["utf-8", "utf-16", "cp1256", "iso8859-6", "utf-8-sig"]))
def test_the_first_look_never_misses(text: str, charset: str) -> None:
    """Is there no Arabic letter that the first look misses, in any encoding that holds it?"""
    try:
        raw = ("ق" + text).encode(charset)
    except UnicodeEncodeError:
        raw = "ق".encode(charset)
    assert payloads.may_hold_arabic(raw, "")


def test_cut_at_every_byte() -> None:
    """Is a WARC file that is cut anywhere told to be so, the records before the cut taken whole, packed or not?"""
    plain = [response(PAGE, n=n) for n in range(2)]
    for members in (plain, [gzip.compress(one) for one in plain]):
        raw = b"".join(members)
        for end in range(12, len(raw)):
            found = open_bytes(raw[:end])
            items = [one for one in found if isinstance(one, Item)]
            assert all(one.raw == PAGE for one in items), end
            assert len(items) >= (end >= len(members[0])), end
            if end != len(members[0]) and len(items) < 2:
                assert len(found) > len(items) or end in range(len(members[0]) - 4, len(members[0])), end


@settings(max_examples=200)
@given(st.integers(0, 1500), st.binary(min_size=1, max_size=8), st.booleans())
def test_damage_does_no_harm(at: int, junk: bytes, packed: bool) -> None:
    """Does a WARC file with junk in it give items or refusals, and nothing else?"""
    raw = b"".join(response(gzip.compress(PAGE), "Content-Encoding: gzip", n=n) for n in range(2))
    raw = gzip.compress(raw) if packed else raw
    at %= len(raw)
    for one in open_bytes(raw[:at] + junk + raw[at + len(junk) :]):
        assert isinstance(one, Item | Refusal)
        assert "\n" not in getattr(one, "message", "")


TOKENS = [
    b"\r\n",
    b"\n",
    b":",
    b"\0",
    b"-1",
    b"99999999999",
    b"Content-Length: ",
    b"WARC/1.0\r\n",
    b"HTTP/1.1 200 OK\r\n",
]
TOKENS += [
    b"Transfer-Encoding: chunked\r\n",
    b"Content-Encoding: gzip\r\n",
    b"Content-Type: ",
    b"continuation",
    b"revisit",
    b"",
]


@settings(max_examples=300)
@given(st.lists(st.tuples(st.integers(0, 1200), st.integers(0, 30), st.sampled_from(TOKENS)), max_size=6))
def test_headers_cut_and_pasted(changes: list[tuple[int, int, bytes]]) -> None:
    """Does a WARC file with pieces taken out and words of its grammar put in give items or refusals?"""
    raw = b"".join(response(chunked(PAGE), "Transfer-Encoding: chunked", n=n) for n in range(2))
    for at, gone, token in changes:
        raw = raw[:at] + token + raw[at + gone :]
    assert all(isinstance(one, Item | Refusal) for one in open_bytes(raw))


@settings(max_examples=60)
@given(st.lists(st.text("قتل abc\n<>&", min_size=1, max_size=60), max_size=6), st.booleans())
def test_round_trip(texts: list[str], packed: bool) -> None:
    """Does every payload come out with its bytes, in order?"""
    bodies = [f"<html>قال {text}".encode() for text in texts]
    members = [response(body, digest=b32("sha1", body), n=n) for n, body in enumerate(bodies)]
    found = open_bytes(b"".join(gzip.compress(one) if packed else one for one in members)) if members else []
    assert [one.raw for one in found if isinstance(one, Item)] == bodies
    assert len(found) == len(bodies)


def test_no_http_headers() -> None:
    """Is a response that is no HTTP message refused?"""
    kind = "application/http; msgtype=response"
    for block in (b"", b"\r\n\r\n", PAGE, b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/"):
        assert isinstance(open_bytes(to_record("response", block, number=1, address=ADDRESS, content=kind))[0], Refusal)


@pytest.mark.parametrize(
    "change",
    [
        (b"Content-Length: ", b"Content-Length: -"),
        (b"Content-Length: ", b"Content-Length: 9999999999999999999"),
        (b"Content-Length: ", b"Content-Length: 99999"),
        (b"WARC-Date: ", b"WARC-Date: \xff\xfe"),
        (b"WARC-Type: response", b"WARC-Type: " + b"x" * 100_000),
        (b"HTTP/1.1 200 OK\r\n", b""),
        (b"HTTP/1.1 200 OK", b"HTTP/1.1 " + b"9" * 5000),
    ],
)
def test_headers_that_lie(change: tuple[bytes, bytes]) -> None:
    """Is a record whose headers lie refused, and none before it lost?"""
    first, *_ = open_bytes(response(PAGE, n=1) + response(PAGE, n=2).replace(*change, 1) + response(PAGE, n=3))
    assert isinstance(first, Item)


def test_a_record_too_large() -> None:
    """Is a record that is too large refused without being held, and the next one taken?"""
    limits = Limits(document=MEBIBYTE)
    raw = gzip.compress(response(b"<html>" + "ق".encode() * (20 * MEBIBYTE))) + gzip.compress(response(PAGE))
    tracemalloc.start()
    large, good = open_bytes(raw, limits)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(large, Refusal)
    assert large.reason == reasons.TOO_LARGE
    assert isinstance(good, Item)
    assert peak < 8 * MEBIBYTE


def test_a_bomb_between_records() -> None:
    """Is a member that grows without end after its record stopped by the budget?"""
    raw = gzip.compress(response(PAGE)) + gzip.compress(b"\0" * (400 * MEBIBYTE))
    start = time.process_time()
    found = open_bytes(raw)
    assert isinstance(found[0], Item)
    assert isinstance(found[-1], Refusal)
    assert time.process_time() - start < 5


def wacz(parts: dict[str, bytes], *, hashes: dict[str, bytes] | None = None) -> bytes:
    told = hashes or parts
    package = {
        "profile": "data-package",
        "resources": [
            {"path": name, "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}", "bytes": len(raw)}
            for name, raw in told.items()
        ],
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, raw in parts.items():
            archive.writestr(name, raw)
        archive.writestr("datapackage.json", json.dumps(package))
    return made.getvalue()


PARTS = {
    "archive/data.warc.gz": gzip.compress(response(PAGE)),
    "pages/pages.jsonl": b'{"format": "json-pages-1.0"}\nbroken\n'
    + json.dumps({"url": ADDRESS, "title": "هجوم\n على حاجز"}).encode(),
    "indexes/index.cdx.gz": b"not read",
}


def test_wacz() -> None:
    """Are the records of a WACZ found, with the titles of its pages?"""
    (one,) = open_bytes(wacz(PARTS), name="x.wacz")
    assert isinstance(one, Item)
    assert (one.raw, one.told.title, one.told.address) == (PAGE, "هجوم على حاجز", ADDRESS)
    assert one.source == f"x.wacz!archive/data.warc.gz!{ADDRESS}"


def test_a_wacz_whose_parts_were_changed() -> None:
    """Is a part that does not fit its hash refused before it is opened, and changed titles not believed?"""
    for name in ("archive/data.warc.gz", "pages/pages.jsonl"):
        (one,) = open_bytes(wacz(PARTS, hashes=PARTS | {name: b"another"}), name="x.wacz")
        if name.startswith("archive"):
            assert isinstance(one, Refusal)
            assert (one.reason, one.source) == (reasons.DAMAGED, "x.wacz!archive/data.warc.gz")
        else:
            assert isinstance(one, Item)
            assert one.told.title == ""


@pytest.mark.parametrize("package", [b"", b"[]", b"{", b'{"resources": 7}', b'{"resources": [7, {"path": 7}]}'])
def test_a_wacz_with_a_broken_list(package: bytes) -> None:
    """Is a list of parts that cannot be read a refusal, or no hash told, and never a crash?"""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("archive/a.warc", response(PAGE))
        archive.writestr("datapackage.json", package)
    assert len(open_bytes(made.getvalue(), name="x.wacz")) == 1


def test_fates_of_a_crawl(tmp_path: Path) -> None:
    """Does every record of a made crawl have the fate it was made for, packed or not?"""
    for name in ("c.warc.gz", "c.warc"):
        due = write_crawl(tmp_path / name, 300, TEXTS, seed=3)
        found = list(find_items([str(tmp_path / name)]))
        assert collections.Counter(one.reason if isinstance(one, Refusal) else "" for one in found) == due
        names = {one.told.address for one in found if isinstance(one, Item)}
        assert len(names) == due[""]
        assert 0 <= (tmp_path / name).stat().st_size - sum(one.consumed for one in found) < 70_000


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    """A crawl of 20,000 records."""
    path = tmp_path_factory.mktemp("crawl") / "crawl.warc.gz"
    return path, write_crawl(path, 20_000, TEXTS)


@pytest.mark.slow
def test_a_long_crawl(crawl: tuple[Path, dict[str, int]]) -> None:
    """Are 20,000 records read in constant memory, each with the fate it was made for? (bench ingest tells the pace)"""
    path, due = crawl
    next(find_items([str(path)]))
    counted: collections.Counter[str] = collections.Counter()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for one in find_items([str(path)]):
        counted[one.reason if isinstance(one, Refusal) else ""] += 1
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert counted == due
    assert grown < 16 * 1024, f"{grown} KiB more"


def write_texts(path: Path, count: int) -> dict[str, int]:
    """A file of records that are text already, as in WET files."""
    with path.open("wb") as file:
        for number in range(count):
            text = f"{TEXTS[number % len(TEXTS)]}\n{TEXTS[number % 3]} ({number})\n".encode()
            address = f"https://outlet.example/{number}"
            kind = "text/plain"
            file.write(gzip.compress(to_record("conversion", text, number=number, address=address, content=kind)))
    return {"": count}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["texts", "pages"])
def test_killed_and_resumed(tmp_path: Path, kind: str) -> None:
    """Is an addition that is killed, twice, and given again without a lost or a doubled record?"""
    count = 2_000 if kind == "texts" else 700
    path = tmp_path / "c.warc.gz"
    if kind == "pages":
        pytest.importorskip("khabar.ingest.page.extract")
        due = write_crawl(path, count, TEXTS, seed=5)
    else:
        due = write_texts(path, count)
    ledger = str(tmp_path / "l.khabar")
    khabar = [sys.executable, "-m", "khabar"]
    add = [*khabar, "add", ledger, str(path), "--json"]
    subprocess.run([*khabar, "init", ledger], check=True, capture_output=True)
    for _ in range(2):
        running = subprocess.Popen(add, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert running.stdout is not None
        for _ in range(250):
            running.stdout.readline()
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
        running.stdout.close()
    said = []
    for _ in range(2):
        done = subprocess.run(add, capture_output=True, text=True, check=False)
        said.append([json.loads(line) for line in done.stdout.splitlines()])
    last, again = said
    assert 100 <= sum(one["added"] == "known" for one in last) < due[""], "some was kept before the kills, not all"
    assert collections.Counter(one.get("reason", "") for one in again) == due
    labels = [one["doc"] for one in again if one["added"] == "known"]
    assert len(labels) == len(set(labels)) == due[""]
    sources = {one["source"] for one in again if not one.get("refused")}
    assert len(sources) == due[""]
