"""The numbers in tasks' keys: given in order, never twice, not even those of tasks that were taken back."""

from __future__ import annotations

from sqlmodel import Session, col, select

from dutytrack.store.tables.plans import Journal, Task


def next_number(session: Session, prefix: str) -> int:
    """One more than any number ever given to a key of ``prefix``: ``CZ15`` for ``CZ15-30``."""
    marked = f'"{prefix}-'
    query = select(Journal.after).where(col(Journal.entity) == "task", col(Journal.after).contains(marked))
    told = (str(row).partition(marked)[2].partition('"')[0] for row in session.exec(query).all())
    kept = session.exec(select(Task.number).where(col(Task.key).startswith(f"{prefix}-", autoescape=True))).all()
    return max([*kept, *(int(number) for number in told if number.isdigit())], default=0) + 1
