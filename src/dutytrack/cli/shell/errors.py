"""What can be wrong with a command line, beyond what Typer itself finds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dutytrack.cli.shell.dashes import DASHES
from dutytrack.config import FORMATS
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import LANGUAGES, _, listed


class UnknownCommandError(DutyTrackError):
    """No command has this name."""

    def __init__(self, name: str, names: Sequence[str]) -> None:
        from dutytrack.domain.words.nearest import hint

        super().__init__(_("no command is called {name}").format(name=name) + hint(name, names, most=len(names)))


class NoSubcommandsError(DutyTrackError):
    """Help is asked for about a part of a command that has none."""

    def __init__(self, name: str) -> None:
        super().__init__(_("more words than the command takes: {words}"), words=name)


class UnknownOptionError(DutyTrackError):
    """No option of the command has this name."""

    def __init__(self, name: str, names: Sequence[str], *, word: str | None = None) -> None:
        """``word`` is what stands after the ``-``, where a query may leave that out."""
        near = _nearest_option(name, names)
        message = _("no option is called {name}").format(name=name)
        message += _("; did you mean {name}?").format(name=near) if near else _("; --help lists its options")
        if word is not None and len(word) > 1:
            message += " " + _("(`not {word}` leaves a word out)").format(word=word)
        super().__init__(message)


def _nearest_option(name: str, names: Sequence[str]) -> str | None:
    """The one of ``names`` that is most like ``name``; for a single letter, the first that begins with it."""
    from unicodedata import normalize

    from dutytrack.domain.words.nearest import nearest

    wanted = normalize("NFKC", name.lstrip(DASHES)).lower()
    bare = {option.lstrip("-"): option for option in names if option.startswith("--")}
    if len(wanted) > 1:
        near = nearest(wanted, bare)
        return None if near is None else bare[near]
    return next((option for word, option in bare.items() if word.startswith(wanted)), None)


class ShellUnknownError(DutyTrackError):
    """There is no completion for the shell in use, or it can't be told which that is."""

    def __init__(self, name: str, names: Sequence[str]) -> None:
        template = _("completion is made for {names}, not for {name}; name yours as in SHELL=/bin/bash")
        if not name:
            template = _("it can't be told which shell completion is for; name yours as in SHELL=/bin/bash")
        super().__init__(template.format(names=listed(names), name=name))


class UnknownFormatError(DutyTrackError):
    """No form of output has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(_("--format {name}: it is one of {names}"), name=name, names=listed(FORMATS))


class UnknownLanguageError(DutyTrackError):
    """The interface does not speak this language."""

    def __init__(self, name: str) -> None:
        super().__init__(_("--lang {name}: it is one of {names}"), name=name, names=listed(LANGUAGES))


class BadMomentError(DutyTrackError):
    """A text is neither a row of the journal nor a day."""

    def __init__(self, text: str) -> None:
        template = _("--known-at {text}: write a number of the journal's (`dutytrack log show`) or a date")
        super().__init__(template.format(text=repr(text)))


class OnlyReadError(DutyTrackError):
    """What is or was known of an earlier day can't be written to."""

    def __init__(self, option: str) -> None:
        sentences = {
            "--known-at": _("--known-at shows what the ledger had been told by then; leave it out to change anything"),
            "--as-of": _(
                "--as-of shows the ledger on that day; leave it out to change anything; "
                "--on dates a change, where the command has it"
            ),
        }
        super().__init__(sentences[option])


class NotAnswerableError(DutyTrackError):
    """A question has to be asked and nobody can answer it."""

    def __init__(self, option: str) -> None:
        template = _("nothing was written: nobody is here to answer (no terminal); {option} goes on without asking")
        super().__init__(template.format(option=option))


class LedgerNotNamedError(DutyTrackError):
    """Nobody says where the ledger is."""

    def __init__(self) -> None:
        super().__init__(
            _("no ledger is named, and there is no home folder to look in; say --ledger FILE or set DUTYTRACK_LEDGER")
        )


class FormatContradictedError(DutyTrackError):
    """A file's ending says another form than what is to be written into it."""

    def __init__(self, path: Path | None, form: str) -> None:
        template = _("{path}: its ending says another format than {form}; change one of the two")
        super().__init__(template.format(path=path, form=form))


class ForeignEndingError(DutyTrackError):
    """A file's ending says something that reports are not written as."""

    def __init__(self, path: Path) -> None:
        template = _("{path}: reports are not written as {ending}; name a file that ends in .csv, .md, .json or .txt")
        super().__init__(template.format(path=path, ending=path.suffix))


class WorkbookEndingError(DutyTrackError):
    """The name of a workbook does not end as one's does."""

    def __init__(self, path: Path) -> None:
        super().__init__(_("{path}: a workbook is written; name a file that ends in .xlsx"), path=path)


class NoBytesOnTerminalError(DutyTrackError):
    """A workbook can't be shown on a terminal."""

    def __init__(self) -> None:
        super().__init__(_("a workbook is not for the terminal; name a file, or send it into a pipe"))


class FileNotReadableError(DutyTrackError):
    """A file to import can't be read."""

    def __init__(self, cause: OSError) -> None:
        super().__init__(_("can't be read: {cause}"), cause=cause.strerror or cause)


class NothingSaidError(DutyTrackError):
    """A command that notes something was given nothing to note."""

    def __init__(self, *options: str) -> None:
        super().__init__(_("nothing to note: give at least one of {options}"), options=listed(options))


class NoScreenForReviewError(DutyTrackError):
    """The review screen needs a terminal."""

    def __init__(self) -> None:
        super().__init__(_("--review needs a terminal; --review-sheet FILE.xlsx does the same in a workbook"))


class OneFileForSheetError(DutyTrackError):
    """A review sheet is for one document."""

    def __init__(self, count: int) -> None:
        super().__init__(_("--review-sheet is for one file, not {count}"), count=count)


class SheetThereError(DutyTrackError):
    """Writing a review sheet would take away the corrections of an earlier one."""

    def __init__(self, path: Path) -> None:
        template = _("{path} is there already; --accept takes its corrections in, --force writes it anew")
        super().__init__(template.format(path=path))


class SheetMissingError(DutyTrackError):
    """``--accept`` is about a review sheet."""

    def __init__(self) -> None:
        super().__init__(_("--accept reads a review sheet: say which with --review-sheet FILE.xlsx"))
