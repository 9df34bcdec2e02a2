"""The row that the help has for a field: what may be asked of it, and what else it is called."""

from __future__ import annotations

import pytest

from dutytrack import i18n
from dutytrack.domain.query.fields import FIELDS
from dutytrack.domain.query.guide import EXAMPLES, also_called, values_of


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("title", "text"),
        ("plan", "text, or none"),
        ("behind", "a number, or none"),
        ("lamp", "red(红) yellow(黄) green(绿) grey(灰) closed(结)"),
    ],
)
def test_a_field_says_what_may_stand_behind_its_sign(field, values):
    assert values_of(FIELDS[field]) == values


def test_a_field_of_own_values_that_may_be_empty_takes_none_too():
    [optional] = [entry for entry in FIELDS.values() if entry.choices and entry.optional]

    assert values_of(optional).endswith(") none(无)")


@pytest.mark.parametrize(
    ("language", "most", "spellings"),
    [
        ("en", None, "task, 任务, 任务名称, 标题"),
        ("en", 4, "task, 任务, 任务名称, 标题"),
        ("en", 3, "task, 任务, 任务名称 …"),
        ("zh", None, "任务、任务名称、标题、task"),
        ("zh", 1, "任务 …"),
    ],
)
def test_a_field_is_called_otherwise_in_the_language_in_use_first(language, most, spellings):
    i18n.use_language(language)

    assert also_called(FIELDS["title"], most) == spellings


def test_each_example_says_what_it_finds():
    assert all(query and found for query, found in EXAMPLES)
