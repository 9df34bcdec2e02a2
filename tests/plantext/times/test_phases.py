"""Stages of a timetable: a heading in, title and first and last day out."""

from __future__ import annotations

from datetime import date

import pytest

from dutytrack.domain.plan.model import Period
from dutytrack.plantext.text.passage import Passage, Piece
from dutytrack.plantext.times.parts import TimeContext
from dutytrack.plantext.times.phases import read_phase

ROWS = [
    ("(一)启动阶段(2021年4月—2022年12月)", ("启动阶段", "2021-04-01", "2022-12-31")),
    ("(三)总结阶段(2023年12月)", ("总结阶段", "2023-12-01", "2023-12-31")),
    ("1.宣传发动(2021年6月1日—15日)。", ("宣传发动", "2021-06-01", "2021-06-15")),
    ("2021年1月-6月,摸底阶段", ("摸底阶段", "2021-01-01", "2021-06-30")),
    ("(二)推广阶段(2022—2023年)", ("推广阶段", "2022-01-01", "2023-12-31")),
    ("试点阶段(2021年4月—12月)", ("试点阶段", "2021-04-01", "2021-12-31")),
    ("准备阶段(2021年1-3月)", ("准备阶段", "2021-01-01", "2021-03-31")),
    ("第一阶段(2021年3月底前):动员部署", ("第一阶段", "None", "2021-03-31")),
    ("启动阶段(即日起至2021年5月底)", ("启动阶段", "None", "2021-05-31")),
    ("推广阶段(2021年上半年)", ("推广阶段", "2021-01-01", "2021-06-30")),
    ("(一)推进阶段(20XX年7月201*年6月)", ("推进阶段", "None", "None")),
    ("(四)验收阶段", ("验收阶段", "None", "None")),
]


@pytest.mark.parametrize(("heading", "expected"), ROWS)
def test_stage_of_a_heading(heading: str, expected: tuple[str, str, str]) -> None:
    phase = read_phase(Passage([Piece(1, 0, heading)]), None)

    assert phase is not None
    assert expected == (phase.title, str(phase.start), str(phase.end))


def test_a_heading_without_dates_takes_those_that_open_its_body() -> None:
    phase = read_phase(Passage([Piece(1, 0, "(一)部署阶段")]), Passage([Piece(2, 0, "2021年3月至5月,制定方案。")]))

    assert phase is not None
    assert (date(2021, 3, 1), date(2021, 5, 31)) == (phase.start, phase.end)


def test_months_alone_take_the_plans_only_year() -> None:
    context = TimeContext(Period(date(2026, 1, 1), date(2026, 12, 31)))

    phase = read_phase(Passage([Piece(1, 0, "动员阶段(3月1日至3月31日)")]), None, context)

    assert phase is not None
    assert (date(2026, 3, 1), date(2026, 3, 31)) == (phase.start, phase.end)


def test_a_heading_that_names_no_stage_is_none() -> None:
    assert read_phase(Passage([Piece(1, 0, "(二)加强组织领导")]), None) is None
