"""What is overdue, grouped by who answers for it: deadlines that passed unmet, each task once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, cast

from dutytrack.domain.acts import UNDER_WAY
from dutytrack.domain.query.parsing import Query
from dutytrack.domain.words.choices import UNIT_ORDERS, chosen
from dutytrack.domain.words.names import BETWEEN_NAMES
from dutytrack.domain.words.supervision import RETURNED_TO
from dutytrack.i18n import _, bracketed, listed, ngettext
from dutytrack.reports.model import Group, Report, Row, columns_of, listing
from dutytrack.store.query.look import Look
from dutytrack.store.reading.overdue import OverdueRow, courses, first_overdue_rows, overdue_rows, red_otherwise
from dutytrack.store.reading.people import contacts_by_unit
from dutytrack.store.sql.records import iso

if TYPE_CHECKING:
    from dutytrack.store.reading.members import MemberLeft
    from dutytrack.store.reading.overdue import Course, Order, RedRow

_ALWAYS = frozenset(
    {"key", "days_late", "days_at_work", "due", "title", "late_state", "members_left", "members_returned", "lead"}
)
"""What the narrowest screen shows of a task."""


def overdue_report(look: Look, query: Query | str = "", *, sort: str = "office", limit: int | None = None) -> Report:
    """The tasks of ``query`` overdue on a day, by their first lead, else first responsible unit; the longest first.

    ``sort`` puts the units in the order in which the office names them (``office``), of their longest overdue tasks
    (``worst``), or of their names (``name``).

    ``days_late`` counts calendar days since the earliest unmet deadline, until the task was handed in. ``limit`` cuts
    the rows; the units' numbers and the totals are of all.

    Raises QueryError where the query can't be understood, UnknownChoiceError where ``sort`` is none of the three.
    """
    order = cast("Order", chosen("--sort", sort, UNIT_ORDERS))
    counts: Mapping[str | None, int]
    if limit is None:
        rows = overdue_rows(look, query, order)
        counts = Counter(map(itemgetter(0), rows))
    else:
        rows, counts = first_overdue_rows(look, query, order, limit=limit)
    asked = contacts_by_unit(look.connection, as_of=look.as_of) if counts else {}
    members = _names_left(look, rows)
    owing = _owing(members, rows, counts)
    told = {unit: [_("contact: {who}").format(who=listed(who))] for unit, who in asked.items()}
    titles = {
        unit: "  ".join([bracketed(unit or _("no unit"), counts[unit]), *owing.get(unit, ()), *told.get(unit, ())])
        for unit in counts
    }
    cells = partial(_cells, members, _courses(look, rows))
    by_unit = groupby(rows, key=itemgetter(0))
    groups = tuple(Group(tuple(map(cells, tasks)), titles[unit], unit) for unit, tasks in by_unit)
    columns = columns_of(
        "key days_late days_at_work due title late_state:prose members_left members_returned lead rung "
        "due_origin mark reply_by handed_in_on returned_on"
    )
    report = Report("overdue", _("Overdue on {as_of}").format(as_of=look.as_of), columns, groups, look.as_of, "unit")
    report = report._replace(kept=_ALWAYS)
    others, count, red = red_otherwise(look, query, limit=limit)
    totals = [(_("overdue tasks"), sum(counts.values())), (_("units"), len(counts.keys() - {None}))]
    if red < totals[0][1]:
        totals.insert(1, (_("red of them"), red))
    notes = [] if counts else [_nothing(count)]
    if any(row.days_at_work != row.days_late for row in rows):
        notes.append(_("Of them at work: the days late on which it was not with the office, closed or suspended."))
    further: tuple[Report, ...] = ()
    if count:
        totals.append((_("red for other reasons"), count))
        title = bracketed(_("Red for other reasons"), count)
        further = (listing("red", title, columns_of("key title lead why:prose"), others, look.as_of, lead=_lead),)
    return report._replace(totals=tuple(totals), notes=tuple(notes), further=further)


def _nothing(red: int) -> str:
    """That no date has passed, and how many tasks are ``red`` for another reason."""
    if not red:
        return _("Nothing is overdue.")
    template = ngettext(
        "No task's date has passed; {count} task is red for another reason.",
        "No task's date has passed; {count} tasks are red for other reasons.",
        red,
    )
    return template.format(count=red)


_FEW = 3
"""So many members are named in the heading of their collective."""


def _lead(row: RedRow) -> tuple[str, ...]:
    return row.lead or (_("none is named"),)


@cache
def _day_text(day: date) -> str:
    """The same days stand in many rows."""
    return day.isoformat()


def _names_left(look: Look, rows: Iterable[OverdueRow]) -> Mapping[str, tuple[MemberLeft, ...]]:
    """The members that have not done their part, of each of ``rows`` that a collective answers for."""
    keys = [row.key for row in rows if row.members_left]
    if not keys:
        return {}
    from dutytrack.store.reading.members import members_left

    return members_left(look.connection, keys, as_of=look.as_of)


def _courses(look: Look, rows: Iterable[OverdueRow]) -> Mapping[str, Course]:
    """When those of ``rows`` that were sent back, or stand under an order, were handed in, returned and ordered."""
    keys = [row.key for row in rows if row.rung is not None or "returned" in row.state]
    if not keys:
        return {}
    return courses(look, keys)


def _owing(
    members: Mapping[str, tuple[MemberLeft, ...]], rows: Iterable[OverdueRow], counts: Mapping[str | None, int]
) -> dict[str | None, list[str]]:
    """By collective who of its members has not done its part of some of its tasks, where all those tasks are shown."""
    found: dict[str | None, list[str]] = {}
    for unit, own in groupby(rows, key=itemgetter(0)):
        tasks = list(own)
        names = list(dict.fromkeys(one.name for row in tasks for one in members.get(row.key, ())))
        if names and len(tasks) == counts[unit]:
            template = (
                _("not done: {names}") if len(names) <= _FEW else _("not done: {names} and others, {count} in all")
            )
            found[unit] = [template.format(names=BETWEEN_NAMES.join(names[:_FEW]), count=len(names))]
    return found


def _cells(members: Mapping[str, tuple[MemberLeft, ...]], seen: Mapping[str, Course], row: OverdueRow) -> Row:
    _unit, key, title, due, days_late, lead, origin, state, rung, at_work, _left = row
    left = members.get(key, ())
    names = tuple(one.name for one in left)
    returned = tuple(one.name for one in left if one.sent_back_on is not None)
    if returned and "returned" not in state:
        others = (one for one in state if one not in UNDER_WAY)
        state = (f"{RETURNED_TO}{BETWEEN_NAMES.join(returned)}", *others)
    course = seen.get(key)
    beside = (None,) * 4 if course is None else (course.mark, *map(iso, (course.reply_by, *course[1:3])))
    return key, days_late, at_work, _day_text(due), title, state, names, returned, lead, rung, origin, *beside
