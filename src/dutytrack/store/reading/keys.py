"""Tasks by their keys."""

from __future__ import annotations

from dutytrack.store.dialect import Reader


def task_id_of(connection: Reader, key: str) -> int | None:
    """The id of the task whose key is ``key``, written in any case; ``None`` where there is none."""
    row = connection.execute("SELECT id FROM task WHERE key = ?", (key.strip().upper(),)).fetchone()
    return None if row is None else int(row[0])
