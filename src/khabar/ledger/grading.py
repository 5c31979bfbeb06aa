"""The grades that stand beside the accounts of a happening.

Invariant: a grade is shown where its judgement points: an outlet's beside every account of its documents, a document's
and a claim's beside the accounts they are part of, a happening's beside the whole. There is no grade without a coder.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, select

from khabar.ledger import outlets
from khabar.ledger.moment import Moment
from khabar.ledger.outlets import Placed
from khabar.model.chronology import Account, Happening
from khabar.model.judgement import Judgement
from khabar.model.outlets import Grade, Graded, Resolved
from khabar.store import readings, rows
from khabar.store.database import Database
from khabar.store.schema import claim, document

By = dict[str, dict[str, Grade]]
"""Grades by what they stand beside, then by what was graded and by whom: of one coder the last."""


class Grader:
    """The grades in force at a moment, ready to be put beside happenings."""

    def __init__(self, connection: Connection, moment: Moment) -> None:
        self._connection = connection
        self._moment = moment
        self._held = outlets.in_force(connection, moment)
        made = [one for one in self._held if one.verdict == "grade"]
        self._sources = outlets.source_grades(made)
        self._documents: By = {}
        self._claims: By = {}
        self._happenings: By = {}
        self._information([one for one in made if one.field == "credibility"])
        self._placed: dict[str, Placed] = {}

    def beside(self, happenings: Sequence[Happening]) -> list[tuple[Graded, ...]]:
        """What stands beside each happening and its accounts; nothing where nothing was graded."""
        if not (self._sources or self._documents or self._claims or self._happenings):
            return [() for _ in happenings]
        self._load({doc for h in happenings for account in h.accounts for doc in account.docs})
        return [tuple(self._of(h)) for h in happenings]

    def _of(self, happening: Happening) -> Iterable[Graded]:
        whole = _all(self._happenings, happening.claims)
        if whole:
            yield Graded(claims=happening.claims, grades=whole)
        for account in happening.accounts:
            yield from (one for one in self._account(account) if one.grades)

    def _account(self, account: Account) -> Iterable[Graded]:
        """The grades beside an account, those of each outlet that tells it by themselves."""
        groups: dict[str, list[str]] = {}
        for doc in account.docs:
            groups.setdefault(self._placed[doc].resolved.key if doc in self._placed else "", []).append(doc)
        for docs in groups.values():
            found = self._placed[docs[0]].resolved if docs[0] in self._placed else Resolved()
            sources = [grade for word in outlets.aliases(found) for grade in self._sources.get(word, ())]
            claims = tuple(ref for ref in account.claims if ref.rpartition("#")[0] in docs)
            said = [*_all(self._documents, docs), *_all(self._claims, claims)]
            yield Graded(docs=tuple(docs), claims=claims, outlet=found.name, grades=(*sources, *said))

    def _load(self, labels: set[str]) -> None:
        missing = labels - self._placed.keys()
        d = document.c
        ids = [row.id for row in rows.find_in(self._connection, select(d.id, d.label), missing, d.label)]
        for one in outlets.place(self._connection, self._moment, self._held, ids=ids).values():
            self._placed[one.label] = one

    def _information(self, made: Sequence[Judgement]) -> None:
        """Put each grade of information where it stands now: by letters, whatever a later reading calls the claim."""
        refs = self._refs({ground.own for one in made for ground in one.grounds})
        for one in made:
            if not one.grounds:
                _put(self._documents, one.about or "", one)
            where = self._happenings if one.about == one.event else self._claims
            for ground in one.grounds:
                for ref in refs.get(ground.own, ()):
                    _put(where, ref, one)

    def _refs(self, owns: set[str]) -> Mapping[str, list[str]]:
        """The references of the claims that bear these names in the readings that count."""
        told = list(readings.find_claims(self._connection, claim.c.own, owns)) if owns else []
        ids = sorted({one.document_id for one in told})
        counting = readings.find_current(self._connection, known_at=self._moment.known_at, documents=ids)
        found: dict[str, list[str]] = {}
        for one in told:
            if counting.get(one.document_id) == one.reading_id:
                found.setdefault(one.own, []).append(one.ref)
        return found


def _put(where: By, key: str, made: Judgement) -> None:
    where.setdefault(key, {})[f"{made.about} {made.author}"] = outlets.to_grade(made)


def _all(where: By, keys: Iterable[str]) -> tuple[Grade, ...]:
    """The grades beside any of these, each judgement once, in the order in which they were made."""
    found = {grade.judgement: grade for key in keys for grade in where.get(key, {}).values()}
    return tuple(found[number] for number in sorted(found))


def graded(database: Database, happening: Happening, moment: Moment) -> tuple[Graded, ...]:
    """The grades beside one happening."""
    with database.read() as connection:
        return Grader(connection, moment).beside([happening])[0]
