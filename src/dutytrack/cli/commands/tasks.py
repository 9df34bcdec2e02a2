"""Single tasks: entered without a plan (领导批示, 会议议定事项), a duty met, what kind of figure an indicator is."""

from __future__ import annotations

from typing import Annotated

from dutytrack.cli.shell.ask import as_meant, say_new
from dutytrack.cli.shell.command import Application
from dutytrack.cli.shell.emit import say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import Key, Lead, New, Note, On, Participating, Reason, Responsible, argument, option
from dutytrack.i18n import N_, _, bracketed

app = Application()
KINDS = ("instruction", "meeting", "other")

Title = Annotated[str, argument("TITLE", N_("What is to be done"))]
ByWhen = Annotated[str | None, option("--due", N_("By when; 2026-06 is the end of June"), "DATE")]
Within = Annotated[
    str | None, option("--within", N_("Within what time, counted from its start: 5wd (working days), 30d"), "LIMIT")
]
Start = Annotated[str | None, option("--start", N_("From when; today where not given"), "DATE")]
Ground = Annotated[str, option("--kind", N_("instruction, meeting or other"), "KIND", lambda: list(KINDS))]
Source = Annotated[str | None, option("--source", N_("Where the task comes from"), "TEXT")]
Text = Annotated[str, option("--text", N_("What else is said about it"), "TEXT")]
Leader = Annotated[str | None, option("--leader", N_("The leader who answers for it"), "NAME")]
Place = Annotated[str | None, option("--place", N_("Whose units they are, as in 沧州市"), "NAME")]


@app.command(N_("Enter a task without a plan: a leader's instruction, a meeting's decision"))
def _add(
    call: Invocation,
    title: Title,
    lead: Lead = None,
    responsible: Responsible = None,
    participating: Participating = None,
    due: ByWhen = None,
    within: Within = None,
    start: Start = None,
    kind: Ground = "other",
    source: Source = None,
    text: Text = "",
    leader: Leader = None,
    place: Place = None,
    new: New = False,
) -> None:
    from dutytrack.domain.dates import with_weekday
    from dutytrack.domain.units.naming import Naming
    from dutytrack.domain.words.supervision import calendar_told
    from dutytrack.services.tasks.entering import AddedTask, NewTask, Sharing, add_task

    wanted = NewTask(
        title=title,
        kind=kind,
        sharing=Sharing(lead, responsible, participating),
        due=call.day_if(due, "due"),
        start=call.day_if(start, "start"),
        source=source,
        text=text,
        leader=leader,
        within=within,
    )

    def act(naming: Naming) -> AddedTask:
        with call.desk("add", place=place, create=True) as desk:
            return add_task(desk, wanted, naming=naming)

    task = as_meant(act, new=new)
    say(call, _("{key} entered: {title}").format(key=task.key, title=task.title))
    if within is not None and task.due is not None:
        say(call, "  " + _("due {date}").format(date=with_weekday(task.due.day)))
        for line in calendar_told(task.due.uncovered):
            say(call, line)
    say_new(call, task.new_units)


Due = Annotated[str | None, option("--due", N_("Which one, as in 2026-06; the one under way where not given"), "DATE")]

Which = Annotated[
    str | None, option("--which", N_("Which of several recurring duties that fall due on one day: words of it, or #2"))
]


@app.command(N_("Mark one time of a recurring duty as met, without a report"))
def _duty(call: Invocation, key: Key, due: Due = None, which: Which = None, on: On = None, note: Note = None) -> None:
    from dutytrack.services.acts.declared.work import outstanding_told
    from dutytrack.services.progress.duties import meet_duty

    wanted = call.day_if(due, "end")
    with call.desk("duty", reason=note) as desk:
        done = meet_duty(desk, key, call.day(on), due=wanted, which=which, note=note)
    template = _("{key}: the duty of {due} was met on {on}")
    if done.made_up:
        template = _("{key}: the duty of {due} was made up on {on}")
    told = template.format(key=done.key, due=done.due, on=done.on)
    say(call, bracketed(told, done.words) if done.words else told)
    if done.outstanding is not None:
        say(call, "  " + outstanding_told(done.outstanding, "--due"))


def _kinds() -> list[str]:
    from dutytrack.domain.progress.share import KINDS

    return list(KINDS)


IndicatorName = Annotated[str, argument("INDICATOR", N_("Its name, or a part that fits no other"))]
Kind = Annotated[
    str | None, option("--kind", N_("cumulative, level, growth, ratio, milestone or ceiling"), "KIND", _kinds)
]
Baseline = Annotated[float | None, option("--baseline", N_("Where it stood at the start"), "FIGURE")]


COUNTS = {"each-year": True, "当年": True, "按年": True, "in-all": False, "累计": False}
"""Whether a figure begins anew each year, by what it may be called."""
Counts = Annotated[
    str | None,
    option(
        "--counts",
        N_("each-year (当年): it begins anew each year; in-all (累计): it adds up"),
        "HOW",
        lambda: list(COUNTS),
    ),
]


@app.command(N_("Say what kind of figure an indicator is, where it stood at the start, whether it adds up"))
def _indicator(
    call: Invocation,
    key: Key,
    name: IndicatorName,
    kind: Kind = None,
    baseline: Baseline = None,
    counts: Counts = None,
    reason: Reason = None,
) -> None:
    from dutytrack.domain.progress.share import kind_word
    from dutytrack.domain.words.choices import UnknownChoiceError
    from dutytrack.services.progress.measuring import Counting, set_indicator

    if counts is not None and counts not in COUNTS:
        raise UnknownChoiceError("counts", counts, COUNTS)
    counting = Counting(kind, baseline, COUNTS[counts] if counts is not None else None)
    with call.desk("indicator", reason=reason) as desk:
        done = set_indicator(desk, key, name, counting)
    told = _("{key}: {indicator} is a figure of the kind {kind}").format(
        key=done.key, indicator=done.indicator, kind=kind_word(done.kind)
    )
    if done.baseline is not None:
        told += _(", from {baseline:g}").format(baseline=done.baseline)
    if done.anew:
        told += _(", begins anew each year")
    say(call, told)
