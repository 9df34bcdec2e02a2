"""What changed since a day: new tasks, closed ones, lamps that turned, dates that moved, progress made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from dutytrack.domain.lamps import LAMPS
from dutytrack.domain.progress.share import tenth
from dutytrack.domain.query.parsing import Query
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import N_, _, bracketed, listed
from dutytrack.reports.model import Group, Report, Row, columns_of
from dutytrack.reports.orders import suggestions
from dutytrack.store.query.look import Look
from dutytrack.store.reading.changes import done_between, lit_by, succeeded_between
from dutytrack.store.reading.settings import ladder
from dutytrack.store.reading.tasks import TaskRow, find_tasks
from dutytrack.store.sql.dialect import Reader
from dutytrack.store.sql.records import iso

CHANGES: Mapping[str, str] = {
    "new": N_("New"),
    "closed": N_("Closed"),
    "worse": N_("Lamp turned for the worse"),
    "better": N_("Lamp turned for the better"),
    "status": N_("Other status"),
    "lamp": N_("Other lamp"),
    "moved": N_("Date moved"),
    "progress": N_("Progress made"),
    "units": N_("Other lead units"),
    "measured": N_("Progress told by figures, no longer by a reported percentage, or the other way round"),
    "time": N_("By time alone"),
    "gone": N_("No longer there"),
}
"""What can have changed, the weightiest first: a task stands under the first that holds of it.

A lamp that turned for the worse or the better comes before all else that is said of a task that was there and is not
closed: so all that turned are counted.
"""
_COLUMNS = (
    "key lamp_before lamp passed progress_before progress due_before due title lead status_before status lead_before"
)
_ALWAYS = frozenset({"key", "title", "lead", "lamp", "status"})
"""What the narrowest screen shows of a task."""
_SPARE = ("lead_before", "due_before", "progress_before", "status_before", "due", "progress")
"""What was, and what no narrow screen has room for, goes before what is."""
_PASSED: Mapping[str, str] = {
    "overdue": N_("its date passed"),
    "duty-missed": N_("a recurring duty was missed"),
    "unanswered": N_("an order's reply day passed"),
    "silent": N_("no report in time"),
    "unreceived": N_("not signed for"),
    "order-due": N_("an order is due"),
}
"""What time brings about by itself."""
_CAME: Mapping[str, str] = {
    "submitted": N_("it was handed in"),
    "progress_report": N_("a report came in"),
    "measurement": N_("a figure came in"),
    "order_reply": N_("an order was answered"),
}
"""What units do by which a lamp turns for the better, the weightiest first: that is told."""


class SinceLaterError(DutyTrackError):
    """Nothing can have changed since a day that comes later than the one asked about."""

    def __init__(self, since: date, as_of: date) -> None:
        super().__init__(_("--since {since} is after {as_of}, the day asked about"), since=since, as_of=as_of)


def diff_report(look: Look, query: Query | str = "", *, since: date, earlier: Reader | None = None) -> Report:
    """The tasks that ``query`` finds on either day and that differ between ``since`` and ``as_of``.

    Both days count whole, so what happened on ``since`` itself is no change. A lamp that turned counts as turned,
    whatever turned it; what time brought about (dates, reply days and duties that passed, orders that fell due) is told
    beside it, and stands apart where no lamp turned.
    ``earlier`` is another state of the ledger, as of ``since``: what it had been told by then, say; else that of
    ``look`` itself is asked about that day.

    Raises SinceLaterError where ``since`` comes after ``as_of``, QueryError where the query can't be understood.
    """
    if since > look.as_of:
        raise SinceLaterError(since, look.as_of)
    found = _changed(look._replace(connection=earlier or look.connection, as_of=since), look, query)
    groups = tuple(
        Group(tuple(rows), bracketed(_(title), len(rows)), change, _(title))
        for change, title in CHANGES.items()
        if (rows := found.get(change))
    )
    title = _("Changed from {since} to {as_of}").format(since=since, as_of=look.as_of)
    report = Report("diff", title, columns_of(_COLUMNS), groups, look.as_of, "change")
    report = report._replace(kept=_ALWAYS, spare=_SPARE)
    by_change = ((_(CHANGES[str(group.key)]), len(group.rows)) for group in groups)
    return report.counting((_("tasks changed"), report.row_count), *by_change, nothing=_("Nothing changed."))


def _changed(then: Look, now: Look, query: Query | str) -> dict[str, list[Row]]:
    old = {row.key: row for row in find_tasks(then, "", sort="key")}
    new = {row.key: row for row in find_tasks(now, "", sort="key")}
    fell_due = {key for key, _rung in _orders_due(now) - _orders_due(then)}
    done = done_between(now.connection, then.as_of, now.as_of)
    succeeded = succeeded_between(then, now)
    found: dict[str, list[Row]] = {}
    wanted = dict.fromkeys([*new, *old])
    if query != "":
        wanted = dict.fromkeys(row.key for look in (now, then) for row in find_tasks(look, query, sort="key"))
    for key in wanted:
        before, after = old.get(key), new.get(key)
        acts = done.get(key, set())
        passed = _passed(before, after, acts, order_due=key in fell_due)
        change = next(_changes(before, after, passed, acts, key in succeeded), None)
        if change is not None:
            if change == "better" and not passed:
                passed = tuple(_(word) for name, word in _CAME.items() if name in acts)[:1]
            found.setdefault(change, []).append(_row(before, after, passed, succeeded.get(key)))
    if worse := found.get("worse"):
        found["worse"] = _explained(now, worse)
    return found


def _explained(look: Look, rows: Sequence[Row]) -> list[Row]:
    """``rows`` of lamps that turned; where nothing says by what, with the rule that lights them now."""
    place = _COLUMNS.split().index("passed")
    wanted = [str(row[0]) for row in rows if row[place] is None]
    rules = lit_by(look, wanted) if wanted else {}
    return [(*row[:place], row[place] or rules.get(str(row[0])), *row[place + 1 :]) for row in rows]


def _orders_due(look: Look) -> set[tuple[str, str]]:
    """The tasks that are due for an order on the day of ``look``, each with the rung; not before a reply is checked."""
    due, _topmost = suggestions(look, "", ladder=ladder(look.connection))
    return {(one.key, one.rung) for one in due if one.waits_since is None}


def _passed(
    before: TaskRow | None, after: TaskRow | None, done: AbstractSet[str], *, order_due: bool
) -> tuple[str, ...]:
    """What brought about what changed of a task that is there on both days: what passed, a date that was moved.

    By time alone a lamp turned to which nothing else happened.
    """
    if before is None or after is None:
        return ()
    gained = {*after.flags} - {*before.flags} | ({"order-due"} if order_due else set())
    told = tuple(_(word) for name, word in _PASSED.items() if name in gained)
    if after.lamp != before.lamp and before.due and after.due and "extended" in done and after.due > before.due:
        told = (*told, _("it has a later date"))
    untouched = not done and all(getattr(after, name) == getattr(before, name) for name in _TOUCHED)
    by_time = after.lamp != before.lamp and untouched and {*before.flags} <= {*after.flags}
    return told or ((_("by time alone"),) if by_time else ())


def _changes(
    before: TaskRow | None, after: TaskRow | None, passed: Sequence[str], done: AbstractSet[str], succeeded: bool
) -> Iterator[str]:
    """What changed, the weightiest first."""
    if before is None or after is None:
        yield "new" if before is None else "gone"
        return
    yield from _turned(before, after)
    if (after.due != before.due or "extended" in done) and after.status != "closed":
        yield "moved"
    if after.progress != before.progress and not _is_measured_anew(before, after):
        yield "progress"
    if after.lead != before.lead or succeeded:
        yield "units"
    if _is_measured_anew(before, after):
        yield "measured"
    if passed:
        yield "time"


def _turned(before: TaskRow, after: TaskRow) -> Iterator[str]:
    """What became of its status and its lamp."""
    if after.status != before.status and after.status == "closed":
        yield "closed"
    if worse := LAMPS[after.lamp].alarm - LAMPS[before.lamp].alarm:
        yield "worse" if worse > 0 else "better"
    if after.status != before.status:
        yield "status"
    if after.lamp != before.lamp:
        yield "lamp"


def _is_measured_anew(before: TaskRow, after: TaskRow) -> bool:
    """Whether the progress of one day is told by figures, that of the other by a percentage: they are not compared."""
    told = [one.progress for one in (before, after)]
    return None not in told and (before.figures_total is None) != (after.figures_total is None)


_TOUCHED = ("status", "status_on", "due", "progress", "claimed", "lead")
"""What is the same on both days where nothing was done about a task."""


def _row(
    before: TaskRow | None, after: TaskRow | None, passed: Sequence[str], succeeded: tuple[str, str] | None
) -> Row:
    shown = after or before
    assert shown is not None
    lead, lead_before = shown.lead, before.lead if before and after and before.lead != after.lead else None
    if succeeded is not None and lead_before is None:
        lead_before, lead = ((one,) for one in succeeded)
    return (
        shown.key,
        before and before.lamp,
        after and after.lamp,
        listed(passed) or None,
        before and _points(before.progress),
        after and _points(after.progress),
        before and iso(before.due),
        after and iso(after.due),
        shown.title,
        lead,
        before and before.status,
        after and after.status,
        lead_before,
    )


def _points(progress: float | None) -> float | None:
    return None if progress is None else tenth(progress)
