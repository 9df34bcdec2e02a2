"""Names of units as they were read and corrected in earlier reviews."""

from __future__ import annotations

from dutytrack.store.sql.dialect import Reader

_RENAMED = """
    SELECT c.raw, c.accepted FROM correction c JOIN plan p ON p.id = c.plan_id
    WHERE c.field IN ('lead', 'responsible', 'participating') AND c.raw <> '' AND c.accepted <> ''
          AND COALESCE(p.jurisdiction, '') = :place
          AND NOT EXISTS (SELECT 1 FROM unit u WHERE u.jurisdiction = :place AND u.name = c.raw)
    ORDER BY c.id
"""


def renamed_units(connection: Reader, place: str | None) -> list[tuple[str, str]]:
    """Each name corrected in a plan of ``place`` that is no unit's own, with what it became, in order of time."""
    return [(raw, accepted) for raw, accepted in connection.execute(_RENAMED, {"place": place or ""})]
