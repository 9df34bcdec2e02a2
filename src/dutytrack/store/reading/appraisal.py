"""The dated facts of a period that an appraisal counts, unit by unit.

A date met counts on the day it was met, one that passed unmet on the date itself; so a date missed in one quarter and
met in the next is counted in both, once as overdue and once as late.
"""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from dutytrack.domain.acts import REVOKES, STATUS_GIVING
from dutytrack.domain.dates import Period
from dutytrack.domain.progress.emptiness import emptiness
from dutytrack.domain.progress.past import Period as FigureTime
from dutytrack.domain.query.parsing import Query
from dutytrack.domain.rules.appraisal import Assessed, Event, FactKind
from dutytrack.domain.words.roles import ROLES
from dutytrack.domain.words.supervision import RUNG_WORDS
from dutytrack.i18n import _
from dutytrack.store.facts.deadlines import MOVED_TO
from dutytrack.store.facts.duties import WAITS_UNTIL, lend_duties, met_on
from dutytrack.store.facts.orders import IS_REVOKED
from dutytrack.store.facts.pace import IS_UNDER_WAY
from dutytrack.store.facts.parties import FIRST_UNIT, PARTIES, speaks
from dutytrack.store.facts.supervision import asked_from
from dutytrack.store.facts.tasks import facts_source
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import Selection
from dutytrack.store.reading.answering import Answering, answering
from dutytrack.store.reading.missedfigures import missed_figures
from dutytrack.store.sql.dialect import Reader, among, listed, quoted

_day = date.fromisoformat

_MET_ON = (
    "(SELECT MIN(m.\"on\") FROM action m WHERE m.deadline_id = d.id AND m.task_id = d.task_id AND m.kind = 'met' "
    'AND m."on" <= :as_of)'
)
_BY_FIRST = speaks("r", FIRST_UNIT.format(task="f.task_id"))
"""Whether a report or check ``r`` is of who answers for the task."""
_WAS_WAIVED = (
    "EXISTS (SELECT 1 FROM action w WHERE w.task_id = f.task_id AND w.kind = 'closed' AND w.\"on\" = f.status_on "
    "AND (w.waived IS NOT NULL OR w.note LIKE '%waived (%' OR w.note LIKE '%豁免（%'))"
)
"""Whether a task was closed without what it wanted; earlier versions told that in the note."""
_IS_EARNED = f"""
    ('accepted' IS (SELECT r.result FROM verification r WHERE r.task_id = f.task_id AND {_BY_FIRST}
                    AND r."on" <= f.status_on ORDER BY r."on" DESC, r.id DESC LIMIT 1)
     AND NOT {_WAS_WAIVED})
"""
"""Whether a check accepted a closed task before it was closed, with nothing that it wanted waived."""
_DATES = f"""
    SELECT f.task_id, c.day, c.met, CASE WHEN f.status = 'closed' THEN f.done_on END, f.status, f.status_on,
           {_IS_EARNED}
    FROM {{facts}} f JOIN
         (SELECT d.task_id, COALESCE({MOVED_TO}, d.date) AS day, {_MET_ON} AS met FROM deadline d) c
         ON c.task_id = f.task_id
    WHERE f.exists_from <= :as_of AND c.day IS NOT NULL AND {{wanted}}
    UNION ALL
    SELECT f.task_id, f.last_due, NULL, CASE WHEN f.status = 'closed' THEN f.done_on END, f.status, f.status_on,
           {_IS_EARNED}
    FROM {{facts}} f, (SELECT 1) c
    WHERE f.exists_from <= :as_of AND f.last_due IS NOT NULL AND {{wanted_inherited}}
          AND NOT EXISTS (SELECT 1 FROM deadline d WHERE d.task_id = f.task_id AND d.date IS NOT NULL)
"""
_DONE_IN = "COALESCE({met}, CASE WHEN f.status = 'closed' THEN f.done_on END) BETWEEN :first AND :last"
_IS_PAST = (
    "COALESCE(f.concluded_on, '9999-12-31') >= MAX({day}, :first) "
    f"AND (({{day}} <= :as_of AND {{day}} < :today AND {IS_UNDER_WAY}) "
    "OR (f.status = 'submitted' AND {day} < f.status_on))"
)
"""Whether a day had passed unmet when the period was over, as ``overdue`` has it on the day after: handed in late it
stays so until it is closed."""
_WAS_AT_WORK = (
    "COALESCE(f.concluded_on, '9999-12-31') > {day} AND COALESCE((SELECT a.kind FROM action a "
    f'WHERE a.task_id = f.task_id AND a.kind IN ({quoted(STATUS_GIVING)}) AND a."on" < {{day}} '
    "ORDER BY a.\"on\" DESC, a.id DESC LIMIT 1), '') NOT IN ('closed', 'dropped', 'suspended')"
)
"""Whether a task was at work before a day: what it was opened again for later changes nothing of that."""
_DUTIES = f"""
    SELECT o.task_id, o.due FROM occurrence o JOIN {{facts}} f ON f.task_id = o.task_id
    WHERE o.due BETWEEN :first AND :last AND {WAITS_UNTIL} < :as_of AND f.exists_from <= o.due
          AND {_WAS_AT_WORK.format(day="o.due")}
          AND NOT COALESCE({met_on(FIRST_UNIT.format(task="o.task_id"))} <= o.due, FALSE)
"""
_PREVIOUS_DUE = "(SELECT MAX(b.due) FROM cadence_due b WHERE b.cadence_id = c.id AND b.due < d.due)"
_OVERTAKEN = (
    "EXISTS (SELECT 1 FROM cadence l WHERE l.plan_id IS c.plan_id AND l.unit_id IS c.unit_id "
    "AND l.start > c.start AND l.start <= d.due)"
)
_REPORTS_MISSED = f"""
    SELECT f.task_id, d.due
    FROM cadence_due d JOIN cadence c ON c.id = d.cadence_id
         JOIN {{facts}} f ON f.plan_id = c.plan_id OR (c.plan_id IS NULL AND f.first_unit_id = c.unit_id)
    WHERE d.due BETWEEN :first AND :last AND d.due < :as_of AND NOT {_OVERTAKEN}
          AND {asked_from("f")} < d.due AND {_WAS_AT_WORK.format(day="d.due")}
          AND NOT EXISTS (SELECT 1 FROM progress_report r WHERE r.task_id = f.task_id AND r."on" <= d.due
                          AND r."on" > COALESCE({_PREVIOUS_DUE}, '') AND {_BY_FIRST})
"""
_RETURNED = """
    SELECT v.task_id, v.unit_id, v."on" FROM verification v
    WHERE v.result = 'returned' AND v."on" BETWEEN :first AND :last AND v."on" <= :as_of
    UNION
    SELECT a.task_id, a.unit_id, a."on" FROM action a
    WHERE a.kind = 'returned' AND a.task_id IS NOT NULL AND a."on" BETWEEN :first AND :last AND a."on" <= :as_of
          AND NOT EXISTS (SELECT 1 FROM verification v
                          WHERE v.task_id = a.task_id AND v."on" = a."on" AND v.result = 'returned')
"""
_ORDERED = """
    SELECT o.task_id, o.unit_id, o."on", o.position, o.mark, o.rung FROM supervision_order o
    WHERE o."on" BETWEEN :first AND :last AND o."on" <= :as_of
"""
_UNANSWERED = f"""
    SELECT o.task_id, o.unit_id, o.reply_by, o.mark, o.rung FROM supervision_order o
    WHERE o.reply_by BETWEEN :first AND :last AND o.reply_by < :as_of
          AND NOT EXISTS (SELECT 1 FROM order_reply r WHERE r.order_id = o.id AND r."on" <= o.reply_by)
          AND NOT EXISTS (SELECT 1 FROM action a WHERE a.task_id = o.task_id AND a.kind IN ({quoted(REVOKES)})
                          AND a."on" BETWEEN o."on" AND o.reply_by AND {IS_REVOKED})
"""
_DATE_BEFORE = (
    "COALESCE((SELECT MAX(a.to_date) FROM action a WHERE a.task_id = e.task_id AND a.deadline_id = e.deadline_id "
    "AND a.kind = 'extended' AND a.to_date < e.granted_to), d.date)"
)
_EXTENDED = f"""
    SELECT e.task_id, e.unit_id, e.decided_on, e.granted_to, {_DATE_BEFORE}
    FROM extension e JOIN deadline d ON d.id = e.deadline_id
    WHERE e.decision = 'granted' AND e.decided_on BETWEEN :first AND :last AND e.decided_on <= :as_of
"""
_DATE_THEN = (
    "COALESCE((SELECT a.to_date FROM action a WHERE a.task_id = e.task_id AND a.deadline_id = e.deadline_id "
    'AND a.kind = \'extended\' AND a."on" < e.asked_on ORDER BY a."on" DESC, a.id DESC LIMIT 1), d.date)'
)
_ASKED_LATE = f"""
    SELECT e.task_id, e.unit_id, e.asked_on, {_DATE_THEN} FROM extension e JOIN deadline d ON d.id = e.deadline_id
    WHERE e.late AND e.asked_on BETWEEN :first AND :last AND e.asked_on <= :as_of
"""
_FEEDBACK = """
    SELECT r.task_id, r.unit_id, r."on", r.text,
           (SELECT p.text FROM progress_report p WHERE p.task_id = r.task_id AND p.unit_id = r.unit_id
            AND (p."on" < r."on" OR (p."on" = r."on" AND p.id < r.id)) ORDER BY p."on" DESC, p.id DESC LIMIT 1),
           EXISTS (SELECT 1 FROM evidence e WHERE e.report_id = r.id),
           EXISTS (SELECT 1 FROM measurement x WHERE x.report_id = r.id)
    FROM progress_report r WHERE r."on" BETWEEN :first AND :last AND r."on" <= :as_of ORDER BY r."on", r.id
"""


_AT_WORK = """
    SELECT f.task_id FROM {facts} f
    WHERE f.exists_from <= :as_of AND COALESCE(f.concluded_on, '9999-12-31') >= :first
          AND NOT (f.status IN ('closed', 'dropped', 'suspended') AND f.status_on < :first)
"""


class _Fact(NamedTuple):
    """A fact about a task; about one unit, or about everyone with a part in it."""

    kind: FactKind
    task_id: int
    on: date
    unit_id: int | None = None
    of_first: bool = False
    """Where no unit is named: about the one that answers first."""
    size: int = 1
    figures: Mapping[str, object] = {}
    earned: bool = True
    """Whether what is done counts in its favour: it was checked, and nothing waived."""


class Appraised(NamedTuple):
    """What happened in a period, and the units that had a task at work in it."""

    events: list[Event]
    units: set[Assessed]


def appraised(look: Look, period: Period, *, query: Query | str = "", early_days: int) -> Appraised:
    """What happened in ``period`` about the tasks of ``query``, as far as it is known on the day of ``look``.

    Units whose names don't say who they are are left out. Facts of months in which a task is exempt say so.
    """
    seen = _Period(look.connection, period, look.as_of)
    facts, at_work = list(seen.facts(early_days)), seen.at_work()
    if query:
        selection = Selection(look, query)
        wanted = {task for (task,) in selection.execute(f"SELECT f.task_id {selection.from_where()}")}
        facts, at_work = [fact for fact in facts if fact.task_id in wanted], at_work & wanted
    tasks = _Tasks(look.connection, {fact.task_id for fact in facts} | at_work)
    units = {unit for task in at_work for unit in tasks.units(task, seen.end)}
    return Appraised([event for fact in facts for event in tasks.events(fact)], units)


class _Period:
    """A period of a ledger, as known on a day."""

    def __init__(self, connection: Reader, period: Period, as_of: date) -> None:
        self._connection = connection
        lend_duties(connection)
        self._first, self.end = period.first, min(period.last, as_of)
        self._days = {"first": period.first.isoformat(), "last": period.last.isoformat(), "as_of": as_of.isoformat()}

    def at_work(self) -> set[int]:
        """The tasks that were at work in it."""
        return {task for (task,) in self._rows(_AT_WORK, as_of=self.end)}

    def facts(self, early_days: int) -> Iterator[_Fact]:
        """All facts of the period."""
        done = list(self._done(early_days))
        yield from done
        met = {(fact.task_id, fact.figures["due"]) for fact in done}
        dates = [fact for fact in self._overdue() if (fact.task_id, fact.figures["due"]) not in met]
        yield from dates
        missed: tuple[tuple[FactKind, str], ...] = (("duty-missed", _DUTIES), ("report-missed", _REPORTS_MISSED))
        for kind, sql in missed:
            for task, due in self._rows(sql):
                dates.append(_Fact(kind, task, _day(due), of_first=True, figures={"due": due}))
                yield dates[-1]
        counted = {(fact.task_id, fact.on) for fact in dates if fact.kind != "report-missed"}
        counted |= {(fact.task_id, _day(str(fact.figures["due"]))) for fact in done if fact.kind == "late"}
        yield from self._figures_missed(counted)
        for task, unit, on in self._rows(_RETURNED):
            yield _Fact("returned", task, _day(on), unit, of_first=True)
        for task, unit, on, position, mark, rung in self._rows(_ORDERED):
            yield _Fact("order", task, _day(on), unit, size=position, figures={"mark": mark, "rung": _rung(rung)})
        for task, unit, reply_by, mark, rung in self._rows(_UNANSWERED):
            seen = {"mark": mark, "rung": _rung(rung), "due": reply_by}
            yield _Fact("unanswered", task, _day(reply_by), unit, figures=seen)
        for task, unit, on, to, before in self._rows(_EXTENDED):
            size = (_day(to) - _day(before)).days
            yield _Fact("extension", task, _day(on), unit, of_first=True, size=size, figures={"due": to})
        for task, unit, on, due in self._rows(_ASKED_LATE):
            yield _Fact("extension-late", task, _day(on), unit, of_first=True, figures={"due": due})
        for task, unit, on, text, previous, evidence, figures in self._rows(_FEEDBACK):
            found = emptiness(text, previous=previous, evidence=bool(evidence), figures=bool(figures))
            if found:
                yield _Fact("empty-feedback", task, _day(on), unit, figures={"signs": "、".join(found.reasons)})

    def _done(self, early_days: int) -> Iterator[_Fact]:
        """Dates met in the period; a closing of it counts though the task was opened again afterwards."""
        wanted, inherited = _DONE_IN.format(met="c.met"), _DONE_IN.format(met="NULL")
        closed: dict[int, tuple[str, str, bool]] = {}
        met_dates: dict[tuple[int, str], str] = {}
        for as_of in sorted({self.end, _day(self._days["as_of"])}):
            rows = self._rows(_DATES, as_of=as_of, wanted=wanted, wanted_inherited=inherited)
            found: dict[int, tuple[str, str, bool]] = {}
            for task, day, met, done_on, _status, _on, earned in rows:
                if met is not None:
                    met_dates[task, day] = met
                elif task not in found or day < found[task][0]:
                    found[task] = (day, done_on, bool(earned))
            closed |= found
        yield from (_done(task, day, met, early_days) for (task, day), met in met_dates.items())
        for task, (day, done_on, earned) in closed.items():
            yield _done(task, day, done_on, early_days)._replace(earned=earned)

    def _figures_missed(self, counted: set[tuple[int, date]]) -> Iterator[_Fact]:
        """Stages and years of figures not reached in their time; one whose date or duty is ``counted`` is no second."""
        as_of = _day(self._days["as_of"])
        for task, figure, time in missed_figures(self._connection, _day(self._days["first"]), self.end, as_of):
            if time.end is not None and (task, time.end) not in counted:
                told = {"indicator": figure.name, "target": f"{time.target:g}{figure.unit}", "due": str(time.end)}
                told["actual"] = _there(figure.unit, time)
                yield _Fact("figure-missed", task, time.end, of_first=True, figures=told)

    def _overdue(self) -> Iterator[_Fact]:
        """Dates that had passed unmet at the period's end, in it or before."""
        wanted = _IS_PAST.format(day="c.day") + " AND c.met IS NULL"
        rows = self._rows(_DATES, as_of=self.end, wanted=wanted, wanted_inherited=_IS_PAST.format(day="f.last_due"))
        for task, day, _met, _done_on, status, status_on, _earned in rows:
            until = _day(status_on) if status == "submitted" else self.end
            on = max(_day(day), self._first)
            carried = _(" (carried over from an earlier period)") if _day(day) < self._first else ""
            yield _Fact("overdue", task, on, size=(until - _day(day)).days, figures={"due": day, "carried": carried})

    def _rows(self, sql: str, *, as_of: date | None = None, **parts: str) -> list[tuple[Any, ...]]:
        days = {**self._days, "today": self._days["as_of"]}
        if as_of is not None:
            days["as_of"] = as_of.isoformat()
        with_clause, facts = facts_source(self._connection, days["as_of"]) if "{facts}" in sql else ("", "")
        with_clause = with_clause or f"WITH RECURSIVE {PARTIES} "
        query = sql.format(facts=facts, **parts) if "{facts}" in sql else sql
        return self._connection.execute(with_clause + query, days).fetchall()


def _there(unit: str, time: FigureTime) -> str:
    """What was there of a figure at the end of its time; reached later, with the day on which it was."""
    if time.state != "late" or time.value is None:
        return f"{time.value or 0:g}{unit}"
    late = _("{value} on {day}").format(value=f"{time.value:g}{unit}", day=time.on)
    return late if time.in_time is None else f"{time.in_time:g}{unit} ({late})"


def _done(task: int, due: str, on: str, early_days: int) -> _Fact:
    """A date met: early, in time or late."""
    ahead = (_day(due) - _day(on)).days
    kind: FactKind = "late" if ahead < 0 else "early" if ahead >= early_days else "on-time"
    return _Fact(kind, task, _day(on), size=abs(ahead), figures={"due": due})


class _Tasks:
    """The tasks that facts are about: their names, kinds, units and exempt months."""

    def __init__(self, connection: Reader, ids: set[int]) -> None:
        tasks, wanted = {"ids": listed(ids)}, among(":ids")
        self._connection = connection
        self._by_day: dict[date, Answering] = {}
        self._units = {
            row[0]: Assessed(*row)
            for row in connection.execute("SELECT id, name, jurisdiction FROM unit WHERE NOT vague")
        }
        self._tasks: dict[int, tuple[str, str, str]] = {
            row[0]: row[1:]
            for row in connection.execute(f"SELECT id, key, title, kind FROM task WHERE id {wanted}", tasks)
        }
        self._assigned: dict[int, list[tuple[int, str]]] = {}
        for task, unit, role in connection.execute(
            f"SELECT task_id, unit_id, role FROM assignment WHERE task_id {wanted} ORDER BY position, id", tasks
        ):
            self._assigned.setdefault(task, []).append((unit, role))
        self._exempt: dict[tuple[int, str], str] = {
            (task, month[:7]): reason
            for task, month, reason in connection.execute(
                f"SELECT task_id, month, reason FROM exempt_month WHERE task_id {wanted}", tasks
            )
        }

    def events(self, fact: _Fact) -> Iterator[Event]:
        """``fact`` as it counts for each unit."""
        who = self._who(fact.on)
        roles = self._roles(fact.task_id, who)
        units = list(roles)
        if fact.unit_id is not None:
            units = [who.successor(fact.unit_id)]
        elif fact.of_first:
            units = self._first(fact.task_id, who)
        exempt = self._exempt.get((fact.task_id, fact.on.isoformat()[:7]))
        if not fact.earned and fact.kind in ("early", "on-time"):
            exempt = exempt or _("closed without an accepted check, or with something waived")
        key, title, level = self._tasks[fact.task_id]
        about = (level, key, title, fact.kind, fact.on, fact.size, fact.figures, exempt)
        yield from (Event(self._units[one], roles.get(one, "lead"), *about) for one in units if one in self._units)

    def units(self, task: int, on: date) -> Iterator[Assessed]:
        """The units that had a part in a task on a day."""
        yield from (self._units[one] for one in self._roles(task, self._who(on)) if one in self._units)

    def _who(self, on: date) -> Answering:
        if on not in self._by_day:
            self._by_day[on] = answering(self._connection, as_of=on)
        return self._by_day[on]

    def _roles(self, task: int, who: Answering) -> dict[int, str]:
        """The weightiest role of each unit."""
        roles: dict[int, str] = {}
        for unit, role in sorted(self._assigned.get(task, ()), key=lambda pair: ROLES.index(pair[1])):
            for one in who.units(unit):
                roles.setdefault(one, role)
        return roles

    def _first(self, task: int, who: Answering) -> list[int]:
        """The unit that answers first, or the members that it answers through."""
        for role in ROLES[:2]:
            for unit, own in self._assigned.get(task, ()):
                if own == role:
                    return list(who.units(unit))
        return []


def _rung(name: str) -> str:
    return _(RUNG_WORDS.get(name, name))
