"""What a later text changes of a plan, shown at the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from dutytrack.cli.shell.emit import put, screen, write
from dutytrack.i18n import _
from dutytrack.output.amendment import amendment_page
from dutytrack.output.cells import printable
from dutytrack.output.render import render

if TYPE_CHECKING:
    from dutytrack.cli.shell.invocation import Invocation
    from dutytrack.services.plans.differences import AmendedBy


def is_data(call: Invocation) -> bool:
    """Whether changes are asked for in a form for programs."""
    return call.format in ("json", "csv", "markdown")


def show_changes(call: Invocation, amended: AmendedBy) -> None:
    """Print what a later text changes, task by task."""
    from dutytrack.reports.amendment import amendment_report

    report = amendment_report(amended.difference, code=amended.code, title=amended.title, as_of=call.as_of)
    if is_data(call):
        write(call, render(report, call.format), form=call.format)
        return
    template = _("a later text of {code} ({source}): {title}")
    facts = {"code": amended.code, "source": printable(amended.source), "title": printable(amended.title or "")}
    put(template.format_map(facts))
    here = screen()
    write(call, render(report, call.format) if here is None else amendment_page(report, here))
    put(_counted(amended))


def _counted(amended: AmendedBy) -> str:
    """One line of figures: how many tasks stay, change, come and go."""
    from dutytrack.domain.review.amendment import Kind

    template = _(
        "{same} same, {reworded} reworded, {units} with other units, {deadline} with other dates, "
        "{figures} with other figures, {added} added, {dropped} dropped"
    )
    return template.format_map({kind: amended.difference.count(kind) for kind in get_args(Kind)})
