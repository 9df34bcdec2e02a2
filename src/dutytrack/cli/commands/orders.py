"""``dutytrack orders``: who is due for an order, the orders issued, and the replies to them."""

from __future__ import annotations

from typing import Annotated

from dutytrack.cli.shell.acting import add_act
from dutytrack.cli.shell.command import OUTPUT_EXIT_CODE, Application
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import Limit, option
from dutytrack.i18n import N_
from dutytrack.reports.model import Report
from dutytrack.services.acts.declared.acts import ACTS

app = Application(N_("Orders: who is due for one, those issued, the replies to them"))
Open = Annotated[bool, option("--open", N_("Only those that wait for a reply"))]


@app.lists(N_("List who is due for which rung of the ladder, and why"), ends=OUTPUT_EXIT_CODE)
def _suggest(call: Invocation, query: str = "", limit: Limit = None) -> Report:
    from dutytrack.reports.orders import suggestions_report
    from dutytrack.store.reading.settings import ladder

    return suggestions_report(call.look, query, ladder=ladder(call.reader), limit=limit)


@app.lists(N_("List the orders issued, the latest first"), ends=OUTPUT_EXIT_CODE)
def _list(call: Invocation, query: str = "", open_: Open = False) -> Report:
    from dutytrack.reports.orders import orders_report

    return orders_report(call.look, query, unanswered=open_)


add_act(app, ACTS["reply"])
