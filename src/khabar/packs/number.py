"""Which of a noun's forms are plurals, told from the forms themselves.

Invariant: a form is a plural where it is built on an earlier form of its entry (a sound ending, or other vowels between
the same consonants) and is not that form's feminine. What shows no such likeness stands in the entry's ``plurals``.
"""

from __future__ import annotations

from collections.abc import Iterable

from khabar.text.letters import ALIF, HAMZA, MAQSURA, NUN, TA, TA_MARBUTA, WAW, YA, fold

_WEAK = frozenset(ALIF + WAW + YA + MAQSURA + TA_MARBUTA + "\u0621\u0624\u0626")
_HAMZA = {ord(letter): HAMZA for letter in "\u0624\u0626"}
_SOUND = (WAW + NUN, YA + NUN)


def _skeleton(word: str) -> str:
    """The consonants of a folded word, doubled ones once."""
    out = ""
    for letter in word:
        if letter not in _WEAK and out[-1:] != letter:
            out += letter
    return out


def _derived(word: str, base: str) -> bool:
    """Whether `word` is a plural of `base`."""
    if word == base or base.startswith(word) or word == base + TA_MARBUTA or word == base + YA + TA_MARBUTA:
        return False
    if word.endswith(_SOUND) and len(word) > 4:
        return base.startswith(word[:-2])
    if word.endswith((WAW, YA)) and base.startswith(word[:-1]):
        return True
    if (word.endswith(TA_MARBUTA) and base.endswith(word)) or (word[-1] == base[-1] and word[-1] in YA + ALIF):
        return False
    if word.translate(_HAMZA) == base.translate(_HAMZA):
        return False
    consonants = _skeleton(word)
    return bool(consonants) and consonants == _skeleton(base)


def numbers(forms: Iterable[str], plurals: Iterable[str] = ()) -> dict[str, str]:
    """For the first folded word of each form: ``p`` for a plural, ``s`` for a singular that has one, else nothing."""
    firsts = list(dict.fromkeys(fold(form).split()[0] for form in forms if form.strip()))
    told = {fold(form).split()[0] for form in plurals}
    out: dict[str, str] = {}
    singular: list[str] = []
    for word in firsts:
        base = next((b for b in singular if _derived(word, b)), None)
        if word in told or base is not None or (word.endswith(ALIF + TA) and len(word) > 4):
            out[word] = "p"
            if base is not None:
                out.setdefault(base, "s")
        else:
            singular.append(word)
    if "p" in out.values():
        for word in singular:
            if (
                any(word == base + TA_MARBUTA or word + TA_MARBUTA == base for base in singular if base in out)
                or word + ALIF + TA in out
                or (word.endswith(TA_MARBUTA) and word[:-1] + ALIF + TA in out)
            ):
                out[word] = "s"
    return out


def vote(lists: Iterable[tuple[Iterable[str], Iterable[str]]]) -> dict[str, str]:
    """The number of every first word of many entries, ``(forms, plurals)`` each; entries that disagree are outvoted."""
    votes: dict[str, dict[str, int]] = {}
    for forms, plurals in lists:
        told = list(plurals)
        for word, number in numbers(forms, told).items():
            count = votes.setdefault(word, {})
            count[number] = count.get(number, 0) + (100 if told and number == "p" else 1)
    return {word: max(count, key=lambda n: (count[n], n)) for word, count in votes.items()}
