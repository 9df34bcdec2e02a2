"""TOML that a person wrote: read as a table, or refused, whatever stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dutytrack.domain.json import MOST_DIGITS, number_error
from dutytrack.i18n import _

MOST_PARTS = 20
"""Parts of one key, ``a.b.c``: the parser takes the square of them."""
_PART = r"(?:[\w-]+|\"[^\"\n]*\"|'[^'\n]*')"
_LONG_KEY = rf"(?m)(?:^|[\[{{,])[ \t]*{_PART}(?:[ \t]*\.[ \t]*{_PART}){{{MOST_PARTS}}}"


def read_toml(text: str) -> dict[str, Any]:
    """The table that ``text`` lays down; raises ValueError where it is none, or deeper than can be read."""
    import tomllib

    if any(line.count(".") >= MOST_PARTS for line in text.split("\n")) and re.search(_LONG_KEY, text):
        raise ValueError(_("a key of more than {limit} parts").format(limit=MOST_PARTS))
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except ValueError as error:  # Python's own words about a long number speak to programmers
        raise number_error() from error
    except RecursionError as error:
        raise ValueError(_("too many brackets in each other")) from error
    if any(isinstance(value, int) and abs(value) >= 10**MOST_DIGITS for value in _values(table)):
        raise number_error()
    return table


def _values(value: Any) -> Iterator[Any]:
    """``value``, or all that is in it."""
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _values(one)
    else:
        yield value
