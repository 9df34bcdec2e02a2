"""The one place where errors end: one line on stderr, and an exit code.

0 done, 1 a check found something, 2 wrong use or bad input, 3 the ledger can't be used, 70 a fault of the program's
own, 130 interrupted.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Sequence
from typing import Any

from dutytrack import i18n
from dutytrack.cli.shell.streams import OutputLostError, drop_output
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _

WRONG_USE = 2
OWN_FAULT = 70
INTERRUPTED = 130
_LONGEST = 2_000
"""Characters of a line: what is quoted in it may be of any length."""
_LONG_WORD = r"(\w{40})\w{220,}(\w{40})"
"""A word, number or name that is longer than any part of a path: its beginning and end are shown."""


def guarded(run: Callable[[], Any], args: Sequence[str], debug_option: str) -> int:
    """The exit code of ``run``, which was called with ``args``; what went wrong is told on stderr."""
    i18n.use_language(_language(args))
    try:
        result = run()
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the boundary: a fault of our own is told like any other
        if debug_option in args:
            import traceback

            traceback.print_exception(error)
        return _told(error)
    finally:
        _let_out()
    return result if isinstance(result, int) else 0


def _let_out() -> None:
    """Put out what a command had printed when it failed, as far as that can be: its exit code says that it failed."""
    try:
        sys.stdout.flush()
    except OutputLostError:
        drop_output()


def _told(error: Exception) -> int:
    """Tell ``error`` on stderr as one line; its exit code."""
    from dutytrack.cli.shell.complaints import complaint

    exit_code = WRONG_USE
    if isinstance(error, DutyTrackError):
        message, exit_code = str(error), error.exit_code
    elif (said := complaint(error)) is not None:
        message = said
    elif isinstance(error, OSError):
        message = (f"{error.filename}: " if error.filename else "") + (error.strerror or str(error))
    elif isinstance(error, UnicodeEncodeError) and "surrogates" in error.reason:
        message = _("what was typed is not all UTF-8 text; set a UTF-8 locale, as in LANG=C.UTF-8")
    else:
        template = _("a fault of the program: {kind}: {what} (--debug shows where)")
        message, exit_code = template.format(kind=type(error).__name__, what=error), OWN_FAULT
    message = "; ".join([message, *getattr(error, "__notes__", ())])
    complain(_("error"), message)
    return exit_code


def complain(kind: str, message: str) -> None:
    """Say ``message`` on stderr as one line, as being of a ``kind``: an error, a warning."""
    from dutytrack.cli.shell.terminal import warn

    message = re.sub(_LONG_WORD, r"\1…\2", message)
    if len(message) > _LONGEST:
        message = f"{message[: _LONGEST // 2]} … {message[-_LONGEST // 2 :]}"
    warn(f"dutytrack: {kind}: {message}")


def hushed(run: Callable[[], Any]) -> Any:
    """What ``run`` returns; 0 where the reader of the output has gone away. Raises OutputLostError."""
    try:
        result = run()
        sys.stdout.flush()
    except OutputLostError as error:
        drop_output()
        if error.is_unread:
            return 0
        raise
    return result


def _language(args: Sequence[str]) -> str:
    """The language of the call or the environment, so that even a wrong command line is answered in it.

    The last that is one counts, as for every option of the program.
    """
    options = list(args[: args.index("--")] if "--" in args else args)
    for index in reversed(range(len(options))):
        name, equals, value = options[index].partition("=")
        given = value if equals else "".join(options[index + 1 : index + 2])
        if name == "--lang" and given in i18n.LANGUAGES:
            return given
    return os.environ.get("DUTYTRACK_LANG") or i18n.locale_language(os.environ)
