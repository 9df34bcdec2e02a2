"""Why a task's lamp is what it is: the rule that decided, its clause, and the figures it saw."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from dutytrack.domain.acts import status_word
from dutytrack.domain.words.supervision import RUNG_WORDS
from dutytrack.i18n import N_, _, listed
from dutytrack.output.cells import printable
from dutytrack.output.fields import InFull, plain_record
from dutytrack.output.figures import missed_told
from dutytrack.output.words import ORIGIN_WORDS, lamp_text, plain

if TYPE_CHECKING:
    from dutytrack.domain.acts import Status
    from dutytrack.reports.model import Report
    from dutytrack.store.reading.why import Why


def why_in_full(why: Why, report: Report) -> InFull:
    """The reasons in all forms."""
    page = "\n".join(map(printable, _lines(why))) + "\n"
    return InFull({**plain_record(why), "figures": dict(why.figures)}, lambda _screen: page, report)


def _lines(why: Why) -> Iterator[str]:
    yield f"{why.key}  {why.title}"
    yield _("{lamp} on {day}: {because}").format(
        lamp=lamp_text(why.lamp), day=why.as_of, because=why.decided_by.because
    )
    yield _("rule {rule} of {pack}: {when}").format(
        rule=why.decided_by.rule, pack=why.rule_pack, when=why.decided_by.when or _("every other task")
    )
    if why.figures.get("reopened_on"):
        yield _("closed on {closed_on} before, opened again on {reopened_on}").format(**why.figures)
    yield _("figures: {figures}").format(figures=figures_seen(why))
    for one in why.missed:
        yield _("a figure's past: {told}").format(told=missed_told(one))
    for rule in why.also:
        yield _("also holds: {lamp}: {because}").format(lamp=lamp_text(rule.lamp), because=rule.because)


def figures_seen(why: Why) -> str:
    """What the rules saw, each figure by its name in the language in use; those not known are left out."""
    return listed(_figure(name, value) for name, value in why.figures.items() if value not in {None, ""})


def _figure(name: str, value: str | int | None) -> str:
    """A figure with its name; what has a word of its own is said by it."""
    word = _VALUES.get(str(value))
    said = status_word(cast("Status", value)) if name == "status" else _(word) if word else plain(value)
    return f"{_(_CALLED[name])} {said}"


_VALUES = {**ORIGIN_WORDS, **RUNG_WORDS}
_CALLED = {
    "status": N_("status"), "status_on": N_("since"), "start": N_("start"), "handed_out": N_("handed out"),
    "due": N_("due"), "due_origin": N_("date from"), "last_due": N_("last date"), "days_left": N_("days left"),
    "days_late": N_("days late"), "done_on": N_("done on"), "concluded_on": N_("concluded"),
    "closed_on": N_("closed on"), "reopened_on": N_("opened again on"), "late": N_("late"),
    "progress": N_("progress"), "behind": N_("points behind"), "should": N_("to be reached by now"),
    "actual": N_("reached"), "figures_measured": N_("figures reported"), "figures_total": N_("figures"),
    "silent": N_("days without a report"), "last_report": N_("last report"), "report_by": N_("next report by"),
    "reply_by": N_("reply by"), "rung": N_("rung"), "next_occurrence": N_("recurring duty of"),
    "members_done": N_("members done"), "members_total": N_("members"),
}  # fmt: skip
"""What figures are called, by the names that clauses use."""
