"""Whether sentences on what was done are wanted: data and errors always come out."""

from __future__ import annotations

_quiet = False


def be_quiet(quiet: bool) -> None:
    """Leave out sentences from now on, or say them again."""
    global _quiet  # noqa: PLW0603 - one for the process, as the language is
    _quiet = quiet


def is_quiet() -> bool:
    """Whether sentences are left out."""
    return _quiet
