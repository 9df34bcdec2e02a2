"""Rules that are data: rule packs, ladders of orders, rules of appraisal; those of the program and the ledger's own.

A ledger's setting holds either the name of one that comes with the program (``seed/rules``, ``seed/ladders``,
``seed/appraisal``) or its own as TOML. Nothing heavy is imported here.
"""

from __future__ import annotations

import re

from dutytrack.domain.words.nearest import nearest
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _
from dutytrack.seedfiles import seed_path

TOPICS = ("rules", "ladders", "appraisal")
"""The folders of the seed that hold them."""


class RulebookUnknownError(DutyTrackError):
    """No rules of that name come with the program."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        near = nearest(name, known)
        template = _("no rules are called {name}; there are: {known}")
        if near is not None:
            template = _("no rules are called {name}; did you mean {near}?")
        super().__init__(template.format(name=name, known=", ".join(known), near=near))


def rulebook_names(topic: str) -> tuple[str, ...]:
    """The names of the rules on ``topic`` (one of ``TOPICS``) that come with the program."""
    return tuple(sorted(path.stem for path in seed_path(topic).glob("*.toml")))


def rulebook_text(topic: str, name_or_text: str) -> str:
    """The TOML that ``name_or_text`` names or is; RulebookUnknownError where it is a name that no rules have."""
    if is_rulebook(name_or_text):
        return name_or_text
    path = seed_path(topic, f"{name_or_text}.toml")
    if not re.fullmatch(r"[\w-]+", name_or_text) or not path.is_file():  # a name leads nowhere else
        raise RulebookUnknownError(name_or_text, rulebook_names(topic))
    return path.read_text(encoding="utf-8")


def is_rulebook(text: str) -> bool:
    """Whether ``text`` is TOML rather than a name."""
    return "=" in text
