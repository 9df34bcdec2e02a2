"""Adopting a rule pack: the ledger's setting names one of the program's, or keeps one of the office's own."""

from __future__ import annotations

from dutytrack.domain.rules.packs import RulePack, read_rule_pack
from dutytrack.services.desk import Desk
from dutytrack.store.reading.settings import RULE_PACK, rule_pack
from dutytrack.store.settings.keys import set_setting
from dutytrack.store.settings.rulebooks import rulebook_text


def use_rule_pack(desk: Desk, name_or_text: str) -> tuple[RulePack, RulePack]:
    """Let the lamps be lit by another rule pack from now on, whatever day is asked about; the old one and the new.

    ``name_or_text`` is the name of one that comes with the program, or one as TOML, which the ledger keeps. Raises
    RulebookUnknownError (no pack is called so), RulePackError (it can't light lamps).
    """
    wanted = read_rule_pack(rulebook_text("rules", name_or_text))
    used = rule_pack(desk.rows)
    set_setting(desk.session, RULE_PACK, None if name_or_text == "default" else name_or_text)
    return used, wanted
