"""What is put together of several sentences and words, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dutytrack.domain.dates import period_word
from dutytrack.domain.plan.problems import Problem
from dutytrack.i18n import bracketed, clauses, use_language
from dutytrack.output.words import frequency_word, word_of
from dutytrack.reports.model import columns_of


@pytest.fixture
def _chinese() -> Iterator[None]:
    use_language("zh")
    yield
    use_language("en")


@pytest.mark.usefixtures("_chinese")
def test_brackets_and_clauses_are_of_full_width_and_one_full_stop_is_left():
    assert bracketed("待核查", 3) == "待核查（3）"
    assert clauses(["时限已过。", "应发蓝单。"]) == "时限已过；应发蓝单。"
    assert clauses([]) == ""


@pytest.mark.usefixtures("_chinese")
def test_what_is_quoted_has_no_double_quotation_marks_of_its_own():
    doubt = Problem("vague-unit", 166, "responsible", {"name": "“创新之城”建设专项小组相关责任单位"})

    assert doubt.message == "“‘创新之城’建设专项小组相关责任单位”未写明是哪些单位"


@pytest.mark.parametrize(
    ("period", "word"),
    [
        ("2026Q2", "2026年第二季度"),
        ("2026H1", "2026年上半年"),
        ("2026-07", "2026年7月"),
        ("2026-W29", "2026年第29周"),
        ("2026", "2026年"),
        ("2026-07-15", "2026-07-15"),
    ],
)
@pytest.mark.usefixtures("_chinese")
def test_a_period_is_said_in_words(period, word):
    assert period_word(period) == word


@pytest.mark.parametrize("period", ["2026Q2", "2026H1", "2026-07", "2026-W29", "2026", "2026-07-15"])
def test_in_english_a_period_is_said_as_it_is_written(period):
    assert period_word(period) == period


@pytest.mark.usefixtures("_chinese")
def test_how_often_a_duty_comes_is_said_in_words():
    assert [frequency_word(*often) for often in (("monthly", 6), ("weekly", 1))] == ["每 6 个月", "每周"]


@pytest.mark.usefixtures("_chinese")
def test_what_is_to_be_done_has_words_and_its_value_stays_stable():
    (column,) = columns_of("act")

    assert [word_of(column)((act,)) for act in ("verify", "order", "summon", "remind")] == [
        "核查",
        "发督办单",
        "约谈",
        "催办",
    ]
