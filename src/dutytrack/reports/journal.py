"""The journal as people read it: commands in the order they were done, with what each changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from dutytrack.domain.words.journal import command_word
from dutytrack.i18n import _
from dutytrack.reports.model import Group, Report, cells, columns_of
from dutytrack.store.journal.history import named_with_login
from dutytrack.store.journal.rows import JournalRow, read_about, read_logins, read_rows
from dutytrack.store.settings.keys import get_setting
from dutytrack.store.sql.dialect import Reader


def journal_report(connection: Reader, key: str | None = None, *, as_of: date) -> Report:
    """The journal's entries, a group a command; of one task with its rows where ``key`` is given."""
    entries = list(read_rows(connection) if key is None else read_about(connection, key))
    zone = get_setting(connection, "time_zone")
    at = _("at ({zone})").format(zone=zone)
    keys = "seq at actor login name:command entity:entity entity_id change reason undoes hash"
    columns = columns_of(keys, name=_("command"), at=at)

    def local(entry: JournalRow) -> str:
        return datetime.fromisoformat(entry.at).astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")

    groups, logins = [], read_logins(connection)
    for command, rows in groupby(entries, key=attrgetter("command")):
        first, *others = rows
        login = logins.get(command)
        title = _("{command}, {at}, {actor}: {name}").format(
            command=command,
            at=local(first).replace("T", " "),
            actor=named_with_login(first.actor, login),
            name=command_word(first.name),
        )
        shown = cells(columns, (first, *others), change=_change, at=local, login=partial(_other_login, login))
        groups.append(Group(shown, title, command))
    title = _("Journal") if key is None else _("Journal of {key}").format(key=key)
    report = Report("journal", title, columns, tuple(groups), as_of, "command")
    return report.counting((_("commands"), len(groups)), (_("entries"), len(entries)))


def _other_login(login: str | None, entry: JournalRow) -> str | None:
    """The login where it is not the name that was given."""
    return None if login == entry.actor else login


def _change(entry: JournalRow) -> str:
    """What became of the row: ``+`` and what it says now, ``-`` and what it said, else each field before and after."""
    before, after = _image(entry.before), _image(entry.after)
    if not before:
        return "+ " + "; ".join(_told(after))
    if not after:
        return "- " + "; ".join(_told(before))
    fields = (field for field in after if after[field] != before.get(field))
    return "; ".join(f"{field}: {_text(before.get(field))} → {_text(after[field])}" for field in fields)


def _told(image: Mapping[str, Any]) -> Iterator[str]:
    """The fields that say something; ids say nothing to people."""
    return (
        f"{field}: {_text(value)}"
        for field, value in image.items()
        if value not in (None, "", [], False) and field != "id"
    )


def _image(stored: str | None) -> Mapping[str, Any]:
    return {} if stored is None else json.loads(stored)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
