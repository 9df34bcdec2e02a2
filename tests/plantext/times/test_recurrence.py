"""Recurring duties: a sentence in, frequency and interval out."""

from __future__ import annotations

import pytest

from dutytrack.plantext.text.passage import Passage, Piece
from dutytrack.plantext.times.recurrence import read_recurrences, season_doubts

ROWS = [
    ("每年组织一次评估。", [("yearly", 1, "每年")]),
    ("每年至少开展2次演练,每半年通报一次。", [("yearly", 1, "每年"), ("monthly", 6, "每半年")]),
    ("每季度调度,每月报送,每周例会。", [("monthly", 3, "每季度"), ("monthly", 1, "每月"), ("weekly", 1, "每周")]),
    ("每两年修订一次目录。", [("yearly", 2, "每两年")]),
    ("每3年复核一次。", [("yearly", 3, "每3年")]),
    ("每2个月召开一次联席会议。", [("monthly", 2, "每2个月")]),
    ("每两周检查一次。", [("weekly", 2, "每两周")]),
    ("每个季度通报进展。", [("monthly", 3, "每个季度")]),
    ("每月5日前报送上月进展。", [("monthly", 1, "每月5日前")]),
    ("每年6月、12月底前开展检查。", [("yearly", 1, "每年6月、12月底前")]),
    (
        "每季度第一个月10日前报送,每半年后10日内通报。",
        [("monthly", 3, "每季度第一个月10日前"), ("monthly", 6, "每半年后10日内")],
    ),
    ("每年3月至5月开展整治,每月3次巡查。", [("yearly", 1, "每年"), ("monthly", 1, "每月")]),
    ("每年6月30日、12月31日前报送。", [("yearly", 1, "每年")]),
    ("每周五前报送。", [("weekly", 1, "每周")]),
    ("工业投资每年增长10%以上,每年新建10个。", [("yearly", 1, "每年")]),
    ("每月1日至25日不得入企检查,每年1日至3日前报送。", [("yearly", 1, "每年")]),
    ("按季度公布结果,按月调度。", [("monthly", 3, "按季度"), ("monthly", 1, "按月")]),
    (
        "建立月调度、季通报、年考核机制。",
        [("monthly", 1, "建立月调度"), ("monthly", 3, "季通报"), ("yearly", 1, "年考核")],
    ),
    ("每日巡查。", [("daily", 1, "每日")]),
    ("每学期开设专题课程。", [("monthly", 6, "每学期")]),
    ("每半月会商研判。", [("daily", 15, "每半月")]),
    ("每年公布名单,每年更新目录。", [("yearly", 1, "每年")]),
    ("年均增长8%,逐年提高投入。", []),
    ("每个县建设一个园区,每户一策,每万人拥有3件。", []),
    ("按每人每月600元标准发放。", []),
    ("每年600元的补贴由县财政承担。", []),
    ("年度总结按规定报送,定期开展检查。", []),
    ("落实《每年更新目录的规定》。", []),
    ("按年龄分组,每周边县区建站。", []),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_duties_that_come_again(text: str, expected: list[tuple[str, int, str]]) -> None:
    duties = read_recurrences(Passage([Piece(1, 0, text)]))

    assert expected == [(duty.freq, duty.interval, duty.text) for duty in duties]


def test_a_duty_dated_by_a_season_is_doubted() -> None:
    duties = read_recurrences(Passage([Piece(4, 0, "每年汛期前清淤。每月5日前报送。")]))

    [doubt] = season_doubts(duties)
    assert (doubt.code, doubt.line, doubt.field) == ("season-as-date", 4, "recurring")
    assert "每年汛期前" in doubt.message
