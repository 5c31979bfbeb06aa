"""Bounds of spans."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from khabar.model.spans import Span
from khabar.text.bounds import Bounds

SPANS = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 30), st.integers(1, 8))


@given(st.lists(SPANS, max_size=6), SPANS)
def test_bounds_meet_what_overlaps(spans: list[Span], span: Span) -> None:
    assert Bounds(spans).meet(span) == any(span.overlaps(other) for other in spans)
