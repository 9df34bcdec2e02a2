"""Names that were corrected before, offered again: what looks like a misprint of the name that it became."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from dutytrack.domain.plan.model import ROLES, ParsedPlan, ParsedTask
from dutytrack.domain.plan.problems import Problem

ALIKE = 2 / 3
"""The share of common characters above which one name may be the other misprinted."""


def likely_offers(renamed: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Names with what they became, where the two look alike: a misprint, not one unit put in another's place."""
    return {raw: accepted for raw, accepted in renamed if is_likely_misprint(raw, accepted)}


def is_likely_misprint(raw: str, accepted: str) -> bool:
    """Whether ``raw`` looks like ``accepted`` written wrongly: more than two thirds of the characters are the same."""
    return SequenceMatcher(None, raw, accepted, autojunk=False).ratio() > ALIKE


def with_offers(plan: ParsedPlan, offers: Mapping[str, str]) -> ParsedPlan:
    """``plan`` with the names that are keys of ``offers`` corrected, each with a doubt; itself where it has none."""
    tasks = tuple(_with_offers(task, offers) for task in plan.tasks)
    return plan if tasks == plan.tasks else replace(plan, tasks=tasks)


def _with_offers(task: ParsedTask, offers: Mapping[str, str]) -> ParsedTask:
    """``task`` with the names that were corrected before corrected again, unless the right one is there already."""
    found: list[Problem] = []
    roles: dict[str, Any] = {}
    for role in ROLES:
        names = {mention.name for mention in task.units(role)}
        mended = {name: offers[name] for name in names if name in offers and offers[name] not in names}
        for mention in task.units(role):
            if mention.name in mended:
                line = mention.span.line if mention.span else task.lines[0]
                facts = {"raw": mention.name, "name": mended[mention.name]}
                found.append(Problem("mended-misprint", line, role, facts))
        roles[role] = tuple(replace(one, name=mended.get(one.name, one.name)) for one in task.units(role))
    if not found:
        return task
    return replace(task, **roles, problems=(*task.problems, *found))
