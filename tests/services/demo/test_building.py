"""The demo ledger, and the plans that come with the program."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from datetime import date

import pytest

from dutytrack.errors import DutyTrackError
from dutytrack.seedfiles import seed_path
from dutytrack.services.demo.building import build_demo
from dutytrack.services.demo.seeds import SeedFileError, SeedNotFoundError, seed_file, seed_plans
from dutytrack.services.plans.files import read_plan_file
from dutytrack.store.file.connection import open_reader
from dutytrack.store.journal.verify import verify
from dutytrack.store.ledger import Ledger
from dutytrack.store.query.look import Look
from dutytrack.store.reading.lamps import lamp_counts
from dutytrack.store.reading.settings import default_rule_pack
from dutytrack.store.reading.tasks import count_tasks


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    path = tmp_path_factory.mktemp("demo") / "ledger.db"
    with Ledger.open(path, create=True, durable=False) as ledger:
        built = build_demo(ledger)
    with closing(open_reader(path)) as reader:
        yield built, reader


def test_the_demo_holds_four_plans_and_what_was_done(demo):
    built, reader = demo
    assert reader.execute("SELECT COUNT(*) FROM task").fetchone()[0] >= 80
    assert reader.execute("SELECT COUNT(*) FROM plan").fetchone()[0] == 4
    assert reader.execute("SELECT value FROM setting WHERE key = 'today'").fetchone()[0] == built.isoformat()


def test_every_lamp_shows_on_the_demos_day(demo):
    built, reader = demo
    counts = lamp_counts(Look(reader, built, default_rule_pack()), "").counts
    assert all(counts.values()), counts


def test_every_command_is_stamped_with_the_day_of_what_it_says(demo):
    _built, reader = demo
    stamps = reader.execute(
        'SELECT DISTINCT substr(j.at, 1, 10), json_extract(j.after, "$.on") FROM journal j '
        "WHERE j.entity IN ('action', 'progress_report', 'supervision_order', 'verification')"
    ).fetchall()
    before_its_plan = [(at, on) for at, on in stamps if at != on]
    assert len(stamps) > 100
    assert all(at > on for at, on in before_its_plan)
    assert len(before_its_plan) <= 1
    assert reader.execute("SELECT COUNT(DISTINCT command) FROM journal").fetchone()[0] > 300


def test_the_demos_city_is_alive(demo):
    built, reader = demo
    counts = {
        table: reader.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
        for table in ("progress_report", "reminder", "supervision_order", "order_reply", "extension", "verification",
                      "measurement", "confidence", "portfolio", "contact", "cadence", "exempt_month")
    }  # fmt: skip
    assert counts["progress_report"] >= 200
    assert all(counts.values()), counts
    marks = [row[0] for row in reader.execute("SELECT mark FROM supervision_order WHERE year = 2026 ORDER BY number")]
    assert marks == [f"临督〔2026〕{number}号" for number in range(1, len(marks) + 1)]
    behind = count_tasks(Look(reader, built, default_rule_pack()), "behind>=10")
    assert behind > 0
    assert verify(reader).ok


def test_units_of_the_demos_plans_are_those_of_its_register(demo):
    _built, reader = demo
    full = reader.execute("SELECT COUNT(*) FROM unit_name WHERE kind = 'short'").fetchone()[0]
    assert full > 0
    doubled = reader.execute(
        "SELECT n.name FROM unit_name n JOIN unit u ON u.id = n.unit_id GROUP BY u.jurisdiction, n.name "
        "HAVING COUNT(DISTINCT n.unit_id) > 1"
    ).fetchall()
    assert doubled == []


@pytest.mark.parametrize(
    "broken",
    [
        '[[act]]\ndo = "close"\non = 2026-03-01\n',
        '[[act]]\ndo = "celebrate"\non = 2026-03-01\nplan = "business-2026"\ntitle = "x"\n',
        '[[act]]\ndo = "close"\non = 2026-03-01\nplan = "business-2026"\ntitle = "没有的任务"\n',
        "[[act]\n",
    ],
)
def test_a_demo_that_does_not_fit_says_where(tmp_path, broken):
    folder = tmp_path / "demo"
    shutil.copytree(seed_path("demo"), folder)
    (folder / "acts.toml").write_text(broken, encoding="utf-8")
    with Ledger.open(tmp_path / "x.db", create=True) as ledger, pytest.raises(SeedFileError):
        build_demo(ledger, folder=folder)


def test_the_seed_lists_its_plans():
    plans = {plan.name: plan for plan in seed_plans()}
    assert plans["huzhou-2013"].jurisdiction == "湖州市"
    assert sum(plan.tasks for plan in plans.values()) == 182


def test_an_unknown_seed_lists_those_there_are():
    with pytest.raises(SeedNotFoundError, match=r"cangzhou-2015-sci-tech, .*xining"):
        seed_file("atlantis")


@pytest.mark.parametrize(
    "text", ["", "{", "[" * 100_000, "[]", "{}", '{"plan": {"title": null}, "tasks": []}', '{"tasks": 3}', "7"]
)
def test_a_json_file_that_is_no_reading_is_said_plainly(tmp_path, text):
    path = tmp_path / "plans.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DutyTrackError, match=r"plans\.json"):
        read_plan_file(path)


def test_a_list_of_readings_is_several_plans(tmp_path):
    plan = {"plan": {"title": "方案"}, "tasks": [{"ref": "1", "title": "任务", "lead": [{"name": "市科技局"}]}]}
    path = tmp_path / "plans.json"
    path.write_text(json.dumps([plan, plan]), encoding="utf-8")
    file = read_plan_file(path)
    assert [read.source for read in file.plans] == ["plans.json", "plans.json"]
    assert file.document.media_type == "application/json"


def test_a_text_file_is_read_as_a_document(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(
        "临澜市2026年海洋工作要点\n一、重点任务\n(一)建设渔港。到2026年底前建成。\n责任单位:市海洋局。\n",
        encoding="gb18030",
    )
    file = read_plan_file(path)
    [task] = file.plans[0].tasks
    assert task.deadlines[0].date == date(2026, 12, 31)
    assert file.document.name == "plan.txt"
