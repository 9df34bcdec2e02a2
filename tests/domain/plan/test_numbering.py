"""Printed numbers reconciled against what was read."""

import pytest

from dutytrack.domain.plan.model import ParsedPlan, ParsedTask
from dutytrack.domain.plan.numbering import reconcile
from dutytrack.domain.words.numerals import printed_number


def plan(*refs: str) -> ParsedPlan:
    tasks = tuple(
        ParsedTask(ref, ref.partition("/")[0].rpartition(".")[2], tuple(ref.split(".")[:-1]), "题", "文", (n, n))
        for n, ref in enumerate(refs, 1)
    )
    return ParsedPlan("x", "方案", tasks=tasks)


def runs(*refs: str) -> list[tuple[object, ...]]:
    return [(run.first, run.last, run.read, run.missing, run.doubled) for run in reconcile(plan(*refs))]


def test_numbering_that_runs_on_over_sections_is_one():
    assert runs("二.(一).1", "二.(一).2", "二.(二).3", "三.(一)", "三.(二)") == [(1, 3, 3, (), ()), (1, 2, 2, (), ())]


def test_numbering_that_begins_anew_is_another():
    assert runs("二.(一).1", "二.(一).2", "二.(二).1", "二.(二).2") == [(1, 2, 2, (), ()), (1, 2, 2, (), ())]


@pytest.mark.parametrize("sign", [".", "-", "—"])
def test_a_number_inside_another_begins_anew_with_it(sign):
    refs = [f"{upper}{sign}{lower}" for upper in (1, 2, 3, 4, 5) for lower in (1, 2, 3)]
    assert runs(*refs) == [(1, 3, 3, (), ())] * 5
    assert runs(f"1{sign}1", f"1{sign}3") == [(1, 3, 2, (2,), ())]
    assert runs("1", f"2{sign}1", f"2{sign}2", "3") == [(1, 3, 3, (), ()), (1, 2, 2, (), ())]


def test_gaps_and_doubles():
    assert runs("123", "124", "126", "126") == [(123, 126, 3, (125,), (126,))]
    assert runs("1", "3") == [(1, 3, 2, (2,), ())]
    assert runs("1", "2") == [(1, 2, 2, (), ())]


def test_numbering_runs_on_where_a_number_is_higher_than_the_last_and_begins_anew_where_it_is_not():
    assert runs("一.1", "二.2") == [(1, 2, 2, (), ())]
    assert runs("一.3", "二.3") == [(3, 3, 1, (), ()), (3, 3, 1, (), ())]
    assert runs("一.3", "一.4", "二.3", "二.5") == [(3, 4, 2, (), ()), (3, 5, 2, (4,), ())]
    assert runs("一.1", "一.2", "一.5", "二.3") == [(1, 5, 3, (3, 4), ()), (3, 3, 1, (), ())]


def test_a_task_without_a_number_is_of_no_numbering():
    assert runs("1", "——", "2") == [(1, 2, 2, (), ())]
    assert runs("——") == []


def test_chinese_and_arabic_numbers_are_two_numberings():
    assert runs("(一)", "(1)", "(二)", "(2)") == [(1, 2, 2, (), ()), (1, 2, 2, (), ())]


def test_thousands_are_missing_but_not_more_than_five():
    assert len(runs("3000", "5600")[0][3]) == 2599
    assert len(runs("1", "5001")[0][3]) == 4999
    assert runs("1", "5002")[0][3] == ()


def test_paragraphs_of_one_item_count_once():
    assert runs("三.1/1", "三.1/2", "三.2") == [(1, 2, 2, (), ())]


def test_a_heading_that_holds_tasks_is_not_missing_between_tasks():
    assert runs("二.(一)", "二.(二).1", "二.(二).2", "二.(三)")[0] == (1, 3, 3, (), ())


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("1.", 1),
        ("(十三)", 13),
        ("二十一、", 21),
        ("第一百零二条", 102),
        ("③", 3),
        ("⑾", 11),
        ("——", None),
        ("", None),
        ("①", 1),
        ("⑳", 20),
        ("㈩", 10),
        ("㈪", None),
        ("十、", 10),
        ("二〇", 20),
        ("(二百三十)", 230),
        ("一百一十五", 115),
        ("九十九", 99),
        ("任务12:", 12),
    ],
)
def test_printed_number(label, number):
    assert printed_number(label) == number
