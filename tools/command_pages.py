"""Write docs/commands.md and docs/query.md from what the program says of itself: python tools/command_pages.py"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from typer.main import get_command

from dutytrack import i18n
from dutytrack.cli.app import app
from dutytrack.cli.shell.options import global_options
from dutytrack.domain.query.fields import FIELDS
from dutytrack.domain.query.guide import EXAMPLES, RULES, also_called, values_of

PAGE = Path(__file__).parents[1] / "docs" / "commands.md"
QUERY_PAGE = PAGE.with_name("query.md")
_HEAD = """# Commands

Written from the program's own help by `tools/command_pages.py`. `dutytrack COMMAND --help` prints the same at the
shell, in Chinese with `--lang zh`. What comes out is described in [formats.md](formats.md).

Options of every command stand on either side of it:
"""
_QUERY_HEAD = """# Queries

Written from the program's own lists by `tools/command_pages.py`; `dutytrack help query` prints a shorter page at the
shell. One language serves `list`, `status`, `remind` and the other commands that take a query, the screen's filter
line, and rule packs (which may not ask for `lamp`).
"""
_EVERYWHERE = "\nOptions of every command:"


def page() -> str:
    """The text of docs/commands.md."""
    i18n.use_language("en")
    os.environ["COLUMNS"] = "100"
    program = get_command(app)
    return "\n".join([_HEAD, *_global_lines(), *_sections(program)]).rstrip() + "\n"


def query_page() -> str:
    """The text of docs/query.md."""
    i18n.use_language("en")
    lines = [_QUERY_HEAD, *_table(["query", "finds"], ((f"`{query}`", about) for query, about in EXAMPLES)), ""]
    lines += [f"- {rule}" for rule in RULES]
    lines += ["", "## Fields", "", "A blank in a name may be written `_` or `-`: `days_late>30` is `days late>30`.", ""]
    fields = ((f"`{field.name}`", field.about, values_of(field), also_called(field)) for field in FIELDS.values())
    return "\n".join([*lines, *_table(["field", "what it asks", "values", "also called"], fields)]) + "\n"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for row in (heads, ["---"] * len(heads), *rows):
        yield f"| {' | '.join(row)} |"


def _global_lines() -> Iterator[str]:
    for option in global_options():
        names = ", ".join(option.opts)
        yield f"- `{' '.join(filter(None, (names, option.metavar)))}`: {i18n._(option.help or '')}"
    yield ""


def _sections(program: Any) -> Iterator[str]:
    with program.context_class(program, info_name="dutytrack") as root:
        for name in program.list_commands(root):
            command = program.get_command(root, name)
            yield from _section(command, name, root)


def _section(command: Any, name: str, parent: Any) -> Iterator[str]:
    context = command.context_class(command, info_name=name, parent=parent)
    context.meta["dutytrack.lang"] = "en"
    if hasattr(command, "list_commands"):
        for inner in command.list_commands(context):
            yield from _section(command.get_command(context, inner), inner, context)
        return
    text = command.get_help(context).partition(_EVERYWHERE)[0].rstrip()
    yield f"## {context.command_path}\n\n```\n{text}\n```\n"


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    QUERY_PAGE.write_text(query_page(), encoding="utf-8")
