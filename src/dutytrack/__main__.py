"""The program's start."""

from __future__ import annotations

import gc
import io
import os
import sys


def main() -> None:
    """Run the command line.

    Collecting garbage waits until something that lives long asks for it: a command that writes, the screens.
    """
    gc.disable()
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started the program: what is done is done all the same
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - stays open
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal that can't show a character gets a question mark
        sys.stdout.reconfigure(errors="replace")
    from dutytrack.cli.shell.quick import quick_answer

    exit_code = quick_answer(sys.argv[1:])
    if exit_code is None:
        from dutytrack.cli.app import app

        app()
    else:
        _leave(exit_code)


def _leave(exit_code: int) -> None:
    """End the process at once: a reader leaves nothing behind, and taking its modules apart takes time."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(exit_code)


if __name__ == "__main__":
    main()
