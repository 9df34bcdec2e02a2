"""Reminders (催办): who is asked for what and why, and what was asked before."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import groupby, repeat
from typing import TYPE_CHECKING

from dutytrack.domain.dates import period_word
from dutytrack.domain.query.parsing import Query
from dutytrack.i18n import _, listed, ngettext
from dutytrack.reports.model import Group, Report, cells, columns_of, listing
from dutytrack.store.query.look import Look
from dutytrack.store.reading.reminders import reminder_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dutytrack.services.orders.reminding import LeftAlone, Reminded, UnitReminder


_NAMED = 12
"""So many of the tasks that no unit answers for are named."""


def round_report(made: Reminded) -> Report:
    """A round of reminders: each unit with how often it was asked this year and what it is asked for.

    Notes say who was asked in the period already, what is owed beside and was asked for neither then nor now, and what
    nobody could be asked for.
    """
    columns = columns_of("key lamp due why title times", times=_("asked this year"))
    groups = tuple(
        Group(
            tuple((*row, one.times) for row in cells(columns[:-1], one.asked, why=lambda ask: str(ask.why))),
            _reminder_title(one),
            one.unit,
        )
        for one in made.made
    )
    notes = [*map(_left_alone, made.left_alone, repeat(made.period)), *_left_out(made), *_nobody(made)]
    if not groups:
        notes.append(_("Nobody has to be reminded."))
    title = _("Reminders of {as_of} for {period}").format(as_of=made.on, period=period_word(made.period))
    report = Report("reminders", title, columns, groups, made.on, "unit", notes=tuple(notes))
    return report.counting((_("units"), len(groups)), (_("tasks"), report.row_count))


def _reminder_title(one: UnitReminder) -> str:
    template = ngettext(
        "{unit}: {tasks} task; reminders this year: {times}",
        "{unit}: {tasks} tasks; reminders this year: {times}",
        len(one.asked),
    )
    return template.format(unit=one.unit, tasks=len(one.asked), times=one.times)


def _left_alone(one: LeftAlone, period: str) -> str:
    template = _("{unit} was reminded on {on} already, in {period}: not asked again ({tasks} tasks).")
    if one.unasked:
        template = _("{unit} was reminded on {on} already, in {period}, but not of {keys}: not asked again.")
    return template.format(
        unit=one.unit, on=one.on, period=period_word(period), tasks=one.tasks, keys=listed(one.unasked)
    )


def _left_out(made: Reminded) -> Iterator[str]:
    template = _("{unit} also owes {keys}, which the query leaves out: no other reminder goes to it in {period}.")
    for one in made.made:
        if one.left_out:
            yield template.format(unit=one.unit, keys=listed(one.left_out), period=period_word(made.period))


def _nobody(made: Reminded) -> Iterator[str]:
    if made.nobody:
        template = ngettext(
            "{count} task has no unit that could be reminded: {keys}",
            "{count} tasks have no unit that could be reminded: {keys}",
            len(made.nobody),
        )
        more = " …" if len(made.nobody) > _NAMED else ""
        yield template.format(count=len(made.nobody), keys=listed(made.nobody[:_NAMED]) + more)


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
