"""How many tasks a unit has is said by one rule: in the list of units, on its page and by ``unit:``."""

from __future__ import annotations

import pytest

PLAN = """临澜市港口提升行动方案(2025-2026年)

一、主要任务
1.疏浚航道。2025年6月底前完成。
牵头单位:市交通局
2.建设渔港。2026年6月底前完成。
牵头单位:市海洋局
配合单位:市交通局
3.整治岸线。2026年6月底前完成。
牵头单位:各县(市、区)政府
"""


@pytest.fixture
def laid(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2025-01-10")
    office.do("import", tmp_path / "plan.txt", "--code", "LL25", "--yes", "--new")
    office.do(
        "units", "members", "各县(市、区)政府", "add", "东区政府", "西区政府", "--from", "2025-01-10", "--yes", "--new"
    )
    office.day("2025-09-01")
    office.do("units", "succeed", "市交通局", "市港航局", "--on", "2025-08-01", "--new", "--yes")
    return office


def counts(office, *args):
    return {row["name"]: (row["open"], row["overdue"]) for row in office.asked("units", "list", *args)}


def test_the_list_counts_what_a_query_for_the_unit_finds(laid):
    listed = counts(laid)
    assert (listed["市港航局"], listed["市海洋局"], listed["东区政府"]) == ((2, 1), (1, 0), (1, 0))
    for unit, (open_, overdue) in listed.items():
        assert len(laid.asked("list", f'unit:"{unit}" is:open')) == open_, unit
        assert len(laid.asked("list", f'first:"{unit}" flag:overdue')) >= overdue, unit
    assert laid.asked("units", "show", "市港航局")["open"] == 2


def test_a_unit_that_succeeds_later_is_not_there_before(laid):
    before = counts(laid, "--as-of", "2025-07-15")
    assert "市港航局" not in before
    assert before["市交通局"] == (2, 1)
    assert laid.asked("list", 'unit:"市港航局"', "--as-of", "2025-07-15") == []
