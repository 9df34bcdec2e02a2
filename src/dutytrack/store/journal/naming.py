"""What people call the facts that the journal keeps rows of."""

from __future__ import annotations

from collections.abc import Mapping

from dutytrack.i18n import N_, _

WORDS: Mapping[str, str] = {
    "setting": N_("setting"),
    "source_document": N_("document"),
    "plan": N_("plan"),
    "phase": N_("phase"),
    "task": N_("task"),
    "unit": N_("unit"),
    "unit_name": N_("unit name"),
    "assignment": N_("assignment"),
    "deadline": N_("deadline"),
    "duty": N_("recurring duty"),
    "occurrence": N_("time of a duty"),
    "indicator": N_("indicator"),
    "action": N_("act"),
    "unit_member": N_("membership"),
    "unit_succession": N_("succession"),
    "leader": N_("leader"),
    "portfolio": N_("charge of a leader"),
    "contact": N_("contact"),
    "cadence": N_("report cadence"),
    "cadence_due": N_("report date"),
    "progress_report": N_("progress report"),
    "measurement": N_("actual value"),
    "exempt_month": N_("exempt month"),
    "verification": N_("verification"),
    "reminder": N_("reminder"),
    "reminder_task": N_("task reminded of"),
    "supervision_order": N_("order"),
    "order_reply": N_("reply to an order"),
    "extension": N_("extension"),
    "evidence": N_("evidence"),
    "confidence": N_("confidence in a task"),
    "amendment": N_("amendment"),
    "correction": N_("correction"),
}
"""What a row of each journalled table is; English, marked for the catalogs."""


def fact_word(table: str) -> str:
    """What a row of ``table`` is, in the language in use."""
    return _(WORDS[table]) if table in WORDS else table
