"""What is overdue: deadlines passed and unmet, each task once, grouped by who answers for it first."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from dutytrack.domain.acts import STATUS_GIVING
from dutytrack.domain.query.parsing import Query
from dutytrack.i18n import _
from dutytrack.store.facts.checks import IS_ACCEPTED, RETURNED_ON, handed_in_by
from dutytrack.store.facts.deadlines import DUE_ORIGIN
from dutytrack.store.facts.orders import HOLDS_ITS_RUNG, IS_FOLLOWED, REPLY_WAITS
from dutytrack.store.facts.pace import DAYS_LATE, DAYS_RESTED, MEMBERS_LEFT
from dutytrack.store.query.compile import FLAGS
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import Selection
from dutytrack.store.reading.keys import unit_labels
from dutytrack.store.sql.dialect import SEPARATOR, among, listed, quoted
from dutytrack.store.sql.records import names_of, records

_OF_WHOLE = "(f.members_total IS NULL OR {row}.unit_id IS NULL OR {row}.unit_id = f.first_unit_id)"
"""Whether a ``row`` is about the whole: what is sent back to one member of several is told of that member."""
_TURNED_BY = (
    f"(SELECT CASE WHEN {_OF_WHOLE.format(row='a')} THEN a.kind END FROM action a WHERE a.task_id = f.task_id "
    f'AND a.kind IN ({quoted(STATUS_GIVING)}) AND a."on" <= :as_of ORDER BY a."on" DESC, a.id DESC LIMIT 1)'
)
_ASKED = (
    "EXISTS (SELECT 1 FROM extension e WHERE e.task_id = f.task_id AND e.asked_on <= :as_of "
    "AND COALESCE(e.decided_on > :as_of, TRUE))"
)
_REOPENED_ON = (
    '(SELECT MAX(a."on") FROM action a WHERE a.task_id = f.task_id AND a.kind = \'reopened\' AND a."on" <= :as_of)'
)
_CLAIM_RETURNED = (
    "f.sent_back AND EXISTS (SELECT 1 FROM verification v WHERE v.task_id = f.task_id AND v.result = 'returned' "
    f'AND {_OF_WHOLE.format(row="v")} AND v."on" <= :as_of AND v."on" >= COALESCE({_REOPENED_ON}, \'\'))'
)
_IS_REPLIED = "f.reply_by IS NULL AND f.order_rung IS NOT NULL"
_HAS_REPLY_WAITING = (
    f'EXISTS (SELECT 1 FROM supervision_order o WHERE o.task_id = f.task_id AND o."on" <= :as_of '
    f"AND {REPLY_WAITS} AND NOT {IS_FOLLOWED})"
)
"""Whether a reply to an order waits for the office."""
_WORKED_ON: Mapping[str, str] = {
    "returned": f"{_TURNED_BY} = 'returned' OR ({_CLAIM_RETURNED})",
    "extension-asked": _ASKED,
    "unanswered": "f.reply_by < :as_of",
    "to-answer": "f.reply_by >= :as_of",
    "to-check": _HAS_REPLY_WAITING,
    "answered": f"{_IS_REPLIED} AND NOT {_HAS_REPLY_WAITING}",
    "reopened": f"{_REOPENED_ON} IS NOT NULL",
    "resumed": (
        "EXISTS (SELECT 1 FROM action a WHERE a.task_id = f.task_id AND a.kind = 'resumed' AND a.\"on\" > f.due "
        'AND a."on" <= :as_of)'
    ),
}
"""What may be so of a task that is overdue, beside each other; where nothing of it is, its status is told."""
_OF_ORDERS = ("unanswered", "to-answer", "to-check")
"""What is so of a task beside that it was handed in, too."""


def _told(names: Iterable[str]) -> str:
    return " || ".join(f"CASE WHEN {_WORKED_ON[name]} THEN '{SEPARATOR}{name}' ELSE '' END" for name in names)


_COLUMNS = (
    f"f.first_unit_id AS unit, t.key, t.title, f.due, {DAYS_LATE} AS days_late, f.leads AS lead, "
    f"{DAYS_LATE} - COALESCE({DAYS_RESTED}, 0) AS days_at_work, "
    f"{DUE_ORIGIN} AS due_origin, CASE WHEN {IS_ACCEPTED} THEN 'accepted' || {_told(_OF_ORDERS)} "
    f"WHEN f.status = 'submitted' THEN 'handed-in-late' || {_told(_OF_ORDERS)} "
    f"ELSE COALESCE(NULLIF(substr({_told(_WORKED_ON)}, 2), ''), f.status) END AS state, "
    f"f.order_rung AS rung, {MEMBERS_LEFT} AS members_left"
)


Order = Literal["name", "worst", "office"]
"""By what the units are put in order: their names, their longest overdue task, or as the office names them."""


class OverdueRow(NamedTuple):
    """A task whose deadline has passed unmet."""

    unit: str | None
    """The first lead, else the first responsible unit; ``None`` where the task has neither."""
    key: str
    title: str
    due: date
    days_late: int
    lead: tuple[str, ...]
    due_origin: str
    state: tuple[str, ...]
    """``handed-in-late`` where it was handed in after its date, and waits for a check: its days late stand still.

    ``accepted`` where a check has accepted it since, and it waits to be closed; beside either what is still to be done
    about an order. Else all that is so of it: ``returned``, ``extension-asked``, an order ``unanswered``,
    ``to-answer``, ``to-check`` (its reply waits) or ``answered``, ``reopened``, ``resumed`` (after its date); or its
    status.
    """
    rung: str | None
    """Of the order that it stands under."""
    days_at_work: int = 0
    """Those of the days late on which it was at work: not suspended, with the office, or closed before."""
    members_left: int | None = None
    """How many members of a collective have not done their part."""


def overdue_rows(look: Look, query: Query | str, order: Order = "office") -> list[OverdueRow]:
    """The tasks of ``query`` whose earliest unmet deadline has passed on a day while they were still at work.

    They are in the order of the unit that answers first (the first lead, else the first responsible unit; none last),
    the longest overdue first. Suspended, closed and dropped tasks, those handed in in time and concluded plans are not
    among them; one handed in after its date is, its days late standing still.
    """
    selection = Selection(look, query)
    units = unit_labels(look.connection)
    rows = _rows(selection, units)
    worst: dict[str | None, int] = {}
    for row in rows:
        worst[row.unit] = max(worst.get(row.unit, 0), row.days_late)
    return _sorted(rows, _places(look, units, order, worst))


def first_overdue_rows(
    look: Look, query: Query | str, order: Order = "office", *, limit: int
) -> tuple[list[OverdueRow], dict[str | None, int]]:
    """The first ``limit`` of ``overdue_rows``, and how many there are in all by the unit that answers first."""
    selection = Selection(look, query)
    units = unit_labels(look.connection)
    source = selection.from_where(FLAGS["overdue"])
    # The plus keeps SQLite from going through the rows by the unit's index, to and fro over the whole file.
    found = selection.run(f"SELECT f.first_unit_id, count(*), MAX({DAYS_LATE}) {source} GROUP BY +f.first_unit_id")
    counts: Counter[str | None] = Counter()
    worst: dict[str | None, int] = {}
    for unit, count, days in found:
        name = units.get(unit)
        counts[name] += count
        worst[name] = max(worst.get(name, 0), days)
    places = _places(look, units, order, worst)
    names = _first_names(counts, places, limit)
    answering = [unit for unit, *_ in found if units.get(unit) in names]
    return _sorted(_rows(selection, units, _answered_by(answering)), places)[:limit], dict(counts)


class Course(NamedTuple):
    """When what a task is overdue for was handed in and sent back, and the order that it stands under."""

    key: str
    handed_in_on: date | None
    returned_on: date | None
    mark: str | None
    """Of the order."""
    reply_by: date | None
    """By when it is to be answered, where it was not."""


_COURSES = f"""
    SELECT r.key, {handed_in_by("r.task_id", "r.returned_on")} AS handed_in_on, r.returned_on,
           (SELECT o.mark FROM supervision_order o WHERE o.task_id = r.task_id AND o."on" <= :as_of
            AND {HOLDS_ITS_RUNG} ORDER BY o."on" DESC, o.id DESC LIMIT 1) AS mark, r.reply_by
    FROM (SELECT t.key, f.task_id, f.reply_by, CASE WHEN {{returned}} THEN {RETURNED_ON} END AS returned_on
          {{source}}) r
"""


def courses(look: Look, keys: Collection[str]) -> dict[str, Course]:
    """Of the tasks called ``keys`` when they were handed in and sent back, and the order that each stands under."""
    selection = Selection(look, "")
    source = selection.from_where(f"t.key {among(':keys')}", reads_task=True)
    sql = _COURSES.format(source=source, returned=_WORKED_ON["returned"])
    return {row.key: row for row in records(selection.execute(sql, keys=json.dumps(list(keys))), Course)}


class RedRow(NamedTuple):
    """A task that is red without being overdue."""

    key: str
    title: str
    lead: tuple[str, ...]
    why: str
    """The clause of the rule that makes it red."""


def red_otherwise(look: Look, query: Query | str, *, limit: int | None = None) -> tuple[list[RedRow], int, int]:
    """The tasks of ``query`` that are red on a day without being overdue, ``limit`` of them, and how many there are.

    Then how many of those overdue are red.
    """
    selection = Selection(look, query)
    is_red = selection.from_where(f"{selection.lamp} = 'red'")
    red = selection.run(f"SELECT f.task_id, ({FLAGS['overdue']}) IS TRUE {is_red} ORDER BY f.due NULLS LAST, f.task_id")
    ids = [task for task, is_overdue in red if not is_overdue]
    return (_red_rows(selection, look, ids[:limit]) if ids else []), len(ids), len(red) - len(ids)


def _red_rows(selection: Selection, look: Look, ids: Sequence[int]) -> list[RedRow]:
    from dutytrack.store.reading.clauses import figures, first_holding

    source = selection.from_where(f"f.task_id {among(':ids')}", reads_task=True)
    columns = f"f.task_id, t.key, t.title, f.leads, {first_holding(selection.compiler.rule_conditions())}"
    found, missed = {}, []
    for task, key, title, leads, place, *seen in selection.run(f"SELECT {columns} {source}", ids=listed(ids)):
        known = figures(seen)
        found[task] = RedRow(key, title, names_of(leads), look.rules.rules[place].reason(known))
        missed += [key] if known["duty"] and known["members_total"] else []
    rows = [found[task] for task in ids]
    return _with_members(look, rows, missed) if missed else rows


def _with_members(look: Look, rows: Iterable[RedRow], missed: Iterable[str]) -> list[RedRow]:
    """``rows`` with the members that missed a duty, of those tasks of a collective of which one was ``missed``."""
    from dutytrack.store.reading.members import who_missed

    units, template = who_missed(look.connection, missed, as_of=look.as_of), _("{unit}: {told}")
    return [
        row._replace(why=template.format(unit=units[row.key], told=row.why)) if row.key in units else row
        for row in rows
    ]


def _places(
    look: Look, units: Mapping[int | None, str], order: Order, worst: Mapping[str | None, int]
) -> dict[str | None, int]:
    """The place of each unit that has a ``worst`` task, by the name it is shown with; nobody's is the last."""
    if order == "name":
        return {name: place for place, name in enumerate(sorted(name for name in worst if name is not None))}
    from dutytrack.store.reading.unitorder import office_ranks

    own = {unit: name for unit, name in units.items() if unit is not None and name in worst}
    ranks = office_ranks(look.connection, own)
    names = sorted(ranks, key=lambda name: (-worst[name] if order == "worst" else 0, ranks[name]))
    return {name: place for place, name in enumerate(names)}


def _first_names(counts: Mapping[str | None, int], places: Mapping[str | None, int], limit: int) -> set[str | None]:
    """The first of the units that have ``limit`` tasks together."""
    chosen: set[str | None] = set()
    for name in sorted(counts, key=lambda name: places.get(name, len(places))):
        if sum(counts[one] for one in chosen) >= limit:
            break
        chosen.add(name)
    return chosen


def _answered_by(units: Collection[int | None]) -> str:
    known = [unit for unit in units if unit is not None]
    nobody = " OR f.first_unit_id IS NULL" if len(known) < len(units) else ""
    return f"(f.first_unit_id IN ({', '.join(map(str, known))}){nobody})"


def _rows(selection: Selection, units: Mapping[int | None, str], *conditions: str) -> list[OverdueRow]:
    source = selection.from_where(FLAGS["overdue"], *conditions, reads_task=True)
    rows = selection.execute(f"SELECT {_COLUMNS} {source} ORDER BY f.task_id")
    return records(rows, OverdueRow, unit=units.get)


def _sorted(rows: list[OverdueRow], places: Mapping[str | None, int]) -> list[OverdueRow]:
    """``rows`` by unit and date: with as many as that faster than by SQLite, and equal ones keep the order of entry."""
    last = len(places)
    return sorted(rows, key=lambda row: (places.get(row.unit, last), row.due))
