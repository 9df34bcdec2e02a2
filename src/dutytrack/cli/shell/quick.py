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
from typing import Any, NamedTuple

from dutytrack.cli.shell.boundary import guarded, hushed
from dutytrack.cli.shell.dashes import is_mistaken_option
from dutytrack.config import MOST_ROWS

_GLOBAL = {"--ledger": "ledger", "--as-of": "as_of", "--actor": "actor", "--lang": "lang", "--format": "format"}
_WORDS = {"--lang": ("en", "zh"), "--format": ("table", "json", "csv", "markdown", "md")}
_SHORT = {"-f": "--format", "-o": "--output", "-q": "--quiet"}
_DEBUG = "--debug"
_SWITCHES = (_DEBUG, "--quiet")
"""Options of every command that take no value."""
_FLAG = "--exit-code"
_FORCE = "--force"


class _Command(NamedTuple):
    answer: str
    """The function of ``answers``."""
    options: Mapping[str, Callable[[str], Any]]
    """Options that take a value, each with what reads it."""
    flag: bool
    """Whether it takes ``--exit-code``."""


_COMMANDS = {
    "status": _Command("status", {"--output": Path}, flag=False),
    "overdue": _Command("overdue", {"--output": Path, "--limit": int}, flag=True),
    "list": _Command("list_tasks", {"--output": Path, "--sort": str, "--limit": int}, flag=True),
}


class Call(NamedTuple):
    """A call that was understood."""

    answer: str
    given: dict[str, Any]
    """Global options by name."""
    words: list[str]
    options: dict[str, Any]


def understood(args: Sequence[str]) -> Call | None:
    """What ``args`` call for, where every one of them is plain; else ``None``."""
    given: dict[str, Any] = {}
    options: dict[str, Any] = {}
    words: list[str] = []
    command: _Command | None = None
    rest = iter(args)
    for word in rest:
        if is_mistaken_option(word):
            return None
        if not word.startswith("-") or (command is not None and _is_left_out_field(word)):
            if command is None and word not in _COMMANDS:
                return None
            if command is None:
                command = _COMMANDS[word]
            else:
                words.append(word)
        elif not _take(_SHORT.get(word, word), rest, command, given, options):
            return None
    return None if command is None else Call(command.answer, given, words, options)


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
    if reads is None or (reads is int and not _is_count(value)):
        return False
    options[name[2:]] = reads(value)
    return True


def _is_count(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= len(str(MOST_ROWS)) and int(value) <= MOST_ROWS


def quick_answer(args: Sequence[str]) -> int | None:
    """Answer ``args`` where they are understood; the exit code, or ``None`` where they are Typer's."""
    call = None if "_DUTYTRACK_COMPLETE" in os.environ else understood(args)
    if call is None:
        return None
    return guarded(lambda: hushed(lambda: _answer(call)), args, _DEBUG)


def _answer(call: Call) -> Any:
    from dutytrack.cli.shell import answers
    from dutytrack.cli.shell.invocation import MEMORY, Invocation

    run = Invocation({MEMORY + name: value for name, value in call.given.items()})
    with closing(run), run.on_damage():
        if "output" in call.options:
            from dutytrack.cli.shell.emit import check_output

            check_output(run, call.options["output"], call.words)
        return getattr(answers, call.answer)(run, call.words, **call.options)
