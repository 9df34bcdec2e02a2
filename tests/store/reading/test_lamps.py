import datetime as dt
from contextlib import closing

import pytest

from dutytrack.domain.lamps import LAMPS
from dutytrack.domain.rules.packs import read_rule_pack
from dutytrack.store.file.connection import open_reader
from dutytrack.store.query.look import Look
from dutytrack.store.reading.lamps import lamp_counts, lamp_table
from dutytrack.store.reading.reminders import tasks_to_ask
from dutytrack.store.reading.settings import named_rule_pack
from dutytrack.store.reading.tasks import find_tasks
from dutytrack.store.reading.why import explain

DAY = dt.date(2025, 6, 15)


@pytest.fixture
def reading(office):
    """Calls a reading function on the office's ledger as of the day."""

    def call(function, *arguments, as_of=DAY, rules=None, **options):
        with closing(open_reader(office.path)) as reader:
            return function(Look(reader, as_of, rules or office.rules), *arguments, **options)

    return call


@pytest.mark.parametrize(
    ("due", "acts", "lamp", "rule"),
    [
        ("2025-12-31", [], "green", "on-schedule"),
        ("2025-07-16", [], "green", "on-schedule"),
        ("2025-07-15", [], "yellow", "due-soon"),
        ("2025-06-15", [], "yellow", "due-soon"),
        ("2025-06-14", [], "red", "overdue"),
        ("2025-06-14", [("submitted", "2025-06-14")], "yellow", "submitted"),
        ("2025-06-14", [("suspended", "2025-05-01")], "grey", "suspended"),
        ("2025-06-14", [("dropped", "2025-05-01")], "grey", "dropped"),
        ("2025-06-14", [("closed", "2025-05-01")], "closed", "closed"),
        ("2025-04-14", [("closed", "2025-05-01")], "closed", "closed-late"),
        ("2025-06-14", [("closed", "2025-05-01"), ("reopened", "2025-05-02")], "red", "overdue"),
        ("2025-12-31", [("closed", "2025-06-16")], "green", "on-schedule"),
    ],
)
def test_the_default_pack_lights(office, reading, due, acts, lamp, rule):
    task = office.task(office.plan(), due=(due,))
    for kind, on in acts:
        office.act(task, kind, on)
    why = reading(explain, "BH25-1")
    assert (why.lamp, why.decided_by.rule) == (lamp, rule)
    assert office.row(task).lamp == lamp


@pytest.mark.parametrize("pack", ["default", "points-behind", "three-colour", "three-colour-near", "13710"])
def test_no_pack_lights_a_missed_duty_green(office, reading, pack):
    task = office.task(office.plan(), due=("2025-12-31",))
    duty = office.insert("duty", task_id=task, freq="monthly", interval=1, text="每月")
    office.insert("occurrence", task_id=task, duty_id=duty, due="2025-05-31")
    office.refresh(task)

    why = reading(explain, "BH25-1", rules=named_rule_pack(pack))

    assert (why.lamp, why.decided_by.rule) == ("yellow" if pack == "three-colour" else "red", "duty-missed")


def test_a_red_slip_stays_until_the_task_is_closed(office, reading):
    task = office.task(office.plan(), due=("2025-06-01",))
    office.act(task, "submitted", "2025-06-10")

    why = reading(explain, "BH25-1", rules=named_rule_pack("three-colour-near"))

    assert (why.lamp, why.decided_by.rule) == ("red", "red-until-closed")


def test_what_is_open_when_its_plan_is_concluded_goes_grey(office, reading):
    plan = office.plan()
    office.task(plan, due=("2025-03-31",))
    office.act(office.task(plan), "closed", "2025-02-01")
    office.act(office.task(plan), "submitted", "2025-02-01")
    office.conclude(plan, "2025-06-01")
    assert reading(lamp_counts, "").counts == {"red": 0, "yellow": 0, "green": 0, "grey": 2, "closed": 1}
    assert reading(lamp_counts, "", as_of=dt.date(2025, 5, 31)).counts["red"] == 1
    assert office.keys("is:concluded", sort="key") == ["BH25-1", "BH25-3"]
    assert office.keys("is:open") == []


def test_a_task_not_yet_to_start_is_grey(office, reading):
    office.task(office.plan(), start="2025-09-01", due=("2025-12-31",))
    why = reading(explain, "BH25-1")
    assert (why.lamp, why.decided_by.because) == ("grey", "not due to start before 2025-09-01")


def test_why_gives_the_clause_the_figures_and_what_else_holds(office, reading):
    office.task(office.plan(), due=("2025-06-05",), title="成果转化")
    why = reading(explain, "bh25-1")
    assert (why.key, why.title, why.as_of, why.rule_pack) == ("BH25-1", "成果转化", DAY, "default")
    assert why.decided_by.because == "its deadline 2025-06-05 passed 10 days ago"
    assert why.decided_by.when == "flag:overdue -status:submitted"
    assert (why.figures["due"], why.figures["days_late"], why.figures["status"]) == ("2025-06-05", 10, "pending")
    assert why.also == ()


def test_why_names_the_later_rules_that_hold_too(office, reading):
    office.act(office.task(office.plan(), due=("2025-06-30",)), "submitted", "2025-06-10")
    also = reading(explain, "BH25-1").also
    assert [(rule.rule, rule.because) for rule in also] == [("due-soon", "due in 15 days, on 2025-06-30")]


def test_why_knows_nothing_of_a_task_that_is_not_there(office, reading):
    office.task(office.plan())
    assert reading(explain, "BH25-2") is None
    assert reading(explain, "BH25-1", as_of=dt.date(2024, 1, 1)) is None


def test_a_pack_of_the_ledger_s_own_lights_its_lamps(office, reading):
    office.task(office.plan(), section=["一、民生"])
    office.task(1)
    pack = read_rule_pack(
        '[[rule]]\nlamp = "red"\nwhen = "section:民生 unit:none"\n[[rule]]\nlamp = "green"\nwhen = ""\n'
    )
    assert reading(lamp_counts, "", rules=pack).counts["red"] == 1
    assert reading(lamp_counts, "lamp:red", rules=pack).total == 1
    assert reading(lamp_table, "", rules=pack).total.counts["green"] == 1


@pytest.mark.parametrize("lamp", LAMPS)
def test_units_are_reminded_of_the_lamps_that_alarm(office, reading, lamp):
    office.task(office.plan(), lead=("市科技局",), due=("2025-12-31",))
    pack = read_rule_pack(f'[[rule]]\nlamp = "{lamp}"\nwhen = ""\n')
    asked = [ask.lamp for ask in reading(tasks_to_ask, "", rules=pack)]
    assert asked == ([lamp] if LAMPS[lamp].alarm else [])


def test_lamps_sort_in_the_order_of_their_records(office, reading):
    plan = office.plan()
    for lamp in reversed(list(LAMPS)):
        office.task(plan, title=lamp)
    rules = "".join(f'[[rule]]\nlamp = "{lamp}"\nwhen = "{lamp}"\n' for lamp in LAMPS)
    pack = read_rule_pack(rules + '[[rule]]\nlamp = "green"\nwhen = ""\n')
    assert [row.lamp for row in reading(find_tasks, "", rules=pack, sort="lamp")] == list(LAMPS)


def test_lamps_are_counted_by_plan_and_by_first_unit(office, reading):
    first, second = office.plan("B", title="乙"), office.plan("A", title="甲")
    office.task(first, lead=("科技局",), due=("2025-05-01",))
    office.task(first, lead=("科技局", "财政局"))
    office.task(second, responsible=("财政局",))
    office.task(start="2025-01-01")
    table = reading(lamp_table, "")
    assert table.total.total == 4
    assert [(row.key, row.title, row.total, row.counts["red"]) for row in table.by_plan] == [
        ("A", "甲", 1, 0),
        ("B", "乙", 2, 1),
        (None, None, 1, 0),
    ]
    assert [(row.key, row.total) for row in table.by_lead] == [("科技局", 2), ("财政局", 1), (None, 1)]


def test_an_empty_ledger_counts_nothing(reading):
    assert reading(lamp_table, "").total.counts == dict.fromkeys(("red", "yellow", "green", "grey", "closed"), 0)
