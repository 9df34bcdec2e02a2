"""What is decided about a document that is to be taken in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dutytrack.domain.units.naming import AS_TYPED, Naming
from dutytrack.services.plans.errors import OnePlanError


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was decided about a document; nothing of it has to be."""

    code: str | None = None
    """The code of a new plan; else one is made."""
    amends: str | None = None
    """The plan that it is a later text of; else that is recognised."""
    as_new: bool = False
    """It is a plan of its own, though it is like one that is there."""
    leave: frozenset[str] = frozenset()
    """Keys and numbers of the tasks that a later text is not to change."""
    on: date | None = None
    """The day from which a later text holds; else today."""
    doubtful: bool = False
    """A plan that may be read wrongly in much is taken in as it was read."""
    conclude: bool | None = None
    """Whether a plan whose period is over is concluded; ``None`` where nobody has said."""
    naming: Naming = AS_TYPED
    """What names that were typed in review, and are near to a unit's, stand for."""

    def check_documents(self, count: int) -> None:
        """Raise OnePlanError where a code was given for several documents."""
        if self.code is not None and count > 1:
            raise OnePlanError("--code", count)

    def check_plans(self, count: int) -> None:
        """Raise OnePlanError where one plan is named, and a document holds several."""
        self.check_documents(count)
        if self.amends is not None and count > 1:
            raise OnePlanError("--amends", count)


UNDECIDED = Decisions()
"""Where nothing was decided beforehand."""
