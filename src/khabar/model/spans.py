"""Half-open intervals of letters.

Invariant: a span counts Unicode code points (Python ``len``) of the document's text as it is on disk.
"""

from __future__ import annotations

import msgspec


class Span(msgspec.Struct, frozen=True, order=True, array_like=True, forbid_unknown_fields=True, gc=False):
    """Letters ``start`` to ``end`` of a text, ``end`` exclusive, in code points."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one letter."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether every letter of `other` is in this span."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """The letters of `text` that the span points at."""
        return text[self.start : self.end]
