"""From the bytes of a page to letters, each of which knows its bytes.

Invariant: nothing is lost on the way. A byte that no letter is made of stays as a lone surrogate (U+DC80-U+DCFF), so
that the bytes of any run of letters can be counted. What a header or a page says of its letters is heard, and checked
against the letters themselves.
"""

from __future__ import annotations

import codecs
import re
from array import array
from collections.abc import Sequence
from typing import Final

import msgspec

from khabar.errors import InputError
from khabar.ingest import reasons
from khabar.model.widths import sloppy_bytes, width_of

_HEAD: Final = 4096
_SAMPLE: Final = 256 * 1024
_MARKED: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META: Final = re.compile(rb"""<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_:.-]{2,40})""", re.I)
_XML: Final = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([A-Za-z0-9_:.-]{2,40})""", re.I)
_ONE_BYTE: Final = ("cp1256", "iso8859-6", "mac-arabic", "cp720", "cp864", "cp1252", "iso8859-1")
_ARABIC: Final = ("cp1256", "iso8859-6", "mac-arabic", "cp720", "cp864")
_AL: Final = re.compile("(?<![\u0621-\u064a])\u0627\u0644(?=[\u0621-\u064a]{2})")
_LETTER: Final = re.compile("[\u0621-\u063a\u0641-\u064a]")
_STRANGE: Final = re.compile("[\u0080-\u00bf\u00c0-\u024f\u2500-\u259f\ufe70-\ufefc\udc80-\udcff]")
_HIGH: Final = re.compile(rb"[\x80-\xff]")
_TAH_ZAH: Final = re.compile("[\u0637\u0638]")
_O_U: Final = re.compile("[\u00d8-\u00db]")
_TWICE: Final = {  # letters of UTF-8 that was read as something else: what leads a pair, what goes on
    "cp1252": re.compile("[\u00c2\u00c3\u00d8-\u00db][\u0080-\u00bf\u0152-\u2122]"
                         "|[\u00e2\u00ef][\u0080-\u00bf\u0152-\u2122]{2}"),
    "cp1256": re.compile("[\u0622-\u064a\u00c2\u00c3\u0640][\u00a0-\u00bf\u0152-\u2122\u0679-\u06d2\u060c\u061b\u061f]"
                         "|[\u00e2\u00ef][\u00a0-\u00bf\u0152-\u2122\u0679-\u06d2\u060c\u061b\u061f]{2}"),
}  # fmt: skip


class Decoded(msgspec.Struct, frozen=True, kw_only=True):
    """The letters of a page. ``charset`` is a Python codec, or two joined by a plus: the second was read by mistake.

    ``skipped`` are the bytes of the mark before the first letter; ``notes`` what was noticed.
    """

    text: str
    charset: str
    skipped: int = 0
    notes: tuple[str, ...] = ()
    places: array[int] | None = None

    def bytes_at(self, offsets: Sequence[int]) -> dict[int, int]:
        """The byte at which each of these letters begins. One pass over the text, whatever their number."""
        if self.places is not None:
            return {at: self.places[at] for at in offsets}
        found: dict[int, int] = {}
        at, byte = 0, self.skipped
        for offset in sorted(set(offsets)):
            byte += width_of(self.text[at:offset], self.charset)
            at = offset
            found[offset] = byte
        return found


def decode_page(raw: bytes, declared: str = "") -> Decoded:
    """The letters of a page's bytes: by its mark, by what is declared, by the evidence of the letters.

    Args:
        raw: The bytes.
        declared: What a header said that they are.

    Raises:
        InputError: nothing in it. The message names no file.
    """
    if not raw.strip(b" \t\r\n\0"):
        raise InputError("empty; there is nothing to read", reason=reasons.EMPTY)
    for mark, name in _MARKED:
        if raw.startswith(mark):
            return Decoded(text=_decode(raw[len(mark) :], name), charset=name, skipped=len(mark))
    told = [name for name in (_known(declared), _known(_declared_within(raw))) if name]
    wide = _wide(raw)
    if wide:
        return Decoded(text=_decode(raw, wide), charset=wide, notes=_noted(told, wide))
    name = _guess(raw, told)
    return _once_more(_decode(raw, name), name, _noted(told, name))


def _noted(told: Sequence[str], name: str) -> tuple[str, ...]:
    wrong = next((one for one in told if one not in (name, "ascii")), "")
    return (f"declared {wrong}; the letters are {name}",) if wrong else ()


def _decode(raw: bytes, name: str) -> str:
    if name.startswith("utf-8"):
        return raw.decode("utf-8", "surrogateescape")
    if name.startswith(("utf-16", "utf-32")):
        whole = len(raw) - len(raw) % (2 if name.startswith("utf-16") else 4)
        return raw[:whole].decode(name, "replace")
    return raw.decode(name, "surrogateescape")


def _known(name: str) -> str:
    """The codec of a label, as browsers take it: ASCII and Latin-1 are Windows-1252."""
    try:
        found = codecs.lookup(name.strip().lower()).name if name else ""
    except (LookupError, ValueError):
        return ""
    if found in ("utf-8", *_ONE_BYTE):
        return "cp1252" if found == "iso8859-1" else found
    return ""


def _declared_within(raw: bytes) -> str:
    found = _META.search(raw, 0, _HEAD) or _XML.search(raw, 0, _HEAD)
    return found[1].decode("ascii") if found else ""


def _wide(raw: bytes) -> str:
    """UTF-16 without its mark, told by the empty half of its Latin letters."""
    head = raw[:_HEAD]
    if head.count(b"\0") < len(head) / 8 or len(head) < 64:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    return "utf-16-le" if odd > 4 * even else "utf-16-be" if even > 4 * odd else ""


def _guess(raw: bytes, told: Sequence[str]) -> str:
    """UTF-8 where the bytes keep its rules, or break them here and there; else the one-byte set that reads best."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        letters = _decode(raw[:_SAMPLE], "utf-8")
        broken = len(re.findall("[\udc80-\udcff]", letters))
        high = len(_HIGH.findall(raw[:_SAMPLE]))
        if broken * 8 < high or (broken <= 4 and high >= 8):
            return "utf-8"
        sample = b" ".join(raw[at : at + _SAMPLE] for at in {0, max(len(raw) // 2, 0)})
        order = list(dict.fromkeys([*told, *_ARABIC, "cp1252"]))
        one_byte = [name for name in order if name != "utf-8"]
        return max(one_byte, key=lambda name: (_evidence(sample, name), -one_byte.index(name)))
    return "utf-8"


def _evidence(sample: bytes, name: str) -> float:
    """How much a text reads like Arabic under an encoding: its articles, less the letters that should not be there."""
    text = _decode(sample, name)
    arabic = len(_LETTER.findall(text))
    return len(_AL.findall(text)) * 10 + arabic / 50 - len(_STRANGE.findall(text)) / 5


def _once_more(text: str, name: str, notes: tuple[str, ...]) -> Decoded:
    """The letters, where they are UTF-8 that was taken for something else and written as UTF-8 again: undone."""
    wrong = _read_wrongly(text) if name == "utf-8" else ""
    if not wrong:
        return Decoded(text=text, charset=name, notes=notes)
    parts: list[str] = []
    places = array("q")
    at = byte = 0
    for match in _TWICE[wrong].finditer(text):
        letter = _undone(match[0], wrong)
        if letter is None:
            continue
        byte = _put(text[at : match.start()], parts, places, byte)
        parts.append(letter)
        places.append(byte)
        byte += width_of(match[0], "utf-8")
        at = match.end()
    byte = _put(text[at:], parts, places, byte)
    places.append(byte)
    noted = (*notes, f"letters encoded twice: UTF-8 was read as {wrong}")
    return Decoded(text="".join(parts), charset=f"utf-8+{wrong}", notes=noted, places=places)


def _put(plain: str, parts: list[str], places: array[int], byte: int) -> int:
    parts.append(plain)
    for letter in plain:
        places.append(byte)
        byte += width_of(letter, "utf-8")
    return byte


def _read_wrongly(text: str) -> str:
    """What UTF-8 was mistaken for, if it was: every other letter is then one of a few."""
    sample = text if len(text) < _SAMPLE else text[:_SAMPLE] + text[len(text) // 2 : len(text) // 2 + _SAMPLE]
    pairs = len(_TWICE["cp1252"].findall(sample))
    arabic = len(_LETTER.findall(sample))
    if len(_O_U.findall(sample)) > 40 and pairs > 40 and pairs > arabic / 4:
        return "cp1252"
    if arabic > 40 and len(_TAH_ZAH.findall(sample)) > arabic / 4:
        return "cp1256"
    return ""


def _undone(said: str, wrong: str) -> str | None:
    raw = sloppy_bytes(said, wrong)
    try:
        letter = raw.decode("utf-8") if raw else ""
    except UnicodeDecodeError:
        return None
    return letter if len(letter) == 1 else None
