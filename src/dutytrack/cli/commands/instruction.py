"""``dutytrack instruction``: what leaders write (领导批示), by when it is answered, and what became of it."""

from __future__ import annotations

from typing import Annotated

from dutytrack.cli.shell.acting import add_act
from dutytrack.cli.shell.ask import as_meant, say_new
from dutytrack.cli.shell.command import OUTPUT_EXIT_CODE, Application
from dutytrack.cli.shell.emit import say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import Lead, Limit, New, On, Participating, Responsible, argument, option
from dutytrack.domain.words.choices import URGENCIES
from dutytrack.i18n import N_
from dutytrack.output.cells import printable
from dutytrack.reports.model import Report
from dutytrack.services.acts.declared.acts import ACTS
from dutytrack.services.acts.declared.fields import WITHIN
from dutytrack.services.acts.declared.leaders import BY_WHEN, LEADER, URGENCY, WORDS, instruction_told

app = Application(N_("Leaders' instructions: noted, answered, settled; `leader:NAME` in a query finds their tasks"))
Open = Annotated[bool, option("--open", N_("Only those that wait for an answer or for the leader"))]
Title = Annotated[str, argument("TITLE", N_("What is to be done"))]
Leader = Annotated[str, option(LEADER.option, LEADER.help, "NAME")]
Text = Annotated[str, option(WORDS.option, WORDS.help, "TEXT")]
Class = Annotated[str, option(URGENCY.option, URGENCY.help, URGENCY.metavar, lambda: list(URGENCIES))]
ByWhen = Annotated[str | None, option(BY_WHEN.option, BY_WHEN.help, "DATE")]
Within = Annotated[str | None, option(WITHIN.option, WITHIN.help, WITHIN.metavar)]
Place = Annotated[str | None, option("--place", N_("Whose units they are, as in 沧州市"), "NAME")]


@app.lists(N_("List what leaders wrote and how it stands, the latest first"), ends=OUTPUT_EXIT_CODE)
def _list(call: Invocation, query: str = "", open_: Open = False, limit: Limit = None) -> Report:
    from dutytrack.reports.instructions import instructions_report

    return instructions_report(call.look, query, open_only=open_, limit=limit)


add_act(app, ACTS["instruct"])


@app.command(N_("Enter the task that a leader's instruction is the source of, and the instruction on it"))
def _new(
    call: Invocation,
    title: Title,
    leader: Leader,
    text: Text,
    class_: Class = "ordinary",
    due: ByWhen = None,
    within: Within = None,
    lead: Lead = None,
    responsible: Responsible = None,
    participating: Participating = None,
    on: On = None,
    place: Place = None,
    new: New = False,
) -> None:
    from dutytrack.domain.units.naming import Naming
    from dutytrack.services.orders.instructing import EnteredTask, NewInstruction, note_with_task
    from dutytrack.services.tasks.entering import NewTask, Sharing

    wanted = NewInstruction(leader, text, call.day(on), class_, call.day_if(due, "due"), within)
    task = NewTask(title=title, sharing=Sharing(lead, responsible, participating))

    def act(naming: Naming) -> EnteredTask:
        with call.desk("instruction new", place=place, create=True, reason=text) as desk:
            return note_with_task(desk, wanted, task, naming=naming)

    done = as_meant(act, new=new)
    for line in instruction_told(done.instruction, leader).split("\n"):
        say(call, printable(line))
    say_new(call, done.new_units)


for _act in ("answer", "settle", "withdraw"):
    add_act(app, ACTS[_act])
