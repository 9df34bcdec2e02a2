"""Verification (核查): somebody else than the reporting unit checks what is claimed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session, col, or_, select

from dutytrack.domain.units.names import tidy_name
from dutytrack.domain.words.choices import RESULTS, WAYS, chosen
from dutytrack.services.desk import Desk, not_empty
from dutytrack.services.progress.errors import NothingToVerifyError, OwnVerifierError
from dutytrack.services.progress.evidence import StoredFile, attach
from dutytrack.services.tasks.finding import find_task
from dutytrack.services.tasks.parts import unit_with_part
from dutytrack.services.tasks.recording import Happening, check_day, record_act
from dutytrack.store.reading.standing import Part, StandingTask, answers_for, claims, standing
from dutytrack.store.tables.plans import Action, Unit, UnitName
from dutytrack.store.tables.supervision import Contact, Measurement, ProgressReport, Verification


@dataclass(frozen=True, slots=True)
class Check:
    """A check that was made by whose desk it is."""

    result: str
    how: str
    on: date
    unit: str | None = None
    """The unit checked; ``None``: the task as a whole."""
    text: str = ""
    files: Sequence[StoredFile] = ()


@dataclass(frozen=True, slots=True)
class Verified:
    """A check that was written down."""

    key: str
    title: str
    result: str
    how: str
    by: str
    on: date
    sent_back: bool
    """The task had been submitted, and goes back to its unit."""
    unit: str | None = None
    """The unit checked, where one was named."""


def verify(desk: Desk, key: str, check: Check) -> Verified:
    """Write what ``check`` came to.

    A submitted task that is returned is active again, but not where a unit was checked that does not answer for it;
    one that is accepted waits to be closed. Raises UnknownChoiceError (``result`` or ``how`` is no word for one),
    EmptyFieldError (nobody is named), OwnVerifierError (who checked is of the unit that reported), NothingToVerifyError
    (there is no report, figure or submission by that day).
    """
    text, session = check.text.strip(), desk.session
    task = find_task(desk, key)
    outcome, way = chosen("result", check.result, RESULTS), chosen("how", check.how, WAYS)
    by = not_empty("by", desk.by)
    checked = unit_with_part(desk, task, check.unit, on=check.on) if check.unit else None
    unit_id = checked.id if checked else None
    check_day(desk, task, check.on)
    _check_claim(desk, task, checked, check.on)
    _check_verifier(session, task, checked, by, check.on)
    sends_back = (
        outcome == "returned"
        and standing(desk.rows, task.id).status == "submitted"
        and answers_for(desk.rows, task.id, unit_id, check.on)
    )
    kind = "returned" if sends_back else "verified"
    record_act(replace(desk, by=by), task, Happening(kind, check.on, text or None, unit_id=unit_id))
    row = Verification(task_id=task.id, unit_id=unit_id, on=check.on, result=outcome, how=way, text=text, by=by)
    session.add(row)
    session.flush()
    attach(session, check.files, row)
    return Verified(
        task.key, task.title, outcome, way, by, check.on, sends_back, unit=checked.name if checked else None
    )


def _check_claim(desk: Desk, task: StandingTask, checked: Part | None, on: date) -> None:
    """Refuse a check of what nobody claimed: of the task as a whole who answers for it, or a member of that."""
    done = select(Action.id).where(
        col(Action.task_id) == task.id, col(Action.kind).in_(("submitted", "done")), col(Action.on) <= on
    )
    if checked is None:
        said = claims(desk.rows, task.id, on)
        is_said = bool(said.submitted or said.reported or said.measured)
        queries = [done.where(col(Action.kind) == "done")]
    else:
        is_said = False
        reports = select(ProgressReport.id).where(col(ProgressReport.task_id) == task.id, col(ProgressReport.on) <= on)
        figures = select(Measurement.id).where(col(Measurement.task_id) == task.id, col(Measurement.on) <= on)
        queries = [
            reports.where(col(ProgressReport.unit_id) == checked.id),
            figures.where(or_(col(Measurement.unit_id) == checked.id, col(Measurement.unit_id).is_(None))),
            done.where(or_(col(Action.unit_id) == checked.id, col(Action.unit_id).is_(None))),
        ]
    if not is_said and all(desk.session.exec(query.limit(1)).first() is None for query in queries):
        raise NothingToVerifyError(task.key, checked.name if checked else None)


def _check_verifier(session: Session, task: StandingTask, checked: Part | None, by: str, on: date) -> None:
    """Refuse ``by`` where it is a unit that reported, or somebody of it: named so, reporting for it or its contact."""
    query = select(Unit, ProgressReport.by).join(ProgressReport, col(ProgressReport.unit_id) == col(Unit.id))
    reporters = session.exec(query.where(col(ProgressReport.task_id) == task.id)).all()
    units = {unit.id: unit.name for unit, _ in reporters if checked is None or unit.id == checked.id}
    if checked is not None:
        units[checked.id] = checked.name
    for reporter, said_by in reporters:
        if reporter.id in units and said_by == by:
            raise OwnVerifierError(task.key, by, reporter.name)
    for unit_id, name in units.items():
        if _is_of(session, unit_id, name, by, on):
            raise OwnVerifierError(task.key, by, name)


def _is_of(session: Session, unit_id: int | None, own: str, by: str, on: date) -> bool:
    names = {own, *session.exec(select(UnitName.name).where(col(UnitName.unit_id) == unit_id)).all()}
    if tidy_name(by) in names or any(by.startswith((f"{name} ", f"{name}\u3000")) for name in names):
        return True
    contacts = session.exec(select(Contact).where(col(Contact.unit_id) == unit_id, col(Contact.name) == by)).all()
    return any((one.valid_from or on) <= on <= (one.valid_to or on) for one in contacts)
