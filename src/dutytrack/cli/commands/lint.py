"""``dutytrack lint``: whether plans can be kept, with a score and what to mend."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dutytrack.cli.shell.command import Command
from dutytrack.cli.shell.completion import complete_plan
from dutytrack.cli.shell.emit import FOUND, check_file, emit, say, screen, write
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import ExitCode, Output
from dutytrack.i18n import N_, _

if TYPE_CHECKING:
    from dutytrack.domain.lint.plans import LintResult

app = typer.Typer(add_completion=False, rich_markup_mode=None)
SOME_FAILED = 2

Which = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PLAN|FILE]...",
        help=N_("Codes of plans, or files and folders read without a ledger; all plans of the ledger"),
        autocompletion=complete_plan,
        show_default=False,
    ),
]
BaselineFile = Annotated[
    Path | None, typer.Option("--baseline", metavar="FILE", help=N_("Leave out the findings accepted in this file"))
]
NewBaseline = Annotated[
    Path | None,
    typer.Option("--write-baseline", metavar="FILE", help=N_("Accept what is found: write it to this file")),
]


@app.command("lint", cls=Command, help=N_("Check plans: who answers, by when, how it is known to be done"))
def lint(
    ctx: typer.Context,
    which: Which = None,
    baseline: BaselineFile = None,
    write_baseline: NewBaseline = None,
    exit_code: ExitCode = False,
    output: Output = None,
) -> int:
    """List what is wrong with each plan, with the plan's score."""
    from dutytrack.cli.importing.linting import Linting, known_findings
    from dutytrack.reports.lint import lint_records, lint_report, with_baseline

    call = Invocation.of(ctx)
    if write_baseline is not None:
        check_file(call, write_baseline, [which, output])
    known = known_findings(baseline)
    linting = Linting(call)
    results = linting.results(which or [])
    if write_baseline is not None:
        _accept(call, results, write_baseline)
    plans = with_baseline(results, known)
    form = call.form(output)
    if form == "json":
        from dutytrack.output.records import json_text

        write(call, json_text(lint_records(plans)), output, form=form)
    elif write_baseline is None:
        brief = form == "table" and screen(output) is not None
        emit(call, lint_report(plans, as_of=call.as_of, gone=known.gone, brief=brief), output)
    if linting.reader.failed:
        return SOME_FAILED
    return FOUND if exit_code and any(plan.new for plan in plans) else 0


def _accept(call: Invocation, results: list[LintResult], path: Path) -> None:
    from dutytrack.domain.lint.baseline import baseline_text

    write(call, baseline_text(results), path, form="json")
    say(_("{count} findings accepted in {path}").format(count=sum(len(r.findings) for r in results), path=path))
