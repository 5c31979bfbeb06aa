"""The tables of a ledger, the same on SQLite and on PostgreSQL.

Invariant: the tables of `RECORD` only grow. Their rows are never changed and never taken out (the database itself
refuses both); every row says when it was recorded, in microseconds of UTC since 1970. The tables of `DERIVED` can be
made again from them at any time, and are, by ``khabar build``. What was said has a day, ``said``: the last day on which
its document can have appeared, or the day on which the ledger first held it where nobody knows that.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

NAME = String().with_variant(String(collation="C"), "postgresql")  # sorted by code points, whatever the locale
NUMBER = BigInteger().with_variant(Integer(), "sqlite")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[int]:
    """A number that the writer gives, the next free one: the same ledger comes out of the same steps."""
    return Column("id", NUMBER, primary_key=True, autoincrement=False)


def _to(name: str, *, primary_key: bool = False, nullable: bool = False, index: bool = False) -> Column[int]:
    return Column(
        f"{name}_id", NUMBER, ForeignKey(f"{name}.id"), primary_key=primary_key, nullable=nullable, index=index,
        autoincrement=False,
    )  # fmt: skip


def _recorded() -> Column[int]:
    return Column("recorded", BigInteger, nullable=False, index=True)


# The record: what came in, what was read in it, what was linked, what coders decided.

about = Table("about", metadata, Column("name", String, primary_key=True), Column("value", Text, nullable=False))

document = Table(
    "document",
    metadata,
    _id(),
    Column("label", NAME, nullable=False, unique=True),  # DOC~first ten digits of sha256: the same in every ledger
    Column("doc", NAME, nullable=False, index=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("size", Integer, nullable=False),  # bytes
    Column("encoding", String, nullable=False),
    Column("content", LargeBinary, nullable=False),  # the bytes, deflated
    _recorded(),
    UniqueConstraint("doc", "sha256"),
)

delivery = Table(  # what came with the bytes; a later one that tells something else supersedes it
    "delivery",
    metadata,
    _id(),
    _to("document", index=True),
    Column("path", Text, nullable=False),
    Column("outlet", String),
    Column("published", Date),
    _recorded(),
    Column("address", Text, index=True),  # the URL that served the bytes
    Column("told", Text),  # JSON: whatever else came with them
)

rendition = Table(  # the article that was taken out of bytes that are no plain text, once
    "rendition",
    metadata,
    _to("document", primary_key=True),
    Column("by", String, nullable=False),  # the programs that did, with their versions
    Column("media", String, nullable=False),
    Column("sha256", String(64), nullable=False, index=True),  # of the text in UTF-8
    Column("text", LargeBinary, nullable=False),  # deflated
    Column("article", LargeBinary, nullable=False),  # JSON, deflated: which bytes each run of the text was read from
    _recorded(),
)

reading = Table(
    "reading",
    metadata,
    _id(),
    _to("document", index=True),
    _to("delivery", index=True),
    Column("khabar", String, nullable=False),
    Column("packs", String, nullable=False),  # digest of the packs
    Column("stated", Boolean, nullable=False),  # whether metadata or the text give the day
    Column("believed", Text),  # JSON: the days that other documents left for this one, and why
    Column("start", Date),
    Column("end", Date),
    Column("said", Date, nullable=False, index=True),
    Column("head", Text, nullable=False),  # JSON: the reading without its records
    _recorded(),
)

claim = Table(
    "claim",
    metadata,
    _id(),
    _to("reading", index=True),
    _to("document", index=True),
    Column("number", Integer, nullable=False),  # place in the reading
    Column("ref", String, nullable=False),
    Column("kind", String, nullable=False),  # event, tally, strength
    Column("type", String, nullable=False),
    Column("modality", String, nullable=False),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("start", Date),
    Column("end", Date),
    Column("country", String(3)),
    Column("lat", Float),
    Column("lon", Float),
    Column("said", Date, nullable=False),
    Column("own", String, nullable=False, index=True),  # the name of a happening that this claim would name
    Column("body", Text, nullable=False),  # JSON: the record without its reasons
    Column("why", LargeBinary),  # JSON, deflated: the reasons
    UniqueConstraint("reading_id", "ref"),
    Index("ix_claim_days", "kind", "start"),
)

build = Table(
    "build",
    metadata,
    _id(),
    Column("khabar", String, nullable=False),
    Column("weights", String, nullable=False),
    Column("known_to", NUMBER, nullable=False),  # the last judgement that it obeys; 0 where there is none
    _recorded(),
)

member = Table(  # from this build on, the claim belongs to this happening
    "member",
    metadata,
    _to("claim", primary_key=True),
    _to("build", primary_key=True),
    Column("event", String, nullable=False, index=True),
    Column("because", Text, nullable=False, default="", server_default=""),
)

candidate = Table(  # happenings that a claim might belong to as well
    "candidate",
    metadata,
    _to("claim", primary_key=True),
    _to("build", primary_key=True),
    Column("event", String, primary_key=True),
    Column("score", Float, nullable=False),
)

relation = Table(  # from this build on, this document rests on that one; a row without a body takes that back
    "relation",
    metadata,
    _to("document", primary_key=True),
    Column("of_id", NUMBER, ForeignKey("document.id"), primary_key=True, autoincrement=False, index=True),
    _to("build", primary_key=True),
    Column("body", Text),
)

judgement = Table(
    "judgement",
    metadata,
    _id(),
    Column("verdict", String, nullable=False),
    Column("author", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("undoes", NUMBER, ForeignKey("judgement.id"), index=True),
    Column("body", Text, nullable=False),  # JSON: what it speaks of, by hash of the bytes and letters
    _recorded(),
)

# Derived: what `build` makes of the record, for quick answers.

current = Table(
    "current",
    metadata,
    _to("document", primary_key=True),
    _to("reading", index=True),
    Column("placed", NUMBER),  # the reading whose profiles were placed last
)

profile = Table(  # what one document says of one happening, or a verbal act, ready for comparing
    "profile",
    metadata,
    _id(),  # a hash of its references: the same in every ledger
    _to("document", index=True),
    _to("reading"),
    Column("kind", String, nullable=False),  # deed, act
    Column("claims", Text, nullable=False),  # JSON: numbers of claims, in the order of the letters
    Column("body", LargeBinary, nullable=False),  # msgpack: what is compared
    Column("component", NUMBER, nullable=False, index=True),
    Column("cluster", NUMBER, nullable=False, index=True),
)

block = Table(  # profiles that share a key are compared
    "block",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    _to("profile", primary_key=True, index=True),
    sqlite_with_rowid=False,
)

crowd = Table(  # keys that so many share that they tell nothing
    "crowd",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
)

sketch = Table(  # the signature of a document, and the document whose text it carries
    "sketch",
    metadata,
    _to("document", primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("root", String, nullable=False),
)

band = Table(  # documents that share a key are compared
    "band",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    _to("document", primary_key=True, index=True),
    sqlite_with_rowid=False,
)

passage = Table(  # a stretch of a document in the index of words
    "passage",
    metadata,
    _id(),
    _to("document", index=True),
    Column("start", Integer, nullable=False),  # code points of the document's text
    Column("end", Integer, nullable=False),
)

happening = Table(
    "happening",
    metadata,
    _id(),
    Column("event", String, nullable=False, unique=True),
    Column("type", String, nullable=False),
    Column("start", Date),
    Column("end", Date),
    Column("country", String(3)),
    Column("place", String),
    Column("lat", Float),
    Column("lon", Float),
    Column("documents", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("disagreements", Integer, nullable=False),
    Column("body", Text, nullable=False),  # JSON: the Happening
    Index("ix_happening_days", "start", "end"),
    Index("ix_happening_where", "country", "type", "start", "end"),
    Index("ix_happening_what", "type", "start", "end"),
)

party = Table(
    "party",
    metadata,
    Column("event", String, primary_key=True),
    Column("side", String, primary_key=True),  # initiator, target
    Column("name", String, primary_key=True, index=True),  # case-folded
    sqlite_with_rowid=False,
)

page = Table(  # a finished answer: a total, a statement, a contradiction
    "page",
    metadata,
    Column("kind", String, primary_key=True),
    Column("key", NAME, primary_key=True),
    Column("event", String, nullable=False),  # the happening it belongs to, or nothing
    Column("day", String(10), nullable=False),  # ISO, or nothing
    Column("weight", Float, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_page_day", "kind", "day"),
    Index("ix_page_event", "kind", "event"),
)

RECORD = (about, document, delivery, rendition, reading, claim, build, member, candidate, relation, judgement)
DERIVED = (current, profile, block, crowd, sketch, band, passage, happening, party, page)
