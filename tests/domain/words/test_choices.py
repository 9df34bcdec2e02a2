"""Choices are understood by their stable values and in Chinese."""

import pytest

from dutytrack.domain.progress.share import KINDS
from dutytrack.domain.words import choices
from dutytrack.domain.words.supervision import RESULT_WORDS, WAY_WORDS


@pytest.mark.parametrize(
    ("said", "spellings", "value"),
    [
        ("领导批示", choices.TASK_KINDS, "instruction"),
        (" Meeting ", choices.TASK_KINDS, "meeting"),
        ("会议议定", choices.TASK_KINDS, "meeting"),
        ("核查通过", choices.RESULTS, "accepted"),
        ("现场", choices.WAYS, "site"),
        ("曾用名", choices.NAME_KINDS, "former"),
        ("添加", choices.MEMBER_ACTIONS, "add"),
        ("累计", choices.FIGURE_KINDS, "cumulative"),
        ("别的", choices.WAYS, "别的"),
    ],
)
def test_a_choice_is_meant_by_its_words(said, spellings, value):
    assert choices.meant(said, spellings) == value


def test_every_value_has_its_words():
    assert set(choices.RESULTS) == set(RESULT_WORDS)
    assert set(choices.WAYS) == set(WAY_WORDS)
    assert set(choices.FIGURE_KINDS) == set(KINDS)
