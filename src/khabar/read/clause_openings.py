"""Whether a chunk opens a clause: of which kind, and which phrase it describes.

Invariant: judged by the chunks around it and by what its clause already has; nothing is changed.
"""

from __future__ import annotations

from typing import Final

from khabar.read.chunks import Chunk, is_comma
from khabar.read.citations import begins_speech, cites, is_dateline
from khabar.read.clause_asides import carried_out, interposed, names_happening
from khabar.read.clauses import Clause, answers
from khabar.read.unit_before import some_of
from khabar.read.units import BODIES, Unit
from khabar.read.verb_shapes import shape_of
from khabar.text.clitics import BA, FA
from khabar.text.letters import ALIF, MIM, NUN, WAW

BREAKING_OUT: Final = ("assault", "explosion")
CONTENT: Final[tuple[str, Chunk | None]] = ("content", None)
DRIVING: Final = frozenset({"light.ajbara", "light.makkana_min", "light.dafaa_ila"})
HARMED: Final = "noun.harmed"
WHAT: Final = MIM + ALIF
HARD_MARKS: Final = frozenset(".:;\u061b!?\u061f\u2026-\u2013\u2014|")


def opens(chunks: list[Chunk], i: int, current: Clause) -> tuple[str, Chunk | None] | None:
    """Whether chunk `i`, no plain phrase, opens a clause: its kind and what it describes."""
    chunk = chunks[i]
    before = chunks[i - 1] if i else None
    if chunk.kind == "sub":
        return None if _aside_after(chunks, i, current) else ("sub", None)
    if chunk.kind == "rel":
        return ("sub", None) if _drove(chunks, i) else ("rel", _noun_before(chunks, i))
    if chunk.kind == "report":
        inside = before is not None and before.kind == "np" and any(s.class_ == "medium" for s in chunk.head.has.report)
        return None if inside else ("report", None)
    if chunk.kind == "conj" and before is not None and before.kind in ("np", "report") and _insists(before, chunk):
        return "sub", None
    if chunk.kind == "conj":
        return None if _aside(chunks, i, current) or _either(chunks, i) else ("coord", None)
    if before is not None and (_ends_part(before) or is_dateline(before) or begins_speech(chunks, i, current)):
        return CONTENT
    if before is not None and chunk.head.quoted and cites(chunks, i):
        return CONTENT
    if (
        chunk.kind == "kana"
        and not chunk.conj
        and before is not None
        and before.kind == "np"
        and current.verb is not None
        and not before.head.article
        and not before.head.names
    ):
        return "rel", before
    then = chunk.kind == "neg" and chunk.head.token.form[:1] == FA and chunk.head.conj
    if (chunk.kind == "particle" or then) and current.verb is None and before is not None and before.kind == "np":
        return None  # as for X, it has; it has not
    if chunk.head.tag in ("adverb", "adj", "word") and _tells_how(chunks, i):
        return None
    if chunk.kind == "particle" and _singles_out(chunks, i):
        return None
    if chunk.kind in ("kana", "neg", "particle") and before is not None and before.kind in ("mark", "np", "time"):
        return ("coord", None) if chunk.conj or before.kind == "mark" or current.verb is not None else None
    if chunk.kind in ("kana", "neg", "particle") and chunk.conj:
        return "coord", None
    if chunk.kind == "cue" and chunk.conj and current.verb is not None and chunk.head.has.modal:
        return "coord", None  # and [it is planned that] they meet
    if chunk.kind == "time" and chunk.conj and (current.verb is not None or _past_comma(chunks, i)):
        return ("coord", None) if _leads(chunks, i) else None
    if chunk.kind != "verb":
        return None
    if (
        before is not None
        and before.kind in ("neg", "kana", "particle", "sub", "rel", "conj", "cue")
        and current.verb is None
    ):
        return None
    if chunk.conj:
        return None if answers(chunk, current) else ("coord", None)
    if current.verb is not None and after_medium(chunks, i):
        return "rel", None  # in a statement *that the channel aired*
    deed = carried_out(chunks, i, current.first) if before is not None and is_comma(before) else None
    if deed is not None:
        return "rel", deed
    if before is not None and current.verb is None and chunk.head.pronoun:
        described = _described(chunks, i, current) or _sent(chunks, i) or _backed(chunks, i)
        return None if described is None else ("rel", described)
    if before is not None and current.verb is None and _told_beside(chunks, i, current):
        return "coord", None
    if before is not None and current.verb is None and before.prep and _exposed(chunks, i):
        described = _described(chunks, i, current)
        return None if described is None else ("rel", described)
    if before is not None and current.verb is None and _counts_harmed(chunks, current):
        described = _described(chunks, i, current)
        if described is None or not described.prep:
            return None
        between = chunks[described.index + 1 : i]
        return None if any(c.kind == "np" and not c.prep for c in between) else ("rel", described)
    if before is None or current.verb is None:
        return None
    if chunk.head.quoted and before.kind == "np" and not before.head.quoted and current.verb.head.has.report:
        return CONTENT  # a source said «the town was struck»
    if before.kind == "np" and not before.head.names and (not before.head.article or _some_of(before)):
        if _of_topic(chunk, before, current) or _of_others(chunk, before):
            return "coord", None
        return "rel", _done_with(chunks, i, current) or _qualified(chunks, i - 1)
    described = _described(chunks, i, current)
    if described is not None:
        return "rel", described
    if is_comma(before):
        told = interposed(chunks, i, current.verb)
        return ("coord", None) if told is None else ("rel", told)
    return "rel" if before.kind == "np" and before.amount is not None else "coord", None


def after_medium(chunks: list[Chunk], i: int) -> bool:
    """Whether a verb tells who put out the statement right before it."""
    chunk, before = chunks[i], chunks[i - 1] if i else None
    if before is None or before.kind != "report" or chunk.kind != "verb" or chunk.conj or not chunk.head.pronoun:
        return False
    return any(s.class_ == "medium" for s in before.head.has.report)


def told_next(chunks: list[Chunk], i: int, current: Clause) -> tuple[str, Chunk | None] | None:
    """Whether a plain phrase opens a clause: only after a mark that ends a part, or in a headline that goes on with
    what else happened (planes hit an airport *and clashes* in the west).
    """
    chunk = chunks[i]
    if not i or not chunk.conj:
        return CONTENT if i and (_ends_part(chunks[i - 1]) or begins_speech(chunks, i, current)) else None
    if _goes_on_with(chunks, i, current):
        return "coord", None
    verb = current.verb
    if verb is None or verb.index == current.first or verb.conj or chunk.prep or chunk.kind != "np":
        return None
    where = chunk.units[chunk.last - 1].names or (i + 1 < len(chunks) and chunks[i + 1].prep)
    if not where or chunks[i - 1].kind != "np" or not _breaks_out(chunk):
        return None
    headline = bool(verb.head.verb) and not verb.head.has.report and all(s.tense == "present" for s in verb.head.verb)
    return ("coord", None) if headline and not (verb.head.pronoun or _names_event(chunks[i - 1].head)) else None


def _goes_on_with(chunks: list[Chunk], i: int, current: Clause) -> bool:
    """Whether a headline goes on with who else does what (the army takes the town *and the group executes* dozens)."""
    who = chunks[i]
    if who.kind != "np" or who.prep or i + 1 >= len(chunks) or not (who.head.article or who.head.names):
        return False
    following = chunks[i + 1]
    if following.kind != "verb" or following.conj or following.head.pronoun or not following.head.verb:
        return False
    if any(s.tense != "present" for s in following.head.verb):
        return False
    if current.verb is None:
        return _told_beside(chunks, i + 1, current)
    told = current.kind in ("main", "coord", "content") and not current.kana and current.link is None
    return told and i - current.verb.index > 1 and chunks[i - 1].kind in ("np", "time", "mark")


def _breaks_out(chunk: Chunk) -> bool:
    """Whether a phrase without the article names a use of force by its first word."""
    return not chunk.head.article and any(s.type in BREAKING_OUT and s.shape == "noun" for s in chunk.head.has.trigger)


def _ends_part(mark: Chunk) -> bool:
    """Whether it is a mark after which something new begins."""
    return mark.kind == "mark" and mark.head.token.form in HARD_MARKS


def _either(chunks: list[Chunk], i: int) -> bool:
    """Whether a conjunction stands between two names of places (A *or* B)."""
    if not i or i + 1 >= len(chunks) or chunks[i + 1].conj or chunks[i + 1].prep:
        return False
    pair = chunks[i - 1], chunks[i + 1]
    return all(c.kind == "np" and any(name.kind == "place" for name in c.head.names) for c in pair)


def _singles_out(chunks: list[Chunk], i: int) -> bool:
    """Whether a particle only names one of those before it (the quarters, *above all this one*, came under fire)."""
    if i + 2 >= len(chunks) or not is_comma(chunks[i - 1]) or chunks[i + 1].kind != "np" or not is_comma(chunks[i + 2]):
        return False
    return not chunks[i + 1].prep


def _insists(before: Chunk, link: Chunk) -> bool:
    """Whether `on that` goes on from a noun of speech (renewed his assurance *that*), where elsewhere it is `but`."""
    said = any(s.shape == "masdar" or s.shape == "noun" for s in before.head.has.report)
    return said and link.head.last - link.head.first > 1


def _tells_how(chunks: list[Chunk], i: int) -> bool:
    """Whether an adverb only tells how (called *again* on them): no verb follows it."""
    before = chunks[i - 1] if i else None
    if chunks[i].conj or before is None or before.kind not in ("np", "time"):
        return False
    following = chunks[i + 1] if i + 1 < len(chunks) else None
    return following is not None and following.kind in ("np", "prep", "time", "mark", "sub") and not following.conj


def _leads(chunks: list[Chunk], i: int) -> bool:
    """Whether a time opens a clause: its verb comes right after it (struck a port, *and since then* it stopped)."""
    following = chunks[i + 1] if i + 1 < len(chunks) else None
    return following is not None and following.kind in ("verb", "kana", "neg") and not following.conj


def _past_comma(chunks: list[Chunk], i: int) -> bool:
    """Whether it stands after a comma that ends a part of more than one phrase."""
    return i > 2 and is_comma(chunks[i - 1])


def _aside_after(chunks: list[Chunk], i: int, current: Clause) -> bool:
    """Whether a word of circumstance stands between a subject and its verb (the centre, *as* it condemns, demands)."""
    if current.verb is not None or not i or chunks[i - 1].kind != "np":
        return False
    return any(s.id == "grammar.subordinator.as" for s in chunks[i].head.has.grammar)


def _aside(chunks: list[Chunk], i: int, current: Clause) -> bool:
    """Whether a connective stands inside its clause (the group *also* shot down drones): a phrase goes on after it."""
    if current.verb is None or i + 1 >= len(chunks) or chunks[i].conj or len(chunks[i].head.token.form) < 3:
        return False
    goes_on = chunks[i + 1].kind in ("np", "prep") or (chunks[i - 1].kind == "verb" and is_comma(chunks[i + 1]))
    return chunks[i - 1].kind in ("np", "verb") and goes_on and not chunks[i + 1].conj


def _qualified(chunks: list[Chunk], at: int) -> Chunk:
    """The noun phrase that a joined adjective belongs to (artillery *and rocket* fire), else the phrase itself."""
    chunk = chunks[at]
    lone = chunk.conj and chunk.last - chunk.first == 1 and not chunk.prep
    kind = any(s.shape == "adjective" for s in chunk.head.has.weapon) or chunk.head.tag == "adj"
    if lone and kind and at and chunks[at - 1].kind == "np":
        return chunks[at - 1]
    return chunk


def _of_topic(verb: Chunk, before: Chunk, current: Clause) -> bool:
    """Whether a verb after people that a relative clause ends with agrees with what that clause describes, not with
    them (the bus that carried workers *came* under fire).
    """
    if current.kind != "rel" or current.antecedent is None or before.head.noun is None:
        return False
    shape = shape_of(verb.head)
    people = "person" in before.head.noun.classes and not before.head.token.word.feminine
    return people and shape.certain and shape.feminine and current.antecedent.head.token.word.feminine


def _of_others(verb: Chunk, before: Chunk) -> bool:
    """Whether a verb in the feminine cannot describe the men before it, in the nominative (a patrol that soldiers led,
    a group *attacked* it), nor what is somebody's own.
    """
    shape, form = shape_of(verb.head), before.head.token.form
    noun = before.head.noun
    men = before.head.tag == "adj" or (noun is not None and "person" in noun.classes)
    return men and form.endswith(WAW + NUN) and shape.certain and shape.feminine and not verb.head.pronoun


def _some_of(chunk: Chunk) -> bool:
    """Whether a phrase tells some of what its head names with the article (*a series of* the raids)."""
    at = chunk.first + (chunk.prep_unit is not None)
    return chunk.head is not chunk.units[at] and some_of(chunk.units[at])


def _described(chunks: list[Chunk], i: int, current: Clause) -> Chunk | None:
    """The indefinite event noun that a verb describes across the phrases hanging on it (`strikes in Iraq that hit`)."""
    for j in range(i - 1, max(current.first, i - 5) - 1, -1):
        chunk = chunks[j]
        if chunk.kind not in ("np", "time", "prep") or (chunk.conj and not chunk.head.has.weapon):
            return None
        if (
            chunk.kind == "np"
            and (not chunk.head.article or _some_of(chunk))
            and (not chunk.head.pronoun or chunk.head.last - chunk.head.first > 1)
            and (
                names_happening(chunk.head)
                or (chunk.core - chunk.first == 2 and _names_event(chunk.units[chunk.first + 1]))
            )
        ):
            return chunk
    return None


def _told_beside(chunks: list[Chunk], i: int, current: Clause) -> bool:
    """Whether a headline without a verb goes on with who does what (shelling of the town *and the rebels seize*)."""
    who, verb = chunks[i - 1], chunks[i].head
    if i - current.first < 3 or who.kind != "np" or not who.conj or who.prep:
        return False
    past, present = (any(s.tense == tense for s in verb.verb) for tense in ("past", "present"))
    if past or not present or not (who.head.article or who.head.names) or verb.pronoun:
        return False
    if any(s.class_ == "result" for s in verb.has.light) or verb.has.harm:
        return False
    first, last = chunks[current.first], chunks[i - 2]
    placed = bool(last.prep) or (last.conj and any(name.kind == "place" for name in last.head.names))
    return _names_event(first.head) and first.kind == last.kind == "np" and placed and not first.conj


def _exposed(chunks: list[Chunk], i: int) -> bool:
    """Whether a verb tells that somebody was exposed to what stands before it (after an attack *to which it came*)."""
    following = chunks[i + 1] if i + 1 < len(chunks) else None
    if following is None or following.kind != "prep" or not following.head.pronoun:
        return False
    return any(s.class_ == "suffer" for s in chunks[i].head.has.light)


def _counts_harmed(chunks: list[Chunk], current: Clause) -> bool:
    """Whether a headline without a verb opens with those killed or wounded (*dead and wounded* in a raid that hit X):
    they do nothing, so that a verb further on is of what harmed them.
    """
    first = chunks[current.first]
    if first.kind != "np" or first.prep:
        return False
    inside = first.units[first.first : first.last]
    return any(unit.has.harm or (unit.noun is not None and unit.noun.id == HARMED) for unit in inside)


def _done_with(chunks: list[Chunk], i: int, current: Clause) -> Chunk | None:
    """The happening that a verb describes past what it was done with (an attack by a car *that hit* a base), where its
    gender agrees with the happening alone.
    """
    verb, weapon = chunks[i].head, chunks[i - 1]
    if weapon.prep != BA or not weapon.head.has.weapon or weapon.amount is not None or verb.pronoun:
        return None
    found = _described(chunks, i - 1, current)
    shape = shape_of(verb)
    if found is None or not shape.certain:
        return None
    own = found.head.token.word.feminine == shape.feminine
    return found if own and weapon.head.token.word.feminine != shape.feminine else None


def _sent(chunks: list[Chunk], i: int) -> Chunk | None:
    """The weapon right before a verb whose pronoun takes it up (a drone *that the army launched*), told for the first
    time.
    """
    chunk = chunks[i - 1]
    last = chunk.units[chunk.last - 1]
    if chunk.kind != "np" or chunk.head.article or chunk.head.names or last.article or last.names:
        return None
    return chunk if chunk.head.has.weapon else None


def _backed(chunks: list[Chunk], i: int) -> Chunk | None:
    """The body of men, told for the first time, right before a verb of the present whose pronoun takes it up (militias
    *that Iran backs*).
    """
    chunk, verb = chunks[i - 1], chunks[i].head
    head, last = chunk.head, chunk.units[chunk.last - 1]
    if chunk.kind != "np" or head.noun is None or head.noun.kind not in BODIES:
        return None
    if head.article or head.names or last.article or last.names:
        return None
    return chunk if verb.verb and all(s.tense == "present" for s in verb.verb) else None


def _names_event(unit: Unit) -> bool:
    """Whether an indefinite word names a happening (of *a series of raids* it is the second)."""
    return not unit.article and names_happening(unit)


def _noun_before(chunks: list[Chunk], i: int) -> Chunk | None:
    for j in range(i - 1, max(-1, i - 4), -1):
        if chunks[j].kind == "np":
            return _raid_on(chunks, i, j) or chunks[j]
    return None


def _raid_on(chunks: list[Chunk], i: int, j: int) -> Chunk | None:
    """The happening before the place where it was, if the clause after the relative tells what it struck or did (the
    raids on Sanaa *that hit* a depot): places do neither.
    """
    place = chunks[j]
    if j + 1 != i or not place.prep or i + 1 >= len(chunks) or chunks[i + 1].kind != "verb":
        return None
    verb = chunks[i + 1].head
    if verb.pronoun or not (place.head.has.place or place.head.has.place_word):
        return None
    struck = any(s.class_ in ("aim", "result") for s in verb.has.light) or any(s.shape == "verb" for s in verb.has.harm)
    if not struck:
        return None
    for k in range(j - 1, max(-1, j - 4), -1):
        chunk = chunks[k]
        if chunk.kind not in ("np", "time", "prep") or chunk.conj:
            return None
        if chunk.kind == "np" and any(s.shape == "noun" and s.type in BREAKING_OUT for s in chunk.head.has.trigger):
            return chunk
    return None


def _drove(chunks: list[Chunk], i: int) -> bool:
    """Whether `what` stands for all that was told before it (drove them off, *which* allowed them to): it describes no
    noun, and the pronoun of the verb after it is whoever was driven or enabled.
    """
    if chunks[i].head.token.form != WHAT or not i or chunks[i - 1].kind not in ("np", "mark", "time"):
        return False
    verb = chunks[i + 1] if i + 1 < len(chunks) else None
    if verb is None or verb.kind != "verb" or not verb.head.pronoun:
        return False
    return any(s.id in DRIVING for s in verb.head.has.light)
