"""Help pages: in the language in use, measured in cells, with the options of every command kept apart."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from typing import Any

from dutytrack import i18n
from dutytrack.cli.shell.options import global_options
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import N_, _
from dutytrack.output.cells import fill, width, wrap

WIDEST = 100
_MOST_SPELLINGS = 5
"""Other names of a field that are shown."""
TYPERS_OWN = (
    N_("Show this message and exit."),
    N_("Install completion for the current shell."),
    N_("Show completion for the current shell, to copy it or customize the installation."),
)
"""Help texts of Typer's own options, marked for the catalogs."""


def write_help(command: Any, ctx: Any, formatter: Any) -> None:
    """Write the help page of ``command`` into ``formatter``."""
    settle_language(ctx)
    page = page_width()
    everywhere = global_options()
    own = [parameter for parameter in command.get_params(ctx) if parameter not in everywhere]
    words = [each.metavar for each in command.params if each.param_type_name == "argument"]
    words += [_("COMMAND …")] if hasattr(command, "list_commands") else []
    lines = [f"{_('Usage')}: {ctx.command_path} {_('[OPTIONS]')} {' '.join(words)}".rstrip(), ""]
    lines += [f"  {line}" for line in wrap(_(command.help or ""), page - 2)]
    lines += section(_("Arguments"), (_row(each, ctx) for each in own if each.param_type_name == "argument"), page)
    lines += section(_("Options"), (_row(each, ctx) for each in own if each.param_type_name == "option"), page)
    if hasattr(command, "list_commands"):
        lines += section(_("Commands"), _commands(command, ctx), page)
    lines += section(_("Options of every command"), (_row(each, ctx) for each in everywhere), page)
    formatter.write("\n".join(lines) + "\n")


def page_width() -> int:
    """How many cells a page is wide."""
    return min(WIDEST, shutil.get_terminal_size().columns)


def settle_language(ctx: Any) -> None:
    """Speak the ledger's language where nothing nearer chose one; help must come up without a ledger too."""
    from dutytrack.cli.shell.invocation import Invocation

    chosen = ctx.meta.get("dutytrack.lang")
    if chosen:
        i18n.use_language(chosen)
    elif not os.environ.get("DUTYTRACK_LANG"):
        call = Invocation.of(ctx)
        call.leaves_as_it_is = True
        try:
            call.settle_language()
        except DutyTrackError:
            return


def _row(parameter: Any, ctx: Any) -> tuple[str, str]:
    if parameter.param_type_name == "argument":
        return parameter.make_metavar(ctx=ctx), _(parameter.help or "")
    record = parameter.get_help_record(ctx)
    return (record[0] if record else "", _(parameter.help or ""))


def _commands(group: Any, ctx: Any) -> Iterable[tuple[str, str]]:
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        if not command.hidden:
            yield name, _(command.help or "").partition("\n")[0]


def section(title: str, rows: Iterable[tuple[str, str]], page: int) -> list[str]:
    """The lines of a titled list of names and texts."""
    shown = [row for row in rows if row[0]]
    if not shown:
        return []
    left = min(max(width(name) for name, _help in shown), 32)
    lines = ["", f"{title}:"]
    for name, text in shown:
        first, *rest = wrap(text, max(page - left - 4, 20))
        lines.append(f"  {fill(name, left) if width(name) <= left else name}  {first}".rstrip())
        lines += [" " * (left + 4) + line for line in rest]
    return lines


def query_help(ctx: Any) -> str:
    """The query language on one page, in the language in use."""
    from dutytrack.domain.query.fields import FIELDS
    from dutytrack.domain.query.guide import EXAMPLES, RULES, also_called, values_of

    settle_language(ctx)
    page = page_width()
    fields: list[tuple[str, str]] = []
    for entry in FIELDS.values():
        also = also_called(entry, _MOST_SPELLINGS)
        fields.append((entry.name, _(entry.about) + (_(" (also {words})").format(words=also) if also else "")))
        fields += [(" ", values_of(entry))] if entry.choices else []
    lines = [_("A query says which tasks are meant. Several words at the shell are one query.")]
    lines += section(_("Queries"), ((query, _(about)) for query, about in EXAMPLES), page)
    lines += ["", *(line for rule in RULES for line in wrap(_(rule), page))]
    lines += section(_("Fields"), fields, page)
    return "\n".join(lines)
