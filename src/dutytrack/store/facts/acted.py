"""What a task's acts say: most have few, and what needs one is looked for only where there is one.

``has_acts`` and ``where_acted`` read a row with the ``acts`` that ``facts.tasks`` looks up first: the last day and the
kinds of a task's acts by the day.
"""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

from collections.abc import Iterable

from dutytrack.store.sql.dialect import quoted

BACK_AT_WORK = ("reopened", "resumed", "restored")
"""The acts by which a task is taken up again."""


def has_acts(row: str, kinds: Iterable[str]) -> str:
    """Whether the task of ``row`` has any act of these ``kinds``; ``NULL`` where it has no acts at all."""
    return " OR ".join(f"instr({row}.acts, '{kind}')" for kind in kinds)


def where_acted(row: str, kinds: Iterable[str], told: str) -> str:
    """What is ``told`` of a task that has any of these acts, else ``NULL``."""
    return f"CASE WHEN {has_acts(row, kinds)} THEN {told} END"


def closing_waiver(row: str) -> str:
    """What the last closing of the task of ``row`` waived; ``NULL`` where it waived nothing."""
    return (
        f"(SELECT a.waived FROM action a WHERE a.task_id = {row}.task_id AND a.kind = 'closed' AND a.\"on\" <= :as_of "
        'ORDER BY a."on" DESC, a.id DESC LIMIT 1)'
    )


def taken_up_on(row: str) -> str:
    """The day on which the task of ``row`` was taken up again last."""
    return (
        f'(SELECT MAX(a."on") FROM action a WHERE a.task_id = {row}.task_id '
        f'AND a.kind IN ({quoted(BACK_AT_WORK)}) AND a."on" <= :as_of)'
    )
