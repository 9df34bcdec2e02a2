"""What a unit is called where units of several places stand side by side."""

from __future__ import annotations

from collections import Counter

from dutytrack.store.sql.dialect import Reader


def unit_names(connection: Reader) -> dict[int, str]:
    """Each unit's name."""
    return dict(connection.execute("SELECT id, name FROM unit"))


def unit_labels(connection: Reader) -> dict[int | None, str]:
    """Each unit's name; with its place behind where several units bear the name: ``市科技局 (沧州市)``."""
    rows = connection.execute("SELECT id, name, jurisdiction FROM unit").fetchall()
    bearers = Counter(name for _id, name, _place in rows)
    return {unit: f"{name} ({place})" if place and bearers[name] > 1 else name for unit, name, place in rows}
