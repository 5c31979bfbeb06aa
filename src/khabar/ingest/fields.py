"""The fields of a table of articles, by the names under which a user may speak of them.

Invariant: loads nothing; what a column's name may be is in ``columns.yml``.
"""

from __future__ import annotations

from typing import Final

from khabar.errors import InputError

FIELDS: Final = ("text", "title", "published", "modified", "address", "outlet", "author", "language", "id")
ALIASES: Final = {"url": "address", "date": "published", "body": "text", "headline": "title", "source": "outlet"}


def to_field(name: str) -> str:
    """A field by its name or another that people use for it.

    Raises:
        InputError: there is no such field; the message names those that there are.

    >>> to_field("url")
    'address'
    """
    field = ALIASES.get(name, name)
    if field not in FIELDS:
        raise InputError(f"no field {name!r}; the fields of a table are " + ", ".join(FIELDS))
    return field
