"""``dutytrack extend``: extensions asked for, granted, refused."""

from __future__ import annotations

from typing import Annotated

from dutytrack.cli.shell.acting import add_act
from dutytrack.cli.shell.command import OUTPUT_EXIT_CODE, Application
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import option
from dutytrack.i18n import N_
from dutytrack.reports.model import Report
from dutytrack.services.acts.declared.acts import ACTS

app = Application(N_("Extensions: asked for, granted, refused"))
Pending = Annotated[bool, option("--pending", N_("Only those that are not decided"))]

for name in ("extend", "grant", "refuse"):
    add_act(app, ACTS[name])


@app.lists(N_("List the extensions, the latest first"), ends=OUTPUT_EXIT_CODE)
def _list(call: Invocation, query: str = "", pending: Pending = False) -> Report:
    from dutytrack.reports.extensions import extensions_report

    return extensions_report(call.look, query, pending=pending)
