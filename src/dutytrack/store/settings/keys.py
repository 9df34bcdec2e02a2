"""The ledger's own settings: which there are, and what holds where none is set. Nothing heavy is imported on top."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from dutytrack.domain.dates import DateError, read_day
from dutytrack.errors import DutyTrackError, LedgerError
from dutytrack.i18n import LANGUAGES, N_, _, clauses, listed, quotable
from dutytrack.store.sql.dialect import Reader

if TYPE_CHECKING:
    from sqlmodel import Session

DEFAULTS: Mapping[str, str] = {
    "time_zone": "Asia/Shanghai",
    "language": "",
    "rule_pack": "default",
    "format": "",
    "today": "",
    "ladder": "blue-yellow-red",
    "order_mark": "督",
    "instruction_mark": "批",
    "instruction_limits": "1wd 5wd 15d",
    "days_off": "keep",
    "reminder_period": "month",
    "extension_times": "",
    "extension_days": "",
    "appraisal": "default",
    "receive_days": "",
    "members_share": "100",
    "complete_registers": "",
    "group": "",
    "heads": "",
    "demo": "",
}
"""Each setting with the value that holds where none is set.

``time_zone`` says when a day begins; ``language`` is ``en`` or ``zh``, empty: as the caller's locale says;
``rule_pack`` names the rules that light the lamps, or is a rule pack itself as TOML (so are ``ladder``, of orders, and
``appraisal``); ``format`` is the form of output, empty: a table; ``today`` stops the clock of a demonstration;
``order_mark`` begins the number of an order (滨督 gives 滨督〔2026〕12号), ``instruction_mark`` that of a leader's
instruction; ``instruction_limits`` are the limits of urgent, pressing and ordinary ones; ``days_off`` says whether a
limit counted in days that ends on a day off stays (``keep``) or ends on the next working day (``next``);
``reminder_period`` is how often a unit may be reminded: ``week``, ``month`` or ``quarter``; ``extension_times`` and
``extension_days`` cap what a date may be extended by in all, empty: no cap; ``receive_days`` is how many days a task
may wait to be signed for, empty: for ever;
``members_share`` is the share of a collective's members, in percent, that have to be done before it counts as done.
``complete_registers`` are the places, joined by 、, whose units are all in the ledger: a new one there is a doubt.
``group`` is the system's group that may use the ledger's files beside their owner, empty: nobody else; ``heads`` is a
second place where the journal's heads are kept, a file's whole path or ``syslog``, empty: only beside the ledger.
``demo`` marks a demonstration, which may be made anew; nobody gives the mark by hand, ``no`` takes it off.
"""


FORMATS = ("table", "json", "csv", "markdown")
"""The forms of output that a ledger can ask for."""
_KEPT = "SELECT CAST(key AS BLOB), CAST(value AS BLOB) FROM setting"
"""As bytes: what is no text can be named all the same."""
_READ_BY_OTHERS = frozenset({"rule_pack", "ladder", "appraisal"})
"""Settings that can be whole files: whoever reads them says what is wrong with them."""
_SHOWN = 60
"""Characters of a value that are shown."""


class SettingUnknownError(DutyTrackError):
    """No setting has that name."""

    def __init__(self, key: str) -> None:
        from dutytrack.domain.words.nearest import nearest

        near = nearest(key, DEFAULTS)
        template = _("the ledger has no setting {key}; known: {known}")
        if near is not None:
            template = _("the ledger has no setting {key}; nearest: {nearest}")
        super().__init__(template.format(key=key, nearest=near, known=listed(DEFAULTS)))


_WANTED = {
    "group": N_("the system has no such group (getent group lists them)"),
    "instruction_limits": N_("it wants three limits, the shortest first, as in 1wd 5wd 15d"),
    "days_off": N_("it wants keep or next"),
    "heads": N_("it wants a file's whole path, as in /mnt/other/heads.txt, or syslog"),
}
"""What a value is to be, where the name does not say it."""


class SettingValueError(DutyTrackError):
    """A setting can't have that value."""

    def __init__(self, key: str, value: str) -> None:
        sentence = _("the ledger's setting {key} can't be {value}").format(key=key, value=value)
        super().__init__(clauses([sentence, _(_WANTED[key])]) if key in _WANTED else sentence)


class SettingRubbishError(LedgerError):
    """The ledger holds a setting that nobody can have given it by this program."""

    def __init__(self, key: str, value: str) -> None:
        template = _("the ledger's setting {key} can't be {value}; set it anew: dutytrack setting set {key} VALUE")
        super().__init__(template, key=key, value=quotable(value)[:_SHOWN])


def get_setting(connection: Reader, key: str) -> str:
    """The value of ``key`` in the ledger, else its default. Raises SettingRubbishError where it can't be that."""
    default = _default(key)
    row = connection.execute(f"{_KEPT} WHERE key = ?", (key,)).fetchone()
    if row is None:
        return default
    value = _text(row[1])
    if key not in _READ_BY_OTHERS and not is_sound(key, value):
        raise SettingRubbishError(key, value)
    return value


def kept_settings(connection: Reader) -> dict[str, str]:
    """Every setting that is kept in the ledger, whatever it is."""
    return {_text(key): _text(value) for key, value in connection.execute(_KEPT)}


def is_sound(key: str, value: str) -> bool:
    """Whether the setting ``key`` can be ``value``; one of a later program can be anything."""
    if key == "today":
        return _is_full_day(value)
    if key == "demo" or key not in DEFAULTS:
        return True
    try:
        return _CHECKS.get(key, bool)(value)
    except DutyTrackError:
        return False


def rubbish(connection: Reader) -> Iterator[tuple[str, str]]:
    """The settings that nobody can have given by this program, with what they are."""
    for key, value in kept_settings(connection).items():
        if not is_sound(key, value):
            yield key, value[:_SHOWN]


def set_setting(session: Session, key: str, value: str | None) -> None:
    """Give ``key`` a value within a command; ``None`` goes back to the default.

    Raises SettingUnknownError or SettingValueError.
    """
    from dutytrack.store.tables.plans import Setting

    _default(key)
    setting = session.get(Setting, key)
    if value is None:
        if setting is not None:
            session.delete(setting)
        return
    if key == "today":
        value = _full_day(value)
    if not _CHECKS.get(key, bool)(value):
        raise SettingValueError(key, value)
    setting = setting or Setting(key=key, value=value)
    setting.value = value
    session.add(setting)


def _text(value: object) -> str:
    """What is kept as text; what is none is something that no setting can be."""
    if not isinstance(value, bytes):
        return str(value)
    return value.decode(errors="replace")


def _is_full_day(value: str) -> bool:
    from datetime import date

    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _default(key: str) -> str:
    if key not in DEFAULTS:
        raise SettingUnknownError(key)
    return DEFAULTS[key]


def _is_time_zone(value: str) -> bool:
    if value == DEFAULTS["time_zone"]:  # looking through all of them takes long
        return True
    from zoneinfo import available_timezones

    return value in available_timezones()


def _full_day(value: str) -> str:
    try:
        return read_day(value, None, "happened").isoformat()
    except DateError as error:
        raise SettingValueError("today", value) from error


_COUNT_DIGITS = 4
"""Times and days are counted up to 9,999: no date is moved further, and each day it is moved to is in the calendar."""


def _is_count(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= _COUNT_DIGITS


def _is_mark(value: str) -> bool:
    return bool(value.strip()) and value.isprintable() and len(value) <= 20 and not set(value) & set("〔〕[]【】（）()")


LIMITS, LONGEST_LIMIT = 3, 366
"""How many classes of instructions there are, and within how many days any is answered."""


def _are_limits(value: str) -> bool:
    from datetime import date

    from dutytrack.domain.dates import FIRST_YEAR, read_limit

    first = date(FIRST_YEAR, 1, 1)
    days = [(read_limit(one, first) - first).days for one in value.split()]
    return len(days) == LIMITS and days == sorted(days) and days[-1] <= LONGEST_LIMIT


def _is_group(value: str) -> bool:
    import grp

    try:
        grp.getgrnam(value)
    except (KeyError, ValueError):
        return False
    return True


_LONGEST_PATH = 1_000


def _is_place(value: str) -> bool:
    """Whether heads may be kept at ``value``: a file, whatever folder one is in, or the system's log.

    Whether it is there is seen when a head is kept: a medium may be away for a day.
    """
    is_path = value.startswith("/") and value.isprintable() and not value.endswith("/")
    return value == "syslog" or (is_path and len(value) <= _LONGEST_PATH)


def _can_be_read(topic: str, value: str) -> bool:
    """Whether ``value`` is the name of rules that come with the program, or such rules as TOML."""
    from dutytrack.domain.rules.appraisal import read_appraisal_rules
    from dutytrack.domain.rules.ladder import read_ladder
    from dutytrack.domain.rules.packs import read_rule_pack
    from dutytrack.store.settings.rulebooks import RulebookUnknownError, rulebook_text

    readers: Mapping[str, Callable[[str], object]] = {
        "rules": read_rule_pack,
        "ladders": read_ladder,
        "appraisal": read_appraisal_rules,
    }
    try:
        readers[topic](rulebook_text(topic, value))
    except RulebookUnknownError:
        return False
    return True


_CHECKS: Mapping[str, Callable[[str], bool]] = {
    "demo": "no".__eq__,
    "format": FORMATS.__contains__,
    "group": _is_group,
    "heads": _is_place,
    "time_zone": _is_time_zone,
    "language": LANGUAGES.__contains__,
    "rule_pack": lambda value: _can_be_read("rules", value),
    "ladder": lambda value: _can_be_read("ladders", value),
    "appraisal": lambda value: _can_be_read("appraisal", value),
    "order_mark": _is_mark,
    "instruction_mark": _is_mark,
    "instruction_limits": _are_limits,
    "days_off": ("keep", "next").__contains__,
    "reminder_period": ("week", "month", "quarter").__contains__,
    "extension_times": _is_count,
    "extension_days": _is_count,
    "receive_days": _is_count,
    "members_share": lambda value: value.isdecimal() and len(value) <= 3 and 0 < int(value) <= 100,
}
