"""What an act of the demo's files does: each word of ``do`` and what is behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from dutytrack.domain.plan.model import ROLES
from dutytrack.domain.progress.cadence import report_days
from dutytrack.services.acts.declared.acts import ACTS
from dutytrack.services.acts.declared.model import Act, Entered
from dutytrack.services.desk import Desk
from dutytrack.services.orders.issuing import NewOrder, issue_order
from dutytrack.services.orders.reminding import Asking, remind_unit
from dutytrack.services.progress.cadences import set_cadence
from dutytrack.services.progress.duties import meet_duty
from dutytrack.services.progress.figures import Figure
from dutytrack.services.tasks.entering import NewTask, Sharing, add_task
from dutytrack.store.reading.settings import ladder
from dutytrack.store.tables.plans import Plan, Task

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Scene:
    """What an act plays in: the ledger's session, and the plans' codes by their names in the demo."""

    session: Session
    codes: Mapping[str, str]
    keys: dict[tuple[str, str], str]
    """Of the tasks found so far, by plan and title."""

    def desk(self, entry: Entry) -> Desk:
        """Where ``entry`` is done: on its day, by whom it names."""
        return Desk(self.session, entry["on"], entry.get("by"))

    def key(self, named: Entry) -> str:
        """The key of the task that ``named`` gives by plan and title; LookupError where that is not just one."""
        asked = (named.get("plan", ""), named["title"])
        if asked in self.keys:
            return self.keys[asked]
        query = select(Task.key).where(col(Task.title) == named["title"])
        if "plan" in named:
            code = self.codes[named["plan"]]
            query = query.join(Plan, col(Plan.id) == col(Task.plan_id)).where(col(Plan.code) == code)
        else:
            query = query.where(col(Task.plan_id).is_(None))
        keys = self.session.exec(query).all()
        if len(keys) != 1:
            raise LookupError(", ".join(keys) or "no such task")
        self.keys[asked] = keys[0]
        return keys[0]


def do_act(scene: Scene, entry: Entry) -> None:
    """Do what ``entry`` says; LookupError where it lacks something, or names what is not there."""
    word = entry["do"]
    if word in _OTHERS:
        _OTHERS[word](scene, entry)
        return
    act = _ACTS[word]
    act.call(scene.desk(entry), scene.key(entry) if act.takes_key else "", _entered(act, entry))


def _entered(act: Act, entry: Entry) -> Entered:
    """What ``entry`` says of the fields of ``act``. Raises LookupError where a field is missing that it needs."""
    given = {name: _READ[name](value) if name in _READ else value for name, value in entry.items()}
    lacking = [field.seed or field.name for field in act.fields if field.needed]
    missing = [name for name in lacking if name not in given]
    if missing:
        raise LookupError(", ".join(missing))
    return Entered({field.name: given.get(field.seed or field.name) for field in act.fields})


def _figures(values: Sequence[Entry]) -> tuple[Figure, ...]:
    return tuple(
        Figure(value["value"], target=value["target"], unit=value.get("unit"), due=value.get("due")) for value in values
    )


_ACTS = {act.seed or act.id: act for act in ACTS.values()}
"""The acts on a task, by their words."""
_READ: Mapping[str, Callable[[Any], Any]] = {"values": _figures, "month": lambda text: date.fromisoformat(f"{text}-01")}
"""What is written otherwise in these files than an act takes it."""


def _add(scene: Scene, act: Entry) -> None:
    own = {name: act[name] for name in ("title", "kind", "due", "start", "source", "leader") if name in act}
    add_task(scene.desk(act), NewTask(sharing=Sharing(*map(act.get, ROLES)), **own))


def _meet_duty(scene: Scene, act: Entry) -> None:
    meet_duty(scene.desk(act), scene.key(act), act["on"], due=act["due"], which=act.get("which"))


def _cadence(scene: Scene, act: Entry) -> None:
    cadence = report_days(act["rule"], start=act["start"], text=act.get("text", ""))
    set_cadence(scene.desk(act), cadence, plan=scene.codes[act["plan"]])


def _remind(scene: Scene, act: Entry) -> None:
    tasks = {scene.key(task): task.get("why", "") for task in act["tasks"]}
    remind_unit(scene.desk(act), act["unit"], tasks, Asking(act["on"], act.get("text", ""), act.get("period")))


def _order(scene: Scene, act: Entry) -> None:
    direct, unit, reply_by = _direct_ground(scene, act), act.get("unit"), act.get("reply_by")
    order = NewOrder(act["rung"], act["on"], act["ground"], direct, unit, reply_by)
    issued = issue_order(scene.desk(act), scene.key(act), order)
    if (issued.mark, issued.follows) != (act["mark"], act.get("follows")):
        raise LookupError(f"{act['mark']}: issued as {issued.mark} after {issued.follows}")


def _direct_ground(scene: Scene, act: Entry) -> str | None:
    """The ground on which a rung is reached that follows no order; ``None`` for the first and for what follows one."""
    steps = ladder(scene.desk(act).rows)
    position = steps.position(act["rung"])
    if position is None:
        raise LookupError(act["rung"])
    if "follows" in act or position == 1:
        return None
    return str(act.get("direct", steps.rung(position).direct[0].name))


_OTHERS: Mapping[str, Callable[[Scene, Entry], None]] = {
    "add": _add,
    "duty": _meet_duty,
    "cadence": _cadence,
    "remind": _remind,
    "order": _order,
}
"""What is no act on one task, or says more than such an act does."""
