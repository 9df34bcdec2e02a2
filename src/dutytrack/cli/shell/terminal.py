"""The one place that speaks to the terminal: whatever is said there, no sign of it does anything but stand there."""

from __future__ import annotations

import sys

from dutytrack.signs import printable, shown


def tell(text: str, *, colours: bool = False) -> None:
    """Print ``text`` as it is, line break or none, on standard output; with ``colours`` it may hold the program's."""
    sys.stdout.write(shown(text, colours=colours))


def tell_aside(text: str) -> None:
    """Print ``text`` as it is on stderr, beside the answer."""
    sys.stderr.write(shown(text))


def overwrite(text: str) -> None:
    """Write ``text`` over the line that stands on stderr, and stay on it."""
    sys.stderr.write(f"\r\x1b[K{printable(text)}")
    sys.stderr.flush()


def ask(text: str) -> None:
    """Print ``text`` on stderr and stay on its line."""
    sys.stderr.write(printable(text) + " ")
    sys.stderr.flush()


def warn(text: str) -> None:
    """Print ``text`` as one line on stderr, beside the answer."""
    sys.stderr.write(printable(text) + "\n")
