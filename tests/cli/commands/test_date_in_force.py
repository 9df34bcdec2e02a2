"""After an extension every act goes by the date that holds, and the date as first laid down still finds it."""

from __future__ import annotations

import pytest

EXTENDED = (
    "extend ask BH25-3 --to 2027-06-30 --unit 市科技局 --reason 用地未批 --progress 已选址 --on 2026-07-01",
    "extend grant BH25-3 --to 2027-06-30 --by 市长 --on 2026-07-02",
)


@pytest.fixture
def extended(run, ledger):
    for line in EXTENDED:
        assert run(*line.split()).code == 0, line
    return run


@pytest.mark.parametrize("day", ["2027-06-30", "2026-12-31"])
def test_the_date_that_show_prints_can_be_met(extended, day):
    out = extended("done", "BH25-3", "--date", day, "--on", "2026-07-10")

    assert (out.code, "2027-06-30 met on 2026-07-10" in out.out) == (0, True)


def test_a_date_that_is_none_is_answered_with_those_that_hold(extended):
    assert "it has 2027-06-30" in extended("done", "BH25-3", "--date", "2027-01-01").err


def test_what_is_closed_before_the_extended_date_is_not_late(extended):
    out = extended("--lang", "en", "close", "BH25-3", "--on", "2026-07-10", "--waive", "特批")

    assert (out.code, "after its deadline" in out.out) == (0, False)


def test_setting_an_extended_date_is_refused_with_what_to_do(extended):
    out = extended("set", "BH25-3", "--due", "2026-11-30", "--reason", "误读")

    assert out.code == 2
    assert "2026-12-31 was extended to 2027-06-30" in out.err
