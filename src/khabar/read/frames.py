"""Frames at run time: for each shape of a trigger, which role stands where.

Invariant: prepositions are folded and loose, as `Chunk.prep` has them; roles are in order of preference.
"""

from __future__ import annotations

from typing import Any, Final

from khabar.model.native import mypyc_attr
from khabar.packs.lexicon import Lexicon
from khabar.text.letters import fold, loose

Roles = tuple[str, ...]
_LIKE: Final = {"active": "verb", "participle": "passive", "phrase": "noun", "masdar": "noun"}


@mypyc_attr(acyclic=True)
class Slots:
    """Roles by place: subject, object, genitive, adjective, and after each preposition. Never changed.

    ``aims``: whether a preposition gives the target.
    """

    __slots__ = ("adjective", "aims", "genitive", "object", "preps", "subject")

    def __init__(
        self,
        subject: Roles = (),
        object: Roles = (),
        genitive: Roles = (),
        adjective: Roles = (),
        preps: dict[str, Roles] | None = None,
    ) -> None:
        self.subject = subject
        self.object = object
        self.genitive = genitive
        self.adjective = adjective
        self.preps = {} if preps is None else preps
        self.aims = any("target" in roles for roles in self.preps.values())

    def with_own(self, subject: Roles, object: Roles) -> Slots:
        """The same with another subject and object."""
        return Slots(subject, object, self.genitive, self.adjective, self.preps)

    def without_object(self) -> Slots:
        """The same without its object."""
        return Slots(self.subject, (), self.genitive, self.adjective, self.preps)

    def without_aims(self) -> Slots:
        """The same where the target is told: what a preposition leads to is no target beside it."""
        preps = {prep: tuple(role for role in roles if role != "target") for prep, roles in self.preps.items()}
        return Slots(self.subject, self.object, self.genitive, self.adjective, preps)

    def under(self, preps: dict[str, Roles]) -> Slots:
        """The same with further prepositions, its own first."""
        return Slots(self.subject, self.object, self.genitive, self.adjective, {**preps, **self.preps})

    def led(self, preps: dict[str, Roles]) -> Slots:
        """The same with further prepositions, those before its own."""
        return Slots(self.subject, self.object, self.genitive, self.adjective, {**self.preps, **preps})


def roles(text: str) -> Roles:
    """``target|place`` → ``("target", "place")``; ``none`` and empty give nothing."""
    return tuple(role for role in text.split("|") if role and role != "none")


BY_HAND: Final = "grammar.prep.by_hand"
ASCRIBED: Final = "grammar.prep.ascribed"
_KEYS: Final[dict[str, str]] = {}


def prep_key(phrase: str) -> str:
    """A preposition of the packs as chunks carry it; found once."""
    key = _KEYS.get(phrase)
    if key is None:
        key = _KEYS[phrase] = " ".join(loose(fold(word)) for word in phrase.split())
    return key


def slots_of(shape: Any, base: Slots | None = None) -> Slots:
    """One shape of the packs, over the shape it is based on."""
    base = base or Slots()
    preps = dict(base.preps)
    preps.update({prep_key(prep): roles(role) for prep, role in shape.preps.items()})
    return Slots(
        roles(shape.subject) or base.subject,
        roles(shape.object) or base.object,
        roles(shape.genitive) or base.genitive,
        roles(shape.adjective) or base.adjective,
        preps,
    )


class Frames:
    """All frames by id and shape: verb, passive, noun."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._raw = {frame.id: frame for frame in lexicon.tables["frame"]}
        self._ready: dict[tuple[str, str], Slots] = {}
        forms = {e.id: [prep_key(f) for f in e.forms] for e in lexicon.tables["grammar"] if e.id in (BY_HAND, ASCRIBED)}
        self._by = forms.get(BY_HAND, [""])[0]
        self._ascribed = forms.get(ASCRIBED, [])

    def slots(self, frame: str, shape: str) -> Slots:
        """The slots of a frame for a shape of the trigger (active participles count as verbs)."""
        key = (frame, _LIKE.get(shape, shape))
        found = self._ready.get(key)
        if found is None:
            found = self._ready[key] = self._build(*key)
        return found

    def _build(self, frame: str, shape: str) -> Slots:
        raw = self._raw.get(frame) or self._raw.get(f"frame.{frame}")
        if raw is None:
            return Slots()
        base = self._build(raw.base, shape) if raw.base and raw.base != frame else None
        slots = slots_of(getattr(raw, shape), base)
        doer = slots.preps.get(self._by)
        if doer is not None and shape == "noun":
            slots.preps.update(dict.fromkeys(self._ascribed, doer))  # a raid ascribed to X
        return slots
