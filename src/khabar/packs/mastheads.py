"""Which outlet a host, a handle or a printed name belongs to: the packs' outlets by what identifies them.

Invariant: a host belongs to the outlet with the longest domain that it is or lies below; a name is compared whole and
folded, never looked for inside another; a collective entry (one without a kind) answers to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from khabar.packs.schema.actors import Outlet
from khabar.text.letters import fold_phrase

_EDGES = " \t\r\n\u200e\u200f.,:;|/\\-\u2013\u2014_()[]\u00ab\u00bb\"'\u060c\u061b"


def title_key(words: str) -> str:
    """A printed name as it is compared: folded, without marks around it."""
    return fold_phrase(words.strip(_EDGES))


class Mastheads:
    """The outlets of the packs, by domain, by Telegram handle and by name."""

    def __init__(self, outlets: Iterable[Outlet]) -> None:
        every = tuple(outlets)
        stands_for_others = {outlet.told_as for outlet in every if outlet.told_as}
        self.by_id = {outlet.id: outlet for outlet in every}
        self.by_domain: dict[str, Outlet] = {}
        self.by_handle: dict[str, Outlet] = {}
        self._by_title: dict[str, list[Outlet]] = {}
        for outlet in every:
            self.by_domain.update(dict.fromkeys(outlet.domains, outlet))
            self.by_handle.update({handle.lower(): outlet for handle in outlet.telegram})
            for name in answers_to(outlet, collective=outlet.id in stands_for_others):
                owners = self._by_title.setdefault(title_key(name), [])
                if outlet not in owners:
                    owners.append(outlet)

    def host(self, host: str) -> tuple[Outlet, str] | None:
        """The outlet of a host in lower-case ASCII, and the domain of its that the host is or lies below."""
        labels = host.split(".")
        for first in range(len(labels)):
            domain = ".".join(labels[first:])
            if domain in self.by_domain:
                return self.by_domain[domain], domain
        return None

    def title(self, words: str) -> tuple[Outlet, ...]:
        """The outlets that call themselves so; several where the packs do not say which."""
        return tuple(self._by_title.get(title_key(words), ()))


def answers_to(outlet: Outlet, *, collective: bool) -> Iterator[str]:
    """The names by which a page or a credit line may mean this outlet.

    Args:
        outlet: An outlet of the packs.
        collective: Whether its forms name other outlets too, so that they prove nothing.
    """
    if not outlet.kind:
        return
    yield outlet.name
    yield from outlet.titles
    if not collective and not outlet.ambiguous:
        yield from outlet.forms
