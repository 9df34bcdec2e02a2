"""A task's dates as they stand on a day: where an extension has moved them, and which were met."""

from __future__ import annotations

MOVED_TO = (
    "(SELECT a.to_date FROM action a WHERE a.task_id = d.task_id AND a.deadline_id = d.id AND a.kind = 'extended' "
    'AND a."on" <= :as_of ORDER BY a."on" DESC, a.id DESC LIMIT 1)'
)
"""The date that a deadline row ``d`` was last extended to by ``:as_of``."""
# Acts are found by their task: most have no deadline, so a planner with statistics keeps off the index on that.
MET = (
    "EXISTS (SELECT 1 FROM action m WHERE m.task_id = {task} AND m.{what}_id = {row}.id AND m.kind = 'met' "
    'AND m."on" <= :as_of)'
)
"""Whether a deadline or occurrence was marked as met by ``:as_of``."""
MET_ON = (
    "(SELECT MIN(m.\"on\") FROM action m WHERE m.task_id = {task} AND m.deadline_id = {row}.id AND m.kind = 'met' "
    'AND m."on" <= :as_of)'
)
"""The day on which a deadline was marked as met by ``:as_of``."""
