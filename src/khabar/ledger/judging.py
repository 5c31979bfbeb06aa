"""Judgements of coders: made, undone, and put back in the queue when what they stood on has moved.

Invariant: a judgement is recorded only if the ledger (or, of an outlet, the packs) holds what it speaks of and it can
be applied; nothing that was judged is forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import Connection, select

from khabar.errors import InputError
from khabar.ledger.asking import name_now
from khabar.ledger.assessing import to_grade, to_naming
from khabar.ledger.grounds import counting, find_subject, happening_of, to_ground
from khabar.ledger.moment import Moment
from khabar.ledger.overlay import correct
from khabar.model.judgement import VERDICTS, Ground, Judgement, QueueItem
from khabar.store import judgements, links, readings, rows
from khabar.store.database import Database
from khabar.store.readings import LIVING, Told
from khabar.store.schema import claim

NOW = Moment()
MERGED_AT_LEAST = 2
SHOWN = 60


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A judgement as a coder asks for it.

    subjects: happenings by name or claims by reference; of a grade also an outlet or a document; of a naming a host.
    field, value: of a correction; value: the grade, or the name. country: of a naming, ISO 3166 alpha-3. undoes: the
    number of the judgement that an undo takes back.
    """

    verdict: str
    author: str
    reason: str
    subjects: tuple[str, ...] = ()
    field: str | None = None
    value: object = None
    country: str | None = None
    undoes: int | None = None


def judge(database: Database, asked: Asked) -> Judgement:
    """Record a judgement; ``khabar build`` then shows what it changes.

    Raises:
        InputError: the ledger does not hold what it speaks of, or it says what cannot be.
    """
    if asked.verdict not in VERDICTS:
        raise InputError(f"{asked.verdict!r} is no verdict; these are: {', '.join(VERDICTS)}")
    for name, words in (("--by", asked.author), ("--why", asked.reason)):
        if not words.strip():
            raise InputError(f"a judgement needs {name}: who decides, and why, are kept with it")
        if "\0" in words:
            raise InputError(f"{name}: a NUL character is in no text")
    with database.write() as connection:
        made = msgspec.structs.replace(
            _made(connection, asked), author=asked.author.strip(), reason=asked.reason.strip()
        )
        return judgements.append_judgement(connection, made, rows.now())


def _made(connection: Connection, asked: Asked) -> Judgement:
    if asked.verdict == "undo":
        return _undo(connection, asked)
    if asked.verdict == "grade":
        return to_grade(connection, asked.subjects, asked.value)
    if asked.verdict == "name":
        return to_naming(connection, asked.subjects, asked.value, asked.country)
    if not asked.subjects:
        raise InputError(f"say what to {asked.verdict}: a happening (ev-…) or a claim (DOC#RECORD)")
    groups = [find_subject(connection, subject) for subject in asked.subjects]
    every = [told for group in groups for told in group]
    rest = None
    event = happening_of(connection, asked.subjects[0], groups[0])
    if event is None and asked.verdict not in ("correct", "withdraw"):
        raise InputError(f"{asked.subjects[0]}: a total belongs to no happening; it can be corrected or withdrawn")
    if asked.verdict == "merge":
        if len({name_now(connection, subject, NOW) for subject in asked.subjects}) < MERGED_AT_LEAST:
            raise InputError("these are one happening already; a merge needs two")
        every = [group[0] for group in groups]
    if asked.verdict == "separate":
        rest = _rest(connection, asked, every)
    if asked.verdict == "correct":
        _check_correction(asked, every)
    return Judgement(
        verdict=asked.verdict, author="", reason="", grounds=tuple(map(to_ground, every)), rest=rest, event=event,
        field=asked.field if asked.verdict == "correct" else None,
        value=asked.value if asked.verdict == "correct" else None,
    )  # fmt: skip


def _undo(connection: Connection, asked: Asked) -> Judgement:
    made = {one.number: one for one in judgements.find_judgements(connection)}
    if asked.undoes not in made:
        raise InputError(f"there is no judgement {asked.undoes} to undo; khabar judge LEDGER list shows them")
    return Judgement(verdict="undo", author="", reason="", undoes=asked.undoes)


def _rest(connection: Connection, asked: Asked, leaving: Sequence[Told]) -> Ground:
    """What stays behind: the earliest other claim of the happening that all of them leave."""
    homes = links.get_members(connection, [told.id for told in leaving])
    names = {home.event for home in homes.values()}
    if len(names) != 1 or any("#" not in subject for subject in asked.subjects):
        raise InputError("separate takes claims (DOC#RECORD) of one happening: those that leave it")
    others = links.find_claims_of(connection, names)
    gone = {told.id for told in leaving}
    staying = list(readings.find_claims(connection, claim.c.id, set(others) - gone))
    staying = [told for told in staying if told.reading_id in counting(connection, staying)]
    if not staying:
        raise InputError("these are all the claims of their happening; nothing would stay behind")
    return to_ground(staying[0])


def _check_correction(asked: Asked, every: Sequence[Told]) -> None:
    if not asked.field:
        raise InputError("a correction needs a field: --set FIELD=JSON")
    for told in every:
        try:
            correct(told.record, asked.field, asked.value)
        except ValueError as fault:
            raise InputError(str(fault)) from None


def all_judgements(database: Database) -> list[Judgement]:
    """All of them, in the order in which they were made."""
    with database.read() as connection:
        return list(judgements.find_judgements(connection))


def queue(database: Database) -> list[QueueItem]:
    """What waits for a coder: judgements whose ground has moved, claims that could belong to two happenings."""
    with database.read() as connection:
        return [*_moved(connection), *_undecided(connection)]


def _moved(connection: Connection) -> Iterator[QueueItem]:
    """Judgements in force some of whose letters no current reading claims any more, or whose happening has grown."""
    held = judgements.in_force(judgements.find_judgements(connection))
    owns = {ground.own for made in held for ground in made.grounds}
    query = select(claim.c.own, claim.c.id).select_from(LIVING)
    living = {row.own: row.id for row in rows.find_in(connection, query, owns, claim.c.own)}
    for made in held:
        lost = [ground for ground in made.grounds if ground.own not in living]
        if lost:
            words = ", ".join(f"{ground.ref} ({ground.words[:SHOWN]})" for ground in lost)
            yield QueueItem(
                kind="moved", judgement=made.number, claims=tuple(ground.ref for ground in lost),
                text=f"judgement {made.number} ({made.verdict}, by {made.author}) stands on claims that no reading"
                f" makes any more: {words}",
            )  # fmt: skip
        elif made.verdict == "confirm" or (made.verdict == "grade" and made.about == made.event):
            yield from _grown(connection, made, living)


def _grown(connection: Connection, made: Judgement, living: dict[str, int]) -> Iterator[QueueItem]:
    homes = links.get_members(connection, [living[ground.own] for ground in made.grounds])
    names = sorted({home.event for home in homes.values()})
    known = {living[ground.own] for ground in made.grounds}
    told = list(readings.find_claims(connection, claim.c.id, set(links.find_claims_of(connection, names)) - known))
    told = [one for one in told if one.reading_id in counting(connection, told)]
    if len(names) > 1 or told:
        what = "has come apart" if len(names) > 1 else f"has new claims: {', '.join(one.ref for one in told)}"
        yield QueueItem(
            kind="moved", judgement=made.number, claims=tuple(one.ref for one in told), events=tuple(names),
            text=f"judgement {made.number} ({made.verdict}, by {made.author}): the happening {what}",
        )  # fmt: skip


def _undecided(connection: Connection) -> Iterator[QueueItem]:
    found = links.find_candidates(connection)
    told = {one.id: one for one in readings.find_claims(connection, claim.c.id, {id_ for id_, _, _ in found})}
    homes = links.get_members(connection, told)
    for id_, event, score in found:
        home = homes[id_].event
        if event != home:
            yield QueueItem(
                kind="two homes", claims=(told[id_].ref,), events=(home, event), score=score,
                text=f"{told[id_].ref} ({told[id_].record.trigger[:SHOWN]}) is in {home} and might be in {event}",
            )  # fmt: skip
