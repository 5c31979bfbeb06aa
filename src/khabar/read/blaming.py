"""Who tells what somebody is accused of: he who accuses, also where only whom he accuses is named beside the verb.

Invariant: a speech of blame whose speaker the act itself has for its target is given to whoever spoke before.
"""

from __future__ import annotations

from khabar.model.drafts import Draft, Link
from khabar.read.speech import Speech


def blamed_by(drafts: list[Draft], speeches: list[Speech]) -> None:
    """Take those who are blamed for a deed from those who tell it (denied it, *and accused the service of arming*)."""
    for at, speech in enumerate(speeches):
        if not speech.links or not speech.rule.startswith("speech:accuse"):
            continue
        act = next((d for d in drafts if d.unit == speech.unit and d.type == "accuse"), None)
        if act is None or not act.target:
            continue
        said = speech.links[0].mention.span
        best = max(act.target, key=lambda c: c.score).value.span
        if not best.overlaps(said):
            continue
        doers = [c for c in act.initiator if not c.value.span.overlaps(said)]
        before = [s.links for s in speeches[:at] if s.links and not s.whole]
        if doers:
            speech.links = [Link(max(doers, key=lambda c: c.score).value, speech.rule)]
        else:
            speech.links = list(before[-1]) if before else []
