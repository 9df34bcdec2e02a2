"""``dutytrack rules``: the rules that light the lamps, in the order in which they are tried."""

from __future__ import annotations

import typer

from dutytrack.cli.command import Command
from dutytrack.cli.emit import emit
from dutytrack.cli.invocation import Invocation
from dutytrack.cli.options import Output
from dutytrack.i18n import N_, _

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=Command, help=N_("List the rules that light the lamps; the first that holds decides"))
def rules(ctx: typer.Context, output: Output = None) -> int:
    """List the ledger's rule pack; the program's own where there is no ledger."""
    from dutytrack.reports.model import Column, Group, Report
    from dutytrack.store.reading import default_rule_pack

    call = Invocation.of(ctx)
    pack = call.rules if call.path.exists() else default_rule_pack()
    columns = (
        Column("rule", _("rule"), "key"),
        Column("lamp", _("lamp"), "lamp"),
        Column("when", _("when")),
        Column("because", _("because")),
    )
    rows = tuple((rule.name, rule.lamp, rule.when, rule.clause) for rule in pack.rules)
    return emit(call, Report("rules", pack.title, columns, (Group(rows),), call.today), output)
