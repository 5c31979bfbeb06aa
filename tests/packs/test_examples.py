"""Rules live with their examples: each is read as it says, each counter-example leaves its rule silent."""

from __future__ import annotations

import pytest

from khabar import pipeline
from khabar.evaluate.examples import Case, check_case, find_cases
from khabar.model.document import Document
from khabar.model.records import Reading
from khabar.packs.load import load_packs

CASES = list(find_cases(load_packs()))


def read(text: str, published: str | None) -> Reading:
    return pipeline.reader().read(Document(doc="example", text=text, sha256="", published=published))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_example(case: Case) -> None:
    """Is the example read as it says, or the counter-example left alone?"""
    assert check_case(case, read) is None
