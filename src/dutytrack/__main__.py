"""The program's start."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command line. Collecting garbage waits until something that lives long asks for it (see ``cli``)."""
    gc.disable()
    from dutytrack.cli.app import app

    app()


if __name__ == "__main__":
    main()
