"""What a written word can be without its clitics.

Invariant: found once per spelling and kept with its senses.
"""

from __future__ import annotations

from khabar.packs.lexicon import Senses
from khabar.text.clitics import AL, cuts
from khabar.text.letters import loose


def stems_of(senses: Senses) -> frozenset[str]:
    """All that a word can be without its clitics, with and without its article, loose."""
    found = senses.stems
    if found is None:
        found = senses.stems = frozenset(
            [
                senses.loose,
                *(
                    loose(stem)
                    for cut in cuts(senses.norm)
                    for stem in (cut.stem, AL + cut.stem if cut.article else cut.stem)
                ),
            ]
        )
    return found
