"""Initials by which names are found."""

import subprocess
import sys

import pytest

from dutytrack.services.units.pinyin import common_letters, initials


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("科技局", "kjj"),
        ("市发改委", "sfgw"),
        ("各县(市、区)政府", "gxsqzf"),
        ("“创新之城”建设专项小组", "cxzcjszxxz"),
        ("12345热线B组", "12345rxbz"),
        ("", ""),
    ],
)
def test_each_character_gives_its_first_letter(text, letters):
    assert initials(text) == letters


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("中国人民银行沧州市中心支行", "zgrmyhczszxzh"),
        ("长兴县", "cxx"),
        ("市长办公室", "szbgs"),
        ("重庆市会计局", "cqskjj"),
        ("重点项目办", "zdxmb"),
        ("乐清市", "yqs"),
        ("行政审批局", "xzspj"),
        ("市畜牧局", "sxmj"),
        ("西藏自治区", "xzzzq"),
        ("长子县", "zzx"),
    ],
)
def test_words_are_read_as_the_field_reads_them(text, letters):
    assert initials(text) == letters


def test_the_environment_is_left_as_it_was():
    program = (
        "import os; from dutytrack.services.units.pinyin import initials; print(initials('重庆'), dict(os.environ))"
    )
    for variables in ({}, {"PYPINYIN_NO_PHRASES": "maybe"}):
        run = subprocess.run([sys.executable, "-c", program], env=variables, capture_output=True, text=True, check=True)
        letters, _, environment = run.stdout.partition(" ")
        assert letters == "cq"
        assert ("PYPINYIN_NO_PHRASES" in environment) == bool(variables)
        assert ("'maybe'" in environment) == bool(variables)


def test_common_characters_are_read_as_in_the_dictionary():
    from pypinyin import Style, lazy_pinyin

    letters = common_letters()

    assert len(letters) == 6763
    assert {
        chr(code) for code, letter in letters.items() if lazy_pinyin(chr(code), style=Style.FIRST_LETTER) != [letter]
    } == set()


def test_uncommon_characters_and_signs_stand_among_common_ones():
    assert initials("㙍塘镇、龘区(A)") == "dtzdqa"
