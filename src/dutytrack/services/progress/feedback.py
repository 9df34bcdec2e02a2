"""Whether a report that was just written says anything: a hint to the person who takes it in, never a block."""

from __future__ import annotations

from sqlmodel import Session, and_, col, or_, select

from dutytrack.domain.progress.emptiness import Emptiness, emptiness
from dutytrack.store.tables.supervision import Evidence, Measurement, ProgressReport


def feedback_of(session: Session, report_id: int) -> Emptiness:
    """The signs that a report is empty, judged beside the unit's report before it, its figures and its files."""
    report = session.get_one(ProgressReport, report_id)
    earlier = or_(
        col(ProgressReport.on) < report.on,
        and_(col(ProgressReport.on) == report.on, col(ProgressReport.id) < report_id),
    )
    query = select(ProgressReport.text).where(
        col(ProgressReport.task_id) == report.task_id, col(ProgressReport.unit_id) == report.unit_id, earlier
    )
    previous = session.exec(query.order_by(col(ProgressReport.on).desc(), col(ProgressReport.id).desc())).first()
    files = select(Evidence.id).where(col(Evidence.report_id) == report_id)
    figures = select(Measurement.id).where(col(Measurement.report_id) == report_id)
    return emptiness(
        report.text,
        previous=previous,
        evidence=session.exec(files).first() is not None,
        figures=session.exec(figures).first() is not None,
    )
