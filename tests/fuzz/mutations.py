"""Bytes that are nearly right: a valid skeleton with bytes turned, cut, doubled, nested, and lengths that lie.

Invariant: what is made is no longer than `LONGEST`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hypothesis import strategies as st

LONGEST = 64 * 1024
_NUMBERS = re.compile(rb"\d+")
LIES = (b"0", b"-1", b"4294967295", b"99999999999999999999", b"1e9", b"007", b"9" * 400)
TOKENS = (
    b"\0", b"\r", b"\n", b"\r\n\r\n", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xe2\x80\xae",
    b"\xe2\x80\xa8", b"\xc7\xe1", b"<", b">", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<!DOCTYPE x [", b"<!ENTITY a 'b'>",
    b"&a;", b"&#1589;", b"&#x110000;", b"&#0;", b"<div>" * 50, b"</div>" * 50, b"[" * 300, b"{\"a\":" * 300, b"\"", b"\\",
    b"\\u0627", b"\\ud800", b",", b";", b"\t", b"=", b"%00", b"%u0627", b"../../", b"PK\x03\x04", b"PK\x01\x02",
    b"PK\x05\x06", b"\x1f\x8b\x08\0", b"%PDF-1.7\n", b"WARC/1.0\r\n", b"Content-Length: 9\r\n", b"From x\n", b"--b\r\n",
    b"charset=utf-7", b"charset=x", b"\xd8\xb5" * 40, b"\xff" * 8, b"NaN", b"1e999",
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn, skeletons: Sequence[bytes], most: int = 6) -> bytes:
    """A skeleton that a few things were done to."""
    raw = draw(st.sampled_from(skeletons))
    for _ in range(draw(st.integers(0, most))):
        raw = _DEEDS[draw(st.integers(0, len(_DEEDS) - 1))](draw, raw, skeletons)[:LONGEST]
    return raw


def either(skeletons: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """A skeleton mended for the worse, or mere bytes, now and then."""
    return st.one_of(mutated(skeletons), mutated(skeletons), mutated(skeletons), st.binary(max_size=300))


def _at(draw: st.DrawFn, raw: bytes) -> int:
    return draw(st.integers(0, len(raw)))


def _part(draw: st.DrawFn, raw: bytes) -> tuple[int, int]:
    start = _at(draw, raw)
    return start, min(len(raw), start + draw(st.sampled_from((1, 2, 4, 16, 64, 1024))))


def _turn(draw: st.DrawFn, raw: bytes, _: Sequence[bytes]) -> bytes:
    at = _at(draw, raw)
    return raw[:at] + bytes([draw(st.integers(0, 255))]) + raw[at + 1 :]


def _cut(draw: st.DrawFn, raw: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _part(draw, raw)
    return raw[:start] + raw[end:]


def _end(draw: st.DrawFn, raw: bytes, _: Sequence[bytes]) -> bytes:
    return raw[: _at(draw, raw)]


def _double(draw: st.DrawFn, raw: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _part(draw, raw)
    return raw[:end] + raw[start:end] * draw(st.sampled_from((1, 2, 50, 1000))) + raw[end:]


def _put(draw: st.DrawFn, raw: bytes, _: Sequence[bytes]) -> bytes:
    at = _at(draw, raw)
    return raw[:at] + draw(st.sampled_from(TOKENS)) + raw[at:]


def _lie(draw: st.DrawFn, raw: bytes, _: Sequence[bytes]) -> bytes:
    """A number in letters is another one."""
    numbers = list(_NUMBERS.finditer(raw))
    if not numbers:
        return raw
    found = numbers[draw(st.integers(0, len(numbers) - 1))]
    return raw[: found.start()] + draw(st.sampled_from(LIES)) + raw[found.end() :]


def _lie_in_bytes(draw: st.DrawFn, raw: bytes, _: Sequence[bytes]) -> bytes:
    """A number in bytes is another one."""
    at = _at(draw, raw)
    size = draw(st.sampled_from((2, 4, 8)))
    value = draw(st.sampled_from((0, 1, 0x7F, 0xFF, 1 << (8 * size - 1), (1 << 8 * size) - 1)))
    return raw[:at] + value.to_bytes(size, draw(st.sampled_from(("little", "big")))) + raw[at + size :]


def _nest(draw: st.DrawFn, raw: bytes, skeletons: Sequence[bytes]) -> bytes:
    """Another skeleton within this one."""
    at = _at(draw, raw)
    return raw[:at] + draw(st.sampled_from(skeletons)) + raw[at:]


def _splice(draw: st.DrawFn, raw: bytes, skeletons: Sequence[bytes]) -> bytes:
    other = draw(st.sampled_from(skeletons))
    return raw[: _at(draw, raw)] + other[_at(draw, other) :]


_DEEDS = (_turn, _cut, _end, _double, _put, _put, _lie, _lie_in_bytes, _nest, _splice)
