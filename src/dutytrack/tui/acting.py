"""What the forms do: each calls the service that the command line calls, and says in a sentence what came of it."""

from __future__ import annotations

from collections.abc import Callable

from dutytrack.domain.acts import act_word
from dutytrack.i18n import _
from dutytrack.tui.access import LedgerAccess
from dutytrack.tui.forms import Entered

Doing = Callable[[LedgerAccess, str, Entered], str]


def close(access: LedgerAccess, key: str, entered: Entered) -> str:
    """Close the task."""
    from dutytrack.services.closing import close_task

    on, note = entered.day("on"), entered.maybe("note")
    with access.command("close", note) as session:
        closed = close_task(session, key=key, on=on, today=access.today(), by=access.actor, note=note)
    sentence = _("{key} closed on {date}, late") if closed.late else _("{key} closed on {date}")
    return sentence.format(key=key, date=on)


def reopen(access: LedgerAccess, key: str, entered: Entered) -> str:
    """Reopen the task."""
    from dutytrack.services.closing import reopen_task

    on, note = entered.day("on"), entered.text("note")
    with access.command("reopen", note) as session:
        reopen_task(session, key=key, on=on, today=access.today(), by=access.actor, note=note)
    return _("{key} reopened on {date}").format(key=key, date=on)


def meet(access: LedgerAccess, key: str, entered: Entered) -> str:
    """Say that one of the task's dates was met."""
    import datetime as dt

    from dutytrack.services.closing import meet_deadline

    deadline, on = dt.date.fromisoformat(entered.text("deadline")), entered.day("on")
    note = entered.maybe("note")
    with access.command("done", note) as session:
        met = meet_deadline(
            session, key=key, deadline=deadline, on=on, today=access.today(), by=access.actor, note=note
        )
    rest = _("close it when it is done") if met.all_met else _("next: {date}").format(date=met.left[0])
    return _("{key}: {deadline} met on {date}").format(key=key, deadline=deadline, date=on) + f"; {rest}"


def act(kind: str, command: str) -> Doing:
    """Doing an act of ``kind`` (suspend, resume, drop …), under the command's name in the journal."""

    def do(access: LedgerAccess, key: str, entered: Entered) -> str:
        from dutytrack.services.acting import act_on_task

        note = entered.maybe("note")
        with access.command(command, note) as session:
            done = act_on_task(
                session, key=key, kind=kind, on=entered.day("on"), today=access.today(), by=access.actor, note=note
            )
        return _("{key} {act} on {date}").format(key=key, act=act_word(kind), date=done.on)

    return do
