"""From a publisher's bytes to letters.

Invariant: nothing is translated. A byte-order mark stays as the letter U+FEFF, CRLF stays two letters, so that a span
counts the same letters as any other program that decodes the file.
"""

from __future__ import annotations

import codecs

from khabar.errors import InputError
from khabar.ingest import reasons
from khabar.text.letters import has_arabic_letter

_MARKED = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KNOWN = ((b"%PDF", "a PDF"), (b"PK\x03\x04", "a zip or office file"), (b"\x1f\x8b", "a gzip file"))
_EIGHT_BIT = ("cp1256", "iso8859-6", "mac-arabic", "cp720", "cp864")
_TAH, _ZAH = "\u0637", "\u0638"


def decode(raw: bytes, declared: str = "") -> tuple[str, str]:
    """The letters and the name of the encoding: UTF-8, marked UTF-16 or UTF-32, else Windows-1256 where that is Arabic.

    Args:
        raw: The bytes.
        declared: What a header said that they are; believed where they are not UTF-8 and it reads as Arabic.

    Raises:
        InputError: nothing in it, no text at all, or letters in no encoding we know. The message names no file.
    """
    if not raw.strip():
        raise InputError("empty; there is nothing to read", reason=reasons.EMPTY)
    for mark, encoding in _MARKED:
        if raw.startswith(mark):
            return _decode_marked(raw, encoding), encoding
    for mark, name in _KNOWN:
        if raw.startswith(mark):
            raise InputError(f"{name}, not text; save its text as UTF-8", reason=reasons.BINARY)
    if b"\0" in raw:
        raise InputError("binary, not text; save the article's text as UTF-8", reason=reasons.BINARY)
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as fault:
        for encoding in (*_legacy(declared), "cp1256"):
            text = raw.decode(encoding, errors="replace")
            if _reads_as_arabic(text):
                return text, encoding
        raise InputError(
            f"not UTF-8 (byte {fault.start} is 0x{raw[fault.start]:02x}) and not Windows-1256; save it as UTF-8",
            reason=reasons.LETTERS,
        ) from None


def check_letters(text: str) -> None:
    """Refuse a text in which Khabar has nothing to read.

    Raises:
        InputError: no letter at all, or no Arabic one.
    """
    if not text.strip("\ufeff \t\r\n"):
        raise InputError("empty; there is nothing to read", reason=reasons.EMPTY)
    if not has_arabic_letter(text):
        raise InputError("no Arabic letter in it; Khabar reads Arabic reporting", reason=reasons.NOT_ARABIC)


def _decode_marked(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as fault:
        raise InputError(f"broken {encoding} at byte {fault.start}; save it as UTF-8", reason=reasons.LETTERS) from None


def _legacy(declared: str) -> tuple[str, ...]:
    """The encoding that was declared, where it is one of the eight-bit ones in which Arabic was written."""
    try:
        name = codecs.lookup(declared).name if declared else ""
    except (LookupError, ValueError):
        return ()
    return (name,) if name in _EIGHT_BIT else ()


def _reads_as_arabic(text: str) -> bool:
    """Whether Windows-1256 is a fair guess: Arabic letters prevail, and are not another encoding read by mistake.

    Arabic in UTF-8 that is read as Windows-1256 is every other letter a tah or a zah; in real text one in thirty is.
    In ISO 8859-6 that is so read, every fifth letter is a French one.
    """
    french = sum("\u00e0" <= c <= "\u00ff" for c in text)
    arabic = sum("\u0621" <= c <= "\u064a" for c in text)
    letters = sum(c.isalpha() for c in text)
    mistaken = text.count(_TAH) + text.count(_ZAH)
    return arabic > letters / 2 and mistaken < arabic / 4 and french < arabic / 10
