"""``dutytrack rules``: the rule packs that light the lamps: list, show, use, try."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dutytrack.cli.shell.command import OUTPUT_EXIT_CODE, Application
from dutytrack.cli.shell.emit import emit, say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import Reason, argument
from dutytrack.domain.rules.book import LONGEST_FILE
from dutytrack.domain.rules.packs import RulePack
from dutytrack.i18n import N_, _
from dutytrack.reports.model import Report

app = Application(N_("The rules that light the lamps; the first that holds decides"), no_args_is_help=False)


def _names() -> list[str]:
    from dutytrack.store.settings.rulebooks import rulebook_names

    return list(rulebook_names("rules"))


Pack = Annotated[str, argument("PACK", N_("A rule pack by name, or a TOML file with one"), _names)]
AnyPack = Annotated[
    str | None,
    argument("[PACK]", N_("A rule pack by name, or a TOML file with one; the one in use where left out"), _names),
]


@app.holder("rules").callback(invoke_without_command=True)
def _rules(ctx: typer.Context) -> None:
    """List the rules in use where no command was given."""
    if ctx.invoked_subcommand is None:
        call = Invocation.of(ctx)
        emit(call, _show(call))


@app.lists(N_("List the rule packs that come with the program"))
def _list(call: Invocation) -> Report:
    from dutytrack.reports.rulestrial import packs_report
    from dutytrack.store.reading.settings import named_rule_pack

    used = _in_use(call)
    packs = {name: named_rule_pack(name) for name in _names()}
    packs.setdefault(used.name, used)
    return packs_report(packs.values(), in_use=used.name, as_of=call.today)


@app.lists(N_("List the rules of a pack, in the order in which they are tried"))
def _show(call: Invocation, pack: AnyPack = None) -> Report:
    """List the rules; those of the ledger where no pack is named."""
    from dutytrack.reports.rulestrial import pack_report, unmeant_rules
    from dutytrack.store.reading.settings import named_rule_pack

    shown = _in_use(call) if pack is None else named_rule_pack(_named_or_read(pack))
    warnings = unmeant_rules(call.look._replace(rules=shown)) if call.has_ledger else ()
    return pack_report(shown, as_of=call.today, warnings=warnings)


def _in_use(call: Invocation) -> RulePack:
    from dutytrack.store.reading.settings import default_rule_pack

    return call.rules if call.has_ledger else default_rule_pack()


@app.command(N_("Let a rule pack light the ledger's lamps from now on"))
def _use(call: Invocation, pack: Pack, reason: Reason = None) -> None:
    from dutytrack.services.rulepacks import use_rule_pack

    wanted = _named_or_read(pack)
    with call.desk("rules use", reason=reason) as desk:
        used, adopted = use_rule_pack(desk, wanted)
    template = _("rule pack {pack} ({title}) in place of {used}")
    before = _("one that can't be read") if used is None else used.name
    say(call, template.format(pack=adopted.name, title=adopted.title, used=before))


@app.lists(N_("List what would change colour if a rule pack were adopted"), ends=OUTPUT_EXIT_CODE)
def _try(call: Invocation, pack: Pack, query: str = "") -> Report:
    from dutytrack.reports.rulestrial import trial_report
    from dutytrack.store.reading.settings import named_rule_pack

    tried = named_rule_pack(_named_or_read(pack))
    return trial_report(call.look, query, tried=tried)


def _named_or_read(pack: str) -> str:
    """The name as it is, or the text of the file that it names."""
    path = Path(pack)
    if path.suffix != ".toml" and "/" not in pack:
        return pack
    from dutytrack.smallfiles import small_text

    return small_text(path, LONGEST_FILE)
