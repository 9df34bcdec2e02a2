"""What a query selects on a day, as the FROM and WHERE that every reader of tasks builds on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dutytrack.domain.query.parsing import Query, parse
from dutytrack.domain.words.roles import ROLES
from dutytrack.store.facts.duties import lend_duties
from dutytrack.store.facts.kept import facts_source
from dutytrack.store.query.compile import Compiler, all_of
from dutytrack.store.query.look import Look
from dutytrack.store.sql.dialect import Rows


def ranked(expression: str, values: Iterable[str]) -> str:
    """The place of ``expression`` among ``values``, which are this program's own, as SQL."""
    places = " ".join(f"WHEN '{value}' THEN {place}" for place, value in enumerate(values))
    return f"CASE {expression} {places} END"


ROLE_RANK = ranked("s.role", ROLES)
"""The place of an assignment ``s`` among a task's roles."""


class Selection:
    """The tasks of a query that exist on a day: facts ``f``, row ``t`` where it is needed."""

    def __init__(self, look: Look, query: Query | str, *, task_id: int | None = None) -> None:
        """Make the conditions, with ``task_id`` of that task alone; QueryError where the query can't be understood."""
        lend_duties(look.connection)
        asked = parse(query, look.as_of) if isinstance(query, str) else query
        self.connection = look.connection
        self._with_clause, self.facts = facts_source(look.connection, look.as_of.isoformat(), one=task_id is not None)
        self.compiler = Compiler(look, facts=self.facts)
        self._where = all_of(["f.exists_from <= :as_of", self.compiler.condition(asked)])
        if task_id is not None:
            self.compiler.parameters["task_id"] = task_id
            self._where = all_of([self._where, "f.task_id = :task_id"])

    @property
    def lamp(self) -> str:
        """The expression that gives a task's lamp."""
        return self.compiler.lamp

    def from_where(self, *conditions: str, reads_task: bool = False) -> str:
        """FROM and WHERE, with more ``conditions`` added.

        The task's row is joined where a condition made so far needs it, or ``reads_task`` asks for it.
        """
        task = "JOIN task t ON t.id = f.task_id" if reads_task or self.compiler.reads_task else ""
        return f"FROM {self.facts} f {task} WHERE {all_of([self._where, *conditions])}"

    def execute(self, sql: str, **parameters: object) -> Rows:
        """The rows of ``sql``, which may use everything that the selection has bound."""
        with_clause, asides = self._with_clause, ", ".join(self.compiler.asides)
        if asides:
            with_clause = f"{with_clause}, {asides} " if with_clause else f"WITH {asides} "
        return self.connection.execute(with_clause + sql, {**self.compiler.parameters, **parameters})

    def run(self, sql: str, **parameters: object) -> list[tuple[Any, ...]]:
        """All rows of ``sql``, as they are."""
        return self.execute(sql, **parameters).fetchall()
