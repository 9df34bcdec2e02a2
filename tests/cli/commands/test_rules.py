"""rules and appraise: rules that are data are listed, tried, adopted; points are traced to their facts."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.usefixtures("ledger")
OWN = """name = "own"
title = { en = "Our own" }
[[rule]]
name = "all"
lamp = "grey"
when = ""
because = { en = "grey they are" }
"""


def packs(run):
    return {row["name"]: row for row in json.loads(run("rules", "list", "--format", "json").out)}


def test_the_packs_are_listed_with_their_sources(run):
    found = packs(run)

    assert set(found) == {"13710", "default", "points-behind", "three-colour", "three-colour-near"}
    assert [name for name, row in found.items() if row["in_use"]] == ["default"]
    assert all(row["source"] for row in found.values())


def test_a_pack_is_shown_by_name_else_the_one_in_use(run):
    assert "origin:inherited" in run("rules", "show", "13710").out
    assert run("rules", "show").out == run("rules").out
    code, _out, err = run("rules", "show", "13711")
    assert code == 2
    assert "did you mean 13710" in err


def test_a_pack_is_adopted_as_a_command_of_the_journal_and_undone(run):
    tried = run("rules", "try", "three-colour").out
    code, out, _err = run("rules", "use", "three-colour", "--reason", "试行三色督办")

    assert code == 0
    assert out == "rule pack three-colour (Three colours by escalation) in place of default\n"
    assert packs(run)["three-colour"]["in_use"]
    assert tried.startswith("red-yellow\tBH25-1\t")
    assert json.loads(run("list", "BH25-1", "--format", "json").out)[0]["lamp"] == "yellow", "as the trial said"
    assert run("rules", "try", "three-colour").out == ""

    assert run("undo").code == 0
    assert packs(run)["default"]["in_use"]


def test_a_trial_says_what_would_change_and_counts_it(run):
    code, out, _err = run("rules", "try", "three-colour", "--format", "markdown", "--exit-code")

    assert code == 1
    assert "### red to yellow: 2" in out
    assert "- would change: 2" in out
    assert "its deadline 2026-06-30 passed 15 days ago: due for its first order" in out
    assert run("rules", "try", "three-colour", "--as-of", "2025-02-01", "--exit-code").code == 0
    assert run("rules", "try", "three-colour", "lead:市人社局").out.count("\n") == 1


def test_a_pack_of_one_s_own_is_tried_from_a_file_and_kept_in_the_ledger(run, tmp_path):
    file = tmp_path / "own.toml"
    file.write_text(OWN, encoding="utf-8")

    assert run("rules", "try", file).out.count("grey they are") == 3
    assert run("rules", "use", file).code == 0
    file.unlink()
    assert run("status", "--format", "csv").code == 0
    assert packs(run)["own"]["in_use"]


def test_a_file_that_is_no_pack_is_refused(run, tmp_path):
    (tmp_path / "bad.toml").write_text("name = 'bad'", encoding="utf-8")

    assert "no [[rule]]" in run("rules", "use", tmp_path / "bad.toml").err
    assert "can't be read" in run("rules", "try", tmp_path / "missing.toml").err
    assert packs(run)["default"]["in_use"]


def test_the_setting_takes_only_packs_that_there_are(run):
    assert run("setting", "set", "rule_pack", "13710").code == 0
    assert run("setting", "set", "rule_pack", "13711").code == 2
    assert packs(run)["13710"]["in_use"]


def test_units_are_appraised_and_their_points_traced(run):
    run("done", "BH25-1", "--date", "2025", "--on", "2025-12-20")
    ranks = json.loads(run("appraise", "--period", "2026Q2", "--format", "json").out)
    facts = json.loads(run("appraise", "--period", "2026Q2", "--unit", "市人社局", "--format", "json").out)

    scores = {row["unit"]: (row["rank"], row["score"]) for row in ranks}
    assert (scores["市科技局"], scores["市人社局"]) == ((4, 96.5), (5, 95.0))
    assert scores["各县(市、区)政府"] == (None, 100.0)
    assert [(fact["key"], fact["fact"], fact["points"]) for fact in facts] == [("BH25-2", "overdue", -5.0)]
    assert 100 + sum(fact["points"] for fact in facts) == 95.0


@pytest.mark.parametrize("form", ["table", "csv", "markdown"])
def test_an_appraisal_comes_in_every_form(run, form):
    code, out, _err = run("appraise", "--period", "2026-06", "--format", form)

    assert code == 0
    assert "市人社局" in out


@pytest.mark.parametrize("period", ["soon", "2026Q5", ""])
def test_what_is_no_period_is_refused(run, period):
    code, _out, err = run("appraise", "--period", period)

    assert code == 2
    assert "is no date; write" in err


def test_a_period_to_come_and_an_unknown_unit_are_refused(run):
    assert "begins on 2026-10-01" in run("appraise", "--period", "2026Q4").err
    assert "市林业局" in run("appraise", "--period", "2026Q2", "--unit", "市林业局").err
