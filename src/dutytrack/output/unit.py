"""One unit in full: its names, members, collectives, what came before and after it, and its part in the tasks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dutytrack.domain.words.names import BETWEEN_NAMES
from dutytrack.i18n import _, listed
from dutytrack.output.fields import InFull, in_full, plain_record, said
from dutytrack.output.words import KIND_WORDS

if TYPE_CHECKING:
    from dutytrack.reports.units import UnitPage
    from dutytrack.store.reading.unitdetail import SuccessionRow


def unit_in_full(page: UnitPage, as_of: date) -> InFull:
    """The unit in all forms."""
    unit, tasks = page.unit, page.tasks
    names = (_timed(f"{row.name} ({_(KIND_WORDS[row.kind])})", row.since, row.until) for row in unit.names)
    fields = said(
        ("name", _("unit"), unit.name),
        ("jurisdiction", _("place"), unit.jurisdiction),
        ("kind", _("kind"), _(KIND_WORDS[unit.kind])),
        ("vague", _("vague"), _("yes") if unit.vague else ""),
        ("names", _("names"), "\n".join(names)),
        ("members", _("members"), BETWEEN_NAMES.join(_timed(*row) for row in unit.members)),
        ("collectives", _("member of"), BETWEEN_NAMES.join(_timed(*row) for row in unit.collectives)),
        ("successors", _("succeeded by"), BETWEEN_NAMES.join(map(_from, unit.successors))),
        ("predecessors", _("successor of"), BETWEEN_NAMES.join(map(_from, unit.predecessors))),
        ("register", _("register"), _register(page.register or {})),
        ("lead", _("leads"), tasks.lead),
        ("responsible", _("responsible"), tasks.responsible),
        ("participating", _("participating"), tasks.participating),
        ("open", _("open"), tasks.open),
        ("overdue", _("overdue"), tasks.overdue),
    )
    counts = {name: getattr(tasks, name) for name in ("lead", "responsible", "participating", "open", "overdue")}
    record = {**plain_record(unit), **counts, "register": page.register}
    del record["id"]
    return in_full("unit", unit.name, fields, record, as_of)


def _from(row: SuccessionRow) -> str:
    return _("{name} from {on} on").format(name=row.name, on=row.on)


def _timed(name: str, since: date | None, until: date | None) -> str:
    """``name`` with its time, where that is limited."""
    if since is None and until is None:
        return name
    return f"{name} {since or ''}..{until or ''}"


def _register(known: dict[str, Any]) -> str:
    """What the register says of the unit, in words."""
    if not known:
        return ""
    told = [known["full"] or ""]
    if known["until"]:
        told.append(_("until {date}").format(date=known["until"]))
    if known["successors"]:
        told.append(_("then {names}").format(names=BETWEEN_NAMES.join(known["successors"])))
    return listed(filter(None, told))
