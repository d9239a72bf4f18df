"""How Alembic runs the migrations: in the transaction of whoever asked, so that a migration is whole or not there."""

from alembic import context

from dashboard.register.migrating import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"], version_table=VERSION_TABLE, transactional_ddl=True
)
with context.begin_transaction():
    context.run_migrations()
