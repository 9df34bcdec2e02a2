"""The plain calls of ``status``, ``overdue`` and ``list``, answered without Typer.

Loading Typer takes longer than answering them. This reader knows the options of these commands and nothing else;
a call in which anything is unknown, doubtful or wrong, help among it, is left to Typer, which is the definition:
a test compares what the two make of the same calls.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from dutytrack.cli.shell.boundary import guarded, hushed
from dutytrack.cli.shell.dashes import is_mistaken_option
from dutytrack.config import MOST_ROWS

if TYPE_CHECKING:
    from dutytrack.cli.shell.invocation import Invocation
    from dutytrack.reports.model import Report

_GLOBAL = {"--ledger": "ledger", "--as-of": "as_of", "--actor": "actor", "--lang": "lang", "--format": "format"}
_WORDS = {"--lang": ("en", "zh"), "--format": ("table", "json", "csv", "markdown", "md")}
_SHORT = {"-f": "--format", "-o": "--output", "-q": "--quiet"}
_DEBUG = "--debug"
_SWITCHES = (_DEBUG, "--quiet")
"""Options of every command that take no value."""
_FLAG = "--exit-code"
_FORCE = "--force"


class _Command(NamedTuple):
    options: Mapping[str, Callable[[str], Any]]
    """Options that take a value, each with what reads it."""
    flag: bool
    """Whether it takes ``--exit-code``."""


_COMMANDS = {
    "status": _Command({"--output": Path}, flag=False),
    "overdue": _Command({"--output": Path, "--sort": str, "--limit": int}, flag=True),
    "list": _Command({"--output": Path, "--sort": str, "--limit": int}, flag=True),
}


class Call(NamedTuple):
    """A call that was understood."""

    command: str
    given: dict[str, Any]
    """Global options by name."""
    words: list[str]
    options: dict[str, Any]


def understood(args: Sequence[str]) -> Call | None:
    """What ``args`` call for, where every one of them is plain; else ``None``."""
    given: dict[str, Any] = {}
    options: dict[str, Any] = {}
    words: list[str] = []
    name = ""
    command: _Command | None = None
    rest = iter(args)
    for word in rest:
        if is_mistaken_option(word):
            return None
        if not word.startswith("-") or (command is not None and _is_left_out_field(word)):
            if command is not None:
                words.append(word)
            elif (command := _COMMANDS.get(word)) is not None:
                name = word
            else:
                return None
        elif not _take(_SHORT.get(word, word), rest, command, given, options):
            return None
    return None if command is None else Call(name, given, words, options)


def _may_be_option(word: str) -> bool:
    """Whether a word that stands where a value is due may be an option, as ``-due`` and ``-`` alone are not."""
    return len(word) > 1 and word.startswith("-") and (word.startswith("--") or len(word.partition("=")[0]) < 3)


def _is_left_out_field(word: str) -> bool:
    from dutytrack.domain.query.parsing import is_left_out_field

    return is_left_out_field(word)


def _take(word: str, rest: Any, command: _Command | None, given: dict[str, Any], options: dict[str, Any]) -> bool:
    """Take in the option ``word`` with its value from ``rest``; whether it was understood."""
    name, equals, attached = word.partition("=")
    value: str | None = attached
    if name in _SWITCHES or (command is not None and (name == _FORCE or (name == _FLAG and command.flag))):
        (options if name == _FLAG else given)[name[2:].replace("-", "_")] = True
        return not equals
    if not equals:
        value = next(rest, None)
        if value is not None and _may_be_option(value):
            return False
    if value is None or value not in _WORDS.get(name, (value,)):
        return False
    if name in _GLOBAL:
        given[_GLOBAL[name]] = "markdown" if value == "md" else value
        return True
    reads = command.options.get(name) if command else None
    is_count = value.isascii() and value.isdigit() and len(value) <= len(str(MOST_ROWS)) and int(value) <= MOST_ROWS
    if reads is None or (reads is int and not is_count):
        return False
    options[name[2:]] = reads(value)
    return True


def quick_answer(args: Sequence[str]) -> int | None:
    """Answer ``args`` where they are understood; the exit code, or ``None`` where they are Typer's."""
    call = None if "_DUTYTRACK_COMPLETE" in os.environ else understood(args)
    if call is None:
        return None
    return guarded(lambda: hushed(lambda: _answer(call)), args, _DEBUG)


def _answer(call: Call) -> Any:
    from dutytrack.cli.shell.emit import check_output, emit
    from dutytrack.cli.shell.invocation import MEMORY, Invocation

    output, exit_code = call.options.pop("output", None), call.options.pop("exit_code", False)
    run = Invocation({MEMORY + name: value for name, value in call.given.items()})
    run.hold()
    with closing(run), run.on_damage():
        if output is not None:
            check_output(run, output, call.words)
        report = _report(run, call.command, " ".join(call.words), call.options)
        return emit(run, report, output, exit_code=exit_code)


def _report(run: Invocation, command: str, query: str, options: Mapping[str, Any]) -> Report:
    """What the command of that name answers, as in ``commands/questions.py``."""
    if command == "status":
        from dutytrack.reports.status import status_report

        return status_report(run.look, query, **options)
    if command == "overdue":
        from dutytrack.reports.overdue import overdue_report

        return overdue_report(run.look, query, **options)
    from dutytrack.reports.tasks import tasks_report

    return tasks_report(run.look, query, **options)
