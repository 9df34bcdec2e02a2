"""What an act of the demo's files does: each word of ``do`` and the use case behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from dutytrack.domain.progress.cadence import report_days
from dutytrack.services.acts.closing import close_task, meet_deadline, reopen_task
from dutytrack.services.acts.receiving import receive
from dutytrack.services.acts.submitting import submit
from dutytrack.services.acts.verifying import verify
from dutytrack.services.orders.extending import ask_extension, grant_extension, refuse_extension
from dutytrack.services.orders.issuing import answer_order, issue_order
from dutytrack.services.orders.reminding import remind_unit
from dutytrack.services.progress.cadences import set_cadence
from dutytrack.services.progress.duties import meet_duty
from dutytrack.services.progress.exempting import exempt_month
from dutytrack.services.progress.figures import Figure
from dutytrack.services.progress.reporting import NewReport, report_progress
from dutytrack.services.tasks.entering import Sharing, add_task
from dutytrack.services.tasks.people import set_confidence
from dutytrack.services.tasks.recording import act_on_task
from dutytrack.store.file.engine import driver_connection
from dutytrack.store.reading.settings import ladder
from dutytrack.store.tables.plans import Plan, Task

Entry = Mapping[str, Any]
_KINDS = {
    "return": "returned",
    "verify": "verified",
    "suspend": "suspended",
    "resume": "resumed",
    "drop": "dropped",
}
"""Words for acts that need no service of their own; ``verify`` so where it says no result."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What an act plays in: the ledger's session, and the plans' codes by their names in the demo."""

    session: Session
    codes: Mapping[str, str]
    keys: dict[tuple[str, str], str]
    """Of the tasks found so far, by plan and title."""

    def key(self, named: Entry) -> str:
        """The key of the task that ``named`` gives by plan and title; LookupError where that is not just one."""
        asked = (named.get("plan", ""), named["title"])
        if asked not in self.keys:
            self.keys[asked] = self._found(named)
        return self.keys[asked]

    def _found(self, named: Entry) -> str:
        query = select(Task.key).where(col(Task.title) == named["title"])
        if "plan" in named:
            code = self.codes[named["plan"]]
            query = query.join(Plan, col(Plan.id) == col(Task.plan_id)).where(col(Plan.code) == code)
        else:
            query = query.where(col(Task.plan_id).is_(None))
        keys = self.session.exec(query).all()
        if len(keys) != 1:
            raise LookupError(", ".join(keys) or "no such task")
        return keys[0]


def do_act(scene: Scene, act: Entry) -> None:
    """Do what ``act`` says.

    Raises:
        LookupError: it lacks a field, or names a word, plan, task or order that is not there.
        DutyTrackError: the ledger refuses it.
    """
    word = act["do"]
    if word in _DEEDS:
        _DEEDS[word](scene, act)
    elif word == "verify" and "result" in act:
        _verify(scene, act)
    else:
        kind, on = _KINDS[word], act["on"]
        act_on_task(scene.session, key=scene.key(act), kind=kind, on=on, today=on, unit=act.get("unit"), **_said(act))


def _said(act: Entry) -> dict[str, Any]:
    return {"by": act.get("by"), "note": act.get("note")}


def _add(scene: Scene, act: Entry) -> None:
    add_task(
        scene.session,
        title=act["title"],
        today=act["on"],
        kind=act.get("kind", "other"),
        sharing=Sharing(act.get("lead"), act.get("responsible"), act.get("participating")),
        due=act.get("due"),
        start=act.get("start"),
        source=act.get("source"),
        leader=act.get("leader"),
    )


def _close(scene: Scene, act: Entry) -> None:
    on, waive = act["on"], act.get("waive")
    close_task(scene.session, key=scene.key(act), on=on, today=on, waive=waive, **_said(act))


def _reopen(scene: Scene, act: Entry) -> None:
    reopen_task(scene.session, key=scene.key(act), on=act["on"], today=act["on"], **_said(act))


def _meet(scene: Scene, act: Entry) -> None:
    on = act["on"]
    meet_deadline(scene.session, key=scene.key(act), deadline=act["due"], on=on, today=on, **_said(act))


def _meet_duty(scene: Scene, act: Entry) -> None:
    meet_duty(scene.session, key=scene.key(act), due=act["due"], on=act["on"], today=act["on"], by=act.get("by"))


def _cadence(scene: Scene, act: Entry) -> None:
    cadence = report_days(act["rule"], start=act["start"], text=act.get("text", ""))
    set_cadence(scene.session, cadence, plan=scene.codes[act["plan"]])


def _receive(scene: Scene, act: Entry) -> None:
    on = act["on"]
    receive(scene.session, key=scene.key(act), on=on, today=on, unit=act.get("unit"), **_said(act))


def _report(scene: Scene, act: Entry) -> None:
    figures = tuple(
        Figure(value["value"], target=value["target"], unit=value.get("unit"), due=value.get("due"))
        for value in act.get("values", ())
    )
    report = NewReport(
        key=scene.key(act),
        on=act["on"],
        unit=act.get("unit"),
        percent=act.get("percent"),
        figures=figures,
        text=act.get("text", ""),
        problem=act.get("problem"),
        next_step=act.get("next"),
        by=act.get("by"),
    )
    report_progress(scene.session, report, today=act["on"])


def _submit(scene: Scene, act: Entry) -> None:
    on = act["on"]
    submit(scene.session, key=scene.key(act), on=on, today=on, unit=act.get("unit"), **_said(act))


def _verify(scene: Scene, act: Entry) -> None:
    verify(
        scene.session,
        key=scene.key(act),
        result=act["result"],
        how=act["how"],
        by=act["by"],
        on=act["on"],
        today=act["on"],
        unit=act.get("unit"),
        text=act.get("text", ""),
    )


def _remind(scene: Scene, act: Entry) -> None:
    remind_unit(
        scene.session,
        unit=act["unit"],
        tasks={scene.key(task): task.get("why", "") for task in act["tasks"]},
        on=act["on"],
        today=act["on"],
        text=act.get("text", ""),
        period=act.get("period"),
    )


def _order(scene: Scene, act: Entry) -> None:
    issued = issue_order(
        scene.session,
        key=scene.key(act),
        rung=act["rung"],
        on=act["on"],
        today=act["on"],
        ground=act["ground"],
        direct=_direct_ground(scene, act),
        unit=act.get("unit"),
        reply_by=act.get("reply_by"),
        by=act.get("by"),
    )
    if (issued.mark, issued.follows) != (act["mark"], act.get("follows")):
        raise LookupError(f"{act['mark']}: issued as {issued.mark} after {issued.follows}")


def _direct_ground(scene: Scene, act: Entry) -> str | None:
    """The ground on which a rung is reached that follows no order; ``None`` for the first and for what follows one."""
    steps = ladder(driver_connection(scene.session.connection()))
    position = steps.position(act["rung"])
    if position is None:
        raise LookupError(act["rung"])
    if "follows" in act or position == 1:
        return None
    return str(act.get("direct", steps.rung(position).direct[0].name))


def _reply(scene: Scene, act: Entry) -> None:
    on = act["on"]
    answer_order(scene.session, mark=act["mark"], text=act["text"], on=on, today=on, by=act.get("by"))


def _ask(scene: Scene, act: Entry) -> None:
    ask_extension(
        scene.session,
        key=scene.key(act),
        wished=act["wished"],
        reason=act["reason"],
        progress=act["progress"],
        on=act["on"],
        today=act["on"],
        unit=act.get("unit"),
        deadline=act.get("due"),
        late=act.get("late", False),
    )


def _grant(scene: Scene, act: Entry) -> None:
    on, due = act["on"], act.get("due")
    grant_extension(scene.session, key=scene.key(act), to=act["to"], on=on, today=on, deadline=due, **_said(act))


def _refuse(scene: Scene, act: Entry) -> None:
    on, due = act["on"], act.get("due")
    refuse_extension(scene.session, key=scene.key(act), on=on, today=on, deadline=due, **_said(act))


def _confidence(scene: Scene, act: Entry) -> None:
    on = act["on"]
    set_confidence(
        scene.session, key=scene.key(act), side=act["side"], value=act["value"], on=on, today=on, by=act.get("by")
    )


def _exempt(scene: Scene, act: Entry) -> None:
    month = date.fromisoformat(f"{act['month']}-01")
    exempt_month(scene.session, key=scene.key(act), month=month, reason=act["reason"])


_DEEDS: Mapping[str, Callable[[Scene, Entry], None]] = {
    "add": _add,
    "close": _close,
    "reopen": _reopen,
    "meet": _meet,
    "duty": _meet_duty,
    "cadence": _cadence,
    "receive": _receive,
    "report": _report,
    "submit": _submit,
    "remind": _remind,
    "order": _order,
    "reply": _reply,
    "ask": _ask,
    "grant": _grant,
    "refuse": _refuse,
    "confidence": _confidence,
    "exempt": _exempt,
}
