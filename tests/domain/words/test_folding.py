"""What looks alike is compared as one, and every character keeps its place."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutytrack.domain.words.folding import fold, half_width
from dutytrack.store.sql.dialect import folded, lend_folding


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("（十九）", "(十九)"),
        ("〔２０２４〕３号", "(2024)3号"),
        ("【ＡＢ】", "(ab)"),
        ("[a]", "(a)"),
        ("⼆⼗", "二十"),
        ("“成果”", '"成果"'),
        ("2024—2026", "2024-2026"),
        ("PM₂", "pm2"),
        ("İ", "İ"),
        ("½", "½"),
        ("成果、转化。", "成果、转化。"),
    ],
)
def test_what_looks_alike_is_one(written, folded):
    assert fold(written) == folded


def test_half_width_keeps_letters_as_large_as_they_are_and_brackets_of_a_kind():
    assert half_width("ＡＢ：（〔1〕）　c") == "AB:(〔1〕) c"


@given(st.text())
def test_a_text_keeps_its_length_and_is_folded_once(text):
    assert len(half_width(text)) == len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(half_width(text)) == fold(text)


@given(st.text() | st.text("aA（)一、⼀[ 　"))
def test_a_ledger_folds_as_the_program_does(text):
    with closing(sqlite3.connect(":memory:")) as connection:
        lend_folding(connection)
        lend_folding(connection)
        assert connection.execute(f"SELECT {folded(':text')}", {"text": text}).fetchone() == (fold(text),)
