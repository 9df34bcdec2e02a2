"""The ledger's own settings."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from dutytrack.store.file.connection import open_reader
from dutytrack.store.ledger import Ledger
from dutytrack.store.settings.keys import SettingUnknownError, SettingValueError, get_setting, set_setting


def value(path: Path, key: str) -> str:
    with closing(open_reader(path)) as reader:
        return get_setting(reader, key)


def give(ledger: Ledger, key: str, text: str | None) -> None:
    with ledger.command("setting", actor="李") as session:
        set_setting(session, key, text)


@pytest.mark.parametrize(
    ("key", "default"), [("time_zone", "Asia/Shanghai"), ("language", ""), ("rule_pack", "default")]
)
def test_default_holds_where_none_is_set(path: Path, ledger: Ledger, key: str, default: str) -> None:
    assert value(path, key) == default


def test_value_set_holds_until_it_is_taken_back(path: Path, ledger: Ledger) -> None:
    give(ledger, "time_zone", "Asia/Urumqi")
    give(ledger, "time_zone", "Asia/Chongqing")
    assert value(path, "time_zone") == "Asia/Chongqing"

    give(ledger, "time_zone", None)
    give(ledger, "time_zone", None)

    assert value(path, "time_zone") == "Asia/Shanghai"


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("time_zone", "Moon/Base"),
        ("language", "fr"),
        ("today", "tomorrow"),
        ("rule_pack", ""),
        ("extension_days", "9" * 5000),
        ("extension_times", "10000"),
        ("receive_days", "1" * 20),
        ("members_share", "9" * 5000),
    ],
)
def test_value_that_can_not_be_is_refused(path: Path, ledger: Ledger, key: str, text: str) -> None:
    with pytest.raises(SettingValueError, match=key):
        give(ledger, key, text)


def test_a_fixed_today_is_kept_in_one_form(path: Path, ledger: Ledger) -> None:
    give(ledger, "today", "２０２６年7月15日")

    assert value(path, "today") == "2026-07-15"


def test_unknown_setting_names_the_nearest(path: Path, ledger: Ledger) -> None:
    with pytest.raises(SettingUnknownError, match="time_zone"):
        give(ledger, "timezone", "x")
    with pytest.raises(SettingUnknownError, match="language"):
        value(path, "langage")
