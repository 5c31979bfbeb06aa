"""Closed sets of clitics: the ways in which one written word may be cut.

Invariant: every cut spells the folded word again, but for the spelling rules of the join: la + al, ta marbuta, maqsura,
hamza and the silent alif before a pronoun.
The sets are closed-class morphology of written Arabic, given by code point; which cut holds is the lexicon's business.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from khabar.model.native import mypyc_attr
from khabar.text.letters import ALIF, HA, LAM, MAQSURA, NUN, TA, TA_MARBUTA, WAW, YA

FA: Final = "\u0641"
BA: Final = "\u0628"
KAF: Final = "\u0643"
SIN: Final = "\u0633"
MIM: Final = "\u0645"
AL: Final = ALIF + LAM
CONJUNCTIONS: Final = (WAW, FA)
PREPOSITIONS: Final = (BA, LAM, KAF)
PRONOUNS: Final = (
    HA + MIM + ALIF, HA + MIM, HA + NUN, HA + ALIF, HA, KAF + MIM, NUN + ALIF, NUN + YA, KAF, YA,
)  # fmt: skip
DUALS: Final = (ALIF + NUN, YA + NUN)
_FUTURE: Final = (HA, "\u062d")
_PRESENT: Final = (YA, TA, NUN)
Parts = tuple[str, str, bool, str, str, str]
_FINAL: Final = (TA_MARBUTA, MAQSURA)  # letters that stand at the end of a word only


@mypyc_attr(acyclic=True)
class Cut:
    """One way to read a word: conjunction, preposition or future letter, article, stem, suffix.

    suffix is ``""``, ``pronoun``, ``dual`` (with nun), ``dual_construct`` (without; a pronoun may follow), ``tanwin``.
    cost: how many clitics it assumes; fewer is likelier.
    """

    __slots__ = ("article", "conjunction", "cost", "proclitic", "pronoun", "stem", "suffix")

    def __init__(
        self, conjunction: str, proclitic: str, article: bool, stem: str, suffix: str, pronoun: str = ""
    ) -> None:
        self.conjunction = conjunction
        self.proclitic = proclitic
        self.article = article
        self.stem = stem
        self.suffix = suffix
        self.pronoun = pronoun
        self.cost = _cost(self.parts())

    def parts(self) -> Parts:
        """Everything that it says, in order."""
        return self.conjunction, self.proclitic, self.article, self.stem, self.suffix, self.pronoun

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Cut) and self.parts() == other.parts()

    def __hash__(self) -> int:
        return hash(self.parts())

    def __repr__(self) -> str:
        return f"Cut{self.parts()}"


def _cost(parts: Parts) -> int:
    conjunction, proclitic, article, _, suffix, _ = parts
    return (1 if conjunction else 0) + (1 if proclitic else 0) + (1 if article else 0) + (2 if suffix else 0)


def _rarity(parts: Parts) -> int:
    return 2 if parts[5] == YA else 1 if parts[4] == "dual_construct" else 0


def _heads(form: str) -> list[tuple[str, str, bool, str]]:
    """Every reading of the beginning of a word: (conjunction, proclitic, article, rest)."""
    heads = []
    for conjunction in ("", *CONJUNCTIONS):
        if not form.startswith(conjunction):
            continue
        rest = form[len(conjunction) :]
        if len(rest) < 2:
            continue
        heads.append((conjunction, "", False, rest))
        if rest.startswith(AL) and len(rest) > 3:
            heads.append((conjunction, "", True, rest[2:]))
        if rest.startswith(LAM + LAM) and len(rest) > 3:
            heads.append((conjunction, LAM, True, rest[2:]))
            heads.append((conjunction, LAM, True, rest[1:]))
        for proclitic in (*PREPOSITIONS, SIN):
            if rest.startswith(proclitic) and len(rest) > 2:
                tail = rest[1:]
                heads.append((conjunction, proclitic, False, tail))
                if tail.startswith(AL) and len(tail) > 3 and proclitic != SIN:
                    heads.append((conjunction, proclitic, True, tail[2:]))
    return heads


def _tails(rest: str, article: bool) -> list[tuple[str, str, str]]:
    """Every reading of the end of a word: (stem, suffix, pronoun)."""
    tails = [(rest, "", "")]
    if len(rest) > 3 and rest.endswith(ALIF) and not article:
        tails.append((rest[:-1], "tanwin", ""))
    if len(rest) > 4:
        for ending in DUALS:
            if rest.endswith(ending) and rest[-3] not in _FINAL:
                stem = rest[: -len(ending)]
                tails.append((stem, "dual", ""))
                if stem.endswith(TA):
                    tails.append((stem[:-1] + TA_MARBUTA, "dual", ""))
    if article:
        return tails
    if len(rest) > 3 and rest.endswith((YA, ALIF)) and rest[-2] not in _FINAL:
        stem = rest[:-1]
        tails.append((stem, "dual_construct", ""))
        if stem.endswith(TA):
            tails.append((stem[:-1] + TA_MARBUTA, "dual_construct", ""))
    for pronoun in PRONOUNS:
        if rest.endswith(pronoun) and len(rest) - len(pronoun) >= 2:
            stem = rest[: -len(pronoun)]
            if stem.endswith(_FINAL):
                continue
            tails.append((stem, "pronoun", pronoun))
            if stem.endswith(TA):
                tails.append((stem[:-1] + TA_MARBUTA, "pronoun", pronoun))
            elif stem.endswith(TA + YA) and len(stem) > 4:
                tails.append((stem[:-2] + TA_MARBUTA, "dual_construct", pronoun))
            elif stem.endswith(YA) and len(stem) > 3:
                tails.append((stem[:-1], "dual_construct", pronoun))
            elif stem.endswith(ALIF):
                tails.append((stem[:-1] + MAQSURA, "pronoun", pronoun))
                if len(stem) > 3:  # her two children, as a subject
                    tails.append((stem[:-1], "dual_construct", pronoun))
                if stem.endswith(TA + ALIF) and len(stem) > 4:
                    tails.append((stem[:-2] + TA_MARBUTA, "dual_construct", pronoun))
            elif stem.endswith(("\u0626", "\u0624")):
                tails.append((stem[:-1] + "\u0621", "pronoun", pronoun))
            elif stem.endswith(WAW):
                tails.append((stem + ALIF, "pronoun", pronoun))
    return tails


def spoken(form: str) -> list[str]:
    """How a folded word of everyday speech would be written in news prose, letter for letter but for a final alif.

    The future letters of Egypt and the Levant stand for sin; a plural past lacks its silent alif.
    """
    found = [form]
    if len(form) > 3 and form.endswith(WAW):
        found.append(form + ALIF)
    start = 1 if form.startswith(CONJUNCTIONS) and form[1:2] in _FUTURE else 0
    if form[start : start + 1] in _FUTURE and len(form) - start > 4 and form[start + 1] in _PRESENT:
        written = form[:start] + SIN + form[start + 1 :]
        found += [written, written + ALIF] if form.endswith(WAW) else [written]
    return found


@lru_cache(maxsize=65536)
def without_joined(form: str) -> list[str]:
    """A folded word as it stands and without the letters that may be joined to its beginning, whatever is left."""
    found = [form]
    for letters in (CONJUNCTIONS, PREPOSITIONS, (AL,)):
        found += [known[len(joined) :] for known in found for joined in letters if known.startswith(joined)]
    return found


def cuts(form: str) -> tuple[Cut, ...]:
    """All cuts of a folded word, the whole word first, then by how much they assume.

    Of two that assume as much, the likelier one in news prose comes first: a dual before its noun is rarer than what
    else ends like it, and "my" rarer still.
    """
    found: set[Parts] = {("", "", False, form, "", "")}
    for conjunction, proclitic, article, rest in _heads(form):
        for stem, suffix, pronoun in _tails(rest, article):
            found.add((conjunction, proclitic, article, stem, suffix, pronoun))
    ordered = sorted([(_cost(parts), _rarity(parts), parts) for parts in found])
    return tuple([Cut(p[0], p[1], p[2], p[3], p[4], p[5]) for _, _, p in ordered])
