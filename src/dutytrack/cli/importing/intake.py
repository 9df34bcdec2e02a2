"""Taking plan documents in at the shell: what they hold is shown and asked about, then written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dutytrack.cli.importing.documents import DocumentReader
from dutytrack.cli.importing.summary import is_data, review_line, show_changes, summary_lines
from dutytrack.cli.shell.ask import agreed, as_meant
from dutytrack.cli.shell.emit import as_said, put, say, write
from dutytrack.i18n import _
from dutytrack.output.cells import printable

if TYPE_CHECKING:
    from dutytrack.cli.shell.invocation import Invocation
    from dutytrack.domain.plan.problems import Problem
    from dutytrack.domain.units.naming import Naming
    from dutytrack.services.plans.decisions import Decisions
    from dutytrack.services.plans.documents import ReadPlan
    from dutytrack.services.plans.taking_in import Intake, PlanIntake, Written


def is_shown_as_data(call: Invocation, decisions: Decisions) -> bool:
    """Whether a dry run prints for programs: what is changed of a plan that is named, else readings in JSON."""
    return call.settings.format == "json" if decisions.amends is None else is_data(call)


def import_documents(
    call: Invocation, decisions: Decisions, paths: Sequence[Path], *, yes: bool, dry_run: bool
) -> bool:
    """Take documents in, or try that with ``dry_run``; whether one of them has failed."""
    if decisions.amends is not None:
        call.check_there()
    if dry_run and is_shown_as_data(call, decisions):
        return Importing(call, decisions, yes=yes).show(paths)
    with call.rehearsal() if dry_run else nullcontext(call) as run:
        return Importing(run, decisions, yes=yes).take_in(paths)


class Importing:
    """One run of ``import``, and what was decided beforehand."""

    def __init__(self, call: Invocation, decisions: Decisions, *, yes: bool) -> None:
        self.call = call
        self.decisions = decisions
        self.yes = yes or call.is_rehearsal
        self.reader = DocumentReader(quiet=call.is_quiet)

    def show(self, paths: Sequence[Path]) -> bool:
        """Print for programs what the documents hold, or change; whether one of them has failed."""
        files = (file for path in paths for file in self.reader.plan_files(path))
        if self.decisions.amends is None:
            from dutytrack.domain.plan.as_json import to_json
            from dutytrack.output.render import json_text

            write(self.call, json_text([to_json(plan) for file in files for plan in file.plans]), form="json")
        else:
            for file in files:
                for plan in self._taken_in(file.reads).plans:
                    self._show_changes(plan)
        return self.reader.failed

    def take_in(self, paths: Sequence[Path]) -> bool:
        """Take in one document after the other, each by a command of its own; whether one of them has failed."""
        self.decisions.check_documents(len(paths))
        for path in paths:
            files = self.reader.plan_files(path)
            self.decisions.check_documents(len(files))
            for file in files:
                with self.reader.reporting(path):
                    self.take_in_plans(file.reads)
        return self.reader.failed

    def take_in_plans(self, reads: Sequence[ReadPlan]) -> None:
        """Show what the plans of a document hold, ask, and write them."""
        intake = self._taken_in(reads)
        nobody_asks = self.yes and not self.call.is_rehearsal and self.call.is_quiet
        for plan in () if nobody_asks else intake.plans:
            self._show(plan)
        doubtful = None if self.decisions.doubtful else intake.doubtful
        if doubtful is not None and self.yes and not self.call.is_rehearsal:
            from dutytrack.services.plans.errors import DoubtfulPlanError

            raise DoubtfulPlanError(doubtful.source, doubtful.account.accounted, doubtful.account.marks)
        if self.yes or intake.is_idle or agreed(_("Write this to the ledger?"), instead="--yes"):
            self._write(intake, replace(self.decisions, conclude=self._is_concluded(intake)))
        else:
            say(self.call, _("nothing written"))

    def _taken_in(self, reads: Sequence[ReadPlan]) -> Intake:
        """The plans of a document held against the ledger, where there is one; nothing is written."""
        from dutytrack.services.plans.taking_in import take_in

        with self.call.desk("import") if self.call.has_ledger else nullcontext() as desk:
            return take_in(reads, self.decisions, desk)

    def _show(self, plan: PlanIntake) -> None:
        reviewed = plan.read.reviewed
        lines = summary_lines(plan.shown) if reviewed is None else (review_line(plan.shown, reviewed),)
        for line in lines:
            put(line)
        self._show_changes(plan)

    def _show_changes(self, plan: PlanIntake) -> None:
        if plan.amended is not None:
            show_changes(self.call, plan.amended)

    def _is_concluded(self, intake: Intake) -> bool:
        """Whether plans whose period is over are to be concluded: as decided, else asked."""
        if self.yes or self.decisions.conclude is not None or not intake.is_over(self.call.today):
            return bool(self.decisions.conclude)
        return agreed(_("Its period is over. Conclude it: what is open counts as not done?"), instead="--conclude")

    def _write(self, intake: Intake, decisions: Decisions) -> None:
        from dutytrack.services.plans import taking_in

        def act(naming: Naming) -> list[Written]:
            with self.call.desk(intake.command, create=True) as desk:
                return taking_in.write(desk, intake, replace(decisions, naming=naming))

        results = as_meant(act, new=decisions.naming.new, option="--new-units")
        for plan, written in zip(intake.plans, results, strict=True):
            report_written(self.call, written, doubts=not intake.is_held and plan.read.reviewed is None)


def report_written(call: Invocation, written: Written, *, doubts: bool) -> None:
    """Report what was done, and what to do about doubtful units, with ``doubts`` each of those before."""
    from dutytrack.output.written import written_line
    from dutytrack.services.plans.importing import ImportedPlan

    report(call, written_line(written, is_rehearsal=call.is_rehearsal))
    if isinstance(written.result, ImportedPlan):
        for line in _unit_lines(written.result.unit_problems, each=doubts):
            _tell(call, line)


def report(call: Invocation, sentence: str) -> None:
    """Report what was done; what a dry run came to was asked for, and is marked."""
    _tell(call, _("dry run: {sentence}").format(sentence=sentence) if call.is_rehearsal else sentence)


def _tell(call: Invocation, sentence: str) -> None:
    """Say it as it is said of a run; of a dry run with ``--quiet`` too."""
    if call.is_rehearsal:
        put(as_said(call, sentence))
    else:
        say(call, sentence)


def _unit_lines(problems: Sequence[Problem], *, each: bool) -> Iterator[str]:
    if each:
        for one in problems:
            yield "  " + _("line {line}: {doubt}").format(line=one.line, doubt=printable(one.message))
    if problems:
        yield "  " + _("`dutytrack units merge` makes two units one, `dutytrack units alias` tells another name")
