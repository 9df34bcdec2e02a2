"""Whether a task has acts of some kinds: most have few, and what needs one is looked for only where there is one.

The expressions read a row with the ``acts`` that ``facts.tasks`` looks up first: the kinds of a task's acts by the day.
"""

from __future__ import annotations

from collections.abc import Iterable


def has_acts(row: str, kinds: Iterable[str]) -> str:
    """Whether the task of ``row`` has any act of these ``kinds``; ``NULL`` where it has no acts at all."""
    return " OR ".join(f"instr({row}.acts, '{kind}')" for kind in kinds)


def where_acted(row: str, kinds: Iterable[str], told: str) -> str:
    """What is ``told`` of a task that has any of these acts, else ``NULL``."""
    return f"CASE WHEN {has_acts(row, kinds)} THEN {told} END"
