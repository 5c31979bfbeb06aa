"""Which genders and numbers the form of a verb allows.

Invariant: what the letters leave open is allowed; the first person tells neither.
"""

from __future__ import annotations

from khabar.model.native import mypyc_attr
from khabar.read.units import Unit
from khabar.text.letters import ALIF, NUN, TA, WAW, YA


@mypyc_attr(acyclic=True)
class Shape:
    """Genders and numbers that the form of a verb allows."""

    __slots__ = ("dual", "feminine", "masculine", "plural", "single")

    def __init__(self) -> None:
        self.masculine = self.feminine = False
        self.single = self.dual = self.plural = False

    def allow(self, feminine: bool, number: str) -> None:
        """Let it be of a gender and number too; no number is the singular."""
        if feminine:
            self.feminine = True
        else:
            self.masculine = True
        if number == "p":
            self.plural = True
        elif number == "d":
            self.dual = True
        else:
            self.single = True

    @property
    def certain(self) -> bool:
        """Whether it allows one gender alone."""
        return self.masculine != self.feminine

    @property
    def only_plural(self) -> bool:
        """Whether it allows several alone."""
        return self.plural and not (self.single or self.dual)

    def meets(self, other: Shape) -> bool:
        """Whether two verbs can be of one gender."""
        return (self.masculine and other.masculine) or (self.feminine and other.feminine)


def shape_of(unit: Unit) -> Shape:
    """Genders and numbers that the form of a verb allows."""
    shape = Shape()
    for sense in unit.verb:
        if sense.extra != "first":
            shape.allow(sense.feminine, sense.number)
    if shape.masculine or shape.feminine:
        return shape
    if unit.verb:
        shape.allow(False, "p")
        shape.allow(True, "p")
        return shape
    form = unit.token.form[1:] if unit.conj else unit.token.form
    if form.endswith((WAW + ALIF, WAW + NUN)):
        shape.allow(False, "p")
    else:
        shape.allow(form[:1] != YA and (form[:1] == TA or form.endswith(TA)), "s")
    return shape
