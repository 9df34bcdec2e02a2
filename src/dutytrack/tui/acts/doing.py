"""What the forms do: each calls the service that the command line calls, and says in a sentence what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from dutytrack.config import expanded
from dutytrack.i18n import _
from dutytrack.output.words import BETWEEN_NAMES, RESULT_WORDS, SIDE_WORDS
from dutytrack.tui.forms.model import Entered, FieldFaultError
from dutytrack.tui.shared.access import LedgerAccess

if TYPE_CHECKING:
    from dutytrack.services.progress.evidence import StoredFile

Entry = TypeVar("Entry")


def close(access: LedgerAccess, key: str, entered: Entered) -> str:
    """Close the task."""
    from dutytrack.services.acts.closing import close_task

    on, note, waive = entered.day("on"), entered.maybe("note"), entered.maybe("waive")
    with access.command("close", note or waive) as session:
        closed = close_task(session, key=key, on=on, today=access.today(), by=access.actor, note=note, waive=waive)
    sentence = _("{key} closed on {date}, late") if closed.late else _("{key} closed on {date}")
    return sentence.format(key=key, date=on)


def reopen(access: LedgerAccess, key: str, entered: Entered) -> str:
    """Reopen the task."""
    from dutytrack.services.acts.closing import reopen_task

    on, note = entered.day("on"), entered.text("note")
    with access.command("reopen", note) as session:
        reopen_task(session, key=key, on=on, today=access.today(), by=access.actor, note=note)
    return _("{key} reopened on {date}").format(key=key, date=on)


def meet(access: LedgerAccess, key: str, entered: Entered) -> str:
    """Say that one of the task's dates was met."""
    from dutytrack.services.acts.closing import meet_deadline

    deadline, on = dt.date.fromisoformat(entered.text("deadline")), entered.day("on")
    note = entered.maybe("note")
    with access.command("done", note) as session:
        met = meet_deadline(
            session, key=key, deadline=deadline, on=on, today=access.today(), by=access.actor, note=note
        )
    rest = _("close it when it is done") if met.all_met else _("next: {date}").format(date=met.left[0])
    return _("{key}: {deadline} met on {date}").format(key=key, deadline=deadline, date=on) + f"; {rest}"


def suspend(access: LedgerAccess, key: str, entered: Entered) -> str:
    """Let the task rest."""
    from dutytrack.services.acts.suspending import suspend_task

    on, reason = entered.day("on"), entered.text("note")
    with access.command("suspend", reason) as session:
        suspend_task(session, key=key, on=on, today=access.today(), reason=reason, by=access.actor)
    return _("{key} suspended on {date}").format(key=key, date=on)


def resume(access: LedgerAccess, key: str, entered: Entered) -> str:
    """Take the task up again."""
    from dutytrack.services.acts.suspending import resume_task

    on, note = entered.day("on"), entered.maybe("note")
    with access.command("resume", note) as session:
        resume_task(session, key=key, on=on, today=access.today(), by=access.actor, note=note)
    return _("{key} resumed on {date}").format(key=key, date=on)


def drop(access: LedgerAccess, key: str, entered: Entered) -> str:
    """Give the task up."""
    from dutytrack.services.acts.suspending import drop_task

    on, reason = entered.day("on"), entered.text("note")
    with access.command("drop", reason) as session:
        drop_task(session, key=key, on=on, today=access.today(), reason=reason, by=access.actor)
    return _("{key} dropped on {date}").format(key=key, date=on)


def mend(access: LedgerAccess, key: str, entered: Entered) -> str:
    """Mend what was read or typed wrongly: only what differs from what the task says now."""
    from dutytrack.services.tasks.entering import Sharing, TaskChanges, set_task
    from dutytrack.services.units.errors import NearUnitError
    from dutytrack.services.units.naming import Naming

    detail, reason = access.detail(key), entered.text("note")
    assert detail is not None
    row, due = detail.row, entered.maybe_day("due")
    which = entered.maybe("deadline")
    changes = TaskChanges(
        title=_other(entered.text("title"), row.title),
        due=due,
        deadline=dt.date.fromisoformat(which) if due and which else None,
        start=_other(entered.maybe_day("start"), row.start),
        leader=_other(entered.text("leader"), detail.leader or ""),
        sharing=Sharing(
            lead=_names(entered.text("lead"), row.lead),
            responsible=_names(entered.text("responsible"), row.responsible),
            participating=_names(entered.text("participating"), row.participating),
        ),
    )
    naming = Naming(new=entered.text("new") == "yes")
    try:
        with access.command("set", reason) as session:
            done = set_task(session, key=key, changes=changes, reason=reason, today=access.today(), naming=naming)
    except NearUnitError as near:
        template = _("No unit is called {name}; is {nearest} meant? If not, say yes to new units.")
        raise FieldFaultError("lead", template.format(name=near.name, nearest=near.nearest)) from near
    told = [_("{key} changed: {fields}").format(key=key, fields=", ".join(done.fields))]
    if done.new_units:
        told.append(_("new units: {names}").format(names=BETWEEN_NAMES.join(done.new_units)))
    return "; ".join(told)


def receive(access: LedgerAccess, key: str, entered: Entered) -> str:
    """Sign for the task."""
    from dutytrack.services.acts.receiving import receive as sign

    on, note = entered.day("on"), entered.maybe("note")
    with access.command("receive", note) as session:
        receipt = sign(
            session,
            key=key,
            on=on,
            today=access.today(),
            unit=entered.maybe("unit"),
            by=entered.maybe("by"),
            note=note,
        )
    return _("{unit} signed for {key} on {date}").format(unit=receipt.unit, key=key, date=on)


def submit(access: LedgerAccess, key: str, entered: Entered) -> str:
    """Hand the task in for verification."""
    from dutytrack.services.acts.submitting import submit as hand_in

    on, note = entered.day("on"), entered.maybe("note")
    with access.command("submit", note) as session:
        done = hand_in(
            session,
            key=key,
            on=on,
            today=access.today(),
            unit=entered.maybe("unit"),
            by=entered.maybe("by"),
            note=note,
        )
    if done.complete:
        return _("{key} handed in by {unit}").format(key=key, unit=done.unit)
    template = _("{unit} has done its part of {key}; members still to follow: {count}")
    return template.format(unit=done.unit, key=key, count=len(done.missing))


def send_back(access: LedgerAccess, key: str, entered: Entered) -> str:
    """Send the task back to be done again."""
    from dutytrack.services.acts.submitting import return_task

    on, note = entered.day("on"), entered.text("note")
    with access.command("return", note) as session:
        return_task(session, key=key, on=on, today=access.today(), note=note, by=access.actor)
    return _("{key} sent back on {date}").format(key=key, date=on)


def verify(access: LedgerAccess, key: str, entered: Entered) -> str:
    """Note what a check came to."""
    from dutytrack.services.acts.verifying import verify as check

    text = entered.text("text")
    with access.command("verify", text) as session:
        done = check(
            session,
            key=key,
            result=entered.text("result"),
            how=entered.text("how"),
            by=entered.text("by"),
            on=entered.day("on"),
            today=access.today(),
            unit=entered.maybe("unit"),
            text=text,
            files=_kept(access, entered),
        )
    template = (
        _("{key} checked by {by}: {result}; it goes back") if done.sent_back else _("{key} checked by {by}: {result}")
    )
    return template.format(key=key, by=done.by, result=_(RESULT_WORDS[done.result]))


def measure(access: LedgerAccess, key: str, entered: Entered) -> str:
    """Note the actual value of an indicator."""
    from dutytrack.services.progress.figures import Figure
    from dutytrack.services.progress.measuring import measure as note

    figure = Figure(entered.number("value") or 0.0, entered.maybe("indicator"))
    with access.command("measure") as session:
        (done,) = note(
            session,
            key=key,
            figures=[figure],
            on=entered.day("on"),
            today=access.today(),
            source=entered.maybe("source"),
            unit=entered.maybe("unit"),
        )
    template = _("{key}: {indicator} is {value} of {target}{unit}")
    return template.format(
        key=key, indicator=done.indicator, value=f"{done.value:g}", target=f"{done.target:g}", unit=done.unit
    )


def exempt(access: LedgerAccess, key: str, entered: Entered) -> str:
    """Assess the task on no day of a month."""
    from dutytrack.services.progress.exempting import exempt_month

    reason = entered.text("note")
    with access.command("exempt", reason) as session:
        done = exempt_month(session, key=key, month=entered.day("month"), reason=reason)
    return _("{key} is not assessed in {month}").format(key=key, month=f"{done.month:%Y-%m}")


def report(access: LedgerAccess, key: str, entered: Entered) -> str:
    """Write a unit's progress report down, with its figure and the file that proves it."""
    from dutytrack.services.progress.figures import Figure
    from dutytrack.services.progress.reporting import NewReport, report_progress

    value = entered.number("value")
    new = NewReport(
        key=key,
        on=entered.day("on"),
        unit=entered.maybe("unit"),
        percent=entered.number("percent"),
        figures=() if value is None else (Figure(value, entered.maybe("indicator")),),
        text=entered.text("text"),
        problem=entered.maybe("problem"),
        next_step=entered.maybe("next_step"),
        by=access.actor,
        files=_kept(access, entered),
    )
    with access.command("progress") as session:
        done = report_progress(session, new, today=access.today())
    said = [_("{key}: report of {unit} noted").format(key=key, unit=done.unit)]
    if done.met:
        said.append(_("made up for {date}") if done.made_up else _("meets {date}"))
        said[-1] = said[-1].format(date=done.met)
    return ", ".join(said)


def order(access: LedgerAccess, key: str, entered: Entered) -> str:
    """Issue an order."""
    from dutytrack.services.orders.issuing import issue_order

    with access.command("order", entered.maybe("ground")) as session:
        issued = issue_order(
            session,
            key=key,
            rung=entered.text("rung"),
            on=entered.day("on"),
            today=access.today(),
            ground=entered.text("ground"),
            direct=entered.maybe("direct"),
            unit=entered.maybe("unit"),
            reply_by=entered.maybe_day("reply_by"),
            by=access.actor,
        )
    template = _("{mark} issued to {unit} about {key}, reply by {date}")
    return template.format(mark=issued.mark, unit=issued.unit, key=key, date=issued.reply_by)


def reply(access: LedgerAccess, key: str, entered: Entered) -> str:
    """Note the answer to an order."""
    from dutytrack.services.orders.issuing import answer_order

    with access.command("reply") as session:
        answered = answer_order(
            session,
            mark=entered.text("order"),
            text=entered.text("text"),
            on=entered.day("on"),
            today=access.today(),
            by=entered.maybe("by"),
        )
    template = (
        _("{mark} about {key} answered on {date}, late")
        if answered.late
        else _("{mark} about {key} answered on {date}")
    )
    return template.format(mark=answered.mark, key=key, date=answered.on)


def remind(access: LedgerAccess, key: str, entered: Entered) -> str:
    """Remind a unit of this task and of all else that it owes: one reminder a period."""
    from dutytrack.services.orders.reminding import remind_unit
    from dutytrack.store.reading.reminders import tasks_to_ask
    from dutytrack.store.reading.settings import rule_pack

    unit, on, why = entered.text("unit"), entered.day("on"), entered.text("why")
    with access.reading() as connection:
        owed = tasks_to_ask(connection, f'unit:"{unit}"', as_of=on, rules=rule_pack(connection))
    tasks = {ask.key: ask.why for ask in owed if ask.unit == unit}
    tasks[key] = why or tasks.get(key, "")
    with access.command("remind", why) as session:
        period = remind_unit(session, unit=unit, tasks=tasks, on=on, today=access.today(), text=entered.text("text"))
    template = _("{unit} reminded for {period}; tasks asked for: {count}")
    return template.format(unit=unit, period=period, count=len(tasks))


def confidence(access: LedgerAccess, key: str, entered: Entered) -> str:
    """Note how sure a side is."""
    from dutytrack.services.tasks.people import set_confidence

    side, value = entered.text("side"), int(entered.number("value") or 0)
    with access.command("confidence") as session:
        noted = set_confidence(
            session,
            key=key,
            side=side,
            value=value,
            on=entered.day("on"),
            today=access.today(),
            by=entered.maybe("by"),
        )
    said = _("{key}: {side} {value} of 10").format(key=key, side=_(SIDE_WORDS[side]), value=noted.value)
    if noted.other is None:
        return said
    return said + "; " + _("the other side says {value}").format(value=noted.other)


def ask_extension(access: LedgerAccess, key: str, entered: Entered) -> str:
    """Note that more time is asked for."""
    from dutytrack.services.orders.extending import ask_extension as ask

    reason = entered.text("reason")
    with access.command("extend ask", reason) as session:
        state = ask(
            session,
            key=key,
            wished=entered.day("wished"),
            reason=reason,
            progress=entered.text("progress"),
            on=entered.day("on"),
            today=access.today(),
            unit=entered.maybe("unit"),
            deadline=dt.date.fromisoformat(entered.text("deadline")),
            late=entered.text("late") == "yes",
        )
    template = _("{key}: {unit} asks for {wished} in place of {current}; it waits for a decision")
    return template.format(key=key, unit=state.unit, wished=state.wished, current=state.current)


def decide_extension(access: LedgerAccess, key: str, entered: Entered) -> str:
    """Grant or refuse the extension that was asked for."""
    from dutytrack.services.orders.extending import grant_extension, refuse_extension

    by, on, note, to = entered.text("by"), entered.day("on"), entered.maybe("note"), entered.maybe_day("to")
    today = access.today()
    if entered.text("decision") == "refused":
        with access.command("extend refuse", note) as session:
            state = refuse_extension(session, key=key, by=by, on=on, today=today, note=note)
        return _("{key}: refused by {by}; {date} holds").format(key=key, by=by, date=state.current)
    if to is None:
        raise FieldFaultError("to", _("Say until when it is granted."))
    with access.command("extend grant", note) as session:
        state = grant_extension(session, key=key, to=to, by=by, on=on, today=today, note=note)
    template = _("{key}: granted to {date} by {by}; extended {count} times, by {days} days in all")
    return template.format(key=key, date=state.current, by=by, count=state.count, days=state.days_added)


def _kept(access: LedgerAccess, entered: Entered) -> tuple[StoredFile, ...]:
    """A copy of the file named as proof, kept with the ledger."""
    from dutytrack.services.progress.evidence import store_files
    from dutytrack.store.file.location import evidence_folder

    named = entered.text("file")
    return store_files(evidence_folder(access.path), [expanded(Path(named))]) if named else ()


def _other(entered: Entry, current: Entry) -> Entry | None:
    """What was entered where it differs from what is there; ``None`` leaves that as it is."""
    return None if entered == current else entered


def _names(entered: str, current: Sequence[str]) -> Sequence[str] | None:
    """The units entered where they differ from those there are."""
    names = [name.strip() for name in entered.split(BETWEEN_NAMES) if name.strip()]
    return None if names == list(current) else names
