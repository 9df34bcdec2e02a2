"""Which shell Tab is to work in: the one that called the program, else the user's own."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Any

from dutytrack.cli.shell.errors import ShellUnknownError

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
"""The shells that Typer has a completion script for."""


def with_shell(callback: Callable[[Any, Any, Any], Any]) -> Callable[[Any, Any, Any], Any]:
    """The ``callback`` of a completion option, given the shell's name: Typer itself knows none behind make or ssh."""

    def call(ctx: Any, parameter: Any, value: Any) -> Any:
        asked = value and not ctx.resilient_parsing
        return callback(ctx, parameter, shell_in_use(calling_shell(), os.environ) if asked else value)

    return call


def shell_in_use(calling: str | None, environment: Mapping[str, str]) -> str:
    """The shell ``calling``, where completion is made for it, else the one that ``SHELL`` names.

    Raises ShellUnknownError where completion is made for neither.
    """
    own = PurePath(environment.get("SHELL", "")).name
    for shell in (calling, own):
        if shell in SHELLS:
            return shell
    raise ShellUnknownError(calling or own, SHELLS)


def calling_shell() -> str | None:
    """The shell that this process was called from; ``None`` where it was called by none."""
    from shellingham import ShellDetectionFailure, detect_shell

    try:
        return str(detect_shell()[0])
    except ShellDetectionFailure:
        return None
