"""Enter a task without a plan; mend what was read wrongly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from dutytrack.domain.plan.model import ROLES, Role
from dutytrack.domain.units.names import split_names
from dutytrack.domain.units.naming import AS_TYPED, Naming
from dutytrack.domain.words.choices import TASK_KINDS, meant
from dutytrack.services.desk import Desk, NothingToChangeError, ReasonMissingError, not_empty, row_id
from dutytrack.services.limits import LimitEnd, day_or_limit
from dutytrack.services.tasks.assigning import assign_units
from dutytrack.services.tasks.deadlines import DatedDeadline, dated_deadlines, deadline_on, printed_date
from dutytrack.services.tasks.errors import (
    DeadlineNotFoundError,
    DoubleDeadlineError,
    ExtendedDeadlineError,
    SeveralDeadlinesError,
    StartAfterDueError,
    UnknownTaskKindError,
)
from dutytrack.services.tasks.finding import find_task, next_number, task_deadlines
from dutytrack.services.units.finding import register_of
from dutytrack.services.units.naming import place_of, units_named
from dutytrack.services.units.register import UnitRegister
from dutytrack.store.tables.plans import Action, Deadline, Plan, Task, Unit

KIND_LETTERS: Mapping[str, str] = {"instruction": "LD", "meeting": "HY", "other": "QT"}
"""The kinds of task that no plan lays down, with the letters of their keys: 领导批示, 会议议定事项, 其他."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """Unit names by role, in the order that counts; ``None`` leaves a role as it is."""

    lead: Sequence[str] | None = None
    responsible: Sequence[str] | None = None
    participating: Sequence[str] | None = None

    def of(self, role: Role) -> tuple[str, ...] | None:
        """The names in ``role``, one each, without blanks and doubles; a text may name several (``甲局、乙局``)."""
        texts: Sequence[str] | None = getattr(self, role)
        if texts is None:
            return None
        return tuple(dict.fromkeys(name for text in texts for name in split_names(text)))


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task without a plan, to be entered."""

    title: str
    kind: str = "other"
    """One of ``KIND_LETTERS``."""
    sharing: Sharing = Sharing()
    due: date | None = None
    start: date | None = None
    source: str | None = None
    text: str = ""
    leader: str | None = None
    within: str | None = None
    """The limit that ``due`` is counted by, such as ``5wd`` from the day it starts."""


@dataclass(frozen=True, slots=True)
class AddedTask:
    """A task that was entered."""

    key: str
    title: str
    new_units: tuple[str, ...]
    """Units that were not in the ledger before."""
    due: LimitEnd | None = None


@dataclass(frozen=True, slots=True)
class TaskChanges:
    """What to change; ``None`` leaves a field as it is."""

    title: str | None = None
    due: date | None = None
    deadline: date | None = None
    """Which of several deadlines ``due`` replaces."""
    start: date | None = None
    leader: str | None = None
    """Persons named, joined by 、; empty for none."""
    sharing: Sharing = Sharing()


@dataclass(frozen=True, slots=True)
class ChangedTask:
    """A task that was mended."""

    key: str
    fields: tuple[str, ...]
    """The names of the fields that are different now."""
    new_units: tuple[str, ...]
    """Units that were not in the ledger before."""


def add_task(desk: Desk, new: NewTask, *, naming: Naming = AS_TYPED) -> AddedTask:
    """Enter a task without a plan; it starts on its ``start``, else today (or when it is due, where that is past).

    It is assigned (交办) and there from the day it is entered, even where it starts later. Its key is made of the
    kind, the year and a number that is never used again: ``LD26-1``. Its units are those of the desk's place; without
    one, of the ledger's own. Raises EmptyFieldError (the title is blank), UnknownTaskKindError (its kind is none of
    ``KIND_LETTERS``), StartAfterDueError (it would be due before it starts), TwoLimitsError (it has both a date and a
    limit), DateError (the limit counts no days ahead).
    """
    kind = meant(new.kind, TASK_KINDS)
    if kind not in KIND_LETTERS:
        raise UnknownTaskKindError(new.kind, KIND_LETTERS)
    session, today = desk.session, desk.today
    end = day_or_limit(desk, new.due, new.within, new.start or today)
    due = end.day if end else None
    first = new.start or min(today, due or today)
    if due is not None and due < first:
        raise StartAfterDueError(first, due)
    task = _numbered(session, kind, first)
    task.title, task.text, task.source, task.leader = (
        _one_line(new.title), new.text, new.source or None, new.leader or None
    )  # fmt: skip
    session.add(task)
    session.flush()
    session.add(Action(task_id=task.id, kind="assigned", on=min(first, today)))
    if due is not None:
        session.add(_set_deadline(task, due, new.within or ""))
    names = naming.read(name for role in ROLES for name in new.sharing.of(role) or ())
    register = UnitRegister(session, place_of(desk, names, naming))
    wanted = _wanted(new.sharing, naming)
    _share(session, task, wanted, units_named(register, _names(wanted), naming, on=first))
    return AddedTask(task.key, task.title, tuple(unit.name for unit in register.created), end)


def set_task(desk: Desk, key: str, changes: TaskChanges, *, reason: str, naming: Naming = AS_TYPED) -> ChangedTask:
    """Mend what was read or typed wrongly; moving an agreed date is an extension and another act.

    Raises ReasonMissingError (``reason`` is blank), SeveralDeadlinesError, DeadlineNotFoundError, DoubleDeadlineError
    (``due`` needs another ``deadline``), EmptyFieldError (the title would be blank), StartAfterDueError (it would start
    after the last of its dates), NothingToChangeError (everything is so already).
    """
    session = desk.session
    found = find_task(desk, key)
    if not reason.strip():
        raise ReasonMissingError(found.key)
    task = session.get_one(Task, found.id)
    changed = _set_words(task, changes)
    if changes.due is not None and _set_due(session, task, changes.due, changes.deadline):
        changed.append("due")
    _check_start(session, task, changes.due)
    register = register_of(desk, found)
    wanted = _wanted(changes.sharing, naming)
    changed += _share(session, task, wanted, units_named(register, _names(wanted), naming, on=desk.today))
    if not changed:
        raise NothingToChangeError(task.key)
    session.add(task)
    return ChangedTask(task.key, tuple(changed), tuple(unit.name for unit in register.created))


def _numbered(session: Session, kind: str, start: date) -> Task:
    prefix = f"{KIND_LETTERS[kind]}{start.year % 100:02d}"
    number = next_number(session, prefix)
    return Task(key=f"{prefix}-{number}", number=number, title="", kind=kind, start=start)


def _one_line(title: str) -> str:
    """``title`` without line breaks and outer spaces; a blank one is refused."""
    return not_empty("title", " ".join(title.split()))


def _set_words(task: Task, changes: TaskChanges) -> list[str]:
    wanted: dict[str, object] = {}
    if changes.title is not None:
        wanted["title"] = _one_line(changes.title)
    if changes.start is not None:
        wanted["start"] = changes.start
    if changes.leader is not None:
        wanted["leader"] = changes.leader.strip() or None
    changed = [field for field, value in wanted.items() if getattr(task, field) != value]
    for field in changed:
        setattr(task, field, wanted[field])
    return changed


def _set_due(session: Session, task: Task, due: date, which: date | None) -> bool:
    """Set the deadline meant to ``due``; returns whether that changed anything."""
    rows = task_deadlines(session, task.id)
    dated = dated_deadlines(session, rows)
    row = _deadline_meant(task, rows, dated, which)
    if any(one.row is not row and due in {one.current, one.original} for one in dated):
        raise DoubleDeadlineError(task.key, due)
    if row is None:
        session.add(_set_deadline(task, due))
        return True
    if printed_date(row) == due:
        return False
    if row.printed is None:
        row.date = due
    else:
        for act in _amendments(session, row):
            act.to_date = due
        row.printed = due
    row.precision, row.origin = "day", "set"
    session.add(row)
    return True


def _amendments(session: Session, row: Deadline) -> Sequence[Action]:
    """The acts by which the last text of the plan moved a deadline."""
    moved = select(Action).where(col(Action.deadline_id) == row.id, col(Action.to_date) == row.printed)
    return session.exec(moved.where(col(Action.kind) == "extended")).all()


def _check_start(session: Session, task: Task, due: date | None) -> None:
    """Refuse a task whose own start is after the last of its dates, and a new date before it starts with its plan."""
    dated = dated_deadlines(session, task_deadlines(session, task.id))
    last = max((one.current for one in dated), default=None)
    if task.start is not None and last is not None and last < task.start:
        raise StartAfterDueError(task.start, last)
    plan = session.get(Plan, task.plan_id) if task.plan_id is not None else None
    first = task.start or (plan.start or plan.issued if plan is not None else None)
    if due is not None and first is not None and due < first:
        raise StartAfterDueError(first, due)


def _deadline_meant(
    task: Task, rows: Sequence[Deadline], dated: Sequence[DatedDeadline], which: date | None
) -> Deadline | None:
    """The deadline to set: the one of ``which``, else the only one; ``None`` where the task has none.

    Raises ExtendedDeadlineError (another date holds in its place since, so setting it would change nothing that is
    seen).
    """
    named = next(iter(dated), None) if which is None else deadline_on(which, dated)
    if which is not None and named is None:
        raise DeadlineNotFoundError(task.key, which, [one.current for one in dated])
    if which is None and len(rows) > 1:
        raise SeveralDeadlinesError(task.key, [one.current for one in dated] + [None] * (len(rows) - len(dated)))
    if named is None:
        return rows[0] if rows else None
    if named.current != named.original:
        raise ExtendedDeadlineError(task.key, named.original, named.current)
    return named.row


def _set_deadline(task: Task, due: date, text: str = "") -> Deadline:
    return Deadline(task_id=row_id(task), position=0, date=due, precision="day", origin="set", text=text)


def _wanted(sharing: Sharing, naming: Naming) -> dict[Role, tuple[str, ...]]:
    """The names of each role that ``sharing`` says something of, as they are meant."""
    return {role: naming.read(names) for role in ROLES if (names := sharing.of(role)) is not None}


def _names(wanted: Mapping[Role, Iterable[str]]) -> Iterator[str]:
    return (name for names in wanted.values() for name in names)


def _share(session: Session, task: Task, wanted: Mapping[Role, Iterable[str]], units: Mapping[str, Unit]) -> list[str]:
    """Give each role of ``wanted`` those units and no others; returns the roles that changed."""
    return [role for role, names in wanted.items() if assign_units(session, task, role, [(units[n], n) for n in names])]
