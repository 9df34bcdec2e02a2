"""Standard output and standard error, and what it means that they can't be written.

What was asked for goes to standard output: a command whose answer was not delivered has failed, whatever it did. What
is said beside it goes to standard error, and nothing that becomes of it changes what a command came to.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import Any

from dutytrack.errors import DutyTrackError

_LAST_STREAM = 2


class OutputLostError(DutyTrackError):
    """What was to be printed could not be."""

    def __init__(self, cause: OSError) -> None:
        from dutytrack.i18n import _

        self.is_unread = isinstance(cause, BrokenPipeError)
        """Whether its reader has gone away (``dutytrack list | head``), who wants no more of it."""
        said = _("it is closed") if cause.errno == errno.EBADF else cause.strerror
        super().__init__(_("standard output can't be written: {cause}"), cause=said or cause)


class _Answer(io.FileIO):
    def write(self, data: Any) -> Any:
        try:
            return super().write(data)
        except OSError as error:
            raise OutputLostError(error) from error


class _Beside(io.FileIO):
    def write(self, data: Any) -> Any:
        try:
            return super().write(data)
        except OSError:
            return len(data)


def settle_streams() -> None:
    """Make this process's streams say by themselves that an answer is lost, those closed by whoever started it too.

    A terminal that can't show a character gets a question mark.
    """
    while (handle := os.open(os.devnull, os.O_RDONLY)) <= _LAST_STREAM:  # no file of ours gets a stream's number
        continue
    os.close(handle)
    sys.stdout = _stream(_Answer, 1, sys.stdout, "replace")
    sys.stderr = _stream(_Beside, 2, sys.stderr, "backslashreplace")


def _stream(kind: type[io.FileIO], number: int, earlier: Any, errors: str) -> io.TextIOWrapper:
    raw = kind(number, "w", closefd=False)
    encoding = earlier.encoding if earlier is not None else "utf-8"
    by_line = raw.isatty() or kind is _Beside
    return io.TextIOWrapper(io.BufferedWriter(raw), encoding, errors, line_buffering=by_line)


def drop_output() -> None:
    """Let go of what is still buffered: it must not fail again when the interpreter ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
