"""``dutytrack setting``: what belongs to the ledger as a whole and not to a person or machine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from dutytrack.cli.shell.command import Application
from dutytrack.cli.shell.emit import remark, say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import Reason, argument, to_format
from dutytrack.i18n import N_, _
from dutytrack.reports.model import Group, Report, columns_of

app = Application(N_("The ledger's own settings: time zone, language, form of output"))
MEANINGS: Mapping[str, str] = {
    "time_zone": N_("whose date counts as today, as in Asia/Shanghai"),
    "language": N_("en or zh, where nobody asks for another"),
    "format": N_("table, json, csv or markdown, where nobody asks for another"),
    "rule_pack": N_("the rules that light the lamps"),
    "today": N_("a fixed today, for demonstrations"),
    "ladder": N_("the ladder that orders climb"),
    "order_mark": N_("how the numbers of orders begin, as in 滨督"),
    "instruction_mark": N_("how the numbers of leaders' instructions begin, as in 滨批"),
    "instruction_limits": N_("within what urgent, pressing and ordinary instructions are answered, as in 1wd 5wd 15d"),
    "days_off": N_("where a limit counted in days ends on a day off: keep it, or next for the next working day"),
    "reminder_period": N_("how often a unit may be reminded: week, month or quarter"),
    "extension_times": N_("how many times a date may be extended; empty: any number"),
    "extension_days": N_("by how many days a date may be extended in all; empty: any number"),
    "appraisal": N_("the rules by which units are appraised"),
    "receive_days": N_("within how many days a task has to be signed for; empty: any number"),
    "members_share": N_("how many percent of a collective's members have to be done before it counts as done"),
    "complete_registers": N_("places whose units are all in the ledger, joined by 、"),
    "group": N_("the system's group that may use the ledger's files; empty: their owner alone"),
    "heads": N_("a second place to keep the journal's heads: a file's whole path, or syslog"),
    "demo": N_("the mark of a demonstration, which `dutytrack demo --fresh` may delete"),
}
Name = Annotated[str, argument("NAME", N_("As `setting list` prints it"), lambda: list(MEANINGS))]
Value = Annotated[str, argument("VALUE", N_("Its new value; an empty one takes the default again"))]


@app.lists(N_("List the settings and what they are"))
def _list(call: Invocation) -> Report:
    from dutytrack.store.settings.keys import DEFAULTS

    columns = columns_of("name:key value meaning", name=_("setting"))
    kept = call.ledger_settings
    rows = tuple((name, kept.get(name, default), _(MEANINGS.get(name, ""))) for name, default in DEFAULTS.items())
    return Report("settings", _("Settings of the ledger"), columns, (Group(rows),), call.today)


@app.command(N_("Change a setting"))
def _set(call: Invocation, name: Name, value: Value, reason: Reason = None) -> None:
    from dutytrack.services.rulepacks import check_ladder, use_rule_pack
    from dutytrack.store.file.sharing import share
    from dutytrack.store.journal.heads import try_place
    from dutytrack.store.settings.keys import set_setting

    wanted = value.strip()
    if name == "format" and wanted:
        wanted = to_format(wanted)
    to_do = None
    if name in {"rule_pack", "ladder"}:
        with call.desk("setting", reason=reason) as desk:
            if name == "rule_pack":
                use_rule_pack(desk, wanted or "default")
            else:
                if wanted:
                    check_ladder(desk, wanted)
                set_setting(desk.session, name, wanted or None)
    else:
        with call.command("setting", reason=reason) as session:
            set_setting(session, name, wanted or None)
            if name == "heads" and wanted:
                try_place(call.path, wanted)
            to_do = share(call.path, wanted or None) if name == "group" else None
    if to_do is not None:
        remark(call, to_do)
    say(call, f"{name}: {wanted}" if wanted else _("{name}: the default again").format(name=name))
