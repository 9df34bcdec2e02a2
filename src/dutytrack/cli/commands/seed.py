"""``dutytrack seed``: the readings of real plans that come with the program."""

from __future__ import annotations

from typing import Annotated

from dutytrack.cli.shell.command import Application
from dutytrack.cli.shell.emit import SOME_FAILED
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import DryRun, Yes, argument
from dutytrack.i18n import N_, _
from dutytrack.reports.model import Group, Report, columns_of
from dutytrack.store.sql.records import iso

app = Application(N_("Real plans that come with the program"))


def _complete_name(incomplete: str) -> list[str]:
    from dutytrack.services.demo.seeds import seed_plans

    return [plan.name for plan in seed_plans() if plan.name.startswith(incomplete)]


Name = Annotated[str, argument("NAME", N_("As `seed list` prints it"), _complete_name)]


@app.lists(N_("The plans there are"))
def _list(call: Invocation) -> Report:
    from dutytrack.services.demo.seeds import seed_plans

    rows = [
        (plan.name, plan.jurisdiction, iso(plan.period.start), iso(plan.period.end), plan.tasks, plan.title)
        for plan in seed_plans()
    ]
    columns = columns_of("name:key jurisdiction start end tasks title", title=_("title"))
    return Report("seed", _("Plans that come with the program"), columns, (Group(tuple(rows)),), call.today)


@app.command(N_("Fill the ledger with one of them"))
def _load(call: Invocation, name: Name, yes: Yes = False, dry_run: DryRun = False) -> int:
    """Import the plan as ``import`` does: show what is in it, ask, write."""
    from dutytrack.cli.importing.intake import import_documents
    from dutytrack.services.demo.seeds import seed_file
    from dutytrack.services.plans.decisions import Decisions

    failed = import_documents(call, Decisions(), [seed_file(name)], yes=yes, dry_run=dry_run)
    return SOME_FAILED if failed else 0
