"""What the shell offers when Tab is pressed: keys, plan codes, units, and the words of the query language.

Nothing here may fail or print: a shell that completes is no place for an error.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dutytrack.errors import DutyTrackError

LIMIT = 100
"""No more names than a person can look through."""


def complete_key(ctx: Any, incomplete: str) -> list[str]:
    """Task keys that begin with ``incomplete``, in either case."""
    return _named(ctx, "key", incomplete)


def complete_plan(ctx: Any, incomplete: str) -> list[str]:
    """Plan codes that begin with ``incomplete``, in either case."""
    return _named(ctx, "plan", incomplete)


def complete_unit(ctx: Any, incomplete: str) -> list[str]:
    """Names of units that begin with ``incomplete``."""
    return _named(ctx, "unit", incomplete)


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

    known = FIELDS.get(field)
    if known is None:
        return ()
    if field in {"key", "plan"} or known.kind == "unit":
        return _named(ctx, "unit" if known.kind == "unit" else field, value)
    return [word for word in known.choices if word.startswith(value)]


def _named(ctx: Any, kind: str, prefix: str) -> list[str]:
    import sqlite3

    from dutytrack.cli.shell.invocation import Invocation
    from dutytrack.signs import harmful_sign
    from dutytrack.store.reading.keys import names_beginning

    call = Invocation.of(ctx)
    call.leaves_as_it_is = True
    try:
        found = names_beginning(call.reader, kind, prefix, limit=LIMIT)
        return [name for name in found if harmful_sign(name) is None]
    except (DutyTrackError, sqlite3.Error):
        return []
