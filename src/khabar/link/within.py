"""One document's mentions into profiles: the first of the two stages of linking, for one document at a time.

Invariant: a function of one reading; what other documents say changes nothing here.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from khabar.link import join, mentions, weights
from khabar.link.across.profiles import Profile
from khabar.link.across.readings import to_profile
from khabar.model.records import Reading


def profiles_of(reading: Reading, root: str) -> Iterator[tuple[tuple[str, ...], Profile]]:
    """Yield what a document says of each happening: references of the claims, and the profile.

    Args:
        reading: The reading, its ``doc`` unlike that of any other.
        root: The name of the document whose text it carries; its own where it is no copy.
    """
    nodes = list(mentions.to_nodes([reading], [reading.doc], {reading.doc: 0}))
    for group in join.group_inside(nodes, weights.load_inside()):
        made = to_profile([nodes[i] for i in group])
        yield tuple(nodes[i].ref for i in group), msgspec.structs.replace(made, doc=reading.doc, text=root)
