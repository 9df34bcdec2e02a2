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
    malformed: int = 0
    """Tasks and units that look like none: a title that is a mere label, a unit with a date in it."""
    overclaimed: int = 0
    """Figures and dates that say what there is, not what is to be reached."""
    facts: int = 0
    """Units, dates, figures and tasks that were read."""
    left_over: tuple[LeftOver, ...] = ()

    @property
    def score(self) -> float:
        """From 0 to 1: the share of marks accounted for, less what was read and looks wrong."""
        left = (self.marks - self.accounted) / max(self.marks, 1)
        wrong = (self.malformed / 2 + self.overclaimed / 3) / max(self.facts, 1)
        return round(max(0.0, 1 - left - wrong), 3)

    @property
    def doubtful(self) -> bool:
        """Whether it is likely that much of the plan was read wrongly."""
        return self.score < DOUBTFUL_BELOW
