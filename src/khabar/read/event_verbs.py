"""Verbs of a sentence that only add to a happening that another word tells: an attack that *targeted*, and *killed*.

Invariant: each function gives a hit of the sentence, or None where the verb tells a happening of its own.
"""

from __future__ import annotations

from typing import Final

from khabar.read.chunks import Chunk, is_comma
from khabar.read.clauses import Clause
from khabar.read.evidence import FORCE, has_class
from khabar.read.frames import prep_key
from khabar.read.happenings import KILLING, Hit
from khabar.read.phrases import men_of
from khabar.read.results import HITTING, aimed_after, fell, has_doer, is_light, joined, what_did
from khabar.read.units import Unit, is_accusative
from khabar.read.view import View
from khabar.text.clitics import BA
from khabar.text.letters import ALIF, HAMZA, NUN, TA, TA_MARBUTA, WAW, YA

REACH: Final = 8
FAR: Final = 12
EXCHANGING: Final = "assault.tabadala"
FALLING: Final = "frame.fall"
LAUNCHING: Final = "frame.launch"
ASIDE: Final = 4  # chunks after a verb; further on only what it carries: answered, on Sunday, with raids
LAUNCHED: Final = 6  # chunks between the verb of a launch and that of its strike
ENDING: Final = "assault.qada_noun"
KILLED_IN: Final = frozenset({"assault.hayyada", "assault.qatala"})
WEAK: Final = str.maketrans("", "", ALIF + HAMZA + TA + WAW + YA)
PROTEST: Final = "protest"
LOSING: Final = "assault.khasrat"
FELLING: Final = "assault.awqaa_force"


def aiming(view: View, hit: Hit, hits: list[Hit]) -> Hit | None:
    """`raided the quarter, aiming at a depot`: the participle only adds whom the use of force was against."""
    if hit.shape != "active" or hit.type not in FORCE or not is_light(view.units[hit.unit], "aim"):
        return None
    return next((h for h in reversed(hits) if h.unit < hit.unit and h.type in FORCE), None)


def killed_in(view: View, hit: Hit, chunk: Chunk, nouns: dict[int, Hit]) -> Hit | None:
    """`neutralised nine of them in air raids`: the killing is what came of the raids told with it."""
    ended = hit.sense.id == ENDING
    if not ended and (hit.sense.frame != KILLING or hit.shape != "verb" or hit.sense.id not in KILLED_IN):
        return None
    for other in view.chunks[chunk.index + 1 : chunk.index + FAR]:
        clause = view.clauses[other.clause]
        within = clause.index == chunk.clause and other.index < chunk.index + REACH
        if not within and (clause.kind != "rel" or clause.parent != chunk.clause or other.kind == "mark"):
            return None  # killed the minister *whom the group had named* in a raid
        noun = nouns.get(other.index)
        if noun is not None and noun.type == "accuse":
            return None  # killed him after he had accused the army of massacres
        if noun is not None and noun.type == "assault" and noun.unit > hit.unit:
            plain = not view.units[noun.unit].article and noun.entry.frame != KILLING
            led = view.closed("during_preps") if ended else view.closed("instrument_preps")
            return noun if plain and other.prep in led else None
    return None


def damaged_by(view: View, hit: Hit, chunk: Chunk, nouns: dict[int, Hit]) -> Hit | None:
    """`a tanker was damaged by the blast of a mine`: the damage is what came of the use of force told after it."""
    if hit.sense.frame != HITTING or hit.shape != "passive" or chunk.index + 2 >= len(view.chunks):
        return None
    told = view.chunks[chunk.index + 1 : min(view.clauses[chunk.clause].last, chunk.index + REACH)]
    if not any(c.prep == BA and c.head.token.word.loose.removeprefix(BA) in view.closed("damage") for c in told):
        return None
    for other in told:
        noun = nouns.get(other.index)
        if noun is not None and noun.type in ("assault", "explosion"):
            return noun
    return None


def ruined_by(view: View, hit: Hit, chunk: Chunk, nouns: dict[int, Hit]) -> Hit | None:
    """`a vehicle was destroyed by the blast of a mine`: the ruin is what came of the use of force right after it."""
    if not chunk.index or chunk.index + 1 >= len(view.chunks):
        return None
    noun = nouns.get(chunk.index + 1)
    if noun is None or noun.type not in ("assault", "explosion") or ruined(view, noun.unit, hit) is None:
        return None
    return noun


def ruined(view: View, deed: int, hit: Hit) -> Chunk | None:
    """What stands before a verb of ruin and was ruined by the deed told right after it, after bi-."""
    chunk, after = view.chunk(hit.unit), view.chunk(deed)
    if hit.shape not in ("verb", "passive") or hit.entry.outcome != "hit" or hit.sense.frame == KILLING:
        return None
    if not chunk.index or after.index != chunk.index + 1 or after.prep != BA or view.units[deed] is not after.head:
        return None
    if view.units[hit.unit].pronoun or chunk.conj or chunk.kind != "verb":
        return None
    before = view.chunks[chunk.index - 1]
    if before.kind != "np" or before.prep or before.clause != chunk.clause:
        return None
    bare = any(c.kind == "np" and not c.prep for c in view.chunks[after.index + 1 : after.index + 2])
    struck = not bare and view.mention(before).kind in ("equipment", "site", "vessel")
    return before if struck else None


def felled(view: View, hit: Hit, chunk: Chunk, hits: list[Hit]) -> Hit | None:
    """`set off a charge and left its crew dead or wounded`: who fell is what came of the use of force before."""
    pinned = hit.sense.id == LOSING and bool(view.units[hit.unit].pronoun)  # and inflicted losses on them
    if not chunk.conj or not (hit.sense.id == FELLING or pinned):
        return None
    clause = view.clauses[chunk.clause]
    fallen = any(u.has.harm for c in view.chunks[chunk.index + 1 : clause.last] for u in view.units[c.first : c.last])
    return next((h for h in reversed(hits) if h.unit < hit.unit and h.type in FORCE), None) if fallen else None


def result_of(view: View, hit: Hit, chunk: Chunk, hits: list[Hit]) -> Hit | None:
    """`they stormed the hotel and killed nine`: the killing is what came of the attack."""
    if hit.sense.frame == FALLING and hit.shape == "verb":
        return fell(view, hit, chunk, hits)
    told = hit.type in FORCE and hit.entry.outcome == "hit"
    if not (told or hit.sense.frame == KILLING) or not chunk.conj or hit.shape not in ("verb", "passive"):
        return None
    if view.units[hit.unit].pronoun and has_doer(view, chunk):
        return None  # he stabbed a soldier, and the police killed *him*
    meant = any(s.number == "p" for s in view.units[hit.unit].verb)  # they burnt the market: a deed of its own
    felled = hit.sense.id == "assault.awqaa_force"  # and left its crew between dead and wounded
    if felled or (told and (hit.shape == "passive" or not (meant or has_doer(view, chunk)))):
        return what_did(view, hit, hits)
    if hit.shape != "verb":
        return None
    for other in reversed(hits):
        if other.unit < hit.unit and other.type in FORCE and other.shape != "active":
            ruler = view.chunk(other.unit)
            near = joined(view, ruler.clause, view.chunk(hit.unit).clause)
            if told and view.units[other.unit].tag != "verb":
                return None
            return other if near and not view.units[other.unit].pronoun else None
    return None


def verb_into(view: View, hit: Hit, chunk: Chunk, nouns: dict[int, Hit], hits: list[Hit]) -> Hit | None:
    """`an attack that targeted`: the verb only adds to the noun before or after it."""
    clause = view.clauses[chunk.clause]
    if hit.type not in FORCE:
        host = nouns.get(clause.antecedent.index) if clause.kind == "rel" and clause.antecedent is not None else None
        if host is not None and host.type == hit.type == "consult":
            return host
        return _object_of(view, hit, chunk, nouns)
    candidates: list[Chunk] = []
    spoken = _said_of(view, clause, chunk)
    if spoken is not None:
        candidates += [spoken, *further(view, spoken, nouns)]
    if clause.kind == "rel" and clause.antecedent is not None and not _of_men(view, chunk, clause.antecedent, nouns):
        candidates.append(clause.antecedent)
        candidates += [] if _upon_place(view, chunk, clause.antecedent) else further(view, clause.antecedent, nouns)
    goes_on = told_on(view, chunk, nouns)
    if goes_on is not None:
        candidates.append(goes_on)
    if not _has_new_subject(view, chunk):
        candidates += [c for c in view.chunks[clause.first : chunk.index] if c.kind == "np" and not c.prep][:1]
    before = view.chunks[chunk.index - 1] if chunk.index else None
    alone = before is not None and before.index in nouns and not before.head.article and before.head.tag != "name"
    if before is not None and alone and not _of_men(view, chunk, before, nouns):
        candidates.append(before)  # in a headline without a verb: `52 killed in attacks that hit Baghdad`
    carries = {
        prep_key(s.entry.complement)
        for s in view.units[hit.unit].has.light
        if s.entry.complement not in ("object", "subject")
    }
    for following in view.chunks[chunk.index + 1 : min(clause.last, chunk.index + 7)]:
        if following.kind != "np" or (following.index > chunk.index + ASIDE and following.prep not in carries):
            continue
        near = all(
            c.kind == "time" or (c.kind == "prep" and c.head.pronoun)
            for c in view.chunks[chunk.index + 1 : following.index]
        )
        noun = nouns.get(following.index)
        own = (
            noun is not None
            and noun.type == hit.type
            and (bool(view.units[noun.unit].pronoun) or _set_object(view, hit, chunk, following, noun))
        )
        if (not following.prep and (near or own)) or following.prep in carries:
            candidates.append(following)
    if hit.sense.id == EXCHANGING:  # past an aside after its subject: X, the ally of Y, exchanges fire with Z
        last = min(clause.last, chunk.index + REACH)
        candidates += [c for c in view.chunks[chunk.index + 1 : last] if c.kind == "np" and not c.prep]
    for candidate in candidates:
        noun = nouns.get(candidate.index)
        if noun is not None and strengthens(view, noun, hit):
            continue
        if noun is not None and noun.type == "claim":  # its responsibility for [an attack that hit]
            beside = (h for h in hits if h.unit > noun.unit and view.chunk_of[h.unit] == candidate.index)
            noun = next((h for h in beside if not view.units[h.unit].article), None)
        if noun is not None and noun.type in FORCE and noun.type != "intercept":
            return noun
    return aimed_after(view, hit, chunk, nouns)


def _upon_place(view: View, verb: Chunk, told: Chunk) -> bool:
    """Whether a clause tells by a pronoun who holds the place it describes, not what struck it (a raid on the town
    *that the group controls*).
    """
    after = view.chunks[verb.index + 1] if verb.index + 1 < len(view.chunks) else None
    if after is None or after.kind != "prep" or not after.head.pronoun or not told.prep:
        return False
    return any(name.kind == "place" for u in view.units[told.first : told.last] for name in u.names)


def _of_men(view: View, verb: Chunk, told: Chunk, nouns: dict[int, Hit]) -> bool:
    """Whether a verb describes those in construct with a noun of force (the killing of *gunmen who attacked*)."""
    noun = nouns.get(told.index)
    return noun is not None and verb.kind == "verb" and men_of(view, verb, told) is not None


def told_on(view: View, verb: Chunk, nouns: dict[int, Hit]) -> Chunk | None:
    """The happening of which a clause joined by wa- goes on to tell what it struck (the attack, which happened in the
    town *and struck* a post; an attack was carried out *and struck* a post; it fell at dawn *and struck* them).
    """
    clause, unit = view.clauses[verb.clause], verb.head
    if not clause.index or not _aims_on(view, verb, unit):
        return None
    earlier = view.clauses[clause.index - 1]
    if earlier.verb is None or earlier.kind == "content":
        return None
    told = earlier.antecedent if earlier.kind == "rel" else None
    if earlier.kind != "rel":
        at = earlier.verb.index
        bare = [c for c in view.chunks[earlier.first : at + 2] if c.kind == "np" and not c.prep]
        told = bare[0] if bare and (bare[0].index < at or earlier.verb.head.has.light) else None
    hit = nouns.get(told.index) if told is not None else None
    if hit is None or told is None or hit.type not in FORCE or view.units[hit.unit] is not told.head:
        return None
    form = unit.token.word.loose
    many = form.endswith((WAW + ALIF, WAW + NUN))
    feminine = form.endswith(TA) or form.lstrip(WAW).startswith(TA)
    return told if not many and feminine == told.head.token.form.endswith((TA_MARBUTA, ALIF + TA)) else None


def goes_on_to_aim(view: View, deed: int, hit: Hit) -> bool:
    """Whether a verb of aiming joined by wa- was taken for what the noun of a deed before it struck."""
    aims = hit.unit > deed and _aims_on(view, view.chunk(hit.unit), view.units[hit.unit])
    return aims and view.units[deed].tag != "verb"


def _aims_on(view: View, chunk: Chunk, unit: Unit) -> bool:
    """Whether a verb joined by wa- to the clause before is of aiming; `and wounded four` tells no target."""
    joined_verb = unit.tag == "verb" and unit.conj and view.clauses[chunk.clause].kind == "coord"
    return joined_verb and is_light(unit, "aim") and not unit.has.harm


def _said_of(view: View, clause: Clause, verb: Chunk) -> Chunk | None:
    """What somebody says more of (raids *that he said hit stores*): the phrase before his verb, taken up by `that`."""
    link = clause.link
    if clause.kind != "sub" or clause.verb is not verb or clause.parent < 0 or link is None or not link.pronoun:
        return None
    saying = view.clauses[clause.parent]
    told = saying.antecedent
    if saying.kind != "rel" or told is None or saying.verb is None or saying.index + 1 != clause.index:
        return None
    return told if saying.verb.head.has.report and not told.head.names else None


def _shot(view: View, chunk: Chunk) -> Chunk | None:
    """With what a use of force was told before its firing (with *Grad rockets*, which the men undertook to fire)."""
    if chunk.kind == "verb" and chunk.index > 2 and is_comma(view.chunks[chunk.index - 1]):
        return _taken_up(view, chunk)
    if chunk.kind == "verb" or not chunk.prep or chunk.index < 2 or not view.chunks[chunk.index - 1].head.has.light:
        return None
    before = view.chunks[chunk.index - 2]
    if is_comma(before) and chunk.index > 2:
        before = view.chunks[chunk.index - 3]
    return before if before.prep == BA else None


def _taken_up(view: View, chunk: Chunk) -> Chunk | None:
    """The weapon that a verb's pronoun takes up past a comma (a rocket came down, the group *launched it*)."""
    if chunk.conj or not chunk.units[chunk.last - 1].pronoun:
        return None
    for before in reversed(view.chunks[max(0, chunk.index - LAUNCHED) : chunk.index - 1]):
        if before.kind == "np" and not before.prep and has_class(before.head, "weapon"):
            return before
        if before.kind not in ("np", "time"):
            return None
    return None


def _set_object(view: View, hit: Hit, chunk: Chunk, following: Chunk, noun: Hit) -> bool:
    """`the army regained control of`, `the men fight battles`: past its subject, the object heads its phrase."""
    between = view.chunks[chunk.index + 1 : following.index]
    head = view.units[noun.unit] is following.head and not following.conj
    between = [c for c in between if c.kind != "time"]
    subject = all(
        (c.kind == "np" and not c.prep and (c.conj or not at)) or (c.kind == "prep" and at > 0 and bool(c.head.pronoun))
        for at, c in enumerate(between)
    )
    return head and 0 < len(between) <= 5 and subject


def _object_of(view: View, hit: Hit, chunk: Chunk, nouns: dict[int, Hit]) -> Hit | None:
    """`signed an agreement`, `marches went out`: the noun names the act, the verb only does it."""
    last = min(view.clauses[chunk.clause].last, chunk.index + 7)
    for following in view.chunks[chunk.index + 1 : last]:
        governed = not following.prep or hit.type == "agree"  # came to an agreement, went out in a march
        governed = governed or (hit.type == "protest" and following.prep in view.closed("in"))
        noun = nouns.get(following.index) if following.kind == "np" and governed else None
        if noun is None or strengthens(view, noun, hit):
            continue
        if noun.type == hit.type != "claim" and noun.shape in ("noun", "phrase"):
            if hit.type == PROTEST and not following.prep and is_accusative(view.units[noun.unit].token.form):
                continue  # demonstrated *in protest* at
            return noun
    return None


def strengthens(view: View, noun: Hit, verb: Hit) -> bool:
    """Whether an indefinite accusative only strengthens the verb of its own root (bombed it *a heavy bombing*, denied
    *a flat denial*).
    """
    if noun.unit <= verb.unit or noun.shape not in ("noun", "phrase"):
        return False
    word = view.units[noun.unit].token.form
    if not word.endswith(ALIF):
        return False
    root = word.translate(WEAK)
    return len(root) > 1 and view.units[verb.unit].token.form.translate(WEAK).endswith(root)


def further(view: View, nearest: Chunk, nouns: dict[int, Hit]) -> list[Chunk]:
    """The event noun that a clause describes across the phrases that hang on it (`a strike by drone that hit`)."""
    if not (nearest.prep or nearest.conj) or nearest.index in nouns:
        return []
    for index in range(nearest.index - 1, max(-1, nearest.index - 5), -1):
        chunk = view.chunks[index]
        if chunk.clause != nearest.clause or chunk.kind not in ("np", "time", "mark", "prep"):
            return []
        if index in nouns:
            return [chunk]
    return []


def _has_new_subject(view: View, verb: Chunk) -> bool:
    """Whether somebody named stands joined right before a verb (raids on the suburb *and the party* shells a base)."""
    before = view.chunks[verb.index - 1] if verb.index > 1 else None
    if (
        before is None
        or before.kind != "np"
        or not before.conj
        or before.prep
        or not view.chunks[before.index - 1].prep
    ):
        return False
    return any(name.kind == "actor" for name in before.head.names)


def _carried_out_by(view: View, deed: Chunk, doer: Chunk) -> bool:
    """Whether a clause that describes a deed tells that a phrase carried it out (attacks *that drones carried out*)."""
    told = view.clauses[doer.clause]
    if told.kind != "rel" or told.antecedent is not deed or told.verb is None:
        return False
    return any(s.class_ == "carry" for s in told.verb.head.has.light)


def launched_at(view: View, hit: Hit, chunk: Chunk, hits: list[Hit]) -> Hit | None:
    """The strike of a weapon whose launch a clause only tells (a drone *that the army launched* struck; rockets fell
    that the army *fired*).
    """
    clause = view.clauses[chunk.clause]
    if hit.sense.frame != LAUNCHING or not (chunk.kind == "verb" or view.units[hit.unit].pronoun):
        return None
    fallen = clause.antecedent if clause.kind == "rel" else _shot(view, chunk)
    if fallen is None or not has_class(fallen.head, "weapon"):
        return None
    for other in hits:
        ruler = view.chunk(other.unit)
        struck = other.sense.frame == FALLING or (fallen.prep == BA and other.type == hit.type)
        if other.type == hit.type and _carried_out_by(view, ruler, fallen):
            return other  # attacks that drones carried out which the army *launched*
        if struck and ruler.clause == fallen.clause and ruler.index < fallen.index and other.unit < hit.unit:
            return other
    if hit.shape != "verb" or chunk.kind != "verb" or chunk.conj:
        return None
    for other in hits:
        ruler = view.chunk(other.unit)
        if other.unit <= hit.unit or ruler.kind != "verb":
            continue
        between = view.chunks[chunk.index + 1 : ruler.index]
        apart = ruler.conj or ruler.clause == chunk.clause or len(between) >= LAUNCHED
        held = view.clauses[ruler.clause].antecedent
        whence = held is not None and held.prep != "" and held.index > chunk.index  # from an area that they *hold*
        if (
            apart
            or whence
            or other.type not in FORCE
            or any(c.kind in ("conj", "mark", "sub", "verb") for c in between)
        ):
            return None
        return other
    return None
