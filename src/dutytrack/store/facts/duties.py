"""Which times of a recurring duty were met: by an act, by a report where it is one to report, by its figures.

A report answers a duty to report. A duty to do something is met by an act of its own, and one of every year by the
figures of every year that stand beside it, once all of them are reached in that year: on the day that they tell of, for
a year's figures come out after it. Until the end of January it waits for them. Of a collective each member does it, and
it is met once as many have as are asked for. A time at which the task was not at work, or of a month in which it is
exempt, is asked of nobody. The expressions need the tables of ``TABLES`` and what ``lend_duties``
lends.
"""
# ruff: noqa: S608 - the texts are put together from this program's own names

from __future__ import annotations

import json

from dutytrack.i18n import quotable
from dutytrack.store.facts.deadlines import is_laid_down, january_after
from dutytrack.store.facts.figures import measured_of, of_indicator
from dutytrack.store.facts.members import TABLES
from dutytrack.store.facts.parties import IS_MEMBER, holds, speaks
from dutytrack.store.facts.turns import was_at_work
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
    f"THEN {january_after('o.due')} ELSE o.due END"
)
"""The last day on which an occurrence ``o`` that is unmet is not missed: of a year's figures that of the month in which
they come out, else its own."""


DUTY_OF = f"(SELECT {dialect.row('y.text, k.text')} FROM duty y JOIN task k ON k.id = y.task_id WHERE y.id = o.duty_id)"
"""The duty of an occurrence ``o``, as ``duty_told`` reads it."""


def duty_told(missed: str | None) -> str | None:
    """A duty in its own words, as they are quoted."""
    from dutytrack.domain.progress.duties import words_of

    return None if missed is None else quotable(words_of(*json.loads(missed)))


IS_OWED = (
    f"({was_at_work('o.task_id', 'o.due')} AND NOT EXISTS (SELECT 1 FROM exempt_month x "
    "WHERE x.task_id = o.task_id AND x.month = substr(o.due, 1, 7) || '-01'))"
)
"""Whether an occurrence ``o`` is asked of anybody: its task is at work then, and not exempt in its month."""


def met_on(first: str, member: str | None = None) -> str:
    """The day by ``:as_of`` on which an occurrence ``o`` was met, for the unit ``first``; ``NULL`` where it was not.

    By an act or a report for all; by those of members on the day on which as many had done it as are asked for, or of
    the ``member`` alone, by its id; by its figures.
    """
    ways = " UNION ALL ".join(
        f'SELECT {day} AS "on" {source} AND {is_for_all}' for day, source, is_for_all in _ways(first)
    )
    own = _by_members(first) if member is None else _by_member(first, member)
    by_others = f"SELECT {own} UNION ALL SELECT {_by_figures(first)}"
    return f'(SELECT MIN(k."on") FROM ({ways} UNION ALL {by_others}) k WHERE k."on" <= :as_of)'


def is_unmet(first: str) -> str:
    """Whether an occurrence ``o`` is asked for and was not met by ``:as_of``."""
    return f"({IS_OWED} AND NOT {_is_met(first)})"


def _is_met(first: str) -> str:
    """Whether an occurrence ``o`` was met by ``:as_of``: what ``met_on`` tells, looked for no further than need be."""
    found = (
        f"EXISTS (SELECT 1 {source} AND {day} <= :as_of AND {is_for_all})" for day, source, is_for_all in _ways(first)
    )
    return f"({' OR '.join(found)} OR {_by_members(first)} NOT NULL OR ({_by_figures(first)}) IS NOT NULL)"


def _ways(first: str) -> tuple[tuple[str, str, str], ...]:
    """The ways to meet an occurrence ``o`` by what somebody says: the day of each, where it is found, if for all."""
    by_report = f"{_REPORTS} AND {speaks('r', first)} AND {ASKS_FOR_REPORT}"
    return ('m."on"', _ACTS, _is_for_all("m", first)), ('r."on"', by_report, _is_for_all("r", first))


_ACTS = "FROM action m WHERE m.task_id = o.task_id AND m.occurrence_id = o.id AND m.kind = 'met'"
_REPORTS = "FROM progress_report r WHERE r.occurrence_id = o.id"


def _is_for_all(row: str, first: str) -> str:
    """Whether what a ``row`` says is said for all who answer, and not by one of the members that have to do it."""
    member = f"SELECT 1 FROM unit_member b WHERE b.collective_id = {first} AND"
    return (
        f"({row}.unit_id IS NULL OR NOT EXISTS ({member} {IS_MEMBER.format(row=row)}) "
        f"OR NOT EXISTS ({member} {IS_ASKED}))"
    )


IS_ASKED = f"{holds('b')} AND COALESCE(b.valid_from, '') <= o.due"
"""Whether a membership ``b`` is one by which an occurrence ``o`` has to be done: who joins later has not to."""
_BY_MEMBER = (
    f'SELECT m."on" {_ACTS} AND {IS_MEMBER.format(row="m")} '
    f'UNION ALL SELECT r."on" {_REPORTS} AND {IS_MEMBER.format(row="r")} AND {ASKS_FOR_REPORT}'
)
MET_BY_MEMBER = f'(SELECT MIN(k."on") FROM ({_BY_MEMBER}) k WHERE k."on" <= :as_of)'
"""The day on which the member ``b`` did an occurrence ``o``, or answered it where it is to report."""
IS_DONE = "EXISTS (SELECT 1 FROM member_done e WHERE e.task_id = o.task_id AND e.unit_id = b.unit_id)"
"""Whether the member ``b`` is done with its whole part of the task of an occurrence ``o``."""
_SHARE = "COALESCE((SELECT CAST(c.value AS INTEGER) FROM setting c WHERE c.key = 'members_share'), 100)"


def _by_members(first: str) -> str:
    """The day on which as many members had done an occurrence ``o`` as are asked for.

    Who is done with its whole part does not have to do it any more.
    """
    said = " OR ".join(
        f"EXISTS (SELECT 1 {source} AND {row}.unit_id NOT NULL)" for row, source in (("m", _ACTS), ("r", _REPORTS))
    )
    asked = (
        f"SELECT DISTINCT b.unit_id, {MET_BY_MEMBER} AS day "
        f"FROM unit_member b WHERE b.collective_id = {first} AND {IS_ASKED} "
        f"AND ({MET_BY_MEMBER} NOT NULL OR NOT {IS_DONE})"
    )
    places = "ROW_NUMBER() OVER (ORDER BY own.day IS NULL, own.day) AS place, COUNT(*) OVER () AS total"
    placed = f"SELECT own.day, {places} FROM ({asked}) own"
    enough = f"SELECT MIN(p.day) FROM ({placed}) p WHERE 100 * p.place >= {_SHARE} * p.total"
    return f"CASE WHEN {said} THEN ({enough}) END"


def _by_member(first: str, member: str) -> str:
    """The day on which one ``member`` did an occurrence ``o``, or who was one before it did."""
    heir = f"SELECT 1 FROM heir h WHERE h.unit_id = b.unit_id AND h.heir_id = {member}"
    return (
        f"(SELECT MIN({MET_BY_MEMBER}) FROM unit_member b WHERE b.collective_id = {first} AND {holds('b')} "
        f"AND (b.unit_id = {member} OR EXISTS ({heir})))"
    )


def left_to_members(first: str) -> str:
    """FROM and WHERE: the unmet occurrences ``o`` with each member ``b`` that has to do one and has not."""
    return (
        f"FROM occurrence o JOIN unit_member b ON b.collective_id = {first} AND {IS_ASKED} "
        f"WHERE {MET_BY_MEMBER} IS NULL AND NOT {IS_DONE} AND {is_unmet(first)}"
    )


def duty_missed(first: str) -> str:
    """The duty whose next time was not done, of a task with the facts ``f``, as ``duty_told`` reads it."""
    return (
        f"(WITH RECURSIVE {TABLES} SELECT {DUTY_OF} FROM occurrence o "
        f"WHERE o.task_id = f.task_id AND o.due = f.next_occurrence AND {is_unmet(first)} ORDER BY o.id LIMIT 1)"
    )


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


_YEARLY_OF_TASK = f"i.task_id = o.task_id AND i.freq = 'yearly' AND {is_laid_down('i')}"


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
