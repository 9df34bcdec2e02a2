"""Typer's complaints about a command line, said in the language in use."""

from __future__ import annotations

import re
import sys
from typing import Any

from dutytrack.cli.shell.errors import UnknownOptionError
from dutytrack.i18n import _


def complaint(error: Exception) -> str | None:
    """Typer's complaint as one line; ``None`` where ``error`` is none."""
    typer = sys.modules.get("typer")
    if typer is None or not isinstance(error, typer.TyperException):
        return None
    kind = type(error).__name__
    if (say := _SAYINGS.get(kind)) is not None and (said := say(error)) is not None:
        return said
    return " ".join(error.format_message().split())


def _no_such_option(error: Any) -> str:
    parameters = error.ctx.command.get_params(error.ctx)
    names = [name for parameter in parameters for name in (*parameter.opts, *parameter.secondary_opts)]
    return str(UnknownOptionError(error.option_name, names))


def _missing(error: Any) -> str | None:
    if error.param is None:
        return None
    option = max(error.param.opts, key=len) if error.param.param_type_name == "option" else None
    return _("{name} is missing").format(name=option or error.param.metavar or error.param.name)


def _option_use(error: Any) -> str:
    template = _("{name} needs a value") if "requires" in error.message else _("{name} takes no value")
    return template.format(name=error.option_name)


def _bad_value(error: Any) -> str | None:
    """A number that is none, or out of its range; a file that can't be read."""
    if error.param is None:
        return None
    given = error.message.partition(" ")[0]
    name = max(error.param.opts, key=len)
    kind = error.param.type.name
    if kind == "path":
        quoted = re.search(r"'(.+)'", error.message)
        return _("{path} can't be read; check its permissions").format(path=quoted.group(1)) if quoted else None
    if not kind.startswith(("int", "float", "percentage")):
        return None
    least = getattr(error.param.type, "min", None)
    if least is None:
        return _("{name} takes a number, not {given}").format(name=name, given=given)
    return _("{name} takes a number from {least} on, not {given}").format(name=name, least=least, given=given)


def _misused(error: Any) -> str | None:
    if error.message == "Missing command.":
        return _("a command is missing; --help lists them")
    words = re.fullmatch(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", error.message, re.DOTALL)
    return _("more words than the command takes: {words}").format(words=words.group(1)) if words else None


_SAYINGS = {
    "NoSuchOption": _no_such_option,
    "MissingParameter": _missing,
    "BadOptionUsage": _option_use,
    "BadParameter": _bad_value,
    "UsageError": _misused,
}
"""By the name of Typer's class, which is not public."""
