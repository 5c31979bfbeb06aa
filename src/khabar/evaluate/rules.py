"""Names of rules.

Invariant: a rule's name holds the ids of the pack entries it rests on, whatever words stand around them.
"""

from __future__ import annotations

import re

_ID = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)*")


def ids_in(rule: str) -> list[str]:
    """Everything in a rule's name that may be the id of an entry, in order.

    >>> ids_in("trigger:assault.kill")
    ['trigger', 'assault.kill']
    >>> ids_in("frame.kill/passive: subject")
    ['frame.kill', 'passive', 'subject']
    """
    return _ID.findall(rule)
