"""The ledger's settings, and the rules that they name: those of the lamps, the ladder of orders, of appraisal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from dutytrack.domain.rules.packs import RulePack, read_rule_pack
from dutytrack.errors import DutyTrackError
from dutytrack.store.settings.keys import SettingRubbishError, get_setting, is_sound, kept_settings
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


_LOOKED_AT = ("language", "format", "today", "time_zone")
"""Settings that every command goes by: one that can't be is passed over, or none could mend it."""
_Rules = TypeVar("_Rules")


def settings(connection: Reader, notice: Callable[[str], object] | None = None) -> dict[str, str]:
    """Every setting of the ledger; what every command goes by and can't be is told to ``notice`` and left out."""
    kept = kept_settings(connection)
    for key in _LOOKED_AT:
        if key in kept and not is_sound(key, kept[key]):
            value = kept.pop(key)
            if notice is not None:
                notice(str(SettingRubbishError(key, value)))
    return kept


def check_day(connection: Reader) -> None:
    """Raise SettingRubbishError where the ledger's settings give no today: nothing may be written on a guessed day."""
    if not get_setting(connection, "today"):
        get_setting(connection, "time_zone")


def is_demo(connection: Reader) -> bool:
    """Whether the ledger is marked as a demonstration."""
    return get_setting(connection, DEMO) == MARKED


def rule_pack(connection: Reader) -> RulePack:
    """What lights the ledger's lamps; SettingRubbishError where the setting gives none."""
    return _rules(connection, RULE_PACK, "rules", read_rule_pack)


def default_rule_pack() -> RulePack:
    """The rule pack that holds where a ledger names none."""
    return named_rule_pack("default")


def named_rule_pack(name_or_text: str) -> RulePack:
    """The program's rule pack by that name, or what the text is; RulebookUnknownError or RulePackError for none."""
    return read_rule_pack(rulebook_text("rules", name_or_text))


def ladder(connection: Reader) -> Ladder:
    """The ladder that the ledger's orders climb; SettingRubbishError where the setting gives none."""
    from dutytrack.domain.rules.ladder import read_ladder

    return _rules(connection, "ladder", "ladders", read_ladder)


def appraisal_rules(connection: Reader) -> AppraisalRules:
    """What the ledger's units are appraised by; SettingRubbishError where the setting gives none."""
    from dutytrack.domain.rules.appraisal import read_appraisal_rules

    return _rules(connection, "appraisal", "appraisal", read_appraisal_rules)


def _rules(connection: Reader, key: str, topic: str, read: Callable[[str], _Rules]) -> _Rules:
    value = get_setting(connection, key)
    try:
        return read(rulebook_text(topic, value))
    except DutyTrackError as error:
        raise SettingRubbishError(key, value) from error
