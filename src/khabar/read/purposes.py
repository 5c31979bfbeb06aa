"""What a use of force is to bring about: an attack *to retake the town*, *to drive out the gunmen*, *to end* them.

Invariant: only the phrase with ``li-`` right after the noun of force, or after what describes it, tells its purpose.
"""

from __future__ import annotations

from khabar.model.mentions import Mention
from khabar.read.chunks import Chunk
from khabar.read.mentions import is_force, is_place
from khabar.read.results import is_light
from khabar.read.view import View
from khabar.text.letters import LAM


def is_purpose(view: View, chunk: Chunk) -> bool:
    """Whether a phrase with ``li-`` tells what an attack is to bring about: no participant itself."""
    word = chunk.head.token.word.loose
    return chunk.prep == LAM and (word in view.closed("purposes") or word in view.closed("helping"))


def whom_for(view: View, chunk: Chunk) -> Mention | None:
    """The place, thing or men in construct with the purpose of an attack."""
    head = next((at for at in range(chunk.first, chunk.core) if view.units[at] is chunk.head), chunk.core)
    if head + 1 >= chunk.core or chunk.head.token.word.loose in view.closed("helping"):
        return None
    mention = view.part(head + 1, chunk.core)
    met = is_force(mention) or is_place(mention) or mention.kind in ("site", "equipment", "vessel")
    return mention if met else None


def is_outcome(view: View, chunk: Chunk) -> bool:
    """Whether a phrase is what a verb for `led to` before it, or before the attack, leads to: nothing aimed at."""
    verb = view.clauses[chunk.clause].verb
    if verb is None or chunk.prep not in view.closed("carried_to") or verb.index > chunk.index:
        return False
    return is_light(verb.head, "result") and not any(
        c.kind == "np" and c.prep == chunk.prep for c in view.chunks[verb.index + 1 : chunk.index]
    )
