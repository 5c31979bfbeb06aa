"""What was taken out of pages and papers, and what came with their bytes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REFUSED = "the ledger only grows"
GUARD = (
    "CREATE TRIGGER rendition_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON rendition "
    "FOR EACH STATEMENT EXECUTE FUNCTION khabar_refuse()"
)


def upgrade() -> None:
    """Make the table of renditions, with its guards, and let deliveries tell more."""
    op.add_column("delivery", sa.Column("address", sa.Text(), nullable=True))
    op.add_column("delivery", sa.Column("told", sa.Text(), nullable=True))
    op.create_index(op.f("ix_delivery_address"), "delivery", ["address"], unique=False)
    op.create_table(
        "rendition",
        sa.Column("document_id", NUMBER, nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("media", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("article", sa.LargeBinary(), nullable=False),
        sa.Column("recorded", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_rendition_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_rendition")),
    )
    op.create_index(op.f("ix_rendition_sha256"), "rendition", ["sha256"], unique=False)
    op.create_index(op.f("ix_rendition_recorded"), "rendition", ["recorded"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            guard = f"CREATE TRIGGER rendition_no_{deed.lower()} BEFORE {deed} ON rendition"
            op.execute(f"{guard} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END")
    else:
        op.execute(GUARD)
