"""The options that every script here has: the same seed tries the same again."""

from __future__ import annotations

import argparse


def parser(about: str | None, *, minutes: float | None = 1.0) -> argparse.ArgumentParser:
    """A parser of ``--seed`` and ``--minutes``, to which a script adds its own; ``about`` is what it says of itself."""
    made = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--seed", type=int, default=1)
    made.add_argument("--minutes", type=float, default=minutes, help="for how long to go on")
    return made
