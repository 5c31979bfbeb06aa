"""Tests of what an answer carries."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.capture import answers
from khabar.errors import InputError
from khabar.ingest import reasons
from khabar.ingest.limits import Limits

HEADS = st.sampled_from(
    [b"HTTP/1.1 200 OK\r\n", b"HTTP/1.0 404 x\r\n", b"HTTP/1.1 304\r\n", b"HTTP/1.1 103 y\r\n\r\n", b"HTTP/2 200\r\n"]
)
LINES = st.sampled_from(
    [
        b"Content-Length: 5\r\n",
        b"Content-Length: 99\r\n",
        b"Transfer-Encoding: chunked\r\n",
        b"Content-Type: \xb2;charset*=x\r\n",
        b"Content-Encoding: gzip\r\n",
        b"Content-Encoding: deflate, br\r\n",
        b"Location: \xd8\xae\r\n",
        b": x\r\n",
        b" folded\r\n",
        b'Content-Type: text/html; charset="x\r\n',
    ]
)


@settings(max_examples=200)
@given(st.one_of(st.binary(max_size=60), HEADS), st.lists(LINES, max_size=4), st.binary(max_size=60))
def test_any_answer(head: bytes, lines: list[bytes], body: bytes) -> None:
    """Does any message give a page within the limits, or one line of refusal?"""
    limits = Limits(document=1000)
    try:
        _, headers, carried = answers.parse_response(head + b"".join(lines) + b"\r\n" + body)
        media, charset = answers.media_of(headers)
        assert isinstance(media, str)
        assert isinstance(charset, str)
        answers.as_letters(answers.header(headers, "location"))
        assert len(answers.to_document(headers, carried, limits)) <= 1000
    except InputError as fault:
        assert fault.args[0].count("\n") == 0  # noqa: PT017 - whether there is one depends on the bytes


@given(st.binary(max_size=3000), st.sampled_from(["gzip", "deflate", "x-gzip", "bare"]))
def test_codings(data: bytes, coding: str) -> None:
    """Does every coding that servers use give the page back?"""
    bare = zlib.compressobj(wbits=-15)
    packed = {"gzip": gzip.compress(data), "x-gzip": gzip.compress(data), "deflate": zlib.compress(data),
              "bare": bare.compress(data) + bare.flush()}[coding]  # fmt: skip
    headers = (("content-encoding", "deflate" if coding == "bare" else coding.upper()),)
    assert answers.to_document(headers, packed) == data


def test_limit_is_exact() -> None:
    """Is a page of just the limit taken, and one letter more refused?"""
    headers = (("content-encoding", "gzip"),)
    assert len(answers.to_document(headers, gzip.compress(b"x" * 1000), Limits(document=1000))) == 1000
    with pytest.raises(InputError) as fault:
        answers.to_document(headers, gzip.compress(b"x" * 1001), Limits(document=1000))
    assert fault.value.reason == reasons.EXPANDS
