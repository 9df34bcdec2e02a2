"""A later text holds from its day on: what was judged of the days before stays as it was, whatever it changes."""

from __future__ import annotations

import hashlib
import random
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import select
from tests.services.plans.test_amending_back import PLANS, shuffled

from dutytrack.plantext.plan.reader import read_plans
from dutytrack.services.plans.amending import amend_plan
from dutytrack.services.plans.documents import DocumentText, ReadPlan
from dutytrack.services.plans.importing import import_plan
from dutytrack.store.file.connection import open_reader
from dutytrack.store.query.look import Look
from dutytrack.store.reading.settings import default_rule_pack
from dutytrack.store.reading.tasks import find_tasks
from dutytrack.store.tables.plans import Indicator
from dutytrack.store.tables.supervision import Measurement
from dutytrack.store.undo import undo

DAY = date(2026, 7, 1)
BEFORE = [DAY - timedelta(days=days) for days in (1, 2, 30, 91, 150, 200, 300, 400)]
WORDS = {"title", "section", "ref", "leads", "lead", "responsible", "participating", "leader", "units"}


def judged(books, days):
    """What is said of each task on each day, but for its words and units."""
    with closing(open_reader(books.ledger.path)) as reader:
        return {
            (day, row.key): {name: value for name, value in row._asdict().items() if name not in WORDS}
            for day in days
            for row in find_tasks(Look(reader, day, default_rule_pack()), "")
        }


@pytest.mark.parametrize("seed", range(6))
def test_days_before_a_later_text_are_judged_as_they_were(books, today, seed):
    path = PLANS[seed % len(PLANS)]
    text = path.read_text(encoding="utf-8")
    [plan] = read_plans(text, path.name)
    dice = random.Random(seed)

    def measure_some(session):
        for figure in session.exec(select(Indicator).where(Indicator.task_id.is_not(None))).all():
            for days in dice.sample(range(10, 500), 2):
                value, on = round(figure.value * dice.random(), 1), DAY - timedelta(days=days)
                session.add(Measurement(indicator_id=figure.id, task_id=figure.task_id, value=value, on=on))

    def reading(version: int) -> DocumentText:
        words = f"{text}\n{version}"
        return DocumentText(path.name, "text/plain", hashlib.sha256(words.encode()).hexdigest(), words)

    def moved(parsed):
        tasks = []
        for task in parsed.tasks:
            dates = tuple(replace(one, date=one.date and one.date + timedelta(days=61)) for one in task.deadlines)
            tasks.append(replace(task, deadlines=dates) if dice.random() < 0.5 else task)
        return replace(parsed, tasks=tuple(tasks))

    books.run(import_plan, parsed=plan, document=reading(0), code="DEMO", today=today)
    books.run(measure_some)
    whole = judged(books, [*BEFORE, DAY, today])
    before = {key: row for key, row in whole.items() if key[0] < DAY}
    later = moved(shuffled(plan, seed))
    books.run(amend_plan, read=ReadPlan(later, reading(1)), code="DEMO", on=DAY)

    after = judged(books, BEFORE)
    assert {key: after[key] for key in before} == before
    assert after.keys() == before.keys(), "what a later text brings is not there before its day"
    undo(books.ledger, actor="tester")
    assert judged(books, [*BEFORE, DAY, today]) == whole
