"""Amend a plan: what a later text of it changes is written, keys, progress and history stay."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import col, func, select

from dutytrack.domain.acts import ENDED
from dutytrack.domain.plan.model import ROLES, ParsedPlan, ParsedTask, Period
from dutytrack.domain.review.amendment import PlanDifference, TaskChange
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _
from dutytrack.services.desk import Desk, row_id
from dutytrack.services.plans.amended_rows import amend_deadlines, amend_duties, amend_figures, amend_phases
from dutytrack.services.plans.differences import plan_difference
from dutytrack.services.plans.documents import ReadPlan
from dutytrack.services.plans.errors import BeforeLastAmendmentError
from dutytrack.services.plans.rows import lines_in, source_row, task_row, task_words, write_tasks
from dutytrack.services.plans.units import LEDGER_DOUBTS, PlanUnits, units_of_plan
from dutytrack.services.tasks.assigning import assign_units
from dutytrack.services.tasks.finding import find_plan, find_task, next_number
from dutytrack.services.tasks.recording import Happening, record_act
from dutytrack.services.units.register import UnitRegister
from dutytrack.store.reading.standing import standing
from dutytrack.store.tables.plans import Action, Plan, Task, Unit
from dutytrack.store.tables.supervision import Amendment


class NothingAmendedError(DutyTrackError):
    """The later text changes nothing of the plan, or all that it changes was left out."""

    def __init__(self, code: str) -> None:
        super().__init__(_("{code}: this text changes nothing"), code=code)


@dataclass(frozen=True, slots=True)
class AmendedPlan:
    """What an amendment wrote."""

    code: str
    title: str | None
    source: str
    difference: PlanDifference
    """What the text changes, what was left out included."""
    changed: int
    """Tasks that stand on with changes."""
    added: tuple[str, ...]
    """Keys of new tasks."""
    dropped: tuple[str, ...]
    """Keys of tasks marked as dropped."""
    restored: tuple[str, ...]
    """Keys of tasks that had been dropped before and stand again."""
    closed_before: tuple[str, ...]
    """Keys of tasks that the text drops and that were closed already: they stay closed."""
    left: tuple[str, ...]
    """Keys (numbers, for new tasks) of changes that were not accepted."""


def amend_plan(
    desk: Desk, read: ReadPlan, *, code: str, on: date | None = None, leave: Collection[str] = ()
) -> AmendedPlan:
    """Write what ``read`` changes of the plan of ``code``, but for the tasks whose key or number is in ``leave``.

    Tasks keep their keys; new ones get the next numbers; those that are gone from the text are dropped by an act of
    the day ``on`` (today where not given), from which all of it holds. The document is kept beside the one before.
    Raises NothingAmendedError (nothing changes), FutureDateError (the day has not come), BeforeLastAmendmentError.
    """
    plan = find_plan(desk, code)
    _check_day(desk, plan, on or desk.today)
    difference = plan_difference(desk, code, read.parsed, on).difference
    taken = [change for change in difference.changes if change.is_same or not change.is_named(leave)]
    left = [change for change in difference.changes if not change.is_same and change.is_named(leave)]
    if not difference.own and all(change.is_same for change in taken):
        raise NothingAmendedError(plan.code)
    run = _Amending(desk, plan, read, on or desk.today)
    run.write(taken, left)
    return AmendedPlan(
        code=plan.code,
        title=plan.title,
        source=read.document.name,
        difference=difference,
        changed=sum(not change.is_same and change.before is not None and change.after is not None for change in taken),
        left=tuple(change.key or change.ref for change in left),
        **{fate: tuple(keys) for fate, keys in run.fates.items()},
    )


def _check_day(desk: Desk, plan: Plan, on: date) -> None:
    """Refuse a day that has not come, or that is before the one from which the text before holds."""
    desk.check_has_come(on)
    last = desk.session.exec(select(func.max(Amendment.on)).where(col(Amendment.plan_id) == plan.id)).one()
    if last is not None and on < last:
        raise BeforeLastAmendmentError(plan.code, on, last)


class _Amending:
    """One amendment on its way into the ledger."""

    def __init__(self, desk: Desk, plan: Plan, read: ReadPlan, on: date) -> None:
        self.desk, self.session = desk, desk.session
        self.plan = plan
        self.parsed = read.parsed
        self.source = source_row(desk.session, read.document)
        self.act = Happening("extended", on, _("amended by {name}").format(name=read.document.name))
        self.before = plan.source_id
        tasks = desk.session.exec(select(Task).where(col(Task.plan_id) == plan.id)).all()
        self.rows = {task.key: task for task in tasks}
        self.fates: dict[str, list[str]] = {"added": [], "dropped": [], "restored": [], "closed_before": []}
        """Keys by what became of the tasks, named as in ``AmendedPlan``."""

    def write(self, taken: Sequence[TaskChange], left: Sequence[TaskChange]) -> None:
        """Write the plan's own fields, then what is taken; what is left stands as in the document before."""
        untouched = [change.before.key for change in left if change.before]
        gone = [key for key in self.rows if key not in {change.key for change in taken if change.after}]
        for task in (self.rows[key] for key in {*untouched, *gone}):
            if task.source_id is None:
                task.source_id = self.before
                self.session.add(task)
        self._write_plan()
        read = [(change, change.after) for change in taken if change.after]
        register = UnitRegister(self.session, self.plan.jurisdiction or "")
        tasks = tuple(task for _change, task in read)
        named = units_of_plan(register, replace(self.parsed, tasks=tasks), today=self.desk.today)
        new = []
        for (change, _read), parsed in zip(read, named.tasks, strict=True):
            if change.before is None:
                new.append(parsed)
            else:
                self._change(self.rows[change.before.key], change, parsed, named.by_name)
        for change in taken:
            if change.before is not None and change.after is None:
                self._drop(self.rows[change.before.key])
        self._add(replace(named, tasks=tuple(new)))

    def _write_plan(self) -> None:
        """The plan's fields that the text states anew; its day of issue stays that of the first text."""
        plan, parsed = self.plan, self.parsed
        first, last = lines_in(parsed.lines, self.source)
        plan.title, plan.issuer = parsed.title or plan.title, parsed.issuer or plan.issuer
        plan.doc_no = parsed.doc_no or plan.doc_no
        plan.start = parsed.period.start or plan.start
        self._move_end(parsed.period.end or plan.end)
        plan.source_id, plan.first_line, plan.last_line = self.source.id, first, last
        self.session.add(plan)
        amend_phases(self.session, plan, parsed)
        amend_figures(self.session, parsed.indicators, self.act.on, plan_id=row_id(plan))
        row = Amendment(plan_id=row_id(plan), on=self.act.on, doc_no=parsed.doc_no, note=self.act.note)
        row.source_id, row.previous_source_id = self.source.id, self.before
        self.session.add(row)
        self.session.flush()

    def _move_end(self, end: date | None) -> None:
        """Let the plan end on another day; until the day of the amendment it ended as it did."""
        plan = self.plan
        if end != plan.end:
            moved = Action(plan_id=plan.id, kind="amended", on=self.act.on, to_date=plan.end, note=self.act.note)
            moved.by = self.desk.by or None
            self.session.add(moved)
            plan.end = end

    def _change(self, row: Task, change: TaskChange, task: ParsedTask, units: dict[str, Unit]) -> None:
        """Bring a task that stands on to what the text says; its place in the document is that of the new one."""
        before = f"{row.title}\n{row.text}"
        stands = "restored" in change.kinds or standing(self.desk.rows, row_id(row)).status not in ENDED
        doubts = [problem for problem in row.problems if problem["code"] in LEDGER_DOUBTS]
        for name, value in task_words(task, self.source).items():
            setattr(row, name, value)
        if "units" not in change.kinds:
            row.problems = [*row.problems, *doubts]
        row.source_id = None
        self.session.add(row)
        if "restored" in change.kinds:
            self._act(row, "restored")
            self.fates["restored"].append(row.key)
        if "units" in change.kinds:
            for role in ROLES:
                named = [(units[mention.name], mention.raw) for mention in task.units(role)]
                assign_units(self.session, row, role, named)
        if "deadline" in change.kinds and stands:
            amend_deadlines(self.desk, row, task.deadlines, self.act)
        if "figures" in change.kinds and stands:
            amend_figures(self.session, task.indicators, self.act.on, task_id=row_id(row))
        if stands:
            amend_duties(self.session, row, task, self._whole(), before, today=self.desk.today, on=self.act.on)
        if not change.is_same:
            self._note(row)

    def _whole(self) -> ParsedPlan:
        """The text with the plan's period as it stands now, over which recurring duties are laid out."""
        issued = self.plan.issued or self.parsed.issued
        return replace(self.parsed, issued=issued, period=Period(self.plan.start, self.plan.end))

    def _drop(self, row: Task) -> None:
        if standing(self.desk.rows, row_id(row)).status == "closed":
            self.fates["closed_before"].append(row.key)
            return
        self._act(row, "omitted")
        self.fates["dropped"].append(row.key)

    def _note(self, row: Task) -> None:
        """Leave in a task's history the day from which it is another."""
        changed = Action(task_id=row.id, kind="amended", on=self.act.on, by=self.desk.by or None, note=self.act.note)
        self.session.add(changed)

    def _act(self, row: Task, kind: str) -> None:
        record_act(self.desk, find_task(self.desk, row.key), Happening(kind, self.act.on, self.act.note))

    def _add(self, named: PlanUnits) -> None:
        if not named.tasks:
            return
        first = next_number(self.session, self.plan.code)
        rows = [task_row(self.plan, number, task, self.source) for number, task in enumerate(named.tasks, start=first)]
        for row in rows:
            row.since = self.act.on
        write_tasks(self.session, rows, named, self._whole(), today=self.desk.today)
        self.fates["added"] += [row.key for row in rows]
