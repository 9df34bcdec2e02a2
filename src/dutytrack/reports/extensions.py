"""Extensions (延期): asked, granted, refused, with the original date, the one that holds and the days added."""

from __future__ import annotations

from dutytrack.domain.query.parsing import Query
from dutytrack.domain.words.supervision import DECISION_WORDS
from dutytrack.i18n import _
from dutytrack.reports.model import Report, columns_of, listing
from dutytrack.store.query.look import Look
from dutytrack.store.reading.extensions import extension_rows


def extensions_report(look: Look, query: Query | str = "", *, pending: bool = False) -> Report:
    """The extensions asked for by a day about tasks of ``query``, the latest first; ``pending``: those not decided.

    Raises QueryError where the query can't be understood.
    """
    found = extension_rows(look, query)
    rows = [row for row in found if not pending or row.decision == "asked"]
    decided = ((_(word), sum(row.decision == name for row in rows)) for name, word in DECISION_WORDS.items())
    columns = columns_of(
        "key unit decision original current wished granted_to times days_added asked_on late decided_on by reason "
        "progress:text note title",
        by=_("decided by"),
    )
    report = listing("extensions", _("Extensions on {as_of}").format(as_of=look.as_of), columns, rows, look.as_of)
    totals = ((_("extensions"), len(rows)), *((word, count) for word, count in decided if count))
    return report.counting(*totals, nothing=_("No extension is like that."))
