"""What can be wrong with a command line, beyond what Typer itself finds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dutytrack.config import FORMATS, hint
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import LANGUAGES, _


class UnknownCommandError(DutyTrackError):
    """No command has this name."""

    def __init__(self, name: str, names: Sequence[str]) -> None:
        super().__init__(_("no command is called {name}").format(name=name) + hint(name, names))


class UnknownOptionError(DutyTrackError):
    """No option of the command has this name."""

    def __init__(self, name: str, names: Sequence[str]) -> None:
        bare = {option.lstrip("-"): option for option in names if option.startswith("--")}
        from difflib import get_close_matches

        near = get_close_matches(name.lstrip("-"), bare, n=1)
        way_out = _("; did you mean {name}?").format(name=bare[near[0]]) if near else _("; --help lists its options")
        super().__init__(_("no option is called {name}").format(name=name) + way_out)


class ShellUnknownError(DutyTrackError):
    """There is no completion for the shell in use, or it can't be told which that is."""

    def __init__(self, name: str, names: Sequence[str]) -> None:
        template = _("completion is made for {names}, not for {name}; name yours as in SHELL=/bin/bash")
        if not name:
            template = _("it can't be told which shell completion is for; name yours as in SHELL=/bin/bash")
        super().__init__(template.format(names=", ".join(names), name=name))


class UnknownFormatError(DutyTrackError):
    """No form of output has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(_("--format {name}: it is one of {names}").format(name=name, names=", ".join(FORMATS)))


class UnknownLanguageError(DutyTrackError):
    """The interface does not speak this language."""

    def __init__(self, name: str) -> None:
        super().__init__(_("--lang {name}: it is one of {names}").format(name=name, names=", ".join(LANGUAGES)))


class BadDayError(DutyTrackError):
    """A text is no day."""

    def __init__(self, text: str) -> None:
        super().__init__(
            _("{text} is no date; write 2026-06-30, 2026年6月30日, today, +30d or -2w").format(text=repr(text))
        )


class BadMomentError(DutyTrackError):
    """A text is neither a row of the journal nor a day."""

    def __init__(self, text: str) -> None:
        super().__init__(
            _("--known-at {text}: write a number of the journal's (`dutytrack log show`) or a date").format(
                text=repr(text)
            )
        )


class OnlyReadError(DutyTrackError):
    """What was known earlier can't be written to."""

    def __init__(self) -> None:
        super().__init__(_("--known-at shows what the ledger had been told by then; leave it out to change anything"))


class NotAnswerableError(DutyTrackError):
    """A question has to be asked and nobody can answer it."""

    def __init__(self, option: str) -> None:
        super().__init__(
            _("nobody is here to answer (no terminal); say {option} to go on without asking").format(option=option)
        )


class FileNotWritableError(DutyTrackError):
    """``--output`` names a file that can't be written."""

    def __init__(self, path: Path, cause: OSError) -> None:
        super().__init__(_("{path} can't be written: {cause}").format(path=path, cause=cause.strerror or cause))


class CodeForSeveralPlansError(DutyTrackError):
    """``--code`` was given for more than one plan."""

    def __init__(self, count: int) -> None:
        super().__init__(_("--code names one plan, but {count} were read").format(count=count))


class AmendsForSeveralPlansError(DutyTrackError):
    """``--amends`` was given for more than one plan."""

    def __init__(self, count: int) -> None:
        super().__init__(_("--amends names one plan, but {count} were read").format(count=count))


class FileNotReadableError(DutyTrackError):
    """A file to import can't be read."""

    def __init__(self, cause: OSError) -> None:
        super().__init__(_("can't be read: {cause}").format(cause=cause.strerror or cause))


class NothingSaidError(DutyTrackError):
    """A command that notes something was given nothing to note."""

    def __init__(self, *options: str) -> None:
        super().__init__(_("nothing to note: give at least one of {options}").format(options=", ".join(options)))


class NoScreenForReviewError(DutyTrackError):
    """The review screen needs a terminal."""

    def __init__(self) -> None:
        super().__init__(_("--review needs a terminal; --review-sheet FILE.xlsx does the same in a workbook"))


class OneFileForSheetError(DutyTrackError):
    """A review sheet is for one document."""

    def __init__(self, count: int) -> None:
        super().__init__(_("--review-sheet is for one file, not {count}").format(count=count))


class SheetThereError(DutyTrackError):
    """Writing a review sheet would take away the corrections of an earlier one."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("{path} is there already; --accept takes its corrections in, --yes writes it anew").format(path=path)
        )


class SheetMissingError(DutyTrackError):
    """``--accept`` is about a review sheet."""

    def __init__(self) -> None:
        super().__init__(_("--accept reads a review sheet: say which with --review-sheet FILE.xlsx"))
