"""Widths, cuts and what may reach a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutytrack import i18n
from dutytrack.output.cells import cut, fill, in_print, printable, printable_lines, width, wrap, wrap_items


@pytest.mark.parametrize(
    ("text", "cells"),
    [("", 0), ("abc", 3), ("科技局", 6), ("市、（ 〔", 9), ("e\u0301", 1), ("①“”", 3), ("Ａ1", 3), ("\u200b", 0)],
)
def test_width_counts_cells(text, cells):
    assert width(text) == cells


@pytest.mark.parametrize(
    ("text", "cells", "shown"),
    [
        ("科技局", 6, "科技局"),
        ("科技局", 5, "科技…"),
        ("科技局", 4, "科…"),
        ("科技局", 1, "…"),
        ("科技局", 0, ""),
        ("a科技", 4, "a科…"),
    ],
)
def test_cut_never_splits_a_character(text, cells, shown):
    assert cut(text, cells) == shown


def test_fill_pads_to_the_cell():
    assert fill("科技", 6) == "科技  "
    assert fill("科技局", 4) == "科… "
    assert fill("7", 3, right=True) == "  7"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ok", "ok"),
        ("\x1b[31mred\x1b[0m", "[31mred [0m"),
        ("a\tb\r\nc", "a b c"),
        ("\u202eevil", "evil"),
        ("全\u3000角", "全\u3000角"),
        ("\x9b2J", "2J"),
        ("\ud800", ""),
    ],
)
def test_control_and_escape_characters_never_reach_a_terminal(text, shown):
    assert printable(text) == shown


def test_line_breaks_may_stay():
    assert printable_lines("a\x1b\nb\x00c") == "a\nb c"


def test_wrap_breaks_chinese_anywhere_and_words_at_spaces():
    assert wrap("推进科技创新", 4) == ["推进", "科技", "创新"]
    assert wrap("one two three", 7) == ["one two", "three"]
    assert wrap("a\nb", 10) == ["a", "b"]
    assert wrap("unbreakableword", 5) == ["unbre", "akabl", "eword"]


def test_wrap_breaks_chinese_at_its_marks_where_that_leaves_most_of_a_line():
    assert wrap("2026-07-03 申请办结（晚于时限），待核查", 26) == ["2026-07-03 申请办结", "（晚于时限），待核查"]
    assert wrap("时限 2026-06-30 已过 15 天，再发黄单", 24) == ["时限 2026-06-30 已过", "15 天，再发黄单"]
    assert wrap("剩余7100万元已逐笔落实", 12) == ["剩余7100万元", "已逐笔落实"], "a number stays with what it counts"
    assert wrap("已，逐笔落实资金来源", 12) == ["已，逐笔落实", "资金来源"], (
        "a mark at the line's head leaves too little"
    )
    assert wrap("one, two three four", 15) == ["one, two three", "four"], "words break at spaces"


@pytest.mark.parametrize(
    ("text", "cells", "lines"),
    [
        ("依据临督〔2026〕11号限期回复", 18, ["依据", "临督〔2026〕11号", "限期回复"]),
        ("滞后序时进度 6.8 个百分点", 20, ["滞后序时进度", "6.8 个百分点"]),
        ("应于 2026-07-10 前反馈", 20, ["应于 2026-07-10 前", "反馈"]),
        ("交办 20 天仍未签收", 17, ["交办 20 天仍未", "签收"]),
        ("投资 3.5亿元以上", 9, ["投资", "3.5亿元", "以上"]),
        ("明确牵头单位、明确时限", 11, ["明确", "牵头单位、", "明确时限"]),
        ("基础分，减 8，加 0.36", 10, ["基础分，", "减 8，", "加 0.36"]),
        ("限 2026-07-17 前", 12, ["限", "2026-07-17", "前"]),
    ],
)
def test_numbers_of_documents_words_and_signed_numbers_are_not_broken(text, cells, lines):
    assert wrap(text, cells) == lines


def test_a_document_number_longer_than_a_line_is_broken_at_its_marks():
    assert wrap("临督〔2026〕11号", 12) == ["临督〔2026〕", "11号"]


@given(st.text(max_size=60), st.integers(min_value=2, max_value=30))
def test_no_wrapped_line_is_too_wide(text, cells):
    assert all(width(line) <= cells for line in wrap(printable(text), cells))


@given(st.text(max_size=40), st.integers(min_value=0, max_value=30))
def test_filled_text_is_exactly_as_wide_as_asked(text, cells):
    assert width(fill(printable(text), cells)) == cells


@pytest.mark.parametrize(
    ("name", "chinese"),
    [
        ("各县(市、区)政府", "各县（市、区）政府"),
        ("各市(区)政府、各县(市、区)", "各市（区）政府、各县（市、区）"),
        ("方案(终稿).docx", "方案(终稿).docx"),
        ("临澜市(1)", "临澜市(1)"),
    ],
)
def test_levels_stand_in_brackets_of_the_language(name, chinese):
    assert in_print(name) == name
    i18n.use_language("zh")
    try:
        assert in_print(name) == chinese
    finally:
        i18n.use_language("en")


def test_a_list_breaks_between_its_items_and_not_within_brackets():
    told = "批复延期、核查、各县（市、区）政府、发督办单"
    assert wrap_items(told, 14, "、") == ["批复延期、", "核查、", "各县（市、区）", "政府、", "发督办单"]
    assert wrap_items(told, 20, "、") == ["批复延期、核查、", "各县（市、区）政府、", "发督办单"]
    assert wrap_items("overdue 8 · red of them 7", 16, " · ") == ["overdue 8 ·", "red of them 7"]
    assert wrap_items("overdue 8 · red of them 7", 11, " · ")[:2] == ["overdue 8 ·", "red of them"], "no empty line"
