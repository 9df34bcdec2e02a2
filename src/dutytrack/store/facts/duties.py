"""Which times of a recurring duty were met: by an act, by a report where it is one to report, by its figures.

A report answers a duty to report. A duty to do something is met by an act of its own, and one of every year by the
figures of every year that stand beside it, once all of them are reached in that year. The expressions need the tables
of ``PARTIES`` and what ``lend_duties`` lends.
"""
# ruff: noqa: S608 - the texts are put together from this program's own names

from __future__ import annotations

from datetime import date

from dutytrack.store.facts.claims import stands
from dutytrack.store.facts.parties import speaks
from dutytrack.store.sql import dialect

ASKS_FOR_REPORT = (
    "(SELECT asks_for_report(y.text, k.title || char(10) || k.text) "
    "FROM duty y JOIN task k ON k.id = y.task_id WHERE y.id = o.duty_id)"
)
"""Whether the duty of an occurrence ``o`` is one to report."""


def met_on(first: str) -> str:
    """The day by ``:as_of`` on which an occurrence ``o`` was met, for the unit ``first``; ``NULL`` where it was not."""
    ways = " UNION ALL ".join(f'SELECT {way[0]} AS "on" {way[1]}' for way in _ways(first))
    return f'(SELECT MIN(k."on") FROM ({ways}) k WHERE k."on" <= :as_of)'


def is_met(first: str) -> str:
    """Whether an occurrence ``o`` was met by ``:as_of``: what ``met_on`` tells, looked for no further than need be."""
    by_act, by_report, (day, by_figures) = _ways(first)
    found = (f"EXISTS (SELECT 1 {way[1]} AND {way[0]} <= :as_of)" for way in (by_act, by_report))
    return f"({' OR '.join(found)} OR (SELECT {day} {by_figures}) IS NOT NULL)"


def _ways(first: str) -> tuple[tuple[str, str], ...]:
    """The ways to meet an occurrence ``o``: the day of each, and where it is found."""
    by_act = "FROM action m WHERE m.task_id = o.task_id AND m.occurrence_id = o.id AND m.kind = 'met'"
    by_report = f"FROM progress_report r WHERE r.occurrence_id = o.id AND {speaks('r', first)} AND {ASKS_FOR_REPORT}"
    return ('m."on"', by_act), ('r."on"', by_report), ("MAX(f.day)", _by_figures(first))


def _by_figures(first: str) -> str:
    """The day on which all figures of every year were reached in the year of an occurrence ``o`` of every year.

    A value that was corrected, by one of the same day or by the year's own figure, reached nothing.
    """
    of_its_year = 'year_told(x."on", x.year) = CAST(substr(o.due, 1, 4) AS INTEGER)'
    is_later = '(z."on" = x."on" AND z.id > x.id) OR (z.year IS NOT NULL AND (z."on" > x."on" OR z.id > x.id))'
    corrected = (
        'EXISTS (SELECT 1 FROM measurement z WHERE z.indicator_id = x.indicator_id AND z."on" <= :as_of '
        f'AND z."on" >= x."on" AND ({is_later}) AND year_told(z."on", z.year) = year_told(x."on", x.year) '
        f"AND {speaks('z', first)} AND {stands('measurement', 'z')})"
    )
    reached = "is_reached(i.kind, i.name, i.op, i.unit, x.value, i.value, i.baseline)"
    first_day = (
        'SELECT MIN(x."on") FROM measurement x WHERE x.indicator_id = i.id AND x."on" <= :as_of '
        f"AND {of_its_year} AND {speaks('x', first)} AND {stands('measurement', 'x')} AND {reached} "
        f"AND NOT {corrected}"
    )
    yearly = "EXISTS (SELECT 1 FROM duty y WHERE y.id = o.duty_id AND y.freq = 'yearly' AND y.interval = 1)"
    figures = f"SELECT ({first_day}) AS day FROM indicator i WHERE i.task_id = o.task_id AND i.freq = 'yearly'"
    return f"FROM ({figures}) f HAVING COUNT(*) = COUNT(f.day) AND {yearly}"


def lend_duties(connection: dialect.Reader) -> None:
    """Let ``connection`` tell which duties are ones to report, and which figures are reached."""
    dialect.lend(connection, "asks_for_report", _asks_for_report, parameters=2)
    dialect.lend(connection, "is_reached", _is_reached, parameters=7)
    dialect.lend(connection, "year_told", _year_told, parameters=2)


def _asks_for_report(printed: str, text: str) -> float:
    from dutytrack.domain.progress.duties import asks_for_report

    return float(asks_for_report(printed, text))


def _year_told(on: str, year: int | None) -> float:
    from dutytrack.domain.progress.measured import year_told

    return year_told(date.fromisoformat(on), year)


def _is_reached(
    kind: str | None, name: str, op: str, unit: str, value: float, target: float, baseline: float | None
) -> float:
    """Whether a value meets what has to be done in a year; what has to hold on any day is never done before its end."""
    from dutytrack.domain.progress.share import STEADY, guess_kind, share

    own = kind or guess_kind(name, op, unit)
    return float(own not in STEADY and share(own, value, target, baseline) >= 100)  # type: ignore[arg-type]  # checked when set
