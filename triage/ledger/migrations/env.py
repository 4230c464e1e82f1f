"""How Alembic reaches the ledger: by the connection that `triage.ledger.migrating` hands over."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
