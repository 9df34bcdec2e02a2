"""Lists of tasks: a window of what a query finds, sorted by any column."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from dutytrack.domain.lamps import LAMPS
from dutytrack.domain.query.fields import FIELD_NAMES, spelled
from dutytrack.domain.query.parsing import Query
from dutytrack.domain.words.folding import half_width
from dutytrack.domain.words.nearest import nearest
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _
from dutytrack.store.facts.deadlines import DUE_ORIGIN, plan_end
from dutytrack.store.facts.pace import BEHIND, DAYS_LATE
from dutytrack.store.facts.tasks import unit_names
from dutytrack.store.query.compile import COLUMNS, FLAGS
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import Selection, ranked
from dutytrack.store.sql.dialect import among
from dutytrack.store.sql.records import records

_BY_CODE = "(SELECT p.code FROM plan p WHERE p.id = f.plan_id)"
_FIRST_UNIT = "(SELECT u.name FROM unit u WHERE u.id = f.first_unit_id)"
_FIRST_SHARING = (
    "(SELECT u.name FROM assignment s JOIN unit u ON u.id = s.unit_id "
    "WHERE s.task_id = f.task_id AND s.role {} ORDER BY s.role DESC, s.position LIMIT 1)"
)
_HOW_MANY_FLAGS = " + ".join(f"(({FLAGS[flag]}) IS TRUE)" for flag in FLAGS)
SORTS: Mapping[str, tuple[str, ...]] = {
    "key": (_BY_CODE, "t.number"),
    "plan": (_BY_CODE, "t.number"),
    "no": ("t.number",),
    "ref": ("t.ref",),
    "title": ("t.title",),
    "lead": (_FIRST_UNIT, "f.due"),
    "first": (_FIRST_UNIT, "f.due"),
    "responsible": (_FIRST_SHARING.format("= 'responsible'"), "f.due"),
    "participating": (_FIRST_SHARING.format("= 'participating'"), "f.due"),
    "shared": (_FIRST_SHARING.format("<> 'lead'"), "f.due"),
    "unit": (_FIRST_UNIT, "f.due"),
    "leader": ("t.leader", "f.due"),
    "lamp": ("{lamp}", "f.due"),
    "status": ("f.status", "f.due"),
    "start": ("f.start",),
    "due": ("f.due",),
    "late": (COLUMNS["late"],),
    "origin": (DUE_ORIGIN, "f.due"),
    "progress": ("f.progress", "f.due"),
    "behind": (COLUMNS["behind"], "f.due"),
    "pace": (COLUMNS["pace"], "f.due"),
    "silent": (COLUMNS["silent"], "f.due"),
    "rung": (COLUMNS["rung"], "f.due"),
    "section": ("NULLIF(t.section, '[]')", "t.number"),
    "flag": (f"NULLIF({_HOW_MANY_FLAGS}, 0)", "f.due"),
}
"""What a list can be sorted by, by the field's name, and the expressions it is then sorted by: a column of units by the
first one, flags by how many there are. Tasks without a value come last."""

LIVE_FIRST = "live"
"""A further way to sort: by due date, those of plans whose time is over at the end."""
LONGEST_FIRST = "waits"
"""The same, by the day since when a task has its status: what has waited longest comes first."""
IS_OVER = f"COALESCE((SELECT {plan_end()} FROM plan p WHERE p.id = f.plan_id) < :as_of, FALSE)"
"""Whether the time of a task's plan is over."""

_FLAG_BITS = " + ".join(f"(({FLAGS[flag]}) IS TRUE) * {1 << place}" for place, flag in enumerate(FLAGS))
_COLUMNS = (
    f"t.key, t.title, p.code AS plan, t.number, t.ref, f.leads AS lead, "
    f"{unit_names('responsible', 'f.task_id')} AS responsible, "
    f"{unit_names('participating', 'f.task_id')} AS participating, {{lamp}} AS lamp, "
    f"f.status, f.status_on, f.start, f.due, {DUE_ORIGIN} AS due_origin, "
    f"{DAYS_LATE} AS days_late, {_FLAG_BITS} AS flags, "
    f"f.progress, f.claimed, {BEHIND} AS behind, f.members_done, f.members_total, "
    "f.figures_measured, f.figures_total, f.next_occurrence"
)


class TaskRow(NamedTuple):
    """A task in a list."""

    key: str
    title: str
    plan: str | None
    """The plan's code."""
    number: int
    ref: str | None
    lead: tuple[str, ...]
    """Lead units' names, in the order printed."""
    responsible: tuple[str, ...]
    participating: tuple[str, ...]
    lamp: str
    status: str
    status_on: date | None
    start: date | None
    due: date | None
    """The earliest unmet deadline as it stands; see ``due_origin``."""
    due_origin: str | None
    """``document``, ``set``, ``extended`` or ``inherited`` (the plan's end)."""
    days_late: int | None
    """Days since ``due`` passed while the task was at work, until it was handed in; else ``None``."""
    flags: tuple[str, ...]
    progress: float | None = None
    """0 to 100, what the first unit owes; ``None`` where nothing is known."""
    claimed: bool = False
    """``progress`` was not verified since."""
    behind: float | None = None
    """Points behind schedule, less than 0 where ahead; ``None`` where it can't be told or is not assessed."""
    members_done: int | None = None
    members_total: int | None = None
    """Of the collective that answers first; ``None`` where none does."""
    figures_measured: int | None = None
    """Of how many figures something was measured, of ``figures_total``; ``None`` where of none."""
    figures_total: int | None = None
    next_occurrence: date | None = None
    """The earliest time of a recurring duty that was not done."""

    @property
    def shared(self) -> tuple[str, ...]:
        """The units that share the task beside its leads."""
        return self.responsible + self.participating


class UnknownSortError(DutyTrackError):
    """A column that lists can't be sorted by."""

    def __init__(self, name: str) -> None:
        near = nearest(spelled(name), [word for word, field in FIELD_NAMES.items() if field in SORTS])
        template = _("can't sort by {name}; did you mean {near}?")
        if near is None:
            template = _("can't sort by {name}; sort by one of {known}")
        super().__init__(template, name=name, near=near, known=", ".join(SORTS))


def find_tasks(
    look: Look, query: Query | str, *, sort: str | None = None, limit: int | None = None, offset: int = 0
) -> list[TaskRow]:
    """The tasks that ``query`` finds on a day: ``limit`` of them from ``offset`` on.

    They are sorted by ``sort``, a spelling of one of ``SORTS``, the other way round with a leading ``-``; by due date
    where nothing is asked for. Equal ones keep the order of their entry; those without a value come last either way.
    Raises QueryError (the query can't be understood), UnknownSortError (there is no such column).
    """
    selection = Selection(look, query)
    return rows_of(selection, sort=sort, limit=limit, offset=offset)


def rows_of(
    selection: Selection, *, sort: str | None = None, limit: int | None = None, offset: int = 0
) -> list[TaskRow]:
    """The rows of ``selection``, sorted and cut as by ``find_tasks``; UnknownSortError for no such column."""
    keys = _sort_keys(sort or "due", selection)
    page = _page(selection, keys)
    order = ", ".join(f"page.k{place} {way} NULLS LAST" for place, (_, way) in enumerate(keys))
    sql = (
        f"SELECT {_COLUMNS.format(lamp=selection.lamp)} FROM ({page}) page "
        f"JOIN {selection.facts} f ON f.task_id = page.id JOIN task t ON t.id = page.id "
        f"LEFT JOIN plan p ON p.id = t.plan_id ORDER BY {order}, page.id"
    )
    rows = selection.execute(sql, limit=-1 if limit is None else limit, offset=offset)
    return records(rows, TaskRow, flags=_flags)


def count_tasks(look: Look, query: Query | str, *, without: Iterable[str] = ()) -> int:
    """How many tasks ``query`` finds on a day, those with a key of ``without`` left out."""
    selection = Selection(look, query)
    keys = json.dumps(list(without))
    others = f"f.task_id NOT IN (SELECT k.id FROM task k WHERE k.key {among(':keys')})"
    return int(selection.run(f"SELECT COUNT(*) {selection.from_where(others if without else 'TRUE')}", keys=keys)[0][0])


def _sort_keys(sort: str, selection: Selection) -> list[tuple[str, str]]:
    """The expressions to sort by, each with ASC or DESC."""
    if sort in {LIVE_FIRST, LONGEST_FIRST}:
        return [(IS_OVER, "ASC"), ("f.status_on" if sort == LONGEST_FIRST else "f.due", "ASC")]
    written = half_width(sort).strip()
    word = written.removeprefix("-")
    name = FIELD_NAMES.get(spelled(word), "")
    if name not in SORTS:
        raise UnknownSortError(word)
    way = "DESC" if written.startswith("-") else "ASC"
    return [(ranked(selection.lamp, LAMPS) if key == "{lamp}" else key, way) for key in SORTS[name]]


def _page(selection: Selection, keys: Sequence[tuple[str, str]]) -> str:
    """The ids of the window's tasks with what they are sorted by: the lamp and names are worked out for them alone."""
    columns = ", ".join(f"{expression} AS k{place}" for place, (expression, _) in enumerate(keys))
    order = ", ".join(f"{expression} {way} NULLS LAST" for expression, way in keys)
    reads_task = any("t." in expression for expression, _ in keys)
    source = selection.from_where(reads_task=reads_task)
    return f"SELECT f.task_id AS id, {columns} {source} ORDER BY {order}, f.task_id LIMIT :limit OFFSET :offset"


@cache
def _flags(bits: int) -> tuple[str, ...]:
    """The flags that ``bits`` stand for; few sets come up, so each is made once."""
    return tuple(flag for place, flag in enumerate(FLAGS) if bits >> place & 1)
