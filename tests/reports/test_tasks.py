"""Lists of tasks."""

from dutytrack.reports.tasks import tasks_report


def test_a_list_has_stable_keys_and_plain_values(reader, rules, today):
    [record] = tasks_report(reader, "建设渔港", as_of=today, rules=rules).records()
    assert {key: record[key] for key in ("key", "plan", "ref", "due", "due_origin", "start", "status", "lead")} == {
        "key": "HY-1",
        "plan": "HY",
        "ref": "1",
        "due": "2026-09-30",
        "due_origin": "document",
        "start": "2025-01-01",
        "status": "pending",
        "lead": ("市海洋局", "市财政局"),
    }


def test_a_list_is_sorted_and_cut_as_asked(reader, rules, today):
    report = tasks_report(reader, "plan:HY", as_of=today, rules=rules, sort="-key", limit=2)
    assert [row[0] for row in report.rows()] == ["HY-5", "HY-4"]


def test_an_empty_list_says_so(reader, rules, today):
    assert tasks_report(reader, "不存在的任务", as_of=today, rules=rules).notes == ("No task is like that.",)
