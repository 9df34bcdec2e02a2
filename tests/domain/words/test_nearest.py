"""The nearest name is offered where one is near, and none where nothing is."""

from __future__ import annotations

import pytest

from dutytrack.cli.app import COMMANDS
from dutytrack.domain.query.fields import FIELDS, FLAGS
from dutytrack.domain.words.nearest import NEAR_OPTION, hint, nearest
from dutytrack.store.settings.keys import DEFAULTS

UNITS = ("市科技局", "市财政局", "市发展和改革委员会", "各县(市、区)政府", "滨海新区管委会")


@pytest.mark.parametrize(
    ("typed", "known", "least", "meant"),
    [
        ("BH25-71", ("BH25-7", "CZ15-3"), None, "BH25-7"),
        ("langauge", tuple(DEFAULTS), None, "language"),
        ("overdeu", tuple(COMMANDS), None, "overdue"),
        ("led", tuple(FIELDS), None, "lead"),
        ("科技厅", UNITS, None, "市科技局"),
        ("张炜", ("李明", "张伟"), None, "张伟"),
        ("--ouptut", ("--output", "--on"), NEAR_OPTION, "--output"),
    ],
)
def test_what_is_near_is_named(typed: str, known: tuple[str, ...], least: float | None, meant: str) -> None:
    assert nearest(typed, known, least=least) == meant


@pytest.mark.parametrize("typed", ["qzjvx", "12345678", "！！！", "%%%", "", "xxxxxxxxxxxx", "鑫鑫鑫", "wqkzj"])
@pytest.mark.parametrize(
    "known", [tuple(DEFAULTS), tuple(COMMANDS), tuple(FIELDS), tuple(FLAGS), UNITS, ("BH25-7", "CZ15-3"), ()]
)
def test_nothing_is_named_for_nonsense(typed: str, known: tuple[str, ...]) -> None:
    assert nearest(typed, known) is None


def test_a_hint_names_what_is_near_else_lists_the_little_there_is() -> None:
    assert hint("rad", ("red", "green")) == "; did you mean red?"
    assert hint("qzj", ("red", "green")) == "; known: red, green"
    assert hint("qzj", ("red",)) == "; known: red"
    assert hint("qzj", [str(number) for number in range(100, 120)]).endswith("118, 119")
    assert hint("qzj", [str(number) for number in range(100, 121)]) == ""
    assert hint("qzj", ()) == ""


def test_half_of_the_signs_make_a_chinese_word_near_but_no_latin_one() -> None:
    assert nearest("市科技局", ("市财政局",)) == "市财政局"
    assert nearest("abcd", ("abxy",)) is None
