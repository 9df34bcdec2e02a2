"""What leaders write (领导批示) on a task, a report or an order: numbered by year, answered by a unit within a limit.

The answer is a report on the task that goes up to the leader (报批); the leader reads it and is satisfied (阅结), or
writes again, which is an instruction that follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from sqlmodel import col, select

from dutytrack.domain.acts import is_allowed
from dutytrack.domain.units.naming import AS_TYPED, Naming
from dutytrack.domain.words.choices import URGENCIES, chosen
from dutytrack.domain.words.supervision import INSTRUCTION_WORDS
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _
from dutytrack.services.desk import Desk, not_empty, row_id
from dutytrack.services.limits import LimitEnd, day_or_limit
from dutytrack.services.orders.numbers import INSTRUCTIONS, ORDERS, find_issued, next_number
from dutytrack.services.progress.evidence import StoredFile
from dutytrack.services.progress.reporting import NewReport, report_progress
from dutytrack.services.tasks.entering import NewTask, add_task
from dutytrack.services.tasks.finding import find_task
from dutytrack.services.tasks.parts import unit_with_part
from dutytrack.services.tasks.recording import check_day
from dutytrack.store.reading.instructions import state_of
from dutytrack.store.reading.standing import Part, Parts, StandingTask, standing
from dutytrack.store.settings.keys import get_setting
from dutytrack.store.tables.plans import Task, Unit
from dutytrack.store.tables.supervision import Instruction, InstructionStep, ProgressReport, SupervisionOrder

_OPEN = frozenset({"waiting", "overdue", "answered"})


class InstructionLimitError(DutyTrackError):
    """An instruction would have to be answered before it was written."""

    def __init__(self, on: date, due: date) -> None:
        super().__init__(_("an instruction of {on} can't be answered by {due}: that is before it"), on=on, due=due)


class OtherTaskError(DutyTrackError):
    """What an instruction is said to be written on belongs to another task."""

    def __init__(self, what: str, own: str, key: str) -> None:
        super().__init__(_("{what} is about {own}, not about {key}"), what=what, own=own, key=key)


class StepNotAllowedError(DutyTrackError):
    """As the instruction stands, that can't be done about it."""

    def __init__(self, mark: str, state: str) -> None:
        template = _("{mark} is {state}: that can't be done about it now")
        if state in {"waiting", "overdue"}:
            template = _(
                "{mark} has no answer yet, so its leader can't have read one: `dutytrack instruction answer` notes it, "
                "`dutytrack instruction withdraw` takes the instruction back"
            )
        super().__init__(template, mark=mark, state=_(INSTRUCTION_WORDS[state]))


class NobodyAnswersError(DutyTrackError):
    """What is reported with an answer has no unit that it would be of."""

    def __init__(self, mark: str, key: str) -> None:
        template = _(
            "{mark}: no unit answers for {key} yet, so there is no report to hold percentage or evidence; "
            "`dutytrack set {key} --lead UNIT` gives it one"
        )
        super().__init__(template, mark=mark, key=key)


class NoReportError(DutyTrackError):
    """The task has no report of that day."""

    def __init__(self, key: str, on: date) -> None:
        super().__init__(_("{key} has no report of {on}: `dutytrack show {key}` lists them"), key=key, on=on)


class WrittenOnLaterError(DutyTrackError):
    """An instruction was written on what came only after it."""

    def __init__(self, on: date, what: str, day: date) -> None:
        super().__init__(
            _("an instruction of {on} can't be written on {what}: that is of {day}"), on=on, what=what, day=day
        )


class BeforeInstructionError(DutyTrackError):
    """A day lies before the instruction, or before what was done about it last."""

    def __init__(self, mark: str, last: date, on: date) -> None:
        super().__init__(
            _("{mark}: the last that is known of it is of {last}; {on} is before that"), mark=mark, last=last, on=on
        )


@dataclass(frozen=True, slots=True)
class NewInstruction:
    """What a leader wrote."""

    leader: str
    text: str
    on: date
    urgency: str = "ordinary"
    """One of ``URGENCIES``, in any of its spellings."""
    due: date | None = None
    """By when it is to be answered; as ``within`` or the class has it where it is left out."""
    within: str | None = None
    """Such as ``5wd``, counted from ``on``."""
    unit: str | None = None
    """Who answers it; the one that answers first for the task where none is named."""
    order: str | None = None
    """The order that it was written on, by its number."""
    report: date | None = None
    """The day of the report that it was written on."""
    follows: str | None = None
    """The instruction to whose answer it was written, by its number."""


@dataclass(frozen=True, slots=True)
class NotedInstruction:
    """An instruction that was noted down."""

    mark: str
    key: str
    title: str
    unit: str | None
    due: LimitEnd
    settled: str | None = None
    """The mark of the instruction that it follows, which it settles."""


@dataclass(frozen=True, slots=True)
class EnteredTask:
    """An instruction with the task that was entered because of it."""

    instruction: NotedInstruction
    new_units: tuple[str, ...]
    """Units that were not in the ledger before."""


@dataclass(frozen=True, slots=True)
class NotedStep:
    """What was done about an instruction."""

    mark: str
    key: str
    leader: str
    unit: str | None
    on: date
    due: date
    reported: bool = False
    """Whether the answer stands among the task's reports too."""

    @property
    def late(self) -> bool:
        """Whether it was done after the day."""
        return self.on > self.due


def note_instruction(desk: Desk, key: str, new: NewInstruction) -> NotedInstruction:
    """Note what a leader wrote about a task.

    Raises:
        EmptyFieldError: the leader's name or the text is empty.
        UnknownChoiceError: the class is none of ``URGENCIES``.
        FutureDateError, BeforeTaskError, InstructionLimitError, BeforeInstructionError: a day can't be.
        NoPartError: the unit has no part in the task.
        NotIssuedError, OtherTaskError: there is no such order, report or instruction about the task.
    """
    task = find_task(desk, key)
    check_day(desk, task, new.on)
    return _noted(desk, task, new, _limit(desk, new), new_task=False)


def note_with_task(desk: Desk, new: NewInstruction, task: NewTask, *, naming: Naming = AS_TYPED) -> EnteredTask:
    """Enter the task that a leader's instruction is the source of, due with it, and note the instruction about it.

    Raises what ``add_task`` and ``note_instruction`` raise.
    """
    desk.check_has_come(new.on)
    limit = _limit(desk, new)
    wanted = replace(
        task,
        kind="instruction",
        start=new.on,
        due=limit.end.day,
        source=task.source or _("instruction of {leader}, {on}").format(leader=new.leader, on=new.on),
    )
    added = add_task(desk, wanted, naming=naming)
    found = find_task(desk, added.key)
    return EnteredTask(_noted(desk, found, new, limit, new_task=True), added.new_units)


def answer_instruction(
    desk: Desk, mark: str, text: str, on: date, *, percent: float | None = None, evidence: Sequence[StoredFile] = ()
) -> NotedStep:
    """Note that a unit's report on an instruction goes up to the leader (报批).

    It is a report on the task, too, for as long as reports are taken of that. Raises EmptyFieldError (the answer is
    empty), FutureDateError, BeforeInstructionError (the day can't be), StepNotAllowedError (it is settled or
    withdrawn), and what ``report_progress`` raises.
    """
    found = _at_hand(desk, mark, on)
    said = not_empty("text", text)
    task = desk.session.get_one(Task, found.task_id)
    unit = desk.session.get_one(Unit, found.unit_id) if found.unit_id is not None else None
    report = None
    if unit is None and (percent is not None or evidence):
        raise NobodyAnswersError(found.mark, task.key)
    if unit is not None and is_allowed("reported", standing(desk.rows, found.task_id, on).status):
        new = NewReport(task.key, on, unit.name, percent, text=said, by=desk.by, files=tuple(evidence))
        report = report_progress(desk, new).id
    return _step(desk, found, "answered", on, said, report)


def settle_instruction(desk: Desk, mark: str, on: date, note: str = "") -> NotedStep:
    """Note that the leader has read the answer and asks for nothing more (阅结).

    Raises StepNotAllowedError (nobody has answered, or it is over), FutureDateError, BeforeInstructionError.
    """
    found = _at_hand(desk, mark, on, frozenset({"answered"}))
    return _step(desk, found, "closed", on, note)


def withdraw_instruction(desk: Desk, mark: str, on: date, reason: str) -> NotedStep:
    """Take an instruction back that nobody has to answer any more; what was done about it stays.

    Raises EmptyFieldError (there is no reason), StepNotAllowedError (it is over), FutureDateError,
    BeforeInstructionError.
    """
    found = _at_hand(desk, mark, on)
    return _step(desk, found, "withdrawn", on, not_empty("reason", reason))


class _Limit(NamedTuple):
    """By when an instruction is to be answered."""

    urgency: str
    end: LimitEnd
    within: str | None
    """What that was counted by."""


def _limit(desk: Desk, new: NewInstruction) -> _Limit:
    urgency = chosen("class", new.urgency, URGENCIES)
    limits = dict(zip(URGENCIES, get_setting(desk.rows, "instruction_limits").split(), strict=True))
    within = new.within or (limits[urgency] if new.due is None else None)
    end = day_or_limit(desk, new.due, within, new.on)
    assert end is not None
    if end.day < new.on:
        raise InstructionLimitError(new.on, end.day)
    return _Limit(urgency, end, within)


def _who_answers(desk: Desk, task: StandingTask, new: NewInstruction) -> Part | None:
    """Who answers an instruction: who is named, else who answers first, be it a collective as a whole."""
    if new.unit:
        return unit_with_part(desk, task, new.unit, on=new.on)
    first = [part for part in Parts(desk.rows).of(task.id, new.on) if part.first]
    of_its_own = [part for part in first if not part.whole]
    return next(iter(of_its_own if len(of_its_own) == 1 else [part for part in first if part.whole]), None)


def _noted(desk: Desk, task: StandingTask, new: NewInstruction, limit: _Limit, *, new_task: bool) -> NotedInstruction:
    unit = _who_answers(desk, task, new)
    before = _followed(desk, task, new)
    mark, number = next_number(desk, INSTRUCTIONS, new.on)
    row = Instruction(
        task_id=task.id,
        unit_id=unit.id if unit else None,
        year=new.on.year,
        number=number,
        mark=mark,
        leader=not_empty("leader", new.leader),
        on=new.on,
        text=not_empty("text", new.text),
        urgency=limit.urgency,
        due=limit.end.day,
        within=limit.within,
        new_task=new_task,
        order_id=_order_of(desk, task, new),
        report_id=_report_of(desk, task, new),
        follows_id=row_id(before) if before else None,
        by=desk.by or None,
    )
    desk.session.add(row)
    if before is not None:
        _step(desk, before, "closed", new.on, mark)
    name, settled = unit.name if unit else None, before.mark if before else None
    return NotedInstruction(mark, task.key, task.title, name, limit.end, settled)


def _followed(desk: Desk, task: StandingTask, new: NewInstruction) -> Instruction | None:
    """The instruction that the leader wrote again about, which is settled by that."""
    if not new.follows:
        return None
    before = _at_hand(desk, new.follows, new.on)
    if before.task_id != task.id:
        raise OtherTaskError(before.mark, desk.session.get_one(Task, before.task_id).key, task.key)
    return before


def _order_of(desk: Desk, task: StandingTask, new: NewInstruction) -> int | None:
    if not new.order:
        return None
    order: SupervisionOrder = find_issued(desk, ORDERS, new.order)
    if order.on > new.on:
        raise WrittenOnLaterError(new.on, order.mark, order.on)
    if order.task_id != task.id:
        raise OtherTaskError(order.mark, desk.session.get_one(Task, order.task_id).key, task.key)
    return row_id(order)


def _report_of(desk: Desk, task: StandingTask, new: NewInstruction) -> int | None:
    on = new.report
    if on is None:
        return None
    if on > new.on:
        raise WrittenOnLaterError(new.on, _("the report"), on)
    query = select(ProgressReport).where(col(ProgressReport.task_id) == task.id, col(ProgressReport.on) == on)
    found = desk.session.exec(query.order_by(col(ProgressReport.id).desc())).first()
    if found is None:
        raise NoReportError(task.key, on)
    return row_id(found)


def _at_hand(desk: Desk, mark: str, on: date, states: frozenset[str] = _OPEN) -> Instruction:
    """The instruction of ``mark``, about which something can be done on a day."""
    found = find_issued(desk, INSTRUCTIONS, mark)
    desk.check_has_come(on)
    query = select(col(InstructionStep.on)).where(col(InstructionStep.instruction_id) == found.id)
    last = max([found.on, *desk.session.exec(query).all()])
    if on < last:
        raise BeforeInstructionError(found.mark, last, on)
    state = state_of(desk.rows, row_id(found), on)
    if state not in states:
        raise StepNotAllowedError(found.mark, state)
    return found


def _step(desk: Desk, found: Instruction, kind: str, on: date, text: str, report_id: int | None = None) -> NotedStep:
    step = InstructionStep(
        instruction_id=row_id(found),
        task_id=found.task_id,
        kind=kind,
        on=on,
        text=text,
        report_id=report_id,
        by=desk.by or None,
    )
    desk.session.add(step)
    task = desk.session.get_one(Task, found.task_id)
    unit = desk.session.get_one(Unit, found.unit_id).name if found.unit_id is not None else None
    return NotedStep(found.mark, task.key, found.leader, unit, on, found.due, reported=report_id is not None)
