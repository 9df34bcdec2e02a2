"""What a plan's own dates tell its readers: whose year is meant where a text leaves the year out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from dutytrack.domain.plan.model import Period


@dataclass(frozen=True, slots=True)
class TimeContext:
    """The period a plan covers and the day it was issued, as far as its text says."""

    period: Period = field(default_factory=Period)
    issued: date | None = None

    @property
    def own_year(self) -> int | None:
        """The plan's year where it has just one: its period lies within it, or it was issued in it and states none."""
        start, end = self.period.start, self.period.end
        if start is None and end is None:
            start = end = self.issued
        return start.year if start and end and start.year == end.year else None

    @property
    def issue_year(self) -> int | None:
        """The year that ``今年`` means: that of issue, else the plan's first."""
        day = self.issued or self.period.start
        return day.year if day else None
