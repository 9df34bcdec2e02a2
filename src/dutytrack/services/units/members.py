"""The members of collectives (各县(市、区)政府): given once for the whole ledger, each for as long as it is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlmodel import Session, col, select

from dutytrack.domain.units.names import tidy_name
from dutytrack.domain.units.naming import AS_TYPED, Naming
from dutytrack.services.desk import Desk, NothingToChangeError, row_id
from dutytrack.services.units.errors import (
    CollectiveAsMemberError,
    NotACollectiveError,
    NotAMemberError,
    NothingToProposeError,
)
from dutytrack.services.units.finding import find_unit
from dutytrack.services.units.naming import units_named
from dutytrack.services.units.register import UnitRegister
from dutytrack.store.settings.register import standard_register
from dutytrack.store.tables.plans import Unit
from dutytrack.store.tables.supervision import UnitMember, UnitSuccession

_ENDINGS = {
    "university": ("大学", "学院", "学校"),
    "hospital": ("医院",),
    "bank": ("银行", "农商行", "信用联社"),
    "insurer": ("保险公司",),
    "enterprise": ("公司", "集团"),
    "association": ("协会", "商会"),
    "media": ("报社", "电视台", "融媒体中心"),
    "institute": ("研究院", "研究所"),
    "township": ("镇政府", "乡政府", "镇人民政府", "乡人民政府", "街道办事处", "街道"),
}
"""How the members of a kind end, where the register names no such units."""
_DEPARTMENTS = frozenset({"party", "government"})
_GOVERNMENTS = {
    "county-government": ("county-government", "city-government"),
    "city-government": ("city-government",),
    "province-government": ("province-government",),
}


@dataclass(frozen=True, slots=True)
class MembersChanged:
    """What became of a collective's members."""

    collective: str
    units: tuple[str, ...]
    """Those that were added or removed."""
    members: int
    """How many it has on the day of the change."""
    new_units: tuple[str, ...] = ()
    """Units that were not in the ledger before."""
    handed_in: tuple[str, ...] = ()
    """The keys of tasks that are handed in, as all who remain members are done."""


def add_members(
    desk: Desk, collective: str, units: Sequence[str], *, since: date | None = None, naming: Naming = AS_TYPED
) -> MembersChanged:
    """Make ``units`` members from the day ``since`` on; without one, for as long as the ledger goes back.

    A unit that is not in the ledger yet is entered. Raises NotACollectiveError, CollectiveAsMemberError (the one is no
    collective, or the other is), NothingToChangeError (they are members already).
    """
    session, gathering = desk.session, _collective(desk, collective)
    register = UnitRegister(session, gathering.jurisdiction)
    members = units_named(register, naming.read(units), naming, on=since or date.max).values()
    nested = next((unit for unit in members if unit.kind == "collective"), None)
    if nested is not None:
        raise CollectiveAsMemberError(nested.name)
    added = tuple(unit.name for unit in members if _add(session, gathering, unit, since))
    if not added:
        raise NothingToChangeError(gathering.name)
    new = tuple(unit.name for unit in register.created)
    return MembersChanged(gathering.name, added, len(members_on(session, gathering, since or date.max)), new)


def remove_members(desk: Desk, collective: str, units: Sequence[str], on: date) -> MembersChanged:
    """From the day ``on`` on ``units`` are members no more; before it they stay what they were.

    Raises NotACollectiveError (see ``add_members``), NotAMemberError (one is no member on that day),
    NothingToChangeError (no unit is named).
    """
    session, gathering = desk.session, _collective(desk, collective)
    if not units:
        raise NothingToChangeError(gathering.name)
    for name in units:
        unit = find_unit(replace(desk, place=gathering.jurisdiction), name)
        current = [row for row in _rows(session, gathering, unit) if row.valid_to is None or row.valid_to >= on]
        if not current:
            raise NotAMemberError(name, gathering.name, [one.name for one in members_on(session, gathering, on)])
        for row in current:
            _end(session, row, on)
    session.flush()
    return MembersChanged(gathering.name, tuple(units), len(members_on(session, gathering, on)))


def members_on(session: Session, collective: Unit, on: date) -> list[Unit]:
    """The members on a day, in the order in which they were given."""
    query = select(Unit, UnitMember).join(UnitMember, col(UnitMember.unit_id) == col(Unit.id))
    rows = session.exec(query.where(col(UnitMember.collective_id) == collective.id).order_by(col(UnitMember.id))).all()
    held = (unit for unit, row in rows if (row.valid_from or on) <= on <= (row.valid_to or on))
    return list({unit.name: unit for unit in held}.values())


def proposed_members(desk: Desk, collective: str, on: date) -> tuple[str, ...]:
    """The units that the register takes for members, and that are none on that day; NothingToProposeError for none."""
    session, gathering = desk.session, _collective(desk, collective)
    kind = standard_register().gatherings.get(tidy_name(gathering.name))
    register = UnitRegister(session, gathering.jurisdiction)
    query = select(Unit).where(col(Unit.jurisdiction) == gathering.jurisdiction, col(Unit.kind) == "unit")
    members = {unit.id for unit in members_on(session, gathering, on)}
    units = [unit for unit in session.exec(query.order_by(col(Unit.id))).all() if unit.id not in members]
    found = [unit.name for unit in units if kind is not None and _is_likely(register, unit, kind, on)]
    if not found:
        raise NothingToProposeError(gathering.name)
    return tuple(found)


def _is_likely(register: UnitRegister, unit: Unit, kind: str, on: date) -> bool:
    if kind in _ENDINGS:
        return unit.name.endswith(_ENDINGS[kind])
    identity = register.matcher.identity(unit.name, on=on)
    body = None if identity is None else register.matcher.body(identity)
    if identity is None or body is None:
        return False
    own = identity.owner == register.matcher.place.word
    if kind in _GOVERNMENTS:
        return body.id in _GOVERNMENTS[kind] and not own and len(identity.owner) > 1
    what = unit.body or body.kind
    if kind == "zone":
        return what == "zone"
    return kind == "department" and own and what in _DEPARTMENTS and not body.id.endswith("-government")


def _collective(desk: Desk, name: str) -> Unit:
    unit = find_unit(desk, name)
    if unit.kind != "collective":
        raise NotACollectiveError(unit.name)
    return unit


def _add(session: Session, collective: Unit, unit: Unit, since: date | None) -> bool:
    """Make ``unit`` a member from ``since`` on; whether it was none for any of that time."""
    rows = _rows(session, collective, unit)
    row = next((row for row in rows if row.valid_to is None or row.valid_from == since), None)
    if row is None:
        if _stands_for_a_member(session, collective, unit):
            return False
        row = UnitMember(collective_id=row_id(collective), unit_id=row_id(unit), valid_from=since)
    elif row.valid_to is not None:
        row.valid_to = None
    elif row.valid_from is not None and (since is None or since < row.valid_from):
        row.valid_from = since
    else:
        return False
    session.add(row)
    session.flush()
    return True


def _stands_for_a_member(session: Session, collective: Unit, unit: Unit) -> bool:
    """Whether ``unit`` has succeeded one that is a member, and so is counted as that one already."""
    members = {row.unit_id for row in _rows_of(session, collective) if row.valid_to is None}
    before, left = set[int](), {row_id(unit)}
    while left:
        query = select(UnitSuccession.unit_id).where(col(UnitSuccession.successor_id).in_(left))
        left = set(session.exec(query).all()) - before
        before |= left
    return bool(before & members)


def _rows_of(session: Session, collective: Unit) -> Sequence[UnitMember]:
    return session.exec(select(UnitMember).where(col(UnitMember.collective_id) == collective.id)).all()


def _end(session: Session, row: UnitMember, on: date) -> None:
    """End a membership with the day before ``on``; one that had not begun by then is taken away."""
    if row.valid_from is not None and row.valid_from >= on:
        session.delete(row)
        return
    row.valid_to = on - timedelta(days=1)
    session.add(row)


def _rows(session: Session, collective: Unit, unit: Unit) -> list[UnitMember]:
    query = select(UnitMember).where(col(UnitMember.collective_id) == collective.id, col(UnitMember.unit_id) == unit.id)
    return list(session.exec(query.order_by(col(UnitMember.id))).all())
