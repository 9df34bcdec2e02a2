"""The real program on a terminal of its own, and a person who looks at the screen before typing on."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pexpect
import pyte

PATIENCE = 60.0
"""Seconds until what is waited for counts as not coming; a machine at work is slow."""


class Terminal:
    """A program under a pseudo-terminal; ``screen`` is what a person sees."""

    def __init__(self, command: Sequence[str], *, size: tuple[int, int] = (80, 24)) -> None:
        columns, lines = size
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self.said = b""
        """All that the program wrote."""
        environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(columns), "LINES": str(lines)}
        self.child = pexpect.spawn(
            command[0], list(command[1:]), env=environment, dimensions=(lines, columns), timeout=PATIENCE
        )
        self.child.delaybeforesend = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.child.close(force=True)

    @property
    def screen(self) -> str:
        return "\n".join(self._screen.display)

    def type(self, text: str) -> None:
        """All of ``text`` in one write."""
        self.child.send(text)

    def paste(self, text: str) -> None:
        """As a terminal does it that marks what is pasted."""
        self.type(f"\x1b[200~{text}\x1b[201~")

    def until(self, seen: str | Callable[[str], bool]) -> str:
        """Look at the screen until ``seen`` is on it, or holds of it; the screen."""
        holds = seen if callable(seen) else lambda screen: seen in screen
        deadline = time.monotonic() + PATIENCE
        while not holds(self.screen):
            assert time.monotonic() < deadline, f"not seen: {seen}\n{self.screen}"
            if not self._read():
                assert holds(self.screen), f"ended before: {seen}\n{self.screen}"
        return self.screen

    def ended(self) -> int:
        """Wait for the end; the exit code."""
        while self._read():
            pass
        self.child.wait()
        return int(self.child.exitstatus if self.child.exitstatus is not None else -self.child.signalstatus)

    def _read(self) -> bool:
        """Draw what the program wrote meanwhile; whether it goes on."""
        try:
            data = self.child.read_nonblocking(size=65536, timeout=1)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.said += data
        self._stream.feed(data)
        return True


def program(ledger: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "dutytrack", "--ledger", str(ledger), *options]
