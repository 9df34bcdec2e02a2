"""A task that a collective answers for is handed in with the member that makes up the share that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dutytrack.domain.acts import is_allowed
from dutytrack.services.desk import Desk
from dutytrack.services.tasks.recording import Happening, record_act
from dutytrack.store.reading.answering import members_done
from dutytrack.store.reading.standing import Part, Parts, StandingTask, standing
from dutytrack.store.settings.keys import get_setting

_SAID_AFTER = """
    SELECT a."on" FROM action a WHERE a.task_id = :task_id AND a.kind = 'done' AND a."on" > :on
    UNION SELECT r."on" FROM progress_report r WHERE r.task_id = :task_id AND r.percent >= 100 AND r."on" > :on
    ORDER BY 1
"""


def members_of(parts: Sequence[Part]) -> list[Part]:
    """Of ``parts`` the members of the collective that answers first; none where a unit does by itself."""
    has_members = any(part.first and part.whole for part in parts)
    return [part for part in parts if part.first and not part.whole] if has_members else []


def missing_members(
    desk: Desk, known: Parts, task: StandingTask, on: date, members: Sequence[Part]
) -> tuple[Part, ...]:
    """Those of the ``members`` that are not done by a day."""
    successor = known.answering(on).successor
    done = {successor(unit) for unit in members_done(desk.rows, task.id, as_of=on)}
    return tuple(member for member in members if member.id not in done)


def is_share_done(desk: Desk, missing: Sequence[Part], members: Sequence[Part]) -> bool:
    """Whether as many of the ``members`` are done as the ledger asks for (setting ``members_share``)."""
    share = int(get_setting(desk.rows, "members_share"))
    return len(missing) < len(members) and 100 * (len(members) - len(missing)) >= share * len(members)


def hand_in_with_members(desk: Desk, known: Parts, task: StandingTask, on: date) -> date | None:
    """Hand in a task whose members are done, from a day on; the day on which enough are, if it is handed in.

    That is a later day where what others said of later days was typed in before.
    """
    if not members_of(known.of(task.id, on)):
        return None
    stands = standing(desk.rows, task.id)
    if not is_allowed("submitted", stands.status):
        return None
    on = max(on, stands.since) if stands.kind and stands.since else on
    later = desk.rows.execute(_SAID_AFTER, {"task_id": task.id, "on": on.isoformat()}).fetchall()
    days = [on, *(date.fromisoformat(day) for (day,) in later)]
    whole = next((part for part in known.of(task.id, days[-1]) if part.first and part.whole), None)
    if whole is None or not _are_done(desk, known, task, days[-1]):
        return None
    day = next(day for day in days if _are_done(desk, known, task, day))
    record_act(desk, task, Happening("submitted", day, unit_id=whole.id))
    return day


def _are_done(desk: Desk, known: Parts, task: StandingTask, on: date) -> bool:
    members = members_of(known.of(task.id, on))
    return is_share_done(desk, missing_members(desk, known, task, on, members), members)
