"""What a ledger can start from: the readings of real plans that come with the program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dutytrack.domain.plan.model import Period
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _
from dutytrack.seedfiles import seed_path
from dutytrack.services.plans.files import read_plan_file


class SeedNotFoundError(DutyTrackError):
    """There is no seed of this name; those there are are listed."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(_("no seed {name}; there are: {known}"), name=name, known=", ".join(known) or "-")


class SeedFileError(DutyTrackError):
    """A seed file does not say what it should."""

    def __init__(self, path: str, what: str) -> None:
        super().__init__(_("{path}: {what}"), path=path, what=what)


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


def seed_file(name: str) -> Path:
    """The file of the seed's plan ``name``; raises SeedNotFoundError, which lists those there are."""
    path = next((path for path in _files() if path.stem == name), None)
    if path is None:
        raise SeedNotFoundError(name, [path.stem for path in _files()])
    return path


def _files() -> list[Path]:
    return sorted(seed_path("plans").glob("*.json"))
