"""``dutytrack rules``: the rule packs that light the lamps: list, show, use, try."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dutytrack.cli.shell.command import Command, Group, QueryCommand
from dutytrack.cli.shell.emit import emit, say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import ExitCode, Output, Query, Reason
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import N_, _

app = typer.Typer(
    cls=Group,
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=False,
    help=N_("The rules that light the lamps; the first that holds decides"),
)


class RuleFileError(DutyTrackError):
    """A file with a rule pack can't be read."""

    def __init__(self, path: Path, cause: OSError | UnicodeDecodeError) -> None:
        what = cause.strerror if isinstance(cause, OSError) else cause
        super().__init__(_("{path} can't be read: {cause}").format(path=path, cause=what))


def _names() -> list[str]:
    from dutytrack.store.settings.rulebooks import rulebook_names

    return list(rulebook_names("rules"))


Pack = Annotated[
    str,
    typer.Argument(metavar="PACK", help=N_("A rule pack by name, or a TOML file with one"), autocompletion=_names),
]
AnyPack = Annotated[
    str | None,
    typer.Argument(
        metavar="[PACK]",
        help=N_("A rule pack by name, or a TOML file with one; the one in use where left out"),
        autocompletion=_names,
        show_default=False,
    ),
]


@app.callback(invoke_without_command=True)
def rules(ctx: typer.Context) -> None:
    """List the rules in use where no command was given."""
    if ctx.invoked_subcommand is None:
        show(ctx)


@app.command("list", cls=Command, help=N_("List the rule packs that come with the program"))
def list_(ctx: typer.Context, output: Output = None) -> int:
    """List the rule packs and which is in use."""
    from dutytrack.reports.rulestrial import packs_report
    from dutytrack.store.reading.settings import default_rule_pack, named_rule_pack

    call = Invocation.of(ctx)
    used = call.rules if call.has_ledger else default_rule_pack()
    packs = {name: named_rule_pack(name) for name in _names()}
    packs.setdefault(used.name, used)
    return emit(call, packs_report(packs.values(), in_use=used.name, as_of=call.today), output)


@app.command(cls=Command, help=N_("List the rules of a pack, in the order in which they are tried"))
def show(ctx: typer.Context, pack: AnyPack = None, output: Output = None) -> int:
    """List the rules; those of the ledger where no pack is named."""
    from dutytrack.reports.rulestrial import pack_report
    from dutytrack.store.reading.settings import default_rule_pack, named_rule_pack

    call = Invocation.of(ctx)
    if pack is not None:
        shown = named_rule_pack(_named_or_read(pack))
    else:
        shown = call.rules if call.has_ledger else default_rule_pack()
    return emit(call, pack_report(shown, as_of=call.today), output)


@app.command(cls=Command, help=N_("Let a rule pack light the ledger's lamps from now on"))
def use(ctx: typer.Context, pack: Pack, reason: Reason = None) -> None:
    """Adopt the pack, as a command of the journal."""
    from dutytrack.services.rulepacks import use_rule_pack

    call = Invocation.of(ctx)
    wanted = _named_or_read(pack)
    with call.desk("rules use", reason=reason) as desk:
        used, adopted = use_rule_pack(desk, wanted)
    say(
        _("rule pack {pack} ({title}) in place of {used}").format(
            pack=adopted.name, title=adopted.title, used=used.name
        )
    )


@app.command("try", cls=QueryCommand, help=N_("List what would change colour if a rule pack were adopted"))
def try_(
    ctx: typer.Context, pack: Pack, query: Query = None, output: Output = None, exit_code: ExitCode = False
) -> int:
    """List the tasks whose lamp would change, from what to what."""
    from dutytrack.reports.rulestrial import trial_report
    from dutytrack.store.reading.settings import named_rule_pack

    call = Invocation.of(ctx)
    tried = named_rule_pack(_named_or_read(pack))
    words = " ".join(query or ())
    report = trial_report(call.look, words, tried=tried)
    return emit(call, report, output, exit_code=exit_code)


def _named_or_read(pack: str) -> str:
    """The name as it is, or the text of the file that it names."""
    path = Path(pack)
    if path.suffix != ".toml" and "/" not in pack:
        return pack
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleFileError(path, error) from error
