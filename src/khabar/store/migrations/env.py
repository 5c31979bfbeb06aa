"""Runs a migration on the connection that `khabar.store.migrate` hands over; there is no other way in."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
