"""What units owe that ``today`` lists: of what kind, in which words, and of a collective by which of its members."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dutytrack.domain.words.supervision import NOT_SIGNED
from dutytrack.i18n import N_, _
from dutytrack.store.facts.duties import duty_told
from dutytrack.store.facts.pace import Due
from dutytrack.store.reading.members import MemberLeft
from dutytrack.store.reading.owing import Owing


@dataclass(frozen=True, slots=True)
class TaskSection:
    """A section that a query finds."""

    name: str
    title: str
    query: str
    act: str


class OwedSection(NamedTuple):
    """A section of what units owe."""

    tasks: TaskSection
    said: Callable[[Owing], str | None]
    """What is owed, in words; ``None`` where it is not."""
    figure: str = ""
    """The figure that those words tell, by its name in rules."""
    by_member: bool = False
    """Whether each member of a collective owes it by itself."""
    names_left: bool = False
    """Whether all members that have not done their part are named where none owes it by itself."""

    def acts(self, found: Owing) -> tuple[str, ...]:
        """What is done about it: a lead and a date are named each where it is wanting."""
        if self is not UNOWNED:
            return (self.tasks.act,)
        wanting = {"set-lead": found.unowned, "set-due": found.undated}
        return tuple(act for act, is_wanting in wanting.items() if is_wanting)

    def said_by_members(self, found: Owing, members: Iterable[MemberLeft], as_of: date) -> Mapping[str, list[str]]:
        """What some of ``members`` owe by themselves, by its words with their names."""
        told: dict[str, list[str]] = {}
        for one in members if self.by_member else ():
            if (said := self.said(of_member(found, one, as_of))) is not None:
                told.setdefault(said, []).append(one.name)
        return told


def _late(owed: Owing) -> str | None:
    """Since it was taken up again, where that was after its date: which is less than since its date."""
    if owed.days_late is None:
        return None
    template = _("{days} days late")
    if owed.late_again is not None:
        template = _("{own} days late since it was taken up again on {date} ({days} since its date {due})")
    return template.format(due=owed.due, days=owed.days_late, own=owed.days_at_work, date=owed.late_again)


def _missed(owed: Owing) -> str | None:
    template = _("the recurring duty “{duty}” of {date} was missed {days} days ago")
    if owed.duties_missed:
        template = _(
            "the recurring duty “{duty}” of {date} was missed {days} days ago, the first of {count} times missed"
        )
    told = {"duty": owed.duty, "date": owed.duty_on, "days": owed.days_missed, "count": owed.duties_missed}
    return None if owed.duty_on is None else template.format(**told)


def _sent_back(owed: Owing) -> str | None:
    if owed.sent_back_on is None:
        return None
    template = _("sent back on {date}, not reported anew")
    if owed.handed_in_on is not None:
        template = _("handed in on {handed_in_on}, sent back on {date}, not reported anew")
    if owed.sent_back_on == owed.reopened_on:
        template = _("opened again on {date}, not reported anew")
    return template.format(date=owed.sent_back_on, handed_in_on=owed.handed_in_on)


def _silent(owed: Owing) -> str | None:
    template = _("no report, due by {date}, {days} days ago")
    if owed.reports_missed:
        template = _("no report, due by {date}, {days} days ago, the first of {count} missed")
    told = {"date": owed.report_by, "days": owed.report_late, "count": owed.reports_missed}
    return None if owed.report_by is None else template.format(**told)


def _to_mark(owed: Owing) -> str | None:
    template = _("its figures reached the stage of {date} in time, to be marked as met")
    return None if owed.to_mark is None else template.format(date=owed.to_mark)


def _unowned(owed: Owing) -> str | None:
    if not owed.unowned:
        return _("no date was set") if owed.undated else None
    return _("no unit was named to lead, and no date set") if owed.undated else _("no unit was named to lead")


def _unreceived(owed: Owing) -> str | None:
    return None if owed.unreceived is None else _(NOT_SIGNED).format(days=owed.unreceived)


LATE = OwedSection(
    TaskSection("late", N_("Other late tasks"), "flag:overdue -status:submitted", "order"),
    _late,
    "days_late",
    names_left=True,
)
SENT_BACK = OwedSection(
    TaskSection("sent-back", N_("To be reported anew"), "flag:sent-back", "remind"),
    _sent_back,
    by_member=True,
    names_left=True,
)
UNOWNED = OwedSection(
    TaskSection(
        "unowned",
        N_("To be given a lead or a date"),
        "is:open (first:none or plan:none (flag:unowned or flag:unknown))",
        "set-lead",
    ),
    _unowned,
    "unowned",
)
"""What is wanting of the office's own tasks, and of those of plans that no unit answers for: nobody can be asked."""
TO_MARK = OwedSection(TaskSection("to-mark", N_("Dates to mark"), "flag:to-mark", "done"), _to_mark, "to_mark")
"""What units have done, and only the office can say so."""
OWED = (
    LATE,
    OwedSection(
        TaskSection("missed", N_("Duties missed"), "flag:duty-missed", "progress"),
        _missed,
        "next_occurrence",
        by_member=True,
    ),
    SENT_BACK,
    OwedSection(TaskSection("silent", N_("Silent"), "flag:silent", "remind"), _silent, "report_by", by_member=True),
    UNOWNED,
    OwedSection(
        TaskSection("unreceived", N_("Not signed for in time"), "is:open flag:unreceived", "receive"),
        _unreceived,
        by_member=True,
    ),
)
"""What units owe, the weightiest first."""


def of_member(found: Owing, member: MemberLeft, as_of: date) -> Owing:
    """What is owed about a task as it is owed by one of the members that answer for it."""
    first, count = next(iter(member.missed), None), len(member.missed)
    own = Due(found.own_due, found.own_origin)
    due = own if first is None else own.or_duty(first.due, as_of)
    return found._replace(
        sent_back_on=member.sent_back_on,
        handed_in_on=None,
        duty_on=None if first is None else first.due,
        duty=None if first is None else duty_told(first.duty),
        days_missed=None if first is None else (as_of - first.due).days,
        duties_missed=count if count > 1 else None,
        unreceived=found.unreceived if member.unsigned else None,
        report_by=member.report_by,
        report_late=None if member.report_by is None else (as_of - member.report_by).days,
        reports_missed=member.reports_missed,
        due=due.day,
        due_origin=due.origin,
    )


def taken_up_again(found: Owing) -> Iterator[str]:
    """How long a task has been late since it was taken up again, which is less than since its date."""
    if found.late_again is not None:
        template = _("{days} days late since it was taken up again on {date}")
        yield template.format(days=found.days_at_work, date=found.late_again)
