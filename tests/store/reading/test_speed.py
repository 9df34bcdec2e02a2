"""What keeps reading fast, told without a clock: nothing heavy is loaded, nothing big is searched row by row."""

import datetime as dt
import subprocess
import sys
from contextlib import closing

from dutytrack.store.file.connection import open_reader
from dutytrack.store.query.look import Look
from dutytrack.store.reading.overdue import overdue_rows

HEAVY = {"sqlalchemy", "sqlmodel", "pydantic", "alembic", "textual", "rich", "dateutil", "pypinyin"}


def test_reading_loads_nothing_heavy():
    program = (
        "import importlib, pkgutil, sys\nfrom dutytrack.store import reading\n"
        "for module in pkgutil.iter_modules(reading.__path__):\n"
        "    importlib.import_module(f'{reading.__name__}.{module.name}')\n"
        "reading.settings.default_rule_pack()\nprint(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not HEAVY & set(run.stdout.split())


def test_facts_of_an_earlier_day_are_found_by_indexes_even_with_statistics(office, rules):
    plan = office.plan()
    office.refreshing = False
    for number in range(60):
        office.act(
            office.task(plan, due=("2025-03-31",), number=number + 1), "received", f"2025-02-{number % 28 + 1:02}"
        )
    office.refreshing = True
    office.refresh(*(row[0] for row in office.connection.execute("SELECT id FROM task")))
    office.connection.execute("ANALYZE")
    with closing(open_reader(office.path)) as reader:
        statements: list[str] = []
        reader.set_trace_callback(statements.append)
        assert overdue_rows(Look(reader, dt.date(2025, 2, 10), rules), "") == []
        reader.set_trace_callback(None)
        (big,) = (statement for statement in statements if "MATERIALIZED" in statement)
        steps = [row[3] for row in reader.execute(f"EXPLAIN QUERY PLAN {big}")]
    assert not [step for step in steps if step.split()[:2] in (["SCAN", "a"], ["SCAN", "m"], ["SCAN", "d"])]
