"""Taking plan documents in at the shell: reading them, showing what they hold, asking, writing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dutytrack.cli.amending import Amending
from dutytrack.cli.amending import told as amended_told
from dutytrack.cli.ask import agreed
from dutytrack.cli.emit import put, say, write
from dutytrack.cli.errors import CodeForSeveralPlansError, FileNotReadableError
from dutytrack.cli.invocation import Invocation
from dutytrack.cli.quiet import is_quiet
from dutytrack.cli.summary import summary_lines
from dutytrack.errors import DutyTrackError, LedgerError
from dutytrack.i18n import _
from dutytrack.output.cells import printable

if TYPE_CHECKING:
    from datetime import date

    from sqlmodel import Session

    from dutytrack.domain.plan import ParsedPlan
    from dutytrack.domain.problems import Problem
    from dutytrack.services.amending import AmendedPlan
    from dutytrack.services.differences import AmendedBy
    from dutytrack.services.importing import ImportedPlan, PlanAlreadyThere
    from dutytrack.services.intake import PlanFile


_NAMED = 5
"""How many of the files that are passed over are named."""


def documents(paths: Sequence[Path]) -> list[Path]:
    """The files that ``paths`` name, with the documents of folders in order of name; what is passed over there is told.

    A path that is not there, and a folder without a document, are among them: each fails when its turn comes, and stops
    no other.
    """
    found: list[Path] = []
    for path in paths:
        found += _inside(path) if path.is_dir() else [path]
    return list(dict.fromkeys(found))


def _inside(folder: Path) -> tuple[Path, ...]:
    from dutytrack.plantext.files.folders import look_into

    inside = look_into(folder)
    if inside.documents and inside.passed_over:
        names = ", ".join(inside.passed_over[:_NAMED])
        more = len(inside.passed_over) - _NAMED
        if more > 0:
            names = _("{names} and {count} more").format(names=names, count=more)
        template = _("passed over in {folder}, no documents by their names: {names}")
        typer.echo(printable(f"dutytrack: {template.format(folder=folder, names=names)}"), err=True)
    return inside.documents or (folder,)


class Intake:
    """One run of ``import``: what was answered beforehand, and whether a file has failed."""

    def __init__(
        self, call: Invocation, *, yes: bool, code: str | None, conclude: bool | None, amending: Amending | None = None
    ) -> None:
        self.call = call
        self.amending = amending or Amending(call)
        self.yes = yes
        self.code = code
        self.conclude = conclude
        self.failed = False
        self._has_ledger = call.has_ledger

    def show(self, paths: Sequence[Path]) -> None:
        """Print what the files hold: their readings as one flat JSON list, else a summary of each.

        For a file that amends a plan by name, what it changes is printed instead.
        """
        if self.amending.amends is not None:
            self._show_changes(paths)
            return
        plans = [plan for path in paths for file in self._read(path) for plan in file.plans]
        if self.call.settings.format == "json":
            from dutytrack.domain.plan_json import to_json
            from dutytrack.output.records import json_text

            write(self.call, json_text([to_json(plan) for plan in plans]), form="json")
            return
        for plan in plans:
            self._summarise(plan)

    def take_in(self, path: Path) -> None:
        """Read the file, show what is in it, ask, and write it as one command; what goes wrong is told.

        Each document of an archive is a command of its own.
        """
        files = self._read(path)
        if self.code is not None and len(files) > 1:
            raise CodeForSeveralPlansError(len(files))
        for file in files:
            self._take_in(path, file)

    def _take_in(self, path: Path, file: PlanFile) -> None:
        try:
            found = self.amending.found(file)
        except LedgerError:
            raise
        except DutyTrackError as error:
            self._tell(path, error)
            return
        for place, plan in enumerate(file.plans):
            if self.yes and is_quiet():
                break
            self._summarise(self._with_unit_problems(plan))
            if place in found:
                self.amending.show(found[place])
        if not self.yes and not agreed(_("Write this to the ledger?"), instead="--yes"):
            say(_("nothing written"))
            return
        concluding = self._concluding(plan for place, plan in enumerate(file.plans) if place not in found)
        try:
            self._write(file, found, concluding)
        except LedgerError:
            raise
        except DutyTrackError as error:
            self._tell(path, error)

    def _show_changes(self, paths: Sequence[Path]) -> None:
        for path in paths:
            for file in self._read(path):
                for amended in self.amending.found(file).values():
                    self.amending.show(amended)

    def _read(self, path: Path) -> tuple[PlanFile, ...]:
        from dutytrack.services.intake import read_plan_files

        try:
            read = read_plan_files(path)
        except OSError as error:
            self._tell(path, FileNotReadableError(error))
        except DutyTrackError as error:
            self._tell(path, error)
        else:
            for failure in read.failures:
                self._tell(path, failure)
            return read.files
        return ()

    def _tell(self, path: Path, error: DutyTrackError) -> None:
        self.failed = True
        message = str(error)
        where = "" if path.name in message else f"{path}: "
        typer.echo(printable(f"dutytrack: {_('error')}: {where}{message}"), err=True)

    def _with_unit_problems(self, plan: ParsedPlan) -> ParsedPlan:
        """``plan`` with its doubtful units, where there is a ledger to tell them by."""
        from dutytrack.services.planunits import with_unit_problems

        if not self._has_ledger:
            return plan
        with self.call.command("import") as session:
            return with_unit_problems(session, plan, today=self.call.today)

    def _summarise(self, plan: ParsedPlan) -> None:
        from dutytrack.services.summary import preview

        for line in summary_lines(preview(plan, today=self.call.today), plan):
            put(line)

    def _concluding(self, plans: Iterable[ParsedPlan]) -> bool:
        """Whether those of ``plans`` whose period is over are to be concluded: as answered, else asked."""
        from dutytrack.services.summary import is_over

        if not any(is_over(plan, self.call.today) for plan in plans):
            return False
        if self.conclude is None and not self.yes:
            return agreed(_("Its period is over. Conclude it: what is open counts as not done?"), instead="--conclude")
        return bool(self.conclude)

    def _write(self, file: PlanFile, found: Mapping[int, AmendedBy], concluding: bool) -> None:
        from dutytrack.services.importing import ImportedPlan

        if self.code is not None and len(file.plans) > 1:
            raise CodeForSeveralPlansError(len(file.plans))
        results = []
        with self.call.command("amend" if len(found) == len(file.plans) else "import", create=True) as session:
            for place, plan in enumerate(file.plans):
                written = self._write_plan(session, plan, file, found.get(place))
                results.append(written)
                if concluding and isinstance(written, ImportedPlan) and written.period_over and written.end:
                    self._conclude(session, written.code, written.end)
        for result in results:
            say(told(result, concluded=concluding, doubts=not self._has_ledger))

    def _write_plan(
        self, session: Session, plan: ParsedPlan, file: PlanFile, amended: AmendedBy | None
    ) -> ImportedPlan | PlanAlreadyThere | AmendedPlan:
        """Amend the plan that ``plan`` is a later text of, else write it; one that is there already stays."""
        from dutytrack.services.importing import PlanAlreadyThere, find_same_plan, import_plan

        if amended is not None and amended.difference.is_empty:
            return PlanAlreadyThere(amended.code, amended.title, amended.source, same_text=False)
        if amended is not None:
            return self.amending.write(session, amended, plan, file.document)
        same = find_same_plan(session, parsed=plan, document=file.document)
        if same is not None and (same.same_text or not self.amending.as_new):
            return same
        return import_plan(session, parsed=plan, document=file.document, code=self.code, today=self.call.today)

    def _conclude(self, session: Session, code: str, end: date) -> None:
        from dutytrack.services.plans import conclude_plan

        conclude_plan(session, code=code, on=end, today=self.call.today, by=self.call.settings.actor)


def told(result: ImportedPlan | PlanAlreadyThere | AmendedPlan, *, concluded: bool = False, doubts: bool = True) -> str:
    """One line on what an import did, and further ones for what to look at; ``doubts``: its units were not told yet."""
    from dutytrack.services.importing import ImportedPlan, PlanAlreadyThere

    if not isinstance(result, ImportedPlan | PlanAlreadyThere):
        return amended_told(result)
    title = printable(result.title or result.source)
    if isinstance(result, PlanAlreadyThere):
        if result.same_text:
            template = _("{code} is this text already ({source}); nothing changed: {title}")
        else:
            template = _("{code} is this plan already ({source}); nothing changed: {title}")
        return template.format(code=result.code, source=printable(result.source), title=title)
    template = _("{code} written: {tasks} tasks, {units} units ({new} new), {deadlines} deadlines: {title}")
    line = template.format(
        code=result.code,
        tasks=result.tasks,
        units=result.units,
        new=result.new_units,
        deadlines=result.deadlines,
        title=title,
    )
    line = "\n".join((line, *unit_lines(result.unit_problems, each=doubts)))
    if not result.period_over:
        return line
    if concluded:
        return line + "\n" + _("{code} concluded on {end}").format(code=result.code, end=result.end)
    hint = _("{code} ended on {end}; `dutytrack plan conclude {code}` concludes it")
    return line + "\n" + hint.format(code=result.code, end=result.end)


def unit_lines(problems: Sequence[Problem], *, each: bool) -> list[str]:
    """What to do about doubtful units, where there are any; with ``each`` a line for every one of them before."""
    lines = [_("line {line}: {doubt}").format(line=one.line, doubt=printable(one.message)) for one in problems]
    hint = _("`dutytrack units merge` makes two units one, `dutytrack units alias` tells another name")
    return [f"  {line}" for line in ((*lines, hint) if each else (hint,))] if lines else []
