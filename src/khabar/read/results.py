"""What came of a use of force, told by a verb of its own: what it broke, whom it killed, where it fell.

Invariant: such a verb belongs to the use of force before it, unless it has a doer or a place of its own.
"""

from __future__ import annotations

from typing import Final

from khabar.read.chunks import Chunk, is_comma
from khabar.read.clauses import Clause
from khabar.read.happenings import Hit
from khabar.read.units import Unit
from khabar.read.view import View

SAME_BREATH: Final = 14  # chunks between a use of force and a verb that tells what it broke
REPELLED: Final = 8  # units between a verb of repelling and the attack
LAUNCH: Final = "frame.launch"
SEIZING: Final = "frame.seize"
CAPTURING: Final = "frame.capture"
WIDE: Final = 12  # chunks between them in one clause
GRIP: Final = 4  # units between regaining and the control regained
PAST_DOER: Final = 7  # chunks between an attack that somebody carried out and what it hit
HITTING: Final = "frame.hit"
BY_WEAPON: Final = frozenset({HITTING, "frame.fall", "frame.strike"})
GOING_OFF: Final = frozenset({"frame.device", "frame.fall", "frame.explosion"})
WITHOUT: Final = "grammar.subordinator.without"


def has_doer(view: View, verb: Chunk) -> bool:
    """Whether a party that fights follows a verb as its subject: it tells a deed of its own."""
    for chunk in view.chunks[verb.index + 1 : verb.index + 3]:
        if chunk.kind == "time":
            continue
        if chunk.kind != "np" or chunk.prep:
            return False
        noun = chunk.head.noun
        armed = noun is not None and noun.kind in ("military", "armed_group", "government")
        return armed or bool(chunk.head.has.weapon) or any(s.kind in ("actor", "person") for s in chunk.head.names)
    return False


def fell(view: View, hit: Hit, chunk: Chunk, hits: list[Hit]) -> Hit | None:
    """`launched a missile that fell into the sea`: where it came down is how the launch ended."""
    clause = view.clauses[chunk.clause]
    described = clause.kind == "rel" and clause.antecedent is not None
    if not described and not (chunk.conj and not has_doer(view, chunk)):
        return None
    for other in reversed(hits):
        if other.unit < hit.unit and other.type == "assault":
            launched = other.sense.frame == LAUNCH and chunk.index - view.chunk_of[other.unit] <= SAME_BREATH
            return other if launched else None
    return None


def reached(view: View, hit: Hit, chunk: Chunk, hits: list[Hit]) -> Hit | None:
    """`a mine went off without hitting him`, `the missiles hit their aims`: only how a use of force ended."""
    unit = view.units[hit.unit]
    if unit.tag != "verb" or hit.type != "assault" or hit.sense.frame != HITTING:
        return None
    clause = view.clauses[chunk.clause]
    without = clause.link is not None and any(s.id == WITHOUT for s in clause.link.has.grammar)
    missed = bool(unit.pronoun) and clause.verb is chunk and (clause.negator is not None or without)
    aims = view.closed("own_aims")
    aimed = any(
        c.kind == "np" and c.head.senses is not None and c.head.senses.loose in aims
        for c in view.chunks[chunk.index + 1 : chunk.index + 3]
    )
    if not missed and not aimed:
        return None
    return next((h for h in reversed(hits) if h.unit < hit.unit and h.type in ("assault", "explosion")), None)


def sent(view: View, hit: Hit, chunk: Chunk, hits: list[Hit]) -> Hit | None:
    """`the drone that the army launched bombed a market`: who sent a weapon is told of what the weapon did."""
    clause = view.clauses[chunk.clause]
    described = clause.antecedent
    if hit.type != "assault" or clause.kind != "rel" or clause.verb is not chunk or described is None:
        return None
    noun = described.head.noun
    if not (described.head.has.weapon or (noun is not None and noun.kind == "equipment")) or described.prep:
        return None
    outer = view.clauses[described.clause].verb
    if outer is None or (outer.index < chunk.index and not _struck_before(hit, chunk, described, outer, hits)):
        return None
    return next((h for h in hits if h.type == "assault" and view.chunk_of[h.unit] == outer.index), None)


def _struck_before(hit: Hit, chunk: Chunk, weapon: Chunk, verb: Chunk, hits: list[Hit]) -> bool:
    """`hit a missile that they launched a market`: the verb of the weapon stands right before it, the launch after."""
    if weapon.index != verb.index + 1 or chunk.index != weapon.index + 1 or not chunk.head.pronoun or chunk.conj:
        return False
    if hit.sense.frame != LAUNCH or verb.head.pronoun:
        return False
    return any(verb.first <= h.unit < verb.last and h.sense.frame in BY_WEAPON and h.shape == "verb" for h in hits)


def ranked(view: View, hit: Hit, chunk: Chunk, hits: list[Hit]) -> Hit | None:
    """`bombed it, in the third raid of its kind`, `which is the worst attack since`: what is told before is ranked."""
    unit = view.units[hit.unit]
    if hit.shape not in ("noun", "phrase") or unit.article or unit.prep or unit.conj:
        return None
    head = chunk if view.units[chunk.first] is not unit else view.chunks[chunk.index - 1] if chunk.index else None
    if head is None or head.kind != "np" or not _ranks(view, head):
        return None
    before = view.chunks[head.index - 1] if head.index else None
    is_it = before is not None and before.kind in ("sub", "conj", "pron") and _third(before.head)
    if head.prep not in view.closed("in") and not is_it:
        return None
    return next((h for h in reversed(hits) if h.unit < hit.unit and h.type == hit.type), None)


def regained(view: View, hit: Hit, hits: list[Hit]) -> Hit | None:
    """`the army's regaining of control`: what is regained, imposed or lost is no happening beside it."""
    if hit.sense.frame != SEIZING or hit.shape != "noun" or not view.units[hit.unit].article:
        return None
    here = view.chunk(hit.unit)
    for other in hits:
        far = hit.unit - other.unit
        if far > 0 and other.sense.frame == CAPTURING:
            verb = view.chunk(other.unit)  # regained, *with the help of the tribes, on Sunday,* control
            own = (
                verb.kind == "verb" and verb.clause == here.clause and not here.prep and here.index - verb.index < WIDE
            )
            if far <= GRIP or own:
                return other
    return None


def borne(view: View, hit: Hit, chunk: Chunk, hits: list[Hit]) -> Hit | None:
    """`an attack with six drones that were aiming at a base`: the weapons of an attack told only aim where it aims."""
    clause = view.clauses[chunk.clause]
    if hit.type != "assault" or clause.kind != "rel" or not clause.kana or not is_light(view.units[hit.unit], "aim"):
        return None
    weapon = clause.antecedent
    if weapon is None or not weapon.prep or not any(u.has.weapon for u in view.units[weapon.first : weapon.last]):
        return None
    for other in reversed(hits):
        if other.unit < weapon.first and other.type == "assault" and view.units[other.unit].tag != "verb":
            return other if weapon.index - view.chunk_of[other.unit] <= SAME_BREATH else None
    return None


def aimed_after(view: View, hit: Hit, chunk: Chunk, nouns: dict[int, Hit]) -> Hit | None:
    """`in a bombing yesterday, it aimed at a post`: past a time and a comma the verb goes on with the noun."""
    if not is_light(view.units[hit.unit], "aim") or chunk.conj or view.units[hit.unit].pronoun:
        return None
    if has_doer(view, chunk) and lone_after_comma(view, chunk) is None:
        return None
    carried = _past_its_doer(view, chunk, nouns)
    if carried is not None:
        return carried
    if not chunk.index or not is_comma(view.chunks[chunk.index - 1]):
        return None
    commas = 0
    for other in reversed(view.chunks[max(0, chunk.index - 6) : chunk.index - 1]):
        noun = nouns.get(other.index)
        if is_comma(other) and not commas and view.chunks[other.index + 1].kind in ("time", "np"):
            opening = view.chunks[other.index + 1]
            if opening.conj or not (opening.kind == "time" or opening.prep or _of_time(opening)):
                return None
            commas = 1  # raids, *at dawn today,* aimed at posts
            continue
        if noun is not None and noun.type in ("assault", "explosion"):
            return None if view.units[noun.unit].article or other.conj else noun
        several = other.kind == "np" and other.last - other.first == 1 and other.head.tag in ("quant", "adj")
        if other.kind not in ("time", "np") or (other.kind == "np" and not other.prep and not several):
            return None
    return None


def _of_time(chunk: Chunk) -> bool:
    """Whether a bare phrase tells when (dawn, the evening of the day before)."""
    return any(s.class_ in ("daytime", "day", "time") for s in chunk.head.of("time"))


def weapon_aimed(view: View, hit: Hit, chunk: Chunk, hits: list[Hit]) -> Hit | None:
    """`a charge went off that aimed at a patrol`, `rockets fell that aimed at the base`: what came down or went off is
    told only of its aim.
    """
    clause = view.clauses[chunk.clause]
    described = clause.antecedent
    if hit.type != "assault" or clause.kind != "rel" or not is_light(view.units[hit.unit], "aim") or chunk.conj:
        return None
    if described is None or described.prep or described.index != chunk.index - 1 or not described.index:
        return None
    verb = view.chunks[described.index - 1]
    if verb.kind != "verb" or not any(u.has.weapon for u in view.units[described.first : described.last]):
        return None
    return next((h for h in hits if verb.first <= h.unit < verb.last and h.sense.frame in GOING_OFF), None)


def lone_after_comma(view: View, verb: Chunk) -> Chunk | None:
    """The one bare phrase of a verb right after a comma (attacks, *it aimed at the police*): its object."""
    if not verb.index or verb.kind != "verb" or not is_comma(view.chunks[verb.index - 1]):
        return None
    clause = view.clauses[verb.clause]
    bare = [c for c in view.chunks[verb.index + 1 : clause.last] if c.kind == "np" and not (c.prep or c.conj)]
    return bare[0] if len(bare) == 1 else None


def _past_its_doer(view: View, verb: Chunk, nouns: dict[int, Hit]) -> Hit | None:
    """The attack that a verb goes on with past whoever carried it out (a raid *that a plane carried out*, it hit)."""
    passed = False
    for other in reversed(view.chunks[max(0, verb.index - PAST_DOER) : verb.index]):
        noun = nouns.get(other.index)
        if passed:
            force = noun is not None and noun.type in ("assault", "explosion") and not view.units[noun.unit].article
            return noun if force else None
        if other.kind == "verb":
            passed = bool(other.head.pronoun) and is_light(other.head, "carry")
            if not passed:
                return None
            continue
        after = view.chunks[other.index + 1]
        comma = is_comma(other) and (other.index == verb.index - 1 or after.kind == "time")
        if noun is not None or other.conj or not (comma or other.kind in ("np", "prep", "time")):
            return None
    return None


def _ranks(view: View, chunk: Chunk) -> bool:
    """Whether a phrase begins with a superlative or an ordinal."""
    for unit in view.units[chunk.first : chunk.first + 2]:
        ordinal = unit.tag == "num" and any(s.class_ == "ordinal" for s in unit.has.quantity)
        if ordinal or (unit.senses is not None and unit.senses.loose in view.closed("superlatives")):
            return True
    return False


def _third(unit: Unit) -> bool:
    """Whether a word is `and it is`."""
    return any(s.id == "grammar.pronoun.third" for s in unit.has.grammar)


def foiled(view: View, unit: int) -> bool:
    """Whether a verb of repelling stands before a use of force: what is told next was done by those who repelled."""
    return any(is_light(other, "foil") for other in view.units[max(0, unit - REPELLED) : unit])


def what_did(view: View, hit: Hit, hits: list[Hit]) -> Hit | None:
    """The assault told before in the sentence of which a joined verb only tells what it broke; none where that verb has
    a place of its own or a report stands between.
    """
    here = view.chunk(hit.unit)
    if placed(view, view.clauses[here.clause]):
        return None
    for other in reversed(hits):
        if other.unit >= hit.unit or other.type != "assault":
            continue
        between = view.chunks[view.chunk_of[other.unit] + 1 : here.index]
        if len(between) > SAME_BREATH or any(c.kind == "report" for c in between):
            return None
        ruler = view.chunk(other.unit)
        if ruler.amount is not None and ruler.amount.low > 2:
            return None  # fifty attacks, in which they sank a ship: the ship is told for itself
        return None if foiled(view, other.unit) else other
    return None


def causes(link: Unit) -> bool:
    """Whether a clause is opened by words for `which led to`."""
    return any(s.id == "grammar.subordinator.result" for s in link.has.grammar)


def joined(view: View, ruler: int, clause: int) -> bool:
    """Whether a clause follows another with nothing but verbs joined by `and` between (killed ten, took six and
    burnt).
    """
    between = view.clauses[ruler + 1 : clause + 1]
    return 0 < len(between) <= 3 and all(
        c.kind == "coord" and c.verb is not None and c.verb.conj and not placed(view, c) for c in between
    )


def placed(view: View, clause: Clause) -> bool:
    """Whether a clause says where by a name of its own: it tells a happening elsewhere."""
    return any(
        s.kind == "place"
        for chunk in view.chunks[clause.first : clause.last]
        if chunk.kind == "np" and chunk.prep
        for s in chunk.head.names
    )


def is_light(unit: Unit, class_: str) -> bool:
    """Whether a word can be a light verb of a class (`led to` is of class result)."""
    return any(s.class_ == class_ for s in unit.has.light)
