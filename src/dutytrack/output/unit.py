"""One unit in full: its names, members, collectives, what came before and after it, and its part in the tasks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from dutytrack.i18n import _
from dutytrack.output.fields import Field, field_page, field_report, said
from dutytrack.output.words import KIND_WORDS
from dutytrack.reports.model import Report

if TYPE_CHECKING:
    from dutytrack.output.table import Screen
    from dutytrack.reports.units import UnitPage
    from dutytrack.store.reading.unitdetail import SuccessionRow


def unit_record(page: UnitPage) -> dict[str, Any]:
    """The unit with stable keys and values, as JSON shows it."""
    unit = page.unit
    record = {key: value for key, value in unit._asdict().items() if key != "id"}
    for key in ("names", "members", "collectives", "successors", "predecessors"):
        record[key] = [row._asdict() for row in record[key]]
    tasks = page.tasks
    record |= {"lead": tasks.lead, "responsible": tasks.responsible, "participating": tasks.participating}
    return record | {"open": tasks.open, "overdue": tasks.overdue, "register": page.register}


def unit_page(page: UnitPage, screen: Screen | None) -> str:
    """The unit to be read."""
    return field_page(_fields(page), screen)


def unit_report(page: UnitPage, as_of: date) -> Report:
    """The unit as a report of fields, for CSV and Markdown."""
    return field_report("unit", page.unit.name, _fields(page), as_of)


def _fields(page: UnitPage) -> list[Field]:
    unit, tasks, known = page.unit, page.tasks, page.register or {}
    names = (_timed(f"{row.name} ({_(KIND_WORDS[row.kind])})", row.since, row.until) for row in unit.names)
    return said(
        ("name", _("unit"), unit.name),
        ("jurisdiction", _("place"), unit.jurisdiction),
        ("kind", _("kind"), _(KIND_WORDS[unit.kind])),
        ("vague", _("vague"), _("yes") if unit.vague else ""),
        ("names", _("names"), "\n".join(names)),
        ("members", _("members"), _joined(_timed(*row) for row in unit.members)),
        ("collectives", _("member of"), _joined(_timed(*row) for row in unit.collectives)),
        ("successors", _("succeeded by"), _joined(_from(row) for row in unit.successors)),
        ("predecessors", _("successor of"), _joined(_from(row) for row in unit.predecessors)),
        ("register", _("register"), _register(known)),
        ("lead", _("leads"), tasks.lead),
        ("responsible", _("responsible"), tasks.responsible),
        ("participating", _("participating"), tasks.participating),
        ("open", _("open"), tasks.open),
        ("overdue", _("overdue"), tasks.overdue),
    )


def _from(row: SuccessionRow) -> str:
    return _("{name} from {on} on").format(name=row.name, on=row.on)


def _timed(name: str, since: date | None, until: date | None) -> str:
    """``name`` with its time, where that is limited."""
    if since is None and until is None:
        return name
    return f"{name} {since or ''}..{until or ''}"


def _joined(names: Iterable[str]) -> str:
    return "、".join(names)


def _register(known: dict[str, Any]) -> str:
    """What the register says of the unit, in words."""
    if not known:
        return ""
    told = [known["full"] or ""]
    if known["until"]:
        told.append(_("until {date}").format(date=known["until"]))
    if known["successors"]:
        told.append(_("then {names}").format(names=_joined(known["successors"])))
    return ", ".join(filter(None, told))
