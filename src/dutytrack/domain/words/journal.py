"""The words for what the journal holds: names of commands and of tables on the left, people's words on the right."""

from __future__ import annotations

from collections.abc import Mapping

from dutytrack.i18n import N_, _

COMMAND_WORDS: Mapping[str, str] = {
    "add": N_("add"), "cadence": N_("cadence"), "cadence end": N_("cadence end"), "close": N_("close"),
    "conclude": N_("conclude"), "confidence": N_("confidence"), "contact add": N_("contact add"),
    "contact end": N_("contact end"), "demo": N_("demo"), "done": N_("done"), "drop": N_("drop task"),
    "duty": N_("duty"),
    "evidence add": N_("evidence add"), "exempt": N_("exempt"), "extend ask": N_("extend ask"),
    "extend grant": N_("extend grant"), "extend refuse": N_("extend refuse"), "import": N_("import"),
    "indicator": N_("indicator"), "instruction add": N_("instruction add"),
    "instruction answer": N_("instruction answer"),
    "instruction close": N_("instruction close"), "instruction new": N_("instruction new"),
    "instruction withdraw": N_("instruction withdraw"),
    "leader add": N_("leader add"), "leader charge": N_("leader charge"),
    "leader release": N_("leader release"), "measure": N_("measure"), "order": N_("order"),
    "orders reply": N_("orders reply"), "progress add": N_("progress add"), "progress import": N_("progress import"),
    "receive": N_("receive"), "remind": N_("remind"), "reopen": N_("reopen"), "reply": N_("orders reply"),
    "report": N_("progress add"), "restored": N_("backup put back"), "resume": N_("resume"), "return": N_("return"),
    "rules use": N_("rules use"),
    "set": N_("set"), "setting": N_("setting"), "submit": N_("submit"), "summon": N_("summon"),
    "suspend": N_("suspend"), "undo": N_("undo"), "units alias": N_("units alias"),
    "units members": N_("units members"), "units merge": N_("units merge"), "units order": N_("units order"),
    "units rename": N_("units rename"), "units set": N_("units set"), "units succeed": N_("units succeed"),
    "verify": N_("verify"),
}  # fmt: skip
"""What commands are called in the journal; those that are not here by their name."""
ENTITY_WORDS: Mapping[str, str] = {
    "action": N_("act"), "amendment": N_("amendment"), "assignment": N_("assignment"), "cadence": N_("cadence"),
    "cadence_due": N_("day of a cadence"), "command": N_("command"), "confidence": N_("confidence"),
    "contact": N_("contact"), "correction": N_("correction"), "deadline": N_("deadline"), "duty": N_("recurring duty"),
    "evidence": N_("evidence"), "exempt_month": N_("exempt month"), "extension": N_("extension"),
    "indicator": N_("indicator"), "instruction": N_("instruction"),
    "instruction_step": N_("step of an instruction"),
    "leader": N_("leader"), "measurement": N_("measured value"),
    "occurrence": N_("occurrence"), "order_reply": N_("a reply to an order"), "phase": N_("phase"),
    "plan": N_("plan"), "portfolio": N_("portfolio"), "progress_report": N_("a report"), "reminder": N_("reminder"),
    "reminder_task": N_("task reminded of"), "restored": N_("backup put back"),
    "setting": N_("setting"), "source_document": N_("document"),
    "supervision_order": N_("order"), "task": N_("task"), "unit": N_("unit"), "unit_member": N_("member"),
    "unit_name": N_("name of a unit"), "unit_succession": N_("succession"), "verification": N_("a check"),
}  # fmt: skip
"""What is in a row of each table."""


def command_word(name: str) -> str:
    """What the command called ``name`` in the journal is called, in the language in use."""
    return _(COMMAND_WORDS[name]) if name in COMMAND_WORDS else name


def entity_word(table: str) -> str:
    """What is in a row of ``table``, in the language in use."""
    return _(ENTITY_WORDS[table]) if table in ENTITY_WORDS else table
