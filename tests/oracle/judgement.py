"""What is so of a task on a day, worked out of the ledger's rows by the office's rules: one property a rule.

This is a second opinion. It is written from the design and the office's practice, apart from the program's own facts,
and in the plainest way there is: every rule reads the rows of one task anew. It is right before it is quick.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any

from tests.oracle.figures import STEADY, Figures, Pace, dates_reached, elapsed, kind_of, lag, share_of
from tests.oracle.rows import Book, Row, in_order, moment

GIVES = {
    "received": "active",
    "started": "active",
    "reported": "active",
    "done": "active",
    "submitted": "submitted",
    "returned": "active",
    "closed": "closed",
    "reopened": "active",
    "suspended": "suspended",
    "resumed": "active",
    "dropped": "dropped",
    "omitted": "dropped",
    "restored": "active",
}
"""The status that each kind of act gives."""
FROM = {
    "received": {"pending"},
    "started": {"pending"},
    "reported": {"pending"},
    "done": {"pending"},
    "submitted": {"pending", "active"},
    "returned": {"submitted"},
    "reopened": {"closed", "dropped"},
    "resumed": {"suspended"},
    "restored": {"dropped"},
}
"""The statuses that an act changes; one that is not named changes any."""
FAR_BEHIND, BEHIND, SOON = 30, 10, timedelta(days=30)
GRACE = timedelta(days=30)
"""How long nobody need know anything of a task without a date."""


@dataclass(frozen=True)
class Judgement:
    """What is so of a task on a day."""

    key: str
    status: str
    status_on: date | None
    due: date | None
    due_origin: str | None
    days_late: int | None
    flags: frozenset[str]
    progress: float | None
    claimed: bool
    behind: float | None
    lamp: str


@dataclass
class Claim:
    """A figure that somebody named, until it is sent back."""

    value: float
    on: date
    unit: int | None
    figure: int | None
    """The indicator's id; none for a percentage."""
    year: int | None = None
    """The year that it is about, where that was said."""
    entered: int = 0
    """Its place in the journal."""
    accepted: bool = False
    settled: bool = False
    """An accepted figure, or one before it: sending back what came later leaves it."""


def judge(book: Book, day: date) -> dict[str, Judgement]:
    """What is so on ``day`` of each task that is there, by its key."""
    cases = (Case(book, task, day) for task in book.all("task"))
    return {case.task.key: case.judgement for case in cases if case.exists_from <= day}


def _told_until(day: date, rule: str) -> date:
    """The last day that a report due on ``day`` tells of: early in a month it is about the period before."""
    parts = dict(part.split("=") for part in rule.split(";"))
    place, months = parts.get("BYMONTHDAY", ""), parts.get("BYMONTH", "1").split(",")
    is_early = parts["FREQ"] == "MONTHLY" and place.isdigit() and int(place) <= 15 and months[0] == "1"
    return day.replace(day=1) - timedelta(days=1) if is_early else day


class Case:
    """One task on one day."""

    all_said = True
    """Whether each member of a collective has told how far it is; ``percent`` finds out."""

    def __init__(self, book: Book, task: Row, day: date) -> None:
        self.book, self.task, self.day = book, task, day
        self.plan = book.one("plan", task.plan_id)

    @cached_property
    def judgement(self) -> Judgement:
        """All of it."""
        flags = frozenset(name for name, holds in self.flags().items() if holds)
        return Judgement(
            *(self.task.key, self.status, self.status_on, self.due, self.due_origin, self.days_late, flags),
            *(self.progress, self.claimed, self.behind, self.lamp),
        )

    # rows

    def rows(self, table: str) -> list[Row]:
        """The task's rows of ``table`` up to the day, in order."""
        return in_order(row for row in self.book.of(table, "task_id", self.task.id) if row.on <= self.day)

    @cached_property
    def acts(self) -> list[Row]:
        return self.rows("action")

    @cached_property
    def reports(self) -> list[Row]:
        """Reports of those who answer for the task."""
        return [row for row in self.rows("progress_report") if self.speaks(row)]

    @cached_property
    def checks(self) -> list[Row]:
        """Checks of the task, or of those who answer for it."""
        return [row for row in self.rows("verification") if self.speaks(row)]

    # who answers

    @cached_property
    def first(self) -> int | None:
        """The first lead; where nobody leads the first responsible unit."""
        parts = self.book.of("assignment", "task_id", self.task.id)
        for role in ("lead", "responsible"):
            units = sorted((row.position, row.id, row.unit_id) for row in parts if row.role == role)
            if units:
                return units[0][2]
        return None

    def heirs(self, unit: int, day: date) -> set[int]:
        """``unit`` and those who have taken over from it by ``day``."""
        found, left = {unit}, [unit]
        while left:
            for row in self.book.of("unit_succession", "unit_id", left.pop()):
                if row.on <= day and row.successor_id not in found:
                    found.add(row.successor_id)
                    left.append(row.successor_id)
        return found

    def members(self, day: date) -> list[int]:
        """The members of the collective that answers first."""
        rows = self.book.of("unit_member", "collective_id", self.first)
        return sorted({row.unit_id for row in rows if (row.valid_from or day) <= day <= (row.valid_to or day)})

    def answering(self, day: date) -> set[int]:
        """The units whose acts are the task's on ``day``: its first, the successors of it, its members."""
        assert self.first is not None
        return self.heirs(self.first, day).union(*(self.heirs(member, day) for member in self.members(day)))

    def speaks(self, row: Row) -> bool:
        """Whether an act is the office's, or of the unit that answers first on its day."""
        return row.unit_id is None or self.first is None or row.unit_id in self.answering(row.on)

    def is_whole(self, row: Row) -> bool:
        """Whether an act is about all who answer, and not about one member of several."""
        members = self.members(row.on)
        return row.unit_id is None or not members or row.unit_id in self.heirs(self.first or 0, row.on)

    # the task's life

    @cached_property
    def exists_from(self) -> date:
        """Its plan's start or issue; without a plan its own start or first act: whichever is first.

        What a later text brought is there from its day on.
        """
        if self.task.since is not None:
            days = [self.task.since]
        elif self.plan is not None:
            days = [self.plan.start, self.plan.issued]
        else:
            days = [self.task.start, *(row.on for row in self.book.of("action", "task_id", self.task.id))]
        return min((one for one in days if one is not None), default=date.min)

    @cached_property
    def start(self) -> date | None:
        """Its own start, else its plan's, else the day of issue."""
        days = (self.task.start, *((self.plan.start, self.plan.issued) if self.plan is not None else ()))
        return next((day for day in days if day is not None), None)

    @cached_property
    def turns(self) -> list[tuple[str, Row]]:
        """Each status it came to, with the act that gave it: of what is resumed and was handed in, the handing in."""
        found: list[tuple[str, Row]] = []
        for status, act in self.moves:
            if act.kind == "restored":  # as it was before the text had it no more
                found.pop()
                continue
            again = act.kind == "resumed" and status == "submitted"
            found.append((status, next(one for _, one in reversed(found) if one.kind == "submitted") if again else act))
        return found

    @cached_property
    def moves(self) -> list[tuple[str, Row]]:
        """Each status it came to, with the act of that day. Only acts of who answers, and of the office, count."""
        reports = [Row(**{**vars(row), "kind": "reported"}) for row in self.reports]
        found: list[tuple[str, Row]] = []
        for act in in_order([*self.acts, *reports]):
            status = found[-1][0] if found else "pending"
            if act.kind not in GIVES or not self.speaks(act):
                continue
            if status in FROM["submitted"] and self.says_done(act) and self.enough_done(act):
                found.append(("submitted", act))
            if status not in FROM.get(act.kind, {status}) or found[-1:] == [("submitted", act)]:
                continue
            if act.kind == "submitted" and not self.is_whole(act) and not self.enough_done(act):
                continue
            before = [status for status, _ in found if status != "suspended"][-1:]
            again = act.kind == "resumed" and before == ["submitted"]
            if act.kind == "restored":
                earlier = [status for status, _ in found[:-1]]
                found.append((earlier[-1] if earlier else "pending", act))
                continue
            found.append(("submitted" if again else GIVES[act.kind], act))
        return found

    @property
    def status(self) -> str:
        return self.turns[-1][0] if self.turns else "pending"

    @property
    def status_on(self) -> date | None:
        """Since when it has had its status."""
        return self.turns[-1][1].on if self.turns else None

    @cached_property
    def concluded(self) -> bool:
        """Whether its plan's time is over."""
        acts = [row for row in self.book.of("action", "plan_id", self.task.plan_id) if row.plan_id is not None]
        last = [row for row in in_order(acts) if row.on <= self.day and row.kind in {"concluded", "reopened"}][-1:]
        return any(row.kind == "concluded" for row in last)

    @property
    def at_work(self) -> bool:
        """Whether somebody has to do something about it."""
        return self.status in {"pending", "active"} and not self.concluded

    # members of a collective

    def says_done(self, act: Row) -> bool:
        """Whether with an act a member says that it is done: with the last of them the task is handed in."""
        is_full = act.kind == "done" or (act.kind == "reported" and (act.percent or 0) >= 100)
        return is_full and not self.is_whole(act)

    def enough_done(self, act: Row) -> bool:
        """Whether, with ``act``, as many members are done as the ledger asks for."""
        members = self.members(act.on)
        done = sum(self.is_done(member, act) for member in members)
        return 100 * done >= self.setting("members_share", 100) * len(members)

    def is_done(self, member: int, by: Row) -> bool:
        """Whether a member has said by then that it is done, and was not sent back since."""
        own = self.heirs(member, by.on)
        said = [row for row in self.acts if row.kind == "done" and row.unit_id in own]
        full = [row for row in self.rows("progress_report") if row.unit_id in own and row.percent is not None]
        checks = [row for row in self.looked_at if row.unit_id in own or self.is_whole(row)]
        again = [act for act in self.acts if act.kind == "reopened"]
        story = [row for row in in_order([*said, *full, *checks, *again]) if moment(row) <= moment(by)]
        done = says_so = said_so_before = False
        for row in story:
            if row in again:
                done = says_so = said_so_before = False
            elif row in checks and self.is_returned(row):
                done, says_so, said_so_before = False, False, said_so_before or says_so
            elif row.table == "verification":
                says_so = says_so or said_so_before
                done = done or says_so
            else:
                says_so = says_so or row.table == "action"
                done = says_so or row.percent >= 100
        return done

    @cached_property
    def looked_at(self) -> list[Row]:
        """Each time the office looked at what was claimed: its checks, and what it returned without one."""
        checks = self.rows("verification")
        said = {(row.on, row.unit_id) for row in checks if row.result == "returned"}
        bare = [act for act in self.acts if act.kind == "returned" and (act.on, act.unit_id) not in said]
        return in_order([*checks, *bare])

    def is_returned(self, row: Row) -> bool:
        """Whether it came to a return."""
        return row.table == "action" or row.result == "returned"

    def is_sent_back(self, member: int) -> bool:
        """Whether a member has yet to say anew what was sent back, of its part or of all."""
        own, end = self.heirs(member, self.day), Row(on=self.day, seq=math.inf)
        if self.is_done(member, end):
            return False
        pairs = zip(self.turns, self.turns[1:], strict=False)
        opened = [act for (before, _), (_, act) in pairs if act.kind == "reopened" and before == "closed"]
        looked = [row for row in self.looked_at if row.unit_id in own or self.is_whole(row)][-1:]
        back = [*opened, *(row for row in looked if self.is_returned(row))]
        said = [row for row in self.rows("progress_report") if row.unit_id in own or row.unit_id == self.first]
        said += [act for act in self.acts if act.kind == "submitted" and act.unit_id in {None, self.first}]
        return bool(back) and not any(moment(row) > max(map(moment, back)) for row in said)

    def setting(self, key: str, default: int) -> int:
        rows = self.book.of("setting", "key", key)
        return int(rows[0].value) if rows and rows[0].value else default

    # dates

    @cached_property
    def deadlines(self) -> list[tuple[Row, date | None, str]]:
        """Each of its deadlines with the date in force and where that comes from."""
        found = []
        for row in self.laid_down("deadline", self.judged_on):
            until = self.met_on(row) or self.judged_on
            own = [act for act in self.acts if act.kind == "extended" and act.deadline_id == row.id]
            moved = [act for act in own if act.on <= until or self.was_asked_for(act, until)]
            by = "amended" if moved and moved[-1].to_date == row.printed else "extended"
            found.append((row, moved[-1].to_date, by) if moved else (row, row.date, row.origin))
        return found

    @property
    def judged_on(self) -> date:
        """What was handed in is held against the dates of its day, whatever moved or was brought after it."""
        return self.handed_in_on or self.day

    def was_asked_for(self, move: Row, day: date) -> bool:
        """Whether a date was moved by time that had been asked for by a day: the office's wait is not the unit's."""
        rows = self.book.of("extension", "deadline_id", move.deadline_id)
        return any(row.granted_to == move.to_date and row.decided_on == move.on and row.asked_on <= day for row in rows)

    def met_on(self, deadline: Row) -> date | None:
        """The day that one of its deadlines was marked as met."""
        days = [act.on for act in self.acts if act.kind == "met" and act.deadline_id == deadline.id]
        return days[0] if days else None

    @property
    def plan_end(self) -> date | None:
        """The last day of its plan, by the text of the day on which it was handed in, else of this one."""
        if self.plan is None:
            return None
        acts = in_order(self.book.of("action", "plan_id", self.plan.id))
        changed = [act for act in acts if act.task_id is None and act.kind == "amended" and act.on > self.judged_on]
        return changed[0].to_date if changed else self.plan.end

    @cached_property
    def dated(self) -> list[tuple[date, str, bool]]:
        """The dates it has to keep, with their origin, and whether each was met; the plan's end where it has none.

        A date whose year was struck out is no date, and is not the plan's end either.
        """
        if not self.deadlines and self.plan_end is not None:
            return [(self.plan_end, "inherited", False)]
        return sorted(
            (day, origin, self.met_on(row) is not None or row in self.reached)
            for row, day, origin in self.deadlines
            if day is not None
        )

    @cached_property
    def reached(self) -> list[Row]:
        """The stages whose figures were reached in time, marked or not; by the last date the unit has to hand in."""
        days = [day for _, day, _ in self.deadlines if day is not None]
        if len(days) < 2:
            return []
        asked = [self.asked(row) for row in self.indicators]
        dues = dates_reached(asked, self.values, self.start, max(days))
        return [row for row, day, _ in self.deadlines if row.date in dues and day is not None and day < max(days)]

    @property
    def to_mark(self) -> bool:
        """Whether the office has to mark one of them, whose date has passed."""
        left = [day for row, day, _ in self.deadlines if row in self.reached and self.met_on(row) is None]
        return self.at_work and any(day is not None and day < self.day for day in left)

    @property
    def due(self) -> date | None:
        """The earliest date that was neither marked as met nor reached by its figures in time."""
        return next((day for day, _, met in self.dated if not met), None)

    @property
    def due_origin(self) -> str | None:
        return next((origin for _, origin, met in self.dated if not met), None)

    @property
    def last_due(self) -> date | None:
        return self.dated[-1][0] if self.dated else None

    @property
    def handed_in_on(self) -> date | None:
        """The day that counts: of the submission that stands, or stood when it was closed; else of the closing."""
        if self.status == "closed":
            before = [(status, act) for status, act in self.turns[:-1] if status != "suspended"][-1:]
            return before[0][1].on if before and before[0][0] == "submitted" else self.status_on
        return self.status_on if self.status == "submitted" else None

    @property
    def days_late(self) -> int | None:
        """Days since the date passed while it is at work; of a submission after it those until it was handed in."""
        if self.due is None or self.concluded:
            return None
        until = self.day if self.at_work else self.handed_in_on if self.status == "submitted" else None
        return (until - self.due).days if until is not None and until > self.not_late_until else None

    @property
    def not_late_until(self) -> date:
        """Its date and the days on which nobody had to work on it.

        What a year came to is known in January, and counts as in time then. So at the end of a year that is not its
        last nobody can say that a date with figures was missed, before that month is over.
        """
        assert self.due is not None
        if self.rested_late:
            return self.due + self.rested_late
        own = [row.date for row, day, _ in self.deadlines if day == self.due]
        figures = [one for one in self.indicators if one.due in own and one.freq is None]
        is_stage = self.last_due is not None and self.due < self.last_due
        if figures and is_stage and (self.due.month, self.due.day) == (12, 31):
            return date(self.due.year + 1, 1, 31)
        return self.due

    @property
    def rested_late(self) -> timedelta:
        """For how long after its date nobody had to work on it, before it was handed in."""
        days = 0
        end = self.handed_in_on or self.day
        for (status, act), (_, following) in pairwise(self.moves):
            if self.due is not None and status not in {"pending", "active"} and following.on <= end:
                days += max((following.on - max(act.on, self.due)).days, 0)
        return timedelta(days=days)

    @property
    def late(self) -> bool:
        """Handed in, or one of its dates met, after the date."""
        judged = [(row, day) for row, day, _ in self.deadlines if day is not None and row not in self.reached]
        met = [(self.met_on(row), day) for row, day in judged]
        if any(on is not None and on > day for on, day in met):
            return True
        on = self.handed_in_on
        return self.due is not None and on is not None and on > self.not_late_until

    # what has to be reported, answered, signed for

    @cached_property
    def missed(self) -> date | None:
        """The earliest time of a recurring duty that passed without the duty being done."""
        times = self.book.of("occurrence", "task_id", self.task.id)
        passed = [row for row in times if self.waits_until(row) < self.day and self.was_asked(row.due)]
        return min((row.due for row in passed if not self.was_done(row)), default=None)

    def was_asked(self, day: date) -> bool:
        """Whether anybody had to do what fell due on a day: it was at work, its plan not over, its month not exempt."""
        own: list[Row] = []
        for act in self.acts:
            if act.kind in GIVES and act.on < day:
                own = own[:-1] if act.kind == "restored" else [*own, act]
        turns = [act.kind for act in own if act.kind not in {"received", "started", "reported", "done"}]
        acts = self.book.of("action", "plan_id", self.plan.id) if self.plan is not None else []
        of_plan = in_order(act for act in acts if act.task_id is None and act.on <= self.day)
        over = [act.kind for act in of_plan if act.on < day or (act.kind == "concluded" and act.on == day)]
        months = {row.month for row in self.book.of("exempt_month", "task_id", self.task.id)}
        rests = turns[-1:] in (["closed"], ["dropped"], ["suspended"])
        return not rests and over[-1:] != ["concluded"] and day.replace(day=1) not in months

    def joined_by(self, day: date) -> set[int]:
        """The units that are members now and were by a day, without having left in between."""
        rows = self.book.of("unit_member", "collective_id", self.first)
        now = [row for row in rows if (row.valid_from or self.day) <= self.day <= (row.valid_to or self.day)]
        return {row.unit_id for row in now if (row.valid_from or day) <= day}

    def is_of_a_member(self, row: Row) -> bool:
        """Whether it was said by one that ever was a member, or by who has taken over from it."""
        ever = {one.unit_id for one in self.book.of("unit_member", "collective_id", self.first)}
        return any(row.unit_id in self.heirs(one, row.on) for one in ever)

    def waits_until(self, time: Row) -> date:
        """A year's duty that figures of every year answer waits for them until the end of January."""
        duty = self.book.one("duty", time.duty_id)
        has_figures = any(row.freq == "yearly" for row in self.indicators)
        if has_figures and (duty.freq, duty.interval) == ("yearly", 1) and (time.due.month, time.due.day) == (12, 31):
            return date(time.due.year + 1, 1, 31)
        return time.due

    def was_done(self, time: Row) -> bool:
        """Whether one time of a duty was: by an act; by a report where it is to report; else by the year's figures.

        Of a collective each member does it. Enough have when as many have as are asked for of those that have to: who
        was a member on its day, still is one, and has not done all of its part.
        """
        duty = self.book.one("duty", time.duty_id)
        said = [act for act in self.acts if act.kind == "met" and act.occurrence_id == time.id]
        if is_to_report(duty, self.task):
            said += [row for row in self.reports if row.occurrence_id == time.id]
        asked = set(self.members(self.day)) & self.joined_by(time.due)
        of_a_member = [row for row in said if asked and self.is_of_a_member(row)]
        if len(said) > len(of_a_member):
            return True
        did = [one for one in asked if any(row.unit_id in self.heirs(one, row.on) for row in of_a_member)]
        end = Row(on=self.day, seq=math.inf)
        left = [one for one in asked if one not in did and not self.is_done(one, end)]
        if did and 100 * len(did) >= self.setting("members_share", 100) * (len(did) + len(left)):
            return True
        yearly = (
            [row for row in self.indicators if row.freq == "yearly"]
            if (duty.freq, duty.interval) == ("yearly", 1)
            else []
        )
        return bool(yearly) and all(self.reached_in(row, time.due.year) for row in yearly)

    def reached_in(self, figure: Row, year: int) -> bool:
        """Whether a figure of every year was reached in that one; January tells of the year before."""
        own = [one for one in self.values if one.figure == figure.id and self.year_of(one) == year]
        last = [
            one
            for place, one in enumerate(own, 1)
            if not any(later.on == one.on or later.year is not None for later in own[place:])
        ]
        if kind_of(figure) in STEADY:
            last = [one for one in last[-1:] if one.year is not None or one.on.year > year]
        asked = Row(**vars(figure) | self.as_it_was(figure, date(year, 12, 31)))
        return any(share_of(asked, one.value) >= 100 for one in last)

    def year_of(self, one: Claim) -> int:
        """The year that a value of what comes every year tells of; before the task's first there is none."""
        before = one.on.year - (one.on.month == 1 and (self.start is None or self.start.year < one.on.year))
        return one.year or before

    @cached_property
    def unanswered(self) -> date | None:
        """The earliest day by which an order had to be answered, and was not.

        An extension leaves an order to be answered; closing or dropping the task takes back those given before. The
        next rung's order takes the place of the one below.
        """
        orders = self.rows("supervision_order")
        replied = {row.order_id for row in self.rows("order_reply")} | {row.follows_id for row in orders}
        back = [moment(act) for act in self.acts if act.kind == "restored"]
        gone = [act for act in self.acts if act.kind == "omitted" and not any(moment(act) < one for one in back)]
        ends = [moment(act) for act in (*self.acts, *gone) if act.kind in {"closed", "dropped"} or act in gone]
        standing = [row for row in orders if row.id not in replied and not any(moment(row) < end for end in ends)]
        return min((row.reply_by for row in standing if row.reply_by < self.day), default=None)

    @cached_property
    def report_by(self) -> date | None:
        """The day by which its cadence asks for the next report; of a collective for the first that a member owes.

        Each member reports for itself, from the day on which it joined until it has done its part, and what the
        collective reports is reported for all.
        """
        issued = self.plan.issued if self.plan is not None else None
        since = max(self.start or date.min, self.exists_from, issued or date.min)
        members = self.members(self.day)
        if not members:
            return self._next_report([row.on for row in self.reports], since)
        end = Row(on=self.day, seq=math.inf)
        joined = {
            row.unit_id: row.valid_from or date.min
            for row in self.book.of("unit_member", "collective_id", self.first)
            if (row.valid_from or self.day) <= self.day <= (row.valid_to or self.day)
        }
        owed = (
            self._next_report(
                [row.on for row in self.rows("progress_report") if self._is_for(member, row)],
                max(since, joined[member]),
            )
            for member in members
            if not self.is_done(member, end)
        )
        return min((day for day in owed if day is not None), default=None)

    def _is_for(self, member: int, row: Row) -> bool:
        """Whether a member has reported by this, or who speaks for all."""
        return row.unit_id in self.heirs(member, row.on) | self.heirs(self.first or 0, row.on)

    def _next_report(self, reported: list[date], since: date) -> date | None:
        """The day by which who ``reported`` on these days has to next: a report answers for the day nearest to it."""
        laid = self._report_days()
        days = [day for day, _rule in laid]
        again = [act.on for act in self.acts if act.kind in {"reopened", "resumed", "restored"}]
        if again and (not reported or again[-1] > reported[-1]):
            return next((day for day in days if day > max(again[-1], since)), None)
        if not reported:
            return next((day for day, rule in laid if day > since and _told_until(day, rule) >= since), None)
        last = reported[-1]
        before = max((day for day in days if day < last), default=None)
        after = next((day for day in days if day >= last), None)
        if after is None or (before is not None and last - before <= after - last):
            return after
        return next((day for day in days if day > after), None)

    def _report_days(self) -> list[tuple[date, str]]:
        """The days of its plan's cadence, each with its rule; without one those of the unit that answers now."""
        cadences = self.book.of("cadence", "plan_id", self.task.plan_id) if self.plan else []
        if not cadences and self.first is not None:
            cadences = self.book.of("cadence", "unit_id", self._last_heir(self.first))
        return sorted(
            (due.due, row.rule) for row in cadences for due in self.book.of("cadence_due", "cadence_id", row.id)
        )

    def _last_heir(self, unit: int) -> int:
        ends = [one for one in self.heirs(unit, self.day) if self.heirs(one, self.day) == {one}]
        return ends[0] if ends else unit

    @cached_property
    def handed_out(self) -> date:
        """The day it was given out: its plan's issue; where nothing tells that, the day it was signed for."""
        issued = self.plan.issued if self.plan is not None else None
        signed = [act.on for act in self.acts if act.kind == "received" and self.speaks(act)]
        return max(self.exists_from, issued or min(signed, default=self.exists_from))

    @property
    def unreceived(self) -> bool:
        """Whether nobody signed for it within the days that the ledger allows."""
        days = self.setting("receive_days", 0)
        if members := self.members(self.day):
            waits = self.at_work and not all(map(self.has_signed, members))
        else:
            signed = any(act.kind == "received" and self.speaks(act) for act in self.acts)
            waits = self.status == "pending" and not self.concluded and not signed and not self.reports
        return days > 0 and waits and (self.day - self.handed_out).days > days

    def has_signed(self, member: int) -> bool:
        """Whether a member, or the collective for all, signed for it or said anything of it."""
        acts = [act for act in self.acts if act.kind in {"received", "started", "submitted", "done"}]
        said = (*acts, *self.rows("progress_report"))
        return any(row.unit_id in {None, self.first, *self.heirs(member, row.on)} for row in said)

    # how far it is

    @cached_property
    def sendings_back(self) -> list[Row]:
        """What takes a claim back: a check that returns it, a submission returned, a closed task opened again."""
        pairs = zip(self.turns, self.turns[1:], strict=False)
        reopened = [act for (before, _), (_, act) in pairs if act.kind == "reopened" and before == "closed"]
        checks = [row for row in self.checks if row.result == "returned"]
        said = {(row.on, row.unit_id) for row in self.rows("verification") if row.result == "returned"}
        turned = [act for _, act in self.turns if act.kind == "returned" and (act.on, act.unit_id) not in said]
        return in_order([*turned, *reopened, *checks])

    @cached_property
    def overturning(self) -> set[int]:
        """The checks, by their place in the journal, that return while nothing of theirs is left to be checked."""
        submitted = [act for _status, act in self.turns if act.kind == "submitted"]
        found, left = set(), []
        accepted = [row for row in self.checks if row.result == "accepted"]
        for row in in_order([*self.reports, *self.measured, *submitted, *accepted, *self.sendings_back]):
            if row.table in {"progress_report", "measurement"} or _kind(row) == "submitted":
                left.append(row)
                continue
            units = None if _kind(row) == "reopened" else self._accepts(row)
            its = [one for one in left if units is None or one.unit_id in units]
            if row not in accepted and _kind(row) != "reopened" and not its:
                found.add(row.seq)
            left = [one for one in left if one not in its or (row in accepted and one.seq > row.seq)]
        return found

    def standing(self, claims: Iterable[Row]) -> list[Claim]:
        """What is left of ``claims``, in order, after all that was accepted and sent back."""
        found: list[Claim] = []
        accepted = [row for row in self.checks if row.result == "accepted"]
        for row in in_order([*claims, *accepted, *self.sendings_back]):
            if row.table in {"progress_report", "measurement"}:
                measured = row.table == "measurement"
                value = row.value if measured else row.percent
                year = row.year if measured else None
                figure = row.indicator_id if measured else None
                found.append(Claim(value, row.on, row.unit_id, figure, year, row.seq))
            elif row.table == "verification" and row.result == "accepted":
                _accept([one for one in found if one.entered < row.seq], self._accepts(row))
            else:
                self._take_back(found, row)
        return found

    def _accepts(self, check: Row) -> set[int] | None:
        """The units whose claims a check accepts; ``None``: all."""
        if self.is_whole(check):
            return None
        return next(own for member in self.members(check.on) if check.unit_id in (own := self.heirs(member, check.on)))

    def _take_back(self, claims: list[Claim], row: Row) -> None:
        """Back to the last accepted figure; a task that is opened again loses the one that it was closed by too."""
        units = None if row.table == "action" and row.kind == "reopened" else self._accepts(row)
        kept = [one for one in claims if one.settled or not _is_of(one, units)]
        is_again = row.table == "action" and row.kind == "reopened"
        if row.seq in self.overturning or (is_again and len(kept) == len(claims)):
            its = [one for one in kept if _is_of(one, units)]
            last = {(one.figure, self._line(one)): one for one in its}
            kept = [one for one in kept if one not in last.values()]
        claims[:] = kept

    def _line(self, claim: Claim) -> int | None:
        """Whose part a claim is about: a member, or the first unit."""
        members = self.members(claim.on)
        return next((member for member in members if claim.unit in self.heirs(member, claim.on)), None)

    @cached_property
    def measured(self) -> list[Row]:
        """What those who answer, or the statistics, have measured of its figures."""
        indicators = self.book.of("indicator", "task_id", self.task.id)
        rows = [row for one in indicators for row in self.book.of("measurement", "indicator_id", one.id)]
        return in_order(row for row in rows if row.on <= self.day and self.speaks(row))

    @cached_property
    def values(self) -> list[Claim]:
        """What stands of it."""
        return self.standing(self.measured)

    @cached_property
    def figures(self) -> Figures | None:
        """What its measured figures add up to."""
        asked = [self.asked(row) for row in self.indicators]
        return Figures.of(asked, self.values, self.start, self.last_due, self.rested, self.judged_on)

    @cached_property
    def rested(self) -> frozenset[date]:
        """The days on which it was suspended, up to the one on which that was over."""
        days: set[date] = set()
        for (status, since), (_, until) in pairwise(self.moves):
            if status == "suspended":
                days |= {since.on + timedelta(days=place) for place in range((until.on - since.on).days)}
        return frozenset(days)

    @property
    def indicators(self) -> list[Row]:
        """Its figures, as the plan's text of the day has them."""
        return [Row(**vars(row) | self.as_it_was(row, self.day)) for row in self.laid_down("indicator", self.day)]

    def laid_down(self, table: str, day: date) -> list[Row]:
        """Those of its rows that later texts had brought by a day and not left out."""
        rows = self.book.of(table, "task_id", self.task.id)
        return [row for row in rows if (row.since or day) <= day < (row.until or date.max)]

    def as_it_was(self, row: Row, day: date) -> dict[str, Any]:
        """What a figure was on ``day``, where a later text has changed it since."""
        former = json.loads(row.former or "[]")
        later = [one for one in former if date.fromisoformat(one["until"]) > day]
        was: dict[str, Any] = min(later, key=lambda one: str(one["until"]), default={})
        due = {"due": date.fromisoformat(was["due"]) if was["due"] else None} if was else {}
        return {name: was[name] for name in was if name != "until"} | due

    def asked(self, row: Row) -> Row:
        """A figure with the date in force of its day, and whether that was marked as met."""
        own = [(one, day) for one, day, _ in self.deadlines if one.date is not None and one.date == row.due]
        moved = max((day for one, day in own if day is not None and day != one.date), default=None)
        met = min((day for one, _ in own if (day := self.met_on(one)) is not None), default=None)
        return Row(**vars(row), held=moved or row.due, met=met)

    @cached_property
    def percent(self) -> tuple[float, bool] | None:
        """The latest percentage that stands, and whether nobody has accepted it; of a collective its members' mean."""
        members = self.members(self.day)
        claims = self.standing(row for row in self.reports if row.percent is not None)
        if not members:
            return (claims[-1].value, not claims[-1].accepted) if claims else None
        owns = [self.heirs(member, self.day) for member in members]
        end = Row(on=self.day, seq=math.inf)
        shares: list[tuple[float, bool]] = []
        for member, own in zip(members, owns, strict=True):
            own_claims = [one for one in claims if one.unit in own]
            last = own_claims[-1] if own_claims else None
            if self.is_done(member, end):
                checks = [row for row in self.looked_at if row.unit_id in own or self.is_whole(row)]
                since = [act for act in self.acts if act.kind == "reopened"]
                since += [act for act in self.acts if act.kind == "done" and act.unit_id in own]
                checked = bool(checks) and not self.is_returned(checks[-1])
                checked = checked and all(moment(act) < moment(checks[-1]) for act in since)
                shares.append((100.0, checked or bool(last and last.value >= 100 and last.accepted)))
            elif last is not None:
                shares.append((last.value, last.accepted))
        if not shares:
            return None
        self.all_said = len(shares) == len(members)
        return sum(value for value, _ in shares) / len(shares), not all(accepted for _, accepted in shares)

    @property
    def is_closed_as_done(self) -> bool:
        """Whether the office closed it and waived nothing."""
        closings = [act for act in self.acts if act.kind == "closed"]
        return self.status == "closed" and closings[-1].waived is None

    @property
    def progress(self) -> float | None:
        if self.figures is not None:
            return self.figures.progress
        if self.is_closed_as_done:
            return 100.0
        if self.percent is None or (self.percent[0] >= 100 and not self.all_said):
            return None
        return self.percent[0]

    @property
    def claimed(self) -> bool:
        """Whether its progress was not accepted by anybody."""
        if self.progress is None or (self.figures is None and self.is_closed_as_done):
            return False
        return self.figures.claimed if self.figures is not None else self.percent is not None and self.percent[1]

    @cached_property
    def behind(self) -> float | None:
        """Points behind schedule, of what is furthest behind; ``None`` where nobody asks or it can't be told."""
        months = {row.month for row in self.book.of("exempt_month", "task_id", self.task.id)}
        if not self.at_work or self.day.replace(day=1) in months or self.progress is None:
            return None
        behind = max(self._lags(), default=None)
        return None if behind is not None and behind <= 0 and self.is_overdue else behind

    @property
    def is_overdue(self) -> bool:
        """Whether a date passed that it had to keep: then it is never ahead."""
        return self.due is not None and self.due < self.day

    def _lags(self) -> Iterator[float]:
        if self.figures is not None:
            yield from self.figures.lags(self.day)
        elif not self.all_said:
            return
        elif self.is_overdue and self.progress is not None:
            yield lag(100.0, self.progress)
        elif self.last_due is not None:
            start = self.start or (self.exists_from if self.exists_from != date.min else None)
            if start is not None and self.progress is not None:
                pace = Pace(start, self.last_due, self.rested)
                yield lag(elapsed(pace, self.day), self.progress)

    @property
    def accepted(self) -> bool:
        """Whether the latest check since it was last handed in accepted it."""
        handed_in = [act for _status, act in self.turns if act.kind == "submitted"]
        last = handed_in[-1] if handed_in else None
        since = [row for row in self.checks if last and row.on >= last.on and row.seq > last.seq]
        return bool(since) and max(since, key=lambda row: (row.on, row.id)).result == "accepted"

    @property
    def sent_back(self) -> bool:
        """Whether it was sent back, and nobody has reported on it or handed it in since; of members, each its own."""
        if members := self.members(self.day):
            return any(map(self.is_sent_back, members))
        if not self.sendings_back:
            return False
        handed_in = [act for status, act in self.turns if status == "submitted"]
        anew = in_order([*self.reports, *handed_in])
        return not anew or moment(anew[-1]) < moment(self.sendings_back[-1])

    # what is odd about it

    def flags(self) -> dict[str, bool]:
        """Each flag, and whether the task has it."""
        parts = self.book.of("assignment", "task_id", self.task.id)
        units = [self.book.one("unit", row.unit_id) for row in parts]
        leads = sum(row.role == "lead" for row in parts)
        return {
            "overdue": self.days_late is not None,
            "duty-missed": self.at_work and self.missed is not None,
            "unanswered": self.at_work and self.unanswered is not None,
            "sent-back": self.at_work and self.sent_back,
            "silent": self.at_work and self.report_by is not None and self.report_by < self.day,
            "unreceived": self.unreceived,
            "unowned": leads == 0,
            "joint": leads > 1,
            "vague": any(unit is not None and unit.vague for unit in units),
            "collective": any(unit is not None and unit.kind == "collective" for unit in units),
            "waiting": self.status == "submitted" and not self.accepted,
            "accepted": self.status == "submitted" and self.accepted,
            "late": self.late and self.status in {"submitted", "closed"},
            "met-late": self.late and self.status not in {"submitted", "closed"},
            "to-mark": self.to_mark,
            "undated": not self.dated or any(day is None for _, day, _ in self.deadlines),
            "unknown": self.unknown,
        }

    @property
    def unknown(self) -> bool:
        """No date and no report: nobody knows how it is."""
        return self.at_work and not self.dated and not self.reports and self.progress is None

    # its lamp

    @property
    def lamp(self) -> str:
        """Its lamp by the default rules: the first that holds."""
        return next(lamp for lamp, holds in self._rules() if holds)

    def _rules(self) -> Iterator[tuple[str, bool]]:
        behind = -1.0 if self.behind is None else self.behind
        flags = self.flags()
        yield "closed", self.status == "closed"
        yield "grey", self.status == "dropped"
        yield "grey", self.concluded
        yield "grey", self.status == "suspended"
        yield "yellow", self.status == "submitted"
        yield "grey", self.start is not None and self.start > self.day
        yield "red", flags["overdue"] or flags["unanswered"] or flags["duty-missed"]
        yield "red", behind > FAR_BEHIND
        yield "yellow", self.due is not None and self.day <= self.due <= self.day + SOON
        yield "yellow", behind >= BEHIND
        yield "yellow", flags["silent"]
        yield "yellow", self.sent_back
        yield ("grey" if self.day <= self.handed_out + GRACE else "yellow"), flags["unknown"]
        yield "green", True


def is_to_report(duty: Row, task: Row) -> bool:
    """Whether a recurring duty is to report: the words behind its time say so."""
    _, _, behind = f"{task.title}。{task.text}".partition(duty.text)
    return any(word in duty.text + behind.split("。")[0] for word in ("报送", "上报", "反馈", "汇报", "报市"))


def _accept(claims: list[Claim], units: set[int] | None) -> None:
    """The latest of ``claims``, one a figure, is accepted; what came before it can't be sent back any more."""
    latest = {(one.figure, one.unit if units else None): one for one in claims if _is_of(one, units)}
    for one in latest.values():
        one.accepted = True
    for one in claims:
        one.settled = one.settled or _is_of(one, units)


def _kind(row: Row) -> str | None:
    return row.kind if row.table == "action" else None


def _is_of(claim: Claim, units: set[int] | None) -> bool:
    return units is None or claim.unit in units
