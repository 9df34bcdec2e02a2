"""Reminders (催办): who is asked for what and why, and what was asked before."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from dutytrack.domain.query.parsing import Query
from dutytrack.i18n import _, ngettext
from dutytrack.reports.model import Group, Report, cells, columns_of, listing
from dutytrack.store.query.look import Look
from dutytrack.store.reading.reminders import reminder_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dutytrack.store.reading.reminders import ToAsk


def round_report(
    asked: Sequence[tuple[str, int, Sequence[ToAsk]]],
    left_alone: Sequence[tuple[str, date, int]],
    *,
    period: str,
    as_of: date,
) -> Report:
    """A round of reminders: each unit with how often it was asked this year and what it is asked for.

    ``left_alone`` are the units asked in the period already, with the day and the number of tasks they owe.
    """
    columns = columns_of("key lamp due why title times", times=_("asked this year"))
    groups = tuple(
        Group(tuple((*row, times) for row in cells(columns[:-1], asks)), _reminder_title(unit, len(asks), times), unit)
        for unit, times, asks in asked
    )
    template = _("{unit} was reminded on {on} already, in {period}: not asked again ({tasks} tasks).")
    notes = [template.format(unit=unit, on=on, period=period, tasks=tasks) for unit, on, tasks in left_alone]
    if not groups:
        notes.append(_("Nobody has to be reminded."))
    title = _("Reminders of {as_of} for {period}").format(as_of=as_of, period=period)
    report = Report("reminders", title, columns, groups, as_of, "unit", notes=tuple(notes))
    return report.counting((_("units"), len(groups)), (_("tasks"), report.row_count))


def _reminder_title(unit: str, tasks: int, times: int) -> str:
    template = ngettext(
        "{unit}: {tasks} task; reminders this year: {times}",
        "{unit}: {tasks} tasks; reminders this year: {times}",
        tasks,
    )
    return template.format(unit=unit, tasks=tasks, times=times)


def reminders_report(look: Look, query: Query | str = "") -> Report:
    """The reminders sent by a day about tasks of ``query``, the latest first, with how often each unit was asked.

    Raises QueryError where the query can't be understood.
    """
    rows = reminder_rows(look, query)
    columns = columns_of("unit period on key why title text", on=_("sent"))
    sent = [key for key, _same in groupby(rows, key=lambda row: (row.unit, row.period, row.on))]
    title = _("Reminders sent by {as_of}").format(as_of=look.as_of)
    report = listing("reminders-sent", title, columns, rows, look.as_of, text=lambda row: row.text or None)
    report = report._replace(notes=_asked_this_year(sent, look.as_of.year))
    return report.counting((_("reminders"), len(sent)), nothing=_("No reminder was sent."))


def _asked_this_year(sent: Sequence[tuple[str, str, date]], year: int) -> tuple[str, ...]:
    """A sentence that says how often each unit was reminded in ``year``, those asked most first."""
    times = Counter(unit for unit, _period, on in sent if on.year == year)
    if not times:
        return ()
    listed = "、".join(f"{unit} {count}" for unit, count in sorted(times.items(), key=lambda pair: (-pair[1], pair[0])))
    return (_("Reminded in {year}: {units}").format(year=year, units=listed),)
