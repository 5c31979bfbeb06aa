"""A second opinion on which lines are the article: trafilatura's.

Invariant: it is asked once for a page, with letters and no bytes, with nothing to fetch, and only where the page is
small enough for its work to be bounded. Whatever it answers is only a vote on lines that we found in the page.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from typing import Final

import trafilatura

from khabar.ingest.page.parts import Part, keys_of

MAX_LETTERS: Final = 3 * 1024 * 1024
MAX_TAGS: Final = 40_000
MAX_DEPTH: Final = 200
NAME: Final = f"trafilatura {trafilatura.__version__}"
_SHINGLE: Final = 3
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def ask(text: str) -> str:
    """The lines that trafilatura takes for the article; empty where it finds none, or breaks on the page."""
    try:
        found = trafilatura.bare_extraction(
            _CONTROLS.sub(" ", text),
            include_comments=False,
            include_tables=True,
            favor_recall=True,
            with_metadata=False,
        )
    except Exception:  # a foreign program on a foreign page: any fault is no vote
        return ""
    said = getattr(found, "text", "") if found is not None else ""
    return said if isinstance(said, str) else ""


def give_votes(parts: Sequence[Part], said: str, field: str) -> None:
    """Set, for each part, the share of it that stands in these lines.

    Args:
        parts: Of the page.
        said: The lines.
        field: Which vote: ``vote`` or ``told``.
    """
    words = keys_of(said)
    whole = {keys_of(line) for line in said.splitlines()}
    shingles = {words[at : at + _SHINGLE] for at in range(len(words) - _SHINGLE + 1)}
    for part in parts:
        keys = part.keys
        if len(keys) < _SHINGLE:
            share = float(keys in whole)
        else:
            count = len(keys) - _SHINGLE + 1
            share = sum(keys[at : at + _SHINGLE] in shingles for at in range(count)) / count
        setattr(part, field, share)
