"""What another rule pack would light otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from dutytrack.domain.query.errors import NotInLedgerError
from dutytrack.domain.query.parsing import Query
from dutytrack.domain.rules.ladder import Ladder, LadderError
from dutytrack.domain.rules.packs import RulePack, RulePackError
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import Selection
from dutytrack.store.reading.clauses import figures, first_holding
from dutytrack.store.sql import dialect

_IN_ONE_QUERY = 5_000
"""How many tasks are asked about by their ids at once."""


class LampChange(NamedTuple):
    """A task whose lamp would change."""

    key: str
    title: str
    was: str
    would_be: str
    because: str
    """The clause of the rule that would decide."""


def lamp_changes(look: Look, query: Query | str, *, tried: RulePack) -> tuple[list[LampChange], int]:
    """The tasks of ``query`` whose lamp ``tried`` would change on a day, by order of entry; and the number of all.

    Raises RulePackError where a rule of ``tried`` can't be asked of this ledger.
    """
    queries = [(rule.name, rule.query(look.as_of)) for rule in tried.rules]
    for name, error in unmeant(look, queries):
        raise RulePackError(str(error), name) from error
    with dialect.statement_told(RulePackError):
        return _lamp_changes(look, query, tried)


def _lamp_changes(look: Look, query: Query | str, tried: RulePack) -> tuple[list[LampChange], int]:
    used = Selection(look, query)
    before = dict(used.run(f"SELECT f.task_id, {used.lamp} {used.from_where()}"))
    trying = Selection(Look(look.connection, look.as_of, tried), Query())
    after = trying.run(f"SELECT f.task_id, {trying.lamp} {trying.from_where()} ORDER BY f.task_id")
    changed = [task for task, lamp in after if before.get(task, lamp) != lamp]
    found: list[LampChange] = []
    for start in range(0, len(changed), _IN_ONE_QUERY):
        found += _told(trying, changed[start : start + _IN_ONE_QUERY], tried, before)
    return found, len(before)


def unmeant(look: Look, queries: Iterable[tuple[str, Query]]) -> Iterator[tuple[str, NotInLedgerError]]:
    """Those of the ``queries`` that name a unit or plan which the ledger doesn't know, each with what is wrong."""
    compiler = Selection(look, Query()).compiler
    for name, query in queries:
        try:
            compiler.condition(query)
        except NotInLedgerError as error:
            yield name, error


def check_starts(look: Look, tried: Ladder) -> None:
    """Hold the starts of ``tried`` against every task on a day; LadderError where this ledger can't be asked one."""
    queries = [(start.when, start.query(look.as_of)) for start in tried.starts]
    for name, error in unmeant(look, queries):
        raise LadderError(str(error), name) from error
    selection = Selection(look, Query())
    with dialect.statement_told(LadderError):
        starts = first_holding([selection.compiler.condition(query) for _name, query in queries])
        selection.run(f"SELECT {starts} {selection.from_where(reads_task=True)}")


def _told(trying: Selection, tasks: Collection[int], tried: RulePack, before: dict[int, str]) -> Iterator[LampChange]:
    columns = f"t.id, t.key, t.title, {first_holding(trying.compiler.rule_conditions())}"
    wanted = trying.from_where(f"f.task_id IN ({', '.join(map(str, tasks))})", reads_task=True)
    for task, key, title, place, *seen in trying.run(f"SELECT {columns} {wanted} ORDER BY t.id"):
        rule = tried.rules[place]
        yield LampChange(key, title, before[task], rule.lamp, rule.reason(figures(seen)))
