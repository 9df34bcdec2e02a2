"""Settings: defaults, then the file, then the environment."""

from __future__ import annotations

import datetime as dt

import pytest

from dutytrack.config import (
    BadSettingError,
    ConfigUnreadableError,
    Settings,
    UnknownSettingError,
    ledger_today,
    read_settings,
)


def env(tmp_path, **more):
    """An environment with a home of its own."""
    return {"HOME": str(tmp_path), "LOGNAME": "zhang", **more}


def write(tmp_path, text):
    """Write the settings file."""
    path = tmp_path / ".config" / "dutytrack" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_defaults(tmp_path):
    assert read_settings(env(tmp_path)) == Settings(
        ledger=tmp_path / ".local" / "share" / "dutytrack" / "ledger.db",
        actor="zhang",
        outputs=tmp_path / ".local" / "state" / "dutytrack" / "outputs",
    )


def test_xdg_folders_count(tmp_path):
    settings = read_settings(env(tmp_path, XDG_DATA_HOME=str(tmp_path / "data")))

    assert settings.ledger == tmp_path / "data" / "dutytrack" / "ledger.db"


def test_the_file_counts_before_the_defaults_and_the_environment_before_the_file(tmp_path):
    write(tmp_path, 'ledger = "/srv/ledger.db"\nactor = "督查室"\nlanguage = "zh"\nformat = "md"\ntoday = 2026-07-15\n')

    settings = read_settings(env(tmp_path, DUTYTRACK_ACTOR="李", DUTYTRACK_LANG=""))

    assert str(settings.ledger) == "/srv/ledger.db"
    assert settings.actor == "李"
    assert (settings.language, settings.format, settings.today) == ("zh", "markdown", dt.date(2026, 7, 15))


def test_an_unknown_setting_names_the_file_and_the_nearest(tmp_path):
    path = write(tmp_path, 'langauge = "zh"\n')

    with pytest.raises(UnknownSettingError) as raised:
        read_settings(env(tmp_path))

    assert str(raised.value) == f"{path}: no setting is called langauge; did you mean language?"


def test_a_fixed_today_is_written_as_any_full_day_is(tmp_path):
    assert read_settings(env(tmp_path, DUTYTRACK_TODAY="2026年7月15日")).today == dt.date(2026, 7, 15)


@pytest.mark.parametrize("text", ['language = "fr"', 'format = "pdf"', "actor = 3", 'today = "soon"'])
def test_a_value_that_cannot_be_says_what_is_taken(tmp_path, text):
    write(tmp_path, text)

    with pytest.raises(BadSettingError, match="it takes"):
        read_settings(env(tmp_path))


def test_a_variable_that_cannot_be_is_named(tmp_path):
    with pytest.raises(BadSettingError, match="DUTYTRACK_LANG: fr"):
        read_settings(env(tmp_path, DUTYTRACK_LANG="fr"))


def test_a_broken_file_is_named(tmp_path):
    write(tmp_path, "ledger = ")

    with pytest.raises(ConfigUnreadableError, match=r"config\.toml"):
        read_settings(env(tmp_path))


def test_brackets_without_end_are_a_fault_of_the_file(tmp_path):
    write(tmp_path, f"a={'[' * 5000}")

    with pytest.raises(ConfigUnreadableError, match="too many brackets"):
        read_settings(env(tmp_path))


def test_a_named_file_must_be_there(tmp_path):
    with pytest.raises(ConfigUnreadableError):
        read_settings(env(tmp_path, DUTYTRACK_CONFIG=str(tmp_path / "none.toml")))


def test_today_is_fixed_by_the_person_then_by_the_ledger_then_by_the_clock_of_its_time_zone(tmp_path):
    plain = read_settings(env(tmp_path))
    fixed = plain._replace(today=dt.date(2026, 1, 1))

    assert ledger_today(fixed, {"today": "2026-02-02"}) == dt.date(2026, 1, 1)
    assert ledger_today(plain, {"today": "2026-02-02"}) == dt.date(2026, 2, 2)
    east, west = (
        ledger_today(plain, {"time_zone": "Pacific/Kiritimati"}),
        ledger_today(plain, {"time_zone": "Pacific/Niue"}),
    )
    assert (east - west).days in {1, 2}
    assert west <= ledger_today(plain, {}) <= east
