"""Rules that an office writes itself, as TOML: read within bounds, since they are asked anew for every task."""

from __future__ import annotations

from typing import Any

from dutytrack.domain.toml import read_toml
from dutytrack.i18n import _

_LONGEST = 100_000
"""Characters; the longest of those that come with the program has 4,000."""
MOST_RULES = 100
"""Tables of one kind: each rule of a pack is a condition that every task is held against, in one statement."""


def read_table(toml_text: str) -> dict[str, Any]:
    """The table that ``toml_text`` lays down.

    Raises:
        ValueError: it is no TOML, or longer than rules are; the message says which.
    """
    if len(toml_text) > _LONGEST:
        raise ValueError(_("more than {limit} characters").format(limit=_LONGEST))
    table = read_toml(toml_text)
    for name, entries in table.items():
        if isinstance(entries, list) and len(entries) > MOST_RULES:
            raise ValueError(_("more than {limit} [[{name}]]").format(limit=MOST_RULES, name=name))
    return table
