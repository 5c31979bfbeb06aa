"""What a server sent, as it meant it: chunks joined, content codings undone, its digest held against it.

Invariant: no more comes out than `limit` bytes, whatever went in.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import re
import zlib
from collections.abc import Iterable, Sequence
from typing import Final

from fastwarc.stream_io import BrotliReader

from khabar.errors import InputError
from khabar.ingest import reasons
from khabar.ingest.limits import MEBIBYTE

_MOST_CODINGS: Final = 3
_CHUNK: Final = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]{0,9}(?:;[^\r\n]{0,200})?\r?\n")
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_MEDIA: Final = re.compile(r"\s*([a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,100})", re.IGNORECASE)
_UTF8_ARABIC: Final = re.compile(rb"[\xd8-\xdb][\x80-\xbf]")
_UTF8_FORMS: Final = re.compile(rb"\xef(?:[\xad-\xb7\xba]|\xb9[\xb0-\xbf]|\xbb[\x80-\xbe])")
_SPELLED: Final = re.compile(rb"&#(?:1(?:5[3-9]|6\d|7[0-9])\d|x0{0,4}6[0-9a-f]{2});?|\\u06[0-9a-f]{2}", re.IGNORECASE)
_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OTHERS: Final = frozenset(
    "cp1250 cp1251 cp1253 cp1254 cp1255 cp1257 koi8-r koi8-u iso8859-2 iso8859-5 iso8859-7 iso8859-8 iso8859-9 gb2312 "
    "gbk gb18030 big5 shift_jis euc_jp euc_kr cp949 tis-620 cp874".split()
)
_DIGESTS: Final = {"md5": hashlib.md5, "sha1": hashlib.sha1, "sha256": hashlib.sha256, "sha512": hashlib.sha512}
_SIZES: Final = {"md5": 16, "sha1": 20, "sha256": 32, "sha512": 64}
_BASE32: Final = re.compile(r"[A-Za-z2-7]+=*")
_BASE16: Final = re.compile(r"[0-9A-Fa-f]+")
_TO_PYTHONS: Final = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789abcdefghijklmnopqrstuv")


def media_type(header: str) -> tuple[str, str]:
    """The media type in lower case and the charset that a Content-Type header tells; empty where it does not."""
    media, charset = _MEDIA.match(header[:400]), _CHARSET.search(header[:400])
    return media[1].lower() if media else "", charset[1].lower() if charset else ""


def undo(body: bytes, codings: Sequence[str], *, chunked: bool, limit: int) -> bytes:
    """The payload of an HTTP message.

    Crawlers keep headers of what they have undone already; a coding that the bytes do not show is not undone again.

    Args:
        body: What follows the headers.
        codings: The content codings, in the order in which they were applied.
        chunked: Whether the transfer coding says chunks.
        limit: The most bytes that it may become.

    Raises:
        InputError: larger than `limit`, broken, or coded in a way that is not known. The message names no file.
    """
    if chunked and _CHUNK.match(body):
        body = _join_chunks(body)
    if len(body) > limit:
        raise _too_large(limit)
    applied = [one for one in codings if one not in ("", "identity", "none", "utf-8")]
    if len(applied) > _MOST_CODINGS:
        raise InputError("coded more than three times over", reason=reasons.EXPANDS)
    for coding in reversed(applied):
        body = _undo_one(body, coding, limit)
    return body


def check_digest(told: str, bodies: Iterable[bytes]) -> None:
    """Hold a payload against the digest that was told of it, in Base32 or hexadecimal.

    Writers differ in whether codings were undone before they took it; any of `bodies` may fit.

    Raises:
        InputError: none does. A digest of a kind that is not known is not held against anything.
    """
    algorithm, _, value = told.strip().partition(":")
    algorithm = algorithm.lower().replace("-", "")
    if algorithm not in _DIGESTS or (wanted := _to_bytes(value.strip(), _SIZES[algorithm])) is None:
        return
    seen: list[bytes] = []
    for body in bodies:
        if not any(body is one for one in seen):
            if _DIGESTS[algorithm](body, usedforsecurity=False).digest() == wanted:
                return
            seen.append(body)
    raise InputError(f"its bytes do not fit their {algorithm} digest; fetch it again", reason=reasons.DAMAGED)


def may_hold_arabic(payload: bytes, charset: str) -> bool:
    """Whether there may be an Arabic letter in these bytes, as letters, as HTML entities or as JSON escapes.

    Only what can be told for certain is told: bytes that are neither UTF-8 nor in the encoding that was declared may be
    in one of the Arabic ones.
    """
    if payload.isascii():
        return (b"&#" in payload or b"\\u06" in payload) and bool(_SPELLED.search(payload))
    if payload.startswith(_WIDE) or _UTF8_ARABIC.search(payload) or _UTF8_FORMS.search(payload):
        return True
    try:
        payload.decode("utf-8")
    except UnicodeDecodeError:
        return _may_be_legacy(payload, charset)
    return bool(_SPELLED.search(payload))


def _may_be_legacy(payload: bytes, charset: str) -> bool:
    try:
        known = codecs.lookup(charset).name if charset else ""
    except (LookupError, ValueError):
        return True
    if known not in _OTHERS:
        return True
    try:
        payload.decode(known)
    except UnicodeDecodeError:
        return True
    return bool(_SPELLED.search(payload))


def _join_chunks(body: bytes) -> bytes:
    """The chunks of a body, one after the other, without what is said about them."""
    parts: list[bytes] = []
    at = 0
    while head := _CHUNK.match(body, at):
        size = int(head[1], 16)
        if not size:
            return b"".join(parts)
        parts.append(body[head.end() : head.end() + size])
        at = head.end() + size + 2
    raise InputError("broken chunks; fetch it again", reason=reasons.DAMAGED)


def _undo_one(body: bytes, coding: str, limit: int) -> bytes:
    packed = coding in ("gzip", "x-gzip") and body.startswith(b"\x1f\x8b")
    if not packed and _is_plain(body):
        return body
    if coding in ("gzip", "x-gzip"):
        return _inflate(body, 31, limit)
    if coding == "deflate":  # servers send what zlib makes under this name, or only what is within it
        return _inflate(body, 15 if body[:1] == b"\x78" else -15, limit)
    if coding == "br":
        return _read_brotli(body, limit)
    raise InputError(f"coded as {coding[:20]!a}, which is not known here", reason=reasons.UNKNOWN)


def _inflate(body: bytes, wbits: int, limit: int) -> bytes:
    engine = zlib.decompressobj(wbits=wbits)
    try:
        plain = engine.decompress(body, limit + 1)
    except zlib.error as fault:
        raise InputError(f"broken coding ({fault}); fetch it again", reason=reasons.DAMAGED) from None
    if len(plain) > limit:
        raise _too_large(limit)
    if not engine.eof:
        raise InputError("its coded bytes are cut off; fetch it again", reason=reasons.DAMAGED)
    return plain


def _is_plain(body: bytes) -> bool:
    """Whether this is text already, whatever the headers say."""
    if body[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"{")):
        return True
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\0" not in body[:1000]


def _read_brotli(body: bytes, limit: int) -> bytes:
    reader = BrotliReader(io.BytesIO(body))
    parts: list[bytes] = []
    held = 0
    try:
        while some := reader.read(min(MEBIBYTE, limit + 1 - held)):
            parts.append(some)
            held += len(some)
            if held > limit:
                raise _too_large(limit)
    except (OSError, ValueError, EOFError) as fault:
        raise InputError(f"broken brotli ({fault}); fetch it again"[:200], reason=reasons.DAMAGED) from None
    return b"".join(parts)


def _too_large(limit: int) -> InputError:
    return InputError(f"larger than {max(1, limit // MEBIBYTE)} MiB, which no article is", reason=reasons.TOO_LARGE)


def _to_bytes(value: str, size: int) -> bytes | None:
    """The digest that these letters write; None where they write none."""
    if len(value) == 2 * size and _BASE16.fullmatch(value):
        return bytes.fromhex(value)
    if not _BASE32.fullmatch(value) or len(letters := value.rstrip("=").upper()) > 2 * size:
        return None
    spare = len(letters) * 5 % 8  # the last letter holds more bits than are left
    return (int(letters.translate(_TO_PYTHONS), 32) >> spare).to_bytes(len(letters) * 5 // 8, "big")
