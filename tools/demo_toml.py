"""Write the demo's facts as TOML that reads like the hand-written files beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

HEAD = """\
# What happened in the demo city after its tasks were handed out; made by tools/make_demo_progress.py, not by hand.
#
# [[cadence]]  how often a plan's tasks have to report: plan, rule (RFC 5545), text, start
# [[duty]]     a recurring duty (plan, title, freq, interval) with the occurrences that were met: due, and on which day
# [[act]]      in the order of the days; on one day these come before those of acts.toml. Each has `do`, `on`, `by`;
#              where it is about a task, `title` and `plan` (by its name in demo.toml; left out where there is none)
#   receive    unit signs for the task
#   report     unit, percent, text, problem, next, values: actual figures, each naming its target by value, unit and due
#   submit     unit, note
#   verify     unit, result (accepted, returned), how (documents, phone, site), text
#   remind     unit, period, text, tasks: what it is about and why
#   order      unit, rung (blue, yellow, red), mark, ground, reply_by; follows: the mark of the rung below
#   reply      mark, text
#   ask        unit, due (the date to move), wished, reason, progress; late = true where asked after the date
#   grant      due, to, note; refuse: due, note. The person in `by` decides
#   confidence side (lead, office), value (0 to 10)
#   exempt     month, reason: not assessed in that month
"""


def document(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """Each table's entries under ``[[table]]``, keys in the order given."""
    blocks = [
        f"[[{name}]]\n" + "".join(f"{key} = {value_text(value)}\n" for key, value in entry.items())
        for name, entries in tables.items()
        for entry in entries
    ]
    return "\n".join([HEAD, *blocks])


def value_text(value: object) -> str:
    """A value as TOML: text, number, date, truth, or a list of inline tables."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list):
        return "[\n" + "".join(f"    {inline(entry)},\n" for entry in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def inline(entry: Mapping[str, object]) -> str:
    """A table in one line."""
    return "{ " + ", ".join(f"{key} = {value_text(value)}" for key, value in entry.items()) + " }"
