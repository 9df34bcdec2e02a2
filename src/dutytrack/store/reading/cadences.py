"""Report cadences with the days they still ask for."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dutytrack.store.sql.dialect import Reader
from dutytrack.store.sql.records import records

_CADENCES = """
    SELECT COALESCE(p.code, u.name) AS owner, c.text, c.rule, c.start, MIN(d.due) AS next, MAX(d.due) AS last,
           c.working_days
    FROM cadence c JOIN cadence_due d ON d.cadence_id = c.id
    LEFT JOIN plan p ON p.id = c.plan_id LEFT JOIN unit u ON u.id = c.unit_id
    WHERE d.due >= :as_of AND c.start <= :as_of GROUP BY c.id ORDER BY 1, c.start
"""


class CadenceRow(NamedTuple):
    """A cadence."""

    owner: str
    """The plan's code or the unit's name."""
    text: str
    rule: str
    start: date
    next: date
    """The next day by which a report is due."""
    last: date
    working_days: bool


def cadence_rows(connection: Reader, *, as_of: date) -> list[CadenceRow]:
    """The cadences that hold on ``as_of`` and have days to come, by owner."""
    return records(connection.execute(_CADENCES, {"as_of": as_of.isoformat()}), CadenceRow)
