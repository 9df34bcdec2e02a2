"""Words for the stable values that forms offer and the detail pane shows."""

from __future__ import annotations

from collections.abc import Mapping

from dutytrack.i18n import N_

RESULT_WORDS: Mapping[str, str] = {"accepted": N_("accepted"), "returned": N_("returned")}
HOW_WORDS: Mapping[str, str] = {"documents": N_("by documents"), "phone": N_("by telephone"), "site": N_("on site")}
SIDE_WORDS: Mapping[str, str] = {"lead": N_("lead unit"), "office": N_("office")}
