"""Rules that are data: rule packs, ladders of orders, rules of appraisal; those of the program and the ledger's own.

A ledger's setting holds either the name of one that comes with the program (``seed/rules``, ``seed/ladders``,
``seed/appraisal``) or its own as TOML. Nothing heavy is imported here.
"""

from __future__ import annotations

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
    """The TOML that ``name_or_text`` names or is.

    Raises RulebookUnknownError (it is a name, and there is none like it).
    """
    if is_rulebook(name_or_text):
        return name_or_text
    path = seed_path(topic, f"{name_or_text}.toml")
    if not _is_plain(name_or_text) or not path.is_file():
        raise RulebookUnknownError(name_or_text, rulebook_names(topic))
    return path.read_text(encoding="utf-8")


def is_rulebook(text: str) -> bool:
    """Whether ``text`` is TOML rather than a name."""
    return "=" in text


def _is_plain(name: str) -> bool:
    """Whether ``name`` can be a file's name without leading anywhere else."""
    return bool(name) and all(character.isalnum() or character in "-_" for character in name)
