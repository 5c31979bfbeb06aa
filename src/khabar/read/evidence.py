"""What stands around a word as evidence for one of its senses: classes of mention, subjects, doers.

Invariant: every look is bounded by the clause, the sentence or a fixed window, and changes nothing.
"""

from __future__ import annotations

from typing import Final

from khabar.packs.lexicon import Sense
from khabar.read.argument_words import begins_share
from khabar.read.chunk_words import parted
from khabar.read.chunks import Chunk
from khabar.read.harmed import is_portion
from khabar.read.units import ARMED, Unit
from khabar.read.view import View
from khabar.text.clitics import AL
from khabar.text.letters import ALIF, HA, NUN, TA, TA_MARBUTA, YA

CHUNK_REACH: Final = 5
OBLIQUE: Final = YA + NUN
STOPS: Final = frozenset(".\u061b:")
FORCE: Final = frozenset({"assault", "explosion", "intercept"})
PARTY: Final = "noun.party"
DISPLACEMENT: Final = "noun.displacement"


def start_before(view: View, first: int) -> int:
    """The token from which words before a trigger are looked at: three back, not across a stop."""
    start = max(first - 3, view.sentence.first)
    for at in range(first - 1, start - 1, -1):
        if view.tokens[at].mark and view.tokens[at].form in STOPS:
            return at + 1
    return start


def subject_of(view: View, position: int) -> bool:
    """Whether a word stands right after a verb as its subject: no accusative, no feminine that may tell how."""
    unit = view.units[position]
    if not position or view.units[position - 1].tag != "verb" or unit.suffix == "tanwin" or unit.conj:
        return False
    return not unit.token.form.endswith((TA_MARBUTA, YA + NUN, ALIF + TA))


def counted(view: View, position: int) -> bool:
    """Whether a number stands right before a word and counts it; `the dozens` counts nothing after it."""
    before = view.units[position - 1] if position else None
    return before is not None and before.tag in ("num", "quant") and not before.token.form.startswith(AL)


def governs(form: str, keys: frozenset[str]) -> bool:
    """Whether a preposition with its pronoun (``alayhi``) is one of those asked for."""
    return any(form.startswith(key) and 0 < len(form) - len(key) <= 3 for key in keys)


def unnamed(view: View, verb: Chunk) -> bool:
    """Whether a joined verb goes on with the subject of the one before it: no noun phrase follows it as its own."""
    if not verb.conj or verb.kind != "verb":
        return False
    for chunk in view.chunks[verb.index + 1 : verb.index + 3]:
        if chunk.kind == "time":
            continue
        return chunk.kind in ("prep", "sub") or (chunk.kind == "np" and bool(chunk.prep))
    return False


def launched(view: View, noun: Chunk) -> bool:
    """Whether a noun is the object of a verb of carrying out before it in its clause (launched an operation)."""
    verb = view.clauses[noun.clause].verb
    return (
        verb is not None
        and not noun.prep
        and 0 < noun.index - verb.index <= CHUNK_REACH
        and any(s.class_ == "carry" and s.entry.complement == "object" for s in verb.head.has.light)
        and any(
            has_class(u, "force")
            for c in view.chunks[verb.index : noun.index + 4]
            for u in view.units[c.first : c.last]
        )
    )


def by_hand(view: View, position: int) -> bool:
    """Whether a verb says by whose hand it was done (ten were killed at the hands of gunmen)."""
    here = view.chunk(position)
    hands = view.closed("agent_preps")
    last = min(view.clauses[here.clause].last, here.index + 2 * CHUNK_REACH)
    return any(c.kind == "np" and c.prep in hands for c in view.chunks[here.index + 1 : last])


def by_speaker(view: View, verb: Chunk) -> bool:
    """Whether a verb has the pronoun of `that` as its subject: they said *that they* killed ten."""
    if verb.kind != "verb" or not verb.index:
        return False
    link = view.chunks[verb.index - 1]
    told = link.kind == "sub" and bool(link.head.pronoun) and not verb.head.token.word.damma
    return told and not of_others(view, verb)


def of_others(view: View, verb: Chunk) -> bool:
    """Whether the pronoun of `that` before a verb of harm stands for no one (a doctor said *that it* were killed ten):
    whoever tells it is not of those who fight, and those harmed are people.
    """
    clause = view.clauses[verb.clause]
    if clause.kind != "sub" or clause.link is None or clause.link.pronoun != HA or not verb.head.has.harm:
        return False
    if verb.head.pronoun or any(s.number == "p" or s.extra == "first" or s.feminine for s in verb.head.verb):
        return False
    outer = view.clauses[clause.parent] if clause.parent >= 0 else None
    if outer is None or outer.verb is None or not outer.verb.head.has.report:
        return False
    tellers = [c for c in view.chunks[outer.first : clause.first] if c.kind == "np" and not c.prep]
    return bool(tellers) and not any(_fights(u) for c in tellers for u in view.units[c.first : c.last])


def _fights(unit: Unit) -> bool:
    """Whether a word names those who use force, or a state."""
    noun = unit.noun
    if noun is not None and (noun.kind in ("military", "armed_group") or noun.id == PARTY):
        return True
    return any(s.kind == "actor" or (s.kind == "place" and s.sort == "country") for s in unit.names)


def worded(sense: Sense) -> bool:
    """Whether a guard names the very words that make a look-alike: more telling than a class of words nearby."""
    if sense.type != "none":
        return False
    when = sense.entry.when
    return bool(when.words or when.before or when.next)


def covers(unit: Unit, sense: Sense) -> bool:
    """Whether a one-word sense may stand for a longer unit (the phrase of another pack): it may not."""
    return unit.last - unit.first == 1 and not sense.rest


def negated(view: View, position: int) -> bool:
    """Whether a negator stands right before a unit."""
    return position > 0 and view.units[position - 1].tag == "neg"


def killer(view: View, position: int) -> bool:
    """Whether a verb that may be `killed` or `was killed` has both who killed and whom: its subject and its object."""
    unit = view.units[position]
    if unit.token.word.damma:
        return False
    if unit.pronoun:
        return True
    here = view.chunk(position)
    clause = view.clauses[here.clause]
    after = _bare(view, here, clause.last)
    before = any(c.kind == "np" and not c.prep for c in view.chunks[clause.first : here.index])
    before = before or by_speaker(view, here)
    if len(after) == 1 and clause.kind != "rel" and _is_object(view, after[0]):
        return True
    return len(after) >= (1 if before or (clause.kind in ("rel", "coord") and active(unit)) else 2)


def _is_object(view: View, chunk: Chunk) -> bool:
    """Whether people told by a sound plural or a dual stand in its oblique form, as only an object does (killed | the
    gunmen, two soldiers).
    """
    head = chunk.head
    if chunk.amount is not None or head is not view.units[chunk.first] or head.tag != "noun" or head.pronoun:
        return False
    noun = head.noun
    return noun is not None and "person" in noun.classes and head.token.form.endswith(OBLIQUE)


def _bare(view: View, verb: Chunk, last: int) -> list[Chunk]:
    """The phrases after a verb that can be who did it and whom; beyond another phrase only those that tell people."""
    found: list[Chunk] = []
    apart = done = False
    for chunk in view.chunks[verb.index + 1 : min(last, verb.index + 7)]:
        if parted(verb, chunk):
            break
        if chunk.kind == "prep" and chunk.head.pronoun and chunk.head.token.word.loose in view.closed("part_of_them"):
            break
        if chunk.kind == "np" and chunk.conj and chunk.head.noun is not None and chunk.head.noun.id == DISPLACEMENT:
            break  # and 520 thousand were driven out
        if chunk.kind != "np" or chunk.conj:
            continue
        if is_portion(view, chunk):
            break
        if found and begins_share(view, chunk):
            continue  # twenty were killed, *most of them* civilians
        if found and found[0].amount is not None and chunk.amount is not None and _of_them(view, chunk):
            break  # twelve were killed, *five of them* in clashes
        if chunk.prep:
            apart = True
            done = done or any(has_class(u, "event") for u in view.units[chunk.first : chunk.core])
        elif done and not found and chunk.amount is None and not _tells_people(chunk.head):
            continue  # killed after the storming by gunmen of | a hotel
        elif view.units[chunk.first].token.form in view.closed("compass"):
            continue  # north of the town: where
        elif chunk.head.token.form in view.closed("together"):
            continue
        elif not (apart and found) or chunk.amount is not None or _tells_people(chunk.head):
            found.append(chunk)
    return found


def _of_them(view: View, chunk: Chunk) -> bool:
    """Whether a number only tells how many of those before it."""
    following = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
    if following is None or following.kind != "prep" or not following.head.pronoun:
        return False
    return following.head.token.word.loose in view.closed("part_of_them")


def _tells_people(unit: Unit) -> bool:
    return any(has_class(unit, wanted) for wanted in ("victim", "force", "actor"))


def active(unit: Unit) -> bool:
    """Whether a verb without vowels is hardly a passive: one of several (they killed), or of the present, joined."""
    return any(s.number == "p" for s in unit.verb) or (
        bool(unit.conj) and bool(unit.verb) and all(s.tense == "present" for s in unit.verb)
    )


def past_relative(view: View, verb: Chunk) -> Chunk | None:
    """The subject of a verb that stands past a verb describing it (a shell *that they fired* fell): the phrase before
    that other verb, which takes it up by a pronoun or suffers it.
    """
    if verb.kind != "verb" or verb.conj:
        return None
    for chunk in reversed(view.chunks[max(0, verb.index - 2 * CHUNK_REACH) : verb.index]):
        if chunk.kind == "verb":
            before = view.chunks[chunk.index - 1] if chunk.index else None
            described = bool(chunk.head.pronoun) or any(s.shape == "passive" for s in chunk.head.has.trigger)
            bare = before is not None and before.kind == "np" and not before.prep
            return before if bare and described and not chunk.conj else None
        if chunk.kind not in ("np", "time", "prep"):
            return None
    return None


def has_class(unit: Unit, wanted: str) -> bool:
    """Whether a unit belongs to a class of mention that rules speak of."""
    noun = unit.noun
    if wanted == "weapon":
        return bool(unit.has.weapon) or (noun is not None and noun.kind == "equipment")
    if wanted in ("aircraft", "explosive"):
        kinds = ("aircraft", "drone") if wanted == "aircraft" else ("ied", "mine")
        return any(s.sort in kinds for s in unit.has.weapon) or (noun is not None and (wanted in noun.classes))
    if wanted == "actor":
        return (
            any(s.kind in ("actor", "office", "person") for s in unit.names)
            or bool(unit.has.nationality)
            or (noun is not None and noun.kind in ("military", "armed_group", "government"))
        )
    if wanted == "place":
        return any(s.kind == "place" for s in unit.names) or bool(unit.has.place_word)
    if wanted == "harm":
        return bool(unit.has.harm)
    if wanted == "event":
        return any(s.type in FORCE for s in unit.has.trigger if s.shape not in ("verb", "passive"))
    if wanted == "force" and any(s.kind == "actor" and s.sort in ARMED for s in unit.names):
        return True
    if wanted in ("person", "victim") and any(s.number == "p" and not s.cut.article for s in unit.has.nationality):
        return True  # arrested four *Syrians*
    if noun is None:
        return wanted == "person" and any(s.kind in ("person", "office") for s in unit.names)
    if wanted == "force":
        return noun.kind in ("military", "armed_group") or "force" in noun.classes
    if wanted == "victim":
        return bool(noun.who) or "person" in noun.classes or bool(unit.has.harm)
    if wanted == "vessel":
        return bool(noun.kind == "vessel" or "vessel" in noun.classes)
    if wanted == "site":
        return bool(noun.kind == "site" or "site" in noun.classes)
    return wanted in noun.classes
