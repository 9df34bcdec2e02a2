"""TOML that a person wrote: read as a table, or refused, whatever stands in it."""

from __future__ import annotations

from typing import Any

from dutytrack.i18n import _


def read_toml(text: str) -> dict[str, Any]:
    """The table that ``text`` lays down; raises ValueError where it is none, or nested deeper than can be read."""
    import tomllib

    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError(_("too many brackets in each other")) from error
