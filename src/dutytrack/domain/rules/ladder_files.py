"""Reading ladders from TOML (``seed/ladders``): what may stand there, and what is wrong where it may not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dutytrack.domain.query.parsing import QueryError
from dutytrack.domain.rules.book import read_table, texts
from dutytrack.domain.rules.ladder import DirectGround, Ladder, Rung, Start
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _

_ANY_DAY = date(2000, 1, 1)
_MOST_DAYS = 3_660
"""Ten years: an order that may be answered later is none."""


class LadderError(DutyTrackError):
    """A ladder that can't be climbed: which part, and what is wrong with it."""

    def __init__(self, fault: str, part: str | None = None) -> None:
        where = _("ladder") if part is None else _("ladder, {part}").format(part=part)
        super().__init__(_("{where}: {fault}").format(where=where, fault=fault))


def read_ladder(toml_text: str) -> Ladder:
    """The ladder that ``toml_text`` lays down; raises LadderError with the part and what is wrong with it."""
    table = read_table(toml_text, LadderError)
    rungs = tuple(_rung(entry) for entry in _tables(table, "rung"))
    if len({rung.name for rung in rungs}) < len(rungs):
        raise LadderError(_("two rungs have the same name"))
    return Ladder(
        name=_text(table, "name", "name"),
        titles=texts(table, "title"),
        source=str(table.get("source", "")),
        starts=tuple(_start(entry) for entry in _tables(table, "start")),
        rungs=rungs,
    )


def _tables(table: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """The tables ``[[key]]``, of which there must be one at least."""
    entries = table.get(key)
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise LadderError(_("there is no [[{key}]]").format(key=key))
    return entries


def _text(table: Mapping[str, Any], key: str, part: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise LadderError(_("{key} is missing").format(key=key), part)
    return value


def _start(entry: Mapping[str, Any]) -> Start:
    start = Start(_text(entry, "when", "start"), texts(entry, "because"))
    try:
        start.query(_ANY_DAY)
    except QueryError as error:
        raise LadderError(str(error), "start") from error
    return start


def _rung(entry: Mapping[str, Any]) -> Rung:
    name = _text(entry, "name", "rung")
    days = entry.get("reply_days")
    if not isinstance(days, int) or isinstance(days, bool) or not 0 <= days <= _MOST_DAYS:
        raise LadderError(_("reply_days is a number of days, at most {most}").format(most=_MOST_DAYS), name)
    grounds = tuple(
        DirectGround(_text(ground, "name", name), texts(ground, "word")) for ground in entry.get("direct", ())
    )
    return Rung(name, texts(entry, "word"), days, grounds)
