"""What the shell offers when Tab is pressed: keys, plan codes, units, and the words of the query language.

Nothing here may fail or print: a shell that completes is no place for an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from dutytrack.errors import DutyTrackError

LIMIT = 100
"""No more names than a person can look through."""


def complete_key(ctx: Any, incomplete: str) -> list[str]:
    """Task keys that begin with ``incomplete``, in either case."""
    return _named(ctx, "SELECT key FROM task WHERE key LIKE ? ESCAPE '\\' ORDER BY plan_id, number", incomplete)


def complete_plan(ctx: Any, incomplete: str) -> list[str]:
    """Plan codes that begin with ``incomplete``, in either case."""
    return _named(ctx, "SELECT code FROM plan WHERE code LIKE ? ESCAPE '\\' ORDER BY code", incomplete)


def complete_unit(ctx: Any, incomplete: str) -> list[str]:
    """Names of units that begin with ``incomplete``."""
    return _named(ctx, "SELECT DISTINCT name FROM unit WHERE name LIKE ? ESCAPE '\\' ORDER BY name", incomplete)


def complete_query(ctx: Any, incomplete: str) -> list[str]:
    """Words of a query: a field's name, or after its colon the values it takes."""
    from dutytrack.domain.query.fields import FIELDS

    sign = "-" if incomplete.startswith("-") else ""
    field, colon, value = incomplete.removeprefix("-").partition(":")
    if not colon:
        return [f"{sign}{name}:" for name in FIELDS if name.startswith(field)]
    return [f"{sign}{field}:{word}" for word in _values(ctx, field, value)]


def _values(ctx: Any, field: str, value: str) -> Iterable[str]:
    from dutytrack.domain.query.fields import FIELDS

    searched: dict[str, Callable[[Any, str], list[str]]] = {
        "key": complete_key,
        "plan": complete_plan,
        **{name: complete_unit for name, entry in FIELDS.items() if entry.kind == "unit"},
    }
    if field in searched:
        return searched[field](ctx, value)
    known = FIELDS.get(field)
    return [word for word in known.choices if word.startswith(value)] if known else ()


def _named(ctx: Any, sql: str, prefix: str) -> list[str]:
    import sqlite3

    from dutytrack.cli.shell.invocation import Invocation

    escaped = prefix.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    try:
        rows = Invocation.of(ctx).reader.execute(f"{sql} LIMIT {LIMIT}", (escaped + "%",))
        return [name for (name,) in rows]
    except (DutyTrackError, sqlite3.Error):
        return []
