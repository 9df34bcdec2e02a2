"""What became of a task's figures, in words: of a stage with the value of its time, of what comes every year each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dutytrack.domain.progress.series import series_of
from dutytrack.domain.progress.share import PACED, tenth
from dutytrack.domain.words.supervision import MEAN_OF_MEMBERS
from dutytrack.domain.words.things import COUNTED
from dutytrack.i18n import N_, _, bracketed, listed

if TYPE_CHECKING:
    from dutytrack.domain.progress.past import Period
    from dutytrack.store.reading.detail import IndicatorRow, TaskDetail
    from dutytrack.store.reading.why import FigureSeen

_SAME = 0.05
_WHOLE = 100
STATE_WORDS: Mapping[str, str] = {
    "reached": N_("reached"),
    "late": N_("reached late"),
    "missed": N_("not reached in time"),
    "suspended": N_("not assessed: suspended"),
    "exempt": N_("not assessed: exempt"),
    "closed": N_("not assessed: closed before"),
    "dropped": N_("not assessed: dropped before"),
    "concluded": N_("not assessed: its plan was concluded"),
}
_COMPARED = {">=": N_("at least {value}"), "<=": N_("at most {value}"), "==": "{value}", "=": "{value}",
             "+=": N_("{value} more")}  # fmt: skip
_FREQUENCIES = {"yearly": N_("every year"), "monthly": N_("every month"), "weekly": N_("every week")}


def figure_notes(row: IndicatorRow, *, is_open: bool) -> Iterator[str]:
    """What is to be said of a figure beside its target: how it counts, what was measured, what became of it.

    What it takes to get there is said while anything is asked of its task.
    """
    if row.freq:
        yield _(_FREQUENCIES.get(row.freq, row.freq))
    elif row.anew:
        yield _("begins anew each year")
    if row.years:
        yield from (period_told(period, row.unit) for period in row.years if period.share is not None)
    elif row.share is None:
        yield _not_there(row)
    else:
        yield listed(_actual(row, is_open=is_open))
    if row.years and row.share is None:
        yield _not_there(row)


def _not_there(row: IndicatorRow) -> str:
    return _("sent back, to be reported anew") if row.sent_back else _("not reported")


def compared(op: str, target: str) -> str:
    """What a figure is to come to, in words: ``at least 200名``."""
    return _(_COMPARED.get(op, "{op} {value}")).format(op=op, value=target)


def schedule_told(detail: TaskDetail) -> str:
    """What is due by now and what is there, with the name of the figure that is furthest behind.

    Empty on schedule, unless there are several figures: then it has to be said of which one. A figure that is whole
    says nothing of those that are not.
    """
    if not detail.should or not detail.actual or detail.row.behind is None:
        return ""
    if detail.row.behind <= 0 and (not detail.row.figures_total or len({one.name for one in detail.indicators}) == 1):
        return ""
    if detail.row.behind <= 0 and detail.actual == "100%" and detail.row.progress != _WHOLE:
        return ""
    figure, _blank, share = detail.should.rpartition(" ")
    template = _("{figure} {should} due by now, {actual} there") if figure else _("{should} due by now, {actual} there")
    return template.format(figure=figure, should=share, actual=detail.actual)


def progress_told(detail: TaskDetail) -> str:
    """How far it is, with the figure that says so where it has several, and the stage that it is of.

    ``progress`` must be known.
    """
    progress = detail.row.progress or 0.0
    said, names = _of_members(detail, percent(progress)), [one.name for one in detail.indicators]
    found = [one for one in detail.indicators if one.share is not None and abs(one.share - progress) < _SAME]
    if not detail.row.figures_total or len({one.name for one in found}) != 1:
        return said
    worst = found[-1]
    figure = worst.name if len(set(names)) > 1 else ""
    stage = _("stage of {target}").format(target=f"{worst.value:g}{worst.unit}") if names.count(worst.name) > 1 else ""
    beside = listed(filter(None, (figure, stage)))
    return bracketed(said, beside) if beside else said


def figures_measured(detail: TaskDetail) -> str:
    """Of how many of a task's figures something was measured; empty where of all.

    Those whose date was marked as met without a value are counted beside.
    """
    row = detail.row
    total = row.figures_total or len(series_of(detail.indicators))
    if row.figures_measured == total or not total:
        return ""
    told = _("{count}/{total} figures reported").format(count=row.figures_measured or 0, total=total)
    marked = sum(one.marked_on is not None and one.latest is None for one in detail.indicators)
    return listed([told, _("{count} marked as met").format(count=marked)]) if marked else told


def _of_members(detail: TaskDetail, share: str) -> str:
    """``share``; of a collective of which some members have told how far they are, that it is the mean of theirs."""
    members = next((one.members for one in detail.obligations if one.first), ())
    said = sum(member.has_said for member in members)
    if detail.row.figures_total or not 0 < said < len(members):
        return share
    return _(MEAN_OF_MEMBERS).format(said=said, members=len(members), progress=share)


def _actual(row: IndicatorRow, *, is_open: bool) -> Iterator[str]:
    if row.in_time is not None:
        yield _("{value} on {day}").format(value=f"{row.in_time:g}{row.unit}", day=row.in_time_on)
    if row.actual is not None:
        yield _("{value} on {day}").format(value=f"{row.actual:g}{row.unit}", day=row.measured_on)
    if row.marked_on is not None:
        reported = None if row.latest is None else f"{row.latest:g}{row.unit}"
        yield marked_told(row.marked_on, reported, row.latest_on, is_waived=row.waived)
        if row.state == "late":
            yield _(STATE_WORDS["late"])
        return
    share = "" if row.share is None else percent(row.share) + _counted_from(row.counted_from, row.unit)
    if share and (row.actual is None or share != f"{row.actual:g}{row.unit}"):
        yield share
    if row.state is not None:
        yield _(STATE_WORDS[row.state])
    elif is_open and (rate := _rate(row)):
        yield rate
    if row.latest is not None:
        yield _latest(row.latest, row.unit, row.latest_on)


def marked_told(on: date, reported: str | None, reported_on: date | None, *, is_waived: bool) -> str:
    """A stage that is reached because its date was marked as met, with what was measured of it, if anything was.

    What was measured stays what it is: nobody measured that the stage was reached.
    """
    if reported is None:
        template = _("marked as met on {day}, no value reported")
        return (_("marked as met on {day} by a waiver, no value reported") if is_waived else template).format(day=on)
    if is_waived:
        return _("{value} reported, marked as met on {day} by a waiver").format(value=reported, day=on)
    template = _("marked as met on {day}, last {value} on {reported_on}")
    return template.format(day=on, value=reported, reported_on=reported_on)


def only_marked(detail: TaskDetail) -> str | None:
    """What is said in place of who vouches for its progress, where all of its figures were only marked as met."""
    figures = detail.indicators
    if not detail.row.figures_total or not all(one.marked_on and (one.waived or one.latest is None) for one in figures):
        return None
    if not any(one.waived for one in figures):
        return _("marked as met by the office")
    values = [f"{one.latest:g}{one.unit}" for one in figures if one.latest is not None]
    template = _("{values} reported, marked as met by a waiver") if values else _("marked as met by a waiver")
    return template.format(values=listed(values))


def percent(value: float) -> str:
    """``value`` as a percentage, with a decimal where it has one."""
    return f"{tenth(value):g}%"


def _counted_from(base: float | None, unit: str) -> str:
    """Where a share is counted from, where that is not from nothing."""
    return _(" (counted from {base})").format(base=f"{base:g}{unit}") if base else ""


def _latest(value: float, unit: str, on: date | None) -> str:
    return _("last {value} on {day}").format(value=f"{value:g}{unit}", day=on)


def period_told(period: Period, unit: str) -> str:
    """A year of what comes every year, or a stage: its value, its share and what became of it."""
    parts = [when_told(period.start, period.end)]
    if period.value is not None:
        parts.append(f"{period.value:g}{unit}")
    if period.share is not None:
        parts.append(percent(period.share) + _counted_from(period.base, unit))
    if period.state is not None:
        parts.append(_(STATE_WORDS[period.state]))
    if period.latest is not None:
        parts.append(_latest(period.latest, unit, period.latest_on))
    return " ".join(filter(None, parts))


def when_told(start: date | None, end: date | None) -> str:
    """A year by its number, any other time by its last day; a stage begins on the last day of the one before."""
    if end is None:
        return ""
    ends_with_year = (end.month, end.day) == (12, 31)
    if ends_with_year and start is not None and (start + timedelta(days=1)).year == end.year:
        return str(end.year)
    return str(end)


def _rate(row: IndicatorRow) -> str:
    """What is left to do, or what it takes a month from now on, to reach the target in time."""
    due = row.until or row.due
    if row.actual is None or row.measured_on is None or due is None or row.kind not in PACED:
        return ""
    if row.unit in COUNTED:
        left = row.value - row.actual
        return _("{left} still to come").format(left=f"{left:g}{row.unit}") if left > 0 else ""
    return _("{rate} a month from now on").format(rate=f"{row.a_month:.3g}{row.unit}") if row.a_month else ""


def missed_told(one: FigureSeen) -> str:
    """A stage or year that was not reached in its time: what was asked for, what was there."""
    target, value = f"{one.time.target:g}{one.unit}", f"{one.time.value or 0:g}{one.unit}"
    template = _("{figure}, {when}: {target} asked for, {value} there, {state}")
    if one.time.state == "late":
        template = _("{figure}, {when}: {target} asked for, reached late on {day} with {value}")
    if one.time.in_time is not None:
        template = _("{figure}, {when}: {target} asked for, {before} there, reached late on {day} with {value}")
    if one.time.marked_on is not None:
        template = _("{figure}, {when}: {target} asked for, {marked}")
    reported = None if one.time.latest is None else f"{one.time.latest:g}{one.unit}"
    on, reported_on = one.time.marked_on or date.min, one.time.latest_on
    marked = marked_told(on, reported, reported_on, is_waived=one.waived)
    when = when_told(one.time.start, one.time.end)
    figure, before = one.figure.partition("@")[0], f"{one.time.in_time or 0:g}{one.unit}"
    told = {"target": target, "value": value, "before": before, "marked": marked}
    return template.format(
        figure=figure, when=when, day=one.time.on, state=_(STATE_WORDS[one.time.state or ""]), **told
    )
