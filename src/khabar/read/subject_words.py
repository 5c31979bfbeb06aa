"""What the words of a verb and of a phrase tell of who is whose subject, before anybody looks for it.

Invariant: each answer looks at the senses of a word, or at the clause right around it.
"""

from __future__ import annotations

from typing import Final

from khabar.model.mentions import Mention
from khabar.read.chunks import Chunk
from khabar.read.clauses import Clause
from khabar.read.mentions import is_agent, is_place, is_weapon
from khabar.read.units import Unit, is_accusative
from khabar.read.view import View
from khabar.text.clitics import AL
from khabar.text.letters import ALIF, MIM, NUN, WAW, YA

VOICED: Final = frozenset({"accuse", "deny", "reject", "request", "support", "threaten"})  # acts of speech to somebody
ENDS: Final = frozenset({"adj", "mark", "prep", "verb", "sub", "dem"})
STRIKING: Final = "frame.strike"
SUBJECT_ONLY: Final = frozenset({"deny", "claim", "retreat", "protest"})  # nobody is the object of such verbs


def numbers(view: View, at: int) -> bool:
    """Whether a bare number only numbers what stands before it, or its line (1. they shelled)."""
    return view.chunks[at - 1].kind == "np" if at else view.chunks[1].kind == "mark"


def is_object_many(unit: Unit, number: str) -> bool:
    """Whether a definite word is a plural in -in of people named after what they are of (accused *the Houthis*): the
    object of a verb, never its subject.
    """
    form = unit.token.form
    return number != "d" and form.startswith(AL) and form.endswith(YA + YA + NUN) and form[-4:-3] != ALIF


def in_accusative(chunk: Chunk) -> bool:
    """Whether the first word of an indefinite phrase ends in the alif of the accusative, and not in that of two in
    construct (*two ministers* of): it is the object of its verb.
    """
    head = chunk.head
    if head is not chunk.units[chunk.first] or head.tag != "noun" or head.suffix != "tanwin":
        return False
    if head.article or head.pronoun or not is_accusative(head.token.form):
        return False
    after = chunk.units[chunk.first + 1] if chunk.first + 1 < len(chunk.units) else None
    return after is None or bool(after.prep or after.conj) or (after.tag in ENDS and not after.article)


def is_nominative_many(head: Unit, number: str) -> bool:
    """Whether a word tells by its ending that two or several men do something and do not suffer it."""
    form = head.token.form
    if form.endswith(ALIF + NUN):
        return number == "d"
    return form.endswith(WAW + NUN) and number == "p" and head.noun is not None and "person" in head.noun.classes


def of_states(verb: Unit) -> bool:
    """Whether a verb tells what only states and bodies do to each other."""
    return any(s.type in ("sanction", "agree", "concede") for s in verb.verb if s.kind == "trigger")


def takes_people(verb: Unit) -> bool:
    """Whether a verb tells of nothing but taking people or things."""
    return bool(verb.verb) and any(s.type == "coerce" for s in verb.verb if s.kind == "trigger") and not verb.pronoun


def takes_nobody(verb: Unit) -> bool:
    """Whether a verb tells an act that has nobody for its object: a denial, a claim, a withdrawal."""
    types = {s.type for s in verb.verb if s.kind == "trigger"}
    return bool(types) and types <= SUBJECT_ONLY


def utters(verb: Unit) -> bool:
    """Whether a verb can tell what only somebody does, no happening: blame, ask, deny, claim, withdraw."""
    return any(s.kind == "trigger" and (s.type in VOICED or s.type in SUBJECT_ONLY) for s in verb.verb)


def strikes(verb: Unit) -> bool:
    """Whether a verb tells that something was struck, with whom or what for its object; not that it was struck."""
    return not verb.token.word.damma and any(s.frame == STRIKING and s.shape == "verb" for s in verb.verb)


def is_town(chunk: Chunk) -> bool:
    """Whether a phrase is the bare name of a town, which stands for a government too (*Tel Aviv*)."""
    head = chunk.head
    if chunk.last - chunk.first != 1 or not any(s.kind == "actor" for s in head.names):
        return False
    return any(s.kind == "place" and s.level == "city" for s in head.names)


def names_deed(unit: Unit) -> bool:
    """Whether a noun itself names a use of force, which says nothing and blames nobody."""
    return any(s.type in ("assault", "explosion") and s.shape == "noun" for s in unit.has.trigger)


def list_of_places(view: View, first: Chunk, other: Chunk) -> bool:
    """Whether two phrases are names of places alone."""
    return all(view.mention(c).whole and is_place(view.mention(c)) for c in (first, other))


def supposed(view: View, clause: Clause) -> Chunk | None:
    """Who is only supposed to have done what a clause tells (men *believed to have carried out* attacks)."""
    if clause.kind != "sub" or clause.link is None or not clause.link.pronoun or clause.parent < 0:
        return None
    outer = view.clauses[clause.parent]
    hedged = outer.verb is not None and any(s.class_ == "hedge" for s in outer.verb.head.has.modal)
    return outer.antecedent if outer.kind == "rel" and hedged else None


PUT_TO: Final = frozenset({"accuse", "threaten"})  # what is said to somebody, who stands right after the verb


def must_name(verb: Unit) -> bool:
    """Whether a verb tells a demand or a blame, which is put to somebody."""
    return any(s.type in ("request", "accuse") for s in verb.verb if s.kind == "trigger")


def meets(verb: Unit) -> bool:
    """Whether a verb tells a meeting, which has another party for its object."""
    return any(s.type == "consult" for s in verb.verb if s.kind == "trigger")


def asks_in_it(view: View, verb: Chunk, after: list[Chunk]) -> bool:
    """Whether a verb describes what was said, and the next phrase is no speaker: a statement *in which* it called on
    the residents, blamed the army, claimed the attack.
    """
    clause = view.clauses[verb.clause]
    following = view.chunks[verb.index + 1] if verb.index + 1 < len(view.chunks) else None
    if clause.antecedent is None or following is None or not following.head.pronoun:
        return False
    if following.kind != "prep" and not (following.kind == "np" and following.prep):
        return False
    if any(s.type == "request" for s in verb.head.verb):
        return True
    put_to = any(s.type in PUT_TO for s in verb.head.verb if s.kind == "trigger")
    if put_to and len(after) > 1 and acts(view.mention(after[0])) and acts(view.mention(after[1])):
        return False  # in which *the speaker* blamed the army
    return put_to or not acts(view.mention(after[0]))


def acts(mention: Mention) -> bool:
    """Whether a phrase can be the doer of a use of force: an agent, a weapon, an adjective of nationality alone."""
    return (
        is_agent(mention)
        or is_weapon(mention)
        or "aircraft" in mention.classes
        or bool(mention.nationalities and not mention.noun)
    )


def claims(verb: Unit) -> bool:
    """Whether a verb tells that somebody takes a deed upon himself."""
    return any(s.type == "claim" for s in verb.verb if s.kind == "trigger")


def says(verb: Unit) -> bool:
    """Whether a verb tells what somebody says."""
    return bool(verb.has.report) or any(s.speech for s in verb.has.trigger if s.type != "none")


def in_time_with(verb: Unit, said: Unit, inner: Clause) -> bool:
    """Whether a verb goes on in the present in which somebody says what will or did happen (warns that they will, and
    demands).
    """
    does = inner.verb.head.verb if inner.verb is not None else []
    if not does or not verb.verb or any(s.tense != "present" for s in (*verb.verb, *said.verb)):
        return False
    return all(s.tense != "present" or s.cut.proclitic for s in does)


def opposed(view: View, clause: Clause, verb: Unit, before: Clause) -> bool:
    """Whether what is said of the speaker stops the weapons of somebody else (that they fired rockets, and that *it*
    downed some).
    """
    link = clause.link
    if clause.kind != "sub" or link is None or not (link.token.form[:1] == WAW and link.pronoun):
        return False
    if not any(s.type == "intercept" for s in verb.verb if s.kind == "trigger"):
        return False
    return any(c.kind == "np" and c.head.has.weapon for c in view.chunks[before.first : before.last])


def tells_how(chunk: Chunk) -> bool:
    """Whether a phrase is a participle in the accusative (went out *demanding*) or an adjective of weapons joined to a
    happening (by artillery and *air*): no subject and no object.
    """
    if chunk.conj and chunk.head.tag == "adj" and any(s.shape == "adjective" for s in chunk.head.has.weapon):
        return True
    if chunk.head.article:
        return False
    if any(s.shape == "active" for s in chunk.head.has.trigger):
        return True
    apart = chunk.first > 0 and chunk.units[chunk.first - 1].tag == "mark" and chunk.last - chunk.first == 1
    return apart and bool(chunk.head.has.speaker) and chunk.head.suffix == "tanwin"  # , speaking of the dead


def resumed(view: View, chunk: Chunk) -> bool:
    """Whether a preposition with its pronoun takes up what a clause describes (in which were, in which X)."""
    following = view.chunks[chunk.index + 1 : chunk.index + 3]
    if following and following[0].kind == "prep":
        return bool(following[0].head.pronoun)
    if len(following) < 2 or following[1].kind != "prep":
        return False
    within = following[1].head.token.word.loose
    return within in view.closed("therein") and within[0] != MIM


def lone_side(chunk: Chunk) -> bool:
    """Whether a joined phrase is one adjective of nationality (American *and British* planes)."""
    return chunk.conj and chunk.last - chunk.first == 1 and chunk.head.tag == "adj" and bool(chunk.head.has.nationality)
