"""The settings of the person at the keyboard: defaults, then a TOML file, then the environment.

Read by ``cli`` and ``tui`` only. What belongs to a ledger (its time zone, its language) lies in the ledger.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from dutytrack.domain.dates import read_day
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import LANGUAGES, _
from dutytrack.signs import check_signs

TIME_ZONE = "time_zone"
"""The ledger's setting that says whose date counts as today."""
DEFAULT_TIME_ZONE = "Asia/Shanghai"
_CHINA = dt.timezone(dt.timedelta(hours=8))
"""China has kept UTC+8 without summer time since 1992, so its today needs no time zone tables."""
FORMATS = ("table", "json", "csv", "markdown")
"""The forms of output; ``md`` is another name for ``markdown``."""
MOST_ROWS = 10**9
"""As many rows as can be asked for: more than a ledger holds, and less than what a database can't count to."""
_LONGEST = 100_000
"""Bytes of the settings file."""
PLAIN = ".txt"
"""The ending that may hold any form."""
ENDINGS = {".json": "json", ".csv": "csv", ".md": "markdown", ".markdown": "markdown", ".tsv": "table", PLAIN: "table"}
"""What a file's ending says of the form of what is in it."""
WORKBOOK = ".xlsx"
FOREIGN = frozenset({
    WORKBOOK, ".xls", ".xlsm", ".xlsb", ".et", ".ods", ".docx", ".doc", ".docm", ".wps", ".odt", ".rtf", ".pdf", ".ofd",
    ".html", ".htm", ".mht", ".xml", ".pptx", ".ppt", ".dps", ".odp", ".zip", ".png", ".jpg", ".jpeg", ".yaml", ".yml",
})  # fmt: skip
"""Endings of what no report is written as."""


class ConfigUnreadableError(DutyTrackError):
    """The settings file can't be read or is no TOML."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(_("{path}: settings can't be read: {cause}"), path=path, cause=cause)


class UnknownSettingError(DutyTrackError):
    """The settings file names a setting that is none."""

    def __init__(self, path: Path, name: str) -> None:
        from dutytrack.domain.words.nearest import hint

        super().__init__(_("{path}: no setting is called {name}").format(path=path, name=name) + hint(name, OPTIONS))


class BadSettingError(DutyTrackError):
    """A setting has a value that it can't have."""

    def __init__(self, where: str, value: object, allowed: str) -> None:
        super().__init__(
            _("{where}: {value} can't be used; it takes {allowed}").format(where=where, value=value, allowed=allowed)
        )


class Settings(NamedTuple):
    """What holds for this run, before the command line's own options are laid over it."""

    ledger: Path | None
    """The ledger file; ``None`` where none is named and there is no home folder to look in."""
    actor: str
    """Who is written into the journal."""
    language: str | None = None
    """``en`` or ``zh``; ``None`` leaves it to the ledger, then to the locale."""
    format: str | None = None
    """The form of output where the command names none."""
    today: dt.date | None = None
    """A fixed today, for demonstrations and tests; ``None`` asks the clock."""
    as_of: dt.date | None = None
    """The day that is asked about; ``None`` is today."""
    seal_key: Path | None = None
    """The secret key that heads of the journal are sealed with."""
    outputs: Path | None = None
    """The folder that knows the earlier outputs; ``None`` where there is no home folder for it."""


class Option(NamedTuple):
    """One setting: the variable that sets it, what it takes, and how its text becomes a value."""

    variable: str
    allowed: str
    convert: Callable[[str], object]


def format_name(text: str) -> str:
    """The form of output that ``text`` names; ValueError for none."""
    name = {"md": "markdown"}.get(text.lower(), text.lower())
    if name not in FORMATS:
        raise ValueError(text)
    return name


def _language(text: str) -> str:
    if text not in LANGUAGES:
        raise ValueError(text)
    return text


OPTIONS: Mapping[str, Option] = {
    "ledger": Option("DUTYTRACK_LEDGER", "a path", lambda text: expanded(Path(text))),
    "actor": Option("DUTYTRACK_ACTOR", "a name", str),
    "language": Option("DUTYTRACK_LANG", "en, zh", _language),
    "format": Option("DUTYTRACK_FORMAT", "table, json, csv, markdown", format_name),
    "seal_key": Option("DUTYTRACK_SEAL_KEY", "a path", lambda text: expanded(Path(text))),
    "today": Option("DUTYTRACK_TODAY", "YYYY-MM-DD", lambda text: read_day(text, None, "happened")),
}


def config_file(environment: Mapping[str, str]) -> Path | None:
    """Where the settings file lies: ``DUTYTRACK_CONFIG``, else in the XDG folder for settings, if there is any."""
    named = environment.get("DUTYTRACK_CONFIG")
    return Path(named) if named else _in_folder(environment, "XDG_CONFIG_HOME", ".config", "config.toml")


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings in force; a variable set to nothing counts as not set."""
    values = _from_file(config_file(environment), must_exist=bool(environment.get("DUTYTRACK_CONFIG")))
    for name, option in OPTIONS.items():
        text = environment.get(option.variable)
        if text:
            values[name] = _converted(option.variable, text, option)
    defaults = Settings(
        ledger=_in_folder(environment, "XDG_DATA_HOME", ".local/share", "ledger.db"),
        actor=_login_name(environment) if "actor" not in values else "",
        outputs=_in_folder(environment, "XDG_STATE_HOME", ".local/state", "outputs"),
    )
    return defaults._replace(**values)


def expanded(path: Path) -> Path:
    """``path`` with a home folder in place of ``~``; raises NoHomeError where nobody knows of one."""
    try:
        return path.expanduser()
    except RuntimeError as error:
        from dutytrack.files import NoHomeError

        raise NoHomeError(path) from error


def _in_folder(environment: Mapping[str, str], variable: str, below_home: str, name: str) -> Path | None:
    """``name`` in our folder among those that ``variable`` names; ``None`` for a person without a home folder."""
    named = environment.get(variable)
    home = environment.get("HOME") or os.path.expanduser("~")  # noqa: PTH111 - "~" where nobody has a home
    if not named and home == "~":
        return None
    return (Path(named) if named else Path(home, below_home)) / "dutytrack" / name


def _from_file(path: Path | None, *, must_exist: bool) -> dict[str, Any]:
    if path is None or (not must_exist and not path.is_file()):
        return {}
    from dutytrack.domain.toml import read_toml
    from dutytrack.smallfiles import SmallFileError, small_text

    try:
        read = read_toml(small_text(path, _LONGEST))
    except SmallFileError as error:
        raise ConfigUnreadableError(path, error.why) from error
    except ValueError as error:
        raise ConfigUnreadableError(path, str(error)) from error
    values: dict[str, Any] = {}
    for name, value in read.items():
        option = OPTIONS.get(name)
        if option is None:
            raise UnknownSettingError(path, name)
        values[name] = _converted(f"{path}: {name}", value, option)
    return values


def _converted(where: str, value: object, option: Option) -> object:
    text = value.isoformat() if isinstance(value, dt.date) else value
    if not isinstance(text, str):
        raise BadSettingError(where, value, option.allowed)
    check_signs(where, text)
    try:
        return option.convert(text)
    except ValueError as error:
        raise BadSettingError(where, value, option.allowed) from error


def _login_name(environment: Mapping[str, str]) -> str:
    for variable in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        if environment.get(variable):
            return environment[variable]
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a process without a name in the system's register
        return "unknown"


def ledger_today(settings: Settings, kept: Mapping[str, str]) -> dt.date:
    """Today for a ledger with the settings ``kept``: fixed by the person or the ledger, else by the clock."""
    if settings.today is not None:
        return settings.today
    if kept.get("today"):
        return dt.date.fromisoformat(kept["today"])
    zone = kept.get(TIME_ZONE, DEFAULT_TIME_ZONE)
    if zone == DEFAULT_TIME_ZONE:
        return dt.datetime.now(_CHINA).date()
    from zoneinfo import ZoneInfo

    return dt.datetime.now(dt.UTC).astimezone(ZoneInfo(zone)).date()
