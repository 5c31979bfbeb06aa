"""Words that stand aside of what a phrase is: what somebody calls it, what it is not; and the body in which somebody
serves.

Invariant: chunks keep their units; only their kinds and prepositions change.
"""

from __future__ import annotations

from typing import Final

from khabar.read.chunk_words import is_event
from khabar.read.chunks import Chunk, is_comma
from khabar.read.units import Unit
from khabar.text.clitics import BA, MIM
from khabar.text.letters import ALIF, AYN, HA, LAM, WAW, loose

ITS: Final = (HA, HA + ALIF, HA + MIM)
BODIES: Final = frozenset({"military", "armed_group", "organization"})
WITH: Final = MIM + AYN
OPEN: Final = frozenset({"at_least", "more"})
NON: Final = "grammar.negator.non"
SERVING: Final = frozenset(
    {"noun.member", "noun.cadre", "noun.commander", "noun.element", "noun.fighter", "noun.officer"}
)


def set_aside(
    chunks: list[Chunk],
    what_words: frozenset[str],
    bound: frozenset[str],
    known: frozenset[str],
    goes_by: frozenset[str],
    ones: frozenset[str],
    thought: frozenset[str],
) -> None:
    """Set the words of calling aside, and who one of those told was.

    `what_words` are those that open them, `bound` those that say to whom somebody is bound, of which he may only be
    suspected, `known` those before a name (gunmen *known as* the White Army), `ones` those for one of people told,
    `thought` the verbs of what one is believed to be.
    """
    for chunk in chunks:
        kind = chunk.kind
        if kind == "np":
            if chunk.index > 1 and chunk.head.tag == "num" and chunk.last - chunk.first == 1:
                _hedged(chunks, chunk)
            if chunk.index and chunk.head.tag == "quant" and not chunk.prep:
                _one_of_them(chunks, chunk, ones)
            if chunk.index and chunk.kind == "np" and (chunk.prep == BA or not chunk.prep) and not chunk.conj:
                before = chunks[chunk.index - 1]
                if before.kind == "np" and before.units[before.last - 1].token.word.loose in known:
                    chunk.kind = "aside"
        elif kind == "conj":
            if chunk.head.token.form == WAW and chunk.index + 2 < len(chunks):
                _written_apart(chunk, *chunks[chunk.index + 1 : chunk.index + 3])
        elif kind == "prep":
            if chunk.head.conj and chunk.head.pronoun:
                _beside_him(chunks, chunk)
        elif kind == "rel":
            _goes_by(chunks, chunk, what_words, goes_by)
        elif kind == "neg":
            _unlike(chunks, chunk)
        elif kind == "verb" and chunk.index:
            if any(s.kind == "report" for s in chunk.head.verb):
                _called(chunks, chunk, what_words)
                _suspected(chunks, chunk, bound)
            if chunk.kind == "verb" and chunk.head.token.word.loose in thought and not chunk.conj:
                _thought_to_be(chunks, chunk)


def _written_apart(link: Chunk, chunk: Chunk, following: Chunk) -> None:
    """`Wa-` written apart joins the phrase after it as it does where it is written with it, unless it begins anew (and
    "the group" *claims*).
    """
    if chunk.kind in ("np", "time") and not chunk.conj and (following.kind != "verb" or following.conj):
        link.kind, chunk.conj = "aside", True


def _hedged(chunks: list[Chunk], hedge: Chunk) -> None:
    """A hedge set off by a comma goes with the count before it (15 civilians, *at least*, were killed)."""
    counted, comma = chunks[hedge.index - 2], chunks[hedge.index - 1]
    if not is_comma(comma) or counted.amount is None or hedge.conj:
        return
    classes = {s.class_ for s in hedge.head.has.quantity}
    if classes and classes <= OPEN:
        hedge.kind, counted.amount.high = "aside", None


def _one_of_them(chunks: list[Chunk], one: Chunk, ones: frozenset[str]) -> None:
    """Who one of those told right before was (two people, *one of them a child*, were killed) adds nobody to them."""
    if one.index + 1 >= len(chunks) or one.conj or one.last - one.first > 1 or one.head.token.word.loose not in ones:
        return
    before, who = chunks[one.index - 1], chunks[one.index + 1]
    if is_comma(before) and one.index > 1:
        before = chunks[one.index - 2]
    if before.kind != "np" or who.kind != "np" or who.prep or who.conj or who.head.article or who.amount is not None:
        return
    following = chunks[who.index + 1] if who.index + 1 < len(chunks) else None
    if following is None or following.kind not in ("verb", "kana"):
        one.kind = who.kind = "aside"


def _goes_by(chunks: list[Chunk], what: Chunk, what_words: frozenset[str], goes_by: frozenset[str]) -> None:
    """`What is known as the Islamic State` is the Islamic State: the words before its name stand aside."""
    if what.index + 2 >= len(chunks) or what.head.token.form not in what_words:
        return
    verb, name = chunks[what.index + 1], chunks[what.index + 2]
    if verb.head.token.word.loose not in goes_by or verb.conj or name.kind != "np" or name.conj:
        return
    if name.prep not in ("", BA):
        return
    name.prep, name.prep_unit = what.prep, None
    before = chunks[what.index - 1] if what.index else None
    if before is not None and before.kind == "prep" and not before.head.pronoun:
        name.prep, before.kind = before.prep, "aside"  # gunmen of what is known as the army
    what.kind = verb.kind = "aside"


def _beside_him(chunks: list[Chunk], with_him: Chunk) -> None:
    """Those who did it together with the subject (the army *and with it* the mercenaries took the town) are joined to
    it.
    """
    at = with_him.index
    if not 0 < at < len(chunks) - 1 or loose(with_him.head.token.form)[1:3] != WITH:
        return
    before, others = chunks[at - 1], chunks[at + 1]
    if before.kind == others.kind == "np" and not (before.prep or others.prep or others.conj):
        with_him.kind, others.conj = "aside", True


def _unlike(chunks: list[Chunk], negator: Chunk) -> None:
    """What a phrase is not (raids *without precedent*, lasting *and unsuccessful* attacks) describes it: it opens no
    clause.
    """
    if not 0 < negator.index < len(chunks) - 1 or all(s.id != NON for s in negator.head.has.grammar):
        return
    before, quality = chunks[negator.index - 1], chunks[negator.index + 1]
    if before.kind != "np" or quality.kind != "np" or quality.prep or quality.conj or quality.amount is not None:
        return
    head, last = quality.head, chunks[negator.index - 1].units[before.last - 1]
    told = head.names or head.has.harm or any(s.shape in ("noun", "phrase") for s in head.has.trigger)
    if told or quality.last - quality.first > 1 or head.article != (last.article or before.head.article):
        return
    if last.names and not head.article:
        return  # the army is *not ready*
    negator.kind = quality.kind = "aside"


def _suspected(chunks: list[Chunk], verb: Chunk, bound: frozenset[str]) -> None:
    """Set aside of what group somebody is thought to be: gunmen | believed to belong to it | laid an ambush."""
    if verb.conj or verb.kind != "verb" or verb.index + 1 >= len(chunks) or chunks[verb.index - 1].kind != "np":
        return
    whose = chunks[verb.index + 1]
    word = whose.units[whose.first].token.word.loose
    hedged = any(s.kind == "report" and s.entry.hedge for s in verb.head.verb)
    if hedged and whose.kind == "np" and word[:1] == BA and word[1:] in bound:
        verb.kind, whose.prep = "cue", BA
        group = chunks[whose.index + 1] if whose.index + 1 < len(chunks) else verb
        if group.kind == "np" and group.prep == LAM:
            group.prep = BA  # of the group: no addressee


def _thought_to_be(chunks: list[Chunk], verb: Chunk) -> None:
    """Find what somebody is thought to be in one word: planes *believed to be French*, an attack *suspected to be
    suicidal*.
    """
    at = verb.index + 1
    if at < len(chunks) and chunks[at].kind == "prep" and not chunks[at].head.pronoun:
        at += 1  # suspected *of* being
    if at + 1 < len(chunks) and chunks[at].kind == "sub" and chunks[at].head.token.form.endswith(ITS):
        _is_what(chunks, verb.index - 1, at + 1)


def _is_what(chunks: list[Chunk], before: int, what: int) -> None:
    """Set a hedge and the one word it tells aside, commas around it too."""
    commas = before > 0 and is_comma(chunks[before])
    told = chunks[before - commas]
    if what >= len(chunks) or told.kind != "np" or told.head.tag == "dem":
        return
    quality = chunks[what]
    if quality.kind != "np" or quality.prep or quality.conj or quality.last - quality.first > 1 or quality.head.article:
        return
    if quality.head.tag not in ("adj", "noun", "word"):
        return
    for chunk in chunks[told.index + 1 : what + 1]:
        chunk.kind = "aside"
    if commas and what + 1 < len(chunks) and is_comma(chunks[what + 1]):
        chunks[what + 1].kind = "aside"


def _called(chunks: list[Chunk], verb: Chunk, what_words: frozenset[str]) -> None:
    """What somebody calls a thing is the thing (struck what it said were hide-outs, what it described as a base):
    the words of calling stand aside.
    """
    what = chunks[verb.index - 1]
    told = what.head.has.report if what.kind == "report" else []
    words = [what.head.token.form, *(told[0].rest if told else ())]
    if what.kind not in ("rel", "report") or loose(words[-1]) not in what_words or verb.index + 1 >= len(chunks):
        return
    following = chunks[verb.index + 1]
    if following.kind == "sub" and following.index + 1 < len(chunks) and following.head.token.form.endswith(ITS):
        following, verbs = chunks[following.index + 1], [verb, following]
    elif verb.head.pronoun and any(s.class_ == "describe" for s in verb.head.has.report):
        verbs = [verb]
    else:
        return
    before = chunks[what.index - 1] if what.index else None
    owned = before is not None and before.kind == "np" and bool(before.prep) and len(words) == 1
    owned = owned and before is not None and not before.head.has.weapon  # by missiles | what it called a base
    if following.kind != "np" or following.conj or following.prep not in ("", BA) or owned:
        return
    if is_event(following.head) and not following.head.has.noun:
        return  # what he described as a massacre: his words for a happening
    following.prep = loose(words[0]) if len(words) > 1 else what.prep
    for chunk in (what, *verbs):
        chunk.kind = "aside"


INSIDE: Final = frozenset({"speaker.source", "speaker.official"})


def serves(who: Unit, preposition: Unit, body: Unit, inside: str) -> bool:
    """Whether a phrase goes on with the body in which somebody serves (a leader in the movement); `inside` is the
    preposition for it.
    """
    if preposition.tag != "prep" or preposition.conj or preposition.token.word.loose != inside or body.prep:
        return False
    noun = who.noun
    speaks = not who.article and any(s.id in INSIDE for s in who.has.speaker)
    if who.pronoun or not (speaks or (noun is not None and noun.id in SERVING)):
        return False
    if any(s.kind == "actor" and s.sort in BODIES for s in body.names):
        return True
    group = body.noun if body.tag == "noun" and not body.names else None
    return group is not None and group.kind in BODIES and "group" in group.classes and not is_event(body)
