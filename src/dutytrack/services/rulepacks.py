"""Adopting rules: the ledger's setting names some of the program's, or keeps the office's own."""

from __future__ import annotations

from dutytrack.domain.rules.ladder import read_ladder
from dutytrack.domain.rules.packs import RulePack, RulePackError, read_rule_pack
from dutytrack.services.desk import Desk
from dutytrack.store.query.look import Look
from dutytrack.store.reading.settings import RULE_PACK, default_rule_pack, rule_pack
from dutytrack.store.reading.trial import check_starts, lamp_changes
from dutytrack.store.settings.keys import SettingRubbishError, set_setting
from dutytrack.store.settings.rulebooks import RulebookUnknownError, rulebook_text


def use_rule_pack(desk: Desk, name_or_text: str) -> tuple[RulePack | None, RulePack]:
    """Let the lamps be lit by another rule pack from now on, whatever day is asked about; the old one and the new.

    ``name_or_text`` is the name of one that comes with the program, or one as TOML, which the ledger keeps. It is tried
    on every task first. The old one is ``None`` where it can't be read. Raises RulebookUnknownError (no pack is called
    so), RulePackError (it can't light lamps, or not those of this ledger).
    """
    wanted = read_rule_pack(rulebook_text("rules", name_or_text))
    used = _in_use(desk)
    lamp_changes(Look(desk.rows, desk.today, used or default_rule_pack()), "", tried=wanted)
    set_setting(desk.session, RULE_PACK, None if name_or_text == "default" else name_or_text)
    return used, wanted


def check_ladder(desk: Desk, name_or_text: str) -> None:
    """Try a ladder of orders on this ledger; raises RulebookUnknownError, or LadderError where it can't be climbed."""
    wanted = read_ladder(rulebook_text("ladders", name_or_text))
    check_starts(desk.look(desk.today), wanted)


def _in_use(desk: Desk) -> RulePack | None:
    try:
        return rule_pack(desk.rows)
    except (RulebookUnknownError, RulePackError, SettingRubbishError):
        return None
