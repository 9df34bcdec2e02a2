"""What a ledger can start from: the readings of real plans that come with the program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlmodel import Session

from dutytrack.domain.plan import Period
from dutytrack.seedfiles import seed_path
from dutytrack.services.decisions import Decisions
from dutytrack.services.desk import Desk
from dutytrack.services.errors import SeedNotFoundError
from dutytrack.services.intake import read_plan_file
from dutytrack.services.taking_in import Written, take_in, write


@dataclass(frozen=True, slots=True)
class SeedPlan:
    """A plan that comes with the program."""

    name: str
    """What ``seed load`` takes."""
    title: str | None
    jurisdiction: str | None
    period: Period
    tasks: int


def seed_plans() -> tuple[SeedPlan, ...]:
    """Every plan of the seed, by name."""
    return tuple(
        SeedPlan(path.stem, plan.title, plan.jurisdiction, plan.period, len(plan.tasks))
        for path in _files()
        for plan in read_plan_file(path).plans
    )


def load_seed(session: Session, *, name: str, today: date) -> Sequence[Written]:
    """Import the seed's plan ``name``; one that the ledger holds already is left as it is, and said so.

    Raises:
        SeedNotFoundError: there is no such seed; those there are are listed.
    """
    path = next((path for path in _files() if path.stem == name), None)
    if path is None:
        raise SeedNotFoundError(name, [path.stem for path in _files()])
    decisions = Decisions()
    return write(Desk(session, today), take_in(read_plan_file(path).reads, decisions), decisions)


def _files() -> list[Path]:
    return sorted(seed_path("plans").glob("*.json"))
