"""Submission (上报): a unit says that its part is done and asks for verification."""

# ruff: noqa: S608 - the text is put together from this program's own names; values are parameters

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dutytrack.services.desk import Desk
from dutytrack.services.tasks.finding import find_task
from dutytrack.services.tasks.members import hand_in_with_members, is_share_done, members_of, missing_members
from dutytrack.services.tasks.parts import unit_with_part
from dutytrack.services.tasks.recording import Happening, record_act
from dutytrack.services.units.finding import find_unit
from dutytrack.store.facts.parties import FIRST_UNIT
from dutytrack.store.reading.standing import Parts, standing

_LED = f"SELECT t.key FROM task t WHERE {FIRST_UNIT.format(task='t.id')} = :unit_id ORDER BY t.id"


@dataclass(frozen=True, slots=True)
class Submission:
    """What a unit handed in."""

    key: str
    title: str
    unit: str
    on: date
    complete: bool
    """The task itself is submitted; else more members have to say that they are done."""
    missing: tuple[str, ...]
    """The members that have not, or were sent back since."""
    answers: bool
    """It is the unit that answers for the task, whose status follows its acts alone."""


def submit(desk: Desk, key: str, on: date, *, unit: str | None = None, note: str | None = None) -> Submission:
    """Hand the task in for verification on behalf of ``unit``, without one of the unit that answers first.

    A member of the collective that answers first says that its own part is done; the task is submitted with the
    member that makes up the share of members the ledger asks for (setting ``members_share``). A member whose latest
    report says 100 % is done as well; one that was sent back since is not.
    """
    task = find_task(desk, key)
    handing_in = unit_with_part(desk, task, unit, on=on)
    known = Parts(desk.rows)
    members = members_of(known.of(task.id, on))
    missing: tuple[str, ...] = ()
    complete = True
    if handing_in.id in {member.id for member in members}:
        record_act(desk, task, Happening("done", on, note, unit_id=handing_in.id))
        desk.session.flush()
        left = [one for one in missing_members(desk, known, task, on, members) if one.id != handing_in.id]
        missing = tuple(member.name for member in left)
        complete = is_share_done(desk, left, members)
        if complete and standing(desk.rows, task.id).status != "submitted":
            record_act(desk, task, Happening("submitted", on, note, unit_id=handing_in.id))
        elif not complete:
            complete = hand_in_with_members(desk, known, task, on) is not None
    else:
        record_act(desk, task, Happening("submitted", on, note, unit_id=handing_in.id))
    return Submission(task.key, task.title, handing_in.name, on, complete, missing, handing_in.first)


def hand_in_for_members(desk: Desk, collective: str, on: date) -> tuple[str, ...]:
    """Hand in the tasks that ``collective`` answers for and whose members are done, now that others have left; keys."""
    desk.session.flush()
    unit = find_unit(desk, collective)
    handed_in = []
    known = Parts(desk.rows)
    for (key,) in desk.rows.execute(_LED, {"unit_id": unit.id}).fetchall():
        task = find_task(desk, key)
        if hand_in_with_members(desk, known, task, on):
            handed_in.append(task.key)
    return tuple(handed_in)
