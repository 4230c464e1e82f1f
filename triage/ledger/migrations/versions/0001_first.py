"""The first schema."""

from alembic import op

from triage.ledger.schema import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    # While this is the only revision it is the schema; the second one freezes it here, written out.
    metadata.create_all(op.get_bind())
