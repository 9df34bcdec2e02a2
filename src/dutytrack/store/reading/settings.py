"""The ledger's settings and the rule pack that lights its lamps."""

from __future__ import annotations

import sqlite3

from dutytrack.domain.rules import RulePack, read_rule_pack
from dutytrack.seedfiles import seed_path

RULE_PACK = "rule_pack"
"""The setting that holds a rule pack of the ledger's own, as TOML."""


def settings(connection: sqlite3.Connection) -> dict[str, str]:
    """Every setting of the ledger."""
    return dict(connection.execute("SELECT key, value FROM setting"))


def rule_pack(connection: sqlite3.Connection) -> RulePack:
    """The ledger's own rule pack, else the default one.

    Raises:
        RulePackError: the ledger's own can't be read.
    """
    own = connection.execute("SELECT value FROM setting WHERE key = ?", (RULE_PACK,)).fetchone()
    return default_rule_pack() if own is None else read_rule_pack(own[0])


def default_rule_pack() -> RulePack:
    """The rule pack that the program brings along."""
    return read_rule_pack(seed_path("rules", "default.toml").read_text(encoding="utf-8"))
