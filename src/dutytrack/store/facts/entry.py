"""Which of two rows came first where they are of one day: the order of entry, which ids of two tables do not tell."""
# ruff: noqa: S608 - the texts are put together from this program's own names

from __future__ import annotations

from dutytrack.store.sql import dialect

ENTERED = ("action", "measurement", "progress_report", "supervision_order", "verification")
"""The tables whose rows are compared by their order of entry."""


def entered(table: str, row: str) -> str:
    """The place of ``row`` in the journal; 0 where it is not in it."""
    return (
        f"(SELECT COALESCE(MIN(j.seq), 0) FROM journal j WHERE j.entity = '{table}' "
        f"AND j.entity_id = CAST({row}.id AS TEXT) AND j.before IS NULL)"
    )


def moment(table: str, row: str) -> str:
    """The day of ``row`` and its place in the journal, as a text whose order is theirs."""
    return dialect.in_order(f'{row}."on"', entered(table, row))
