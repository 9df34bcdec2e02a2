"""One run of a command: its settings, its ledger, its day and its language; each is worked out when it is asked for."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dutytrack import i18n
from dutytrack.cli.shell.days import DaysTyped
from dutytrack.config import ENDINGS, FOREIGN, PLAIN, Settings, expanded, ledger_today, read_settings
from dutytrack.i18n import _
from dutytrack.signs import check_signs

if TYPE_CHECKING:
    from sqlmodel import Session

    from dutytrack.domain.dates import Meaning
    from dutytrack.domain.rules.packs import RulePack
    from dutytrack.services.desk import Desk
    from dutytrack.store.ledger import Ledger
    from dutytrack.store.query.look import Look
    from dutytrack.store.sql.dialect import Reader

MEMORY = "dutytrack."
"""What the names of global options begin with where they are kept: in Typer's memory of a call."""
_KEPT = MEMORY + "invocation"


class Invocation:
    """What a command knows about how it was called."""

    def __init__(self, given: Mapping[str, Any], days: DaysTyped | None = None) -> None:
        self._given = given
        self._ledger: Ledger | None = None
        self._warned: set[str] = set()
        self.made: Path | None = None
        """The file that was made beside all answers, once it is there."""
        self.days = days or DaysTyped()
        """The days that were typed, to be said by the answer."""
        self.leaves_as_it_is = False
        """Whether a ledger of an older program is not brought up to date: nobody has asked anything of it."""
        self._is_held = False
        self._is_anew = False
        self.is_rehearsal = False
        """Whether what is written is thrown away."""

    @classmethod
    def of(cls, ctx: Any) -> Invocation:
        """The run that ``ctx`` belongs to; what it opens is closed with the program's context."""
        kept: Invocation | None = ctx.meta.get(_KEPT)
        if kept is None:
            kept = ctx.meta[_KEPT] = cls(ctx.meta)
            ctx.find_root().call_on_close(kept.close)
        return kept

    def on_ledger(self, path: Path) -> Invocation:
        """The same run on another ledger."""
        return Invocation({**self._given, MEMORY + "ledger": str(path)}, self.days)

    @contextmanager
    def rehearsal(self) -> Iterator[Invocation]:
        """The same run on a copy of the ledger, or where there will be one, which is thrown away at the end."""
        from tempfile import gettempdir

        from dutytrack.drafts import workplace
        from dutytrack.store.file.backup import copy_ledger

        with workplace(Path(gettempdir())) as folder:
            call = self.on_ledger(folder / "ledger.db")
            call.is_rehearsal = True
            if self.has_ledger:
                copy_ledger(self.path, call.path)
            try:
                with call.on_damage():
                    yield call
            finally:
                call.close()

    def option(self, name: str) -> Any:
        """The value of a global option; ``None`` where it was not given."""
        return self._given.get(MEMORY + name)

    @property
    def is_quiet(self) -> bool:
        """Whether sentences on what was done are left out: data and errors always come out."""
        return bool(self.option("quiet"))

    @cached_property
    def settings(self) -> Settings:
        """The settings with the command line's options laid over them."""
        settings = read_settings(os.environ)
        given = {
            "ledger": expanded(Path(self.option("ledger"))) if self.option("ledger") else None,
            "actor": self.option("actor"),
            "language": self.option("lang"),
            "format": self.option("format"),
        }
        return settings._replace(**{name: value for name, value in given.items() if value is not None})

    @property
    def path(self) -> Path:
        """The ledger file; LedgerNotNamedError where nobody says which."""
        if self.settings.ledger is None:
            from dutytrack.cli.shell.errors import LedgerNotNamedError

            raise LedgerNotNamedError
        return self.settings.ledger

    @property
    def has_ledger(self) -> bool:
        """Whether there is a ledger, as far as can be seen."""
        try:
            return self.settings.ledger is not None and self.settings.ledger.exists()
        except OSError:
            return False

    @cached_property
    def reader(self) -> Reader:
        """The ledger, to be read; a layout of an older program is brought up to date first.

        Raises LedgerBehindError where a call that ``leaves_as_it_is`` comes upon one.
        """
        from dutytrack.store.file.connection import open_reader
        from dutytrack.store.file.errors import LedgerBehindError
        from dutytrack.store.file.sharing import settle

        try:
            connection = open_reader(self.path, self.warn)
        except LedgerBehindError:
            if self.leaves_as_it_is:
                raise
            self._open(create=False)
            connection = open_reader(self.path, self.warn)
        settle(self.path)
        self.__dict__["reader"] = self._as_known(connection)
        if self._is_held:
            self.hold()
        self.settle_language()
        return self.reader

    @property
    def told_anew(self) -> Reader:
        """``reader`` where ``--known-at`` is said: told again of the journal, whatever is kept of an earlier answer."""
        self._is_anew = True
        return self.reader

    @property
    def suspect(self) -> Reader:
        """The ledger, to be looked through, whatever it lays out; one of an older program is brought up to date first.

        One that may not be brought up to date, or says that it is of a newer program, is handed out as it is.
        """
        from dutytrack.store.file.connection import open_suspect
        from dutytrack.store.file.errors import (
            LedgerAlteredError,
            LedgerBehindError,
            LedgerForeignError,
            LedgerNewerError,
        )

        try:
            connection = open_suspect(self.path)
        except LedgerNewerError:
            connection = open_suspect(self.path, any_revision=True)
        except LedgerBehindError:
            try:
                self._open(create=False)
            except (LedgerAlteredError, LedgerForeignError):
                connection = open_suspect(self.path, any_revision=True)
            else:
                connection = open_suspect(self.path)
        self.__dict__["reader"] = connection
        try:
            self.settle_language()
        except Exception:  # noqa: BLE001 - what is wrong with the settings is found out next
            self.__dict__["ledger_settings"] = {}
        return connection

    def warn(self, sentence: str) -> None:
        """Say ``sentence`` on stderr, once a run: something is not as it should be, and the command goes on."""
        if sentence in self._warned:
            return
        self._warned.add(sentence)
        from dutytrack.cli.shell.boundary import complain

        complain(_("warning"), sentence)

    def hold(self) -> None:
        """Read one state of the ledger from now on, whatever others write: the head on a paper is that of its rows.

        Only for a call that writes nothing.
        """
        self._is_held = True
        connection = self.__dict__.get("reader")
        if connection is not None and not connection.in_transaction:
            connection.execute("BEGIN")

    def _as_known(self, connection: Reader) -> Reader:
        """``connection``, or the ledger as it was known when ``--known-at`` says; settings are today's."""
        asked = self.option("known_at")
        if asked is None:
            return connection
        from contextlib import closing

        from dutytrack.store.reading.settings import settings

        with closing(connection):
            kept = self.__dict__["ledger_settings"] = settings(connection, self.warn)
            return self.known(connection, self.days.moment(asked, ledger_today(self.settings, kept)))

    def known(self, connection: Reader, moment: int | date) -> Reader:
        """The ledger of ``connection`` as it was known by ``moment``; on a terminal how far telling it again is."""
        from dutytrack.cli.shell.progress import Progress
        from dutytrack.store.journal.knowing import ledger_as_known

        steps = {"ledger": _("the ledger")}
        with Progress(_("telling {what} again as it was known: {percent}%"), steps, quiet=self.is_quiet) as progress:
            return ledger_as_known(connection, moment, partial(progress.at, "ledger"), anew=self._is_anew)

    @contextmanager
    def on_damage(self) -> Iterator[None]:
        """Within it, a fault of SQLite's that only comes up while reading is told as a fault of the ledger."""
        try:
            yield
        except Exception as error:
            sqlite = sys.modules.get("sqlite3")
            if sqlite is None or not isinstance(error, sqlite.Error):
                raise
            from dutytrack.store.file.errors import ledger_error

            told = ledger_error(self.path, error)
            raise told or error from error

    @contextmanager
    def on_failure(self) -> Iterator[None]:
        """Within it, an error that comes when a command has been written, or a file made, already says so."""
        try:
            yield
        except Exception as error:
            for sentence in self._what_stands(error):
                error.add_note(sentence)
            raise

    def _what_stands(self, error: Exception) -> Iterator[str]:
        """What was done before ``error`` came; nothing where it says so itself."""
        if self.made is not None:
            yield _("made before that, and stands: {path}").format(path=self.made)
        written = self._ledger.written if self._ledger is not None else []
        if not written or getattr(error, "says_what_stands", False):
            return
        from dutytrack.store.journal.rows import OWN_ENTITIES

        if len(written) > 1:
            yield _("what was written to the ledger before that stands; dutytrack log show lists it")
        elif written[0].name in OWN_ENTITIES:
            yield _("what was written to the ledger before that stands")
        else:
            template = _("what was written to the ledger before that stands; dutytrack undo {command} takes it back")
            yield template.format(command=written[0].id)

    def ledger(self, *, create: bool = False) -> Ledger:
        """The ledger, to be written; with ``create`` a new one is made where there is none.

        Raises OnlyReadError where the call asks about an earlier day or knowledge, which nothing can be added to.
        """
        self.refuse("--known-at", "--as-of")
        return self._open(create=create)

    def check_there(self) -> None:
        """Raise LedgerNotFoundError where there is no ledger yet."""
        from dutytrack.store.file.location import check_location

        check_location(self.path)

    def refuse(self, *options: str) -> None:
        """Refuse to go on where one of ``options`` asks about another time: raises OnlyReadError."""
        for option in options:
            if self.option(option.removeprefix("--").replace("-", "_")) is not None:
                from dutytrack.cli.shell.errors import OnlyReadError

                raise OnlyReadError(option)

    def _open(self, *, create: bool) -> Ledger:
        if self._ledger is None:
            from dutytrack.cli.shell.progress import Progress
            from dutytrack.store.ledger import Ledger

            self._check_links()
            gc.freeze()
            gc.enable()
            line = _("bringing {what} up to date: {percent}%")
            with Progress(line, {"ledger": _("the ledger")}, quiet=self.is_quiet) as progress:
                self._ledger = Ledger.open(
                    self.path,
                    create=create,
                    durable=not self.is_rehearsal,
                    progress=partial(progress.at, "ledger"),
                )
            self._ledger.tell = self.warn
            if self._ledger.backup is not None and not self.is_quiet and not self.is_rehearsal:
                from dutytrack.cli.shell.terminal import warn

                template = _("{path}: brought up to date; as it was it is kept in {backup}")
                warn(template.format(path=self.path, backup=self._ledger.backup))
        return self._ledger

    def _check_links(self) -> None:
        """Raise LedgerNotReadableError where the ledger's path is a link that leads to itself."""
        from dutytrack.store.file.errors import LedgerNotReadableError

        try:
            os.path.realpath(self.path, strict=True)
        except FileNotFoundError:
            return
        except OSError as error:
            raise LedgerNotReadableError(self.path, detail=error.strerror or str(error)) from error

    def command(
        self, name: str, *, reason: str | None = None, create: bool = False, rehearsal: bool = False
    ) -> AbstractContextManager[Session]:
        """One journalled command on the ledger, by this run's actor; of a ``rehearsal`` nothing is kept."""
        ledger = self.ledger(create=create)
        check_signs("--actor", self.settings.actor)
        return ledger.command(name, actor=self.settings.actor, reason=reason, rehearsal=rehearsal)

    @contextmanager
    def desk(self, name: str, *, place: str | None = None, **how: Any) -> Iterator[Desk]:
        """Where one command of the journal, ``how`` as in ``command``, is done; its units are those of ``place``."""
        from dutytrack.services.desk import Desk

        self._check_day()
        with self.command(name, **how) as session:
            yield Desk(session, self.today, self.settings.actor, place)

    def _check_day(self) -> None:
        """Raise SettingRubbishError where nobody says what day it is: the ledger's settings can't be what they are."""
        if self.settings.today is None and self.has_ledger:
            from dutytrack.store.reading.settings import check_day

            check_day(self.reader)

    @cached_property
    def ledger_settings(self) -> Mapping[str, str]:
        """The settings kept in the ledger; none where there is no ledger yet."""
        if not self.has_ledger:
            return {}
        from dutytrack.store.reading.settings import settings

        return settings(self.reader, self.warn)

    @property
    def linked_evidence(self) -> tuple[Path, ...]:
        """Evidence that lies elsewhere, as far as the ledger is open to be read."""
        reader = self.__dict__.get("reader")
        if reader is None:
            return ()
        from dutytrack.store.reading.evidence import linked_files

        return linked_files(reader)

    @cached_property
    def today(self) -> date:
        """The date where the ledger is kept, unless settings or the ledger (a demonstration's) fix it."""
        return ledger_today(self.settings, self.ledger_settings)

    @cached_property
    def as_of(self) -> date:
        """The day that is asked about."""
        given = self.option("as_of")
        return self.today if given is None else self.day(given, "as-of")

    def day(self, text: str | None, meaning: Meaning = "happened") -> date:
        """The day that ``text`` stands for in an option that means ``meaning``; today where nothing was given."""
        return self.today if text is None else self.days.understood(text, self.today, meaning)

    def day_seen(self, text: str) -> date:
        """The day that ``text`` stands for seen from the day that is asked about: ``-1m`` is a month before that."""
        return self.days.understood(text, self.as_of, "since")

    def day_if(self, text: str | None, meaning: Meaning = "happened") -> date | None:
        """The day that ``text`` stands for; ``None`` where nothing was given."""
        return self.day(text, meaning) if text else None

    @cached_property
    def rules(self) -> RulePack:
        """The rule pack that lights the ledger's lamps."""
        from dutytrack.store.reading.settings import rule_pack

        return rule_pack(self.reader)

    @cached_property
    def look(self) -> Look:
        """The ledger on the day that is asked about."""
        from dutytrack.store.query.look import Look

        reader = self.reader
        return Look(reader, self.as_of, self.rules)

    @property
    def format(self) -> str:
        """The form of output: as given, as set, as the ledger says; else a table."""
        return self.settings.format or self.ledger_settings.get("format") or "table"

    def form(self, output: Path | None) -> str:
        """The form of what goes into the file ``output``: as the call says, else as to the screen."""
        return self.told_form(output) or self.format

    def told_form(self, output: Path | None) -> str | None:
        """The form that is given, or that the ending of ``output`` says; ``None`` where the call says nothing.

        Raises FormatContradictedError where the two differ, ForeignEndingError where it is another kind of file's.
        """
        given, ending = self.option("format"), "" if output is None else output.suffix.lower()
        if output is not None and ending in FOREIGN:
            from dutytrack.cli.shell.errors import ForeignEndingError

            raise ForeignEndingError(output)
        if given and ending != PLAIN and ENDINGS.get(ending, given) != given:
            from dutytrack.cli.shell.errors import FormatContradictedError

            raise FormatContradictedError(output, given)
        return given or ENDINGS.get(ending)

    def close(self) -> None:
        """Close what was opened."""
        connection = self.__dict__.pop("reader", None)
        if connection is not None:
            connection.close()
        if self._ledger is not None:
            self._ledger.close()

    def settle_language(self) -> None:
        """Speak as the call or the person's settings say, else as the ledger says, else as the locale does."""
        chosen = self.settings.language or self.ledger_settings.get("language")
        if chosen:
            i18n.use_language(chosen)


def on_terminal() -> bool:
    """Whether a person sits at both ends: keys can be read and a screen can be drawn."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
