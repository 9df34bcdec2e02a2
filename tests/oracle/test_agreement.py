"""The program says of every task on every day what the ledger's rows come to when they are worked out anew.

``judgement`` is the second opinion, and there is no field in which the program may judge otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from tests.oracle.judgement import Case, Judgement, judge
from tests.oracle.office import play
from tests.oracle.rows import Book

from dutytrack.store.file.connection import open_reader
from dutytrack.store.query.look import Look
from dutytrack.store.reading.detail import task_detail
from dutytrack.store.reading.lamps import lamp_table
from dutytrack.store.reading.settings import default_rule_pack
from dutytrack.store.reading.tasks import TaskRow, find_tasks

DAYS = 50
FLAGS = (
    *("overdue", "duty-missed", "unanswered", "sent-back", "silent", "unreceived", "unowned", "joint", "vague"),
    *("collective", "waiting", "accepted", "late", "met-late", "to-mark", "undated", "unknown"),
)
VALUES = ("status", "status_on", "due", "due_origin", "days_late", "progress", "claimed", "behind", "lamp")


@dataclass(frozen=True)
class Comparison:
    """One field of one task on one day, as both say it."""

    ledger: str
    key: str
    day: date
    field: str
    program: object
    oracle: object

    @property
    def agrees(self) -> bool:
        if isinstance(self.program, float) and isinstance(self.oracle, float):
            return abs(self.program - self.oracle) < 1e-6
        return self.program == self.oracle

    def __str__(self) -> str:
        return f"{self.ledger} {self.key} {self.day} {self.field}: {self.program}, by its rows {self.oracle}"


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        yield patch


@pytest.fixture(scope="session")
def demo(demo_ledger: Path) -> Path:
    return demo_ledger


@pytest.fixture(scope="session")
def generated(made_once: Callable[..., Path], environment: pytest.MonkeyPatch) -> Path:
    return made_once("generated", lambda ledger: play(ledger, environment))


@pytest.fixture(scope="session")
def compared(demo: Path, generated: Path) -> list[Comparison]:
    """Every field of every task on fifty days of both ledgers."""
    spans = ((demo, date(2024, 1, 1), date(2026, 12, 31)), (generated, date(2024, 12, 20), date(2026, 12, 31)))
    return [one for path, first, last in spans for one in comparisons(path, first, last)]


def comparisons(path: Path, first: date, last: date) -> Iterator[Comparison]:
    with closing(open_reader(path)) as reader:
        book = Book(reader)
        for place in range(DAYS):
            day = first + (last - first) * place // (DAYS - 1)
            rows = {row.key: row for row in find_tasks(Look(reader, day, default_rule_pack()), "")}
            cases = {task.key: Case(book, task, day) for task in book.all("task")}
            there = {key for key, case in cases.items() if case.exists_from <= day}
            yield Comparison(path.parent.name, "all", day, "keys", set(rows), there)
            for key in there & set(rows):
                yield from _of_task(path.parent.name, rows[key], cases[key])


def _of_task(ledger: str, row: TaskRow, case: Case) -> Iterator[Comparison]:
    program, oracle = fields_of(row), fields_of(case.judgement)
    for field in (*VALUES, *FLAGS):
        yield Comparison(ledger, row.key, case.day, field, program[field], oracle[field])


def fields_of(one: TaskRow | Judgement) -> dict[str, object]:
    """What is compared, by the names of the fields; each flag is one."""
    return {name: getattr(one, name) for name in VALUES} | {flag: flag in one.flags for flag in FLAGS}


def test_all_agrees(compared: list[Comparison]) -> None:
    differing = [one for one in compared if not one.agrees]
    counts = Counter(one.field for one in differing)
    assert not differing, "\n".join([str(dict(counts)), *map(str, differing[:40])])
    assert len(compared) > DAYS * 100 * len(VALUES)


@pytest.mark.parametrize("ledger", ["demo", "generated"])
def test_lists_counts_and_details_say_the_same(request: pytest.FixtureRequest, ledger: str) -> None:
    with closing(open_reader(request.getfixturevalue(ledger))) as reader:
        for day in (date(2025, 7, 1), date(2026, 3, 1), date(2026, 7, 15)):
            look = Look(reader, day, default_rule_pack())
            rows = find_tasks(look, "")
            counts = Counter(row.lamp for row in rows)
            assert {lamp: n for lamp, n in lamp_table(look, "").total.counts.items() if n} == counts
            for row in rows[::9]:
                detail = task_detail(look, row.key)
                assert detail is not None
                assert detail.row == row


def test_the_drawn_ledger_holds_many_tasks_and_every_kind_of_act(generated: Path) -> None:
    with closing(open_reader(generated)) as reader:
        names = {name for (name,) in reader.execute("SELECT DISTINCT name FROM journal")}
        assert reader.execute("SELECT COUNT(*) FROM task").fetchone() == (64,)
        kinds = {kind for (kind,) in reader.execute("SELECT DISTINCT kind FROM action")}
    assert names >= set(ACTS)
    assert {"omitted", "restored"} <= kinds


ACTS = (
    *("receive", "progress add", "measure", "submit", "verify", "return", "suspend", "resume", "drop", "close"),
    *("reopen", "done", "duty", "order", "reply", "extend ask", "extend grant", "extend refuse", "exempt"),
    *("cadence", "units members", "units succeed", "conclude", "setting", "add", "import"),
)


@pytest.mark.parametrize(
    ("key", "day", "expected"),
    [
        # a participating unit signs and hands in: the lead has done nothing, and the date passes
        (
            "P3-1",
            "2025-07-04",
            {"status": "pending", "unreceived": True, "overdue": True, "days_late": 4, "lamp": "red"},
        ),
        ("P3-16", "2026-03-01", {"status": "pending", "waiting": False, "unanswered": True, "lamp": "red"}),
        ("P3-14", "2025-04-04", {"duty-missed": True, "lamp": "red"}),
        ("P3-15", "2025-06-30", {"progress": None}),
        # reported as whole, sent back as untrue: nobody knows how far it is, and it is yellow until reported anew
        (
            "P3-2",
            "2025-05-05",
            {"status": "active", "progress": None, "claimed": False, "behind": None, "lamp": "yellow"},
        ),
        # one of two figures is reached, the other was never measured
        ("P3-3", "2025-07-04", {"progress": None, "behind": None}),
        # a stage that was reached stays so: what counts is how far the next one is
        ("P3-4", "2025-12-31", {"progress": 1000 / 84}),
        ("P3-4", "2026-06-02", {"progress": 0.0}),
        # one of two members was sent back: the other handing in does not hand in the task
        ("P3-5", "2025-04-01", {"status": "active", "waiting": False, "progress": 75.0}),
        # an order given on the day of an extension, after it, has to be answered
        # one hands in anew on the day it was sent back; then all is returned, and each has to say so anew
        ("P3-18", "2025-03-03", {"status": "active", "sent-back": False, "progress": None}),
        ("P3-18", "2025-03-04", {"status": "submitted", "progress": 100.0}),
        ("P3-18", "2025-03-12", {"status": "active", "sent-back": True, "progress": None}),
        ("P3-18", "2025-04-01", {"sent-back": True, "progress": 90.0}),
        ("P3-18", "2025-04-30", {"sent-back": False, "progress": 92.5}),
        # each member does what recurs: one alone is not enough; who has done all has not to
        ("P3-19", "2025-04-05", {"duty-missed": True, "lamp": "red"}),
        ("P3-19", "2025-04-11", {"duty-missed": False}),
        ("P3-19", "2025-07-03", {"duty-missed": True}),
        ("P3-20", "2025-04-05", {"duty-missed": False}),
        ("P3-20", "2025-07-05", {"duty-missed": True}),
        ("P3-20", "2025-07-09", {"duty-missed": False}),
        ("P3-6", "2025-04-01", {"due": date(2026, 5, 31), "due_origin": "extended", "unanswered": True, "lamp": "red"}),
        ("P3-7", "2025-04-01", {"status": "active", "status_on": date(2025, 3, 10), "progress": 10.0}),
        # what a participating unit reported is not the lead's once it takes over from it
        # the one member that reported was checked: nothing of the mean is a mere claim
        ("P3-17", "2025-07-01", {"progress": 60.0, "behind": None, "claimed": False}),
        ("P3-8", "2025-12-01", {"status": "active", "progress": None}),
        ("P3-10", "2025-06-01", {"due": None, "undated": True, "unknown": True}),
        # handed in after the date: yellow, and its days late stand still
        ("P3-11", "2025-06-01", {"lamp": "yellow", "late": True, "overdue": True, "days_late": 35}),
        ("P3-11", "2026-06-01", {"lamp": "yellow", "late": True, "overdue": True, "days_late": 35}),
        ("P3-12", "2025-06-11", {"progress": 80.0, "claimed": True}),
        ("P3-12", "2025-07-02", {"status_on": date(2025, 6, 10)}),
    ],
)
def test_the_second_opinion(generated: Path, key: str, day: str, expected: dict[str, object]) -> None:
    with closing(open_reader(generated)) as reader:
        judged = fields_of(judge(Book(reader), date.fromisoformat(day))[key])
    assert {field: judged[field] for field in expected} == expected
