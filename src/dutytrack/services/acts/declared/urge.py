"""The acts by which the office urges: reminders, orders and the answers to them, more time asked for and decided."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dutytrack.domain.dates import period_word
from dutytrack.domain.units.names import with_place
from dutytrack.domain.words.names import BETWEEN_NAMES
from dutytrack.domain.words.supervision import RUNG_WORDS, calendar_told
from dutytrack.i18n import N_, _, clauses
from dutytrack.services.acts.declared import subject
from dutytrack.services.acts.declared.fields import DEADLINE, EVIDENCE, LINK, NOTE, ON, UNIT, WITHIN
from dutytrack.services.acts.declared.model import Act, Entered, Field, FieldFaultError, Form, needed

if TYPE_CHECKING:
    from datetime import date

    from dutytrack.domain.rules.book import Reason
    from dutytrack.services.desk import Desk
    from dutytrack.services.orders.extending import ExtensionState


def _remind(desk: Desk, key: str, entered: Entered) -> str:
    """Remind a unit of this task and of all else that it owes: one reminder a period."""
    from dutytrack.services.orders.reminding import Asking, remind_unit
    from dutytrack.store.reading.reminders import tasks_to_ask

    unit, on, why = entered.text("unit"), entered.day("on"), entered.text("why")
    owed = tasks_to_ask(desk.look(on), f'unit:"{unit}"')
    name = (with_place(unit) or {"name": unit})["name"]
    tasks: dict[str, str | Reason] = {ask.key: ask.why for ask in owed if ask.unit == name}
    tasks[key] = why or tasks.get(key, "")
    period = remind_unit(desk, unit, tasks, Asking(on, entered.text("text")))
    template = _("{unit} reminded for {period}; tasks asked for: {count}")
    return template.format(unit=unit, period=period_word(period), count=len(tasks))


def _order(desk: Desk, key: str, entered: Entered) -> str:
    from dutytrack.services.orders.issuing import NewOrder, issue_order

    rung, on, ground = entered.text("rung"), entered.day("on"), entered.text("ground")
    told = entered.maybe("direct"), entered.maybe("unit"), entered.get("reply_by"), entered.maybe("within")
    order = NewOrder(rung, on, ground, *told)
    done = issue_order(desk, key, order)
    template = _("{mark}, {rung}, to {unit} about {key}, reply by {reply_by}: {ground}")
    said = {"mark": done.mark, "rung": done.rung.word, "unit": done.unit, "ground": done.ground}
    return "\n".join([template.format(key=done.key, reply_by=done.reply_by, **said), *calendar_told(done.uncovered)])


def _reply(desk: Desk, _key: str, entered: Entered) -> str:
    from dutytrack.services.orders.issuing import answer_order

    mark, text, on = entered.text("order"), entered.text("text"), entered.day("on")
    done = answer_order(entered.at(desk), mark, text, on, evidence=entered.files("file"))
    template = _("{mark}: {unit} replied on {on} about {key}")
    if done.late:
        template = _("{mark}: {unit} replied on {on} about {key}, late: it was due by {reply_by}")
    return template.format(mark=done.mark, unit=done.unit, on=done.on, key=done.key, reply_by=done.reply_by)


def _summon(desk: Desk, key: str, entered: Entered) -> str:
    from dutytrack.services.desk import not_empty
    from dutytrack.services.tasks.recording import Happening, act_on_task

    by, agreed = not_empty("by", entered.text("by")), not_empty("text", entered.text("text"))
    act = Happening("summoned", entered.day("on"), agreed)
    done = act_on_task(replace(desk, by=by), key, act, unit=entered.maybe("unit"), of_unit=True)
    template = _("{key}: {unit} called in on {on} by {by}: {title}")
    return template.format(key=done.key, unit=done.unit, on=done.on, by=by, title=done.title)


def _ask(desk: Desk, key: str, entered: Entered) -> str:
    from dutytrack.services.orders.extending import Request, ask_extension

    request = Request(
        wished=entered.day("wished"),
        reason=entered.text("reason"),
        progress=entered.text("progress"),
        on=entered.day("on"),
        unit=entered.maybe("unit"),
        deadline=entered.get("deadline"),
        late=entered.yes("late"),
    )
    asked = ask_extension(desk, key, request)
    said = _extension(_("{key}: {unit} asks for {wished} in place of {current} ({history})"), asked)
    return _for_all(said, _("granted, it moves the date for all who answer for the task: {units}"), asked)


def _grant(desk: Desk, key: str, entered: Entered) -> str:
    granted = _decide_on(desk, key, entered, entered.day("to"))
    template = _("{key}: extended to {current}, {wished} was wished ({history})")
    if granted.wished == granted.current:
        template = _("{key}: extended to {current} ({history})")
    said = _extension(template, granted)
    return _for_all(said, _("the date moves for all who answer for the task: {units}"), granted)


def _refuse(desk: Desk, key: str, entered: Entered) -> str:
    refused = _decide_on(desk, key, entered, None)
    return _extension(_("{key}: refused; {current} goes on holding ({history})"), refused)


def _decide_on(desk: Desk, key: str, entered: Entered, to: date | None) -> ExtensionState:
    from dutytrack.services.orders.extending import Decision, decide_extension

    decision = Decision(entered.day("on"), to, entered.get("deadline"), entered.maybe("note"))
    return decide_extension(entered.at(desk), key, decision)


def _decided(entered: Entered) -> Act:
    return REFUSE if entered.text("decision") == "refused" else GRANT


def _decide(desk: Desk, key: str, entered: Entered) -> str:
    act = _decided(entered)
    if act is GRANT and entered.get("to") is None:
        raise FieldFaultError("to", _("Say until when it is granted."))
    return act.call(desk, key, entered)


def _for_all(said: str, template: str, state: ExtensionState) -> str:
    """``said``, and for whom the date moves beside the unit that asked: it is the task's, not the unit's own."""
    if len(state.shared) < 2:
        return said
    return clauses([said, template.format(units=BETWEEN_NAMES.join(state.shared))])


def _extension(template: str, state: ExtensionState) -> str:
    """``template`` with the extension's figures and what its date has been through."""
    history = _("first {original}, extended {count} times, {days} days added").format(
        original=state.original, count=state.count, days=state.days_added
    )
    return template.format(key=state.key, unit=state.unit, wished=state.wished, current=state.current, history=history)


REMIND = Act(
    id="remind",
    form=Form(
        "m",
        N_("Remind"),
        N_("Remind a unit of all that it owes"),
        N_("Remind a unit of {key} and all else it owes"),
        N_("Remind"),
    ),
    fields=(
        UNIT,
        Field("why", N_("Why"), hint=N_("empty: what lights its lamp")),
        Field("text", N_("Words"), hint=N_("to the unit")),
        ON,
    ),
    does=_remind,
    journal="remind",
    reasons=("why",),
)
"""The command of that name is another: it reminds every unit that a query finds."""
ORDER = Act(
    id="order",
    help=N_("Issue an order about a task: a rung of the ladder, by escalation or directly"),
    form=Form("o", N_("Order"), N_("Issue an order to a unit"), N_("Issue an order about {key}"), N_("Issue it")),
    fields=(
        UNIT,
        Field(
            "rung",
            N_("Rung"),
            "choice",
            required=True,
            default=subject.next_rung,
            choices=subject.rungs,
            help=N_("A rung of the ladder, as in blue; the one that is due where left out"),
            words=RUNG_WORDS,
        ),
        Field(
            "ground",
            N_("Ground"),
            hint=N_("empty: what the ladder found"),
            help=N_("Why; what the ladder found where left out"),
        ),
        Field(
            "direct",
            N_("Directly for"),
            "choice",
            choices=subject.grounds,
            metavar="GROUND",
            help=N_("The ground on which the rung is reached without the one below"),
        ),
        Field(
            "reply_by",
            N_("Reply by"),
            "day",
            meaning="due",
            hint=N_("empty: as the ladder has it"),
            help=N_("By when to reply; the ladder's days where left out"),
        ),
        WITHIN,
        ON,
    ),
    does=_order,
    reasons=("ground",),
)
REPLY = Act(
    id="reply",
    named="orders reply",
    help=N_("Note a unit's reply to an order"),
    takes_key=False,
    form=Form("O", N_("Answer"), N_("Note what a unit answered to an order"), N_("An answer to an order about {key}")),
    fields=(
        needed(
            "order",
            N_("Order"),
            "choice",
            default=subject.first_of(subject.orders),
            choices=subject.orders,
            lacking=N_("No order was issued about {key}."),
            spelling="order",
            help=N_("Its number, as in 滨督〔2026〕12号, 2026-12 or 12"),
            seed="mark",
        ),
        needed("text", N_("Answer"), help=N_("What the unit answered")),
        EVIDENCE,
        LINK,
        Field("by", N_("By"), "person", hint=N_("who said so"), help=N_("Who answered for the unit")),
        ON,
    ),
    does=_reply,
    journal="reply",
)
SUMMON = Act(
    id="summon",
    help=N_("Note that a unit was called in and spoken to about a task, and what was agreed"),
    form=Form("Y", N_("Call in"), N_("Note that a unit was called in"), N_("A unit is called in about {key}")),
    fields=(
        UNIT,
        needed("by", N_("Who spoke"), "person", hint=N_("a person's name"), help=N_("Who spoke to it")),
        needed("text", N_("Agreed"), hint=N_("what the unit will do by when"), help=N_("What was agreed")),
        ON,
    ),
    does=_summon,
    kind="summoned",
    reasons=("text",),
)
_DEADLINE = replace(DEADLINE, help=N_("Which of the task's dates; the earliest unmet where left out"), seed="due")
EXTEND = Act(
    id="extend",
    named="extend ask",
    help=N_("Note that a unit asks for more time, before the date expires"),
    form=Form("x", N_("Extend"), N_("Note that a unit asks for more time"), N_("More time is asked for {key}")),
    fields=(
        replace(_DEADLINE, required=True, lacking=N_("This task has no date left to meet.")),
        needed(
            "wished",
            N_("Until"),
            "day",
            meaning="due",
            hint=N_("the date wished"),
            spelling="--to",
            help=N_("The date wished; 2026-09 is the end of it"),
        ),
        needed("reason", N_("Reason"), help=N_("Why more time is needed")),
        needed("progress", N_("How far it is"), help=N_("How far the task is")),
        replace(UNIT, lacking=""),
        Field(
            "late",
            N_("Asked late"),
            "yes",
            required=True,
            default=subject.asked_late,
            help=N_("Ask although the date has passed"),
        ),
        ON,
    ),
    does=_ask,
    reasons=("reason",),
    seed="ask",
)
_DECIDER = needed("by", N_("Decided by"), "person", hint=N_("a person's name"), help=N_("Who decided"))
_GRANTED = Field(
    "to",
    N_("Until"),
    "day",
    meaning="due",
    default=subject.first_of(subject.wishes),
    choices=subject.wishes,
    lacking=N_("No extension of {key} waits for a decision."),
    hint=N_("needed where it is granted"),
    help=N_("The date granted, which need not be the one wished"),
    needed=True,
)
GRANT = Act(
    id="grant",
    named="extend grant",
    help=N_("Grant an extension: the date moves, the ladder of orders starts anew"),
    fields=(_GRANTED, _DECIDER, _DEADLINE, NOTE, ON),
    does=_grant,
)
REFUSE = Act(
    id="refuse",
    named="extend refuse",
    help=N_("Refuse an extension: the old date goes on holding"),
    fields=(_DECIDER, _DEADLINE, NOTE, ON),
    does=_refuse,
)
DECIDE = Act(
    id="decide",
    form=Form(
        "X", N_("Decide"), N_("Grant or refuse the time asked for"), N_("Decide on more time for {key}"), N_("Decide")
    ),
    fields=(
        Field(
            "decision",
            N_("Decision"),
            "choice",
            required=True,
            default=lambda _: "granted",
            words={"granted": N_("granted"), "refused": N_("refused")},
        ),
        _GRANTED,
        _DECIDER,
        NOTE,
        ON,
    ),
    does=_decide,
    journal=lambda entered: _decided(entered).words,
)
"""Both decisions in one form."""
URGE = (REMIND, ORDER, REPLY, SUMMON, EXTEND, DECIDE, GRANT, REFUSE)
"""In the order of the screens."""
