"""The one vocabulary: what a table shows can be asked for and sorted by under the name that stands above it."""

from __future__ import annotations

import ast
import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from gettext import translation
from pathlib import Path
from typing import Any

import pytest

import dutytrack.reports
from dutytrack.domain.query.fields import FIELD_NAMES, FIELDS, spelled
from dutytrack.domain.query.parsing import Condition, parse
from dutytrack.i18n import DOMAIN, LOCALE
from dutytrack.reports.model import columns_of
from dutytrack.store.reading.tasks import SORTS
from dutytrack.tui.ledger.task_table import COLUMNS

TODAY = dt.date(2026, 7, 15)
CHINESE = translation(DOMAIN, LOCALE, ["zh"]).gettext
OF_OTHER_THINGS = {
    "appraisal", "cadences", "evidence", "journal", "lint", "people", "plans", "register", "status", "units", "why",
}  # fmt: skip
"""The reports whose rows are no tasks: counts, files, plans, units, persons, rules."""
NOT_OF_TASKS = {
    "agenda": {"matter", "command"},
    "amendment": {"change", "field", "before", "after"},
    "diff": {"by what", "lamp before", "progress before", "due before", "status before", "lead units before"},
    "extensions": {
        "decision", "first date", "date now", "wished", "granted to", "times extended", "days added", "asked on",
        "asked late", "decided on", "decided by", "reason", "note",
    },
    "instructions": {
        "instruction", "written by", "class", "state", "written", "answer by", "words", "sent up on", "settled",
        "written on", "written again after", "noted by",
    },
    "orders": {
        "order", "issued", "reply by", "reply", "replied", "ground", "previous order", "stands", "answer",
        "issued by", "why",
    },
    "overdue": {
        "state", "why", "of them at work", "members not done", "members sent back", "order", "reply by",
        "day handed in", "day sent back",
    },
    "progress": {
        "day", "percent", "verified", "sent back", "evidence", "text", "hints", "problem", "next step", "reported by",
    },
    "reminders": {"why", "asked this year", "period", "sent", "text"},
    "rulestrial": {"name", "in use", "rules", "source", "rule", "when", "because", "now", "then"},
}  # fmt: skip
"""Headings of columns about something else than the task: an order, an extension, a lateness, how it was before."""
VALUES = {"name": "a", "unit": "a", "number": "1", "date": "2026"}


def headings(report: Path) -> Iterator[str]:
    """The headings in one module of reports, by the keys that stand in the source."""
    nodes: list[Any] = list(ast.walk(ast.parse(report.read_text(encoding="utf-8"))))
    named = {getattr(node.targets[0], "id", ""): node.value for node in nodes if isinstance(node, ast.Assign)}
    for call in nodes:
        if getattr(getattr(call, "func", None), "id", "") == "columns_of":
            keys = named[call.args[0].id] if isinstance(call.args[0], ast.Name) else call.args[0]
            own = {label.arg: label.value.args[0].value for label in call.keywords}
            yield from (own.get(column.key, column.label) for column in columns_of(keys.value))


SHOWN: dict[str, set[str]] = defaultdict(set)
for module in sorted(Path(dutytrack.reports.__path__[0]).glob("*.py")):
    if module.stem not in OF_OTHER_THINGS:
        SHOWN[module.stem] |= set(headings(module))
SHOWN["the screen"] = {column.label for column in COLUMNS}
HEADINGS = sorted({word for report, words in SHOWN.items() for word in words - NOT_OF_TASKS.get(report, set())})


def asked(spelling: str) -> str:
    """The field that a query asks by ``spelling``, with a value that the field takes."""
    entry = FIELDS[FIELD_NAMES[spelled(spelling)]]
    (term,) = parse(f"{spelling}:{next(iter(entry.choices), VALUES.get(entry.kind))}", TODAY).terms
    assert isinstance(term, Condition)
    return term.field


def test_headings_are_found_at_all():
    assert {"key", "days late", "lead units", "number in the plan", "Sharing", "Pace"} <= set(HEADINGS)


@pytest.mark.parametrize("heading", HEADINGS)
def test_every_heading_about_tasks_can_be_asked_for_in_both_languages(heading):
    assert asked(heading) == asked(CHINESE(heading))


@pytest.mark.parametrize("heading", [word for word in HEADINGS if word != "role"])
def test_every_heading_about_tasks_can_be_sorted_by(heading):
    assert {FIELD_NAMES[spelled(heading)], FIELD_NAMES[spelled(CHINESE(heading))]} <= set(SORTS)


@pytest.mark.parametrize("report", NOT_OF_TASKS)
def test_headings_about_something_else_are_still_shown(report):
    assert NOT_OF_TASKS[report] <= SHOWN[report]


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_every_column_of_the_screen_is_a_field_by_its_name(column):
    assert column.name in FIELDS
    assert column.name in SORTS


@pytest.mark.parametrize("spelling", [word for entry in FIELDS.values() for word in entry.spellings])
def test_every_spelling_asks_for_its_field(spelling):
    assert spelling in FIELDS[asked(spelling)].spellings
    assert asked(spelling.upper()) == asked(spelling)


def test_no_two_fields_share_a_spelling():
    spellings = [spelled(word) for entry in FIELDS.values() for word in entry.spellings]

    assert len(spellings) == len(set(spellings)) == len(FIELD_NAMES)


def test_a_list_is_sorted_by_every_field_that_says_so():
    assert set(SORTS) == {entry.name for entry in FIELDS.values() if entry.sortable}


@pytest.mark.parametrize(
    "written", ["days late>3", "days_late>3", "Days-Late>3", "days  late>3", "逾期天数＞3", "late>3"]
)
def test_a_heading_of_several_words_is_one_field(written):
    assert parse(written, TODAY).terms == parse("late>3", TODAY).terms


@pytest.mark.parametrize(
    ("spelling", "name"), [("编号", "key"), ("方案中编号", "ref"), ("序号", "no"), ("任务", "title")]
)
def test_the_number_above_every_table_is_the_key(spelling, name):
    assert FIELD_NAMES[spelling] == name
