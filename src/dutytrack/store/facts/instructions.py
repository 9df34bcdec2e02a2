"""SQL conditions about leaders' instructions ``n`` on the day ``:as_of``: how each stands, which tasks have some."""

from __future__ import annotations

LAST_STEP = (
    '(SELECT s.kind FROM instruction_step s WHERE s.instruction_id = n.id AND s."on" <= :as_of '
    'ORDER BY s."on" DESC, s.id DESC LIMIT 1)'
)
"""What was done about an instruction last."""
STATE = f"COALESCE({LAST_STEP}, CASE WHEN n.due < :as_of THEN 'overdue' ELSE 'waiting' END)"
"""``waiting`` for its answer or ``overdue``; ``answered``; ``closed``, ``withdrawn``."""
_OF_TASK = 'SELECT 1 FROM instruction n WHERE n.task_id = f.task_id AND n."on" <= :as_of'
IS_INSTRUCTED = f"EXISTS ({_OF_TASK} AND {LAST_STEP} IS NULL)"
"""Whether a task ``f`` has an instruction that waits for its answer."""
IS_LATE = f"EXISTS ({_OF_TASK} AND n.due < :as_of AND {LAST_STEP} IS NULL)"
"""Whether it has one whose answer is overdue."""


def written_by(leader: str) -> str:
    """Whether a leader of whom ``leader``, a condition on ``n.leader``, holds wrote on a task ``f`` and it stands."""
    return f"EXISTS ({_OF_TASK} AND {leader} AND {LAST_STEP} IS NOT 'withdrawn')"
