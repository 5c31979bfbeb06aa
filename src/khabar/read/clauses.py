"""What a clause is, and what its link and its verb tell.

Invariant: a clause is a run of chunks; a relative clause knows the noun phrase it describes, and every clause but the
first knows the one it hangs on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from khabar.model.native import mypyc_attr
from khabar.read.chunks import Chunk
from khabar.read.units import Unit
from khabar.read.verb_shapes import shape_of
from khabar.text.clitics import FA
from khabar.text.letters import ALIF, MIM, TA, YA

AS_FOR: Final = ALIF + MIM + ALIF


@mypyc_attr(acyclic=True)
@dataclass(slots=True, init=False)
class Clause:
    """Chunks ``first``..``last`` (exclusive). kind: main coord sub rel content report.

    link: the word that opens it. verb: its verb chunk. antecedent: the phrase a relative clause describes. parent:
    index of the clause it hangs on, -1 for none. kana: the auxiliary before the verb, if any. negator: the one before
    the verb.
    """

    index: int
    first: int
    last: int
    kind: str = "main"
    link: Unit | None = None
    verb: Chunk | None = None
    antecedent: Chunk | None = None
    parent: int = -1
    kana: bool = False
    negator: Unit | None = None
    particle: bool = False
    cues: list[Unit] = field(default_factory=list)

    def __init__(
        self,
        index: int,
        first: int,
        last: int,
        kind: str = "main",
        link: Unit | None = None,
        verb: Chunk | None = None,
        antecedent: Chunk | None = None,
        parent: int = -1,
        kana: bool = False,
        negator: Unit | None = None,
        particle: bool = False,
        cues: list[Unit] | None = None,
    ) -> None:
        self.index = index
        self.first = first
        self.last = last
        self.kind = kind
        self.link = link
        self.verb = verb
        self.antecedent = antecedent
        self.parent = parent
        self.kana = kana
        self.negator = negator
        self.particle = particle
        self.cues = [] if cues is None else cues


def answers(verb: Chunk, clause: Clause) -> bool:
    """Whether a verb with ``fa-`` tells what somebody did to whom its clause turned (as for the army, it *bombed*)."""
    link = clause.link
    if clause.verb is not None or link is None or not verb.head.conj or verb.head.token.form[:1] != FA:
        return False
    return clause.kind == "coord" and link.token.form == AS_FOR


def speaks_of_others(clause: Clause, verb: Chunk) -> bool:
    """Whether the verb of a relative clause is of several men, and what it describes, by its pronoun, is not (the group
    *which they believe*): somebody else does it.
    """
    if clause.link is None or not clause.link.token.form.endswith(TA + YA):
        return False
    shape = shape_of(verb.head)
    return shape.only_plural and not shape.feminine
