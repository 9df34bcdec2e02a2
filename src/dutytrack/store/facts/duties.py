"""Which times of a recurring duty were met: by an act, by a report where it is one to report, by its figures.

A report answers a duty to report. A duty to do something is met by an act of its own, and one of every year by the
figures of every year that stand beside it, once all of them are reached in that year: on the day that they tell of, for
a year's figures come out after it. Until the end of January it waits for them. The expressions need the tables of
``PARTIES`` and what ``lend_duties`` lends.
"""
# ruff: noqa: S608 - the texts are put together from this program's own names

from __future__ import annotations

import json

from dutytrack.i18n import quotable
from dutytrack.store.facts.figures import measured_of, of_indicator
from dutytrack.store.facts.parties import speaks
from dutytrack.store.sql import dialect
from dutytrack.store.sql.records import day_of

ASKS_FOR_REPORT = (
    "(SELECT asks_for_report(y.text, k.title || char(10) || k.text) "
    "FROM duty y JOIN task k ON k.id = y.task_id WHERE y.id = o.duty_id)"
)
"""Whether the duty of an occurrence ``o`` is one to report."""


_IS_YEARLY = "EXISTS (SELECT 1 FROM duty y WHERE y.id = o.duty_id AND y.freq = 'yearly' AND y.interval = 1)"
WAITS_UNTIL = (
    f"CASE WHEN substr(o.due, 6) = '12-31' AND {_IS_YEARLY} "
    "AND EXISTS (SELECT 1 FROM indicator i WHERE i.task_id = o.task_id AND i.freq = 'yearly') "
    "THEN (CAST(substr(o.due, 1, 4) AS INTEGER) + 1) || '-01-31' ELSE o.due END"
)
"""The last day on which an occurrence ``o`` that is unmet is not missed: of a year's figures that of the month in which
they come out, else its own."""


_SAID_DONE = (
    "(EXISTS (SELECT 1 FROM action m WHERE m.occurrence_id = o.id AND m.kind = 'met' AND m.\"on\" <= :as_of) "
    'OR EXISTS (SELECT 1 FROM progress_report r WHERE r.occurrence_id = o.id AND r."on" <= :as_of))'
)
DUTY_MISSED = (
    f"(SELECT {dialect.row('y.text, k.text')} FROM occurrence o JOIN duty y ON y.id = o.duty_id "
    "JOIN task k ON k.id = o.task_id WHERE o.task_id = f.task_id AND o.due = f.next_occurrence "
    f"ORDER BY {_SAID_DONE}, o.id LIMIT 1)"
)
"""The duty whose next time nobody did, of a task with the facts ``f``, as ``duty_told`` reads it."""


def duty_told(missed: str | None) -> str | None:
    """A duty in its own words, as they are quoted."""
    from dutytrack.domain.progress.duties import words_of

    return None if missed is None else quotable(words_of(*json.loads(missed)))


def met_on(first: str) -> str:
    """The day by ``:as_of`` on which an occurrence ``o`` was met, for the unit ``first``; ``NULL`` where it was not."""
    ways = " UNION ALL ".join(f'SELECT {day} AS "on" {source}' for day, source in _ways(first))
    return f'(SELECT MIN(k."on") FROM ({ways} UNION ALL SELECT {_by_figures(first)}) k WHERE k."on" <= :as_of)'


def is_met(first: str) -> str:
    """Whether an occurrence ``o`` was met by ``:as_of``: what ``met_on`` tells, looked for no further than need be."""
    found = (f"EXISTS (SELECT 1 {source} AND {day} <= :as_of)" for day, source in _ways(first))
    return f"({' OR '.join(found)} OR ({_by_figures(first)}) IS NOT NULL)"


def _ways(first: str) -> tuple[tuple[str, str], ...]:
    """The ways to meet an occurrence ``o`` by what somebody says: the day of each, and where it is found."""
    by_act = "FROM action m WHERE m.task_id = o.task_id AND m.occurrence_id = o.id AND m.kind = 'met'"
    by_report = f"FROM progress_report r WHERE r.occurrence_id = o.id AND {speaks('r', first)} AND {ASKS_FOR_REPORT}"
    return ('m."on"', by_act), ('r."on"', by_report)


def _by_figures(first: str) -> str:
    """The day told of on which all figures of every year were reached in that of an occurrence ``o`` of every year."""
    figures = f"(SELECT {dialect.all_of_them(of_indicator(first))} FROM indicator i WHERE {_YEARLY_OF_TASK})"
    start = (
        "(SELECT COALESCE(t.start, p.start, p.issued) FROM task t LEFT JOIN plan p ON p.id = t.plan_id "
        "WHERE t.id = o.task_id)"
    )
    measured = (
        "EXISTS (SELECT 1 FROM indicator i JOIN measurement x ON x.indicator_id = i.id "
        f'WHERE {_YEARLY_OF_TASK} AND x."on" <= :as_of)'
    )
    return f"CASE WHEN {_IS_YEARLY} AND {measured} THEN reached_in_year({figures}, o.due, {start}) END"


_YEARLY_OF_TASK = "i.task_id = o.task_id AND i.freq = 'yearly'"


def lend_duties(connection: dialect.Reader) -> None:
    """Let ``connection`` tell which duties are ones to report, and in which years figures are reached."""
    dialect.lend(connection, "asks_for_report", _asks_for_report, parameters=2)
    dialect.lend(connection, "reached_in_year", _reached_in_year, parameters=3)


def _asks_for_report(printed: str, text: str) -> float:
    from dutytrack.domain.progress.duties import asks_for_report

    return float(asks_for_report(printed, text))


def _reached_in_year(figures: str, due: str, start: str | None) -> str | None:
    from dutytrack.domain.progress.past import reached_in_year

    found = reached_in_year(list(map(measured_of, json.loads(figures))), int(due[:4]), day_of(start))
    return None if found is None else found.isoformat()
