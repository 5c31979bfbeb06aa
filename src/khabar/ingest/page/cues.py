"""Lines that say themselves what they are: a related story, a share bar, a caption, a comment form.

Invariant: the words are those of `packs/furniture`; a line is looked at once, each of its words looked up once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple, cast

from khabar.ingest.page.marks import CAPTION, COMMENT, FURNITURE, RELATED, SHARE
from khabar.ingest.page.words import forms_of
from khabar.packs.load import load_pack, packs_root
from khabar.packs.schema.furniture import Furniture
from khabar.text.letters import fold

_TOKEN: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]|_")
_NUMBER: Final = "{n}"
_WORD: Final = "{w}"
_PATTERN: Final = re.compile(r"\{[nw]\}|\d+|[^\W\d_]+|[^\w\s]|_")
_HEADS: Final = frozenset({"teaser", "comments", "tags", "share", "prompt"})
_SPOKEN: Final = 6
_LONGEST: Final = 60
_DASHES: Final = frozenset("-\u2013\u2014\u0640")
_SKIPPED: Final = 8
_KINDS: Final = {
    "teaser": RELATED, "share": SHARE, "caption": CAPTION, "comments": COMMENT, "tags": FURNITURE,
    "advertisement": FURNITURE, "prompt": FURNITURE, "copyright": FURNITURE, "menu": FURNITURE, "counter": FURNITURE,
    "reading_time": FURNITURE, "stamp": "stamp", "byline": "byline", "date_line": "date_line",
    "source_line": "source_line",
}  # fmt: skip


class Cue(NamedTuple):
    """What a line says that it is: the kind of an aside, or ``byline``, ``date_line``, ``source_line``, ``stamp``.

    ``block``: whether what follows belongs to it (``none``, ``next``, ``end``, ``final``). ``mode``: how it matched.
    ``heads``: whether it may stand at the head of a box of its kind.
    """

    kind: str
    block: str
    mode: str
    form: str
    heads: bool


class _Form(NamedTuple):
    rule: Furniture
    parts: tuple[str, ...]


def find_cue(text: str) -> Cue | None:
    """What a line of a page says that it is; None for a line that reads as reporting."""
    tokens = [_dash(token) for token in _TOKEN.findall(fold(text[:600]))]
    words = sum(token[0].isalnum() for token in tokens)
    if not words or words > _LONGEST:
        return None
    spoken = words > _SPOKEN and text.rstrip()[-1:] in ".!?\u061f\u2026"
    forms = _forms()
    begin = next(at for at, token in enumerate(tokens) if token[0].isalnum() or at >= _SKIPPED)
    for mode, places in (("line", (0, begin)), ("start", (0, begin)), ("end", range(len(tokens))),
                         ("contains", range(len(tokens)))):  # fmt: skip
        found = _find(forms[mode], mode, tokens, dict.fromkeys(places), words, spoken)
        if found:
            return Cue(
                _KINDS[found.rule.class_], found.rule.block, mode, " ".join(found.parts), found.rule.class_ in _HEADS
            )
    return None


def asks(text: str) -> bool:
    """Whether a line asks its reader to subscribe, to follow or to agree."""
    said = " ".join(_TOKEN.findall(fold(text[:600])))
    return any(form in said for form in _prompts())


@lru_cache(maxsize=1)
def _prompts() -> tuple[str, ...]:
    return tuple(" ".join(_TOKEN.findall(fold(form))) for form in sorted(forms_of("prompt_text")))


def _find(
    forms: dict[str, list[_Form]], mode: str, tokens: Sequence[str], places: dict[int, None], words: int, spoken: bool
) -> _Form | None:
    for at in places:
        token = tokens[at]
        candidates: list[_Form] = [*forms.get(token, []), *(forms.get(_NUMBER, []) if token[0].isdigit() else [])]
        for form in candidates:
            if words > form.rule.max_words or (spoken and not form.rule.prose):
                continue
            end = _walk(form.parts, tokens, at)
            if end and (mode in ("start", "contains") or not any(one[0].isalnum() for one in tokens[end:])):
                return form
    return None


def _walk(parts: Sequence[str], tokens: Sequence[str], at: int) -> int:
    """One past the last token that a form takes; 0 where it does not hold."""
    for part in parts:
        if part[0].isalnum() or part[0] == "{":
            skipped = 0
            while at < len(tokens) and not tokens[at][0].isalnum() and skipped < _SKIPPED:
                at, skipped = at + 1, skipped + 1
        if at >= len(tokens):
            return 0
        token = tokens[at]
        same = token == part
        slot = (part == _NUMBER and token[0].isdigit()) or (part == _WORD and token[0].isalnum())
        if not same and not slot:
            return 0
        at += 1
    return at


def _dash(token: str) -> str:
    return "-" if token in _DASHES else token


@lru_cache(maxsize=1)
def _forms() -> dict[str, dict[str, list[_Form]]]:
    """How a form matches → its first word → the forms."""
    made: dict[str, dict[str, list[_Form]]] = {mode: {} for mode in ("line", "start", "end", "contains")}
    for rule in cast(list[Furniture], load_pack(packs_root() / "furniture")[1]):
        if rule.match == "words" or rule.class_ not in _KINDS or rule.where in ("edge", "bottom"):
            continue
        for form in rule.forms:
            parts = tuple(_dash(part) for part in _PATTERN.findall(fold(form)))
            if parts:
                made[rule.match].setdefault(parts[0], []).append(_Form(rule, parts))
    return made
