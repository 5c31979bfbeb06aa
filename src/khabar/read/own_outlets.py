"""Who is the publishing outlet itself: its own reporter is no link of a chain.

Invariant: an outlet that a pack knows, or that the text calls a paper, is never taken for the publishing one.
"""

from __future__ import annotations

from khabar.model.mentions import Mention
from khabar.read.chunks import Chunk
from khabar.read.view import View
from khabar.text.letters import ALIF, LAM, NUN, TA_MARBUTA, WAW, YA

DESCRIBING = (YA, YA + TA_MARBUTA, YA + NUN, WAW + NUN)


def own_outlet(view: View, chunk: Chunk) -> bool:
    """`our correspondent`, `the network's correspondent`: the publishing outlet itself, which is not repeated."""
    mention = view.mention(chunk)
    if not mention.speaker or view.lexicon.get(mention.speaker).source_kind != "media":
        return False
    if chunk.head.pronoun or chunk.head.token.form.endswith(NUN + ALIF):
        return True
    if _reports_for(view, chunk, mention):
        return True
    units = view.units[chunk.first : chunk.core]
    generic = [u for u in units if u.has.speaker and u.entry("speaker").source_kind == "media"]
    return len(generic) >= 2 and generic[-1].article and not mention.names


def correspondent(view: View, chunk: Chunk) -> bool:
    """Whether a phrase begins with a word for an outlet's reporter (the correspondent of the channel in Basra)."""
    form, words = view.tokens[view.units[chunk.first].first].form, view.closed("reporters")
    return form in words or (chunk.prep == LAM and form[1:] in words)


def _reports_for(view: View, chunk: Chunk, mention: Mention) -> bool:
    """Whether a reporter is named by an outlet that no pack knows (the correspondent of the Harbour Post): the text's
    own, for that of another paper would be named by one that is known, or that is said to be a paper.
    """
    if not correspondent(view, chunk) or chunk.core - chunk.first < 2:
        return False
    if any(n.kind in ("outlet", "person", "actor") for n in mention.names):
        return False
    after = view.units[chunk.first + 1]
    if after.prep or after.pronoun or after.quoted or after.has.speaker or after.tag == "adj":
        return False
    return after.article or not (after.has.noun or after.token.form.endswith(DESCRIBING))
