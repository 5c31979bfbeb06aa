"""Every parser as a function of bytes, by name: what the suites and the long runs both feed.

Invariant: a target raises nothing but where a promise is broken. A parser that is not built yet has no target.
"""

from __future__ import annotations

import datetime
import tempfile
import unicodedata
from collections.abc import Callable, Sequence

import capturing
import promise
import skeletons

from khabar.errors import InputError
from khabar.ingest import columns, days, kinds, letters, meta, sources
from khabar.ingest.boxes import csv, feed, lines, objects, sitemap
from khabar.ingest.page import days as page_days

Target = Callable[[bytes], object]
APART = ("excel", "parquet", "pdf")
"""Kinds that a program of its own opens: a hundred times slower to feed."""


def _letters(raw: bytes) -> object:
    declared = raw[:12].decode("latin-1")
    text, encoding = letters.decode(raw, declared)
    assert isinstance(text.encode(encoding, errors="replace"), bytes)
    letters.check_letters(text)
    return text, encoding


def _kind(raw: bytes) -> object:
    name = raw[:40].decode("utf-8", "replace")
    kind = kinds.guess_kind(raw[: kinds.HEAD], name)
    assert kind in promise.KINDS, kind
    return kind


def _days(raw: bytes) -> object:
    text = raw.decode("utf-8", "surrogatepass" if raw[:1] == b"\xed" else "replace")
    found = list(page_days.find_days(text))
    at = 0
    for one in found:
        assert at <= one.start < one.end <= min(len(text), page_days.LETTERS), one
        datetime.date.fromisoformat(one.day)
        at = one.end
    given = [days.to_day(text), days.to_day(text, day_first=False), page_days.read_day(text), feed.to_day(text)]
    for day in given:
        assert not day or datetime.date.fromisoformat(day).isoformat() == day, day
    assert days.order(text) in ("", "day", "month", "either")
    return found, given, page_days.weekday_of(text)


def _names(raw: bytes) -> object:
    url = raw.decode("utf-8", "surrogateescape")
    names = [sources.name_of_address(url), sources.name_of_address("https://" + url)]
    for name in names:
        promise.check_name(name)
        assert not any(unicodedata.category(c).startswith("C") or c in "#~" or c.isspace() for c in name), ascii(name)
        assert len(name) <= 100, name
    return names


def _meta(raw: bytes) -> object:
    with tempfile.NamedTemporaryFile() as file:
        file.write(raw)
        file.flush()
        try:
            return meta.load_meta(file.name)
        except InputError as fault:
            raise InputError(str(fault).replace(file.name, "meta"), reason=fault.reason) from None


def _columns(raw: bytes) -> object:
    cells = raw.decode("utf-8", "replace").split("\n")
    names = [one.split("\t")[0] for one in cells]
    names = list(dict.fromkeys(names))
    rows = [dict(zip(names, one.split("\t"), strict=False)) for one in cells]
    guess = columns.guess_columns(rows, names, {})
    assert set(guess.by_field.values()) <= set(names)
    return guess, columns.to_note(guess)


def _entries(raw: bytes) -> object:
    found = list(feed.find_entries(raw, promise.LIMITS, address="https://a.example/feed"))
    assert len(found) <= promise.LIMITS.members
    for one in found:
        promise.check_told(one.told)
        assert len(one.content) <= promise.LIMITS.letters
        one.content.encode()
    return found


def _locations(raw: bytes) -> object:
    found = list(sitemap.find_locations(raw, promise.LIMITS))
    assert len(found) <= promise.LIMITS.members
    for one in found:
        assert one.address.lower().startswith(("http://", "https://"))
        assert not any(c.isspace() for c in one.address)
    return found


def _delimiter(raw: bytes) -> object:
    return csv.guess_delimiter(raw.decode(lines.guess_charset(raw), "replace"))


def _object(raw: bytes) -> object:
    value = objects.parse(raw.decode("utf-8", "surrogateescape"))
    return {ascii(k): ascii(v) for k, v in objects.flatten(value).items()} if isinstance(value, dict) else None


def _twice(make: Target) -> Target:
    return lambda raw: promise.twice(lambda: make(raw))


SMALL: dict[str, tuple[Target, Sequence[bytes]]] = {
    "letters": (_twice(_letters), (skeletons.TEXT, skeletons.TEXT.decode().encode("cp1256"), skeletons.TEXT.decode().encode("utf-16"))),
    "kind": (_twice(_kind), (skeletons.PAGE, skeletons.MBOX, skeletons.MAIL, skeletons.ZIP, skeletons.DOCX, skeletons.RSS)),
    "days": (_twice(_days), tuple(one.encode() for one in (
        "السبت 2 آذار 2024 / 21 شعبان 1445", "2024-03-02T10:00:00+03:00", "٢٦/١٠/٢٠٢٣", "1698300000", "Thu, 26 Oct 2023",
        "الخامس والعشرون من كانون الأول/ديسمبر 2013", "3/4/24 11:59:59 PM", "20240231", "samedi 2 mars 2024",
    ))),
    "names": (_twice(_names), (b"a.example/2024/%D8%AE%D8%A8%D8%B1/?id=7&utm_x=1", b"[::1]/news.php?id=%00", b"xn--a/%E2%80%AE")),
    "meta": (_twice(_meta), (skeletons.META,)),
    "columns": (_twice(_columns), (skeletons.CSV.replace(b",", b"\t"), b"\n".join([skeletons.TEXT] * 3))),
    "feed": (_twice(_entries), (skeletons.RSS, skeletons.ATOM, skeletons.JSON_FEED)),
    "sitemap": (_twice(_locations), (skeletons.SITEMAP, skeletons.INDEX, skeletons.LINKS, skeletons.GZIP)),
    "delimiter": (_twice(_delimiter), skeletons.BOXES["csv"]),
    "object": (_twice(_object), (skeletons.JSON, skeletons.TELEGRAM)),
}  # fmt: skip
BY_BYTES = ("gzip", "bzip2", "xz", "zstd", "zip")
"""Kinds that only the bytes tell, so that a box of such a kind is never given others."""
BOXES: dict[str, tuple[Target, Sequence[bytes]]] = {
    kind: (
        (lambda raw, kind=kind: promise.check_within(raw, skeletons.NAMES[kind]))
        if kind in BY_BYTES
        else (lambda raw, kind=kind: promise.check_box(kind, raw)),
        some,
    )
    for kind, some in skeletons.BOXES.items()
    if promise.is_there(kinds.BOXES[kind])
}
PAPERS: dict[str, tuple[Target, Sequence[bytes]]] = {
    kind: ((lambda raw, kind=kind: promise.check_document(kind, raw, raw[-8:].decode("latin-1"))), some)
    for kind, some in skeletons.PAPERS.items()
    if promise.is_there(kinds.DOCUMENTS[kind]) and kind not in APART
}
ALL = {**SMALL, **BOXES, **PAPERS, **capturing.TARGETS}
