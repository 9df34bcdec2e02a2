"""The account of a reading: of all marks in a plan that something could be read from, those that were."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MarkKind = Literal["number", "role", "unit", "date", "figure"]
DOUBTFUL_BELOW = 0.9
"""The score under which a plan has to be looked at before it is written: see `make reading`."""


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A mark that nothing was read from."""

    kind: MarkKind
    line: int
    """1-based."""
    text: str
    """As it stands there."""


@dataclass(frozen=True, slots=True)
class Account:
    """How much of a plan was read, as far as can be told from the plan alone."""

    marks: int = 0
    accounted: int = 0
    outside: int = 0
    """Marks that nothing was read from, and that stand in no task."""
    doubted: int = 0
    """What was read in fields that are in doubt."""
    facts: int = 0
    """Tasks, titles, units, times and figures that were read."""
    left_over: tuple[LeftOver, ...] = ()

    @property
    def score(self) -> float:
        """From 0 to 1: the share of what was read that is not in doubt, less half the share of marks in no task."""
        passed, doubted = self.outside / max(self.marks, 1), self.doubted / max(self.facts, 1)
        return round(max(0.0, 1 - doubted - passed / 2), 3)

    @property
    def doubtful(self) -> bool:
        """Whether it is likely that much of the plan was read wrongly."""
        return self.score < DOUBTFUL_BELOW
