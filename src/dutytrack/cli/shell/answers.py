"""The questions asked most, by people and by cron: status, overdue, list. Each returns the exit code.

Nothing here knows how the command line was read; it is called by the Typer commands and by ``quick`` alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dutytrack.cli.shell.emit import emit

if TYPE_CHECKING:
    from dutytrack.cli.shell.invocation import Invocation


def status(call: Invocation, words: Sequence[str], *, output: Path | None = None) -> int:
    """Count the tasks of the query under each lamp."""
    from dutytrack.reports.status import status_report

    return emit(call, status_report(call.look, " ".join(words)), output)


def overdue(
    call: Invocation,
    words: Sequence[str],
    *,
    limit: int | None = None,
    output: Path | None = None,
    exit_code: bool = False,
) -> int:
    """List the overdue tasks of the query by the unit that answers for them."""
    from dutytrack.reports.overdue import overdue_report

    report = overdue_report(call.look, " ".join(words), limit=limit)
    return emit(call, report, output, exit_code=exit_code)


def list_tasks(
    call: Invocation,
    words: Sequence[str],
    *,
    sort: str | None = None,
    limit: int | None = None,
    output: Path | None = None,
    exit_code: bool = False,
) -> int:
    """List the tasks of the query."""
    from dutytrack.reports.tasks import tasks_report

    report = tasks_report(call.look, " ".join(words), sort=sort, limit=limit)
    return emit(call, report, output, exit_code=exit_code)
