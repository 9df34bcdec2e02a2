"""How far a command is that takes long, on a terminal: one line on stderr, which goes when it is done."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Self

from dutytrack.cli.shell.terminal import overwrite
from dutytrack.i18n import N_, _

LOOKING_THROUGH = N_("looking through {what}: {percent}%")
BRINGING_UP = N_("bringing {what} up to date: {percent}%")


class Progress:
    """A line that says which step is under way; nothing where nobody would see it."""

    def __init__(self, said: str, steps: Mapping[str, str], *, quiet: bool) -> None:
        """``steps`` are known by their keys, and shown by their words, in the sentence ``said``."""
        self._said = said
        self._steps = steps
        self._is_seen = not quiet and sys.stderr.isatty()
        self._shown = ""

    def at(self, step: str, share: float) -> None:
        """Say that ``step`` is done up to ``share``."""
        if not self._is_seen:
            return
        line = _(self._said).format(what=_(self._steps[step]), percent=int(min(share, 1) * 100))
        if line != self._shown:
            self._shown = line
            overwrite(line)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        if self._shown:
            overwrite("")
