"""Who has a part in a task on a day: the units assigned, the members of collectives, and the successors of either."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, or_, select

from dutytrack.domain.units.matching import slip_of
from dutytrack.domain.words.roles import ROLES
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _
from dutytrack.services.units.finding import register_of
from dutytrack.store.tables.plans import Assignment, Task, Unit
from dutytrack.store.tables.supervision import UnitMember, UnitSuccession

_SHOWN = 12
"""How many units a refusal names."""


class NoPartError(DutyTrackError):
    """The unit has no part in the task; those who have are named."""

    def __init__(self, key: str, name: str, names: Iterable[str]) -> None:
        listed = list(names)
        near = slip_of(name, listed)
        listed = [near, *(one for one in listed if one != near)] if near else listed
        shown = ", ".join(listed[:_SHOWN]) + (", …" if len(listed) > _SHOWN else "")
        template = _("{name} has no part in {key}; those who have: {names}")
        if not listed:
            template = _("{name} has no part in {key}: no unit has; `dutytrack set {key} --lead UNIT` gives it one")
        super().__init__(template.format(name=name, key=key, names=shown))


class UnitToNameError(DutyTrackError):
    """Several units answer for the task, so one has to be named."""

    def __init__(self, key: str, names: Iterable[str]) -> None:
        listed = list(names)
        shown = ", ".join(listed[:_SHOWN]) + (", …" if len(listed) > _SHOWN else "")
        template = _("several units answer for {key} ({names}); say which with --unit")
        if not listed:
            template = _("no unit answers for {key}; `dutytrack set {key} --lead UNIT` gives it one")
        super().__init__(template.format(key=key, names=shown))


@dataclass(frozen=True, slots=True)
class Part:
    """A unit's part in a task."""

    unit: Unit
    role: str
    first: bool
    """Whether it answers first: the first lead, else the first responsible unit, or a member of such a collective."""
    whole: bool = False
    """Whether it is a collective whose members are known, and so answers through them."""


def parts_of(session: Session, task: Task, on: date) -> list[Part]:
    """Everyone with a part in ``task`` on a day, by role and in the order printed; a unit once, in its first role."""
    parts: dict[int, Part] = {}
    heirs = _heirs(session, on)
    for unit, role, first in _assigned(session, task):
        successor = _last_heir(session, unit, heirs)
        members = [_last_heir(session, member, heirs) for member in members_on(session, successor, on)]
        for one in (successor, *members):
            assert one.id is not None
            parts.setdefault(one.id, Part(one, role, first, whole=bool(members) and one is successor))
    return list(parts.values())


def unit_with_part(session: Session, task: Task, name: str | None, *, on: date) -> Unit:
    """The unit that goes by ``name`` and has a part in ``task`` on a day; without a name the one that answers first.

    Raises:
        NoPartError: the unit has no part in it.
        UnitToNameError: nobody was named and not just one unit answers first.
    """
    parts = parts_of(session, task, on)
    if name is None:
        answering = [part.unit for part in parts if part.first and not part.whole]
        if len(answering) != 1:
            raise UnitToNameError(task.key, [unit.name for unit in answering])
        return answering[0]
    found = register_of(session, task).find(name, on=on)
    if found is not None:
        wanted = successor_of(session, found, on).id
        for part in parts:
            if part.unit.id == wanted:
                return part.unit
    raise NoPartError(task.key, name, [part.unit.name for part in parts])


def successor_of(session: Session, unit: Unit, on: date) -> Unit:
    """Who answers on a day for what ``unit`` owed: its successor's successor and so on, or itself."""
    return _last_heir(session, unit, _heirs(session, on))


def _heirs(session: Session, on: date) -> Mapping[int, int]:
    """The successor of each unit that has one on a day, by their ids."""
    query = select(UnitSuccession.unit_id, UnitSuccession.successor_id).where(col(UnitSuccession.on) <= on)
    return dict(session.exec(query.order_by(col(UnitSuccession.on), col(UnitSuccession.id))).all())


def _last_heir(session: Session, unit: Unit, heirs: Mapping[int, int]) -> Unit:
    """The end of the row of ``heirs`` that begins with ``unit``."""
    assert unit.id is not None
    last, seen = unit.id, {unit.id}
    while (following := heirs.get(last)) is not None and following not in seen:
        last = following
        seen.add(last)
    return unit if last == unit.id else session.get_one(Unit, last)


def members_on(session: Session, collective: Unit, on: date) -> list[Unit]:
    """The members of ``collective`` on a day, by name; none where it is no collective or its members are not known."""
    query = select(Unit).join(UnitMember, col(UnitMember.unit_id) == col(Unit.id))
    query = query.where(
        col(UnitMember.collective_id) == collective.id,
        or_(col(UnitMember.valid_from).is_(None), col(UnitMember.valid_from) <= on),
        or_(col(UnitMember.valid_to).is_(None), col(UnitMember.valid_to) >= on),
    )
    return list(session.exec(query.order_by(col(Unit.name), col(Unit.id))).unique().all())


def _assigned(session: Session, task: Task) -> Iterator[tuple[Unit, str, bool]]:
    """The units assigned, with role and whether it is the first to answer."""
    query = select(Unit, Assignment).join(Assignment, col(Assignment.unit_id) == col(Unit.id))
    found = session.exec(query.where(col(Assignment.task_id) == task.id)).all()
    ordered = sorted(found, key=lambda row: (ROLES.index(row[1].role), row[1].position, row[1].id or 0))
    for place, (unit, assignment) in enumerate(ordered):
        yield unit, assignment.role, place == 0 and assignment.role != "participating"
