"""A crawl that nobody made: a WARC file of pages, pictures and failures, as a crawler of news keeps them.

Invariant: a function of the seed and the texts; of every record it is known what shall become of it. The sentences are
those of the texts given, in another order each time, within the furniture of a page.
"""

from __future__ import annotations

import base64
import datetime
import gzip
import hashlib
import html
import random
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

_START: Final = datetime.datetime(2024, 3, 2, tzinfo=datetime.UTC)
_KINDS: Final = (  # what a record is, how many of a hundred are such, and what shall become of it
    ("page", 57, ""),
    ("page in gzip", 8, ""),
    ("page in deflate", 2, ""),
    ("page in chunks", 6, ""),
    ("page of Windows-1256", 4, ""),
    ("English page", 9, "not Arabic"),
    ("picture", 6, "no article's media type"),
    ("failure", 4, "not served"),
    ("revisit", 3, "held already"),
    ("wrong digest", 1, "damaged"),
)
_OUTLETS: Final = 40
_LINKS: Final = 120
_SCRIPT: Final = "<script>var shown = {};</script>\n"
_WORDS: Final = (
    "the ministry said on monday that a new road will open in the north before the summer of next year".split()
)


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A record: its bytes, its address, and why it shall be no document, empty where it shall be one."""

    raw: bytes
    address: str
    due: str


def write_crawl(path: Path, records: int, texts: Sequence[str], *, seed: int = 1) -> dict[str, int]:
    """Write a WARC file, packed record by record where its name ends in ``.gz``.

    Returns:
        How many records shall have which fate: a reason, or nothing for a document.
    """
    due: dict[str, int] = {}
    with path.open("wb") as file:
        _put(file, _warcinfo(), path)
        for made in find_records(records, texts, seed=seed):
            _put(file, made.raw, path)
            due[made.due] = due.get(made.due, 0) + 1
    return due


def find_records(count: int, texts: Sequence[str], *, seed: int = 1) -> Iterator[Made]:
    """Yield records, not packed."""
    sentences = [one.strip() for text in texts for one in text.splitlines() if one.strip()]
    words = [word for one in sentences for word in one.split()]
    menus = [_menu(random.Random(f"{seed} outlet {n}"), words) for n in range(_OUTLETS)]
    names = [name for name, share, _ in _KINDS for _ in range(share)]
    fates = {name: due for name, _, due in _KINDS}
    for number in range(count):
        chance = random.Random(f"{seed} {number}")
        kind = chance.choice(names)
        outlet = chance.randrange(_OUTLETS)
        address = f"https://www.outlet{outlet}.example/news/{number // 1000}/{number}.html"
        page = _page(chance, number, sentences, menus[outlet])
        yield Made(raw=_record(kind, address, number, page, chance), address=address, due=fates[kind])


def _put(file: BinaryIO, raw: bytes, path: Path) -> None:
    file.write(gzip.compress(raw, mtime=0) if path.suffix == ".gz" else raw)


def _page(chance: random.Random, number: int, sentences: Sequence[str], menu: str) -> str:
    told = [html.escape(one) for one in chance.choices(sentences, k=chance.randint(6, 18))]
    title = f"{told[0][:90]} {number}"
    body = "\n".join(f"<p>{one}</p>" for one in told)
    script = _SCRIPT.format(chance.getrandbits(4000)) * chance.randint(1, 4)
    day = (_START - datetime.timedelta(days=number % 900)).isoformat()
    return (
        f'<!doctype html>\n<html lang="ar" dir="rtl"><head><meta charset="{{charset}}"><title>{title}</title>\n'
        f'<meta property="article:published_time" content="{day}">{script}</head>\n<body>{menu}\n'
        f"<article><h1>{title}</h1>\n{body}\n</article>\n<footer>{menu[: len(menu) // 3]}</footer></body></html>\n"
    )


def _menu(chance: random.Random, words: Sequence[str]) -> str:
    links = (
        f'<li class="menu-item menu-item-type-taxonomy"><a href="/section/{n}">{html.escape(" ".join(some))}</a></li>'
        for n in range(_LINKS)
        for some in [chance.choices(words, k=3)]
    )
    return f"<nav><ul>{''.join(links)}</ul></nav>"


def _record(kind: str, address: str, number: int, page: str, chance: random.Random) -> bytes:
    status, media, coding, sent = "200 OK", "text/html; charset=utf-8", "", page.replace("{charset}", "utf-8").encode()
    if kind == "page of Windows-1256":
        media = "text/html; charset=windows-1256"
        sent = page.replace("{charset}", "windows-1256").encode("cp1256", errors="xmlcharrefreplace")
    elif kind == "English page":
        text = " ".join(chance.choices(_WORDS, k=900))
        sent = f"<!doctype html><html><head><title>{number}</title></head><body><p>{text}</p></body></html>".encode()
    elif kind == "picture":
        media, sent = "image/jpeg", chance.randbytes(chance.randint(4_000, 30_000))
    elif kind == "failure":
        status, sent = chance.choice(["404 Not Found", "301 Moved Permanently", "503 Unavailable"]), b"<html></html>"
    elif kind == "page in gzip":
        coding, sent = "Content-Encoding: gzip\r\n", gzip.compress(sent, mtime=0)
    elif kind == "page in deflate":
        coding, sent = "Content-Encoding: deflate\r\n", zlib.compress(sent)
    digest = base64.b32encode(hashlib.sha1(b"x" if kind == "wrong digest" else sent, usedforsecurity=False).digest())
    if kind == "page in chunks":
        coding, sent = "Transfer-Encoding: chunked\r\n", _chunks(sent)
    http = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{coding}Server: made\r\n\r\n".encode()
    if kind == "revisit":
        return to_record("revisit", http, number=number, address=address, content="application/http; msgtype=response")
    return to_record(
        "response",
        http + sent,
        number=number,
        address=address,
        content="application/http; msgtype=response",
        digest=f"sha1:{digest.decode()}" if kind != "page in chunks" else "",
    )


def _chunks(sent: bytes) -> bytes:
    pieces = (sent[at : at + 4096] for at in range(0, len(sent), 4096))
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def _warcinfo() -> bytes:
    return to_record("warcinfo", b"software: made for a test\r\n", number=-1, content="application/warc-fields")


def to_record(kind: str, block: bytes, *, number: int, content: str, address: str = "", digest: str = "") -> bytes:
    """The bytes of one WARC record, not packed."""
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number + 1:012x}>",
        f"WARC-Date: {(_START + datetime.timedelta(seconds=max(0, number))).strftime('%Y-%m-%dT%H:%M:%SZ')}",
        *([f"WARC-Target-URI: {address}"] if address else []),
        *([f"WARC-Payload-Digest: {digest}"] if digest else []),
        f"Content-Type: {content}",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"
