import pytest

OFFICE, BUREAU = "市科技局", "市财政局"


@pytest.fixture
def plan(office):
    return office.plan()


@pytest.mark.parametrize(
    ("acts", "status", "status_on"),
    [
        ([], "pending", None),
        ([("received", "2025-02-01")], "active", "2025-02-01"),
        ([("received", "2025-02-01"), ("submitted", "2025-03-01")], "submitted", "2025-03-01"),
        ([("submitted", "2025-03-01"), ("verified", "2025-03-05")], "submitted", "2025-03-01"),
        ([("submitted", "2025-03-01"), ("returned", "2025-03-05")], "active", "2025-03-05"),
        ([("closed", "2025-03-01"), ("reopened", "2025-03-01")], "active", "2025-03-01"),
        ([("suspended", "2025-03-01")], "suspended", "2025-03-01"),
        ([("suspended", "2025-03-01"), ("resumed", "2025-04-01")], "active", "2025-04-01"),
        ([("dropped", "2025-04-01"), ("received", "2025-03-01")], "dropped", "2025-04-01"),
        ([("met", "2025-03-01")], "pending", None),
    ],
)
def test_the_latest_act_by_its_day_gives_the_status(office, plan, acts, status, status_on):
    task = office.task(plan)
    for kind, on in acts:
        office.act(task, kind, on)
    assert (office.fact(task, "status"), office.fact(task, "status_on")) == (status, status_on)


def test_the_earliest_unmet_deadline_is_due(office, plan):
    task = office.task(plan)
    first = office.deadline(task, "2025-03-31")
    office.deadline(task, "2025-09-30", position=1)
    assert office.fact(task, "due") == "2025-03-31"
    office.act(task, "met", "2025-03-30", deadline_id=first)
    assert (office.fact(task, "due"), office.fact(task, "late")) == ("2025-09-30", 0)


def test_when_all_deadlines_are_met_none_is_due(office, plan):
    task = office.task(plan)
    office.act(task, "met", "2025-04-01", deadline_id=office.deadline(task, "2025-03-31"))
    assert (office.fact(task, "due"), office.fact(task, "due_origin"), office.fact(task, "late")) == (None, None, 1)
    assert office.fact(task, "last_due") == "2025-03-31"


def test_the_last_extension_by_its_day_moves_a_deadline(office, plan):
    task = office.task(plan)
    deadline = office.deadline(task, "2025-03-31")
    office.act(task, "extended", "2025-03-20", deadline_id=deadline, to_date="2025-06-30")
    office.act(task, "extended", "2025-03-10", deadline_id=deadline, to_date="2025-04-30")
    assert (office.fact(task, "due"), office.fact(task, "due_origin")) == ("2025-06-30", "extended")
    assert office.row(task, "2025-03-15").due.isoformat() == "2025-04-30"


def test_a_task_without_a_date_inherits_its_plan_s_end(office, plan):
    task = office.task(plan)
    assert (office.fact(task, "due"), office.fact(task, "due_origin")) == ("2025-12-31", "inherited")
    assert not office.fact(task, "undated")


def test_a_date_without_its_year_makes_a_task_undated(office, plan):
    task = office.task(plan, due=(None,))
    assert office.fact(task, "undated")
    assert (office.fact(task, "due"), office.fact(task, "due_origin"), office.fact(task, "last_due")) == (None,) * 3


def test_no_date_at_all_makes_a_task_undated(office):
    task = office.task(office.plan(code="W", end=None))
    assert office.fact(task, "undated")
    assert office.fact(task, "due") is None


@pytest.mark.parametrize(
    ("acts", "late"),
    [
        ([("closed", "2025-03-31")], 0),
        ([("closed", "2025-04-01")], 1),
        ([("submitted", "2025-03-31"), ("closed", "2025-04-20")], 0),
        ([("submitted", "2025-04-01")], 1),
        ([("submitted", "2025-03-31"), ("returned", "2025-04-02"), ("closed", "2025-04-20")], 1),
    ],
)
def test_late_is_told_by_the_day_the_work_was_handed_in(office, plan, acts, late):
    task = office.task(plan, due=("2025-03-31",))
    for kind, on in acts:
        office.act(task, kind, on)
    assert office.fact(task, "late") == late


def test_the_first_lead_answers_else_the_first_responsible_unit(office, plan):
    led = office.task(plan, lead=(OFFICE, BUREAU), responsible=("市教育局",))
    unowned = office.task(plan, responsible=(BUREAU,), participating=(OFFICE,))
    nobody = office.task(plan, participating=(OFFICE,))
    firsts = [office.fact(task, "first_unit_id") for task in (led, unowned, nobody)]
    assert firsts == [office.unit(OFFICE), office.unit(BUREAU), None]
    assert office.row(led).flags == ("joint",)
    assert office.row(unowned).flags == ("unowned",)


def test_vague_and_collective_units_are_flagged(office, plan):
    office.unit("相关部门", vague=1, kind="collective")
    assert office.row(office.task(plan, lead=(OFFICE,), participating=("相关部门",))).flags == ("vague", "collective")


def test_the_earliest_unmet_occurrence_comes_next(office, plan):
    task = office.task(plan)
    duty = office.insert("duty", task_id=task, freq="monthly", interval=3, text="每季度")
    first, _ = (
        office.insert("occurrence", duty_id=duty, task_id=task, due=day) for day in ("2025-03-31", "2025-06-30")
    )
    office.act(task, "met", "2025-03-30", occurrence_id=first)
    assert office.fact(task, "next_occurrence") == "2025-06-30"


def test_a_concluded_plan_reaches_its_tasks_until_it_is_reopened(office, plan):
    task = office.task(plan)
    office.conclude(plan, "2026-01-10")
    assert office.fact(task, "concluded_on") == "2026-01-10"
    office.conclude(plan, "2026-02-10", kind="reopened")
    assert office.fact(task, "concluded_on") is None


@pytest.mark.parametrize(
    ("start", "issued", "there_from"),
    [
        ("2025-01-01", "2024-12-20", "2024-12-20"),
        ("2025-01-01", "2025-03-01", "2025-01-01"),
        (None, "2025-03-01", "2025-03-01"),
        (None, None, "0001-01-01"),
    ],
)
def test_a_task_is_there_from_its_plan_s_start_or_issue(office, start, issued, there_from):
    task = office.task(office.plan(code="X", start=start, issued=issued))
    assert office.fact(task, "exists_from") == there_from
    if start or issued:
        assert office.keys(as_of="2024-12-19") == []
    assert office.keys(as_of=max(there_from, "2024-12-20")) == ["X-1"]


def test_a_task_without_a_plan_is_there_from_its_first_act(office):
    task = office.task()
    office.act(task, "received", "2025-03-01")
    office.act(task, "closed", "2025-04-01")
    assert (office.keys(as_of="2025-02-28"), office.keys(as_of="2025-03-15")) == ([], ["T-1"])


def test_a_task_closed_on_a_day_is_open_the_day_before(office, plan):
    task = office.task(plan, due=("2025-03-31",))
    office.act(task, "closed", "2025-05-10")
    before, after = office.row(task, "2025-05-09"), office.row(task, "2025-05-10")
    assert (before.status, before.lamp, before.days_late, before.flags) == (
        "pending",
        "red",
        39,
        ("overdue", "unowned"),
    )
    assert (after.status, after.lamp, after.days_late, after.flags) == ("closed", "closed", None, ("unowned", "late"))


def test_a_task_that_is_gone_leaves_no_facts(office, plan):
    task = office.task(plan, title="人才")
    office.connection.execute("DELETE FROM task WHERE id = ?", (task,))
    office.refresh(task)
    assert office.connection.execute("SELECT COUNT(*) FROM task_fact").fetchone() == (0,)
    assert office.connection.execute("SELECT COUNT(*) FROM task_text").fetchone() == (0,)
