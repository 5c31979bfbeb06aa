"""One document's mentions into profiles: the first of the two stages of linking, for one document at a time.

Invariant: a function of one reading; what other documents say changes nothing here.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from khabar.link import join, mentions, weights
from khabar.link.across.profiles import Profile
from khabar.link.across.readings import to_profiles
from khabar.model.records import Reading


def profiles_of(reading: Reading, root: str) -> Iterator[tuple[tuple[str, ...], Profile]]:
    """Yield what each mention of a document says: its reference, and the profile, with what its group knows.

    Args:
        reading: The reading, its ``doc`` unlike that of any other.
        root: The name of the document whose text it carries; its own where it is no copy.
    """
    nodes = list(mentions.to_nodes([reading], [reading.doc], {reading.doc: 0}))
    groups = join.group_inside(nodes, weights.load_inside())
    for node, made in zip(nodes, to_profiles(nodes, groups), strict=True):
        yield (node.ref,), msgspec.structs.replace(made, doc=reading.doc, text=root)
