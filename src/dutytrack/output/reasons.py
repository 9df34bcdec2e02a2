"""Why a task's lamp is what it is: the rule that decided, its clause, and the figures it saw."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dutytrack.i18n import _, listed
from dutytrack.output.cells import printable
from dutytrack.output.fields import InFull, plain_record
from dutytrack.output.figures import missed_told
from dutytrack.output.words import lamp_text, plain

if TYPE_CHECKING:
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
    seen = listed(f"{name} {plain(value)}" for name, value in why.figures.items() if value not in {None, ""})
    yield _("figures: {figures}").format(figures=seen)
    for one in why.missed:
        yield _("a figure's past: {told}").format(told=missed_told(one))
    for rule in why.also:
        yield _("also holds: {lamp}: {because}").format(lamp=lamp_text(rule.lamp), because=rule.because)
