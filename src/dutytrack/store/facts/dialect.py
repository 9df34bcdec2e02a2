"""What differs from one database to another in the texts that ``compile`` makes: one small object a database."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Protocol

from dutytrack.domain.words.folding import fold


def quoted(words: Iterable[str]) -> str:
    """``words`` of this program's own as a list of SQL, in a fixed order."""
    return ", ".join(f"'{word}'" for word in sorted(words))


class Dialect(Protocol):
    """How a database says a few things."""

    def folds(self, connection: sqlite3.Connection) -> None:
        """Make ``folded`` known to ``connection``."""

    def folded(self, column: str) -> str:
        """``column`` as ``domain.words.folding.fold`` has it."""

    def contains(self, column: str, parameter: str) -> str:
        """Whether ``column`` holds the text of ``parameter``, which is folded; it is compared folded."""

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

    def folds(self, connection: sqlite3.Connection) -> None:
        """Make ``folded`` known to ``connection``, once: with a statement under way it takes no function anew."""
        try:
            connection.execute("SELECT folded('')").close()
        except sqlite3.OperationalError:
            as_it_is = re.compile("[0-9a-z一-龥 、。《》,.;:%()+/-]*").fullmatch

            def folded(text: str | None) -> str | None:
                # most texts are of such characters, and a look at them is far quicker than folding
                return text if text is None or as_it_is(text) else fold(text)

            connection.create_function("folded", 1, folded, deterministic=True)

    def folded(self, column: str) -> str:
        """``column`` as ``domain.words.folding.fold`` has it."""
        return f"folded({column})"

    def contains(self, column: str, parameter: str) -> str:
        """Whether ``column`` holds the text of ``parameter``, which is folded; it is compared folded."""
        return f"instr({self.folded(column)}, {parameter}) > 0"

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
