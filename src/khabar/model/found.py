"""What a search found in a ledger.

Invariant: spans count code points of the document's text as it is on disk.
"""

from __future__ import annotations

from khabar.model.records import Record
from khabar.model.spans import Span


class Found(Record, frozen=True, omit_defaults=True, kw_only=True):
    """A document that holds the words.

    spans: where they stand, in code points of its text. text: the letters around the first, from `at` on.
    """

    doc: str
    said: str
    spans: tuple[Span, ...]
    at: int
    text: str
    outlet: str | None = None
