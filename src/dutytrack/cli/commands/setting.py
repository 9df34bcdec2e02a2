"""``dutytrack setting``: what belongs to the ledger as a whole and not to a person or machine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from dutytrack.cli.shell.command import Command, Group
from dutytrack.cli.shell.emit import emit, say
from dutytrack.cli.shell.errors import UnknownFormatError
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import Output, Reason
from dutytrack.config import format_name
from dutytrack.i18n import N_, _

app = typer.Typer(
    cls=Group,
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help=N_("The ledger's own settings: time zone, language, form of output"),
)
MEANINGS: Mapping[str, str] = {
    "time_zone": N_("whose date counts as today, as in Asia/Shanghai"),
    "language": N_("en or zh, where nobody asks for another"),
    "format": N_("table, json, csv or markdown, where nobody asks for another"),
    "rule_pack": N_("the rules that light the lamps"),
    "today": N_("a fixed today, for demonstrations"),
    "ladder": N_("the ladder that orders climb"),
    "order_mark": N_("how the numbers of orders begin, as in 滨督"),
    "reminder_period": N_("how often a unit may be reminded: week, month or quarter"),
    "extension_times": N_("how many times a date may be extended; empty: any number"),
    "extension_days": N_("by how many days a date may be extended in all; empty: any number"),
    "appraisal": N_("the rules by which units are appraised"),
    "receive_days": N_("within how many days a task has to be signed for; empty: any number"),
    "members_share": N_("how many percent of a collective's members have to be done before it counts as done"),
    "complete_registers": N_("places whose units are all in the ledger, joined by 、"),
    "demo": N_("the mark of a demonstration, which `dutytrack demo --fresh` may delete"),
}
Name = Annotated[
    str, typer.Argument(metavar="NAME", help=N_("As `setting list` prints it"), autocompletion=lambda: list(MEANINGS))
]
Value = Annotated[str, typer.Argument(metavar="VALUE", help=N_("Its new value; an empty one takes the default again"))]


@app.command("list", cls=Command, help=N_("List the settings and what they are"))
def list_(ctx: typer.Context, output: Output = None) -> None:
    """List the ledger's settings."""
    from dutytrack.reports.model import Column, Report
    from dutytrack.reports.model import Group as Rows
    from dutytrack.store.settings.keys import DEFAULTS

    call = Invocation.of(ctx)
    columns = (Column("name", _("setting"), "key"), Column("value", _("value")), Column("meaning", _("meaning")))
    kept = call.ledger_settings
    rows = tuple((name, kept.get(name, default), _(MEANINGS.get(name, ""))) for name, default in DEFAULTS.items())
    emit(call, Report("settings", _("Settings of the ledger"), columns, (Rows(rows),), call.today), output)


@app.command("set", cls=Command, help=N_("Change a setting"))
def set_(ctx: typer.Context, name: Name, value: Value, reason: Reason = None) -> None:
    """Change the setting, as a command of the journal."""
    from dutytrack.store.settings.keys import set_setting

    call = Invocation.of(ctx)
    wanted = _checked(name, value.strip())
    with call.command("setting", reason=reason) as session:
        set_setting(session, name, wanted or None)
    say(f"{name}: {wanted}" if wanted else _("{name}: the default again").format(name=name))


def _checked(name: str, value: str) -> str:
    if name != "format" or not value:
        return value
    try:
        return format_name(value)
    except ValueError as error:
        raise UnknownFormatError(value) from error
