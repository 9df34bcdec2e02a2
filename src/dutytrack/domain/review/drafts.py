"""A task under review: as it was read, as it stands, and what is doubtful about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dutytrack.domain.plan.model import ROLES, ParsedTask
from dutytrack.domain.plan.problems import Problem
from dutytrack.domain.review.amendment import TaskChange
from dutytrack.domain.review.answers import Answer, answers
from dutytrack.domain.review.fields import TASK_FIELDS, shown

_FIELDS_OF: Mapping[str, tuple[str, ...]] = {
    "deadline": ("deadlines",), "indicator": ("indicators",), "label": ("ref",), "text": ("text", "title"),
    "units": ROLES, **{role: (role, *ROLES) for role in ROLES},
}  # fmt: skip
"""By the field of a problem: the fields whose change settles it, the likest first; else the field itself does."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One task under review."""

    id: int
    read: ParsedTask
    """As read, or as joining and cutting left it."""
    task: ParsedTask
    """As it stands."""
    dropped: bool = False
    added: bool = False
    """Not in the document's reading at all."""
    marked: bool = False
    """Looked at and found right."""
    left_over: bool = False
    """Lines that nothing was read from: left out, until somebody makes a task of them."""
    answered: ParsedTask | None = None
    """As read, with the answers that were taken of its doubts; ``None`` where none was."""
    change: TaskChange | None = None
    """What it changes of a task of the ledger, as it was read; ``None`` in a plan that is new."""
    refused: bool = False
    """The task of the ledger is left as it is."""

    @property
    def stands(self) -> bool:
        """Whether it is a task of the ledger too."""
        return self.change is not None and self.change.before is not None

    @property
    def is_gone(self) -> bool:
        """Whether it is a task of the ledger alone, which the later text has no more."""
        return self.change is not None and self.change.after is None

    @property
    def is_changed(self) -> bool:
        """Whether taking it changes the ledger's plan."""
        return self.change is not None and not self.change.is_same

    @property
    def refused_fields(self) -> frozenset[str]:
        """The fields that a later text changes and that stay as they are in the ledger."""
        if self.change is None or self.change.before is None or self.change.after is None:
            return frozenset()
        before, names = self.change.before.task, (one.field for one in self.change.fields)
        return frozenset(name for name in names if self.refused or getattr(self.task, name) == getattr(before, name))

    @property
    def is_left_over(self) -> bool:
        """Whether nothing was read from it, and nobody has made a task of it."""
        return self.left_over and self.dropped

    @property
    def is_waiting(self) -> bool:
        """Whether somebody has to say what becomes of it: it was left over, and not waved through yet."""
        return self.is_left_over and not self.marked

    @property
    def is_doubtful(self) -> bool:
        """Whether somebody should look at it."""
        is_new_to_the_ledger = self.is_changed and not self.marked and not self.refused
        return self.is_waiting or is_new_to_the_ledger or (not self.dropped and self.doubts != ())

    @property
    def touched(self) -> frozenset[str]:
        """The fields that were changed."""
        return _differing(self.task, self.read)

    @property
    def doubts(self) -> tuple[Problem, ...]:
        """The doubts that no change has settled yet."""
        touched = _differing(self.task, self.answered or self.read)
        return tuple(problem for problem in self.task.problems if touched.isdisjoint(fields_of(problem)))

    @property
    def question(self) -> tuple[Problem, tuple[Answer, ...]] | None:
        """The first doubt that names its answer, and what it says; several where it is one of them."""
        told = ((problem, answers(self.task, problem)) for problem in self.doubts)
        return next((one for one in told if one[1]), None)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What the doubt of the ``question`` says; empty where there is none."""
        asked = self.question
        return () if asked is None else asked[1]


def fields_of(problem: Problem) -> tuple[str, ...]:
    """The fields whose change settles ``problem``, the one that it is about first."""
    return _FIELDS_OF.get(problem.field, (problem.field,))


def _differing(task: ParsedTask, other: ParsedTask) -> frozenset[str]:
    """The fields in which the two are shown otherwise."""
    if task == other:
        return frozenset()
    return frozenset(one.name for one in TASK_FIELDS if shown(task, one.name) != shown(other, one.name))
