"""Rules live with their examples: each is read as it says, each counter-example leaves its rule silent.

``open_examples.txt`` names those that do not hold yet. It may only shrink: one that holds must be taken off. Run this
file as a program to print the list anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from khabar import pipeline
from khabar.evaluate.examples import Case, check_case, find_cases
from khabar.model.document import Document
from khabar.model.records import Reading
from khabar.packs.load import load_packs

CASES = {case.name: case for case in find_cases(load_packs())}
LIST = Path(__file__).with_name("open_examples.txt")
OPEN = set(LIST.read_text(encoding="utf-8").split("\n")) - {""} if LIST.is_file() else set()


def read(text: str, published: str | None) -> Reading:
    return pipeline.reader().read(Document(doc="example", text=text, sha256="", published=published))


def parameters() -> list[object]:
    mark = pytest.mark.xfail(reason="on the list of open examples", strict=True)
    return [pytest.param(case, id=name, marks=mark if name in OPEN else ()) for name, case in CASES.items()]


@pytest.mark.parametrize("case", parameters())
def test_example(case: Case) -> None:
    """Is the example read as it says, or the counter-example left alone?"""
    assert check_case(case, read) is None


def test_the_list_names_examples() -> None:
    """Is every example on the list one that exists?"""
    assert not OPEN - CASES.keys()


if __name__ == "__main__":
    print("\n".join(sorted(name for name, case in CASES.items() if check_case(case, read))))  # noqa: T201
