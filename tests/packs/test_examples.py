"""Rules live with their examples: each is read as it says, each counter-example leaves its rule silent.

``open_examples.txt`` names those that do not hold yet, so that none of the others is lost unseen. A listed example that
fails is expected to; one that holds is told by one test of its own. After a change of reading that gains some and loses
others, ``make open-examples`` writes the list anew: look at what it says before you commit it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from khabar import pipeline
from khabar.evaluate.examples import check_case, find_cases
from khabar.model.document import Document
from khabar.model.records import Reading
from khabar.packs.load import load_packs

CASES = {case.name: case for case in find_cases(load_packs())}
LIST = Path(__file__).with_name("open_examples.txt")
OPEN = frozenset(LIST.read_text(encoding="utf-8").split()) if LIST.is_file() else frozenset()
REFRESH = "run `make open-examples`, which writes tests/packs/open_examples.txt anew, and commit it"


def read(text: str, published: str | None) -> Reading:
    return pipeline.reader().read(Document(doc="example", text=text, sha256="", published=published))


def slug(name: str) -> str:
    """The name without blanks: one word a line in the list."""
    return name.replace(" ", "_")


@pytest.mark.parametrize("name", CASES)
def test_example(name: str) -> None:
    """Is the example read as it says, or the counter-example left alone?"""
    fault = check_case(CASES[name], read)
    if fault is not None and slug(name) in OPEN:
        pytest.xfail(f"on the list of open examples: {fault}")
    if fault is not None:
        pytest.fail(
            f"{fault}\nThe packs or the reading changed so that this example no longer holds. Mend them; if the "
            f"example is lost knowingly, {REFRESH}.",
            pytrace=False,
        )


def test_the_list_is_what_does_not_hold() -> None:
    """Does no example on the list hold, and does the list name only examples that there are?"""
    names = {slug(name): case for name, case in CASES.items()}
    gone = sorted(OPEN - names.keys())
    held = sorted(name for name in OPEN & names.keys() if check_case(names[name], read) is None)
    if gone or held:
        told = [f"{name}: holds now" for name in held] + [f"{name}: no such example" for name in gone]
        pytest.fail("\n".join([*told, f"Good news, and one thing to do: {REFRESH}."]), pytrace=False)


def refresh() -> None:
    """Write the list of examples that do not hold, and tell what changed."""
    now = {slug(name) for name, case in CASES.items() if check_case(case, read) is not None}
    LIST.write_text("".join(f"{name}\n" for name in sorted(now)), encoding="utf-8", newline="\n")
    changes = [f"+ {name}" for name in sorted(now - OPEN)] + [f"- {name}" for name in sorted(OPEN - now)]
    sys.stdout.write("".join(f"{line}\n" for line in [*changes, f"{len(now)} of {len(CASES)} examples are open"]))


if __name__ == "__main__":
    refresh()
