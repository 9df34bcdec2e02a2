"""Data as JSON; a report is one array of flat objects with stable keys and values, whatever the language."""

from __future__ import annotations

import json
from typing import Any


def json_text(value: Any) -> str:
    """``value`` as JSON text, Chinese as it is, a line break at the end."""
    return json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n"
