"""Tasks, plans and units by what people call them: keys, codes and names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dutytrack.store.sql.dialect import Reader, among, listed


def task_id_of(connection: Reader, key: str) -> int | None:
    """The id of the task whose key is ``key``, written in any case; ``None`` where there is none."""
    row = connection.execute("SELECT id FROM task WHERE key = ?", (key.strip().upper(),)).fetchone()
    return None if row is None else int(row[0])


def keys_of(connection: Reader, task_ids: Iterable[int]) -> dict[int, str]:
    """The keys of ``task_ids``."""
    ids = {"ids": listed(task_ids)}
    return dict(connection.execute(f"SELECT id, key FROM task WHERE id {among(':ids')}", ids))  # noqa: S608 - own


def task_keys(connection: Reader) -> list[str]:
    """The keys of all tasks."""
    return [key for (key,) in connection.execute("SELECT key FROM task ORDER BY id")]


def plan_codes(connection: Reader) -> list[str]:
    """The codes of all plans."""
    return [code for (code,) in connection.execute("SELECT code FROM plan")]


def unit_names(connection: Reader) -> dict[int, str]:
    """Each unit's name."""
    return dict(connection.execute("SELECT id, name FROM unit"))


def unit_labels(connection: Reader) -> dict[int | None, str]:
    """Each unit's name; with its place behind where several units bear the name: ``市科技局（沧州市）``."""
    rows = connection.execute("SELECT id, name, jurisdiction FROM unit").fetchall()
    bearers = Counter(name for _id, name, _place in rows)
    return {unit: f"{name}（{place}）" if place and bearers[name] > 1 else name for unit, name, place in rows}


_NAMES = {
    "key": "SELECT key FROM task WHERE key LIKE ? ESCAPE '\\' ORDER BY plan_id, number",
    "plan": "SELECT code FROM plan WHERE code LIKE ? ESCAPE '\\' ORDER BY code",
    "unit": "SELECT DISTINCT name FROM unit WHERE name LIKE ? ESCAPE '\\' ORDER BY name",
}


def names_beginning(connection: Reader, kind: str, prefix: str, *, limit: int) -> list[str]:
    """Names of ``kind`` (``key``, ``plan`` or ``unit``) that begin with ``prefix``, Latin letters in either case."""
    escaped = prefix.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return [name for (name,) in connection.execute(f"{_NAMES[kind]} LIMIT {limit}", (escaped + "%",))]
