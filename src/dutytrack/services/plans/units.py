"""The units that a plan names: found or entered, and what is doubtful about the new ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from dutytrack.domain.plan.model import ROLES, ParsedPlan, ParsedTask, Role, UnitMention
from dutytrack.domain.plan.problems import Problem
from dutytrack.domain.units.names import name_parts
from dutytrack.services.desk import Desk
from dutytrack.services.units.register import UnitDoubt, UnitRegister
from dutytrack.store.tables.plans import Unit

_CODES = {"former": "former-unit", "unknown": "unknown-unit"}
"""The doubts with a problem of their own; every other is ``near-unit``."""
LEDGER_DOUBTS = frozenset({"near-unit", *_CODES.values()})
"""Problems that only the ledger's units can raise: reading the text does not."""


@dataclass(frozen=True, slots=True)
class PlanUnits:
    """The units of a plan, and its tasks with what is doubtful about them."""

    by_name: dict[str, Unit]
    """By each name as the plan has it, completed."""
    tasks: tuple[ParsedTask, ...]
    """Each doubt stands at the first task that names the unit."""
    problems: tuple[Problem, ...]


def with_unit_problems(desk: Desk, parsed: ParsedPlan, *, each: bool = False) -> ParsedPlan:
    """``parsed`` with what importing it would doubt about its units; nothing is written.

    With ``each``, a doubt that names another unit stands at each task that names the one in doubt.
    """
    register = UnitRegister(desk.session, parsed.jurisdiction or "", trying=True)
    return replace(parsed, tasks=units_of_plan(register, parsed, today=desk.today, each=each).tasks)


def units_of_plan(register: UnitRegister, parsed: ParsedPlan, *, today: date, each: bool = False) -> PlanUnits:
    """Find or enter all units that ``parsed`` names, as they went on the day it was issued.

    ``today`` counts where the plan says nothing of its own time. With ``each``, a doubt that names another unit stands
    at each task that names the one in doubt.
    """
    said = parsed.issued or parsed.period.start
    on = said or today
    lists = [[mention.name for mention in task.all_units] for task in parsed.tasks]
    units = register.resolve((name for names in lists for name in names), on=on, lists=lists)
    doubts = {doubt.name: doubt for doubt in register.doubts(on=on, dated=said is not None)}
    matches = {name: register.match(name, on=on) for name in units}
    mended = {name: units[name].name for name, match in matches.items() if match and match.how == "misprint"}
    return _with_problems(units, parsed.tasks, _Doubts(doubts, mended, each))


class _Doubts(NamedTuple):
    """What is to be said of the names of a plan."""

    units: dict[str, UnitDoubt]
    """By the unit's name."""
    mended: dict[str, str]
    """Misprinted names with the right ones."""
    each: bool
    """Whether a doubt that names another unit stands at each task that names the one in doubt."""


def _with_problems(units: dict[str, Unit], tasks: Iterable[ParsedTask], doubts: _Doubts) -> PlanUnits:
    doubted: list[ParsedTask] = []
    problems: list[Problem] = []
    told: set[str] = set()
    for task in tasks:
        found = [problem for problem in _problems_of(task, doubts, told) if problem not in task.problems]
        problems += found
        doubted.append(replace(task, problems=(*task.problems, *found)) if found else task)
    return PlanUnits(units, tuple(doubted), tuple(problems))


def _problems_of(task: ParsedTask, doubts: _Doubts, told: set[str]) -> Iterator[Problem]:
    """What is to be said at ``task``, but for what was ``told`` of units before; those told of now are added there."""
    for role in ROLES:
        for mention in task.units(role):
            doubt = doubts.units.get(name_parts(mention.name).name)
            if doubt is not None and (doubt.name not in told or (doubts.each and doubt.suggestion is not None)):
                told.add(doubt.name)
                yield _doubtful(doubt, task, role, mention)
            if mention.name in doubts.mended:
                facts = {"raw": mention.name, "name": doubts.mended[mention.name]}
                yield Problem("mended-misprint", _line(task, mention), role, facts)


def _doubtful(doubt: UnitDoubt, task: ParsedTask, role: Role, mention: UnitMention) -> Problem:
    facts = {"name": doubt.name, "how": doubt.how, "confidence": f"{doubt.confidence:.2f}"}
    if doubt.suggestion is not None:
        facts["suggestion"] = doubt.suggestion
    return Problem(_CODES.get(doubt.how, "near-unit"), _line(task, mention), role, facts)


def _line(task: ParsedTask, mention: UnitMention) -> int:
    return mention.span.line if mention.span is not None else task.lines[0]
