"""``dutytrack lint``: whether plans can be kept, with a score and what to mend."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from dutytrack.cli.shell.command import Application
from dutytrack.cli.shell.completion import complete_plan
from dutytrack.cli.shell.emit import FOUND, check_file, emit, say, screen, write
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import ExitCode, Output, argument, option
from dutytrack.i18n import N_, _

app = Application()
SOME_FAILED = 2

Which = Annotated[
    list[str] | None,
    argument(
        "[PLAN|FILE]...",
        N_("Codes of plans, or files and folders read without a ledger; all plans of the ledger"),
        complete_plan,
    ),
]
BaselineFile = Annotated[Path | None, option("--baseline", N_("Leave out the findings accepted in this file"), "FILE")]
NewBaseline = Annotated[
    Path | None, option("--write-baseline", N_("Accept what is found: write it to this file"), "FILE")
]


@app.command(N_("Check plans: who answers, by when, how it is known to be done"))
def _lint(
    call: Invocation,
    which: Which = None,
    baseline: BaselineFile = None,
    write_baseline: NewBaseline = None,
    exit_code: ExitCode = False,
    output: Output = None,
) -> int:
    from dutytrack.cli.importing.linting import Linting, known_findings
    from dutytrack.reports.lint import lint_records, lint_report, with_baseline

    if write_baseline is not None:
        check_file(call, write_baseline, [which, output])
    known = known_findings(baseline)
    linting = Linting(call)
    results = linting.results(which or [])
    if write_baseline is not None:
        from dutytrack.domain.lint.baseline import baseline_text

        write(call, baseline_text(results), write_baseline, form="json")
        count = sum(len(result.findings) for result in results)
        say(call, _("{count} findings accepted in {path}").format(count=count, path=write_baseline))
    plans = with_baseline(results, known)
    form = call.form(output)
    if form == "json":
        from dutytrack.output.render import json_text

        write(call, json_text(lint_records(plans)), output, form=form)
    elif write_baseline is None:
        brief = form == "table" and screen(output) is not None
        emit(call, lint_report(plans, as_of=call.as_of, gone=known.gone, brief=brief), output)
    if linting.reader.failed:
        return SOME_FAILED
    return FOUND if exit_code and any(plan.new for plan in plans) else 0
