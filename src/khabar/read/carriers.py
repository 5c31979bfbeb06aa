"""Light verbs that carry an event noun: *carried out* a raid, the shelling to which the market *was exposed*.

Invariant: a carrier lends its noun the slots of its own arguments and tells no happening itself.
"""

from __future__ import annotations

from typing import Final

from khabar.model.native import mypyc_attr
from khabar.packs.lexicon import Sense
from khabar.read.chunks import Chunk, is_comma
from khabar.read.clauses import Clause
from khabar.read.event_verbs import further, told_on
from khabar.read.evidence import FORCE
from khabar.read.frames import Slots, prep_key
from khabar.read.happenings import Hit
from khabar.read.phrases import men_of, opens_time
from khabar.read.results import is_light
from khabar.read.view import View
from khabar.text.letters import TA, YA, loose

ASIDE: Final = 8  # chunks of an aside between a light verb and the noun it carries
REACH: Final = 16  # chunks up to the noun under a light verb's preposition, past relative clauses
OBJECT: Final = 5  # chunks of its own clause up to the noun
SUBJECT: Final = 3  # chunks of a subject before the comma
SUFFERING: Final = "suffer"
BACK: Final = 4  # chunks between a noun and the `that` which stands for it


@mypyc_attr(acyclic=True)
class Carrier:
    """A light verb at ``unit`` and the slots it lends to the event noun it carries."""

    __slots__ = ("sense", "slots", "unit")

    def __init__(self, unit: int, sense: Sense, slots: Slots) -> None:
        self.unit = unit
        self.sense = sense
        self.slots = slots


def carried(view: View, carrier: Carrier, nouns: dict[int, Hit]) -> int | None:
    """The unit of the event noun that a light verb carries."""
    chunk = view.chunk(carrier.unit)
    clause = view.clauses[chunk.clause]
    wanted = carrier.sense.entry.complement
    unit = view.units[carrier.unit]
    described = clause.antecedent if clause.kind == "rel" and unit.tag == "verb" else None
    if carrier.sense.class_ == "result" and described is not None and described.index in nouns:
        return nouns[described.index].unit
    if wanted == "object" and (carrier.sense.shape == "passive" or (unit.tag == "verb" and unit.token.word.damma)):
        wanted = "subject"
    if unit.tag not in ("verb", "kana"):
        inner = nouns.get(chunk.index)
        if inner is not None and inner.unit > carrier.unit:
            return inner.unit
        key = "" if wanted in ("object", "subject") else prep_key(wanted)
        for following in view.chunks[chunk.index + 1 : chunk.index + 4]:
            if following.kind == "np" and following.index in nouns and following.prep in (key, ""):
                return nouns[following.index].unit
            if following.kind in ("mark", "verb", "sub"):
                break
        return _exposed(view, chunk, nouns, key) if key and carrier.sense.class_ == SUFFERING else None
    described = _stood_for(view, clause.antecedent, nouns) if clause.kind == "rel" else None
    if described is not None and described.index not in nouns and unit.pronoun and clause.link is None:
        described = next(iter(further(view, described, nouns)), described)
    if described is not None and described.index in nouns and _of_its_force(view, clause, nouns[described.index]):
        return None  # the attack of the forces *which the general leads*
    if described is not None and described.index in nouns and men_of(view, chunk, described) is not None:
        return None  # the killing of gunmen *who targeted* a base
    fills = wanted == ("object" if unit.pronoun else "subject")
    if described is not None and described.index in nouns and (fills or _taken_up(view, chunk, wanted)):
        return nouns[described.index].unit
    topic = _topic(view, chunk, nouns) if wanted == "object" and unit.pronoun and clause.kind != "rel" else None
    if topic is not None:
        return topic
    if wanted not in ("object", "subject") and any(
        c.kind == "np" and not c.prep and c.head.has.harm for c in view.chunks[chunk.index + 1 : chunk.index + 2]
    ):
        return None  # injuries happened in the attack: the toll is the subject, nobody fell into it
    key = "" if wanted in ("object", "subject") else prep_key(wanted)
    steps = 0
    for index in range(chunk.index + 1, min(clause.last, chunk.index + (REACH if key else OBJECT + 1))):
        other = view.chunks[index]
        if other.clause != clause.index and key:
            continue  # the base, *in which troops are*, was exposed to an attack
        steps += other.kind not in ("mark", "time")
        if steps > OBJECT:
            break
        if other.kind == "np" and other.index in nouns and key in (other.prep, other.head.token.form):
            beside = other.conj and not other.prep and view.chunks[index - 1].kind == "np"
            if beside and is_light(unit, "aim"):
                break  # a plane hits the airport *and clashes* in the west
            return nouns[other.index].unit
    for other in view.chunks[clause.last : chunk.index + 12] if key else ():
        if other.kind in ("mark", "sub") or (other.kind == "verb" and other.conj):
            break  # past a relative clause without commas: sites that hold troops were exposed to attacks
        if other.kind == "np" and other.prep == key and other.index in nouns:
            return nouns[other.index].unit
    if key and carrier.sense.class_ == SUFFERING:
        return _exposed(view, chunk, nouns, key)
    if wanted == "object" and not unit.pronoun:
        return _past_aside(view, chunk, nouns)
    if wanted == "subject":
        before = clause.first - 1 if clause.kind == "coord" and clause.first == chunk.index else clause.first
        for index in range(max(0, before), chunk.index):
            if index in nouns and not view.chunks[index].prep:
                return nouns[index].unit
        told = told_on(view, chunk, nouns)
        if told is not None:
            return nouns[told.index].unit
    return None


def _of_its_force(view: View, clause: Clause, hit: Hit) -> bool:
    """Whether `which` in the feminine stands after a masculine deed: of those in construct with it."""
    unit, link = view.units[hit.unit], clause.link
    if link is None or not link.token.form.endswith(TA + YA):
        return False
    return loose(view.text[unit.bare_start : unit.end]) in view.closed("masculine_deeds")


def spoken_of(view: View, chunk: Chunk) -> Chunk | None:
    """Of what a predicate is said: the base was *a target* of an attack, convoys that became *a target* of it."""
    clause = view.clauses[chunk.clause]
    if clause.verb is not None and clause.verb.index < chunk.index and not is_light(clause.verb.head, "happen"):
        return None  # the army set *a target* for its raids
    for index in range(chunk.index - 1, clause.first - 1, -1):
        other = view.chunks[index]
        if other.kind == "np" and not (other.prep or other.conj or opens_time(view, other)):
            return other
    return clause.antecedent if clause.kind == "rel" else None


def _exposed(view: View, verb: Chunk, nouns: dict[int, Hit], key: str) -> int | None:
    """The event noun of a verb of suffering past asides and descriptions of who suffered (a ship, *flying the flag of
    a state*, came under attack; the exposure of a ship *that flies it* to an attack).
    """
    chunks = view.chunks
    for index in range(verb.index + 2, min(len(chunks), verb.index + REACH)):
        other, before = chunks[index], chunks[index - 1]
        if other.kind == "sub" or (other.kind == "verb" and other.conj and before.kind == "mark"):
            return None
        if other.kind != "np" or other.prep != key or other.conj or index not in nouns:
            continue
        asked = view.units[nouns[index].unit] is other.head and nouns[index].type in FORCE
        past = before.kind == "mark" or view.clauses[before.clause].kind == "rel"
        return nouns[index].unit if asked and past else None
    return None


def _topic(view: View, verb: Chunk, nouns: dict[int, Hit]) -> int | None:
    """The event noun before a light verb whose pronoun takes it up (that *the shelling*, warplanes carried it out)."""
    for index in range(verb.index - 1, max(-1, view.clauses[verb.clause].first - 1, verb.index - BACK), -1):
        other = view.chunks[index]
        if other.kind == "np" and not other.prep:
            hit = nouns.get(index)
            return hit.unit if hit is not None and view.units[hit.unit] is other.head else None
    return None


def bearing(carriers: list[Carrier]) -> list[Carrier]:
    """The carriers whose arguments are the event's: what leads to its being foiled (managed to *foil* an attack) has
    those of the foiling.
    """
    foiled = -1
    for carrier in carriers:
        if carrier.unit > foiled and carrier.sense.class_ == "foil":
            foiled = carrier.unit
    return [c for c in carriers if c.sense.class_ != "phase" or c.unit > foiled] if foiled >= 0 else carriers


def _stood_for(view: View, described: Chunk | None, nouns: dict[int, Hit]) -> Chunk | None:
    """What a clause describes; where that is a bare `that`, the event for which it stands (the worst raid was *that*
    which they carried out).
    """
    if described is None or described.index in nouns or described.head.tag != "dem":
        return described
    for index in range(described.index - 1, max(-1, described.index - BACK), -1):
        other = view.chunks[index]
        if other.index in nouns:
            return other
        if other.kind not in ("np", "pron", "kana", "time"):
            break
    return described


def _past_aside(view: View, verb: Chunk, nouns: dict[int, Hit]) -> int | None:
    """The event noun that completes a light verb after asides between commas (launched, *after its fall*, an attack;
    the force, *backed by planes*, at dawn raided).
    """
    chunks = view.chunks
    first = next((c.index for c in chunks[verb.index + 2 : verb.index + 2 + SUBJECT] if c.kind != "np"), len(chunks))
    if first + 2 >= len(chunks) or not is_comma(chunks[first]):
        return None
    opening, closed = chunks[first + 1], False
    if opening.conj or not (opening.prep or opening.kind == "time" or _backed(opening)):
        return None
    for index in range(first + 2, min(len(chunks), first + ASIDE)):
        chunk = chunks[index]
        if closed and chunk.kind == "np" and not (chunk.prep or chunk.conj or chunk.head.article):
            return nouns[chunk.index].unit if chunk.index in nouns else None
        if chunk.kind == "mark":
            closed = True
        elif chunk.kind != "time" and (closed or chunk.kind != "np"):
            return None
    return None


def _backed(chunk: Chunk) -> bool:
    """Whether an aside opens with a participle without the article (backed by, accompanied by)."""
    head = chunk.head
    return chunk.kind == "np" and not (head.article or head.names or head.has.noun) and head.tag in ("word", "adj")


def _taken_up(view: View, chunk: Chunk, wanted: str) -> bool:
    """Whether the preposition that a light verb asks for follows it with a pronoun of what its clause describes (the
    shelling to which the market was exposed).
    """
    if wanted in ("object", "subject") or chunk.index + 1 >= len(view.chunks):
        return False
    following = view.chunks[chunk.index + 1]
    pronoun = following.head.pronoun
    return (
        following.kind == "prep"
        and bool(pronoun)
        and following.head.token.form.removesuffix(pronoun) == prep_key(wanted)
    )
