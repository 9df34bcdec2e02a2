"""The five real documents from file to answer, where they are at hand."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def ledger(shared, tmp_path, monkeypatch, run):
    """A ledger of all five documents."""
    monkeypatch.setenv("DUTYTRACK_LEDGER", str(tmp_path / "ledger.db"))
    done = run("import", shared / "plans", "--yes")
    assert (done.code, done.err) == (0, "")
    return done


def test_a_dry_run_prints_the_plans_of_all_documents_as_one_list(run, shared):
    plans = json.loads(run("import", shared / "plans", "--dry-run", "--format", "json").out)

    assert len(plans) == 8
    assert all(plan["tasks"] for plan in plans)


def test_numbering_is_reconciled_against_the_document(ledger):
    assert "numbering 1 to 26: 26 read, none missing" in ledger.out


@pytest.mark.usefixtures("ledger")
def test_the_ledger_answers(run):
    late = json.loads(run("overdue", "--as-of", "2018-06-30", "--format", "json").out)
    led = json.loads(run("list", "lead:科技局", "due<=2017", "--format", "json").out)

    assert any(row["unit"] == "市科技局（沧州市）" for row in late)
    assert all(any("科技局" in unit for unit in row["lead"]) and row["due"] <= "2017-12-31" for row in led)
    assert led
    assert run("log", "verify").code == 0
