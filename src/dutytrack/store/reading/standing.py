"""How one task stands on a day, before something is done about it: its first day, its status, who has a part in it.

What a single act is checked against and what thousands of reports are: each is one look-up by an index.
"""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from dutytrack.domain.acts import FIRST_STATUS, STATUS_BY_WORK, Status, status_after
from dutytrack.store.facts.duties import ASKS_FOR_REPORT, IS_OWED, met_on
from dutytrack.store.facts.kept import LAST_DAY
from dutytrack.store.facts.members import TABLES
from dutytrack.store.facts.parties import FIRST_UNIT, PARTIES, holds, speaks
from dutytrack.store.facts.tasks import FIRST_DAY_OF_ACTS, FIRST_DAY_OF_PLAN, latest_act, worked_on_since
from dutytrack.store.query.selection import ROLE_RANK
from dutytrack.store.reading.answering import Answering, answering
from dutytrack.store.sql.dialect import Reader, among, listed
from dutytrack.store.sql.records import day_of

_TASK = f"SELECT t.id, t.key, t.title, t.plan_id, {FIRST_DAY_OF_ACTS} FROM task t WHERE t.key = :key"
_PLAN = f"SELECT {FIRST_DAY_OF_PLAN} FROM plan p WHERE p.id = :plan_id"
_FIRST = FIRST_UNIT.format(task=":task_id")
_LATEST = f'WITH RECURSIVE {PARTIES} SELECT a.kind, a."on" {latest_act(":task_id", _FIRST)}'
_WORKED_ON = f"WITH RECURSIVE {PARTIES} SELECT {worked_on_since(':task_id', _FIRST)}"
_ANSWERS = f"""
    WITH RECURSIVE {PARTIES} SELECT {speaks("a", _FIRST)} FROM (SELECT :unit_id AS unit_id, :as_of AS "on") a
"""
_ASSIGNED = f"""
    SELECT s.unit_id, s.role FROM assignment s WHERE s.task_id = :task_id ORDER BY {ROLE_RANK}, s.position, s.id
"""
_CALLED = f"""
    SELECT u.id FROM unit u WHERE u.name = :name UNION SELECT n.unit_id FROM unit_name n
    WHERE n.name = :name AND {holds("n")}
"""
_OCCURRENCES = f"""
    WITH RECURSIVE {TABLES}
    SELECT o.id, o.duty_id, o.due, {{met_on}}, {ASKS_FOR_REPORT}, {IS_OWED}
    FROM occurrence o WHERE o.task_id = :task_id ORDER BY o.due, o.id
"""
_OCCURRENCES_OF_ALL = _OCCURRENCES.format(met_on=met_on(_FIRST))
_OCCURRENCES_OF_ONE = _OCCURRENCES.format(met_on=met_on(_FIRST, ":member"))
_DUTIES = """
    SELECT y.id, y.text, t.title || char(10) || t.text FROM duty y JOIN task t ON t.id = y.task_id
    WHERE y.task_id = :task_id ORDER BY y.id
"""
_CLAIMED = f"""
    WITH RECURSIVE {PARTIES}
    SELECT (SELECT MAX(a."on") FROM action a
            WHERE a.task_id = :task_id AND a.kind = 'submitted' AND a."on" <= :as_of AND {speaks("a", _FIRST)}),
           (SELECT MAX(r."on") FROM progress_report r
            WHERE r.task_id = :task_id AND r."on" <= :as_of AND {speaks("r", _FIRST)}),
           (SELECT MAX(x."on") FROM measurement x
            WHERE x.task_id = :task_id AND x."on" <= :as_of AND {speaks("x", _FIRST)}),
           EXISTS (SELECT 1 FROM supervision_order o WHERE o.task_id = :task_id AND o."on" <= :as_of)
"""
_CHECKED = f"""
    SELECT v.result, v."on" FROM verification v WHERE v.task_id = :task_id AND v."on" <= :as_of
    AND (v.unit_id IS NULL OR v.unit_id {among(":units")})
    ORDER BY v."on" DESC, v.id DESC LIMIT 1
"""


class StandingTask(NamedTuple):
    """A task that something is to be done about."""

    id: int
    key: str
    title: str
    plan_id: int | None
    first_day: date
    """The day from which something can be done about it."""


class Standing(NamedTuple):
    """The status of a task, with the act that gave it."""

    status: Status
    kind: str | None
    """Of the act; ``None`` where no act gave it."""
    since: date | None


_UNTOUCHED = Standing(FIRST_STATUS, None, None)


class Part(NamedTuple):
    """A unit's part in a task."""

    id: int
    """The unit's."""
    name: str
    role: str
    first: bool
    """Whether it answers first: the first lead, else the first responsible unit, or a member of such a collective."""
    whole: bool
    """Whether it is a collective whose members are known, and so answers through them."""


class Occurrence(NamedTuple):
    """A time at which a recurring duty falls due."""

    id: int
    duty_id: int
    due: date
    met_on: date | None
    reports: bool = False
    """Whether its duty is one to report."""
    owed: bool = True
    """Whether it is asked of anybody."""

    @property
    def is_missing(self) -> bool:
        """Whether it is asked for and was not met."""
        return self.owed and self.met_on is None


class Claims(NamedTuple):
    """What was claimed of a task, and ordered about it: the latest day of each."""

    submitted: str | None
    reported: str | None
    measured: str | None
    ordered: bool


def task_called(connection: Reader, key: str) -> StandingTask | None:
    """The task of ``key``, in capitals."""
    row = connection.execute(_TASK, {"key": key}).fetchone()
    return StandingTask._make((*row[:4], date.fromisoformat(row[4]))) if row else None


def plan_first_day(connection: Reader, plan_id: int | None) -> date:
    """The day from which a plan is there; always, where it says nothing of its own time."""
    (day,) = connection.execute(_PLAN, {"plan_id": plan_id}).fetchone()
    return date.fromisoformat(day) if day else date.min


def standing(connection: Reader, task_id: int, on: date | None = None) -> Standing:
    """The status of a task on a day; without one, after all that was done about it."""
    as_of = on.isoformat() if on else LAST_DAY
    asked = {"task_id": task_id, "as_of": as_of}
    row = connection.execute(_LATEST, asked).fetchone()
    if row:
        return Standing(status_after([row[0]]), row[0], date.fromisoformat(row[1]))
    (since,) = connection.execute(_WORKED_ON, asked).fetchone()
    return Standing(STATUS_BY_WORK, None, date.fromisoformat(since)) if since else _UNTOUCHED


def answers_for(connection: Reader, task_id: int, unit_id: int | None, on: date) -> bool:
    """Whether what ``unit_id`` does on a day moves the task: it answers first, or speaks for who does."""
    asked = {"task_id": task_id, "unit_id": unit_id, "as_of": on.isoformat()}
    return bool(connection.execute(_ANSWERS, asked).fetchone()[0])


class Parts:
    """Who has a part in tasks: units assigned, members of collectives, and the successors of either."""

    def __init__(self, connection: Reader) -> None:
        self._connection = connection
        self._answering: dict[date, Answering] = {}
        self._called: dict[tuple[str, date], frozenset[int]] = {}
        """The units that go by a name on a day: thousands of reports come from a few of them."""

    def answering(self, on: date) -> Answering:
        """Who answers for whom on a day, as it was when it was first asked."""
        if on not in self._answering:
            self._answering[on] = answering(self._connection, as_of=on)
        return self._answering[on]

    def of(self, task_id: int, on: date) -> list[Part]:
        """Everyone with a part in a task on a day, by role and as printed; a unit once, in its first role."""
        who = self.answering(on)
        parts: dict[int, Part] = {}
        assigned: Sequence[tuple[int, str]] = self._connection.execute(_ASSIGNED, {"task_id": task_id}).fetchall()
        for place, (unit, role) in enumerate(assigned):
            first = place == 0 and role != "participating"
            successor, units = who.successor(unit), who.units(unit)
            for one in dict.fromkeys((successor, *units)):
                whole = one == successor and units != (successor,)
                parts.setdefault(one, Part(one, who.names[one], role, first, whole))
        return list(parts.values())

    def called(self, task_id: int, name: str, on: date) -> list[Part]:
        """Those with a part in a task who go by ``name`` on a day."""
        asked = name, on
        if asked not in self._called:
            found = self._connection.execute(_CALLED, {"name": name, "as_of": on.isoformat()})
            self._called[asked] = frozenset(unit for (unit,) in found)
        units = self._called[asked]
        return [part for part in self.of(task_id, on) if part.id in units] if units else []


def occurrences(connection: Reader, task_id: int, member: int | None = None) -> list[Occurrence]:
    """The times at which the recurring duties of a task fall due, by day, with the day each was met.

    Of a ``member`` of the collective that answers first that on which it did it, or all. It needs ``lend_duties``.
    """
    sql = _OCCURRENCES_OF_ALL if member is None else _OCCURRENCES_OF_ONE
    rows = connection.execute(sql, {"task_id": task_id, "as_of": LAST_DAY, "member": member})
    return [
        Occurrence(row_id, duty_id, date.fromisoformat(due), day_of(met), bool(reports), bool(owed))
        for row_id, duty_id, due, met, reports, owed in rows
    ]


def duty_words(connection: Reader, task_id: int) -> dict[int, str]:
    """The recurring duties of a task in their order, by id, each in its own words."""
    from dutytrack.domain.progress.duties import words_of

    rows = connection.execute(_DUTIES, {"task_id": task_id})
    return {duty_id: words_of(printed, text) for duty_id, printed, text in rows}


def claims(connection: Reader, task_id: int, on: date) -> Claims:
    """What those who answer for a task claimed of it by a day."""
    return Claims(*connection.execute(_CLAIMED, {"task_id": task_id, "as_of": on.isoformat()}).fetchone())


def latest_check(connection: Reader, task_id: int, on: date, units: Collection[int]) -> tuple[str, str] | None:
    """What the latest check by a day came to, of the task as a whole or of one of ``units``, and its day."""
    asked = {"task_id": task_id, "as_of": on.isoformat(), "units": listed(units)}
    found: tuple[str, str] | None = connection.execute(_CHECKED, asked).fetchone()
    return found
