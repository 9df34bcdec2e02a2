"""Putting an answer where it belongs: on the terminal, into a pipe, into a file."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dutytrack.cli.days import days_said, with_days_said
from dutytrack.cli.errors import FileNotWritableError
from dutytrack.output.render import render
from dutytrack.output.table import Screen

if TYPE_CHECKING:
    from dutytrack.cli.invocation import Invocation
    from dutytrack.reports.model import Report

FOUND = 1
"""The exit code of ``--exit-code`` where rows were found."""


def screen() -> Screen | None:
    """The terminal that standard output is; ``None`` for a pipe or file."""
    if not sys.stdout.isatty():
        return None
    import shutil

    colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Screen(shutil.get_terminal_size().columns, colour)


def emit(call: Invocation, report: Report, output: Path | None = None, *, exit_code: bool = False) -> int:
    """Put ``report`` out in the form asked for; the exit code: with ``exit_code``, 1 where it has rows."""
    said = days_said()
    if said:
        report = replace(report, notes=(*report.notes, *said))
    text = render(report, call.format, None if output else screen())
    write(text, output, excel=call.format == "csv")
    return FOUND if exit_code and len(report) else 0


def write(text: str, output: Path | None = None, *, excel: bool = False) -> None:
    """Put ``text`` on standard output or into the file ``output``, there with a byte order mark for ``excel``."""
    if output is None:
        _to_stdout(text)
        return
    try:
        output.write_text(text, encoding="utf-8-sig" if excel else "utf-8")
    except OSError as error:
        raise FileNotWritableError(output, error) from error


def _to_stdout(text: str) -> None:
    """Write at once; a terminal that can't show a character gets a question mark, not an error."""
    try:
        sys.stdout.write(text)
    except UnicodeEncodeError:
        encoding = sys.stdout.encoding
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding))


def say(text: str) -> None:
    """Tell the person at the terminal what was done, and what was understood of its days, on standard output."""
    _to_stdout(with_days_said(text) + "\n")
