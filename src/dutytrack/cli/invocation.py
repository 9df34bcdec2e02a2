"""One run of a command: its settings, its ledger, its day and its language; each is worked out when it is asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from dutytrack import i18n
from dutytrack.cli.days import read_day
from dutytrack.cli.options import MEMORY
from dutytrack.config import Settings, read_settings

if TYPE_CHECKING:
    import sqlite3

    from sqlmodel import Session

    from dutytrack.domain.rules import RulePack
    from dutytrack.store.ledger import Ledger

DEFAULT_TIME_ZONE = "Asia/Shanghai"
_CHINA = timezone(timedelta(hours=8))
"""China has kept UTC+8 without summer time since 1992, so its today needs no time zone tables."""
_KEPT = MEMORY + "invocation"


class Invocation:
    """What a command knows about how it was called."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._given = given

    @classmethod
    def of(cls, ctx: typer.Context) -> Invocation:
        """The run that ``ctx`` belongs to; what it opens is closed with the program's context."""
        if _KEPT not in ctx.meta:
            ctx.meta[_KEPT] = cls(ctx.meta)
        kept: Invocation = ctx.meta[_KEPT]
        return kept

    def option(self, name: str) -> Any:
        """The value of a global option; ``None`` where it was not given."""
        return self._given.get(MEMORY + name)

    @cached_property
    def settings(self) -> Settings:
        """The settings with the command line's options laid over them."""
        settings = read_settings(os.environ)
        given = {
            "ledger": Path(self.option("ledger")).expanduser() if self.option("ledger") else None,
            "actor": self.option("actor"),
            "language": self.option("lang"),
            "format": self.option("format"),
        }
        return replace(settings, **{name: value for name, value in given.items() if value is not None})

    @property
    def path(self) -> Path:
        """The ledger file."""
        return self.settings.ledger

    @cached_property
    def reader(self) -> sqlite3.Connection:
        """The ledger, to be read; a layout of an older program is brought up to date first."""
        from dutytrack.store.connection import open_reader
        from dutytrack.store.errors import LedgerBehindError

        try:
            connection = open_reader(self.path)
        except LedgerBehindError:
            self.ledger().close()
            connection = open_reader(self.path)
        self._settle_language(connection)
        return connection

    def ledger(self, *, create: bool = False) -> Ledger:
        """The ledger, to be written; with ``create`` a new one is made where there is none."""
        from dutytrack.store.ledger import Ledger

        return Ledger.open(self.path, create=create)

    def command(
        self, name: str, *, reason: str | None = None, create: bool = False
    ) -> AbstractContextManager[Session]:
        """One journalled command on the ledger, by this run's actor."""
        return self.ledger(create=create).command(name, actor=self.settings.actor, reason=reason)

    @cached_property
    def ledger_settings(self) -> Mapping[str, str]:
        """The settings kept in the ledger; none where there is no ledger yet."""
        if not self.path.exists():
            return {}
        from dutytrack.store.reading.settings import settings

        return settings(self.reader)

    @cached_property
    def today(self) -> date:
        """The date where the ledger is kept, unless settings or the ledger (a demonstration's) fix it."""
        if self.settings.today is not None:
            return self.settings.today
        fixed = self.ledger_settings.get("today")
        if fixed:
            return date.fromisoformat(fixed)
        return today_in(self.ledger_settings.get("time_zone", DEFAULT_TIME_ZONE))

    @cached_property
    def as_of(self) -> date:
        """The day that is asked about."""
        given = self.option("as_of")
        return self.today if given is None else read_day(given, self.today)

    def day(self, text: str | None) -> date:
        """The day that ``text`` names; today where nothing was given."""
        return self.today if text is None else read_day(text, self.today)

    @cached_property
    def rules(self) -> RulePack:
        """The rule pack that lights the ledger's lamps."""
        from dutytrack.store.reading.settings import rule_pack

        return rule_pack(self.reader)

    @property
    def format(self) -> str:
        """The form of output: as given, as set, as the ledger says; else a table."""
        return self.settings.format or self.ledger_settings.get("format") or "table"

    def close(self) -> None:
        """Close what was opened."""
        connection = self.__dict__.pop("reader", None)
        if connection is not None:
            connection.close()

    def _settle_language(self, connection: sqlite3.Connection) -> None:
        """Speak the ledger's language where neither the call nor the environment chose one."""
        if self.settings.language is None:
            from dutytrack.store.reading.settings import settings

            chosen = settings(connection).get("language")
            if chosen:
                i18n.use_language(chosen)


def today_in(time_zone: str) -> date:
    """Today's date in ``time_zone``."""
    if time_zone == DEFAULT_TIME_ZONE:
        return datetime.now(_CHINA).date()
    from zoneinfo import ZoneInfo

    return datetime.now(UTC).astimezone(ZoneInfo(time_zone)).date()


def on_terminal() -> bool:
    """Whether a person sits at both ends: keys can be read and a screen can be drawn."""
    return sys.stdin.isatty() and sys.stdout.isatty()
