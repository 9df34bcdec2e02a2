"""One unit in full: its names, members, collectives, what came before and after it, and its part in the tasks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from dutytrack.domain.units.order import body_of
from dutytrack.domain.words.names import BETWEEN_NAMES
from dutytrack.i18n import _, bracketed, listed
from dutytrack.output.fields import InFull, in_full, plain_record, said
from dutytrack.output.words import BODY_WORDS, KIND_WORDS, worded
from dutytrack.reports.units import counted_columns

if TYPE_CHECKING:
    from dutytrack.reports.units import UnitPage
    from dutytrack.store.reading.instructions import InstructionRow
    from dutytrack.store.reading.unitdetail import SuccessionRow, UnitDetail


def unit_in_full(page: UnitPage, as_of: date) -> InFull:
    """The unit in all forms."""
    unit, tasks, columns = page.unit, page.tasks, counted_columns()
    full = _full_name([row.name for row in unit.names if row.kind == "full"], page.register or {})
    kinds = (_kind(row.name, row.kind, full) for row in unit.names)
    names = (
        _timed(bracketed(row.name, _(KIND_WORDS[kind])), row.since, row.until)
        for row, kind in zip(unit.names, kinds, strict=True)
    )
    fields = said(
        ("name", _("unit"), unit.name),
        ("jurisdiction", _("place"), unit.jurisdiction),
        ("kind", _("kind"), _(KIND_WORDS[unit.kind])),
        ("body", _("body"), _body(unit)),
        ("vague", _("vague"), _("yes") if unit.vague else ""),
        ("names", _("names"), "\n".join(names)),
        ("members", _("members"), BETWEEN_NAMES.join(_timed(*row) for row in unit.members)),
        ("collectives", _("member of"), BETWEEN_NAMES.join(_timed(*row) for row in unit.collectives)),
        ("successors", _("succeeded by"), BETWEEN_NAMES.join(map(_from, unit.successors))),
        ("predecessors", _("successor of"), BETWEEN_NAMES.join(map(_from, unit.predecessors))),
        ("register", _("register"), _register(page.register or {})),
        ("instructions", _("to answer to leaders"), "\n".join(map(_instruction, page.instructions))),
        *((column.key, column.label, getattr(tasks, column.key)) for column in columns),
    )
    counts = {column.key: getattr(tasks, column.key) for column in columns}
    told = {"body": _what(unit), "body_set": unit.body is not None}
    record = {**plain_record(unit), **told, **counts, "register": page.register}
    record["instructions"] = [plain_record(row) for row in page.instructions]
    del record["id"]
    return in_full("unit", unit.name, fields, record, as_of)


def _what(unit: UnitDetail) -> str | None:
    return body_of(unit.name, unit.jurisdiction, unit.body)


def _body(unit: UnitDetail) -> str:
    """What body a unit is, and whether only its name tells so."""
    body = _what(unit)
    if body is None:
        return ""
    word = _(BODY_WORDS[body])
    return bracketed(word, _("by its name")) if unit.body is None else word


def _full_name(names: Sequence[str], register: dict[str, Any]) -> str | None:
    """The one of ``names`` that is the full name: the register's, else the longest."""
    known = register.get("full")
    return known if known in names else max(names, key=len, default=None)


def _kind(name: str, kind: str, full: str | None) -> str:
    """What ``name`` is called: a unit has one full name."""
    if kind != "full" or name == full or full is None:
        return kind
    return "short" if len(name) < len(full) else "alias"


def _instruction(row: InstructionRow) -> str:
    template = _("{due}  {mark}  {leader} on {key}: {text}")
    if row.state == "overdue":
        template = _("{due} (overdue)  {mark}  {leader} on {key}: {text}")
    return template.format(due=row.due, mark=row.mark, leader=row.leader, key=row.key, text=row.text)


def _from(row: SuccessionRow) -> str:
    return _("{name} from {on} on").format(name=row.name, on=row.on)


def _timed(name: str, since: date | None, until: date | None) -> str:
    """``name`` with its time, where that is limited."""
    return f"{name} {since or ''}..{until or ''}" if since or until else name


def _register(known: dict[str, Any]) -> str:
    told = (
        known.get("full"),
        worded(_("until {date}"), date=known.get("until")),
        worded(_("then {names}"), names=BETWEEN_NAMES.join(known.get("successors", ()))),
    )
    return listed(filter(None, told))
