"""Which triggers of a sentence tell one and the same happening.

Invariant: one happening in one sentence is one record (codebook, rule 5.3); the others lend it their arguments.
"""

from __future__ import annotations

from typing import Final

from khabar.model.native import mypyc_attr
from khabar.packs.lexicon import Lexicon, Sense
from khabar.read.chunks import Chunk
from khabar.read.evidence import FORCE, has_class
from khabar.read.frames import Slots, prep_key, slots_of
from khabar.read.happenings import KILLING, Hit
from khabar.read.replies import opens_reply
from khabar.read.results import (
    aimed_after,
    borne,
    causes,
    fell,
    has_doer,
    is_light,
    joined,
    ranked,
    reached,
    regained,
    sent,
    what_did,
)
from khabar.read.view import View
from khabar.text.clitics import BA
from khabar.text.letters import ALIF

REACH: Final = 8
CLAIMING: Final = 16  # units between the verb of a claim and its responsibility
EXCHANGING: Final = "assault.tabadala"
CEASE: Final = "frame.cease"
FALLING: Final = "frame.fall"
ORDERING: Final = "request.amara"
ORDERED: Final = 6  # chunks between an order and the deed that is ordered
LAUNCHING: Final = "assault.atlaqa"
RESPONSIBLE: Final = "accuse.dulu"
BURDENING: Final = "accuse.hammala"
KILLED_IN: Final = frozenset({"assault.hayyada", "assault.qatala"})
FELLING: Final = "assault.awqaa_force"
SAYING_SO: Final = "claim.aalana_masuliyya"
ACTS: Final = frozenset({"claim", "accuse", "deny", "request", "threaten", "support"})
DEEDS: Final = FORCE | {"coerce", "mobilize", "aid"}


@mypyc_attr(acyclic=True)
class Carrier:
    """A light verb at ``unit`` and the slots it lends to the event noun it carries."""

    __slots__ = ("sense", "slots", "unit")

    def __init__(self, unit: int, sense: Sense, slots: Slots) -> None:
        self.unit = unit
        self.sense = sense
        self.slots = slots


@mypyc_attr(acyclic=True)
class Happening:
    """One happening of a sentence: its main trigger, those that only add to it, and the light verbs that carry it."""

    __slots__ = ("carriers", "hit", "merged")

    def __init__(self, hit: Hit) -> None:
        self.hit = hit
        self.merged: list[Hit] = []
        self.carriers: list[Carrier] = []


class Merger:
    """Groups the hits of a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._slots: dict[str, Slots] = {}

    def group(self, view: View, hits: list[Hit]) -> list[Happening]:
        """The happenings in order of their main triggers, each with the light verbs that carry it."""
        if not hits:
            return []
        nouns = {view.chunk_of[h.unit]: h for h in reversed(hits) if view.units[h.unit].tag != "verb"}
        into: dict[int, int] = {}
        for hit in hits:
            other = self._main(view, hit, hits, nouns)
            if other is not None and _accused_of(view, hit, other, hits):
                other = None
            if other is not None and into.get(other.unit, other.unit) != hit.unit:
                into[hit.unit] = into.get(other.unit, other.unit)
        happenings = {h.unit: Happening(h) for h in hits if h.unit not in into}
        for hit in hits:
            main = happenings.get(into.get(hit.unit, -1))
            if main is not None:
                main.merged.append(hit)
        settled: set[int] = set()
        named = {index: hit for index, hit in nouns.items() if hit.shape != "active"}  # goes on, *accusing*
        for carrier in self._carriers(view) if nouns else ():
            if carrier.unit in settled:
                continue
            hit_unit = self._carried(view, carrier, named)
            main = happenings.get(into.get(hit_unit, hit_unit)) if hit_unit is not None else None
            if main is not None:
                main.carriers.append(carrier)
                settled.add(carrier.unit)
        return [happenings[unit] for unit in sorted(happenings)]

    def _main(self, view: View, hit: Hit, hits: list[Hit], nouns: dict[int, Hit]) -> Hit | None:
        """The happening that `hit` belongs to, None if it is its own."""
        unit = view.units[hit.unit]
        chunk = view.chunk(hit.unit)
        beside = self._beside(view, hit, hits)
        if beside is not None:
            return beside
        if hit.sense.id == RESPONSIBLE:
            burden = next((h for h in hits if h.sense.id == BURDENING and 0 < hit.unit - h.unit <= CLAIMING), None)
            if burden is not None:
                return burden
        if hit.type == "claim":
            return self._claimed(view, hit, hits)
        if hit.sense.id == ORDERING:
            return ordered(view, hit, hits)
        if hit.type == "threaten":
            vow = next((h for h in hits if h.type == "threaten" and h.unit < hit.unit), None)
            if (
                vow is not None
                and view.units[vow.unit].tag == "verb"
                and 0 < chunk.index - view.chunk_of[vow.unit] <= 8
                and not chunk.conj
            ):
                return vow
        told = (
            self._cognate(view, hit, hits)
            or self._aiming(view, hit, hits)
            or self._outcome_of(view, hit, chunk, hits)
            or reached(view, hit, chunk, hits)
            or ranked(view, hit, chunk, hits)
            or regained(view, hit, hits)
            or borne(view, hit, chunk, hits)
            or sent(view, hit, chunk, hits)
        )
        if told is not None:
            return told
        if hit.shape == "phrase" and hit.type in FORCE and hit.entry.outcome == "hit":
            earlier = [h for h in hits if h.unit < hit.unit and h.type in FORCE]
            if earlier:
                return earlier[-1]
        struck = launched_at(view, hit, chunk, hits)
        if struck is not None:
            return struck
        if unit.tag == "verb":
            return (
                self._killed_in(view, hit, chunk, nouns)
                or self._felled(view, hit, chunk, hits)
                or self._verb_into(view, hit, chunk, nouns)
                or self._result_of(view, hit, chunk, hits)
            )
        first = nouns.get(chunk.index)
        if first is not None and first.unit < hit.unit and first.type in FORCE and hit.type in FORCE:
            return first
        if first is not None and first.unit < hit.unit <= first.unit + 3 and first.type == hit.type == "mobilize":
            return first  # the arrival of a column of reinforcements
        counted = self._toll_of(view, hit, hits)
        if counted is not None:
            return counted
        if hit.type not in FORCE:
            return self._spoken_into(view, hit, chunk, hits)
        ceased = next((h for h in hits if h.unit == hit.unit - 1 and h.sense.frame == CEASE), None)
        if ceased is not None and not unit.conj and not unit.prep:
            return ceased  # the suspension of attacks: what is stopped is no happening of its own
        return self._noun_into(view, hit, chunk, hits)

    @staticmethod
    def _claimed(view: View, hit: Hit, hits: list[Hit]) -> Hit | None:
        """`announced, in a statement, its responsibility for`: the noun names the act, the verb lends its subject."""
        noun = view.units[hit.unit].tag != "verb"
        for other in reversed(hits) if noun else hits:
            if (other.unit < hit.unit) != noun or abs(other.unit - hit.unit) > CLAIMING:
                continue
            if noun and other.sense.id == BURDENING and other.shape == "active":
                return other  # holding them and those behind them responsible for that
            if noun and other.type in ("deny", "accuse") and view.units[other.unit].tag == "verb":
                return other if view.chunk(other.unit).clause == view.chunk(hit.unit).clause else None
            if other.type != "claim" or (view.units[other.unit].tag != "verb") == noun:
                continue
            verb = hit if not noun else other
            return other if noun != (verb.sense.id == SAYING_SO) else None
        return None

    @staticmethod
    def _beside(view: View, hit: Hit, hits: list[Hit]) -> Hit | None:
        """`seized and destroyed`: two words for one deed, side by side, that share what stands around them."""
        unit = view.units[hit.unit]
        if not unit.conj or hit.unit == 0 or unit.article:
            return None
        first = next((h for h in hits if h.unit == hit.unit - 1), None)
        if first is None or first.type not in DEEDS or hit.type not in DEEDS:
            return None
        return first if (view.units[first.unit].tag == "verb") == (unit.tag == "verb") else None

    @staticmethod
    def _toll_of(view: View, hit: Hit, hits: list[Hit]) -> Hit | None:
        """`the toll of the raids rose`: the toll is that of the use of force in construct with it."""
        if hit.sense.id != "casualty.hasila":
            return None
        return next((h for h in hits if h.unit == hit.unit + 1 and h.type in FORCE), None)

    @staticmethod
    def _cognate(view: View, hit: Hit, hits: list[Hit]) -> Hit | None:
        """`destroyed it a destruction`: the accusative of the same word only strengthens it."""
        unit = view.units[hit.unit]
        bare = hit.sense.frame == KILLING and unit.token.form.endswith(ALIF)
        if hit.shape != "noun" or not (unit.suffix == "tanwin" or bare) or unit.conj:
            return None
        killed = hit.sense.frame == KILLING
        return next(
            (
                h
                for h in hits
                if 0 < hit.unit - h.unit <= REACH
                and (h.sense.id == hit.sense.id or (killed and h.sense.frame == KILLING and h.shape == "verb"))
            ),
            None,
        )

    @staticmethod
    def _aiming(view: View, hit: Hit, hits: list[Hit]) -> Hit | None:
        """`raided the quarter, aiming at a depot`: the participle only adds whom the use of force was against."""
        if hit.shape != "active" or hit.type not in FORCE or not is_light(view.units[hit.unit], "aim"):
            return None
        return next((h for h in reversed(hits) if h.unit < hit.unit and h.type in FORCE), None)

    @staticmethod
    def _outcome_of(view: View, hit: Hit, chunk: Chunk, hits: list[Hit]) -> Hit | None:
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

    @staticmethod
    def _result_of(view: View, hit: Hit, chunk: Chunk, hits: list[Hit]) -> Hit | None:
        """`they stormed the hotel and killed nine`: the killing is what came of the attack."""
        if hit.sense.frame == FALLING and hit.shape == "verb":
            return fell(view, hit, chunk, hits)
        told = hit.type in FORCE and hit.entry.outcome == "hit"
        if not (told or hit.sense.frame == KILLING) or not chunk.conj or hit.shape not in ("verb", "passive"):
            return None
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

    @staticmethod
    def _killed_in(view: View, hit: Hit, chunk: Chunk, nouns: dict[int, Hit]) -> Hit | None:
        """`neutralised nine of them in air raids`: the killing is what came of the raids told with it."""
        if hit.sense.frame != KILLING or hit.shape != "verb" or hit.sense.id not in KILLED_IN:
            return None
        last = min(view.clauses[chunk.clause].last, chunk.index + REACH)
        for other in view.chunks[chunk.index + 1 : last]:
            noun = nouns.get(other.index)
            if noun is not None and noun.type == "assault" and noun.unit > hit.unit:
                plain = not view.units[noun.unit].article and noun.entry.frame != KILLING
                return noun if plain and other.prep in view.closed("instrument_preps") else None
        return None

    @staticmethod
    def _felled(view: View, hit: Hit, chunk: Chunk, hits: list[Hit]) -> Hit | None:
        """`set off a charge and left its crew dead or wounded`: who fell is what came of the use of force before."""
        if not chunk.conj or hit.sense.id != FELLING:
            return None
        clause = view.clauses[chunk.clause]
        fallen = any(
            u.has.harm for c in view.chunks[chunk.index + 1 : clause.last] for u in view.units[c.first : c.last]
        )
        return next((h for h in reversed(hits) if h.unit < hit.unit and h.type in FORCE), None) if fallen else None

    def _verb_into(self, view: View, hit: Hit, chunk: Chunk, nouns: dict[int, Hit]) -> Hit | None:
        """`an attack that targeted`: the verb only adds to the noun before or after it."""
        clause = view.clauses[chunk.clause]
        if hit.type not in FORCE:
            host = (
                nouns.get(clause.antecedent.index) if clause.kind == "rel" and clause.antecedent is not None else None
            )
            if host is not None and host.type == hit.type == "consult":
                return host
            return self._object_of(view, hit, chunk, nouns)
        candidates: list[Chunk] = []
        if clause.kind == "rel" and clause.antecedent is not None:
            candidates.append(clause.antecedent)
            candidates += self._further(view, clause.antecedent, nouns)
        if not _has_new_subject(view, chunk):
            candidates += [c for c in view.chunks[clause.first : chunk.index] if c.kind == "np" and not c.prep][:1]
        before = view.chunks[chunk.index - 1] if chunk.index else None
        if before is not None and before.index in nouns and not before.head.article and before.head.tag != "name":
            candidates.append(before)  # in a headline without a verb: `52 killed in attacks that hit Baghdad`
        carries = {
            prep_key(s.entry.complement)
            for s in view.units[hit.unit].has.light
            if s.entry.complement not in ("object", "subject")
        }
        for following in view.chunks[chunk.index + 1 : min(clause.last, chunk.index + 5)]:
            if following.kind != "np":
                continue
            near = all(c.kind == "time" for c in view.chunks[chunk.index + 1 : following.index])
            noun = nouns.get(following.index)
            own = (
                noun is not None
                and noun.type == hit.type
                and (bool(view.units[noun.unit].pronoun) or self._set_object(view, hit, chunk, following, noun))
            )
            if (not following.prep and (near or own)) or following.prep in carries:
                candidates.append(following)
        if hit.sense.id == EXCHANGING:  # past an aside after its subject: X, the ally of Y, exchanges fire with Z
            last = min(clause.last, chunk.index + REACH)
            candidates += [c for c in view.chunks[chunk.index + 1 : last] if c.kind == "np" and not c.prep]
        for candidate in candidates:
            noun = nouns.get(candidate.index)
            if noun is not None and noun.type in FORCE and noun.type != "intercept":
                return noun
        return aimed_after(view, hit, chunk, nouns)

    @staticmethod
    def _set_object(view: View, hit: Hit, chunk: Chunk, following: Chunk, noun: Hit) -> bool:
        """`the army regained control of`, `the men fight battles`: past its subject, the object heads its phrase."""
        between = view.chunks[chunk.index + 1 : following.index]
        head = view.units[noun.unit] is following.head and not following.conj
        between = [c for c in between if c.kind != "time"]
        subject = all(c.kind == "np" and not c.prep and (c.conj or not at) for at, c in enumerate(between))
        return head and 0 < len(between) <= 3 and subject

    @staticmethod
    def _object_of(view: View, hit: Hit, chunk: Chunk, nouns: dict[int, Hit]) -> Hit | None:
        """`signed an agreement`, `marches went out`: the noun names the act, the verb only does it."""
        last = min(view.clauses[chunk.clause].last, chunk.index + 7)
        for following in view.chunks[chunk.index + 1 : last]:
            governed = not following.prep or hit.type == "agree"  # came to an agreement
            noun = nouns.get(following.index) if following.kind == "np" and governed else None
            if noun is not None and noun.type == hit.type != "claim" and noun.shape in ("noun", "phrase"):
                return noun
        return None

    @staticmethod
    def _spoken_into(view: View, hit: Hit, chunk: Chunk, hits: list[Hit]) -> Hit | None:
        """`announced its responsibility`, `laid the responsibility on`: verb and noun are one act."""
        if hit.shape not in ("noun", "phrase") or hit.type not in ACTS:
            return None
        for other in reversed(hits):
            same = other.type == hit.type or (
                other.type in ("deny", "claim", "accuse") and hit.type in ("claim", "accuse")
            )
            if other.unit < hit.unit and same and view.units[other.unit].tag == "verb":
                ruler = view.chunk(other.unit)
                return other if ruler.clause == chunk.clause and chunk.index - ruler.index <= 6 else None
        return None

    @staticmethod
    def _further(view: View, nearest: Chunk, nouns: dict[int, Hit]) -> list[Chunk]:
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

    @staticmethod
    def _noun_into(view: View, hit: Hit, chunk: Chunk, hits: list[Hit]) -> Hit | None:
        """`he bombed it in a raid`: the noun only tells how; `they bombed it; the raid left`: it only tells what
        came.
        """
        if view.units[hit.unit].article:
            return Merger._resumed(view, hit, chunk, hits)
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

    @staticmethod
    def _resumed(view: View, hit: Hit, chunk: Chunk, hits: list[Hit]) -> Hit | None:
        """The use of force, told before by a verb, that a definite noun takes up again as what had a result."""
        before = view.chunks[chunk.index - 1] if chunk.index else None
        if before is None or before.kind != "verb" or chunk.prep:
            return None
        if not is_light(before.head, "result"):
            return None
        return next((h for h in reversed(hits) if h.unit < hit.unit and h.type in FORCE), None)

    def _carriers(self, view: View) -> list[Carrier]:
        found = []
        for at, unit in enumerate(view.units):
            for sense in unit.has.light:
                if (sense.shape in ("verb", "passive")) != (unit.tag in ("verb", "kana")):
                    continue
                slots = self._slots.get(sense.id)
                if slots is None:
                    slots = self._slots[sense.id] = slots_of(sense.entry.shape)
                found.append(Carrier(at, sense, slots))
        return found

    @staticmethod
    def _carried(view: View, carrier: Carrier, nouns: dict[int, Hit]) -> int | None:
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
            return None
        described = clause.antecedent if clause.kind == "rel" else None
        fills = wanted == ("object" if unit.pronoun else "subject")
        if described is not None and described.index in nouns and (fills or _taken_up(view, chunk, wanted)):
            return nouns[described.index].unit
        if wanted not in ("object", "subject") and any(
            c.kind == "np" and not c.prep and c.head.has.harm for c in view.chunks[chunk.index + 1 : chunk.index + 2]
        ):
            return None  # injuries happened in the attack: the toll is the subject, nobody fell into it
        key = "" if wanted in ("object", "subject") else prep_key(wanted)
        for index in range(chunk.index + 1, min(clause.last, chunk.index + 6)):
            other = view.chunks[index]
            if other.kind == "np" and other.index in nouns and key in (other.prep, other.head.token.form):
                return nouns[other.index].unit
        for other in view.chunks[clause.last : chunk.index + 12] if key else ():
            if other.kind in ("mark", "sub") or (other.kind == "verb" and other.conj):
                break  # past a relative clause without commas: sites that hold troops were exposed to attacks
            if other.kind == "np" and other.prep == key and other.index in nouns:
                return nouns[other.index].unit
        if wanted == "subject":
            before = clause.first - 1 if clause.kind == "coord" and clause.first == chunk.index else clause.first
            for index in range(max(0, before), chunk.index):
                if index in nouns and not view.chunks[index].prep:
                    return nouns[index].unit
        return None


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


def _accused_of(view: View, hit: Hit, other: Hit, hits: list[Hit]) -> bool:
    """Whether a deed is what somebody is accused of after another was told (hit no market, accusing them *of
    shelling*): it is no part of that one.
    """
    if view.chunk(hit.unit).prep != BA or other.type not in FORCE or other.unit > hit.unit:
        return False
    return any(h.type == "accuse" and other.unit < h.unit < hit.unit for h in hits)


def ordered(view: View, order: Hit, hits: list[Hit]) -> Hit | None:
    """The deed that a leader orders of his own forces (ordered *the sending* of a submarine): it is what he does."""
    here = view.chunk(order.unit)
    if here.kind != "verb":
        return None
    for hit in hits:
        chunk = view.chunk(hit.unit)
        if hit.unit <= order.unit or hit.shape not in ("noun", "phrase") or chunk.index - here.index > ORDERED:
            continue
        deed = hit.type in FORCE or hit.type in ("mobilize", "retreat")
        if deed and chunk.prep == BA and chunk.clause == here.clause:
            return hit
        return None
    return None


def launched_at(view: View, hit: Hit, chunk: Chunk, hits: list[Hit]) -> Hit | None:
    """The strike of a weapon whose launch a clause only tells (a drone *that the army launched* struck)."""
    clause = view.clauses[chunk.clause]
    if hit.shape != "verb" or chunk.kind != "verb" or chunk.conj or clause.kind != "rel" or clause.antecedent is None:
        return None
    if not hit.sense.id.startswith(LAUNCHING) or not has_class(clause.antecedent.head, "weapon"):
        return None
    for other in hits:
        ruler = view.chunk(other.unit)
        if other.unit <= hit.unit or ruler.kind != "verb":
            continue
        between = view.chunks[chunk.index + 1 : ruler.index]
        apart = ruler.conj or ruler.clause == chunk.clause or len(between) >= ORDERED
        if apart or other.type not in FORCE or any(c.kind in ("conj", "mark", "sub", "verb") for c in between):
            return None
        return other
    return None
