"""Lists of tasks: a window of what a query finds, sorted by any column."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dutytrack.domain.lamps import LAMPS
from dutytrack.domain.query.fields import FIELD_NAMES, spelled
from dutytrack.domain.query.parsing import Query
from dutytrack.domain.words.folding import half_width
from dutytrack.domain.words.nearest import nearest
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _
from dutytrack.store.facts.dialect import SQLITE
from dutytrack.store.facts.pace import BEHIND
from dutytrack.store.facts.tasks import unit_names
from dutytrack.store.query.compile import FLAGS, column, flag_condition
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import Selection, day_of, names_of, ranked
from dutytrack.store.reading.rows import TaskRow

_BY_CODE = "(SELECT p.code FROM plan p WHERE p.id = f.plan_id)"
_OVERDUE = flag_condition("overdue")
_FIRST_UNIT = "(SELECT u.name FROM unit u WHERE u.id = f.first_unit_id)"
_FIRST_SHARING = (
    "(SELECT u.name FROM assignment s JOIN unit u ON u.id = s.unit_id "
    "WHERE s.task_id = f.task_id AND s.role {} ORDER BY s.role DESC, s.position LIMIT 1)"
)
_HOW_MANY_FLAGS = " + ".join(f"(({flag_condition(flag)}) IS TRUE)" for flag in FLAGS)
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
    "late": (column("late"),),
    "origin": ("f.due_origin", "f.due"),
    "progress": ("f.progress", "f.due"),
    "behind": (column("behind"), "f.due"),
    "pace": (column("pace"), "f.due"),
    "silent": (column("silent"), "f.due"),
    "rung": (column("rung"), "f.due"),
    "section": ("NULLIF(t.section, '[]')", "t.number"),
    "flag": (f"NULLIF({_HOW_MANY_FLAGS}, 0)", "f.due"),
}
"""What a list can be sorted by, by the field's name, and the expressions it is then sorted by: a column of units by the
first one, flags by how many there are. Tasks without a value come last."""

_FLAG_BITS = " + ".join(f"(({flag_condition(flag)}) IS TRUE) * {1 << place}" for place, flag in enumerate(FLAGS))
_COLUMNS = (
    f"t.key, t.title, p.code, t.number, t.ref, f.leads, "
    f"{unit_names('responsible', 'f.task_id')}, {unit_names('participating', 'f.task_id')}, {{lamp}}, "
    "f.status, f.status_on, f.start, f.due, f.due_origin, "
    f"CASE WHEN {_OVERDUE} THEN {SQLITE.days_between('f.due', ':as_of')} END, {_FLAG_BITS}, "
    f"f.progress, f.claimed, {BEHIND}, f.members_done, f.members_total"
)
_FLAG_SETS: dict[int, tuple[str, ...]] = {}


class UnknownSortError(DutyTrackError):
    """A column that lists can't be sorted by."""

    def __init__(self, name: str) -> None:
        near = nearest(spelled(name), [word for word, field in FIELD_NAMES.items() if field in SORTS])
        template = (
            _("can't sort by {name}; sort by one of {known}")
            if near is None
            else _("can't sort by {name}; did you mean {near}?")
        )
        super().__init__(template.format(name=name, near=near, known=", ".join(SORTS)))


def find_tasks(
    look: Look, query: Query | str, *, sort: str | None = None, limit: int | None = None, offset: int = 0
) -> list[TaskRow]:
    """The tasks that ``query`` finds on a day: ``limit`` of them from ``offset`` on.

    They are sorted by ``sort``, a spelling of one of ``SORTS``, the other way round with a leading ``-``; by due date
    where nothing is asked for. Equal ones keep the order of their entry; those without a value come last either way.

    Raises:
        QueryError: the query can't be understood.
        UnknownSortError: there is no such column.
    """
    selection = Selection(look, query)
    return rows_of(selection, sort=sort, limit=limit, offset=offset)


def rows_of(
    selection: Selection, *, sort: str | None = None, limit: int | None = None, offset: int = 0
) -> list[TaskRow]:
    """The rows of ``selection``, sorted and cut like those of ``find_tasks``.

    Raises:
        UnknownSortError: there is no such column.
    """
    keys = _sort_keys(sort or "due", selection)
    page = _page(selection, keys)
    order = ", ".join(f"page.k{place} {way} NULLS LAST" for place, (_, way) in enumerate(keys))
    sql = (
        f"SELECT {_COLUMNS.format(lamp=selection.lamp)} FROM ({page}) page "
        f"JOIN {selection.facts} f ON f.task_id = page.id JOIN task t ON t.id = page.id "
        f"LEFT JOIN plan p ON p.id = t.plan_id ORDER BY {order}, page.id"
    )
    rows = selection.run(sql, limit=-1 if limit is None else limit, offset=offset)
    return [_task_row(row) for row in rows]


def count_tasks(look: Look, query: Query | str) -> int:
    """How many tasks ``query`` finds on a day."""
    selection = Selection(look, query)
    return int(selection.run(f"SELECT COUNT(*) {selection.from_where()}")[0][0])


def _sort_keys(sort: str, selection: Selection) -> list[tuple[str, str]]:
    """The expressions to sort by, each with ASC or DESC."""
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


def _task_row(row: tuple[Any, ...]) -> TaskRow:
    names = map(names_of, row[5:8])
    days = map(day_of, row[10:13])
    head = (*row[:5], *names, *row[8:10], *days, *row[13:15], _flags(row[15]))
    return TaskRow._make((*head, row[16], bool(row[17]), *row[18:]))


def _flags(bits: int) -> tuple[str, ...]:
    """The flags that ``bits`` stand for; few sets come up, so each is made once."""
    if bits not in _FLAG_SETS:
        _FLAG_SETS[bits] = tuple(flag for place, flag in enumerate(FLAGS) if bits >> place & 1)
    return _FLAG_SETS[bits]
