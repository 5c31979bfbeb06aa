"""The first tables of a ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
RECORD = ("about", "document", "delivery", "reading", "claim", "build", "member", "candidate", "relation", "judgement")
REFUSED = "the ledger only grows"


def upgrade() -> None:
    """Make the tables, the indexes of words and places, and the guards of what only grows."""
    _tables()
    if op.get_bind().dialect.name == "sqlite":
        _sqlite()
    else:
        _postgresql()


def _sqlite() -> None:
    op.execute("CREATE VIRTUAL TABLE words USING fts5(letters, content='', tokenize='unicode61 remove_diacritics 0')")
    op.execute("CREATE VIRTUAL TABLE happening_box USING rtree(id, min_lat, max_lat, min_lon, max_lon)")
    for table in RECORD:
        for deed in ("UPDATE", "DELETE"):
            guard = f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table}"
            op.execute(f"{guard} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END")


def _postgresql() -> None:
    op.execute("CREATE TABLE words (id bigint PRIMARY KEY, words tsvector NOT NULL)")
    op.execute("CREATE INDEX ix_words_words ON words USING gin (words)")
    op.execute("CREATE TABLE happening_point (id bigint PRIMARY KEY, point geography(Point, 4326) NOT NULL)")
    op.execute("CREATE INDEX ix_happening_point_point ON happening_point USING gist (point)")
    op.execute(
        "CREATE FUNCTION khabar_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$"
    )
    for table in RECORD:
        guard = f"CREATE TRIGGER {table}_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        op.execute(f"{guard} FOR EACH STATEMENT EXECUTE FUNCTION khabar_refuse()")


def _tables() -> None:
    op.create_table(
        "about",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_about")),
    )
    op.create_table(
        "build",
        sa.Column("id", NUMBER, nullable=False, autoincrement=False),
        sa.Column("khabar", sa.String(), nullable=False),
        sa.Column("weights", sa.String(), nullable=False),
        sa.Column("known_to", NUMBER, nullable=False),
        sa.Column("recorded", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_build")),
    )
    op.create_index(op.f("ix_build_recorded"), "build", ["recorded"], unique=False)
    op.create_table(
        "crowd",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_crowd")),
    )
    op.create_table(
        "document",
        sa.Column("id", NUMBER, nullable=False, autoincrement=False),
        sa.Column("label", NAME, nullable=False),
        sa.Column("doc", NAME, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("encoding", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("recorded", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("doc", "sha256", name=op.f("uq_document_doc_sha256")),
        sa.UniqueConstraint("label", name=op.f("uq_document_label")),
    )
    op.create_index(op.f("ix_document_doc"), "document", ["doc"], unique=False)
    op.create_index(op.f("ix_document_recorded"), "document", ["recorded"], unique=False)
    op.create_index(op.f("ix_document_sha256"), "document", ["sha256"], unique=False)
    op.create_table(
        "happening",
        sa.Column("id", NUMBER, nullable=False, autoincrement=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("country", sa.String(length=3), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("disagreements", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_happening")),
        sa.UniqueConstraint("event", name=op.f("uq_happening_event")),
    )
    op.create_index("ix_happening_days", "happening", ["start", "end"], unique=False)
    op.create_index("ix_happening_what", "happening", ["type", "start", "end"], unique=False)
    op.create_index("ix_happening_where", "happening", ["country", "type", "start", "end"], unique=False)
    op.create_table(
        "judgement",
        sa.Column("id", NUMBER, nullable=False, autoincrement=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("undoes", NUMBER, nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("recorded", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["undoes"], ["judgement.id"], name=op.f("fk_judgement_undoes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
    )
    op.create_index(op.f("ix_judgement_recorded"), "judgement", ["recorded"], unique=False)
    op.create_index(op.f("ix_judgement_undoes"), "judgement", ["undoes"], unique=False)
    op.create_table(
        "page",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", NAME, nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", name=op.f("pk_page")),
    )
    op.create_index("ix_page_day", "page", ["kind", "day"], unique=False)
    op.create_index("ix_page_event", "page", ["kind", "event"], unique=False)
    op.create_table(
        "party",
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("event", "side", "name", name=op.f("pk_party")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_party_name"), "party", ["name"], unique=False)
    op.create_table(
        "band",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("document_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_band_document_id")),
        sa.PrimaryKeyConstraint("key", "document_id", name=op.f("pk_band")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_band_document_id"), "band", ["document_id"], unique=False)
    op.create_table(
        "delivery",
        sa.Column("id", NUMBER, nullable=False, autoincrement=False),
        sa.Column("document_id", NUMBER, nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("outlet", sa.String(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("recorded", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_delivery_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
    )
    op.create_index(op.f("ix_delivery_document_id"), "delivery", ["document_id"], unique=False)
    op.create_index(op.f("ix_delivery_recorded"), "delivery", ["recorded"], unique=False)
    op.create_table(
        "passage",
        sa.Column("id", NUMBER, nullable=False, autoincrement=False),
        sa.Column("document_id", NUMBER, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_passage_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
    )
    op.create_index(op.f("ix_passage_document_id"), "passage", ["document_id"], unique=False)
    op.create_table(
        "relation",
        sa.Column("document_id", NUMBER, nullable=False),
        sa.Column("of_id", NUMBER, nullable=False),
        sa.Column("build_id", NUMBER, nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["build_id"], ["build.id"], name=op.f("fk_relation_build_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_relation_document_id")),
        sa.ForeignKeyConstraint(["of_id"], ["document.id"], name=op.f("fk_relation_of_id")),
        sa.PrimaryKeyConstraint("document_id", "of_id", "build_id", name=op.f("pk_relation")),
    )
    op.create_index(op.f("ix_relation_of_id"), "relation", ["of_id"], unique=False)
    op.create_table(
        "sketch",
        sa.Column("document_id", NUMBER, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("root", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_sketch_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_sketch")),
    )
    op.create_table(
        "reading",
        sa.Column("id", NUMBER, nullable=False, autoincrement=False),
        sa.Column("document_id", NUMBER, nullable=False),
        sa.Column("delivery_id", NUMBER, nullable=False),
        sa.Column("khabar", sa.String(), nullable=False),
        sa.Column("packs", sa.String(), nullable=False),
        sa.Column("stated", sa.Boolean(), nullable=False),
        sa.Column("believed", sa.Text(), nullable=True),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("said", sa.Date(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("recorded", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["delivery_id"], ["delivery.id"], name=op.f("fk_reading_delivery_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_reading_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
    )
    op.create_index(op.f("ix_reading_delivery_id"), "reading", ["delivery_id"], unique=False)
    op.create_index(op.f("ix_reading_document_id"), "reading", ["document_id"], unique=False)
    op.create_index(op.f("ix_reading_recorded"), "reading", ["recorded"], unique=False)
    op.create_index(op.f("ix_reading_said"), "reading", ["said"], unique=False)
    op.create_table(
        "claim",
        sa.Column("id", NUMBER, nullable=False, autoincrement=False),
        sa.Column("reading_id", NUMBER, nullable=False),
        sa.Column("document_id", NUMBER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("modality", sa.String(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("country", sa.String(length=3), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("said", sa.Date(), nullable=False),
        sa.Column("own", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_claim_document_id")),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name=op.f("fk_claim_reading_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sa.UniqueConstraint("reading_id", "ref", name=op.f("uq_claim_reading_id_ref")),
    )
    op.create_index("ix_claim_days", "claim", ["kind", "start"], unique=False)
    op.create_index(op.f("ix_claim_document_id"), "claim", ["document_id"], unique=False)
    op.create_index(op.f("ix_claim_own"), "claim", ["own"], unique=False)
    op.create_index(op.f("ix_claim_reading_id"), "claim", ["reading_id"], unique=False)
    op.create_table(
        "current",
        sa.Column("document_id", NUMBER, nullable=False),
        sa.Column("reading_id", NUMBER, nullable=False),
        sa.Column("placed", NUMBER, nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_current_document_id")),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name=op.f("fk_current_reading_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_current")),
    )
    op.create_index(op.f("ix_current_reading_id"), "current", ["reading_id"], unique=False)
    op.create_table(
        "profile",
        sa.Column("id", NUMBER, nullable=False, autoincrement=False),
        sa.Column("document_id", NUMBER, nullable=False),
        sa.Column("reading_id", NUMBER, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("claims", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("component", NUMBER, nullable=False),
        sa.Column("cluster", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_profile_document_id")),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name=op.f("fk_profile_reading_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile")),
    )
    op.create_index(op.f("ix_profile_cluster"), "profile", ["cluster"], unique=False)
    op.create_index(op.f("ix_profile_component"), "profile", ["component"], unique=False)
    op.create_index(op.f("ix_profile_document_id"), "profile", ["document_id"], unique=False)
    op.create_table(
        "block",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("profile_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_block_profile_id")),
        sa.PrimaryKeyConstraint("key", "profile_id", name=op.f("pk_block")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_block_profile_id"), "block", ["profile_id"], unique=False)
    op.create_table(
        "candidate",
        sa.Column("claim_id", NUMBER, nullable=False),
        sa.Column("build_id", NUMBER, nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["build_id"], ["build.id"], name=op.f("fk_candidate_build_id")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_candidate_claim_id")),
        sa.PrimaryKeyConstraint("claim_id", "build_id", "event", name=op.f("pk_candidate")),
    )
    op.create_table(
        "member",
        sa.Column("claim_id", NUMBER, nullable=False),
        sa.Column("build_id", NUMBER, nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("because", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["build_id"], ["build.id"], name=op.f("fk_member_build_id")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_member_claim_id")),
        sa.PrimaryKeyConstraint("claim_id", "build_id", name=op.f("pk_member")),
    )
    op.create_index(op.f("ix_member_event"), "member", ["event"], unique=False)
