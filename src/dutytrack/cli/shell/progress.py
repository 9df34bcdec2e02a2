"""How far a command is that takes long, on a terminal: one line on stderr, which goes when it is done."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Self

from dutytrack.cli.shell.terminal import overwrite


class Progress:
    """A line that says which step is under way; nothing where nobody would see it."""

    def __init__(self, line: str, steps: Mapping[str, str], *, quiet: bool) -> None:
        """``line`` says ``{what}`` and ``{percent}``; ``steps`` are the words shown, by their keys."""
        self._line = line
        self._steps = steps
        self._is_seen = not quiet and sys.stderr.isatty()
        self._shown = ""

    def at(self, step: str, share: float) -> None:
        """Say that ``step`` is done up to ``share``."""
        if not self._is_seen:
            return
        line = self._line.format(what=self._steps[step], percent=int(min(share, 1) * 100))
        if line != self._shown:
            self._shown = line
            overwrite(line)

    def clear(self) -> None:
        """Take the line away, so that another can be printed there."""
        if self._shown:
            overwrite("")
            self._shown = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.clear()
