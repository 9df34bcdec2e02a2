"""What a task still wants before it can be closed.

A task that nobody ever reported on, submitted, measured or ordered about may be closed as it is: a bare ledger works
without supervision. From the first of these on, closing wants an accepted check and all members and figures met.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from dutytrack.i18n import _
from dutytrack.services.desk import Desk
from dutytrack.services.tasks.parts import parts_of
from dutytrack.store.facts.tasks import facts_of
from dutytrack.store.settings.keys import get_setting
from dutytrack.store.tables.plans import Task

_SAID = """
    SELECT (SELECT MAX(a."on") FROM action a WHERE a.task_id = :task_id AND a.kind = 'submitted' AND a."on" <= :on),
           (SELECT MAX(r."on") FROM progress_report r WHERE r.task_id = :task_id AND r."on" <= :on),
           (SELECT MAX(x."on") FROM measurement x WHERE x.task_id = :task_id AND x."on" <= :on),
           EXISTS (SELECT 1 FROM supervision_order o WHERE o.task_id = :task_id AND o."on" <= :on)
"""
_CHECK = """
    SELECT v.result, v."on" FROM verification v WHERE v.task_id = :task_id AND v."on" <= :on
    AND (v.unit_id IS NULL OR v.unit_id IN (SELECT value FROM json_each(:units)))
    ORDER BY v."on" DESC, v.id DESC LIMIT 1
"""
"""The latest check of the task as a whole or of those who answer first."""


def wanting(desk: Desk, task: Task, on: date) -> tuple[str, ...]:
    """What has to be done before ``task`` can be closed on a day, each as a sentence; empty where it can."""
    answering = [part.unit.id for part in parts_of(desk.session, task, on) if part.first]
    connection = desk.rows
    asked: dict[str, Any] = {"task_id": task.id, "on": on.isoformat(), "units": json.dumps(answering)}
    submitted, reported, measured, ordered = connection.execute(_SAID, asked).fetchone()
    if not (submitted or reported or measured or ordered):
        return ()
    claimed = submitted or reported or measured
    check = connection.execute(_CHECK, asked).fetchone()
    assert task.id is not None
    facts = facts_of(connection, task.id, on)
    share = int(get_setting(connection, "members_share"))
    if facts["members_total"] and facts["claimed"]:
        # the check of one member says nothing of the others
        claimed, check = facts["progress_on"], None
    return (*_of_check(claimed, check), *_of_members(facts, share), *_of_figures(facts, measured=bool(measured)))


def _of_check(claimed: str | None, check: tuple[str, str] | None) -> Iterator[str]:
    if claimed is None:
        yield _("nothing was reported or submitted that could be verified")
    elif check is None:
        yield _("what was claimed on {day} was not verified").format(day=claimed)
    elif check[0] != "accepted":
        yield _("the check of {day} returned it").format(day=check[1])
    elif check[1] < claimed:
        yield _("what was claimed on {day} was not verified since").format(day=claimed)


def _of_members(facts: dict[str, Any], share: int) -> Iterator[str]:
    total, done = facts["members_total"], facts["members_done"]
    if total and 100 * done < share * total:
        yield _("{done} of {total} members are done").format(done=done, total=total)


def _of_figures(facts: dict[str, Any], *, measured: bool) -> Iterator[str]:
    if measured and facts["progress"] < 100:
        yield _("the figures reach {progress:.0f} % of their targets").format(progress=facts["progress"])
