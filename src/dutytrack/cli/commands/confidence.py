"""``dutytrack confidence``: how sure lead unit and office are that a task will be done, 0 to 10."""

from __future__ import annotations

from typing import Annotated

from dutytrack.cli.shell.acting import add_act
from dutytrack.cli.shell.command import EXIT_CODE_OUTPUT, Application
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import option
from dutytrack.i18n import N_
from dutytrack.reports.model import Report
from dutytrack.services.acts.declared.acts import ACTS

app = Application(N_("How sure lead unit and office are of a task, 0 to 10"))
Apart = Annotated[int, option("--apart", N_("Only tasks on which they are so far apart"), "POINTS", min=0)]

add_act(app, ACTS["confidence"])


@app.lists(N_("List how sure the sides are, those furthest apart first"), ends=EXIT_CODE_OUTPUT)
def _list(call: Invocation, query: str = "", apart: Apart = 0) -> Report:
    from dutytrack.reports.people import confidence_report

    return confidence_report(call.look, query, apart=apart)
