"""The ledger's own settings: which there are, and what holds where none is set. Nothing heavy is imported on top."""

from __future__ import annotations

import difflib
import sqlite3
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from dutytrack.errors import DutyTrackError
from dutytrack.i18n import LANGUAGES, _

if TYPE_CHECKING:
    from sqlmodel import Session

DEFAULTS: Mapping[str, str] = {
    "time_zone": "Asia/Shanghai",
    "language": "",
    "rule_pack": "default",
    "format": "",
    "today": "",
}
"""Each setting with the value that holds where none is set.

``time_zone`` says when a day begins; ``language`` is ``en`` or ``zh``, empty: as the caller's locale says;
``rule_pack`` names the rules that light the lamps; ``format`` is the form of output, empty: a table; ``today`` stops
the clock of a demonstration.
"""


class SettingUnknownError(DutyTrackError):
    """No setting has that name."""

    def __init__(self, key: str) -> None:
        nearest = difflib.get_close_matches(key, DEFAULTS, n=1, cutoff=0) or list(DEFAULTS)
        super().__init__(_("the ledger has no setting {key}; nearest: {nearest}").format(key=key, nearest=nearest[0]))


class SettingValueError(DutyTrackError):
    """A setting can't have that value."""

    def __init__(self, key: str, value: str) -> None:
        super().__init__(_("the ledger's setting {key} can't be {value}").format(key=key, value=value))


def get_setting(connection: sqlite3.Connection, key: str) -> str:
    """The value of ``key`` in the ledger, else its default."""
    default = _default(key)
    row = connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    return default if row is None else str(row[0])


def set_setting(session: Session, key: str, value: str | None) -> None:
    """Give ``key`` a value within a command; ``None`` goes back to the default.

    Raises SettingUnknownError or SettingValueError.
    """
    from dutytrack.store.tables import Setting

    _default(key)
    setting = session.get(Setting, key)
    if value is None:
        if setting is not None:
            session.delete(setting)
        return
    if not _CHECKS.get(key, bool)(value):
        raise SettingValueError(key, value)
    setting = setting or Setting(key=key, value=value)
    setting.value = value
    session.add(setting)


def _default(key: str) -> str:
    if key not in DEFAULTS:
        raise SettingUnknownError(key)
    return DEFAULTS[key]


def _is_time_zone(value: str) -> bool:
    from zoneinfo import available_timezones

    return value in available_timezones()


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


_CHECKS: Mapping[str, Callable[[str], bool]] = {
    "time_zone": _is_time_zone,
    "language": LANGUAGES.__contains__,
    "today": _is_day,
}
