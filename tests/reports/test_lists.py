"""Plans, units, the journal, and why a lamp is what it is."""

from dutytrack.output.table import Screen, drawn
from dutytrack.reports.journal import journal_report
from dutytrack.reports.plans import plans_report
from dutytrack.reports.units import units_report
from dutytrack.reports.why import why_report
from dutytrack.store.query.look import Look
from dutytrack.store.reading.why import explain


def test_plans_tell_how_far_they_are(reader, today):
    [plan] = plans_report(reader, as_of=today).records()
    assert {key: plan[key] for key in ("code", "tasks", "open", "closed", "overdue", "end", "concluded_on")} == {
        "code": "HY",
        "tasks": 5,
        "open": 4,
        "closed": 1,
        "overdue": 2,
        "end": "2026-12-31",
        "concluded_on": None,
    }


def test_a_narrow_list_of_plans_keeps_their_titles(reader, today):
    head = drawn(plans_report(reader, as_of=today), Screen(80, colour=False)).splitlines()[1].split()
    assert "title" in head
    assert "place" not in head


def test_units_tell_what_they_have_a_part_in(reader, today):
    units = {unit["name"]: unit for unit in units_report(reader, as_of=today).records()}
    assert (units["市海洋局"]["lead"], units["市海洋局"]["overdue"]) == (2, 1)
    assert (units["青礁县政府"]["responsible"], units["青礁县政府"]["open"]) == (1, 1)


def test_a_lamp_is_explained_by_its_rule_and_what_it_saw(reader, rules, today):
    seen = explain(Look(reader, today, rules), "HY-2")
    assert seen is not None
    report = why_report(seen)
    rows = list(report.records())
    assert rows[0]["part"] == "rule"
    assert rows[0]["lamp"] == "red"
    figures = {row["name"]: row["value"] for row in rows if row["part"] == "figure"}
    assert (figures["due"], figures["days_late"]) == ("2025-12-31", 196)
    assert "HY-2 is red on 2026-07-15" in report.title


def test_what_is_not_there_has_no_lamp(reader, rules, today):
    assert explain(Look(reader, today, rules), "HY-9") is None


def test_the_journal_tells_each_command_with_what_it_changed(reader, today):
    report = journal_report(reader, as_of=today)
    assert [group.rows[0][4] for group in report.groups] == ["import", "close", "done", "add"]
    _opening, closed = [row for row in report.records() if row["name"] == "close"]
    assert (closed["actor"], closed["entity"], closed["reason"]) == ("tester", "action", "验收合格")
    assert "kind: closed" in str(closed["change"])


def test_the_journal_of_a_task_leaves_the_others_out(reader, today):
    names = {row["name"] for row in journal_report(reader, "HY-4", as_of=today).records()}
    assert names == {"import", "close"}
