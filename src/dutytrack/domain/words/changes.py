"""The words for what a later text of a plan changes; light to load, since every output knows them."""

from __future__ import annotations

from collections.abc import Mapping

from dutytrack.i18n import N_

CHANGE_WORDS: Mapping[str, str] = {
    "same": N_("same"), "reworded": N_("reworded"), "units": N_("units changed"), "deadline": N_("deadline moved"),
    "figures": N_("figures changed"), "added": N_("added"), "dropped": N_("dropped"),
    "restored": N_("standing again"), "plan": N_("the plan itself"),
}  # fmt: skip
"""What a later text of a plan does to a task."""
FIELD_WORDS: Mapping[str, str] = {
    "title": N_("title"), "text": N_("text"), "lead": N_("lead"), "responsible": N_("responsible"),
    "participating": N_("participating"), "leader": N_("leader"), "due": N_("due"), "start": N_("start"),
    "deadlines": N_("deadlines"), "recurring": N_("recurring duties"), "indicators": N_("indicators"),
    "issuer": N_("issuer"), "doc_no": N_("document number"), "period": N_("the plan's time"), "goals": N_("goals"),
}  # fmt: skip
