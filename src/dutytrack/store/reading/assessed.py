"""Whose a dated fact is: which units an appraisal charges with it, by their parts in the task."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dutytrack.domain.rules.appraisal import Assessed, Event, FactKind
from dutytrack.domain.words.roles import ROLES
from dutytrack.domain.words.supervision import rest_told, rested_told
from dutytrack.i18n import N_, _, bracketed, clauses
from dutytrack.store.reading.answering import Answering, PartDone, answering, parts_done, parts_returned
from dutytrack.store.sql.dialect import Reader, among, listed

_day = date.fromisoformat
_Times = Sequence[tuple[date, date]]
"""From a day to another each."""


class DatedFact(NamedTuple):
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


UNEARNED: Mapping[str, str] = {
    "closed-unchecked": N_("closed without an accepted check"),
    "closed-waived": N_("closed with something waived"),
    "met-unchecked": N_("marked as met without an accepted check"),
    "met-waived": N_("marked as met with something waived"),
    "given": N_("by a further date that was given when it was opened again"),
}
"""Why nothing is given for what was done in time."""
TAKEN_UP: Mapping[str, str] = {
    "returned": N_(" (counted since it was returned)"),
    "reopened": N_(" (counted since it was opened again)"),
    "resumed": N_(" (counted since it was resumed)"),
    "restored": N_(" (counted since it was in the plan's text again)"),
}
"""Why a date that had passed counts from a day within the period on."""
_IN_TIME = ("early", "on-time")
_OF_ONES_PART = (*_IN_TIME, "late", "overdue", "left-open")
"""What counts for a unit that does not answer for the whole by its own part: charged not where that was done by the
date, given not where it was done after it."""


_ASKED_OF_EACH = ("duty-missed", "report-missed")
"""What is asked of each member of a collective until it has done its whole part."""


class Late(NamedTuple):
    """How late something was done, without the days on which the units had nothing to do about it."""

    days: int
    """Since its date."""
    of_period: int
    """Those of them that lie in the period appraised: only these are charged."""
    left_out: int
    """The days after its date on which they had nothing to do."""
    rested_as: str
    """Why not, as ``rest_told`` reads it."""

    def told(self, *, is_claimed: bool, is_reported: bool = False) -> dict[str, object]:
        """Whether it was handed in, reported or done, by how many days, and how many are left out or charged before."""
        how = _("reported as done") if is_reported else _("handed in") if is_claimed else _("completed")
        own, notes = [], []
        if self.left_out:
            own.append(rested_told(self.left_out, self.days, self.rested_as))
        if 0 < self.of_period < self.days:
            notes.append(_("{days} days of them in the period").format(days=self.of_period))
        told = {"left_out": clauses(own), "suspended": _beside([*own, *notes])}
        return {"how": how, "size": self.days + self.left_out, **told}

    @property
    def notes(self) -> str:
        """How many days are left out."""
        return _("{days} days left out {rested_as}").format(days=self.left_out, rested_as=rest_told(self.rested_as))


def _beside(notes: Sequence[str]) -> str:
    return bracketed("", clauses(notes)) if notes else ""


def done_since(late: DatedFact, *, is_closed: bool = True, returned: date | None = None) -> str:
    """What became after a period of a date that it left unmet: it was done ``late``, and may be ``returned`` since."""
    template = _("{how} on {on}, {size} days late, not closed yet")
    if is_closed:
        template = _("{how} on {on}, {size} days late")
    since = "" if returned is None else _("sent back on {day}").format(day=returned)
    return clauses(filter(None, (template.format(on=late.on, **late.figures), str(late.figures["left_out"]), since)))


class AppraisedTasks:
    """The tasks that facts are about: their names, kinds, units and exempt months."""

    def __init__(
        self,
        connection: Reader,
        ids: set[int],
        *,
        since: date,
        known: date,
        late: Callable[[int, date, date, _Times], Late],
    ) -> None:
        """Look up the tasks ``ids`` as ``known`` on a day; what was late before ``since`` was charged before.

        ``late`` tells how late a part of a task, which lay with the office for some times, is from a date to a day.
        """
        self._since, self._known, self._late = since, known, late
        tasks, wanted = {"ids": listed(ids)}, among(":ids")
        self._connection = connection
        self._by_day: dict[date, Answering] = {}
        self._units = {
            row[0]: Assessed(*row)
            for row in connection.execute("SELECT id, name, jurisdiction, body FROM unit WHERE NOT vague")
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
        self._done: dict[tuple[int, int, date], PartDone] = {}
        """When each unit had done its own part of each task, as it is looked at on a day."""
        self._lay: dict[tuple[int, int, date], _Times] = {}
        """The times for which its part lay with the office until it was sent back."""
        self._since_then: dict[tuple[int, int, str], tuple[date, str]] = {}
        """What became of each unit's own part after the period, and when, by the date that it had not met."""
        self._exempt: dict[tuple[int, str], str] = {
            (task, month[:7]): reason
            for task, month, reason in connection.execute(
                f"SELECT task_id, month, reason FROM exempt_month WHERE task_id {wanted}", tasks
            )
        }

    def look_at_parts(self, facts: Iterable[DatedFact], end: date) -> None:
        """Look up when units had done their own part of what ``facts`` are about."""
        asked: dict[date, set[int]] = {}
        for fact in facts:
            if fact.kind in (*_OF_ONES_PART, *_ASKED_OF_EACH):
                asked.setdefault(fact.seen or end, set()).add(fact.task_id)
        for seen, tasks in asked.items():
            who = self._who(seen)
            for (task, unit), done in parts_done(self._connection, tasks, as_of=seen).items():
                self._done[task, who.successor(unit), seen] = done
            for (task, unit), times in parts_returned(self._connection, tasks, as_of=seen).items():
                self._lay[task, who.successor(unit), seen] = times

    def look_at_sequel(
        self, facts: Iterable[DatedFact], end: date, late: Callable[[int, date, date, _Times], Late]
    ) -> None:
        """Look up what became of units' own parts of what ``facts`` leave unmet, from ``end`` on.

        A part counts as done when it was first handed in then, be it that it was sent back since.
        """
        unmet = {(fact.task_id, str(fact.figures["due"])) for fact in facts if fact.kind == "overdue"}
        tasks, who = {task for task, _due in unmet}, self._who(self._known)
        lay = parts_returned(self._connection, tasks, as_of=self._known)
        done = parts_done(self._connection, tasks, as_of=self._known)
        for task, due in unmet:
            for part in {one for one in (*lay, *done) if one[0] == task}:
                times = lay.get(part, [])
                came: list[tuple[date, date | None]] = [*times, *([(done[part].on, None)] if part in done else [])]
                if came := [one for one in came if one[0] > end]:
                    on, returned = min(came, key=lambda one: one[0])
                    is_reported = returned is None and done[part].reported
                    told = late(task, _day(due), on, times).told(is_claimed=True, is_reported=is_reported)
                    own = DatedFact("late", task, on, figures=told)
                    unit = who.successor(part[1])
                    self._since_then[task, unit, due] = on, done_since(own, returned=returned)

    def events(self, fact: DatedFact, end: date) -> Iterator[Event]:
        """``fact`` as it counts for each unit, in a period that is over on ``end``."""
        who = self._who(fact.on)
        roles = self._roles(fact.task_id, who)
        units = list(roles)
        if fact.unit_id is not None:
            units = [who.successor(fact.unit_id)]
        elif fact.of_first:
            units = self._first(fact.task_id, who)
        alone = self._alone(fact.task_id, who)
        key, title, level = self._tasks[fact.task_id]
        for unit in units:
            own: DatedFact | None = fact
            if fact.kind in _OF_ONES_PART and fact.unit_id is None and unit != alone:
                own = self._by_own_part(fact, unit, fact.seen or end)
            if own is not None and unit in self._units and not self._was_done(fact, unit, end):
                on, exempt = self._charged_on(own, own.seen or end)
                told = (level, key, title, own.kind, on, own.size, own.figures, exempt, own.unearned)
                yield Event(self._units[unit], roles.get(unit, "lead"), *told)

    def _charged_on(self, fact: DatedFact, end: date) -> tuple[date, str | None]:
        """The day that ``fact`` is of, and why its month does not count: what goes on counts in the next that does."""
        on = fact.on
        while exempt := self._exempt.get((fact.task_id, on.isoformat()[:7])):
            following = (on.replace(day=1) + timedelta(days=31)).replace(day=1)
            if fact.kind != "overdue" or following > end:
                return fact.on, exempt
            on = following
        return on, None

    def _was_done(self, fact: DatedFact, unit: int, end: date) -> bool:
        """Whether a member had done its whole part when a duty or a report fell due, and so had not to do that."""
        done = self._done.get((fact.task_id, unit, end)) if fact.kind in _ASKED_OF_EACH and fact.unit_id else None
        return done is not None and done.on <= fact.on

    def _by_own_part(self, fact: DatedFact, unit: int, seen: date) -> DatedFact | None:
        """What ``fact`` is for a unit by its own part: where that was done late by that day, once; nothing in time."""
        part = fact.task_id, unit, seen
        done, lay = self._done.get(part), self._lay.get(part, ())
        due = _day(str(fact.figures["due"]))
        if done is None:
            return self._unmet_part(self._with_sequel(fact, unit, due), due, lay, seen)
        on = min(done.on, fact.on) if fact.kind == "late" else done.on
        late = self._late(fact.task_id, due, on, lay)
        if fact.kind in _IN_TIME:
            return None if late.days > 0 else fact  # what was late of it is charged on its own day
        if late.of_period <= 0:
            return None
        since = fact.figures.get("since", "") if fact.kind == "late" else ""
        told = {"due": str(due), **late.told(is_claimed=True, is_reported=done.reported), "since": since}
        return fact._replace(kind="late", on=on, size=late.of_period, figures=told)

    def _with_sequel(self, fact: DatedFact, unit: int, due: date) -> DatedFact:
        """``fact`` with what became of it: of the whole or, where that came first, of the unit's own part.

        What was done of the whole after a unit had left, it has not done.
        """
        own = self._since_then.get((fact.task_id, unit, str(due)))
        came = fact.figures.get("since_on")
        if isinstance(came, date):
            who = self._who(came)
            if who.successor(unit) not in self._roles(fact.task_id, who):
                fact, came = fact._replace(figures={**fact.figures, "since": ""}), None
        if own is None or (isinstance(came, date) and came < own[0]):
            return fact
        return fact._replace(figures={**fact.figures, "since": own[1]})

    def _unmet_part(self, fact: DatedFact, due: date, lay: _Times, seen: date) -> DatedFact | None:
        """A date that passed without a unit's part: from the day after it was sent back, where the office had it."""
        is_of_date = fact.on == max(due, self._since)
        asked_on = max(due, self._since - timedelta(days=1)) if is_of_date else fact.on
        returned = asked_on
        for since, until in lay:
            returned = until if since <= returned < until else returned
        if fact.kind != "overdue" or returned == asked_on or returned <= fact.on:
            return fact
        if returned == self._known:
            return None
        size = self._late(fact.task_id, returned, seen, lay).days
        told = {**fact.figures, "carried": _(TAKEN_UP["returned"])}
        return fact._replace(on=returned, size=size, figures=told)

    def late_parts(self, parts: Iterable[tuple[int, date]], end: date) -> Iterator[DatedFact]:
        """What of tasks that were done in time, each with its date, a unit had done late by its own part."""
        dues = dict(parts)
        who = self._who(end)
        returned = parts_returned(self._connection, dues, as_of=end)
        for (task, unit), (on, is_reported) in parts_done(self._connection, dues, as_of=end).items():
            own, due = who.successor(unit), dues[task]
            late = self._late(task, due, on, returned.get((task, unit), ()))
            is_its_own = own in self._roles(task, who) and own != self._alone(task, who)
            if is_its_own and late.of_period > 0:
                told = {"due": str(due), **late.told(is_claimed=True, is_reported=is_reported)}
                yield DatedFact("late", task, on, own, size=late.of_period, figures=told)

    def units(self, task: int, on: date) -> Iterator[tuple[Assessed, bool]]:
        """The units that had a part in a task on a day, and whether they lead it or answer first."""
        who = self._who(on)
        first = self._first(task, who)
        for one, role in self._roles(task, who).items():
            if one in self._units:
                yield self._units[one], role == "lead" or one in first

    def with_units(self, tasks: Iterable[int], on: date) -> dict[str, set[int]]:
        """The keys of ``tasks``, each with the ids of the units that had a part in it on a day."""
        return {self._tasks[task][0]: {unit.id for unit, _leads in self.units(task, on)} for task in tasks}

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
