"""Noun phrases together: those joined to one, those that follow it, what one tells.

Invariant: a list ends at the first phrase of another kind.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import When
from khabar.model.mentions import Mention
from khabar.model.spans import Span
from khabar.read.chunk_ends import is_masdar
from khabar.read.chunk_words import parted, tells_belonging
from khabar.read.chunks import Chunk, is_comma
from khabar.read.evidence import FORCE
from khabar.read.mentions import is_agent, is_force, is_place, is_weapon
from khabar.read.verb_shapes import shape_of
from khabar.read.view import View
from khabar.text.clitics import AL, BA
from khabar.text.letters import ALIF, AYN, MIM, TA_MARBUTA, WAW, YA, loose
from khabar.text.sentences import CLOSING, OPENING, STRAIGHT

TOWARDS: Final = AL + YA
GOVERNED: Final = 5
TITLE: Final = 6
HOLDER: Final = 3
TITLED: Final = frozenset({"vessel", "site", "organization", "media"})
QUOTES: Final = frozenset(OPENING) | CLOSING | {STRAIGHT}
REACH: Final = 14
WITH: Final = MIM + AYN
BODY: Final = "noun.party"
HELD: Final = frozenset({"noun.hostage", "noun.prisoner", "noun.detainee"})


def group(view: View, chunk: Chunk) -> list[Chunk]:
    """A noun phrase and those joined to it by wa-, commas between them allowed."""
    found = [chunk]
    at = chunk.index + 1
    while at < len(view.chunks):
        following = view.chunks[at]
        if is_comma(following) and at + 1 < len(view.chunks):
            after = view.chunks[at + 1]
            listed = after.kind == "np" and after.conj and after.prep in ("", chunk.prep)
            if listed and are_alike(view, chunk, after) and not _of_other_kind(view, chunk, after):
                found.append(after)
                at += 2
                continue
            break
        if (
            following.kind == "np"
            and following.conj
            and following.prep in ("", chunk.prep)
            and are_alike(view, chunk, following)
        ):
            if _heads_a_clause(view, chunk, following) or _leaves_places(view, chunk, following):
                break
            if not _around(view, following):
                found.append(following)
            at += 1
            continue
        apart = following.kind == "aside" and following.head.token.form == WAW
        if following.kind == "aside" and (apart or following.head.tag == "prep") and at + 1 < len(view.chunks):
            after = view.chunks[at + 1]  # the army, and with it the mercenaries
            led = apart and after.prep == chunk.prep
            if after.kind == "np" and after.conj and (led or not after.prep) and are_alike(view, chunk, after):
                found.append(after)
                at += 2
                continue
        either = _either(view, chunk, at)
        if either is not None:
            found.append(either)
            at += 2
            continue
        further = _past_places(view, chunk, at)
        if further is None:
            break
        found.append(further)
        at = further.index + 1
    return found


def _around(view: View, chunk: Chunk) -> bool:
    """Whether a joined phrase is only what lies around the place before it (the airport *and its surroundings*)."""
    unit = chunk.head
    if not unit.pronoun or chunk.last - chunk.first > 1:
        return False
    return loose(unit.token.form[1:].removesuffix(unit.pronoun)) in view.closed("surroundings")


def _either(view: View, chunk: Chunk, at: int) -> Chunk | None:
    """The next named place of a list after the word `or` (an attack on A *or B*)."""
    if at + 1 >= len(view.chunks) or view.chunks[at].kind != "conj":
        return None
    word, following = view.chunks[at].head, view.chunks[at + 1]
    if word.senses is None or word.senses.loose not in view.closed("or") or following.kind != "np" or following.prep:
        return None
    named = all(view.mention(c).whole and is_place(view.mention(c)) for c in (chunk, following))
    return following if named and following.clause == chunk.clause else None


def _past_places(view: View, chunk: Chunk, at: int) -> Chunk | None:
    """The next site of a list whose member before it says where it stands (the school in the quarter and the port)."""
    if chunk.prep or view.mention(chunk).kind != "site":
        return None
    start = at
    while at < len(view.chunks) and at < start + 3:
        following = view.chunks[at]
        if following.kind != "np" or following.conj or following.prep not in view.closed("inside"):
            break
        at += 1
    if at == start or at >= len(view.chunks):
        return None
    following = view.chunks[at]
    joined = (
        following.kind == "np" and following.conj and not following.prep and not _heads_a_clause(view, chunk, following)
    )
    return following if joined and view.mention(following).kind == "site" else None


def owned_list(view: View, chunk: Chunk) -> list[Chunk]:
    """The phrases joined to what stands in construct with an event noun (the shelling of the port and the depots)."""
    found: list[Chunk] = []
    for following in view.chunks[chunk.index + 1 :]:
        if following.kind != "np" or not following.conj or following.prep or tells_event(following):
            break
        if following.head.has.harm or _heads_a_clause(view, chunk, following):
            break
        if following.head.tag == "word" and not following.head.article and is_masdar(following.head):
            break  # the targeting of a tank *and the burning of* a lorry
        found.append(following)
    return found


def is_by(prep: str) -> bool:
    """Whether a preposition is an adjective with the article, which puts what stands before it near something."""
    return prep.startswith(AL) and " " in prep and not prep.startswith(TOWARDS)


def names_place(chunk: Chunk) -> bool:
    """Whether a phrase names a place of the packs, which an adjective after it may put near another."""
    units = chunk.units[chunk.first : chunk.last]
    return chunk.kind == "np" and any(s.kind == "place" for unit in units for s in unit.names)


def tells_event(chunk: Chunk) -> bool:
    """Whether a phrase names a happening (praised the operation): no participant."""
    head = chunk.head
    return (
        not head.has.noun
        and not head.names
        and any(s.shape in ("noun", "phrase") and s.type in FORCE for s in head.has.trigger)
    )


def _heads_a_clause(view: View, chunk: Chunk, following: Chunk) -> bool:
    """Whether a joined phrase is the subject of the verb right after it rather than the end of a list."""
    after = view.chunks[following.index + 1] if following.index + 1 < len(view.chunks) else None
    definite = following.head.article or bool(following.head.names) or following.last - following.first > 1
    return bool(chunk.prep) and definite and after is not None and after.kind == "verb" and not after.conj


def _leaves_places(view: View, chunk: Chunk, following: Chunk) -> bool:
    """Whether a list of named places is over: a weapon or a force is told next (raids on the south *and a missile*)."""
    first, after = view.mention(chunk), view.mention(following)
    if not (first.whole and is_place(first)) or is_place(after):
        return False
    return is_weapon(after) or (is_force(after) and first.names[0].kind != "actor")


def second_side(view: View, chunk: Chunk) -> list[Chunk]:
    """The other side of `between A, led by B, and C`: the next phrase joined by wa- before a verb, past a comma where
    it is somebody; of `between A of B with C`, who follows *with*.
    """
    after = view.chunks[chunk.index + 1 : chunk.index + 7]
    for at, other in enumerate(after):
        if other.kind in ("verb", "sub"):
            break
        if other.kind == "mark":
            following = after[at + 1] if is_comma(other) and at + 1 < len(after) else None
            joined = following is not None and following.kind == "np" and following.conj and not following.prep
            if following is None or not joined or not is_agent(view.mention(following)):
                break
            continue
        if other.kind == "np" and ((other.conj and not other.prep) or other.prep == WITH):
            return [other]
    return []


def two_sides(view: View, chunk: Chunk) -> tuple[list[Chunk], list[Chunk]]:
    """The sides of `between A and B on one side, and C and D on the other`; nothing where no such words stand."""
    sides = view.closed("sides")
    first, found = [chunk], [chunk]
    parted = False
    for other in view.chunks[chunk.index + 1 : chunk.index + REACH]:
        if other.kind in ("verb", "sub"):
            break
        if other.kind == "np" and other.prep in view.closed("against") and len(found) > 1 and not parted:
            return found, [other]  # between the army and its allies *against* the group
        if other.kind in ("np", "report", "prep") and view.tokens[other.head.last - 1].word.loose in sides:
            if parted:
                return first, found
            first, found, parted = found, [], True
        elif other.kind == "report":
            break
        elif other.kind == "np" and other.conj and not other.prep:
            found.append(other)
    return (first, found) if parted and found else ([], [])


def are_alike(view: View, a: Chunk, b: Chunk) -> bool:
    """Whether two phrases can be of one list: things of one kind; a happening does not join a participant."""
    return _tells(a) == _tells(b)


def _of_other_kind(view: View, a: Chunk, b: Chunk) -> bool:
    """Whether after a comma something that nobody can be follows somebody named (the army, *and the sound of*)."""
    head, first = b.head, a.head.noun
    named = any(name.kind == "actor" for name in a.head.names) or (first is not None and "person" in first.classes)
    return named and not (head.names or head.has.noun or head.has.nationality or head.has.place_word)


def _tells(chunk: Chunk) -> bool:
    """Whether a phrase tells a happening or somebody harmed; a name of somebody (the alliance) does not."""
    head = chunk.head
    if any(name.kind == "actor" for name in head.names) and head.tag == "name":
        return False
    if any(s.sort == "drone" for s in head.has.weapon):
        return False  # the word for drones is that for marches too
    if head.noun is not None and head.noun.id in HELD:
        return False  # freed fifteen captives and four Sudanese
    if head.noun is not None and head.noun.kind == "site" and head.last - head.first > 1:
        return False  # a point of search
    if head.noun is not None and head.noun.id == BODY and chunk.last - chunk.first > 1:
        return False  # a gathering of gunmen and a checkpoint
    return any(s.shape not in ("verb", "passive") for s in head.has.trigger) or bool(head.has.harm)


def bare_after(view: View, chunk: Chunk, clause_only: bool = True) -> list[Chunk]:
    """Noun phrases without preposition after a chunk, within its clause, first of each list only."""
    out: list[Chunk] = []
    clause = view.clauses[chunk.clause]
    at = chunk.index + 1
    while at < (clause.last if clause_only else len(view.chunks)):
        following = view.chunks[at]
        if following.clause != clause.index and clause_only:
            at += 1
            continue
        if parted(chunk, following):
            break
        if following.kind == "np" and not following.prep and not following.conj and not _is_title(view, following):
            word = following.head.token.word.loose
            first = following.head is view.units[following.first]  # not `those stationed there`
            backed = word in view.closed("backed") or (
                first and following.head.article and word in view.closed("posted")
            )
            if backed or _belongs_before(view, chunk, following) or _no_party(view, following):
                at += 1
                continue
            out.append(following)
            at = group(view, following)[-1].index + 1
            continue
        if following.kind in ("verb", "neg"):
            break
        at += 1
    return out


def is_joined(view: View, chunk: Chunk) -> bool:
    """Whether a phrase or verb is joined to what stands before it, by a letter of its own or by a word before it."""
    return chunk.conj or (chunk.index > 0 and view.chunks[chunk.index - 1].kind == "conj")


def _no_party(view: View, chunk: Chunk) -> bool:
    """Whether a phrase is one word that names nobody: all of them, a word of the hour (*about* | *the tenth*)."""
    if chunk.head.token.form in view.closed("without_deed"):
        return True
    if chunk.last - chunk.first > 1:
        return False
    head = chunk.head
    if head.tag in ("num", "quant", "noun", "adj") and chunk.amount is None and _of_the_hour(view, chunk):
        return True
    return head.token.form in view.closed("together") or (head.tag == "word" and head.article and is_masdar(head))


def _of_the_hour(view: View, chunk: Chunk) -> bool:
    """Whether a phrase of one word tells the hour."""
    entry = chunk.head.entry("quantity")
    if entry is None:
        return False
    hour = entry.class_ == "ordinal" and chunk.head.token.form.endswith(TA_MARBUTA) and chunk.index > 0
    return entry.class_ == "about" or (hour and _of_the_hour(view, view.chunks[chunk.index - 1]))


def _belongs_before(view: View, verb: Chunk, chunk: Chunk) -> bool:
    """Whether a phrase belongs to the one right before it: to a verbal noun under its preposition (by *opening* fire),
    or to `among them` that opens an aside.
    """
    before = view.chunks[chunk.index - 1]
    if before.index <= verb.index:
        return False
    if _fighter_planes(before, chunk):
        return True
    if before.kind == "prep":
        return bool(before.head.pronoun) and view.chunks[before.index - 1].kind == "mark"
    if before.kind != "np" or before.prep != BA or before.last - before.first > 1:
        return False
    head = before.head
    opens = not (head.article or head.pronoun) and any(s.shape == "noun" for s in head.has.trigger)
    return opens and bool(chunk.head.has.weapon)


def _fighter_planes(before: Chunk, chunk: Chunk) -> bool:
    """Whether a definite word for a warplane only says of which kind the planes before it are (*fighting* planes of the
    coalition).
    """
    if not chunk.head.article or chunk.last - chunk.first > 1 or before.kind != "np" or before.prep:
        return False
    first, second = before.head.noun, chunk.head.noun
    return first is not None and second is not None and "aircraft" in first.classes and "aircraft" in second.classes


def _is_title(view: View, chunk: Chunk) -> bool:
    """Whether it only says who the phrase before it is: an unknown name in quotation marks (the destroyer "Carney"), a
    rank with a name (the governor, *General X*), a name that no pack knows after an office that goes on.
    """
    before = view.chunks[chunk.index - 1] if chunk.index else None
    if before is None or before.kind != "np" or chunk.amount is not None:
        return False
    if _ranked(view, before, chunk) or _unknown_holder(view, before, chunk) or _same_holder(view, before, chunk):
        return True
    if before.conj or view.mention(chunk).names:
        return False
    noun = before.head.noun
    if noun is None or noun.kind not in TITLED:
        return False
    first, last = chunk.units[chunk.first].first, chunk.units[chunk.last - 1].last
    if last - first > TITLE or not 0 < first <= last < len(view.tokens):
        return False
    return view.tokens[first - 1].form in QUOTES and view.tokens[last].form in QUOTES


def _ranked(view: View, before: Chunk, chunk: Chunk) -> bool:
    """Whether a rank with the article and a name follow the one who holds it."""
    head = chunk.head
    if not head.article or chunk.last - chunk.first < 2 or not head.has.title or before.prep:
        return False
    if chunk.units[chunk.first + 1].tag not in ("word", "name", "adj", "noun", "num"):
        return False
    mention = view.mention(before)
    held = bool({"person", "office"} & set(mention.classes)) or any(n.kind == "office" for n in mention.names)
    return (held or bool(mention.speaker)) and (mention.definite or before.last - before.first > 1)


def _same_holder(view: View, before: Chunk, chunk: Chunk) -> bool:
    """Whether two phrases side by side name one office and its holder."""
    if before.prep or chunk.conj or not before.head.names:
        return False
    offices = {n.id for n in view.mention(before).names if n.kind == "office"}
    return bool(offices) and any(n.id in offices for n in view.mention(chunk).names)


def _unknown_holder(view: View, before: Chunk, chunk: Chunk) -> bool:
    """Whether a name of two or more words that no pack knows stands after an office told in several phrases (the
    coordinator of the body for relief in the country *A B*).
    """
    known = chunk.head.names[:1] and chunk.head.names[0].kind in ("person", "office") and not chunk.conj
    if not before.prep or (chunk.last - chunk.first < 2 and not known) or before.index < 1:
        return False
    if not known and any(u.tag != "word" or u.article or u.conj for u in chunk.units[chunk.first : chunk.last]):
        return False
    at = before.index
    while at > 0 and view.chunks[at].kind == "np" and view.chunks[at].prep and before.index - at < HOLDER:
        at -= 1
    office = view.chunks[at]
    if office.kind != "np" or office.prep or not at or view.chunks[at - 1].kind not in ("verb", "particle", "sub"):
        return False
    head = office.head
    return bool(head.has.office or head.has.speaker or head.has.title or head.tag == "word") and (
        office.last - office.first > 1 or bool(known)
    )


def is_time(mention: Mention) -> bool:
    """Whether it is headed by a word for a stretch of time or an amount of something that is nobody."""
    return "time" in mention.classes or "money" in mention.classes


def opens_time(view: View, chunk: Chunk) -> bool:
    """Whether a phrase tells a time, or is the bare word that a clause of time follows (the day that planes bombed)."""
    return is_time(view.mention(chunk)) or chunk.head.token.form in view.closed("time_heads")


def time_of(view: View, chunk: Chunk, rule: str, score: float) -> When:
    """The time expression that a chunk holds."""
    unit = chunk.units[chunk.last - 1]
    span: Span = unit.value.span
    return When(span, view.text[span.start : span.end], unit.value, rule, score)


def governor(view: View, chunk: Chunk) -> Chunk | None:
    """The phrase that a time belongs to where it does not belong to its clause; None where it does.

    What lies behind the story has its own day (in reply to the killing of its leaders on Wednesday), and so has what a
    participle describes (the village besieged for eight months).
    """
    before = view.chunks[chunk.index - 1] if chunk.index else None
    if before is None:
        return None
    if before.kind == "np" and before.last - before.first > 1 and _signed(view, before):
        return before
    if chunk_relation(chunk) == "since" and before.kind == "np" and _ends_in_participle(before):
        return before
    for other in reversed(view.chunks[max(0, chunk.index - GOVERNED) : chunk.index]):
        if other.clause != chunk.clause or other.kind not in ("np", "prep"):
            return None
        if other.kind == "np" and other.prep in view.closed("behind_preps"):
            return None if other.head.tag == "dem" else other  # in reply to that
    return None


def _signed(view: View, chunk: Chunk) -> bool:
    """Whether a phrase ends in a participle of a paper or a deed long done (the agreement *signed* in 2015)."""
    last, before = chunk.units[chunk.last - 1], chunk.units[chunk.last - 2]
    joined = before.tag != "prep" and (last.article or not before.article)
    return joined and last.token.word.loose in view.closed("dated_by")


def _ends_in_participle(chunk: Chunk) -> bool:
    """Whether a definite noun phrase ends in what can be a participle: no name, no adjective of relation."""
    if chunk.last - chunk.first < 2:
        return False
    last, before = chunk.units[chunk.last - 1], chunk.units[chunk.last - 2]
    form = last.token.form.removesuffix(TA_MARBUTA)
    return last.article and before.article and not last.names and not form.endswith(YA)


def chunk_relation(chunk: Chunk) -> str:
    """How a time stands to what it dates: point, since, until."""
    value = chunk.units[chunk.last - 1].value
    return str(value.relation) if value is not None else ""


def is_belonging(chunk: Chunk) -> bool:
    """Whether a word for belonging stands alone before ``li-``."""
    return chunk.kind == "prep" and tells_belonging(chunk.head)


def spoken_order(view: View, verb: Chunk, after: list[Chunk]) -> bool:
    """Whether a plural verb stands before who does it and what is done, as in everyday speech (*blocked* the people the
    road): written Arabic would have the singular.
    """
    if len(after) < 2 or after[1].conj or after[0].conj or not verb.head.token.form.endswith(WAW + ALIF):
        return False
    if after[0].index != verb.index + 1 or after[1].index != verb.index + 2 or after[0].amount is not None:
        return False
    first = view.mention(after[0])
    doer = is_agent(first) and not first.pronoun and (first.definite or first.whole or "group" in first.classes)
    return doer and not is_agent_title(view, after[0], after[1])


def is_agent_title(view: View, first: Chunk, second: Chunk) -> bool:
    """Whether the second of two phrases only names who the first is (the general Ali, the leader of the party)."""
    told = view.mention(second)
    return bool(view.mention(first).speaker) and (bool(told.names) or not told.kind)


def is_of_another(view: View, deed: int, index: int) -> bool:
    """Whether a phrase with ``li-`` stands right after one with a preposition that is not the deed, told at unit
    `deed`: it tells whose that is.
    """
    before = view.chunks[index - 1]
    return before.kind == "np" and bool(before.prep) and not before.first <= deed < before.last


def men_of(view: View, verb: Chunk, told: Chunk) -> Mention | None:
    """Those in construct with a verbal noun whom a verb of many men describes (the killing of *men who attacked*)."""
    if not any(s.shape == "noun" for s in told.head.has.trigger) or told.core - 1 <= told.first:
        return None
    at = next((n for n in range(told.first, told.core) if view.units[n] is told.head), told.first) + 1
    shape = shape_of(verb.head)
    if at >= told.core or shape.single or not shape.plural:
        return None
    last = view.part(at, told.core)
    return last if is_agent(last) else None
