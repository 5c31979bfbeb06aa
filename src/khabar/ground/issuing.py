"""Who issues a text that speaks as `we`: the front, the ministry or the committee whose statement it is.

Invariant: only a text that says `we` twice or more, in sentences where nobody else speaks, has an issuer; the issuer is
named in its first sentences, by a word for a statement or of announcing, or alone in its line.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from khabar.model.drafts import Draft
from khabar.model.mentions import Mention, NameRef
from khabar.model.picking import ISSUER, SPOKE
from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon
from khabar.text.letters import ALIF, NUN, loose
from khabar.text.tokens import tokenize

HEAD: Final = 7
FEWEST: Final = 2
OUR: Final = NUN + ALIF
NEAR: Final = 48
WORDS: Final = 3
LONGEST: Final = 72
KINDS: Final = frozenset({"military", "armed_group", "organization", "government"})
EDGES: Final = " \t\r:.-*/|\u2013\u2014\u2022\u060c\u0640"


def speaks_itself(drafts: Sequence[Draft], mentions: Sequence[Mention]) -> bool:
    """Whether a text says `we did`, `we call on`, `our guns` in several sentences with nobody to whom the words
    belong.
    """
    did = {d.sentence for d in drafts if d.initiator and not d.sources and _alone(d)}
    if len(did) >= FEWEST or not did:
        return bool(did)
    quoted = {d.sentence for d in drafts if d.sources}
    ours = {m.sentence for m in mentions if m.pronoun == OUR} - quoted
    return len(did | ours) > FEWEST


def issuer(lexicon: Lexicon, drafts: Sequence[Draft], mentions: Sequence[Mention], text: str) -> Mention | None:
    """Whoever issues a text that speaks as `we`, by the first mention of its name; None if nobody is named for it."""
    if not speaks_itself(drafts, mentions):
        return None
    announcing, statement = lexicon.closed("issuing"), lexicon.closed("issued")
    for mention in mentions:
        if mention.sentence >= HEAD:
            return None
        if _titled(text, mention, statement):
            return _rest(text, mention)
        if _is_body(lexicon, mention) and (_announced(text, mention, announcing) or _in_line(text, mention)):
            return first_told(text, mention)
    return None


def _alone(draft: Draft) -> bool:
    return all(candidate.rule in (ISSUER, SPOKE) for candidate in draft.initiator)


def _is_body(lexicon: Lexicon, mention: Mention) -> bool:
    """Whether a mention is of a force, a body or a government by its name or by its noun."""
    if mention.pronoun or mention.amount is not None:
        return False
    named = [name for name in mention.names if name.kind == "actor" and name.span.start <= mention.span.start + 2]
    if named:
        return lexicon.get(named[0].id).kind in KINDS
    return mention.kind in KINDS and bool(mention.noun) and not mention.nationalities and " " in mention.text


def _announced(text: str, mention: Mention, announcing: frozenset[str]) -> bool:
    """Whether a word of announcing, of speaking for others or for a statement stands right before, in the same line."""
    start = mention.span.start
    line = text[max(0, start - NEAR) : start].rpartition("\n")[2]
    return any(loose(token.form) in announcing for token in tokenize(line)[-WORDS:])


def _titled(text: str, mention: Mention, statement: frozenset[str]) -> bool:
    """Whether a mention opens a line with a word for a statement and names a body (statement of the command)."""
    words = tokenize(mention.text)
    opens = text[max(0, mention.span.start - 1) : mention.span.start] in ("", "\n")
    return opens and len(words) > 1 and loose(words[0].form) in statement and bool(mention.names or mention.noun)


def _rest(text: str, mention: Mention) -> Mention:
    """Whose statement it is, by a line that names nothing else: all after its first word."""
    start = mention.span.start + len(mention.text.split()[0]) + 1
    line = text[start : start + LONGEST].partition("\n")[0].partition(" - ")[0].rstrip(EDGES)
    span = Span(start, start + max(len(line), mention.span.end - start))
    names = tuple([name for name in mention.names if name.span.start >= start])
    told = Mention(span=span, text=span.of(text), sentence=mention.sentence, definite=True, number="s")
    told.names, told.whole = names, bool(names)
    return told


def _in_line(text: str, mention: Mention) -> bool:
    """Whether a mention is a line of its own, as the head of a communique is."""
    start, end = mention.span.start, mention.span.end
    before = text[max(0, start - NEAR) : start].rpartition("\n")[2]
    after = text[end : end + NEAR].partition("\n")[0]
    return not (before + after).strip(EDGES)


def first_told(text: str, mention: Mention) -> Mention:
    """The mention where its words stand first in the text, be it in a line set apart: there it says who it is."""
    at = text.find(mention.text, 0, mention.span.start)
    if at < 0 or text[at - 1 : at].isalpha() or text[at + len(mention.text) :][:1].isalpha():
        return mention
    shift = at - mention.span.start
    names = [
        NameRef(n.kind, n.id, n.extra, n.words, Span(n.span.start + shift, n.span.end + shift), n.sort)
        for n in mention.names
    ]
    return mention.told_at(Span(at, at + len(mention.text)), tuple(names))
