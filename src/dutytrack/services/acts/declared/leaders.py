"""The acts on what leaders write: an instruction noted, its answer sent up, the leader satisfied, or it withdrawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dutytrack.domain.dates import with_weekday
from dutytrack.domain.words.supervision import URGENCY_WORDS, calendar_told
from dutytrack.i18n import N_, _
from dutytrack.services.acts.declared import subject
from dutytrack.services.acts.declared.fields import ANY_UNIT, EVIDENCE, LINK, ON, WITHIN
from dutytrack.services.acts.declared.model import Act, Entered, Field, Form, needed

if TYPE_CHECKING:
    from dutytrack.services.desk import Desk
    from dutytrack.services.orders.instructing import NewInstruction, NotedInstruction, NotedStep


def _instruct(desk: Desk, key: str, entered: Entered) -> str:
    from dutytrack.services.orders.instructing import note_instruction

    return instruction_told(note_instruction(desk, key, _as_entered(entered)), entered.text("leader"))


def _as_entered(entered: Entered) -> NewInstruction:
    """The instruction that the fields hold."""
    from dutytrack.services.orders.instructing import NewInstruction

    return NewInstruction(
        leader=entered.text("leader"),
        text=entered.text("text"),
        on=entered.day("on"),
        urgency=entered.text("urgency") or "ordinary",
        due=entered.get("due"),
        within=entered.maybe("within"),
        unit=entered.maybe("unit"),
        order=entered.maybe("order"),
        report=entered.get("report"),
        follows=entered.maybe("follows"),
    )


def instruction_told(done: NotedInstruction, leader: str) -> str:
    """That an instruction was noted, who answers it by when, and what else that came to."""
    template = _("{mark}: {leader} on {key}, {unit} answers by {due}: {title}")
    if done.unit is None:
        template = _("{mark}: {leader} on {key}, to be answered by {due}, by whom is still to be said: {title}")
    about = {"mark": done.mark, "key": done.key, "unit": done.unit, "title": done.title}
    lines = [template.format(leader=leader, due=with_weekday(done.due.day), **about)]
    if done.settled is not None:
        lines.append("  " + _("{mark} is settled by it").format(mark=done.settled))
    return "\n".join([*lines, *calendar_told(done.due.uncovered)])


def _answer(desk: Desk, _key: str, entered: Entered) -> str:
    from dutytrack.services.orders.instructing import answer_instruction

    mark, text, on = entered.text("instruction"), entered.text("text"), entered.day("on")
    done = answer_instruction(
        entered.at(desk), mark, text, on, percent=entered.get("percent"), evidence=entered.files("file")
    )
    template = _("{mark}: answered on {on} about {key}, it goes up to {leader}")
    if done.late:
        template = _("{mark}: answered on {on} about {key}, late: it was due by {due}; it goes up to {leader}")
    told = _told(template, done)
    if not done.reported:
        hint = _("hint: {key} takes no report now, the answer stands with the instruction alone")
        if done.unit is None:
            hint = _("hint: no unit answers for {key} yet, the answer stands with the instruction alone")
        told += "\n  " + hint.format(key=done.key)
    return told


def _settle(desk: Desk, _key: str, entered: Entered) -> str:
    from dutytrack.services.orders.instructing import settle_instruction

    done = settle_instruction(entered.at(desk), entered.text("instruction"), entered.day("on"), entered.text("note"))
    return _told(_("{mark}: {leader} has read the answer about {key} on {on} and asks for nothing more"), done)


def _withdraw(desk: Desk, _key: str, entered: Entered) -> str:
    from dutytrack.services.orders.instructing import withdraw_instruction

    done = withdraw_instruction(entered.at(desk), entered.text("instruction"), entered.day("on"), entered.text("note"))
    return _told(_("{mark} about {key} is withdrawn on {on}: nobody has to answer it"), done)


def _told(template: str, done: NotedStep) -> str:
    return template.format(mark=done.mark, key=done.key, leader=done.leader, on=done.on, due=done.due)


LEADER = needed("leader", N_("Leader"), "person", hint=N_("who wrote it"), help=N_("The leader who wrote it"))
WORDS = needed("text", N_("Words"), hint=N_("what was written"), help=N_("What was written"))
URGENCY = Field(
    "urgency",
    N_("Class"),
    "choice",
    required=True,
    default=lambda _: "ordinary",
    spelling="--class",
    metavar="CLASS",
    help=N_("urgent, pressing or ordinary (特急, 急件, 平件); it sets the limit where none is given"),
    words=URGENCY_WORDS,
)
BY_WHEN = Field(
    "due",
    N_("Answer by"),
    "day",
    meaning="due",
    hint=N_("empty: as its class has it"),
    help=N_("By when it is to be answered; as its class has it where left out"),
)
_INSTRUCTION = needed(
    "instruction",
    N_("Instruction"),
    "choice",
    default=subject.first_of(subject.instructions),
    choices=subject.instructions,
    lacking=N_("No instruction about {key} is open."),
    spelling="instruction",
    help=N_("Its number, as in 滨批〔2026〕3号, 2026-3 or 3"),
    seed="mark",
)
INSTRUCT = Act(
    id="instruct",
    named="instruction add",
    help=N_("Note what a leader wrote on a task, a report or an order"),
    form=Form(
        "l", N_("Instruction"), N_("Note what a leader wrote on the task"), N_("A leader's instruction on {key}")
    ),
    fields=(
        LEADER,
        WORDS,
        URGENCY,
        BY_WHEN,
        WITHIN,
        replace(ANY_UNIT, help=N_("Who answers it; the unit that answers first for the task where left out")),
        Field("order", help=N_("The order that it was written on, by its number"), metavar="MARK"),
        Field("report", kind="date", help=N_("The day of the report that it was written on")),
        Field(
            "follows",
            help=N_("The instruction to whose answer the leader wrote again, by its number; that one is settled"),
            metavar="MARK",
        ),
        ON,
    ),
    does=_instruct,
    reasons=("text",),
)
ANSWER = Act(
    id="answer",
    named="instruction answer",
    help=N_("Note that a unit's report on an instruction goes up to the leader"),
    takes_key=False,
    form=Form(
        "L",
        N_("Answer to leader"),
        N_("Note a report that answers a leader's instruction"),
        N_("An answer to a leader about {key}"),
    ),
    fields=(
        _INSTRUCTION,
        needed("text", N_("Answer"), help=N_("What the unit reports")),
        Field("percent", N_("Percent"), "number", hint=N_("0 to 100"), metavar="0-100", help=N_("How far it is")),
        EVIDENCE,
        LINK,
        Field("by", N_("By"), "person", hint=N_("who said so"), help=N_("Who answered for the unit")),
        ON,
    ),
    does=_answer,
)
SETTLE = Act(
    id="settle",
    named="instruction close",
    help=N_("Note that the leader has read the answer and asks for nothing more"),
    takes_key=False,
    form=Form(
        "V",
        N_("Leader satisfied"),
        N_("Note that the leader has read the answer and asks for nothing more"),
        N_("The leader has read the answer about {key}"),
    ),
    fields=(
        replace(
            _INSTRUCTION,
            choices=subject.answered_instructions,
            default=subject.first_of(subject.answered_instructions),
            lacking=N_("No instruction about {key} was answered and waits for its leader."),
        ),
        Field("note", N_("Note"), hint=N_("what the leader said"), help=N_("What the leader said")),
        ON,
    ),
    does=_settle,
)
WITHDRAW = Act(
    id="withdraw",
    named="instruction withdraw",
    help=N_("Take an instruction back that nobody has to answer any more"),
    takes_key=False,
    fields=(
        _INSTRUCTION,
        needed("note", N_("Reason"), spelling="--reason", help=N_("Why; it stays in the journal")),
        ON,
    ),
    does=_withdraw,
)
LEADERS = (INSTRUCT, ANSWER, SETTLE, WITHDRAW)
"""In the order of the screens."""
