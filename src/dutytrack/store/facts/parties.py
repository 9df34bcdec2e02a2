"""Whose act it is: who speaks for the unit that answers first for a task, on the day of what was said or done."""
# ruff: noqa: S608 - the texts are put together from this program's own names

from __future__ import annotations

FIRST_UNIT = (
    "(SELECT s.unit_id FROM assignment s WHERE s.task_id = {task} AND s.role IN ('lead', 'responsible') "
    "ORDER BY s.role, s.position, s.id LIMIT 1)"
)
"""The unit that answers first for a task: its first lead, else its first responsible unit."""


def holds(row: str, day: str = ":as_of") -> str:
    """Whether a ``row`` with a first and a last day holds on a ``day``."""
    return f"COALESCE({row}.valid_from, '') <= {day} AND COALESCE({row}.valid_to, '9999-12-31') >= {day}"


IS_MEMBER = (
    "({row}.unit_id = b.unit_id OR EXISTS (SELECT 1 FROM heir h WHERE h.unit_id = b.unit_id "
    'AND h.heir_id = {row}.unit_id AND {row}."on" >= h.since))'
)
"""Whether a ``row`` is of the member ``b``, or of who had succeeded it by then."""
PARTIES = """
    heir(unit_id, heir_id, since) AS (
        SELECT s.unit_id, s.successor_id, s."on" FROM unit_succession s WHERE s."on" <= :as_of
        UNION SELECT h.unit_id, s.successor_id, MAX(h.since, s."on")
              FROM heir h JOIN unit_succession s ON s.unit_id = h.heir_id AND s."on" <= :as_of),
    party(unit_id, part_id, since, until) AS (
        SELECT h.unit_id, h.heir_id, h.since, '9999-12-31' FROM heir h
        UNION SELECT b.collective_id, b.unit_id, COALESCE(b.valid_from, ''), COALESCE(b.valid_to, '9999-12-31')
              FROM unit_member b
        UNION SELECT b.collective_id, h.heir_id, MAX(COALESCE(b.valid_from, ''), h.since),
                     COALESCE(b.valid_to, '9999-12-31')
              FROM unit_member b JOIN heir h ON h.unit_id = b.unit_id)
"""
"""Tables of a WITH clause: a unit's successors by ``:as_of``, and all who speak for it, each with its days."""


def speaks(row: str, first: str, day: str = "") -> str:
    """Whether what a ``row`` holds was said or done by the unit ``first``, or by who speaks for it on a ``day``.

    The day is the row's own where none is said. What names no unit is the office's own; where no unit answers first
    everybody speaks.
    """
    spoke = f"""{day or f'{row}."on"'} BETWEEN since AND until"""
    return (
        f"({row}.unit_id IS NULL OR {first} IS NULL OR {row}.unit_id = {first} OR EXISTS (SELECT 1 FROM party "
        f"WHERE party.unit_id = {first} AND party.part_id = {row}.unit_id AND {spoke}))"
    )
