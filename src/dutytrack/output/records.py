"""A report as JSON: one array of flat objects with stable keys and values, whatever the language."""

from __future__ import annotations

import json
from typing import Any

from dutytrack.reports.model import Report


def json_text(value: Any) -> str:
    """``value`` as JSON text, Chinese as it is, a line break at the end."""
    return json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n"


def json_records(report: Report) -> str:
    """The rows of ``report`` as a JSON array, each with its group where groups have a key."""
    return json_text(list(report.records()))
