"""Which outlet a name means that the packs keep under another's entry.

Invariant: a collective entry lends its own name only to its own titles; another's form gives that other's name,
or none.
"""

from __future__ import annotations

from typing import Any

from khabar.packs.lexicon import Lexicon
from khabar.packs.mastheads import title_key
from khabar.text.letters import ALIF


class OutletNames:
    """The names of the outlets of a lexicon by what stands in a text."""

    def __init__(self, lexicon: Lexicon) -> None:
        outlets: list[Any] = list(lexicon.tables["outlet"])
        self._collective = frozenset(str(o.told_as) for o in outlets if o.told_as)
        self._own: dict[str, frozenset[str]] = {}
        self._of: dict[tuple[str, str], str] = {}
        for outlet in outlets:
            if outlet.id in self._collective:
                self._own[str(outlet.id)] = frozenset(title_key(title) for title in outlet.titles)
            elif outlet.told_as:
                for title in outlet.titles:
                    self._of[str(outlet.told_as), title_key(title)] = str(outlet.name)

    def name(self, outlet: Any, form: str) -> str | None:
        """The canonical name of whom a form of an outlet's entry means; None where the packs do not say."""
        entry = str(outlet.id)
        if entry not in self._collective:
            return str(outlet.name)
        key = title_key(form)
        found = self._of.get((entry, key)) or self._of.get((entry, ALIF + key))
        if found is not None:
            return found
        own = self._own[entry]
        return str(outlet.name) if not own or key in own else None


_NAMES: list[tuple[Lexicon, OutletNames]] = []


def outlet_names(lexicon: Lexicon) -> OutletNames:
    """The names of the outlets of a lexicon, made once."""
    for known, names in _NAMES:
        if known is lexicon:
            return names
    names = OutletNames(lexicon)
    _NAMES[:] = [(lexicon, names)]
    return names
