"""The tables beside this step: words that tell a denial of a statement, a retraction, a first and a later account.

Invariant: an entry names its source; letters are compared folded, word by word, never as substrings.
"""

from __future__ import annotations

import functools
import importlib.resources
import itertools
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from khabar.errors import PackError
from khabar.packs.lexicon import load_lexicon
from khabar.packs.load import load_yaml
from khabar.packs.schema.base import Entry
from khabar.text.letters import fold

T = TypeVar("T", bound=msgspec.Struct)
LONGEST = 6  # words of the longest form
MOST_LETTERS = 4000  # of a text that are looked at: a sentence of a page is no sentence
_WORD = re.compile(r"[^\W_](?:[^\W_]|\x00)*")
_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Forms that tell one thing."""

    id: str
    source: str
    forms: list[str]
    note: str = ""


class WordFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``words.yml``."""

    lang: str
    entries: list[Words]


def load_table(file: str, shape: type[T]) -> T:
    """A YAML file beside this module.

    Raises:
        PackError: it breaks its shape.
    """
    with importlib.resources.as_file(importlib.resources.files("khabar.reconcile").joinpath(file)) as path:
        try:
            return msgspec.convert(load_yaml(Path(path)), shape, strict=False)
        except msgspec.ValidationError as fault:
            raise PackError(f"khabar/reconcile/{file}: {fault}") from None


def load_entries(schema: str) -> Sequence[Entry]:
    """The entries of all packs of one schema, from the compiled packs, which are loaded once.

    Raises:
        PackError: a pack has a fault.
    """
    entries: Sequence[Entry] = load_lexicon().tables[schema]
    return entries


@functools.lru_cache(maxsize=1)
def load_words() -> Mapping[str, Mapping[tuple[str, ...], str]]:
    """By id, the folded words of each form and the form as it stands in the file."""
    entries = load_table("words.yml", WordFile).entries
    return {entry.id: {folded(form): form for form in entry.forms} for entry in entries}


def folded(text: str) -> tuple[str, ...]:
    """The words of a text, folded."""
    return tuple(word for word, _ in placed(text))


def placed(text: str, most: int | None = None) -> list[tuple[str, int]]:
    """The first `most` words of the first `MOST_LETTERS` of a text, folded, each with where it begins."""
    joined = _MARKS.sub("\x00", text[:MOST_LETTERS])
    return [(_folded(m.group()), m.start()) for m in itertools.islice(_WORD.finditer(joined), most)]


@functools.lru_cache(maxsize=65536)
def _folded(word: str) -> str:
    return fold(word.replace("\x00", ""))


def find(kind: str, text: str) -> int | None:
    """Where in `text` the first form of `kind` begins; None where none stands."""
    forms = load_words()[kind]
    words = placed(text)
    for at, (_, start) in enumerate(words):
        for length in range(1, LONGEST + 1):
            if tuple(w for w, _ in words[at : at + length]) in forms:
                return start
    return None
