"""What differs from one database to another in the texts that ``compile`` makes: one small object a database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Dialect(Protocol):
    """How a database says a few things."""

    def contains(self, column: str, parameter: str) -> str:
        """Whether ``column`` holds the text of ``parameter``, upper and lower case alike."""

    def section_contains(self, column: str, parameter: str) -> str:
        """Whether one of the headings in the JSON list ``column`` holds the text of ``parameter``."""

    def search(self, parameter: str) -> str:
        """The ids of tasks whose words match ``parameter``, as made by ``phrases``."""

    def phrases(self, phrases: Sequence[str]) -> str:
        """The value for ``search`` that asks for any of ``phrases``."""

    def days_between(self, earlier: str, later: str) -> str:
        """Whole days from one date to another."""


class SQLite:
    """SQLite, dates as ISO text."""

    def contains(self, column: str, parameter: str) -> str:
        """Whether ``column`` holds the text of ``parameter``, upper and lower case alike."""
        return f"instr(lower({column}), lower({parameter})) > 0"

    def section_contains(self, column: str, parameter: str) -> str:
        """Whether one of the headings in the JSON list ``column`` holds the text of ``parameter``."""
        return f"EXISTS (SELECT 1 FROM json_each({column}) h WHERE {self.contains('h.value', parameter)})"  # noqa: S608

    def search(self, parameter: str) -> str:
        """The ids of tasks whose words match ``parameter``, as made by ``phrases``."""
        return f"SELECT rowid FROM task_text WHERE task_text MATCH {parameter}"  # noqa: S608

    def phrases(self, phrases: Sequence[str]) -> str:
        """The value for ``search`` that asks for any of ``phrases``."""
        from dutytrack.store.facts.search import phrase

        return " OR ".join(phrase(text) for text in phrases)

    def days_between(self, earlier: str, later: str) -> str:
        """Whole days from one date to another."""
        return f"CAST(julianday({later}) - julianday({earlier}) AS INTEGER)"


SQLITE = SQLite()
