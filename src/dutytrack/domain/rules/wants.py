"""What a closing, or a date marked as met, wants: kept by rule and figures, and said in the language of the reader."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from dutytrack.i18n import N_, _, clauses, listed

_WORDS: Mapping[str, str] = {
    "claim": N_("nothing was reported or submitted that could be verified"),
    "check": N_("what was claimed on {day} was not verified"),
    "returned": N_("the check of {day} returned it"),
    "sent-back": N_("it was sent back, and neither reported on nor handed in since"),
    "check-since": N_("what was claimed on {day} was not verified since"),
    "members": N_("{done} of {total} members are done"),
    "figures-sent-back": N_("the figures that were measured were sent back"),
    "figures-short": N_("the figures reach {progress} % of their targets"),
    "figure-short": N_("{name}: {value} of {target}"),
    "figure-check": N_("{name}: what was measured on {day} was not verified"),
    "figure-sent-back": N_("{name}: what was measured was sent back"),
    "figures-unreported": N_("{count} of {total} figures were not reported: {names}"),
}


class Want(NamedTuple):
    """One thing that a task has to have before it can be closed, or one of its dates marked as met."""

    rule: str
    figures: Mapping[str, object] = {}

    def __str__(self) -> str:
        figures = {name: listed(value) if isinstance(value, list) else value for name, value in self.figures.items()}
        return _(_WORDS[self.rule]).format(**figures) if self.rule in _WORDS else self.rule


def waiver_told(text: str | None) -> str | None:
    """The waiver that is kept as JSON, if any, in a sentence: what was wanting, and why that was waived."""
    return None if text is None else _("waived ({what}): {reason}").format(**_told(text))


def waived_closing_told(text: str | None) -> str | None:
    """The same of a closing, as a sentence of its own."""
    return None if text is None else _("closed by a waiver: {what}; reason: {reason}").format(**_told(text))


def waiver_parts(text: str | None) -> tuple[str | None, str | None]:
    """What was wanting, and why it was waived, of the waiver that is kept as JSON, if any."""
    told = {} if text is None else _told(text)
    return told.get("what"), told.get("reason")


def _told(text: str) -> dict[str, str]:
    kept = json.loads(text)
    return {"what": clauses(str(Want(**one)) for one in kept["wants"]), "reason": kept["reason"]}
