"""rules and appraise: rules that are data are listed, tried, adopted; points are traced to their facts."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from datetime import date

import pytest

from dutytrack.domain.rules.packs import read_rule_pack
from dutytrack.store.file.connection import open_reader
from dutytrack.store.query.look import Look
from dutytrack.store.reading.lamps import lamp_counts

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


PACK = '[[rule]]\nname = "first"\nlamp = "red"\nwhen = {when}\nbecause = "so"\n[[rule]]\nlamp = "green"\nwhen = ""\n'
UNREADABLE = {
    "nul": (PACK.format(when='"a\\u0000b"'), "the sign U.0000 is not taken"),
    "terms": (PACK.format(when=json.dumps("is:open " * 1100)), "at most 200 words and values"),
    "values": (PACK.format(when=json.dumps("no:" + ",".join(["1"] * 33_000))), "100000 characters|20000 characters"),
    "long": (PACK.format(when=json.dumps("科" * 30_000, ensure_ascii=False)), "20000 characters"),
    "brackets": (PACK.format(when=json.dumps("(" * 30 + "is:open" + ")" * 30)), "at most 20 deep"),
    "unit": (PACK.format(when='"lead:火星局"'), "lead has no value 火星局"),
    "plan": (PACK.format(when='"plan:XX99"'), "plan has no value XX99"),
    "no table": ("rule = [1]\n", "a rule is a table"),
    "number": (f"name = 0x{'f' * 5000}\n{PACK.format(when=json.dumps('is:open'))}", "a number of more than 18 digits"),
    "dots": ("a." * 30_000 + "a = 1\n", "a key of more than 20 parts"),
    "together": (
        f'[[rule]]\nlamp = "red"\nwhen = "{"no:1 " * 150}"\n' * 10 + PACK.format(when='"is:open"'),
        "more than 1000 words and values together",
    ),
    "binary": ("\udcff\udcfe\x00", "no UTF-8 text"),
    "big": ("# " + "x" * 500_000, "more than 400,000 bytes"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNREADABLE)
@pytest.mark.parametrize("way", ["use", "try", "show", "setting"])
def test_a_pack_that_no_status_can_be_read_with_is_refused(run, tmp_path, name, way):
    text, why = UNREADABLE[name]
    file = tmp_path / "pack.toml"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    if way == "setting" and (len(text) > 100_000 or name in {"binary", "nul"}):
        pytest.skip("no command line holds it")
    call = ("setting", "set", "rule_pack", text) if way == "setting" else ("rules", way, str(file))

    code, _out, err = run(*call)

    if way != "show" or name not in {"unit", "plan"}:
        assert code == 2
        assert err.count("\n") == 1
        assert re.search(why, err)
    assert run("status").code == 0


def test_rules_whose_unit_is_gone_hold_for_no_task_and_warn(run, ledger, tmp_path):
    run("add", "a task", "--lead", "市外事办", "--new", "--due", "2026-12-31")
    file = tmp_path / "pack.toml"
    file.write_text(PACK.format(when='"lead:市外事办"'), encoding="utf-8")
    assert run("rules", "use", file).code == 0
    with sqlite3.connect(ledger) as connection:
        connection.execute("UPDATE unit SET name = '市火星局' WHERE name = '市外事办'")
        connection.execute("UPDATE unit_name SET name = '市火星局' WHERE name = '市外事办'")

    for call in (
        ["status"],
        ["list", "lamp:green"],
        ["why", "BH25-1"],
        ["overdue"],
        ["remind", "--dry-run"],
        ["today"],
    ):
        assert run(*call).code == 0, call
    assert (
        "rule first holds for no task: query, character 6: lead has no value 市外事办" in run("rules", "-f", "md").out
    )
    assert "rule first holds for no task" in run("lint").err


def test_a_ledger_whose_pack_can_not_be_read_takes_another(run, ledger):
    with sqlite3.connect(ledger) as connection:
        connection.execute("INSERT INTO setting (key, value) VALUES ('rule_pack', 'rule = [1]')")

    assert run("status").code == 3
    assert "in place of one that can't be read" in run("rules", "use", "default").out
    assert run("status").code == 0


def test_a_rule_may_mean_more_units_than_a_statement_takes_parameters(ledger):
    with sqlite3.connect(ledger) as connection:
        connection.executemany(
            "INSERT INTO unit (id, jurisdiction, name, kind, vague) VALUES (?, '', ?, 'department', 0)",
            [(number, f"{number}局") for number in range(1000, 3000)],
        )
    pack = read_rule_pack(PACK.format(when=json.dumps("unit:局 " * 40)))
    with closing(open_reader(ledger)) as reader:
        assert lamp_counts(Look(reader, date(2026, 7, 15), pack), "").total == 3
