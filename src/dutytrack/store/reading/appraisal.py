"""The dated facts of a period that an appraisal counts, unit by unit.

A date met counts on the day it was met or handed in, one that passed unmet on the date itself; so a date missed in one
quarter and met in the next is counted in both, once as overdue and once as late. What waits for the office is not
overdue.
"""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from dutytrack.domain.acts import STATUS_GIVING, TAKING_UP
from dutytrack.domain.dates import Period
from dutytrack.domain.progress.emptiness import emptiness
from dutytrack.domain.progress.past import Period as FigureTime
from dutytrack.domain.query.parsing import Query
from dutytrack.domain.rules.appraisal import Assessed, Event, FactKind, Load
from dutytrack.domain.words.roles import ROLES
from dutytrack.domain.words.supervision import RUNG_WORDS
from dutytrack.i18n import N_, _, clauses
from dutytrack.store.facts.deadlines import MOVED_TO
from dutytrack.store.facts.duties import WAITS_UNTIL, lend_duties, met_on
from dutytrack.store.facts.pace import IS_UNDER_WAY
from dutytrack.store.facts.parties import FIRST_UNIT, PARTIES, speaks
from dutytrack.store.facts.supervision import asked_from
from dutytrack.store.facts.tasks import facts_source
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import Selection
from dutytrack.store.reading.answering import Answering, answering, parts_done_by
from dutytrack.store.reading.missedfigures import missed_figures
from dutytrack.store.reading.orders import ORDER_STATE
from dutytrack.store.sql.dialect import Reader, among, listed, quoted
from dutytrack.store.sql.records import day_of

_day = date.fromisoformat

_TURNING = tuple(kind for kind in STATUS_GIVING if kind not in TAKING_UP)
"""The acts that give a task another status; to take up what is under way gives none."""
_MET_ON = (
    "(SELECT MIN(m.\"on\") FROM action m WHERE m.deadline_id = d.id AND m.task_id = d.task_id AND m.kind = 'met' "
    'AND m."on" <= :as_of)'
)
_FIRST = FIRST_UNIT.format(task="f.task_id")
_CHECKS = f"SELECT r.result FROM verification r WHERE r.task_id = f.task_id AND {speaks('r', _FIRST)}"
"""What checks of who answers for the task came to."""
_WAS_WAIVED = (
    "EXISTS (SELECT 1 FROM action w WHERE w.task_id = f.task_id AND w.kind = 'closed' AND w.\"on\" = f.status_on "
    "AND (w.waived IS NOT NULL OR w.note LIKE '%waived (%' OR w.note LIKE '%豁免（%'))"
)
"""Whether a task was closed without what it wanted; earlier versions told that in the note."""
_CLOSING_EARNS = f"""
    ('accepted' IS ({_CHECKS} AND r."on" <= f.status_on ORDER BY r."on" DESC, r.id DESC LIMIT 1) AND NOT {_WAS_WAIVED})
"""
"""Whether a check accepted a closed task before it was closed, with nothing that it wanted waived."""


def _claimed_since(table: str, kinds: str = "TRUE") -> str:
    """Whether something was claimed between a check ``r`` and the day on which a date ``c`` was marked as met."""
    return (
        f'EXISTS (SELECT 1 FROM {table} p WHERE p.task_id = f.task_id AND p."on" > r."on" AND p."on" <= c.met '
        f"AND {kinds} AND {speaks('p', _FIRST)})"
    )


_OTHER_DATE_MET = (
    "COALESCE((SELECT MAX(m.\"on\") FROM action m WHERE m.task_id = f.task_id AND m.kind = 'met' "
    "AND m.deadline_id <> c.id AND m.\"on\" < c.met), '')"
)
_MARK_EARNS = f"""
    (('accepted' IS ({_CHECKS} AND r."on" <= c.met AND r."on" > {_OTHER_DATE_MET}
                     AND NOT {_claimed_since("progress_report")} AND NOT {_claimed_since("measurement")}
                     AND NOT {_claimed_since("action", "p.kind = 'submitted'")}
                     ORDER BY r."on" DESC, r.id DESC LIMIT 1)
      OR 'accepted' IS ({_CHECKS} AND r."on" > c.met AND r."on" <= :as_of ORDER BY r."on", r.id LIMIT 1))
     AND NOT EXISTS (SELECT 1 FROM action w WHERE w.task_id = f.task_id AND w.deadline_id = c.id AND w.kind = 'met'
                     AND w.waived IS NOT NULL))
"""
"""Whether a check accepted what a date ``c`` was marked as met for, or the next one by ``:as_of`` did, with nothing
waived. One from before another date was met, or from before what was claimed last, says nothing of this one."""
_BY_REOPENING = """
    (EXISTS (SELECT 1 FROM action r WHERE r.task_id = {row}.task_id AND r.kind = 'reopened' AND r."on" <= :as_of)
     AND EXISTS (SELECT 1 FROM journal k JOIN journal j ON j.command = k.command AND j.entity = 'action'
                 JOIN action r ON CAST(r.id AS TEXT) = j.entity_id AND r.kind = 'reopened' AND r.task_id = {row}.task_id
                 WHERE k.entity = '{table}' AND k.entity_id = CAST({row}.id AS TEXT) AND k.before IS NULL))
"""
"""Whether a ``row`` was entered with the act that opened its task again: it gives a further date, and extends none."""
_IS_FURTHER = (
    f"({_BY_REOPENING.format(table='deadline', row='d')} OR EXISTS (SELECT 1 FROM action a WHERE a.task_id = d.task_id "
    "AND a.deadline_id = d.id AND a.kind = 'extended' AND a.\"on\" <= :as_of "
    f"AND {_BY_REOPENING.format(table='action', row='a')}))"
)
_DATE_HELD = (
    "COALESCE((SELECT b.to_date FROM action b WHERE b.task_id = a.task_id AND b.deadline_id = a.deadline_id "
    'AND b.kind = \'extended\' AND (b."on", b.id) < (a."on", a.id) ORDER BY b."on" DESC, b.id DESC LIMIT 1), d.date)'
)
_GIVEN_ANEW = f"""
    SELECT DISTINCT a.task_id, {_DATE_HELD} AS held, a."on", a.to_date
    FROM action a JOIN deadline d ON d.id = a.deadline_id
    WHERE a.kind = 'extended' AND a."on" <= :as_of AND {_BY_REOPENING.format(table="action", row="a")}
    ORDER BY a."on", held
"""
_HANDED_IN = (
    "(SELECT CASE a.kind WHEN 'submitted' THEN a.\"on\" END FROM action a WHERE a.task_id = f.task_id "
    f'AND a.kind IN ({quoted(_TURNING)}) AND a."on" <= c.met AND {speaks("a", _FIRST)} '
    'ORDER BY a."on" DESC, a.id DESC LIMIT 1)'
)
"""The day on which was handed in what a date ``c`` was marked as met for while it waited for the office."""
_STOOD = """
    SELECT f.task_id, f.status, f.status_on, CASE WHEN f.status = 'closed' THEN f.done_on END
    FROM {facts} f WHERE f.task_id IN (SELECT r.task_id FROM action r WHERE r.kind = 'reopened')
"""
_DATES = f"""
    SELECT f.task_id, c.day, c.met, CASE WHEN f.status = 'closed' THEN f.done_on END, f.status, f.status_on,
           CASE WHEN c.further THEN 'given' WHEN c.met IS NULL THEN CASE WHEN NOT {_CLOSING_EARNS} THEN 'closed' END
                WHEN NOT {_MARK_EARNS} THEN 'met' END, f.concluded_on, f.exists_from, {_HANDED_IN}
    FROM {{facts}} f JOIN
         (SELECT d.id, d.task_id, COALESCE({MOVED_TO}, d.date) AS day, {_MET_ON} AS met, {_IS_FURTHER} AS further
          FROM deadline d) c
         ON c.task_id = f.task_id
    WHERE f.exists_from <= :as_of AND c.day IS NOT NULL AND {{wanted}}
    UNION ALL
    SELECT f.task_id, f.last_due, NULL, CASE WHEN f.status = 'closed' THEN f.done_on END, f.status, f.status_on,
           CASE WHEN NOT {_CLOSING_EARNS} THEN 'closed' END, f.concluded_on, f.exists_from, NULL
    FROM {{facts}} f, (SELECT 1) c
    WHERE f.exists_from <= :as_of AND f.last_due IS NOT NULL AND {{wanted_inherited}}
          AND NOT EXISTS (SELECT 1 FROM deadline d WHERE d.task_id = f.task_id AND d.date IS NOT NULL)
"""
_DONE_IN = "COALESCE({met}, CASE WHEN f.status = 'closed' THEN f.done_on END) BETWEEN :first AND :last"
_IS_PAST = (
    "COALESCE(f.concluded_on, '9999-12-31') >= MAX({day}, :first) "
    f"AND {{day}} <= :as_of AND {{day}} < :today AND {IS_UNDER_WAY}"
)
"""Whether a day had passed unmet when the period was over, as ``overdue`` has it on the day after; but what was handed
in waits for the office, and the unit is not charged for its wait."""
_IS_HANDED_IN_LATE = (
    "f.status = 'submitted' AND {day} < f.status_on AND f.status_on BETWEEN :first AND :last "
    "AND COALESCE(f.concluded_on, '9999-12-31') >= f.status_on"
)
"""Whether what waited for the office when the period was over was handed in within it, after a day."""
_RESTING = ("submitted", "closed", "dropped", "suspended", "concluded")
"""The acts after which the units have nothing to do, be it for a time."""
_TURNS = f"""
    SELECT a.task_id, a."on" AS day, a.id AS act, a.kind, FALSE FROM action a
    WHERE a.task_id {among(":ids")} AND a.kind IN ({quoted(_TURNING)}) AND a."on" <= :as_of
          AND {speaks("a", FIRST_UNIT.format(task="a.task_id"))}
    UNION ALL
    SELECT t.id, a."on", a.id, a.kind, TRUE FROM action a JOIN task t ON t.plan_id = a.plan_id
    WHERE t.id {among(":ids")} AND a.task_id IS NULL AND a.kind IN ('concluded', 'reopened') AND a."on" <= :as_of
    ORDER BY day, act
"""
"""The acts by which the tasks ``:ids`` or their plans came to rest, or were taken up again."""
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
                          AND r."on" > COALESCE({_PREVIOUS_DUE}, '') AND {speaks("r", _FIRST)})
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
          AND {ORDER_STATE} IN ('unanswered', 'answered-late')
"""
"""What was withdrawn unanswered, with its task, costs nothing from then on, as the list of orders shows it."""
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
    unearned: str | None = None
    """Why what is done does not count in its favour, where it does not."""
    seen: date | None = None
    """The day as of which each unit's own part is looked at; ``None``: the end of the period."""


_UNEARNED: Mapping[str, str] = {
    "closed": N_("closed without an accepted check, or with something waived"),
    "met": N_("marked as met without an accepted check, or with something waived"),
    "given": N_("by a further date that was given when it was opened again"),
}
"""Why nothing is given for what was done in time."""
_OF_ONES_PART = ("late", "overdue", "left-open")
"""What is not charged to a unit that does not answer for the whole, and whose own part was done by the date."""


class _Date(NamedTuple):
    """A date of a task, as it stood on the day that was looked at."""

    task_id: int
    due: str
    met: str | None
    """The day on which it was marked as met."""
    done_on: str | None
    """The day on which the task was done, where it is closed."""
    status: str
    status_on: str | None
    unearned: str | None
    concluded: str | None
    exists_from: str
    handed_in: str | None
    """The day on which was handed in what it was marked as met for, where that waited for the office."""


class _Rest(NamedTuple):
    """The days on which the units had nothing to do about a task: from an act on, until another one."""

    since: date
    until: date
    act: str
    """By which it came to rest."""
    ended_by: str | None
    """By which it was taken up again, or came to another rest; ``None`` where it still rests."""


_TAKEN_UP: Mapping[str, str] = {
    "returned": N_(" (counted since it was returned)"),
    "reopened": N_(" (counted since it was opened again)"),
    "resumed": N_(" (counted since it was resumed)"),
}
"""Why a date that had passed counts from a day within the period on."""


class Appraised(NamedTuple):
    """What happened in a period, and the units that had a task at work in it."""

    events: list[Event]
    units: dict[Assessed, Load]


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
    tasks.look_at_parts(facts, seen.end)
    units: dict[Assessed, Load] = {}
    for task in at_work:
        for unit, leads in tasks.units(task, seen.end):
            units[unit] = units.get(unit, Load()).plus(leads=leads)
    return Appraised([event for fact in facts for event in tasks.events(fact)], units)


class _Period:
    """A period of a ledger, as known on a day."""

    def __init__(self, connection: Reader, period: Period, as_of: date) -> None:
        self._connection = connection
        lend_duties(connection)
        self._first, self.end = period.first, min(period.last, as_of)
        self._rests: dict[int, list[_Rest]] = {}
        self._days = {"first": period.first.isoformat(), "last": period.last.isoformat(), "as_of": as_of.isoformat()}

    def at_work(self) -> set[int]:
        """The tasks that were at work in it."""
        return {task for (task,) in self._rows(_AT_WORK, as_of=self.end)}

    def facts(self, early_days: int) -> Iterator[_Fact]:
        """All facts of the period."""
        waiting = self._handed_in_late()
        done = [*self._waits(waiting), *self._done(early_days, waiting)]
        yield from done
        held = list(self._held_before())
        yield from held
        met = {(fact.task_id, str(fact.figures["due"])) for fact in (*done, *held)}
        passed = self._passed(met)
        yield from self._overdue(passed)
        charged = (fact for fact in (*done, *held) if fact.kind not in {"early", "on-time"})
        counted = {(fact.task_id, _day(str(fact.figures["due"]))) for fact in charged}
        counted |= {(one.task_id, _day(one.due)) for one in passed}
        for task, due in self._rows(_DUTIES):
            counted.add((task, _day(due)))
            yield _Fact("duty-missed", task, _day(due), of_first=True, figures={"due": due})
        for task, due in self._rows(_REPORTS_MISSED):
            yield _Fact("report-missed", task, _day(due), of_first=True, figures={"due": due})
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
                yield _Fact("empty-feedback", task, _day(on), unit, figures={"signs": clauses(found.reasons)})

    def _dates(self, as_of: date, wanted: str, wanted_inherited: str) -> list[_Date]:
        return [
            _Date(*row) for row in self._rows(_DATES, as_of=as_of, wanted=wanted, wanted_inherited=wanted_inherited)
        ]

    def _handed_in_late(self) -> dict[int, _Date]:
        """The earliest date that each task missed which was handed in late in the period and waits at the end of it."""
        wanted = _IS_HANDED_IN_LATE.format(day="c.day") + " AND c.met IS NULL"
        found: dict[int, _Date] = {}
        for one in self._dates(self.end, wanted, _IS_HANDED_IN_LATE.format(day="f.last_due")):
            if one.task_id not in found or one.due < found[one.task_id].due:
                found[one.task_id] = one
        return found

    def _waits(self, waiting: Mapping[int, _Date]) -> Iterator[_Fact]:
        """What was handed in late is late on that day, whether the office closes it, marks the date or lets it wait."""
        self._look_up_rests(waiting)
        for one in waiting.values():
            yield from self._met(one, str(one.status_on), 0)

    def _done(self, early_days: int, waiting: Mapping[int, _Date]) -> Iterator[_Fact]:
        """Dates met in the period; a closing of it counts though the task was opened again afterwards.

        What was ``waiting`` when the period was over is judged already, whatever the office did later.
        """
        wanted, inherited = _DONE_IN.format(met="c.met"), _DONE_IN.format(met="NULL")
        closed: dict[int, _Date] = {}
        marked: list[_Date] = []
        for as_of in sorted({self.end, _day(self._days["as_of"])}):
            found: dict[int, _Date] = {}
            for one in self._dates(as_of, wanted, inherited):
                earliest = one.task_id not in found or one.due < found[one.task_id].due
                if one.met is not None and as_of == self.end:
                    marked.append(one)
                elif one.met is None and earliest and not _waited(waiting.get(one.task_id), one):
                    found[one.task_id] = one
            closed |= found
        self._look_up_rests({one.task_id for one in marked} | set(closed))
        for one in marked:
            yield from self._marked(one, early_days)
        for one in closed.values():
            yield from self._met(one, str(one.done_on), early_days)

    def _marked(self, one: _Date, early_days: int) -> Iterator[_Fact]:
        """A date marked as met: judged by the day on which was handed in what it was marked for, where that waited.

        Late, it is charged in the period of that day, and not again; in time, it counts on the day of the mark.
        """
        met = str(one.met)
        if one.handed_in is None or one.handed_in == met:
            yield from self._met(one, met, early_days)
        elif one.handed_in > one.due:
            if _day(one.handed_in) >= self._first:
                yield from self._met(one, one.handed_in, early_days)
        else:
            for fact in self._met(one, one.handed_in, early_days):
                yield fact._replace(on=_day(met), figures={**fact.figures, "on": one.handed_in})

    def _met(self, one: _Date, on: str, early_days: int) -> Iterator[_Fact]:
        """A date met on a day: early, in time or late; late it is charged whether or not it was checked.

        Days on which the task was suspended after its date make it no later.
        """
        due, day = _day(one.due), _day(on)
        ahead = (due - day).days
        figures: dict[str, object] = {"due": one.due, "suspended": ""}
        if ahead < 0:
            suspended = self._suspended(one.task_id, due, day)
            if suspended:
                figures["suspended"] = _(" ({days} days of suspension left out)").format(days=suspended)
            if -ahead > suspended:
                yield _Fact("late", one.task_id, day, size=-ahead - suspended, figures=figures)
            return
        kind: FactKind = "early" if ahead >= early_days else "on-time"
        unearned = None if one.unearned is None else _(_UNEARNED[one.unearned])
        yield _Fact(kind, one.task_id, day, size=ahead, figures=figures, unearned=unearned)

    def _look_up_rests(self, tasks: Collection[int]) -> None:
        """Look up when each of ``tasks`` rested by the end of the period."""
        self._rests |= {task: [] for task in tasks}
        turns: dict[tuple[int, bool], list[tuple[date, str]]] = {}
        for task, on, _id, kind, of_plan in self._rows(_TURNS, as_of=self.end, ids=listed(tasks)):
            turns.setdefault((task, bool(of_plan)), []).append((_day(on), kind))
        for (task, _of_plan), own in turns.items():
            ends: list[tuple[date, str | None]] = [*own[1:], (date.max, None)]
            self._rests[task] += [
                _Rest(since, until, act, by)
                for (since, act), (until, by) in zip(own, ends, strict=True)
                if act in _RESTING
            ]

    def _suspended(self, task: int, after: date, until: date) -> int:
        """The days after one day and until another on which a task was suspended."""
        spans = ((max(one.since, after), min(one.until, until)) for one in self._rests[task] if one.act == "suspended")
        return sum(max(0, (last - first).days) for first, last in spans)

    def _taken_up(self, task: int, after: date) -> _Rest | None:
        """The rest after the end of which a task was at work again, for the first time since a day."""
        ended = (one for one in self._rests[task] if one.until > after and one.ended_by in _TAKEN_UP)
        own = (one for one in ended if not self._rested(task, one.until))
        return min(own, key=lambda one: one.until, default=None)

    def _rested(self, task: int, on: date) -> bool:
        """Whether nothing was to be done about a task at the end of a day."""
        return any(one.since <= on < one.until for one in self._rests[task])

    def _held_before(self) -> Iterator[_Fact]:
        """Dates that held until their task was opened again with a further one: each is judged as it stood then."""
        given = self._rows(_GIVEN_ANEW, as_of=self.end)
        for task, held, on, to in given:
            if held < on and _day(on) >= self._first:
                yield from self._judged(task, _day(held), _day(on))
            elif on <= held < to and self._first <= _day(held) <= self.end and held < self._days["as_of"]:
                yield from self._judged(task, _day(held), None)

    def _judged(self, task: int, held: date, reopened: date | None) -> Iterator[_Fact]:
        """What a date comes to that had passed when its task was opened again; one that had not, by the period's end.

        Done late stays late, done in time is taken back, unmet stays so; what was charged in an earlier period is not
        charged again.
        """
        seen = self.end if reopened is None else reopened - timedelta(days=1)
        stood = {row[0]: row[1:] for row in self._rows(_STOOD, as_of=seen)}
        status, status_on, done_on = stood.get(task, ("pending", None, None))
        self._look_up_rests({task})
        date_held = _Date(task, held.isoformat(), None, done_on, status, status_on, None, None, "", None)
        figures: dict[str, object] = {"due": held.isoformat(), "carried": ""}
        if done_on is not None and _day(done_on) > held:
            if _day(done_on) >= self._first:
                yield from (fact._replace(seen=seen) for fact in self._met(date_held, done_on, 0))
        elif done_on is not None and reopened is not None:
            figures["carried"] = _(" (counted as done until it was opened again)")
            yield _Fact("overdue", task, reopened, size=(reopened - held).days, figures=figures)
        elif done_on is None and (status not in {"dropped", "suspended"} or _day(status_on) > held):
            if status == "submitted":
                if _day(status_on) > held:
                    yield from (fact._replace(seen=seen) for fact in self._met(date_held, status_on, 0))
                return
            if self._rested(task, max(held, self._first - timedelta(days=1))):
                return
            if held < self._first:
                figures["carried"] = _(" (carried over from an earlier period)")
            yield _Fact("overdue", task, max(held, self._first), size=(seen - held).days, figures=figures, seen=seen)

    def _figures_missed(self, counted: set[tuple[int, date]]) -> Iterator[_Fact]:
        """Stages and years of figures not reached in their time; one whose date or duty is ``counted`` is no second."""
        as_of = _day(self._days["as_of"])
        for task, figure, time in missed_figures(self._connection, _day(self._days["first"]), self.end, as_of):
            if time.end is not None and (task, time.end) not in counted:
                told = {"indicator": figure.name, "target": f"{time.target:g}{figure.unit}", "due": str(time.end)}
                told["actual"] = _there(figure.unit, time)
                yield _Fact("figure-missed", task, time.end, of_first=True, figures=told)

    def _passed(self, met: Collection[tuple[int, str]]) -> list[_Date]:
        """Dates that had passed unmet at the period's end, in it or before, by task and date."""
        wanted = _IS_PAST.format(day="c.day") + " AND c.met IS NULL"
        found = self._dates(self.end, wanted, _IS_PAST.format(day="f.last_due"))
        return sorted((one for one in found if (one.task_id, one.due) not in met), key=lambda one: one[:2])

    def _overdue(self, passed: Collection[_Date]) -> Iterator[_Fact]:
        """What is charged for them: each date, but of a task that its plan's conclusion left open only the first."""
        self._look_up_rests({one.task_id for one in passed})
        left: set[int] = set()
        for one in passed:
            task, concluded = one.task_id, day_of(one.concluded)
            if concluded is None:
                yield self._unmet(one)
            elif task not in left:
                left.add(task)
                told = {"due": one.due, "carried": _(" (left open at the conclusion)"), "concluded": str(concluded)}
                yield _Fact("left-open", task, concluded, size=(concluded - _day(one.due)).days, figures=told)

    def _unmet(self, one: _Date) -> _Fact:
        """A date that had passed unmet: carried over where it was overdue when the period before was over.

        One that was not, since the task rested or was not there, counts from the day on which it was taken up (again).
        """
        due, before = _day(one.due), self._first - timedelta(days=1)
        begun, carried, asked_on = max(due, self._first), "", max(due, before)
        taken_up = self._taken_up(one.task_id, asked_on) if self._rested(one.task_id, asked_on) else None
        if taken_up:
            begun, carried = taken_up.until, _(_TAKEN_UP[str(taken_up.ended_by)])
        elif _day(one.exists_from) > asked_on:
            begun = _day(one.exists_from)
        elif due < self._first:
            carried = _(" (carried over from an earlier period)")
        counted_from = due if begun <= self._first else max(due, begun)
        size = (self.end - counted_from).days - self._suspended(one.task_id, counted_from, self.end)
        return _Fact("overdue", one.task_id, begun, size=size, figures={"due": one.due, "carried": carried})

    def _rows(self, sql: str, *, as_of: date | None = None, ids: str = "", **parts: str) -> list[tuple[Any, ...]]:
        days = {**self._days, "today": self._days["as_of"], "ids": ids}
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


def _waited(waiting: _Date | None, closed: _Date) -> bool:
    """Whether a closing confirms what was handed in late and is judged already."""
    return waiting is not None and closed.done_on == waiting.status_on


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
        self._did_its_part: set[tuple[int, int, object]] = set()
        self._exempt: dict[tuple[int, str], str] = {
            (task, month[:7]): reason
            for task, month, reason in connection.execute(
                f"SELECT task_id, month, reason FROM exempt_month WHERE task_id {wanted}", tasks
            )
        }

    def look_at_parts(self, facts: Iterable[_Fact], end: date) -> None:
        """Look up which units had done their own part of what ``facts`` are about, by each date."""
        asked: dict[tuple[date, date], set[int]] = {}
        for fact in facts:
            if fact.kind in _OF_ONES_PART:
                asked.setdefault((_day(str(fact.figures["due"])), fact.seen or end), set()).add(fact.task_id)
        for (due, seen), tasks in asked.items():
            who = self._who(seen)
            for task, unit in parts_done_by(self._connection, tasks, due, as_of=seen):
                self._did_its_part.add((task, who.successor(unit), str(due)))

    def events(self, fact: _Fact) -> Iterator[Event]:
        """``fact`` as it counts for each unit."""
        who = self._who(fact.on)
        roles = self._roles(fact.task_id, who)
        units = list(roles)
        if fact.unit_id is not None:
            units = [who.successor(fact.unit_id)]
        elif fact.of_first:
            units = self._first(fact.task_id, who)
        elif fact.kind in _OF_ONES_PART:
            about = (fact.task_id, fact.figures["due"])
            alone = self._alone(fact.task_id, who)
            units = [one for one in units if one == alone or (about[0], one, about[1]) not in self._did_its_part]
        exempt = self._exempt.get((fact.task_id, fact.on.isoformat()[:7]))
        key, title, level = self._tasks[fact.task_id]
        told = (level, key, title, fact.kind, fact.on, fact.size, fact.figures, exempt, fact.unearned)
        yield from (Event(self._units[one], roles.get(one, "lead"), *told) for one in units if one in self._units)

    def units(self, task: int, on: date) -> Iterator[tuple[Assessed, bool]]:
        """The units that had a part in a task on a day, and whether they lead it or answer first."""
        who = self._who(on)
        first = self._first(task, who)
        for one, role in self._roles(task, who).items():
            if one in self._units:
                yield self._units[one], role == "lead" or one in first

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
        unit = self._assigned_first(task)
        return [] if unit is None else list(who.units(unit))

    def _alone(self, task: int, who: Answering) -> int | None:
        """The unit that answers for the whole by itself; ``None`` where members do, or nobody."""
        unit = self._assigned_first(task)
        return None if unit is None or who.successor(unit) in who.members else who.successor(unit)

    def _assigned_first(self, task: int) -> int | None:
        for role in ROLES[:2]:
            for unit, own in self._assigned.get(task, ()):
                if own == role:
                    return unit
        return None


def _rung(name: str) -> str:
    return _(RUNG_WORDS.get(name, name))
