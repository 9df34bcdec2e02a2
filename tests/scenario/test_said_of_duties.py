"""What is said of recurring duties: what is still to come, and in the history by whom which one was done."""

from __future__ import annotations


def shown(office, key):
    """The task in full, without the blanks between its words."""
    return "".join(office.do("show", key, "--lang", "zh").split())


def test_a_duty_that_was_done_is_no_date_that_was_met(demo):
    told = shown(demo, "LL25-16")
    assert "2025-05-30周期性任务完成：每年汛期前开展一次排水管网清淤疏通（2025-05-31）" in told
    assert "节点完成" not in told
    assert "节点完成（2025-12-31）" in shown(demo, "LL24-2")


def test_a_duty_names_the_unit_that_reported_it_or_the_office(demo):
    demo.do("progress", "add", "LL25-16", "--percent", "85", "--text", "清淤42公里", "--duty", "2027-05-31")
    acts = [one for one in demo.asked("show", "LL25-16")["history"] if one["duty"]]
    assert [one["unit"] for one in acts][-1] == "市城管局"
    demo.do("undo", "--yes")
    demo.do("duty", "LL25-16", "--due", "2027-05-31")
    (line,) = [line for line in demo.do("show", "LL25-16", "--lang", "zh").splitlines() if "（2027-05-31）" in line]
    assert "督查室" in line


def test_what_is_said_of_a_duty_begins_with_a_word(demo):
    assert "每年汛期前开展一次排水管网清淤疏通（下次2027-05-31、3次中已完成2次）" in shown(demo, "LL25-16")
    assert not [key for key in ("LL24-5", "LL24-9", "LL24-19", "LL25-16") if "（，" in shown(demo, key)]


PLAN = """临澜市容环境整治方案(2026年)

1.清运垃圾。每月底前开展一次集中清运。2026年12月底前完成。
牵头单位:市城管局
"""


def test_how_many_times_were_missed_is_said_wherever_the_first_is(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2026-01-05")
    office.do("import", tmp_path / "plan.txt", "--code", "SR26", "--yes", "--new")
    office.day("2026-02-15")
    told = "应于 2026-01-31 前完成，逾期 15 天未办"
    assert told in office.do("why", "SR26-1", "--lang", "zh")
    office.day("2026-06-15")
    told = "周期性任务“每月底前开展一次集中清运”自 2026-01-31 起共 5 期逾期未办，首期已逾期 135 天"
    for asked in (("why", "SR26-1"), ("orders", "suggest"), ("today",), ("overdue", "-f", "markdown")):
        assert told in office.do(*asked, "--lang", "zh"), asked
    office.do("duty", "SR26-1", "--due", "2026-01-31", "--on", "2026-01-30")
    assert "自 2026-02-28 起共 4 期逾期未办" in office.do("why", "SR26-1", "--lang", "zh")
    assert "逾期未办期数 4" in office.do("why", "SR26-1", "--lang", "zh")
    assert "逾期未办的各期：2026-02-28、2026-03-31、2026-04-30、2026-05-31\n" in office.do(
        "why", "SR26-1", "--lang", "zh"
    )
