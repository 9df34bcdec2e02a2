"""The dated facts of a period that an appraisal counts, unit by unit.

A date met counts on the day it was met or handed in, one that passed unmet on the date itself; so a date missed in one
quarter and met in the next is counted in both, once as overdue and once as late. What waits for the office is not
overdue.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from dutytrack.domain.dates import Period
from dutytrack.domain.progress.emptiness import emptiness
from dutytrack.domain.progress.past import Period as FigureTime
from dutytrack.domain.query.parsing import Query
from dutytrack.domain.rules.appraisal import Assessed, Event, FactKind, Load
from dutytrack.domain.words.supervision import ORDER_WORDS
from dutytrack.i18n import _, bracketed, clauses
from dutytrack.store.facts.deadlines import days_reached
from dutytrack.store.facts.duties import duty_told, lend_duties
from dutytrack.store.facts.kept import facts_source
from dutytrack.store.facts.members import TABLES
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import Selection
from dutytrack.store.reading.assessed import TAKEN_UP, UNEARNED, AppraisedTasks, DatedFact, Late, done_since
from dutytrack.store.reading.assessing import (
    ASKED_LATE,
    AT_WORK,
    DATES,
    DONE_IN,
    DUTIES,
    EXTENDED,
    FEEDBACK,
    GIVEN_ANEW,
    IS_HANDED_IN_LATE,
    IS_PAST,
    ORDERED,
    PARTS_SAID_LATE,
    REOPENED_AFTER,
    REPORTS_MISSED,
    RESTING,
    RETURNED,
    STAGES_REACHED,
    STOOD,
    TURNS,
    UNANSWERED,
    WAITS_IN_TIME,
)
from dutytrack.store.reading.missedfigures import missed_figures
from dutytrack.store.sql.dialect import Reader, listed
from dutytrack.store.sql.records import day_of

_day = date.fromisoformat


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
    reached_on: str | None
    """The day on which its figures had reached it, in time."""


class _Rest(NamedTuple):
    """The days on which the units had nothing to do about a task: from an act on, until another one."""

    since: date
    until: date
    act: str
    """By which it came to rest."""
    ended_by: str | None
    """By which it was taken up again, or came to another rest; ``None`` where it still rests."""


class Appraised(NamedTuple):
    """What happened in a period, and the units that had a task at work in it."""

    events: list[Event]
    units: dict[Assessed, Load]
    waiting: dict[str, set[int]]
    """The keys of tasks that were handed in in time and waited for the office when it was over, with their units."""


def appraised(look: Look, period: Period, *, query: Query | str = "", early_days: int) -> Appraised:
    """What happened in ``period`` about the tasks of ``query``, as far as it is known on the day of ``look``.

    Units whose names don't say who they are are left out. Facts of months in which a task is exempt say so.
    """
    seen = _Period(look.connection, period, look.as_of)
    later = seen.later()
    facts, at_work = list(seen.facts(early_days)), seen.at_work()
    facts = facts if later is None else list(later.as_sequel(facts))
    if query:
        selection = Selection(look, query)
        wanted = {task for (task,) in selection.execute(f"SELECT f.task_id {selection.from_where()}")}
        facts, at_work = [fact for fact in facts if fact.task_id in wanted], at_work & wanted
    in_time = {task: due for task, due in seen.done_in_time() if not query or task in wanted}
    ids = {fact.task_id for fact in facts} | at_work | in_time.keys()
    tasks = AppraisedTasks(look.connection, ids, since=period.first, known=look.as_of, late=seen.late_part)
    facts += tasks.late_parts(in_time.items(), seen.end)
    tasks.look_at_parts(facts, seen.end)
    if later is not None:
        tasks.look_at_sequel(facts, seen.end, later.late_part)
    units: dict[Assessed, Load] = {}
    for task in at_work:
        for unit, leads in tasks.units(task, seen.end):
            units[unit] = units.get(unit, Load()).plus(leads=leads)
    waiting = tasks.with_units(seen.waiting() & at_work, seen.end)
    return Appraised([event for fact in facts for event in tasks.events(fact, seen.end)], units, waiting)


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
        return {task for (task,) in self._rows(AT_WORK, as_of=self.end)}

    def waiting(self) -> set[int]:
        """The tasks that were handed in in time and waited for the office when it was over."""
        return {task for (task,) in self._rows(WAITS_IN_TIME, as_of=self.end)}

    def done_in_time(self) -> list[tuple[int, date]]:
        """The tasks handed in or done by their date of which some unit said after it that its part was done."""
        found = [
            (one.task_id, _day(one.due))
            for one in self._dates(
                self.end, PARTS_SAID_LATE.format(day="c.day"), PARTS_SAID_LATE.format(day="f.last_due")
            )
            if one.met is None
        ]
        found.sort(reverse=True)
        self._look_up_rests({task for task, _ in found} - self._rests.keys())
        return list(dict(found).items())

    def facts(self, early_days: int) -> Iterator[DatedFact]:
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
        for task, due, duty, member, made_up in self._known(DUTIES):
            counted.add((task, _day(due)))
            figures = {"due": due, "duty": duty_told(duty), "since": _made_up(_day(due), day_of(made_up))}
            yield DatedFact("duty-missed", task, _day(due), member, of_first=True, figures=figures)
        for task, due, member in self._rows(REPORTS_MISSED):
            yield DatedFact("report-missed", task, _day(due), member, of_first=True, figures={"due": due})
        yield from self._figures_missed(counted)
        for task, unit, on in self._rows(RETURNED):
            yield DatedFact("returned", task, _day(on), unit, of_first=True)
        for task, unit, on, position, mark, rung in self._rows(ORDERED):
            yield DatedFact("order", task, _day(on), unit, size=position, figures={"mark": mark, "rung": _rung(rung)})
        for task, unit, reply_by, mark, rung in self._rows(UNANSWERED, as_of=self.end):
            seen = {"mark": mark, "rung": _rung(rung), "due": reply_by}
            yield DatedFact("unanswered", task, _day(reply_by), unit, figures=seen)
        for task, unit, on, to, before in self._rows(EXTENDED):
            size = (_day(to) - _day(before)).days
            yield DatedFact("extension", task, _day(on), unit, of_first=True, size=size, figures={"due": to})
        for task, unit, on, due in self._rows(ASKED_LATE):
            yield DatedFact("extension-late", task, _day(on), unit, of_first=True, figures={"due": due})
        for task, unit, on, text, previous, evidence, figures in self._rows(FEEDBACK):
            found = emptiness(text, previous=previous, evidence=bool(evidence), figures=bool(figures))
            if found:
                yield DatedFact("empty-feedback", task, _day(on), unit, figures={"signs": clauses(found.reasons)})

    def later(self) -> _Period | None:
        """The time from its end to the day that all is known on; ``None`` where that is its end."""
        if (as_of := _day(self._days["as_of"])) <= self.end:
            return None
        return _Period(self._connection, Period(self.end + timedelta(days=1), as_of, "day"), as_of)

    def as_sequel(self, facts: Collection[DatedFact]) -> Iterator[DatedFact]:
        """``facts`` of the period before with what became of them in this one."""
        waiting = self._handed_in_late()
        self._look_up_rests({fact.task_id for fact in facts if fact.kind == "overdue"})
        came = [*self._waits(waiting), *self._done(0, waiting)]
        late = {(one.task_id, one.figures["due"]): one for one in came if one.kind == "late"}
        before = (self._first - timedelta(days=1)).isoformat()
        again = dict(self._connection.execute(REOPENED_AFTER, {"end": before, **self._days}))
        for fact in facts:
            if fact.kind == "overdue" and (one := late.get((fact.task_id, fact.figures["due"]))):
                own = _since(fact, done_since(one, is_closed=fact.task_id not in waiting))
                yield own._replace(figures={**own.figures, "since_on": one.on})
            elif fact.kind in {"early", "on-time", "late"} and fact.task_id in again:
                yield _since(fact, _("opened again on {day}").format(day=again[fact.task_id]))
            else:
                yield fact

    def _dates(self, as_of: date, wanted: str, wanted_inherited: str) -> list[_Date]:
        """The dates ``wanted``; a stage that its figures reached in time is nobody's debt, and earns by its mark."""
        rows = self._rows(DATES, as_of=as_of, wanted=wanted, wanted_inherited=wanted_inherited)
        return [one for one in map(_Date._make, rows) if one.met is not None or one.reached_on is None]

    def _handed_in_late(self) -> dict[int, _Date]:
        """The earliest date that each task missed which was handed in late in the period and waits at the end of it."""
        wanted = IS_HANDED_IN_LATE.format(day="c.day") + " AND c.met IS NULL"
        found: dict[int, _Date] = {}
        for one in self._dates(self.end, wanted, IS_HANDED_IN_LATE.format(day="f.last_due")):
            if one.task_id not in found or one.due < found[one.task_id].due:
                found[one.task_id] = one
        return found

    def _waits(self, waiting: Mapping[int, _Date]) -> Iterator[DatedFact]:
        """What was handed in late is late on that day, whether the office closes it, marks the date or lets it wait."""
        self._look_up_rests(waiting)
        for one in waiting.values():
            late = self._met(one, str(one.status_on), 0, is_claimed=True)
            yield from (fact for fact in late if fact.kind == "late")

    def _done(self, early_days: int, waiting: Mapping[int, _Date]) -> Iterator[DatedFact]:
        """Dates met in the period, by a mark or by a closing, as known when it was over.

        What was ``waiting`` then is judged already.
        """
        closed: dict[int, _Date] = {}
        marked: list[_Date] = []
        for one in self._dates(self.end, DONE_IN.format(met="c.met"), DONE_IN.format(met="NULL")):
            if one.met is not None:
                marked.append(one)
            elif one.task_id not in closed or one.due < closed[one.task_id].due:
                closed[one.task_id] = one
        self._look_up_rests({one.task_id for one in marked} | closed.keys())
        for one in marked:
            yield from self._marked(one, early_days)
        for one in closed.values():
            if one.task_id not in waiting:
                yield from self._closed(one, early_days)

    def _closed(self, one: _Date, early_days: int) -> Iterator[DatedFact]:
        """A closing: judged by the day on which was handed in what it confirms.

        Late, that was charged in the period of that day; in time, it counts in the period of the closing.
        """
        done_on, closed_on = str(one.done_on), _day(str(one.status_on))
        for fact in self._met(one, done_on, early_days, is_claimed=done_on != one.status_on):
            is_of_period = fact.on >= self._first
            if fact.kind == "late":
                yield from (fact,) if is_of_period else ()
            elif is_of_period:
                yield fact._replace(seen=closed_on)
            else:
                own = _since(fact, _("closed on {day}").format(day=closed_on))
                yield own._replace(on=closed_on, seen=closed_on, figures={**own.figures, "on": done_on})

    def _marked(self, one: _Date, early_days: int) -> Iterator[DatedFact]:
        """A date marked as met: judged by the day on which its figures had reached it, where they had in time.

        Else by that on which was handed in what it was marked for, where that waited. Late, it is charged in the period
        of that day, and not again; in time, it counts on the day of the mark.
        """
        met = str(one.met)
        one = one._replace(handed_in=min(one.reached_on, met)) if one.reached_on else one
        if one.handed_in is None or one.handed_in == met:
            yield from self._met(one, met, early_days)
            return
        for fact in self._met(one, one.handed_in, early_days, is_claimed=True):
            if fact.kind == "late":
                yield fact
            else:
                own = _since(fact, _("confirmed on {day}").format(day=met))
                how = {"how": _("reached in time")} if one.reached_on else {}
                yield own._replace(on=_day(met), figures={**own.figures, **how, "on": one.handed_in})

    def _met(self, one: _Date, on: str, early_days: int, *, is_claimed: bool = False) -> Iterator[DatedFact]:
        """A date met on a day, or said to be: early, in time or late; late it is charged whether or not it was checked.

        Days after its date on which nobody had to work on the task make it no later, and where there are no others it
        was in time.
        """
        due, day = _day(one.due), _day(on)
        ahead = (due - day).days
        figures: dict[str, object] = {"due": one.due, "how": _("completed")}
        if ahead < 0:
            late = self._late(one.task_id, due, day, RESTING)
            told = late.told(is_claimed=is_claimed)
            if late.days > 0:
                if late.of_period > 0:
                    yield DatedFact("late", one.task_id, day, size=late.of_period, figures={**figures, **told})
                return
            ahead, figures["since"] = 0, late.notes
        kind: FactKind = "early" if ahead >= early_days else "on-time"
        unearned = None if one.unearned is None else _(UNEARNED[one.unearned])
        yield DatedFact(kind, one.task_id, day, size=ahead, figures=figures, unearned=unearned)

    def _look_up_rests(self, tasks: Collection[int]) -> None:
        """Look up when each of ``tasks`` rested by the end of the period."""
        self._rests |= {task: [] for task in tasks}
        turns: dict[tuple[int, bool], list[tuple[date, str]]] = {}
        for task, on, _id, kind, of_plan in self._rows(TURNS, as_of=self.end, ids=listed(tasks)):
            turns.setdefault((task, bool(of_plan)), []).append((_day(on), kind))
        for (task, _of_plan), own in turns.items():
            ends: list[tuple[date, str | None]] = [*own[1:], (date.max, None)]
            self._rests[task] += [
                _Rest(since, until, act, by)
                for (since, act), (until, by) in zip(own, ends, strict=True)
                if act in RESTING
            ]

    def late_part(self, task: int, due: date, on: date, lay: Iterable[tuple[date, date]]) -> Late:
        """How late a part of a task is on a day, without the times for which it ``lay`` with the office.

        While the whole was handed in, who had not done its part had to.
        """
        return self._late(task, due, on, [act for act in RESTING if act != "submitted"], lay)

    def _late(self, task: int, due: date, on: date, acts: Iterable[str], lay: Iterable[tuple[date, date]] = ()) -> Late:
        """How late a task is on a day, without the days on which it rested by one of ``acts``, or its part ``lay``."""
        days: dict[str, set[int]] = {act: set() for act in acts}
        rests = [(one.act, one.since, one.until) for one in self._rests.get(task, ()) if one.act in days]
        for act, begin, end in (*rests, *(("submitted", *times) for times in lay)):
            days.setdefault(act, set()).update(range(max(begin, due).toordinal(), min(end, on).toordinal()))
        left_out: set[int] = set().union(*days.values())
        own = set(range(due.toordinal(), on.toordinal())) - left_out
        of_period = sum(day >= self._first.toordinal() - 1 for day in own)
        return Late(len(own), of_period, len(left_out), ",".join(act for act, its in days.items() if its))

    def _taken_up(self, task: int, after: date) -> _Rest | None:
        """The rest after the end of which a task was at work again, for the first time since a day."""
        ended = (one for one in self._rests[task] if one.until > after and one.ended_by in TAKEN_UP)
        own = (one for one in ended if not self._rested(task, one.until))
        return min(own, key=lambda one: one.until, default=None)

    def _rested(self, task: int, on: date) -> bool:
        """Whether nothing was to be done about a task at the end of a day."""
        return any(one.since <= on < one.until for one in self._rests[task])

    def _held_before(self) -> Iterator[DatedFact]:
        """Dates that held until their task was opened again with a further one: each is judged as it stood then."""
        given = self._rows(GIVEN_ANEW, as_of=self.end)
        for task, held, on, to in given:
            if held < on and _day(on) >= self._first:
                yield from self._judged(task, _day(held), _day(on))
            elif on <= held < to and self._first <= _day(held) <= self.end and held < self._days["as_of"]:
                yield from self._judged(task, _day(held), None)

    def _judged(self, task: int, held: date, reopened: date | None) -> Iterator[DatedFact]:
        """What a date comes to that had passed when its task was opened again; one that had not, by the period's end.

        Done late stays late, done in time is taken back, unmet stays so; what was charged in an earlier period is not
        charged again.
        """
        seen = self.end if reopened is None else reopened - timedelta(days=1)
        stood = {row[0]: row[1:] for row in self._rows(STOOD, as_of=seen)}
        status, status_on, done_on = stood.get(task, ("pending", None, None))
        self._look_up_rests({task})
        date_held = _Date(task, held.isoformat(), None, done_on, status, status_on, None, None, "", None, None)
        figures: dict[str, object] = {"due": held.isoformat(), "carried": ""}
        if done_on is not None and _day(done_on) > held:
            if _day(done_on) >= self._first:
                yield from (fact._replace(seen=seen) for fact in self._met(date_held, done_on, 0))
        elif done_on is not None and reopened is not None:
            figures["carried"] = _(" (counted as done until it was opened again)")
            yield DatedFact("overdue", task, reopened, size=(reopened - held).days, figures=figures)
        elif done_on is None and (status not in {"dropped", "suspended"} or _day(status_on) > held):
            if status == "submitted":
                if _day(status_on) > held:
                    late = self._met(date_held, status_on, 0, is_claimed=True)
                    yield from (fact._replace(seen=seen) for fact in late)
                return
            if self._rested(task, max(held, self._first - timedelta(days=1))):
                return
            if held < self._first:
                figures["carried"] = _(" (carried over from an earlier period)")
            yield DatedFact(
                "overdue", task, max(held, self._first), size=(seen - held).days, figures=figures, seen=seen
            )

    def _figures_missed(self, counted: set[tuple[int, date]]) -> Iterator[DatedFact]:
        """Stages and years of figures not reached in their time; one whose date or duty is ``counted`` is no second."""
        as_of = _day(self._days["as_of"])
        for task, figure, time in missed_figures(self._connection, _day(self._days["first"]), self.end, as_of):
            if time.end is not None and (task, time.end) not in counted:
                told = {"indicator": figure.name, "target": f"{time.target:g}{figure.unit}", "due": str(time.end)}
                told["actual"] = _there(figure.unit, time)
                yield DatedFact("figure-missed", task, time.end, of_first=True, figures=told)

    def _passed(self, met: Collection[tuple[int, str]]) -> list[_Date]:
        """Dates that had passed unmet at the period's end, in it or before, by task and date.

        But for those whose figures of the time came out after it (of a year in January) and reached them.
        """
        found = self._unmet_on(self.end)
        came_out = {task: days_reached(days) for task, days in self._rows(STAGES_REACHED)}
        return sorted(
            (
                one
                for one in found
                if (one.task_id, one.due) not in met and _day(one.due) not in came_out.get(one.task_id, ())
            ),
            key=lambda one: one[:2],
        )

    def _unmet_on(self, day: date) -> list[_Date]:
        """Dates that had passed unmet at the end of a day, as known then."""
        wanted = IS_PAST.format(day="c.day") + " AND c.met IS NULL"
        return self._dates(day, wanted, IS_PAST.format(day="f.last_due"))

    def _overdue(self, passed: Collection[_Date]) -> Iterator[DatedFact]:
        """What is charged for them: each date, but of a task that its plan's conclusion left open only the first."""
        self._look_up_rests({one.task_id for one in passed})
        left: set[int] = set()
        is_old = any(_day(one.due) < self._first for one in passed)
        before = self._unmet_on(self._first - timedelta(days=1)) if is_old else ()
        owed = {(one.task_id, one.due) for one in before}
        for one in passed:
            task, concluded = one.task_id, day_of(one.concluded)
            if concluded is None:
                yield from self._unmet(one, is_owed=(task, one.due) in owed)
            elif task not in left:
                left.add(task)
                told = {"due": one.due, "carried": _(" (left open at the conclusion)"), "concluded": str(concluded)}
                yield DatedFact("left-open", task, concluded, size=(concluded - _day(one.due)).days, figures=told)

    def _unmet(self, one: _Date, *, is_owed: bool) -> Iterator[DatedFact]:
        """A date that had passed unmet: carried over where it ``is_owed`` since the period before was over.

        Nothing where nobody has had to work on it on any day since.

        One that was not, since the task rested or was not there, counts from the day on which it was taken up (again).
        """
        due, before = _day(one.due), self._first - timedelta(days=1)
        begun, carried, asked_on = max(due, self._first), "", max(due, before)
        taken_up = self._taken_up(one.task_id, asked_on) if self._rested(one.task_id, asked_on) else None
        if taken_up:
            begun, carried = taken_up.until, _(TAKEN_UP[str(taken_up.ended_by)])
        elif _day(one.exists_from) > asked_on:
            begun = _day(one.exists_from)
        elif is_owed:
            carried = _(" (carried over from an earlier period)")
        counted_from = due if begun <= self._first else max(due, begun)
        if not self._late(one.task_id, due, min(self.end + timedelta(days=1), _day(self._days["as_of"])), RESTING).days:
            return
        size = self._late(one.task_id, counted_from, self.end, RESTING).days
        yield DatedFact("overdue", one.task_id, begun, size=size, figures={"due": one.due, "carried": carried})

    def _known(self, sql: str) -> list[tuple[Any, ...]]:
        """What is so by all that is known now and was so by what was known when the period was over.

        Its last column, what became of it, is as known now. Figures come out after their time; what is taken back later
        is charged when it is.
        """
        rows = self._rows(sql)
        before = rows if self._days["as_of"] == str(self.end) else self._rows(sql, as_of=self.end)
        then = {row[:-1] for row in before}
        return [row for row in rows if row[:-1] in then]

    def _rows(self, sql: str, *, as_of: date | None = None, ids: str = "", **parts: str) -> list[tuple[Any, ...]]:
        days = {**self._days, "today": self._days["as_of"], "ids": ids}
        if as_of is not None:
            days["as_of"] = as_of.isoformat()
        with_clause, facts = facts_source(self._connection, days["as_of"]) if "{facts}" in sql else ("", "")
        with_clause = with_clause or f"WITH RECURSIVE {TABLES} "
        query = sql.format(facts=facts, **parts) if "{facts}" in sql else sql
        return self._connection.execute(with_clause + query, days).fetchall()


def _since(fact: DatedFact, told: str) -> DatedFact:
    """``fact`` with what is ``told`` beside it of what became of it, behind what is told there already."""
    notes = filter(None, (str(fact.figures.get("since", "")), told))
    return fact._replace(figures={**fact.figures, "since": clauses(notes)})


def _made_up(due: date, on: date | None) -> str:
    """That a duty was made up after its day, and how late; empty where it was not."""
    if on is None:
        return ""
    return _("{how} on {on}, {size} days late").format(how=_("made up"), on=on, size=(on - due).days)


def _there(unit: str, time: FigureTime) -> str:
    """What was there of a figure at the end of its time; reached later, with the day on which it was."""
    if time.marked_on is not None:
        return f"{time.latest or 0:g}{unit}"
    if time.state != "late" or time.value is None:
        return f"{time.value or 0:g}{unit}"
    late = _("{value} on {day}").format(value=f"{time.value:g}{unit}", day=time.on)
    return bracketed(_("nothing in time") if time.in_time is None else f"{time.in_time:g}{unit}", late)


def _rung(name: str) -> str:
    return _(ORDER_WORDS.get(name, name))
