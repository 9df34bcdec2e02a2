"""Questions to the person at the keyboard; they stand on stderr, so that stdout stays data."""

from __future__ import annotations

import sys

import typer

from dutytrack.cli.errors import NotAnswerableError
from dutytrack.i18n import _

_YES = frozenset({"y", "yes", "是", "好", "对"})


def agreed(question: str, *, instead: str) -> bool:
    """Whether the answer to ``question`` is yes; nothing typed is no.

    Raises:
        NotAnswerableError: the input has ended; ``instead`` is the option that answers beforehand.
    """
    typer.echo(f"{question} {_('[y/N]')} ", nl=False, err=True)
    answer = sys.stdin.readline()
    if not answer:
        typer.echo("", err=True)
        raise NotAnswerableError(instead)
    return answer.strip().lower() in _YES
