"""Runs migrations on the connection given by dutytrack.store.file.migrate, inside its transaction."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from dutytrack.store.tables.supervision import METADATA


def ours(_object: object, name: str | None, kind: str, _reflected: object, _compared: object) -> bool:
    """Whether Alembic should compare a table: the search index and its shadow tables are laid by hand."""
    return not (kind == "table" and name is not None and name.startswith("task_text"))


def run(connection: Connection) -> None:
    """Run the migrations asked for."""
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=True,
        include_object=ours,
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
