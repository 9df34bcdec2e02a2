"""Extensions (延期): asked, granted, refused, with the original date, the one that holds and the days added."""

from __future__ import annotations

from dutytrack.domain.query.parsing import Query
from dutytrack.domain.words.supervision import DECISION_WORDS
from dutytrack.i18n import _
from dutytrack.reports.model import Column, Group, Report, cells
from dutytrack.store.query.look import Look
from dutytrack.store.reading.extensions import extension_rows


def extensions_report(look: Look, query: Query | str = "", *, pending: bool = False) -> Report:
    """The extensions asked for by a day about tasks of ``query``, the latest first; ``pending``: those not decided.

    Raises:
        QueryError: the query can't be understood.
    """
    found = extension_rows(look, query)
    rows = [row for row in found if not pending or row.decision == "asked"]
    decided = ((_(word), sum(row.decision == name for row in rows)) for name, word in DECISION_WORDS.items())
    columns = (
        Column("key", _("key"), "key"),
        Column("unit", _("unit")),
        Column("decision", _("decision")),
        Column("original", _("first date"), "date"),
        Column("current", _("date now"), "date"),
        Column("wished", _("wished"), "date"),
        Column("granted_to", _("granted to"), "date"),
        Column("times", _("times extended"), "number"),
        Column("days_added", _("days added"), "number"),
        Column("asked_on", _("asked on"), "date"),
        Column("late", _("asked late")),
        Column("decided_on", _("decided on"), "date"),
        Column("by", _("by")),
        Column("reason", _("reason")),
        Column("progress", _("progress")),
        Column("note", _("note")),
        Column("title", _("task")),
    )
    return Report(
        name="extensions",
        title=_("Extensions on {as_of}").format(as_of=look.as_of),
        columns=columns,
        groups=(Group(cells(columns, rows)),),
        as_of=look.as_of,
        totals=((_("extensions"), len(rows)), *((word, count) for word, count in decided if count)),
        notes=() if rows else (_("No extension is like that."),),
    )
