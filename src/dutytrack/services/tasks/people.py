"""People: leaders with the units in their charge (分管领导), whom to ring at a unit, how sure each side is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from dutytrack.domain.words.choices import PERSON_ROLES, chosen
from dutytrack.domain.words.nearest import nearest
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _, listed, quotable
from dutytrack.services.desk import Desk, not_empty, row_id
from dutytrack.services.tasks.finding import find_task
from dutytrack.services.tasks.recording import check_day
from dutytrack.services.units.finding import find_unit
from dutytrack.store.reading.unitdetail import home_place
from dutytrack.store.tables.plans import Unit
from dutytrack.store.tables.supervision import Confidence, Contact, Leader, Portfolio

SIDES = ("lead", "office")
"""Who says how sure it is: the lead unit, and the supervision office."""
MOST_SURE = 10
_ONE_DAY = timedelta(days=1)
_ADDRESS = re.compile(r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)*", re.ASCII)


class LeaderThereError(DutyTrackError):
    """A leader of this name is there already."""

    def __init__(self, name: str) -> None:
        template = _("{name} is a leader already; `dutytrack leader charge {name} UNIT` gives units into their charge")
        super().__init__(template, name=name)


class LeaderNotFoundError(DutyTrackError):
    """No leader has this name; the nearest is told."""

    def __init__(self, name: str, nearest: str | None) -> None:
        template = _("no leader is called {name}; did you mean {nearest}?")
        if nearest is None:
            template = _("no leader is called {name}; `dutytrack leader add {name}` enters one")
        super().__init__(template, name=name, nearest=nearest)


class NotInChargeError(DutyTrackError):
    """The leader is not in charge of the unit."""

    def __init__(self, leader: str, unit: str) -> None:
        super().__init__(_("{leader} is not in charge of {unit}"), leader=leader, unit=unit)


class InChargeError(DutyTrackError):
    """The leader is in charge of the unit already."""

    def __init__(self, leader: str, unit: str) -> None:
        super().__init__(_("{leader} is in charge of {unit} already"), leader=leader, unit=unit)


class ContactThereError(DutyTrackError):
    """The unit has a contact of this name."""

    def __init__(self, unit: str, name: str) -> None:
        super().__init__(_("{unit} has a contact {name} already"), unit=unit, name=name)


class ContactNotFoundError(DutyTrackError):
    """The unit has no contact of this name."""

    def __init__(self, unit: str, name: str, names: Iterable[str]) -> None:
        template = _("{unit} has no contact {name}; it has: {names}")
        super().__init__(template, unit=unit, name=name, names=listed(names) or "-")


class NotThereYetError(DutyTrackError):
    """Somebody can't end before they began."""

    def __init__(self, unit: str, name: str, since: date, on: date) -> None:
        template = _("{name} stands for {unit} from {since} on: {on} is no end of that; `dutytrack undo` takes it back")
        super().__init__(template, name=name, unit=unit, since=since, on=on)


class NoAddressError(DutyTrackError):
    """Mail can't be sent to what was given as an address."""

    def __init__(self, address: str) -> None:
        super().__init__(
            _("{address} is no mail address; write it as in kjj@example.gov.cn"), address=quotable(address)
        )


class ConfidenceRangeError(DutyTrackError):
    """Confidence is a whole number from 0 to 10."""

    def __init__(self, value: int) -> None:
        super().__init__(_("confidence {value}: it is a whole number from 0 to 10"), value=value)


@dataclass(frozen=True, slots=True)
class Charge:
    """A leader and the units of a command that are, or were, in their charge."""

    leader: str
    units: tuple[str, ...]


def add_leader(desk: Desk, name: str, post: str, units: Sequence[str], on: date) -> Charge:
    """Enter a leader, with the units in their charge from a day on.

    Raises EmptyFieldError (no name), LeaderThereError (there is one of that name).
    """
    wanted, session = not_empty("name", name), desk.session
    jurisdiction = home_place(desk.rows) if desk.place is None else desk.place
    query = select(Leader).where(col(Leader.name) == wanted, col(Leader.jurisdiction) == jurisdiction)
    if session.exec(query).first() is not None:
        raise LeaderThereError(wanted)
    leader = Leader(jurisdiction=jurisdiction, name=wanted, post=post.strip())
    session.add(leader)
    session.flush()
    return Charge(wanted, _give(desk, leader, units, on))


def charge_leader(desk: Desk, name: str, units: Sequence[str], on: date) -> Charge:
    """Give more units into a leader's charge from a day on.

    Raises LeaderNotFoundError (nobody is called so), InChargeError (the leader has the unit already).
    """
    leader = _leader(desk.session, name)
    return Charge(leader.name, _give(desk, leader, units, on))


def release_leader(desk: Desk, name: str, units: Sequence[str], on: date) -> Charge:
    """Take units out of a leader's charge: the day before ``on`` is the last.

    Raises LeaderNotFoundError (nobody is called so), NotInChargeError (the leader does not have the unit).
    """
    leader = _leader(desk.session, name)
    ended = []
    for one in units:
        unit = find_unit(desk, one)
        row = _in_charge(desk.session, leader, unit, on)
        if row is None:
            raise NotInChargeError(leader.name, unit.name)
        row.valid_to = on - _ONE_DAY
        desk.session.add(row)
        ended.append(unit.name)
    return Charge(leader.name, tuple(ended))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who stands for a unit."""

    name: str
    phone: str = ""
    post: str = ""
    email: str = ""
    role: str | None = None
    """One of ``PERSON_ROLES`` in any of its spellings; ``None``: whom to ring."""
    task: str | None = None
    """The key of the task that it is about; ``None``: the unit as a whole."""


def add_contact(desk: Desk, unit: str, person: Person, *, on: date | None = None) -> str:
    """Enter who stands for a unit, or for its part in one task, from a day on where one is given; the unit's name.

    Raises EmptyFieldError (no name), UnknownChoiceError (the role is none of ``PERSON_ROLES``), NoAddressError (mail
    can't be sent there), ContactThereError (it has such a person of that name).
    """
    name = not_empty("name", person.name)
    if on is not None:
        desk.check_has_come(on)
    role = chosen("role", person.role, PERSON_ROLES) if person.role else None
    found = find_unit(desk, unit)
    task_id = find_task(desk, person.task).id if person.task else None
    about = role, task_id
    if any(one.name == name and (one.role, one.task_id) == about for one in _contacts(desk.session, found)):
        raise ContactThereError(found.name, name)
    contact = Contact(
        unit_id=row_id(found),
        task_id=task_id,
        role=role,
        name=name,
        post=person.post.strip(),
        phone=person.phone.strip(),
        email=_address(person.email),
        valid_from=on,
    )
    desk.session.add(contact)
    return found.name


def _address(text: str) -> str | None:
    """The mail address that ``text`` is, or none."""
    address = text.strip()
    if address and not _ADDRESS.fullmatch(address):
        raise NoAddressError(address)
    return address or None


def end_contact(desk: Desk, unit: str, name: str, on: date, *, task: str | None = None) -> str:
    """Somebody stands for a unit, or for its part in ``task``, no more from ``on``; the unit's name.

    Raises FutureDateError, NotThereYetError (the day can't be), ContactNotFoundError (it has nobody of that name; those
    it has are named).
    """
    desk.check_has_come(on)
    found = find_unit(desk, unit)
    task_id = find_task(desk, task).id if task else None
    current = _contacts(desk.session, found)
    ended = [one for one in current if one.name == name.strip() and one.task_id == task_id]
    if not ended:
        raise ContactNotFoundError(found.name, name, [one.name for one in current if one.task_id == task_id])
    for contact in ended:
        if contact.valid_from is not None and on <= contact.valid_from:
            raise NotThereYetError(found.name, contact.name, contact.valid_from, on)
        contact.valid_to = on - _ONE_DAY
        desk.session.add(contact)
    return found.name


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure a side is of a task, beside what the other side said last."""

    key: str
    title: str
    side: str
    value: int
    other: int | None
    """The latest value of the other side; ``None`` where it said nothing."""


def set_confidence(desk: Desk, key: str, side: str, value: int, on: date) -> Sureness:
    """Note how sure one of ``SIDES`` is that the task will be done; ConfidenceRangeError where that is not 0 to 10."""
    if not 0 <= value <= MOST_SURE:
        raise ConfidenceRangeError(value)
    session = desk.session
    task = find_task(desk, key)
    check_day(desk, task, on)
    session.add(Confidence(task_id=task.id, side=side, on=on, value=value, by=desk.by or None))
    other = SIDES[1 - SIDES.index(side)]
    said = select(Confidence.value).where(
        col(Confidence.task_id) == task.id, col(Confidence.side) == other, col(Confidence.on) <= on
    )
    latest = session.exec(said.order_by(col(Confidence.on).desc(), col(Confidence.id).desc())).first()
    return Sureness(task.key, task.title, side, value, latest)


def _leader(session: Session, name: str) -> Leader:
    wanted = name.strip()
    leader = session.exec(select(Leader).where(col(Leader.name) == wanted)).first()
    if leader is None:
        names = session.exec(select(Leader.name)).all()
        raise LeaderNotFoundError(wanted, nearest(wanted, names))
    return leader


def _give(desk: Desk, leader: Leader, units: Sequence[str], on: date) -> tuple[str, ...]:
    """Give ``units`` into the leader's charge; their names."""
    given = []
    for one in units:
        unit = find_unit(desk, one)
        if _in_charge(desk.session, leader, unit, on) is not None:
            raise InChargeError(leader.name, unit.name)
        desk.session.add(Portfolio(leader_id=row_id(leader), unit_id=row_id(unit), valid_from=on))
        given.append(unit.name)
    return tuple(given)


def _in_charge(session: Session, leader: Leader, unit: Unit, on: date) -> Portfolio | None:
    query = select(Portfolio).where(
        col(Portfolio.leader_id) == leader.id,
        col(Portfolio.unit_id) == unit.id,
        col(Portfolio.valid_to).is_(None) | (col(Portfolio.valid_to) >= on),
    )
    return session.exec(query).first()


def _contacts(session: Session, unit: Unit) -> list[Contact]:
    query = select(Contact).where(col(Contact.unit_id) == unit.id, col(Contact.valid_to).is_(None))
    return list(session.exec(query.order_by(col(Contact.id))).all())
