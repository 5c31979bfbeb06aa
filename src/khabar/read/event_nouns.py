"""Nouns of a sentence that only add to a happening told before them: how it was done, what came of it, its toll.

Invariant: each function gives a hit of the sentence, or None where the noun tells a happening of its own.
"""

from __future__ import annotations

from typing import Final

from khabar.read.chunks import Chunk
from khabar.read.event_verbs import KILLED_IN, PROTEST, strengthens
from khabar.read.evidence import FORCE
from khabar.read.frames import prep_key
from khabar.read.happenings import KILLING, Hit
from khabar.read.replies import opens_reply
from khabar.read.results import SAME_BREATH, causes, is_light
from khabar.read.view import View
from khabar.text.clitics import BA
from khabar.text.letters import ALIF, TA_MARBUTA

REACH: Final = 8
COUNTED: Final = 4  # chunks from attacks to how many they were
MOVED: Final = 4
SHOTS: Final = frozenset({"assault.rasas", "assault.rasas_hayy"})
ACTS: Final = frozenset({"claim", "accuse", "deny", "request", "threaten", "support"})


def strengthening(view: View, hit: Hit, hits: list[Hit]) -> Hit | None:
    """`destroyed it a destruction`: the accusative of the same word only strengthens it."""
    unit = view.units[hit.unit]
    bare = unit.token.form.endswith(ALIF)
    told = unit.suffix == "tanwin" or bare or _feminine(view, hit.unit)
    if hit.shape not in ("noun", "phrase") or not told or unit.conj:
        return None
    killed = hit.sense.frame == KILLING
    if bare and not killed:
        for other in hits:
            verbal = 0 < hit.unit - other.unit <= REACH and view.units[other.unit].tag == "verb"
            if verbal and (strengthens(view, hit, other) or (hit.type == other.type == PROTEST)):
                return other
    return next(
        (
            h
            for h in hits
            if 0 < hit.unit - h.unit <= REACH
            and (h.sense.id == hit.sense.id or (killed and h.sense.frame == KILLING and h.shape == "verb"))
        ),
        None,
    )


def _feminine(view: View, at: int) -> bool:
    """Whether a noun in -a stands bare with an adjective of its own (condemned it *a strong condemnation*)."""
    unit = view.units[at]
    if not unit.token.form.endswith(TA_MARBUTA) or unit.prep or unit.article or at + 1 >= len(view.units):
        return False
    after = view.units[at + 1]
    return after.tag == "adj" and after.first == unit.last and not after.article


def counted_by(view: View, hit: Hit, chunk: Chunk, hits: list[Hit]) -> Hit | None:
    """`stepped up its attacks by sixteen raids`: the raids that are counted are the attacks."""
    if hit.shape != "noun" or hit.type not in FORCE or not view.units[hit.unit].pronoun:
        return None
    for other in view.chunks[chunk.index + 1 : chunk.index + COUNTED]:
        if other.kind == "np" and other.prep == BA and other.amount is not None and other.clause == chunk.clause:
            return next((h for h in hits if view.chunk_of[h.unit] == other.index and h.type == hit.type), None)
        if other.kind == "verb":
            return None
    return None


def of_toll(view: View, hit: Hit, hits: list[Hit]) -> Hit | None:
    """`the toll of the raids rose`: the toll is that of the use of force in construct with it."""
    if hit.sense.id != "casualty.hasila":
        return None
    return next((h for h in hits if h.unit == hit.unit + 1 and h.type in FORCE), None)


def outcome_of(view: View, hit: Hit, chunk: Chunk, hits: list[Hit]) -> Hit | None:
    """`led to the death of ten and the destruction of a lorry`: the verbal noun is what came of the use of
    force.
    """
    if hit.shape != "noun" or hit.entry.outcome != "hit" or view.units[hit.unit].article:
        return None
    clause = view.clauses[chunk.clause]
    verb = clause.verb
    if verb is not None and clause.kind == "coord" and clause.parent >= 0 and verb.head.has.harm:
        verb = view.clauses[clause.parent].verb or verb  # `wounding` in a list is written like `he wounded`
    led = clause.link is not None and causes(clause.link)
    if not led and (verb is None or verb.index > chunk.index or not is_light(verb.head, "result")):
        return None
    return next((h for h in reversed(hits) if h.unit < hit.unit and h.type in FORCE), None)


def spoken_into(view: View, hit: Hit, chunk: Chunk, hits: list[Hit]) -> Hit | None:
    """`announced its responsibility`, `laid the responsibility on`: verb and noun are one act."""
    if hit.shape not in ("noun", "phrase") or hit.type not in ACTS:
        return None
    for other in reversed(hits):
        same = other.type == hit.type or (other.type in ("deny", "claim", "accuse") and hit.type in ("claim", "accuse"))
        if other.unit < hit.unit and same and view.units[other.unit].tag == "verb":
            ruler = view.chunk(other.unit)
            return other if ruler.clause == chunk.clause and chunk.index - ruler.index <= 6 else None
    return None


def shots_of(view: View, hit: Hit, chunk: Chunk, hits: list[Hit]) -> Hit | None:
    """`assassinated the judge with bullets`, `opened fire, which led to the wounding of a woman by stray shots`: the
    shots are those of the use of force told before.
    """
    if hit.sense.id not in SHOTS or not (_with_shots(view, chunk) or (chunk.prep == BA and not chunk.conj)):
        return None
    clause = view.clauses[chunk.clause]
    other = next((h for h in reversed(hits) if h.unit < hit.unit), None)
    if other is None or other.type != "assault" or view.clauses[view.chunk(other.unit).clause].kind == "rel":
        return None
    here = view.chunk(other.unit)
    led = clause.link is not None and causes(clause.link) and here.clause == clause.parent
    return other if (led or here.clause == clause.index) and chunk.index - here.index <= SAME_BREATH else None


def _with_shots(view: View, chunk: Chunk) -> bool:
    """Whether shots are told after another weapon it was done with (an attack *with mortars and shots*)."""
    if not chunk.conj or chunk.prep or not chunk.index:
        return False
    before = view.chunks[chunk.index - 1]
    return before.kind == "np" and before.prep == BA and bool(before.head.has.weapon)


def noun_into(view: View, hit: Hit, chunk: Chunk, hits: list[Hit]) -> Hit | None:
    """`he bombed it in a raid`: the noun only tells how; `they bombed it; the raid left`: it only tells what
    came.
    """
    shots = shots_of(view, hit, chunk, hits)
    if shots is not None:
        return shots
    if view.units[hit.unit].article:
        return _resumed(view, hit, chunk, hits)
    for other in hits:
        named = other.sense.frame == KILLING and other.shape == "noun"
        if other is hit or other.type not in FORCE or not (named or view.units[other.unit].tag == "verb"):
            continue
        if any(prep_key(s.entry.complement) == chunk.prep for s in view.units[other.unit].has.light):
            continue
        verb = view.chunk(other.unit)
        if any(opens_reply(view, c) for c in view.chunks[verb.index + 1 : chunk.index]):
            continue  # they attacked, and the army replied with raids
        if other.sense.id in KILLED_IN and other.shape == "verb" and hit.sense.frame != KILLING:
            continue
        if (
            verb.clause == chunk.clause
            and verb.index < chunk.index
            and chunk.prep in view.closed("instrument_preps")
            and other.type == hit.type
        ):
            return other
    return None


def _resumed(view: View, hit: Hit, chunk: Chunk, hits: list[Hit]) -> Hit | None:
    """The use of force, told before by a verb, that a definite noun takes up again as what had a result."""
    before = view.chunks[chunk.index - 1] if chunk.index else None
    if before is None or before.kind != "verb" or chunk.prep:
        return None
    if not is_light(before.head, "result"):
        return None
    return next((h for h in reversed(hits) if h.unit < hit.unit and h.type in FORCE), None)


def moved_by(view: View, hit: Hit, chunk: Chunk, hits: list[Hit]) -> Hit | None:
    """`pushed *reinforcements* to the front`, `that *reinforcements* of the army moved towards`: what is moved and the
    verb of moving it are one movement.
    """
    if hit.type != "mobilize" or hit.shape not in ("noun", "phrase") or chunk.prep not in ("", BA):
        return None
    for other in hits:
        if other.type != "mobilize" or view.units[other.unit].tag != "verb":
            continue
        verb = view.chunk(other.unit)
        if verb.clause != chunk.clause or abs(verb.index - chunk.index) > MOVED:
            continue
        if verb.index < chunk.index or not (chunk.prep or verb.conj):
            return other
    return None
