"""What leaders wrote, as a report: the latest first, each with who answers by when and how it stands."""

from __future__ import annotations

from dutytrack.domain.query.parsing import Query
from dutytrack.i18n import _
from dutytrack.reports.model import Report, columns_of, listing
from dutytrack.store.query.look import Look
from dutytrack.store.reading.instructions import InstructionRow, instruction_rows


def instructions_report(
    look: Look, query: Query | str = "", *, open_only: bool = False, limit: int | None = None
) -> Report:
    """The instructions about tasks of ``query`` written by a day; with ``open_only`` those that are not over.

    Raises QueryError where the query can't be understood.
    """
    rows = [row for row in instruction_rows(look, query) if row.is_open or not open_only]
    columns = columns_of(
        "mark leader instruction_state due key unit text:prose urgency on"
        " answered_on settled_on written_on follows title by",
        mark=_("instruction"),
        leader=_("written by"),
        answered_on=_("sent up on"),
        on=_("written"),
        due=_("answer by"),
        text=_("words"),
        follows=_("written again after"),
        by=_("noted by"),
    )
    title = _("Leaders' instructions on {as_of}").format(as_of=look.as_of)
    report = listing("instructions", title, columns, rows[:limit], look.as_of, instruction_state="state")
    totals = (
        (_("instructions"), len(rows)),
        (_("to be answered"), _count(rows, "waiting") + _count(rows, "overdue")),
        (_("answer overdue"), _count(rows, "overdue")),
        (_("with the leader"), _count(rows, "answered")),
    )
    return report.counting(*totals, nothing=_("No instruction is like that."))


def _count(rows: list[InstructionRow], state: str) -> int:
    return sum(row.state == state for row in rows)
