"""The bounds of some spans, for asking what shares letters with them.

Invariant: the bounds are read once, so that asking costs no more than comparing numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

from khabar.model.native import mypyc_attr
from khabar.model.spans import Span


@mypyc_attr(acyclic=True)
class Bounds:
    """Some spans of a text."""

    __slots__ = ("_bounds",)

    def __init__(self, spans: Sequence[Span]) -> None:
        self._bounds: list[tuple[int, int]] = [(span.start, span.end) for span in spans]

    def meet(self, span: Span) -> bool:
        """Whether a span shares a letter with one of them."""
        return bool(self._bounds) and self.hold(span.start, span.end)

    def hold(self, first: int, last: int) -> bool:
        """Whether one of them shares a letter with those from `first` to before `last`."""
        return any(first < end and start < last for start, end in self._bounds)
