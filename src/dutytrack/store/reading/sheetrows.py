"""What units are asked to report on: each task at work with those who answer for it, and where it stands."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from dutytrack.domain.progress.series import pointers, series_of
from dutytrack.domain.progress.share import Kind, guess_kind
from dutytrack.domain.query.parsing import Query
from dutytrack.store.facts.claims import stands
from dutytrack.store.facts.deadlines import is_laid_down
from dutytrack.store.facts.figures import last_measured
from dutytrack.store.facts.pace import AT_WORK
from dutytrack.store.facts.parties import FIRST_UNIT, PARTIES, holds
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import ROLE_RANK, Selection
from dutytrack.store.reading.answering import answering
from dutytrack.store.reading.keys import unit_names
from dutytrack.store.reading.unitorder import office_ranks
from dutytrack.store.sql.dialect import Reader, Rows, among, listed
from dutytrack.store.sql.records import grouped, records

_ASSIGNED = f"""
    SELECT s.task_id, s.unit_id, s.role FROM assignment s WHERE s.task_id {among(":ids")}
    ORDER BY s.task_id, {ROLE_RANK}, s.position, s.id
"""
_MEMBERS = f"""
    SELECT b.collective_id, b.unit_id FROM unit_member b
    WHERE {holds("b")} ORDER BY b.id
"""
_REPORTED = f"""
    SELECT r.task_id, r.unit_id, r.percent FROM progress_report r
    WHERE r.task_id {among(":ids")} AND r."on" <= :as_of AND r.percent IS NOT NULL
    AND {stands("report", "r")} ORDER BY r."on", r.id
"""
_INDICATORS = f"""
    WITH RECURSIVE {PARTIES} SELECT i.task_id, i.name, i.op, i.value AS target, i.unit, i.due,
           (SELECT x.value {last_measured(FIRST_UNIT.format(task="i.task_id"))}) AS actual, i.freq, i.kind
    FROM indicator i WHERE i.task_id {among(":ids")} AND {is_laid_down("i")} ORDER BY i.task_id, i.position, i.id
"""


class AskedFigure(NamedTuple):
    """A figure that is asked for: of a series the stage that the day lies in."""

    name: str
    op: str
    target: float
    unit: str
    """What it is counted in."""
    due: date | None
    actual: float | None
    """The latest measurement."""
    freq: str | None = None
    """How often it comes again."""
    kind: Kind = "level"
    pointer: str = ""
    """How it is named where others of the task bear its name."""


class AskedReport(NamedTuple):
    """One unit's part in one task, to be reported on."""

    unit: str
    key: str
    title: str
    role: str
    due: date | None
    percent: float | None
    """What the unit reported last, and was not sent back."""
    figures: tuple[AskedFigure, ...]
    answers: bool
    """Whether it answers first, alone or as a member of the collective that does: only then can it hand the task in."""


class _Part(NamedTuple):
    """A unit in a task or a collective."""

    unit_id: int
    role: str = ""


class _Task(NamedTuple):
    id: int
    key: str
    title: str
    due: date | None


def asked_reports(look: Look, query: Query | str, *, everyone: bool = False) -> list[AskedReport]:
    """What is asked about the tasks of ``query`` that are at work on a day, by unit as the office has them and task.

    Asked are the lead units, where there is none the responsible ones, ``everyone`` asks all who have a part. A
    collective whose members are known is asked through them, a unit that another has succeeded through that one.
    Figures are asked from the first unit alone.
    """
    selection = Selection(look, query)
    wanted = selection.from_where(AT_WORK, reads_task=True)
    rows = selection.execute(f"SELECT t.id, t.key, t.title, f.due {wanted} ORDER BY t.plan_id, t.number")
    tasks = records(rows, _Task)
    asked = _Asked(look.connection, tasks, look.as_of)
    found = [one for task in tasks for one in asked.of_task(task, everyone=everyone)]
    ranks = office_ranks(look.connection, unit_names(look.connection))
    return sorted(found, key=lambda one: ranks[one.unit])


class _Asked:
    """Who is asked for what, looked up for many tasks at once."""

    def __init__(self, connection: Reader, tasks: Sequence[_Task], as_of: date) -> None:
        def ask(sql: str) -> Rows:
            parameters = {"ids": listed(task.id for task in tasks), "as_of": as_of.isoformat()}
            return connection.execute(sql, parameters)

        self._as_of = as_of
        self._who = answering(connection, as_of=as_of)
        self._members = grouped(ask(_MEMBERS), _Part)
        self._assigned = grouped(ask(_ASSIGNED), _Part)
        self._reported = {(task, unit): percent for task, unit, percent in ask(_REPORTED)}
        self._figures = grouped(ask(_INDICATORS), AskedFigure)

    def of_task(self, task: _Task, *, everyone: bool) -> Iterator[AskedReport]:
        assigned = self._assigned[task.id]
        first = [part for part in assigned[:1] if part.role != "participating"]
        asking = {part.role for part in (assigned if everyone else first)}
        wanted = [part for part in reversed(assigned) if part.role in asking]
        units = {unit: part.role for part in wanted for unit in self._parties(part.unit_id)}
        answers = [unit for part in first for unit in self._parties(part.unit_id)]
        for place, (unit, role) in enumerate(reversed(units.items())):
            percent = self._reported.get((task.id, unit))
            figures = self._figures_of(task.id) if place == 0 else ()
            yield AskedReport(
                self._who.names[unit], task.key, task.title, role, task.due, percent, figures, unit in answers
            )

    def _parties(self, unit: int) -> list[int]:
        """Who answers for ``unit`` on the day, the last first: its members where they are known, else its heir."""
        members = [self._who.successor(member.unit_id) for member in self._members[unit]]
        return list(dict.fromkeys(members))[::-1] or [self._who.successor(unit)]

    def _figures_of(self, task_id: int) -> tuple[AskedFigure, ...]:
        """One of each series of the task's figures, each with what points at it and at no other."""
        rows = self._figures[task_id]
        found = [one._replace(kind=one.kind or guess_kind(one.name, one.op, one.unit)) for one in rows]
        figures = [one._replace(pointer=pointer) for one, pointer in zip(found, pointers(found), strict=True)]
        series = sorted(series_of(figures), key=min)
        return tuple(_under_way([figures[place] for place in stages], self._as_of) for stages in series)


def _under_way(stages: Sequence[AskedFigure], as_of: date) -> AskedFigure:
    """Of a series the first stage that is not over, else the last."""
    dated = sorted((one for one in stages if one.due is not None), key=lambda one: one.due or date.max)
    return next((one for one in dated if one.due is not None and one.due >= as_of), dated[-1] if dated else stages[0])
