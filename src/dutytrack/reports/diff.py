"""What changed since a day: new tasks, closed ones, lamps that turned, dates that moved, progress made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from dutytrack.domain.progress.share import tenth
from dutytrack.domain.query.parsing import Query
from dutytrack.domain.rules.packs import Rule
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import N_, _, bracketed, listed
from dutytrack.reports.causes import PASSED, Between
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


class SinceLaterError(DutyTrackError):
    """Nothing can have changed since a day that comes later than the one asked about."""

    def __init__(self, since: date, as_of: date) -> None:
        super().__init__(_("--since {since} is after {as_of}, the day asked about"), since=since, as_of=as_of)


def diff_report(look: Look, query: Query | str = "", *, since: date, earlier: Reader | None = None) -> Report:
    """The tasks that ``query`` finds on either day and that differ between ``since`` and ``as_of``.

    Both days count whole, so what happened on ``since`` itself is no change. A lamp that turned counts as turned,
    whatever turned it, which is told beside it; what time brought about (dates, reply days and duties that passed,
    orders that fell due) stands apart where no lamp turned.
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
    changes: dict[str, str] = {}
    wanted = dict.fromkeys([*new, *old])
    if query != "":
        wanted = dict.fromkeys(row.key for look in (now, then) for row in find_tasks(look, query, sort="key"))
    both = {
        key: Between(old[key], new[key], done.get(key, set()), then.as_of)
        for key in wanted
        if key in old and key in new
    }
    for key in wanted:
        if key not in both:
            changes[key] = "new" if key in new else "gone"
        elif change := next(_changes(both[key], key in fell_due, key in succeeded), None):
            changes[key] = change
    rules = lit_by(now, [key for key, change in changes.items() if change == "worse"])
    found: dict[str, list[Row]] = {}
    for key, change in changes.items():
        told = _told(both.get(key), change, rules.get(key), order_due=key in fell_due)
        found.setdefault(change, []).append(_row(old.get(key), new.get(key), told, succeeded.get(key)))
    return found


def _told(both: Between | None, change: str, rule: Rule | None, *, order_due: bool) -> tuple[str, ...]:
    """What turned the lamp of a task that is there on both days; where none turned, what passed, an order due too."""
    if both is None or change == "closed":
        return ()
    if both.before.lamp != both.after.lamp:
        return both.causes(rule)
    return (*(_(PASSED[flag]) for flag in both.passed), *((_("an order is due"),) if order_due else ()))


def _orders_due(look: Look) -> set[tuple[str, str]]:
    """The tasks that are due for an order on the day of ``look``, each with the rung; not before a reply is checked."""
    due, _topmost = suggestions(look, "", ladder=ladder(look.connection))
    return {(one.key, one.rung) for one in due if one.waits_since is None}


def _changes(both: Between, order_due: bool, succeeded: bool) -> Iterator[str]:
    """What changed of a task that is there on both days, the weightiest first."""
    before, after = both.before, both.after
    yield from _turned(both)
    if (after.due != before.due or "extended" in both.done) and after.status != "closed":
        yield "moved"
    if after.progress != before.progress and not _is_measured_anew(before, after):
        yield "progress"
    if after.lead != before.lead or succeeded:
        yield "units"
    if _is_measured_anew(before, after):
        yield "measured"
    if both.passed or order_due:
        yield "time"


def _turned(both: Between) -> Iterator[str]:
    """What became of its status and its lamp."""
    if both.after.status != both.before.status and both.after.status == "closed":
        yield "closed"
    if both.turn:
        yield "worse" if both.turn > 0 else "better"
    if both.after.status != both.before.status:
        yield "status"
    if both.after.lamp != both.before.lamp:
        yield "lamp"


def _is_measured_anew(before: TaskRow, after: TaskRow) -> bool:
    """Whether the progress of one day is told by figures, that of the other by a percentage: they are not compared."""
    told = [one.progress for one in (before, after)]
    return None not in told and (before.figures_total is None) != (after.figures_total is None)


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
