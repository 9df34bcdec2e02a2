"""TOML that a person wrote: read as a table, or refused, whatever stands in it."""

from __future__ import annotations

import re
from typing import Any

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
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError(_("too many brackets in each other")) from error
