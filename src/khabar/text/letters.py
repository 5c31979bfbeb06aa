"""Arabic letters and their folding.

Invariant: folding is idempotent and works on single words; offsets into the raw text are never derived from one that
is folded. Folding drops harakat, tatweel, zero-width and bidi controls and what is put between two tatweels to hide a
word, opens presentation forms, joins the alif family and Persian look-alikes, and turns Eastern digits into Western
ones. It keeps ta marbuta, alif maqsura and hamza carriers on waw and ya.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

ALIF: Final = "\u0627"
HAMZA: Final = "\u0621"
TA_MARBUTA: Final = "\u0629"
TA: Final = "\u062a"
HA: Final = "\u0647"
WAW: Final = "\u0648"
FA: Final = "\u0641"
YA: Final = "\u064a"
MAQSURA: Final = "\u0649"
MAQSURA_CODE: Final = 0x0649
TA_MARBUTA_CODE: Final = 0x0629
LAM: Final = "\u0644"
MIM: Final = "\u0645"
NUN: Final = "\u0646"
HAMZA_ABOVE: Final = "\u0623"
HAMZA_BELOW: Final = "\u0625"
TANWIN: Final = frozenset("\u064b\u064c\u064d")
AYN: Final = "\u0639"
GHAYN: Final = "\u063a"
DAL: Final = "\u062f"
FATHA: Final = "\u064e"
DAMMA: Final = "\u064f"
SHADDA: Final = "\u0651"
TATWEEL: Final = "\u0640"
EASTERN_DIGITS: Final = "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669"
PERSIAN_DIGITS: Final = "\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7\u06f8\u06f9"
HARAKAT: Final = "".join(
    chr(c) for c in (*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06EE))
)
INVISIBLE: Final = "".join(
    chr(c)
    for c in (0x00AD, 0x061C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
)
JOINTS: Final = " ._*/\u00a0\u00b7\u2022"  # put between two tatweels to hide a word from filters
BIDI_CONTROLS: Final = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

_MAP: dict[int, str | None] = {ord(c): None for c in HARAKAT + INVISIBLE + TATWEEL}
_MAP |= {ord(c): ALIF for c in "\u0622\u0623\u0625\u0671\u0672\u0673\u0675"}
_MAP |= {ord(c): YA for c in "\u06cc\u06d0\u06d2\u06d3"}
_MAP |= {ord(c): "\u0643" for c in "\u06a9\u06aa\u06ad\u06af"}
_MAP |= {ord(c): HA for c in "\u06be\u06c0\u06c1\u06c2\u06d5"}
_MAP |= {0x067E: "\u0628", 0x0686: "\u062c", 0x0698: "\u0632", 0x06A4: "\u0641"}
_MAP |= {ord(c): str(i) for digits in (EASTERN_DIGITS, PERSIAN_DIGITS) for i, c in enumerate(digits)}


_HIDDEN: Final = re.compile(f"{TATWEEL}[{re.escape(JOINTS)}]{{1,3}}(?={TATWEEL})")


_FOLDED: Final[dict[str, str]] = {}
MAX_FOLDED: Final = 100_000
MAX_LETTERS: Final = 40


def fold(word: str) -> str:
    """The word as the lexicon knows it; lower case for Latin. Idempotent.

    Of short words what was found is kept; the cache is dropped when hostile text makes it large.

    >>> fold("\u0642\u064f\u062a\u0650\u0644") == fold("\u0642\u062a\u0644")
    True
    """
    found = _FOLDED.get(word)
    if found is not None:
        return found
    folded = _fold(word)
    if len(word) <= MAX_LETTERS:
        if len(_FOLDED) >= MAX_FOLDED:
            _FOLDED.clear()
        _FOLDED[word] = folded
    return folded


def _fold(word: str) -> str:
    if any(_is_presentation(c) for c in word):
        word = "".join(unicodedata.normalize("NFKC", c).replace(" ", "") if _is_presentation(c) else c for c in word)
    if TATWEEL in word:
        word = _HIDDEN.sub("", word)
    folded = unicodedata.normalize("NFC", word).translate(_MAP).lower()
    return folded if folded.isascii() else unicodedata.normalize("NFC", folded)


def _is_presentation(char: str) -> bool:
    return "\ufb50" <= char <= "\ufdff" or "\ufe70" <= char <= "\ufefc"


def fold_phrase(phrase: str) -> str:
    """Fold every word of a phrase; words stay separated by single blanks."""
    return " ".join(filter(None, (fold(word) for word in phrase.split())))


def loose(form: str) -> str:
    """A folded word without the letters that typing confuses at its end: maqsura as ya, ta marbuta as ha."""
    if not form:
        return form
    last = ord(form[-1])
    if last == MAQSURA_CODE:
        return form[:-1] + YA
    return form[:-1] + HA if last == TA_MARBUTA_CODE else form


def respell(form: str, spellings: Iterable[tuple[str, str]]) -> str:
    """A folded word in the one spelling that the packs choose for a family of spellings."""
    for written, chosen in spellings:
        if written in form:
            form = form.replace(written, chosen)
    return form


def relaxations(form: str) -> list[str]:
    """Other spellings of a folded word that careless typing produces, likeliest first: final ya, ta marbuta, hamza."""
    out = []
    if form.endswith((MAQSURA, YA)):
        out.append(form[:-1] + (YA if form.endswith(MAQSURA) else MAQSURA))
    if form.endswith((HA, TA_MARBUTA)):
        out.append(form[:-1] + (TA_MARBUTA if form.endswith(HA) else HA))
    if "\u0626" in form or "\u0624" in form:
        out.append(form.replace("\u0626", YA).replace("\u0624", WAW))
    if form.endswith(HAMZA) and len(form) > 3:
        out.append(form[:-1])
    return out


def is_arabic(char: str) -> bool:
    """Whether the letter belongs to an Arabic block."""
    return "\u0600" <= char <= "\u06ff" or "\u0750" <= char <= "\u077f" or _is_presentation(char)


def has_arabic_letter(text: str) -> bool:
    """Whether there is at least one Arabic letter (digits and punctuation do not count)."""
    return any("\u0620" <= c <= "\u064a" or "\u0671" <= c <= "\u06d3" or _is_presentation(c) for c in text)


def one_line(text: str) -> str:
    """The same on one line, without controls: what foreign letters are made before a message quotes them.

    >>> one_line("a\\n\\x00b")
    'a b'
    """
    return strip_controls(" ".join(text.split()))


def strip_controls(text: str) -> str:
    """Text safe to print: bidi controls, terminal escapes and other control characters taken out, blanks kept."""
    return "".join(
        c for c in text if c in "\n\t" or (c not in BIDI_CONTROLS and unicodedata.category(c) not in {"Cc", "Cs"})
    )
