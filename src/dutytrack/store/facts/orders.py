"""Which orders (督办单) still stand: after what was done about the task since, by day and order of entry."""
# ruff: noqa: S608 - the texts are put together from this program's own names

from __future__ import annotations

from collections.abc import Iterable

from dutytrack.domain.acts import RESETS, REVOKES
from dutytrack.store.facts.entry import entered
from dutytrack.store.facts.turns import is_of_gap
from dutytrack.store.sql.dialect import quoted


def _done_since(kinds: Iterable[str]) -> str:
    """Whether an act of ``kinds`` on its task came after the order ``o``; of those that meet, only a deadline's."""
    later = f'(a."on" = o."on" AND {entered("action", "a")} > {entered("supervision_order", "o")})'
    return (
        f"EXISTS (SELECT 1 FROM action a WHERE a.task_id = o.task_id AND a.kind IN ({quoted(kinds)}) "
        f"AND (a.kind <> 'met' OR a.deadline_id IS NOT NULL) AND NOT {is_of_gap('a')} "
        f'AND a."on" <= :as_of AND (a."on" > o."on" OR {later}))'
    )


HOLDS_ITS_RUNG = f"NOT {_done_since(RESETS)}"
"""Whether an order ``o`` was given after the last act that sends a task back to the foot of its ladder."""
REPLIED = '(SELECT MIN(r."on") FROM order_reply r WHERE r.order_id = o.id AND r."on" <= :as_of)'
"""The day on which an order ``o`` was first replied to by ``:as_of``."""
IS_SETTLED = (
    'EXISTS (SELECT 1 FROM verification v WHERE v.task_id = o.task_id AND v."on" <= :as_of '
    "AND (v.unit_id IS NULL OR v.unit_id = o.unit_id) "
    'AND v."on" >= (SELECT MAX(r."on") FROM order_reply r WHERE r.order_id = o.id AND r."on" <= :as_of))'
)
"""Whether what was replied has been checked since the last reply, whatever that came to."""
IS_REVOKED = _done_since(REVOKES)
"""Whether the task was closed or dropped after an order ``o``: there is nothing to answer any more."""
REPLY_WAITS = f"({REPLIED} IS NOT NULL AND NOT {IS_SETTLED} AND NOT {IS_REVOKED})"
"""Whether what was replied to an order ``o`` waits for the office, whatever has reset the ladder since."""
STANDS = f"({HOLDS_ITS_RUNG} OR ({REPLIED} IS NULL AND NOT {IS_REVOKED}))"
"""Whether nothing has reset the ladder since an order ``o``, or it is still to be answered."""
IS_FOLLOWED = (
    "EXISTS (SELECT 1 FROM supervision_order n WHERE n.task_id = o.task_id AND n.follows_id = o.id "
    'AND n."on" <= :as_of)'
)
"""Whether an order ``o`` was escalated by another."""
