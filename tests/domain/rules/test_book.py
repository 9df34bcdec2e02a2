"""Rules that an office writes itself are read within bounds, of whatever kind they are."""

from __future__ import annotations

import pytest

from dutytrack import i18n
from dutytrack.domain.rules.appraisal import read_appraisal_rules
from dutytrack.domain.rules.book import filled_in, in_language, read_table, texts, told
from dutytrack.domain.rules.ladder import read_ladder
from dutytrack.domain.rules.packs import read_rule_pack
from dutytrack.errors import DutyTrackError

RULE = '[[rule]]\nname = "a"\nlamp = "red"\nwhen = "behind>30"\n'


@pytest.mark.parametrize("read", [read_rule_pack, read_ladder, read_appraisal_rules])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = " + "[" * 20_000, "too many brackets"),
        (f"x = {'9' * 10_000}", "a number of more than 18 digits"),
        (f"x = [{{y = 0x{'f' * 9_000}}}]", "a number of more than 18 digits"),
        ("#" * 100_001, "more than 100000 characters"),
        (RULE * 101, r"more than 100 \[\[rule\]\]"),
        ("x =", "Invalid value"),
    ],
    ids=["nested", "digits", "digits inside", "long", "many", "broken"],
)
def test_rules_beyond_bounds_are_refused_in_a_line(read, text, said):
    with pytest.raises(DutyTrackError, match=said) as raised:
        read(text)

    assert len(str(raised.value).splitlines()) == 1


def test_rules_may_be_as_long_and_as_many_as_the_bounds_say():
    assert read_table("#" * 100_000, ValueError) == {}
    assert len(read_table(RULE * 100, ValueError)["rule"]) == 100


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, {}),
        ({"title": ""}, {}),
        ({"title": "Plain"}, {"en": "Plain"}),
        ({"title": {"en": "Plain", "zh": "简明"}}, {"en": "Plain", "zh": "简明"}),
    ],
)
def test_a_text_is_by_language_or_counts_for_all(given, found):
    assert texts(given, "title", ValueError) == found


def test_words_are_in_the_language_in_use_else_in_english_else_in_any():
    i18n.use_language("zh")

    assert in_language({"en": "red", "zh": "红"}, "none") == "红"
    assert in_language({"fr": "rouge", "en": "red"}, "none") == "red"
    assert in_language({"fr": "rouge"}, "none") == "rouge"
    assert in_language({}, "none") == "none"


def test_a_clause_has_its_numbers_without_what_computing_leaves_behind():
    assert filled_in("{share}% of {count}, {due}", {"share": 12.0, "count": 3}) == "12% of 3, ?"
    assert filled_in("{share}", {"share": 100 * 0.07}) == "7"


def test_what_is_ahead_is_told_by_no_points_behind():
    ways = {"en": ("{behind} points behind, {ahead} ahead", "{behind} points behind", "as planned")}

    assert [str(told("rule", ways, {}, {"behind": points})) for points in (5.5, 0, -3)] == [
        "5.5 points behind",
        "as planned",
        "as planned",
    ]
