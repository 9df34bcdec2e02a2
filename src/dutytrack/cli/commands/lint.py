"""``dutytrack lint``: whether plans can be kept, with a score and what to mend."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from dutytrack.cli.importing.documents import DocumentReader, documents
from dutytrack.cli.shell.command import Application
from dutytrack.cli.shell.completion import complete_plan
from dutytrack.cli.shell.emit import (
    FOUND,
    SOME_FAILED,
    check_file,
    emit,
    remark,
    say,
    screen,
    write,
    write_data,
)
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.missing import missing_plan
from dutytrack.cli.shell.options import ExitCode, Output, argument, option
from dutytrack.domain.lint.baseline import MOST_BYTES, Baseline, baseline_text, read_baseline
from dutytrack.domain.lint.plans import LintResult, lint
from dutytrack.domain.lint.subject import plans_to_lint
from dutytrack.i18n import N_, _
from dutytrack.output.render import json_text

app = Application()

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
    from dutytrack.reports.lint import LintedPlan, lint_records, lint_report

    if write_baseline is not None:
        check_file(call, write_baseline, [which, output])
    known = _known_findings(baseline)
    reader = DocumentReader(quiet=call.is_quiet)
    results = _results(call, reader, which or [])
    if write_baseline is not None:
        write(call, baseline_text(results), write_baseline, form="json")
        count = sum(len(result.findings) for result in results)
        say(call, _("{count} findings accepted in {path}").format(count=count, path=write_baseline))
    plans = [LintedPlan(result, tuple(known.new(result))) for result in results]
    form = call.form(output)
    if form == "json":
        write_data(call, json_text(lint_records(plans)), output, form=form, name="lint")
    elif write_baseline is None:
        brief = form == "table" and screen(output) is not None
        emit(call, lint_report(plans, as_of=call.as_of, gone=known.gone, brief=brief), output)
    if reader.failed:
        return SOME_FAILED
    return FOUND if exit_code and any(plan.new for plan in plans) else 0


def _known_findings(path: Path | None) -> Baseline:
    """The findings accepted in the file at ``path``; none without one. Raises BaselineError, SmallFileError."""
    if path is None:
        return Baseline()
    from dutytrack.smallfiles import small_text

    return read_baseline(small_text(path, MOST_BYTES), path.name)


def _results(call: Invocation, reader: DocumentReader, which: Sequence[str]) -> list[LintResult]:
    """What is wrong with the plans that ``which`` names: files and folders, codes, or nothing for all plans.

    Plans of the ledger are also held against those of it that were not named. A file that can't be read is reported,
    and does not stop the others.
    """
    paths = [Path(word) for word in which if _is_path(word)]
    codes = [word.strip().upper() for word in which if not _is_path(word)]
    files = (file for path in documents(paths) for file in reader.plan_files(path))
    read = [plan for file in files for plan in plans_to_lint(file.plans)]
    if paths and not codes:
        return lint(read)
    from dutytrack.reports.lint import ledger_plans

    ledger = ledger_plans(call.reader, as_of=call.as_of)
    for warning in _of_rules(call):
        remark(call, warning)
    known = {plan.name for plan in ledger}
    for code in codes:
        if code not in known:
            raise missing_plan(call.reader, code)
    chosen = [plan for plan in ledger if not codes or plan.name in codes]
    return lint([*read, *chosen], [plan for plan in ledger if plan not in chosen])


def _of_rules(call: Invocation) -> list[str]:
    """What is wrong with the rules of the ledger: a unit that they name may have been renamed, or taken out."""
    from dutytrack.reports.rulestrial import unmeant_rules, unmeant_starts
    from dutytrack.store.reading.settings import ladder

    return [*unmeant_rules(call.look), *unmeant_starts(call.look, ladder(call.reader))]


def _is_path(word: str) -> bool:
    """Whether ``word`` is a file's or folder's name and not a plan's code, which has no dots and slashes."""
    return any(sign in word for sign in "./\\~") or Path(word).exists()
