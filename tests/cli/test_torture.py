"""Random command lines, queries and hostile texts: a small sample of the campaign in ``tools/torture``."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="module")
def commandlines(torture):
    return torture("commandlines")


def test_no_random_command_line_is_a_fault_of_the_program(commandlines, ledger):
    tried, found = commandlines.torture(ledger, seed=7, count=60)

    assert found == []
    assert tried.total() == 60
    assert {code for _name, code in tried} >= {0, 2}


def test_a_campaign_is_the_same_for_the_same_seed_and_reaches_every_command(commandlines):
    one, other = commandlines.Words(3), commandlines.Words(3)

    assert [one.line() for _ in range(50)] == [other.line() for _ in range(50)]
    assert len(one.commands) > 60
