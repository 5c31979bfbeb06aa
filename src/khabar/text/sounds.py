"""Names as they sound: one key for the ways in which a foreign name is spelled in Arabic.

Invariant: works on words that are folded already; two spellings of one name mostly share a key, two names seldom do.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from khabar.text.clitics import AL
from khabar.text.letters import fold, loose

_VOWELS: Final = "\u0627\u0648\u064a\u0649\u0621\u0624\u0626\u0639\u0629"
_SAME: Final = (
    ("\u063a", "\u062c\u0642\u0643"),  # g, j, q, k
    ("\u0633", "\u0635\u062b"),  # s
    ("\u062a", "\u0637"),  # t
    ("\u062f", "\u0636"),  # d
    ("\u0632", "\u0638\u0630"),  # z
    ("\u0647", "\u062d\u062e"),  # h, kh
)
_MAP: Final[dict[int, str | None]] = {ord(c): None for c in _VOWELS} | {
    ord(c): sound for sound, letters in _SAME for c in letters
}
LEAST: Final = 3
"""Letters that a key must have to tell a name."""


@lru_cache(maxsize=50_000)
def sound_of(word: str) -> str:
    """The key of a name of one or more words; nothing where too little of it would be left."""
    key = ""
    for part in word.split():
        letters = loose(fold(part))
        if letters.startswith(AL) and len(letters) > LEAST + 1:
            letters = letters.removeprefix(AL)
        if not letters:
            continue
        last = letters[-1] if letters[-1] != "\u0647" else ""
        plain = (letters[0] + letters[1:-1] + last) if len(letters) > 1 else letters
        for sound in plain.translate(_MAP):
            if not key or key[-1] != sound:
                key += sound
    return key if len(key) >= LEAST else ""
