"""Numbers as printed."""

from __future__ import annotations

import pytest

from dutytrack.domain.words.numerals import read_number


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1,200", 1200),
        ("2.65", 2.65),
        ("十", 10),
        ("十二", 12),
        ("二十三", 23),
        ("一百零五", 105),
        ("两千三百", 2300),
        ("一万五千", 15_000),
        ("一亿二千万", 120_000_000),
        ("二〇二五", 2025),
        ("二○一七", 2017),
    ],
)
def test_value_of_a_number(printed: str, value: float) -> None:
    assert value == read_number(printed)


@pytest.mark.parametrize("printed", ["", "若干", "1.2.3", "nan", "十x", "9" * 5000, "一" * 400, "亿" * 400, "1," * 400])
def test_what_is_no_number_has_no_value(printed: str) -> None:
    assert read_number(printed) is None
