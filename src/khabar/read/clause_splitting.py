"""Chunks → clauses: where each one begins and ends, what hangs on what.

Invariant: every chunk has one clause; one that goes on after an aside is the clause that stood before it.
"""

from __future__ import annotations

from typing import Final

from khabar.read.chunks import Chunk, is_comma
from khabar.read.clause_asides import close_asides, described_first, past_backers
from khabar.read.clause_openings import CONTENT, after_medium, opens, told_next
from khabar.read.clauses import Clause, answers
from khabar.read.frames import prep_key
from khabar.read.units import has_article
from khabar.text.letters import LAM, MIM, NUN

BEARING: Final = "grammar.verb.bear"
OF_WHOM: Final = frozenset({LAM, MIM + NUN})
WHERE: Final = "grammar.subordinator.where"
THIRD: Final = "grammar.pronoun.third"


def split_clauses(chunks: list[Chunk]) -> list[Clause]:
    """The clauses of one sentence, in order; sets ``clause`` on every chunk."""
    clauses = [Clause(0, 0, 0)]
    current = clauses[0]
    dashes = close_asides(chunks)
    closing, outer = -1, current
    for i, chunk in enumerate(chunks):
        if i == closing:
            current.last = i
            current = outer
            current.last = i + 1
            chunk.clause = current.index
            continue
        back = _resumes(chunks, i, current, clauses)
        if back is not None:
            current.last = i
            current = back
        elif chunk.kind == "verb" and not chunk.conj:
            _move_description(chunks, i, current, clauses)
            back = _supposed_of(chunks, i, current, clauses)
            if back is not None:
                current.last = i
                current = back
        if dashes and i in dashes:
            closing, outer = dashes[i], current
        plain = chunk.kind in ("np", "prep", "mark")  # opens a clause only after a mark, changes nothing in its own
        closed = closing >= 0 and i == closing + 1
        opened = None
        if not plain:
            opened = opens(chunks, i, current)
            if closed and opened == CONTENT:
                opened = None
        elif not closed:
            opened = told_next(chunks, i, current)
        if opened and i > current.first:
            kind, antecedent = opened
            current.last = max(current.last, i)
            current = Clause(len(clauses), i, i, kind, parent=current.index, antecedent=antecedent)
            clauses.append(current)
        elif opened:
            current.kind, current.antecedent = opened
        if not plain:
            _note(current, chunk, opened is not None)
        chunk.clause = current.index
        current.last = i + 1
    return clauses


def _move_description(chunks: list[Chunk], i: int, current: Clause, clauses: list[Clause]) -> None:
    """Give a subject's description a clause of its own, once the verb of the subject is met."""
    at = described_first(chunks, i, current.first, current.verb)
    if at >= 0:
        _describe(chunks, at, i, current, clauses)


def _supposed_of(chunks: list[Chunk], i: int, current: Clause, clauses: list[Clause]) -> Clause | None:
    """The clause of a subject that was only supposed to be somebody's, at its verb (that *a drone believed to be
    Turkish* hit).
    """
    if current.kind != "sub" or current.link is None or not current.link.pronoun or current.verb is not None:
        return None
    outer = clauses[current.parent]
    if outer.verb is None or outer.verb.index != current.first - 1 or outer.kind == "rel":
        return None
    if not any(s.class_ == "hedge" for s in outer.verb.head.has.modal):
        return None
    at = described_first(chunks, i, outer.first, outer.verb, current.first)
    if at < 0:
        return None
    _describe(chunks, at, current.first, outer, clauses)
    current.parent = len(clauses) - 1
    return outer


def _describe(chunks: list[Chunk], at: int, i: int, current: Clause, clauses: list[Clause]) -> None:
    clause = Clause(len(clauses), at, i, "rel", verb=current.verb, antecedent=chunks[at - 1], parent=current.index)
    clauses.append(clause)
    for chunk in chunks[at:i]:
        chunk.clause = clause.index
    if chunks[at].kind == "kana":
        clause.kana, current.kana = True, False
    current.verb = None
    current.last = i


def _note(clause: Clause, chunk: Chunk, opens: bool) -> None:
    """Let a clause know one of its chunks that is no plain phrase."""
    if chunk.kind in ("sub", "rel", "conj", "report") and (chunk.kind != "conj" or opens):
        clause.link = chunk.head
    elif chunk.kind == "verb" and clause.verb is None:
        clause.verb = chunk
    elif chunk.kind == "kana":
        clause.kana = True
    elif chunk.kind == "neg" and clause.verb is None:
        clause.negator = chunk.head
    elif chunk.kind == "cue":
        clause.cues.append(chunk.head)
    elif chunk.kind == "particle":
        clause.particle = True


def _resumes(chunks: list[Chunk], i: int, current: Clause, clauses: list[Clause]) -> Clause | None:
    """The clause that goes on after a parenthesis: a relative clause or an aside between two commas."""
    if current.kind == "rel" and chunks[i].prep and _is_awaited(chunks[i], current, clauses):
        return clauses[current.parent]
    if current.kind == "rel" and chunks[i].kind == "sub" and after_medium(chunks, current.first):
        return clauses[current.parent]  # said, in a statement that it aired, *that*
    if current.kind == "rel" and past_backers(chunks, i, current, clauses[current.parent]):
        return clauses[current.parent]
    past = _past_supposed(chunks, i, current, clauses) or _past_borne(chunks, i, current, clauses)
    past = past or _past_suspected(chunks, i, current, clauses)
    if past is not None:
        return past
    if chunks[i].kind == "verb":
        outer = clauses[current.parent] if current.kind == "rel" and current.parent >= 0 else current
        return outer if answers(chunks[i], outer) else _past_relative(chunks, i, current, clauses)
    if not is_comma(chunks[i]):
        return None
    following = chunks[i + 1] if i + 1 < len(chunks) else None
    if following is None or following.kind not in ("np", "time", "verb", "prep") or following.conj:
        return None
    if current.kind in ("rel", "report") and _after_comma(chunks, current) and current.parent >= 0:
        return clauses[current.parent]
    if _interposed_hedge(chunks, current, clauses):
        return clauses[clauses[current.parent].parent]
    if following.kind != "verb":
        named = current.kind == "sub" and current.verb is None and current.parent >= 0
        if named and _after_comma(chunks, current) and _renames(chunks[current.first]) and current.link is not None:
            outer = clauses[current.parent]  # the group, *and it is a branch of X*, carried out
            return outer if outer.verb is not None and outer.verb.index + 2 == current.first - 1 else None
        return None
    opened = current
    while opened.parent >= 0:  # the group, which is a name *under which stand factions*, announced
        outer = clauses[opened.parent]
        if opened.kind in ("rel", "sub") and _after_comma(chunks, opened) and _renames(chunks[opened.first]):
            told = [c for c in chunks[outer.first : opened.first] if c.kind == "np"]
            if opened.kind == "sub" and any(s.id == THIRD for s in chunks[opened.first].head.has.grammar):
                if any(c.kind == "time" for c in chunks[opened.first : i]):
                    return None  # one of them, *and it is a car taken on 17 May*, blew up
                told = [c for c in told if not c.prep]
            return outer if outer.verb is None and told else None
        if opened.kind == "sub" and _after_comma(chunks, opened) and _waits(chunks, outer, opened):
            return outer
        opened = outer
    return None


def _past_borne(chunks: list[Chunk], i: int, current: Clause, clauses: list[Clause]) -> Clause | None:
    """The clause that goes on after what its subject wore, rode or carried (men *on a motorcycle* threw | a grenade):
    a verb of bearing has one object, the next is of the verb before it.
    """
    verb, doer = current.verb, current.antecedent
    if current.kind != "rel" or verb is None or doer is None or current.parent < 0:
        return None
    man = doer.head.noun is not None and "person" in doer.head.noun.classes
    if not man or not any(s.id == BEARING for s in verb.head.has.grammar):
        return None
    outer = clauses[current.parent].verb
    if outer is None or outer.index > doer.index or current.first != doer.index + 1:
        return None
    if any(c.kind == "np" and not c.prep for c in chunks[outer.index + 1 : doer.index]):
        return None
    at = i + 1 if is_comma(chunks[i]) else i
    if at == len(chunks) or not any(c.kind == "np" for c in chunks[verb.index + 1 : i]):
        return None
    goes_on = chunks[at].kind == "np" and not (chunks[at].conj or chunks[at].prep) and chunks[at].head.tag != "adj"
    return clauses[current.parent] if goes_on else None


def _past_suspected(chunks: list[Chunk], i: int, current: Clause, clauses: list[Clause]) -> Clause | None:
    """The clause that goes on after men were told to be suspected of belonging to somebody (gunmen *suspected of
    belonging to the group* attacked | a village).
    """
    chunk, verb, doer = chunks[i], current.verb, current.antecedent
    if current.kind != "rel" or verb is None or doer is None or chunk.kind != "np" or chunk.prep or chunk.conj:
        return None
    if i - verb.index < 2 or chunks[i - 1].kind != "np" or not chunks[i - 1].prep:
        return None
    outer = clauses[current.parent]
    if outer.verb is None or outer.verb.index + 1 != doer.index:
        return None
    return outer if any(s.class_ == "hedge" for s in verb.head.has.modal) else None


def _is_awaited(chunk: Chunk, current: Clause, clauses: list[Clause]) -> bool:
    """Whether a phrase names the happening that a light verb before the description of its subject waits for (a man
    *who is 27 years old* went [to blow himself up]).
    """
    if chunk.kind != "np" or current.parent < 0 or current.antecedent is None or current.verb is None:
        return False
    outer = clauses[current.parent].verb
    if outer is None or outer.index + 1 != current.antecedent.index or current.verb.head.has.light:
        return False
    if not any(s.shape in ("noun", "phrase") and s.type != "none" for s in chunk.head.has.trigger):
        return False
    return any(s.entry.complement and prep_key(s.entry.complement) == chunk.prep for s in outer.head.has.light)


def _waits(chunks: list[Chunk], outer: Clause, aside: Clause) -> bool:
    """Whether a clause between commas parts a subject from its verb (the group, *as it condemns the raid*, calls)."""
    if outer.verb is not None or aside.verb is None or aside.first < 2:
        return False
    subject = chunks[aside.first - 2]
    if subject.kind != "np" or subject.prep or subject.clause != outer.index or subject.head.tag == "num":
        return False
    return all(c.kind in ("sub", "conj") for c in chunks[outer.first : subject.index])


def _interposed_hedge(chunks: list[Chunk], current: Clause, clauses: list[Clause]) -> bool:
    """Whether a clause ends what is only supposed of somebody between two commas (gunmen, *it is believed that they are
    of the group*, hit a post).
    """
    outer = _supposing(current, clauses)
    if outer is None or outer.verb is None or not _after_comma(chunks, outer):
        return False
    return outer.verb.index + 1 == current.first


def _supposing(current: Clause, clauses: list[Clause]) -> Clause | None:
    """The clause on somebody whose verb hedges what ``current`` says of him (*believed* to be of the group)."""
    if current.kind != "sub" or current.link is None or not current.link.pronoun:
        return None
    if current.verb is not None or current.parent < 0:
        return None
    outer = clauses[current.parent]
    if outer.kind != "rel" or outer.verb is None or outer.parent < 0:
        return None
    return outer if any(s.class_ == "hedge" for s in outer.verb.head.has.modal) else None


def _after_comma(chunks: list[Chunk], clause: Clause) -> bool:
    """Whether a clause begins right after a comma."""
    return bool(clause.first) and is_comma(chunks[clause.first - 1])


def _renames(opening: Chunk) -> bool:
    """Whether a clause opens with a relative pronoun, with `where`, or with `and he`: it describes who or what stands
    before it.
    """
    if opening.kind == "sub" and any(s.id == WHERE for s in opening.head.has.grammar):
        return True
    told = opening.conj or opening.kind == "sub"
    return opening.kind == "rel" or (told and any(s.id == THIRD for s in opening.head.has.grammar))


def _past_relative(chunks: list[Chunk], i: int, current: Clause, clauses: list[Clause]) -> Clause | None:
    """The clause whose subject a relative clause describes, at its verb (the plane *that the army sent* bombed)."""
    if current.kind != "rel" or current.verb is None or current.parent < 0 or chunks[i].conj:
        return None
    outer, described = clauses[current.parent], current.antecedent
    if outer.verb is not None or described is None or described.prep or described.clause != outer.index:
        return None
    if chunks[i - 1].kind not in ("np", "time", "verb", "prep") or chunks[i].head.pronoun:
        return None
    ends = chunks[i - 1].units[chunks[i - 1].last - 1]
    indefinite = chunks[i - 1].kind == "np" and not (has_article(ends) or ends.names or ends.pronoun)
    return None if indefinite else outer


def _past_supposed(chunks: list[Chunk], i: int, current: Clause, clauses: list[Clause]) -> Clause | None:
    """The clause that goes on after men were only supposed to be of somebody (gunmen *believed to be of the group* hit
    a post): past the first phrase that says of whom.
    """
    chunk = chunks[i]
    outer = _supposing(current, clauses)
    if outer is None or i - current.first < 2:
        return None
    if chunk.kind == "np":
        goes_on = not chunk.conj and chunk.prep not in OF_WHOM and chunks[i - 1].kind in ("np", "time")
        return clauses[outer.parent] if goes_on else None
    return clauses[outer.parent] if chunk.kind == "time" and not chunk.conj else None
