"""Which language a block of a page is in: by its script, its letters and its commonest words.

Invariant: a pure function of the words; Arabic script is Arabic unless letters or words of another language speak
against it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from khabar.ingest.page.words import page_words

ARABIC: Final = "ar"
OTHER: Final = "other"
_WORD: Final = re.compile(r"[^\W\d_]+(?:[\u064b-\u0652\u0640]+[^\W\d_]+)*")
_SCRIPTS: Final = (
    ("arab", re.compile("[\u0620-\u064a\u0671-\u06d3\u06d5\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")),
    ("latn", re.compile("[A-Za-z\u00c0-\u024f]")),
    ("hebr", re.compile("[\u05d0-\u05ea]")),
    ("cyrl", re.compile("[\u0400-\u04ff]")),
)
_ONE_LANGUAGE: Final = {"hebr": "he", "cyrl": "ru"}
_LATIN: Final = ("en", "fr", "tr", "ku")
_KURDISH: Final = re.compile("[\u06b5\u0695\u06c6\u06ce\u06d5]")
_URDU: Final = re.compile("[\u0679\u0688\u0691\u06ba\u06be\u06d2]")
_PERSIAN: Final = re.compile("[\u067e\u0686\u0698\u06af\u06a9\u06cc]")
_ARABIC_ONLY: Final = re.compile("[\u0629\u0643\u064a\u0649\u0623\u0625]")
_SHARE: Final = 0.04


def words_of(text: str) -> list[str]:
    """The words of a text, as they stand; digits are none."""
    return _WORD.findall(text)


def language_of(text: str) -> str:
    """The language that most words of a text are in: ``ar``, ``fa``, ``ku``, ``ur``, ``he``, ``en``, ``fr``, ``tr``,
    ``ru``, ``other``; empty where it has no word.
    """
    scripts = {name: len(pattern.findall(text)) for name, pattern in _SCRIPTS}
    script = max(scripts, key=lambda name: scripts[name])
    if not scripts[script]:
        return OTHER if any(letter.isalpha() for letter in text) else ""
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script]
    words = words_of(text.lower())
    counts = _stops_in(words)
    if script == "latn":
        best = max(_LATIN, key=lambda name: (counts[name], -_LATIN.index(name)))
        return best if counts[best] else ("en" if text.isascii() else OTHER)
    return _of_arabic_script(text, scripts["arab"], counts)


def count_words(texts: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """How many words of each language there are in these blocks, most first."""
    counted: Counter[str] = Counter()
    for text in texts:
        name = language_of(text)
        if name:
            counted[name] += len(words_of(text))
    return tuple(sorted(((name, count) for name, count in counted.items() if count), key=lambda one: (-one[1], one[0])))


def _of_arabic_script(text: str, letters: int, counts: Counter[str]) -> str:
    kurdish, urdu = len(_KURDISH.findall(text)), len(_URDU.findall(text))
    persian, arabic = len(_PERSIAN.findall(text)), len(_ARABIC_ONLY.findall(text))
    if kurdish > _SHARE * letters and counts["ku"] + kurdish > counts["ar"] + arabic / 4:
        return "ku"
    if urdu > _SHARE * letters and counts["ur"] + urdu > counts["ar"] + arabic:
        return "ur"
    strange = persian > _SHARE * letters and persian > arabic
    if counts["fa"] > counts["ar"] and (strange or counts["fa"] >= counts["ar"] + 3):
        return "fa"
    if counts["ur"] > counts["ar"] + 1 and urdu:
        return "ur"
    return "fa" if strange and counts["fa"] >= counts["ar"] and not arabic else ARABIC


def _stops_in(words: Iterable[str]) -> Counter[str]:
    stops = _stops()
    found: Counter[str] = Counter()
    for word in words:
        for name in stops.get(word, ()):
            found[name] += 1
    return found


@lru_cache(maxsize=1)
def _stops() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for entry in page_words():
        if entry.class_ == "stop_words":
            for form in entry.forms:
                if entry.kind not in found.setdefault(form.lower(), []):
                    found[form.lower()].append(entry.kind)
    return {form: tuple(names) for form, names in found.items()}
