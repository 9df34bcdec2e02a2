"""What a report is checked against, read row by row in plain SQL: thousands of reports are one command."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dutytrack.domain.acts import FIRST_STATUS, STATUS_GIVING, Status, is_allowed, status_after
from dutytrack.domain.units.names import tidy_name
from dutytrack.services.desk import Desk
from dutytrack.services.errors import ActNotAllowedError, BeforeTaskError, FutureDateError
from dutytrack.services.progress.errors import OccurrenceMetError, OccurrenceNotFoundError
from dutytrack.services.tasks.finding import find_task
from dutytrack.services.tasks.parts import unit_with_part
from dutytrack.store.facts.supervision import TABLES
from dutytrack.store.tables.plans import Task

_TASK = """
    SELECT t.id, t.key, t.title, COALESCE(
        (SELECT MIN(COALESCE(p.start, p.issued), COALESCE(p.issued, p.start)) FROM plan p WHERE p.id = t.plan_id),
        CASE WHEN t.plan_id IS NULL THEN
            (SELECT MIN(COALESCE(t.start, MIN(a."on")), COALESCE(MIN(a."on"), t.start)) FROM action a
             WHERE a.task_id = t.id) END)
    FROM task t WHERE t.key = :key
"""
_LATEST = f"""
    SELECT a.kind, a."on" FROM action a
    WHERE a.task_id = :task_id AND a.kind IN ({", ".join(f"'{kind}'" for kind in STATUS_GIVING)}) AND a."on" <= :on
    ORDER BY a."on" DESC, a.id DESC LIMIT 1
"""
_HAS_ACTS = f"""
    SELECT 1 FROM action a
    WHERE a.task_id = :task_id AND a.kind IN ({", ".join(f"'{kind}'" for kind in STATUS_GIVING)}) LIMIT 1
"""
_PART = f"""
    WITH RECURSIVE {TABLES}, part(id) AS (
        SELECT s.unit_id FROM assignment s WHERE s.task_id = :task_id
        UNION SELECT p.part_id FROM assignment s JOIN party p ON p.unit_id = s.unit_id WHERE s.task_id = :task_id)
    SELECT u.id, u.name FROM unit u
    WHERE u.id IN (SELECT id FROM part) AND u.id NOT IN (SELECT unit_id FROM heir) AND (u.name = :name OR EXISTS (
        SELECT 1 FROM unit_name n WHERE n.unit_id = u.id AND n.name = :name
        AND COALESCE(n.valid_from, '') <= :as_of AND COALESCE(n.valid_to, '9999-12-31') >= :as_of))
    LIMIT 2
"""
_OCCURRENCES = """
    SELECT o.id, o.duty_id, o.due, (SELECT MIN(k."on") FROM
        (SELECT m."on" FROM action m WHERE m.task_id = o.task_id AND m.occurrence_id = o.id AND m.kind = 'met'
         UNION ALL SELECT r."on" FROM progress_report r WHERE r.occurrence_id = o.id) k)
    FROM occurrence o WHERE o.task_id = :task_id ORDER BY o.due, o.id
"""


@dataclass(frozen=True, slots=True)
class DeskTask:
    """A task that is reported on."""

    id: int
    key: str
    title: str
    first_day: date
    """The day it is there from."""


@dataclass(frozen=True, slots=True)
class DueDuty:
    """An occurrence of a recurring duty."""

    id: int
    duty_id: int
    due: date
    met_on: date | None


class ReportDesk:
    """Looks up what reports of one command are about; knows what the command itself has done so far."""

    def __init__(self, desk: Desk) -> None:
        self.session = desk.session
        self.today = desk.today
        self._rows = desk.rows
        self._tasks: dict[str, DeskTask] = {}
        self._started: set[int] = set()
        self._met: dict[int, date] = {}

    def task(self, key: str) -> DeskTask:
        """The task of ``key``, written in any case.

        Raises:
            TaskNotFoundError: there is none; the nearest key is named.
        """
        wanted = key.strip().upper()
        if wanted not in self._tasks:
            row = self._rows.execute(_TASK, {"key": wanted}).fetchone()
            if row is None:
                find_task(self.session, key)
            task_id, own_key, title, first = row
            day = date.fromisoformat(first) if first else date.min
            self._tasks[wanted] = DeskTask(task_id, own_key, title, day)
        return self._tasks[wanted]

    def check_day(self, task: DeskTask, on: date) -> None:
        """Refuse a day that has not come, or on which ``task`` was not there yet."""
        if on > self.today:
            raise FutureDateError(on, self.today)
        if on < task.first_day:
            raise BeforeTaskError(task.key, on, task.first_day)

    def check_status(self, task: DeskTask, kind: str, on: date) -> Status:
        """The status of ``task`` on the day of an act of ``kind``.

        Raises:
            ActNotAllowedError: it does not allow the act.
        """
        row = self._rows.execute(_LATEST, {"task_id": task.id, "on": on.isoformat()}).fetchone()
        status = FIRST_STATUS if row is None else status_after([row[0]])
        if not is_allowed(kind, status):
            raise ActNotAllowedError(task.key, kind, status, date.fromisoformat(row[1]) if row else None)
        return status

    def starts(self, task: DeskTask) -> bool:
        """Whether nothing has given ``task`` a status yet; from then on something has."""
        if task.id in self._started:
            return False
        self._started.add(task.id)
        return self._rows.execute(_HAS_ACTS, {"task_id": task.id}).fetchone() is None

    def unit(self, task: DeskTask, name: str | None, on: date) -> tuple[int, str]:
        """The id and name of the unit that goes by ``name`` and has a part in ``task``; without a name the first.

        Raises:
            NoPartError: it has none; those who have are named.
            UnitToNameError: nobody was named and not just one unit answers first.
        """
        if name is not None:
            asked = {"task_id": task.id, "name": tidy_name(name), "as_of": on.isoformat()}
            found = self._rows.execute(_PART, asked).fetchall()
            if len(found) == 1:
                return int(found[0][0]), str(found[0][1])
        unit = unit_with_part(self.session, self.session.get_one(Task, task.id), name, on=on)
        assert unit.id is not None
        return unit.id, unit.name

    def occurrence(self, task: DeskTask, on: date, named: date | None) -> DueDuty | None:
        """The occurrence that something done on ``on`` meets: the one ``named``, else the one whose window holds it.

        An occurrence's window begins after the one before; one that is met already is passed over.

        Raises:
            OccurrenceNotFoundError: none is due on the day named.
            OccurrenceMetError: the one named is met already.
        """
        duties = [self._duty(*row) for row in self._rows.execute(_OCCURRENCES, {"task_id": task.id})]
        found = self._named(task, duties, named) if named is not None else _holding(duties, on)
        if found is not None:
            self._met[found.id] = on
        return found

    def _named(self, task: DeskTask, duties: list[DueDuty], named: date) -> DueDuty:
        due = [duty for duty in duties if duty.due == named]
        if not due:
            raise OccurrenceNotFoundError(task.key, named, [duty.due for duty in duties])
        found = next((duty for duty in due if duty.met_on is None), due[0])
        if found.met_on is not None:
            raise OccurrenceMetError(task.key, named, found.met_on)
        return found

    def _duty(self, row_id: int, duty_id: int, due: str, met_on: str | None) -> DueDuty:
        met = self._met.get(row_id) or (date.fromisoformat(met_on) if met_on else None)
        return DueDuty(row_id, duty_id, date.fromisoformat(due), met)


def _holding(duties: list[DueDuty], on: date) -> DueDuty | None:
    """The earliest unmet occurrence in whose window ``on`` lies: at most one of each duty."""
    nearest: dict[int, DueDuty] = {}
    for duty in duties:
        if duty.due >= on:
            nearest.setdefault(duty.duty_id, duty)
    return min((duty for duty in nearest.values() if duty.met_on is None), key=lambda duty: duty.due, default=None)
