"""Whether the one phrase after a verb of speech is whom it addresses, not who speaks (and accused the *group* of).

Invariant: only a verb that goes on with a speaker told before (joined to what stands before it) is asked; a phrase
before the verb is never taken from it.
"""

from __future__ import annotations

from typing import Final

from khabar.read.chunks import Chunk
from khabar.read.harmed import any_at_all
from khabar.read.mentions import is_agent
from khabar.read.units import Unit
from khabar.read.view import View
from khabar.text.clitics import BA
from khabar.text.letters import ALIF, AYN, LAM, NUN, WAW, YA, loose

NAMING: Final = frozenset({"accuse.ittahama", "accuse.hammala", "request.haththa", "request.nashada"})
"""Verbs that nobody uses without naming whom he speaks of or to."""
LADEN: Final = "accuse.hammala"
REACH: Final = 9
ACCUSATIVE: Final = YA + NUN
REFUSING: Final = frozenset({"reject", "deny"})
ASKED: Final = {
    "request.talaba3": (BA,),
    "request.daa": (ALIF + LAM + YA, LAM),
    "request.haththa": (AYN + LAM + YA,),
    "request.nasaha": (BA, AYN + LAM + YA),
}  # what is asked stands after
BODIES: Final = frozenset({"speaker.organization", "speaker.military", "speaker.government", "speaker.armed_group"})
ADDRESSING: Final = frozenset({"accuse", "request", "threaten"})


def addressed(view: View, verb: Chunk, phrase: Chunk) -> bool:
    """Whether the first bare phrase after a joined verb of speech is its object: it has that case, its word is one for
    those who are spoken to, or the verb must have an object and no other phrase can be it.
    """
    if not _joined(view, verb) or phrase.index <= verb.index:
        return False
    senses = [s for s in verb.head.verb if s.speech]
    if any(s.type in REFUSING for s in senses) and any_at_all(view, view.mention(phrase).text):
        return True  # and refused any return to
    if not any(s.type in ADDRESSING for s in senses) or _others(view, verb, phrase):
        return False
    if _accusative(phrase.head) or _spoken_to(view, phrase):
        return True
    ids = {s.id for s in senses}
    return bool(ids & NAMING) and not _somebody(view, phrase) and not (LADEN in ids and _laid_on(view, phrase))


def may_ask(view: View, verb: Chunk, phrase: Chunk) -> bool:
    """Whether the one phrase after a verb of asking may be whom it asks: no single man, and what is asked follows."""
    wanted = {p for s in verb.head.verb if s.speech for p in ASKED.get(s.id, ())}
    if not wanted or not (phrase.head.article or view.mention(phrase).definite or view.mention(phrase).whole):
        return False
    following = view.chunks[phrase.index + 1 : phrase.index + 3]
    told = False
    for chunk in following:
        spoken = chunk.kind == "verb" and BA in wanted and chunk.head.token.form.startswith(BA)
        if spoken or (chunk.kind == "np" and not chunk.prep and not told):
            told = spoken  # demanding of them [to] bear, written like a verb with the particle of speech
            break
        told = told or (chunk.kind == "np" and chunk.prep in wanted)
    if not told or any(s.id in NAMING for s in verb.head.verb):
        return told
    return view.mention(phrase).speaker in BODIES or not _somebody(view, phrase)


def _joined(view: View, verb: Chunk) -> bool:
    """Whether a verb goes on with what was told: with wa- or fa-, or after a word that joins."""
    if verb.head.conj or verb.conj:
        return True
    before = view.chunks[verb.index - 1] if verb.index else None
    return before is not None and before.kind in ("conj", "sub")


def _accusative(head: Unit) -> bool:
    """Whether a word has the ending of the accusative of several men (the citizens)."""
    if head.noun is None or "person" not in head.noun.classes or head.suffix == "dual_construct":
        return False
    form = head.token.form
    return form.endswith(ACCUSATIVE) and head.senses is not None and len(form) > 4 and not head.names


def _spoken_to(view: View, phrase: Chunk) -> bool:
    """Whether a phrase is of those whom officials address: all parties, the international community."""
    words = [loose(u.token.form) for u in view.units[phrase.first : min(phrase.last, phrase.first + 2)]]
    told = view.closed("spoken_to_by_officials")
    return words[0] in told or " ".join(words) in told


def _others(view: View, verb: Chunk, phrase: Chunk) -> bool:
    """Whether another bare phrase after the verb can be whom it names; what it burdens him with is none."""
    for chunk in view.chunks[phrase.index + 1 : verb.index + REACH]:
        if chunk.kind in ("verb", "sub", "rel", "neg"):
            return False
        if chunk.kind == "np" and chunk.prep == BA:
            return False  # accused Ankara *of sending* two thousand men
        burden = loose(chunk.head.token.form) in view.closed("burdens")
        if chunk.kind == "np" and not chunk.prep and not chunk.conj and not burden:
            return True
    return False


def _somebody(view: View, phrase: Chunk) -> bool:
    """Whether a phrase tells by its form that it speaks: the nominative of several men, somebody's office; one that
    holds more than the words of one name may hold whom he names as well.
    """
    head, mention = phrase.head, view.mention(phrase)
    if head.token.form.endswith((WAW + NUN, WAW + ALIF)) or mention.unread or head.quoted:
        return True
    if head.has.title or head.has.office or mention.speaker:
        return True
    return any(n.kind in ("person", "office") for n in mention.names[:1]) and phrase.last - phrase.first > 1


def _laid_on(view: View, phrase: Chunk) -> bool:
    """Whether the burden is laid on somebody named after a preposition (laid the blame *on* the group)."""
    return any(
        c.kind == "np" and c.prep in (LAM,) and is_agent(view.mention(c))
        for c in view.chunks[phrase.index + 1 : phrase.index + 4]
    )
