"""Rules that an office writes itself are read within bounds, of whatever kind they are."""

from __future__ import annotations

import pytest

from dutytrack.domain.rules.appraisal import read_appraisal_rules
from dutytrack.domain.rules.ladder import read_ladder
from dutytrack.domain.rules.packs import read_rule_pack
from dutytrack.errors import DutyTrackError

RULE = '[[rule]]\nname = "a"\nlamp = "red"\nwhen = "behind>30"\n'


@pytest.mark.parametrize("read", [read_rule_pack, read_ladder, read_appraisal_rules])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = " + "[" * 20_000, "too many brackets"),
        ("x = " + "9" * 5000, "4300 digits"),
        ("#" * 100_001, "more than 100000 characters"),
        (RULE * 101, r"more than 100 \[\[rule\]\]"),
        ("x =", "Invalid value"),
    ],
    ids=["nested", "digits", "long", "many", "broken"],
)
def test_rules_beyond_bounds_are_refused_in_a_line(read, text, said):
    with pytest.raises(DutyTrackError, match=said) as raised:
        read(text)

    assert len(str(raised.value).splitlines()) == 1
