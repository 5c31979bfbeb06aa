"""What stands around the article, kept beside it.

Invariant: no letter of it is in the text; the most telling kinds are kept first, in the order of the page, up to
stated numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from khabar.ingest.page.marks import ASIDE, FOREIGN, FURNITURE, SHARE
from khabar.ingest.page.parts import Part
from khabar.model.article import Aside

MOST: Final = 200
LETTERS: Final = 2_000
_ORDER: Final = ("caption", "related", "comment", FOREIGN, "hidden", FURNITURE)


class Apart(NamedTuple):
    """A block that is not the article: neighbours of one kind together."""

    kind: str
    text: str
    first: int
    last: int


def gather(parts: Sequence[Part]) -> list[Apart]:
    """The blocks that these parts make, at most `MOST`, each of at most `LETTERS` letters."""
    blocks: list[Apart] = []
    for part in parts:
        kind = part.role if part.role in ASIDE or part.role == FOREIGN else FURNITURE
        kind = FURNITURE if kind == SHARE else kind
        before = blocks[-1] if blocks else None
        if before is not None and before.kind == kind and len(before.text) < LETTERS and kind != "comment":
            text = f"{before.text}\n{part.text}"[:LETTERS]
            blocks[-1] = Apart(kind, text, before.first, part.last)
        else:
            blocks.append(Apart(kind, part.text[:LETTERS], part.first, part.last))
    if len(blocks) > MOST:
        ranked = sorted(range(len(blocks)), key=lambda at: (_ORDER.index(blocks[at].kind), at))[:MOST]
        blocks = [blocks[at] for at in sorted(ranked)]
    return blocks


def to_aside(apart: Apart, bytes_of: Mapping[int, int]) -> Aside:
    """The block with its bytes."""
    return Aside(kind=apart.kind, text=apart.text, first=bytes_of[apart.first], last=bytes_of[apart.last])
