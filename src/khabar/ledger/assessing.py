"""Grades of sources and of information, and names of outlets, as a coder asks for them.

Invariant: a letter grades an outlet, a digit what was said; neither is ever derived from the other, or from anything
but a judgement.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from khabar.errors import InputError
from khabar.ingest import hosts
from khabar.ingest.outlets import resolver
from khabar.ledger import outlets
from khabar.ledger.grounds import find_subject, happening_of, to_ground
from khabar.ledger.moment import Moment
from khabar.ledger.values import COUNTRY
from khabar.model.judgement import Judgement
from khabar.model.outlets import CREDIBILITY, RELIABILITY
from khabar.store.schema import document

NOW = Moment()
LONGEST = 200
SCALES = f"{', '.join(RELIABILITY)} (reliability of an outlet), {', '.join(CREDIBILITY)} (credibility of what was said)"


def to_grade(connection: Connection, subjects: Sequence[str], grade: object) -> Judgement:
    """The judgement that grades an outlet by a letter, or a happening, a claim or a document by a digit.

    Raises:
        InputError: no such grade, or the ledger and the packs hold no such thing.
    """
    if len(subjects) != 1:
        raise InputError("grade takes what to grade and a grade: khabar judge LEDGER grade SUBJECT GRADE")
    subject, sign = subjects[0], str(grade or "").strip().upper()
    if sign in RELIABILITY:
        return Judgement(
            verdict="grade", author="", reason="", field="reliability", value=sign, about=_outlet(connection, subject)
        )
    if sign not in CREDIBILITY:
        raise InputError(f"{grade!r} is no grade; these are: {SCALES}; a pair like B2 is two judgements")
    return _information(connection, subject, sign)


def _information(connection: Connection, subject: str, sign: str) -> Judgement:
    if "#" not in subject and not subject.startswith("ev-"):
        about = _document(connection, subject)
        return Judgement(verdict="grade", author="", reason="", field="credibility", value=sign, about=about)
    found = find_subject(connection, subject)
    event = happening_of(connection, subject, found)
    return Judgement(
        verdict="grade", author="", reason="", field="credibility", value=sign, grounds=tuple(map(to_ground, found)),
        event=event, about=found[0].ref if "#" in subject else event,
    )  # fmt: skip


def _document(connection: Connection, name: str) -> str:
    """The label of the one document of a name.

    Raises:
        InputError: there is none, or several.
    """
    d = document.c
    query = select(d.label).where((d.label == name) | (d.doc == name)).limit(2)
    labels: list[str] = list(connection.execute(query).scalars())
    if not labels:
        raise InputError(f"{name}: the ledger holds no such document; a letter (A to F) grades an outlet")
    if len(labels) > 1:
        raise InputError(f"{name}: several documents bear that name; write it as DOC~HASH")
    return labels[0]


def _outlet(connection: Connection, name: str) -> str:
    """What a grade of an outlet speaks of: its id in the packs, else the key it has in the ledger.

    Raises:
        InputError: neither the packs nor the ledger know it.
    """
    if name in resolver().heads.by_id:
        return name
    known = resolver().told(name)
    if known.outlet:
        return known.outlet
    placed = outlets.place(connection, NOW, outlets.in_force(connection, NOW))
    keys = {one.resolved.key for one in placed.values() if name in outlets.aliases(one.resolved)}
    if len(keys) != 1:
        what = "several outlets bear that name; write its id or host" if keys else "no such outlet"
        raise InputError(f"{name}: {what}; khabar outlets LEDGER lists them")
    return keys.pop()


def to_naming(connection: Connection, subjects: Sequence[str], name: object, country: str | None) -> Judgement:
    """The judgement that names the outlet of a host, of a channel, or of a site's own words for itself.

    Raises:
        InputError: no document of the ledger is of it, many publishers share it, or the name or country is none.
    """
    words = " ".join(str(name or "").split())
    if len(subjects) != 1 or not words:
        raise InputError("name takes a host and a name: khabar judge LEDGER name HOST NAME [--country ISO3]")
    if len(words) > LONGEST or not words.isprintable():
        raise InputError(f"--name: a name is at most {LONGEST} letters, without controls")
    if country is not None and not COUNTRY.fullmatch(country):
        raise InputError(f"--country {country!r} is no ISO 3166 alpha-3 code")
    value = {"name": words} | ({"country": country} if country else {})
    about = _key(connection, subjects[0])
    return Judgement(verdict="name", author="", reason="", field="outlet", value=value, about=about)


def _key(connection: Connection, subject: str) -> str:
    placed = outlets.place(connection, NOW, ()).values()
    if any(one.resolved.key == subject and one.resolved.how in ("unknown", "told") for one in placed):
        return subject
    host = hosts.split(subject)[0]
    if not host or not any(one.host == host or one.host.endswith(f".{host}") for one in placed):
        raise InputError(
            f"{subject}: no document of the ledger is from there; khabar outlets LEDGER --unknown lists them"
        )
    if hosts.is_shared(host):
        raise InputError(f"{host}: many publishers share it; name the host of one of them")
    return host
