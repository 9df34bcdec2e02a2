"""The ledger's settings, and the rules that they name: those of the lamps, the ladder of orders, of appraisal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dutytrack.domain.rules.packs import RulePack, read_rule_pack
from dutytrack.store.settings.keys import get_setting
from dutytrack.store.settings.rulebooks import rulebook_text
from dutytrack.store.sql.dialect import Reader

if TYPE_CHECKING:
    from dutytrack.domain.rules.appraisal import AppraisalRules
    from dutytrack.domain.rules.ladder import Ladder

DEMO = "demo"
"""The setting that marks a demonstration."""
MARKED = "yes"
"""Its value in a demonstration: no other is the mark."""
RULE_PACK = "rule_pack"
"""The setting that names the rule pack, or holds one of the ledger's own as TOML."""


def settings(connection: Reader) -> dict[str, str]:
    """Every setting of the ledger."""
    return dict(connection.execute("SELECT key, value FROM setting"))


def is_demo(connection: Reader) -> bool:
    """Whether the ledger is marked as a demonstration."""
    return get_setting(connection, DEMO) == MARKED


def rule_pack(connection: Reader) -> RulePack:
    """What lights the ledger's lamps; RulebookUnknownError or RulePackError where the setting gives none."""
    return read_rule_pack(rulebook_text("rules", get_setting(connection, RULE_PACK)))


def default_rule_pack() -> RulePack:
    """The rule pack that holds where a ledger names none."""
    return named_rule_pack("default")


def named_rule_pack(name_or_text: str) -> RulePack:
    """The program's rule pack by that name, or what the text is; RulebookUnknownError or RulePackError for none."""
    return read_rule_pack(rulebook_text("rules", name_or_text))


def ladder(connection: Reader) -> Ladder:
    """The ladder that the ledger's orders climb; RulebookUnknownError or LadderError where the setting gives none."""
    from dutytrack.domain.rules.ladder import read_ladder

    return read_ladder(rulebook_text("ladders", get_setting(connection, "ladder")))


def appraisal_rules(connection: Reader) -> AppraisalRules:
    """What the ledger's units are appraised by; RulebookUnknownError or AppraisalError where the setting gives none."""
    from dutytrack.domain.rules.appraisal import read_appraisal_rules

    return read_appraisal_rules(rulebook_text("appraisal", get_setting(connection, "appraisal")))
