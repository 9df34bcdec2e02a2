"""JSON from outside: numbers that are too large are refused in words that people understand."""

from __future__ import annotations

import pytest

from dutytrack.domain.json import read_json


def test_numbers_that_a_ledger_can_hold_are_read():
    assert read_json(f'[{10**18 - 1}, -{10**18 - 1}, 2.5, "{"9" * 50}"]') == [10**18 - 1, 1 - 10**18, 2.5, "9" * 50]


@pytest.mark.parametrize("number", [str(10**18), f"-{10**18}", "9" * 10_000])
def test_numbers_beyond_that_are_refused_in_one_line(number):
    with pytest.raises(ValueError, match=r"^a number of more than 18 digits$"):
        read_json(f'{{"tasks": [{{"number": {number}}}]}}')
