"""contact: who stands for a unit or for one task, with dates; found by person:, shown with the task, undone."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.usefixtures("ledger")


def keys(run, *query):
    return [row["key"] for row in json.loads(run("list", *query, "--format", "json").out)]


def test_a_person_of_a_unit_stands_for_its_tasks_and_one_of_a_task_for_that_alone(run):
    run("contact", "add", "市科技局", "周敏", "--role", "分管领导", "--email", "zm@kjj.example.gov.cn")
    run("contact", "add", "市科技局", "何川", "--role", "责任人", "--task", "BH25-3", "--phone", "8201")

    assert keys(run, "person:周敏") == ["BH25-1", "BH25-3"], "of which it answers first"
    assert keys(run, "责任人:何川") == ["BH25-3"]
    assert keys(run, "person:none") == ["BH25-2"]
    shown = json.loads(run("show", "BH25-3", "--format", "json").out)["persons"]
    assert [(one["name"], one["role"], one["key"], one["email"]) for one in shown] == [
        ("何川", "responsible", "BH25-3", None), ("周敏", "in-charge", None, "zm@kjj.example.gov.cn")
    ]  # fmt: skip
    assert "市科技局  answers for it  何川  8201" in run("show", "BH25-3").out


def test_it_holds_from_its_day_until_it_ends(run):
    run("contact", "add", "市科技局", "何川", "--role", "responsible", "--task", "BH25-1", "--on", "2026-06-01")
    run("contact", "end", "市科技局", "何川", "--task", "BH25-1", "--on", "2026-07-01")

    assert [keys(run, "person:何川", "--as-of", f"2026-{day}") for day in ("05-31", "06-01", "06-30", "07-01")] == [
        [], ["BH25-1"], ["BH25-1"], []
    ]  # fmt: skip


def test_who_answers_for_a_task_is_not_whom_to_ring_about_all_that_is_late(run):
    run("contact", "add", "市人社局", "李明", "--phone", "8301")
    run("contact", "add", "市人社局", "何川", "--role", "责任人", "--task", "BH25-1")

    told = run("overdue", "--format", "markdown").out
    assert "李明 8301" in told
    assert "何川" not in told


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--email", "no address"), "no mail address"),
        (("--email", "a@b.cn\nBcc: x@y.cn"), "no mail address"),
        (("--role", "司机"), "responsible, in-charge"),
        (("--task", "BH25-9"), "BH25-9"),
    ],
)
def test_what_can_t_be_is_refused_in_one_line_and_changes_nothing(run, args, said):
    code, out, err = run("contact", "add", "市科技局", "何川", *args)

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err
    assert json.loads(run("contact", "list", "--format", "json").out) == []


def test_it_is_undone(run):
    run("contact", "add", "市科技局", "何川", "--role", "责任人", "--task", "BH25-1")
    run("undo", "--yes")

    assert keys(run, "person:何川") == []
    assert run("log", "verify").code == 0


def test_ending_one_for_the_unit_leaves_the_same_person_for_a_task(run):
    run("contact", "add", "市科技局", "何川")
    run("contact", "add", "市科技局", "何川", "--role", "责任人", "--task", "BH25-1")
    run("contact", "end", "市科技局", "何川", "--on", "2026-07-01")

    [left] = json.loads(run("contact", "list", "--format", "json").out)
    assert (left["key"], left["person_role"]) == ("BH25-1", "responsible")


@pytest.mark.parametrize(
    ("begins", "ends", "said"),
    [
        ("2026-05-10", "2026-05-01", "no end of that"),
        ("2026-05-10", "2027-05-20", "not come yet"),
        ("2027-01-01", None, "not come yet"),
    ],
)
def test_days_on_which_it_can_t_begin_or_end_are_refused(run, begins, ends, said):
    added = run("contact", "add", "市科技局", "何川", "--on", begins)
    told = run("contact", "end", "市科技局", "何川", "--on", ends) if ends else added

    assert (told.code, said in told.err) == (2, True)


def test_show_names_whom_a_query_finds_it_by_after_a_succession_too(run):
    run("contact", "add", "市人社局", "老张", "--role", "责任人")
    run("units", "succeed", "市人社局", "市人才局", "--on", "2026-07-10", "--yes", "--new")
    run("contact", "add", "市人才局", "小李", "--role", "责任人", "--on", "2026-07-10")

    shown = json.loads(run("show", "BH25-2", "--format", "json").out)["persons"]
    assert [one["name"] for one in shown] == ["小李"]
    assert (keys(run, "person:小李"), keys(run, "person:老张")) == (["BH25-2"], [])
