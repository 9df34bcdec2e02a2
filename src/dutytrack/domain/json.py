"""JSON that comes from outside of the program: read as a value, or refused in words that people understand."""

from __future__ import annotations

import json
from typing import Any

from dutytrack.i18n import _

MOST_DIGITS = 18
"""Of a whole number, in TOML as well: what has more is none that a ledger can hold."""


def read_json(text: str) -> Any:
    """The value that ``text`` is; raises ValueError where it is none, or a number of it is too large."""
    return json.loads(text, parse_int=_number)


def number_error() -> ValueError:
    """What is raised about a number that is too large."""
    return ValueError(_("a number of more than {limit} digits").format(limit=MOST_DIGITS))


def _number(digits: str) -> int:
    if len(digits.lstrip("-")) > MOST_DIGITS:
        raise number_error()
    return int(digits)
