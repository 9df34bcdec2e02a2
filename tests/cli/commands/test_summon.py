"""summon: a unit is called in about a task, and what was agreed stays with it."""

from __future__ import annotations

import json

import pytest

from dutytrack.services.acts.declared.acts import ACTS

pytestmark = pytest.mark.usefixtures("ledger")
SUMMON = ("summon", "BH25-2", "--on", "2026-07-10", "--by", "周副市长", "--text", "八月底前补齐")


def test_a_unit_is_called_in_and_the_task_goes_on_as_it_was(run):
    code, out, err = run(*SUMMON)

    assert (code, err) == (0, "")
    assert out == "BH25-2: 市人社局 called in on 2026-07-10 by 周副市长: 引进高层次人才\n"
    shown = json.loads(run("show", "BH25-2", "--format", "json").out)
    assert shown["status"] == "pending"
    assert (shown["history"][-1]["kind"], shown["history"][-1]["by"]) == ("summoned", "周副市长")
    assert "2026-07-10 约谈 市人社局 周副市长 八月底前补齐" in run("show", "BH25-2", "--lang", "zh").out
    assert "八月底前补齐" in run("log", "show", "BH25-2").out


def test_what_was_agreed_is_needed_and_so_is_who_spoke(run):
    assert run("summon", "BH25-2", "--by", "周副市长").code == 2
    assert run("summon", "BH25-2", "--by", " ", "--text", "八月底前补齐").code == 2
    assert run("summon", "BH25-2", "--by", "周副市长", "--text", "").code == 2


def test_nobody_is_called_in_about_what_is_closed_or_has_no_part(run):
    assert run(*SUMMON, "--unit", "市教育局").code == 2
    run("close", "BH25-2", "--on", "2026-07-01")
    assert run(*SUMMON).code == 2


def test_every_act_with_a_command_is_one_of_the_program(run):
    for act in ACTS.values():
        if act.words:
            assert run(*act.words.split(), "--help").code == 0
