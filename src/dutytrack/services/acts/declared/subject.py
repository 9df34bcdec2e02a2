"""What acts take from the task they are about: who has a part in it, which of its dates are open, what was asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dutytrack.domain.rules.ladder import Ladder
    from dutytrack.store.reading.detail import IndicatorRow, TaskDetail

Choice = tuple[str, str]
"""What is shown, and the value it stands for."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The task that an act is about, the ladder of the ledger's orders, and what today is."""

    detail: TaskDetail
    today: dt.date
    ladder: Ladder

    @property
    def key(self) -> str:
        """The task's key."""
        return self.detail.row.key


Default = Callable[[Subject], str]
"""What stands in a field before anything is entered."""
Choices = Callable[[Subject], Sequence[Choice]]
"""What a field is chosen from."""


def first_of(choices: Choices) -> Default:
    """The first of ``choices``, if there is one."""
    return lambda subject: next((value for _word, value in choices(subject)), "")


def today(subject: Subject) -> str:
    """Today."""
    return subject.today.isoformat()


def units(subject: Subject) -> Sequence[Choice]:
    """Everyone with a part in the task: its units, and the members of collectives."""
    names: dict[str, None] = {}
    for one in subject.detail.obligations:
        names.setdefault(one.unit)
        names.update((member.unit, None) for member in one.members)
    if not names:
        names.update((unit.name, None) for unit in subject.detail.units)
    return [(name, name) for name in names]


def first_unit(subject: Subject) -> str:
    """Who answers first, where that is one unit."""
    for one in subject.detail.obligations:
        if one.first:
            return one.members[0].unit if one.members else one.unit
    return first_of(units)(subject)


def unmet_dates(subject: Subject) -> Sequence[Choice]:
    """The dates still to be met, ascending."""
    days = sorted(row.current for row in subject.detail.deadlines if row.current and not row.met_on)
    return [(day.isoformat(), day.isoformat()) for day in days]


def indicators(subject: Subject) -> Sequence[Choice]:
    """The figures of the task, the stages of a series once, each with its target where others bear its name."""
    found: dict[str, str] = {}
    for one in subject.detail.indicators:
        found.setdefault(one.pointer, one.name if one.pointer == one.name else _with_target(one))
    return [(word, pointer) for pointer, word in found.items()]


def _with_target(one: IndicatorRow) -> str:
    target = f"{one.op} {one.value:g}{one.unit}"
    return "  ".join(filter(None, (one.pointer, target, one.due.isoformat() if one.due else "")))


def rungs(subject: Subject) -> Sequence[Choice]:
    """The rungs of the ladder, from the mildest up."""
    return [(rung.word, rung.name) for rung in subject.ladder.rungs]


def next_rung(subject: Subject) -> str:
    """The rung above that of the last order; the first where there was none, the last where that is the top."""
    orders = subject.detail.orders
    above = subject.ladder.after(orders[-1].position if orders else 0) or len(subject.ladder.rungs)
    return subject.ladder.rung(above).name


def grounds(subject: Subject) -> Sequence[Choice]:
    """The grounds on which a rung is reached without the one below."""
    found = {ground.name: ground.word for rung in subject.ladder.rungs for ground in rung.direct}
    return [(word, name) for name, word in found.items()]


def orders(subject: Subject) -> Sequence[Choice]:
    """The orders about the task, those without an answer first, the latest first."""
    latest = sorted(subject.detail.orders, key=lambda order: (bool(order.replies), -order.on.toordinal(), -order.id))
    return [(f"{order.mark}  {order.unit}  {order.on}", order.mark) for order in latest]


def instructions(subject: Subject) -> Sequence[Choice]:
    """The instructions about the task that are not over, those without an answer first, the earliest due first."""
    found = [one for one in subject.detail.instructions if one.is_open]
    found.sort(key=lambda one: (one.answered_on is not None, one.due))
    return [(f"{one.mark}  {one.leader}  {one.on}", one.mark) for one in found]


def answered_instructions(subject: Subject) -> Sequence[Choice]:
    """Those that were answered and wait for their leader."""
    answered = {one.mark for one in subject.detail.instructions if one.state == "answered"}
    return [(word, mark) for word, mark in instructions(subject) if mark in answered]


def wishes(subject: Subject) -> Sequence[Choice]:
    """The dates that undecided extensions wish, the latest first."""
    days = [one.wished.isoformat() for one in reversed(subject.detail.undecided)]
    return [(day, day) for day in days]


def asked_late(subject: Subject) -> str:
    """Whether time that is asked for today is asked for late."""
    return "yes" if "" < first_of(unmet_dates)(subject) < subject.today.isoformat() else "no"
