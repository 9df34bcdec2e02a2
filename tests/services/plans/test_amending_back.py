"""Whatever a later text does to a plan, the text before brings back; the journal and the tables agree throughout."""

from __future__ import annotations

import hashlib
import random
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dutytrack.domain.plan.model import ParsedPlan, ParsedTask
from dutytrack.plantext.plan.reader import read_plans
from dutytrack.services.plans.amending import amend_plan
from dutytrack.services.plans.documents import DocumentText, ReadPlan
from dutytrack.services.plans.importing import import_plan
from dutytrack.store.file.connection import open_reader
from dutytrack.store.journal.verify import verify
from dutytrack.store.undo import undo

PLANS = sorted((Path(__file__).parents[3] / "seed" / "demo" / "plans").glob("*.txt"))
STANDING = """
    SELECT t.title, t.text, f.status <> 'dropped', f.due, f.leads,
           (SELECT COUNT(*) FROM assignment a WHERE a.task_id = t.id),
           (SELECT group_concat(d.date || d.text) FROM deadline d WHERE d.task_id = t.id AND d.until IS NULL),
           (SELECT COUNT(*) FROM occurrence o WHERE o.task_id = t.id),
           (SELECT group_concat(i.name || i.value) FROM indicator i WHERE i.task_id = t.id AND i.until IS NULL)
    FROM task t JOIN task_fact f ON f.task_id = t.id WHERE f.status <> 'dropped' ORDER BY t.title
"""


def shuffled(plan: ParsedPlan, seed: int) -> ParsedPlan:
    """The plan with some tasks gone, some changed, some moved; the same for the same seed."""
    dice = random.Random(seed)
    tasks = [_changed(task, dice) for task in plan.tasks if dice.random() > 0.2]
    place = dice.randrange(len(tasks))
    return replace(plan, tasks=(*tasks[place:], *tasks[:place]))


def _changed(task: ParsedTask, dice: random.Random) -> ParsedTask:
    changes: tuple[dict[str, Any], ...] = (
        {},
        {"title": task.title + "和应用"},
        {"lead": task.responsible[:1] or task.lead},
        {"deadlines": ()},
        {"recurring": ()},
        {"indicators": tuple(replace(figure, value=figure.value + 1) for figure in task.indicators)},
        {"indicators": ()},
    )
    return replace(task, **dice.choice(changes))


@pytest.mark.parametrize("seed", range(4))
def test_the_text_before_brings_everything_back(books, today, seed):
    path = PLANS[seed % len(PLANS)]
    text = path.read_text(encoding="utf-8")
    [plan] = read_plans(text, path.name)

    def reading(version: int) -> DocumentText:
        words = f"{text}\n{version}"
        return DocumentText(path.name, "text/plain", hashlib.sha256(words.encode()).hexdigest(), words)

    books.run(import_plan, parsed=plan, document=reading(0), code="DEMO", today=today)
    first = books.rows(STANDING)
    for version, parsed in enumerate((shuffled(plan, seed), plan, shuffled(plan, seed + 100)), start=1):
        books.run(amend_plan, read=ReadPlan(parsed, reading(version)), code="DEMO")
        if parsed is plan:
            assert books.rows(STANDING) == first
    for _again in range(3):
        undo(books.ledger, actor="tester")

    assert books.rows(STANDING) == first
    with closing(open_reader(books.ledger.path)) as reader:
        assert verify(reader).ok
