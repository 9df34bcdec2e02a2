"""The program's start."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command line.

    Collecting garbage waits until something that lives long asks for it: a command that writes, the screens.
    """
    gc.disable()
    from dutytrack.cli.shell.streams import settle_streams

    settle_streams()
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
