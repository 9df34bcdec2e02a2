"""The period that a reminder is for: a unit is asked once in it, however many tasks it owes."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

Length = Literal["week", "month", "quarter"]
LENGTHS: tuple[Length, ...] = get_args(Length)


def period_of(on: date, length: str) -> str:
    """The period of ``length`` (one of ``LENGTHS``) that a day lies in: ``2026-W29``, ``2026-07`` or ``2026Q3``."""
    if length == "week":
        year, week, _weekday = on.isocalendar()
        return f"{year:04}-W{week:02}"
    if length == "quarter":
        return f"{on.year:04}Q{(on.month + 2) // 3}"
    return f"{on.year:04}-{on.month:02}"
